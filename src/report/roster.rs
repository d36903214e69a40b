//! A month's roster, or what stands in the way of one.

mod empty;

use super::error::unread;
use super::fairness::met;
use super::solved::{self, closing, nothing};
use super::{Look, Page, count, note};
use crate::app::Memory;
use crate::app::roster::{Found, Known, Outcome, Report};
use crate::domain::Problem;
use crate::domain::time::Month;
use crate::explain::conflict::Conflict;
use crate::render::{json, pattern, summary, table};
use crate::rules::{Acceptance, Breach, Facts};
use crate::text;
use crate::text::{Lang, Text, many};
use std::collections::BTreeSet;

/// The report in words. `all`: every breach and warning, not only the first of each rule.
pub fn page(report: &Report, team: &str, all: bool, look: Look) -> Page {
    let mut page = Page::new(look.lang);
    match &report.outcome {
        Outcome::Empty(cells) => empty::page(&mut page, report, cells, team, look),
        Outcome::Found(found) => written(&mut page, report, found, all, look),
        Outcome::Infeasible(_, conflict) => impossible(&mut page, report, conflict, (team, all)),
        Outcome::Nothing(solved) => nothing(&mut page, solved),
    }
    if let Some(known) = &report.known {
        published(&mut page, report, known, team);
    }
    page
}

/// That the month's roster is out already, and what changes it with few changes.
fn published(page: &mut Page, report: &Report, known: &Known, team: &str) {
    let (version, next) = (known.version, known.version + 1);
    let (at, month) = (known.published.short(), month(&report.loaded.problem));
    let new = match (known.differs, &report.outcome) {
        (Some(0), _) => {
            return page.say(&text!(
                "note: it is the same as version {version}, published {at}",
                "提示：与 {at} 发布的第 {version} 版相同"
            ));
        }
        (_, Outcome::Found(_)) => true,
        _ => false,
    };
    let differs = known.differs.map_or(Text::default(), |cells| {
        let many = many(count(cells), "cell");
        text!(" ({many} differ)", "（有 {cells} 格不同）")
    });
    let (differs_en, differs_zh) = (&differs.en, &differs.zh);
    page.say(&text!(
        "note: version {version} of {month} was published {at}, and people have seen it. For the fewest changes to it: `paiban change {team} --month {month}`, or the rule `keep`.",
        "提示：{month} 已于 {at} 发布第 {version} 版，大家已经看过。要尽量少改，请用 paiban change {team} --month {month}，或加规则 keep。"
    ));
    if new {
        page.say(&text!(
            "      This one is another roster{differs_en}; it counts only once `paiban publish` makes it version {next}.",
            "      这份是重排的班表{differs_zh}，用 paiban publish 发布为第 {next} 版之后才算数。"
        ));
    }
}

/// The report as JSON.
pub fn json(report: &Report, lang: Lang) -> String {
    let problem = &*report.loaded.problem;
    let mut object = match &report.outcome {
        Outcome::Empty(cells) => empty::json(report, cells, lang),
        Outcome::Found(found) => {
            let mut object = solved::fields(problem, &found.solved, report.seconds);
            carried(&mut object, report);
            object.pattern = found.repeated.as_ref().map(|repeated| {
                let months: Vec<String> = repeated.months.iter().map(Month::to_string).collect();
                let told = told(report, found);
                let told = told.as_ref();
                told.map_or(serde_json::Value::Null, |told| {
                    pattern::object(told, &months, &repeated.departures, lang)
                })
            });
            solved::found(&mut object, problem, &found.roster, &found.verdict, lang);
            object.files = vec![found.file.display().to_string()];
            object
        }
        Outcome::Infeasible(solved, conflict) => {
            let mut object = solved::fields(problem, solved, report.seconds);
            carried(&mut object, report);
            object.status = "infeasible";
            object.bound = None;
            object.conflict = json::lines(problem, &conflict.members, lang);
            object.breaches = json::lines(problem, &conflict.least, lang);
            object
        }
        Outcome::Nothing(solved) => {
            let mut object = solved::fields(problem, solved, report.seconds);
            carried(&mut object, report);
            object.status = "unknown";
            object
        }
    };
    object.notes = note::json(&report.loaded.notes, lang);
    object.published = report.known.as_ref().map(|known| {
        serde_json::json!({
            "version": known.version,
            "published": known.published,
            "cells_that_differ": known.differs,
            "would_be_version": known.version + 1,
        })
    });
    object.to_json()
}

