//! What changes for a person by an entry: the same events assessed before and after it.

use super::call::{Call, People};
use super::describe::{Sums, cell};
use super::table::Table;
use crate::domain::time::Month;
use crate::ledger::assess::{self, Charge, Standing};
use crate::ledger::close;
use crate::ledger::entry::EntryId;
use crate::ledger::money::Fen;
use crate::ledger::records::{PersonNo, Records};
use crate::ledger::statement::{self, What};
use crate::messages::ledger::term;
use crate::text;
use crate::text::{Lang, pick};
use std::collections::{BTreeMap, BTreeSet};

/// An event before and after; `None`: it does not count.
struct Change<'a> {
    before: Option<Charge<'a>>,
    after: Option<Charge<'a>>,
}

/// Says what an entry has changed for a person, and where a closed month is concerned, when that is booked.
pub fn report(call: &Call<'_>, records: &Records, people: &People, person: &str, entry: EntryId) {
    let Some(number) = records.people().find(person) else {
        return;
    };
    let (before, after) = (entry - 1, entry);
    let facts = records.facts(number);
    let all = [before, after].map(|up_to| assess::person(records, facts, up_to));
    let changes = changes(&all);
    if changes.is_empty() {
        call.say(&text!(
            "  nothing changes in what is charged",
            "  扣款没有变化"
        ));
        return;
    }
    let draw = table(records, &changes, call.lang);
    call.print(
        &draw
            .lines()
            .map(|line| format!("  {line}\n"))
            .collect::<String>(),
    );
    let [old, new] = &all;
    totals(call, &people.shown(person), &changes, [old, new]);
    awards(call, records, number, (before, after));
    closed(call, records, &changes);
}

fn changes<'a>([before, after]: &[Vec<Charge<'a>>; 2]) -> Vec<Change<'a>> {
    let mut both: BTreeMap<(i64, EntryId), Change<'a>> = BTreeMap::new();
    let none = || Change {
        before: None,
        after: None,
    };
    for charge in before {
        both.entry((charge.fact.at, charge.fact.id))
            .or_insert_with(none)
            .before = Some(*charge);
    }
    for charge in after {
        both.entry((charge.fact.at, charge.fact.id))
            .or_insert_with(none)
            .after = Some(*charge);
    }
    let key = |charge: &Option<Charge<'_>>| charge.map(|c| (c.count, c.penalty, c.standing));
    both.into_values()
        .filter(|change| key(&change.before) != key(&change.after))
        .collect()
}

fn table(records: &Records, changes: &[Change<'_>], lang: Lang) -> String {
    let t = |words| pick(words, lang);
    let headings = [
        t((">entry", ">记录")),
        t(("day", "日期")),
        t(("category", "类别")),
        t(("before", "之前")),
        t(("now", "现在")),
    ];
    let mut table = Table::new(&headings);
    for change in changes {
        let Some(charge) = change.after.or(change.before) else {
            continue;
        };
        table.row(vec![
            charge.fact.id.to_string(),
            charge.fact.day.to_string(),
            records.categories().text(charge.fact.category).to_owned(),
            stands(change.before.as_ref(), lang),
            stands(change.after.as_ref(), lang),
        ]);
    }
    table.draw()
}

/// What an event brings, and how it stands where that takes something away.
fn stands(charge: Option<&Charge<'_>>, lang: Lang) -> String {
    match charge {
        None => pick(("does not count", "不计"), lang).to_owned(),
        Some(charge) if charge.standing == Standing::Stands => cell(charge, lang),
        Some(charge) => format!(
            "{} ({})",
            cell(charge, lang),
            pick(term::standing(charge.standing), lang)
        ),
    }
}

/// What the months concerned come to in all, before and after.
fn totals(call: &Call<'_>, who: &str, changes: &[Change<'_>], all: [&[Charge<'_>]; 2]) {
    let concerned = changes
        .iter()
        .filter_map(|change| change.after.or(change.before));
    let months: BTreeSet<Month> = concerned.map(|charge| charge.month()).collect();
    for month in months {
        let [before, after] = all.map(|charges| {
            let mut sums = Sums::default();
            charges
                .iter()
                .filter(|charge| charge.month() == month)
                .for_each(|charge| sums.add(charge));
            sums.shown(call.lang)
        });
        call.say(&match before == after {
            true => text!(
                "  {who} in {month}: {after} as before",
                "  {who} {month} 合计：{after}，不变"
            ),
            false => text!(
                "  {who} in {month}: {before} → {after}",
                "  {who} {month} 合计：{before} → {after}"
            ),
        });
    }
}

/// Awards that are earned or lost by it, in the statement in which that would be booked.
fn awards(
    call: &Call<'_>,
    records: &Records,
    person: PersonNo,
    (before, after): (EntryId, EntryId),
) {
    let Some(month) = close::next(records, after) else {
        return;
    };
    let sum = |up_to: EntryId| -> Fen {
        let statement = statement::of_one(records, person, month, up_to);
        let lines = statement.map(|s| s.lines).unwrap_or_default();
        lines
            .iter()
            .filter(|l| matches!(l.what, What::Award(..)))
            .map(|l| l.amount())
            .sum()
    };
    let (before, after) = (sum(before), sum(after));
    if before != after {
        call.say(&text!(
            "  awards in the close of {month}: {after} instead of {before}",
            "  {month} 月结的奖励：由 {before} 变为 {after}"
        ));
    }
}

/// That closed months stay as they are.
fn closed(call: &Call<'_>, records: &Records, changes: &[Change<'_>]) {
    let Some(closed) = records.closed().last() else {
        return;
    };
    let last = closed.closing.month;
    let months = changes
        .iter()
        .filter_map(|c| c.after.or(c.before))
        .map(|c| c.month());
    if let Some(month) = months.filter(|month| *month <= last).min() {
        let next = last.after();
        call.say(&text!(
            "  {month} is closed and is not moved: the difference will be an adjustment in the close of {next}",
            "  {month} 已月结，不再变动：差额将在 {next} 月结时作为调整"
        ));
    }
}
