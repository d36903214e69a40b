//! Any roster file against the team's rules.

use super::context::{Context, Note};
use super::error::AppError;
use super::loaded::Loaded;
use super::shop::Shop;
use crate::domain::Roster;
use crate::input::RosterFile;
use crate::verify::{Verdict, verify};
use std::path::PathBuf;

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The team file.
    pub team: PathBuf,
    /// The roster file.
    pub roster: PathBuf,
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

/// A roster file with its shop and month.
pub(super) fn read(
    request: &Request,
    context: &Context,
) -> Result<(Shop, Loaded, Roster), AppError> {
    let file = RosterFile::read(&request.roster)?;
    let shop = Shop::open(&request.team)?;
    let loaded = shop.load(file.month())?;
    loaded.tell(context);
    let roster = file.roster(&loaded.problem)?;
    if file.gb18030 {
        context.note(Note::RosterInGbk);
    }
    Ok((shop, loaded, roster))
}
