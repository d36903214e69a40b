//! What is said about an earlier entry, by a new one: taken back, remitted, appealed against, answered, read, decided.

use super::charge::EventLine;
use super::effect::{self, Effect};
use super::{Call, settle};
use crate::app::context::Context;
use crate::app::error::AppError;
use crate::app::shop::LedgerPlace;
use crate::ledger::book::{self, Book, Scope};
use crate::ledger::desk::Desk;
use crate::ledger::entry::{Deed, Entry, EntryId, Event};
use crate::ledger::error::LedgerError;
use crate::ledger::policy::Penalty;
use crate::ledger::store::Access;

/// What is to be said.
#[derive(Debug, Clone)]
pub enum Remark {
    /// The entry is taken back.
    Correct(String),
    /// What the event brings is remitted.
    Waive(String),
    /// An appeal against the event.
    Appeal(String),
    /// An answer to an appeal, and whether it is granted.
    Answer(bool, String),
    /// The person has read the event.
    Acknowledge(String),
    /// What a review came to.
    Decide(String),
}

impl Remark {
    /// Whether nobody but a manager may say it about themselves.
    fn needs_another(&self) -> bool {
        !matches!(self, Remark::Appeal(_) | Remark::Acknowledge(_))
    }
}

/// What was said.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Report {
    /// The new entry.
    pub entry: EntryId,
    /// What it says.
    pub deed: Deed,
    /// The event that it is about in the end.
    pub told: Option<EventLine>,
    /// What changes for the person; `None`: it is of a kind that changes nothing.
    pub effect: Option<Effect>,
}

/// Says something about the entry of a number.
///
/// # Errors
/// There is none, or the ledger refuses.
pub fn run(
    id: EntryId,
    remark: &Remark,
    at: &LedgerPlace,
    context: &Context,
) -> Result<Report, AppError> {
    settle(at, context, |call| say(id, remark, call))
}

fn say(id: EntryId, remark: &Remark, call: &Call<'_>) -> Result<Report, AppError> {
    let (mut book, now) = call.open(Access::Write)?;
    let of = book.entry(id)?;
    let root = root(&mut book, &of)?;
    let records = match &root {
        Some((_, event)) => book.load(Scope::Person(&event.person))?,
        None => book.load(Scope::Rules)?,
    };
    let people = call.people(&records, now)?;
    let by = call.by(&mut book, &records)?;
    let desk = people.desk(&records, now, &by.name);
    let charge = root
        .as_ref()
        .and_then(|(id, event)| book::charge_of(&records, &event.person, *id));
    let deed = deed(remark, &desk, &of, charge.map(|charge| charge.penalty))?;
    if let (Some((id, event)), true) = (&root, remark.needs_another()) {
        desk.not_about_oneself(&of, &event.person)?;
        desk.not_paid_again(*id, event)?;
    }
    let ids = book.write(&records, now, &by, vec![deed.clone()])?;
    let entry = ids.first().copied().unwrap_or_default();
    let (mut told, mut effect) = (None, None);
    if let Some((id, event)) = root {
        let records = book.load(Scope::Person(&event.person))?;
        told = Some(EventLine::of(&records, &people, id, &event));
        // The other two say something and change nothing.
        if !matches!(remark, Remark::Acknowledge(_) | Remark::Decide(_)) {
            effect = effect::of(&records, &people, &event.person, entry);
        }
    }
    Ok(Report {
        entry,
        deed,
        told,
        effect,
    })
}

fn deed(
    remark: &Remark,
    desk: &Desk<'_>,
    of: &Entry,
    penalty: Option<Penalty>,
) -> Result<Deed, LedgerError> {
    match remark {
        Remark::Correct(reason) => desk.reverse(of, reason),
        Remark::Waive(reason) => desk.waive(of, reason),
        Remark::Appeal(reason) => desk.appeal(of, reason),
        Remark::Answer(granted, reason) => desk.answer(of, *granted, reason),
        Remark::Acknowledge(note) => desk.acknowledge(of, note),
        Remark::Decide(decision) => desk.decide(of, penalty, decision),
    }
}

/// The event that an entry is about in the end, through remarks about remarks.
pub(super) fn root(
    book: &mut Book,
    entry: &Entry,
) -> Result<Option<(EntryId, Event)>, LedgerError> {
    let mut entry = entry.clone();
    loop {
        if let Deed::Event(event) = entry.deed {
            return Ok(Some((entry.id, event)));
        }
        // What an entry is about has a smaller number: this comes to an end.
        match entry.deed.of().filter(|of| *of < entry.id) {
            Some(of) => entry = book.entry(of)?,
            None => return Ok(None),
        }
    }
}
