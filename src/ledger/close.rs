//! Closing a month: what is due is frozen by an entry, and never moves again.

use super::entry::{Closing, EntryId, Payroll, TieOrder, Wage};
use super::error::LedgerError;
use super::money::Fen;
use super::records::Records;
use super::statement::{self, Statement};
use super::ties::Ties;
use crate::domain::time::Month;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What a close is made with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terms {
    /// Wages by person.
    pub wages: BTreeMap<String, Wage>,
    /// Whether people without a wage are let through, without caps.
    pub uncapped: bool,
}

/// The first month that is not closed: the one after the last close; before any, that of the earliest event or roster.
pub fn next(records: &Records, up_to: EntryId) -> Option<Month> {
    if let Some(closed) = records.close_before(up_to) {
        return Some(closed.closing.month.after());
    }
    let events = records.all_facts().map(|fact| Month::of(fact.day));
    let rosters = records.published().iter().map(|p| p.roster.month);
    events.chain(rosters).min()
}

/// Computes the close of a month from the entries up to `up_to`.
///
/// # Errors
/// The month is closed, is not the next one, or (on `today`) not over; or wages are missing.
pub fn prepare<'a>(
    records: &'a Records,
    month: Month,
    up_to: EntryId,
    terms: &Terms,
    today: Option<NaiveDate>,
) -> Result<(Closing, Vec<Statement<'a>>), LedgerError> {
    in_order(records, month, up_to)?;
    if today.is_some_and(|today| today < month.after().first()) {
        return Err(LedgerError::NotOver { month });
    }
    let statements = statement::of_month(records, month, up_to);
    let closing = freeze(records, month, up_to, terms, &statements)?;
    Ok((closing, statements))
}

fn in_order(records: &Records, month: Month, up_to: EntryId) -> Result<(), LedgerError> {
    let mut closed = records.closed().iter().filter(|c| c.id <= up_to);
    if let Some(closed) = closed.clone().find(|c| c.closing.month == month) {
        return Err(LedgerError::Closed {
            month,
            entry: closed.id,
        });
    }
    let Some(next) = next(records, up_to) else {
        return Err(LedgerError::NothingThere { month });
    };
    match closed.next_back() {
        // Before the first close there is nothing to wait for in earlier months.
        None if month < next => Err(LedgerError::NothingThere { month }),
        _ if month != next => Err(LedgerError::NotNext { month, next }),
        _ => Ok(()),
    }
}

fn freeze(
    records: &Records,
    month: Month,
    up_to: EntryId,
    terms: &Terms,
    statements: &[Statement<'_>],
) -> Result<Closing, LedgerError> {
    let mut payrolls: BTreeMap<String, Payroll> = BTreeMap::new();
    let mut lacking: [Vec<String>; 2] = [Vec::new(), Vec::new()];
    for statement in statements {
        let person = records.people().text(statement.person);
        let wage = terms.wages.get(person);
        let payroll = statement::payroll(records, statement, wage, up_to);
        if payroll.cash > Fen::ZERO && wage.is_none() {
            lacking[0].push(person.to_owned());
        }
        if payroll.bonus > Fen::ZERO && wage.is_none_or(|w| w.bonus.is_none()) {
            lacking[1].push(person.to_owned());
        }
        payrolls.insert(person.to_owned(), payroll);
    }
    let [wage, bonus] = lacking;
    if !(terms.uncapped || wage.is_empty() && bonus.is_empty()) {
        let (people, bonus) = if wage.is_empty() {
            (bonus, true)
        } else {
            (wage, false)
        };
        return Err(LedgerError::NeedsWages {
            month,
            people,
            bonus,
        });
    }
    Ok(Closing {
        month,
        up_to,
        wages: terms.wages.clone(),
        uncapped: terms.uncapped,
        payroll: payrolls,
        digest: statement::digest(records, statements),
        ties: TieOrder::Entry,
    })
}

/// The statements of a closed month, computed again from the entries that the close saw.
pub fn replay<'a>(
    records: &'a Records,
    closing: &Closing,
) -> Result<(Closing, Vec<Statement<'a>>), LedgerError> {
    replay_by(records, closing, &Ties::of(records, closing))
}

/// Whether a closed month computed again comes to what was booked.
pub fn holds(records: &Records, closing: &Closing) -> bool {
    let mut ways = Ties::candidates(records, closing).into_iter();
    ways.any(|ties| replay_by(records, closing, &ties).is_ok_and(|(again, _)| again == *closing))
}

fn replay_by<'a>(
    records: &'a Records,
    closing: &Closing,
    ties: &Ties,
) -> Result<(Closing, Vec<Statement<'a>>), LedgerError> {
    let up_to = closing.up_to;
    let statements = statement::of_month_by(records, closing.month, up_to, ties);
    let terms = Terms {
        wages: closing.wages.clone(),
        uncapped: closing.uncapped,
    };
    let mut again = freeze(records, closing.month, up_to, &terms, &statements)?;
    again.ties = closing.ties;
    Ok((again, statements))
}
