//! The section `[staffing]` of a team file: where contacts are written down, how they are handled, what is to be kept.

use super::build::{self, slot_span};
use super::team::Word;
use super::{Fault, FaultKind, Source};
use crate::domain::Problem;
use crate::domain::time::Span;
use crate::source::days::DaySelector;
use crate::source::{date, selector, some, whole};
use crate::staffing::need::Target;
use chrono::NaiveDate;
use serde::Deserialize;
use std::sync::Arc;
use toml::Spanned;

/// A contact takes a day at most, and patience lasts no longer.
const LONGEST: i64 = 86_400;

/// Chats that one person can hold at once.
const AT_ONCE: usize = 20;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct StaffingRow {
    pub volumes: Option<Spanned<Vec<Word>>>,
    pub open: Option<Spanned<Vec<Word>>>,
    pub target: Option<Word>,
    pub handling: Option<Spanned<i64>>,
    pub at_once: Option<Spanned<Vec<Spanned<i64>>>>,
    pub patience: Option<Spanned<i64>>,
    pub busiest: Option<Spanned<i64>>,
    pub shrinkage: Option<Spanned<i64>>,
    pub least: Option<Spanned<i64>>,
    #[serde(default)]
    pub queue: Vec<QueueRow>,
    #[serde(default)]
    pub event: Vec<Spanned<EventRow>>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct QueueRow {
    pub name: Word,
    pub skill: Option<Word>,
    pub target: Option<Word>,
    pub handling: Option<Spanned<i64>>,
    pub at_once: Option<Spanned<Vec<Spanned<i64>>>>,
    pub patience: Option<Spanned<i64>>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct EventRow {
    pub name: Word,
    pub on: Spanned<Vec<Word>>,
    /// Times as many contacts as on an ordinary day.
    pub factor: Option<Spanned<f64>>,
    /// As on this day of the past.
    pub like: Option<Word>,
}

/// What `[staffing]` says.
#[derive(Debug, Clone, PartialEq)]
pub struct Staffing {
    /// Files of contacts, as the team file names them.
    pub volumes: Vec<Word>,
    /// When the desk is open; nothing: whenever contacts come.
    pub open: Vec<Span>,
    /// How contacts are handled where no queue says otherwise.
    pub desk: DeskRules,
    /// The highest share of what people can handle that they are to handle, and what they are away, in thousandths.
    pub busiest: u32,
    /// See `busiest`.
    pub shrinkage: u32,
    /// People who are to be there whenever the desk is open.
    pub least: u32,
    /// Kinds of contacts with handling of their own.
    pub queues: Vec<Queue>,
    /// Days unlike others.
    pub events: Vec<Event>,
}

/// How contacts are handled.
#[derive(Debug, Clone, PartialEq)]
pub struct DeskRules {
    /// Seconds at one contact at once, at two, …; empty: as the file of contacts has it.
    pub handling: Vec<f64>,
    /// Mean seconds after which a customer leaves; nothing: never.
    pub patience: Option<f64>,
    /// Share in thousandths who are answered, and within how many seconds.
    pub target: (u32, u32),
}

/// A kind of contacts.
#[derive(Debug, Clone, PartialEq)]
pub struct Queue {
    /// As files of contacts call it.
    pub called: String,
    /// The skill that handles it; nothing: everybody.
    pub skill: Option<String>,
    /// How it is handled.
    pub desk: DeskRules,
}

/// Days unlike others.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// What it is called.
    pub name: String,
    /// When it is.
    pub on: Vec<DaySelector>,
    /// What it brings.
    pub brings: Brings,
}

/// What an event brings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Brings {
    /// Times as many contacts as otherwise.
    Factor(f64),
    /// What this day had, times as many as were to be expected of it then.
    Like(NaiveDate),
    /// Nobody knows: the day says nothing of others.
    Unknown,
}

impl Staffing {
    /// The target of some rules.
    pub fn target(&self, desk: &DeskRules) -> Target {
        let (share, within) = desk.target;
        Target {
            share,
            within: f64::from(within),
            busiest: self.busiest,
        }
    }

    /// How a kind of contacts is handled.
    pub fn desk_of(&self, called: &str) -> &DeskRules {
        self.queue(called).map_or(&self.desk, |queue| &queue.desk)
    }

    /// A kind of contacts of which the section says something.
    pub fn queue(&self, called: &str) -> Option<&Queue> {
        self.queues.iter().find(|queue| queue.called == called)
    }
}

/// Reads the section.
pub(super) fn read(
    source: &Arc<Source>,
    row: &StaffingRow,
    problem: &Problem,
) -> Result<Staffing, Fault> {
    let list = |key, words: &'_ Option<Spanned<Vec<Word>>>| -> Result<Vec<Word>, Fault> {
        let words = words
            .as_ref()
            .map(|words| some(source, key, words))
            .transpose()?;
        Ok(words.unwrap_or_default().to_vec())
    };
    let percent = |number: &Option<Spanned<i64>>, least, most, otherwise| -> Result<u32, Fault> {
        let number = number
            .as_ref()
            .map(|n| whole(source, n, least, most))
            .transpose()?;
        Ok(number
            .and_then(|n| u32::try_from(n * 10).ok())
            .unwrap_or(otherwise))
    };
    let open = list("open", &row.open)?;
    let standard = DeskRules {
        handling: Vec::new(),
        patience: None,
        target: (800, 60),
    };
    let desk = desk(
        source,
        &standard,
        (&row.target, &row.handling, &row.at_once, &row.patience),
    )?;
    let least = row
        .least
        .as_ref()
        .map(|n| whole(source, n, 0, 1000))
        .transpose()?;
    Ok(Staffing {
        volumes: list("volumes", &row.volumes)?,
        open: open
            .iter()
            .map(|word| slot_span(source, word))
            .collect::<Result<_, _>>()?,
        busiest: percent(&row.busiest, 1, 100, 1000)?,
        shrinkage: percent(&row.shrinkage, 0, 95, 0)?,
        least: least.and_then(|n| u32::try_from(n).ok()).unwrap_or(0),
        queues: queues(source, row, &desk, problem)?,
        events: row
            .event
            .iter()
            .map(|row| event(source, row))
            .collect::<Result<_, _>>()?,
        desk,
    })
}

