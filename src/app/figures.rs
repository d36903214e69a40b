//! What everybody has worked more than the own share.

use crate::domain::person::Carried;
use crate::domain::{PersonIx, Problem};
use crate::facts::totals::{MonthTotals, agreed};

/// What is compared; hours are in minutes.
pub const MEASURES: usize = 4;

/// The measures of a month.
pub fn worked(sheet: &MonthTotals) -> [i64; MEASURES] {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    [
        sheet.minutes,
        count(sheet.nights),
        count(sheet.weekend_days),
        count(sheet.holidays),
    ]
}

/// What everybody has worked beyond the own share of what all have worked.
pub fn ahead(problem: &Problem, worked: &[[i64; MEASURES]]) -> Vec<[f64; MEASURES]> {
    let days: Vec<f64> = problem
        .everybody()
        .map(|p| problem.employed(p).len() as f64)
        .collect();
    let mut ahead = vec![[0.0; MEASURES]; worked.len()];
    for m in 0..MEASURES {
        // Who is protected from nights is not compared in them.
        let shares: Vec<f64> = (0..worked.len())
            .map(|p| {
                if m == 1 && problem.people[p].protected {
                    0.0
                } else {
                    days[p]
                }
            })
            .collect();
        let beyond: Vec<f64> = problem
            .everybody()
            .map(|p| {
                let due = if m == 0 { due(problem, p) } else { 0 };
                (worked[p][m] - due) as f64
            })
            .collect();
        let compared = |p: &PersonIx| shares[*p] > 0.0;
        let all: f64 = problem
            .everybody()
            .filter(compared)
            .map(|p| beyond[p])
            .sum();
        let share: f64 = shares.iter().sum();
        for p in problem.everybody().filter(compared) {
            ahead[p][m] = beyond[p] - all * shares[p] / share;
        }
    }
    ahead
}

/// Minutes that are agreed for the month; nothing where not everybody has agreed hours, as in the rule `even`.
fn due(problem: &Problem, person: PersonIx) -> i64 {
    let here = |p: &PersonIx| !problem.employed(*p).is_empty();
    let mut all = problem.everybody().filter(here);
    if !all.all(|p| problem.people[p].contract.is_some()) {
        return 0;
    }
    agreed(problem, person).unwrap_or(0)
}

/// A number as `carried` and tables have it: hours to the quarter, shifts whole. Halves are rounded upwards, so that
/// what is apart by one stays so.
pub fn rounded(measure: usize, value: f64) -> f64 {
    // A half that sums of fractions have missed by a hair is one.
    let whole = |value: f64| (value + 0.5 + 1e-9).floor();
    let value = match measure {
        0 => whole(value / 15.0) / 4.0,
        _ => whole(value),
    };
    // No negative zero.
    value + 0.0
}

/// The same numbers for a person of a problem.
pub fn to_carry(ahead: &[f64; MEASURES]) -> Carried {
    let [hours, nights, weekends, holidays] = std::array::from_fn(|m| rounded(m, ahead[m]));
    Carried {
        // Quarters of an hour are whole minutes, and small enough.
        minutes: (hours * 60.0) as i64,
        nights: nights as i64,
        weekends: weekends as i64,
        holidays: holidays as i64,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::input::{Source, Team};

    #[test]
    fn a_joiner_owes_a_share_of_the_month() {
        let text = r#"
            team.name = "desk"
            shift = [{ code = "D", time = ["09:00-17:00"] }]
            person = [{ name = "A" }, { name = "B", joined = 2026-11-16 }]
            demand = [{ need = { "09:00-17:00" = 1 } }]
        "#;
        let team = Team::parse(Source::new("team.toml", text)).unwrap();
        let first = "2026-11-01".parse().unwrap();
        let (problem, _) = team.horizon(first, 30, None).unwrap();
        // 30 days and 15: of 45 nights A owes 30.
        let ahead = ahead(&problem, &[[0, 33, 0, 0], [0, 12, 0, 0]]);
        assert_eq!((ahead[0][1], ahead[1][1]), (3.0, -3.0));
        // Four people, two of whom had the holiday: one apart before and after.
        let apart = [0.5, -0.5].map(|holidays| to_carry(&[0.0, 0.0, 0.0, holidays]).holidays);
        assert_eq!(apart, [1, 0]);
        assert_eq!(to_carry(&[-141.0, 0.0, 0.0, 0.0]).minutes, -135);
    }
}
