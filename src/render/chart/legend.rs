//! What the signs of a chart mean: samples drawn as in the chart itself, with words beside them.

use super::color::{ALARM, Color, GRAY, INK, RULE, SHADE, WHITE};
use super::plan::{Free, Plan};
use super::view::{Area, Page, style};
use super::words;
use crate::domain::ShiftKind;
use crate::domain::calendar::DayKind;
use crate::domain::time::Span;
use crate::text::{Fixed, Lang, pick};

const SIZE: f64 = 7.0;
const LINE: f64 = 13.0;
const SAMPLE: f64 = 16.0;
const GAP: f64 = 3.0;
const BETWEEN: f64 = 11.0;
/// Legends higher than this are set smaller.
const HIGHEST: f64 = 92.0;

/// Draws a sample into its field.
type Sample = Box<dyn Fn(&mut Page, Area)>;

/// A sign and its meaning.
pub struct Entry {
    sample: Option<Sample>,
    words: String,
}

impl Entry {
    /// A sign, as a function that draws it.
    pub fn new(words: impl Into<String>, sample: impl Fn(&mut Page, Area) + 'static) -> Entry {
        Entry {
            sample: Some(Box::new(sample)),
            words: words.into(),
        }
    }

    /// Words alone.
    pub fn words(words: impl Into<String>) -> Entry {
        Entry {
            sample: None,
            words: words.into(),
        }
    }

    /// Width of the sign and the space behind it.
    fn lead(&self) -> f64 {
        if self.sample.is_some() {
            SAMPLE + GAP
        } else {
            0.0
        }
    }

    fn width(&self, size: f64) -> f64 {
        self.lead() + style(size).width(&self.words)
    }
}

/// Entries, laid out in lines.
pub struct Legend {
    lines: Vec<Vec<(f64, Entry)>>,
    width: f64,
    size: f64,
}

impl Legend {
    /// Lays entries out in lines of a width; smaller where there are very many.
    pub fn new(entries: Vec<Entry>, width: f64) -> Legend {
        let size = [SIZE, 6.0, 5.2]
            .into_iter()
            .find(|size| line_height(*size) * count(&entries, width, *size) as f64 <= HIGHEST)
            .unwrap_or(4.6);
        let mut lines: Vec<Vec<(f64, Entry)>> = Vec::new();
        let mut x = f64::INFINITY;
        for entry in entries {
            let wide = entry.width(size).min(width);
            if x + wide > width {
                lines.push(Vec::new());
                x = 0.0;
            }
            if let Some(line) = lines.last_mut() {
                line.push((x, entry));
            }
            x += wide + BETWEEN;
        }
        Legend { lines, width, size }
    }

    /// How high it is.
    pub fn height(&self) -> f64 {
        line_height(self.size) * self.lines.len() as f64
    }

    /// Draws it from its upper left corner.
    pub fn draw(&self, page: &mut Page, (left, top): (f64, f64)) {
        let high = line_height(self.size);
        for (row, line) in self.lines.iter().enumerate() {
            let y = top + high * row as f64;
            for (x, entry) in line {
                let sample = Area::new(left + x, y + 1.5, SAMPLE, high - 3.0);
                if let Some(draw) = &entry.sample {
                    draw(page, sample);
                }
                let room = (self.width - x - entry.lead()).max(0.0);
                let words = Area::new(left + x + entry.lead(), y, room, high);
                page.write(words, &entry.words, style(self.size).start());
            }
        }
    }
}

fn line_height(size: f64) -> f64 {
    LINE * size / SIZE
}

/// How many lines entries take at a size.
fn count(entries: &[Entry], width: f64, size: f64) -> usize {
    let (mut lines, mut x) = (0, f64::INFINITY);
    for entry in entries {
        let wide = entry.width(size).min(width);
        if x + wide > width {
            lines += 1;
            x = 0.0;
        }
        x += wide + BETWEEN;
    }
    lines
}

/// A shift's code on its colour.
pub fn chip(page: &mut Page, area: Area, code: &str, color: Color) {
    page.fill(area, color);
    page.frame(area, 0.4, GRAY);
    page.write(area.inset(0.8, 0.0), code, style(7.5).least(3.5));
}

/// The shift kinds with their times.
pub fn shifts(plan: &Plan<'_>) -> Vec<Entry> {
    let kind = |&k: &usize| {
        let kind = &plan.problem.kinds[k];
        let (code, color) = (kind.code.clone(), plan.colors[k]);
        let words = format!("{} {}", plan.say(&kind.name), times(kind, plan.lang()));
        Entry::new(words, move |page, area| chip(page, area, &code, color))
    };
    plan.kinds.iter().map(kind).collect()
}

/// The shift kinds with their times, and the posts.
pub fn kinds(plan: &Plan<'_>) -> Vec<Entry> {
    let used = |post: &usize| plan.problem.duties.iter().any(|d| d.post == Some(*post));
    let post = |post: usize| {
        let skill = &plan.problem.skills[post];
        let code = skill.code.clone();
        Entry::new(plan.say(&skill.name), move |page, area| {
            page.write(area, &code, style(6.5).least(3.5));
        })
    };
    let posts = (0..plan.problem.skills.len()).filter(used).map(post);
    shifts(plan).into_iter().chain(posts).collect()
}

