//! Sums between bounds, groups of days that count once when touched, and sums whose distance counts.

use super::bounds::{Bounds, Line};
use super::cost::Cost;
use super::spreads::Spreads;
use crate::model::Limit;

/// Counters are named by one number; what kind they are stands in its two highest bits.
const KIND: u32 = 30;
const PLACE: u32 = (1 << KIND) - 1;

/// A kind of counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A sum between bounds.
    Sum,
    /// Days that add one to a sum as soon as one of them counts.
    Group,
    /// A sum of a spread.
    Share,
}

/// The name of a counter.
pub fn name(kind: Kind, place: usize) -> u32 {
    let kind = match kind {
        Kind::Sum => 0,
        Kind::Group => 1,
        Kind::Share => 2,
    };
    kind << KIND | place as u32
}

/// A sum as the walk's innermost loop needs it.
#[derive(Debug, Clone)]
struct Sum {
    value: i64,
    line: Line,
}

/// What a sum costs, in full.
#[derive(Debug, Clone)]
struct Priced {
    bounds: Bounds,
    /// Points of a hard unit, as the walk sees it.
    hard_price: i64,
}

/// A step of a sum.
#[derive(Debug, Clone, Copy)]
struct Step {
    sum: u32,
    from: i64,
    to: i64,
}

/// All counters, with a journal to take changes back.
///
/// Hardly one change in a hundred is kept, so a change of a sum books points alone; hard units are told from points when it
/// is kept.
#[derive(Debug, Clone, Default)]
pub struct Counters {
    sums: Vec<Sum>,
    priced: Vec<Priced>,
    /// Spots that are true, and the sum that the group counts in.
    pub groups: Vec<(i32, u32)>,
    pub spreads: Spreads,
    steps: Vec<Step>,
    group_journal: Vec<(u32, i32)>,
}

/// The cost so far: as it is, and as the walk sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Hard units and points.
    pub total: Cost,
    /// Points, hard units at the walk's prices. Only differences mean anything.
    pub energy: i64,
}

impl Tally {
    /// Books a change.
    #[inline]
    pub fn book(&mut self, change: Cost, hard_price: i64) {
        self.total = self.total + change;
        self.energy += change.at(hard_price);
    }
}

impl Counters {
    /// Adds a sum that stands at a value; returns its place.
    pub fn add(&mut self, value: i64, bounds: Bounds) -> usize {
        let line = bounds.line(0);
        self.sums.push(Sum { value, line });
        self.priced.push(Priced {
            bounds,
            hard_price: 0,
        });
        self.sums.len() - 1
    }

    /// Takes in the bounds of another term over the same sum, if there is room for them.
    pub fn join(&mut self, sum: usize, low: Option<Limit>, high: Option<Limit>) -> bool {
        let priced = &mut self.priced[sum];
        let joined = priced.bounds.join(low, high);
        self.sums[sum].line = priced.bounds.line(priced.hard_price);
        joined
    }

    /// Changes a counter.
    #[inline]
    pub fn change(&mut self, name: u32, by: i64, tally: &mut Tally) {
        let place = (name & PLACE) as usize;
        match name >> KIND {
            0 => self.change_sum(place, by, tally),
            1 => {
                let (value, sum) = &mut self.groups[place];
                let sum = *sum as usize;
                self.group_journal.push((place as u32, *value));
                let was = *value > 0;
                *value += by as i32;
                let is = *value > 0;
                if was != is {
                    self.change_sum(sum, if is { 1 } else { -1 }, tally);
                }
            }
            _ => {
                let (change, price) = self.spreads.change(place, by);
                tally.book(change, price);
            }
        }
    }

    #[inline]
    fn change_sum(&mut self, place: usize, by: i64, tally: &mut Tally) {
        let sum = &mut self.sums[place];
        let (from, to) = (sum.value, sum.value + by);
        sum.value = to;
        let line = &sum.line;
        self.steps.push(Step {
            sum: place as u32,
            from,
            to,
        });
        if !line.coarse {
            tally.energy += line.points(to) - line.points(from);
        } else if !(line.free(from) && line.free(to)) {
            let Priced { bounds, hard_price } = &self.priced[place];
            tally.energy += bounds.cost(to).at(*hard_price) - bounds.cost(from).at(*hard_price);
        }
    }

    /// What has changed so far is final: what the steps of sums have changed, hard units and points.
    #[inline]
    pub fn commit(&mut self) -> Cost {
        let mut change = Cost::NONE;
        for step in self.steps.drain(..) {
            let line = &self.sums[step.sum as usize].line;
            if line.free(step.from) && line.free(step.to) {
                continue;
            }
            let bounds = &self.priced[step.sum as usize].bounds;
            change = change + bounds.cost(step.to) - bounds.cost(step.from);
        }
        self.group_journal.clear();
        self.spreads.commit();
        change
    }

    /// Takes back what has changed since the last commit.
    #[inline]
    pub fn undo(&mut self) {
        while let Some(step) = self.steps.pop() {
            self.sums[step.sum as usize].value = step.from;
        }
        while let Some((place, value)) = self.group_journal.pop() {
            self.groups[place as usize].0 = value;
        }
        self.spreads.undo();
    }

    /// Books what all sums and spreads cost.
    pub fn book(&self, tally: &mut Tally) {
        for (sum, priced) in self.sums.iter().zip(&self.priced) {
            tally.book(priced.bounds.cost(sum.value), priced.hard_price);
        }
        for spread in 0..self.spreads.len() {
            tally.book(self.spreads.cost(spread), self.spreads.hard_price(spread));
        }
    }

    /// Gives every hard unit a new price, from the units of its term and the price so far.
    pub fn reprice(&mut self, price: &impl Fn(i64, i64) -> i64) {
        for (sum, priced) in self.sums.iter_mut().zip(&mut self.priced) {
            if priced.bounds.hard() {
                let hard = priced.bounds.cost(sum.value).hard;
                priced.hard_price = price(hard, priced.hard_price);
                sum.line = priced.bounds.line(priced.hard_price);
            }
        }
        for spread in 0..self.spreads.len() {
            let hard = self.spreads.cost(spread).hard;
            let now = price(hard, self.spreads.hard_price(spread));
            self.spreads.reprice(spread, now);
        }
    }
}
