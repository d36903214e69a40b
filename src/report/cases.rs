//! Cases: complaints and bad reviews.

use super::Page;
use super::table::Table;
use crate::app::cases::{Case, Closed};
use crate::ledger::cases::{CaseChange, CaseNote};
use crate::messages::ledger::term;
use crate::text;
use crate::text::{Lang, Text};
use serde_json::{Value, json};

/// A case that was opened.
pub fn opened(case: &Case, lang: Lang) -> Page {
    let mut page = Page::new(lang);
    let (id, who, due) = (case.file.id, case.who.shown(), case.file.case.due.short());
    let (en, zh) = term::severity(case.file.case.severity);
    page.say(&text!(
        "case {id}, {en}: {who} follows it up, to be closed by {due}",
        "案件 {id}，{zh}：由 {who} 跟进，须在 {due} 前了结"
    ));
    page
}

/// A case that goes on.
pub fn updated(case: &Case, lang: Lang) -> Page {
    let mut page = Page::new(lang);
    let ((en, zh), id) = (term::state(case.file.state), case.file.id);
    let (who, due) = (case.who.shown(), case.file.case.due.short());
    page.say(&text!(
        "case {id}: {en}; {who} follows it up, to be closed by {due}",
        "案件 {id}：{zh}；由 {who} 跟进，须在 {due} 前了结"
    ));
    let last = case.file.history.last();
    for change in last.iter().flat_map(|note| &note.changes) {
        let Text { en, zh } = changed(change);
        page.say(&text!("  {en}", "  {zh}"));
    }
    page
}

/// What a step has changed.
fn changed(change: &CaseChange) -> Text {
    match change {
        CaseChange::Person(before, after) => {
            text!(
                "followed up by {before} → {after}",
                "跟进人 {before} → {after}"
            )
        }
        CaseChange::Severity(before, after) => {
            let ((before, before_zh), (after, after_zh)) =
                (term::severity(*before), term::severity(*after));
            Text::new(
                format!("severity {before} → {after}"),
                format!("程度 {before_zh} → {after_zh}"),
            )
        }
        CaseChange::Due(before, after) => {
            let (before, after) = (before.short(), after.short());
            text!("deadline {before} → {after}", "期限 {before} → {after}")
        }
    }
}

/// A case that was closed.
pub fn closed(closed: &Closed, lang: Lang) -> Page {
    let mut page = Page::new(lang);
    let (id, due) = (closed.id, closed.due.short());
    page.say(&match (closed.late, closed.first_due) {
        (true, _) => text!(
            "case {id} is closed; it was due at {due}",
            "案件 {id} 已结案；期限是 {due}，已超期"
        ),
        (false, Some(first)) => {
            let first = first.short();
            text!(
                "case {id} is closed; it was due at {first}, before the deadline was moved to {due}",
                "案件 {id} 已结案；原期限是 {first}，后改为 {due}"
            )
        }
        (false, None) => text!("case {id} is closed in time", "案件 {id} 已按期结案"),
    });
    if !closed.called {
        page.say(&text!(
            "  no closing call is noted; with one, give --called TIME",
            "  没有记录结案回访；有回访请写 --called 时间"
        ));
    }
    page
}

/// Cases in a table.
pub fn list(cases: &[Case], lang: Lang) -> Page {
    let mut page = Page::new(lang);
    let mut table = Table::new(&[
        page.t((">case", ">案件")),
        page.t(("severity", "程度")),
        page.t(("state", "状态")),
        page.t(("due", "期限")),
        page.t(("", "")),
        page.t(("person", "跟进人")),
        page.t(("kind", "类型")),
        page.t(("about", "事由")),
    ]);
    for case in cases {
        let late = match (case.overdue, case.spared) {
            (true, _) => page.t(("OVERDUE", "超期")),
            (false, true) => page.t(("MOVED", "期限已改")),
            (false, false) => "",
        };
        let file = &case.file;
        table.row(vec![
            file.id.to_string(),
            page.t(term::severity(file.case.severity)).to_owned(),
            page.t(term::state(file.state)).to_owned(),
            file.case.due.short(),
            late.to_owned(),
            case.who.shown(),
            case.kind.get(lang).to_owned(),
            file.case.about.clone(),
        ]);
    }
    if table.is_empty() {
        page.say(&text!("No case is open.", "没有未结的案件。"));
    } else {
        page.line(&table.draw());
    }
    page
}

