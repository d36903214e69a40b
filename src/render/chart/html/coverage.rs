//! Demand against presence, a row a day.

use super::{Body, day_class, days_legend, safe, sample};
use crate::domain::time::hours;
use crate::render::chart::coverage::{Block, Coverage, Stream, stream_name};
use crate::render::chart::plan::Plan;
use crate::render::chart::words;
use chrono::Datelike;
use std::fmt::Write;

pub fn body(plan: &Plan<'_>) -> Body {
    let coverage = Coverage::new(plan);
    let main = coverage
        .streams
        .iter()
        .map(|s| section(plan, &coverage, s))
        .collect();
    let mut legend = sample("blk", "3/3", plan.t(("there / needed", "在岗/需要")));
    legend.push_str(&sample(
        "blk short",
        "<s>1/3</s>",
        plan.t(("short", "缺人")),
    ));
    legend.push_str(&sample(
        "blk spare",
        "5/3",
        plan.t(("more than needed", "多于需要")),
    ));
    legend.push_str(&days_legend(plan));
    Body {
        tools: String::new(),
        main,
        legend,
    }
}

fn section(plan: &Plan<'_>, coverage: &Coverage, stream: &Stream) -> String {
    let window = coverage.window;
    let part =
        |minute: i32| f64::from(minute - window.start) * 100.0 / f64::from(window.minutes().max(1));
    let mut html = format!(
        "<section class=\"time cover\"><h2>{}</h2>\n<div class=\"scroll\" tabindex=\"0\"><div class=\"rows d1\">\n",
        safe(&stream_name(plan, stream.skill))
    );
    let mut marks = String::new();
    for hour in (window.start / 60..window.end / 60).filter(|h| h % 2 == 0) {
        let _ = write!(
            marks,
            "<i style=\"left:{:.2}%\">{hour}</i>",
            part(hour * 60)
        );
    }
    let (short, over) = (
        plan.t(("short h", "缺（时）")),
        plan.t(("over h", "多（时）")),
    );
    let _ = writeln!(
        html,
        "<div class=\"row head\"><div class=\"name\"></div><div class=\"days\"><div class=\"track\"><div class=\"hours\">{marks}</div></div></div><div class=\"total\">{short}</div><div class=\"total\">{over}</div></div>"
    );
    for (day, blocks) in stream.days.iter().enumerate() {
        let date = plan.problem.date(day as i64);
        let kind = plan.day_kind(day as i64);
        let mark = plan.mark(day as i64);
        let weekday = words::long_weekday(date.weekday(), plan.lang());
        let mut track = String::new();
        let (mut lacks, mut spares) = (0, 0);
        for block in blocks {
            let minutes = i64::from(block.span.minutes());
            lacks += block.short() * minutes;
            spares += block.spare() * minutes;
            let left = part(block.span.start);
            let _ = write!(track, "{}", field(block, left, part(block.span.end) - left));
        }
        let alarm = if lacks > 0 { " alarm" } else { "" };
        let _ = writeln!(
            html,
            "<div class=\"row\"><div class=\"name {}\">{} {weekday} {mark}</div><div class=\"days\"><div class=\"track\">{track}</div></div><div class=\"total{alarm}\">{}</div><div class=\"total\">{}</div></div>",
            day_class(kind),
            words::date(date),
            shown(lacks),
            shown(spares)
        );
    }
    html + "</div></div></section>\n"
}

fn shown(minutes: i64) -> String {
    if minutes == 0 {
        "·".to_owned()
    } else {
        hours(minutes)
    }
}

fn field(block: &Block, left: f64, wide: f64) -> String {
    let class = if block.short() > 0 {
        "blk short"
    } else if block.spare() > 0 {
        "blk spare"
    } else if block.need.is_some() {
        "blk"
    } else {
        "blk bare"
    };
    let label = block.labels().first().cloned().unwrap_or_default();
    // What is short is hatched; its number has a plain ground.
    let label = if block.short() > 0 {
        format!("<s>{label}</s>")
    } else {
        label
    };
    format!("<b class=\"{class}\" style=\"left:{left:.2}%;width:{wide:.2}%\">{label}</b>")
}
