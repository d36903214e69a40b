//! What everybody has worked over the months, who is ahead of the team's average and who behind, and what the next roster
//! pays back.
//!
//! The average is the one that the rule `even` compares with: what is worked beyond the agreed hours (granted leave counts
//! as worked), nights, weekend days, holidays. A joiner's share of it is that of the days in the team.

use super::balance::Balances;
use super::error::{AppError, BadRequest};
use super::past::Past;
use super::shop::Shop;
use crate::domain::time::Month;
use std::path::PathBuf;

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The team file.
    pub team: PathBuf,
    /// The month that is to be rostered; `None`: the one after the last roster.
    pub month: Option<Month>,
}

/// Who is ahead, and who behind.
#[derive(Debug, serde::Serialize)]
pub struct Report {
    /// The team's name.
    pub team: String,
    /// The month that is to be rostered.
    pub next: Month,
    /// The months before, and what they come to.
    pub balances: Balances,
}

impl Report {
    /// What has to be said where no roster could be read.
    pub fn nothing(&self, request: &Request) -> Option<AppError> {
        let none = self.balances.months.is_empty();
        none.then(|| nothing(request))
    }
}

/// Counts the months before.
///
/// # Errors
/// A file is wrong, or there is no roster at all. That none can be read is no error here: the report says why.
pub fn run(request: &Request) -> Result<Report, AppError> {
    let shop = Shop::open(&request.team)?;
    let past = Past::open(&shop)?;
    let last = past.months().into_iter().next_back();
    let next = request.month.or(last.map(Month::after));
    let next = next.ok_or_else(|| nothing(request))?;
    Ok(Report {
        team: shop.team().name().to_owned(),
        next,
        balances: Balances::of(&past, past.months_before(next)),
    })
}

fn nothing(request: &Request) -> AppError {
    let folder = request.team.parent().map(PathBuf::from).unwrap_or_default();
    AppError::request(BadRequest::NoRosters(folder))
}
