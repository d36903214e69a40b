//! Demand from a table beside the team file: a row a stretch of the day, a column a weekday, a kind of day or a date.

use super::cells::Cell;
use super::demand::DemandRow;
use super::table::{Table, filled, is_called, word};
use super::team::{Curve, Word};
use super::{Fault, FaultKind};
use crate::domain::time::{DAY, SLOT, Span, parse_late_clock};
use crate::source::days::weekdays_named;
use crate::source::{DayNames, header_date};
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;

const TIME: &[&str] = &["time", "时间", "时段", "from", "开始", ""];
const SKILL: &[&str] = &["skill", "技能", "岗位", "post"];
const WHAT: &[&str] = &["what", "类型", "项目"];
const NEED: &[&str] = &["need", "需求", "需要", ""];
const LEAST: &[&str] = &["least", "至少", "最少"];
const MOST: &[&str] = &["most", "至多", "最多"];
const ADD: &[&str] = &["add", "另加", "加人"];

/// What a column says.
enum Column {
    Time,
    Skill,
    What,
    /// The days that its numbers are for.
    Days(Vec<Word>),
    /// Nothing: a column that Excel has left behind.
    Empty,
}

/// Reads the demand of a table: for each skill and column one line, as `[[demand]]` would say it, and one of what is
/// added.
pub fn read(table: &Table, names: &DayNames) -> Result<Vec<Spanned<DemandRow>>, Fault> {
    let columns = columns(table, names)?;
    let step = step(table, &columns);
    // By skill, in the order of the file, column, and whether it is added.
    let mut lines: BTreeMap<(usize, usize, bool), DemandRow> = BTreeMap::new();
    let mut skills: Vec<String> = Vec::new();
    for row in &table.rows {
        let skill = first(&columns, |c| matches!(c, Column::Skill)).and_then(|c| filled(row, c));
        let name = skill.map_or("", |c| c.text.as_str());
        let number = skills
            .iter()
            .position(|s| s == name)
            .unwrap_or(skills.len());
        if number == skills.len() {
            skills.push(name.to_owned());
        }
        let time = time(table, row, &columns, step)?;
        let what = what(table, row, &columns)?;
        for (place, column) in columns.iter().enumerate() {
            let Column::Days(on) = column else {
                continue;
            };
            let Some(cell) = filled(row, place) else {
                if what == What::Need {
                    let line = lines.entry((number, place, false));
                    let line = line.or_insert_with(|| line_of(table, place, on, skill));
                    line.blank.push(time.clone());
                }
                continue;
            };
            let line = lines.entry((number, place, what == What::Add));
            let line = line.or_insert_with(|| line_of(table, place, on, skill));
            let count = Spanned::new(cell.span.clone(), count(table, cell)?);
            let curve = what.of(line).get_or_insert_default();
            if curve.insert(time.clone(), count).is_some() {
                let (a, b) = (time.get_ref().clone(), time.get_ref().clone());
                return Err(table.fault(cell, FaultKind::Overlap { a, b }));
            }
        }
        if let Some(cell) = row.iter().skip(columns.len()).find(|c| !c.text.is_empty()) {
            let text = String::new();
            return Err(table.fault(cell, FaultKind::BadDay { text }));
        }
    }
    let spanned = |((_, place, _), line): ((usize, usize, bool), DemandRow)| {
        Spanned::new(heading(table, place), line)
    };
    Ok(lines.into_iter().map(spanned).collect())
}

/// Where a column's heading stands.
fn heading(table: &Table, place: usize) -> Range<usize> {
    table.head.get(place).map_or(0..0, |cell| cell.span.clone())
}

/// A line of a column that says nothing yet.
fn line_of(table: &Table, place: usize, on: &[Word], skill: Option<&Cell>) -> DemandRow {
    DemandRow {
        on: Some(Spanned::new(heading(table, place), on.to_vec())),
        skill: skill.map(word),
        need: None,
        least: None,
        most: None,
        add: None,
        blank: Vec::new(),
    }
}

fn first(columns: &[Column], is: impl Fn(&Column) -> bool) -> Option<usize> {
    columns.iter().position(is)
}

fn columns(table: &Table, names: &DayNames) -> Result<Vec<Column>, Fault> {
    let column = |(place, cell): (usize, &Cell)| {
        let text = cell.text.as_str();
        let used = table.rows.iter().any(|row| filled(row, place).is_some());
        let dated = [false, true].map(|day_first| header_date(text, day_first).is_some());
        if !used && place > 0 && (dated.contains(&true) || names.days(text).is_some()) {
            // It may be meant to be filled, and a day on which nobody is needed is rare.
            let heading = text.to_owned();
            return Err(table.fault(cell, FaultKind::EmptyColumn { heading }));
        }
        Ok(match text {
            "" if place > 0 && !used => Column::Empty,
            _ if place == 0 && is_called(text, TIME) => Column::Time,
            _ if is_called(text, TIME) && !text.is_empty() => Column::Time,
            _ if is_called(text, SKILL) => Column::Skill,
            _ if is_called(text, WHAT) => Column::What,
            _ => Column::Days(days(table, cell, names)?),
        })
    };
    let columns = table.head.iter().enumerate().map(column);
    let columns = columns.collect::<Result<Vec<Column>, Fault>>()?;
    if first(&columns, |c| matches!(c, Column::Time)).is_none() {
        let heading = "time".to_owned();
        let place = table.head.first().map(|cell| cell.span.clone());
        let kind = FaultKind::MissingColumn { heading };
        return Err(table.source.fault(place, kind));
    }
    Ok(columns)
}

