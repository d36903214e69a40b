//! The small texts of a policy file: amounts, steps, windows, lengths of time.

use super::PolicyFlaw;
use crate::ledger::money::{Fen, MoneyError};
use crate::ledger::policy::{Penalty, Step, Window};
use crate::source::FaultKind;

/// Days that a rolling window may reach back: ten years.
const LONGEST_WINDOW: i64 = 3660;

/// Minutes of the longest limit, a leap year, which is beyond anything that a shop times.
const LONGEST_LIMIT: i64 = 366 * 24 * 60;

/// An amount above nothing.
pub fn amount(text: &str) -> Result<Fen, FaultKind> {
    let text = text.trim();
    let fen = Fen::parse(text).map_err(|error| PolicyFlaw::BadAmount {
        text: text.to_owned(),
        error,
    })?;
    if fen <= Fen::ZERO {
        let text = text.to_owned();
        return Err(PolicyFlaw::NotPositive { text }.into());
    }
    Ok(fen)
}

/// `warning`, `severe-warning`, `review`, an amount, or an amount and its growth: `20 +10`.
pub fn step(text: &str) -> Result<Step, FaultKind> {
    let (base, growth) = match text.split_once('+') {
        Some((base, growth)) => (base.trim(), Some(growth)),
        None => (text.trim(), None),
    };
    let penalty = match base {
        "warning" => Penalty::Warning,
        "severe-warning" => Penalty::SevereWarning,
        "review" => Penalty::Review,
        "" if growth.is_some() => Penalty::Warning,
        _ => Penalty::Amount(step_amount(base, text)?),
    };
    match growth {
        None => Ok(Step {
            penalty,
            grow: Fen::ZERO,
        }),
        Some(growth) if matches!(penalty, Penalty::Amount(_)) => Ok(Step {
            penalty,
            grow: amount(growth)?,
        }),
        Some(_) => {
            let text = text.to_owned();
            Err(PolicyFlaw::BareGrowth { text }.into())
        }
    }
}

/// What looks like a number is told about amounts, anything else about steps.
fn step_amount(base: &str, text: &str) -> Result<Fen, FaultKind> {
    let number = base.contains(|c: char| c.is_ascii_digit());
    match Fen::parse(base) {
        Err(MoneyError::Form) if !number => {
            let text = text.to_owned();
            Err(PolicyFlaw::BadStep { text }.into())
        }
        _ => amount(base),
    }
}

/// `month`, `year`, `ever`, or a number of days: `30 days`.
pub fn window(text: &str) -> Result<Window, FaultKind> {
    let bad = || PolicyFlaw::BadWindow {
        text: text.to_owned(),
    };
    match text.trim() {
        "month" => return Ok(Window::Month),
        "year" => return Ok(Window::Year),
        "ever" => return Ok(Window::Ever),
        _ => {}
    }
    let (days, unit) = counted(text).ok_or_else(bad)?;
    if !["day", "days"].contains(&unit) {
        return Err(bad().into());
    }
    let within = (1..=LONGEST_WINDOW).contains(&days);
    match u32::try_from(days) {
        Ok(days) if within => Ok(Window::Days(days)),
        _ => Err(FaultKind::OutOfRange {
            value: text.to_owned(),
            least: "1 day".to_owned(),
            most: format!("{LONGEST_WINDOW} days"),
        }),
    }
}

/// Minutes of `30 min` or `48 h`.
pub fn limit(text: &str) -> Result<i64, FaultKind> {
    let bad = || PolicyFlaw::BadLimit {
        text: text.to_owned(),
    };
    let (number, unit) = counted(text).ok_or_else(bad)?;
    let minutes = match unit {
        "min" => number,
        "h" => number.saturating_mul(60),
        _ => return Err(bad().into()),
    };
    if (1..=LONGEST_LIMIT).contains(&minutes) {
        return Ok(minutes);
    }
    Err(FaultKind::OutOfRange {
        value: text.to_owned(),
        least: "1 min".to_owned(),
        most: format!("{} h", LONGEST_LIMIT / 60),
    })
}

/// A whole number and what it counts. Digits beyond any number that is allowed are as good as the largest.
fn counted(text: &str) -> Option<(i64, &str)> {
    let text = text.trim();
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, unit) = text.split_at_checked(end)?;
    if digits.is_empty() {
        return None;
    }
    Some((digits.parse().unwrap_or(i64::MAX), unit.trim()))
}
