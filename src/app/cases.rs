//! Complaints and bad reviews, from the first message to the closing call.

mod listed;

pub(in crate::app) use listed::workbook_place;
pub use listed::{Listed, Wanted, list};

use super::context::Context;
use super::error::{AppError, BadRequest};
use super::ledger::{Call, People, Who, moment, settle, with};
use super::shop::LedgerPlace;
use crate::ledger::book::{Book, Scope};
use crate::ledger::cases::{CaseFile, Next, masked, next, of_customer};
use crate::ledger::desk::NewCase;
use crate::ledger::duty;
use crate::ledger::entry::{CaseFacts, CaseState, CaseStep, Contact, Deed, EntryId, Severity};
use crate::ledger::entry::{Stage, Stands};
use crate::ledger::error::LedgerError;
use crate::ledger::moment::{Moment, Zone};
use crate::ledger::policy::Role;
use crate::ledger::records::Records;
use crate::ledger::store::{Access, Query};
use crate::text::Text;
use chrono::NaiveDate;

/// A new case. Times are of the shop's clock, as they were written.
#[derive(Debug, Clone)]
pub struct New {
    /// Its kind, as the policy calls it.
    pub kind: String,
    /// How bad it is; `None`: normal.
    pub severity: Option<Severity>,
    /// Who follows it up, by id or name; `None`: whoever has the customer, else whoever opens it.
    pub person: Option<String>,
    /// The customer's account.
    pub customer: Option<String>,
    /// What else is known.
    pub facts: CaseFacts,
    /// The order.
    pub order: Option<String>,
    /// When it came up; `None`: now.
    pub at: Option<String>,
    /// When it must be closed; `None`: by the policy.
    pub due: Option<String>,
    /// What it is about.
    pub about: String,
}

/// A step of a case; what is not said stays.
#[derive(Debug, Clone, Default)]
pub struct Update {
    /// How far it has come, in one word.
    pub state: Option<CaseState>,
    /// What was done to reach the customer.
    pub contact: Option<Contact>,
    /// How it stands with the customer.
    pub stands: Option<Stands>,
    /// By when the customer has promised to change it.
    pub promised: Option<String>,
    /// Which of the nine steps it has come to.
    pub stage: Option<Stage>,
    /// What else is known now.
    pub facts: CaseFacts,
    /// Who follows it up.
    pub person: Option<String>,
    /// How bad it is.
    pub severity: Option<Severity>,
    /// When it must be closed.
    pub due: Option<String>,
    /// What was done.
    pub note: Option<String>,
    /// Why steps were left out before the one that it has come to.
    pub anyway: Option<String>,
}

/// The end of a case.
#[derive(Debug, Clone)]
pub struct End {
    /// What came out.
    pub result: String,
    /// When the customer was called at the end.
    pub called: Option<String>,
    /// Why steps were left out before the end.
    pub anyway: Option<String>,
}

/// A case with the names it needs to be read.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Case {
    /// The case.
    pub file: CaseFile,
    /// The name of its kind by the policy of its day; where none knows it any more, its id.
    pub kind: Text,
    /// Who follows it up.
    pub who: Who,
    /// Whether it is late, or was.
    pub overdue: bool,
    /// Whether it would be by the deadline that it was opened with.
    pub spared: bool,
    /// What is due next, and whether its time has come.
    pub next: Option<(Next, bool)>,
    /// Where the customer's case before was that of an agent who is to be asked for.
    pub buyer: Option<Buyer>,
    /// Whether the telephone number is shown whole.
    pub phone: bool,
}

impl Case {
    /// The telephone number as it may be shown.
    pub fn phone(&self) -> Option<String> {
        let phone = self.file.case.facts.phone.as_deref()?;
        Some(if self.phone {
            phone.to_owned()
        } else {
            masked(phone)
        })
    }
}

/// Whose customer somebody is.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Buyer {
    /// The customer's case before this one.
    pub case: EntryId,
    /// Whose that is.
    pub who: Who,
    /// Whether this one goes to the same agent.
    pub same: bool,
    /// Whether that agent is off by the published roster; then these are asked.
    pub off: Option<Vec<String>>,
}

/// A case that was closed.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Closed {
    /// Its number.
    pub id: EntryId,
    /// When it was due.
    pub due: Moment,
    /// Whether it was late.
    pub late: bool,
    /// When it was due as it was opened, where it is late by that and not by the deadline that it was given since.
    pub first_due: Option<Moment>,
    /// Whether the closing call is noted.
    pub called: bool,
}

