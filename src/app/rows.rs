//! Rows that were written down, in the ledger or in a file, as the roster of a month whose team may have changed since.

use super::error::{AppError, Refusal};
use crate::domain::who::{self, Called};
use crate::domain::{Person, PersonIx, Problem, Roster};
use crate::input::{FaultKind, RosterFile, is_free, says_leave};
use crate::ledger::entry::Publication;
use crate::pattern::Gone;

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
                    known: problem.duties.iter().map(|d| d.code.clone()).collect(),
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
    let found = problem.duties.iter().position(|d| d.code == code);
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
