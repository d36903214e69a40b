//! Sets of duties and what the tail says, for lowerings. Checks do not use this.

mod parts;
mod presence;
mod runs;
mod sequence;

pub use parts::{Row, beside, measured};
pub use presence::presences;
pub use runs::{KnownRow, run};
pub use sequence::sequence;

use crate::domain::person::Pin;
use crate::domain::time::DAY;
use crate::domain::{Duty, LeaveState, PersonIx, Problem};
use crate::model::{DutySet, Group, Price, Spot, Sum};
use std::collections::BTreeMap;
use std::ops::Range;

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

/// The duties that keep to a fixed cell.
pub fn of_pin(problem: &Problem, pin: Pin) -> DutySet {
    duties(problem, |kind, post| {
        kind == pin.kind && (pin.post.is_none() || post == pin.post)
    })
}

/// The duties present at some minute of `from..to`, in minutes from the midnight of their own day.
pub fn present(problem: &Problem, from: i32, to: i32) -> DutySet {
    duties(problem, |kind, _| {
        let segments = &problem.kinds[kind].segments;
        segments.iter().any(|s| s.end > from && s.start < to)
    })
}

/// How many days after its own the longest shift reaches into.
pub fn reach(problem: &Problem) -> usize {
    let last = problem.kinds.iter().map(|k| (k.end() - 1) / DAY).max();
    usize::try_from(last.unwrap_or(0)).unwrap_or(0)
}

/// The duties of `day` that take something from a closed day: any on the closed day itself, and on
/// the days before it those that reach into it, also into one after the month.
pub fn taking(problem: &Problem, day: usize, closed: impl Fn(i64) -> bool) -> DutySet {
    let day = day as i64;
    if closed(day) {
        return duties(problem, |_, _| true);
    }
    let mut taking = DutySet::NONE;
    let mut midnight = 0;
    for later in 1..=reach(problem) {
        midnight += DAY;
        if closed(day + later as i64) {
            taking = taking.plus(present(problem, midnight, midnight + DAY));
        }
    }
    taking
}

/// The stretches of days on which the person is in the team and has no granted leave.
pub fn here(problem: &Problem, person: PersonIx) -> Vec<Range<usize>> {
    let mut leaves: Vec<(usize, usize)> = problem.people[person]
        .leave
        .iter()
        .filter(|l| l.state == LeaveState::Granted)
        .map(|l| l.days_in(problem.days()))
        .filter(|days| !days.is_empty())
        .map(|days| (days.start as usize, days.end as usize))
        .collect();
    leaves.sort_unstable();
    let Range { mut start, end } = problem.employed(person);
    let mut here = Vec::new();
    for (away, back) in leaves {
        if start < away.min(end) {
            here.push(start..away.min(end));
        }
        start = start.max(back);
    }
    if start < end {
        here.push(start..end);
    }
    here
}

/// What the person did on a day before the month: a duty or rest; `None` when it is not known.
pub fn past(problem: &Problem, person: PersonIx, day: i64) -> Option<Option<usize>> {
    let tail = &problem.people[person].tail;
    let index = usize::try_from(tail.len() as i64 + day).ok()?;
    tail.get(index).copied()
}

/// What is fixed for the person on a day after the month: a duty or rest; `None` when it is not known. Of a shift that is
/// fixed without a post it is the first of its duties.
pub fn coming(problem: &Problem, person: PersonIx, day: i64) -> Option<Option<usize>> {
    let Some(pin) = problem.fixed(person, day)? else {
        return Some(None);
    };
    let mut duties = problem.duties.iter();
    let fits = |duty: &Duty| duty.kind == pin.kind && (pin.post.is_none() || duty.post == pin.post);
    duties.position(fits).map(Some)
}

/// Whether the person held one of `duties` on a day of `days` before the month.
pub fn past_touched(
    problem: &Problem,
    person: PersonIx,
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
    person: PersonIx,
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

/// Minutes that the person works on these days. Kinds of one length are counted together.
pub fn minutes(problem: &Problem, person: PersonIx, days: std::ops::Range<usize>) -> Sum {
    let mut lengths: BTreeMap<i32, DutySet> = BTreeMap::new();
    for (d, duty) in problem.duties.iter().enumerate() {
        let minutes = problem.kinds[duty.kind].minutes();
        let held = lengths.entry(minutes).or_default();
        *held = held.plus(DutySet::one(d));
    }
    let mut sum = Sum::default();
    for day in days {
        for (&minutes, &duties) in &lengths {
            sum.add(person, day, duties, i64::from(minutes));
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
