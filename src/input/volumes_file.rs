//! Contacts from a table as platforms and telephone systems write them: a row a day, a row an interval, or a row a contact.
//!
//! Headings are known by name and in any row near the top; columns that say nothing of contacts are left aside, and what was
//! taken is said ([`Volumes::taken`]). Whole days stay whole: where in the day they fell, other files or nobody can say.

mod header;

use super::sheet_file::{CellValue, RowFault, RowFaultKind, SheetCell, SheetFile, SheetRow, Stamp};
use super::volumes_time::{Slot, clock_slot};
use crate::staffing::profile::HALF_HOURS;
use chrono::NaiveDate;
use header::{Header, Of};
use std::collections::BTreeMap;

/// More contacts than any desk has in a row; beyond it a number is a slip.
const MOST: f64 = 10_000_000.0;

/// Rows that sum others up begin with these.
const SUMS: [&str; 7] = ["合计", "总计", "汇总", "小计", "total", "sum", "均值"];

/// Contacts of a day.
#[derive(Debug, Clone, PartialEq)]
pub enum DayVolume {
    /// By half-hour.
    HalfHours(Box<[f64; HALF_HOURS]>),
    /// As a whole.
    Whole(f64),
}

impl DayVolume {
    /// Contacts in all.
    pub fn total(&self) -> f64 {
        match self {
            DayVolume::HalfHours(counts) => counts.iter().sum(),
            DayVolume::Whole(count) => *count,
        }
    }
}

/// What a file of contacts says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Volumes {
    /// Days by skill as the file names it; an empty name where it names none.
    pub series: BTreeMap<String, BTreeMap<NaiveDate, DayVolume>>,
    /// Mean seconds of handling by skill, where the file has them.
    pub handling: BTreeMap<String, f64>,
    /// How the file was understood.
    pub taken: Taken,
}

/// How a file was understood, to be said.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Taken {
    /// The file.
    pub file: String,
    /// The heading of the numbers; nothing: a row is a contact.
    pub count: Option<String>,
    /// Headings that would have been numbers of contacts too.
    pub passed_over: Vec<String>,
    /// Whether times were taken for the beginnings of hours.
    pub hourly: bool,
    /// Rows that say the same as one before, and count once.
    pub doubled: Vec<usize>,
    /// Rows that sum others up.
    pub sums: Vec<usize>,
}

/// Reads contacts.
///
/// # Errors
/// Every fault of the table, in its order.
pub fn read(table: &SheetFile) -> Result<Volumes, Vec<RowFault>> {
    let header = Header::of(table)?;
    let mut reader = Reader {
        header: &header,
        entries: Vec::new(),
        rows: BTreeMap::new(),
        faults: Vec::new(),
        volumes: Volumes::default(),
        weighted: BTreeMap::new(),
    };
    reader.volumes.taken.file = table.name.clone();
    reader.volumes.taken.count = header.name(Of::Count);
    reader.volumes.taken.passed_over = header.passed_over.clone();
    for row in table.rows.iter().filter(|row| row.number > header.row) {
        reader.row(row);
    }
    reader.end()
}

/// When a row is, in what it counts.
type When = (String, NaiveDate, Option<Slot>);

/// What a row says: whose contacts, when, how many.
type Entry<'a> = (&'a SheetRow, String, NaiveDate, Option<Slot>, f64);

struct Reader<'a> {
    header: &'a Header,
    entries: Vec<Entry<'a>>,
    /// What has been said of a time, and in which row.
    rows: BTreeMap<When, (f64, usize)>,
    faults: Vec<RowFault>,
    volumes: Volumes,
    /// Contacts and seconds of handling.
    weighted: BTreeMap<String, (f64, f64)>,
}

