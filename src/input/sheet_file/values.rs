//! What a cell says, by the kind of column that it stands in.

use super::{CellValue, RowFaultKind, SheetCell};
use crate::ledger::money::{Fen, MoneyError};

/// Digits of a whole number that Excel keeps; the others it makes zeros.
const KEPT: usize = 15;

/// Text as it stands.
///
/// # Errors
/// A formula without a value.
pub fn text(cell: &SheetCell) -> Result<String, RowFaultKind> {
    match cell.value {
        CellValue::Error => Err(RowFaultKind::FormulaError),
        CellValue::NotCalculated => Err(RowFaultKind::NotCalculated),
        _ => Ok(cell.text.clone()),
    }
}

/// That a cell is no date or time.
fn no_time(cell: &SheetCell) -> Result<(), RowFaultKind> {
    match cell.value {
        CellValue::Stamp(_) | CellValue::Span(_) => Err(RowFaultKind::ATime),
        _ => Ok(()),
    }
}

/// A name or a number by which something is known. The last digits of a long one are lost where Excel took it for a
/// number, and it would then be another one; so it would where Excel took `3-12` for a date.
///
/// # Errors
/// A formula without a value, a date or time, or digits are lost.
pub fn identifier(cell: &SheetCell) -> Result<String, RowFaultKind> {
    no_time(cell)?;
    let text = text(cell)?;
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let lost = match cell.value {
        CellValue::Number(_) => digits > KEPT,
        _ => is_scientific(&text),
    };
    if lost {
        Err(RowFaultKind::Rounded)
    } else {
        Ok(text)
    }
}

/// `1.23457E+17`, as Excel writes long numbers into a CSV file.
fn is_scientific(text: &str) -> bool {
    let Some((number, power)) = text.split_once(['E', 'e']) else {
        return false;
    };
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
    power.strip_prefix('+').is_some_and(digits) && whole.len() == 1 && digits(whole) && digits(part)
}

/// A whole number from 0 on; a unit such as `分钟` may follow.
///
/// # Errors
/// A formula without a value, or something else.
pub fn whole(cell: &SheetCell, units: &[&str]) -> Result<i64, RowFaultKind> {
    no_time(cell)?;
    let text = text(cell)?.to_lowercase();
    let bare = units.iter().find_map(|unit| text.strip_suffix(unit));
    let bare = bare.unwrap_or(&text).trim();
    // Ten digits are more than any number here has, and fit.
    let fits = !bare.is_empty() && bare.len() <= 10 && bare.bytes().all(|b| b.is_ascii_digit());
    let number = fits.then(|| bare.parse().ok()).flatten();
    number.ok_or(RowFaultKind::NotWhole)
}

/// Money, to the fen; thousands may be parted by commas.
///
/// # Errors
/// A formula without a value, no amount, or one finer than a fen.
pub fn money(cell: &SheetCell) -> Result<Fen, RowFaultKind> {
    no_time(cell)?;
    let text = text(cell)?;
    let money = |text: &str| Fen::parse(text).map_err(RowFaultKind::Money);
    if text.contains([',', '，']) {
        money(&ungrouped(&text).ok_or(RowFaultKind::Money(MoneyError::Form))?)
    } else {
        money(&text)
    }
}

/// `1,234,567.80` without its commas; `None` where they do not stand before each three digits.
fn ungrouped(text: &str) -> Option<String> {
    let (whole, part) = text
        .split_once('.')
        .map_or((text, None), |(w, p)| (w, Some(p)));
    let mut groups = whole.trim_end_matches('元').trim().split([',', '，']);
    let first = groups.next()?;
    let lead = first.bytes().filter(u8::is_ascii_digit).count();
    let three = |group: &str| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit());
    if !(1..=3).contains(&lead) || !groups.all(three) {
        return None;
    }
    let digits = whole.replace([',', '，'], "");
    Some(part.map_or(digits.clone(), |part| format!("{digits}.{part}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str, value: CellValue) -> SheetCell {
        let text = text.to_owned();
        SheetCell {
            column: 0,
            text,
            value,
        }
    }

    #[test]
    fn amounts_may_have_groups() {
        let cases = [
            ("50.1", Some(5010)),
            ("1,000", Some(100_000)),
            ("￥1,234,567.80", Some(123_456_780)),
            ("1，000元", Some(100_000)),
            ("1,00", None),
            (",100", None),
            ("1,000,", None),
            ("1000,000", None),
            ("1,000.555", None),
        ];
        for (text, wanted) in cases {
            let read = money(&cell(text, CellValue::Text)).ok();
            assert_eq!(read, wanted.map(Fen), "{text}");
        }
    }

    #[test]
    fn lost_digits_are_noticed() {
        let number = CellValue::Number(None);
        assert_eq!(
            identifier(&cell("123456789012345", number)).as_deref(),
            Ok("123456789012345")
        );
        assert_eq!(
            identifier(&cell("1234567890123460", number)),
            Err(RowFaultKind::Rounded)
        );
        assert!(identifier(&cell("1234567890123456789", CellValue::Text)).is_ok());
        assert_eq!(
            identifier(&cell("1.23457E+17", CellValue::Text)),
            Err(RowFaultKind::Rounded)
        );
        assert!(identifier(&cell("2E17", CellValue::Text)).is_ok());
    }

    #[test]
    fn whole_numbers_may_have_a_unit() {
        let units = ["分钟", "min"];
        for (text, wanted) in [
            ("35", Some(35)),
            ("35 分钟", Some(35)),
            ("35min", Some(35)),
            ("3.5", None),
            ("-1", None),
        ] {
            assert_eq!(
                whole(&cell(text, CellValue::Text), &units).ok(),
                wanted,
                "{text}"
            );
        }
    }
}
