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
            Some(head) if !rows.is_empty() => Ok(Table { source, head, rows }),
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

/// The same of a date, as Excel may have changed it.
pub fn date(cell: &Cell) -> Word {
    let date = header_date(&cell.text, false);
    let text = date.map_or_else(|| cell.text.clone(), |date| date.to_string());
    Spanned::new(cell.span.clone(), text)
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
