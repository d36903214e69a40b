//! Shifts as bars on an axis of time: parts of a split shift are two bars, what runs past an edge says so.

mod axis;

pub use axis::{Axis, Piece, Window};

use super::color::{ALARM, Color, GRAY, INK, WHITE};
use super::legend;
use super::plan::Plan;
use super::view::{Area, Page, style};
use crate::domain::PersonIx;
use crate::domain::time::{DAY, face};
use crate::rules::Stint;

/// Points between two labelled hours, so that labels of full times do not touch.
pub const LABELS: f64 = 38.0;

/// Writes an hour above its place on an axis that fills a strip. At the edges labels stay within the strip; there is
/// room for them only right at the edge.
pub fn hour_label(page: &mut Page, strip: Area, x: f64, hour: i32) {
    const HALF: f64 = 14.0;
    let label = Area::new(x - HALF, strip.y, 2.0 * HALF, strip.h);
    let (text, words) = (face(hour * 60), style(7.0));
    if label.x < strip.x {
        let area = Area {
            x: strip.x + 2.0,
            ..label
        };
        page.write(area, &text, words.start());
    } else if label.right() <= strip.right() {
        page.write(label, &text, words);
    } else if x > strip.right() - 1.0 {
        let area = Area {
            x: strip.right() - 2.0 * HALF - 2.0,
            ..label
        };
        page.write(area, &text, words.end());
    }
}

/// Words for a bar, in each list the most telling first; the first that fits is written.
struct Labels {
    /// In one line.
    lines: Vec<String>,
    /// In two, the second one the time.
    pairs: Vec<(String, String)>,
    /// The code alone, where nothing else fits.
    code: String,
}

fn labels(plan: &Plan<'_>, stint: &Stint, part: (i64, i64)) -> Labels {
    let kind = &plan.problem.kinds[stint.kind];
    let post = stint.post.and_then(|p| plan.problem.skills.get(p));
    let minute = |at: i64| i32::try_from(at - stint.day * i64::from(DAY)).unwrap_or(0);
    let (start, end) = (minute(part.0), minute(part.1));
    let long = format!("{}–{}", face(start), face(end));
    let brief = format!("{}–{}", hour(start), hour(end));
    let name = plan.say(&kind.name);
    let code = kind.code.clone();
    let (full, short) = match post {
        Some(post) => {
            let post_name = plan.say(&post.name);
            let full = crate::text!(
                "{code} {name} ({post_name})",
                "{code} {name}（{post_name}）"
            );
            (plan.say(&full), format!("{code}@{}", post.code))
        }
        None => (format!("{code} {name}"), code.clone()),
    };
    let mut lines = vec![
        format!("{full} {long}"),
        format!("{short} {long}"),
        format!("{short} {brief}"),
    ];
    if post.is_some() {
        lines.push(short.clone());
    }
    Labels {
        lines,
        pairs: vec![(full, long.clone()), (short.clone(), long), (short, brief)],
        code,
    }
}

/// A time without what can be left out: `17`, `9:30`.
fn hour(minutes: i32) -> String {
    let time = face(minutes);
    let short = time.strip_suffix(":00").unwrap_or(&time);
    let bare = short.strip_prefix('0');
    let bare = bare.filter(|s| s.starts_with(|c: char| c.is_ascii_digit()));
    bare.unwrap_or(short).to_owned()
}

/// Draws a person's shifts on an axis into a row.
pub fn row(plan: &Plan<'_>, page: &mut Page, axis: &Axis, area: Area, person: PersonIx) {
    let stints = plan.facts.all(person);
    let (y, height) = (area.y + 1.6, area.h - 3.2);
    let near = |s: &&Stint| axis.days.start - 2 <= s.day && s.day < axis.days.end;
    let stints: Vec<&Stint> = stints.iter().filter(near).collect();
    for (index, stint) in stints.iter().enumerate() {
        for pair in stint.parts.windows(2) {
            let (before, after) = (pair[0].1, pair[1].0);
            for gap in axis.pieces((before, after)) {
                let middle = y + height / 2.0;
                page.dashed((gap.left, middle), (gap.right, middle), 0.7, GRAY);
            }
        }
        // Where two shifts lie over each other nothing is written.
        let from = index.checked_sub(1).map_or(i64::MIN, |i| stints[i].end());
        let to = stints.get(index + 1).map_or(i64::MAX, |next| next.start());
        for &part in &stint.parts {
            let free = axis.pieces((part.0.max(from), part.1.min(to)));
            let words = labels(plan, stint, part);
            for piece in axis.pieces(part) {
                let area = Area::new(piece.left, y, piece.right - piece.left, height);
                bar(page, area, piece, plan.colors[stint.kind]);
                let inside = |f: &&Piece| piece.left <= f.left && f.right <= piece.right;
                if let Some(free) = free.iter().find(inside) {
                    let room = Area::new(free.left, y, free.right - free.left, height);
                    write(page, room.inset(1.2, 0.0), piece, &words);
                }
            }
        }
    }
    for pair in stints.windows(2) {
        clash(page, axis, pair[0], pair[1], (y, height));
    }
}

/// Marks a person's fixed duties in a row.
pub fn duties(plan: &Plan<'_>, page: &mut Page, axis: &Axis, area: Area, person: PersonIx) {
    let own = plan.given.iter().filter(|g| g.people.contains(&person));
    for given in own {
        for piece in axis.pieces((given.start, given.end)) {
            duty(page, piece.left, piece.right, area.bottom() - 1.6);
        }
    }
}

