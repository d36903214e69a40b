//! What may not stand on consecutive days of a person.

use super::cost::{Cost, Duty, REST};
use crate::model::{DutySet, Price};

/// One thing that is not followed by another.
pub type Pair = (DutySet, DutySet, Price);

/// For every cell the pairs that it may form with the next day's. Cells with the same pairs share a list.
#[derive(Debug, Clone, Default)]
pub struct Follows {
    /// The list of a cell.
    of: Vec<u32>,
    /// Entries of list `l` and duty `d`: `entries[start[l * width + d]..start[l * width + d + 1]]`.
    start: Vec<u32>,
    entries: Vec<(u128, Cost)>,
    width: usize,
}

impl Follows {
    /// Lists from the pairs of every cell.
    pub fn new(width: usize, pairs: &[Vec<Pair>]) -> Follows {
        let mut follows = Follows {
            width,
            start: vec![0],
            ..Follows::default()
        };
        let mut lists: Vec<&Vec<Pair>> = Vec::new();
        for cell in pairs {
            let known = lists.iter().rposition(|l| *l == cell);
            let list = known.unwrap_or_else(|| {
                lists.push(cell);
                follows.add(cell);
                lists.len() - 1
            });
            follows.of.push(list as u32);
        }
        follows
    }

    fn add(&mut self, pairs: &[Pair]) {
        for duty in 0..self.width {
            let from = self.entries.len();
            for (_, then, price) in pairs
                .iter()
                .filter(|(first, ..)| duty > 0 && first.has(duty - 1))
            {
                let cost = Cost::units(1, *price);
                // Sets that overlap cost twice, so only disjoint ones become one.
                let joined = self.entries[from..]
                    .iter_mut()
                    .find(|(set, c)| *c == cost && set & then.0 == 0);
                match joined {
                    Some((set, _)) => *set |= then.0,
                    None => self.entries.push((then.0, cost)),
                }
            }
            self.start.push(self.entries.len() as u32);
        }
    }

    /// What `first` in a cell costs with `then` in the next.
    #[inline]
    pub fn cost(&self, cell: usize, first: Duty, then: Duty) -> Cost {
        let at = self.of[cell] as usize * self.width + usize::from(first);
        let range = self.start[at] as usize..self.start[at + 1] as usize;
        if range.is_empty() || then == REST {
            return Cost::NONE;
        }
        let mut cost = Cost::NONE;
        for (set, each) in &self.entries[range] {
            if set >> (then - 1) & 1 == 1 {
                cost = cost + *each;
            }
        }
        cost
    }
}
