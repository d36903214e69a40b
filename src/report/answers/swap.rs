//! What a swap of shifts breaks or costs.

use super::{Compared, issued, origin, roster, say_published_or_not};
use crate::app::answers::swap::Report;
use crate::domain::PersonIx;
use crate::explain::difference::Difference;
use crate::render::answers::json as data;
use crate::render::answers::{changes, section};
use crate::render::json::lines;
use crate::report::Page;
use crate::rules::Breach;
use crate::text;
use crate::text::{Lang, Text};
use serde_json::{Value, json};

/// The report in words.
pub fn page(report: &Report, lang: Lang) -> Page {
    let mut page = Page::new(lang);
    page.say(&verdict(report));
    let mut text = roster(&report.base, &report.before, report.today, lang);
    if !report.cells.is_empty() {
        let table = changes(report.base.problem(), &report.cells, &|_| false, lang);
        text.push_str(&section(("Changes", "改动"), &table, lang));
        let compared = Compared {
            base: &report.base,
            book: &report.base.loaded.book,
            before: &report.before,
            lang,
        };
        text.push_str(&compared.bring(&report.roster, &report.after));
    }
    page.line(&text);
    say_published_or_not(&mut page, report.wanted, report.issued.as_ref());
    page
}

/// Who, when, and how it came out.
pub fn verdict(report: &Report) -> Text {
    let name = |person: PersonIx| report.base.problem().person_name(person);
    let (a, b) = (name(report.people[0]), name(report.people[1]));
    let dates = report.dates.iter().map(|date| Text::same(date.to_string()));
    let Text { en, zh } = Text::list(&dates.collect::<Vec<_>>());
    if report.cells.is_empty() {
        return text!(
            "{a} and {b}, {en}: changes nothing, both have the same",
            "{a}和{b} {zh} 换班：两人的班一样，换了也不变"
        );
    }
    if report.broken.is_empty() {
        return text!(
            "{a} and {b}, {en}: fine, no hard rule is broken by it",
            "{a}和{b} {zh} 换班：可以，不违反硬规则"
        );
    }
    let why = why_not(report);
    let (why, why_zh) = (why.en, why.zh);
    text!(
        "{a} and {b}, {en}: no, it breaks hard rules: {why}",
        "{a}和{b} {zh} 换班：不行，违反硬规则：{why_zh}"
    )
}

/// The first hard rule that is broken, and how many more.
fn why_not(report: &Report) -> Text {
    let first = report.broken.first().map(|b| b.text.clone());
    let Text { en, zh } = first.unwrap_or_default();
    match report.broken.len().saturating_sub(1) {
        0 => text!("{en}", "{zh}"),
        more => text!("{en}; and {more} more", "{zh}；另有 {more} 处"),
    }
}

/// The report as JSON.
pub fn json(report: &Report, lang: Lang) -> Value {
    let problem = report.base.problem();
    let person = |person: PersonIx| {
        let who = &problem.people[person];
        json!({ "id": who.id, "name": who.name })
    };
    let cost = |breaches: &[Breach]| breaches.iter().map(Breach::price).sum::<i64>();
    let status = match (report.cells.is_empty(), report.broken.is_empty()) {
        (true, _) => "nothing",
        (false, true) => "fine",
        (false, false) => "broken",
    };
    let found = Difference::between(&report.before, &report.after);
    json!({
        "team": problem.name,
        "status": status,
        "month": report.base.month,
        "roster": origin(&report.base),
        "people": report.people.map(person),
        "days": report.dates,
        "changes": data::cells(problem, &report.cells),
        "cost_before": cost(&report.before),
        "cost_after": cost(&report.after),
        "brings": lines(problem, &found.brings, lang),
        "relieves": lines(problem, &found.relieves, lang),
        "hours": data::hours(problem, &report.base.roster, &report.roster),
        "seconds": report.seconds,
        "published": report.issued.as_ref().map(|all| issued(all)),
    })
}
