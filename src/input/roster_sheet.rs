//! A roster out of a table as people keep it, in an Excel workbook or as CSV: below titles, beside totals and remarks,
//! people or days down, names or shifts in the cells, in blocks, on several sheets.
//!
//! First it is found out what the table is: `layout.rs` finds the line of dates, the names and the blocks, `list.rs` a
//! list. Then it is read: `rows.rs` says whose each row is, `matrix.rs` which columns are days, `cell_words.rs` what a
//! cell means. `month.rs` makes a month of it. What was left out is said (`taken.rs`); what could mean two things is
//! refused, all of it at once. Faults point at the cell, by its sheet and its address in Excel.

mod claims;
mod files;
mod grid;
mod layout;
mod list;
mod matrix;
mod month;
mod parts;
mod people;
mod reading;
mod rows;
mod said;
mod several_rows;
mod taken;

pub use files::read_all;
pub use reading::Shape;
pub use taken::{Left, Taken};

use super::cell_words::{CellWords, Meaning, target};
use super::sheet_file::{SheetFault, SheetFile};
use super::{Fault, FaultKind, LeaveFound, RosterFlaw};
use crate::domain::time::Month;
use crate::domain::{Problem, Roster};
use crate::source::days::weekday_short;
use crate::source::loose::folded;
use crate::text::Fixed;
use chrono::NaiveDate;
use grid::{Grid, ranges};
use month::{Filled, Likeness, filled, likeness};
use people::People;
use reading::{Desk, Reading};
use std::path::Path;

/// The heading of the names.
pub const NAME: Fixed = ("person", "姓名");

/// The headings of the totals behind the days: hours, shifts, nights, shifts on weekends and on holidays, days of rest
/// and of leave.
pub const TOTALS: [Fixed; 7] = [
    ("hours", "工时"),
    ("shifts", "班数"),
    ("nights", "夜班"),
    ("weekends", "周末"),
    ("holidays", "节日"),
    ("rest", "休息"),
    ("leave", "请假"),
];

/// The first cells of rows that are nobody's: weekdays, kinds of day, and how many people a day lacks.
pub const LABELS: [Fixed; 3] = [
    ("weekday", "星期"),
    ("kind of day", "日子"),
    ("missing", "缺人"),
];

/// What the label of a row of totals begins with.
pub const DAY_TOTAL: char = '∑';

/// The sheets of the workbook that `export` writes; only the first one is read again.
pub const SHEETS: [Fixed; 6] = [
    ("Roster", "班表"),
    ("Legend", "图例"),
    ("Coverage", "在岗"),
    ("Duties", "事务"),
    ("Presence", "时段"),
    ("Handovers", "交接"),
];

/// How a table is to be read, where it does not say so itself.
#[derive(Debug, Clone, Default)]
pub struct How {
    /// Words of the team's tables, from the team file.
    pub words: CellWords,
    /// What an empty cell means; `None`: rest, where nothing speaks against it.
    pub empty: Option<String>,
    /// The sheet; `None`: the one that has the roster.
    pub sheet: Option<String>,
}

/// A roster, and what is worth saying about the table that it was in.
#[derive(Debug)]
pub struct RosterSheet {
    /// The roster.
    pub roster: Roster,
    /// What the table was taken for, of several files each.
    pub taken: Vec<Taken>,
    /// Whether a CSV file was in the Chinese code page.
    pub gb18030: bool,
}

/// Why a table is no roster of a month.
#[derive(Debug)]
pub enum RosterSheetFault {
    /// It is no table.
    Table(SheetFault),
    /// Its cells are wrong.
    Cells {
        /// What is wrong; never empty.
        faults: Vec<CellFault>,
        /// What the tables were taken for, where they were taken for something.
        taken: Vec<Taken>,
    },
}

/// Something wrong in a table.
#[derive(Debug, Clone, serde::Serialize)]
pub struct CellFault {
    /// What it is; its file names the sheet and the cell too.
    pub fault: Fault,
    /// Addresses of other cells in which the same stands.
    pub others: Vec<String>,
}

impl CellFault {
    fn of_file(name: &str, flaw: RosterFlaw) -> CellFault {
        CellFault::of_kind(name, flaw.into())
    }

    fn of_kind(name: &str, kind: FaultKind) -> CellFault {
        CellFault {
            fault: Fault::of_file(name, kind),
            others: Vec::new(),
        }
    }
}

/// Reads a month's roster from a table.
///
/// # Errors
/// The file is no table, or something in it is wrong. All that is wrong is told at once.
pub fn read(
    path: &Path,
    month: Month,
    problem: &Problem,
    how: &How,
) -> Result<RosterSheet, RosterSheetFault> {
    let sheets = SheetFile::sheets(path).map_err(RosterSheetFault::Table)?;
    of_sheets(&sheets, month, problem, how)
}

