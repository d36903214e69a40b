//! Any roster file against the team's rules.

use super::context::{Context, Note};
use super::error::AppError;
use super::import;
use super::loaded::Loaded;
use super::shop::Shop;
use crate::domain::Roster;
use crate::domain::time::Month;
use crate::input::roster_sheet::{self, How, RosterSheet};
use crate::input::{Fault, FaultKind, Looks, RosterFile};
use crate::ledger::moment::Zone;
use crate::verify::{Verdict, verify};
use std::path::PathBuf;

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The team file.
    pub team: PathBuf,
    /// The roster file, or a table that holds a roster.
    pub roster: PathBuf,
    /// The month of a table; `None`: the one that its dates or title say.
    pub month: Option<Month>,
}

/// What the rules say.
#[derive(Debug, serde::Serialize)]
pub struct Report {
    /// The month.
    pub loaded: Loaded,
    /// The roster.
    pub roster: Roster,
    /// What the checks say of it.
    pub verdict: Verdict,
    /// Seconds that it took.
    pub seconds: f64,
}

/// Checks a roster.
///
/// # Errors
/// A file is wrong.
pub fn run(request: &Request, context: &Context) -> Result<Report, AppError> {
    let (_, loaded, roster) = read(request, context)?;
    let verdict = verify(&loaded.problem, &loaded.book, &roster);
    Ok(Report {
        loaded,
        roster,
        verdict,
        seconds: context.seconds(),
    })
}

/// A roster file with its shop and month. A workbook, and a table that has more in it than a roster file, is read as
/// `import` reads it.
pub(super) fn read(
    request: &Request,
    context: &Context,
) -> Result<(Shop, Loaded, Roster), AppError> {
    let file = match RosterFile::read(&request.roster) {
        Ok(file) => file,
        Err(fault) if is_table(&fault.kind) => return table(request, context, fault),
        Err(fault) => return Err(fault.into()),
    };
    let shop = Shop::open(&request.team)?;
    let loaded = shop.load(file.month())?;
    loaded.tell(context);
    let roster = match file.roster(&loaded.problem) {
        Ok(roster) => roster,
        // The team's own words are known there.
        Err(fault) if matches!(*fault.kind, FaultKind::UnknownCell { .. }) => {
            return table(request, context, fault);
        }
        Err(fault) => return Err(fault.into()),
    };
    if file.gb18030 {
        context.note(Note::RosterInGbk);
    }
    Ok((shop, loaded, roster))
}

/// Whether a file that is no roster file may be a table that holds a roster.
fn is_table(kind: &FaultKind) -> bool {
    let workbook = Looks::Workbook;
    matches!(kind, FaultKind::NotText { looks } if *looks == workbook)
        || matches!(
            kind,
            FaultKind::NoHeader { .. }
                | FaultKind::BadHeaderDate { .. }
                | FaultKind::NamelessRow
                | FaultKind::OpenQuote
        )
}

/// A roster out of a table, as `import` reads it. What is wrong with the file as a roster file is said where it is no
/// such table either; of a workbook, what is wrong with the table.
fn table(
    request: &Request,
    context: &Context,
    fault: Fault,
) -> Result<(Shop, Loaded, Roster), AppError> {
    let path = &request.roster;
    let workbook = matches!(*fault.kind, FaultKind::NotText { .. });
    let today = context.clock.now(Zone::SHANGHAI)?.date();
    let month = match request.month {
        Some(month) => Some(month),
        None => roster_sheet::month_of(path, today).ok().flatten(),
    };
    let Some(month) = month else {
        return Err(fault.into());
    };
    let shop = Shop::open(&request.team)?;
    let loaded = shop.load(month)?;
    let problem = &loaded.problem;
    let how = How {
        words: shop.team().words(problem)?,
        ..How::default()
    };
    match roster_sheet::read(path, month, problem, &how) {
        Ok(RosterSheet {
            roster,
            taken,
            gb18030,
        }) => {
            loaded.tell(context);
            if gb18030 {
                context.note(Note::RosterInGbk);
            }
            if !taken.ours {
                context.note(Note::Taken(Box::new(taken)));
            }
            Ok((shop, loaded, roster))
        }
        Err(refused) if workbook || request.month.is_some() => {
            Err(import::refused(path, refused, context))
        }
        Err(_) => Err(fault.into()),
    }
}
