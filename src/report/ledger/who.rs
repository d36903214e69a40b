//! Who was on duty at a time.

use super::describe::spans;
use crate::app::ledger::charge::Present;
use crate::app::ledger::who::Report;
use crate::report::Page;
use crate::report::table::Table;
use crate::text;
use crate::text::Lang;
use serde_json::{Value, json};

/// The report in words.
pub fn page(report: &Report, lang: Lang) -> Page {
    let mut page = Page::new(lang);
    let (time, month, version) = (report.at.short(), report.month, report.version);
    page.say(&text!(
        "{time}, by the roster of {month}, version {version}",
        "{time}，按 {month} 第 {version} 版班表"
    ));
    if let Some(before) = report.eve_unknown {
        page.say(&text!(
            "note: no roster of {before} is published: who was still on duty then from its last evening is not known",
            "提示：{before} 的班表还没有发布：不知道那时上月最后一晚的班还有谁在岗"
        ));
    }
    if report.people.is_empty() {
        page.say(&match report.eve_unknown {
            Some(_) => text!(
                "nobody was on duty by shifts of {month} itself",
                "按 {month} 自己的班，没有人当班"
            ),
            None => text!("nobody was on duty", "没有人当班"),
        });
        return page;
    }
    let mut table = Table::new(&[
        page.t(("id", "工号")),
        page.t(("name", "姓名")),
        page.t(("cell", "班次")),
        page.t(("shift", "名称")),
        page.t(("times", "时间")),
    ]);
    for one in &report.people {
        // A shift of the day before that goes on past midnight says so.
        let day = if one.day == report.at.date() {
            String::new()
        } else {
            format!("{} ", one.day)
        };
        table.row(vec![
            one.who.id.clone(),
            one.who.name.clone(),
            one.cell.clone(),
            one.shift.name.clone(),
            format!("{day}{}", spans(&one.shift)),
        ]);
    }
    page.line(&table.draw());
    page
}

/// The report as JSON.
pub fn json(report: &Report) -> Value {
    let one = |one: &Present| {
        json!({
            "person": one.who.id,
            "name": one.who.name,
            "cell": one.cell,
            "shift": one.shift.name,
            "times": spans(&one.shift),
            "day": one.day,
        })
    };
    json!({
        "at": report.at,
        "version": report.version,
        "published": report.published,
        "month_not_published": report.eve_unknown,
        "people": report.people.iter().map(one).collect::<Vec<_>>(),
    })
}
