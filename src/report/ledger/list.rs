//! Entries in a table.

use super::describe::{self, summary};
use crate::app::ledger::list::{Report, Row};
use crate::ledger::assess::Standing;
use crate::ledger::entry::Deed;
use crate::ledger::money::Fen;
use crate::messages::ledger::term;
use crate::report::table::Table;
use crate::report::{Page, count};
use crate::text;
use crate::text::{Lang, many};
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
        let entries = report.rows.len();
        let number = match entries {
            1 => "1 entry".to_owned(),
            _ => format!("{entries} entries"),
        };
        page.say(&match report.month {
            Some(month) => text!("{month}: {number}", "{month}，{entries} 条记录"),
            None => text!("all months: {number}", "全部月份，{entries} 条记录"),
        });
        page.line(&table.draw());
        paid(&mut page, report);
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

/// What was paid to customers, of what still counts.
fn payments(report: &Report) -> Vec<Fen> {
    let rows = report.rows.iter().filter(|row| row.counts);
    let amounts = rows.filter_map(|row| match &row.line.entry.deed {
        Deed::Event(event) => event.amount,
        _ => None,
    });
    amounts.collect()
}

fn paid(page: &mut Page, report: &Report) {
    let payments = payments(report);
    if payments.is_empty() {
        return;
    }
    let (number, sum): (usize, Fen) = (payments.len(), payments.iter().copied().sum());
    let counted = many(count(number), "payment");
    page.say(&text!(
        "paid to customers: {sum} in {counted}",
        "付给顾客：{number} 笔，共 {sum}"
    ));
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
    let payments = payments(report);
    json!({
        "month": report.month,
        "entries": report.rows.iter().map(one).collect::<Vec<_>>(),
        "payments": payments.len(),
        "paid_fen": payments.iter().copied().sum::<Fen>(),
    })
}
