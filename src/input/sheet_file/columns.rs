//! Headings, in any order and in both languages, and rows read by them.

use super::{RowFault, RowFaultKind, SheetCell, SheetFile, SheetRow};
use crate::text::{Fixed, Text};
use std::collections::BTreeSet;

/// What a column is; each kind of table has its own.
pub trait Column: Copy + PartialEq {}

/// A column that a kind of table can have.
#[derive(Debug, Clone, Copy)]
pub struct Field<C> {
    /// What it is.
    pub column: C,
    /// Its name in messages, which is also a heading in either language.
    pub name: Fixed,
    /// Other headings for it.
    pub others: &'static [&'static str],
}

/// The headings of a table.
#[derive(Debug, Clone)]
pub struct Header<C> {
    /// The row they stand in.
    pub row: usize,
    /// Each column that is there, its place, and its heading as the file has it.
    columns: Vec<(C, usize, String)>,
}

/// A row that is being read: faults are gathered, so that all of a table are told at once.
#[derive(Debug)]
pub struct Reading<'a, C> {
    header: &'a Header<C>,
    row: &'a SheetRow,
    faults: &'a mut Vec<RowFault>,
}

impl<C: Column> Header<C> {
    /// Finds the columns of a table that has at least one row below its headings.
    ///
    /// # Errors
    /// Headings that are unknown, doubled or missing; cells without heading; or nothing to read.
    pub fn of(table: &SheetFile, fields: &[Field<C>]) -> Result<Header<C>, Vec<RowFault>> {
        let Some((first, rows)) = table.rows.split_first() else {
            return Err(vec![RowFault {
                row: 0,
                column: String::new(),
                cell: String::new(),
                kind: RowFaultKind::EmptyTable,
            }]);
        };
        let mut header = Header {
            row: first.number,
            columns: Vec::new(),
        };
        let mut faults = Vec::new();
        for cell in &first.cells {
            if let Err(kind) = header.take(cell, fields) {
                faults.push(header.fault(&cell.text, &cell.text, kind));
            }
        }
        headless(first, rows, &mut faults);
        if rows.is_empty() && faults.is_empty() {
            faults.push(header.fault("", "", RowFaultKind::NoRows));
        }
        if faults.is_empty() {
            Ok(header)
        } else {
            Err(faults)
        }
    }

    fn take(&mut self, cell: &SheetCell, fields: &[Field<C>]) -> Result<(), RowFaultKind> {
        let folded = fold(&cell.text);
        let mut names = fields.iter();
        let Some(field) = names.find(|f| f.headings().any(|name| fold(name) == folded)) else {
            let known = fields.iter().flat_map(Field::headings).map(str::to_owned);
            return Err(RowFaultKind::UnknownHeading {
                names: fields.iter().map(Field::name).collect(),
                known: known.collect(),
            });
        };
        if let Some((_, _, first)) = self.columns.iter().find(|(c, _, _)| *c == field.column) {
            let first = first.clone();
            return Err(RowFaultKind::DuplicateHeading { first });
        }
        self.columns
            .push((field.column, cell.column, cell.text.clone()));
        Ok(())
    }

    /// The fault that a column is missing.
    pub fn missing(&self, field: &Field<C>) -> RowFault {
        let name = field.name();
        self.fault("", "", RowFaultKind::MissingHeading { name })
    }

    /// Whether there is a column.
    pub fn has(&self, column: C) -> bool {
        self.columns.iter().any(|(c, _, _)| *c == column)
    }

    fn place(&self, column: C) -> Option<&(C, usize, String)> {
        self.columns.iter().find(|(c, _, _)| *c == column)
    }

    fn fault(&self, column: &str, cell: &str, kind: RowFaultKind) -> RowFault {
        RowFault {
            row: self.row,
            column: column.to_owned(),
            cell: cell.to_owned(),
            kind,
        }
    }
}

