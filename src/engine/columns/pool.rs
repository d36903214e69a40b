//! The column pool: the columns that are known, and which of them the restricted master has.

use super::generate::Generator;
use super::reduced_costs::Share;
use super::restricted_master::{Point, RestrictedMaster};
use super::symmetry::{Column, Offer, SymmetryGroup, at_prices};
use crate::domain::Roster;
use crate::engine::EngineError;

/// Columns in all that a trimmed program keeps at least: with fewer, a dive spends its rounds on bringing them back.
const KEPT: usize = 600;

impl Generator {
    /// Takes the rows of a roster as columns.
    pub fn learn(&mut self, roster: &Roster) -> Result<(), EngineError> {
        for group in 0..self.groups.len() {
            for place in 0..self.groups[group].people.len() {
                let person = self.groups[group].people[place];
                if let Some(column) = self.groups[group].column(&roster.cells[person]) {
                    self.add(group, column)?;
                }
            }
        }
        Ok(())
    }

    /// Takes the cheapest columns of the program of a like model, and its duals.
    pub fn learn_from(&mut self, other: &Generator, count: usize) -> Result<(), EngineError> {
        self.learn_rows(other, other.cheapest(count))?;
        if self.best.len() == other.best.len() {
            self.best.clone_from(&other.best);
            self.centered = true;
        }
        Ok(())
    }

    /// Takes rows of the groups of another program as columns. The other may group the same people differently.
    pub fn learn_rows(
        &mut self,
        other: &Generator,
        rows: Vec<(usize, Vec<Option<usize>>)>,
    ) -> Result<(), EngineError> {
        let group_of = self.group_of();
        let own = |group: &SymmetryGroup| {
            let mut own: Vec<usize> = group.people.iter().map(|p| group_of[*p]).collect();
            own.sort_unstable();
            own.dedup();
            own
        };
        let own: Vec<_> = other.groups.iter().map(own).collect();
        for (group, row) in rows {
            for group in &own[group] {
                if let Some(column) = self.groups[*group].column(&row) {
                    self.add(*group, column)?;
                }
            }
        }
        Ok(())
    }

    /// The group of each person.
    pub fn group_of(&self) -> Vec<usize> {
        let people = self.groups.iter().map(|c| c.people.len()).sum();
        let mut group_of = vec![0; people];
        for (index, group) in self.groups.iter().enumerate() {
            group.people.iter().for_each(|p| group_of[*p] = index);
        }
        group_of
    }

    /// The rows that are cheapest at the best duals, of each group so many.
    pub fn cheapest(&self, count: usize) -> Vec<(usize, Vec<Option<usize>>)> {
        let mut rows = Vec::new();
        let mut costs: Vec<Vec<(f64, &Column)>> = vec![Vec::new(); self.groups.len()];
        let prices = |group| self.master_rows.prices(group, &self.best);
        let prices: Vec<Vec<f64>> = (0..self.groups.len()).map(prices).collect();
        for (group, column) in &self.columns {
            let cost = column.cost as f64 + at_prices(&column.row, &prices[*group]);
            costs[*group].push((cost, column));
        }
        for (group, mut costs) in costs.into_iter().enumerate() {
            costs.sort_by(|a, b| a.0.total_cmp(&b.0));
            let first = costs.iter().take(count);
            rows.extend(first.map(|(_, column)| (group, column.row.clone())));
        }
        rows
    }

    /// Keeps a column without giving it to the linear program; false when it is known.
    pub fn keep(&mut self, group: usize, mut column: Column) -> bool {
        self.master_rows.plain(group, &mut column.row);
        let fresh = self.known.insert((group, column.row.clone()));
        if fresh {
            self.columns.push((group, column));
            self.place.push(None);
        }
        fresh
    }

    pub fn add(&mut self, group: usize, column: Column) -> Result<bool, EngineError> {
        let fresh = self.keep(group, column);
        if fresh {
            self.enter(self.columns.len() - 1)?;
        }
        Ok(fresh)
    }

    /// Gives a column to the linear program.
    pub fn enter(&mut self, index: usize) -> Result<(), EngineError> {
        let (group, column) = &self.columns[index];
        let factors = self.master_rows.column(*group, &column.row);
        self.place[index] = Some(self.master.add(*group, column.cost, &factors)?);
        Ok(())
    }

    /// The same before anything is fixed, where more columns are worth keeping.
    pub fn swollen(&self) -> bool {
        let size = self.master.len();
        size > 80 * self.groups.len().max(20) && size > 3 * self.trimmed
    }

    /// Whether the linear program has grown so much that trimming pays.
    pub fn grown(&self) -> bool {
        let size = self.master.len();
        size > 12 * self.groups.len().max(20) && size > 2 * self.trimmed
    }

