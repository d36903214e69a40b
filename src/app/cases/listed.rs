//! Cases in a list, and as a workbook.

use super::{Case, look, read};
use crate::app::context::Context;
use crate::app::error::{AppError, BadRequest, Defect, InsteadOf};
use crate::app::files;
use crate::app::ledger::with;
use crate::app::shop::LedgerPlace;
use crate::ledger::cases::is_of;
use crate::ledger::records::Records;
use crate::render::ledger::cases_book;
use crate::text::Lang;
use std::path::{Path, PathBuf};

/// Which cases are listed.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// Closed ones too.
    pub all: bool,
    /// Of this customer.
    pub customer: Option<String>,
    /// Followed up by this person.
    pub person: Option<String>,
    /// Whether telephone numbers are shown whole.
    pub phone: bool,
    /// The workbook that they are written to.
    pub out: Option<PathBuf>,
    /// Whether one that is there may be overwritten.
    pub force: bool,
    /// Its language.
    pub lang: Lang,
}

/// Cases that were listed.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Listed {
    /// The cases.
    pub cases: Vec<Case>,
    /// The workbook that was written.
    pub file: Option<PathBuf>,
}

/// Cases, the most urgent first; those that are open, unless all are wanted.
///
/// # Errors
/// Nobody is called so, the workbook cannot be written, or the ledger cannot be read.
pub fn list(wanted: &Wanted, at: &LedgerPlace, context: &Context) -> Result<Listed, AppError> {
    with(at, context, |call| {
        let (mut book, records, people, now) = look(call)?;
        let sight = call.sight(&mut book, &records, &people, now)?;
        if wanted.phone {
            sight.everybody()?;
        }
        let desk = people.desk(&records, now, "");
        let person = wanted.person.as_deref().map(|name| desk.person(name));
        let person = person.transpose()?;
        let mut files = book.cases()?;
        files.retain(|file| {
            (wanted.all || file.closed.is_none())
                && person
                    .as_ref()
                    .is_none_or(|person| *person == file.case.person)
                && wanted
                    .customer
                    .as_ref()
                    .is_none_or(|customer| is_of(file, customer))
        });
        let files = files.into_iter();
        let mut cases: Vec<Case> = files
            .map(|file| read(file, &records, &people, now))
            .collect();
        cases.iter_mut().for_each(|case| case.phone = wanted.phone);
        let file = wanted
            .out
            .as_deref()
            .map(|out| export(out, &cases, &records, wanted));
        Ok(Listed {
            cases,
            file: file.transpose()?,
        })
    })
}

/// Writes cases as a workbook, for its owner only: customers are named in it.
fn export(
    out: &Path,
    cases: &[Case],
    records: &Records,
    wanted: &Wanted,
) -> Result<PathBuf, AppError> {
    let free = workbook_place(out, wanted.force)?;
    let rows: Vec<cases_book::Row<'_>> = cases
        .iter()
        .map(|case| cases_book::Row {
            file: &case.file,
            kind: &case.kind,
            who: case.who.shown(),
            phone: case.phone().unwrap_or_default(),
            overdue: case.overdue,
            next: case.next.map(|(next, _)| next),
        })
        .collect();
    let book = cases_book::xlsx(&rows, records.name(), wanted.lang);
    let book = book.map_err(|e| Defect::Workbook(e.to_string()))?;
    files::write_private(free, &book)?;
    Ok(free.to_owned())
}

/// A place for a workbook: its name says so, and nothing is in the way.
pub(in crate::app) fn workbook_place(out: &Path, force: bool) -> Result<&Path, AppError> {
    let ending = out.extension().and_then(|ending| ending.to_str());
    if !ending.is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx")) {
        return Err(AppError::request(BadRequest::NoWorkbook(out.to_owned())));
    }
    if out.exists() && !force {
        let bad = BadRequest::Exists(out.to_owned(), InsteadOf::Place);
        return Err(AppError::request(bad));
    }
    Ok(out)
}
