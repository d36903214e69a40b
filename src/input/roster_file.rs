//! Roster files: CSV with a header of dates and one row a person, as we write it and as Excel saves it.

use super::build::REST_WORDS;
use super::{Fault, FaultKind, Named, Source};
use crate::domain::{Problem, Roster};
use chrono::{Datelike, NaiveDate};
use std::path::Path;
use std::sync::Arc;

/// A roster file as it is written, codes not yet looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterFile {
    /// The dates of the header, consecutive.
    pub dates: Vec<NaiveDate>,
    /// The rows.
    pub rows: Vec<RosterRow>,
    /// Whether the file was in the Chinese code page and not in UTF-8.
    pub gb18030: bool,
    source: Arc<Source>,
}

/// A person's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterRow {
    /// Name or id.
    pub name: String,
    /// One code a date; empty for rest.
    pub cells: Vec<String>,
    span: std::ops::Range<usize>,
}

impl RosterFile {
    /// Reads a roster file from disk. UTF-8 with or without byte-order mark, and the Chinese code
    /// page (GB 18030), in which Excel saves plain CSV on a Chinese Windows.
    pub fn read(path: &Path) -> Result<RosterFile, Fault> {
        let name = path.display().to_string();
        let bytes = std::fs::read(path).map_err(|e| {
            Fault::of_file(
                &name,
                FaultKind::CannotRead {
                    reason: e.kind(),
                    detail: e.to_string(),
                },
            )
        })?;
        let (text, gb18030) = decode(&name, bytes)?;
        let mut file = parse_roster(&Source::new(name, text))?;
        file.gb18030 = gb18030;
        Ok(file)
    }

    /// The file it was read from.
    pub fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// The roster of `problem` that it states. Every person of the team must have a row, unless not
    /// in the team that month, and the dates must be the problem's.
    pub fn roster(&self, problem: &Problem) -> Result<Roster, Fault> {
        self.check_dates(problem)?;
        let mut roster = Roster::empty(problem.people.len(), problem.days());
        let mut seen = vec![false; problem.people.len()];
        for row in &self.rows {
            let person = self.person(problem, row)?;
            if std::mem::replace(&mut seen[person], true) {
                let (what, name) = (Named::Person, row.name.clone());
                return Err(self.fault(row, FaultKind::Twice { what, name }));
            }
            for (day, code) in row.cells.iter().enumerate() {
                roster.cells[person][day] = self.cell(problem, row, day, code)?;
            }
        }
        let missing: Vec<String> = (0..seen.len())
            .filter(|&p| !seen[p] && !problem.employed(p).is_empty())
            .map(|p| problem.people[p].name.clone())
            .collect();
        if !missing.is_empty() {
            return Err(self
                .source
                .fault(None, FaultKind::MissingPeople { missing }));
        }
        Ok(roster)
    }

    fn fault(&self, row: &RosterRow, kind: FaultKind) -> Fault {
        self.source.fault(Some(row.span.clone()), kind)
    }

    fn check_dates(&self, problem: &Problem) -> Result<(), Fault> {
        let missing: Vec<String> = (0..problem.days())
            .map(|d| problem.date(d as i64))
            .filter(|d| !self.dates.contains(d))
            .map(|d| d.to_string())
            .collect();
        let (Some(first), Some(last)) = (self.dates.first(), self.dates.last()) else {
            return Err(self.source.fault(None, FaultKind::EmptyRoster));
        };
        if missing.is_empty() && self.dates.len() == problem.days() {
            return Ok(());
        }
        Err(self.source.fault(
            Some(0..self.source.text.lines().next().map_or(0, str::len)),
            FaultKind::NotAMonth {
                first: first.to_string(),
                last: last.to_string(),
                missing,
            },
        ))
    }

    fn person(&self, problem: &Problem, row: &RosterRow) -> Result<usize, Fault> {
        problem
            .people
            .iter()
            .position(|p| p.name == row.name || p.id == row.name)
            .ok_or_else(|| {
                self.fault(
                    row,
                    FaultKind::UnknownPerson {
                        name: row.name.clone(),
                        known: problem.people.iter().map(|p| p.name.clone()).collect(),
                    },
                )
            })
    }

