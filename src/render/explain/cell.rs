//! A cell's explanation as text.

use super::{Subject, indented, names};
use crate::domain::Problem;
use crate::explain::cell::{Alternative, Otherwise, Outcome, Question};
use crate::explain::changes::CellChange;
use crate::rules::{Breach, Weight};
use crate::text;
use crate::text::{Text, many};
use std::collections::BTreeMap;

/// Cells, and breaches of a rule, that are listed.
const LISTED: usize = 8;

/// What somebody has on a day: `王芳 on 12-05: night`.
pub fn of_cell(question: &Question<'_>) -> Text {
    let Question {
        problem,
        person,
        day,
        ..
    } = question;
    let (name, date) = (problem.person_name(*person), problem.day_name(*day as i64));
    let held = names::value(problem, question.roster.get(*person, *day));
    let (en, zh) = (held.en, held.zh);
    text!("{name} on {date}: {en}", "{name} {date}：{zh}")
}

/// What every other value would mean.
pub fn cell(question: &Question<'_>, alternatives: &[Alternative]) -> Vec<Text> {
    let subject = Subject {
        problem: question.problem,
        book: question.book,
    };
    let mut lines = Vec::new();
    for alternative in alternatives {
        lines.push(Text::default());
        let value = names::value(question.problem, alternative.value);
        let Text { en, zh } = &value;
        match &alternative.outcome {
            Outcome::Open => lines.push(text!(
                "{en}: not found out in the time given",
                "{zh}：在给定时间内没有结论"
            )),
            Outcome::Impossible(found) => {
                lines.push(text!(
                    "{en}: impossible, these cannot all hold together:",
                    "{zh}：不可能，下列各项不能同时满足："
                ));
                for conflict in found.conflicts.iter().take(1) {
                    lines.extend(subject.members(&conflict.members));
                }
            }
            Outcome::Possible(other) => lines.extend(possible(&subject, other, &value)),
        }
    }
    lines
}

fn possible(subject: &Subject<'_>, other: &Otherwise, Text { en, zh }: &Text) -> Vec<Text> {
    let (after, before) = other.cost;
    let (best, cells) = other.best;
    let more = signed(after - before);
    let count = many(other.cells.len() as i64, "cell");
    let changed = other.cells.len();
    let (fewest, fewest_zh) = if other.fewest {
        (", fewer do not suffice", "，再少不行")
    } else {
        ("", "")
    };
    let mut lines = vec![text!(
        "{en}: {more} points ({before} to {after}); {count} would change{fewest}",
        "{zh}：代价 {more}（{before} → {after}）；要改 {changed} 格{fewest_zh}"
    )];
    let shown = other.cells.iter().take(LISTED);
    let shown: Vec<Text> = shown.map(|c| change(subject.problem, c)).collect();
    let rest = other.cells.len().saturating_sub(LISTED);
    let Text {
        en: list,
        zh: list_zh,
    } = Text::list(&shown);
    lines.push(match rest {
        0 => text!("    {list}", "    {list_zh}"),
        _ => text!("    {list} and {rest} more", "    {list_zh}等"),
    });
    lines.extend(by_rule(subject, &other.gained, &other.lost));
    if best < after {
        let more = signed(best - before);
        let count = many(cells as i64, "cell");
        lines.push(text!(
            "    with {count} changed it costs {best} ({more})",
            "    改 {cells} 格的话，代价只有 {best}（{more}）"
        ));
    }
    lines
}

fn signed(points: i64) -> String {
    if points > 0 {
        format!("+{points}")
    } else {
        points.to_string()
    }
}

/// A cell's change: `王芳 12-05 night → day off`.
fn change(problem: &Problem, cell: &CellChange) -> Text {
    let (name, date) = (
        problem.person_name(cell.person),
        problem.day_name(cell.day as i64),
    );
    let code = |value: Option<usize>| {
        value.map_or("·".to_owned(), |duty| problem.duties[duty].code.clone())
    };
    let (before, after) = (code(cell.before), code(cell.after));
    Text::same(format!("{name} {date} {before}→{after}"))
}

/// What is gained and what goes away, rule by rule, with the points.
fn by_rule(subject: &Subject<'_>, gained: &[Breach], lost: &[Breach]) -> Vec<Text> {
    type Sides<'a> = (Vec<&'a Breach>, Vec<&'a Breach>);
    let mut rules: BTreeMap<usize, Sides<'_>> = BTreeMap::new();
    for breach in gained {
        rules.entry(breach.instance).or_default().0.push(breach);
    }
    for breach in lost {
        rules.entry(breach.instance).or_default().1.push(breach);
    }
    let mut lines = Vec::new();
    for (instance, (gained, lost)) in rules {
        let points = |side: &[&Breach]| side.iter().map(|b| b.price()).sum::<i64>();
        let of = subject.rule(instance);
        let more = signed(points(&gained) - points(&lost));
        let (rule, rule_zh) = (&of.en, &of.zh);
        let level = gained.iter().chain(&lost).next().map(|b| b.weight);
        lines.push(match level {
            Some(Weight::Price(_)) => text!("    {more} {rule}", "    {more} {rule_zh}"),
            Some(Weight::Hard) => text!("    hard: {rule}", "    硬规则：{rule_zh}"),
            _ => text!("    warning: {rule}", "    提醒：{rule_zh}"),
        });
        for (sign, side) in [("+", &gained), ("-", &lost)] {
            for breach in side.iter().take(LISTED) {
                let Text { en, zh } = &breach.text;
                lines.push(indented(6, &text!("{sign} {en}", "{sign} {zh}")));
            }
            let rest = side.len().saturating_sub(LISTED);
            if rest > 0 {
                lines.push(indented(
                    6,
                    &text!("{sign} … and {rest} more", "{sign} ……另有 {rest} 条"),
                ));
            }
        }
    }
    lines
}
