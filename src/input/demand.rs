//! Lays a team file's demand over the days of a month: the most specific line wins.

use super::build::{around, selector, skill, slot_span, whole};
use super::team::{Beside, Curve, DemandRow, TeamFile, Word};
use super::{Fault, FaultKind, Named, Source};
use crate::domain::calendar::DayKind;
use crate::domain::time::{DAY, SLOT, Span};
use crate::domain::{Need, Problem};
use crate::source::days::{DaySelector, Specificity};
use chrono::NaiveDate;
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

    /// Whether it wants somebody, names days of the month, and the team is closed on all of them.
    fn is_in_vain(&self, problem: &Problem) -> bool {
        let mut days = self.on.iter().flat_map(|s| s.days(problem)).peekable();
        let wanted = self.levels.iter().any(|level| level.want > 0);
        wanted && days.peek().is_some() && days.all(|day| problem.is_closed(day as i64))
    }
}

fn twice(source: &Arc<Source>, row: &Spanned<DemandRow>) -> Fault {
    let days: Vec<&str> = row
        .get_ref()
        .on
        .iter()
        .map(|w| w.get_ref().as_str())
        .collect();
    let name = if days.is_empty() {
        "all".to_owned()
    } else {
        days.join(", ")
    };
    let what = Named::Demand;
    source.fault(Some(row.span()), FaultKind::Twice { what, name })
}

pub fn fill(
    source: &Arc<Source>,
    file: &TeamFile,
    beside: &Beside,
    problem: &mut Problem,
) -> Result<(), Fault> {
    let calendar = &beside.calendar;
    let mut profiles: Vec<Profile> = Vec::new();
    let table = beside.demand.iter();
    let table = table.flat_map(|(source, rows)| rows.iter().map(move |row| (source, row)));
    for (source, row) in table.chain(file.demand.iter().map(|row| (source, row))) {
        let profile = profile(source, problem, row)?;
        if profiles.iter().any(|p| p.replaces(&profile)) {
            return Err(twice(source, row));
        }
        if profile.is_in_vain(problem) {
            return Err(in_vain(source, row));
        }
        profiles.push(profile);
    }
    problem.demand = (0..problem.days())
        .map(|day| {
            if problem.is_closed(day as i64) {
                Vec::new()
            } else {
                let date = problem.date(day as i64);
                day_needs(&profiles, date, problem.calendar[day].kind)
            }
        })
        .collect();
    let without = |date: &NaiveDate| {
        let needs = day_needs(&profiles, *date, calendar.kind(*date));
        needs.iter().all(|need| need.want == 0)
    };
    if !problem.demand.iter().all(Vec::is_empty) {
        problem.quiet = around(problem.first, problem.days())
            .filter(without)
            .collect();
    }
    Ok(())
}

/// The team is closed on every day of this month for which a line wants somebody.
fn in_vain(source: &Arc<Source>, row: &Spanned<DemandRow>) -> Fault {
    let on = &row.get_ref().on;
    let place = on.first().map_or(row.span(), Spanned::span);
    let days: Vec<&str> = on.iter().map(|word| word.get_ref().as_str()).collect();
    let days = days.join(", ");
    source.fault(Some(place), FaultKind::ClosedDay { days })
}

fn profile(
    source: &Arc<Source>,
    problem: &Problem,
    row: &Spanned<DemandRow>,
) -> Result<Profile, Fault> {
    let place = row.span();
    let row = row.get_ref();
    if [&row.need, &row.least, &row.most]
        .into_iter()
        .flatten()
        .all(Curve::is_empty)
    {
        let curves = [
            ("need", &row.need),
            ("least", &row.least),
            ("most", &row.most),
        ];
        let given = curves.iter().find(|(_, curve)| curve.is_some());
        let kind = match given {
            Some((key, _)) => FaultKind::EmptyNeed {
                key: (*key).to_owned(),
            },
            None => FaultKind::MissingKey {
                key: "need".to_owned(),
            },
        };
        return Err(source.fault(Some(place), kind));
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
    lay(source, row.need.as_ref(), &mut levels, |l, n| l.want = n)?;
    lay(source, row.least.as_ref(), &mut levels, |l, n| l.least = n)?;
    lay(source, row.most.as_ref(), &mut levels, |l, n| {
        l.most = Some(n)
    })?;
    for (slot, level) in levels.iter_mut().enumerate() {
        level.want = level.want.max(level.least);
        if let Some(most) = level.most.filter(|m| *m < level.want) {
            let (low, high) = (level.want.to_string(), most.to_string());
            let at = window(row.most.as_ref(), slot).unwrap_or(place);
            return Err(source.fault(Some(at), FaultKind::ImpossibleBounds { low, high }));
        }
    }
    Ok(Profile { on, skill, levels })
}

/// The place of the number that a curve gives to a half-hour.
fn window(curve: Option<&Curve>, slot: usize) -> Option<Range<usize>> {
    let start = slot as i32 * SLOT;
    let covers =
        |word: &Word| Span::parse(word.get_ref()).is_ok_and(|s| s.start <= start && start < s.end);
    let mut hits = curve.into_iter().flatten().filter(|(word, _)| covers(word));
    hits.next().map(|(_, count)| count.span())
}

/// Writes a curve into the half-hours; windows of one curve must not overlap.
fn lay(
    source: &Arc<Source>,
    curve: Option<&Curve>,
    levels: &mut [Level; SLOTS],
    set: impl Fn(&mut Level, u32),
) -> Result<(), Fault> {
    let mut done: Vec<Span> = Vec::new();
    for (word, count) in curve.into_iter().flatten() {
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
fn day_needs(profiles: &[Profile], date: NaiveDate, kind: DayKind) -> Vec<Need> {
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
