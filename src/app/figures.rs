//! What everybody has worked more than the own share.

use crate::domain::person::Carried;
use crate::facts::Facts;
use crate::facts::totals::{Count, MonthTotals};
use crate::rules::RuleBook;

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

/// The measures in their order.
const OF: [Count; MEASURES] = [
    Count::Minutes,
    Count::Nights,
    Count::WeekendDays,
    Count::Holidays,
];

/// What everybody has worked beyond the own share of what those have worked whom the rules compare with each other. Who is
/// compared with nobody is neither ahead nor behind.
pub fn ahead(facts: &Facts<'_>, book: &RuleBook) -> Vec<[f64; MEASURES]> {
    let mut ahead = vec![[0.0; MEASURES]; facts.problem.people.len()];
    for (m, of) in OF.into_iter().enumerate() {
        for comparison in book.comparisons(facts, of) {
            let own = comparison.ahead(|person| facts.sum(person, of));
            for (part, times) in comparison.people.iter().zip(own.times) {
                ahead[part.person.0][m] = times as f64 / own.per as f64;
            }
        }
    }
    ahead
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
    use crate::domain::Roster;
    use crate::input::{Source, Team};

    #[test]
    fn a_joiner_owes_a_share_of_the_month() {
        let text = r#"
            team.name = "desk"
            shift = [{ code = "N", time = ["22:00-06:00"] }]
            person = [{ name = "A" }, { name = "B", joined = 2026-11-16 }]
            demand = [{ need = { "09:00-17:00" = 1 } }]
        "#;
        let team = Team::parse(Source::new("team.toml", text)).unwrap();
        let first = "2026-11-01".parse().unwrap();
        let (problem, book) = team.horizon(first, 30, None).unwrap();
        // 30 days and 15: of 18 nights A owes 12.
        let mut roster = Roster::empty(2, 30);
        roster.cells[0][..15].fill(Some(0));
        roster.cells[1][20..23].fill(Some(0));
        let ahead = ahead(&Facts::new(&problem, &roster), &book);
        assert_eq!((ahead[0][1], ahead[1][1]), (3.0, -3.0));
        // Four people, two of whom had the holiday: one apart before and after.
        let apart = [0.5, -0.5].map(|holidays| to_carry(&[0.0, 0.0, 0.0, holidays]).holidays);
        assert_eq!(apart, [1, 0]);
        assert_eq!(to_carry(&[-141.0, 0.0, 0.0, 0.0]).minutes, -135);
    }
}
