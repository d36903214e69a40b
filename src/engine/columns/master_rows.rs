//! The rows of the master: the team's terms over symmetry groups.
//!
//! They are the integer program's own rows, with the cells of a group replaced by the average of its
//! people's rows. That average costs no more than the people's rows do, so a bound stays a bound.

use super::aggregation::Aggregate;
use super::split::Split;
use crate::engine::mip::Program;
use crate::model::Model;
use std::collections::HashMap;

/// A pure master variable, which is no column: what a term lacks or exceeds, or how many hold a duty of an aggregate.
#[derive(Debug, Clone, PartialEq)]
pub struct MasterVar {
    /// Points of a unit.
    pub cost: f64,
    /// The least it can be.
    pub low: f64,
    /// The most it can be.
    pub high: f64,
    /// (row, factor).
    pub rows: Vec<(usize, f64)>,
    /// Whether it must be whole in a roster.
    pub whole: bool,
}

/// The rows, and what each cell adds to them.
#[derive(Debug, Clone, Default)]
pub struct MasterRows {
    /// Number of days.
    pub days: usize,
    /// Number of duties.
    pub duties: usize,
    /// Lower and upper bound of each row.
    pub rows: Vec<(f64, f64)>,
    /// Whether a row can always be kept, at a price: from below, from above.
    pub soft: Vec<(bool, bool)>,
    /// The other variables.
    pub master_vars: Vec<MasterVar>,
    /// For every row of the terms' program its row here, for all but its first person's too.
    pub origin: Vec<Option<usize>>,
    /// `cells[group][day * duties + duty]`: (row, factor) of a column that has the duty there.
    pub cells: Vec<Vec<Vec<(u32, f64)>>>,
    /// People whose duties the program shares out, see [`Aggregate`].
    pub aggregates: Vec<Aggregate>,
    /// `aggregate_of[group][day * duties + duty]`.
    pub aggregate_of: Vec<Vec<Option<usize>>>,
}

impl MasterRows {
    /// The rows of a model's shared terms.
    pub fn of(model: &Model, split: &Split) -> MasterRows {
        let program = Program::of_terms(model, &split.shared);
        let ranges = program.ranges();
        let cells = model.people * model.days;
        // Person, day and duty of a variable.
        let mut place = Vec::new();
        for cell in 0..cells {
            for (duty, _) in &program.cells()[cell] {
                place.push((cell / model.days, (cell % model.days) * model.duties + duty));
            }
        }
        let mut group_of = vec![(0, 0); model.people];
        for (group, people) in split.groups.iter().enumerate() {
            for (rank, person) in people.iter().enumerate() {
                group_of[*person] = (group, rank);
            }
        }
        let mut master_rows = MasterRows {
            days: model.days,
            duties: model.duties,
            cells: vec![vec![Vec::new(); model.days * model.duties]; split.groups.len()],
            aggregate_of: vec![vec![None; model.days * model.duties]; split.groups.len()],
            ..MasterRows::default()
        };
        for var in &program.vars[place.len()..] {
            master_rows.master_vars.push(MasterVar {
                cost: var.cost,
                low: var.low,
                high: var.high,
                rows: Vec::new(),
                whole: var.whole,
            });
        }
        for (master_var, range) in master_rows
            .master_vars
            .iter_mut()
            .zip(&ranges[place.len()..])
        {
            (master_var.low, master_var.high) = *range;
        }
        for row in &program.rows {
            let mut others = false;
            let mut entries: Vec<(usize, usize, f64)> = Vec::new();
            for (var, factor) in row.terms.iter().filter(|(v, _)| *v < place.len()) {
                let (person, cell) = place[*var];
                let (group, rank) = group_of[person];
                others |= rank > 0;
                entries.push((group, cell, factor / split.groups[group].len() as f64));
            }
            let speaks = |person: usize| group_of[person].1 == 0;
            let first = row.terms.iter().filter(|(v, _)| *v < place.len());
            let led = first.clone().any(|(v, _)| speaks(place[*v].0));
            // A row of somebody for whom another speaks.
            if others && !led {
                master_rows.origin.push(None);
                continue;
            }
            let index = master_rows.rows.len();
            master_rows.origin.push(Some(index));
            master_rows.rows.push((row.low, row.high));
            master_rows.gather(index, entries);
            for (var, factor) in row.terms.iter().filter(|(v, _)| *v >= place.len()) {
                master_rows.master_vars[*var - place.len()]
                    .rows
                    .push((index, *factor));
            }
        }
        master_rows.join();
        master_rows.soften();
        master_rows.absorb();
        master_rows
    }

