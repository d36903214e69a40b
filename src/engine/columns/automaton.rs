//! One person's terms as an automaton over the days (Demassey, Pesant and Rousseau 2006): what must be remembered of a row
//! to price the next day.
//!
//! A state holds the lengths of the runs that go on, what the last day forbids on the next, and which open
//! group of days is touched already. Sums over many days are not in it: they are resources, see [`Resource`].
//! Duties that no term tells apart are one move.

use super::pricing::slots;
use crate::model::{DutySet, Limit};

/// No such state.
pub const NONE: u32 = u32::MAX;

/// A resource: a sum that grows along the row and is judged when its last day is over.
#[derive(Debug, Clone)]
pub struct Resource {
    /// First and last day on which it can grow.
    pub days: (usize, usize),
    /// What it begins with.
    pub base: i32,
    /// Lower bound.
    pub low: Option<Limit>,
    /// Upper bound.
    pub high: Option<Limit>,
    /// `growth[day * moves + move]`; empty when it counts touched groups.
    pub growth: Vec<i32>,
    /// For touched groups: the bit in a step's `touched`.
    pub bit: Option<u32>,
    /// `[day * states + state]`: the least and the most that it can still grow from the day's begin.
    pub least: Vec<i32>,
    /// See `least`.
    pub most: Vec<i32>,
}

/// What happens on one kind of day.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// `next[state * moves + move]`.
    pub next: Vec<u32>,
    /// Points of the step.
    pub toll: Vec<f64>,
    /// Resources of touched groups that grow.
    pub touched: Vec<u8>,
}

/// The automaton of a person.
#[derive(Debug, Clone)]
pub struct Automaton {
    /// Number of days.
    pub days: usize,
    /// The moves: sets of duties that no term tells apart; the first is rest, with no duty.
    pub moves: Vec<DutySet>,
    /// Number of states; the first is where the month begins.
    pub states: usize,
    /// Kind of each day.
    pub kind: Vec<usize>,
    /// A table for each kind of day.
    pub tables: Vec<Table>,
    /// The resources in force.
    pub resources: Vec<Resource>,
    /// `base[day][duty]`, the last for rest: what the cell costs by itself, infinite when not allowed.
    pub base: Vec<Vec<f64>>,
}

impl Automaton {
    /// Resources that have a slot.
    pub fn running(&self) -> usize {
        slots(&self.resources).iter().flatten().count()
    }

    /// For every resource the least and the most that it can still grow.
    pub fn futures(&mut self) {
        let mut resources = std::mem::take(&mut self.resources);
        for resource in &mut resources {
            let size = (self.days + 1) * self.states;
            resource.least = vec![i32::MAX; size];
            resource.most = vec![i32::MIN; size];
            for state in 0..self.states {
                resource.least[self.days * self.states + state] = 0;
                resource.most[self.days * self.states + state] = 0;
            }
            for day in (0..self.days).rev() {
                self.future(resource, day);
            }
        }
        self.resources = resources;
    }

    fn future(&self, resource: &mut Resource, day: usize) {
        let (table, moves) = (&self.tables[self.kind[day]], self.moves.len());
        for state in 0..self.states {
            let (mut least, mut most) = (i32::MAX, i32::MIN);
            for mv in 0..moves {
                let next = table.next[state * moves + mv];
                if next == NONE || !self.open(day, mv) {
                    continue;
                }
                let at = (day + 1) * self.states + next as usize;
                if resource.most[at] == i32::MIN {
                    continue;
                }
                let growth = resource.grown(day, mv, moves, table.touched[state * moves + mv]);
                least = least.min(growth + resource.least[at]);
                most = most.max(growth + resource.most[at]);
            }
            resource.least[day * self.states + state] = least;
            resource.most[day * self.states + state] = most;
        }
    }

    /// Whether any duty of the move is allowed on the day.
    fn open(&self, day: usize, mv: usize) -> bool {
        let duties = self.base[day].len() - 1;
        match mv {
            0 => self.base[day][duties].is_finite(),
            _ => self.moves[mv].iter().any(|d| self.base[day][d].is_finite()),
        }
    }
}

impl Resource {
    /// What it grows by.
    pub fn grown(&self, day: usize, mv: usize, moves: usize, touched: u8) -> i32 {
        match self.bit {
            Some(bit) => i32::from(touched >> bit & 1),
            None => self.growth[day * moves + mv],
        }
    }
}
