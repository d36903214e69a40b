//! A table from a file, CSV or Excel workbook, as rows of text cells with their places.
//!
//! Which columns a table must have, and what its cells mean, its readers say: [`super::events_file`],
//! [`super::wages_file`] and [`super::roster_sheet`].

mod columns;
mod fault;
mod hidden;
mod merged;
mod stamp;
mod values;
mod workbook;

pub use columns::{Column, Field, Header, Reading, letters};
pub use fault::{RowFault, RowFaultKind, SheetFault, WorkbookFlaw};
pub use merged::{Area, Merged};
pub use stamp::Stamp;
pub use values::{identifier, money, text, whole};
pub use workbook::READER;

use super::{Source, cells};
use crate::source::encoding;
use std::path::Path;
use std::sync::Arc;

/// What a workbook begins with: it is a zip archive.
const ZIP: &[u8] = b"PK\x03\x04";

/// What an older workbook begins with, and a new one that is encrypted.
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0";

/// A table as it is written, nothing looked up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SheetFile {
    /// The file's name as the user gave it.
    pub name: String,
    /// The sheet of a workbook that was read: the first one that is visible and not empty.
    pub sheet: Option<String>,
    /// Visible sheets that are not empty either, and were not read.
    pub unread: Vec<String>,
    /// Whether a CSV file was in the Chinese code page and not in UTF-8.
    pub gb18030: bool,
    /// Rows that are not empty.
    pub rows: Vec<SheetRow>,
    /// Cells that were drawn over others. Only looked for by [`SheetFile::sheets`].
    pub merged: Merged,
    /// What nobody sees in Excel; also only looked for by [`SheetFile::sheets`], and left out of the rows.
    pub unseen: Unseen,
}

/// Cells of a workbook that are not empty and that nobody sees.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unseen {
    /// Numbers of hidden rows, from 1.
    pub rows: Vec<usize>,
    /// Hidden columns, from 0.
    pub columns: Vec<usize>,
    /// Rows from 1 and columns from 0 of cells beneath one that was drawn over them.
    pub beneath: Vec<(usize, usize)>,
}

/// A row that is not empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetRow {
    /// The row's number as Excel shows it, from 1; of a CSV file the line.
    pub number: usize,
    /// Cells that are not empty, from left to right.
    pub cells: Vec<SheetCell>,
}

/// A cell that is not empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetCell {
    /// The column, from 0.
    pub column: usize,
    /// Its text without blanks around it; of a number, what Excel takes it for.
    pub text: String,
    /// What it is beside its text.
    pub value: CellValue,
}

/// What a cell is. Everything in a CSV file is text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellValue {
    /// Text.
    Text,
    /// A number, and the date and time it would be.
    Number(Option<Stamp>),
    /// A number that is formatted as date or time.
    Stamp(Stamp),
    /// A number that is formatted as hours, or as a time, and is a day or more, but no date: so many seconds.
    Span(i64),
    /// A formula that has failed.
    Error,
    /// A formula that was never calculated, so that there is no value.
    NotCalculated,
}

impl SheetFile {
    /// Reads a table from disk. What it is the content says, not the name: a workbook (`.xlsx`), or CSV in UTF-8 or
    /// the Chinese code page.
    ///
    /// # Errors
    /// The file cannot be read, or is neither.
    pub fn read(path: &Path) -> Result<SheetFile, SheetFault> {
        let (name, bytes) = encoding::bytes(path)?;
        SheetFile::of_bytes(&name, bytes)
    }

    /// Every sheet of a workbook that is visible and not empty, as it is seen: without hidden rows and columns, and
    /// without what lies beneath merged cells. Of a CSV file the one table that it is.
    ///
    /// # Errors
    /// As for [`SheetFile::read`].
    pub fn sheets(path: &Path) -> Result<Vec<SheetFile>, SheetFault> {
        let (name, bytes) = encoding::bytes(path)?;
        if bytes.starts_with(ZIP) {
            return workbook::sheets(&name, bytes);
        }
        Ok(vec![SheetFile::of_bytes(&name, bytes)?])
    }

    /// The table of what a file contains.
    ///
    /// # Errors
    /// It is no table.
    pub fn of_bytes(name: &str, bytes: Vec<u8>) -> Result<SheetFile, SheetFault> {
        if bytes.starts_with(ZIP) {
            return workbook::read(name, bytes);
        }
        if bytes.starts_with(COMPOUND) {
            let (file, flaw) = (name.to_owned(), WorkbookFlaw::Compound);
            return Err(SheetFault::Workbook { file, flaw });
        }
        let (text, gb18030) = encoding::utf8_or_gb18030(name, bytes)?;
        let mut table = SheetFile::of_text(&Source::new(name, text))?;
        table.gb18030 = gb18030;
        Ok(table)
    }

    /// The table of a CSV file's text.
    ///
    /// # Errors
    /// A quotation mark is not closed.
    pub fn of_text(source: &Arc<Source>) -> Result<SheetFile, SheetFault> {
        let mut rows = Vec::new();
        // Counted on from row to row: looked for anew for each, a long file would take the square of its length.
        let (mut line, mut at) = (1, 0);
        for cells in cells::rows_with_breaks(source)? {
            let start = cells.first().map_or(at, |cell| cell.span.start);
            let passed = source.text.as_bytes().get(at..start).unwrap_or(&[]);
            line += passed.iter().filter(|b| **b == b'\n').count();
            at = start;
            let cells = cells.into_iter().enumerate();
            let cells = cells.filter(|(_, cell)| !cell.text.is_empty());
            let cells = cells.map(|(column, cell)| SheetCell {
                column,
                text: cell.text.replace("\r\n", "\n"),
                value: CellValue::Text,
            });
            rows.push(SheetRow {
                number: line,
                cells: cells.collect(),
            });
        }
        Ok(SheetFile {
            name: source.name.clone(),
            rows,
            ..SheetFile::default()
        })
    }
}

impl SheetRow {
    /// The cell in a column, where it is not empty.
    pub fn cell(&self, column: usize) -> Option<&SheetCell> {
        let place = self.cells.binary_search_by_key(&column, |c| c.column);
        place.ok().and_then(|place| self.cells.get(place))
    }
}