/// A case with its history.
pub fn page(case: &Case, lang: Lang) -> Page {
    let mut page = Page::new(lang);
    let (file, facts) = (&case.file, &case.file.case);
    let (id, who, kind, kind_zh) = (file.id, case.who.shown(), &case.kind.en, &case.kind.zh);
    let (severe, severe_zh) = term::severity(facts.severity);
    let (state, state_zh) = term::state(file.state);
    let (late, late_zh) = match (case.overdue, &file.closed) {
        (true, Some(_)) => (" after the deadline", "，超过期限"),
        (true, None) => (", OVERDUE", "，超期"),
        (false, _) => ("", ""),
    };
    let (at, due) = (facts.at.short(), facts.due.short());
    page.say(&text!(
        "case {id}: {kind}, {severe}, {state}{late}",
        "案件 {id}：{kind_zh}，{severe_zh}，{state_zh}{late_zh}"
    ));
    if file.first_due != facts.due {
        let first = file.first_due.short();
        page.say(&text!(
            "  the deadline was {first} when it was opened",
            "  立案时的期限是 {first}"
        ));
    }
    page.say(&text!(
        "  came up {at}, to be closed by {due}, {who} follows it up",
        "  发生于 {at}，期限 {due}，跟进人 {who}"
    ));
    if !facts.customer.is_empty() {
        let customer = &facts.customer;
        page.say(&text!("  customer {customer}", "  顾客 {customer}"));
    }
    if let Some(order) = &facts.order {
        page.say(&text!("  order {order}", "  订单 {order}"));
    }
    for note in &file.history {
        let (at, by, what) = (note.recorded.short(), &note.by, &note.note);
        let (en, zh) = term::state(note.state);
        page.say(&text!(
            "  {at}  {by}  {en}: {what}",
            "  {at}  {by}  {zh}：{what}"
        ));
        for change in &note.changes {
            let Text { en, zh } = changed(change);
            page.say(&text!("      {en}", "      {zh}"));
        }
    }
    if let Some(called) = file.closed.as_ref().and_then(|(_, close)| close.called) {
        let called = called.short();
        page.say(&text!("  closing call {called}", "  结案回访 {called}"));
    }
    page
}

/// A case as JSON.
pub fn json(case: &Case) -> Value {
    let (file, facts) = (&case.file, &case.file.case);
    let note = |note: &CaseNote| {
        json!({
            "entry": note.id,
            "recorded": note.recorded,
            "by": note.by,
            "state": note.state,
            "note": note.note,
            "changes": note.changes,
        })
    };
    let closed = file.closed.as_ref();
    json!({
        "id": file.id,
        "kind": facts.case,
        "severity": facts.severity,
        "state": file.state,
        "person": facts.person,
        "name": case.who.name,
        "customer": facts.customer,
        "order": facts.order,
        "at": facts.at,
        "due": facts.due,
        "first_due": file.first_due,
        "overdue": case.overdue,
        "overdue_by_first_due": case.overdue || case.spared,
        "about": facts.about,
        "history": file.history.iter().map(note).collect::<Vec<_>>(),
        "result": closed.map(|(_, close)| &close.result),
        "called": closed.and_then(|(_, close)| close.called),
    })
}

/// Cases as JSON.
pub fn list_json(cases: &[Case]) -> Value {
    json!({ "cases": cases.iter().map(json).collect::<Vec<_>>() })
}
