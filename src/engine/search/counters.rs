//! Sums between bounds, groups of days that count once when touched, and sums whose distance counts.

use super::bounds::Bounds;
use super::cost::Cost;
use super::spreads::Spreads;

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

/// A sum between bounds.
#[derive(Debug, Clone)]
pub struct Sum {
    pub value: i64,
    pub bounds: Bounds,
    /// Points of a hard unit, as the walk sees it.
    pub hard_price: i64,
}

/// All counters, with a journal to take changes back.
#[derive(Debug, Clone, Default)]
pub struct Counters {
    pub sums: Vec<Sum>,
    /// Spots that are true, and the sum that the group counts in.
    pub groups: Vec<(i32, u32)>,
    pub spreads: Spreads,
    sum_journal: Vec<(u32, i64)>,
    group_journal: Vec<(u32, i32)>,
}

/// The cost so far: as it is, and as the walk sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ledger {
    /// Hard units and points.
    pub total: Cost,
    /// Points, hard units at the walk's prices. Only differences mean anything.
    pub energy: i64,
}

impl Ledger {
    /// Books a change.
    #[inline]
    pub fn book(&mut self, change: Cost, hard_price: i64) {
        self.total = self.total + change;
        self.energy += change.at(hard_price);
    }
}

impl Counters {
    /// Changes a counter.
    #[inline]
    pub fn change(&mut self, name: u32, by: i64, ledger: &mut Ledger) {
        let place = (name & PLACE) as usize;
        match name >> KIND {
            0 => self.change_sum(place, by, ledger),
            1 => {
                let (value, sum) = &mut self.groups[place];
                let sum = *sum as usize;
                self.group_journal.push((place as u32, *value));
                let was = *value > 0;
                *value += by as i32;
                let is = *value > 0;
                if was != is {
                    self.change_sum(sum, if is { 1 } else { -1 }, ledger);
                }
            }
            _ => {
                let (change, price) = self.spreads.change(place, by);
                ledger.book(change, price);
            }
        }
    }

    #[inline]
    fn change_sum(&mut self, place: usize, by: i64, ledger: &mut Ledger) {
        let sum = &mut self.sums[place];
        self.sum_journal.push((place as u32, sum.value));
        let before = sum.value;
        sum.value += by;
        if sum.bounds.free(before) && sum.bounds.free(sum.value) {
            return;
        }
        let change = sum.bounds.cost(sum.value) - sum.bounds.cost(before);
        ledger.book(change, sum.hard_price);
    }

    /// What has changed so far is final.
    #[inline]
    pub fn commit(&mut self) {
        self.sum_journal.clear();
        self.group_journal.clear();
        self.spreads.commit();
    }

    /// Takes back what has changed since the last commit.
    #[inline]
    pub fn undo(&mut self) {
        while let Some((place, value)) = self.sum_journal.pop() {
            self.sums[place as usize].value = value;
        }
        while let Some((place, value)) = self.group_journal.pop() {
            self.groups[place as usize].0 = value;
        }
        self.spreads.undo();
    }
}
