//! A chart as one HTML file that needs nothing else: for phones, with a choice of the person, and fit to be printed.
//!
//! Pages do not fit a phone, so the same plan is written as tables that scroll, with the column of names standing still.

mod coverage;
mod cycle;
mod fairness;
mod month;
mod time;

use super::font::clean;
use super::plan::Plan;
use super::svg::FONTS;
use super::{Kind, Order, legend, tasks, words};
use crate::domain::calendar::DayKind;
use crate::domain::{PersonIx, Problem, Roster};
use crate::render::document::document;
use maud::{Markup, PreEscaped, Render, html};

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

/// Writes a chart as HTML.
pub fn html(problem: &Problem, roster: &Roster, order: &Order) -> String {
    let plan = Plan::new(problem, roster, order);
    let Body {
        tools,
        main,
        legend,
    } = match order.kind {
        Kind::Month => month::body(&plan),
        Kind::Week => time::weeks(&plan),
        Kind::Day => time::days(&plan),
        Kind::Coverage => coverage::body(&plan),
        Kind::Fairness => fairness::body(&plan),
        Kind::Cycle => cycle::body(&plan),
    };
    let body = html! {
        header {
            h1 { (clean(&problem.name)) }
            p { (plan.subject()) }
            @if let Some(tools) = tools { nav { (tools) } }
        } "\n"
        main { "\n" (main) } "\n"
        footer { "\n" (legend) } "\n"
        // The script is ours, and browsers read it without undoing any escaping.
        script { "\n" (PreEscaped(SCRIPT)) } "\n"
    };
    let viewport = "width=device-width, initial-scale=1";
    document(
        order.lang,
        &clean(&plan.title()),
        viewport,
        &style(&plan),
        &body,
    )
}

/// What a kind of chart brings.
struct Body {
    /// Choices above the chart.
    tools: Option<Markup>,
    main: Markup,
    legend: Markup,
}

/// The look, with a class for each shift kind.
fn style(plan: &Plan<'_>) -> String {
    let mut style = format!(":root {{ --fonts: {FONTS}; }}\n{STYLE}");
    for (index, color) in plan.colors.iter().enumerate() {
        style.push_str(&format!(".k{index} {{ background: {}; }}\n", color.css()));
    }
    style
}

/// Where something lies on an axis, in hundredths of its width.
fn at(left: f64) -> String {
    format!("left:{left:.2}%")
}

/// The same of something with a width.
fn along(left: f64, right: f64) -> String {
    format!("{};width:{:.2}%", at(left), right - left)
}

/// Somebody's name, at the head of a row.
fn name(plan: &Plan<'_>, person: PersonIx) -> Markup {
    let name = clean(&plan.problem.people[person].name);
    html! { th.name scope="row" title=(name) { (name) } }
}

/// The choice of a person.
fn who(plan: &Plan<'_>) -> Markup {
    html! {
        label {
            (plan.t(words::PERSON)) " "
            select #who {
                option value="" { (plan.t(words::EVERYBODY)) }
                @for &p in &plan.people {
                    option value=(p.0) { (clean(&plan.problem.people[p].name)) }
                }
            }
        }
    }
}

/// The choice of one of several parts.
fn when(label: &str, parts: &[(String, String)]) -> Markup {
    html! {
        @if parts.len() > 1 {
            label {
                (label) " "
                select #when {
                    @for (value, words) in parts { option value=(value) { (words) } }
                }
            }
        }
    }
}

/// Samples of the shift kinds and posts.
fn kinds_legend(plan: &Plan<'_>) -> Markup {
    let held = |post: usize| plan.problem.duties.iter().any(|d| d.post == Some(post));
    let skills = plan.problem.skills.iter().enumerate();
    html! {
        @for &k in &plan.kinds {
            @let kind = &plan.problem.kinds[k];
            span {
                b.chip.{ "k" (k) } { (clean(&kind.code)) } " "
                (clean(&plan.say(&kind.name))) " " (legend::times(kind, plan.lang()))
            } "\n"
        }
        @for (_, skill) in skills.filter(|(post, _)| held(*post)) {
            span { small { (clean(&skill.code)) } " " (clean(&plan.say(&skill.name))) } "\n"
        }
    }
}

/// A sample with words.
fn sample(class: &str, sign: impl Render, words: &str) -> Markup {
    html! { span { b.chip.(class) { (sign) } " " (words) } "\n" }
}

/// The fixed duties in full.
fn duties_legend(plan: &Plan<'_>) -> Markup {
    let name = |task: usize| clean(&plan.say(&plan.order.tasks[task].name));
    let timed: Vec<(usize, usize)> = tasks::timed(plan).collect();
    let numbered = |task: &usize| timed.iter().any(|(_, t)| t == task);
    html! {
        @for &(number, task) in &timed {
            span { (tasks::circled(number)) " " (tasks::time(plan, task)) " " (name(task)) } "\n"
        }
        @for task in (0..plan.order.tasks.len()).filter(|t| !numbered(t)) {
            span { (tasks::time(plan, task)) (plan.t((": ", "："))) (name(task)) } "\n"
        }
    }
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
fn rest_legend(plan: &Plan<'_>) -> Markup {
    let sign = match plan.problem.rest_code.as_str() {
        "" => plan.t(words::REST_CELL).to_owned(),
        own => clean(own),
    };
    sample("free", sign, plan.t(words::LEGEND_REST))
}

/// Samples of the kinds of days that the month has.
fn days_legend(plan: &Plan<'_>) -> Markup {
    let cases = [
        (DayKind::Statutory, words::LEGEND_HOLIDAY),
        (DayKind::Rest, words::LEGEND_MOVED),
        (DayKind::Makeup, words::LEGEND_MAKEUP),
    ];
    let there = |kind: DayKind| plan.problem.calendar.iter().any(|d| d.kind == kind);
    html! {
        @for (kind, meaning) in cases.into_iter().filter(|(kind, _)| there(*kind)) {
            (sample(day_class(Some(kind)), words::mark(kind, plan.lang()), plan.t(meaning)))
        }
        @if (0..plan.days()).any(|day| plan.problem.is_closed(day as i64)) {
            (sample("", plan.t(words::CLOSED), plan.t(words::LEGEND_CLOSED)))
        }
    }
}
