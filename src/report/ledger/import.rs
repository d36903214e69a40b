//! What was recorded of a table.

use super::effect;
use crate::app::ledger::import::Report;
use crate::messages::sheet::SHOWN;
use crate::report::table::Table;
use crate::report::{Page, count, error};
use crate::text;
use crate::text::{Lang, Text, many};

/// The report in words.
pub fn page(report: &Report, lang: Lang) -> Page {
    let mut page = Page::new(lang);
    skipped(&mut page, report);
    let mut table = Table::new(&[
        page.t(("person", "人员")),
        page.t(("category", "类别")),
        page.t((">events", ">事件")),
    ]);
    for (who, category, count) in &report.counts {
        table.row(vec![who.shown(), category.clone(), count.to_string()]);
    }
    if !table.is_empty() {
        page.line(&table.draw());
    }
    let (number, shown) = (report.events, report.file.display());
    let events = many(count(number), "event");
    page.say(&match report.entries {
        _ if report.dry => text!(
            "{events} of {shown} can be recorded; nothing was written",
            "{shown} 的 {number} 个事件可以记录；没有写入"
        ),
        Some((only, last)) if only == last => text!(
            "recorded {events} of {shown}: entry {only}",
            "已记录 {shown} 的 {number} 个事件：记录 {only}"
        ),
        Some((first, last)) => text!(
            "recorded {events} of {shown}: entries {first} to {last}",
            "已记录 {shown} 的 {number} 个事件：记录 {first} 至 {last}"
        ),
        None => text!("nothing of {shown} is new", "{shown} 里没有新的事件"),
    });
    if !report.effects.is_empty() {
        page.say(&text!(
            "other events count otherwise now:",
            "其他事件因此变动："
        ));
        let effects = report.effects.iter();
        effects.for_each(|one| effect::say(&mut page, one));
    }
    page
}

fn skipped(page: &mut Page, report: &Report) {
    for (row, why) in report.skipped.iter().take(SHOWN) {
        let Text { en, zh } = error::row(why);
        page.say(&text!("skipped row {row}: {en}", "跳过第 {row} 行：{zh}"));
    }
    let rest = report.skipped.len().saturating_sub(SHOWN);
    if rest > 0 {
        page.say(&text!("… and {rest} more", "……另有 {rest} 行"));
    }
}
