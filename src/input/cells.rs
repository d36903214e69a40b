//! The cells of a CSV file with their places.
//!
//! The csv crate tells where a record begins but not where a cell does, and it reads a quotation
//! mark that is never closed as one cell to the end of the file; messages need both.

use super::{Fault, FaultKind, Source};
use crate::source::csv::bare;
use std::ops::Range;
use std::sync::Arc;

/// A cell: its text without quotation marks and blanks around it and without what keeps it from being a formula, and
/// where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    pub text: String,
    pub span: Range<usize>,
}

/// Every row that is not empty. No cell goes over a line's end.
pub fn rows(source: &Arc<Source>) -> Result<Vec<Vec<Cell>>, Fault> {
    read(source, false)
}

/// Every row that is not empty. Within quotation marks a cell may have several lines, as remarks do.
pub fn rows_with_breaks(source: &Arc<Source>) -> Result<Vec<Vec<Cell>>, Fault> {
    read(source, true)
}

fn read(source: &Arc<Source>, breaks: bool) -> Result<Vec<Vec<Cell>>, Fault> {
    let (mut at, delimiter) = start(&source.text);
    let mut rows = Vec::new();
    while at < source.text.len() {
        let mut row = Vec::new();
        loop {
            let (cell, end) = cell(source, at, delimiter, breaks)?;
            row.push(cell);
            at = end + 1;
            if source.text.as_bytes().get(end) != Some(&delimiter) {
                break;
            }
        }
        if row.iter().any(|c| !c.text.is_empty()) {
            rows.push(row);
        }
    }
    Ok(rows)
}

/// Where the table begins, and what parts its cells: what Excel's `sep=` line says, else comma,
/// semicolon or tab, whichever the first line has most of.
fn start(text: &str) -> (usize, u8) {
    let blank = text.len() - text.trim_start_matches(['\r', '\n', ' ']).len();
    let line = text[blank..].lines().next().unwrap_or("");
    if let Some(&[delimiter]) = line.strip_prefix("sep=").map(str::as_bytes) {
        return (blank + line.len(), delimiter);
    }
    let count = |d: &u8| (line.bytes().filter(|b| b == d).count(), *d == b',');
    let delimiter = [b',', b';', b'\t'].into_iter().max_by_key(count);
    (blank, delimiter.unwrap_or(b','))
}

/// The cell that begins at `at`, and where its delimiter or line end stands.
fn cell(
    source: &Arc<Source>,
    at: usize,
    delimiter: u8,
    breaks: bool,
) -> Result<(Cell, usize), Fault> {
    let text = &source.text;
    let ends = |b: &u8| *b == delimiter || *b == b'\n';
    let from = |start: usize| text.as_bytes().get(start..).unwrap_or(&[]);
    let lead = from(at)
        .iter()
        .take_while(|b| **b == b' ' && **b != delimiter)
        .count();
    let start = at + lead;
    if from(start).first() != Some(&b'"') {
        let end = start
            + from(start)
                .iter()
                .position(ends)
                .unwrap_or(text.len() - start);
        return Ok((trimmed(text, start..end), end));
    }
    let open = || source.fault(Some(start..start + 1), FaultKind::OpenQuote);
    let (content, close) = quoted(text, start, breaks).ok_or_else(open)?;
    let end = close
        + from(close)
            .iter()
            .position(ends)
            .unwrap_or(text.len() - close);
    if !text[close..end].trim().is_empty() {
        return Err(open());
    }
    let text = bare(content.trim()).to_owned();
    Ok((
        Cell {
            text,
            span: start..close,
        },
        end,
    ))
}

fn trimmed(text: &str, span: Range<usize>) -> Cell {
    let raw = &text[span.clone()];
    let start = span.start + raw.len() - raw.trim_start().len();
    let word = raw.trim();
    let start = if word.is_empty() { span.start } else { start };
    Cell {
        text: bare(word).to_owned(),
        span: start..start + word.len(),
    }
}

/// What stands between the quotation mark at `start` and the one that closes it, and where the
/// latter ends. Names and codes have one line, so that a line end means that it is not closed, unless breaks are allowed.
fn quoted(text: &str, start: usize, breaks: bool) -> Option<(String, usize)> {
    let mut content = String::new();
    let mut rest = text[start + 1..].char_indices().peekable();
    while let Some((i, c)) = rest.next() {
        match c {
            '\n' if !breaks => return None,
            '"' if rest.next_if(|(_, c)| *c == '"').is_none() => {
                return Some((content, start + 1 + i + 1));
            }
            c => content.push(c),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str, breaks: bool) -> Option<Vec<Vec<String>>> {
        let rows = read(&Source::new("x.csv", text.to_owned()), breaks).ok()?;
        let row = |row: Vec<Cell>| row.into_iter().map(|cell| cell.text).collect();
        Some(rows.into_iter().map(row).collect())
    }

    #[test]
    fn lines_within_quotation_marks() {
        let text = "a,b\r\n1,\"first\r\nsecond, \"\"third\"\"\"\r\n2,x\r\n";
        let rows = texts(text, true).unwrap_or_default();
        let wanted = [["a", "b"], ["1", "first\r\nsecond, \"third\""], ["2", "x"]];
        assert_eq!(rows, wanted);
        assert_eq!(texts(text, false), None);
        // A mark that is never closed is a mistake in both.
        for text in ["a,\"b\n1,2\n", "a,\"b\n1,\"2\n"] {
            assert_eq!(texts(text, true), None, "{text}");
        }
    }
}
