//! What was said about an earlier entry, and what it changes.

use super::describe::event_line;
use super::effect;
use crate::app::ledger::remark::Report;
use crate::ledger::entry::Deed;
use crate::report::Page;
use crate::text;
use crate::text::{Lang, Text};

/// The report in words.
pub fn page(report: &Report, lang: Lang) -> Page {
    let mut page = Page::new(lang);
    let (entry, Text { en, zh }) = (report.entry, done(&report.deed));
    page.say(&text!("entry {entry}: {en}", "记录 {entry}：{zh}"));
    if let Some(told) = &report.told {
        let Text { en, zh } = event_line(told);
        page.say(&text!("  {en}", "  {zh}"));
    }
    if let Some(effect) = &report.effect {
        effect::say(&mut page, effect);
    }
    page
}

/// What was done, in the past tense.
fn done(deed: &Deed) -> Text {
    let of = deed.of().unwrap_or_default();
    match deed {
        Deed::Reverse(_) => text!("entry {of} is taken back", "记录 {of} 已冲正"),
        Deed::Waive(_) => text!(
            "what entry {of} brings is remitted; it still counts",
            "记录 {of} 的后果已免除，次数仍然计入"
        ),
        Deed::Appeal(_) => text!(
            "an appeal against entry {of}; nothing is charged until it is answered",
            "对记录 {of} 提出申诉；答复之前不扣款"
        ),
        Deed::Answer(answer) if answer.granted => text!(
            "the appeal against entry {of} is granted; it does not count any more",
            "对记录 {of} 的申诉获准；它不再计入"
        ),
        Deed::Answer(_) => text!(
            "the appeal against entry {of} is rejected; it stands",
            "对记录 {of} 的申诉被驳回；它继续有效"
        ),
        Deed::Decide(decision) => {
            let by = &decision.decided_by;
            text!(
                "the review of entry {of} is decided by {by}",
                "记录 {of} 的审议已由 {by} 决定"
            )
        }
        _ => text!("entry {of} is acknowledged", "记录 {of} 已签收"),
    }
}
