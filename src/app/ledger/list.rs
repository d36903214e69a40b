//! Entries, with what they bring and how they stand.

use super::charge::{Charge, EntryLine, counts};
use super::{Call, Who, last_day, with};
use crate::app::context::Context;
use crate::app::error::{AppError, BadRequest};
use crate::app::shop::LedgerPlace;
use crate::domain::time::Month;
use crate::ledger::assess::{self, Standing};
use crate::ledger::book::{Book, Scope};
use crate::ledger::entry::{Deed, Entry, EntryId};
use crate::ledger::error::LedgerError;
use crate::ledger::records::Records;
use crate::ledger::store::{Access, Query};
use std::collections::{BTreeSet, HashMap};

/// What is asked for.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Of this month; `None`: the present one, for a person all.
    pub month: Option<Month>,
    /// About this person, by id or name.
    pub person: Option<String>,
    /// Of this kind, by its word.
    pub kind: Option<String>,
}

/// Entries.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Report {
    /// The month that they are of; `None`: all.
    pub month: Option<Month>,
    /// The entries.
    pub rows: Vec<Row>,
}

/// An entry in a list.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Row {
    /// The entry.
    pub line: EntryLine,
    /// Whom it is about.
    pub who: Option<Who>,
    /// What it brings, where it is an event.
    pub charge: Option<Charge>,
    /// How it stands; what is no event stands or is void.
    pub standing: Standing,
    /// Whether it has not been taken back, nor an appeal against it granted.
    pub counts: bool,
}

/// Lists entries.
///
/// # Errors
/// Nobody is called so, there is no such kind, or the ledger cannot be read.
pub fn run(request: &Request, at: &LedgerPlace, context: &Context) -> Result<Report, AppError> {
    with(at, context, |call| list(request, call))
}

struct Wanted {
    month: Option<Month>,
    person: Option<String>,
    kind: Option<&'static str>,
}

fn list(request: &Request, call: &Call<'_>) -> Result<Report, AppError> {
    let (mut book, now) = call.open(Access::Read)?;
    let rules = book.load(Scope::Rules)?;
    let people = call.people(&rules, now)?;
    let desk = people.desk(&rules, now, "");
    let person = request.person.as_deref().map(|name| desk.person(name));
    let sight = call.sight(&mut book, &rules, &people, now)?;
    let person = sight.of(person.transpose()?)?;
    let this_month = || person.is_none().then(|| now.month());
    let wanted = Wanted {
        month: request.month.or_else(this_month),
        kind: request.kind.as_deref().map(kind).transpose()?,
        person,
    };
    let entries = entries(&mut book, &rules, &wanted)?;
    let records = match &wanted.person {
        Some(person) => book.load(Scope::Person(person))?,
        None => book.load(Scope::Everything)?,
    };
    let charges = charges(&records, &entries);
    let row = |entry: &Entry| Row {
        line: EntryLine::of(&records, entry),
        who: entry.deed.keys().person.map(|id| people.who(id)),
        charge: charges.get(&entry.id).cloned(),
        standing: standing(&records, entry),
        counts: counts(&records, entry),
    };
    Ok(Report {
        month: wanted.month,
        rows: entries.iter().map(row).collect(),
    })
}

fn standing(records: &Records, entry: &Entry) -> Standing {
    match entry.deed {
        Deed::Event(_) => records.standing(entry.id, records.head()),
        _ if records.is_live(entry.id, records.head()) => Standing::Stands,
        _ => Standing::Void,
    }
}

fn kind(text: &str) -> Result<&'static str, AppError> {
    let known = Deed::KINDS.iter().find(|word| **word == text);
    known
        .copied()
        .ok_or_else(|| AppError::request(BadRequest::NoKind(text.to_owned())))
}

/// Events and cases of the month and person in question, and what was said about these; without a person, of the
/// other entries those that were recorded in the month.
fn entries(book: &mut Book, rules: &Records, wanted: &Wanted) -> Result<Vec<Entry>, LedgerError> {
    let fits = |kind: &&str| wanted.kind.is_none_or(|only| only == *kind);
    let kinds = |dated: bool| -> Vec<&'static str> {
        let all = Deed::KINDS.iter().copied();
        all.filter(|word| matches!(*word, "event" | "case") == dated)
            .collect()
    };
    let days = wanted.month.map(|month| (month.first(), last_day(month)));
    let ids = match &wanted.person {
        Some(person) => rules.ids(person).into_iter().map(Some).collect(),
        None => vec![None],
    };
    let mut found = Vec::new();
    for person in ids {
        found.extend(book.store.entries(&Query {
            kinds: kinds(true),
            person,
            days,
            ..Query::default()
        })?);
    }
    let mut of: BTreeSet<EntryId> = found.iter().map(|entry| entry.id).collect();
    let others = book.store.entries(&Query {
        kinds: kinds(false),
        ..Query::default()
    })?;
    for entry in others {
        let about = entry.deed.of().is_some_and(|id| of.contains(&id));
        let of_month = wanted
            .month
            .is_none_or(|month| entry.recorded.month() == month);
        if about || (wanted.person.is_none() && of_month) {
            // What is said about a remark belongs to it.
            of.insert(entry.id);
            found.push(entry);
        }
    }
    found.retain(|entry| fits(&entry.deed.kind()));
    found.sort_by_key(|entry| entry.id);
    Ok(found)
}

/// What the events among some entries bring.
fn charges(records: &Records, entries: &[Entry]) -> HashMap<EntryId, Charge> {
    let people: BTreeSet<&str> = entries
        .iter()
        .filter_map(|entry| entry.deed.keys().person)
        .map(|person| records.current(person))
        .collect();
    let numbers = people
        .into_iter()
        .filter_map(|person| records.people().find(person));
    let wanted: BTreeSet<EntryId> = entries.iter().map(|entry| entry.id).collect();
    let head = records.head();
    let all =
        numbers.flat_map(|number| assess::person(records, &records.facts_of(number, head), head));
    let all = all.filter(|charge| wanted.contains(&charge.fact.id));
    all.map(|charge| (charge.fact.id, Charge::of(records, &charge)))
        .collect()
}
