//! A month's roster into the ledger, so that everybody can see later who was on duty.

use super::check;
use super::context::Context;
use super::error::{AppError, BadRequest};
use super::ledger::{Call, People, settle};
use super::loaded::Loaded;
use super::shop::LedgerPlace;
use crate::domain::time::{Month, add_days};
use crate::domain::{LeaveState, PersonIx, Problem, Roster, ShiftKind};
use crate::ledger::book::{Book, Scope};
use crate::ledger::duty;
use crate::ledger::entry::{Deed, Draft, EntryId, Opening};
use crate::ledger::entry::{Publication, PublishedLeave, PublishedRow, PublishedShift};
use crate::ledger::error::LedgerError;
use crate::ledger::moment::{Moment, Zone};
use crate::ledger::policy::Role;
use crate::ledger::proof::Acting;
use crate::ledger::records::Records;
use crate::ledger::store::{Access, Place, Store, StoreError};
use crate::verify::{Verdict, verify};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The team file.
    pub team: PathBuf,
    /// The roster file.
    pub roster: PathBuf,
    /// Whether it is published though it breaks hard rules.
    pub broken: bool,
}

/// What came of it.
#[derive(Debug, serde::Serialize)]
pub struct Report {
    /// The month.
    pub loaded: Loaded,
    /// The roster file.
    pub file: PathBuf,
    /// What the checks say of the roster.
    pub verdict: Verdict,
    /// `None`: it breaks hard rules, and was not published.
    pub published: Option<Published>,
}

/// A roster that was published.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Published {
    /// The ledger that was made for it, where there was none.
    pub made: Option<Made>,
    /// Where the ledger lies.
    pub place: String,
    /// Which version it has become.
    pub done: Done,
    /// Cells that differ from the version before; `None`: there was none.
    pub changes: Option<Vec<Change>>,
}

/// A ledger that was made in passing.
#[derive(Debug, Clone, Serialize)]
pub struct Made {
    /// Where it lies.
    pub place: String,
    /// The team's name, where it is known.
    pub team: Option<String>,
}

/// A roster that has been published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Done {
    /// Its month.
    pub month: Month,
    /// Its version.
    pub version: u32,
    /// Its entry.
    pub entry: EntryId,
}

/// A cell that differs between two published rosters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Whose, by name.
    pub name: String,
    /// Of which day.
    pub date: NaiveDate,
    /// The code before.
    pub was: String,
    /// The code now.
    pub is: String,
}

/// Publishes a roster.
///
/// # Errors
/// A file is wrong, or the ledger refuses.
pub fn run(request: &Request, at: &LedgerPlace, context: &Context) -> Result<Report, AppError> {
    let ends = |path: &Path, end: &str| {
        path.extension()
            .is_some_and(|e| e.eq_ignore_ascii_case(end))
    };
    if ends(&request.roster, "toml") && !ends(&request.team, "toml") {
        return Err(AppError::request(BadRequest::Exchanged {
            team: request.team.clone(),
            roster: request.roster.clone(),
        }));
    }
    let read = check::Request {
        team: request.team.clone(),
        given: check::Given::file(&request.roster),
    };
    let (_, loaded, roster) = check::read(&read, context)?;
    let verdict = verify(&loaded.problem, &loaded.book, &roster);
    let published = if verdict.holds() || request.broken {
        let month = Month::of(loaded.problem.first);
        let publication = publication(&loaded.problem, &roster, month);
        Some(settle(at, context, |call| {
            append(call, publication.clone())
        })?)
    } else {
        None
    };
    Ok(Report {
        loaded,
        file: request.roster.clone(),
        verdict,
        published,
    })
}

/// The roster as the ledger keeps it.
pub(super) fn publication(problem: &Problem, roster: &Roster, month: Month) -> Publication {
    let shift = |kind: &ShiftKind| PublishedShift {
        code: kind.code.clone(),
        name: kind.name.zh.clone(),
        spans: kind
            .segments
            .iter()
            .map(|span| (span.start, span.end))
            .collect(),
        unpaid: Some(kind.unpaid).filter(|unpaid| *unpaid != 0),
        night: Some(kind.night).filter(|n| *n != ShiftKind::touches_night(&kind.segments)),
    };
    let cell = |person: PersonIx, day: usize| match roster.get(person, day) {
        Some(duty) => problem.duties[duty].code.clone(),
        None => "-".to_owned(),
    };
    let here = problem
        .everybody()
        .filter(|person| !problem.employed(*person).is_empty());
    let row = |person: PersonIx| PublishedRow {
        id: problem.people[person].id.clone(),
        name: problem.people[person].name.clone(),
        cells: (0..problem.days())
            .map(|day| cell(person, day))
            .collect::<Vec<_>>()
            .join(" "),
    };
    Publication {
        month,
        version: 0,
        shifts: problem.kinds_now().iter().map(shift).collect(),
        people: here.map(row).collect(),
        leave: leave(problem),
        team: problem.name.clone(),
        // The press knows the file.
        team_id: None,
    }
}

/// The leave that is granted in the month, so that the ledger can say who answers for a shift that somebody covers.
fn leave(problem: &Problem) -> Vec<PublishedLeave> {
    let id = |person: PersonIx| problem.people[person].id.clone();
    let days = problem.days();
    let mut leave = Vec::new();
    for (person, who) in PersonIx::enumerate(&problem.people) {
        let granted = who.leave.iter().filter(|l| l.state == LeaveState::Granted);
        let granted = granted.filter(|l| !l.days_in(days).is_empty());
        leave.extend(granted.map(|l| PublishedLeave {
            person: id(person),
            from: problem.date(l.days_in(days).start),
            to: problem.date(l.days_in(days).end - 1),
            cover: l.cover.map(id),
        }));
    }
    leave.sort();
    leave
}

