//! Rows and columns of a workbook that nobody sees: hidden by hand, by a filter, or drawn without height or width.
//!
//! The reader of workbooks does not tell, so that the sheets' own text is looked through once more, for nothing else.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::collections::BTreeMap;
use std::io::{BufReader, Cursor};
use std::ops::RangeInclusive;
use zip::ZipArchive;

/// What is hidden in a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hidden {
    /// Rows, by their numbers from 1.
    pub rows: Vec<usize>,
    /// Columns, from 0.
    pub columns: Vec<RangeInclusive<usize>>,
}

impl Hidden {
    /// Whether a row is hidden.
    pub fn row(&self, number: usize) -> bool {
        self.rows.binary_search(&number).is_ok()
    }

    /// Whether a column is hidden.
    pub fn column(&self, column: usize) -> bool {
        self.columns.iter().any(|range| range.contains(&column))
    }
}

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// What is hidden in the sheets of a workbook, by their names. A workbook that is damaged has nothing hidden: whoever
/// reads its cells says what is wrong with it.
pub fn hidden(bytes: &[u8]) -> BTreeMap<String, Hidden> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return BTreeMap::new();
    };
    let paths = sheet_paths(&mut archive).unwrap_or_default();
    let of = |(name, path): (String, String)| Some((name, of_sheet(&mut archive, &path)?));
    paths.into_iter().filter_map(of).collect()
}

/// The sheets' names and files.
fn sheet_paths(archive: &mut Archive<'_>) -> Option<Vec<(String, String)>> {
    let mut names = Vec::new();
    each(archive, "xl/workbook.xml", &mut |element| {
        if element.local_name().as_ref() == "sheet" {
            names.push((attribute(element, "name"), attribute(element, "id")));
        }
    })?;
    let mut files = BTreeMap::new();
    each(archive, "xl/_rels/workbook.xml.rels", &mut |element| {
        if let (Some(id), Some(target)) = (attribute(element, "Id"), attribute(element, "Target")) {
            let absolute = target.strip_prefix('/').map(str::to_owned);
            files.insert(id, absolute.unwrap_or_else(|| format!("xl/{target}")));
        }
    })?;
    let paths = names.into_iter();
    let paths = paths.filter_map(|(name, id)| Some((name?, files.get(&id?)?.clone())));
    Some(paths.collect())
}

fn of_sheet(archive: &mut Archive<'_>, path: &str) -> Option<Hidden> {
    let mut hidden = Hidden::default();
    // A row without a number follows the one before.
    let mut last = 0;
    each(archive, path, &mut |element| {
        let number = |name| attribute(element, name).and_then(|text| text.parse::<usize>().ok());
        match element.local_name().as_ref() {
            "row" => {
                last = number("r").unwrap_or(last + 1);
                if is_hidden(element, "ht") {
                    hidden.rows.push(last);
                }
            }
            "col" if is_hidden(element, "width") => {
                if let (Some(first), Some(last)) = (number("min"), number("max")) {
                    hidden.columns.push(first.max(1) - 1..=last.max(1) - 1);
                }
            }
            _ => {}
        }
    })?;
    hidden.rows.sort_unstable();
    Some(hidden)
}

fn is_hidden(element: &BytesStart<'_>, size: &str) -> bool {
    let yes = attribute(element, "hidden").is_some_and(|text| text == "1" || text == "true");
    let none = attribute(element, size).and_then(|text| text.parse::<f64>().ok());
    yes || none == Some(0.0)
}

/// Calls with each element of a file of the archive.
fn each(
    archive: &mut Archive<'_>,
    path: &str,
    with: &mut dyn FnMut(&BytesStart<'_>),
) -> Option<()> {
    let same = |name: &str| name.replace('\\', "/").eq_ignore_ascii_case(path);
    let name = {
        let mut names = archive.file_names().filter_map(Result::ok);
        names.find(|name| same(name))?.into_owned()
    };
    let file = archive.by_name(&name).ok()?;
    let mut reader = Reader::from_reader(BufReader::new(file));
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(element) | Event::Empty(element) => {
                with(&element);
            }
            Event::Eof => return Some(()),
            _ => {}
        }
    }
}

/// An attribute by its name without prefix.
fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut all = element.attributes();
    let mut all = all.with_checks(false).flatten();
    let found = all.find(|a| a.key.local_name().as_ref() == name)?;
    let text = found.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(text.into_owned())
}
