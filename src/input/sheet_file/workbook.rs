//! Excel workbooks (`.xlsx`) as tables.
//!
//! Cells are taken one by one as they come, never as a block from the first to the last: a blank that somebody typed
//! into the last row of a sheet would make that block larger than the memory.

use super::hidden::{Hidden, hidden};
use super::merged::Merged;
use super::{CellValue, SheetCell, SheetFault, SheetFile, SheetRow, Stamp, WorkbookFlaw};
use crate::ledger::took::Took;
use crate::source::csv::bare;
use calamine::{DataRef, NumberFormat, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

/// The thread on which a workbook is read. A panic there is reported as what is wrong with the workbook, so that whoever
/// writes panics to a terminal keeps quiet about it.
pub const READER: &str = "workbook";

type Book = Xlsx<Cursor<Vec<u8>>>;

/// A cell's row and column, from 0.
type Place = (u32, u32);

/// Formats with a time of day that have numbers instead of texts; 32 to 35, 55 and 56 are those of Chinese systems.
const CLOCKS: [u32; 14] = [18, 19, 20, 21, 22, 32, 33, 34, 35, 45, 46, 47, 55, 56];

/// What an OpenDocument spreadsheet names itself, before anything that is packed.
const OPEN_DOCUMENT: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument";

/// Reads the first visible sheet that is not empty.
pub fn read(name: &str, bytes: Vec<u8>) -> Result<SheetFile, SheetFault> {
    recognised(name, &bytes)?;
    let mut table = SheetFile {
        name: name.to_owned(),
        ..SheetFile::default()
    };
    apart(name, move || {
        let mut book: Book = Xlsx::new(Cursor::new(bytes))?;
        for name in visible(&book) {
            let rows = rows(&mut book, &name)?;
            if rows.is_empty() {
                continue;
            }
            if table.sheet.is_some() {
                table.unread.push(name);
            } else {
                table.sheet = Some(name);
                table.rows = rows;
            }
        }
        Ok(table)
    })
}

/// Reads every visible sheet that is not empty, as it is seen.
pub fn sheets(name: &str, bytes: Vec<u8>) -> Result<Vec<SheetFile>, SheetFault> {
    recognised(name, &bytes)?;
    let hidden = hidden(&bytes);
    apart(name, move || {
        let mut book: Book = Xlsx::new(Cursor::new(bytes))?;
        let mut sheets = Vec::new();
        for sheet in visible(&book) {
            let mut table = SheetFile {
                name: name.to_owned(),
                rows: rows(&mut book, &sheet)?,
                ..SheetFile::default()
            };
            let merged = book.merge_cells_by_sheet_name(&sheet)?;
            let area =
                |from: u32, to: u32, first: u32| (from + first) as usize..=(to + first) as usize;
            let merged = merged.iter().map(|area_of| {
                let ((row, column), (last, right)) = (area_of.start, area_of.end);
                (area(row, last, 1), area(column, right, 0))
            });
            table.merged = Merged::new(merged);
            leave_out(&mut table, hidden.get(&sheet).unwrap_or(&Hidden::default()));
            table.sheet = Some(sheet);
            if !table.rows.is_empty() {
                sheets.push(table);
            }
        }
        Ok(sheets)
    })
}

/// Reads on a thread of its own. A workbook may be damaged in ways that the library does not foresee, and panics at: that
/// is the workbook's fault, and ends this thread alone.
fn apart<T: Send>(
    name: &str,
    read: impl FnOnce() -> Result<T, XlsxError> + Send,
) -> Result<T, SheetFault> {
    let damaged = |detail: String| SheetFault::Workbook {
        file: name.to_owned(),
        flaw: WorkbookFlaw::Damaged { detail },
    };
    std::thread::scope(|scope| {
        let reader = std::thread::Builder::new().name(READER.to_owned());
        let reader = reader.spawn_scoped(scope, read);
        match reader.map(|reader| reader.join()) {
            Ok(Ok(read)) => read.map_err(|error| fault(name, error)),
            Ok(Err(_)) => Err(damaged("a number in it is out of range".to_owned())),
            Err(error) => Err(damaged(error.to_string())),
        }
    })
}

/// Takes out of a sheet what nobody sees in it, and notes it.
fn leave_out(table: &mut SheetFile, hidden: &Hidden) {
    let unseen = &mut table.unseen;
    let mut columns = BTreeSet::new();
    let merged = &table.merged;
    table.rows.retain_mut(|row| {
        if hidden.row(row.number) {
            unseen.rows.push(row.number);
            return false;
        }
        row.cells.retain(|cell| {
            let over = merged.over((row.number, cell.column));
            let beneath = over.is_some_and(|(rows, columns)| {
                (*rows.start(), *columns.start()) != (row.number, cell.column)
            });
            if beneath {
                unseen.beneath.push((row.number, cell.column));
            } else if hidden.column(cell.column) {
                columns.insert(cell.column);
            }
            !beneath && !hidden.column(cell.column)
        });
        !row.cells.is_empty()
    });
    unseen.columns = columns.into_iter().collect();
}

/// Refuses what is an archive too, and no workbook.
fn recognised(name: &str, bytes: &[u8]) -> Result<(), SheetFault> {
    let start = bytes.get(..200).unwrap_or(bytes);
    let named = |place: &[u8]| place == OPEN_DOCUMENT;
    if start.windows(OPEN_DOCUMENT.len()).any(named) {
        let (file, flaw) = (name.to_owned(), WorkbookFlaw::OpenDocument);
        return Err(SheetFault::Workbook { file, flaw });
    }
    Ok(())
}

fn fault(name: &str, error: XlsxError) -> SheetFault {
    SheetFault::Workbook {
        file: name.to_owned(),
        flaw: match error {
            XlsxError::Password => WorkbookFlaw::Compound,
            other => WorkbookFlaw::Damaged {
                detail: other.to_string(),
            },
        },
    }
}

fn visible(book: &Book) -> Vec<String> {
    let sheets = book.sheets_metadata().iter();
    let seen =
        sheets.filter(|s| s.typ == SheetType::WorkSheet && s.visible == SheetVisible::Visible);
    seen.map(|s| s.name.clone()).collect()
}

fn rows(book: &mut Book, sheet: &str) -> Result<Vec<SheetRow>, XlsxError> {
    let from_1904 = book.has_1904_epoch();
    let mut cells: BTreeMap<Place, (String, CellValue)> = BTreeMap::new();
    // Dates at midnight, or without a time of day: only their format tells.
    let mut whole: BTreeSet<Place> = BTreeSet::new();
    let mut reader = book.worksheet_cells_reader(sheet)?;
    while let Some(cell) = reader.next_cell_with_formula_metadata()? {
        let formula = cell.formula.is_some();
        let Some((text, value)) = taken(cell.value, formula, from_1904) else {
            continue;
        };
        if let CellValue::Stamp(Stamp { seconds: None, .. }) = value {
            whole.insert(cell.pos);
        }
        cells.insert(cell.pos, (text, value));
    }
    drop(reader);
    for place in midnights(book, sheet, &whole)? {
        if let Some((text, CellValue::Stamp(stamp))) = cells.get_mut(&place) {
            stamp.seconds = Some(0);
            *text = stamp.to_string();
        }
    }
    Ok(gathered(cells))
}

/// Which of some places have a format with a time of day.
fn midnights(
    book: &mut Book,
    sheet: &str,
    whole: &BTreeSet<Place>,
) -> Result<Vec<Place>, XlsxError> {
    let mut found = Vec::new();
    if whole.is_empty() {
        return Ok(found);
    }
    let mut reader = book.worksheet_cells_reader(sheet)?;
    let formats = reader
        .styles()
        .iter()
        .map(|style| style.number_format.as_ref());
    let clocks: Vec<bool> = formats
        .map(|format| format.is_some_and(has_clock))
        .collect();
    while let Some((row, column, style)) = reader.next_style_id()? {
        let place = (row, column);
        if whole.contains(&place) && clocks.get(style) == Some(&true) {
            found.push(place);
        }
    }
    Ok(found)
}

/// Whether a format shows hours or seconds; minutes have the letter of months.
fn has_clock(format: &NumberFormat) -> bool {
    if format.format_id.is_some_and(|id| CLOCKS.contains(&id)) {
        return true;
    }
    let mut code = format.format_code.chars().peekable();
    while let Some(c) = code.next() {
        match c.to_ascii_lowercase() {
            'h' | 's' => return true,
            '\\' | '_' | '*' => {
                code.next();
            }
            '"' => {
                code.find(|c| *c == '"');
            }
            // A language such as [$-804], or a colour; [h] are hours.
            '[' if !matches!(code.peek(), Some('h' | 'H' | 's' | 'S')) => {
                code.find(|c| *c == ']');
            }
            // Behind it stands the format of negative numbers.
            ';' => return false,
            _ => {}
        }
    }
    false
}

/// A cell's text and value; `None` where it is empty.
fn taken(value: DataRef<'_>, formula: bool, from_1904: bool) -> Option<(String, CellValue)> {
    let (text, value) = match value {
        DataRef::String(text) => (bare(text.trim()).to_owned(), CellValue::Text),
        DataRef::SharedString(text) => (bare(text.trim()).to_owned(), CellValue::Text),
        DataRef::Int(number) => (number.to_string(), CellValue::Number(None)),
        DataRef::Float(number) => number_cell(number, from_1904),
        DataRef::DateTime(date) => time_cell(date.as_f64(), date.is_duration(), from_1904),
        DataRef::DateTimeIso(text) => match Stamp::parse(&text) {
            Some(stamp) => (stamp.to_string(), CellValue::Stamp(stamp)),
            None => (text, CellValue::Text),
        },
        DataRef::DurationIso(text) => (text, CellValue::Text),
        DataRef::Bool(true) => ("TRUE".to_owned(), CellValue::Text),
        DataRef::Bool(false) => ("FALSE".to_owned(), CellValue::Text),
        DataRef::Error(error) => (error.to_string(), CellValue::Error),
        DataRef::Empty if formula => ("=…".to_owned(), CellValue::NotCalculated),
        DataRef::Empty => return None,
    };
    (!text.is_empty()).then_some((text, value))
}

/// A number that is formatted as date, time or hours (`[h]:mm`): a day and more of hours is no date.
fn time_cell(number: f64, hours: bool, from_1904: bool) -> (String, CellValue) {
    match Stamp::of_number(number, from_1904) {
        Some(stamp) if !hours || stamp.date.is_none() => {
            (stamp.to_string(), CellValue::Stamp(stamp))
        }
        _ => match Took::of_days(number) {
            Some(took) => (took.clock(), CellValue::Span(took.seconds())),
            None => number_cell(number, from_1904),
        },
    }
}

fn number_cell(number: f64, from_1904: bool) -> (String, CellValue) {
    let stamp = Stamp::of_number(number, from_1904);
    (decimal(number), CellValue::Number(stamp))
}

/// A number as Excel itself takes it: of 15 digits, without those that binary fractions add (0.1 + 0.2 is 0.3), and
/// in full however large it is.
fn decimal(number: f64) -> String {
    let kept: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    if kept == 0.0 {
        "0".to_owned()
    } else {
        kept.to_string()
    }
}

fn gathered(cells: BTreeMap<Place, (String, CellValue)>) -> Vec<SheetRow> {
    let mut rows: Vec<SheetRow> = Vec::new();
    for ((row, column), (text, value)) in cells {
        // Both are far below the limits of 32 bits.
        let number = row as usize + 1;
        let column = column as usize;
        let cell = SheetCell {
            column,
            text,
            value,
        };
        match rows.last_mut().filter(|last| last.number == number) {
            Some(last) => last.cells.push(cell),
            None => rows.push(SheetRow {
                number,
                cells: vec![cell],
            }),
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_what_excel_takes_them_for() {
        let cases = [
            (50.1, "50.1"),
            (0.1 + 0.2, "0.3"),
            (333.330_000_000_000_04, "333.33"),
            (1.0 / 3.0, "0.333333333333333"),
            (20_261_205.0, "20261205"),
            (1e15, "1000000000000000"),
            (1_234_567_890_123_456_789.0, "1234567890123460000"),
            (-0.0, "0"),
            (-5.5, "-5.5"),
        ];
        for (number, wanted) in cases {
            assert_eq!(decimal(number), wanted);
        }
    }
}
