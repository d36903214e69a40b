//! Weeks and days as bars on an axis of time: each day a track of its own, so that a phone can put them below each other.

use super::{Body, along, at, clean, day_class, kinds_legend, rest_legend, sample, when, who};
use crate::domain::PersonIx;
use crate::domain::time::{DAY, clock, hours};
use crate::render::chart::bars::{Axis, Window};
use crate::render::chart::plan::{Free, Plan};
use crate::render::chart::{handover, tasks};
use crate::render::chart::{legend, words};
use crate::rules::Stint;
use crate::text::Fixed;
use chrono::Datelike;
use maud::{Markup, html};
use std::ops::Range;

/// Each week a section, the days side by side.
pub fn weeks(plan: &Plan<'_>) -> Body {
    let weeks = plan.problem.weeks().into_iter().enumerate();
    let wanted = |w: usize| plan.order.week.is_none_or(|wanted| wanted == w);
    let weeks = weeks.filter(|(w, _)| wanted(*w)).map(|(_, days)| days);
    let mut window = Window::of(plan);
    if window.hi > DAY {
        window = Window { lo: 0, hi: DAY };
    }
    body(plan, &weeks.collect::<Vec<_>>(), window, ("Week", "周"))
}

/// Each day a section.
pub fn days(plan: &Plan<'_>) -> Body {
    let wanted = |d: &usize| plan.order.day.is_none_or(|wanted| wanted == *d);
    let days = (0..plan.days()).filter(wanted).map(|d| d as i64);
    let mut window = Window::of(plan);
    if window.hi > DAY {
        window.lo = 0;
    }
    let days: Vec<Range<i64>> = days.map(|d| d..d + 1).collect();
    body(plan, &days, window, ("Day", "日期"))
}

fn body(plan: &Plan<'_>, parts: &[Range<i64>], window: Window, label: Fixed) -> Body {
    let choices: Vec<(String, String)> = parts.iter().map(|days| choice(plan, days)).collect();
    Body {
        tools: Some(html! { (when(plan.t(label), &choices)) (who(plan)) }),
        main: html! { @for days in parts { (section(plan, days.clone(), window)) } },
        legend: html! {
            (kinds_legend(plan))
            (sample("ho", "", plan.t(words::LEGEND_HANDOVER)))
            (rest_legend(plan))
        },
    }
}

/// What a section is chosen by: its first and last date; and how it is called.
fn choice(plan: &Plan<'_>, days: &Range<i64>) -> (String, String) {
    let (first, last) = (
        plan.problem.date(days.start),
        plan.problem.date(days.end - 1),
    );
    let words = if first == last {
        format!(
            "{} {}",
            words::date(first),
            words::long_weekday(first.weekday(), plan.lang())
        )
    } else {
        format!("{} – {}", words::date(first), words::date(last))
    };
    (format!("{first}/{last}"), words)
}

fn section(plan: &Plan<'_>, days: Range<i64>, window: Window) -> Markup {
    let (value, title) = choice(plan, &days);
    let count = days.end - days.start;
    let handovers = handover::spans(plan);
    let track = |day: i64| Track::new(plan, day, window, &handovers);
    let tracks: Vec<Track> = days.clone().map(track).collect();
    let only = usize::try_from(days.start).ok().filter(|_| count == 1);
    html! {
        section.time data-when=(value) {
            h2 { (title) } "\n"
            .scroll tabindex="0" {
                .rows.{ "d" (count) } { "\n"
                    .row.head {
                        .name { (plan.t(words::PERSON)) }
                        .days { @for track in &tracks { (track.head(plan)) } }
                        .total { (plan.t(words::HOURS)) }
                    } "\n"
                    @for &person in &plan.people { (row(plan, person, &days, &tracks)) }
                }
            }
            @if let Some(day) = only {
                ul.notes { @for note in tasks::of_day(plan, day) { li { (clean(&note)) } } }
            }
        } "\n"
    }
}

