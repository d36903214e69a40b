//! Answers about a published roster: a leave, a swap, a change; and what they share.

mod base;
pub mod change;
mod grant;
mod issue;
pub mod leave;
mod leave_kind;
pub mod swap;
mod team_text;

pub use base::{Base, Origin};
pub use grant::Granted;
pub use issue::Issued;
pub use leave_kind::{Kind as LeaveKindAsked, YearOfLeave};

use super::context::Context;
use super::error::{AppError, Defect, Refusal};
use super::shop::{LedgerPlace, Shop};
use super::watch::Until;
use crate::domain::Problem;
use crate::domain::time::Month;
use crate::explain::changes::Plan;
use crate::ledger::book::{Book, Scope};
use crate::ledger::error::LedgerError;
use crate::ledger::moment::{Moment, Zone};
use crate::ledger::records::Records;
use crate::ledger::store::{Access, StoreError};
use chrono::NaiveDate;
use std::path::{Path, PathBuf};

/// Seconds that an answer may take, unless another number is given.
pub const SECONDS: f64 = 20.0;

/// Seconds for what was not asked for and is worth saying.
const MOMENT: f64 = 1.0;

/// What every question says.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The team file.
    pub team: PathBuf,
    /// A roster file instead of the published roster.
    pub roster: Option<PathBuf>,
    /// Days before this one are over; `None`: today in the shop.
    pub today: Option<NaiveDate>,
    /// Seconds, at most.
    pub seconds: f64,
}

/// One question: about which shop and on which day it is asked, and how long the answer may take.
struct Question<'a> {
    shop: Shop,
    at: &'a LedgerPlace,
    context: &'a Context,
    /// A roster file that was named.
    named: Option<PathBuf>,
    /// Days before this one are over.
    today: NaiveDate,
    until: Until,
    ledger: Option<(Book, Records)>,
}

impl<'a> Question<'a> {
    /// Looks at the ledger beside the team file, where there is one, and at the clock.
    fn new(
        shop: Shop,
        asked: &Asked,
        at: &'a LedgerPlace,
        context: &'a Context,
    ) -> Result<Question<'a>, AppError> {
        let shop = shop.with_ledger(Some(at));
        let (ledger, now) = ledger(at, context)?;
        if let Some((_, records)) = &ledger {
            shop.owns(records)?;
        }
        Ok(Question {
            shop,
            at,
            context,
            named: asked.roster.clone(),
            today: asked.today.unwrap_or_else(|| now.date()),
            until: Until::new(context, asked.seconds),
            ledger,
        })
    }

    /// Today, as a day of a month; days before it are over.
    fn today_in(&self, problem: &Problem) -> usize {
        let past = self.today.signed_duration_since(problem.first).num_days();
        usize::try_from(past).map_or(0, |day| day.min(problem.days()))
    }

    /// The roster of a month that must be there.
    fn base(&mut self, month: Month) -> Result<Base, AppError> {
        let found = self.find(month)?;
        found.ok_or_else(|| self.nothing(month))
    }

    /// That there is no roster of a month.
    fn nothing(&self, month: Month) -> AppError {
        self.refused(Refusal::NothingPublished {
            team: self.team().to_owned(),
            month,
            ledger: self.ledger.is_some(),
        })
    }

    fn team(&self) -> &Path {
        self.shop.file()
    }

    /// That the question cannot be answered as it was asked.
    fn refused(&self, refusal: Refusal) -> AppError {
        AppError::refused(self.team(), refusal)
    }
}

/// The ledger, and the time in its zone. Where no ledger is named, there need be none.
fn ledger(
    at: &LedgerPlace,
    context: &Context,
) -> Result<(Option<(Book, Records)>, Moment), AppError> {
    match Book::open(&at.store, Access::Read) {
        Ok(mut book) => {
            let now = context.clock.now(book.store.zone())?;
            let records = book.load(Scope::Rules)?;
            Ok((Some((book, records)), now))
        }
        Err(LedgerError::Store(StoreError::Missing)) if !at.named => {
            Ok((None, context.clock.now(Zone::SHANGHAI)?))
        }
        Err(error) => Err(error.into()),
    }
}

/// A roster that is called a plan must keep every hard rule from today on; if not, it is not shown as one.
fn checked(plan: &Plan) -> Result<(), AppError> {
    match plan.broken.first() {
        Some(first) => Err(Defect::Plan(first.text.clone()).into()),
        None => Ok(()),
    }
}
