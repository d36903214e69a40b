//! People in several rows: a row a shift, rows of halves of the day that say the same, somebody in two groups.

use super::layout::Block;
use super::reading::Desk;
use super::rows::Marked;
use crate::domain::PersonIx;
use crate::input::cell_words::Meaning;
use crate::input::{FaultKind, Named};
use crate::source::loose::folded;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

impl Desk<'_> {
    /// The column before the days that names a shift in every row of those who have several.
    pub fn shift_column(&self, block: &Block, rows: &[usize]) -> Option<usize> {
        let shift = |row: &usize, column: usize| {
            let text = self
                .grid
                .seen((*row, column))
                .map_or("", |at| self.grid.text(at));
            matches!(self.meaning(text), Ok(Meaning::Duty(_)))
        };
        let columns = (0..block.first()).filter(|c| *c != block.names && block.ids != Some(*c));
        let some = !rows.is_empty();
        let mut columns = columns.filter(|_| some);
        columns.find(|column| rows.iter().all(|row| shift(row, *column)))
    }

    /// The cells of somebody's rows as one row; where they differ, those before that day, and it is noted. `shifts`: the column that names the
    /// shift of each.
    pub fn one_row(
        &self,
        block: &Block,
        shifts: Option<usize>,
        person: PersonIx,
        rows: Vec<(usize, Vec<Marked>)>,
    ) -> Vec<Marked> {
        let mut rows = rows;
        if shifts.is_none() && rows.len() < 2 {
            return rows.pop().map_or(Vec::new(), |(_, cells)| cells);
        }
        let places: Vec<usize> = rows.iter().map(|(row, _)| *row).collect();
        let mut days: BTreeMap<NaiveDate, Vec<Marked>> = BTreeMap::new();
        for (row, cells) in rows {
            let named = shifts.and_then(|column| self.grid.seen((row, column)));
            for cell in cells {
                let cell = match named {
                    Some(at) => self.of_shift(self.grid.text(at), cell),
                    None => cell,
                };
                days.entry(cell.date).or_default().push(cell);
            }
        }
        if shifts.is_some() {
            let days = days.into_values();
            return days.flat_map(|cells| self.without_rest(cells)).collect();
        }
        let overlap = days.values().any(|cells| cells.len() > 1);
        if !self.are_told_apart(block, &places) && (overlap || follow(&places)) {
            return self.twice(block, person, &places, days);
        }
        // Rows below each other are kinds of rows, which should say the same; elsewhere somebody is in several groups,
        // and what one leaves open the other says.
        let together = follow(&places);
        let mut one = Vec::new();
        for (date, cells) in days {
            let said: BTreeSet<usize> = cells.iter().map(|cell| cell.at.0).collect();
            let column = block.days.iter().find(|(_, own)| *own == date);
            let open = places.iter().find(|row| !said.contains(row));
            let open = open.zip(column).map(|(row, (column, _))| (*row, *column));
            let cells = self.alike(cells, open.filter(|_| together));
            if let [first, second, ..] = cells.as_slice() {
                // One day is enough to say that the rows differ.
                self.two(person, first, second.at, &second.text);
                return one;
            }
            if let Some(cell) = cells.iter().find(|cell| cell.but.is_some()) {
                self.half(person, cell);
                return one;
            }
            one.extend(cells);
        }
        one
    }

    /// Whether something before the days says what each of somebody's rows is.
    fn are_told_apart(&self, block: &Block, rows: &[usize]) -> bool {
        let text = |row: &usize, column: usize| {
            let at = self.grid.seen((*row, column));
            at.map_or(String::new(), |at| folded(self.grid.text(at)))
        };
        let columns = (0..block.first()).filter(|c| *c != block.names && block.ids != Some(*c));
        let mut columns = columns.map(|column| -> BTreeSet<String> {
            let texts = rows.iter().map(|row| text(row, column));
            texts.filter(|text| !text.is_empty()).collect()
        });
        columns.any(|texts| texts.len() == rows.len())
    }

    /// Notes that somebody has several rows, of which nobody can say which counts; the cells of the first.
    fn twice(
        &self,
        block: &Block,
        person: PersonIx,
        rows: &[usize],
        days: BTreeMap<NaiveDate, Vec<Marked>>,
    ) -> Vec<Marked> {
        let mut places = rows.iter().map(|row| (*row, block.names));
        let first = places.next();
        let others = places.map(|at| self.grid.address(at)).collect();
        let name = self.problem.person_name(person).to_owned();
        let what = Named::Person;
        self.fault(first, FaultKind::Twice { what, name }, others);
        let cells = days.into_values().flatten();
        cells
            .filter(|cell| Some(&cell.at.0) == rows.first())
            .collect()
    }
}

/// Whether rows follow each other.
fn follow(rows: &[usize]) -> bool {
    rows.windows(2).all(|pair| pair[0] + 1 == pair[1])
}
