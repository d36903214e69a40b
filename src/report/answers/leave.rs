//! Whether a leave can be granted, month by month; and what was written, where it was.

mod month;
mod verdict;

use super::{issued, say_issued};
use crate::app::answers::leave::{MonthAnswer, Report};
use crate::app::answers::{LeaveKindAsked, YearOfLeave};
use crate::domain::time::Month;
use crate::render::answers::section;
use crate::report::Page;
use crate::text;
use crate::text::{Lang, Text, many};
use serde_json::{Value, json};

pub use verdict::verdict;

/// The name of whoever asks for leave.
fn name(part: &MonthAnswer) -> &str {
    part.base.problem().person_name(part.request.person)
}

/// The report in words.
pub fn page(report: &Report, lang: Lang) -> Page {
    let mut page = Page::new(lang);
    for one in &report.months {
        month::page(&mut page, report, one);
    }
    if let Some(kind) = &report.kind {
        page.line(&section(("Balance", "余额"), &balance(kind, lang), lang));
    }
    for month in &report.missing {
        page.say(&text!(
            "note: {month} has no published roster yet and is not part of this answer. Once it stands in the team file as granted (--grant writes it), the leave is kept when {month} is rostered.",
            "提示：{month} 还没有发布班表，以上答复不含该月。批准后（--grant 会写进团队文件），排 {month} 时就会照办。"
        ));
    }
    if let Some((month, Text { en, zh })) = &report.behind {
        page.say(&text!(
            "note: {month} has a roster too, and its beginning does not fit this any more: {en}. Afterwards use `paiban change --month {month}`.",
            "提示：{month} 也已有班表，这样一改，月初就衔接不上了：{zh}。批准后请再用 paiban change --month {month}。"
        ));
    }
    granted(&mut page, report);
    page
}

/// What there is of this kind of leave, a line for each year.
fn balance(kind: &LeaveKindAsked, lang: Lang) -> Vec<String> {
    let (en, zh) = (&kind.name.en, &kind.name.zh);
    let line = |of: &YearOfLeave| {
        let (year, taken, days) = (of.year, of.taken, of.days);
        let this = many(days, "day");
        let line = match (of.allowance, of.left()) {
            (Some(all), Some(left)) if left < 0 => {
                let over = -left;
                text!(
                    "{en} in {year}: {all} allowed, {taken} granted before, {this} now: {over} too many",
                    "{year} 年{zh}：额度 {all} 天，已批 {taken} 天，这次 {days} 天，超出 {over} 天"
                )
            }
            (Some(all), Some(left)) => text!(
                "{en} in {year}: {all} allowed, {taken} granted before, {this} now: {left} left",
                "{year} 年{zh}：额度 {all} 天，已批 {taken} 天，这次 {days} 天，还剩 {left} 天"
            ),
            _ => text!(
                "{en} in {year}: {taken} granted before, {this} now; no allowance is said",
                "{year} 年{zh}：已批 {taken} 天，这次 {days} 天；没有写额度"
            ),
        };
        line.get(lang).to_owned()
    };
    kind.years.iter().map(line).collect()
}

fn granted(page: &mut Page, report: &Report) {
    let Some(granted) = &report.granted else {
        if report.wanted {
            page.say(&text!("nothing was granted", "没有批准"));
        }
        return;
    };
    let team = report.team.display();
    page.line("");
    page.say(&match &granted.cover {
        Some(cover) => text!(
            "granted; {cover} covers. Added to {team}:",
            "已批准，由{cover}顶班。已写入 {team}："
        ),
        None => text!("granted. Added to {team}:", "已批准。已写入 {team}："),
    });
    for line in granted.block.lines() {
        page.line(&format!("  {line}"));
    }
    say_issued(page, &granted.issued);
}

/// The report as JSON.
pub fn json(report: &Report, lang: Lang) -> Value {
    let parts = report.months.iter();
    let parts: Vec<Value> = parts
        .map(|one| month::object(one, report.limit, lang))
        .collect();
    let first = report.months.first();
    let who = first.map(|part| {
        let person = &part.base.problem().people[part.request.person];
        json!({ "id": person.id, "name": person.name })
    });
    let missing: Vec<String> = report.missing.iter().map(Month::to_string).collect();
    json!({
        "team": first.map(|part| part.base.problem().name.clone()),
        "person": who,
        "from": report.first,
        "to": report.last,
        "today": report.today,
        "can_be_granted": report.can_be_granted(),
        "months": parts,
        "months_without_roster": missing,
        "month_behind": report.behind.as_ref().map(|(month, text)| {
            json!({ "month": month, "breaks": text.get(lang) })
        }),
        "kind": report.kind.as_ref().map(|kind| json!({
            "code": kind.word,
            "name": kind.name.get(lang),
            "years": kind.years.iter().map(|of| json!({
                "year": of.year,
                "allowance": of.allowance,
                "taken": of.taken,
                "days": of.days,
                "left": of.left(),
            })).collect::<Vec<_>>(),
        })),
        "seconds": report.seconds,
        "granted": report.granted.as_ref().map(|granted| json!({
            "section": granted.block,
            "cover": granted.cover,
            "rosters": issued(&granted.issued),
        })),
    })
}
