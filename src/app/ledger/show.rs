//! An entry in full, what was said about it since, and its place in the chain.

use super::charge::{Attendance, Charge, EntryLine, counts};
use super::close::Booked;
use super::{Call, Who, remark, with};
use crate::app::context::Context;
use crate::app::error::AppError;
use crate::app::shop::LedgerPlace;
use crate::ledger::book::{self, Book, Scope};
use crate::ledger::entry::{Deed, Entry, EntryId};
use crate::ledger::error::LedgerError;
use crate::ledger::store::{Access, Query, Row};

/// An entry in full.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Report {
    /// The entry.
    pub line: EntryLine,
    /// What an event needs besides to be read.
    pub event: Option<EventFacts>,
    /// What a close came to.
    pub closed: Option<Booked>,
    /// Whether it has not been taken back, nor an appeal against it granted.
    pub counts: bool,
    /// What was said about it, and about that.
    pub said: Vec<EntryLine>,
    /// As it is stored, with its hashes.
    pub row: Option<Row>,
}

/// What an event needs besides to be read.
#[derive(Debug, Clone, serde::Serialize)]
pub struct EventFacts {
    /// Who answers.
    pub who: Who,
    /// Whose leave was to be covered.
    pub leave_of: Option<Who>,
    /// Who was on duty.
    pub attendance: Attendance,
    /// What it brings.
    pub charge: Option<Charge>,
}

/// Shows an entry.
///
/// # Errors
/// There is none of that number, or the ledger cannot be read.
pub fn run(id: EntryId, at: &LedgerPlace, context: &Context) -> Result<Report, AppError> {
    with(at, context, |call| show(id, call))
}

fn show(id: EntryId, call: &Call<'_>) -> Result<Report, AppError> {
    let (mut book, now) = call.open(Access::Read)?;
    let entry = book.entry(id)?;
    let said = said(&mut book, entry.id)?;
    let row = book.store.row(entry.id).map_err(LedgerError::from)?;
    let root = remark::root(&mut book, &entry)?;
    let records = match &root {
        Some((_, event)) => book.load(Scope::Person(&event.person))?,
        None => book.load(Scope::Rules)?,
    };
    let people = call.people(&records, now)?;
    let sight = call.sight(&mut book, &records, &people, now)?;
    match (&root, &entry.deed) {
        (Some((_, event)), _) if !sight.reaches(records.current(&event.person)) => {
            sight.everybody()?
        }
        (None, Deed::Close(_)) => sight.everybody()?,
        _ => {}
    }
    let event = match &entry.deed {
        Deed::Event(event) => {
            let charge = book::charge_of(&records, &event.person, entry.id);
            Some(EventFacts {
                who: people.who(&event.person),
                leave_of: event.leave_of.as_deref().map(|id| people.who(id)),
                attendance: Attendance::of(&records, event),
                charge: charge.map(|charge| Charge::of(&records, &charge)),
            })
        }
        _ => None,
    };
    let closed = match &entry.deed {
        Deed::Close(closing) => Some(Booked::of(&records, &people, closing)),
        _ => None,
    };
    Ok(Report {
        event,
        closed,
        counts: counts(&records, &entry),
        said: said
            .iter()
            .map(|entry| EntryLine::of(&records, entry))
            .collect(),
        line: EntryLine::of(&records, &entry),
        row,
    })
}

/// Everything that was said about an entry, and about that, in the order in which it was said.
fn said(book: &mut Book, id: EntryId) -> Result<Vec<Entry>, LedgerError> {
    let (mut found, mut next) = (Vec::new(), vec![id]);
    while let Some(of) = next.pop() {
        let about = book.store.entries(&Query {
            of: Some(of),
            ..Query::default()
        })?;
        // What is said about an entry has a larger number: this comes to an end.
        let later = about.into_iter().filter(|entry| entry.id > of);
        for entry in later {
            next.push(entry.id);
            found.push(entry);
        }
    }
    found.sort_by_key(|entry| entry.id);
    Ok(found)
}
