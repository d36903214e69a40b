//! The kinds of leave of a team: those of the team file, and the usual ones where it names them without a section.

use super::build::{label, unique, whole};
use super::team::{Beside, PersonRow, TeamFile, Word};
use super::{Fault, FaultKind, Named, Source, earned};
use crate::domain::allowance::Counts;
use crate::domain::person::LeaveKind;
use crate::source::free::{USUAL_LEAVE, UsualLeave};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::Arc;
use toml::Spanned;

/// A section `[[leave-kind]]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct LeaveKindRow {
    pub code: Word,
    pub name: Option<String>,
    pub name_en: Option<String>,
    /// Days that everybody may take in a calendar year.
    pub allowance: Option<Spanned<i64>>,
    /// Which days of a leave count.
    pub counts: Option<Word>,
}

/// The most days of a year.
const YEAR: i64 = 366;

/// All words for kinds of leave: codes and names, of the team file and the usual ones.
pub fn words(file: &TeamFile) -> Vec<String> {
    let own = file.leave_kind.iter().flat_map(|row| {
        let code = Some(row.code.get_ref().trim().to_owned());
        [code, row.name.clone(), row.name_en.clone()]
    });
    let usual = USUAL_LEAVE.iter().flat_map(|kind| [kind.zh, kind.en]);
    own.flatten().chain(usual.map(str::to_owned)).collect()
}

/// The kinds of leave; their codes are added to those that are taken.
pub fn read(
    source: &Arc<Source>,
    file: &TeamFile,
    beside: &Beside,
    taken: &mut BTreeSet<String>,
) -> Result<Vec<LeaveKind>, Fault> {
    let rows = file.leave_kind.iter();
    let mut kinds: Vec<LeaveKind> = rows
        .map(|row| own(source, row, taken))
        .collect::<Result<_, _>>()?;
    let named: Vec<&str> = named(file, beside);
    for usual in &USUAL_LEAVE {
        let is = |word: &&str| *word == usual.zh || *word == usual.en;
        let known = kinds.iter().any(|kind| {
            [&kind.code, &kind.name.zh, &kind.name.en]
                .iter()
                .any(|w| is(&w.as_str()))
        });
        if !known && named.iter().any(is) {
            kinds.extend(of_usual(usual, taken));
        }
    }
    Ok(kinds)
}

fn own(
    source: &Arc<Source>,
    row: &LeaveKindRow,
    taken: &mut BTreeSet<String>,
) -> Result<LeaveKind, Fault> {
    let code = unique(source, Named::LeaveKind, taken, &row.code)?;
    let name = label(&code, row.name.as_deref(), row.name_en.as_deref());
    let names = [
        Some(code.as_str()),
        row.name.as_deref(),
        row.name_en.as_deref(),
    ];
    let mut usual = USUAL_LEAVE.iter();
    let usual = usual.find(|kind| [kind.zh, kind.en].iter().any(|w| names.contains(&Some(w))));
    let counts = match &row.counts {
        Some(word) => counts(source, word)?,
        None => usual.map_or(Counts::Days, |kind| kind.counts),
    };
    let allowance = row.allowance.as_ref();
    let allowance = allowance
        .map(|days| whole(source, days, 0, YEAR))
        .transpose()?;
    Ok(LeaveKind {
        code,
        name,
        allowance,
        counts,
    })
}

fn counts(source: &Arc<Source>, word: &Word) -> Result<Counts, Fault> {
    let found = Counts::NAMES
        .iter()
        .find(|(known, _)| known == word.get_ref());
    found.map(|(_, counts)| *counts).ok_or_else(|| {
        let known = Counts::NAMES.iter().map(|(name, _)| (*name).to_owned());
        let kind = FaultKind::BadChoice {
            value: word.get_ref().clone(),
            known: known.collect(),
        };
        source.fault(Some(word.span()), kind)
    })
}

/// A usual kind, by its short code unless something else is called so.
fn of_usual(usual: &UsualLeave, taken: &mut BTreeSet<String>) -> Option<LeaveKind> {
    let mut codes = [usual.code, usual.zh].into_iter();
    let code = codes.find(|code| !taken.contains(*code))?.to_owned();
    taken.insert(code.clone());
    Some(LeaveKind {
        code,
        name: crate::text::Text::new(usual.en, usual.zh),
        allowance: None,
        counts: usual.counts,
    })
}

/// Every word of the team file that stands where a kind of leave may.
fn named<'a>(file: &'a TeamFile, beside: &'a Beside) -> Vec<&'a str> {
    let of_leave = file.leave.iter().filter_map(|row| row.kind.as_ref());
    let table = beside.people.iter().flat_map(|(_, rows)| rows);
    let people = file.person.iter().chain(table).map(Spanned::get_ref);
    let of_people =
        people.flat_map(|row: &PersonRow| row.pinned.values().chain(row.allowance.keys()));
    let of_earned = file.earned.iter().filter_map(|row| row.kind.as_ref());
    let words = of_leave.chain(of_people).chain(of_earned);
    let earned = file.earned.iter().filter(|row| row.kind.is_none());
    let words = words.map(|word| word.get_ref().trim());
    words.chain(earned.map(|_| earned::USUAL)).collect()
}