impl<'a> Reader<'a> {
    fn cell<'r>(&self, row: &'r SheetRow, of: Of) -> Option<&'r SheetCell> {
        let (_, column, _) = self.header.place(of)?;
        row.cell(*column)
    }

    fn fault(&mut self, row: &SheetRow, of: Of, kind: RowFaultKind) {
        self.faults.push(RowFault {
            row: row.number,
            column: self.header.name(of).unwrap_or_default(),
            cell: self
                .cell(row, of)
                .map_or_else(String::new, |c| c.text.clone()),
            kind,
        });
    }

    fn row(&mut self, row: &'a SheetRow) {
        let first = row.cells.first().map_or("", |cell| cell.text.trim());
        if SUMS.iter().any(|sum| first.to_lowercase().starts_with(sum)) {
            self.volumes.taken.sums.push(row.number);
            return;
        }
        let skill = self
            .cell(row, Of::Skill)
            .map_or("", |cell| cell.text.trim())
            .to_owned();
        let Some((date, slot)) = self.when(row) else {
            return;
        };
        let Some(count) = self.count(row) else {
            return;
        };
        if let (Some(seconds), true) = (self.handling(row), count > 0.0) {
            let (contacts, sum) = self.weighted.entry(skill.clone()).or_default();
            (*contacts, *sum) = (*contacts + count, *sum + count * seconds);
        }
        let log = !self.header.has(Of::Count);
        let when = (skill.clone(), date, slot);
        match self.rows.get(&when).copied().filter(|_| !log) {
            Some((said, _)) if said == count => self.volumes.taken.doubled.push(row.number),
            Some((_, first)) => self.fault(row, Of::Count, RowFaultKind::OtherNumber { first }),
            None => {
                if !log {
                    self.rows.insert(when, (count, row.number));
                }
                self.entries.push((row, skill, date, slot, count));
            }
        }
    }

    /// The date of a row, and its time where it has one.
    fn when(&mut self, row: &SheetRow) -> Option<(NaiveDate, Option<Slot>)> {
        let (date, time) = (self.cell(row, Of::Date), self.cell(row, Of::Time));
        let stamp = |cell: &SheetCell| match cell.value {
            CellValue::Stamp(stamp) => Some(stamp),
            CellValue::Number(stamp) => Stamp::parse(&cell.text).or(stamp),
            _ => Stamp::parse(&cell.text),
        };
        let moment = match (date, time) {
            (Some(date), _) => stamp(date),
            (None, Some(time)) => stamp(time),
            (None, None) => None,
        };
        let of = if date.is_some() || !self.header.has(Of::Time) {
            Of::Date
        } else {
            Of::Time
        };
        let Some((day, clock)) = moment.and_then(|m| Some((m.date?, m.seconds))) else {
            let kind = if self.cell(row, of).is_some() {
                RowFaultKind::NotADate
            } else {
                RowFaultKind::Empty
            };
            self.fault(row, of, kind);
            return None;
        };
        let slot = match (date, time) {
            (Some(_), Some(time)) => {
                let Some(slot) = clock_slot(time) else {
                    self.fault(row, Of::Time, RowFaultKind::NotAClock);
                    return None;
                };
                Some(slot)
            }
            (Some(_), None) if self.header.has(Of::Time) && self.header.has(Of::Count) => {
                self.fault(row, Of::Time, RowFaultKind::Empty);
                return None;
            }
            _ => clock.map(Slot::at),
        };
        if slot.is_none() && !self.header.has(Of::Count) {
            self.fault(row, of, RowFaultKind::NoClock);
            return None;
        }
        Some((day, slot))
    }

    /// Contacts of a row; in a list of contacts one.
    fn count(&mut self, row: &SheetRow) -> Option<f64> {
        if !self.header.has(Of::Count) {
            return Some(1.0);
        }
        let Some(cell) = self.cell(row, Of::Count) else {
            self.fault(row, Of::Count, RowFaultKind::Empty);
            return None;
        };
        let text = cell.text.replace([',', '，'], "");
        match text.parse::<f64>() {
            Ok(count) if count < 0.0 => self.fault(row, Of::Count, RowFaultKind::Negative),
            Ok(count) if count.fract() == 0.0 && count <= MOST => return Some(count),
            _ => self.fault(row, Of::Count, RowFaultKind::NotWhole),
        }
        None
    }

    /// Seconds that a contact of the row takes.
    fn handling(&mut self, row: &SheetRow) -> Option<f64> {
        let cell = self.cell(row, Of::Handling)?;
        let seconds = super::volumes_time::seconds(cell);
        if seconds.is_none() {
            self.fault(row, Of::Handling, RowFaultKind::NotTook);
        }
        seconds.filter(|s| *s > 0.0)
    }

    fn add(
        &mut self,
        row: &SheetRow,
        skill: String,
        date: NaiveDate,
        slot: Option<Slot>,
        count: f64,
    ) {
        let days = self.volumes.series.entry(skill).or_default();
        let mixed = match (days.get_mut(&date), slot) {
            (None, None) => {
                days.insert(date, DayVolume::Whole(count));
                false
            }
            (None, Some(slot)) => {
                let mut counts = [0.0; HALF_HOURS];
                slot.spread(count, &mut counts);
                days.insert(date, DayVolume::HalfHours(Box::new(counts)));
                false
            }
            (Some(DayVolume::HalfHours(counts)), Some(slot)) => {
                slot.spread(count, counts);
                false
            }
            (Some(_), _) => true,
        };
        if mixed {
            self.fault(row, Of::Date, RowFaultKind::DayAndTimes);
        }
    }

    /// Whether times are the beginnings of hours: all of them are whole ones, and stand for numbers.
    fn hourly(&self) -> bool {
        let whole = |entry: &Entry<'_>| entry.3.is_some_and(Slot::begins_an_hour);
        self.header.has(Of::Count) && self.entries.iter().all(whole)
    }

    fn end(mut self) -> Result<Volumes, Vec<RowFault>> {
        let hourly = self.hourly();
        self.volumes.taken.hourly = hourly && !self.entries.is_empty();
        for (row, skill, date, slot, count) in std::mem::take(&mut self.entries) {
            let slot = slot.map(|slot| if hourly { slot.hour() } else { slot });
            self.add(row, skill, date, slot, count);
        }
        if !self.faults.is_empty() {
            return Err(self.faults);
        }
        let mean = |(skill, (contacts, sum)): (String, (f64, f64))| (skill, sum / contacts);
        self.volumes.handling = self.weighted.into_iter().map(mean).collect();
        Ok(self.volumes)
    }
}
