//! How a roster goes on with the pattern of the months before: what follows it, and what does not, and why.

use super::answers::{cell, columns, day};
use crate::domain::Problem;
use crate::domain::calendar::DayKind;
use crate::pattern::{Departure, Entrance, Pattern, Place, Reason};
use crate::rules::RuleBook;
use crate::text;
use crate::text::{Lang, Text, pick};
use serde_json::{Value, json};

/// Departures that are listed where not all are asked for.
const LISTED: usize = 20;

/// A pattern with what is needed to speak of it.
pub struct PatternView<'a> {
    /// The month.
    pub problem: &'a Problem,
    /// Its rules.
    pub book: &'a RuleBook,
    /// The pattern.
    pub pattern: &'a Pattern,
    /// Which rosters it is from.
    pub sources: &'a [Text],
    /// Points for a cell that changes.
    pub weight: i64,
}

/// Lines for people.
pub fn lines(told: &PatternView<'_>, found: &[Departure], all: bool, lang: Lang) -> Vec<String> {
    let mut lines = vec![headline(told, found).get(lang).to_owned()];
    let indent = |line: &str| format!("          {line}");
    for place in &told.pattern.places {
        lines.push(indent(entry(told.problem, place).get(lang)));
    }
    for name in &told.pattern.ended {
        let line = text!(
            "{name} leaves; nobody takes over the place",
            "{name}离职，班次无人接替"
        );
        lines.push(indent(line.get(lang)));
    }
    if found.is_empty() {
        return lines;
    }
    let heading = [
        ("day", "日期"),
        ("person", "姓名"),
        ("pattern", "原规律"),
        ("now", "现在"),
        ("why", "原因"),
    ];
    let mut rows = vec![heading.map(|words| pick(words, lang).to_owned()).to_vec()];
    let shown = if all { found.len() } else { LISTED };
    for departure in found.iter().take(shown) {
        rows.push(vec![
            day(told.problem, departure.day, lang),
            told.problem.person_name(departure.person).to_owned(),
            cell(told.problem, departure.before).to_owned(),
            cell(told.problem, departure.after).to_owned(),
            why(told, departure).get(lang).to_owned(),
        ]);
    }
    lines.extend(columns(&rows).iter().map(|line| indent(line)));
    let rest = found.len().saturating_sub(shown);
    if rest > 0 {
        let line = text!(
            "… and {rest} more (--all lists them)",
            "……另有 {rest} 格（用 --all 全部列出）"
        );
        lines.push(indent(line.get(lang)));
    }
    lines
}

fn headline(told: &PatternView<'_>, found: &[Departure]) -> Text {
    let (known, differ) = (told.pattern.known(), found.len());
    let follow = known.saturating_sub(differ);
    let Text { en, zh } = Text::list(told.sources);
    let mut weeks = told.pattern.weeks.clone();
    weeks.sort_unstable();
    weeks.dedup();
    let weeks: Vec<String> = weeks.iter().map(usize::to_string).collect();
    let (weeks_en, weeks_zh) = (weeks.join(" or "), weeks.join(" 或 "));
    let weight = told.weight;
    text!(
        "Pattern {follow} of {known} cells are as {weeks_en} weeks before in {en}; {differ} differ, at {weight} each",
        "规律    {known} 格中 {follow} 格与 {weeks_zh} 周前相同，{differ} 格不同，每格计 {weight}；取自 {zh}"
    )
}

fn entry(problem: &Problem, place: &Place) -> Text {
    let name = problem.person_name(place.person);
    match &place.entrance {
        Entrance::Of(left) => text!(
            "{name} takes over the place of {left}",
            "{name}接替{left}的班"
        ),
        Entrance::Beside(colleague, 0) => {
            let colleague = problem.person_name(*colleague);
            text!(
                "{name} enters beside {colleague}, where the pattern has the least cover",
                "{name}与{colleague}同班进入循环，那里人最少"
            )
        }
        Entrance::Beside(colleague, ahead) => {
            let colleague = problem.person_name(*colleague);
            text!(
                "{name} enters {ahead} weeks ahead of {colleague}, where the pattern has the least cover",
                "{name}比{colleague}早 {ahead} 周进入循环，那里人最少"
            )
        }
    }
}

fn why(told: &PatternView<'_>, departure: &Departure) -> Text {
    let reason = match departure.reason {
        Reason::Leave => return text!("leave", "请假"),
        Reason::Unavailable => return text!("cannot work that day", "当天不能上班"),
        Reason::Pinned => return text!("fixed in the team file", "团队文件已固定"),
        Reason::Others => text!("goes with other changes", "随其他改动而变"),
        Reason::Rule { instance, points } => {
            let (en, zh) = told.book.instances[instance].card.title;
            match points {
                None => text!("must: {en}", "必须：{zh}"),
                Some(points) => text!("{en}, saves {points}", "{zh}，少 {points} 分"),
            }
        }
    };
    let Text { en, zh } = &reason;
    match told.problem.calendar[departure.day].kind {
        DayKind::Statutory | DayKind::Rest => text!("holiday; {en}", "放假；{zh}"),
        DayKind::Makeup => text!("make-up workday; {en}", "调休上班；{zh}"),
        DayKind::Workday | DayKind::Weekend => reason,
    }
}

/// The same as data.
pub fn object(told: &PatternView<'_>, months: &[String], found: &[Departure], lang: Lang) -> Value {
    let problem = told.problem;
    let code = |duty: Option<usize>| match duty {
        Some(duty) => problem.duties[duty].code.as_str(),
        None => "-",
    };
    let changes: Vec<Value> = found
        .iter()
        .map(|d| {
            let rule = match d.reason {
                Reason::Rule { instance, .. } => Some(told.book.instances[instance].card.name),
                _ => None,
            };
            json!({
                "person": problem.person_name(d.person),
                "day": problem.date(d.day as i64).to_string(),
                "pattern": code(d.before),
                "roster": code(d.after),
                "reason": why(told, d).get(lang),
                "rule": rule,
            })
        })
        .collect();
    let places: Vec<Value> = told
        .pattern
        .places
        .iter()
        .map(|place| {
            let (of, ahead) = match &place.entrance {
                Entrance::Of(left) => (left.as_str(), 0),
                Entrance::Beside(colleague, ahead) => (problem.person_name(*colleague), *ahead),
            };
            json!({
                "person": problem.person_name(place.person),
                "place_of": of,
                "left": matches!(place.entrance, Entrance::Of(_)),
                "weeks_ahead": ahead,
            })
        })
        .collect();
    let known = told.pattern.known();
    json!({
        "from": months,
        "cells": known,
        "follow": known.saturating_sub(found.len()),
        "weight": told.weight,
        "joiners": places,
        "ended": told.pattern.ended,
        "changes": changes,
    })
}