/// The days of a heading: `周一`, `Monday`, `周一至周五`, `mon-fri`, `2026/12/12`, or any word of a team file.
fn days(table: &Table, cell: &Cell, names: &DayNames) -> Result<Vec<Word>, Fault> {
    let spanned = |text: String| Spanned::new(cell.span.clone(), text);
    let text = cell.text.as_str();
    if let Some(days) = names.days(text) {
        return Ok(days.iter().cloned().map(spanned).collect());
    }
    if let Some(names) = weekdays_named(text) {
        return Ok(names
            .into_iter()
            .map(|name| spanned(name.to_owned()))
            .collect());
    }
    let word = table.date(cell);
    match super::DaySelector::parse(&word) {
        Ok(_) => Ok(vec![spanned(word)]),
        Err(kind) => Err(table.fault(cell, kind)),
    }
}

/// How long a row lasts that says only when it begins: as long as from one such row to the next.
fn step(table: &Table, columns: &[Column]) -> i32 {
    let Some(place) = first(columns, |c| matches!(c, Column::Time)) else {
        return SLOT;
    };
    let times = table
        .rows
        .iter()
        .filter_map(|row| start(&filled(row, place)?.text));
    let mut times: Vec<i32> = times.collect();
    times.sort_unstable();
    times.dedup();
    let steps = times.windows(2).map(|pair| pair[1] - pair[0]);
    steps.min().unwrap_or(SLOT)
}

/// A time alone: `9:00`, and `09:00:00` as Excel may write it; `25:00` is on the next day.
fn start(text: &str) -> Option<i32> {
    let text = text
        .strip_suffix(":00")
        .filter(|t| t.contains(':'))
        .unwrap_or(text);
    parse_late_clock(text)
        .ok()
        .filter(|minute| *minute < 2 * DAY)
}

/// The stretch of a row, as a team file writes it.
fn time(table: &Table, row: &[Cell], columns: &[Column], step: i32) -> Result<Word, Fault> {
    let place = first(columns, |c| matches!(c, Column::Time));
    let Some(cell) = place.and_then(|place| filled(row, place)) else {
        let heading = "time".to_owned();
        let used = row.iter().find(|c| !c.text.is_empty());
        let place = used.map(|c| c.span.clone());
        let kind = FaultKind::MissingColumn { heading };
        return Err(table.source.fault(place, kind));
    };
    let text = match start(&cell.text) {
        Some(start) => {
            // What begins before midnight ends there at the latest.
            let end = start + step;
            let end = if start < DAY { end.min(DAY) } else { end };
            Span { start, end }.to_string()
        }
        None => cell.text.clone(),
    };
    Ok(Spanned::new(cell.span.clone(), text))
}

fn count(table: &Table, cell: &Cell) -> Result<i64, Fault> {
    cell.text.parse().map_err(|_| {
        let text = cell.text.clone();
        table.fault(cell, FaultKind::BadCount { text })
    })
}

/// Which of a line's numbers a row gives.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Need,
    Least,
    Most,
    Add,
}

impl What {
    fn of(self, line: &mut DemandRow) -> &mut Option<Curve> {
        match self {
            What::Need => &mut line.need,
            What::Least => &mut line.least,
            What::Most => &mut line.most,
            What::Add => &mut line.add,
        }
    }
}

/// The number that a row gives: the one wanted, unless it says another.
fn what(table: &Table, row: &[Cell], columns: &[Column]) -> Result<What, Fault> {
    let cell = first(columns, |c| matches!(c, Column::What)).and_then(|c| filled(row, c));
    let Some(cell) = cell else {
        return Ok(What::Need);
    };
    match cell.text.as_str() {
        text if is_called(text, NEED) => Ok(What::Need),
        text if is_called(text, LEAST) => Ok(What::Least),
        text if is_called(text, MOST) => Ok(What::Most),
        text if is_called(text, ADD) => Ok(What::Add),
        other => {
            let kind = FaultKind::BadChoice {
                value: other.to_owned(),
                known: [
                    "need", "least", "most", "add", "需求", "至少", "至多", "另加",
                ]
                .map(str::to_owned)
                .to_vec(),
            };
            Err(table.fault(cell, kind))
        }
    }
}
