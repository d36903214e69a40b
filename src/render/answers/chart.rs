//! Half-hours as a chart: needed, present now, present without somebody, and a bar that shows where people lack.

use super::{day as day_name, some};
use crate::domain::Problem;
use crate::domain::time::{SLOT, Span};
use crate::explain::leave::cover::HalfHour;
use crate::render::width::pad;
use crate::text::{Fixed, Lang, Text, pick};
use std::collections::BTreeMap;

/// Days that are drawn; a longer leave says the rest in words.
const DRAWN: usize = 7;
/// Stretches that are said in words.
const SAID: usize = 12;
/// Columns that a day may take: with the labels at its left it fits into 80.
const WIDEST: usize = 62;
/// Columns of the rows' names.
const NAME: usize = 9;

const NEEDED: Fixed = ("needed", "需要");
const NOW: Fixed = ("now", "现在");
const WITHOUT: Fixed = ("without", "请假后");

/// The half-hours of a day that count the same people.
type Part<'a> = Vec<&'a HalfHour>;

/// The days and skills of which people are taken away, in order.
fn parts(halves: &[HalfHour]) -> Vec<Part<'_>> {
    let mut parts: BTreeMap<(usize, Option<usize>), Part<'_>> = BTreeMap::new();
    for half in halves {
        parts.entry((half.day, half.skill)).or_default().push(half);
    }
    let touched = |part: &Part<'_>| part.iter().any(|h| h.after < h.before);
    let mut parts: Vec<Part<'_>> = parts.into_values().filter(touched).collect();
    for part in &mut parts {
        part.sort_by_key(|h| h.start);
    }
    parts
}

/// A chart of each day of which people are taken away.
pub fn chart(problem: &Problem, halves: &[HalfHour], lang: Lang) -> Vec<String> {
    let parts = parts(halves);
    let mut lines: Vec<String> = Vec::new();
    for part in parts.iter().take(DRAWN) {
        lines.extend(drawn(problem, part, lang));
    }
    let more = parts.len().saturating_sub(DRAWN);
    if more > 0 {
        lines.push(match lang {
            Lang::En => format!("… and {more} more days"),
            Lang::Zh => format!("……另有 {more} 天"),
        });
    }
    if !lines.is_empty() {
        lines.push(legend(lang));
    }
    lines
}

fn legend(lang: Lang) -> String {
    let words = (
        "= enough   - fewer than wanted   ! fewer than ever allowed",
        "= 够   - 少于希望的人数   ! 少于最低人数",
    );
    pick(words, lang).to_owned()
}

/// One day: a title with the clock, and four rows.
fn drawn(problem: &Problem, part: &[&HalfHour], lang: Lang) -> Vec<String> {
    let numbers = part.iter().flat_map(|h| [h.want, h.before, h.after]);
    let digits = numbers.map(|n| n.to_string().len()).max().unwrap_or(1);
    let column = if digits == 1 { 1 } else { digits + 1 };
    let all = stretch(part.iter().copied());
    let lost = stretch(part.iter().copied().filter(|h| h.after < h.before));
    let fits = |s: &Span| usize::try_from(s.minutes() / SLOT).is_ok_and(|n| n * column <= WIDEST);
    let Some(span) = all.filter(fits).or(lost) else {
        return Vec::new();
    };
    let halves: Vec<Option<&HalfHour>> = (span.start..span.end)
        .step_by(SLOT as usize)
        .map(|start| part.iter().copied().find(|h| h.start == start))
        .collect();
    let row = |name: &str, show: &dyn Fn(&HalfHour) -> String| -> String {
        let cells = halves.iter().map(|half| {
            let text = half.map_or(String::new(), show);
            pad(&text, column, true)
        });
        format!("{}{}", pad(name, NAME, false), cells.collect::<String>())
    };
    let first = part.first();
    let title = first.map_or(String::new(), |h| title(problem, h, lang));
    let mut lines = vec![title];
    lines.push(format!("{}{}", " ".repeat(NAME), clock(span, column)));
    lines.push(row(pick(NEEDED, lang), &|h| h.want.to_string()));
    lines.push(row(pick(NOW, lang), &|h| h.before.to_string()));
    lines.push(row(pick(WITHOUT, lang), &|h| h.after.to_string()));
    lines.push(row("", &|h| mark(h).to_string().repeat(digits)));
    lines
}

/// From the first half-hour to the last.
fn stretch<'a>(halves: impl Iterator<Item = &'a HalfHour>) -> Option<Span> {
    let mut span: Option<Span> = None;
    for half in halves {
        let end = half.start + SLOT;
        let so_far = span.get_or_insert(Span {
            start: half.start,
            end,
        });
        so_far.start = so_far.start.min(half.start);
        so_far.end = so_far.end.max(end);
    }
    span
}

