//! The header of a roster file: dates as we write them, and as Excel changes them.

use super::cells::Cell;
use super::{Fault, FaultKind, Source};
use crate::source::header_date;
use chrono::NaiveDate;
use std::sync::Arc;

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
