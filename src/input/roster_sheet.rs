//! A roster out of a table with more in it than a roster file has: a title, totals, weekdays, as `export` writes them
//! and people do, in an Excel workbook or as CSV.
//!
//! What is left of the table without all that is written down as CSV and read as a roster file is, so that the same
//! rules hold and the same messages say what is wrong. They point at the cell, by its sheet and its address in Excel.

use super::roster_header::header_date;
use super::sheet_file::{CellValue, SheetCell, SheetFault, SheetFile, SheetRow, Stamp};
use super::{Fault, FaultKind, Source, parse_roster};
use crate::domain::time::Month;
use crate::domain::{Problem, Roster};
use crate::text::Fixed;
use chrono::{Datelike, NaiveDate};
use std::ops::{Range, RangeInclusive};
use std::path::Path;

/// The heading of the names.
pub const NAME: Fixed = ("person", "姓名");

/// The headings of the totals behind the days: hours, shifts, nights, shifts on weekends and on holidays, rest days.
pub const TOTALS: [Fixed; 6] = [
    ("hours", "工时"),
    ("shifts", "班数"),
    ("nights", "夜班"),
    ("weekends", "周末"),
    ("holidays", "节日"),
    ("rest", "休息"),
];

/// The first cells of rows that are nobody's: weekdays, kinds of day, and how many people a day lacks.
pub const LABELS: [Fixed; 3] = [
    ("weekday", "星期"),
    ("kind of day", "日子"),
    ("missing", "缺人"),
];

/// What the label of a row of totals begins with.
pub const DAY_TOTAL: char = '∑';

/// What a spreadsheet takes for the beginning of a formula; behind an apostrophe it is text.
pub const MARKS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// The sheets of the workbook that `export` writes; only the first one is read again.
pub const SHEETS: [Fixed; 5] = [
    ("Roster", "班表"),
    ("Legend", "图例"),
    ("Coverage", "在岗"),
    ("Duties", "事务"),
    ("Presence", "时段"),
];

/// Rows in which dates are looked for: above them there may be a title.
const TOP: usize = 12;

/// Kinds of mistakes that are told at once.
const MOST: usize = 20;

/// A roster, and what is worth saying about the table that it was in.
#[derive(Debug)]
pub struct RosterSheet {
    /// The roster.
    pub roster: Roster,
    /// The table.
    pub table: SheetFile,
}

/// Why a table is no roster of a month.
#[derive(Debug)]
pub enum RosterSheetFault {
    /// It is no table.
    Table(SheetFault),
    /// Its cells are wrong; never empty.
    Cells(Vec<CellFault>),
}

/// Something wrong in a table.
#[derive(Debug)]
pub struct CellFault {
    /// What it is; its file names the sheet and the cell too.
    pub fault: Fault,
    /// Addresses of other cells in which the same stands.
    pub others: Vec<String>,
}

/// Reads a month's roster from a table.
///
/// # Errors
/// The file is no table, or something in it is wrong. All cells with codes that there are not are told at once.
pub fn read(path: &Path, month: Month, problem: &Problem) -> Result<RosterSheet, RosterSheetFault> {
    let table = SheetFile::read(path).map_err(RosterSheetFault::Table)?;
    match roster(&table, month, problem) {
        Ok(roster) => Ok(RosterSheet { roster, table }),
        Err(faults) => Err(RosterSheetFault::Cells(faults)),
    }
}

/// The roster in a table. Every code that there is not is taken for rest once it is noted, until the rest is read.
fn roster(table: &SheetFile, month: Month, problem: &Problem) -> Result<Roster, Vec<CellFault>> {
    let mut extract = Extract::of(table, month);
    let mut faults = Vec::new();
    loop {
        let source = Source::new(table.name.clone(), extract.text());
        let read = parse_roster(&source).and_then(|file| file.roster(problem));
        let fault = match read {
            Ok(roster) if faults.is_empty() => return Ok(roster),
            Ok(_) => return Err(faults),
            Err(fault) => fault,
        };
        let unknown = match fault.kind.as_ref() {
            FaultKind::UnknownCell { code, .. } => Some(code.clone()),
            _ => None,
        };
        faults.push(extract.placed(fault, unknown.as_deref()));
        let more = faults.len() < MOST && unknown.is_some_and(|code| extract.rest(&code));
        if !more {
            return Err(faults);
        }
    }
}

