//! Payments to customers: what is known of them while others are recorded, and the approval of those that wait for it.

use super::charge::EventLine;
use super::{Call, People, settle};
use crate::app::context::Context;
use crate::app::error::AppError;
use crate::app::shop::LedgerPlace;
use crate::ledger::assess::Standing;
use crate::ledger::book::{Book, Scope};
use crate::ledger::desk::{Desk, NewEvent};
use crate::ledger::entry::{Deed, EntryId, Event};
use crate::ledger::error::LedgerError;
use crate::ledger::moment::Moment;
use crate::ledger::payments::Payment;
use crate::ledger::store::{Access, Query};

/// The payments of a ledger, each read once however many come in.
#[derive(Debug, Default)]
pub(super) struct Paid {
    seen: EntryId,
    payments: Vec<Payment>,
}

impl Paid {
    /// What is known before an event is recorded; of what is no payment, nothing needs to be. A payment's customer is that
    /// of its case where none is named.
    pub fn before(
        &mut self,
        book: &mut Book,
        desk: &Desk<'_>,
        told: &mut NewEvent,
    ) -> Result<&[Payment], LedgerError> {
        if !desk.is_payment(told) {
            return Ok(&[]);
        }
        if let (None, Some(case)) = (&told.customer, told.case) {
            told.customer = book.customer(case)?;
        }
        self.payments
            .extend(book.payments(desk.records, self.seen)?);
        let ids = self.payments.iter().map(|payment| payment.id);
        self.seen = ids.max().unwrap_or(self.seen).max(self.seen);
        // What was taken back meanwhile does not count.
        let records = desk.records;
        let counts = |p: &Payment| {
            let head = records.head().max(p.id);
            p.id == 0 || records.standing(p.id, head) != Standing::Void
        };
        self.payments.retain(counts);
        Ok(&self.payments)
    }

    /// Counts an event that is to be recorded together with those that follow.
    pub fn also(&mut self, event: &Event, by: &str, now: Moment) {
        if event.amount.is_some() {
            self.payments.push(Payment {
                id: 0,
                event: event.clone(),
                customer: event.customer.clone(),
                by: by.to_owned(),
                recorded: now,
                approval: None,
            });
        }
    }
}

/// A payment that was approved.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Approved {
    /// The new entry.
    pub entry: EntryId,
    /// The payment.
    pub told: EventLine,
    /// Who approved it.
    pub by: String,
}

/// Approves a payment that waits for it.
///
/// # Errors
/// It waits for none, or the ledger refuses.
pub fn approve(
    id: EntryId,
    note: &str,
    at: &LedgerPlace,
    context: &Context,
) -> Result<Approved, AppError> {
    settle(at, context, |call| approval(id, note, call))
}

fn approval(id: EntryId, note: &str, call: &Call<'_>) -> Result<Approved, AppError> {
    let (mut book, now) = call.open(Access::Write)?;
    let records = book.load(Scope::Rules)?;
    let by = call.by(&mut book, &records)?;
    let people: People = call.people(&records, now)?;
    let of = book.entry(id)?;
    let about = Query {
        of: Some(id),
        kinds: vec!["approve"],
        ..Query::default()
    };
    let known = book.store.entries(&about).map_err(LedgerError::from)?;
    let known: Vec<EntryId> = known.iter().map(|entry| entry.id).collect();
    let desk = people.desk(&records, now, &by.name);
    let deed = desk.approve(&of, &known, note)?;
    let ids = book.write(&records, now, &by, vec![deed])?;
    let Deed::Event(event) = &of.deed else {
        return Err(LedgerError::NoApprovalWanted { id }.into());
    };
    Ok(Approved {
        entry: ids.first().copied().unwrap_or_default(),
        told: EventLine::of(&records, &people, id, event),
        by: by.name,
    })
}
