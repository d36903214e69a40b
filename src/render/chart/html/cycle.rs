//! The rotation: its steps as a list, and below it weeks by people.

use super::{Body, day_class, kinds_legend, safe, who};
use crate::render::chart::cycle::{Class, Cycle, Row};
use crate::render::chart::plan::{Free, Plan};
use crate::render::chart::words;
use chrono::Datelike;
use std::fmt::Write;

pub fn body(plan: &Plan<'_>) -> Body {
    let cycle = Cycle::new(plan);
    let rows: String = cycle.rows.iter().map(|r| row(plan, &cycle, r)).collect();
    let table = format!(
        "<div class=\"scroll\" tabindex=\"0\"><table class=\"month cycle\">\n<thead>\n{}</thead>\n<tbody>\n{rows}</tbody>\n</table></div>\n",
        head(plan, &cycle)
    );
    Body {
        tools: who(plan),
        main: steps(plan, &cycle) + &table,
        legend: kinds_legend(plan),
    }
}

/// Each step with the people who enter there.
fn steps(plan: &Plan<'_>, cycle: &Cycle) -> String {
    if cycle.steps.is_empty() {
        return String::new();
    }
    let mut html = String::from("<ol class=\"steps\">");
    for (step, night) in cycle.steps.iter().enumerate() {
        let words = if *night {
            plan.t(("nights", "晚班"))
        } else {
            plan.t(("days", "白班"))
        };
        let _ = write!(html, "<li><b>{words}</b> ");
        for row in cycle.rows.iter().filter(|r| r.step == Some(step)) {
            let name = safe(&plan.problem.people[row.person].name);
            let _ = write!(html, "<span data-p=\"{}\">{name}</span> ", row.person);
        }
        html.push_str("</li>");
    }
    html + "</ol>\n"
}

fn head(plan: &Plan<'_>, cycle: &Cycle) -> String {
    let mut weeks = format!(
        "<tr><th class=\"name\" scope=\"col\" rowspan=\"2\">{}</th>",
        plan.t(words::PERSON)
    );
    let mut days = String::from("<tr>");
    for week in &cycle.weeks {
        let date = |day: i64| words::date(plan.problem.date(day));
        let _ = write!(
            weeks,
            "<th class=\"mon\" colspan=\"8\" scope=\"colgroup\">{} – {}</th>",
            date(week.start),
            date(week.end - 1)
        );
        days.push_str("<th class=\"mon\"></th>");
        for day in week.clone() {
            let (class, date) = (day_class(plan.day_kind(day)), plan.problem.date(day));
            let weekday = words::weekday(date.weekday(), plan.lang());
            let _ = write!(
                days,
                "<th class=\"day {class}\" scope=\"col\">{}<br>{weekday}</th>",
                date.day()
            );
        }
    }
    format!("{weeks}</tr>\n{days}</tr>\n")
}

fn row(plan: &Plan<'_>, cycle: &Cycle, row: &Row) -> String {
    let person = row.person;
    let name = safe(&plan.problem.people[person].name);
    let mut html = format!(
        "<tr data-p=\"{person}\"><th class=\"name\" scope=\"row\" title=\"{name}\">{name}</th>"
    );
    for (week, days) in cycle.weeks.iter().enumerate() {
        let night = row.classes[week] == Class::Night;
        let step = cycle
            .step_of(row, week)
            .map_or(String::new(), |s| (s + 1).to_string());
        let wrong = if cycle.out_of_turn(row, week) {
            " wrong"
        } else {
            ""
        };
        // Where there is no cycle nothing would explain the shade.
        let shade = if night && !step.is_empty() {
            " night"
        } else {
            ""
        };
        let _ = write!(html, "<td class=\"tag mon{shade}{wrong}\">{step}</td>");
        for day in days.clone() {
            html.push_str(&cell(plan, person, day));
        }
    }
    html + "</tr>\n"
}

fn cell(plan: &Plan<'_>, person: usize, day: i64) -> String {
    let inside = usize::try_from(day).ok().filter(|d| *d < plan.days());
    if let Some(stint) = plan.facts.on(person, day) {
        let code = safe(&plan.problem.kinds[stint.kind].code);
        return match inside {
            Some(_) => format!("<td class=\"k{}\">{code}</td>", stint.kind),
            None => format!("<td class=\"beyond\">{code}</td>"),
        };
    }
    match inside.map(|day| (day, plan.free(person, day))) {
        None => "<td class=\"beyond\"></td>".to_owned(),
        Some((_, Free::Out)) => "<td class=\"out\"></td>".to_owned(),
        Some((day, _)) => {
            let sign = safe(plan.free_sign(person, day));
            format!("<td class=\"free\">{sign}</td>")
        }
    }
}