/// A cell of the extract.
struct Field {
    text: String,
    /// Its row in the table, from 1, and its column, from 0.
    place: (usize, usize),
    /// Where it stands in the extract's text, once that is written.
    span: Range<usize>,
}

impl Field {
    fn of(row: &SheetRow, column: usize) -> Field {
        Field {
            text: row.cell(column).map_or(String::new(), bare),
            place: (row.number, column),
            span: 0..0,
        }
    }
}

/// The names, dates and codes of a table, without everything else.
struct Extract<'a> {
    table: &'a SheetFile,
    rows: Vec<Vec<Field>>,
}

impl<'a> Extract<'a> {
    fn of(table: &'a SheetFile, month: Month) -> Extract<'a> {
        let columns = table.rows.iter().filter_map(|row| row.cells.first());
        // A table may begin anywhere in its sheet.
        let first = columns.map(|cell| cell.column).min().unwrap_or(0);
        let top = header_row(&table.rows, first, month).unwrap_or(0);
        let Some((header, below)) = table.rows.get(top..).and_then(<[SheetRow]>::split_first)
        else {
            let rows = Vec::new();
            return Extract { table, rows };
        };
        let end = totals_column(header).unwrap_or(usize::MAX);
        let last = |row: &SheetRow| {
            let used = row.cells.iter().map(|cell| cell.column);
            used.filter(|column| *column < end).max()
        };
        let width = last(header).unwrap_or(first);
        let mut rows = vec![dates(header, first..=width, month)];
        for row in below.iter().filter(|row| !is_nobodys(row, first)) {
            // Rest at the end of a row is cells that are empty, which a table does not have.
            if let Some(last) = last(row) {
                let columns = first..=last.max(width);
                rows.push(columns.map(|column| Field::of(row, column)).collect());
            }
        }
        Extract { table, rows }
    }

    /// The extract as CSV; notes where each cell stands in it.
    fn text(&mut self) -> String {
        let mut text = String::from("sep=,\n");
        for row in &mut self.rows {
            for (index, field) in row.iter_mut().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                let start = text.len();
                text.push_str(&format!("\"{}\"", field.text.replace('"', "\"\"")));
                field.span = start..text.len();
            }
            text.push('\n');
        }
        text
    }

    /// A fault of the extract as one of the table: with the place that the table has for it.
    fn placed(&self, mut fault: Fault, code: Option<&str>) -> CellFault {
        let start = fault.span.take().map(|span| span.start);
        let mut fields = self.rows.iter().flatten();
        let field = start.and_then(|at| fields.find(|f| (f.span.start..=f.span.end).contains(&at)));
        let cell = field.map_or(String::new(), |field| address(field.place));
        let sheet = self.table.sheet.as_deref().unwrap_or("");
        let mut place = self.table.name.clone();
        match (sheet, cell.as_str()) {
            ("", "") => {}
            ("", cell) | (cell, "") => place.push_str(&format!(" [{cell}]")),
            (sheet, cell) => place.push_str(&format!(" [{sheet}!{cell}]")),
        }
        fault.file = place;
        // The lines of the extract are not those of the file.
        fault.text = None;
        let same =
            |f: &&Field| Some(f.place) != field.map(|f| f.place) && code == Some(f.text.as_str());
        let others = self
            .codes()
            .filter(same)
            .map(|f| address(f.place))
            .collect();
        CellFault { fault, others }
    }

    /// Everything below the header and behind the names.
    fn codes(&self) -> impl Iterator<Item = &Field> {
        self.rows.iter().skip(1).flat_map(|row| row.iter().skip(1))
    }

    /// Makes cells with this code cells of rest; whether there are any.
    fn rest(&mut self, code: &str) -> bool {
        let mut any = false;
        let cells = self.rows.iter_mut().skip(1);
        for field in cells.flat_map(|row| row.iter_mut().skip(1)) {
            if field.text == code {
                field.text.clear();
                any = true;
            }
        }
        any
    }
}

