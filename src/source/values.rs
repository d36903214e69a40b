//! Single values of a file: numbers within limits, dates, selectors of days.

use super::days::{DaySelector, parse_date};
use super::{Fault, FaultKind, Source, Word};
use chrono::NaiveDate;
use std::sync::Arc;
use toml::Spanned;

/// A whole number between two bounds.
pub fn whole(
    source: &Arc<Source>,
    number: &Spanned<i64>,
    least: i64,
    most: i64,
) -> Result<i64, Fault> {
    let value = *number.get_ref();
    if (least..=most).contains(&value) {
        return Ok(value);
    }
    let kind = FaultKind::OutOfRange {
        value: value.to_string(),
        least: least.to_string(),
        most: most.to_string(),
    };
    Err(source.fault(Some(number.span()), kind))
}

/// A list with something in it. Where a key left out means everything, a list of nothing is no other way to say so.
pub fn some<'w>(
    source: &Arc<Source>,
    key: &str,
    words: &'w Spanned<Vec<Word>>,
) -> Result<&'w [Word], Fault> {
    if words.get_ref().is_empty() {
        let key = key.to_owned();
        return Err(source.fault(Some(words.span()), FaultKind::EmptyList { key }));
    }
    Ok(words.get_ref())
}

/// A date as the team file writes it.
pub fn date(source: &Arc<Source>, word: &Word) -> Result<NaiveDate, Fault> {
    parse_date(word.get_ref()).map_err(|kind| source.fault(Some(word.span()), kind))
}

/// A selector of days as the team file writes it.
pub fn selector(source: &Arc<Source>, word: &Word) -> Result<DaySelector, Fault> {
    DaySelector::parse(word.get_ref()).map_err(|kind| source.fault(Some(word.span()), kind))
}
