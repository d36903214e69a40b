//! Roster files: CSV with a header of dates and one row a person, as we write it and as Excel saves it.

use super::cell_words::{CellWords, Meaning, Puzzle, meaning};
use super::cells::{self, Cell};
use super::kept::{Codes, KeptShift};
use super::{Fault, FaultKind, Named, Source, roster_header};
use crate::domain::time::Month;
use crate::domain::who::{self, Called};
use crate::domain::{Person, PersonIx, Problem, Roster};
use crate::source::csv;
use crate::source::encoding;
use crate::text::Lang;
use chrono::{Datelike, NaiveDate};
use std::ops::Range;
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
    /// The shifts that it had, where they were kept with it.
    pub kept: Vec<KeptShift>,
    source: Arc<Source>,
    header: Vec<Range<usize>>,
}

/// A person's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterRow {
    /// Name or id.
    pub name: String,
    /// The id, where a row has both.
    pub id: Option<String>,
    /// One code a date; empty for rest.
    pub cells: Vec<String>,
    /// Places of the name and of the cells.
    spans: Vec<Range<usize>>,
}

impl RosterFile {
    /// Reads a roster file from disk. UTF-8 with or without byte-order mark, and the Chinese code
    /// page (GB 18030), in which Excel saves plain CSV on a Chinese Windows.
    pub fn read(path: &Path) -> Result<RosterFile, Fault> {
        let (name, bytes) = encoding::bytes(path)?;
        let (text, gb18030) = encoding::utf8_or_gb18030(&name, bytes)?;
        let mut file = parse_roster(&Source::new(name, text))?;
        file.gb18030 = gb18030;
        Ok(file)
    }

    /// The month of its first day.
    pub fn month(&self) -> Month {
        // A file that was read has at least one date.
        Month::of(self.dates.first().copied().unwrap_or_default())
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
                return Err(self.fault(row, 0, FaultKind::Twice { what, name }));
            }
            for day in 0..row.cells.len() {
                roster.cells[person][day] = self.cell(problem, row, day)?;
                self.leave(problem, row, person, day)?;
            }
        }
        let missing: Vec<String> = problem
            .everybody()
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

    /// A fault in a row: column 0 is the name, column 1 the first day.
    fn fault(&self, row: &RosterRow, column: usize, kind: FaultKind) -> Fault {
        self.source.fault(row.spans.get(column).cloned(), kind)
    }

    /// Refuses dates that are not those of the problem.
    pub fn check_dates(&self, problem: &Problem) -> Result<(), Fault> {
        let (Some(first), Some(last)) = (self.dates.first(), self.dates.last()) else {
            return Err(self.source.fault(None, FaultKind::EmptyRoster));
        };
        let missing: Vec<String> = (0..problem.days())
            .map(|d| problem.date(d as i64))
            .filter(|d| !self.dates.contains(d))
            .map(|d| d.to_string())
            .collect();
        if missing.is_empty() && self.dates.len() == problem.days() {
            return Ok(());
        }
        let outside = |date: &NaiveDate| problem.day_of(*date).is_none();
        if missing.len() == problem.days() {
            let found = Month::of(*first).to_string();
            let wanted = Month::of(problem.first).to_string();
            let place = self.header.first().cloned();
            return Err(self
                .source
                .fault(place, FaultKind::WrongMonth { found, wanted }));
        }
        let place = match self.dates.iter().position(outside) {
            Some(day) => self.header.get(day).cloned(),
            None => self.header.last().cloned(),
        };
        let (first, last) = (first.to_string(), last.to_string());
        let kind = FaultKind::NotAMonth {
            first,
            last,
            missing,
        };
        Err(self.source.fault(place, kind))
    }

    fn person(&self, problem: &Problem, row: &RosterRow) -> Result<PersonIx, Fault> {
        problem.person(&row.name).map_err(|_| {
            let known = problem.people.iter().map(|p| p.name.clone()).collect();
            let name = row.name.clone();
            self.fault(row, 0, FaultKind::UnknownPerson { name, known })
        })
    }

    /// Whom each row means, of a team that may have changed since; nobody twice.
    pub fn fitted(&self, problem: &Problem) -> Vec<Option<PersonIx>> {
        let people: Vec<Called<'_>> = problem.people.iter().map(Person::called).collect();
        let rows = self.rows.iter().map(|row| {
            let id = row.id.as_ref().unwrap_or(&row.name);
            (id.as_str(), row.name.as_str())
        });
        let fitted = who::fit(&people, &rows.collect::<Vec<_>>());
        fitted
            .into_iter()
            .map(|place| place.map(PersonIx))
            .collect()
    }

    /// The rows that fit nobody of the team.
    pub fn strangers(&self, problem: &Problem) -> Vec<String> {
        let rows = self.rows.iter().zip(self.fitted(problem));
        let nobody = rows.filter(|(_, person)| person.is_none());
        nobody.map(|(row, _)| row.name.clone()).collect()
    }

    fn cell(&self, problem: &Problem, row: &RosterRow, day: usize) -> Result<Option<usize>, Fault> {
        let code = row.cells.get(day).map_or("", String::as_str);
        if code.is_empty() {
            return Ok(None);
        }
        match meaning(problem, &CellWords::new(), code) {
            Ok(Meaning::Duty(duty)) => Ok(Some(duty)),
            Ok(Meaning::Rest | Meaning::Leave(_)) => Ok(None),
            Err(Puzzle::Flaw(flaw)) => Err(self.fault(row, day + 1, flaw.into())),
            Err(Puzzle::Unknown) => {
                let date = self.dates.get(day);
                let kind = FaultKind::UnknownCell {
                    code: code.to_owned(),
                    person: row.name.clone(),
                    date: date.map_or_else(String::new, NaiveDate::to_string),
                    known: problem
                        .duties_now()
                        .iter()
                        .map(|d| d.code.clone())
                        .collect(),
                };
                Err(self.fault(row, day + 1, kind))
            }
        }
    }

    /// Refuses a kind of leave on a day for which the team file grants none: as rest it would count as a day off.
    fn leave(
        &self,
        problem: &Problem,
        row: &RosterRow,
        person: PersonIx,
        day: usize,
    ) -> Result<(), Fault> {
        let code = row.cells.get(day).map_or("", String::as_str);
        let words = CellWords::new();
        let leave =
            !code.is_empty() && matches!(meaning(problem, &words, code), Ok(Meaning::Leave(_)));
        if !leave || problem.people[person].on_leave(day as i64) {
            return Ok(());
        }
        let kind = FaultKind::LeaveNotGranted {
            code: code.to_owned(),
            person: problem.people[person].name.clone(),
            date: problem.date(day as i64).to_string(),
        };
        Err(self.fault(row, day + 1, kind))
    }

    /// What the codes of its cells meant, as history of `problem`, which gets the shifts that only they had.
    pub fn codes(&self, problem: &mut Problem) -> Codes {
        let cells = self.rows.iter().flat_map(|row| &row.cells);
        Codes::of(problem, cells.map(String::as_str), &self.kept)
    }

    /// A roster that was published, as a file of it would be read.
    pub fn published(
        name: &str,
        dates: Vec<NaiveDate>,
        rows: Vec<(String, String, Vec<String>)>,
        kept: Vec<KeptShift>,
    ) -> RosterFile {
        let row = |(id, name, cells)| RosterRow {
            id: Some(id),
            name,
            cells,
            spans: Vec::new(),
        };
        RosterFile {
            dates,
            rows: rows.into_iter().map(row).collect(),
            gb18030: false,
            kept,
            source: Source::new(name, ""),
            header: Vec::new(),
        }
    }
}

