//! A chart as one HTML file that needs nothing else: for phones, with a choice of the person, and fit to be printed.
//!
//! Pages do not fit a phone, so the same plan is written as tables that scroll, with the column of names standing still.

mod coverage;
mod cycle;
mod fairness;
mod month;
mod time;

use super::font;
use super::plan::Plan;
use super::svg::{FONTS, escaped};
use super::{Kind, Order, legend, tasks, words};
use crate::domain::calendar::DayKind;
use crate::domain::{Problem, Roster};
use std::fmt::Write;

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

/// Writes a chart as HTML.
pub fn html(problem: &Problem, roster: &Roster, order: &Order) -> String {
    let plan = Plan::new(problem, roster, order);
    let body = match order.kind {
        Kind::Month => month::body(&plan),
        Kind::Week => time::weeks(&plan),
        Kind::Day => time::days(&plan),
        Kind::Coverage => coverage::body(&plan),
        Kind::Fairness => fairness::body(&plan),
        Kind::Cycle => cycle::body(&plan),
    };
    let Body {
        tools,
        main,
        legend,
    } = body;
    let title = safe(&plan.title());
    let (name, subject) = (safe(&problem.name), plan.subject());
    let tools = match tools.is_empty() {
        true => String::new(),
        false => format!("<nav>{tools}</nav>\n"),
    };
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>\n:root {{ --fonts: {FONTS}; }}\n{STYLE}{colors}</style>\n</head>\n<body>\n\
         <header><h1>{name}</h1><p>{subject}</p>{tools}</header>\n<main>\n{main}</main>\n\
         <footer>{legend}</footer>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n",
        language = words::tag(order.lang),
        colors = colors(&plan),
    )
}

/// What a kind of chart brings.
struct Body {
    /// Choices above the chart.
    tools: String,
    main: String,
    legend: String,
}

/// A text as it may stand anywhere in the file.
fn safe(text: &str) -> String {
    escaped(&font::clean(text))
}

/// A class for each shift kind.
fn colors(plan: &Plan<'_>) -> String {
    let rule = |(index, color): (usize, &super::color::Color)| {
        format!(".k{index} {{ background: {}; }}\n", color.css())
    };
    plan.colors.iter().enumerate().map(rule).collect()
}

/// The choice of a person.
fn who(plan: &Plan<'_>) -> String {
    let option = |&p: &usize| {
        format!(
            "<option value=\"{p}\">{}</option>",
            safe(&plan.problem.people[p].name)
        )
    };
    let options: String = plan.people.iter().map(option).collect();
    let (label, all) = (plan.t(words::PERSON), plan.t(words::EVERYBODY));
    format!(
        "<label>{label} <select id=\"who\"><option value=\"\">{all}</option>{options}</select></label>"
    )
}

/// The choice of one of several parts.
fn when(label: &str, parts: &[(String, String)]) -> String {
    if parts.len() < 2 {
        return String::new();
    }
    let mut options = String::new();
    for (value, words) in parts {
        let _ = write!(
            options,
            "<option value=\"{value}\">{}</option>",
            safe(words)
        );
    }
    format!("<label>{label} <select id=\"when\">{options}</select></label>")
}

/// Samples of the shift kinds and posts.
fn kinds_legend(plan: &Plan<'_>) -> String {
    let mut legend = String::new();
    for &k in &plan.kinds {
        let kind = &plan.problem.kinds[k];
        let (code, name) = (safe(&kind.code), safe(&plan.say(&kind.name)));
        let times = legend::times(kind, plan.lang());
        let _ = writeln!(
            legend,
            "<span><b class=\"chip k{k}\">{code}</b> {name} {times}</span>"
        );
    }
    for (index, skill) in plan.problem.skills.iter().enumerate() {
        if plan.problem.duties.iter().any(|d| d.post == Some(index)) {
            let (code, name) = (safe(&skill.code), safe(&plan.say(&skill.name)));
            let _ = writeln!(legend, "<span><small>{code}</small> {name}</span>");
        }
    }
    legend
}

/// A sample with words.
fn sample(class: &str, sign: &str, words: &str) -> String {
    format!("<span><b class=\"chip {class}\">{sign}</b> {words}</span>\n")
}

/// The fixed duties in full.
fn duties_legend(plan: &Plan<'_>) -> String {
    let mut legend = String::new();
    let line = |sign: String, between: &str, task: usize| {
        let name = safe(&plan.say(&plan.order.tasks[task].name));
        let time = tasks::time(plan, task);
        format!("<span>{sign}{time}{between}{name}</span>\n")
    };
    let mut named = vec![false; plan.order.tasks.len()];
    for (number, task) in tasks::timed(plan) {
        named[task] = true;
        legend.push_str(&line(format!("{} ", tasks::circled(number)), " ", task));
    }
    for task in (0..named.len()).filter(|t| !named[*t]) {
        legend.push_str(&line(String::new(), plan.t((": ", "：")), task));
    }
    legend
}

/// The class of a day.
fn day_class(kind: Option<DayKind>) -> &'static str {
    match kind {
        None => "beyond",
        Some(DayKind::Statutory) => "hol",
        Some(DayKind::Weekend | DayKind::Rest) => "off",
        Some(DayKind::Makeup) => "make",
        Some(DayKind::Workday) => "plain",
    }
}

/// A sample of a cell of rest.
fn rest_legend(plan: &Plan<'_>) -> String {
    let sign = match plan.problem.rest_code.as_str() {
        "" => plan.t(words::REST_CELL).to_owned(),
        own => safe(own),
    };
    sample("free", &sign, plan.t(words::LEGEND_REST))
}

/// Samples of the kinds of days that the month has.
fn days_legend(plan: &Plan<'_>) -> String {
    let cases = [
        (DayKind::Statutory, words::LEGEND_HOLIDAY),
        (DayKind::Rest, words::LEGEND_MOVED),
        (DayKind::Makeup, words::LEGEND_MAKEUP),
    ];
    let there = |kind: DayKind| plan.problem.calendar.iter().any(|d| d.kind == kind);
    let shown = cases.into_iter().filter(|(kind, _)| there(*kind));
    let mut samples: String = shown
        .map(|(kind, meaning)| {
            sample(
                day_class(Some(kind)),
                words::mark(kind, plan.lang()),
                plan.t(meaning),
            )
        })
        .collect();
    if (0..plan.days()).any(|day| plan.problem.is_closed(day as i64)) {
        let (sign, meaning) = (plan.t(words::CLOSED), plan.t(words::LEGEND_CLOSED));
        samples.push_str(&sample("", sign, meaning));
    }
    samples
}
