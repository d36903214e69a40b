//! One event, and at once what it brings and who was on duty.

use super::charge::{Attendance, Charge, EventLine};
use super::double::Doubles;
use super::effect::{self, Effect};
use super::payment::Paid;
use super::{Call, People, moment, settle};
use crate::app::context::Context;
use crate::app::error::{AppError, BadRequest};
use crate::app::shop::LedgerPlace;
use crate::domain::time::Month;
use crate::ledger::absence;
use crate::ledger::book::{self, Book, Scope};
use crate::ledger::desk;
use crate::ledger::entry::{Deed, EntryId, Event};
use crate::ledger::error::LedgerError;
use crate::ledger::moment::Moment;
use crate::ledger::money::Fen;
use crate::ledger::records::Records;
use crate::ledger::store::Access;
use crate::ledger::took::Took;
use chrono::NaiveDate;
use serde::Serialize;

/// An event as somebody tells it. Times are of the shop's clock and amounts in yuan, as they were written.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Who answers, by id or name; `None`: whoever was on duty, where the category says so.
    pub person: Option<String>,
    /// The category's id or name.
    pub category: String,
    /// When it happened; `None`: now.
    pub at: Option<String>,
    /// What proves it.
    pub evidence: Option<String>,
    /// The order it is about.
    pub order: Option<String>,
    /// The case it comes from.
    pub case: Option<EntryId>,
    /// How long it took.
    pub minutes: Option<String>,
    /// What was paid.
    pub amount: Option<String>,
    /// Who approved that.
    pub approved: Option<String>,
    /// The customer's account name, of a payment.
    pub customer: Option<String>,
    /// What a payment is for.
    pub note: Option<String>,
    /// Whose leave was to be covered.
    pub leave_of: Option<String>,
    /// Whether it is recorded though an entry says the same.
    pub again: bool,
    /// Whether it is recorded though the person was not in the team then.
    pub anyway: bool,
}

/// What was recorded.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// The event.
    pub told: EventLine,
    /// What it brings.
    pub charge: Option<Charge>,
    /// Who was on duty.
    pub attendance: Attendance,
    /// Why it is this person who answers, for a shift of somebody on leave.
    pub answers: Option<Answers>,
    /// What it changes for other events and for awards.
    pub effect: Option<Effect>,
    /// The month, if it is closed, and the one in whose close this becomes an adjustment.
    pub closed: Option<(Month, Month)>,
}

/// Why somebody answers for a shift of somebody on leave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answers {
    /// Name of who answers.
    pub name: String,
    /// Name of who was on leave.
    pub away: String,
    /// The day.
    pub day: NaiveDate,
    /// In which way.
    pub way: Way,
}

/// In which way somebody answers for a shift of somebody on leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Way {
    /// By having taken the shift over.
    TookOver,
    /// By having granted the leave, without anybody who took the shift over.
    GrantedUncovered,
    /// By having granted the leave.
    Granted,
}

/// Records an event.
///
/// # Errors
/// The ledger refuses.
pub fn run(request: &Request, at: &LedgerPlace, context: &Context) -> Result<Report, AppError> {
    settle(at, context, |call| record(request, call))
}

fn record(request: &Request, call: &Call<'_>) -> Result<Report, AppError> {
    let (mut book, now) = call.open(Access::Write)?;
    let records = book.load(Scope::Rules)?;
    let by = call.by(&mut book, &records)?;
    let people = call.people(&records, now)?;
    let mut told = told(request, now, &book)?;
    case_of(&mut book, &told)?;
    let desk = people.desk(&records, now, &by.name);
    let mut paid = Paid::default();
    let paid = paid.before(&mut book, &desk, &mut told)?;
    let event = desk.event(&told, paid)?;
    if !request.again
        && let Some(id) = Doubles::default().find(&mut book, &records, &event)?
    {
        return Err(LedgerError::Known { id }.into());
    }
    let ids = book.write(&records, now, &by, vec![Deed::Event(event.clone())])?;
    let id = ids.first().copied().unwrap_or_default();
    report(&mut book, &people, id, &event)
}

fn told(request: &Request, now: Moment, book: &Book) -> Result<desk::NewEvent, AppError> {
    let zone = book.store.zone();
    let at = request.at.as_deref().map(|text| moment(text, zone));
    Ok(desk::NewEvent {
        person: request.person.clone(),
        category: request.category.clone(),
        at: at.transpose()?.unwrap_or(now),
        evidence: request.evidence.clone().unwrap_or_default(),
        order: request.order.clone(),
        case: request.case,
        minutes: request.minutes.as_deref().map(took).transpose()?,
        amount: request.amount.as_deref().map(amount).transpose()?,
        approved: request.approved.clone(),
        customer: request.customer.clone(),
        note: request.note.clone(),
        leave_of: request.leave_of.clone(),
        anyway: request.anyway,
    })
}

/// The case that an event comes from must be there.
pub(super) fn case_of(book: &mut Book, told: &desk::NewEvent) -> Result<(), LedgerError> {
    told.case.map_or(Ok(()), |id| book.case(id).map(drop))
}

/// How long it took, as it was written.
fn took(text: &str) -> Result<Took, AppError> {
    Took::parse(text).ok_or_else(|| AppError::request(BadRequest::BadTook(text.to_owned())))
}

/// An amount of money as it was written.
fn amount(text: &str) -> Result<Fen, AppError> {
    Fen::parse(text)
        .map_err(|error| AppError::request(BadRequest::BadAmount(text.to_owned(), error)))
}

/// What the event is, what it brings, and who was on duty.
fn report(
    book: &mut Book,
    people: &People,
    id: EntryId,
    event: &Event,
) -> Result<Report, AppError> {
    let records = book.load(Scope::Person(&event.person))?;
    let charge = book::charge_of(&records, &event.person, id);
    Ok(Report {
        told: EventLine::of(&records, people, id, event),
        charge: charge.map(|charge| Charge::of(&records, &charge)),
        attendance: Attendance::of(&records, event),
        answers: answers(&records, people, event),
        effect: effect::of_new(&records, people, &event.person, (id, id)),
        closed: closed(&records, event),
    })
}

/// Why it is this person who answers for a shift of somebody on leave.
fn answers(records: &Records, people: &People, event: &Event) -> Option<Answers> {
    let person = event.leave_of.as_deref()?;
    let absence = absence::of_person(records, person, event.at, records.head())?;
    let name = people.name(&event.person);
    let granter = [event.person.as_str(), name].contains(&absence.granted_by);
    let took_over = absence.cover.iter().any(|duty| duty.id == event.person);
    let way = match (took_over, granter, absence.cover.is_empty()) {
        (true, ..) => Way::TookOver,
        (false, false, _) => return None,
        (false, true, true) => Way::GrantedUncovered,
        (false, true, false) => Way::Granted,
    };
    Some(Answers {
        name: name.to_owned(),
        away: people.name(person).to_owned(),
        day: absence.day,
        way,
    })
}

/// That an event of a closed month waits for the next close.
fn closed(records: &Records, event: &Event) -> Option<(Month, Month)> {
    let closed = records.closed().last()?.closing.month;
    let month = event.at.month();
    (month <= closed).then(|| (month, closed.after()))
}
