//! Lays a team file's demand over the days of a month: the most specific line wins.

use super::build::{selector, skill, slot_span, whole};
use super::days::{DaySelector, Specificity};
use super::team::{DemandRow, TeamFile, Word};
use super::{Fault, FaultKind, Named, Source};
use crate::domain::time::{DAY, SLOT, Span};
use crate::domain::{Need, Problem};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;
use toml::Spanned;

/// People a half-hour, for one skill: never fewer, wanted, never more.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct Level {
    least: u32,
    want: u32,
    most: Option<u32>,
}

const SLOTS: usize = (DAY / SLOT) as usize;

/// A demand line, read.
struct Profile {
    on: Vec<DaySelector>,
    skill: Option<usize>,
    levels: [Level; SLOTS],
}

impl Profile {
    /// Whether the two speak of the same days and skill, so that one would silently be lost.
    fn replaces(&self, other: &Profile) -> bool {
        let within = |a: &Profile, b: &Profile| a.on.iter().all(|s| b.on.contains(s));
        self.skill == other.skill && within(self, other) && within(other, self)
    }
}

fn twice(source: &Arc<Source>, row: &Spanned<DemandRow>) -> Fault {
    let days: Vec<&str> = row
        .get_ref()
        .on
        .iter()
        .map(|w| w.get_ref().as_str())
        .collect();
    let name = match days.is_empty() {
        true => "all".to_owned(),
        false => days.join(", "),
    };
    let what = Named::Demand;
    source.fault(Some(row.span()), FaultKind::Twice { what, name })
}

pub fn fill(source: &Arc<Source>, file: &TeamFile, problem: &mut Problem) -> Result<(), Fault> {
    let mut profiles: Vec<Profile> = Vec::new();
    for row in &file.demand {
        let profile = profile(source, problem, row)?;
        if profiles.iter().any(|p| p.replaces(&profile)) {
            return Err(twice(source, row));
        }
        profiles.push(profile);
    }
    problem.demand = (0..problem.days())
        .map(|day| day_needs(problem, &profiles, day))
        .collect();
    Ok(())
}

fn profile(
    source: &Arc<Source>,
    problem: &Problem,
    row: &Spanned<DemandRow>,
) -> Result<Profile, Fault> {
    let place = row.span();
    let row = row.get_ref();
    if row.need.is_empty() && row.least.is_empty() && row.most.is_empty() {
        let key = "need".to_owned();
        return Err(source.fault(Some(place), FaultKind::MissingKey { key }));
    }
    let on = if row.on.is_empty() {
        vec![DaySelector::All]
    } else {
        row.on
            .iter()
            .map(|w| selector(source, w))
            .collect::<Result<_, _>>()?
    };
    let skill = row
        .skill
        .as_ref()
        .map(|name| skill(source, &problem.skills, name))
        .transpose()?;
    let mut levels = [Level::default(); SLOTS];
    lay(source, &row.need, &mut levels, |l, n| l.want = n)?;
    lay(source, &row.least, &mut levels, |l, n| l.least = n)?;
    lay(source, &row.most, &mut levels, |l, n| l.most = Some(n))?;
    for (slot, level) in levels.iter_mut().enumerate() {
        level.want = level.want.max(level.least);
        if let Some(most) = level.most.filter(|m| *m < level.want) {
            let (low, high) = (level.want.to_string(), most.to_string());
            let at = window(&row.most, slot).unwrap_or(place);
            return Err(source.fault(Some(at), FaultKind::ImpossibleBounds { low, high }));
        }
    }
    Ok(Profile { on, skill, levels })
}

/// The place of the number that a curve gives to a half-hour.
fn window(curve: &BTreeMap<Word, Spanned<i64>>, slot: usize) -> Option<Range<usize>> {
    let start = slot as i32 * SLOT;
    let covers =
        |word: &Word| Span::parse(word.get_ref()).is_ok_and(|s| s.start <= start && start < s.end);
    let mut hits = curve.iter().filter(|(word, _)| covers(word));
    hits.next().map(|(_, count)| count.span())
}

/// Writes a curve into the half-hours; windows of one curve must not overlap.
fn lay(
    source: &Arc<Source>,
    curve: &BTreeMap<Word, Spanned<i64>>,
    levels: &mut [Level; SLOTS],
    set: impl Fn(&mut Level, u32),
) -> Result<(), Fault> {
    let mut done: Vec<Span> = Vec::new();
    for (word, count) in curve {
        let span = slot_span(source, word)?;
        if span.end > DAY {
            let text = word.get_ref().clone();
            return Err(source.fault(Some(word.span()), FaultKind::PastMidnight { text }));
        }
        if let Some(other) = done.iter().find(|s| s.overlaps(span)) {
            let (a, b) = (other.to_string(), span.to_string());
            return Err(source.fault(Some(word.span()), FaultKind::Overlap { a, b }));
        }
        done.push(span);
        let number = whole(source, count, 0, 10_000)?;
        let number = u32::try_from(number).unwrap_or(0);
        for slot in (span.start / SLOT)..(span.end / SLOT) {
            set(&mut levels[slot as usize], number);
        }
    }
    Ok(())
}

/// The needs of a day: per skill, the most specific profile that names the day; of equals the last.
fn day_needs(problem: &Problem, profiles: &[Profile], day: usize) -> Vec<Need> {
    let date = problem.date(day as i64);
    let kind = problem.calendar[day].kind;
    let mut best: BTreeMap<Option<usize>, (Specificity, &Profile)> = BTreeMap::new();
    for profile in profiles {
        let rank = profile
            .on
            .iter()
            .filter(|s| s.matches(date, kind))
            .map(|s| s.specificity())
            .max();
        let Some(rank) = rank else { continue };
        let held = best.get(&profile.skill).map(|(r, _)| *r);
        if held.is_none_or(|r| rank >= r) {
            best.insert(profile.skill, (rank, profile));
        }
    }
    best.values()
        .flat_map(|(_, profile)| needs(profile))
        .collect()
}

/// Neighbouring half-hours of the same level become one need.
fn needs(profile: &Profile) -> Vec<Need> {
    let mut needs: Vec<Need> = Vec::new();
    for (slot, level) in profile.levels.iter().enumerate() {
        if *level == Level::default() {
            continue;
        }
        let start = slot as i32 * SLOT;
        let next = Need {
            skill: profile.skill,
            span: Span {
                start,
                end: start + SLOT,
            },
            least: level.least,
            want: level.want,
            most: level.most,
        };
        match needs.last_mut() {
            Some(n)
                if n.span.end == start
                    && (n.least, n.want, n.most) == (next.least, next.want, next.most) =>
            {
                n.span.end = next.span.end;
            }
            _ => needs.push(next),
        }
    }
    needs
}
