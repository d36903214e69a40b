//! What may not stand on consecutive days of a person.

use super::cost::{Cost, Duty};
use crate::model::{DutySet, Price};

/// One thing that is not followed by another.
pub type Pair = (DutySet, DutySet, Price);

/// For every cell what its duty costs with the next day's. Cells with the same pairs share a table.
#[derive(Debug, Clone, Default)]
pub struct Follows {
    /// The table of a cell.
    of: Vec<u32>,
    /// Which of the costs: one table after another, by the cell's duty and then by the next day's.
    tables: Vec<u32>,
    costs: Vec<Cost>,
    width: usize,
}

impl Follows {
    /// Tables from the pairs of every cell.
    pub fn new(width: usize, pairs: &[Vec<Pair>]) -> Follows {
        let mut follows = Follows {
            width,
            ..Follows::default()
        };
        let mut known: Vec<&Vec<Pair>> = Vec::new();
        for cell in pairs {
            let table = known.iter().rposition(|l| *l == cell);
            let table = table.unwrap_or_else(|| {
                known.push(cell);
                follows.add(cell);
                known.len() - 1
            });
            follows.of.push(table as u32);
        }
        follows
    }

    fn add(&mut self, pairs: &[Pair]) {
        let has = |set: &DutySet, duty: usize| duty > 0 && set.has(duty - 1);
        for first in 0..self.width {
            for then in 0..self.width {
                let both = |(a, b, _): &&Pair| has(a, first) && has(b, then);
                let prices = pairs.iter().filter(both).map(|pair| pair.2);
                let cost = prices.fold(Cost::NONE, |cost, p| cost + Cost::units(1, p));
                let known = self.costs.iter().position(|c| *c == cost);
                self.tables.push(known.unwrap_or_else(|| {
                    self.costs.push(cost);
                    self.costs.len() - 1
                }) as u32);
            }
        }
    }

    /// What `first` in a cell costs with `then` in the next.
    #[inline]
    pub fn cost(&self, cell: usize, first: Duty, then: Duty) -> Cost {
        let table = self.of[cell] as usize * self.width;
        let row = (table + usize::from(first)) * self.width;
        self.costs[self.tables[row + usize::from(then)] as usize]
    }
}