fn row(plan: &Plan<'_>, person: PersonIx, days: &Range<i64>, tracks: &[Track]) -> Markup {
    let name = clean(&plan.problem.people[person].name);
    let stints = plan.facts.all(person).iter();
    let minutes: i64 = stints
        .filter(|s| days.contains(&s.day))
        .map(|s| s.minutes)
        .sum();
    html! {
        .row data-p=(person.0) {
            .name title=(name) { (name) }
            .days { @for track in tracks { (track.row(plan, person)) } }
            .total { (hours(minutes)) }
        } "\n"
    }
}

/// A day's axis, in hundredths of its width.
struct Track {
    day: i64,
    axis: Axis,
    /// What is the same in every row.
    back: Markup,
}

impl Track {
    fn new(plan: &Plan<'_>, day: i64, window: Window, handovers: &[(i64, i64)]) -> Track {
        let axis = Axis {
            left: 0.0,
            width: 100.0,
            days: day..day + 1,
            window,
        };
        let handovers = handovers.iter().filter(|_| plan.day_kind(day).is_some());
        let back = html! {
            @for &(start, end) in handovers {
                @for piece in axis.pieces((start, end.max(start + 1))) {
                    i.ho style=(along(piece.left, piece.right)) {}
                }
            }
        };
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

    fn head(&self, plan: &Plan<'_>) -> Markup {
        let window = self.axis.window;
        let step = if window.minutes() > 16 * 60 { 6 } else { 3 };
        let hours = self.axis.hours(step).filter(|h| h * 60 < window.hi);
        html! {
            .track.(day_class(plan.day_kind(self.day))) {
                span { (self.label(plan)) }
                .hours {
                    @for hour in hours {
                        i style=(at(self.axis.x(self.day, hour * 60))) {
                            @if hour > 24 { (hour - 24) } @else { (hour) }
                        }
                    }
                }
            }
        }
    }

    fn row(&self, plan: &Plan<'_>, person: PersonIx) -> Markup {
        let stints = plan.facts.all(person).iter();
        let inside = usize::try_from(self.day).ok().filter(|d| *d < plan.days());
        let free = inside.filter(|d| plan.duty(person, *d).is_none());
        html! {
            .track.(day_class(plan.day_kind(self.day))) data-day=(self.label(plan)) {
                (self.back)
                @for stint in stints.filter(|s| self.day - 1 <= s.day && s.day <= self.day) {
                    (self.gaps(stint))
                    (self.bars(plan, stint))
                }
                @if let Some(day) = free {
                    u.rest.out[plan.free(person, day) == Free::Out] { (clean(plan.free_sign(person, day))) }
                }
            }
        }
    }

    /// What lies between the parts of a split shift.
    fn gaps(&self, stint: &Stint) -> Markup {
        html! {
            @for pair in stint.parts.windows(2) {
                @for gap in self.axis.pieces((pair[0].1, pair[1].0)) {
                    i.gap style=(along(gap.left, gap.right)) {}
                }
            }
        }
    }

    fn bars(&self, plan: &Plan<'_>, stint: &Stint) -> Markup {
        let kind = &plan.problem.kinds[stint.kind];
        let post = stint.post.and_then(|p| plan.problem.skills.get(p));
        let (name, times) = (plan.say(&kind.name), legend::times(kind, plan.lang()));
        let own =
            |at: i64| i32::try_from(at - stint.day * i64::from(DAY)).map_or(String::new(), clock);
        html! {
            @for &part in &stint.parts {
                @for piece in self.axis.pieces(part) {
                    b.bar.{ "k" (stint.kind) } style=(along(piece.left, piece.right)) title={ (clean(&name)) " " (times) } {
                        @if piece.cut_left { "←" }
                        (clean(&kind.code))
                        @if let Some(post) = post { "@" (clean(&post.code)) }
                        " " (own(part.0)) "–" (own(part.1))
                        @if piece.cut_right { "→" }
                    }
                }
            }
        }
    }
}
