//! The header of a roster file: dates as we write them, and as Excel changes them.

use super::cells::Cell;
use super::{Fault, FaultKind, Source};
use chrono::NaiveDate;
use std::sync::Arc;

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// The consecutive dates of a header.
pub fn dates(source: &Arc<Source>, header: &[Cell]) -> Result<Vec<NaiveDate>, Fault> {
    let fault = |cell: &Cell, kind| Err(source.fault(Some(cell.span.clone()), kind));
    // Excel leaves empty columns behind.
    let used = header.iter().rposition(|c| !c.text.is_empty()).unwrap_or(0);
    let (Some(corner), Some(cells)) = (header.first(), header.get(1..=used)) else {
        return Err(source.fault(None, FaultKind::EmptyRoster));
    };
    let none = cells
        .iter()
        .all(|c| !c.text.contains(|c: char| c.is_ascii_digit()));
    if none || header_date(&corner.text, false).is_some() {
        let first = corner.text.clone();
        return fault(corner, FaultKind::NoHeader { first });
    }
    consecutive(cells, false)
        // Where 1/12/2026 is the first of December.
        .or_else(|found| consecutive(cells, true).map_err(|_| found))
        .or_else(|(cell, kind)| fault(cell, kind))
}

fn consecutive(cells: &[Cell], day_first: bool) -> Result<Vec<NaiveDate>, (&Cell, FaultKind)> {
    let mut dates: Vec<NaiveDate> = Vec::new();
    for cell in cells {
        let Some(date) = header_date(&cell.text, day_first) else {
            let text = cell.text.clone();
            return Err((cell, FaultKind::BadHeaderDate { text }));
        };
        if let Some(last) = dates.last().filter(|l| l.succ_opt() != Some(date)) {
            let (before, after) = (last.to_string(), date.to_string());
            return Err((cell, FaultKind::DaysNotConsecutive { before, after }));
        }
        dates.push(date);
    }
    Ok(dates)
}

/// `2026-12-01`, and what Excel makes of it: `2026/12/1`, `2026.12.1`, `12/1/2026`, `1-Dec-26`,
/// `2026年12月1日`; midnight or a weekday may follow.
pub fn header_date(text: &str, day_first: bool) -> Option<NaiveDate> {
    let (date, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let rest = rest.trim();
    let midnight = rest.bytes().all(|b| b == b'0' || b == b':');
    let weekday = ["周", "星期"].iter().any(|w| rest.starts_with(w));
    if !midnight && !weekday {
        return None;
    }
    let parts: Vec<&str> = date
        .split(['-', '/', '.', '年', '月', '日'])
        .filter(|p| !p.is_empty())
        .collect();
    let [a, b, c] = parts[..] else { return None };
    let (year, month, day) = match (a.len(), c.len()) {
        (4, _) => (number(a)?, number(b)?, number(c)?),
        _ if month(b).is_some() => (full_year(number(c)?), month(b)?, number(a)?),
        (_, 4) if day_first => (number(c)?, number(b)?, number(a)?),
        (_, 4) => (number(c)?, number(a)?, number(b)?),
        _ => return None,
    };
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

fn number(text: &str) -> Option<u32> {
    let digits = text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

fn full_year(year: u32) -> u32 {
    if year < 100 { 2000 + year } else { year }
}

/// `Dec`, as a number.
fn month(text: &str) -> Option<u32> {
    let text = text.to_lowercase();
    let index = MONTHS.iter().position(|m| *m == text)?;
    u32::try_from(index + 1).ok()
}
