//! Where a roster departs from the pattern, and why.

use super::Pattern;
use crate::domain::{PersonIx, Problem, Roster};
use crate::model::{Model, Term, violation};
use crate::rules::RuleBook;

/// A cell that does not follow the pattern.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Departure {
    /// Whose.
    pub person: PersonIx,
    /// Of which day, from 0.
    pub day: usize,
    /// What the pattern has; `None`: rest.
    pub before: Option<usize>,
    /// What the roster has.
    pub after: Option<usize>,
    /// Why.
    pub reason: Reason,
}

/// Why a cell does not follow the pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub enum Reason {
    /// Granted leave.
    Leave,
    /// The person cannot work on this day.
    Unavailable,
    /// The team file fixes the cell.
    Pinned,
    /// With the pattern's cell alone put back, this rule would be broken (no points), or cost so much more.
    Rule {
        /// The rule's instance.
        instance: usize,
        /// Points; `None`: it is hard.
        points: Option<i64>,
    },
    /// Nothing that the cell alone would change: it goes with the others.
    Others,
}

/// What the team file itself prescribes about a cell.
pub fn prescribed(problem: &Problem, person: PersonIx, day: usize) -> Option<Reason> {
    let who = &problem.people[person];
    if who.on_leave(day as i64) {
        return Some(Reason::Leave);
    }
    if who.pinned.iter().any(|(pinned, _)| *pinned == day as i64) {
        return Some(Reason::Pinned);
    }
    who.away(day as i64).then_some(Reason::Unavailable)
}

/// All departures of a roster, by day.
pub fn departures(
    pattern: &Pattern,
    problem: &Problem,
    book: &RuleBook,
    model: &Model,
    roster: &Roster,
) -> Vec<Departure> {
    let mut found = Vec::new();
    for day in 0..problem.days() {
        for (person, row) in PersonIx::enumerate(&pattern.cells) {
            let after = roster.get(person, day);
            let Some(before) = row[day].filter(|before| *before != after) else {
                continue;
            };
            let reason = prescribed(problem, person, day)
                .unwrap_or_else(|| back(book, model, roster, person, day, before));
            found.push(Departure {
                person,
                day,
                before,
                after,
                reason,
            });
        }
    }
    found
}

/// The rule that says most against the pattern's cell.
fn back(
    book: &RuleBook,
    model: &Model,
    roster: &Roster,
    person: PersonIx,
    day: usize,
    before: Option<usize>,
) -> Reason {
    let mut other = roster.clone();
    other.cells[person][day] = before;
    let concerns = |term: &&Term| {
        let tag = &term.tag;
        let people = tag.people.is_empty() || tag.people.contains(&person);
        people && (tag.days.0..=tag.days.1).contains(&day)
    };
    let mut hard = None;
    let mut points = vec![0; book.instances.len()];
    for term in model.terms.iter().filter(concerns) {
        let (is, would) = (violation(term, roster), violation(term, &other));
        if would.hard > is.hard && hard.is_none() {
            hard = Some(term.tag.rule);
        }
        if let Some(sum) = points.get_mut(term.tag.rule) {
            *sum += would.soft - is.soft;
        }
    }
    if let Some(instance) = hard {
        let points = None;
        return Reason::Rule { instance, points };
    }
    let dearest = points.iter().enumerate().rev().max_by_key(|(_, sum)| **sum);
    match dearest.filter(|(_, sum)| **sum > 0) {
        Some((instance, sum)) => Reason::Rule {
            instance,
            points: Some(*sum),
        },
        None => Reason::Others,
    }
}
