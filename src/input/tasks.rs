//! The tasks of a team file: sections `[[duty]]`, laid over the days of a month.

use super::build::{self, selector, some, whole};
use super::team::Word;
use super::{Fault, FaultKind, NameFlaw, Named, Source};
use crate::domain::Problem;
use crate::domain::tasks::{Task, When};
use crate::domain::time::{DAY, parse_clock};
use crate::source::days::DaySelector;
use crate::text::Text;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::Arc;
use toml::Spanned;

/// How long a task takes that does not say it.
const MINUTES: i32 = 15;

/// No task takes longer than half a day.
const LONGEST: i64 = 720;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct TaskRow {
    pub name: Word,
    pub name_en: Option<String>,
    /// `16:00`, `first` or `last`.
    pub time: Word,
    /// Left out: every day.
    pub on: Option<Spanned<Vec<Word>>>,
    pub skill: Option<Word>,
    pub minutes: Option<Spanned<i64>>,
}

/// The tasks of a month, in the order of the file.
pub(super) fn read(
    source: &Arc<Source>,
    rows: &[TaskRow],
    problem: &Problem,
) -> Result<Vec<Task>, Fault> {
    rows.iter().map(|row| task(source, row, problem)).collect()
}

fn task(source: &Arc<Source>, row: &TaskRow, problem: &Problem) -> Result<Task, Fault> {
    let mut on = vec![DaySelector::All];
    if let Some(words) = &row.on {
        let words = some(source, "on", words)?.iter();
        on = words
            .map(|word| selector(source, word))
            .collect::<Result<_, _>>()?;
    }
    let days: BTreeSet<usize> = on.iter().flat_map(|s| s.days(problem)).collect();
    let skill = row.skill.as_ref();
    let skill = skill.map(|word| build::skill(source, &problem.skills, word));
    let minutes = row.minutes.as_ref();
    let minutes = minutes.map_or(Ok(i64::from(MINUTES)), |m| whole(source, m, 1, LONGEST))?;
    Ok(Task {
        name: name(source, row)?,
        when: when(source, &row.time)?,
        days: days.into_iter().collect(),
        skill: skill.transpose()?,
        minutes: i32::try_from(minutes).unwrap_or(MINUTES),
    })
}

/// A name is part of a line in tables and calendars.
fn name(source: &Arc<Source>, row: &TaskRow) -> Result<Text, Fault> {
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let zh = line(row.name.get_ref());
    if zh.is_empty() {
        let (what, flaw) = (Named::Section, NameFlaw::Empty);
        let kind = FaultKind::BadName {
            what,
            name: zh,
            flaw,
        };
        return Err(source.fault(Some(row.name.span()), kind));
    }
    let en = row.name_en.as_deref().map(line).filter(|en| !en.is_empty());
    Ok(Text::new(en.unwrap_or_else(|| zh.clone()), zh))
}

fn when(source: &Arc<Source>, word: &Word) -> Result<When, Fault> {
    let text = word.get_ref().trim();
    match text {
        "first" => return Ok(When::First),
        "last" => return Ok(When::Last),
        _ => {}
    }
    let minute = parse_clock(text).ok().filter(|minute| *minute < DAY);
    minute.map(When::Clock).ok_or_else(|| {
        let kind = FaultKind::BadChoice {
            value: text.to_owned(),
            known: ["first", "last", "16:00"].map(str::to_owned).to_vec(),
        };
        source.fault(Some(word.span()), kind)
    })
}
