//! Where in a table the roster is: which row has the dates, which column the names, and which rows are nobody's.

use super::{DAY_TOTAL, LABELS, TOTALS};
use crate::domain::Problem;
use crate::domain::time::Month;
use crate::input::sheet_file::{CellValue, SheetCell, SheetRow, Stamp};
use crate::source::header_date;
use chrono::{Datelike, NaiveDate};

/// Rows in which dates are looked for: above them there may be titles.
const TOP: usize = 12;

/// So many dates make a row the header, where another sheet could be meant.
const ENOUGH: usize = 15;

/// What people write before sums and remarks.
const OTHER_LABELS: [&str; 12] = [
    "合计",
    "总计",
    "小计",
    "人数",
    "在岗人数",
    "上班人数",
    "休息人数",
    "备注",
    "日期",
    "total",
    "sum",
    "date",
];

/// What stands in the row below the dates.
const WEEKDAYS: [&str; 14] = [
    "一", "二", "三", "四", "五", "六", "日", "mo", "tu", "we", "th", "fr", "sa", "su",
];

/// Where the roster is in a table.
pub struct Layout {
    /// The place of the row with the dates.
    pub top: usize,
    /// The column of the names.
    pub names: usize,
    /// The column of the first day.
    pub from: usize,
    /// The column behind the last day.
    pub end: usize,
    /// The header's last column.
    pub width: usize,
}

impl Layout {
    /// Finds the roster. `None`: no row has dates.
    pub fn of(rows: &[SheetRow], month: Month, problem: &Problem) -> Option<Layout> {
        let top = header_row(rows, month)?;
        let header = rows.get(top)?;
        let dated = |cell: &&SheetCell| date(cell, month).is_some();
        let from = header.cells.iter().find(dated)?.column;
        let last = header.cells.iter().rfind(dated)?.column;
        let end = totals_column(header).unwrap_or(usize::MAX).min(last + 1);
        let names = names_column(rows.get(top + 1..)?, from, problem);
        // Dates in the very first column leave no room for names; that is said where the header is read.
        let (names, from) = match names {
            Some(names) => (names, from),
            None => (from, from + 1),
        };
        Some(Layout {
            top,
            names,
            from,
            end,
            width: header.cells.last()?.column,
        })
    }

    /// Whether a column is one of days. Behind the last day there may be other columns, with headings of their own; what
    /// stands there without a heading is a day too many.
    pub fn is_day(&self, column: usize) -> bool {
        let other = (self.end..=self.width).contains(&column);
        column >= self.from && !other
    }

    /// Whether a row is that of no person: sums, weekdays, remarks.
    pub fn is_nobodys(&self, row: &SheetRow, problem: &Problem) -> bool {
        let label = row.cell(self.names).map_or("", |cell| cell.text.as_str());
        let days = || row.cells.iter().filter(|cell| self.is_day(cell.column));
        let known = person(problem, label);
        let labels = LABELS.iter().flat_map(|(en, zh)| [*en, *zh]);
        let word = label.trim_end_matches([':', '：']).to_lowercase();
        let mut labels = labels.chain(OTHER_LABELS);
        label.starts_with(DAY_TOTAL)
            || (!known && labels.any(|l| l == word))
            || (!known && days().next().is_none() && row.cells.len() < 3)
            || (label.is_empty() && days().next().is_some() && days().all(is_weekday))
    }
}

/// Whether a sheet looks as if there were a roster in it.
pub fn has_roster(rows: &[SheetRow], month: Month) -> bool {
    let rows = rows.iter().take(TOP);
    rows.map(|row| dates_in(row, month)).max() >= Some(ENOUGH)
}

fn dates_in(row: &SheetRow, month: Month) -> usize {
    let dated = |cell: &&SheetCell| date(cell, month).is_some();
    row.cells.iter().filter(dated).count()
}

/// The place of the row that has most dates; of equals the first, because codes may look like days too.
fn header_row(rows: &[SheetRow], month: Month) -> Option<usize> {
    let counts = rows.iter().take(TOP).map(|row| dates_in(row, month));
    let counts: Vec<usize> = counts.collect();
    let most = counts.iter().copied().max().filter(|most| *most > 1)?;
    counts.iter().position(|count| *count == most)
}

