//! Payments to customers: what is known of them while others are recorded, and the approval of those that wait for it.

use super::charge::EventLine;
use super::{Call, People, Who, settle, with};
use crate::app::cases::workbook_place;
use crate::app::context::Context;
use crate::app::error::{AppError, Defect};
use crate::app::files;
use crate::app::shop::LedgerPlace;
use crate::domain::time::Month;
use crate::ledger::assess::Standing;
use crate::ledger::book::{Book, Scope};
use crate::ledger::desk::{Desk, NewEvent};
use crate::ledger::entry::{Deed, EntryId, Event};
use crate::ledger::error::LedgerError;
use crate::ledger::moment::Moment;
use crate::ledger::money::Fen;
use crate::ledger::payments::{About, Payment};
use crate::ledger::store::{Access, Query};
use crate::render::ledger::register as paper;
use crate::text::{Lang, Text};
use std::path::PathBuf;

/// The payments of a ledger, each read once however many come in.
#[derive(Debug, Default)]
pub(super) struct Paid {
    seen: EntryId,
    payments: Vec<Payment>,
}

impl Paid {
    /// What is known before an event is recorded; of what is no payment, nothing needs to be. A payment's order
    /// and customer are those of its case where none are named.
    pub fn before(
        &mut self,
        book: &mut Book,
        desk: &Desk<'_>,
        told: &mut NewEvent,
    ) -> Result<&[Payment], LedgerError> {
        if !desk.is_payment(told) {
            return Ok(&[]);
        }
        if let Some(case) = told.case {
            let said = About {
                order: told.order.take(),
                customer: told.customer.take(),
            };
            let about = said.or(book.about(case)?);
            (told.order, told.customer) = (about.order, about.customer);
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
                about: About {
                    order: event.order.clone(),
                    customer: event.customer.clone(),
                },
                by: by.to_owned(),
                recorded: now,
                approval: None,
            });
        }
    }
}

/// What of the register is asked for.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Payments of this month; `None`: the present one.
    pub month: Option<Month>,
    /// The workbook that they are written to.
    pub out: Option<PathBuf>,
    /// Whether one that is there may be overwritten.
    pub force: bool,
    /// Its language.
    pub lang: Lang,
}

/// The register of a month's payments.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Register {
    /// The month.
    pub month: Month,
    /// The payments, in the order of their entries.
    pub lines: Vec<Line>,
    /// What may be paid out of them.
    pub paid: Fen,
    /// What waits for approval.
    pub waiting: Fen,
    /// The workbook that was written.
    pub file: Option<PathBuf>,
}

/// A payment with the names it needs to be read.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Line {
    /// The payment.
    pub payment: Payment,
    /// Who paid.
    pub who: Who,
    /// What kind of payment it is; `None`: no policy of its day names it.
    pub name: Option<Text>,
}

impl Line {
    /// The remark that the payment bears: what it is for, and who made it (S1 四、3 ②).
    pub fn remark(&self, lang: Lang) -> String {
        let name = self.name.as_ref().map(|name| name.get(lang));
        let kind = name.unwrap_or(&self.payment.event.category);
        let what = self.payment.event.note.as_deref().unwrap_or(kind);
        format!("{what}_{}", self.who.name)
    }
}

/// The payments of a month, for accounting. Agents see their own.
///
/// # Errors
/// The ledger cannot be read, or the workbook not be written.
pub fn register(asked: &Asked, at: &LedgerPlace, context: &Context) -> Result<Register, AppError> {
    with(at, context, |call| list(asked, call))
}

fn list(asked: &Asked, call: &Call<'_>) -> Result<Register, AppError> {
    let (mut book, now) = call.open(Access::Read)?;
    let records = book.load(Scope::Rules)?;
    let people = call.people(&records, now)?;
    let sight = call.sight(&mut book, &records, &people, now)?;
    let month = asked.month.unwrap_or_else(|| now.month());
    let mut payments = book.payments(&records, 0)?;
    payments
        .retain(|p| p.event.at.month() == month && sight.reaches(records.current(&p.event.person)));
    let line = |payment: Payment| {
        let event = &payment.event;
        let (day, head) = (event.at.date(), records.head());
        let found = records.category_named(&event.category, day, head);
        Line {
            who: people.who(&event.person),
            name: found.map(|(_, category)| category.name.clone()),
            payment,
        }
    };
    let lines: Vec<Line> = payments.into_iter().map(line).collect();
    let sum = |waits: bool| {
        let lines = lines
            .iter()
            .filter(|l| l.payment.waits().is_some() == waits);
        lines.fold(Fen::ZERO, |sum, line| sum + line.payment.amount())
    };
    let mut register = Register {
        month,
        paid: sum(false),
        waiting: sum(true),
        lines,
        file: None,
    };
    if let Some(out) = &asked.out {
        let free = workbook_place(out, asked.force)?;
        files::write_private(free, &workbook(&register, records.name(), asked.lang)?)?;
        register.file = Some(out.clone());
    }
    Ok(register)
}

fn workbook(register: &Register, shop: &str, lang: Lang) -> Result<Vec<u8>, AppError> {
    let row = |line: &'_ Line| {
        let name = line.name.as_ref().map(|name| name.get(lang));
        (
            name.unwrap_or(&line.payment.event.category).to_owned(),
            line.who.shown(),
            line.remark(lang),
        )
    };
    let texts: Vec<(String, String, String)> = register.lines.iter().map(row).collect();
    let rows: Vec<paper::Row<'_>> = register
        .lines
        .iter()
        .zip(texts)
        .map(|(line, (kind, who, remark))| paper::Row {
            payment: &line.payment,
            kind,
            who,
            remark,
        })
        .collect();
    let title = match lang {
        Lang::En => format!("payments {}", register.month),
        Lang::Zh => format!("付款登记 {}", register.month),
    };
    let book = paper::xlsx(&rows, &title, shop, lang);
    Ok(book.map_err(|e| Defect::Workbook(e.to_string()))?)
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
