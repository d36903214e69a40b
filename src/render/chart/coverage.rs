//! Demand against presence, half-hour by half-hour: a row a day, neighbours that are alike as one field, and shortages
//! in a colour and a pattern that nobody overlooks.

mod table;

pub use table::pages;

use super::color::{ALARM, BAND, GRAY, INK, RULE, SPARE, WHITE};
use super::font;
use super::legend::Entry;
use super::plan::Plan;
use super::view::{Area, Page, Style, style};
use super::words;
use crate::domain::time::{DAY, SLOT, Span};
use crate::rules::Headcount;

/// Half-hours on end in which equally many are there and equally many are needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// When, in minutes from the day's midnight.
    pub span: Span,
    /// How many are there; of those who count, where a skill is asked for.
    pub here: i64,
    /// How many are needed, if anybody is.
    pub need: Option<Needed>,
    /// Whether somebody is needed, but it is not known who is there: at the very beginning of the month, when it is not
    /// known who worked the night before.
    pub unknown: bool,
}

/// How many people are needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Needed {
    /// Never fewer.
    pub least: i64,
    /// Wanted.
    pub want: i64,
    /// Never more.
    pub most: Option<i64>,
    /// Beyond what is wanted; none where only `most` is said.
    pub spare: i64,
}

impl Block {
    /// People lacking.
    pub fn short(&self) -> i64 {
        self.need.map_or(0, |n| (n.want - self.here).max(0))
    }

    /// People beyond what is wanted.
    pub fn spare(&self) -> i64 {
        self.need.map_or(0, |n| n.spare)
    }

    /// Whether a bound is broken that must never be.
    pub fn breaks(&self) -> bool {
        self.need
            .is_some_and(|n| self.here < n.least || n.most.is_some_and(|m| self.here > m))
    }

    /// What is written into the field, the most telling first.
    pub fn labels(&self) -> Vec<String> {
        if self.unknown {
            return vec!["?".to_owned()];
        }
        let sign = if self.breaks() { "!" } else { "" };
        // Where nothing is wanted and nothing too many, there is only who is there.
        let need = self.need.filter(|n| n.want > 0 || n.spare > 0);
        let Some(need) = need else {
            return match self.here {
                0 => Vec::new(),
                here => vec![format!("{here}{sign}")],
            };
        };
        let distance = self.here - need.want;
        let mut labels = vec![format!("{}/{}{sign}", self.here, need.want)];
        if distance != 0 {
            labels.push(format!("{distance:+}").replace('-', "−"));
        } else {
            labels.push(self.here.to_string());
        }
        labels
    }
}

/// Those who count together: everybody, the holders of a post, or the people with a skill.
pub struct Stream {
    /// The skill; `None`: everybody.
    pub skill: Option<usize>,
    /// The blocks of each day.
    pub days: Vec<Vec<Block>>,
}

/// Presence against demand of the whole month.
pub struct Coverage {
    /// One for each skill that any demand asks for.
    pub streams: Vec<Stream>,
    /// The half-hours that anything happens in.
    pub window: Span,
}

const SLOTS: usize = (DAY / SLOT) as usize;

impl Coverage {
    /// Counts.
    pub fn new(plan: &Plan<'_>) -> Coverage {
        let mut skills: Vec<Option<usize>> = plan
            .problem
            .demand
            .iter()
            .flatten()
            .map(|n| n.skill)
            .collect();
        skills.sort_unstable();
        skills.dedup();
        if skills.is_empty() {
            skills.push(None);
        }
        let counts = plan.facts.headcounts();
        let streams: Vec<Stream> = skills
            .into_iter()
            .map(|s| stream(plan, &counts, s))
            .collect();
        let window = window(&streams);
        Coverage { streams, window }
    }

    /// Room that the names of the streams need.
    pub fn names_width(&self, plan: &Plan<'_>) -> f64 {
        let width = |s: &Stream| style(7.5).width(&stream_name(plan, s.skill)) + 8.0;
        self.streams.iter().map(width).fold(0.0, f64::max).min(90.0)
    }

    /// What the fields mean, as far as there are such fields.
    pub fn legend(&self, plan: &Plan<'_>) -> Vec<Entry> {
        let block = |here: i64, least: i64, most: Option<i64>| Block {
            span: Span {
                start: 0,
                end: SLOT,
            },
            here,
            need: Some(Needed {
                least,
                want: 3,
                most,
                spare: (here - 3).max(0),
            }),
            unknown: false,
        };
        let unknown = Block {
            need: None,
            unknown: true,
            ..block(0, 0, None)
        };
        let samples = [
            (block(3, 0, None), ("3 there, 3 needed", "在岗3人，需要3人")),
            (block(1, 0, None), ("short", "缺人")),
            (block(5, 0, None), ("more than needed", "多于需要")),
            (
                block(1, 2, None),
                ("! fewer or more than allowed", "! 超出上下限"),
            ),
            (
                unknown,
                ("not known: it depends on last month", "未知：取决于上月"),
            ),
        ];
        let all = || self.streams.iter().flat_map(|s| s.days.iter().flatten());
        let met = [
            all().any(|b| b.need.is_some()),
            all().any(|b| b.short() > 0),
            all().any(|b| b.spare() > 0),
            all().any(Block::breaks),
            all().any(|b| b.unknown),
        ];
        let shown = samples.into_iter().zip(met).filter(|(_, met)| *met);
        shown
            .map(|((sample, words), _)| {
                Entry::new(plan.t(words), move |page, area| {
                    self::block(page, area, &sample);
                    page.frame(area, 0.35, RULE);
                })
            })
            .collect()
    }
}

