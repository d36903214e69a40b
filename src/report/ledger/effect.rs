//! What changes for a person by an entry.

use super::describe::{cell, sums};
use crate::app::ledger::charge::Charge;
use crate::app::ledger::{Effect, Moved};
use crate::ledger::assess::Standing;
use crate::messages::ledger::term;
use crate::report::Page;
use crate::report::table::Table;
use crate::text;

/// What an entry has changed for a person, and where a closed month is concerned, when that is booked.
pub(super) fn say(page: &mut Page, effect: &Effect) {
    if effect.moved.is_empty() && effect.awards.is_none() {
        page.say(&text!(
            "  nothing changes in what is charged",
            "  扣款没有变化"
        ));
        return;
    }
    if !effect.moved.is_empty() {
        let table = table(page, &effect.moved).draw();
        for line in table.lines() {
            page.line(&format!("  {line}"));
        }
    }
    let who = effect.who.shown();
    for (month, before, after) in &effect.months {
        let (before, after) = (sums(before, page.lang), sums(after, page.lang));
        page.say(&if before == after {
            text!(
                "  {who} in {month}: {after} as before",
                "  {who} {month} 合计：{after}，不变"
            )
        } else {
            text!(
                "  {who} in {month}: {before} → {after}",
                "  {who} {month} 合计：{before} → {after}"
            )
        });
    }
    if let Some((month, before, after)) = effect.awards {
        page.say(&text!(
            "  awards in the close of {month}: {after} instead of {before}",
            "  {month} 月结的奖励：由 {before} 变为 {after}"
        ));
    }
    if let Some((month, next)) = effect.closed {
        page.say(&text!(
            "  {month} is closed and is not moved: the difference will be an adjustment in the close of {next}",
            "  {month} 已月结，不再变动：差额将在 {next} 月结时作为调整"
        ));
    }
}

fn table(page: &Page, moved: &[Moved]) -> Table {
    let mut table = Table::new(&[
        page.t((">entry", ">记录")),
        page.t(("day", "日期")),
        page.t(("category", "类别")),
        page.t(("before", "之前")),
        page.t(("now", "现在")),
    ]);
    for one in moved {
        let Some(charge) = one.charge() else {
            continue;
        };
        table.row(vec![
            charge.entry.to_string(),
            charge.day.to_string(),
            charge.category.clone(),
            stands(page, one.before.as_ref()),
            stands(page, one.after.as_ref()),
        ]);
    }
    table
}

/// What an event brings, and how it stands where that takes something away.
fn stands(page: &Page, charge: Option<&Charge>) -> String {
    match charge {
        None => page.t(("does not count", "不计")).to_owned(),
        Some(charge) if charge.standing == Standing::Stands => cell(charge, page.lang),
        Some(charge) => format!(
            "{} ({})",
            cell(charge, page.lang),
            page.t(term::standing(charge.standing))
        ),
    }
}
