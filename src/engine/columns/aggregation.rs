//! Aggregation of duties that only the team's counts tell apart: which of them somebody has is left to the master.
//!
//! Nurses who may work as nurse or as caretaker have rows that say "early", and the master shares out each
//! day's early shifts of people who may do the same. So a row that is fixed says nothing about posts, and one row stands
//! for all that differ in posts only. The bound is the same as with rows that name the post.

use super::master_rows::{MasterRows, MasterVar};
use super::split::Split;
use crate::domain::Roster;
use crate::model::{DutySet, Form, Model, Spot};
use std::collections::HashMap;

/// What tells aggregates apart: for every duty its cell and what it adds to the rows, factors as bits.
type Key = Vec<(usize, Vec<(u32, u64)>)>;

/// Duties of a day that are one in columns, for people who may do the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aggregate {
    /// The master's row that shares them out.
    pub row: usize,
    /// The duties, and for each the variable that says how many have it.
    pub duties: Vec<(usize, usize)>,
}

impl MasterRows {
    /// Leaves to the program which duty of a set somebody has. `alike[group][day]`: sets of duties that the group's
    /// own terms do not tell apart; `sizes`: people in each group.
    pub fn aggregate(&mut self, alike: &[Vec<Vec<DutySet>>], sizes: &[usize]) {
        let mut known: HashMap<Key, usize> = HashMap::new();
        let before = self.cells.clone();
        for (group, days) in alike.iter().enumerate() {
            for (day, sets) in days.iter().enumerate() {
                for set in sets {
                    let cells = set.iter().map(|duty| day * self.duties + duty);
                    let key: Key = cells.map(|c| (c, bits(&before[group][c]))).collect();
                    if key.len() < 2 || key.iter().all(|(_, entries)| *entries == key[0].1) {
                        continue;
                    }
                    let aggregate = *known.entry(key.clone()).or_insert_with(|| {
                        self.aggregates.push(Aggregate {
                            row: self.rows.len(),
                            duties: Vec::new(),
                        });
                        self.open(&key, &before[group]);
                        self.aggregates.len() - 1
                    });
                    let Aggregate { row, duties } = &self.aggregates[aggregate];
                    for (_, master_var) in duties {
                        self.master_vars[*master_var].high += sizes[group] as f64;
                    }
                    for (cell, _) in &key {
                        self.cells[group][*cell] = vec![(*row as u32, 1.0)];
                        self.aggregate_of[group][*cell] = Some(aggregate);
                    }
                }
            }
        }
    }

    /// The row of the newest aggregate, and a variable for each of its duties.
    fn open(&mut self, key: &Key, cells: &[Vec<(u32, f64)>]) {
        let row = self.rows.len();
        self.rows.push((0.0, 0.0));
        self.soft.push((true, true));
        let mut duties = Vec::new();
        for (cell, _) in key {
            let own = cells[*cell].iter().map(|(r, f)| (*r as usize, *f));
            duties.push((cell % self.duties, self.master_vars.len()));
            self.master_vars.push(MasterVar {
                cost: 0.0,
                low: 0.0,
                high: 0.0,
                rows: own.chain([(row, -1.0)]).collect(),
                whole: true,
            });
        }
        if let Some(aggregate) = self.aggregates.last_mut() {
            aggregate.duties = duties;
        }
    }

    /// A row with the first duty of an aggregate for any of it.
    pub fn plain(&self, group: usize, row: &mut [Option<usize>]) {
        for (day, duty) in row.iter_mut().enumerate() {
            let aggregate = duty.and_then(|d| self.aggregate_of[group][day * self.duties + d]);
            if let Some(aggregate) = aggregate {
                *duty = self.aggregates[aggregate].duties.first().map(|(d, _)| *d);
            }
        }
    }

    /// Gives everybody a duty of his aggregate, as many of each as the variables say. `group[person]`.
    pub fn post(&self, group: &[usize], master_vars: &[f64], roster: &mut Roster) {
        let count = |(duty, master_var): &(usize, usize)| {
            (*duty, master_vars[*master_var].round().max(0.0) as usize)
        };
        let left = self.aggregates.iter().map(|p| p.duties.iter().map(count));
        let mut left: Vec<Vec<(usize, usize)>> = left.map(Iterator::collect).collect();
        for (row, group) in roster.cells.iter_mut().zip(group) {
            for (day, cell) in row.iter_mut().enumerate() {
                let aggregate = cell.and_then(|d| self.aggregate_of[*group][day * self.duties + d]);
                let open = aggregate.and_then(|p| left[p].iter_mut().find(|(_, count)| *count > 0));
                if let Some((duty, count)) = open {
                    *cell = Some(*duty);
                    *count -= 1;
                }
            }
        }
    }

    /// Sets the duals of aggregates to what the dearest of their duties is worth: then no variable of theirs is worth
    /// changing, and the bound is that of rows that name their duties.
    pub fn level(&self, duals: &mut [f64]) {
        for aggregate in &self.aggregates {
            let worth = |master_var: &MasterVar| -> f64 {
                let own = master_var.rows.iter().filter(|(r, _)| *r != aggregate.row);
                own.map(|(r, f)| f * duals[*r]).sum()
            };
            let each = aggregate
                .duties
                .iter()
                .map(|(_, master_var)| worth(&self.master_vars[*master_var]));
            duals[aggregate.row] = each.fold(f64::NEG_INFINITY, f64::max);
        }
    }
}

fn bits(entries: &[(u32, f64)]) -> Vec<(u32, u64)> {
    entries.iter().map(|(r, f)| (*r, f.to_bits())).collect()
}