/// Those who count for a skill, half-hour by half-hour. What is needed comes from the same count that the checks use.
fn stream(plan: &Plan<'_>, counts: &[Headcount<'_>], skill: Option<usize>) -> Stream {
    let present = present(plan, skill);
    let mut slots = vec![[Slot::default(); SLOTS]; plan.days()];
    let range = |span: Span| (span.start / SLOT) as usize..(span.end / SLOT) as usize;
    for (day, needs) in plan.problem.demand.iter().enumerate() {
        for need in needs.iter().filter(|n| n.skill == skill && n.want > 0) {
            slots[day][range(need.span)].fill(Slot {
                need: None,
                unknown: true,
            });
        }
    }
    for count in counts.iter().filter(|c| c.need.skill == skill) {
        let needed = Needed {
            least: i64::from(count.need.least),
            want: i64::from(count.need.want),
            most: count.need.most.map(i64::from),
            spare: count.need.spare(count.here),
        };
        if let Some(day) = usize::try_from(count.day)
            .ok()
            .and_then(|d| slots.get_mut(d))
        {
            day[range(count.span)].fill(Slot {
                need: Some(needed),
                unknown: false,
            });
        }
    }
    let days = present
        .iter()
        .zip(&slots)
        .map(|(here, slots)| blocks(here, slots))
        .collect();
    Stream { skill, days }
}

/// What is needed in a half-hour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Slot {
    need: Option<Needed>,
    unknown: bool,
}

/// How many are present during the whole of each half-hour of each day.
fn present(plan: &Plan<'_>, skill: Option<usize>) -> Vec<[i64; SLOTS]> {
    let mut present = vec![[0; SLOTS]; plan.days()];
    for person in plan.problem.everybody() {
        for stint in plan.facts.all(person) {
            let counts = skill.is_none_or(|s| {
                if plan.problem.skills[s].post {
                    stint.post == Some(s)
                } else {
                    plan.problem.people[person].skills.contains(&s)
                }
            });
            let slot = i64::from(SLOT);
            let (first, last) = (stint.start().div_euclid(slot), stint.end().div_euclid(slot));
            for at in (first..=last).filter(|at| counts && stint.covers(at * slot, (at + 1) * slot))
            {
                let (day, place) = (at.div_euclid(SLOTS as i64), at.rem_euclid(SLOTS as i64));
                if let Some(day) = usize::try_from(day).ok().and_then(|d| present.get_mut(d)) {
                    day[place as usize] += 1;
                }
            }
        }
    }
    present
}

/// Neighbouring half-hours that are alike become one block; those in which nothing happens are left out.
fn blocks(present: &[i64; SLOTS], slots: &[Slot; SLOTS]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for (index, slot) in slots.iter().enumerate() {
        let start = index as i32 * SLOT;
        let next = Block {
            span: Span {
                start,
                end: start + SLOT,
            },
            here: present[index],
            need: slot.need,
            unknown: slot.unknown,
        };
        match blocks.last_mut() {
            Some(last)
                if Block {
                    span: last.span,
                    ..next
                } == *last =>
            {
                last.span.end = next.span.end
            }
            _ => blocks.push(next),
        }
    }
    blocks.retain(|b| b.here > 0 || b.need.is_some_and(|n| n.want > 0) || b.unknown);
    blocks
}

/// From the first to the last half-hour of any block, in whole hours.
fn window(streams: &[Stream]) -> Span {
    let blocks = streams.iter().flat_map(|s| s.days.iter().flatten());
    let (start, end) = blocks.fold((DAY, 0), |(s, e), b| {
        (s.min(b.span.start), e.max(b.span.end))
    });
    if start >= end {
        return Span { start: 0, end: DAY };
    }
    Span {
        start: start / 60 * 60,
        end: (end + 59) / 60 * 60,
    }
}

/// Whose presence is counted.
pub fn stream_name(plan: &Plan<'_>, skill: Option<usize>) -> String {
    match skill {
        None => plan.t(words::EVERYBODY).to_owned(),
        Some(skill) => plan.say(&plan.problem.skills[skill].name),
    }
}

/// Draws a block. What is short is dark, hatched, and has its number on a plain ground.
pub fn block(page: &mut Page, area: Area, block: &Block) {
    let size = (area.h * 0.6).min(7.5);
    let words = style(size);
    let (color, ink, bold) = if block.short() > 0 {
        (ALARM, WHITE, true)
    } else if block.spare() > 0 {
        (SPARE, INK, false)
    } else if block.need.is_some() {
        (WHITE, INK, false)
    } else {
        (BAND, GRAY, false)
    };
    page.fill(area, color);
    let labels = block.labels();
    let room = area.w - 1.6;
    let fits = |text: &&String| font::width(text, size.min(5.6), bold) <= room;
    let label = labels
        .iter()
        .find(fits)
        .or(labels.last())
        .map_or("", String::as_str);
    let words = Style {
        bold,
        color: ink,
        ..words
    }
    .least(4.0);
    if block.short() > 0 {
        page.hatch(area, 4.2, 0.9, WHITE);
        // Slivers of hatching beside the number would look like letters.
        let wide = words.width(label) + 3.0;
        let wide = if area.w - wide < 8.0 { area.w } else { wide };
        let plain = Area::new(area.x + (area.w - wide) / 2.0, area.y, wide, area.h);
        page.fill(plain, ALARM);
    }
    page.write(area.inset(0.8, 0.0), label, words);
    match (block.short() > 0, block.breaks()) {
        (true, _) => page.frame(area, 0.9, ALARM),
        (false, true) => page.frame(area, 0.9, INK),
        (false, false) => {
            page.down(area.x, area.y, area.bottom(), 0.35, RULE);
            page.down(area.right(), area.y, area.bottom(), 0.35, RULE);
        }
    }
}
