//! A line of demand, read: which days and skill it is for, and what it says of each half-hour.

use crate::domain::Skill;
use crate::domain::calendar::DayKind;
use crate::domain::time::{DAY, SLOT, Span, face};
use crate::input::build::{selector, skill, some, whole};
use crate::input::team::{Curve, Word};
use crate::input::{Fault, FaultKind, Source};
use crate::source::days::{DaySelector, Specificity};
use chrono::NaiveDate;
use serde::Deserialize;
use std::ops::Range;
use std::sync::Arc;
use toml::Spanned;

/// A line as it is written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct DemandRow {
    /// Left out: every day.
    pub on: Option<Spanned<Vec<Word>>>,
    pub skill: Option<Word>,
    pub need: Option<Curve>,
    pub least: Option<Curve>,
    pub most: Option<Curve>,
    /// So many besides what other lines say of the days.
    pub add: Option<Curve>,
    /// Stretches in which a table leaves the number wanted empty: nobody.
    #[serde(skip)]
    pub blank: Vec<Word>,
}

/// Half-hours of a day.
pub const SLOTS: usize = (DAY / SLOT) as usize;

/// A number that a line gives to a half-hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// Wanted.
    Need,
    /// Never fewer.
    Least,
    /// Never more.
    Most,
    /// So many besides what other lines say.
    Add,
}

impl Figure {
    pub const ALL: [Figure; 4] = [Figure::Need, Figure::Least, Figure::Most, Figure::Add];

    fn key(self) -> &'static str {
        match self {
            Figure::Need => "need",
            Figure::Least => "least",
            Figure::Most => "most",
            Figure::Add => "add",
        }
    }

    fn of(self, row: &DemandRow) -> Option<&Curve> {
        match self {
            Figure::Need => row.need.as_ref(),
            Figure::Least => row.least.as_ref(),
            Figure::Most => row.most.as_ref(),
            Figure::Add => row.add.as_ref(),
        }
    }
}

/// What is said of a half-hour; `None`: nothing, which is not 0.
pub type Level = [Option<u32>; Figure::ALL.len()];

/// A line, read.
#[derive(Debug)]
pub struct Line<'a> {
    source: &'a Arc<Source>,
    row: &'a Spanned<DemandRow>,
    /// Its days.
    pub on: Vec<DaySelector>,
    /// Whose presence counts; `None`: everybody's.
    pub skill: Option<usize>,
    /// Half-hours of its day, then those of the night after.
    levels: Box<[Level; 2 * SLOTS]>,
}

