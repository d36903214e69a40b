//! The month as a table; with a person chosen, a calendar of that person's month.

use super::{
    Body, day_class, days_legend, duties_legend, kinds_legend, rest_legend, safe, sample, who,
};
use crate::domain::time::hours;
use crate::render::chart::plan::{Free, Plan};
use crate::render::chart::tasks;
use crate::render::chart::{legend, words};
use chrono::{Datelike, Weekday};
use std::fmt::Write;

pub fn body(plan: &Plan<'_>) -> Body {
    // What the script puts above the columns of its calendar, and how far into a week the month begins.
    let weekday = |day: i64| words::weekday(plan.problem.weekday(day), plan.lang());
    let lead = plan.problem.weekday(0).num_days_from_monday();
    let names: Vec<&str> = (0..7).map(|day| weekday(day - i64::from(lead))).collect();
    let card = format!(
        "<section id=\"card\" data-lead=\"{lead}\" data-names=\"{}\" hidden></section>\n",
        names.join(" ")
    );
    let table = format!(
        "<div class=\"scroll\" tabindex=\"0\"><table class=\"month\">\n<thead>\n{}</thead>\n<tbody>\n{}</tbody>\n<tfoot>\n{}</tfoot>\n</table></div>\n",
        head(plan),
        plan.people
            .iter()
            .map(|p| row(plan, *p))
            .collect::<String>(),
        foot(plan)
    );
    let mut legend = kinds_legend(plan);
    legend.push_str(&rest_legend(plan));
    for kind in plan.leave_kinds() {
        let (code, name) = (safe(&kind.code), safe(&plan.say(&kind.name)));
        legend.push_str(&sample("free", &code, &name));
    }
    if plan.has(Free::Leave) {
        legend.push_str(&sample(
            "free",
            plan.t(words::LEAVE_CELL),
            plan.t(words::LEGEND_LEAVE),
        ));
    }
    if plan.has(Free::Out) {
        legend.push_str(&sample("out", "", plan.t(words::LEGEND_OUT)));
    }
    legend.push_str(&days_legend(plan));
    legend.push_str(&duties_legend(plan));
    Body {
        tools: who(plan),
        main: card + &table,
        legend,
    }
}

const TOTALS: [crate::text::Fixed; 4] = [words::HOURS, words::NIGHTS, words::WEEKENDS, words::REST];

fn head(plan: &Plan<'_>) -> String {
    let mut row = format!(
        "<tr><th class=\"name\" scope=\"col\">{}</th>",
        plan.t(words::PERSON)
    );
    for day in 0..plan.days() {
        let date = plan.problem.date(day as i64);
        let kind = plan.day_kind(day as i64);
        let (class, number) = (day_class(kind), date.day());
        let weekday = words::weekday(date.weekday(), plan.lang());
        let mark = plan.mark(day as i64);
        let week = if date.weekday().num_days_from_monday() == 0 {
            " mon"
        } else {
            ""
        };
        let title = match &plan.problem.calendar[day].holiday {
            Some(holiday) => format!(" title=\"{}\"", safe(words::holiday(holiday, plan.lang()))),
            None => String::new(),
        };
        let _ = write!(
            row,
            "<th class=\"day {class}{week}\" scope=\"col\"{title}>{number}<br>{weekday}<br><em>{mark}</em></th>"
        );
    }
    for total in TOTALS {
        let _ = write!(
            row,
            "<th class=\"total\" scope=\"col\">{}</th>",
            plan.t(total)
        );
    }
    row + "</tr>\n"
}

fn row(plan: &Plan<'_>, person: usize) -> String {
    let name = safe(&plan.problem.people[person].name);
    let mut row = format!(
        "<tr data-p=\"{person}\"><th class=\"name\" scope=\"row\" title=\"{name}\">{name}</th>"
    );
    for day in 0..plan.days() {
        row.push_str(&cell(plan, person, day));
    }
    let sheet = &plan.sheets[person];
    let totals = [
        hours(sheet.minutes),
        sheet.nights.to_string(),
        sheet.weekend_days.to_string(),
        sheet.rest_days.to_string(),
    ];
    for total in totals {
        let _ = write!(row, "<td class=\"total\">{total}</td>");
    }
    row + "</tr>\n"
}

fn cell(plan: &Plan<'_>, person: usize, day: usize) -> String {
    let week = if plan.problem.weekday(day as i64).num_days_from_monday() == 0 {
        " mon"
    } else {
        ""
    };
    let Some(duty) = plan.duty(person, day) else {
        let off = if plan.is_off(day as i64) { " band" } else { "" };
        return match plan.free(person, day) {
            Free::Rest | Free::Leave => format!(
                "<td class=\"free{off}{week}\">{}</td>",
                safe(plan.free_sign(person, day))
            ),
            Free::Out => format!("<td class=\"out{week}\"></td>"),
        };
    };
    let kind = plan.kind(duty);
    let (code, name) = (safe(&kind.code), safe(&plan.say(&kind.name)));
    let times = legend::times(kind, plan.lang());
    let post = plan
        .post(duty)
        .map_or(String::new(), |p| format!("<small>{}</small>", safe(p)));
    format!(
        "<td class=\"k{}{week}\" title=\"{name} {times}\">{code}{post}</td>",
        duty.kind
    )
}

/// How many people have which shift.
fn foot(plan: &Plan<'_>) -> String {
    let mut rows = String::new();
    for kind in plan.used_kinds() {
        let code = safe(&plan.problem.kinds[kind].code);
        let _ = write!(
            rows,
            "<tr class=\"sum\"><th class=\"name\" scope=\"row\">∑ {code}</th>"
        );
        for day in 0..plan.days() {
            let holds = |p: &&usize| plan.duty(**p, day).is_some_and(|d| d.kind == kind);
            let shown = match plan.people.iter().filter(holds).count() {
                0 => "·".to_owned(),
                count => count.to_string(),
            };
            let week = if plan.problem.weekday(day as i64).num_days_from_monday() == 0 {
                " class=\"mon\""
            } else {
                ""
            };
            let _ = write!(rows, "<td{week}>{shown}</td>");
        }
        rows.push_str("<td colspan=\"4\"></td></tr>\n");
    }
    rows + &tasks(plan)
}

/// Who does which fixed duty; hovering tells the whole of it.
fn tasks(plan: &Plan<'_>) -> String {
    let mut rows = String::new();
    for (number, task) in tasks::timed(plan) {
        let title = safe(&plan.say(&plan.order.tasks[task].name));
        let (sign, time) = (tasks::circled(number), tasks::time(plan, task));
        let _ = write!(
            rows,
            "<tr class=\"sum\"><th class=\"name\" scope=\"row\" title=\"{title}\">{sign} {time}</th>"
        );
        for day in 0..plan.days() {
            let given = tasks::doers(plan, task, day);
            let names = given.map_or(String::new(), |g| safe(&tasks::names(plan, &g.people)));
            let sign = if given.is_some_and(|g| g.people.is_empty()) {
                "?"
            } else {
                ""
            };
            let _ = write!(
                rows,
                "<td class=\"{}doer\" title=\"{names}\">{names}{sign}</td>",
                monday(plan, day)
            );
        }
        rows.push_str("<td colspan=\"4\"></td></tr>\n");
    }
    rows
}

/// The class of a day that begins a week.
fn monday(plan: &Plan<'_>, day: usize) -> &'static str {
    match plan.problem.weekday(day as i64) {
        Weekday::Mon => "mon ",
        _ => "",
    }
}
