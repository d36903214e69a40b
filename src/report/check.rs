//! What the rules say of a roster file.

use super::{Page, note};
use crate::app::check::Report;
use crate::domain::Problem;
use crate::render::{json, summary};
use crate::rules::{Acceptance, Facts, RuleBook};
use crate::text;
use crate::text::{Lang, Text};
use crate::verify::Verdict;

/// The report in words. `all`: every breach and warning, not only the first of each rule.
pub fn page(report: &Report, all: bool, lang: Lang) -> Page {
    let mut page = Page::new(lang);
    let (problem, verdict) = (&*report.loaded.problem, &report.verdict);
    note::calendar(&mut page, problem);
    let lines = priced(problem, &report.loaded.book, verdict, all);
    let facts = Facts::new(problem, &report.roster);
    let habits = summary::acceptance(&Acceptance::of(&facts));
    for line in habits.iter().chain(&lines) {
        page.say(line);
    }
    page
}

/// What the rules say, with the cost where `roster` has it too: below cover and rules.
pub(super) fn priced(
    problem: &Problem,
    book: &RuleBook,
    verdict: &Verdict,
    all: bool,
) -> Vec<Text> {
    let cost = verdict.cost;
    let mut lines = summary::verdict(problem, book, verdict, all);
    lines.insert(
        2.min(lines.len()),
        text!("Cost    {cost}", "代价    {cost}"),
    );
    lines
}

/// The report as JSON.
pub fn json(report: &Report, lang: Lang) -> String {
    let (problem, verdict) = (&*report.loaded.problem, &report.verdict);
    let mut object = json::Report::of(problem);
    object.status = if verdict.holds() {
        "feasible"
    } else {
        "infeasible"
    };
    object.roster(problem, &report.roster, verdict, lang);
    object.seconds = report.seconds;
    object.notes = note::json(&report.loaded.notes, lang);
    object.to_json()
}