    /// Notes which rows can be kept at a price.
    fn soften(&mut self) {
        self.soft = vec![(false, false); self.rows.len()];
        for master_var in self
            .master_vars
            .iter()
            .filter(|s| s.low == 0.0 && s.high > 1.0)
        {
            for (row, factor) in &master_var.rows {
                self.soft[*row].0 |= *factor > 0.0;
                self.soft[*row].1 |= *factor < 0.0;
            }
        }
    }

    /// Leaves out rows that bound a sum which another row bounds at a price: what the sum may lack at a price is
    /// bounded instead.
    fn absorb(&mut self) {
        let sums = self.sums();
        let mut alone: Vec<Vec<usize>> = vec![Vec::new(); self.rows.len()];
        let mut tied = vec![false; self.rows.len()];
        for (index, master_var) in self.master_vars.iter().enumerate() {
            match master_var.rows.as_slice() {
                [(row, _)] => alone[*row].push(index),
                rows => rows.iter().for_each(|(row, _)| tied[*row] = true),
            }
        }
        let mut priced: HashMap<&[(usize, usize, u64)], usize> = HashMap::new();
        for row in (0..self.rows.len()).filter(|r| !tied[*r] && alone[*r].len() == 1) {
            priced.entry(&sums[row]).or_insert(row);
        }
        let mut gone: Vec<Option<usize>> = vec![None; self.rows.len()];
        for row in 0..self.rows.len() {
            let hard = !tied[row] && alone[row].is_empty() && !sums[row].is_empty();
            let Some(&host) = priced.get(sums[row].as_slice()).filter(|_| hard) else {
                continue;
            };
            let master_var = &mut self.master_vars[alone[host][0]];
            let ((low, high), wanted) = (self.rows[row], self.rows[host]);
            let factor = master_var.rows[0].1;
            let fits = master_var.low == 0.0;
            if fits && factor == 1.0 && high.is_infinite() && wanted.1.is_infinite() {
                master_var.high = master_var.high.min((wanted.0 - low).max(0.0));
                self.rows[host].0 = wanted.0.max(low);
                self.soft[host].0 = false;
            } else if fits && factor == -1.0 && low.is_infinite() && wanted.0.is_infinite() {
                master_var.high = master_var.high.min((high - wanted.1).max(0.0));
                self.rows[host].1 = wanted.1.min(high);
                self.soft[host].1 = false;
            } else {
                continue;
            }
            gone[row] = Some(host);
        }
        self.leave_out(&gone);
    }

    /// Leaves out rows for others that say the same.
    fn leave_out(&mut self, gone: &[Option<usize>]) {
        let mut place = vec![0; self.rows.len()];
        let mut kept = 0;
        for (row, host) in gone.iter().enumerate() {
            place[row] = kept;
            kept += usize::from(host.is_none());
        }
        let at = |row: usize| place[gone[row].unwrap_or(row)];
        for entries in self.cells.iter_mut().flatten() {
            entries.retain(|(row, _)| gone[*row as usize].is_none());
            entries
                .iter_mut()
                .for_each(|e| e.0 = at(e.0 as usize) as u32);
        }
        for master_var in &mut self.master_vars {
            master_var.rows.iter_mut().for_each(|e| e.0 = at(e.0));
        }
        for row in self.origin.iter_mut().flatten() {
            *row = at(*row);
        }
        let mut index = 0..;
        self.rows
            .retain(|_| index.next().is_some_and(|i: usize| gone[i].is_none()));
        let mut index = 0..;
        self.soft
            .retain(|_| index.next().is_some_and(|i: usize| gone[i].is_none()));
    }

    /// What the columns add to each row: (group, cell, factor).
    fn sums(&self) -> Vec<Vec<(usize, usize, u64)>> {
        let mut sums: Vec<Vec<(usize, usize, u64)>> = vec![Vec::new(); self.rows.len()];
        for (group, cells) in self.cells.iter().enumerate() {
            for (cell, entries) in cells.iter().enumerate() {
                for (row, factor) in entries {
                    sums[*row as usize].push((group, cell, factor.to_bits()));
                }
            }
        }
        sums
    }

