//! What everybody takes of each kind of leave in the calendar years of a horizon, by the whole team file.

use super::build::{closed_by, date, selector, whole};
use super::leave::state;
use super::team::{Beside, PersonRow, Said, TeamFile, Word};
use super::{Fault, FaultKind, Source, earned};
use crate::domain::allowance::LeaveYear;
use crate::domain::time::add_days;
use crate::domain::{LeaveState, PersonIx, Problem};
use crate::source::free::leave_kind;
use chrono::{Datelike, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Days of a year, at most.
const YEAR: i64 = 366;

/// What is known of leave, by person and kind.
type Taken = BTreeMap<(PersonIx, usize), Dates>;

#[derive(Default)]
struct Dates {
    allowance: Option<i64>,
    granted: BTreeSet<NaiveDate>,
    asked: BTreeSet<NaiveDate>,
}

/// Fills in the years. People and their leave must have been read: what is wrong with these has been said.
pub fn fill(
    source: &Arc<Source>,
    file: &TeamFile,
    beside: &Beside,
    problem: &mut Problem,
) -> Result<(), Fault> {
    let last = add_days(problem.first, problem.days() as i64 - 1);
    let years = problem.first.year()..=last.year();
    let mut taken = Taken::new();
    requests(source, file, problem, &years, &mut taken)?;
    for (person, said) in PersonIx::first(problem.people.len()).zip(beside.people(file)) {
        allowances(source, problem, person, said, &mut taken)?;
        let own = said.own.map(|row| (source, row.get_ref()));
        if let Some((source, row)) = own {
            pinned(source, beside, problem, (person, row), &years, &mut taken)?;
        }
    }
    let earned = earned::read(source, file, problem)?;
    for key in earned.of() {
        taken.entry(key).or_default();
    }
    let closed = closed_by(source, file)?;
    let counts = |kind: usize, date: &NaiveDate| {
        let of = beside.calendar.kind(*date);
        let closed = closed.iter().any(|s| s.matches(*date, of));
        problem.leave_kinds[kind]
            .counts
            .has(of.is_workday(), closed)
    };
    let mut found = Vec::new();
    for ((person, kind), dates) in &taken {
        for year in years.clone() {
            let own = |dates: &BTreeSet<NaiveDate>| -> BTreeSet<NaiveDate> {
                let own = |date: &&NaiveDate| date.year() == year && counts(*kind, date);
                dates.iter().filter(own).copied().collect()
            };
            let granted = own(&dates.granted);
            let asked = own(&dates.asked).difference(&granted).copied().collect();
            found.push(LeaveYear {
                person: *person,
                kind: *kind,
                year,
                allowance: earned.with(dates.allowance, *person, *kind, year),
                granted,
                asked,
            });
        }
    }
    problem.leave_years = found;
    Ok(())
}

/// Whatever `[[leave]]` says with a kind.
fn requests(
    source: &Arc<Source>,
    file: &TeamFile,
    problem: &Problem,
    years: &std::ops::RangeInclusive<i32>,
    taken: &mut Taken,
) -> Result<(), Fault> {
    for row in &file.leave {
        let kind = row
            .kind
            .as_ref()
            .and_then(|w| leave_kind(problem, w.get_ref().trim()));
        let person = problem.person(row.person.get_ref().trim());
        let (Some(kind), Ok(person)) = (kind, person) else {
            continue;
        };
        let from = date(source, &row.from)?;
        let to = row
            .to
            .as_ref()
            .map_or(Ok(from), |word| date(source, word))?;
        // A slip in a year would make a list of a million days.
        let (first, last) = (
            from.max(day(*years.start(), 1, 1)),
            to.min(day(*years.end(), 12, 31)),
        );
        let dates = first.iter_days().take_while(|date| *date <= last);
        let own = taken.entry((person, kind)).or_default();
        match state(source, row.state.as_ref())? {
            LeaveState::Granted => own.granted.extend(dates),
            LeaveState::Asked => own.asked.extend(dates),
            LeaveState::Refused => {}
        }
    }
    Ok(())
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or(NaiveDate::MAX)
}

/// What somebody may take: as the person's own line says, else as it is said of the kind.
fn allowances(
    source: &Arc<Source>,
    problem: &Problem,
    person: PersonIx,
    said: Said<'_>,
    taken: &mut Taken,
) -> Result<(), Fault> {
    for (kind, of) in problem.leave_kinds.iter().enumerate() {
        if of.allowance.is_some() {
            taken.entry((person, kind)).or_default().allowance = of.allowance;
        }
    }
    let own = said.own.map(|row| (source, row.get_ref()));
    let table = said.table.map(|(source, row)| (source, row.get_ref()));
    for (source, row) in table.into_iter().chain(own) {
        for (word, days) in &row.allowance {
            let kind = known(source, problem, word)?;
            let days = whole(source, days, 0, YEAR)?;
            taken.entry((person, kind)).or_default().allowance = Some(days);
        }
    }
    Ok(())
}

fn known(source: &Arc<Source>, problem: &Problem, word: &Word) -> Result<usize, Fault> {
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

/// Cells that are fixed to a kind of leave.
fn pinned(
    source: &Arc<Source>,
    beside: &Beside,
    problem: &Problem,
    (person, row): (PersonIx, &PersonRow),
    years: &std::ops::RangeInclusive<i32>,
    taken: &mut Taken,
) -> Result<(), Fault> {
    for (on, cell) in &row.pinned {
        let Some(kind) = leave_kind(problem, cell.get_ref().trim()) else {
            continue;
        };
        let on = selector(source, on)?;
        let last = day(*years.end(), 12, 31);
        let dates = day(*years.start(), 1, 1).iter_days();
        let dates = dates.take_while(|date| *date <= last);
        let dates = dates.filter(|date| on.matches(*date, beside.calendar.kind(*date)));
        taken
            .entry((person, kind))
            .or_default()
            .granted
            .extend(dates);
    }
    Ok(())
}
