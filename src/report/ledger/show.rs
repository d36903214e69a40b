//! An entry in full, what was said about it since, and its place in the chain.

use super::describe::{self, attendance, brings, category, colon, spans, summary};
use super::{close, hex};
use crate::app::ledger::show::{EventFacts, Report};
use crate::ledger::entry::{Deed, Event, Publication};
use crate::messages::ledger::term;
use crate::report::Page;
use crate::report::table::Table;
use crate::text;
use crate::text::{Lang, Text};
use serde_json::Value;

/// The report in words.
pub fn page(report: &Report, lang: Lang) -> Page {
    let mut page = Page::new(lang);
    let entry = &report.line.entry;
    let (en, zh) = term::kind(entry.deed.kind());
    let (id, at, by) = (entry.id, entry.recorded.short(), &entry.by);
    let (via, via_zh) = match &entry.via {
        Some(via) => (format!(", through {via}"), format!("（{via} 代录）")),
        None => (String::new(), String::new()),
    };
    page.say(&text!(
        "entry {id}: {en}, recorded {at} by {by}{via}",
        "记录 {id}：{zh}，{by}{via_zh} 记于 {at}"
    ));
    match (&entry.deed, &report.event, &report.closed) {
        (Deed::Event(told), Some(facts), _) => event(&mut page, report, told, facts),
        (Deed::Policy(policy), ..) => page.line(&policy.text),
        (Deed::Roster(published), ..) => roster(&mut page, published),
        (Deed::Close(_), _, Some(booked)) => page.line(&close::table(booked, lang).draw()),
        _ => page.line(&format!("  {}", summary(&report.line, lang))),
    }
    if !report.counts {
        page.say(&text!("  it does not count any more", "  它已作废"));
    }
    for line in &report.said {
        let (id, at, by) = (line.entry.id, line.entry.recorded.short(), &line.entry.by);
        let kind = page.t(term::kind(line.entry.deed.kind()));
        let (what, colon) = (summary(line, lang), colon(lang));
        page.line(&format!("  {at}  {by}  {kind} {id}{colon}{what}"));
    }
    if let Some(row) = &report.row {
        let (hash, before) = (hex(&row.hash), hex(&row.before));
        page.say(&text!(
            "  hash {hash}\n  the one before {before}",
            "  哈希 {hash}\n  前一条 {before}"
        ));
    }
    page
}

fn event(page: &mut Page, report: &Report, event: &Event, facts: &EventFacts) {
    let number = |n: Option<i64>| n.map(|n| n.to_string()).unwrap_or_default();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let name = category(report.line.name.as_ref(), &event.category);
    let name = name.get(page.lang);
    let leave = facts.leave_of.as_ref().map(|who| who.shown());
    let lines = [
        (("person: ", "人员："), facts.who.shown()),
        (("what: ", "类别："), format!("{} {name}", event.category)),
        (("when: ", "时间："), event.at.short()),
        (("evidence: ", "证据："), event.evidence.clone()),
        (("order: ", "订单："), text(&event.order)),
        (("case: ", "案件："), number(event.case)),
        (
            ("minutes: ", "分钟："),
            event
                .took()
                .map(|took| took.to_string())
                .unwrap_or_default(),
        ),
        (
            ("paid: ", "付款："),
            event.amount.map(|fen| fen.to_string()).unwrap_or_default(),
        ),
        (("customer: ", "顾客："), text(&event.customer)),
        (("for: ", "内容："), text(&event.note)),
        (("approved by: ", "批准人："), text(&event.approved)),
        (("leave of: ", "请假人："), leave.unwrap_or_default()),
    ];
    for (label, value) in lines {
        if !value.is_empty() {
            page.line(&format!("  {}{value}", page.t(label)));
        }
    }
    if let Some(duty) = &event.duty {
        let version = duty.version;
        let Text { en, zh } = match &duty.shift {
            Some(shift) => text!("on shift {shift}", "在 {shift} 班上"),
            None => text!("not on duty", "不在班"),
        };
        page.say(&text!(
            "  by the roster, version {version}: {en}",
            "  按第 {version} 版班表：{zh}"
        ));
    }
    page.say(&attendance(&facts.attendance));
    if let Some(charge) = &facts.charge {
        let (Text { en, zh }, standing) = (brings(charge), term::standing(charge.standing));
        let (stands, stands_zh) = standing;
        page.say(&text!(
            "  brings: {en} ({stands})",
            "  后果：{zh}（{stands_zh}）"
        ));
    }
}

/// A published roster: its shifts, and a line of cells a person.
fn roster(page: &mut Page, roster: &Publication) {
    let (month, version) = (roster.month, roster.version);
    page.say(&text!(
        "  {month}, version {version}",
        "  {month}，第 {version} 版"
    ));
    for shift in &roster.shifts {
        page.line(&format!("  {} {} {}", shift.code, shift.name, spans(shift)));
    }
    let mut table = Table::new(&["", "", ""]);
    for row in &roster.people {
        table.row(vec![row.id.clone(), row.name.clone(), row.cells.clone()]);
    }
    for line in table.draw().lines().skip(1) {
        page.line(&format!("  {line}"));
    }
}

/// The report as JSON.
pub fn json(report: &Report) -> Value {
    let mut value = describe::entry(&report.line);
    let Some(fields) = value.as_object_mut() else {
        return value;
    };
    let charge = report
        .event
        .as_ref()
        .and_then(|facts| facts.charge.as_ref());
    if let Some(charge) = charge {
        fields.insert("charge".to_owned(), describe::charge(charge));
    }
    let said: Vec<Value> = report.said.iter().map(describe::entry).collect();
    fields.insert("counts".to_owned(), report.counts.into());
    fields.insert("said".to_owned(), said.into());
    if let Some(row) = &report.row {
        fields.insert("hash".to_owned(), hex(&row.hash).into());
        fields.insert("before".to_owned(), hex(&row.before).into());
    }
    value
}