impl<'a> Line<'a> {
    pub fn read(
        source: &'a Arc<Source>,
        skills: &[Skill],
        row: &'a Spanned<DemandRow>,
    ) -> Result<Line<'a>, Fault> {
        let said = row.get_ref();
        let nobody = is_nobody(source, row)?;
        let on = said.on.as_ref();
        let on = on.map_or(Ok(vec![DaySelector::All]), |on| days(source, on))?;
        let name = said.skill.as_ref();
        let skill = name.map(|name| skill(source, skills, name)).transpose()?;
        let mut levels = Box::new([Level::default(); 2 * SLOTS]);
        if nobody {
            for level in &mut levels[..SLOTS] {
                level[Figure::Need as usize] = Some(0);
            }
        }
        for figure in Figure::ALL {
            lay(source, figure.of(said), &mut levels, figure)?;
        }
        for word in &said.blank {
            for slot in slots(span(source, word)?) {
                levels[slot][Figure::Need as usize].get_or_insert(0);
            }
        }
        let line = Line {
            source,
            row,
            on,
            skill,
            levels,
        };
        line.judge()?;
        Ok(line)
    }

    /// What it says of a half-hour of its day, or of the night after.
    pub fn says(&self, slot: usize, figure: Figure) -> Option<u32> {
        self.levels.get(slot)?[figure as usize]
    }

    /// Whether it says nothing of a half-hour, or only by an empty cell of a table.
    pub fn is_silent(&self, slot: usize) -> bool {
        let blank = |word: &Word| {
            let span = Span::parse_late(word.get_ref());
            span.is_ok_and(|span| slots(span).contains(&slot))
        };
        let (blanks, level) = (&self.row.get_ref().blank, self.levels.get(slot));
        let [need, least, most, _] = level.copied().unwrap_or_default();
        match (need, least, most) {
            (None, None, None) => true,
            (Some(0), None, None) => blanks.iter().any(blank),
            _ => false,
        }
    }

    /// Whether it adds to what other lines say, instead of standing for itself.
    pub fn adds(&self) -> bool {
        self.row.get_ref().add.is_some()
    }

    /// Whether it wants somebody: on its day, in the night after.
    pub fn wants(&self) -> (bool, bool) {
        let some = |level: &Level| {
            let figures = [Figure::Need, Figure::Least, Figure::Add];
            figures.iter().any(|f| level[*f as usize].unwrap_or(0) > 0)
        };
        let (day, night) = self.levels.split_at(SLOTS);
        (day.iter().any(some), night.iter().any(some))
    }

    /// How specific it is about a day; `None`: it is not for this day.
    pub fn rank(&self, date: NaiveDate, kind: DayKind) -> Option<Specificity> {
        let naming = self.on.iter().filter(|s| s.matches(date, kind));
        naming.map(|s| s.specificity()).max()
    }

    /// Whether the two speak of the same days and skill, so that one would silently be lost.
    pub fn replaces(&self, other: &Line<'_>) -> bool {
        let within = |a: &Line<'_>, b: &Line<'_>| a.on.iter().all(|s| b.on.contains(s));
        let alone = |line: &Line<'_>| !line.adds();
        let same = self.skill == other.skill && alone(self) && alone(other);
        same && within(self, other) && within(other, self)
    }

    /// Its days as the file writes them.
    pub fn days_written(&self) -> String {
        let on = self.row.get_ref().on.iter().flat_map(Spanned::get_ref);
        let days: Vec<&str> = on.map(|w| w.get_ref().as_str()).collect();
        days.join(", ")
    }

    /// A fault of the line as a whole.
    pub fn fault(&self, kind: FaultKind) -> Fault {
        self.source.fault(Some(self.row.span()), kind)
    }

    /// A fault of the days that it names.
    pub fn fault_of_days(&self, kind: FaultKind) -> Fault {
        let on = self.row.get_ref().on.as_ref();
        let first = on.and_then(|on| on.get_ref().first());
        let place = first.map_or(self.row.span(), Spanned::span);
        self.source.fault(Some(place), kind)
    }

    /// A fault of the number that it gives to a half-hour.
    pub fn fault_at(&self, slot: usize, figure: Figure, kind: FaultKind) -> Fault {
        let start = slot as i32 * SLOT;
        let covers = |word: &Word| {
            Span::parse_late(word.get_ref()).is_ok_and(|s| s.start <= start && start < s.end)
        };
        let mut hits =
            (figure.of(self.row.get_ref()).into_iter().flatten()).filter(|(word, _)| covers(word));
        let place: Range<usize> = hits.next().map_or(self.row.span(), |(_, n)| n.span());
        self.source.fault(Some(place), kind)
    }

    /// Refuses numbers that cannot hold together.
    fn judge(&self) -> Result<(), Fault> {
        for (slot, level) in self.levels.iter().enumerate() {
            if let Some((figure, kind)) = contradiction(slot, level) {
                return Err(self.fault_at(slot, figure, kind));
            }
        }
        Ok(())
    }
}