impl<C> Field<C> {
    fn headings(&self) -> impl Iterator<Item = &'static str> {
        [self.name.0, self.name.1]
            .into_iter()
            .chain(self.others.iter().copied())
    }

    fn name(&self) -> Text {
        Text::new(self.name.0, self.name.1)
    }
}

impl<'a, C: Column> Reading<'a, C> {
    /// Begins with a row.
    pub fn new(header: &'a Header<C>, row: &'a SheetRow, faults: &'a mut Vec<RowFault>) -> Self {
        Reading {
            header,
            row,
            faults,
        }
    }

    /// The cell in a column; `None` where the column is not there, or the cell is empty.
    pub fn cell(&self, column: C) -> Option<&'a SheetCell> {
        let (_, place, _) = self.header.place(column)?;
        self.row.cell(*place)
    }

    /// What a cell says; `None` where there is nothing, or something wrong, which is noted.
    pub fn optional<T>(
        &mut self,
        column: C,
        read: impl FnOnce(&SheetCell) -> Result<T, RowFaultKind>,
    ) -> Option<T> {
        match read(self.cell(column)?) {
            Ok(value) => Some(value),
            Err(kind) => {
                self.fault(column, kind);
                None
            }
        }
    }

    /// What a cell says that must not be empty.
    pub fn required<T>(
        &mut self,
        column: C,
        read: impl FnOnce(&SheetCell) -> Result<T, RowFaultKind>,
    ) -> Option<T> {
        if self.cell(column).is_none() {
            self.fault(column, RowFaultKind::Empty);
            return None;
        }
        self.optional(column, read)
    }

    /// Notes that something is wrong in a column of this row.
    pub fn fault(&mut self, column: C, kind: RowFaultKind) {
        let heading = self
            .header
            .place(column)
            .map_or("", |(_, _, heading)| heading);
        self.faults.push(RowFault {
            row: self.row.number,
            column: heading.to_owned(),
            cell: self.cell(column).map_or("", |cell| &cell.text).to_owned(),
            kind,
        });
    }
}

/// Cells in columns without a heading, the first of each column: what they say would be lost silently.
fn headless(first: &SheetRow, rows: &[SheetRow], faults: &mut Vec<RowFault>) {
    let mut seen: BTreeSet<usize> = first.cells.iter().map(|c| c.column).collect();
    for row in rows {
        for cell in row.cells.iter().filter(|c| seen.insert(c.column)) {
            faults.push(RowFault {
                row: row.number,
                column: letters(cell.column),
                cell: cell.text.clone(),
                kind: RowFaultKind::NoHeading,
            });
        }
    }
}

/// A column's letters in Excel: `A`, …, `Z`, `AA`.
pub fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// A heading without what people write differently: case, blanks, hyphens, the Chinese keyboard, and a unit in
/// brackets behind it.
fn fold(heading: &str) -> String {
    let plain = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    };
    let text: String = heading.chars().map(plain).collect();
    let text = match text
        .trim_end()
        .strip_suffix(')')
        .and_then(|t| t.rsplit_once('('))
    {
        Some((name, _)) if !name.trim().is_empty() => name,
        _ => &text,
    };
    let kept = |c: &char| !c.is_whitespace() && !matches!(c, '-' | '_' | '*' | ':');
    text.to_lowercase().chars().filter(kept).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_excel() {
        for (column, wanted) in [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (701, "ZZ"),
            (702, "AAA"),
            (16_383, "XFD"),
        ] {
            assert_eq!(letters(column), wanted);
        }
    }

    #[test]
    fn headings_are_compared_without_what_differs() {
        for text in [
            "approved-by",
            "Approved By",
            " APPROVED_BY ",
            "ａｐｐｒｏｖｅｄ－ｂｙ",
            "approved-by*",
        ] {
            assert_eq!(fold(text), "approvedby");
        }
        assert_eq!(fold("用时（分钟）"), "用时");
        assert_eq!(fold("(A)"), "(a)");
    }
}