/// Opens a case.
///
/// # Errors
/// The ledger refuses.
pub fn open(new: &New, at: &LedgerPlace, context: &Context) -> Result<Case, AppError> {
    settle(at, context, |call| {
        let (mut book, now) = call.open(Access::Write)?;
        let records = book.load(Scope::Rules)?;
        let by = call.by(&mut book, &records)?;
        let people = call.people(&records, now)?;
        let zone = book.store.zone();
        let time = |text: &Option<String>| text.as_deref().map(|text| moment(text, zone));
        let case = NewCase {
            kind: new.kind.clone(),
            severity: new.severity.unwrap_or(Severity::Normal),
            person: new.person.clone(),
            customer: new.customer.clone().unwrap_or_default(),
            order: new.order.clone(),
            at: time(&new.at).transpose()?.unwrap_or(now),
            due: time(&new.due).transpose()?,
            about: new.about.clone(),
            facts: new.facts.clone(),
        };
        let files = match case.customer.trim() {
            "" => Vec::new(),
            _ => book.cases()?,
        };
        let before = of_customer(&files, &case.customer);
        let deed = people
            .desk(&records, now, &by.name)
            .open_case(&case, before)?;
        if let Some(id) = known(&mut book, &deed)? {
            return Err(LedgerError::Known { id }.into());
        }
        let ids = book.write(&records, now, &by, vec![deed])?;
        let id = ids.first().copied().unwrap_or_default();
        let mut opened = read(book.case(id)?, &records, &people, now);
        opened.buyer = before.map(|file| buyer(file, &opened, &records, &people, now));
        Ok(opened)
    })
}

/// The entry that opened the same case: of the same minute, about the same, in the same words.
fn known(book: &mut Book, deed: &Deed) -> Result<Option<EntryId>, LedgerError> {
    let Deed::Case(case) = deed else {
        return Ok(None);
    };
    let day = case.at.date();
    let query = Query {
        kinds: vec!["case"],
        person: Some(case.person.clone()),
        days: Some((day, day)),
        ..Query::default()
    };
    let mut entries = book.store.entries(&query)?.into_iter();
    Ok(entries.find(|e| e.deed == *deed).map(|entry| entry.id))
}

/// Whose customer it is whose case was opened.
fn buyer(
    before: &CaseFile,
    opened: &Case,
    records: &Records,
    people: &People,
    now: Moment,
) -> Buyer {
    let person = &before.case.person;
    let on = duty::of_person(records, person, now, records.head());
    let is_off = on.is_some_and(|on| on.shift.is_none());
    let users = records.users();
    let named = |role: Role| -> Vec<String> {
        let asked = users.iter().filter(|user| user.role == Some(role));
        asked.map(|user| user.name.clone()).collect()
    };
    let asked = || match named(Role::Supervisor) {
        none if none.is_empty() => named(Role::Manager),
        supervisors => supervisors,
    };
    Buyer {
        case: before.id,
        who: people.who(person),
        same: *person == opened.file.case.person,
        off: is_off.then(asked),
    }
}

/// Notes a step of a case.
///
/// # Errors
/// Nothing is said, or the ledger refuses.
pub fn update(
    id: EntryId,
    update: &Update,
    at: &LedgerPlace,
    context: &Context,
) -> Result<Case, AppError> {
    let Update {
        state,
        person,
        severity,
        due,
        note,
        contact,
        stands,
        promised,
        stage,
        facts,
        anyway,
    } = update;
    let given = |text: &&Option<String>| text.as_ref().is_some_and(|t| !t.trim().is_empty());
    let said = [person, due, note, promised].iter().any(given);
    let stood = contact.is_some() || stands.is_some() || stage.is_some();
    if !said && !stood && state.is_none() && severity.is_none() && facts.is_empty() {
        return Err(AppError::request(BadRequest::NothingSaid));
    }
    settle(at, context, |call| {
        let (mut book, now) = call.open(Access::Write)?;
        // The case is read behind what it is written after: another word about it is noticed.
        let records = book.load(Scope::Rules)?;
        let file = book.case(id)?;
        let by = call.by(&mut book, &records)?;
        let people = call.people(&records, now)?;
        let zone = book.store.zone();
        let time = |text: &Option<String>| text.as_deref().map(|text| moment(text, zone));
        // One word for both is taken for the one that it says.
        let contact = contact.or(state.and_then(CaseState::contact));
        let stands = stands.or(state.and_then(CaseState::stands));
        let word = state.or(CaseState::of(contact, stands));
        let step = CaseStep {
            of: file.id,
            state: word.unwrap_or_else(|| still(&file)),
            contact,
            stands,
            promised: promised
                .as_deref()
                .map(|text| by_then(text, zone))
                .transpose()?,
            stage: *stage,
            facts: facts.clone(),
            person: person.clone(),
            severity: *severity,
            due: time(due).transpose()?,
            note: note.as_deref().unwrap_or_default().trim().to_owned(),
            anyway: anyway.as_deref().unwrap_or_default().trim().to_owned(),
        };
        let deed = people
            .desk(&records, now, &by.name)
            .step_case(&file, step)?;
        book.write(&records, now, &by, vec![deed])?;
        Ok(read(book.case(file.id)?, &records, &people, now))
    })
}

