//! What rosters cost that differ from a given one in few cells: only the terms that look at these are counted again.

use super::{Model, Score, violation};
use crate::domain::{PersonIx, Roster};

/// A cell with its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// Whose.
    pub person: PersonIx,
    /// Of which day.
    pub day: usize,
    /// A duty; `None`: rest.
    pub value: Option<usize>,
}

/// A roster, and what others near it cost more.
pub struct Nearby<'a> {
    model: &'a Model,
    roster: Roster,
    /// Terms of each cell, by person × days + day.
    terms: Vec<Vec<usize>>,
    /// What each term costs in the roster.
    costs: Vec<Score>,
}

impl<'a> Nearby<'a> {
    /// Counts the roster once.
    pub fn new(model: &'a Model, roster: &Roster) -> Nearby<'a> {
        let mut terms = vec![Vec::new(); model.people * model.days];
        for (number, term) in model.terms.iter().enumerate() {
            for (person, day) in term.form.cells() {
                if let Some(own) = terms.get_mut(person.0 * model.days + day) {
                    own.push(number);
                }
            }
        }
        let costs = (0..model.terms.len()).map(|number| cost(model, number, roster));
        Nearby {
            model,
            costs: costs.collect(),
            roster: roster.clone(),
            terms,
        }
    }

    /// What the roster costs more with these cells, each named once.
    pub fn more(&mut self, cells: &[Cell]) -> Score {
        let mut touched: Vec<usize> = Vec::new();
        let mut before = Vec::with_capacity(cells.len());
        for Cell { person, day, value } in cells {
            touched.extend(&self.terms[person.0 * self.model.days + day]);
            let cell = &mut self.roster.cells[*person][*day];
            before.push(std::mem::replace(cell, *value));
        }
        touched.sort_unstable();
        touched.dedup();
        let mut more = Score::default();
        for number in touched {
            let (was, now) = (self.costs[number], cost(self.model, number, &self.roster));
            more.hard += now.hard - was.hard;
            more.soft += now.soft - was.soft;
        }
        for (cell, value) in cells.iter().zip(before) {
            self.roster.cells[cell.person][cell.day] = value;
        }
        more
    }
}

fn cost(model: &Model, term: usize, roster: &Roster) -> Score {
    let broken = violation(&model.terms[term], roster);
    Score {
        hard: broken.hard,
        soft: broken.soft,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::models::{model, rosters};
    use crate::model::score;

    #[test]
    fn the_difference_is_that_of_the_whole() {
        let mut apart = 0;
        for number in 0..200 {
            let model = model(number);
            let all: Vec<Roster> = rosters(&model).collect();
            let start = &all[(number * 7919) % all.len()];
            let mut nearby = Nearby::new(&model, start);
            for other in all.iter().step_by(11) {
                let days = PersonIx::first(model.people)
                    .flat_map(|p| (0..model.days).map(move |d| (p, d)));
                let cell = |(person, day)| {
                    let value = other.get(person, day);
                    (start.get(person, day) != value).then_some(Cell { person, day, value })
                };
                let more = nearby.more(&days.filter_map(cell).collect::<Vec<_>>());
                let (was, now) = (score(&model, start), score(&model, other));
                assert_eq!(more.hard, now.hard - was.hard, "model {number}: {model:#?}");
                assert_eq!(more.soft, now.soft - was.soft, "model {number}: {model:#?}");
                apart += usize::from(more != Score::default());
            }
        }
        assert!(apart > 500, "{apart} rosters cost something else");
    }
}