/// Marks a fixed duty under the bar of whoever does it.
fn duty(page: &mut Page, left: f64, right: f64, y: f64) {
    page.across(left, right, y, 2.0, INK);
}

/// What the mark of a fixed duty means, where there are any.
pub fn duty_legend(plan: &Plan<'_>) -> Option<legend::Entry> {
    let words = plan.t(super::words::LEGEND_DUTY);
    let sample =
        |page: &mut Page, area: Area| duty(page, area.x, area.right(), area.bottom() - 1.0);
    (!plan.given.is_empty()).then(|| legend::Entry::new(words, sample))
}

/// A bar; at an edge beyond which the shift goes on it is open.
fn bar(page: &mut Page, bar: Area, piece: Piece, color: Color) {
    page.fill(bar, color);
    page.across(bar.x, bar.right(), bar.y, 0.5, INK);
    page.across(bar.x, bar.right(), bar.bottom(), 0.5, INK);
    if !piece.cut_left {
        page.down(bar.x, bar.y, bar.bottom(), 0.5, INK);
    }
    if !piece.cut_right {
        page.down(bar.right(), bar.y, bar.bottom(), 0.5, INK);
    }
}

/// Bars at least so high have two lines.
const HIGH: f64 = 18.0;
/// Words smaller than this are left out rather than written.
const SMALL: f64 = 5.6;

/// Writes the first label that fits into a bar, with an arrow where the shift goes on; the code, if none fits.
fn write(page: &mut Page, room: Area, piece: Piece, labels: &Labels) {
    let arrows = |words: &str| {
        let before = if piece.cut_left { "← " } else { "" };
        let after = if piece.cut_right { " →" } else { "" };
        format!("{before}{words}{after}")
    };
    if room.h >= HIGH && two_lines(page, room, &labels.pairs, arrows) {
        return;
    }
    let words = style((room.h * 0.68).min(7.5)).least(5.2);
    let small = style(words.size.min(SMALL));
    let mut lines = labels.lines.iter().map(|line| arrows(line));
    if let Some(line) = lines.find(|l| small.width(l) <= room.w) {
        return page.write(room, &line, words);
    }
    // The code alone goes without arrows, and smaller, before it goes without anything.
    let all = room.inset(-0.8, 0.0);
    let least = words.least(3.8);
    if least.width(&labels.code) * 3.8 / least.size <= all.w {
        page.write(all, &labels.code, least);
    }
}

/// Writes what is worked and below it when; says whether any of the pairs fits.
fn two_lines(
    page: &mut Page,
    room: Area,
    pairs: &[(String, String)],
    arrows: impl Fn(&str) -> String,
) -> bool {
    let small = style(SMALL);
    let fits = |pair: &&(String, String)| {
        small.width(&pair.0) <= room.w && small.width(&arrows(&pair.1)) <= room.w
    };
    let Some((what, when)) = pairs.iter().find(fits) else {
        return false;
    };
    let line = room.h * 0.42;
    let upper = Area::new(room.x, room.y + room.h * 0.1, room.w, line);
    let lower = Area::new(room.x, upper.bottom(), room.w, line);
    let first = style((line * 0.82).min(9.0)).least(5.2).bold();
    page.write(upper, what, first);
    let second = style((line * 0.74).min(7.5)).least(5.2);
    page.write(lower, &arrows(when), second);
    true
}

/// Marks where the next shift begins before the last has ended.
fn clash(page: &mut Page, axis: &Axis, before: &Stint, after: &Stint, (y, height): (f64, f64)) {
    if after.start() >= before.end() {
        return;
    }
    for piece in axis.pieces((after.start(), before.end())) {
        clash_sign(
            page,
            Area::new(piece.left, y, piece.right - piece.left, height),
        );
    }
}

/// How two shifts at once are marked.
fn clash_sign(page: &mut Page, area: Area) {
    page.fill(area, ALARM);
    page.hatch(area, 2.5, 0.8, WHITE);
    page.frame(area, 0.8, ALARM);
}

/// What the signs of bars mean, as far as the chart has them.
pub fn legend(plan: &Plan<'_>) -> Vec<legend::Entry> {
    let mut entries = Vec::new();
    let parted = |k: &usize| plan.problem.kinds[*k].segments.len() > 1;
    if plan.used_kinds().iter().any(parted) {
        let words = plan.t(super::words::LEGEND_BREAK);
        entries.push(legend::Entry::new(words, |page, area| {
            let middle = area.y + area.h / 2.0;
            for x in [area.x, area.right() - 4.0] {
                page.frame(Area::new(x, area.y + 2.0, 4.0, area.h - 4.0), 0.5, INK);
            }
            page.dashed(
                (area.x + 4.0, middle),
                (area.right() - 4.0, middle),
                0.7,
                GRAY,
            );
        }));
    }
    let overlaps = |p: &PersonIx| {
        plan.facts
            .all(*p)
            .windows(2)
            .any(|w| w[1].start() < w[0].end())
    };
    if plan.people.iter().any(overlaps) {
        let words = plan.t(super::words::LEGEND_CLASH);
        entries.push(legend::Entry::new(words, |page, area| {
            clash_sign(page, area.inset(3.0, 1.0))
        }));
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_as_short_as_they_can_be() {
        for (minutes, want) in [
            (540, "9"),
            (570, "9:30"),
            (1440, "24"),
            (1890, "7:30"),
            (0, "0"),
        ] {
            assert_eq!(hour(minutes), want);
        }
    }
}
