//! Days of leave that people have earned, by overtime or a shift on a day off: sections `[[earned]]`. What is left is what was
//! earned in the year, and the allowance, less what is taken.

use super::build::{date, whole};
use super::leave;
use super::team::{TeamFile, Word};
use super::{Fault, Source};
use crate::domain::{PersonIx, Problem};
use crate::source::free::leave_kind;
use chrono::Datelike;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use toml::Spanned;

/// The kind that is earned where no other is named.
pub(super) const USUAL: &str = "调休";

/// Days that can be earned at once, at most.
const MOST: i64 = 366;

/// A section `[[earned]]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct EarnedRow {
    pub person: Word,
    /// The day on which they were earned.
    pub date: Word,
    pub days: Spanned<i64>,
    /// Left out: time off in lieu.
    pub kind: Option<Word>,
}

/// What was earned.
#[derive(Debug, Default)]
pub(super) struct Earned {
    /// Days by person, kind and year.
    days: BTreeMap<(PersonIx, usize, i32), i64>,
    /// Kinds that are earned: whoever has earned nothing has none of them.
    kinds: BTreeSet<usize>,
}

impl Earned {
    /// What somebody may take of a kind in a year, with what is earned.
    pub fn with(
        &self,
        allowance: Option<i64>,
        person: PersonIx,
        kind: usize,
        year: i32,
    ) -> Option<i64> {
        if !self.kinds.contains(&kind) {
            return allowance;
        }
        let earned = self.days.get(&(person, kind, year));
        Some(allowance.unwrap_or(0) + earned.copied().unwrap_or(0))
    }

    /// Who has earned what kind of leave.
    pub fn of(&self) -> impl Iterator<Item = (PersonIx, usize)> + '_ {
        self.days.keys().map(|(person, kind, _)| (*person, *kind))
    }
}

/// Everything that was earned.
pub(super) fn read(
    source: &Arc<Source>,
    file: &TeamFile,
    problem: &Problem,
) -> Result<Earned, Fault> {
    let mut earned = Earned::default();
    for row in &file.earned {
        let person = leave::person(source, problem, &row.person)?;
        let kind = match &row.kind {
            Some(word) => Some(leave::kind(source, problem, word)?),
            None => leave_kind(problem, USUAL),
        };
        let year = date(source, &row.date)?.year();
        let days = whole(source, &row.days, 0, MOST)?;
        // The usual kind is there where a section earns it.
        let Some(kind) = kind else { continue };
        earned.kinds.insert(kind);
        *earned.days.entry((person, kind, year)).or_default() += days;
    }
    Ok(earned)
}
