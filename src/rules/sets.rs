//! Sets of duties and what the tail says, for lowerings. Checks do not use this.

use crate::domain::Problem;
use crate::model::{Class, DutySet, Group, Price, Spot, Sum};

use super::Weight;

/// The duties for which `wanted` holds; it is given (shift kind, post).
pub fn duties(problem: &Problem, wanted: impl Fn(usize, Option<usize>) -> bool) -> DutySet {
    (0..problem.duties.len())
        .filter(|&d| wanted(problem.duties[d].kind, problem.duties[d].post))
        .collect()
}

/// The duties of these shift kinds.
pub fn of_kinds(problem: &Problem, kinds: &[usize]) -> DutySet {
    duties(problem, |kind, _| kinds.contains(&kind))
}

/// The duties of night kinds.
pub fn nights(problem: &Problem) -> DutySet {
    duties(problem, |kind, _| problem.kinds[kind].night)
}

/// Days of the class right before the person's first day of the horizon; `None` when nothing is known.
/// Never looks further back than the tail.
pub fn before(problem: &Problem, person: usize, class: Class) -> Option<u32> {
    let tail = &problem.people[person].tail;
    if tail.is_empty() || problem.employed(person).start > 0 {
        return None;
    }
    let run = tail.iter().rev().take_while(|d| class.holds(**d)).count();
    u32::try_from(run).ok()
}

/// What the person did on a day before the month: a duty or rest; `None` when it is not known.
pub fn past(problem: &Problem, person: usize, day: i64) -> Option<Option<usize>> {
    let tail = &problem.people[person].tail;
    let index = usize::try_from(tail.len() as i64 + day).ok()?;
    tail.get(index).copied()
}

/// Whether the person held one of `duties` on a day of `days` before the month.
pub fn past_touched(
    problem: &Problem,
    person: usize,
    days: std::ops::Range<i64>,
    duties: DutySet,
) -> bool {
    (days.start..days.end.min(0)).any(|day| {
        past(problem, person, day)
            .flatten()
            .is_some_and(|d| duties.has(d))
    })
}

/// One of `duties` on one of those of `days` that lie in the month.
pub fn group(
    problem: &Problem,
    person: usize,
    days: std::ops::Range<i64>,
    duties: DutySet,
) -> Group {
    if duties.is_empty() {
        return Group::new();
    }
    days.filter_map(|day| usize::try_from(day).ok())
        .filter(|&day| day < problem.days())
        .map(|day| Spot {
            person,
            day,
            duties,
        })
        .collect()
}

/// Minutes that the person works on these days.
pub fn minutes(problem: &Problem, person: usize, days: std::ops::Range<usize>) -> Sum {
    let mut sum = Sum::default();
    for (k, kind) in problem.kinds.iter().enumerate() {
        let duties = of_kinds(problem, &[k]);
        for day in days.clone() {
            sum.add(person, day, duties, i64::from(kind.minutes()));
        }
    }
    sum
}

/// The model's price for a weight; `None` for a warning, which no engine sees.
pub fn price(weight: Weight) -> Option<Price> {
    match weight {
        Weight::Hard => Some(Price::Hard),
        Weight::Price(points) => Some(Price::Soft(points)),
        Weight::Warn => None,
    }
}
