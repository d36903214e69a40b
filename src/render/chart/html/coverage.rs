//! Demand against presence, a row a day.

use super::{Body, along, at, clean, day_class, days_legend, sample};
use crate::domain::time::hours;
use crate::render::chart::coverage::{Block, Coverage, Stream, stream_name};
use crate::render::chart::plan::Plan;
use crate::render::chart::words;
use chrono::Datelike;
use maud::{Markup, html};

pub fn body(plan: &Plan<'_>) -> Body {
    let coverage = Coverage::new(plan);
    Body {
        tools: None,
        main: html! {
            @for stream in &coverage.streams { (section(plan, &coverage, stream)) }
        },
        legend: html! {
            (sample("blk", "3/3", plan.t(("there / needed", "在岗/需要"))))
            (sample("blk short", html! { s { "1/3" } }, plan.t(("short", "缺人"))))
            (sample("blk spare", "5/3", plan.t(("more than needed", "多于需要"))))
            (days_legend(plan))
        },
    }
}

fn section(plan: &Plan<'_>, coverage: &Coverage, stream: &Stream) -> Markup {
    let window = coverage.window;
    let minutes = f64::from(window.minutes().max(1));
    let part = |minute: i32| f64::from(minute - window.start) * 100.0 / minutes;
    let even = (window.start / 60..window.end / 60).filter(|h| h % 2 == 0);
    html! {
        section.time.cover {
            h2 { (clean(&stream_name(plan, stream.skill))) } "\n"
            .scroll tabindex="0" {
                .rows.d1 { "\n"
                    .row.head {
                        .name {}
                        .days {
                            .track {
                                .hours { @for hour in even { i style=(at(part(hour * 60))) { (hour) } } }
                            }
                        }
                        .total { (plan.t(("short h", "缺（时）"))) }
                        .total { (plan.t(("over h", "多（时）"))) }
                    } "\n"
                    @for (day, blocks) in stream.days.iter().enumerate() {
                        (row(plan, day as i64, blocks, &part))
                    }
                }
            }
        } "\n"
    }
}

/// A day; `part` says where a minute lies, in hundredths of the width.
fn row(plan: &Plan<'_>, day: i64, blocks: &[Block], part: &dyn Fn(i32) -> f64) -> Markup {
    let date = plan.problem.date(day);
    let weekday = words::long_weekday(date.weekday(), plan.lang());
    let sum = |people: fn(&Block) -> i64| -> i64 {
        let minutes = |b: &Block| people(b) * i64::from(b.span.minutes());
        blocks.iter().map(minutes).sum()
    };
    let (lacks, spares) = (sum(Block::short), sum(Block::spare));
    html! {
        .row {
            .name.(day_class(plan.day_kind(day))) {
                (words::date(date)) " " (weekday) " " (plan.mark(day))
            }
            .days {
                .track {
                    @for block in blocks { (field(block, part(block.span.start), part(block.span.end))) }
                }
            }
            .total.alarm[lacks > 0] { (shown(lacks)) }
            .total { (shown(spares)) }
        } "\n"
    }
}

fn shown(minutes: i64) -> String {
    if minutes == 0 {
        "·".to_owned()
    } else {
        hours(minutes)
    }
}

fn field(block: &Block, left: f64, right: f64) -> Markup {
    let (short, spare) = (block.short() > 0, block.spare() > 0);
    let bare = block.need.is_none();
    let label = block.labels().first().cloned().unwrap_or_default();
    html! {
        b.blk.short[short].spare[!short && spare].bare[!short && !spare && bare] style=(along(left, right)) {
            // What is short is hatched; its number has a plain ground.
            @if short { s { (label) } } @else { (label) }
        }
    }
}
