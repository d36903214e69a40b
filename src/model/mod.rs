//! The solver-neutral model: cells, and a small closed set of terms over them.
//!
//! A cell is (person, day, duty); a person holds at most one duty a day. Rules lower themselves into
//! [`Term`]s through a [`Builder`]; engines understand terms and know no rule.

mod builder;
mod score;
mod term;

pub use builder::Builder;
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
