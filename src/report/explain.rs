//! Why there is no roster and what would help, or why somebody has the shift of a day.

use super::{Page, note};
use crate::app::explain::{Answer, CellAnswer, Report};
use crate::app::place;
use crate::domain::time::Month;
use crate::explain::iis::Found;
use crate::explain::remedies::{Place, Remedy};
use crate::render::explain::json::Report as Object;
use crate::render::explain::{Subject, TeamFile, cell, conflicts, of_cell, repairs};
use crate::text;
use crate::text::{Lang, Text};
use std::path::Path;

fn subject(report: &Report) -> Subject<'_> {
    Subject {
        problem: &report.loaded.problem,
        book: &report.loaded.book,
    }
}

/// The report in words. `team`: the team file as it was named.
pub fn page(report: &Report, team: &Path, lang: Lang) -> Page {
    let mut page = Page::new(lang);
    note::calendar(&mut page, &report.loaded.problem);
    for known in &report.loaded.notes {
        page.note(&note::words(known));
    }
    match &report.answer {
        Answer::Month(found, ways) => of_month(&mut page, report, found, ways, team),
        Answer::Cell(answer) => of_answer(&mut page, report, answer),
    }
    page
}

/// The report as JSON.
pub fn json(report: &Report, lang: Lang) -> String {
    let mut object = Object::of(&report.loaded.problem, report.seconds);
    object.notes = note::json(&report.loaded.notes, lang);
    match &report.answer {
        Answer::Month(found, ways) => object.month(subject(report), found, ways, lang),
        Answer::Cell(answer) => {
            let question = answer.question(&report.loaded);
            object.cell(&question, &answer.alternatives, lang);
        }
    }
    object.to_json()
}

fn of_month(page: &mut Page, report: &Report, found: &Found, ways: &[Remedy], file: &Path) {
    let problem = &report.loaded.problem;
    let (team, month) = (&problem.name, Month::of(problem.first));
    if found.roster.is_some() {
        page.say(&text!(
            "{team}, {month}: there are rosters that keep every hard rule; nothing stands in the way.",
            "{team}　{month}：有满足全部硬规则的班表，没有冲突。"
        ));
        let file = file.display();
        page.say(&text!(
            "`paiban roster {file} --month {month}` writes one; --person and --day ask about a cell of it.",
            "用 paiban roster {file} --month {month} 排出班表；要问其中某一格，请加 --person 和 --day。"
        ));
        return;
    }
    if found.conflicts.is_empty() {
        let seconds = report.limit;
        page.say(&text!(
            "{team}, {month}: in {seconds} s no roster was found, and none was proven impossible. Give it longer with --time-limit.",
            "{team}　{month}：{seconds} 秒内没有找到班表，也没有证明不存在。请用 --time-limit 给更多时间。"
        ));
        return;
    }
    page.say(&text!(
        "{team}, {month}: no roster keeps every hard rule.",
        "{team}　{month}：没有能满足全部硬规则的班表。"
    ));
    page.raw("\n");
    for line in conflicts(subject(report), found) {
        page.say(&line);
    }
    page.raw("\n");
    let line = |at: &Place| place::line(&report.source.text, problem, at);
    let name = file.file_name().unwrap_or_default();
    let file = TeamFile {
        name: &name.to_string_lossy(),
        line: &line,
    };
    for line in repairs(subject(report), ways, &file) {
        page.say(&line);
    }
    time(page, report);
}

fn of_answer(page: &mut Page, report: &Report, answer: &CellAnswer) {
    let question = answer.question(&report.loaded);
    let (cost, file) = (answer.verdict.cost, answer.file.display());
    let Text { en, zh } = of_cell(&question);
    page.say(&text!(
        "{en} in {file}, which costs {cost}",
        "{zh}（{file}，代价 {cost}）"
    ));
    if !answer.verdict.holds() {
        let broken = answer.verdict.broken;
        page.say(&text!(
            "note: that roster breaks hard rules ({broken}); what is said below mends them too",
            "提示：该班表违反硬规则 {broken} 处，下面的改动也会一并改正"
        ));
    }
    for line in cell(&question, &answer.alternatives) {
        page.say(&line);
    }
    time(page, report);
}

fn time(page: &mut Page, report: &Report) {
    let seconds = report.seconds;
    page.raw("\n");
    page.say(&text!("Time    {seconds:.1} s", "用时    {seconds:.1} 秒"));
}
