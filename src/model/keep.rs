//! A term without the duties that no cell can hold.

use super::{Class, DutySet, Form, Item, Spot, Sum};

impl Spot {
    /// Keeps these duties alone; whether any is left.
    fn keep(&mut self, duties: DutySet) -> bool {
        self.duties = self.duties.and(duties);
        !self.duties.is_empty()
    }
}

impl Sum {
    fn keep(&mut self, duties: DutySet) {
        let other = |item: &Item| !item.spot.duties.minus(duties).is_empty();
        if self.items.iter().any(other) {
            self.items.retain_mut(|item| item.spot.keep(duties));
        }
    }
}

impl Form {
    /// Keeps these duties alone; whether the term can still say anything.
    pub(super) fn keep(&mut self, duties: DutySet) -> bool {
        match self {
            Form::Forbid { spot, .. } => return spot.keep(duties),
            Form::Follow { first, then, .. } => return first.keep(duties) && then.keep(duties),
            Form::Count { sum, .. } => sum.keep(duties),
            Form::Run { class, .. } => {
                if let Class::On(set) = class {
                    *set = set.and(duties);
                }
            }
            Form::Touch { groups, .. } => {
                for group in groups {
                    group.retain_mut(|spot| spot.keep(duties));
                }
            }
            Form::Spread { sums, .. } => sums.iter_mut().for_each(|sum| sum.keep(duties)),
            Form::Match { a, b, .. } => {
                for spot in [a, b] {
                    spot.duties = spot.duties.and(duties);
                }
            }
        }
        true
    }
}