/// By when something is promised: a time, or the end of a day.
fn by_then(text: &str, zone: Zone) -> Result<Moment, AppError> {
    let day = text.trim().parse::<NaiveDate>();
    match day {
        Ok(day) => moment(&format!("{day} 23:59"), zone),
        Err(_) => moment(text, zone),
    }
}

/// How far a case has come, if it goes on: a closed one is open again.
fn still(file: &CaseFile) -> CaseState {
    match file.state {
        CaseState::Closed => CaseState::Open,
        state => state,
    }
}

/// Closes a case.
///
/// # Errors
/// The ledger refuses.
pub fn close(
    id: EntryId,
    end: &End,
    at: &LedgerPlace,
    context: &Context,
) -> Result<Closed, AppError> {
    settle(at, context, |call| {
        let (mut book, now) = call.open(Access::Write)?;
        // The case is read behind what it is written after: another word about it is noticed.
        let records = book.load(Scope::Rules)?;
        let file = book.case(id)?;
        let by = call.by(&mut book, &records)?;
        let people = call.people(&records, now)?;
        let zone = book.store.zone();
        let called = end.called.as_deref().map(|text| moment(text, zone));
        let desk = people.desk(&records, now, &by.name);
        let anyway = end.anyway.as_deref().unwrap_or_default();
        let deed = desk.close_case(&file, called.transpose()?, &end.result, anyway)?;
        let called = matches!(&deed, Deed::CaseClose(close) if close.called.is_some());
        book.write(&records, now, &by, vec![deed])?;
        Ok(Closed {
            id: file.id,
            due: file.case.due,
            late: now > file.case.due,
            first_due: file.spared(now).then_some(file.first_due),
            called,
        })
    })
}

/// A case with its history; `phone`: with the telephone number whole, for whoever follows it up and for supervisors.
///
/// # Errors
/// There is none, or the ledger cannot be read.
pub fn show(
    id: EntryId,
    phone: bool,
    at: &LedgerPlace,
    context: &Context,
) -> Result<Case, AppError> {
    with(at, context, |call| {
        let (mut book, records, people, now) = look(call)?;
        let sight = call.sight(&mut book, &records, &people, now)?;
        let mut case = read(book.case(id)?, &records, &people, now);
        if phone && !sight.reaches(&case.file.case.person) {
            sight.everybody()?;
        }
        case.phone = phone;
        Ok(case)
    })
}

fn look(call: &Call<'_>) -> Result<(Book, Records, People, Moment), AppError> {
    let (mut book, now) = call.open(Access::Read)?;
    let records = book.load(Scope::Rules)?;
    let people = call.people(&records, now)?;
    Ok((book, records, people, now))
}

fn read(file: CaseFile, records: &Records, people: &People, now: Moment) -> Case {
    let case = &file.case;
    let policies = records.policies(case.at.date(), records.head());
    let mut kinds = policies.iter().flat_map(|policy| &policy.cases);
    let found = kinds.find(|kind| kind.id == case.case);
    Case {
        kind: found.map_or_else(|| Text::same(&case.case), |kind| kind.name.clone()),
        who: people.who(&case.person),
        overdue: file.overdue(now),
        spared: file.spared(now),
        next: next(&file, records.zone()).map(|next| (next, next.at <= now)),
        buyer: None,
        phone: false,
        file,
    }
}