/// Duties that shared terms on single people tell apart, which no aggregate may mix: sets of those that they name.
pub fn told_apart(model: &Model, split: &Split) -> Vec<DutySet> {
    let mut sets = Vec::new();
    let mut name = |spots: &mut dyn Iterator<Item = &Spot>| {
        for spot in spots {
            if !sets.contains(&spot.duties) {
                sets.push(spot.duties);
            }
        }
    };
    for index in &split.shared {
        match &model.terms[*index].form {
            // Counts over people are what aggregates are shared out by.
            Form::Count { .. } => {}
            Form::Forbid { spot, .. } => name(&mut [*spot].iter()),
            Form::Follow { first, then, .. } => name(&mut [*first, *then].iter()),
            Form::Match { a, b, .. } => name(&mut [*a, *b].iter()),
            Form::Touch { groups, .. } => name(&mut groups.iter().flatten()),
            Form::Spread { sums, .. } => {
                name(&mut sums.iter().flat_map(|s| s.items.iter().map(|i| &i.spot)));
            }
            Form::Run { .. } => return (0..model.duties).map(DutySet::one).collect(),
        }
    }
    sets
}

/// Sets without those that hold one duty of a class and not another: classes divided.
pub fn divided(classes: &[DutySet], told_apart: &[DutySet]) -> Vec<DutySet> {
    let mut classes = classes.to_vec();
    for set in told_apart {
        let parts = classes.iter().flat_map(|c| [c.and(*set), c.minus(*set)]);
        classes = parts.filter(|c| !c.is_empty()).collect();
    }
    classes
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::super::generate::Generator;
    use super::*;
    use crate::domain::PersonIx;
    use crate::model::{Builder, Limit, Price, Sum};

    /// Three people, of whom two may take either of two posts in a shift, and a second shift; two of each post wanted.
    fn model() -> Model {
        let mut b = Builder::new(3, 2, 3);
        for day in 0..2 {
            for post in 0..2 {
                let mut sum = Sum::default();
                (0..3).for_each(|p| sum.add(PersonIx(p), day, DutySet::one(post), 1));
                let low = Some(Limit::each(2, Price::Soft(3 + post as i64)));
                b.count(vec![], (day, day), sum, low, None);
            }
            b.forbid(PersonIx(2), day, DutySet::one(1), Price::Hard);
        }
        let other = DutySet::one(2);
        (0..3).for_each(|p| b.follow(PersonIx(p), 0, other, other, Price::Hard));
        b.forbid(
            PersonIx(0),
            1,
            DutySet::one(0).plus(DutySet::one(1)),
            Price::Soft(5),
        );
        b.finish()
    }

    #[test]
    fn people_who_may_do_the_same_share_an_aggregate_and_others_keep_their_cells() {
        let generator = Generator::new(&model(), &[], 100.0, 1).unwrap();
        let master_rows = &generator.master_rows;
        // A wish against the whole shift does not tell its posts apart.
        assert_eq!(master_rows.aggregates.len(), 2, "one a day");
        let group = |person| {
            let mut groups = generator.groups.iter();
            groups.position(|c| c.people.contains(&person)).unwrap()
        };
        for day in 0..2 {
            let aggregate =
                |person, duty: usize| master_rows.aggregate_of[group(person)][day * 3 + duty];
            assert_eq!(aggregate(0, 0), aggregate(1, 1), "day {day}");
            assert!(aggregate(0, 0).is_some(), "day {day}");
            assert_eq!(
                (aggregate(0, 2), aggregate(2, 0)),
                (None, None),
                "day {day}"
            );
            let shared = &master_rows.aggregates[aggregate(0, 0).unwrap()];
            let highs: Vec<f64> = shared
                .duties
                .iter()
                .map(|d| master_rows.master_vars[d.1].high)
                .collect();
            assert_eq!(highs, [2.0, 2.0], "two people may have either");
        }
    }

    #[test]
    fn an_aggregate_is_worth_what_its_dearest_duty_is_and_posts_are_as_many_as_the_program_says() {
        let generator = Generator::new(&model(), &[], 100.0, 1).unwrap();
        let master_rows = &generator.master_rows;
        let mut duals = vec![0.0; master_rows.rows.len()];
        (0..4).for_each(|row| duals[row] = row as f64);
        master_rows.level(&mut duals);
        for aggregate in &master_rows.aggregates {
            for (_, master_var) in &aggregate.duties {
                let worth: f64 = master_rows.master_vars[*master_var]
                    .rows
                    .iter()
                    .map(|(r, f)| f * duals[*r])
                    .sum();
                assert!(worth <= 0.0, "a variable that pays is none that bounds");
            }
            assert!(duals[aggregate.row] > 0.0);
        }
        let group: Vec<usize> = (0..3)
            .map(|p| {
                generator
                    .groups
                    .iter()
                    .position(|c| c.people.contains(&p))
                    .unwrap()
            })
            .collect();
        let mut roster = Roster::empty(3, 2);
        for person in &mut roster.cells {
            person.copy_from_slice(&[Some(0), Some(0)]);
        }
        let mut master_vars = vec![0.0; master_rows.master_vars.len()];
        for (aggregate, counts) in master_rows.aggregates.iter().zip([[1.0, 1.0], [0.0, 2.0]]) {
            for ((_, master_var), count) in aggregate.duties.iter().zip(counts) {
                master_vars[*master_var] = count;
            }
        }
        master_rows.post(&group, &master_vars, &mut roster);
        assert_eq!(roster.cells[0], [Some(0), Some(1)]);
        assert_eq!(roster.cells[1], [Some(1), Some(1)]);
        assert_eq!(
            roster.cells[2],
            [Some(0), Some(0)],
            "who has no choice keeps it"
        );
        for (person, row) in roster.cells.iter_mut().enumerate() {
            master_rows.plain(group[person], row);
            assert_eq!(*row, [Some(0), Some(0)]);
        }
    }
}