/// The month that a table is of: as its dates say, its title or its name; of dates without a year the next or last one.
///
/// # Errors
/// The file is no table.
pub fn month_of(path: &Path, today: NaiveDate) -> Result<Option<Month>, SheetFault> {
    let sheets = SheetFile::sheets(path)?;
    Ok(said::month(&sheets, path, today))
}

fn of_sheets(
    sheets: &[SheetFile],
    month: Month,
    problem: &Problem,
    how: &How,
) -> Result<RosterSheet, RosterSheetFault> {
    let name = sheets.first().map_or("", |sheet| sheet.name.as_str());
    let refused = |flaw: RosterFlaw| RosterSheetFault::Cells {
        faults: vec![CellFault::of_file(name, flaw)],
        taken: Vec::new(),
    };
    let empty = filler(problem, how).map_err(refused)?;
    let meant = meant(sheets, how).map_err(refused)?;
    let people = People::of(problem);
    let readings = meant
        .iter()
        .filter_map(|sheet| best(sheet, month, problem, &people, how));
    let readings: Vec<Reading> = readings.collect();
    let (used, filled) = match chosen(name, &readings, month, problem, empty) {
        Ok(chosen) => chosen,
        Err(Some((reading, faults))) => {
            let taken = vec![taken(sheets, &[reading])];
            return Err(RosterSheetFault::Cells { faults, taken });
        }
        Err(None) => {
            let faults = vec![no_dates(sheets)];
            return Err(RosterSheetFault::Cells {
                faults,
                taken: Vec::new(),
            });
        }
    };
    let mut taken = taken(sheets, &used);
    taken.left.extend(filled.said);
    Ok(RosterSheet {
        roster: filled.roster,
        taken: vec![taken],
        gb18030: sheets.iter().any(|sheet| sheet.gb18030),
    })
}

/// What was read, and what was not.
fn taken(sheets: &[SheetFile], used: &[&Reading]) -> Taken {
    let read: Vec<&String> = used.iter().filter_map(|r| r.sheet.as_ref()).collect();
    let names = sheets.iter().filter_map(|sheet| sheet.sheet.as_ref());
    let unread = names.filter(|name| !read.contains(name) && !is_ours(name));
    let mut taken = Taken::of(used, unread.cloned().collect());
    taken.ours =
        taken.unread.is_empty() && read.iter().all(|name| is_ours(name)) && !read.is_empty();
    let unseen = sheets
        .iter()
        .filter(|s| used.iter().any(|r| r.sheet == s.sheet));
    taken.left.extend(unseen.flat_map(unseen_in));
    taken
}

/// The meaning that empty cells are given, where one is.
fn filler(problem: &Problem, how: &How) -> Result<Option<Meaning>, RosterFlaw> {
    let Some(text) = &how.empty else {
        return Ok(None);
    };
    let own = how.words.iter().find(|(word, _)| *word == folded(text));
    let meaning = own
        .map(|(_, meaning)| *meaning)
        .or_else(|| target(problem, text));
    let meaning = meaning.filter(|m| !matches!(m, Meaning::Leave(_)));
    let known = problem.duties_now().iter();
    let flaw = || RosterFlaw::EmptyMeans {
        text: text.clone(),
        known: known.map(|duty| duty.code.clone()).collect(),
    };
    meaning.map(Some).ok_or_else(flaw)
}

/// The sheets that may be meant: the one that is named; of a workbook of ours the first.
fn meant<'a>(sheets: &'a [SheetFile], how: &How) -> Result<Vec<&'a SheetFile>, RosterFlaw> {
    let names = || sheets.iter().filter_map(|sheet| sheet.sheet.clone());
    if let Some(name) = &how.sheet {
        let is = |sheet: &&SheetFile| {
            let own = sheet.sheet.as_deref().map(folded);
            own == Some(folded(name))
        };
        let found: Vec<&SheetFile> = sheets.iter().filter(is).collect();
        if !found.is_empty() {
            return Ok(found);
        }
        return Err(RosterFlaw::NoSheet {
            name: name.clone(),
            known: names().collect(),
        });
    }
    let first = SHEETS
        .first()
        .map(|(en, zh)| [*en, *zh])
        .unwrap_or_default();
    let ours = names().any(|name| first.contains(&name.as_str()));
    let other = |sheet: &&SheetFile| {
        let name = sheet.sheet.as_deref().unwrap_or("");
        !(ours && is_ours(name) && !first.contains(&name))
    };
    Ok(sheets.iter().filter(other).collect())
}

fn is_ours(title: &str) -> bool {
    let titles = SHEETS.iter().flat_map(|(en, zh)| [*en, *zh]);
    titles.into_iter().any(|own| own == title)
}