/// Parses a roster file's text. Comma, semicolon or tab, whichever the header uses most.
pub fn parse_roster(source: &Arc<Source>) -> Result<RosterFile, Fault> {
    let mut records = cells::rows(source)?.into_iter();
    let Some(header) = records.next() else {
        return Err(source.fault(None, FaultKind::EmptyRoster));
    };
    let dates = roster_header::dates(source, &header)?;
    let mut rows: Vec<RosterRow> = Vec::new();
    for record in records {
        let row = row(source, record, dates.len())?;
        if rows.iter().any(|r| r.name == row.name) {
            let (what, name) = (Named::Person, row.name);
            let place = row.spans.first().cloned();
            return Err(source.fault(place, FaultKind::Twice { what, name }));
        }
        rows.push(row);
    }
    if rows.is_empty() {
        let place = header.first().map(|c| c.span.clone());
        return Err(source.fault(place, FaultKind::NoRows));
    }
    Ok(RosterFile {
        header: spans(&header).skip(1).take(dates.len()).collect(),
        dates,
        rows,
        gb18030: false,
        kept: Vec::new(),
        source: Arc::clone(source),
    })
}

fn spans(cells: &[Cell]) -> impl Iterator<Item = Range<usize>> {
    cells.iter().map(|c| c.span.clone())
}

fn row(source: &Arc<Source>, mut record: Vec<Cell>, days: usize) -> Result<RosterRow, Fault> {
    while record.len() > days + 1 && record.last().is_some_and(|c| c.text.is_empty()) {
        record.pop();
    }
    let spans: Vec<_> = spans(&record).collect();
    let name = record.first().map_or("", |c| &c.text).to_owned();
    let (first, last) = (spans.first().cloned(), spans.last().cloned());
    if name.is_empty() {
        let used = record.iter().find(|c| !c.text.is_empty());
        let place = used.map(|c| c.span.clone()).or(first);
        return Err(source.fault(place, FaultKind::NamelessRow));
    }
    let found = record.len().saturating_sub(1);
    if found != days {
        let place = spans.get(days + 1).cloned().or(last);
        let kind = FaultKind::RowLength {
            person: name,
            found,
            wanted: days,
        };
        return Err(source.fault(place, kind));
    }
    let cells = record.into_iter().skip(1).map(|c| c.text).collect();
    Ok(RosterRow {
        id: None,
        name,
        cells,
        spans,
    })
}

/// A roster as CSV: header `person,2026-12-01,…`, one row for each person who belongs to the team on some day of the
/// month or works on one, UTF-8 with the byte-order mark that Excel needs to show Chinese names. Leave of no kind stands
/// there in Chinese, whatever language is spoken: the file is one for both.
pub fn write_roster(problem: &Problem, roster: &Roster) -> String {
    let mut table = csv::Csv::new();
    let dates = (0..problem.days()).map(|day| {
        let date = problem.date(day as i64);
        csv::Cell::text(format!(
            "{:04}-{:02}-{:02}",
            date.year(),
            date.month(),
            date.day()
        ))
    });
    table.row(std::iter::once(csv::Cell::text("person")).chain(dates));
    for p in problem.appearing(roster) {
        let cells = (0..problem.days()).map(|day| {
            csv::Cell::text(match roster.get(p, day) {
                Some(duty) => &problem.duties[duty].code,
                None => problem.free_code(p, day, Lang::Zh),
            })
        });
        table.row(std::iter::once(csv::Cell::text(&problem.people[p].name)).chain(cells));
    }
    table.text()
}
