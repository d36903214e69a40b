//! Whose ledger it is.

use crate::app::ledger::owner::Report;
use crate::report::Page;
use crate::text;
use crate::text::Lang;
use serde_json::{Value, json};

/// The report in words.
pub fn page(report: &Report, lang: Lang) -> Page {
    let mut page = Page::new(lang);
    let shop = &report.shop;
    page.say(&match (&report.team, report.entry, report.new) {
        (Some(team), Some(entry), true) => text!(
            "entry {entry}: this ledger belongs to {team} from now on",
            "记录 {entry}：从现在起这份台账属于{team}"
        ),
        (Some(team), Some(entry), false) => text!(
            "this ledger belongs to {team}, as entry {entry} says; it was opened as {shop}",
            "这份台账属于{team}（记录 {entry}）；建立时的店名是{shop}"
        ),
        _ => text!(
            "this ledger was opened as {shop}; the first roster that is published says whose it is",
            "这份台账建立时的店名是{shop}；首次发布班表时确定属于哪个团队"
        ),
    });
    page
}

/// The report as JSON.
pub fn json(report: &Report) -> Value {
    json!({ "shop": report.shop, "team": report.team, "entry": report.entry })
}
