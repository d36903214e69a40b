//! Payments to customers: approved, and their register.

use super::describe::event_line;
use crate::app::ledger::payment::Approved;
use crate::report::Page;
use crate::text;
use crate::text::{Lang, Text};

/// A payment that was approved.
pub fn approved(approved: &Approved, lang: Lang) -> Page {
    let mut page = Page::new(lang);
    let (entry, by, of) = (approved.entry, &approved.by, approved.told.id);
    page.say(&text!(
        "entry {entry}: {by} approves the payment of entry {of}",
        "记录 {entry}：{by} 批准记录 {of} 的付款"
    ));
    let Text { en, zh } = event_line(&approved.told);
    let amount = approved.told.event.amount.map(|fen| fen.to_string());
    let amount = amount.unwrap_or_default();
    page.say(&text!("  {en}, {amount}", "  {zh}，{amount}"));
    page
}
