//! Values as they are given on a command line: months, dates, numbers within limits; each read in one place.

use crate::domain::time::Month;
use crate::input::parse_date;
use chrono::NaiveDate;

/// Seconds that a time limit may have.
const MOST_SECONDS: f64 = 1e7;

/// A value that cannot be what it is given for.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum BadValue {
    /// Not a month.
    #[error("`{0}` is not a month")]
    Month(String),
    /// Not a date.
    #[error("`{0}` is not a date")]
    Date(String),
    /// Not a number at all.
    #[error("`{0}` is not a number")]
    Number(String),
    /// Not between these two.
    #[error("{value} is not between {least} and {most}")]
    Range {
        /// The number.
        value: f64,
        /// The least.
        least: f64,
        /// The most.
        most: f64,
    },
}

/// A month, such as 2026-12.
pub fn month(text: &str) -> Result<Month, BadValue> {
    Month::parse(text).ok_or_else(|| BadValue::Month(text.to_owned()))
}

/// A date, such as 2026-12-05.
pub fn date(text: &str) -> Result<NaiveDate, BadValue> {
    parse_date(text).map_err(|_| BadValue::Date(text.to_owned()))
}

/// A time limit in seconds.
pub fn seconds(text: &str) -> Result<f64, BadValue> {
    number(text, MOST_SECONDS)
}

/// A share in percent.
pub fn percent(text: &str) -> Result<f64, BadValue> {
    number(text, 100.0)
}

fn number(text: &str, most: f64) -> Result<f64, BadValue> {
    let value: f64 = text
        .parse()
        .map_err(|_| BadValue::Number(text.to_owned()))?;
    let least = 0.0;
    if (least..=most).contains(&value) {
        return Ok(value);
    }
    Err(BadValue::Range { value, least, most })
}
