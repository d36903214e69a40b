//! A month out of several files: half of it in each, or a week, or a group of people.

use super::month::{filled, likeness};
use super::people::People;
use super::reading::Reading;
use super::{
    CellFault, How, RosterSheet, RosterSheetFault, best, filler, meant, no_dates, read, taken,
};
use crate::domain::Problem;
use crate::domain::time::Month;
use crate::input::FaultKind;
use crate::input::sheet_file::SheetFile;
use std::path::PathBuf;

/// A file with what was read out of its sheets.
struct Part {
    sheets: Vec<SheetFile>,
    readings: Vec<Reading>,
}

impl Part {
    fn name(&self) -> &str {
        self.sheets.first().map_or("", |sheet| sheet.name.as_str())
    }
}

/// Reads a month's roster from one table, or from several that are joined by people and dates.
///
/// # Errors
/// A file is no table, or something in it is wrong; two files say different things of somebody's day.
pub fn read_all(
    paths: &[PathBuf],
    month: Month,
    problem: &Problem,
    how: &How,
) -> Result<RosterSheet, RosterSheetFault> {
    if let [path] = paths {
        return read(path, month, problem, how);
    }
    let sheets = paths.iter().map(|path| SheetFile::sheets(path));
    let sheets: Result<Vec<_>, _> = sheets.collect();
    let people = People::of(problem);
    let (mut parts, mut faults) = (Vec::new(), Vec::new());
    for sheets in sheets.map_err(RosterSheetFault::Table)? {
        match part(&sheets, month, problem, &people, how) {
            Ok(readings) => parts.push(Part { sheets, readings }),
            Err(fault) => faults.push(fault),
        }
    }
    if !faults.is_empty() {
        let taken = Vec::new();
        return Err(RosterSheetFault::Cells { faults, taken });
    }
    let names: Vec<&str> = parts.iter().map(Part::name).collect();
    let name = names.join(", ");
    let empty = filler(problem, how).map_err(|flaw| RosterSheetFault::Cells {
        faults: vec![CellFault::of_file(&name, flaw)],
        taken: Vec::new(),
    })?;
    let mut told = Vec::new();
    for part in &parts {
        let used: Vec<&Reading> = part.readings.iter().collect();
        let mut taken = taken(&part.sheets, &used);
        taken.file = Some(part.name().to_owned());
        told.push(taken);
    }
    let readings: Vec<&Reading> = parts.iter().flat_map(|part| &part.readings).collect();
    match filled(&name, &readings, problem, empty) {
        Ok(filled) => {
            if let Some(last) = told.last_mut() {
                last.left.extend(filled.said);
            }
            let mut sheets = parts.iter().flat_map(|part| &part.sheets);
            Ok(RosterSheet {
                roster: filled.roster,
                taken: told,
                gb18030: sheets.any(|sheet| sheet.gb18030),
            })
        }
        Err(faults) => Err(RosterSheetFault::Cells {
            faults,
            taken: told,
        }),
    }
}

/// The sheets of a file that say something of the month; where all of them are wrong, the one that is most like a
/// roster.
///
/// # Errors
/// None is a roster of the month.
fn part(
    sheets: &[SheetFile],
    month: Month,
    problem: &Problem,
    people: &People<'_>,
    how: &How,
) -> Result<Vec<Reading>, CellFault> {
    let name = sheets.first().map_or("", |sheet| sheet.name.as_str());
    // A CSV file has no sheet of another name.
    let workbook = sheets.iter().any(|sheet| sheet.sheet.is_some());
    let meant: Vec<&SheetFile> = if workbook {
        meant(sheets, how).map_err(|flaw| CellFault::of_file(name, flaw))?
    } else {
        sheets.iter().collect()
    };
    let readings = meant.into_iter();
    let readings = readings.filter_map(|sheet| best(sheet, month, problem, people, how));
    let readings: Vec<Reading> = readings.collect();
    let inside = |reading: &Reading| reading.dates.iter().any(|d| Month::of(*d) == month);
    if let Some(first) = readings.iter().find_map(|reading| reading.dates.first())
        && !readings.iter().any(inside)
    {
        let (found, wanted) = (Month::of(*first).to_string(), month.to_string());
        return Err(CellFault::of_kind(
            name,
            FaultKind::WrongMonth { found, wanted },
        ));
    }
    let mut of_month: Vec<Reading> = readings.into_iter().filter(inside).collect();
    let sound = |reading: &Reading| reading.faults.is_empty() && reading.understood(month) > 0;
    if of_month.iter().any(sound) {
        of_month.retain(sound);
        return Ok(of_month);
    }
    let worst = of_month
        .into_iter()
        .max_by_key(|reading| likeness(reading, month, reading.faults.len()));
    worst
        .map(|reading| vec![reading])
        .ok_or_else(|| no_dates(sheets))
}
