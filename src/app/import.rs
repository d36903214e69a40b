//! A roster back from Excel, with what changed against the one that is there.

use super::check::Given;
use super::context::{Context, Note};
use super::error::{AppError, BadRequest, InsteadOf, TableFlaw};
use super::files;
use super::loaded::Loaded;
use super::shop::Shop;
use crate::domain::Roster;
use crate::domain::time::Month;
use crate::explain::changes::{CellChange, between};
use crate::input::roster_sheet::{self, RosterSheet, RosterSheetFault, Taken};
use crate::input::sheet_file::SheetFile;
use crate::input::{RosterFile, write_roster};
use crate::verify::{Verdict, verify};
use std::path::PathBuf;

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The team file.
    pub team: PathBuf,
    /// The table.
    pub given: Given,
    /// The month.
    pub month: Month,
    /// The roster file to write; `None`: the month's, beside the team file.
    pub out: Option<PathBuf>,
    /// Whether a different roster that is there may be overwritten.
    pub force: bool,
}

/// What was imported.
#[derive(Debug, serde::Serialize)]
pub struct Report {
    /// The month.
    pub loaded: Loaded,
    /// The table, or the several that were joined.
    pub from: Vec<PathBuf>,
    /// What they were taken for.
    pub taken: Vec<Taken>,
    /// The roster file.
    pub out: PathBuf,
    /// What came of it.
    pub outcome: Outcome,
    /// The roster of the table.
    pub roster: Roster,
    /// What the checks say of it.
    pub verdict: Verdict,
}

/// What came of an import.
#[derive(Debug, serde::Serialize)]
pub enum Outcome {
    /// The file is as the table says.
    Same,
    /// The file was not there, and was written.
    New,
    /// A file that differs was overwritten, or is in the way.
    Other {
        /// What differs; `None`: what is there is no roster of this month and team.
        changes: Option<Vec<CellChange>>,
        /// Whether it was overwritten.
        written: bool,
    },
}

impl Report {
    /// What has to be said where a file was in the way.
    pub fn in_the_way(&self) -> Option<AppError> {
        let blocked = matches!(self.outcome, Outcome::Other { written: false, .. });
        blocked.then(|| AppError::request(BadRequest::Exists(self.out.clone(), InsteadOf::Place)))
    }
}

/// Reads a roster from a table, and writes it as a roster file.
///
/// # Errors
/// A file is wrong or cannot be written. That a different roster is in the way is no error here but an outcome.
pub fn run(request: &Request, context: &Context) -> Result<Report, AppError> {
    let shop = Shop::open(&request.team)?;
    let loaded = shop.load(request.month)?;
    loaded.tell(context);
    let problem = &loaded.problem;
    let from = &request.given.files;
    let how = request.given.how(&shop, problem)?;
    let read = roster_sheet::read_all(from, request.month, problem, &how);
    let read = read.map_err(|fault| refused(from, fault, context))?;
    let RosterSheet {
        roster,
        taken,
        gb18030,
    } = read;
    if gb18030 {
        context.note(Note::RosterInGbk);
    }
    let out = request.out.clone();
    let out = out.unwrap_or_else(|| shop.roster_file(request.month));
    let text = write_roster(problem, &roster);
    let outcome = if !out.exists() {
        files::write(&out, text.as_bytes())?;
        Outcome::New
    } else if std::fs::read(&out).ok().as_deref() == Some(text.as_bytes()) {
        Outcome::Same
    } else {
        let there = RosterFile::read(&out).and_then(|file| file.roster(problem));
        let changes = there.ok().map(|there| between(&there, &roster));
        if request.force {
            files::write(&out, text.as_bytes())?;
        }
        Outcome::Other {
            changes,
            written: request.force,
        }
    };
    let verdict = verify(problem, &loaded.book, &roster);
    Ok(Report {
        loaded,
        from: from.clone(),
        taken,
        out,
        outcome,
        roster,
        verdict,
    })
}

/// Why a table is not taken; what it was taken for may explain it.
pub(super) fn refused(from: &[PathBuf], fault: RosterSheetFault, context: &Context) -> AppError {
    let flaw = match fault {
        RosterSheetFault::Table(fault) => TableFlaw::Sheet(fault),
        RosterSheetFault::Cells { faults, taken } => {
            for taken in taken.into_iter().filter(|taken| !taken.ours) {
                context.note(Note::Taken(Box::new(taken)));
            }
            TableFlaw::Cells(faults)
        }
    };
    AppError::table(&names(from), flaw)
}

/// Files in a row, as they are named in a sentence.
pub fn names(files: &[PathBuf]) -> String {
    let names = files.iter().map(|file| file.display().to_string());
    names.collect::<Vec<_>>().join(", ")
}

/// Says that only one sheet of a workbook was read.
pub(super) fn one_sheet(table: &SheetFile, context: &Context) {
    if let Some(sheet) = table.sheet.clone().filter(|_| !table.unread.is_empty()) {
        context.note(Note::OneSheet(sheet, table.unread.clone()));
    }
}
