//! The cells that a term looks at.

use super::{Form, Spot};
use crate::domain::PersonIx;

impl Form {
    /// Every cell (person, day) that it looks at, ascending.
    pub fn cells(&self) -> Vec<(PersonIx, usize)> {
        let spot = |s: &Spot| (s.person, s.day);
        let mut cells: Vec<(PersonIx, usize)> = match self {
            Form::Forbid { spot: s, .. } => vec![spot(s)],
            Form::Count { sum, .. } => sum.items.iter().map(|i| spot(&i.spot)).collect(),
            Form::Run {
                person, from, to, ..
            } => (*from..*to).map(|day| (*person, day)).collect(),
            Form::Follow { first, then, .. } => vec![spot(first), spot(then)],
            Form::Touch { groups, .. } => groups.iter().flatten().map(spot).collect(),
            Form::Spread { sums, .. } => {
                let items = sums.iter().flat_map(|sum| &sum.items);
                items.map(|i| spot(&i.spot)).collect()
            }
            Form::Match { a, b, .. } => vec![spot(a), spot(b)],
        };
        cells.sort_unstable();
        cells.dedup();
        cells
    }
}
