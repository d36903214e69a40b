//! Whose ledger it is: the team it belongs to, and that the team calls itself otherwise now.

use super::{Call, settle, with};
use crate::app::context::Context;
use crate::app::error::{AppError, BadRequest};
use crate::app::shop::LedgerPlace;
use crate::domain::who::alike;
use crate::ledger::book::Scope;
use crate::ledger::desk::Desk;
use crate::ledger::entry::EntryId;
use crate::ledger::records::TeamId;
use crate::ledger::store::Access;
use serde::Serialize;

/// What is asked for.
#[derive(Debug, Clone)]
pub enum Request {
    /// To say that it belongs to a team of this name from now on, and why.
    Set(String, String),
    /// To say whose it is.
    Show,
}

/// Whose it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The shop's name, as it was opened.
    pub shop: String,
    /// The team's name; `None`: no entry says it.
    pub team: Option<String>,
    /// The entry that says so.
    pub entry: Option<EntryId>,
    /// Whether that was said just now.
    pub new: bool,
}

/// Says whose a ledger is, or changes it.
///
/// # Errors
/// The name is empty, or the ledger refuses.
pub fn run(request: &Request, at: &LedgerPlace, context: &Context) -> Result<Report, AppError> {
    match request {
        Request::Set(team, reason) => settle(at, context, |call| set(team, reason, call)),
        Request::Show => with(at, context, show),
    }
}

fn set(team: &str, reason: &str, call: &Call<'_>) -> Result<Report, AppError> {
    if team.trim().is_empty() {
        return Err(AppError::request(BadRequest::NothingSaid));
    }
    let (mut book, now) = call.open(Access::Write)?;
    let records = book.load(Scope::Rules)?;
    let by = call.by(&mut book, &records)?;
    let desk = Desk {
        records: &records,
        people: &[],
        now,
        by: &by.name,
    };
    // The id is that of the file beside the ledger where that is this team's.
    let id = call
        .team_said()
        .filter(|(name, _)| alike(name, team))
        .map(|(_, id)| TeamId::of(id.as_deref().unwrap_or_default()));
    let deed = desk.owner(team, id, reason)?;
    let ids = book.write(&records, now, &by, vec![deed])?;
    Ok(Report {
        shop: records.name().to_owned(),
        team: Some(team.trim().to_owned()),
        entry: ids.first().copied(),
        new: true,
    })
}

fn show(call: &Call<'_>) -> Result<Report, AppError> {
    let (mut book, _) = call.open(Access::Read)?;
    let records = book.load(Scope::Rules)?;
    let owner = records.owner();
    let known = !owner.team.is_empty();
    Ok(Report {
        shop: records.name().to_owned(),
        team: known.then(|| owner.team.clone()),
        entry: known.then_some(owner.entry),
        new: false,
    })
}
