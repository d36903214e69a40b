//! Somebody has another id: what stands under the first is theirs from then on.

use super::{Call, Who, settle};
use crate::app::context::Context;
use crate::app::error::AppError;
use crate::app::shop::LedgerPlace;
use crate::ledger::book::Scope;
use crate::ledger::entry::{Deed, EntryId};
use crate::ledger::store::Access;
use serde::Serialize;

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The id that entries have so far.
    pub from: String,
    /// The id, or the name, that the person has now.
    pub to: String,
    /// Why.
    pub reason: String,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The entry.
    pub entry: EntryId,
    /// The earlier id.
    pub from: String,
    /// Who it is.
    pub who: Who,
    /// So many events stood under the earlier id.
    pub events: usize,
}

/// Writes down that somebody has another id.
///
/// # Errors
/// The ledger refuses.
pub fn run(request: &Request, at: &LedgerPlace, context: &Context) -> Result<Report, AppError> {
    settle(at, context, |call| rename(request, call))
}

fn rename(request: &Request, call: &Call<'_>) -> Result<Report, AppError> {
    let (mut book, now) = call.open(Access::Write)?;
    // Whom events alone know, too.
    let records = book.load(Scope::Everything)?;
    let by = call.by(&mut book, &records)?;
    let people = call.people(&records, now)?;
    let desk = people.desk(&records, now, &by.name);
    let deed = desk.rename(&request.from, &request.to, &request.reason)?;
    let (mut from, mut to) = (String::new(), String::new());
    if let Deed::Rename(rename) = &deed {
        (from, to) = (rename.from.clone(), rename.to.clone());
    }
    let number = records.people().find(&from);
    let events = number.map_or(0, |n| records.facts_of(n, records.head()).len());
    let ids = book.write(&records, now, &by, vec![deed])?;
    Ok(Report {
        entry: ids.first().copied().unwrap_or_default(),
        from,
        who: people.who(&to),
        events,
    })
}
