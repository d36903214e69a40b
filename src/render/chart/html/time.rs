//! Weeks and days as bars on an axis of time: each day a track of its own, so that a phone can put them below each other.

use super::{Body, day_class, kinds_legend, rest_legend, safe, sample, when, who};
use crate::domain::time::{DAY, clock, hours};
use crate::render::chart::bars::{Axis, Window};
use crate::render::chart::plan::{Free, Plan};
use crate::render::chart::{handover, tasks};
use crate::render::chart::{legend, words};
use crate::rules::Stint;
use chrono::Datelike;
use std::fmt::Write;
use std::ops::Range;

/// Each week a section, the days side by side.
pub fn weeks(plan: &Plan<'_>) -> Body {
    let weeks = plan.problem.weeks();
    let wanted: Vec<usize> = (0..weeks.len())
        .filter(|w| plan.order.week.is_none_or(|wanted| wanted == *w))
        .collect();
    let mut window = Window::of(plan);
    if window.hi > DAY {
        window = Window { lo: 0, hi: DAY };
    }
    let sections = wanted
        .iter()
        .map(|w| section(plan, weeks[*w].clone(), window));
    let main: String = sections.collect();
    let parts: Vec<(String, String)> = wanted.iter().map(|w| choice(plan, &weeks[*w])).collect();
    body(plan, main, &parts, plan.t(("Week", "周")))
}

/// Each day a section.
pub fn days(plan: &Plan<'_>) -> Body {
    let wanted: Vec<i64> = (0..plan.days())
        .filter(|d| plan.order.day.is_none_or(|wanted| wanted == *d))
        .map(|d| d as i64)
        .collect();
    let mut window = Window::of(plan);
    if window.hi > DAY {
        window.lo = 0;
    }
    let main: String = wanted
        .iter()
        .map(|d| section(plan, *d..*d + 1, window))
        .collect();
    let parts: Vec<(String, String)> = wanted.iter().map(|d| choice(plan, &(*d..*d + 1))).collect();
    body(plan, main, &parts, plan.t(("Day", "日期")))
}

fn body(plan: &Plan<'_>, main: String, parts: &[(String, String)], label: &str) -> Body {
    let mut legend = kinds_legend(plan);
    legend.push_str(&sample("ho", "", plan.t(words::LEGEND_HANDOVER)));
    legend.push_str(&rest_legend(plan));
    Body {
        tools: when(label, parts) + &who(plan),
        main,
        legend,
    }
}

/// What a section is chosen by: its first and last date; and how it is called.
fn choice(plan: &Plan<'_>, days: &Range<i64>) -> (String, String) {
    let (first, last) = (
        plan.problem.date(days.start),
        plan.problem.date(days.end - 1),
    );
    let words = match first == last {
        true => format!(
            "{} {}",
            words::date(first),
            words::long_weekday(first.weekday(), plan.lang())
        ),
        false => format!("{} – {}", words::date(first), words::date(last)),
    };
    (format!("{first}/{last}"), words)
}

fn section(plan: &Plan<'_>, days: Range<i64>, window: Window) -> String {
    let (value, title) = choice(plan, &days);
    let count = days.end - days.start;
    let mut html = format!(
        "<section class=\"time\" data-when=\"{value}\"><h2>{}</h2>\n<div class=\"scroll\" tabindex=\"0\"><div class=\"rows d{count}\">\n",
        safe(&title)
    );
    let handovers = handover::spans(plan);
    let tracks: Vec<Track> = days
        .clone()
        .map(|day| Track::new(plan, day, window, &handovers))
        .collect();
    let heads: String = tracks.iter().map(|t| t.head(plan)).collect();
    let _ = writeln!(
        html,
        "<div class=\"row head\"><div class=\"name\">{}</div><div class=\"days\">{heads}</div><div class=\"total\">{}</div></div>",
        plan.t(words::PERSON),
        plan.t(words::HOURS)
    );
    for &person in &plan.people {
        let name = safe(&plan.problem.people[person].name);
        let cells: String = tracks.iter().map(|t| t.row(plan, person)).collect();
        let stints = plan
            .facts
            .all(person)
            .iter()
            .filter(|s| days.contains(&s.day));
        let minutes: i64 = stints.map(|s| s.minutes).sum();
        let _ = writeln!(
            html,
            "<div class=\"row\" data-p=\"{person}\"><div class=\"name\" title=\"{name}\">{name}</div><div class=\"days\">{cells}</div><div class=\"total\">{}</div></div>",
            hours(minutes)
        );
    }
    html.push_str("</div></div>");
    if let (1, Ok(day)) = (count, usize::try_from(days.start)) {
        let notes = tasks::of_day(plan, day);
        let items: String = notes
            .iter()
            .map(|n| format!("<li>{}</li>", safe(n)))
            .collect();
        let _ = write!(html, "<ul class=\"notes\">{items}</ul>");
    }
    html + "</section>\n"
}