/// The four keys that a queue may say for itself.
type Said<'a> = (
    &'a Option<Word>,
    &'a Option<Spanned<i64>>,
    &'a Option<Spanned<Vec<Spanned<i64>>>>,
    &'a Option<Spanned<i64>>,
);

fn desk(source: &Arc<Source>, otherwise: &DeskRules, said: Said<'_>) -> Result<DeskRules, Fault> {
    let (target, handling, at_once, patience) = said;
    let seconds = |n: &Spanned<i64>| whole(source, n, 1, LONGEST).map(|n| n as f64);
    let handling = match (handling, at_once) {
        (_, Some(list)) => self::at_once(source, list)?,
        (Some(one), None) => vec![seconds(one)?],
        (None, None) => otherwise.handling.clone(),
    };
    let patience = patience.as_ref().map(seconds).transpose()?;
    let target = target
        .as_ref()
        .map(|word| self::target(source, word))
        .transpose()?;
    Ok(DeskRules {
        handling,
        patience: patience.or(otherwise.patience),
        target: target.unwrap_or(otherwise.target),
    })
}

/// Seconds at one contact at once, at two, …: more at once take each longer, and are handled faster together.
fn at_once(source: &Arc<Source>, list: &Spanned<Vec<Spanned<i64>>>) -> Result<Vec<f64>, Fault> {
    let numbers = list.get_ref();
    if numbers.is_empty() {
        let key = "at-once".to_owned();
        return Err(source.fault(Some(list.span()), FaultKind::EmptyList { key }));
    }
    let mut all: Vec<i64> = Vec::new();
    for number in numbers.iter().take(AT_ONCE) {
        // With k at once, k / seconds contacts end in a second: no fewer than with one less.
        let (least, most) = match (all.last(), all.len() as i64) {
            (Some(before), k) => (*before, before * (k + 1) / k),
            (None, _) => (1, LONGEST),
        };
        all.push(whole(source, number, least, most)?);
    }
    Ok(all.into_iter().map(|n| n as f64).collect())
}

/// `80/60`: 80 % within 60 seconds, in thousandths. All of them no number of people answers.
pub fn answered(text: &str) -> Option<(u32, u32)> {
    let text = text.replace(['%', '％', 's', '秒', ' '], "");
    let (share, within) = text.split_once('/')?;
    let (share, within): (f64, u32) = (share.parse().ok()?, within.parse().ok()?);
    let fits = (1.0..=99.9).contains(&share) && i64::from(within) <= LONGEST;
    fits.then_some(((share * 10.0).round() as u32, within))
}

fn target(source: &Arc<Source>, word: &Word) -> Result<(u32, u32), Fault> {
    answered(word.get_ref()).ok_or_else(|| {
        let kind = FaultKind::BadChoice {
            value: word.get_ref().clone(),
            known: ["80/60", "90/30", "99.9/60"].map(str::to_owned).to_vec(),
        };
        source.fault(Some(word.span()), kind)
    })
}

fn queues(
    source: &Arc<Source>,
    row: &StaffingRow,
    desk: &DeskRules,
    problem: &Problem,
) -> Result<Vec<Queue>, Fault> {
    let queue = |row: &QueueRow| {
        let skill = row.skill.as_ref();
        let skill = skill
            .map(|word| build::skill(source, &problem.skills, word))
            .transpose()?;
        Ok(Queue {
            called: row.name.get_ref().trim().to_owned(),
            skill: skill.map(|skill| problem.skills[skill].code.clone()),
            desk: self::desk(
                source,
                desk,
                (&row.target, &row.handling, &row.at_once, &row.patience),
            )?,
        })
    };
    row.queue.iter().map(queue).collect()
}

fn event(source: &Arc<Source>, row: &Spanned<EventRow>) -> Result<Event, Fault> {
    let (place, row) = (row.span(), row.get_ref());
    let words = some(source, "on", &row.on)?;
    let brings = match (&row.factor, &row.like) {
        (Some(factor), None) => {
            let value = *factor.get_ref();
            if !(0.0..=100.0).contains(&value) {
                let kind = FaultKind::OutOfRange {
                    value: value.to_string(),
                    least: "0".to_owned(),
                    most: "100".to_owned(),
                };
                return Err(source.fault(Some(factor.span()), kind));
            }
            Brings::Factor(value)
        }
        (None, Some(like)) => Brings::Like(date(source, like)?),
        (None, None) => Brings::Unknown,
        (Some(_), Some(_)) => {
            let kind = FaultKind::DuplicateKey {
                key: "factor, like".to_owned(),
            };
            return Err(source.fault(Some(place), kind));
        }
    };
    Ok(Event {
        name: row.name.get_ref().trim().to_owned(),
        on: words
            .iter()
            .map(|word| selector(source, word))
            .collect::<Result<_, _>>()?,
        brings,
    })
}
