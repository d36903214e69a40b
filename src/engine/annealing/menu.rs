//! What may stand in each cell.

use super::cost::{Duty, REST};
use crate::model::DutySet;

/// Lists of duties; cells that allow the same share one.
#[derive(Debug, Clone, Default)]
pub struct Menus {
    of: Vec<u32>,
    sets: Vec<DutySet>,
    duties: Vec<Vec<Duty>>,
}

impl Menus {
    /// From what each cell allows.
    pub fn new(allowed: &[DutySet]) -> Menus {
        let mut menus = Menus::default();
        for set in allowed {
            let known = menus.sets.iter().position(|s| s == set);
            let menu = known.unwrap_or_else(|| {
                menus.sets.push(*set);
                menus
                    .duties
                    .push(set.iter().map(|d| d as Duty + 1).collect());
                menus.sets.len() - 1
            });
            menus.of.push(menu as u32);
        }
        menus
    }

    /// Whether a duty, or rest, may stand in a cell.
    #[inline]
    pub fn allows(&self, cell: usize, duty: Duty) -> bool {
        duty == REST || self.sets[self.of[cell] as usize].has(usize::from(duty) - 1)
    }

    /// The duties that may stand in a cell, without rest.
    #[inline]
    pub fn of(&self, cell: usize) -> &[Duty] {
        &self.duties[self.of[cell] as usize]
    }
}
