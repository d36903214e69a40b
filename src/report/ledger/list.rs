//! Entries in a table.

use super::describe::{self, summary};
use crate::app::ledger::list::{Report, Row};
use crate::ledger::assess::Standing;
use crate::ledger::entry::Deed;
use crate::messages::ledger::term;
use crate::report::Page;
use crate::report::table::Table;
use crate::text;
use crate::text::Lang;
use serde_json::{Value, json};

/// The report in words.
pub fn page(report: &Report, lang: Lang) -> Page {
    let mut page = Page::new(lang);
    let mut table = Table::new(&[
        page.t((">no.", ">编号")),
        page.t(("when", "时间")),
        page.t(("kind", "种类")),
        page.t(("person", "人员")),
        page.t(("brings", "后果")),
        page.t(("stands", "状态")),
        page.t(("by", "记录人")),
        page.t(("what", "内容")),
    ]);
    for row in &report.rows {
        table.row(cells(&page, row));
    }
    if !table.is_empty() {
        page.line(&table.draw());
        return page;
    }
    page.say(&match report.month {
        Some(month) => text!(
            "There is no such entry in {month}.",
            "{month} 没有这样的记录。"
        ),
        None => text!("There is no such entry.", "没有这样的记录。"),
    });
    page
}

fn cells(page: &Page, row: &Row) -> Vec<String> {
    let entry = &row.line.entry;
    let event = matches!(entry.deed, Deed::Event(_));
    let stands = if !event && row.standing == Standing::Stands {
        ""
    } else {
        page.t(term::standing(row.standing))
    };
    let charge = row.charge.as_ref();
    vec![
        entry.id.to_string(),
        row.line.when().short(),
        page.t(term::kind(entry.deed.kind())).to_owned(),
        row.who.as_ref().map_or(String::new(), |who| who.shown()),
        charge.map_or(String::new(), |charge| describe::cell(charge, page.lang)),
        stands.to_owned(),
        entry.by.clone(),
        summary(&row.line, page.lang),
    ]
}

/// The report as JSON: entries with what they bring where they are events.
pub fn json(report: &Report) -> Value {
    let one = |row: &Row| {
        let mut value = describe::entry(&row.line);
        if let Some(fields) = value.as_object_mut() {
            // A roster or a policy in full is for `show`.
            for long in ["people", "shifts", "text", "wages", "payroll"] {
                fields.remove(long);
            }
            fields.insert("counts".to_owned(), row.counts.into());
            if let Some(charge) = &row.charge {
                fields.insert("charge".to_owned(), describe::charge(charge));
            }
        }
        value
    };
    json!({ "entries": report.rows.iter().map(one).collect::<Vec<_>>() })
}