/// When a shift is worked: `10:00–14:00, 17:30–23:00`, `17:00–次日01:00`.
pub fn times(kind: &ShiftKind, lang: Lang) -> String {
    let span = |span: &Span| span.words().get(lang).replace('-', "–");
    let spans: Vec<String> = kind.segments.iter().map(span).collect();
    spans.join(pick((", ", "、"), lang))
}

/// What cells without a shift may be, as far as the chart has them.
pub fn free(plan: &Plan<'_>) -> Vec<Entry> {
    let rest = Some(plan.problem.rest_code.as_str()).filter(|code| !code.is_empty());
    let rest = rest.unwrap_or(plan.t(words::REST_CELL));
    let plain = plan.problem.leave_sign(plan.lang());
    let cases = [
        (Free::Rest, rest, words::LEGEND_REST),
        (Free::Leave, plain, words::LEGEND_LEAVE),
        (Free::Out, "", words::LEGEND_OUT),
    ];
    let has = |case: Free| match case {
        Free::Leave => plan.problem.has_plain_leave(),
        other => plan.has(other),
    };
    let shown = cases.into_iter().filter(|(case, ..)| has(*case));
    let entry = |(case, sign, meaning): (Free, &str, Fixed)| {
        let sign = sign.to_owned();
        Entry::new(plan.t(meaning), move |page, area| {
            free_cell(page, area, case, &sign);
        })
    };
    let kinds = plan.leave_kinds().into_iter().map(|kind| {
        let code = kind.code.clone();
        Entry::new(plan.say(&kind.name), move |page, area| {
            free_cell(page, area, Free::Leave, &code);
        })
    });
    shown.map(entry).chain(kinds).collect()
}

/// A cell without a shift.
pub fn free_cell(page: &mut Page, area: Area, free: Free, sign: &str) {
    match free {
        Free::Rest => {
            let size = (area.h * 0.42).clamp(7.0, 9.0);
            page.write(area, sign, style(size).least(4.0).color(GRAY));
        }
        // Neither a day off nor a shift: white on a weekend's band, framed, in letters as dark as a shift's.
        Free::Leave => {
            let field = area.inset(0.8, 0.8);
            page.fill(field, WHITE);
            page.frame(field, 0.5, GRAY);
            let size = (area.h * 0.42).clamp(6.5, 9.0);
            page.write(area.inset(1.2, 0.0), sign, style(size).least(4.0).bold());
        }
        Free::Out => page.hatch(area, 4.0, 0.4, RULE),
    }
}

/// The kinds of days that the month has, with their dates.
pub fn days(plan: &Plan<'_>) -> Vec<Entry> {
    let cases = [
        (DayKind::Weekend, words::LEGEND_WEEKEND),
        (DayKind::Statutory, words::LEGEND_HOLIDAY),
        (DayKind::Rest, words::LEGEND_MOVED),
        (DayKind::Makeup, words::LEGEND_MAKEUP),
    ];
    let mut entries = Vec::new();
    for (kind, meaning) in cases {
        let days: Vec<usize> = (0..plan.days())
            .filter(|d| plan.day_kind(*d as i64) == Some(kind))
            .collect();
        if days.is_empty() {
            continue;
        }
        let mut words = plan.t(meaning).to_owned();
        if kind != DayKind::Weekend {
            words.push_str(plan.t((": ", "：")));
            words.push_str(&dates(plan, &days));
        }
        let sign = words::mark(kind, plan.lang());
        entries.push(Entry::new(words, move |page, area| {
            day_field(page, area, kind);
            page.write(
                area.inset(0.5, 0.0),
                sign,
                style(6.0).least(4.0).color(day_ink(kind)),
            );
        }));
    }
    if (0..plan.days()).any(|day| plan.problem.is_closed(day as i64)) {
        let (sign, meaning) = (plan.t(words::CLOSED), plan.t(words::LEGEND_CLOSED));
        entries.push(Entry::new(meaning, move |page, area| {
            page.write(area.inset(0.5, 0.0), sign, style(6.0).least(4.0));
        }));
    }
    entries
}

/// Days in words, those of one holiday together: `10-01–10-03 国庆节`.
fn dates(plan: &Plan<'_>, days: &[usize]) -> String {
    let name = |day: usize| {
        let holiday = plan.problem.calendar[day].holiday.as_ref();
        holiday.map_or("", |h| words::holiday(h, plan.lang()))
    };
    let date = |day: usize| words::date(plan.problem.date(day as i64));
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &day in days {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == day && name(*last) == name(day) => *last = day,
            _ => runs.push((day, day)),
        }
    }
    let words = |&(first, last): &(usize, usize)| {
        let span = if first == last {
            date(first)
        } else {
            format!("{}–{}", date(first), date(last))
        };
        format!("{span} {}", name(first)).trim_end().to_owned()
    };
    let runs: Vec<String> = runs.iter().map(words).collect();
    runs.join(plan.t((", ", "、")))
}

/// The background of a day's heading.
pub fn day_field(page: &mut Page, area: Area, kind: DayKind) {
    match kind {
        DayKind::Statutory => page.fill(area, ALARM),
        DayKind::Weekend | DayKind::Rest => page.fill(area, SHADE),
        DayKind::Makeup => {
            page.fill(area, WHITE);
            page.frame(area, 1.0, INK);
        }
        DayKind::Workday => {}
    }
}

/// The letters of a day's heading.
pub fn day_ink(kind: DayKind) -> Color {
    match kind {
        DayKind::Statutory => WHITE,
        _ => INK,
    }
}
