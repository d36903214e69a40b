//! A list: a row for each person and day, with the date, the name and the shift in columns of their own.

use super::grid::{Grid, ranges};
use super::people::Who;
use super::reading::{Desk, Reading, Shape};
use super::taken::Left;
use crate::domain::time::Month;
use crate::source::date_line::scattered;
use crate::source::loose::folded;
use chrono::NaiveDate;
use std::collections::BTreeSet;

const DATES: [&str; 8] = [
    "日期",
    "排班日期",
    "班次日期",
    "考勤日期",
    "date",
    "day",
    "workdate",
    "shiftdate",
];

const PEOPLE: [&str; 14] = [
    "姓名",
    "员工",
    "員工",
    "员工姓名",
    "人员",
    "客服",
    "成员",
    "工号",
    "name",
    "employee",
    "person",
    "agent",
    "staff",
    "agentname",
];

const SHIFTS: [&str; 10] = [
    "班次",
    "班别",
    "班別",
    "班种",
    "排班",
    "班",
    "shift",
    "code",
    "shiftcode",
    "duty",
];

/// Rows in which the heads are looked for.
const TOP: usize = 30;

/// The columns of a list.
#[derive(Debug, Clone, Copy)]
pub struct List {
    head: usize,
    date: usize,
    person: usize,
    shift: usize,
}

/// Finds the heads of a list.
pub fn list(grid: &Grid<'_>) -> Option<List> {
    let find = |row: usize, words: &[&str]| {
        let mut cells = grid.row(row);
        let found = cells.find(|(_, cell)| words.contains(&folded(&cell.text).as_str()));
        found.map(|(column, _)| column)
    };
    let mut rows = grid.rows().take(TOP);
    rows.find_map(|head| {
        Some(List {
            head,
            date: find(head, &DATES)?,
            person: find(head, &PEOPLE)?,
            shift: find(head, &SHIFTS)?,
        })
    })
}

impl Desk<'_> {
    /// Reads a list.
    pub fn list(&self, list: List) -> Reading {
        let rows: Vec<usize> = self.grid.rows().filter(|row| *row > list.head).collect();
        let line: Vec<_> = (rows.iter())
            .filter_map(|row| Some((*row, self.grid.cell((*row, list.date))?.day?)))
            .collect();
        let dates = scattered(&line, Some(self.month));
        let (mut entries, mut people, mut read) = (Vec::new(), Vec::new(), Vec::new());
        let (mut others, mut remarks) = (BTreeSet::new(), Vec::new());
        let mut all: BTreeSet<NaiveDate> = BTreeSet::new();
        for row in rows {
            let found = dates.binary_search_by_key(&row, |(place, _)| *place).ok();
            let date = found.and_then(|place| dates.get(place)?.1);
            let name = self.grid.text((row, list.person));
            let text = self.grid.text((row, list.shift));
            let Some(date) = date else {
                remarks.push((self.grid.row_name(row), format!("{name} {text}")));
                continue;
            };
            if Month::of(date) != self.month {
                others.insert(date);
                continue;
            }
            all.insert(date);
            let Some(person) = self.people.one(name) else {
                self.person_fault((row, list.person), name);
                continue;
            };
            read.push(row);
            people.push(person);
            let noted = matches!(self.people.who(name), Who::Noted(_));
            if noted {
                remarks.push((self.grid.row_name(row), name.to_owned()));
            }
            if !text.is_empty() {
                entries.extend(self.entry(person, date, (row, list.shift), text));
            }
        }
        let mut left = Vec::new();
        if !remarks.is_empty() {
            left.push(Left::Remarks(remarks));
        }
        if let (Some(first), Some(last)) = (others.first(), others.last()) {
            left.push(Left::OtherDays {
                first: *first,
                last: *last,
                days: others.len(),
            });
        }
        Reading {
            file: self.grid.table.name.clone(),
            sheet: self.grid.table.sheet.clone(),
            shape: Shape::List,
            turned: false,
            entries,
            blanks: Vec::new(),
            people,
            dates: all.into_iter().collect(),
            faults: self.faults.borrow_mut().take(),
            left,
            heads: vec![self.grid.column_name(list.date)],
            names: vec![self.grid.column_name(list.person)],
            rows: ranges(&read, |row| self.grid.row_name(row)),
        }
    }
}
