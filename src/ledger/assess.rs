//! What events come to: a pure function of what is recorded and of the policies in force on each day.
//!
//! Everything takes the number of an entry *up to which* the ledger is looked at, so that any earlier state of the
//! ledger can be computed again at any time, to the same figures.

use super::entry::EntryId;
use super::money::Fen;
use super::policy::{Category, Ladder, Penalty, Policy, Window};
use super::records::{Fact, Records};
use super::ties::Ties;
use crate::domain::time::Month;
use chrono::{Datelike, NaiveDate};
use std::collections::HashMap;

/// How an event stands after all that was said about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It counts, and its consequence is charged.
    Stands,
    /// It was taken back, or an appeal was granted: as if it had never been.
    Void,
    /// It counts, but its consequence is remitted.
    Waived,
    /// An appeal is open: it counts, and nothing is charged until that is answered.
    Appealed,
}

/// What an event brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Charge<'a> {
    /// The event.
    pub fact: Fact,
    /// The policy and category in force on its day; `None`: none knows the category.
    pub under: Option<(&'a Policy, &'a Category)>,
    /// The how-many-eth on its ladder within the window, from 1; 0 where there is no ladder.
    pub count: usize,
    /// The step of the ladder.
    pub penalty: Penalty,
    /// How the event stands.
    pub standing: Standing,
}

impl<'a> Charge<'a> {
    /// The ladder it stands on.
    pub fn ladder(&self) -> Option<&'a Ladder> {
        let (policy, category) = self.under?;
        policy.ladders.get(category.ladder?)
    }

    /// What is charged: nothing where there is no amount, or where it is waived or appealed against.
    pub fn amount(&self) -> Fen {
        match (self.penalty, self.standing) {
            (Penalty::Amount(fen), Standing::Stands) => fen,
            _ => Fen::ZERO,
        }
    }

    /// The month of the event.
    pub fn month(&self) -> Month {
        Month::of(self.fact.day)
    }
}

/// What one person's events bring, in the order in which they happened. `facts` are all events of the person that are
/// known up to `up_to`, in any order; events that are void are left out.
pub fn person<'a>(records: &'a Records, facts: &[Fact], up_to: EntryId) -> Vec<Charge<'a>> {
    person_by(records, facts, up_to, &Ties::Entry)
}

/// The same as a close computed it: `ties` is its own.
pub fn person_by<'a>(
    records: &'a Records,
    facts: &[Fact],
    up_to: EntryId,
    ties: &Ties,
) -> Vec<Charge<'a>> {
    let mut facts: Vec<Fact> = facts.iter().copied().filter(|f| f.id <= up_to).collect();
    ties.sort(&mut facts);
    let mut counters: HashMap<(&str, &str), Counter> = HashMap::new();
    let mut charges = Vec::with_capacity(facts.len());
    for fact in facts {
        let standing = records.standing(fact.id, up_to);
        if standing == Standing::Void {
            continue;
        }
        let under = records.category(fact.category, fact.day, up_to);
        let ladder = under.and_then(|(p, c)| Some((p, p.ladders.get(c.ladder?)?)));
        let (count, penalty) = match ladder {
            None => (0, Penalty::Warning),
            Some((policy, ladder)) => {
                let counter = counters.entry((&policy.id, &ladder.id)).or_default();
                let count = counter.count(ladder.window, fact.day);
                (count, ladder.step(count))
            }
        };
        charges.push(Charge {
            fact,
            under,
            count,
            penalty,
            standing,
        });
    }
    charges
}

/// The days of the events on one ladder so far.
#[derive(Debug, Default)]
struct Counter {
    days: Vec<NaiveDate>,
    /// Days before this index have left the window; windows move forward only.
    first: usize,
}

impl Counter {
    /// Takes up an event, and says the how-many-eth it is in its window.
    fn count(&mut self, window: Window, day: NaiveDate) -> usize {
        self.days.push(day);
        while self
            .days
            .get(self.first)
            .is_some_and(|d| !within(window, *d, day))
        {
            self.first += 1;
        }
        self.days.len() - self.first
    }
}

/// Whether an event of `earlier` still counts on `day`, which is not before it.
pub fn within(window: Window, earlier: NaiveDate, day: NaiveDate) -> bool {
    match window {
        Window::Month => Month::of(earlier) == Month::of(day),
        Window::Year => earlier.year() == day.year(),
        Window::Days(days) => (day - earlier).num_days() < i64::from(days),
        Window::Ever => true,
    }
}

/// The first day whose events may still count in `month`.
pub fn lookback(window: Window, month: Month) -> NaiveDate {
    let first = month.first();
    match window {
        Window::Month => first,
        Window::Year => NaiveDate::from_ymd_opt(first.year(), 1, 1).unwrap_or(first),
        Window::Days(days) => crate::domain::time::add_days(first, 1 - i64::from(days.max(1))),
        Window::Ever => NaiveDate::MIN,
    }
}

/// Where a person stands on a ladder on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rung<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// The ladder.
    pub ladder: &'a Ladder,
    /// Events in the window.
    pub count: usize,
    /// What the next one would bring.
    pub next: Penalty,
}

/// Where a person stands on every ladder in force on `day`, from the person's charges.
pub fn rungs<'a>(
    records: &'a Records,
    charges: &[Charge<'_>],
    day: NaiveDate,
    up_to: EntryId,
) -> Vec<Rung<'a>> {
    let mut rungs = Vec::new();
    for policy in records.policies(day, up_to) {
        for ladder in &policy.ladders {
            let same = |c: &&Charge<'_>| {
                let on = c.under.zip(c.ladder());
                c.fact.day <= day
                    && on.is_some_and(|((p, _), l)| p.id == policy.id && l.id == ladder.id)
                    && within(ladder.window, c.fact.day, day)
            };
            let count = charges.iter().filter(same).count();
            rungs.push(Rung {
                policy,
                ladder,
                count,
                next: ladder.step(count + 1),
            });
        }
    }
    rungs
}
