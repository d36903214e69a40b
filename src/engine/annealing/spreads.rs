//! The distance between the largest and the smallest of several sums: a tree over the sums whose every
//! node knows both below it, so that a change climbs until nothing changes any more.

use super::bounds::{Bounds, beyond};
use super::cost::Cost;
use crate::model::Limit;

/// Smallest and largest.
type Extent = (i64, i64);

/// All spreads.
#[derive(Debug, Clone, Default)]
pub struct Spreads {
    spreads: Vec<Spread>,
    /// Of every sum: its spread and its leaf.
    sums: Vec<(u32, u32)>,
    nodes: Vec<Extent>,
    journal: Vec<(u32, Extent)>,
}

/// One spread.
#[derive(Debug, Clone)]
struct Spread {
    /// Its tree: node 1 is the root, node `i` stands above `2i` and `2i + 1`, the leaves are the last half.
    from: usize,
    bounds: Bounds,
    /// Points of a hard unit, as the walk sees it.
    hard_price: i64,
}

impl Spreads {
    /// Adds a spread of sums with these values; returns the number of the first of its sums.
    pub fn add(&mut self, values: &[i64], within: Limit) -> usize {
        let first = self.sums.len();
        let (from, count) = (self.nodes.len(), values.len());
        self.nodes.resize(from + count, (0, 0));
        self.nodes.extend(values.iter().map(|v| (*v, *v)));
        for node in (1..count).rev() {
            self.nodes[from + node] = self.join(from, node);
        }
        for leaf in 0..count {
            let place = (self.spreads.len() as u32, (count + leaf) as u32);
            self.sums.push(place);
        }
        self.spreads.push(Spread {
            from,
            bounds: beyond(within),
            hard_price: 0,
        });
        first
    }

    fn join(&self, from: usize, node: usize) -> Extent {
        let (a, b) = (self.nodes[from + 2 * node], self.nodes[from + 2 * node + 1]);
        (a.0.min(b.0), a.1.max(b.1))
    }

    /// Changes a sum; returns the change of cost and the price of a hard unit.
    #[inline]
    pub fn change(&mut self, sum: usize, by: i64) -> (Cost, i64) {
        let (spread, leaf) = self.sums[sum];
        let (from, mut node) = {
            let s = &self.spreads[spread as usize];
            (s.from, leaf as usize)
        };
        let before = self.nodes[from + 1];
        let value = self.nodes[from + node].0 + by;
        let mut extent = (value, value);
        loop {
            let place = from + node;
            if self.nodes[place] == extent {
                break;
            }
            self.journal.push((place as u32, self.nodes[place]));
            self.nodes[place] = extent;
            if node <= 1 {
                break;
            }
            node /= 2;
            extent = self.join(from, node);
        }
        let now = self.nodes[from + 1];
        let s = &self.spreads[spread as usize];
        if now == before {
            return (Cost::NONE, 0);
        }
        let change = s.bounds.cost(now.1 - now.0) - s.bounds.cost(before.1 - before.0);
        (change, s.hard_price)
    }

    /// What has changed so far is final.
    #[inline]
    pub fn commit(&mut self) {
        self.journal.clear();
    }

    /// Takes back what has changed since the last commit.
    #[inline]
    pub fn undo(&mut self) {
        while let Some((place, extent)) = self.journal.pop() {
            self.nodes[place as usize] = extent;
        }
    }

    /// What a spread costs as it stands.
    pub fn cost(&self, spread: usize) -> Cost {
        let s = &self.spreads[spread];
        let (min, max) = self.nodes[s.from + 1];
        s.bounds.cost(max - min)
    }

    /// Number of spreads.
    pub fn len(&self) -> usize {
        self.spreads.len()
    }

    /// Points of a hard unit of a spread.
    pub fn hard_price(&self, spread: usize) -> i64 {
        self.spreads[spread].hard_price
    }

    /// Gives a hard unit of a spread another price.
    pub fn reprice(&mut self, spread: usize, price: i64) {
        self.spreads[spread].hard_price = price;
    }
}