    /// Starts the linear program anew with the columns that are cheapest at some duals, so many a group or more where
    /// groups are few, and with some in any case, whose values are bounded from below.
    pub fn trim(
        &mut self,
        duals: &[f64],
        count: usize,
        closed: &[bool],
        held: &[(usize, f64)],
    ) -> Result<(), EngineError> {
        let count = count.max(KEPT / self.groups.len().max(1));
        let sizes: Vec<usize> = self.groups.iter().map(|c| c.people.len()).collect();
        self.master = RestrictedMaster::new(&self.master_rows, &sizes, self.missed)?;
        let mut costs: Vec<Vec<(f64, usize)>> = vec![Vec::new(); self.groups.len()];
        let prices: Vec<_> = (0..self.groups.len())
            .map(|g| self.master_rows.prices(g, duals))
            .collect();
        for (index, (group, column)) in self.columns.iter().enumerate() {
            self.place[index] = None;
            if !closed[*group] {
                costs[*group].push((
                    column.cost as f64 + at_prices(&column.row, &prices[*group]),
                    index,
                ));
            }
        }
        for costs in &mut costs {
            costs.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            for (_, index) in costs.iter().take(count) {
                self.enter(*index)?;
            }
        }
        for (column, low) in held {
            if self.place[*column].is_none() {
                self.enter(*column)?;
            }
            self.bound_column(*column, *low, f64::INFINITY)?;
        }
        self.trimmed = self.master.len();
        Ok(())
    }

    /// Bounds the value of a column in the linear program.
    pub fn bound_column(&mut self, column: usize, low: f64, high: f64) -> Result<(), EngineError> {
        match self.place[column] {
            Some(place) => self.master.fix(place, low, high),
            None => Ok(()),
        }
    }

    /// The rows of a group in a point, and how many of its people have each.
    pub fn shares(&self, group: usize, point: &Point) -> Vec<Share> {
        let places = self.columns.iter().zip(&self.place);
        let own = places.filter(|((of, _), _)| *of == group);
        let share = |((_, column), place): (&(usize, Column), &Option<usize>)| {
            let value = *point.values.get((*place)?)?;
            (value > 1e-6).then(|| (value, column.row.clone()))
        };
        own.filter_map(share).collect()
    }

    /// The average over the people of a function of their rows, by the values of a point.
    pub fn average(&self, point: &Point, of: &dyn Fn(usize, &[Option<usize>]) -> f64) -> f64 {
        let (mut sum, mut people) = (0.0, 0.0);
        for (index, (group, column)) in self.columns.iter().enumerate() {
            let value = self.place[index]
                .and_then(|p| point.values.get(p))
                .copied()
                .unwrap_or(0.0);
            if value > 0.0 {
                sum += value * of(*group, &column.row);
                people += value;
            }
        }
        if people > 0.0 { sum / people } else { 0.0 }
    }

    /// Brings back columns that were trimmed and are cheap again, the cheapest of each group.
    pub fn recall(
        &mut self,
        point: &Point,
        closed: &[bool],
        count: usize,
    ) -> Result<usize, EngineError> {
        let prices: Vec<_> = (0..self.groups.len())
            .map(|g| self.master_rows.prices(g, &point.duals))
            .collect();
        let mut cheap: Vec<Vec<(f64, usize)>> = vec![Vec::new(); self.groups.len()];
        for (index, (group, column)) in self.columns.iter().enumerate() {
            if closed[*group] || self.place[index].is_some() {
                continue;
            }
            let reduced =
                column.cost as f64 + at_prices(&column.row, &prices[*group]) - point.groups[*group];
            if reduced < -1e-6 {
                cheap[*group].push((reduced, index));
            }
        }
        let mut added = 0;
        for cheap in &mut cheap {
            cheap.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            for (_, index) in cheap.iter().take(count) {
                self.enter(*index)?;
                added += 1;
            }
        }
        Ok(added)
    }

    /// Adds what is cheaper than the program's own price of a person.
    pub fn take(&mut self, offers: Vec<Offer>, point: &Point) -> Result<usize, EngineError> {
        let mut added = 0;
        for (group, offer) in offers.into_iter().enumerate() {
            let prices =
                (!offer.columns.is_empty()).then(|| self.master_rows.prices(group, &point.duals));
            for (column, _) in offer.columns {
                let own = prices.as_ref().map_or(0.0, |p| at_prices(&column.row, p));
                let reduced = column.cost as f64 + own - point.groups[group];
                if reduced < -1e-6 && self.add(group, column)? {
                    added += 1;
                }
            }
        }
        Ok(added)
    }
}
