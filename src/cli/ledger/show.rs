//! `paiban ledger show`: an entry in full, what was said about it since, and its place in the chain.

use super::call::{Call, People};
use super::describe::{self, brings, summary};
use super::table::Table;
use super::{add, list, payroll, remark};
use crate::cli::Failure;
use crate::ledger::book::{self, Book, Scope};
use crate::ledger::entry::{Deed, Entry, EntryId, Event, Publication};
use crate::ledger::error::LedgerError;
use crate::ledger::records::Records;
use crate::ledger::store::{Access, Query, Row};
use crate::messages::ledger::term;
use crate::text;
use crate::text::{Text, pick};
use serde_json::Value;

pub fn run(call: &Call<'_>) -> Result<u8, Failure> {
    let (mut book, now) = call.open(Access::Read)?;
    let entry = book.entry(call.id())?;
    let said = said(&mut book, entry.id)?;
    let row = book.store.row(entry.id).map_err(LedgerError::from)?;
    let root = remark::root(&mut book, &entry)?;
    let records = match &root {
        Some((_, event)) => book.load(Scope::Person(&event.person))?,
        None => book.load(Scope::Rules)?,
    };
    let people = call.people(&records, now);
    let shown = Shown {
        call,
        records: &records,
        people: &people,
        entry: &entry,
        said: &said,
        row: row.as_ref(),
    };
    match call.flag("json") {
        true => call.json(&shown.json()),
        false => shown.print(),
    }
    Ok(0)
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

struct Shown<'a> {
    call: &'a Call<'a>,
    records: &'a Records,
    people: &'a People,
    entry: &'a Entry,
    said: &'a [Entry],
    row: Option<&'a Row>,
}

impl Shown<'_> {
    fn print(&self) {
        let (call, entry) = (self.call, self.entry);
        let (en, zh) = term::kind(entry.deed.kind());
        let (id, at, by) = (entry.id, entry.recorded.short(), &entry.by);
        call.say(&text!(
            "entry {id}: {en}, recorded {at} by {by}",
            "记录 {id}：{zh}，{by} 记于 {at}"
        ));
        match &entry.deed {
            Deed::Event(event) => self.event(event),
            Deed::Policy(policy) => call.print(&policy.text),
            Deed::Roster(roster) => self.roster(roster),
            Deed::Close(closing) => {
                call.print(&payroll::table(call.lang, self.records, self.people, closing).draw());
            }
            _ => call.print(&format!("  {}", summary(self.records, entry, call.lang))),
        }
        if !list::counts(self.records, entry) {
            call.say(&text!("  it does not count any more", "  它已作废"));
        }
        for entry in self.said {
            let (at, by) = (entry.recorded.short(), &entry.by);
            let kind = pick(term::kind(entry.deed.kind()), call.lang);
            let what = summary(self.records, entry, call.lang);
            let id = entry.id;
            let colon = describe::colon(call.lang);
            call.print(&format!("  {at}  {by}  {kind} {id}{colon}{what}"));
        }
        if let Some(row) = self.row {
            let (hash, before) = (hex(&row.hash), hex(&row.before));
            call.say(&text!(
                "  hash {hash}\n  the one before {before}",
                "  哈希 {hash}\n  前一条 {before}"
            ));
        }
    }

    fn event(&self, event: &Event) {
        let call = self.call;
        let line = |en: &'static str, zh: &'static str, value: &str| {
            if !value.is_empty() {
                let label = pick((en, zh), call.lang);
                call.print(&format!("  {label}{value}"));
            }
        };
        line("person: ", "人员：", &self.people.shown(&event.person));
        let name = describe::category(self.records, event, call.lang);
        line("what: ", "类别：", &format!("{} {name}", event.category));
        line("when: ", "时间：", &event.at.short());
        line("evidence: ", "证据：", &event.evidence);
        line("order: ", "订单：", event.order.as_deref().unwrap_or(""));
        line(
            "case: ",
            "案件：",
            &event.case.map(|id| id.to_string()).unwrap_or_default(),
        );
        line(
            "minutes: ",
            "分钟：",
            &event.minutes.map(|m| m.to_string()).unwrap_or_default(),
        );
        line(
            "paid: ",
            "付款：",
            &event.amount.map(|fen| fen.to_string()).unwrap_or_default(),
        );
        line(
            "approved by: ",
            "批准人：",
            event.approved.as_deref().unwrap_or(""),
        );
        let leave = event.leave_of.as_deref().map(|id| self.people.shown(id));
        line("leave of: ", "请假人：", leave.as_deref().unwrap_or(""));
        if let Some(duty) = &event.duty {
            let version = duty.version;
            let Text { en, zh } = match &duty.shift {
                Some(shift) => text!("on shift {shift}", "在 {shift} 班上"),
                None => text!("not on duty", "不在班"),
            };
            call.say(&text!(
                "  by the roster, version {version}: {en}",
                "  按第 {version} 版班表：{zh}"
            ));
        }
        call.say(&add::duty_line(self.records, event));
        if let Some(charge) = book::charge_of(self.records, &event.person, self.entry.id) {
            let (Text { en, zh }, standing) = (brings(&charge), term::standing(charge.standing));
            let (stands, stands_zh) = standing;
            call.say(&text!(
                "  brings: {en} ({stands})",
                "  后果：{zh}（{stands_zh}）"
            ));
        }
    }

    /// A published roster: its shifts, and a line of cells a person.
    fn roster(&self, roster: &Publication) {
        let (month, version) = (roster.month, roster.version);
        self.call.say(&text!(
            "  {month}, version {version}",
            "  {month}，第 {version} 版"
        ));
        for shift in &roster.shifts {
            self.call.print(&format!(
                "  {} {} {}",
                shift.code,
                shift.name,
                describe::spans(shift)
            ));
        }
        let mut table = Table::new(&["", "", ""]);
        for row in &roster.people {
            table.row(vec![row.id.clone(), row.name.clone(), row.cells.clone()]);
        }
        for line in table.draw().lines().skip(1) {
            self.call.print(&format!("  {line}"));
        }
    }

    fn json(&self) -> Value {
        let mut value = describe::entry(self.entry);
        let Some(fields) = value.as_object_mut() else {
            return value;
        };
        if let Deed::Event(event) = &self.entry.deed
            && let Some(charge) = book::charge_of(self.records, &event.person, self.entry.id)
        {
            fields.insert("charge".to_owned(), describe::charge(&charge));
        }
        let said: Vec<Value> = self.said.iter().map(describe::entry).collect();
        fields.insert(
            "counts".to_owned(),
            list::counts(self.records, self.entry).into(),
        );
        fields.insert("said".to_owned(), said.into());
        if let Some(row) = self.row {
            fields.insert("hash".to_owned(), hex(&row.hash).into());
            fields.insert("before".to_owned(), hex(&row.before).into());
        }
        value
    }
}

/// Bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
