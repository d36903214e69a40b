//! Events that the ledger knows already: told twice, they would be charged twice.

use crate::ledger::assess::Standing;
use crate::ledger::book::Book;
use crate::ledger::desk;
use crate::ledger::entry::{Deed, EntryId, Event};
use crate::ledger::error::LedgerError;
use crate::ledger::records::Records;
use crate::ledger::store::Query;
use chrono::NaiveDate;
use std::collections::HashMap;

/// What is known of the days that were looked at, so that each entry is read once however many events come in.
#[derive(Debug, Default)]
pub(super) struct Doubles {
    days: HashMap<(String, NaiveDate), Day>,
}

#[derive(Debug, Default)]
struct Day {
    /// The last entry that was read.
    seen: EntryId,
    events: Vec<(EntryId, Event)>,
}

impl Doubles {
    /// The entry that tells the same and still counts.
    pub fn find(
        &mut self,
        book: &mut Book,
        records: &Records,
        event: &Event,
    ) -> Result<Option<EntryId>, LedgerError> {
        let date = event.at.date();
        let day = self.days.entry((event.person.clone(), date)).or_default();
        let mut seen = day.seen;
        for id in records.ids(&event.person) {
            let query = Query {
                after: day.seen,
                kinds: vec!["event"],
                person: Some(id),
                days: Some((date, date)),
                ..Query::default()
            };
            for entry in book.store.entries(&query)? {
                seen = seen.max(entry.id);
                if let Deed::Event(mut known) = entry.deed {
                    known.person.clone_from(&event.person);
                    day.events.push((entry.id, known));
                }
            }
        }
        day.seen = seen;
        // What was taken back may be told again.
        let counts =
            |id: &EntryId| records.standing(*id, records.head().max(*id)) != Standing::Void;
        let same = |(id, known): &&(EntryId, Event)| desk::same(known, event) && counts(id);
        Ok(day.events.iter().find(same).map(|(id, _)| *id))
    }
}
