//! What everybody has worked over the months, who is ahead of the own share and who behind, and what the next roster
//! pays back.
//!
//! What is compared with what is up to the rules `even`: who, each of their groups apart, hours beyond those that are agreed
//! where that is so for all, shares by the days on which a person was there ([`crate::facts::fairness`]).

use super::balance::Balances;
use super::error::{AppError, BadRequest};
use super::past::Past;
use super::shop::{LedgerPlace, Shop};
use crate::domain::Problem;
use crate::domain::allowance::LeaveYear;
use crate::domain::time::Month;
use crate::text::Text;
use chrono::Datelike;
use std::path::PathBuf;

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The team file.
    pub team: PathBuf,
    /// The month that is to be rostered; `None`: the one after the last roster.
    pub month: Option<Month>,
    /// Where the rosters are published; `None`: in the ledger beside the team file.
    pub ledger: Option<LedgerPlace>,
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
    /// What everybody takes of each kind of leave in the year of the month that is to be rostered, and of that before it.
    pub leave: Vec<Taken>,
}

/// A person's leave of one kind in a calendar year.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Taken {
    /// The id.
    pub id: String,
    /// The name.
    pub name: String,
    /// The kind's name.
    pub kind: Text,
    /// The year.
    pub year: i32,
    /// Days that the person may take; `None`: no limit.
    pub allowance: Option<i64>,
    /// Days that are granted.
    pub taken: i64,
    /// Days that are asked for besides.
    pub asked: i64,
    /// Days that are left; below zero: so many too many are granted.
    pub left: Option<i64>,
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
    let shop = Shop::open(&request.team)?.with_ledger(request.ledger.as_ref());
    let past = Past::open(&shop)?;
    let last = past.months().into_iter().next_back();
    let next = request.month.or(last.map(Month::after));
    let next = next.ok_or_else(|| nothing(request))?;
    Ok(Report {
        team: shop.team().name().to_owned(),
        next,
        balances: Balances::of(&past, past.months_before(next)),
        leave: leave_of(&shop, next),
    })
}

/// Leave of the year of the month that is to be rostered, and of that before it, where it is another one.
fn leave_of(shop: &Shop, next: Month) -> Vec<Taken> {
    let before = next.before();
    let mut months = vec![next];
    if before.first().year() != next.first().year() {
        months.insert(0, before);
    }
    // What is wrong with a month is for `roster` to say.
    let read = |month: &Month| shop.team().month(*month, None).ok();
    let problems = months.iter().filter_map(read);
    problems.flat_map(|(problem, _)| taken(&problem)).collect()
}

fn taken(problem: &Problem) -> Vec<Taken> {
    let of_year = |leave: &LeaveYear| {
        let person = &problem.people[leave.person];
        Taken {
            id: person.id.clone(),
            name: person.name.clone(),
            kind: problem.leave_kinds[leave.kind].name.clone(),
            year: leave.year,
            allowance: leave.allowance,
            taken: leave.taken(),
            asked: leave.asked.len() as i64,
            left: leave.left(),
        }
    };
    problem.leave_years.iter().map(of_year).collect()
}

fn nothing(request: &Request) -> AppError {
    let folder = request.team.parent().map(PathBuf::from).unwrap_or_default();
    AppError::request(BadRequest::NoRosters(folder))
}
