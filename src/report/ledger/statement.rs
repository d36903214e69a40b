//! What a month comes to for a person.

use super::describe;
use crate::app::ledger::statement::{Booked, For, Line, Report};
use crate::report::Page;
use crate::text;
use crate::text::Lang;
use serde_json::{Value, json};

/// The report in words.
pub fn page(report: &Report, lang: Lang) -> Page {
    let mut page = Page::new(lang);
    match report {
        Report::Papers(files) => {
            for path in files {
                let path = path.display();
                page.say(&text!("File    {path}", "文件    {path}"));
            }
        }
        Report::Person(booked) => person(&mut page, booked),
    }
    page
}

fn person(page: &mut Page, booked: &Booked) {
    let (who, month) = (booked.who.shown(), booked.month);
    match (&booked.file, &booked.paper) {
        (Some(path), _) => {
            let path = path.display();
            page.say(&text!("File    {path}", "文件    {path}"));
        }
        (None, Some(paper)) => page.say(paper),
        (None, None) => page.say(&text!(
            "{who}, {month}: there is nothing to book",
            "{who}，{month}：没有需要入账的内容"
        )),
    }
}

/// One person's month as JSON; all papers have none.
pub fn json(report: &Report) -> Value {
    let Report::Person(booked) = report else {
        return Value::Null;
    };
    json!({
        "person": booked.who.id,
        "name": booked.who.name,
        "month": booked.month,
        "closed": booked.closed,
        "lines": booked.lines.iter().map(line).collect::<Vec<_>>(),
        "payroll": booked.payroll,
        "pay_fen": booked.payroll.pay(),
        "over_cap_fen": booked.payroll.over_cap(),
    })
}

fn line(line: &Line) -> Value {
    let (what, entry, name, charge) = match &line.what {
        For::Event(charge) => {
            let object = describe::charge(charge);
            (
                "event",
                Some(charge.entry),
                charge.category.as_str(),
                Some(object),
            )
        }
        For::Dropped(id) => ("dropped", Some(*id), "", None),
        For::Award(id) => ("award", None, id.as_str(), None),
    };
    json!({
        "month": line.month,
        "what": what,
        "entry": entry,
        "id": name,
        "charge": charge,
        "mode": line.mode,
        "before_fen": line.before,
        "now_fen": line.now,
        "amount_fen": line.amount,
    })
}
