//! Rows that were written down, in the ledger or in a file, as the roster of a month whose team may have changed since.

use super::error::{AppError, Refusal};
use crate::domain::time::{Span, add_days};
use crate::domain::who::{self, Called};
use crate::domain::{Leave, LeaveState, Person, PersonIx, Problem, Roster};
use crate::input::kept::KeptShift;
use crate::input::{FaultKind, RosterFile, is_free, leave_kind, says_leave};
use crate::ledger::entry::{Publication, PublishedLeave, PublishedRow, PublishedShift};
use crate::pattern::Gone;
use crate::text::Text;
use std::path::Path;

/// A row as it is written down, whichever way.
pub struct Row<'a> {
    id: &'a str,
    name: &'a str,
    cells: Vec<&'a str>,
}

/// Rows as a roster of those who are in both.
pub struct Fitted {
    /// The roster; empty for people without a row.
    pub roster: Roster,
    /// Who of the team has a row.
    pub seen: Vec<bool>,
    /// Who has a row and is not in the team any more.
    pub gone: Vec<Gone>,
}

/// A roster that was published, as a file of it would be read.
pub fn as_file(roster: &Publication, place: &Path) -> RosterFile {
    let days = 0..i64::try_from(roster.month.days()).unwrap_or(0);
    let dates = days
        .map(|day| add_days(roster.month.first(), day))
        .collect();
    let row = |row: &PublishedRow| {
        let cells = row.cells.split_whitespace().map(str::to_owned);
        (row.id.clone(), row.name.clone(), cells.collect())
    };
    let rows = roster.people.iter().map(row).collect();
    RosterFile::published(&place.display().to_string(), dates, rows, kept(roster))
}

/// The shifts of a roster that was published.
pub fn kept(roster: &Publication) -> Vec<KeptShift> {
    let span = |(start, end): &(i32, i32)| Span {
        start: *start,
        end: *end,
    };
    let shift = |shift: &PublishedShift| KeptShift {
        code: shift.code.clone(),
        name: Text::same(&shift.name),
        segments: shift.spans.iter().map(span).collect(),
        unpaid: shift.unpaid,
        night: shift.night,
    };
    roster.shifts.iter().map(shift).collect()
}

/// The rows of a roster that was published.
pub fn published(roster: &Publication) -> Vec<Row<'_>> {
    let row = roster.people.iter().map(|row| Row {
        id: &row.id,
        name: &row.name,
        cells: row.cells.split_whitespace().collect(),
    });
    row.collect()
}

/// The rows of a file, which knows people by name or by number.
pub fn of_file(file: &RosterFile) -> Vec<Row<'_>> {
    let row = file.rows.iter().map(|row| Row {
        id: &row.name,
        name: &row.name,
        cells: row.cells.iter().map(String::as_str).collect(),
    });
    row.collect()
}

/// Whether a file is refused only for what may have changed in the team file since: people, and leave that is not written
/// there any more.
pub fn people_differ(kind: &FaultKind) -> bool {
    matches!(
        kind,
        FaultKind::UnknownPerson { .. }
            | FaultKind::MissingPeople { .. }
            | FaultKind::LeaveNotGranted { .. }
    )
}

/// Fits a roster of earlier days to a month's people, and reads its codes as they were meant then: no shift stops it, and no
/// leave that the team file has forgotten since.
pub fn history(problem: &mut Problem, file: &RosterFile) -> Fitted {
    let codes = file.codes(problem);
    let mut fitted = Fitted {
        roster: Roster::empty(problem.people.len(), problem.days()),
        seen: vec![false; problem.people.len()],
        gone: Vec::new(),
    };
    for (row, found) in file.rows.iter().zip(file.fitted(problem)) {
        let cells = row.cells.iter().take(problem.days());
        let Some(person) = found else {
            fitted.gone.push(Gone {
                id: row.id.as_ref().unwrap_or(&row.name).clone(),
                name: row.name.clone(),
                cells: cells.map(|code| Some(codes.duty(code))).collect(),
            });
            continue;
        };
        fitted.seen[person] = true;
        for (day, code) in cells.enumerate() {
            fitted.roster.cells[person][day] = codes.duty(code);
            let kind = leave_kind(problem, code);
            if (kind.is_some() || says_leave(problem, code))
                && !problem.people[person].on_leave(day as i64)
            {
                problem.people[person].leave.push(Leave {
                    first: day as i64,
                    last: day as i64,
                    state: LeaveState::Granted,
                    cover: None,
                    kind,
                });
            }
        }
    }
    fitted
}

