//! Tables beside a team file, as Excel saves them: cells with their places, and columns by their headings.

use super::cells::{self, Cell};
use super::team::Word;
use super::{Fault, FaultKind, Source};
use crate::source::encoding;
use crate::source::header_date;
use crate::source::loose::folded;
use std::path::Path;
use std::sync::Arc;
use toml::Spanned;

/// A table: its file, the headings, and the rows below.
pub struct Table {
    pub source: Arc<Source>,
    pub head: Vec<Cell>,
    pub rows: Vec<Vec<Cell>>,
    /// Whether dates such as `1/12/2026` have the day first, as others in the table show; `None`: nothing shows it.
    pub day_first: Option<bool>,
}

impl Table {
    /// Reads a CSV file in UTF-8 or the Chinese code page; comma, semicolon or tab.
    pub fn read(path: &Path) -> Result<Table, Fault> {
        let (name, bytes) = encoding::bytes(path)?;
        let (text, _) = encoding::utf8_or_gb18030(&name, bytes)?;
        let source = Source::new(name, text);
        let mut rows = cells::rows(&source)?.into_iter();
        let head = rows.next();
        let rows: Vec<Vec<Cell>> = rows.collect();
        match head {
            Some(head) if !rows.is_empty() => {
                let day_first = day_first(rows.iter().flatten().chain(&head));
                Ok(Table {
                    source,
                    head,
                    rows,
                    day_first,
                })
            }
            _ => Err(source.fault(None, FaultKind::EmptyTable)),
        }
    }

    /// A fault in a cell.
    pub fn fault(&self, cell: &Cell, kind: FaultKind) -> Fault {
        self.source.fault(Some(cell.span.clone()), kind)
    }
}

/// A cell with something in it.
pub fn filled(row: &[Cell], column: usize) -> Option<&Cell> {
    row.get(column).filter(|cell| !cell.text.is_empty())
}

/// A cell's text as a word of a team file.
pub fn word(cell: &Cell) -> Word {
    Spanned::new(cell.span.clone(), cell.text.clone())
}

/// Which of two numbers the day is, from the dates of which one can only be that.
fn day_first<'a>(cells: impl Iterator<Item = &'a Cell>) -> Option<bool> {
    let decides = |cell: &Cell| {
        let reads = |day_first| header_date(&cell.text, day_first).is_some();
        match (reads(false), reads(true)) {
            (true, false) => Some(false),
            (false, true) => Some(true),
            _ => None,
        }
    };
    cells.filter_map(decides).next()
}

impl Table {
    /// A cell's text with a date as a team file writes it, as Excel may have changed it. One that may be two dates is
    /// left as it is, so that it is refused.
    pub fn date(&self, cell: &Cell) -> String {
        let text = &cell.text;
        let (month_first, day_first) = (header_date(text, false), header_date(text, true));
        let date = match self.day_first {
            Some(true) => day_first,
            Some(false) => month_first,
            None => month_first.filter(|_| month_first == day_first),
        };
        date.map_or_else(|| text.clone(), |date| date.to_string())
    }

    /// The same as a word of a team file.
    pub fn date_word(&self, cell: &Cell) -> Word {
        Spanned::new(cell.span.clone(), self.date(cell))
    }
}

/// Several words of a cell: `phone chat`, `电话、网聊`.
pub fn words(cell: &Cell) -> Vec<Word> {
    let parts = cell
        .text
        .split(|c: char| c.is_whitespace() || "、,，;；|".contains(c));
    let parts = parts.map(str::trim).filter(|part| !part.is_empty());
    parts
        .map(|part| Spanned::new(cell.span.clone(), part.to_owned()))
        .collect()
}

/// Whether a heading is one of some names, in whatever case and width.
pub fn is_called(heading: &str, names: &[&str]) -> bool {
    let heading = folded(heading);
    names.iter().any(|name| folded(name) == heading)
}
