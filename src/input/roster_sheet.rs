//! A roster out of a table with more in it than a roster file has: a title, totals, weekdays, as `export` writes them
//! and people do, in an Excel workbook or as CSV.
//!
//! What is left of the table without all that is written down as CSV and read as a roster file is, so that the same
//! rules hold and the same messages say what is wrong. They point at the cell, by its sheet and its address in Excel.

mod layout;

use super::sheet_file::{SheetCell, SheetFault, SheetFile, SheetRow};
use super::{Fault, FaultKind, Source, parse_roster};
use crate::domain::time::Month;
use crate::domain::{Problem, Roster};
use crate::text::Fixed;
use layout::{Layout, date, has_roster};
use std::ops::Range;
use std::path::Path;

/// The heading of the names.
pub const NAME: Fixed = ("person", "姓名");

/// The headings of the totals behind the days: hours, shifts, nights, shifts on weekends and on holidays, days of rest
/// and of leave.
pub const TOTALS: [Fixed; 7] = [
    ("hours", "工时"),
    ("shifts", "班数"),
    ("nights", "夜班"),
    ("weekends", "周末"),
    ("holidays", "节日"),
    ("rest", "休息"),
    ("leave", "请假"),
];

/// The first cells of rows that are nobody's: weekdays, kinds of day, and how many people a day lacks.
pub const LABELS: [Fixed; 3] = [
    ("weekday", "星期"),
    ("kind of day", "日子"),
    ("missing", "缺人"),
];

/// What the label of a row of totals begins with.
pub const DAY_TOTAL: char = '∑';

/// The sheets of the workbook that `export` writes; only the first one is read again.
pub const SHEETS: [Fixed; 6] = [
    ("Roster", "班表"),
    ("Legend", "图例"),
    ("Coverage", "在岗"),
    ("Duties", "事务"),
    ("Presence", "时段"),
    ("Handovers", "交接"),
];

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
#[derive(Debug, serde::Serialize)]
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
    let fits = |rows: &[SheetRow]| has_roster(rows, month);
    let table = SheetFile::read_where(path, &fits).map_err(RosterSheetFault::Table)?;
    match roster(&table, month, problem) {
        Ok(roster) => Ok(RosterSheet { roster, table }),
        Err(faults) => Err(RosterSheetFault::Cells(faults)),
    }
}

/// The roster in a table. Every code that there is not is taken for rest once it is noted, until the rest is read.
fn roster(table: &SheetFile, month: Month, problem: &Problem) -> Result<Roster, Vec<CellFault>> {
    let mut extract = Extract::of(table, month, problem);
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

    /// The same, where one cell may have been drawn over several days.
    fn within(table: &SheetFile, row: &SheetRow, column: usize) -> Field {
        let mut field = Field::of(row, column);
        if field.text.is_empty() {
            let merged = table.merged_cell(row.number, column);
            field.text = merged.map_or(String::new(), bare);
        }
        field
    }
}

/// The names, dates and codes of a table, without everything else.
struct Extract<'a> {
    table: &'a SheetFile,
    rows: Vec<Vec<Field>>,
}

impl<'a> Extract<'a> {
    fn of(table: &'a SheetFile, month: Month, problem: &Problem) -> Extract<'a> {
        let layout = Layout::of(&table.rows, month, problem).unwrap_or_else(|| {
            let columns = table.rows.iter().filter_map(|row| row.cells.first());
            // A table may begin anywhere in its sheet.
            let first = columns.map(|cell| cell.column).min().unwrap_or(0);
            Layout {
                top: 0,
                names: first,
                from: first + 1,
                end: usize::MAX,
                width: 0,
            }
        });
        let rows = table.rows.get(layout.top..);
        let Some((header, below)) = rows.and_then(<[SheetRow]>::split_first) else {
            let rows = Vec::new();
            return Extract { table, rows };
        };
        let last = |row: &SheetRow| {
            let used = row.cells.iter().map(|cell| cell.column);
            used.filter(|column| layout.is_day(*column)).max()
        };
        let full = last(header).unwrap_or(layout.names);
        let mut rows = vec![dates(header, &layout, full, month)];
        for row in below.iter().filter(|row| !layout.is_nobodys(row, problem)) {
            let mut fields = vec![Field::of(row, layout.names)];
            // Rest at the end of a row is cells that are empty, which a table does not have.
            let to = last(row).map_or(full, |last| last.max(full));
            let days = (layout.from..=to).filter(|column| layout.is_day(*column));
            fields.extend(days.map(|column| Field::within(table, row, column)));
            rows.push(fields);
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

/// The header, its dates written out.
fn dates(header: &SheetRow, layout: &Layout, full: usize, month: Month) -> Vec<Field> {
    let mut fields = vec![Field::of(header, layout.names)];
    fields.extend((layout.from..=full).map(|column| Field::of(header, column)));
    for field in fields.iter_mut().skip(1) {
        let cell = header.cell(field.place.1);
        if let Some(date) = cell.and_then(|cell| date(cell, month)) {
            field.text = date.format("%Y-%m-%d").to_string();
        }
    }
    fields
}

/// A cell's text on one line.
fn bare(cell: &SheetCell) -> String {
    let line = |c: char| if c.is_control() { ' ' } else { c };
    let text: String = cell.text.chars().map(line).collect();
    text.trim().to_owned()
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
    use super::*;

    #[test]
    fn addresses_are_those_of_excel() {
        for (place, wanted) in [((1, 0), "A1"), ((7, 5), "F7"), ((12, 27), "AB12")] {
            assert_eq!(address(place), wanted);
        }
    }
}
