//! The rotation: its steps as a list, and below it weeks by people.

use super::{Body, clean, day_class, kinds_legend, name, who};
use crate::domain::PersonIx;
use crate::render::chart::cycle::{Class, Cycle, Row, class_name};
use crate::render::chart::plan::{Free, Plan};
use crate::render::chart::words;
use chrono::Datelike;
use maud::{Markup, html};

pub fn body(plan: &Plan<'_>) -> Body {
    let cycles = Cycle::all(plan);
    Body {
        tools: Some(who(plan)),
        main: html! {
            @for cycle in &cycles {
                @if !cycle.steps.is_empty() { (steps(plan, cycle)) }
                .scroll tabindex="0" {
                    table.month.cycle { "\n"
                        thead { "\n" (head(plan, cycle)) } "\n"
                        tbody { "\n" @for line in &cycle.rows { (row(plan, cycle, line)) } } "\n"
                    }
                } "\n"
            }
        },
        legend: kinds_legend(plan),
    }
}

/// Each step with the people who enter there, and below them whoever is in no cycle.
fn steps(plan: &Plan<'_>, cycle: &Cycle) -> Markup {
    let name = |row: &Row| clean(&plan.problem.people[row.person].name);
    let outside = || cycle.rows.iter().filter(|row| !row.turns);
    html! {
        ol.steps {
            @for (step, class) in cycle.steps.iter().enumerate() {
                li {
                    b { (clean(&class_name(plan, cycle, *class))) } " "
                    @for row in cycle.rows.iter().filter(|r| r.step == Some(step)) {
                        span data-p=(row.person.0) { (name(row)) } " "
                    }
                }
            }
        } "\n"
        @if outside().next().is_some() {
            p.steps {
                b { (plan.t(("in no cycle", "不参加循环"))) } " "
                @for row in outside() { span data-p=(row.person.0) { (name(row)) } " " }
            } "\n"
        }
    }
}

fn head(plan: &Plan<'_>, cycle: &Cycle) -> Markup {
    let date = |day: i64| words::date(plan.problem.date(day));
    html! {
        tr {
            th.name scope="col" rowspan="2" { (plan.t(words::PERSON)) }
            @for week in &cycle.weeks {
                th.mon colspan="8" scope="colgroup" { (date(week.start)) " – " (date(week.end - 1)) }
            }
        } "\n"
        tr {
            @for week in &cycle.weeks {
                th.mon {}
                @for day in week.clone() {
                    @let date = plan.problem.date(day);
                    th.day.(day_class(plan.day_kind(day))) scope="col" {
                        (date.day()) br; (words::weekday(date.weekday(), plan.lang()))
                    }
                }
            }
        } "\n"
    }
}

fn row(plan: &Plan<'_>, cycle: &Cycle, row: &Row) -> Markup {
    html! {
        tr data-p=(row.person.0) {
            (name(plan, row.person))
            @for (week, days) in cycle.weeks.iter().enumerate() {
                @let step = cycle.step_of(row, week).map(|step| step + 1);
                // Where there is no cycle nothing would explain the shade.
                @let shade = step.is_some() && matches!(row.classes[week], Class::Part(_));
                td.tag.mon.night[shade].wrong[row.off[week]] {
                    @if let Some(step) = step { (step) }
                }
                @for day in days.clone() { (cell(plan, row.person, day)) }
            }
        } "\n"
    }
}

fn cell(plan: &Plan<'_>, person: PersonIx, day: i64) -> Markup {
    let inside = usize::try_from(day).ok().filter(|d| *d < plan.days());
    let stint = plan.facts.on(person, day);
    let code = |kind: usize| clean(&plan.problem.kinds[kind].code);
    html! {
        @match (inside, stint) {
            (Some(_), Some(stint)) => { td.{ "k" (stint.kind) } { (code(stint.kind)) } }
            (None, Some(stint)) => { td.beyond { (code(stint.kind)) } }
            (None, None) => { td.beyond {} }
            (Some(day), None) => {
                @match plan.free(person, day) {
                    Free::Out => { td.out {} }
                    free @ (Free::Rest | Free::Leave) => {
                        td.free.leave[free == Free::Leave] { (clean(plan.free_sign(person, day))) }
                    }
                }
            }
        }
    }
}
