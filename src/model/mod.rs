//! The solver-neutral model: cells, and a small closed set of terms over them.
//!
//! A cell is (person, day, duty); a person holds at most one duty a day. Rules lower themselves into
//! [`Term`]s through a [`Builder`]; engines understand terms and know no rule.

mod builder;
mod cells;
mod hard;
mod nearby;
mod part;
mod score;
mod term;
mod window;

pub use builder::Builder;
pub use nearby::{Cell, Nearby};
pub use part::Part;
pub use score::{Broken, Score, score, violation};
pub use term::{Class, DutySet, Form, Group, Item, Limit, Price, Spot, Sum, Tag, Term};

/// A model: its size and its terms.
#[derive(Debug, Clone, Default, serde::Serialize)]
pub struct Model {
    /// Number of people.
    pub people: usize,
    /// Number of days.
    pub days: usize,
    /// Number of duties.
    pub duties: usize,
    /// The terms, in the order in which rules were lowered.
    pub terms: Vec<Term>,
}

impl Model {
    /// Points of which every cost is a multiple, at least 1.
    pub fn grain(&self) -> i64 {
        let all = self.terms.iter().flat_map(|t| t.form.prices());
        let all = all.filter_map(Price::points);
        all.fold(0, divisor).max(1)
    }

    /// `allowed[person][day]`: the duties that no hard [`Form::Forbid`] takes away.
    pub fn allowed(&self) -> Vec<Vec<DutySet>> {
        let mut allowed = vec![vec![DutySet::all(self.duties); self.days]; self.people];
        for term in &self.terms {
            if let Form::Forbid {
                spot,
                price: Price::Hard,
            } = &term.form
            {
                let cell = &mut allowed[spot.person][spot.day];
                *cell = cell.minus(spot.duties);
            }
        }
        allowed
    }
}

/// The greatest common divisor; of 0 and a number the number.
fn divisor(a: i64, b: i64) -> i64 {
    match b {
        0 => a.abs(),
        b => divisor(b, a % b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::models::{model, rosters};

    #[test]
    fn costs_are_multiples_of_the_grain() {
        let mut coarse = 0;
        for number in 0..200 {
            let model = model(number);
            let grain = model.grain();
            coarse += usize::from(grain > 1);
            for roster in rosters(&model).step_by(7) {
                let cost = score(&model, &roster).soft;
                assert_eq!(cost % grain, 0, "model {number}: {model:#?}");
            }
        }
        assert!(
            coarse > 20,
            "only {coarse} models have prices with a common divisor"
        );
    }
}