/// Grants in a month what was granted when its roster was published, where the team file has forgotten it since.
pub fn on_leave(problem: &mut Problem, leave: &[PublishedLeave]) {
    for granted in leave {
        let Ok(person) = problem.person(&granted.person) else {
            continue;
        };
        let days = 0..problem.days();
        let dated = |day: &usize| {
            let date = problem.date(*day as i64);
            granted.from <= date
                && date <= granted.to
                && !problem.people[person].on_leave(*day as i64)
        };
        for day in days.filter(dated).collect::<Vec<_>>() {
            problem.people[person].leave.push(Leave {
                first: day as i64,
                last: day as i64,
                state: LeaveState::Granted,
                cover: None,
                kind: None,
            });
        }
    }
}

/// Fits rows to a month's people, by number and else by name; a shift that there is not is refused.
pub fn fitted(problem: &Problem, rows: Vec<Row<'_>>) -> Result<Fitted, Box<Refusal>> {
    let mut fitted = Fitted {
        roster: Roster::empty(problem.people.len(), problem.days()),
        seen: vec![false; problem.people.len()],
        gone: Vec::new(),
    };
    let people: Vec<Called<'_>> = problem.people.iter().map(Person::called).collect();
    let called: Vec<(&str, &str)> = rows.iter().map(|row| (row.id, row.name)).collect();
    for (row, found) in rows.iter().zip(who::fit(&people, &called)) {
        let codes = row.cells.iter().take(problem.days());
        let Some(person) = found.map(PersonIx) else {
            fitted.gone.push(Gone {
                id: row.id.to_owned(),
                name: row.name.to_owned(),
                cells: codes.map(|code| duty(problem, code)).collect(),
            });
            continue;
        };
        fitted.seen[person] = true;
        for (day, code) in codes.enumerate() {
            fitted.roster.cells[person][day] = duty(problem, code).ok_or_else(|| {
                Box::new(Refusal::UnknownShift {
                    code: (*code).to_owned(),
                    person: row.name.to_owned(),
                    date: problem.date(day as i64),
                    known: problem
                        .duties_now()
                        .iter()
                        .map(|d| d.code.clone())
                        .collect(),
                })
            })?;
        }
    }
    Ok(fitted)
}

/// What a code means: a duty, or rest; `None`: nothing.
fn duty(problem: &Problem, code: &str) -> Option<Option<usize>> {
    if code.is_empty() || is_free(problem, code) || says_leave(problem, code) {
        return Some(None);
    }
    let found = problem.duties_now().iter().position(|d| d.code == code);
    found.map(Some)
}

/// The person whom a request means.
pub fn person(problem: &Problem, name: &str, file: &std::path::Path) -> Result<PersonIx, AppError> {
    let both = |p: &crate::domain::Person| (p.id.clone(), p.name.clone());
    problem.person(name).map_err(|several| {
        let name = name.trim().to_owned();
        let refusal = if several.is_empty() {
            Refusal::UnknownPerson {
                name,
                team: problem.people.iter().map(both).collect(),
            }
        } else {
            let people = several.iter().map(|place| both(&problem.people[*place]));
            Refusal::SeveralPeople {
                name,
                people: people.collect(),
            }
        };
        AppError::refused(file, refusal)
    })
}
