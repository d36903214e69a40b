//! Cases: complaints and bad reviews.

use super::Page;
use super::table::Table;
use crate::app::cases::{Buyer, Case, Closed, Listed};
use crate::ledger::cases::{CaseChange, CaseFile, CaseNote, Next, What};
use crate::ledger::entry::Stage;
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
    if let Some(buyer) = &case.buyer {
        whose(&mut page, buyer);
    }
    page
}

/// Whose customer it is, and who is asked where that agent is off.
fn whose(page: &mut Page, buyer: &Buyer) {
    let (before, has) = (buyer.case, buyer.who.shown());
    page.say(&if buyer.same {
        text!(
            "  {has} has had this customer since case {before}: one buyer, one agent",
            "  这位买家自案件 {before} 起由 {has} 接待：一个买家只对应一个客服"
        )
    } else {
        text!(
            "  this customer is that of {has} (case {before}): one buyer, one agent; it takes a supervisor to say otherwise",
            "  这位买家是 {has} 的（案件 {before}）：一个买家只对应一个客服，另派他人须由主管决定"
        )
    });
    if let Some(asked) = &buyer.off {
        let (list, list_zh) = (asked.join(", "), asked.join("、"));
        page.say(&if asked.is_empty() {
            text!(
                "  {has} is off just now by the roster: ask the supervisor",
                "  按班表 {has} 现在不在班：请示主管"
            )
        } else {
            text!(
                "  {has} is off just now by the roster: ask {list}",
                "  按班表 {has} 现在不在班：请示{list_zh}"
            )
        });
    }
}

/// What is due next, in a line.
fn due_next((next, now): &(Next, bool)) -> Text {
    let (at, (en, zh)) = (next.at.short(), next.what.words());
    if *now && next.what == What::Write {
        return text!("{en} now", "现在{zh}");
    }
    let (late, late_zh) = if *now {
        (", which is now", "（已到时间）")
    } else {
        ("", "")
    };
    text!("{en} at {at}{late}", "{at} {zh}{late_zh}")
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
    if case.file.stepwise {
        page.say(&step(&case.file));
    }
    if let Some(next) = &case.next {
        let Text { en, zh } = due_next(next);
        page.say(&text!("  next: {en}", "  下一步：{zh}"));
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
        CaseChange::Without(missing, why) => {
            let word = |stage: &Stage| term::fixed(stage.words());
            let Text { en, zh } = Text::list(&missing.iter().map(word).collect::<Vec<_>>());
            text!("without {en}: {why}", "跳过{zh}：{why}")
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
pub fn list(listed: &Listed, lang: Lang) -> Page {
    let mut page = Page::new(lang);
    let mut table = Table::new(&[
        page.t((">case", ">案件")),
        page.t(("severity", "程度")),
        page.t(("state", "状态")),
        page.t(("due", "期限")),
        page.t(("", "")),
        page.t(("person", "跟进人")),
        page.t(("next", "下一步")),
        page.t(("kind", "类型")),
        page.t(("about", "事由")),
    ]);
    for case in &listed.cases {
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
            case.next
                .as_ref()
                .map(|next| due_next(next).get(lang).to_owned())
                .unwrap_or_default(),
            case.kind.get(lang).to_owned(),
            file.case.about.clone(),
        ]);
    }
    if table.is_empty() {
        page.say(&text!("No case is open.", "没有未结的案件。"));
    } else {
        page.line(&table.draw());
    }
    if let Some(file) = &listed.file {
        let file = file.display();
        page.say(&text!("wrote {file}", "已写入 {file}"));
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
    if let Some(phone) = case.phone() {
        page.say(&text!("  telephone {phone}", "  电话 {phone}"));
    }
    if let Some(order) = &facts.order {
        page.say(&text!("  order {order}", "  订单 {order}"));
    }
    for line in known(file) {
        page.say(&line);
    }
    if let Some(next) = &case.next {
        let Text { en, zh } = due_next(next);
        page.say(&text!("  next: {en}", "  下一步：{zh}"));
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

/// What else is known of a case, where it is.
fn known(file: &CaseFile) -> Vec<Text> {
    let facts = &file.case.facts;
    let mut lines = Vec::new();
    if let Some(goods) = &facts.goods {
        lines.push(text!("  goods {goods}", "  商品 {goods}"));
    }
    if let Some((en, zh)) = facts.problem.map(|problem| problem.words()) {
        lines.push(text!("  problem: {en}", "  问题：{zh}"));
    }
    if let Some((en, zh)) = facts.party.map(|party| party.words()) {
        lines.push(text!("  responsible: {en}", "  责任方：{zh}"));
    }
    if let Some((en, zh)) = file.contact.map(|contact| contact.words()) {
        lines.push(text!("  done: {en}", "  处理状态：{zh}"));
    }
    if let Some((en, zh)) = file.stands.map(|stands| stands.words()) {
        let by = file.promised.map(|at| at.short());
        let (by_en, by_zh) = match &by {
            Some(at) => (format!(" by {at}"), format!("，{at} 之前")),
            None => (String::new(), String::new()),
        };
        lines.push(text!("  stands: {en}{by_en}", "  进展状况：{zh}{by_zh}"));
    }
    lines.push(step(file));
    lines
}

/// Which of the nine steps it has come to; where they are noted, also which comes then.
fn step(file: &CaseFile) -> Text {
    let (number, (en, zh)) = (file.stage.number(), file.stage.words());
    let (then, then_zh) = match file.stage.after() {
        Some(after) if file.stepwise => {
            let (number, (en, zh)) = (after.number(), after.words());
            (
                format!("; then {number}, {en}"),
                format!("；然后是第 {number} 步：{zh}"),
            )
        }
        _ => Default::default(),
    };
    text!(
        "  step {number} of 9: {en}{then}",
        "  第 {number} 步（共 9 步）：{zh}{then_zh}"
    )
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
        "phone": case.phone(),
        "goods": facts.facts.goods,
        "problem": facts.facts.problem,
        "responsible": facts.facts.party,
        "done": file.contact,
        "stands": file.stands,
        "promised": file.promised,
        "step": file.stage,
        "next_step": file.stage.after().filter(|_| file.closed.is_none()),
        "next": case.next.map(|(next, _)| next),
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
pub fn list_json(listed: &Listed) -> Value {
    json!({ "cases": listed.cases.iter().map(json).collect::<Vec<_>>() })
}