/// A day's axis, in hundredths of its width.
struct Track {
    day: i64,
    axis: Axis,
    /// What is the same in every row.
    back: String,
}

impl Track {
    fn new(plan: &Plan<'_>, day: i64, window: Window, handovers: &[(i64, i64)]) -> Track {
        let axis = Axis {
            left: 0.0,
            width: 100.0,
            days: day..day + 1,
            window,
        };
        let mut back = String::new();
        for &(start, end) in handovers.iter().filter(|_| plan.day_kind(day).is_some()) {
            for piece in axis.pieces((start, end.max(start + 1))) {
                let wide = piece.right - piece.left;
                let _ = write!(
                    back,
                    "<i class=\"ho\" style=\"left:{:.2}%;width:{wide:.2}%\"></i>",
                    piece.left
                );
            }
        }
        Track { day, axis, back }
    }

    fn label(&self, plan: &Plan<'_>) -> String {
        let date = plan.problem.date(self.day);
        let mark = plan.mark(self.day);
        let weekday = words::long_weekday(date.weekday(), plan.lang());
        format!("{} {weekday} {mark}", words::date(date))
            .trim_end()
            .to_owned()
    }

    fn head(&self, plan: &Plan<'_>) -> String {
        let class = day_class(plan.day_kind(self.day));
        let mut hours = String::new();
        let window = self.axis.window;
        let step = if window.minutes() > 16 * 60 { 6 } else { 3 };
        for hour in self.axis.hours(step).filter(|h| h * 60 < window.hi) {
            let x = self.axis.x(self.day, hour * 60);
            let label = match hour > 24 {
                true => format!("+{}", hour - 24),
                false => hour.to_string(),
            };
            let _ = write!(hours, "<i style=\"left:{x:.2}%\">{label}</i>");
        }
        format!(
            "<div class=\"track {class}\"><span>{}</span><div class=\"hours\">{hours}</div></div>",
            self.label(plan)
        )
    }

    fn row(&self, plan: &Plan<'_>, person: usize) -> String {
        let class = day_class(plan.day_kind(self.day));
        let mut html = format!(
            "<div class=\"track {class}\" data-day=\"{}\">{}",
            self.label(plan),
            self.back
        );
        let stints = plan.facts.all(person).iter();
        for stint in stints.filter(|s| self.day - 1 <= s.day && s.day <= self.day) {
            self.bars(plan, stint, &mut html);
        }
        let inside = usize::try_from(self.day).ok().filter(|d| *d < plan.days());
        if let Some(day) = inside.filter(|d| plan.duty(person, *d).is_none()) {
            let class = match plan.free(person, day) {
                Free::Rest | Free::Leave => "rest",
                Free::Out => "rest out",
            };
            let sign = safe(plan.free_sign(person, day));
            let _ = write!(html, "<u class=\"{class}\">{sign}</u>");
        }
        html + "</div>"
    }

    fn bars(&self, plan: &Plan<'_>, stint: &Stint, html: &mut String) {
        for pair in stint.parts.windows(2) {
            for gap in self.axis.pieces((pair[0].1, pair[1].0)) {
                let wide = gap.right - gap.left;
                let _ = write!(
                    html,
                    "<i class=\"gap\" style=\"left:{:.2}%;width:{wide:.2}%\"></i>",
                    gap.left
                );
            }
        }
        let kind = &plan.problem.kinds[stint.kind];
        let post = stint.post.and_then(|p| plan.problem.skills.get(p));
        let post = post.map_or(String::new(), |p| format!("@{}", p.code));
        let title = format!(
            "{} {}",
            plan.say(&kind.name),
            legend::times(kind, plan.lang())
        );
        let own =
            |at: i64| i32::try_from(at - stint.day * i64::from(DAY)).map_or(String::new(), clock);
        for &part in &stint.parts {
            for piece in self.axis.pieces(part) {
                let (before, after) = (
                    if piece.cut_left { "←" } else { "" },
                    if piece.cut_right { "→" } else { "" },
                );
                let words = format!(
                    "{before}{}{post} {}–{}{after}",
                    kind.code,
                    own(part.0),
                    own(part.1)
                );
                let wide = piece.right - piece.left;
                let _ = write!(
                    html,
                    "<b class=\"bar k{}\" style=\"left:{:.2}%;width:{wide:.2}%\" title=\"{}\">{}</b>",
                    stint.kind,
                    piece.left,
                    safe(&title),
                    safe(&words)
                );
            }
        }
    }
}