/// What cannot hold together in a half-hour, and the number to point to.
pub fn contradiction(slot: usize, level: &Level) -> Option<(Figure, FaultKind)> {
    let [need, least, most, _] = *level;
    if let (Some(need), Some(least)) = (need, least)
        && need < least
    {
        let time = face(half_hour(slot).start);
        return Some((
            Figure::Least,
            FaultKind::LeastAboveNeed { time, least, need },
        ));
    }
    let (want, most) = (need.max(least)?, most?);
    let (low, high) = (want.to_string(), most.to_string());
    (most < want).then_some((Figure::Most, FaultKind::ImpossibleBounds { low, high }))
}

/// A half-hour by its number.
pub fn half_hour(slot: usize) -> Span {
    let start = slot as i32 * SLOT;
    Span {
        start,
        end: start + SLOT,
    }
}

/// The half-hours of a stretch, by number.
fn slots(span: Span) -> Range<usize> {
    let slot = |minute: i32| usize::try_from(minute / SLOT).unwrap_or(0);
    slot(span.start)..slot(span.end).min(2 * SLOTS)
}

fn days(source: &Arc<Source>, on: &Spanned<Vec<Word>>) -> Result<Vec<DaySelector>, Fault> {
    let words = some(source, "on", on)?.iter();
    words.map(|word| selector(source, word)).collect()
}

/// Whether the line says that nobody is needed all day: `need = {}`. Refuses lines that say nothing, or too much.
fn is_nobody(source: &Arc<Source>, row: &Spanned<DemandRow>) -> Result<bool, Fault> {
    let said = row.get_ref();
    let refuse = |kind| Err(source.fault(Some(row.span()), kind));
    let given = Figure::ALL.iter().filter(|f| f.of(said).is_some());
    let given: Vec<Figure> = given.copied().collect();
    let empty = |figure: &&Figure| figure.of(said).is_some_and(Curve::is_empty);
    match (given.as_slice(), given.iter().find(empty)) {
        ([], _) if said.blank.is_empty() => refuse(FaultKind::MissingKey {
            key: Figure::Need.key().to_owned(),
        }),
        ([Figure::Need], Some(_)) => Ok(said.blank.is_empty()),
        ([_, .., Figure::Add], _) => refuse(FaultKind::AddAlone),
        // Without need, what is empty says nothing; beside others an empty need contradicts them.
        (_, Some(figure)) if *figure == Figure::Need || given.iter().all(|f| empty(&f)) => {
            refuse(FaultKind::EmptyNeed {
                key: figure.key().to_owned(),
            })
        }
        _ => Ok(false),
    }
}

/// A stretch on the grain of demand; it may reach past midnight, or lie there.
fn span(source: &Arc<Source>, word: &Word) -> Result<Span, Fault> {
    let text = || word.get_ref().clone();
    let span = Span::parse_late(word.get_ref()).map_err(|error| {
        let text = text();
        source.fault(Some(word.span()), FaultKind::BadTime { text, error })
    })?;
    if span.start % SLOT != 0 || span.end % SLOT != 0 {
        return Err(source.fault(Some(word.span()), FaultKind::NotHalfHour { text: text() }));
    }
    Ok(span)
}

/// Writes a curve into the half-hours; windows of one curve must not overlap.
fn lay(
    source: &Arc<Source>,
    curve: Option<&Curve>,
    levels: &mut [Level; 2 * SLOTS],
    figure: Figure,
) -> Result<(), Fault> {
    let mut done: Vec<Span> = Vec::new();
    for (word, count) in curve.into_iter().flatten() {
        let span = span(source, word)?;
        if let Some(other) = done.iter().find(|s| s.overlaps(span)) {
            let (a, b) = (other.to_string(), span.to_string());
            return Err(source.fault(Some(word.span()), FaultKind::Overlap { a, b }));
        }
        done.push(span);
        let number = whole(source, count, 0, 10_000)?;
        let number = u32::try_from(number).unwrap_or(0);
        for slot in slots(span) {
            levels[slot][figure as usize] = Some(number);
        }
    }
    Ok(())
}
