//! Who was on duty at a time, by the roster that was published then.

use super::charge::Present;
use super::{Call, moment, with};
use crate::app::context::Context;
use crate::app::error::AppError;
use crate::app::shop::LedgerPlace;
use crate::domain::time::Month;
use crate::ledger::book::Scope;
use crate::ledger::duty;
use crate::ledger::error::LedgerError;
use crate::ledger::moment::Moment;
use crate::ledger::store::Access;
use serde::Serialize;

/// Who was on duty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// When.
    pub at: Moment,
    /// The roster's month.
    pub month: Month,
    /// Its version.
    pub version: u32,
    /// When that was published.
    pub published: Option<Moment>,
    /// The month before, where it is not published and its last evening's shifts may still have been on.
    pub eve_unknown: Option<Month>,
    /// Who.
    pub people: Vec<Present>,
}

/// Looks up who was on duty. `when`: a time of the shop's clock, as it was written; `None`: now.
///
/// # Errors
/// There is no ledger, or no roster of that month.
pub fn run(when: Option<&str>, at: &LedgerPlace, context: &Context) -> Result<Report, AppError> {
    with(at, context, |call| look(when, call))
}

fn look(when: Option<&str>, call: &Call<'_>) -> Result<Report, AppError> {
    let (mut book, now) = call.open(Access::Read)?;
    let records = book.load(Scope::Rules)?;
    // Whoever asks with another shop's team file is told so.
    call.people(&records, now)?;
    let zone = book.store.zone();
    let at = when.map(|text| moment(text, zone)).transpose()?;
    let at = at.unwrap_or(now);
    let month = at.month();
    let on = duty::on_duty(&records, at, records.head()).ok_or(LedgerError::NoRoster { month })?;
    let roster = duty::roster_at(&records, month, at, records.head());
    Ok(Report {
        at,
        month,
        version: roster.map_or(0, |published| published.roster.version),
        published: roster.map(|published| published.recorded),
        eve_unknown: duty::unknown_eve(&records, at, records.head()),
        people: on.iter().map(|on| Present::of(&records, on)).collect(),
    })
}
