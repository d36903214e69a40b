//! Prices of what stands in a single cell.

use super::cost::{Cost, Duty};

/// For every cell a list of prices by duty; most cells share the empty one.
#[derive(Debug, Clone)]
pub struct Cells {
    of: Vec<u32>,
    costs: Vec<Cost>,
    width: usize,
}

impl Cells {
    /// Cells without prices.
    pub fn new(cells: usize, width: usize) -> Cells {
        Cells {
            of: vec![0; cells],
            costs: vec![Cost::NONE; width],
            width,
        }
    }

    /// Number of duties, with rest.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Adds a price of some duties in a cell.
    pub fn add(&mut self, cell: usize, which: impl Fn(usize) -> bool, cost: Cost) {
        if cost == Cost::NONE {
            return;
        }
        if self.of[cell] == 0 {
            self.of[cell] = (self.costs.len() / self.width) as u32;
            self.costs.resize(self.costs.len() + self.width, Cost::NONE);
        }
        let from = self.of[cell] as usize * self.width;
        for duty in (0..self.width).filter(|d| which(*d)) {
            self.costs[from + duty] = self.costs[from + duty] + cost;
        }
    }

    /// What a duty in a cell costs.
    #[inline]
    pub fn cost(&self, cell: usize, duty: Duty) -> Cost {
        self.costs[self.of[cell] as usize * self.width + usize::from(duty)]
    }

    /// What costs least in a cell among some duties, when only one of them does; `None` too where nothing has a price.
    pub fn cheapest(&self, cell: usize, duties: &[Duty]) -> Option<Duty> {
        let least = duties.iter().map(|duty| self.cost(cell, *duty)).min()?;
        let mut those = duties.iter().filter(|d| self.cost(cell, **d) == least);
        let first = those.next().filter(|_| self.priced(cell));
        first.copied().filter(|_| those.next().is_none())
    }

    /// Whether a cell has prices.
    #[inline]
    pub fn priced(&self, cell: usize) -> bool {
        self.of[cell] != 0
    }
}
