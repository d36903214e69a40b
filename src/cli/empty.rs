//! Cells in which nothing can stand are refused before any engine is asked: which statements meet, and where.

use super::explain::place_of;
use super::solve::Task;
use super::{BROKEN, output};
use crate::explain::remedies::Place;
use crate::messages::Words;
use crate::messages::message;
use crate::model::{EmptyCell, Form, Term};
use crate::render::explain::{Subject, demand};
use crate::render::json;
use crate::text;
use crate::text::{Lang, Text, many};
use std::path::Path;

/// Cells that are told one by one.
const TOLD: usize = 5;

/// Says which cells are empty, and the exit code; `None`: there are none.
pub fn refused(task: &Task<'_>, team: &Path, as_json: bool) -> Option<u8> {
    let cells = task.model.empty_cells();
    if cells.is_empty() {
        return None;
    }
    if as_json {
        output::print(&report(task, &cells).to_json());
        return Some(BROKEN);
    }
    let text = std::fs::read_to_string(team).unwrap_or_default();
    let color = output::color_on_stderr();
    for cell in cells.iter().take(TOLD) {
        let place = place(task, cell, team, &text);
        let message = message::refusal(&words(task, cell), &place, task.lang, color);
        output::error(&format!("{message}\n"));
    }
    let rest = cells.len().saturating_sub(TOLD);
    if rest > 0 {
        let cells = many(rest as i64, "more cell");
        let line = text!("… and {cells} of this kind", "……另有 {rest} 格也是如此");
        output::error(&format!("{}\n", line.get(task.lang)));
    }
    Some(BROKEN)
}

fn subject<'a>(task: &'a Task<'_>) -> Subject<'a> {
    Subject {
        problem: &task.problem,
        book: &task.book,
    }
}

fn terms<'a>(task: &'a Task<'_>, cell: &'a EmptyCell) -> impl Iterator<Item = &'a Term> {
    cell.terms.iter().filter_map(|t| task.model.terms.get(*t))
}

fn rule(task: &Task<'_>, term: &Term) -> &'static str {
    let instance = task.book.instances.get(term.tag.rule);
    instance.map_or("", |i| i.card.name)
}

fn words(task: &Task<'_>, cell: &EmptyCell) -> Words {
    let problem = &task.problem;
    let (name, date) = (
        problem.person_name(cell.person),
        problem.date(cell.day as i64),
    );
    let said = terms(task, cell).map(|term| {
        let (Text { en, zh }, rule) = (demand(subject(task), term), rule(task, term));
        text!("{en} (`{rule}`)", "{zh}（{rule}）")
    });
    let said: Vec<Text> = said.collect();
    let join = |part: fn(&Text) -> &str, between: &str| {
        let parts: Vec<&str> = said.iter().map(part).collect();
        parts.join(between)
    };
    Words {
        what: text!(
            "nothing can stand in the cell of {name} on {date}",
            "{name} {date} 这一格排什么都不行"
        ),
        why: Text::new(join(|t| &t.en, "; ") + ".", join(|t| &t.zh, "；") + "。"),
        fix: fix(task, cell),
    }
}

fn fix(task: &Task<'_>, cell: &EmptyCell) -> Text {
    let ways = terms(task, cell).map(|term| match rule(task, term) {
        "pinned" if matches!(term.form, Form::Forbid { .. }) && is_loose(task, cell) => {
            text!(
                "take `only-pinned` from the shift",
                "去掉班次的 only-pinned"
            )
        }
        "pinned" => text!("free the fixed cell", "放开固定班"),
        "leave" => text!("withdraw the leave", "取消请假"),
        "unavailable" if task.problem.is_closed(cell.day as i64) => {
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
fn is_loose(task: &Task<'_>, cell: &EmptyCell) -> bool {
    let person = task.problem.people.get(cell.person);
    person.is_none_or(|p| p.pinned.iter().all(|(day, _)| *day != cell.day))
}

/// The team file with the lines of the statements, as far as they are found: `team.toml:12, 18`.
fn place(task: &Task<'_>, cell: &EmptyCell, team: &Path, text: &str) -> String {
    let person = cell.person;
    let places = terms(task, cell).map(|term| match rule(task, term) {
        "pinned" => Place::Person(person, "pinned"),
        "leave" => Place::Leave(person),
        "unavailable" => Place::Person(person, "unavailable"),
        "employed" => Place::Person(person, "joined"),
        "qualified" => Place::Person(person, "skills"),
        other => Place::Rule(other.to_owned()),
    });
    let lines = places.filter_map(|at| place_of(text, &task.problem, &at));
    let mut lines: Vec<usize> = lines.collect();
    lines.sort_unstable();
    lines.dedup();
    let lines: Vec<String> = lines.iter().map(usize::to_string).collect();
    match lines.is_empty() {
        true => team.display().to_string(),
        false => format!("{}:{}", team.display(), lines.join(", ")),
    }
}

fn report(task: &Task<'_>, cells: &[EmptyCell]) -> json::Report {
    let mut report = json::Report::of(&task.problem);
    report.status = "infeasible";
    let lang: Lang = task.lang;
    for term in cells.iter().flat_map(|cell| terms(task, cell)) {
        let text = demand(subject(task), term).get(lang).to_owned();
        let line = json::demand(&task.problem, rule(task, term), term, text);
        report.conflict.push(line);
    }
    report.seconds = json::rounded(task.seconds());
    report
}
