//! The solver-neutral model: cells, and a small closed set of terms over them.
//!
//! A cell is (person, day, duty); a person holds at most one duty a day. Rules lower themselves into
//! [`Term`]s through a [`Builder`]; engines understand terms and know no rule.

use crate::domain::PersonIx;

mod builder;
mod cells;
mod empty;
mod hard;
mod keep;
mod nearby;
mod part;
mod score;
mod term;
mod window;

pub use builder::Builder;
pub use empty::EmptyCell;
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

    /// Holds a cell: `person` has `duty` on `day`, or rests.
    pub fn hold(&mut self, person: PersonIx, day: usize, duty: Option<usize>) {
        let held = duty.map(DutySet::one);
        let others = DutySet::all(self.duties).minus(held.unwrap_or_default());
        let spot = |duties| Spot {
            person,
            day,
            duties,
        };
        let forbid = (!others.is_empty()).then(|| Form::Forbid {
            spot: spot(others),
            price: Price::Hard,
        });
        let require = held.map(|duties| Form::Count {
            sum: Sum {
                items: vec![Item {
                    spot: spot(duties),
                    weight: 1,
                }],
                base: 0,
            },
            low: Some(Limit::each(1, Price::Hard)),
            high: None,
        });
        let forms = forbid.into_iter().chain(require);
        self.terms.extend(forms.map(|form| Term {
            // No rule asks for it.
            tag: Tag {
                rule: 0,
                people: vec![person],
                days: (day, day),
            },
            form,
        }));
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
