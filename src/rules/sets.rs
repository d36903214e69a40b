//! Sets of duties and what the tail says, for lowerings. Checks do not use this.

use crate::domain::Problem;
use crate::model::{Class, DutySet, Price};

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

/// The model's price for a weight; `None` for a warning, which no engine sees.
pub fn price(weight: Weight) -> Option<Price> {
    match weight {
        Weight::Hard => Some(Price::Hard),
        Weight::Price(points) => Some(Price::Soft(points)),
        Weight::Warn => None,
    }
}
