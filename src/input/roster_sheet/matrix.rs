//! A sheet with a line of dates: rows of people or of shifts below it, and columns that are no days.

use super::RosterFlaw;
use super::claims::other_month;
use super::grid::{At, ranges};
use super::layout::{Block, Layout};
use super::parts::Wide;
use super::reading::{Desk, Reading, Shape};
use super::rows::Rows;
use super::taken::Left;
use crate::domain::time::Month;
use crate::input::FaultKind;
use crate::input::cell_words::Meaning;
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeSet;

impl Desk<'_> {
    /// Reads the sheet by its layout.
    pub fn matrix(&self, layout: &Layout) -> Reading {
        if let Some((place, text)) = other_month(self.grid, layout, self.month) {
            let wanted = self.month.to_string();
            self.fault(place, RosterFlaw::OtherMonth { text, wanted }, Vec::new());
        }
        for block in &layout.blocks {
            self.heads(block);
        }
        let crossed = self.names_in_cells(layout);
        let mut rows = Rows::default();
        let mut left = Vec::new();
        for block in &layout.blocks {
            let Ok(wide) = self.wide(block) else {
                continue;
            };
            if crossed {
                self.shifts(block, &mut rows);
            } else {
                self.rows(block, wide.as_ref(), &mut rows);
            }
            self.columns(block, wide.as_ref(), &rows, &mut left);
            if let Some(wide) = wide {
                left.push(Left::SeveralColumns {
                    heads: wide.texts.clone(),
                    beside: wide.beside(),
                });
            }
        }
        let mut all = rows.left(self);
        all.extend(left);
        self.reading(layout, rows, all, crossed)
    }

    fn reading(&self, layout: &Layout, rows: Rows, left: Vec<Left>, crossed: bool) -> Reading {
        let heads: BTreeSet<usize> = layout.blocks.iter().map(|b| b.head).collect();
        let names: BTreeSet<usize> = layout.blocks.iter().map(|b| b.names).collect();
        let days = layout.blocks.iter().flat_map(|block| &block.days);
        let dates: BTreeSet<NaiveDate> = days.map(|(_, date)| *date).collect();
        let mut left = left;
        let outside = dates.iter().filter(|date| Month::of(**date) != self.month);
        let outside: Vec<NaiveDate> = outside.copied().collect();
        if let (Some(first), Some(last)) = (outside.first(), outside.last()) {
            left.push(Left::OtherDays {
                first: *first,
                last: *last,
                days: outside.len(),
            });
        }
        let first = dates.first().map(|date| date.year());
        if let Some(year) = first.filter(|_| layout.month && !layout.year) {
            left.push(Left::Year(year));
        }
        Reading {
            file: self.grid.table.name.clone(),
            sheet: self.grid.table.sheet.clone(),
            shape: if crossed {
                Shape::NamesInCells
            } else {
                Shape::Matrix
            },
            turned: self.grid.turned,
            entries: rows.entries,
            blanks: rows.blanks,
            people: rows.people,
            dates: dates.into_iter().collect(),
            faults: self.faults.borrow_mut().take(),
            left,
            heads: heads
                .into_iter()
                .map(|row| self.grid.row_name(row))
                .collect(),
            names: names
                .into_iter()
                .map(|c| self.grid.column_name(c))
                .collect(),
            rows: ranges(&rows.rows, |row| self.grid.row_name(row)),
        }
    }

    /// Compares weekdays beside the dates with the dates.
    fn heads(&self, block: &Block) {
        for (column, date) in &block.days {
            let at = (block.head, *column);
            let cell = self.grid.cell(at);
            let weekday = cell.and_then(|cell| cell.day?.weekday);
            if weekday.is_some_and(|weekday| weekday != date.weekday()) {
                let text = self.grid.text(at).to_owned();
                let flaw = RosterFlaw::Weekday { text, date: *date };
                self.fault(Some(at), flaw, Vec::new());
                return;
            }
        }
    }

    /// Columns that are no days, and days that there are not.
    fn columns(&self, block: &Block, wide: Option<&Wide>, rows: &Rows, left: &mut Vec<Left>) {
        let own: Vec<usize> = (block.rows.iter().copied())
            .filter(|row| rows.rows.binary_search(row).is_ok())
            .collect();
        let used = |column: usize| -> Vec<At> {
            let cells = own.iter().map(|row| (*row, column));
            cells.filter(|at| self.grid.cell(*at).is_some()).collect()
        };
        if let Some(column) = block.zero
            && let Some(at) = used(column).first()
        {
            self.fault(Some(*at), RosterFlaw::DayZero, Vec::new());
        }
        for column in block.beyond.iter().copied() {
            let says = |at: &&At| self.meaning(self.grid.text(**at)) != Ok(Meaning::Rest);
            if let Some(at) = used(column).iter().find(says) {
                let flaw = RosterFlaw::NoSuchDay {
                    text: self.grid.text((block.head, column)).to_owned(),
                    month: self.month.to_string(),
                };
                self.fault(Some(*at), flaw, Vec::new());
                break;
            }
        }
        let days: BTreeSet<usize> = block.days.iter().map(|(column, _)| *column).collect();
        let known = |column: usize| {
            let parted = wide.is_some_and(|wide| wide.has(column));
            let own = days.contains(&column) || block.zero == Some(column) || parted;
            own || block.beyond.contains(&column)
                || column == block.names
                || block.ids == Some(column)
        };
        let mut columns: BTreeSet<usize> = BTreeSet::new();
        for row in &own {
            columns.extend(self.grid.row(*row).map(|(column, _)| column));
        }
        let mut named = Vec::new();
        // Columns without a head right behind the last day may be days too.
        let mut behind = block.last() + 1;
        for column in columns.into_iter().filter(|c| !known(*c)) {
            let head = self.head_of(block, column);
            let within = (block.first()..=block.last()).contains(&column);
            let beside = column == behind || column + 1 == block.first();
            if column == behind {
                behind += 1;
            }
            let shift =
                |at: &&At| matches!(self.meaning(self.grid.text(**at)), Ok(Meaning::Duty(_)));
            let cells = used(column);
            let first = if within {
                cells.first()
            } else {
                cells.iter().find(shift)
            };
            match first {
                Some(at) if head.is_empty() && (within || beside) => {
                    self.fault(Some(*at), RosterFlaw::Undated, Vec::new());
                }
                _ if column > block.first() => {
                    named.push((self.grid.column_name(column), head));
                }
                _ => {}
            }
        }
        if !named.is_empty() {
            left.push(Left::Columns(named));
        }
    }

    /// What stands over a column: in the row of dates, or in a row of heads above or below it.
    fn head_of(&self, block: &Block, column: usize) -> String {
        let rows = [block.head, block.head.saturating_sub(1), block.head + 1];
        let heads = rows
            .into_iter()
            .filter(|row| *row == block.head || !self.is_own(block, *row));
        let seen = |row: usize| {
            let at = self.grid.seen((row, column))?;
            // A title over everything is no head of a column, and a date none of another's.
            let wide = self.grid.over(at).is_some_and(|(_, columns)| {
                *columns.start() <= block.first() && *columns.end() >= block.last()
            });
            let cell = self.grid.cell(at).filter(|_| !wide)?;
            Some(cell.text.clone())
        };
        let mut heads = heads.filter_map(seen).filter(|head| !head.is_empty());
        heads.next().unwrap_or_default()
    }

    /// Whether a row is somebody's.
    fn is_own(&self, block: &Block, row: usize) -> bool {
        self.people.is_somebody(self.grid.text((row, block.names)))
    }

    /// Whether names stand in the cells, and not before the rows.
    fn names_in_cells(&self, layout: &Layout) -> bool {
        let (mut labels, mut names, mut cells) = (0, 0, 0);
        for block in &layout.blocks {
            for row in &block.rows {
                labels += usize::from(self.is_own(block, *row));
                for (column, _) in &block.days {
                    let text = self.grid.text((*row, *column));
                    cells += usize::from(!text.is_empty());
                    names += usize::from(self.people.named_in(text).is_some());
                }
            }
        }
        labels == 0 && names > 0 && names * 2 >= cells
    }

    /// Reads a block with a row a shift, and names in the cells.
    fn shifts(&self, block: &Block, into: &mut Rows) {
        for row in &block.rows {
            let label = self.grid.seen((*row, block.names));
            let label = label.map_or("", |at| self.grid.text(at)).to_owned();
            let at = (*row, block.names);
            let cells = block.days.iter().filter_map(|(column, date)| {
                let at = self.grid.seen((*row, *column))?;
                let text = self.grid.text(at);
                (at.0 > block.head && !text.is_empty()).then_some((at, *date, text))
            });
            let cells: Vec<(At, NaiveDate, &str)> = cells.collect();
            let named = cells
                .iter()
                .filter(|c| self.people.named_in(c.2).is_some())
                .count();
            if named == 0 {
                if !cells.is_empty() || !label.is_empty() {
                    into.remarks.push((*row, label));
                }
                continue;
            }
            if !self.is_understood(&label) {
                let known = self
                    .problem
                    .duties_now()
                    .iter()
                    .map(|d| d.code.clone())
                    .collect();
                let name = label.clone();
                self.fault(
                    Some(at),
                    FaultKind::UnknownShift { name, known },
                    Vec::new(),
                );
                continue;
            }
            into.rows.push(*row);
            for (at, date, text) in cells {
                let Some((people, others)) = self.people.named_in(text) else {
                    self.person_fault(at, text);
                    continue;
                };
                for other in others {
                    self.person_fault(at, &other);
                }
                for person in people {
                    let Some(mut entry) = self.entry(person, date, at, &label) else {
                        continue;
                    };
                    entry.text = label.clone();
                    into.people.push(person);
                    into.entries.push(entry);
                }
            }
        }
    }
}
