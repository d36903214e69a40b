//! `paiban case`: complaints and bad reviews, from the first message to the closing call.

pub mod args;

use super::ledger::call::{Call, People};
use super::ledger::placed;
use super::ledger::table::Table;
use super::{BAD_INPUT, Failure};
use crate::ledger::book::Scope;
use crate::ledger::cases::CaseFile;
use crate::ledger::desk::NewCase;
use crate::ledger::entry::{Case, CaseState, CaseStep, Deed, Severity};
use crate::ledger::moment::Moment;
use crate::ledger::records::Records;
use crate::ledger::store::Access;
use crate::messages::ledger::term;
use crate::text;
use crate::text::{Lang, Text, pick};
use clap::ArgMatches;
use serde_json::{Value, json};
use std::path::PathBuf;

pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let Some((name, own)) = matches.subcommand() else {
        // clap demands one.
        return Ok(BAD_INPUT);
    };
    let team = own.get_one::<PathBuf>("team").cloned();
    let call = Call::new(own, team.as_deref(), lang);
    let done = match name {
        "open" => open(&call),
        "update" => update(&call),
        "close" => close(&call),
        "list" => list(&call),
        _ => show(&call),
    };
    done.map(|()| 0).map_err(|failure| placed(failure, &call))
}

fn severity(call: &Call<'_>) -> Option<Severity> {
    match call.text("severity")? {
        "severe" => Some(Severity::Severe),
        "minor" => Some(Severity::Minor),
        _ => Some(Severity::Normal),
    }
}

fn state(call: &Call<'_>) -> Option<CaseState> {
    Some(match call.text("state")? {
        "messaged" => CaseState::Messaged,
        "texted" => CaseState::Texted,
        "called" => CaseState::Called,
        "promised" => CaseState::Promised,
        "compensation" => CaseState::Compensation,
        "refused" => CaseState::Refused,
        _ => CaseState::Open,
    })
}

fn open(call: &Call<'_>) -> Result<(), Failure> {
    let (mut book, now) = call.open(Access::Write)?;
    let by = call.by()?;
    let records = book.load(Scope::Rules)?;
    let people = call.people(&records, now);
    let zone = book.store.zone();
    let owned = |name: &str| call.text(name).unwrap_or_default().to_owned();
    let case = NewCase {
        kind: owned("kind"),
        severity: severity(call).unwrap_or(Severity::Normal),
        person: owned("person"),
        customer: owned("customer"),
        order: call.text("order").map(str::to_owned),
        at: call.moment("at", zone)?.unwrap_or(now),
        due: call.moment("due", zone)?,
        about: owned("about"),
    };
    let deed = people.desk(&records, now, &by).open_case(&case)?;
    let ids = book.write(&records, now, &by, vec![deed])?;
    let id = ids.first().copied().unwrap_or_default();
    let file = book.case(id)?;
    if call.flag("json") {
        call.json(&object(&file, &people, now));
        return Ok(());
    }
    let (who, due) = (people.shown(&file.case.person), file.case.due.short());
    let (en, zh) = term::severity(file.case.severity);
    call.say(&text!(
        "case {id}, {en}: {who} follows it up, to be closed by {due}",
        "案件 {id}，{zh}：由 {who} 跟进，须在 {due} 前了结"
    ));
    Ok(())
}

fn update(call: &Call<'_>) -> Result<(), Failure> {
    let given = ["state", "person", "severity", "due", "note"];
    if given.iter().all(|name| call.text(name).is_none()) {
        return Err(Failure::Usage(
            text!("nothing is said about the case", "没有写任何跟进内容"),
            text!(
                "give at least one of --state, --note, --person, --severity, --due",
                "请至少写 --state、--note、--person、--severity、--due 之一"
            ),
        ));
    }
    let (mut book, now) = call.open(Access::Write)?;
    let by = call.by()?;
    let file = book.case(call.id())?;
    let records = book.load(Scope::Rules)?;
    let people = call.people(&records, now);
    // A closed case that goes on is open again.
    let before = if file.state == CaseState::Closed {
        CaseState::Open
    } else {
        file.state
    };
    let step = CaseStep {
        of: file.id,
        state: state(call).unwrap_or(before),
        person: call.text("person").map(str::to_owned),
        severity: severity(call),
        due: call.moment("due", book.store.zone())?,
        note: call.text("note").unwrap_or_default().trim().to_owned(),
    };
    let deed = people.desk(&records, now, &by).step_case(step)?;
    book.write(&records, now, &by, vec![deed])?;
    let file = book.case(file.id)?;
    let ((en, zh), id) = (term::state(file.state), file.id);
    let (who, due) = (people.shown(&file.case.person), file.case.due.short());
    call.say(&text!(
        "case {id}: {en}; {who} follows it up, to be closed by {due}",
        "案件 {id}：{zh}；由 {who} 跟进，须在 {due} 前了结"
    ));
    Ok(())
}

