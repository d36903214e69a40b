//! Cells in which nothing can stand: which statements meet, and where.

use crate::app::roster::{Empty, Report};
use crate::messages::Words;
use crate::messages::message;
use crate::model::Form;
use crate::render::explain::{Subject, demand};
use crate::render::json;
use crate::report::{Look, Page};
use crate::text;
use crate::text::{Lang, Text, many};

/// Kinds of cells that are told.
const TOLD: usize = 2;

/// Says on the side which cells are empty: those of a person that the same rules leave empty in one.
pub(super) fn page(page: &mut Page, report: &Report, cells: &[Empty], team: &str, look: Look) {
    let mut kinds: Vec<Vec<&Empty>> = Vec::new();
    for empty in cells {
        let same = |kind: &&mut Vec<&Empty>| kind.first().is_some_and(|first| alike(first, empty));
        match kinds.iter_mut().find(same) {
            Some(kind) => kind.push(empty),
            None => kinds.push(vec![empty]),
        }
    }
    for kind in kinds.iter().take(TOLD) {
        let place = place(kind[0], team);
        let words = words(report, kind[0], kind.len() - 1);
        let message = message::refusal(&words, &place, look.lang, look.color);
        page.side.push_str(&format!("{message}\n"));
    }
    let rest: usize = kinds.iter().skip(TOLD).map(Vec::len).sum();
    if rest > 0 {
        let cells = many(rest as i64, "more cell");
        page.note(&text!("… and {cells}", "……另有 {rest} 格"));
    }
    let month = report.loaded.problem.first.format("%Y-%m");
    page.note(&text!(
        "`paiban explain {team} --month {month}` finds what would help, with the lines to write",
        "用 paiban explain {team} --month {month} 查出可行的办法（连同要写的内容）"
    ));
}

/// Whether the same rules leave two cells of a person empty.
fn alike(a: &Empty, b: &Empty) -> bool {
    let rules =
        |empty: &Empty| -> Vec<&str> { empty.terms.iter().map(|(rule, _)| *rule).collect() };
    a.cell.person == b.cell.person && rules(a) == rules(b)
}

fn subject(report: &Report) -> Subject<'_> {
    Subject {
        problem: &report.loaded.problem,
        book: &report.loaded.book,
    }
}

fn words(report: &Report, empty: &Empty, more: usize) -> Words {
    let problem = &report.loaded.problem;
    let (name, date) = (
        problem.person_name(empty.cell.person),
        problem.date(empty.cell.day as i64),
    );
    let said = empty.terms.iter().map(|(rule, term)| {
        let Text { en, zh } = demand(subject(report), term);
        text!("{en} (`{rule}`)", "{zh}（{rule}）")
    });
    let said: Vec<Text> = said.collect();
    let join = |part: fn(&Text) -> &str, between: &str| {
        let parts: Vec<&str> = said.iter().map(part).collect();
        parts.join(between)
    };
    let (days, days_zh) = match more {
        0 => (String::new(), String::new()),
        _ => (
            format!(", and on {}", many(more as i64, "more day")),
            format!("，另有 {more} 天也是"),
        ),
    };
    Words {
        what: if alone(empty) {
            text!(
                "{name} alone could be there on {date}, and more people are needed{days}",
                "{date} 只有{name}一人可排，人数却不够{days_zh}"
            )
        } else {
            text!(
                "nothing can stand in the cell of {name} on {date}{days}",
                "{name} {date} 这一格排什么都不行{days_zh}"
            )
        },
        why: Text::new(join(|t| &t.en, "; ") + ".", join(|t| &t.zh, "；") + "。"),
        fix: fix(report, empty),
    }
}

/// Whether it is the need of the team that one cell alone would have to meet.
fn alone(empty: &Empty) -> bool {
    let team = |(rule, _): &(&str, _)| matches!(*rule, "cover" | "shift-daily" | "post-daily");
    empty.terms.len() == 1 && empty.terms.iter().all(team)
}

fn fix(report: &Report, empty: &Empty) -> Text {
    if alone(empty) {
        let rule = empty.terms.first().map_or("", |(rule, _)| *rule);
        return text!(
            "Add people with `[[person]]`, need fewer, or give `{rule}` a price instead of `hard`.",
            "请用 [[person]] 加人、减少需求，或把 {rule} 由 hard 改为计价。"
        );
    }
    let ways = empty.terms.iter().map(|(rule, term)| match *rule {
        "pinned" if matches!(term.form, Form::Forbid { .. }) && is_loose(report, empty) => {
            text!(
                "take `only-pinned` from the shift",
                "去掉班次的 only-pinned"
            )
        }
        "pinned" => text!("free the fixed cell", "放开固定班"),
        "leave" => text!("withdraw the leave", "取消请假"),
        "unavailable" if report.loaded.problem.is_closed(empty.cell.day as i64) => {
            text!("take the day out of `closed`", "把这天从 closed 里去掉")
        }
        "unavailable" => text!(
            "take the day out of `unavailable`",
            "把这天从 unavailable 里去掉"
        ),
        "employed" => text!("correct `joined` or `left`", "改正 joined 或 left"),
        "qualified" => text!("give the person the skill", "给此人加上这项技能"),
        other => text!(
            "give `{other}` a price instead of `hard`",
            "把 {other} 由 hard 改为计价"
        ),
    });
    let mut ways: Vec<Text> = ways.collect();
    ways.dedup();
    let (en, zh): (Vec<String>, Vec<String>) = ways.into_iter().map(|w| (w.en, w.zh)).unzip();
    let (en, zh) = (en.join(", or "), zh.join("，或"));
    let first = en.chars().next().map(|c| c.to_uppercase().to_string());
    let rest: String = en.chars().skip(1).collect();
    let en = first.unwrap_or_default() + &rest;
    text!("{en}.", "请{zh}。")
}

/// Whether nothing is fixed in the cell, so that it is a shift's own `only-pinned` that forbids it.
fn is_loose(report: &Report, empty: &Empty) -> bool {
    let person = report.loaded.problem.people.get(empty.cell.person.0);
    person.is_none_or(|p| {
        p.pinned
            .iter()
            .all(|(day, _)| *day != empty.cell.day as i64)
    })
}

/// The team file with the lines of the statements, as far as they are found: `team.toml:12, 18`.
fn place(empty: &Empty, team: &str) -> String {
    if empty.lines.is_empty() {
        return team.to_owned();
    }
    let lines: Vec<String> = empty.lines.iter().map(usize::to_string).collect();
    format!("{team}:{}", lines.join(", "))
}

pub(super) fn json(report: &Report, cells: &[Empty], lang: Lang) -> json::Report {
    let problem = &report.loaded.problem;
    let mut object = json::Report::of(problem);
    object.status = "infeasible";
    for (rule, term) in cells.iter().flat_map(|empty| &empty.terms) {
        let text = demand(subject(report), term).get(lang).to_owned();
        let line = json::demand(problem, rule, term, text);
        object.conflict.push(line);
    }
    object.seconds = json::rounded(report.seconds);
    object
}