fn carried(object: &mut json::Report, report: &Report) {
    if let Some(memory) = &report.loaded.memory {
        let months = memory.months.iter();
        object.carried_from = months.map(|(month, _)| month.to_string()).collect();
    }
}

fn told<'a>(report: &'a Report, found: &'a Found) -> Option<pattern::PatternView<'a>> {
    let repeated = found.repeated.as_ref()?;
    Some(pattern::PatternView {
        problem: &report.loaded.problem,
        book: &report.loaded.book,
        pattern: &repeated.pattern,
        sources: &repeated.sources,
        weight: repeated.weight,
    })
}

fn written(page: &mut Page, report: &Report, found: &Found, all: bool, look: Look) {
    let (problem, book) = (&*report.loaded.problem, &*report.loaded.book);
    heading(page, report);
    let look = table::Look {
        lang: look.lang,
        color: look.color,
        columns: look.columns,
    };
    page.raw(&table::table(problem, &found.roster, look));
    let facts = Facts::new(problem, &found.roster);
    for line in summary::acceptance(&Acceptance::of(&facts)) {
        page.say(&line);
    }
    page.raw("\n");
    let lines = summary::verdict(problem, book, &found.verdict, all);
    for (i, line) in lines.iter().enumerate() {
        page.say(line);
        if i == 1 {
            page.say(&summary::cost(found.verdict.cost, found.solved.bound));
        }
    }
    if let (Some(told), Some(repeated)) = (told(report, found), &found.repeated) {
        for line in pattern::lines(&told, &repeated.departures, all, page.lang) {
            page.raw(&format!("{line}\n"));
        }
    }
    closing(page, &found.solved, report.seconds, &found.file);
    if let Some(kept) = &found.kept {
        let kept = kept.display();
        page.say(&text!(
            "        the earlier one is kept as {kept}",
            "        原来的班表保存为 {kept}"
        ));
    }
}

fn month(problem: &Problem) -> Month {
    Month::of(problem.first)
}

fn heading(page: &mut Page, report: &Report) {
    let loaded = &report.loaded;
    let (team, month) = (&loaded.problem.name, month(&loaded.problem));
    let people = loaded.problem.people.len();
    page.say(&text!(
        "{team}, {month}, {people} people",
        "{team}　{month}　{people} 人"
    ));
    if let Some(memory) = &loaded.memory {
        remembered(page, memory);
    }
    if let Some(note) = summary::calendar(&loaded.problem) {
        page.say(&note);
    }
    if let Some(past) = &loaded.past {
        let past = past.display();
        page.say(&if loaded.past_fits {
            text!("last month: {past}", "上月班表：{past}")
        } else {
            text!(
                "note: {past} does not end on the day before the month; it was not used",
                "提示：{past} 不是到上月最后一天为止，没有采用"
            )
        });
    }
    page.raw("\n");
}

/// What was carried over from earlier months.
fn remembered(page: &mut Page, memory: &Memory) {
    for (month, why) in &memory.left_out {
        let Text { en, zh } = unread(why);
        page.say(&text!(
            "note: the roster of {month} is not carried over: {en}",
            "提示：{month} 的班表没有计入往月结转：{zh}"
        ));
    }
    for Text { en, zh } in met(&memory.met) {
        page.say(&text!("note: {en}", "提示：{zh}"));
    }
    if memory.months.is_empty() {
        return;
    }
    let names = memory.months.iter().map(|(m, _)| Text::same(m.to_string()));
    let Text { en, zh } = Text::list(&names.collect::<Vec<_>>());
    let own = memory.by_hand;
    let (own_en, own_zh) = match own {
        0 => (String::new(), String::new()),
        1 => (
            "; 1 person has a `carried` line".to_owned(),
            "；1 人按本人的 carried".to_owned(),
        ),
        _ => (
            format!("; {own} people have a `carried` line"),
            format!("；{own} 人按本人的 carried"),
        ),
    };
    page.say(&text!(
        "carried over: hours, nights, weekend days and holidays of {en}{own_en}",
        "往月结转：{zh} 的工时、晚班、周末班和节假日班{own_zh}"
    ));
}