fn close(call: &Call<'_>) -> Result<(), Failure> {
    let (mut book, now) = call.open(Access::Write)?;
    let by = call.by()?;
    let file = book.case(call.id())?;
    let records = book.load(Scope::Rules)?;
    let people = call.people(&records, now);
    let called = call.moment("called", book.store.zone())?;
    let result = call.text("result").unwrap_or_default();
    let deed = people
        .desk(&records, now, &by)
        .close_case(&file, called, result)?;
    let asked = matches!(&deed, Deed::CaseClose(close) if close.called.is_some());
    book.write(&records, now, &by, vec![deed])?;
    let (id, due) = (file.id, file.case.due.short());
    call.say(&match now > file.case.due {
        true => text!(
            "case {id} is closed; it was due at {due}",
            "案件 {id} 已结案；期限是 {due}，已超期"
        ),
        false => text!("case {id} is closed in time", "案件 {id} 已按期结案"),
    });
    if !asked {
        call.say(&text!(
            "  no closing call is noted; with one, give --called TIME",
            "  没有记录结案回访；有回访请写 --called 时间"
        ));
    }
    Ok(())
}

fn list(call: &Call<'_>) -> Result<(), Failure> {
    let (mut book, now) = call.open(Access::Read)?;
    let records = book.load(Scope::Rules)?;
    let people = call.people(&records, now);
    let mut files = book.cases()?;
    files.retain(|file| call.flag("all") || file.closed.is_none());
    if call.flag("json") {
        let list: Vec<Value> = files
            .iter()
            .map(|file| object(file, &people, now))
            .collect();
        call.json(&json!({ "cases": list }));
        return Ok(());
    }
    let t = |words| pick(words, call.lang);
    let mut table = Table::new(&[
        t((">case", ">案件")),
        t(("severity", "程度")),
        t(("state", "状态")),
        t(("due", "期限")),
        t(("", "")),
        t(("person", "跟进人")),
        t(("kind", "类型")),
        t(("about", "事由")),
    ]);
    for file in &files {
        let late = if file.overdue(now) {
            t(("OVERDUE", "超期"))
        } else {
            ""
        };
        table.row(vec![
            file.id.to_string(),
            t(term::severity(file.case.severity)).to_owned(),
            t(term::state(file.state)).to_owned(),
            file.case.due.short(),
            late.to_owned(),
            people.shown(&file.case.person),
            kind(&records, &file.case).get(call.lang).to_owned(),
            file.case.about.clone(),
        ]);
    }
    match table.is_empty() {
        true => call.say(&text!("No case is open.", "没有未结的案件。")),
        false => call.print(&table.draw()),
    }
    Ok(())
}

fn show(call: &Call<'_>) -> Result<(), Failure> {
    let (mut book, now) = call.open(Access::Read)?;
    let file = book.case(call.id())?;
    let records = book.load(Scope::Rules)?;
    let people = call.people(&records, now);
    if call.flag("json") {
        call.json(&object(&file, &people, now));
        return Ok(());
    }
    let (id, case) = (file.id, &file.case);
    let (kind, who) = (kind(&records, case), people.shown(&case.person));
    let (kind, kind_zh) = (kind.en, kind.zh);
    let ((severe, severe_zh), (state, state_zh)) =
        (term::severity(case.severity), term::state(file.state));
    let (late, late_zh) = match (file.overdue(now), &file.closed) {
        (true, Some(_)) => (" after the deadline", "，超过期限"),
        (true, None) => (", OVERDUE", "，超期"),
        (false, _) => ("", ""),
    };
    let (at, due) = (case.at.short(), case.due.short());
    call.say(&text!(
        "case {id}: {kind}, {severe}, {state}{late}",
        "案件 {id}：{kind_zh}，{severe_zh}，{state_zh}{late_zh}"
    ));
    call.say(&text!(
        "  came up {at}, to be closed by {due}, {who} follows it up",
        "  发生于 {at}，期限 {due}，跟进人 {who}"
    ));
    if !case.customer.is_empty() {
        let customer = &case.customer;
        call.say(&text!("  customer {customer}", "  顾客 {customer}"));
    }
    if let Some(order) = &case.order {
        call.say(&text!("  order {order}", "  订单 {order}"));
    }
    for note in &file.history {
        let (at, by, what) = (note.recorded.short(), &note.by, &note.note);
        let (en, zh) = term::state(note.state);
        call.say(&text!(
            "  {at}  {by}  {en}: {what}",
            "  {at}  {by}  {zh}：{what}"
        ));
    }
    if let Some(called) = file.closed.as_ref().and_then(|(_, close)| close.called) {
        let called = called.short();
        call.say(&text!("  closing call {called}", "  结案回访 {called}"));
    }
    Ok(())
}

/// The name of a case's kind by the policy of its day; where none knows it any more, its id.
fn kind(records: &Records, case: &Case) -> Text {
    let policies = records.policies(case.at.date(), records.head());
    let mut kinds = policies.iter().flat_map(|policy| &policy.cases);
    let found = kinds.find(|kind| kind.id == case.case);
    found.map_or_else(|| Text::same(&case.case), |kind| kind.name.clone())
}

fn object(file: &CaseFile, people: &People, now: Moment) -> Value {
    let note = |note: &crate::ledger::cases::CaseNote| json!({ "entry": note.id, "recorded": note.recorded, "by": note.by, "state": note.state, "note": note.note });
    json!({
        "id": file.id,
        "kind": file.case.case,
        "severity": file.case.severity,
        "state": file.state,
        "person": file.case.person,
        "name": people.name(&file.case.person),
        "customer": file.case.customer,
        "order": file.case.order,
        "at": file.case.at,
        "due": file.case.due,
        "overdue": file.overdue(now),
        "about": file.case.about,
        "history": file.history.iter().map(note).collect::<Vec<_>>(),
        "result": file.closed.as_ref().map(|(_, close)| &close.result),
        "called": file.closed.as_ref().and_then(|(_, close)| close.called),
    })
}
