//! The columns of a person's totals, in the terminal and in charts.

use crate::domain::time::hours;
use crate::facts::totals::MonthTotals;
use crate::text::Fixed;

/// A column.
#[derive(Debug, Clone, Copy)]
pub struct Total {
    /// Its heading.
    pub heading: Fixed,
    /// What stands in it.
    pub of: fn(&MonthTotals) -> String,
}

/// The columns; that of leave only where somebody has leave.
pub fn totals<'a>(sheets: impl IntoIterator<Item = &'a MonthTotals>) -> Vec<Total> {
    let total = |heading, of| Total { heading, of };
    let mut totals = vec![
        total(("Hours", "工时"), |sheet: &MonthTotals| {
            hours(sheet.minutes)
        }),
        total(("Nights", "夜班"), |sheet| sheet.nights.to_string()),
        total(("Wkend", "周末"), |sheet| sheet.weekend_days.to_string()),
        total(("Rest", "休息"), |sheet| sheet.rest_days.to_string()),
    ];
    if sheets.into_iter().any(|sheet| sheet.leave_days > 0) {
        totals.push(total(("Leave", "请假"), |sheet| {
            sheet.leave_days.to_string()
        }));
    }
    totals
}
