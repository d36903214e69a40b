//! The requests for leave of a team file that touch a month, or the days around it.

use super::build::date;
use super::team::{LeaveRow, TeamFile, Word};
use super::{Fault, FaultKind, Source};
use crate::domain::{Leave, LeaveState, PersonIx, Problem};
use crate::source::free::leave_kind;
use chrono::NaiveDate;
use std::sync::Arc;

pub fn fill(source: &Arc<Source>, file: &TeamFile, problem: &mut Problem) -> Result<(), Fault> {
    file.leave
        .iter()
        .try_for_each(|row| leave(source, problem, row))
}

fn leave(source: &Arc<Source>, problem: &mut Problem, row: &LeaveRow) -> Result<(), Fault> {
    let find = |word: &Word| person(source, problem, word);
    let (person, cover) = (
        find(&row.person)?,
        row.cover.as_ref().map(find).transpose()?,
    );
    if let Some(word) = row.cover.as_ref().filter(|_| cover == Some(person)) {
        let person = problem.people[person].name.clone();
        return Err(source.fault(Some(word.span()), FaultKind::SelfCover { person }));
    }
    let from = date(source, &row.from)?;
    let to = row
        .to
        .as_ref()
        .map_or(Ok(from), |word| date(source, word))?;
    if let Some(word) = row.to.as_ref().filter(|_| to < from) {
        let text = format!("{from}..{to}");
        return Err(source.fault(Some(word.span()), FaultKind::BackwardRange { text }));
    }
    let state = state(source, row.state.as_ref())?;
    let kind = row.kind.as_ref().map(|word| kind(source, problem, word));
    let kind = kind.transpose()?;
    let day = |date: NaiveDate| date.signed_duration_since(problem.first).num_days();
    let (first, last) = (day(from), day(to));
    let days = problem.days() as i64;
    if first < days + Problem::AROUND && last >= -Problem::AROUND {
        problem.people[person].leave.push(Leave {
            first,
            last,
            state,
            cover,
            kind,
        });
    }
    Ok(())
}

/// A person of the team by name or id.
pub(super) fn person(
    source: &Arc<Source>,
    problem: &Problem,
    word: &Word,
) -> Result<PersonIx, Fault> {
    let name = word.get_ref().trim();
    problem.person(name).map_err(|_| {
        let known = problem.people.iter().map(|p| p.name.clone()).collect();
        let name = name.to_owned();
        source.fault(Some(word.span()), FaultKind::UnknownPerson { name, known })
    })
}

/// A kind of leave by its code or name.
pub(super) fn kind(source: &Arc<Source>, problem: &Problem, word: &Word) -> Result<usize, Fault> {
    let name = word.get_ref().trim();
    leave_kind(problem, name).ok_or_else(|| {
        let kinds = problem.leave_kinds.iter();
        let known = kinds.flat_map(|k| [k.code.clone(), k.name.zh.clone()]);
        let kind = FaultKind::UnknownLeaveKind {
            name: name.to_owned(),
            known: known.collect(),
        };
        source.fault(Some(word.span()), kind)
    })
}

pub fn state(source: &Arc<Source>, word: Option<&Word>) -> Result<LeaveState, Fault> {
    let Some(word) = word else {
        return Ok(LeaveState::Asked);
    };
    match word.get_ref().as_str() {
        "asked" => Ok(LeaveState::Asked),
        "granted" => Ok(LeaveState::Granted),
        "refused" => Ok(LeaveState::Refused),
        other => Err(source.fault(
            Some(word.span()),
            FaultKind::BadChoice {
                value: other.to_owned(),
                known: ["asked", "granted", "refused"].map(str::to_owned).to_vec(),
            },
        )),
    }
}
