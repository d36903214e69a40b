//! The month as a table; with a person chosen, a calendar of that person's month.

use super::{
    Body, clean, day_class, days_legend, duties_legend, kinds_legend, name, rest_legend, sample,
    who,
};
use crate::domain::PersonIx;
use crate::render::chart::plan::{Free, Plan};
use crate::render::chart::tasks;
use crate::render::chart::{legend, words};
use chrono::{Datelike, Weekday};
use maud::{Markup, html};

pub fn body(plan: &Plan<'_>) -> Body {
    Body {
        tools: Some(who(plan)),
        main: html! {
            (card(plan))
            .scroll tabindex="0" {
                table.month { "\n"
                    thead { "\n" (head(plan)) } "\n"
                    tbody { "\n" @for &person in &plan.people { (row(plan, person)) } } "\n"
                    tfoot { "\n" (foot(plan)) (tasks(plan)) } "\n"
                }
            } "\n"
        },
        legend: html! {
            (kinds_legend(plan))
            (rest_legend(plan))
            @for kind in plan.leave_kinds() {
                (sample("free leave", clean(&kind.code), &clean(&plan.say(&kind.name))))
            }
            @if plan.problem.has_plain_leave() {
                (sample("free leave", plan.problem.leave_sign(plan.lang()), plan.t(words::LEGEND_LEAVE)))
            }
            @if plan.has(Free::Out) { (sample("out", "", plan.t(words::LEGEND_OUT))) }
            (days_legend(plan))
            (duties_legend(plan))
        },
    }
}

/// Where the script puts its calendar; what stands above its columns, and how far into a week the month begins.
fn card(plan: &Plan<'_>) -> Markup {
    let weekday = |day: i64| words::weekday(plan.problem.weekday(day), plan.lang());
    let lead = plan.problem.weekday(0).num_days_from_monday();
    let names: Vec<&str> = (0..7).map(|day| weekday(day - i64::from(lead))).collect();
    html! { section #card data-lead=(lead) data-names=(names.join(" ")) hidden {} "\n" }
}

fn head(plan: &Plan<'_>) -> Markup {
    html! {
        tr {
            th.name scope="col" { (plan.t(words::PERSON)) }
            @for day in 0..plan.days() {
                (day_head(plan, day))
            }
            @for total in plan.totals() { th.total scope="col" { (plan.t(total.heading)) } }
        } "\n"
    }
}

fn day_head(plan: &Plan<'_>, day: usize) -> Markup {
    let date = plan.problem.date(day as i64);
    let class = day_class(plan.day_kind(day as i64));
    let holiday = plan.problem.calendar[day].holiday.as_ref();
    let title = holiday.map(|holiday| clean(words::holiday(holiday, plan.lang())));
    html! {
        th.day.(class).mon[monday(plan, day)] scope="col" title=[title] {
            (date.day()) br;
            (words::weekday(date.weekday(), plan.lang())) br;
            em { (plan.mark(day as i64)) }
        }
    }
}

fn row(plan: &Plan<'_>, person: PersonIx) -> Markup {
    let sheet = &plan.sheets[person];
    html! {
        tr data-p=(person.0) {
            (name(plan, person))
            @for day in 0..plan.days() { (cell(plan, person, day)) }
            @for total in plan.totals() { td.total { ((total.of)(sheet)) } }
        } "\n"
    }
}

fn cell(plan: &Plan<'_>, person: PersonIx, day: usize) -> Markup {
    let week = monday(plan, day);
    let Some(duty) = plan.duty(person, day) else {
        return html! {
            @match plan.free(person, day) {
                free @ (Free::Rest | Free::Leave) => {
                    td.free.leave[free == Free::Leave].band[plan.is_off(day as i64)].mon[week] { (clean(plan.free_sign(person, day))) }
                }
                Free::Out => { td.out.mon[week] {} }
            }
        };
    };
    let kind = plan.kind(duty);
    let (name, times) = (
        clean(&plan.say(&kind.name)),
        legend::times(kind, plan.lang()),
    );
    html! {
        td.{ "k" (duty.kind) }.mon[week] title={ (name) " " (times) } {
            (clean(&kind.code))
            @if let Some(post) = plan.post(duty) { small { (clean(post)) } }
        }
    }
}

/// How many people have which shift.
fn foot(plan: &Plan<'_>) -> Markup {
    let count = |kind: usize, day: usize| plan.facts.count(kind, day as i64);
    html! {
        @for kind in plan.used_kinds() {
            tr.sum {
                th.name scope="row" { "∑ " (clean(&plan.problem.kinds[kind].code)) }
                @for day in 0..plan.days() {
                    td class=[monday(plan, day).then_some("mon")] {
                        @match count(kind, day) {
                            0 => "·",
                            some => (some),
                        }
                    }
                }
                td colspan=(plan.totals().len()) {}
            } "\n"
        }
    }
}

/// Who does which fixed duty; hovering tells the whole of it.
fn tasks(plan: &Plan<'_>) -> Markup {
    html! {
        @for (number, task) in tasks::timed(plan) {
            tr.sum {
                th.name scope="row" title=(clean(&plan.say(&plan.order.tasks[task].name))) {
                    (tasks::circled(number)) " " (tasks::time(plan, task))
                }
                @for day in 0..plan.days() { (doer(plan, task, day)) }
                td colspan=(plan.totals().len()) {}
            } "\n"
        }
    }
}

fn doer(plan: &Plan<'_>, task: usize, day: usize) -> Markup {
    let given = tasks::doers(plan, task, day);
    let names = given.map_or(String::new(), |g| clean(&tasks::names(plan, &g.people)));
    let nobody = given.is_some_and(|g| g.people.is_empty());
    html! {
        td.doer.mon[monday(plan, day)] title=(names) {
            (names)
            @if nobody { "?" }
        }
    }
}

/// Whether a day begins a week.
fn monday(plan: &Plan<'_>, day: usize) -> bool {
    plan.problem.weekday(day as i64) == Weekday::Mon
}
