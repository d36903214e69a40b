//! Who works what on which day.

use super::PersonIx;

/// A month's roster: `cells[person][day]` is the index of a duty, or `None` for rest.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Roster {
    /// The cells, one row a person.
    pub cells: Vec<Vec<Option<usize>>>,
}

impl Roster {
    /// A roster of rest only.
    pub fn empty(people: usize, days: usize) -> Roster {
        Roster {
            cells: vec![vec![None; days]; people],
        }
    }

    /// The duty of `person` on `day`; `None` for rest and for places outside the roster.
    pub fn get(&self, person: PersonIx, day: usize) -> Option<usize> {
        self.cells.get(person.0)?.get(day).copied().flatten()
    }
}
