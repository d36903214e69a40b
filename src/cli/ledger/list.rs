//! `paiban ledger list`: entries in a table.

use super::call::{Call, People};
use super::describe::{self, summary, when};
use super::table::Table;
use crate::cli::Failure;
use crate::domain::time::Month;
use crate::ledger::assess::{self, Charge};
use crate::ledger::book::{Book, Scope};
use crate::ledger::entry::{Entry, EntryId};
use crate::ledger::error::LedgerError;
use crate::ledger::records::Records;
use crate::ledger::store::{Access, Query};
use crate::messages::ledger::term::{self, KINDS};
use crate::messages::near::guess;
use crate::text;
use crate::text::{Text, pick};
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};

/// What is asked for.
struct Wanted {
    month: Option<Month>,
    person: Option<String>,
    kind: Option<&'static str>,
}

pub fn run(call: &Call<'_>) -> Result<u8, Failure> {
    let (mut book, now) = call.open(Access::Read)?;
    let rules = book.load(Scope::Rules)?;
    let people = call.people(&rules, now);
    let desk = people.desk(&rules, now, "");
    let person = call
        .text("person")
        .map(|name| desk.person(name))
        .transpose()?;
    let month = call
        .month()?
        .or_else(|| person.is_none().then(|| now.month()));
    let wanted = Wanted {
        month,
        person,
        kind: kind(call)?,
    };
    let entries = entries(&mut book, &wanted)?;
    let records = match &wanted.person {
        Some(person) => book.load(Scope::Person(person))?,
        None => book.load(Scope::Everything)?,
    };
    let charges = charges(&records, &entries);
    if call.flag("json") {
        let one = |entry: &Entry| object(&records, entry, charges.get(&entry.id));
        let list: Vec<Value> = entries.iter().map(one).collect();
        call.json(&json!({ "entries": list }));
        return Ok(0);
    }
    let table = table(call, &records, &people, &entries, &charges);
    match table.is_empty() {
        true => call.say(&nothing(&wanted)),
        false => call.print(&table.draw()),
    }
    Ok(0)
}

fn kind(call: &Call<'_>) -> Result<Option<&'static str>, Failure> {
    let Some(text) = call.text("kind") else {
        return Ok(None);
    };
    let known: Vec<String> = KINDS.iter().map(|(word, _)| (*word).to_owned()).collect();
    match KINDS.iter().find(|(word, _)| *word == text) {
        Some((word, _)) => Ok(Some(word)),
        None => {
            let Text { en, zh } = guess(text, &known);
            let list = known.join(", ");
            Err(Failure::Usage(
                text!("there is no kind of entry `{text}`", "没有 {text} 这种记录"),
                text!("{en}The kinds are {list}.", "{zh}种类有：{list}。"),
            ))
        }
    }
}

fn nothing(wanted: &Wanted) -> Text {
    match wanted.month {
        Some(month) => text!(
            "There is no such entry in {month}.",
            "{month} 没有这样的记录。"
        ),
        None => text!("There is no such entry.", "没有这样的记录。"),
    }
}

/// Events and cases of the month and person in question, and what was said about these; without a person, of the
/// other entries those that were recorded in the month.
fn entries(book: &mut Book, wanted: &Wanted) -> Result<Vec<Entry>, LedgerError> {
    let fits = |kind: &&str| wanted.kind.is_none_or(|only| only == *kind);
    let kinds = |dated: bool| -> Vec<&'static str> {
        let all = KINDS.iter().map(|(word, _)| *word);
        all.filter(|word| matches!(*word, "event" | "case") == dated)
            .collect()
    };
    let last = wanted
        .month
        .map(|month| (month.first(), super::policy::last_day(month)));
    let query = Query {
        kinds: kinds(true),
        person: wanted.person.clone(),
        days: last,
        ..Query::default()
    };
    let mut found = book.store.entries(&query)?;
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
fn charges<'a>(records: &'a Records, entries: &[Entry]) -> HashMap<EntryId, Charge<'a>> {
    let people: BTreeSet<&str> = entries
        .iter()
        .filter_map(|entry| entry.deed.keys().person)
        .collect();
    let numbers = people
        .into_iter()
        .filter_map(|person| records.people().find(person));
    let all =
        numbers.flat_map(|number| assess::person(records, records.facts(number), records.head()));
    all.map(|charge| (charge.fact.id, charge)).collect()
}

fn table(
    call: &Call<'_>,
    records: &Records,
    people: &People,
    entries: &[Entry],
    charges: &HashMap<EntryId, Charge<'_>>,
) -> Table {
    let lang = call.lang;
    let t = |words| pick(words, lang);
    let mut table = Table::new(&[
        t((">no.", ">编号")),
        t(("when", "时间")),
        t(("kind", "种类")),
        t(("person", "人员")),
        t(("brings", "后果")),
        t(("stands", "状态")),
        t(("by", "记录人")),
        t(("what", "内容")),
    ]);
    for entry in entries {
        let charge = charges.get(&entry.id);
        let event = entry.deed.kind() == "event";
        let standing = records.standing(entry.id, records.head());
        let stands = match event {
            true => t(term::standing(standing)),
            false if records.is_live(entry.id, records.head()) => "",
            false => t(term::standing(assess::Standing::Void)),
        };
        table.row(vec![
            entry.id.to_string(),
            when(entry).short(),
            t(term::kind(entry.deed.kind())).to_owned(),
            entry
                .deed
                .keys()
                .person
                .map_or(String::new(), |id| people.shown(id)),
            charge.map_or(String::new(), |charge| describe::cell(charge, lang)),
            stands.to_owned(),
            entry.by.clone(),
            summary(records, entry, lang),
        ]);
    }
    table
}

/// An entry as an object, with what it brings where it is an event.
fn object(records: &Records, entry: &Entry, charge: Option<&Charge<'_>>) -> Value {
    let mut value = describe::entry(entry);
    if let Some(fields) = value.as_object_mut() {
        // A roster or a policy in full is for `show`.
        for long in ["people", "shifts", "text", "wages", "payroll"] {
            fields.remove(long);
        }
        fields.insert("counts".to_owned(), counts(records, entry).into());
        if let Some(charge) = charge {
            fields.insert("charge".to_owned(), describe::charge(charge));
        }
    }
    value
}

/// Whether an entry has not been taken back, nor an appeal against it granted.
pub fn counts(records: &Records, entry: &Entry) -> bool {
    match entry.deed.kind() {
        "event" => records.standing(entry.id, records.head()) != assess::Standing::Void,
        _ => records.is_live(entry.id, records.head()),
    }
}