/// The column before the days in which most people of the team are found; where nobody is, the first.
fn names_column(rows: &[SheetRow], from: usize, problem: &Problem) -> Option<usize> {
    let found = |column: &usize| {
        let cells = rows.iter().filter_map(|row| row.cell(*column));
        cells.filter(|cell| person(problem, &cell.text)).count()
    };
    let used = |column: &usize| rows.iter().any(|row| row.cell(*column).is_some());
    let columns: Vec<usize> = (0..from).filter(used).collect();
    let most = columns.iter().map(found).max()?;
    columns.into_iter().find(|column| found(column) == most)
}

fn person(problem: &Problem, text: &str) -> bool {
    problem.person(text).is_ok()
}

fn is_weekday(cell: &SheetCell) -> bool {
    let text = cell.text.to_lowercase();
    let text = text.trim_start_matches("星期").trim_start_matches('周');
    let short: String = text.chars().take(2).collect();
    WEEKDAYS.contains(&text) || (text.is_ascii() && WEEKDAYS.contains(&short.as_str()))
}

/// The column where the totals begin.
fn totals_column(header: &SheetRow) -> Option<usize> {
    let heads = TOTALS.iter().flat_map(|(en, zh)| [*en, *zh]);
    let heads: Vec<&str> = heads.collect();
    let mut cells = header.cells.iter().skip(1);
    let first = cells.find(|cell| heads.contains(&cell.text.as_str()))?;
    Some(first.column)
}

/// The date in a cell of the header. People also write the day alone, which is one of the month that is asked for.
pub fn date(cell: &SheetCell, month: Month) -> Option<NaiveDate> {
    if let CellValue::Stamp(Stamp { date, .. }) = cell.value {
        return date;
    }
    let text = cell.text.as_str();
    day_alone(text, month)
        .or_else(|| header_date(text, false))
        .or_else(|| header_date(text, true))
}

/// `5`, `5日`, `12月5日`, `12/5`, each also with its weekday: `5日 周六`, `5(六)`.
pub fn day_alone(text: &str, month: Month) -> Option<NaiveDate> {
    let text = text.split(['周', '星', '(', '（', ' ', '\n']).next()?;
    let own = |name: &str| name.parse() == Ok(month.first().month());
    let day = match text.split_once(['月', '/', '-']) {
        Some((name, day)) if own(name) => day,
        Some(_) => return None,
        None => text,
    };
    let day = day.trim_end_matches(['日', '号']);
    let number = day.bytes().all(|b| b.is_ascii_digit()) && day.len() <= 2;
    let day = number.then(|| day.parse().ok()).flatten()?;
    month.first().with_day(day)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn days_alone_are_days_of_the_month() {
        let month = Month::new(2026, 2).unwrap();
        for (text, wanted) in [
            ("1", Some(1)),
            ("28", Some(28)),
            ("29", None),
            ("5日", Some(5)),
            ("2月5日", Some(5)),
            ("3月5日", None),
            ("2/5", Some(5)),
            ("5/2", None),
            ("02-05", Some(5)),
            ("5日 周四", Some(5)),
            ("5（四）", Some(5)),
            ("5\n四", Some(5)),
            ("周四", None),
            ("D", None),
            ("", None),
            ("005", None),
            ("2026-02-05", None),
        ] {
            let day = day_alone(text, month).map(|date| date.day());
            assert_eq!(day, wanted, "{text}");
        }
    }

    #[test]
    fn weekdays_are_told_from_codes() {
        let cell = |text: &str| SheetCell {
            column: 1,
            text: text.to_owned(),
            value: CellValue::Text,
        };
        for text in ["一", "周日", "星期六", "Mo", "Tue", "saturday"] {
            assert!(is_weekday(&cell(text)), "{text}");
        }
        for text in ["N", "D", "休", "晚班", "S"] {
            assert!(!is_weekday(&cell(text)), "{text}");
        }
    }
}
