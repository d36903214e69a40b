//! Somebody has another id.

use crate::app::ledger::rename::Report;
use crate::report::Page;
use crate::text;
use crate::text::{Lang, many};

/// The report in words.
pub fn page(report: &Report, lang: Lang) -> Page {
    let mut page = Page::new(lang);
    let (entry, from, who) = (report.entry, &report.from, report.who.shown());
    let events = many(i64::try_from(report.events).unwrap_or(i64::MAX), "event");
    let count = report.events;
    page.say(&text!(
        "entry {entry}: what stands under {from} is that of {who} from now on ({events})",
        "记录 {entry}：{from} 名下的记录从现在起都算 {who} 的（{count} 条事件）"
    ));
    page.say(&text!(
        "  closed months stay as they were; the next close books what it changes",
        "  已月结的月份不变；有差额的在下次月结补记"
    ));
    page
}
