//! What changes for a person by an entry: the same events assessed before and after it.

use super::charge::{Charge, Sums};
use super::{People, Who};
use crate::domain::time::Month;
use crate::ledger::assess::{self, Standing};
use crate::ledger::close;
use crate::ledger::entry::EntryId;
use crate::ledger::money::Fen;
use crate::ledger::policy::Penalty;
use crate::ledger::records::{PersonNo, Records};
use crate::ledger::statement::{self, What};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What an entry has changed for a person.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Effect {
    /// For whom.
    pub who: Who,
    /// Events that count otherwise now; none: nothing changes in what is charged.
    pub moved: Vec<Moved>,
    /// What the months concerned come to in all, before and after.
    pub months: Vec<(Month, Sums, Sums)>,
    /// Awards that are earned or lost by it: in whose close, before and after.
    pub awards: Option<(Month, Fen, Fen)>,
    /// The closed month that is not moved, and the one in whose close the difference becomes an adjustment.
    pub closed: Option<(Month, Month)>,
}

/// An event before and after; `None`: it does not count.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Moved {
    /// Before.
    pub before: Option<Charge>,
    /// After.
    pub after: Option<Charge>,
}

impl Moved {
    /// What there is of the event.
    pub fn charge(&self) -> Option<&Charge> {
        self.after.as_ref().or(self.before.as_ref())
    }
}

/// What an entry has changed for a person; `None`: the person has no events at all.
pub(super) fn of(
    records: &Records,
    people: &People,
    person: &str,
    entry: EntryId,
) -> Option<Effect> {
    between(records, people, person, (entry - 1, entry))
}

/// What new events have changed for others of a person, and for awards; `None`: nothing. `entries`: first and last.
pub(super) fn of_new(
    records: &Records,
    people: &People,
    person: &str,
    (first, last): (EntryId, EntryId),
) -> Option<Effect> {
    let mut effect = between(records, people, person, (first - 1, last))?;
    let is_new = |id: EntryId| (first..=last).contains(&id);
    effect
        .moved
        .retain(|moved| moved.charge().is_some_and(|charge| !is_new(charge.entry)));
    (!effect.moved.is_empty() || effect.awards.is_some()).then_some(effect)
}

/// What has changed for a person from one entry to another.
fn between(
    records: &Records,
    people: &People,
    person: &str,
    entries: (EntryId, EntryId),
) -> Option<Effect> {
    let number = records.people().find(records.current(person))?;
    let facts = records.facts_of(number, records.head());
    let [before, after] =
        [entries.0, entries.1].map(|up_to| assess::person(records, &facts, up_to));
    let moved = moved(records, &before, &after);
    let months: BTreeSet<Month> = moved
        .iter()
        .filter_map(Moved::charge)
        .map(Charge::month)
        .collect();
    let changed = !moved.is_empty();
    Some(Effect {
        who: people.who(person),
        months: months
            .iter()
            .map(|month| (*month, Sums::of(&before, *month), Sums::of(&after, *month)))
            .collect(),
        awards: changed.then(|| awards(records, number, entries)).flatten(),
        closed: closed(records, &months),
        moved,
    })
}

fn moved(
    records: &Records,
    before: &[assess::Charge<'_>],
    after: &[assess::Charge<'_>],
) -> Vec<Moved> {
    type Both<'c, 'r> = [Option<&'c assess::Charge<'r>>; 2];
    type Key = Option<(usize, Penalty, Standing)>;
    let mut both: BTreeMap<(i64, EntryId), Both<'_, '_>> = BTreeMap::new();
    for (side, charges) in [before, after].into_iter().enumerate() {
        for charge in charges {
            both.entry((charge.fact.at, charge.fact.id)).or_default()[side] = Some(charge);
        }
    }
    let key = |charge: Option<&assess::Charge<'_>>| -> Key {
        charge.map(|c| (c.count, c.penalty, c.standing))
    };
    let read =
        |charge: Option<&assess::Charge<'_>>| charge.map(|charge| Charge::of(records, charge));
    both.into_values()
        .filter(|[before, after]| key(*before) != key(*after))
        .map(|[before, after]| Moved {
            before: read(before),
            after: read(after),
        })
        .collect()
}

/// Awards that are earned or lost by it, in the statement in which that would be booked.
fn awards(
    records: &Records,
    person: PersonNo,
    entries: (EntryId, EntryId),
) -> Option<(Month, Fen, Fen)> {
    let month = close::next(records, entries.1)?;
    let sum = |up_to: EntryId| -> Fen {
        let statement = statement::of_one(records, person, month, up_to);
        let lines = statement.map(|s| s.lines).unwrap_or_default();
        let awards = lines.iter().filter(|l| matches!(l.what, What::Award(..)));
        awards.map(statement::Line::amount).sum()
    };
    let (before, after) = (sum(entries.0), sum(entries.1));
    (before != after).then_some((month, before, after))
}

/// That closed months stay as they are.
fn closed(records: &Records, months: &BTreeSet<Month>) -> Option<(Month, Month)> {
    let last = records.closed().last()?.closing.month;
    let month = months.iter().find(|month| **month <= last)?;
    Some((*month, last.after()))
}
