//! What people mind in a roster even where no rule forbids it: counted once, for every output.

use super::Facts;
use crate::domain::{PersonIx, Step};
use crate::text::Text;
use serde::Serialize;
use std::collections::BTreeSet;

/// How often a roster has what people mind, and how many wishes come true. What cannot occur in the team is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Acceptance {
    /// Single days of work between days off.
    pub single_work_days: usize,
    /// Single days off between days of work.
    pub single_days_off: usize,
    /// A day off between two nights, alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub night_rest_night: Option<usize>,
    /// Nights with no night on the days beside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lone_nights: Option<usize>,
    /// Weeks of a person with three or more kinds of shift, of all weeks of all people in the team.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mixed_weeks: Option<Share>,
    /// Wishes that come true, of all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wishes: Option<Share>,
}

/// So many of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Share {
    /// How many.
    pub count: usize,
    /// Of how many.
    pub of: usize,
}

/// Kinds of shift in a week from which on it is a mixed one.
const MIXED: usize = 3;

impl Acceptance {
    /// Counts.
    pub fn of(facts: &Facts<'_>) -> Acceptance {
        let kinds = &facts.problem.kinds;
        let nights: Vec<usize> = (0..kinds.len()).filter(|&k| kinds[k].night).collect();
        let days: Vec<usize> = (0..kinds.len()).filter(|&k| !kinds[k].night).collect();
        let all: Vec<usize> = (0..kinds.len()).collect();
        let step = |kinds: &[usize], rest: bool| Step {
            kinds: kinds.to_vec(),
            rest,
            name: Text::default(),
        };
        let (work, rest) = (step(&all, false), step(&[], true));
        let (night, other) = (step(&nights, false), step(&days, true));
        let count = |steps: [&Step; 3]| -> usize {
            let steps = steps.map(Step::clone);
            let of = |person| facts.occurrences(person, &steps).len();
            facts.people().map(of).sum()
        };
        let has_nights = !nights.is_empty();
        Acceptance {
            single_work_days: count([&rest, &work, &rest]),
            single_days_off: count([&work, &rest, &work]),
            night_rest_night: has_nights.then(|| count([&night, &rest, &night])),
            lone_nights: has_nights.then(|| count([&other, &night, &other])),
            mixed_weeks: (kinds.len() >= MIXED).then(|| mixed_weeks(facts)),
            wishes: Some(wishes(facts)).filter(|share| share.of > 0),
        }
    }
}

fn mixed_weeks(facts: &Facts<'_>) -> Share {
    let (mut count, mut of) = (0, 0);
    for person in facts.people() {
        for week in facts.problem.weeks() {
            let mut days = week.start.max(0)..week.end.min(facts.days());
            if !days.any(|day| facts.in_team(person, day)) {
                continue;
            }
            let kinds: BTreeSet<usize> = week
                .filter_map(|day| facts.on(person, day))
                .map(|stint| stint.kind)
                .collect();
            of += 1;
            count += usize::from(kinds.len() >= MIXED);
        }
    }
    Share { count, of }
}

fn wishes(facts: &Facts<'_>) -> Share {
    let mut share = Share { count: 0, of: 0 };
    let mut add = |granted: bool| {
        share.of += 1;
        share.count += usize::from(granted);
    };
    for (person, who) in PersonIx::enumerate(&facts.problem.people) {
        let here = |day: usize| facts.in_team(person, day as i64);
        let wishes = who.wishes.iter().filter(|wish| here(wish.day));
        wishes.for_each(|wish| add(facts.granted(person, wish)));
        let habits = who.habits.iter();
        habits.for_each(|habit| add(facts.kept(person, habit)));
    }
    share
}
