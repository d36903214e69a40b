//! A sheet as a grid, upright or turned: dates down and people across are read as dates across and people down.

use crate::domain::time::Month;
use crate::input::sheet_file::{Area, CellValue, SheetCell, SheetFile, Stamp, letters};
use crate::source::date_line::{Run, Written, longest};
use std::collections::BTreeMap;

/// A cell's row and column in the grid. Upright: the row's number from 1, the column from 0; turned, the other way.
pub type At = (usize, usize);

/// A cell that is not empty.
#[derive(Debug, Clone)]
pub struct GridCell {
    /// Its text on one line.
    pub text: String,
    /// What it is beside its text.
    pub value: CellValue,
    /// The day that it would be in a line of dates.
    pub day: Option<Written>,
}

/// A sheet as a grid.
pub struct Grid<'a> {
    /// The sheet.
    pub table: &'a SheetFile,
    /// Whether rows and columns have changed places.
    pub turned: bool,
    rows: BTreeMap<usize, BTreeMap<usize, GridCell>>,
}

impl<'a> Grid<'a> {
    /// Takes a sheet.
    pub fn new(table: &'a SheetFile, turned: bool) -> Grid<'a> {
        let mut rows: BTreeMap<usize, BTreeMap<usize, GridCell>> = BTreeMap::new();
        for row in &table.rows {
            for cell in &row.cells {
                let (r, c) = turn(turned, (row.number, cell.column));
                rows.entry(r).or_default().insert(c, taken(cell));
            }
        }
        Grid {
            table,
            turned,
            rows,
        }
    }

    /// The rows that are not empty, from the top.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.rows.keys().copied()
    }

    /// The cells of a row that are not empty, with their columns.
    pub fn row(&self, row: usize) -> impl DoubleEndedIterator<Item = (usize, &GridCell)> {
        let cells = self.rows.get(&row).into_iter().flatten();
        cells.map(|(column, cell)| (*column, cell))
    }

    /// A cell that is not empty.
    pub fn cell(&self, (row, column): At) -> Option<&GridCell> {
        self.rows.get(&row)?.get(&column)
    }

    /// The text of a cell, empty where there is none.
    pub fn text(&self, at: At) -> &str {
        self.cell(at).map_or("", |cell| cell.text.as_str())
    }

    /// The place of what is seen at a place: its own, or that of the cell that was drawn over it.
    pub fn seen(&self, (row, column): At) -> Option<At> {
        if self.cell((row, column)).is_some() {
            return Some((row, column));
        }
        let (rows, columns) = self.over((row, column))?;
        let first = (*rows.start(), *columns.start());
        self.cell(first).map(|_| first)
    }

    /// The area that was drawn over a place.
    pub fn over(&self, at: At) -> Option<Area> {
        let area = self.table.merged.over(turn(self.turned, at))?;
        Some(turn(self.turned, area.clone()))
    }

    /// The run of days in a row.
    pub fn run(&self, row: usize, month: Month) -> Option<Run> {
        longest(&self.days(row, 0), Some(month))
    }

    /// The days in a row, from a column on. One that is said again right behind itself, over each of a day's columns, is
    /// there once.
    pub fn days(&self, row: usize, from: usize) -> Vec<(usize, Written)> {
        let cells = self.row(row).filter(|(column, _)| *column >= from);
        let mut days: Vec<(usize, Written)> = Vec::new();
        let mut end = 0;
        for (column, day) in cells.filter_map(|(column, cell)| Some((column, cell.day?))) {
            let again = days.last().is_some_and(|(_, last)| *last == day) && column == end + 1;
            end = column;
            if !again {
                days.push((column, day));
            }
        }
        days
    }

    /// A cell's address in Excel: `F7`.
    pub fn address(&self, at: At) -> String {
        address(at, self.turned)
    }

    /// A row's name in Excel: `7`, or `G` where the grid is turned.
    pub fn row_name(&self, row: usize) -> String {
        if self.turned {
            letters(row)
        } else {
            row.to_string()
        }
    }

    /// A column's name in Excel: `G`, or `7` where the grid is turned.
    pub fn column_name(&self, column: usize) -> String {
        if self.turned {
            column.to_string()
        } else {
            letters(column)
        }
    }
}

fn turn<T>(turned: bool, (row, column): (T, T)) -> (T, T) {
    if turned { (column, row) } else { (row, column) }
}

fn taken(cell: &SheetCell) -> GridCell {
    let text = bare(cell);
    let day = match cell.value {
        CellValue::Stamp(Stamp {
            date: Some(date),
            seconds,
        }) => seconds
            .is_none_or(|s| s == 0)
            .then(|| Written::of_date(date)),
        CellValue::Stamp(_) | CellValue::Span(_) | CellValue::Error | CellValue::NotCalculated => {
            None
        }
        CellValue::Text | CellValue::Number(_) => Written::parse(&text),
    };
    GridCell {
        value: cell.value,
        text,
        day,
    }
}

/// A cell's text on one line, without the apostrophe that keeps it from being a formula.
fn bare(cell: &SheetCell) -> String {
    let line = |c: char| if c.is_control() { ' ' } else { c };
    let text: String = cell.text.chars().map(line).collect();
    text.trim().to_owned()
}

/// The address in Excel of a place in a grid, which may be turned: `F7`.
pub fn address(at: At, turned: bool) -> String {
    let (row, column) = turn(turned, at);
    format!("{}{row}", letters(column))
}

/// Numbers or letters as ranges where they follow each other: `4–39`, `AG–AI`.
pub fn ranges(places: &[usize], name: impl Fn(usize) -> String) -> String {
    let mut parts: Vec<(usize, usize)> = Vec::new();
    for place in places {
        match parts.last_mut().filter(|(_, last)| last + 1 == *place) {
            Some((_, last)) => *last = *place,
            None => parts.push((*place, *place)),
        }
    }
    let part = |(first, last): (usize, usize)| {
        if first == last {
            return name(first);
        }
        format!("{}–{}", name(first), name(last))
    };
    parts.into_iter().map(part).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_those_of_excel() {
        for (place, wanted) in [((1, 0), "A1"), ((7, 5), "F7"), ((12, 27), "AB12")] {
            assert_eq!(address(place, false), wanted);
        }
    }

    #[test]
    fn places_that_follow_each_other_are_ranges() {
        assert_eq!(ranges(&[4, 5, 6, 9], |row| row.to_string()), "4–6, 9");
        assert_eq!(ranges(&[32], letters), "AG");
    }
}