/// The place of the row with the dates: the first one that has any, where nothing but a title stands above it.
fn header_row(rows: &[SheetRow], first: usize, month: Month) -> Option<usize> {
    let has_dates = |row: &SheetRow| {
        let cells = row.cells.iter().filter(|cell| cell.column > first);
        cells.filter(|cell| date(cell, month).is_some()).count() > 1
    };
    let top = rows.iter().take(TOP).position(has_dates)?;
    let titles = rows.iter().take(top).all(|row| row.cells.len() == 1);
    titles.then_some(top)
}

/// The date in a cell of the header. People also write the day alone, which is one of the month that is asked for.
fn date(cell: &SheetCell, month: Month) -> Option<NaiveDate> {
    if let CellValue::Stamp(Stamp { date, .. }) = cell.value {
        return date;
    }
    let text = cell.text.as_str();
    day_alone(text, month)
        .or_else(|| header_date(text, false))
        .or_else(|| header_date(text, true))
}

/// `5`, `5日` and `12月5日`.
fn day_alone(text: &str, month: Month) -> Option<NaiveDate> {
    let day = match text.split_once('月') {
        Some((name, day)) if name.parse() == Ok(month.first().month()) => day,
        Some(_) => return None,
        None => text,
    };
    let day = day.trim_end_matches(['日', '号']);
    let number = day.bytes().all(|b| b.is_ascii_digit()) && day.len() <= 2;
    let day = number.then(|| day.parse().ok()).flatten()?;
    month.first().with_day(day)
}

/// The header, its dates written out.
fn dates(header: &SheetRow, columns: RangeInclusive<usize>, month: Month) -> Vec<Field> {
    let mut fields: Vec<Field> = columns.map(|column| Field::of(header, column)).collect();
    for field in fields.iter_mut().skip(1) {
        let meant = header
            .cell(field.place.1)
            .and_then(|cell| match cell.value {
                CellValue::Stamp(stamp) => stamp.date,
                _ => day_alone(&cell.text, month),
            });
        if let Some(date) = meant {
            field.text = date.format("%Y-%m-%d").to_string();
        }
    }
    fields
}

/// The column where the totals begin.
fn totals_column(header: &SheetRow) -> Option<usize> {
    let heads = TOTALS.iter().flat_map(|(en, zh)| [*en, *zh]);
    let heads: Vec<&str> = heads.collect();
    let mut cells = header.cells.iter().skip(1);
    let first = cells.find(|cell| heads.contains(&cell.text.as_str()))?;
    Some(first.column)
}

/// Whether a row is that of no person: its label says so.
fn is_nobodys(row: &SheetRow, first: usize) -> bool {
    let label = row.cell(first).map_or("", |cell| cell.text.as_str());
    let labels = LABELS.iter().flat_map(|(en, zh)| [*en, *zh]);
    label.starts_with(DAY_TOTAL) || labels.into_iter().any(|known| known == label)
}

/// A cell's text on one line, without the apostrophe that keeps it from being a formula.
fn bare(cell: &SheetCell) -> String {
    let line = |c: char| if c.is_control() { ' ' } else { c };
    let text: String = cell.text.chars().map(line).collect();
    let text = text.trim();
    let rest = text.strip_prefix('\'').filter(|r| r.starts_with(MARKS));
    rest.unwrap_or(text).to_owned()
}

/// A cell's address in Excel: `F7`.
fn address((row, column): (usize, usize)) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    let letters: String = letters.iter().rev().collect();
    format!("{letters}{row}")
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
            ("D", None),
            ("", None),
            ("005", None),
        ] {
            let day = day_alone(text, month).map(|date| date.day());
            assert_eq!(day, wanted, "{text}");
        }
    }

    #[test]
    fn addresses_are_those_of_excel() {
        for (place, wanted) in [((1, 0), "A1"), ((7, 5), "F7"), ((12, 27), "AB12")] {
            assert_eq!(address(place), wanted);
        }
    }
}