/// The best reading of a sheet: as it stands, turned, or as a list.
fn best(
    sheet: &SheetFile,
    month: Month,
    problem: &Problem,
    people: &People<'_>,
    how: &How,
) -> Option<Reading> {
    let grids = [Grid::new(sheet, false), Grid::new(sheet, true)];
    let desk = |grid| Desk {
        grid,
        problem,
        people,
        words: &how.words,
        month,
        meanings: Default::default(),
        faults: Default::default(),
    };
    let lists = grids
        .iter()
        .take(1)
        .filter_map(|grid| Some(desk(grid).list(list::list(grid)?)));
    let matrices = grids.iter().filter_map(|grid| {
        let layout = layout::layout(grid, month, people)?;
        Some(desk(grid).matrix(&layout))
    });
    let mut best: Option<((usize, usize, bool), Reading)> = None;
    for reading in lists.chain(matrices).filter(|r| !r.dates.is_empty()) {
        let score = (
            reading.understood(month),
            reading.people.len(),
            !reading.turned,
        );
        if best.as_ref().is_none_or(|(most, _)| score > *most) {
            best = Some((score, reading));
        }
    }
    best.map(|(_, reading)| reading)
}

/// What is wrong with the sheet that is most like the roster; `None`: none is like one.
type Worst<'a> = Option<(&'a Reading, Vec<CellFault>)>;

/// The readings that make the month: one sheet, or several that do together.
///
/// # Errors
/// What is wrong.
fn chosen<'a>(
    name: &str,
    readings: &'a [Reading],
    month: Month,
    problem: &Problem,
    empty: Option<Meaning>,
) -> Result<(Vec<&'a Reading>, Filled), Worst<'a>> {
    let mut whole: Vec<(&Reading, Filled)> = Vec::new();
    let mut worst: Option<(Likeness, &Reading, Vec<CellFault>)> = None;
    for reading in readings {
        match filled(name, &[reading], problem, empty) {
            Ok(filled) => whole.push((reading, filled)),
            Err(faults) => {
                let score = likeness(reading, month, faults.len());
                if worst.as_ref().is_none_or(|(most, _, _)| score > *most) {
                    worst = Some((score, reading, faults));
                }
            }
        }
    }
    // A sheet that is only prepared says nothing yet.
    if whole.len() > 1 && whole.iter().any(|(r, _)| r.understood(month) > 0) {
        whole.retain(|(reading, _)| reading.understood(month) > 0);
    }
    let mut whole = whole.into_iter();
    if let Some((reading, filled)) = whole.next() {
        for (other, second) in whole {
            let cells = differing(&filled.roster, &second.roster);
            if cells > 0 {
                let sheet = |reading: &Reading| reading.sheet.clone().unwrap_or_default();
                let sheets = [sheet(reading), sheet(other)];
                let flaw = RosterFlaw::SheetsDiffer { sheets, cells };
                return Err(Some((reading, vec![CellFault::of_file(name, flaw)])));
            }
        }
        return Ok((vec![reading], filled));
    }
    let sound = readings
        .iter()
        .filter(|r| r.faults.is_empty() && r.understood(month) > 0);
    let sound: Vec<&Reading> = sound.collect();
    if sound.len() > 1
        && let Ok(filled) = filled(name, &sound, problem, empty)
    {
        return Ok((sound, filled));
    }
    Err(worst.map(|(_, reading, faults)| (reading, faults)))
}

fn differing(one: &Roster, other: &Roster) -> usize {
    let rows = one.cells.iter().zip(&other.cells);
    rows.map(|(a, b)| a.iter().zip(b).filter(|(a, b)| a != b).count())
        .sum()
}

/// That no sheet has a line of dates; a head with a weekday in it may explain why.
fn no_dates(sheets: &[SheetFile]) -> CellFault {
    let name = sheets.first().map_or("", |sheet| sheet.name.as_str());
    let rows = sheets.iter().flat_map(|sheet| sheet.rows.iter().take(10));
    let mut texts = rows.flat_map(|row| row.cells.iter().map(|cell| cell.text.as_str()));
    let long = |text: &&str| {
        let ends = text.to_lowercase();
        let bare = ends.trim_end_matches("am").trim_end_matches("pm");
        text.len() > 2 && weekday_short(bare).is_some()
    };
    let weekday = texts.find(long).map(str::to_owned);
    CellFault::of_file(name, RosterFlaw::NoDates { weekday })
}

/// What of a sheet nobody sees, and was not read.
fn unseen_in(sheet: &SheetFile) -> Vec<Left> {
    let grid = Grid::new(sheet, false);
    let unseen = &sheet.unseen;
    let mut left = Vec::new();
    if !unseen.rows.is_empty() {
        left.push(Left::HiddenRows(ranges(&unseen.rows, |row| {
            grid.row_name(row)
        })));
    }
    if !unseen.columns.is_empty() {
        let columns = ranges(&unseen.columns, |column| grid.column_name(column));
        left.push(Left::HiddenColumns(columns));
    }
    if !unseen.beneath.is_empty() {
        let places = unseen.beneath.iter().map(|at| grid.address(*at));
        left.push(Left::Beneath(places.collect()));
    }
    left
}