fn append(call: &Call<'_>, roster: Publication) -> Result<Published, AppError> {
    let mut press = Press::open(call)?;
    let (month, head) = (roster.month, press.records.head());
    let before = duty::last_roster(&press.records, month, head);
    let changes = before.map(|before| changes(&before.roster, &roster));
    let done = press.publish(vec![roster])?;
    // One roster, one publication.
    let done = done.into_iter().next().unwrap_or(Done {
        month,
        version: 0,
        entry: 0,
    });
    Ok(Published {
        made: press.made,
        place: call.at.shown(),
        done,
        changes,
    })
}

/// A ledger that is open for rosters to be published in.
pub(super) struct Press {
    book: Book,
    now: Moment,
    by: Acting,
    people: People,
    team_id: Option<String>,
    /// What the ledger knows.
    pub records: Records,
    /// The ledger itself, if there was none before.
    pub made: Option<Made>,
}

impl Press {
    /// Opens the ledger; where there is none, it is made, and named after the team.
    pub fn open(call: &Call<'_>) -> Result<Press, AppError> {
        let (mut book, now, made) = match call.open(Access::Write) {
            Ok((book, now)) => (book, now, None),
            Err(AppError::Ledger { error, .. }) if is_missing(&error) => {
                let (book, now, made) = make(call)?;
                (book, now, Some(made))
            }
            Err(error) => return Err(error),
        };
        let records = book.load(Scope::Rules)?;
        let by = call.by(&mut book, &records)?;
        let people = call.people(&records, now)?;
        people.desk(&records, now, &by.name).may(Role::Supervisor)?;
        Ok(Press {
            book,
            now,
            by,
            people,
            team_id: call.team_said().and_then(|(_, id)| id),
            records,
            made,
        })
    }

    /// Who publishes.
    pub fn by(&self) -> &str {
        &self.by.name
    }

    /// Whether a roster is the one that is published already.
    pub fn has(&self, roster: &Publication) -> bool {
        let head = self.records.head();
        let last = duty::last_roster(&self.records, roster.month, head);
        last.is_some_and(|last| roster.says_the_same(&last.roster))
    }

    /// Publishes rosters of different months, all or none.
    pub fn publish(&mut self, rosters: Vec<Publication>) -> Result<Vec<Done>, AppError> {
        let desk = self.people.desk(&self.records, self.now, &self.by.name);
        let mut deeds = Vec::new();
        let mut done = Vec::new();
        for mut roster in rosters {
            roster.team_id.clone_from(&self.team_id);
            let month = roster.month;
            let deed = desk.publish(roster)?;
            if let Deed::Roster(roster) = &deed {
                let version = roster.version;
                done.push(Done {
                    month,
                    version,
                    entry: 0,
                });
            }
            deeds.push(deed);
        }
        let ids = self.book.write(&self.records, self.now, &self.by, deeds)?;
        for (done, id) in done.iter_mut().zip(ids) {
            done.entry = id;
        }
        Ok(done)
    }
}

/// Only a file is made in passing; a database that others share is not.
fn is_missing(error: &LedgerError) -> bool {
    matches!(error, LedgerError::Store(StoreError::Missing))
}

fn make(call: &Call<'_>) -> Result<(Book, Moment, Made), AppError> {
    if let Place::Postgres(_) = call.at.store {
        return Err(LedgerError::Store(StoreError::Missing).into());
    }
    let zone = Zone::SHANGHAI;
    let now = call.context.clock.now(zone)?;
    let by = call.founder()?;
    let (team, team_id) = call.team_said().unzip();
    let name = team.clone().unwrap_or_default();
    let opening = Draft {
        recorded: now,
        by,
        deed: Deed::Open(Opening {
            zone,
            team: name.clone(),
            team_id: team_id.flatten(),
            name,
        }),
    };
    let store = Store::create(&call.at.store, &opening).map_err(LedgerError::from)?;
    let place = call.at.shown();
    Ok((Book::of(store), now, Made { place, team }))
}

/// Cells that differ between two rosters of a month.
fn changes(before: &Publication, after: &Publication) -> Vec<Change> {
    fn rows(roster: &Publication) -> BTreeMap<&str, &PublishedRow> {
        let rows = roster.people.iter();
        rows.map(|row| (row.id.as_str(), row)).collect()
    }
    let (old, new) = (rows(before), rows(after));
    let mut ids: Vec<&str> = new.keys().chain(old.keys()).copied().collect();
    ids.sort_unstable();
    ids.dedup();
    let cell = |row: Option<&&PublishedRow>, day: usize| -> String {
        let code = row.and_then(|row| row.cells.split_whitespace().nth(day));
        code.unwrap_or("-").to_owned()
    };
    let mut changes = Vec::new();
    for id in ids {
        let row = new.get(id).or(old.get(id));
        let name = row.map_or(id, |row| row.name.as_str());
        for day in 0..after.month.days() {
            let (was, is) = (cell(old.get(id), day), cell(new.get(id), day));
            if was != is {
                changes.push(Change {
                    name: name.to_owned(),
                    date: add_days(after.month.first(), i64::try_from(day).unwrap_or(0)),
                    was,
                    is,
                });
            }
        }
    }
    changes
}