    fn cell(
        &self,
        problem: &Problem,
        row: &RosterRow,
        day: usize,
        code: &str,
    ) -> Result<Option<usize>, Fault> {
        if code.is_empty() || REST_WORDS.contains(&code) {
            return Ok(None);
        }
        let duties = || problem.duties.iter();
        let exact = duties().position(|d| d.code == code);
        // Typed by hand in the wrong case: accepted where it can mean one duty only.
        let mut loose = duties()
            .enumerate()
            .filter(|(_, d)| d.code.eq_ignore_ascii_case(code));
        let found = exact.or_else(|| match (loose.next(), loose.next()) {
            (Some((one, _)), None) => Some(one),
            _ => None,
        });
        match found {
            Some(duty) => Ok(Some(duty)),
            None => Err(self.fault(
                row,
                FaultKind::UnknownCell {
                    code: code.to_owned(),
                    person: row.name.clone(),
                    date: problem.date(day as i64).to_string(),
                    known: duties().map(|d| d.code.clone()).collect(),
                },
            )),
        }
    }
}

fn decode(name: &str, bytes: Vec<u8>) -> Result<(String, bool), Fault> {
    let (text, gb18030) = match String::from_utf8(bytes) {
        Ok(text) => (text, false),
        Err(error) => {
            let bytes = error.as_bytes();
            let valid = error.utf8_error().valid_up_to();
            let line = 1 + bytes[..valid].iter().filter(|b| **b == b'\n').count();
            let text = encoding_rs::GB18030
                .decode_without_bom_handling_and_without_replacement(bytes)
                .ok_or_else(|| Fault::of_file(name, FaultKind::NotUtf8 { line }))?;
            (text.into_owned(), true)
        }
    };
    // A binary file, an .xlsx renamed to .csv, UTF-16 text.
    if text.contains('\0') {
        return Err(Fault::of_file(name, FaultKind::NotUtf8 { line: 1 }));
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    Ok((text.to_owned(), gb18030))
}

/// Parses a roster file's text. Comma, semicolon or tab, whichever the header uses most.
pub fn parse_roster(source: &Arc<Source>) -> Result<RosterFile, Fault> {
    let header = source.text.lines().next().unwrap_or("");
    let count = |c: char| header.matches(c).count();
    let delimiter = [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|d| (count(char::from(*d)), *d == b','))
        .unwrap_or(b',');
    let mut records = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .trim(csv::Trim::All)
        .from_reader(source.text.as_bytes())
        .into_records();
    let bad = |e: &csv::Error| {
        let detail = e.to_string();
        let span = e.position().map(|p| offset(p.byte())..offset(p.byte()));
        source.fault(span, FaultKind::BadCsv { detail })
    };
    let first = match records.next() {
        None => return Err(source.fault(None, FaultKind::EmptyRoster)),
        Some(record) => record.map_err(|e| bad(&e))?,
    };
    let dates = header_dates(source, &first)?;
    let mut rows = Vec::new();
    for record in records {
        let record = record.map_err(|e| bad(&e))?;
        if record.iter().all(str::is_empty) {
            continue;
        }
        rows.push(row(source, &record, dates.len())?);
    }
    if rows.is_empty() {
        return Err(source.fault(None, FaultKind::EmptyRoster));
    }
    Ok(RosterFile {
        dates,
        rows,
        gb18030: false,
        source: Arc::clone(source),
    })
}

fn offset(byte: u64) -> usize {
    usize::try_from(byte).unwrap_or(usize::MAX)
}

fn header_dates(source: &Arc<Source>, header: &csv::StringRecord) -> Result<Vec<NaiveDate>, Fault> {
    let line = 0..source.text.lines().next().map_or(0, str::len);
    let fault = |kind| source.fault(Some(line.clone()), kind);
    let names: Vec<&str> = header.iter().collect();
    // Excel leaves empty columns behind.
    let used = names
        .iter()
        .rposition(|n| !n.is_empty())
        .map_or(0, |i| i + 1);
    let mut dates: Vec<NaiveDate> = Vec::new();
    for (column, text) in names.iter().enumerate().take(used).skip(1) {
        let date = header_date(text).ok_or_else(|| {
            if column == 1 {
                let first = (*text).to_owned();
                fault(FaultKind::NoHeader { first })
            } else {
                let text = (*text).to_owned();
                fault(FaultKind::BadHeaderDate {
                    text,
                    column: column + 1,
                })
            }
        })?;
        if let Some(last) = dates.last().filter(|l| l.succ_opt() != Some(date)) {
            let (before, after) = (last.to_string(), date.to_string());
            return Err(fault(FaultKind::DaysNotConsecutive { before, after }));
        }
        dates.push(date);
    }
    if dates.is_empty() {
        let first = names.first().copied().unwrap_or("").to_owned();
        return Err(fault(FaultKind::NoHeader { first }));
    }
    Ok(dates)
}

/// `2026-12-01`, and what Excel makes of it: `2026/12/1`, `2026.12.1`, `12/1/2026`, `2026年12月1日`.
fn header_date(text: &str) -> Option<NaiveDate> {
    let parts: Vec<&str> = text
        .split(['-', '/', '.', '年', '月', '日'])
        .filter(|p| !p.is_empty())
        .collect();
    let [a, b, c] = parts[..] else { return None };
    let number = |s: &str| -> Option<u32> {
        (s.len() <= 4 && s.bytes().all(|b| b.is_ascii_digit()))
            .then(|| s.parse().ok())
            .flatten()
    };
    let (a_, b_, c_) = (number(a)?, number(b)?, number(c)?);
    let (year, month, day) = if a.len() == 4 {
        (a_, b_, c_)
    } else if c.len() == 4 {
        (c_, a_, b_)
    } else {
        return None;
    };
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

fn row(source: &Arc<Source>, record: &csv::StringRecord, days: usize) -> Result<RosterRow, Fault> {
    let start = record.position().map_or(0, |p| offset(p.byte()));
    let text = source.text.get(start..).unwrap_or("");
    let start = start + text.len() - text.trim_start_matches(['\r', '\n']).len();
    let length = source
        .text
        .get(start..)
        .and_then(|t| t.lines().next())
        .map_or(0, str::len);
    let span = start..start + length;
    let name = record.get(0).unwrap_or("").to_owned();
    let mut cells: Vec<String> = record.iter().skip(1).map(str::to_owned).collect();
    while cells.len() > days && cells.last().is_some_and(String::is_empty) {
        cells.pop();
    }
    if cells.len() != days {
        return Err(source.fault(
            Some(span),
            FaultKind::RowLength {
                person: name,
                found: cells.len(),
                wanted: days,
            },
        ));
    }
    Ok(RosterRow { name, cells, span })
}

/// A roster as CSV: header `person,2026-12-01,…`, one row a person, UTF-8 with the byte-order mark
/// that Excel needs to show Chinese names.
pub fn write_roster(problem: &Problem, roster: &Roster) -> String {
    let mut text = String::from("\u{feff}person");
    for day in 0..problem.days() {
        let date = problem.date(day as i64);
        text.push_str(&format!(
            ",{:04}-{:02}-{:02}",
            date.year(),
            date.month(),
            date.day()
        ));
    }
    text.push_str("\r\n");
    for (p, person) in problem.people.iter().enumerate() {
        text.push_str(&quoted(&person.name));
        for day in 0..problem.days() {
            text.push(',');
            if let Some(duty) = roster.get(p, day) {
                text.push_str(&quoted(&problem.duties[duty].code));
            }
        }
        text.push_str("\r\n");
    }
    text
}

/// A field with quotes where CSV needs them.
fn quoted(text: &str) -> String {
    if text.contains(['"', ',', '\n', '\r', ';', '\t']) || text.trim() != text {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}