    /// Makes one row of two that bound the same sum from below and from above.
    fn join(&mut self) {
        let sums = self.sums();
        // Rows tied to a variable that stands in several rows stay as they are.
        let mut tied = vec![false; self.rows.len()];
        for master_var in self.master_vars.iter().filter(|s| s.rows.len() > 1) {
            master_var
                .rows
                .iter()
                .for_each(|(row, _)| tied[*row] = true);
        }
        let mut seen: HashMap<&[(usize, usize, u64)], usize> = HashMap::new();
        let mut place: Vec<usize> = Vec::with_capacity(self.rows.len());
        let mut rows: Vec<(f64, f64)> = Vec::new();
        for (row, (low, high)) in self.rows.iter().enumerate() {
            let twin = seen
                .get(sums[row].as_slice())
                .copied()
                .filter(|_| !tied[row]);
            let fits = twin.filter(|t: &usize| {
                let (a, b) = rows[*t];
                let half = (a.is_infinite() && high.is_infinite())
                    || (b.is_infinite() && low.is_infinite());
                half && a.max(*low) <= b.min(*high)
            });
            if let Some(twin) = fits {
                rows[twin] = (rows[twin].0.max(*low), rows[twin].1.min(*high));
                place.push(twin);
                continue;
            }
            if !tied[row] {
                seen.insert(&sums[row], rows.len());
            }
            place.push(rows.len());
            rows.push((*low, *high));
        }
        for entries in self.cells.iter_mut().flatten() {
            entries
                .iter_mut()
                .for_each(|e| e.0 = place[e.0 as usize] as u32);
            entries.sort_unstable_by_key(|e| e.0);
            entries.dedup_by_key(|e| e.0);
        }
        for master_var in &mut self.master_vars {
            master_var.rows.iter_mut().for_each(|e| e.0 = place[e.0]);
        }
        for row in self.origin.iter_mut().flatten() {
            *row = place[*row];
        }
        self.rows = rows;
    }

    fn gather(&mut self, row: usize, mut entries: Vec<(usize, usize, f64)>) {
        entries.sort_unstable_by_key(|(group, cell, _)| (*group, *cell));
        for (group, cell, factor) in entries {
            let cell = &mut self.cells[group][cell];
            match cell.last_mut() {
                Some((last, sum)) if *last == row as u32 => *sum += factor,
                _ => cell.push((row as u32, factor)),
            }
        }
    }

    /// What a row of days adds to the rows, each once.
    pub fn column(&self, group: usize, row: &[Option<usize>]) -> Vec<(usize, f64)> {
        let mut entries: Vec<(usize, f64)> = Vec::new();
        for (day, duty) in row.iter().enumerate() {
            if let Some(duty) = duty {
                let cell = &self.cells[group][day * self.duties + duty];
                entries.extend(cell.iter().map(|(r, f)| (*r as usize, *f)));
            }
        }
        entries.sort_unstable_by_key(|(r, _)| *r);
        let mut gathered: Vec<(usize, f64)> = Vec::with_capacity(entries.len());
        for (row, factor) in entries {
            match gathered.last_mut() {
                Some((last, sum)) if *last == row => *sum += factor,
                _ => gathered.push((row, factor)),
            }
        }
        gathered.retain(|(_, f)| *f != 0.0);
        gathered
    }

    /// Prices of the cells of a group at given duals: `[day * (duties + 1) + duty]`, rest last.
    pub fn prices(&self, group: usize, duals: &[f64]) -> Vec<f64> {
        let wide = self.duties + 1;
        let mut prices = vec![0.0; self.days * wide];
        for day in 0..self.days {
            for duty in 0..self.duties {
                let cell = &self.cells[group][day * self.duties + duty];
                let worth: f64 = cell.iter().map(|(r, f)| f * duals[*r as usize]).sum();
                prices[day * wide + duty] = -worth;
            }
        }
        prices
    }

    /// Whether some row has no price of its own: it must be kept.
    pub fn strict(&self) -> bool {
        let bounds = self.rows.iter().zip(&self.soft);
        bounds.into_iter().any(|((low, high), soft)| {
            (low.is_finite() && !soft.0) || (high.is_finite() && !soft.1)
        })
    }

    /// Duals of the rows here from those of the terms' program.
    pub fn gathered(&self, duals: &[f64]) -> Vec<f64> {
        let mut gathered = vec![0.0; self.rows.len()];
        for (row, dual) in self.origin.iter().zip(duals) {
            if let Some(row) = row {
                gathered[*row] += dual;
            }
        }
        gathered
    }

    /// Duals of the right sign, where a row has only one bound, and those of aggregates that follow from the others.
    pub fn clamp(&self, duals: &mut [f64]) {
        for (dual, (low, high)) in duals.iter_mut().zip(&self.rows) {
            if (*dual > 0.0 && low.is_infinite()) || (*dual < 0.0 && high.is_infinite()) {
                *dual = 0.0;
            }
        }
        self.level(duals);
    }

    /// The part of the Lagrangian bound that rows and other variables give; the columns' is added to it.
    pub fn bound(&self, duals: &[f64]) -> f64 {
        let rows = duals.iter().zip(&self.rows).filter(|(d, _)| **d != 0.0);
        let own: f64 = rows
            .map(|(d, (low, high))| d * if *d > 0.0 { low } else { high })
            .sum();
        let others: f64 = self
            .master_vars
            .iter()
            .map(|master_var| {
                let worth: f64 = master_var.rows.iter().map(|(r, f)| f * duals[*r]).sum();
                let reduced = master_var.cost - worth;
                (reduced * master_var.low).min(reduced * master_var.high)
            })
            .sum();
        own + others
    }
}