fn mark(half: &HalfHour) -> char {
    if half.after < half.least {
        '!'
    } else if half.after < half.want {
        '-'
    } else {
        '='
    }
}

fn title(problem: &Problem, half: &HalfHour, lang: Lang) -> String {
    let day = day_name(problem, half.day, lang);
    let skill = half.skill.and_then(|s| problem.skills.get(s));
    match (skill, lang) {
        (None, _) => day,
        (Some(skill), Lang::En) => format!("{day} ({})", skill.name.en),
        (Some(skill), Lang::Zh) => format!("{day}（{}）", skill.name.zh),
    }
}

/// Every second whole hour above its first half-hour, left of it where half-hours take several columns.
fn clock(span: Span, column: usize) -> String {
    let mut line = String::new();
    let first = (span.start + 59) / 60 * 60;
    let step = if column < 3 { 120 } else { 60 };
    for start in (first..span.end).step_by(step) {
        // Within a span that was drawn: not negative.
        let place = usize::try_from((start - span.start) / SLOT).unwrap_or(0) * column;
        let place = place + column.saturating_sub(2);
        while line.len() < place {
            line.push(' ');
        }
        line.push_str(&format!("{:02}", start / 60));
    }
    line
}

/// The stretches that lack more people than before, in words.
pub fn stretches(problem: &Problem, halves: &[HalfHour], lang: Lang) -> Vec<String> {
    let lines = joined(halves).into_iter();
    let lines = lines.map(|(half, span)| said(problem, &half, span).get(lang).to_owned());
    some(lines.collect(), SAID, lang)
}

/// Half-hours that lack more people than before, those that follow each other and are the same as one.
pub fn joined(halves: &[HalfHour]) -> Vec<(HalfHour, Span)> {
    let mut worse: Vec<&HalfHour> = halves.iter().filter(|h| h.is_worse()).collect();
    worse.sort_by_key(|h| (h.day, h.skill, h.start));
    let mut joined: Vec<(HalfHour, Span)> = Vec::new();
    for half in worse {
        let same = |a: &HalfHour| {
            HalfHour {
                start: half.start,
                ..*a
            } == *half
        };
        match joined.last_mut() {
            Some((first, span)) if span.end == half.start && same(first) => span.end += SLOT,
            _ => joined.push((
                *half,
                Span {
                    start: half.start,
                    end: half.start + SLOT,
                },
            )),
        }
    }
    joined
}

fn said(problem: &Problem, half: &HalfHour, span: Span) -> Text {
    let date = problem.day_name(half.day as i64);
    let (en, zh) = match half.skill.and_then(|s| problem.skills.get(s)) {
        Some(skill) => (
            format!(" ({})", skill.name.en),
            format!("（{}）", skill.name.zh),
        ),
        None => (String::new(), String::new()),
    };
    let (after, want, least) = (half.after, half.want, half.least);
    if after < least && least < want {
        return crate::text!(
            "{date} {span}{en}: {after} left, {want} wanted, never fewer than {least}",
            "{date} {span}{zh}：剩 {after} 人，希望 {want} 人，至少 {least} 人"
        );
    }
    crate::text!(
        "{date} {span}{en}: {after} left, {want} needed",
        "{date} {span}{zh}：剩 {after} 人，需要 {want} 人"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn half(start: i32, want: i64, before: i64, after: i64) -> HalfHour {
        HalfHour {
            day: 0,
            start,
            skill: None,
            want,
            least: 1,
            before,
            after,
        }
    }

    #[test]
    fn half_hours_that_follow_each_other_are_one_stretch() {
        let halves = [
            half(540, 2, 2, 1),
            half(570, 2, 2, 1),
            half(600, 2, 3, 2),
            half(630, 2, 2, 1),
            half(660, 2, 2, 0),
        ];
        let spans: Vec<String> = joined(&halves).iter().map(|(_, s)| s.to_string()).collect();
        assert_eq!(spans, ["09:00-10:00", "10:30-11:00", "11:00-11:30"]);
        let marks: String = halves.iter().map(mark).collect();
        assert_eq!(marks, "--=-!");
    }

    #[test]
    fn the_clock_stands_above_whole_hours() {
        let span = Span {
            start: 510,
            end: 840,
        };
        assert_eq!(clock(span, 1), " 09  11  13");
        assert_eq!(clock(span, 3), "    09    10    11    12    13");
    }
}