/// Breaches of a conflict that are listed.
const LISTED: usize = 4;

fn impossible(page: &mut Page, report: &Report, found: &Conflict, (team, all): (&str, bool)) {
    let month = month(&report.loaded.problem);
    let most = if all { usize::MAX } else { LISTED };
    page.say(&text!(
        "No roster for {month} keeps every hard rule.\n\nThe least that would have to give:",
        "{month} 没有能满足全部硬规则的班表。\n\n至少要放宽："
    ));
    list(page, report, &found.least, most);
    if found.members.len() > found.least.len() {
        page.say(&text!(
            "\nIt stands against these, which cannot all hold together:",
            "\n与它冲突的规则如下，它们不能同时满足："
        ));
        list(page, report, &found.members, most);
    }
    if !found.complete {
        page.say(&text!(
            "\n(time ran out: there may be more in the way; try a longer --time-limit)",
            "\n（时间用完，可能还有别的冲突；可加长 --time-limit）"
        ));
    }
    let rules: BTreeSet<&str> = found.members.iter().map(|b| b.rule).collect();
    let Text { en, zh } = advice(&rules);
    page.say(&text!("\nTo get a roster, {en}.", "\n可以这样办：{zh}。"));
    page.say(&text!(
        "`paiban explain {team} --month {month}` finds the smallest conflict and what would help, with the lines to write.",
        "用 paiban explain {team} --month {month} 查出最小的冲突和可行的办法（连同要写的内容）。"
    ));
}

/// What can be done where these rules cannot hold together: nothing that has no part in it.
fn advice(rules: &BTreeSet<&str>) -> Text {
    let has = |names: &[&str]| names.iter().any(|name| rules.contains(name));
    let need = has(&["cover", "shift-daily", "post-daily", "rank-share", "mentor"]);
    let fixed = [
        "pinned",
        "unavailable",
        "leave",
        "employed",
        "qualified",
        "protected",
    ];
    let may = |rule: &&str| !fixed.contains(rule) && *rule != "one-at-a-time";
    let mut ways = Vec::new();
    if rules.iter().any(may) {
        ways.push(text!(
            "give one of these rules a price instead of `hard`",
            "把其中一条规则由 hard 改为计价"
        ));
    }
    if has(&["pinned"]) {
        ways.push(text!("free a pinned cell", "放开某个固定班"));
    }
    if has(&["unavailable"]) {
        ways.push(text!(
            "free a day that is out of the question",
            "放开某个不可用日"
        ));
    }
    if has(&["leave"]) {
        ways.push(text!("move a leave", "调整某次请假"));
    }
    if need {
        ways.push(text!("lower the demand", "减少需求"));
        ways.push(text!("add a person", "加人"));
    }
    let Some((last, before)) = ways.split_last() else {
        return text!("change what is fixed", "改动已经固定的内容");
    };
    if before.is_empty() {
        return last.clone();
    }
    let Text { en, zh } = Text::list(before);
    let (or, or_zh) = (&last.en, &last.zh);
    text!("{en} or {or}", "{zh}，或者{or_zh}")
}

fn list(page: &mut Page, report: &Report, breaches: &[Breach], most: usize) {
    // The line that says how many more there are takes the room of one.
    let shown = if breaches.len() > most.saturating_add(1) {
        most
    } else {
        breaches.len()
    };
    for b in &breaches[..shown] {
        let card = report.loaded.book.instances[b.instance].card;
        let (rule, (en, zh)) = (b.rule, card.title);
        let (text_en, text_zh) = (&b.text.en, &b.text.zh);
        page.say(&text!(
            "  {rule} ({en}): {text_en}",
            "  {rule}（{zh}）：{text_zh}"
        ));
    }
    let rest = breaches.len() - shown;
    if rest > 0 {
        page.say(&text!(
            "  … and {rest} more (--all lists them)",
            "  ……另有 {rest} 条（--all 全部列出）"
        ));
    }
}
