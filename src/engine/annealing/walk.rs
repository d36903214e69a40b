//! A walk through rosters: proposes moves, keeps them or takes them back (Metropolis et al. 1953), remembers the best.

use super::cost::{Cost, Duty, REST};
use super::menu::Menus;
use super::random::Random;
use super::state::{State, roster};
use crate::domain::Roster;
use crate::model::{DutySet, Model};

/// A place where a term is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Whom it concerns; empty: the team.
    pub people: Vec<usize>,
    /// First and last day.
    pub days: (usize, usize),
}

/// A walk.
#[derive(Debug, Clone)]
pub struct Walk {
    pub people: usize,
    pub days: usize,
    pub menus: Menus,
    pub state: State,
    pub random: Random,
    /// Where dear terms are broken.
    pub targets: Vec<Target>,
    /// Where the next move should begin, if it should begin somewhere.
    pub focus: (Option<usize>, Option<usize>),
    best: Vec<Duty>,
    best_cost: Cost,
    /// Cells that may differ from the best roster's; when there are too many, all may.
    differ: Vec<u32>,
}

impl Walk {
    /// A walk that stands at the empty roster.
    pub fn new(model: &Model, seed: u64) -> Walk {
        let allowed: Vec<DutySet> = model.allowed().into_iter().flatten().collect();
        let state = State::new(model, &allowed);
        Walk {
            people: model.people,
            days: model.days,
            menus: Menus::new(&allowed),
            best: state.duties().to_vec(),
            best_cost: state.total(),
            state,
            random: Random::new(seed),
            targets: Vec::new(),
            focus: (None, None),
            differ: Vec::new(),
        }
    }

    /// The best roster met, and its cost.
    pub fn best(&self) -> (Roster, Cost) {
        (roster(&self.best, self.people, self.days), self.best_cost)
    }

    /// What the best roster costs.
    pub fn best_cost(&self) -> Cost {
        self.best_cost
    }

    /// The roster that the prices of single cells ask for, where they do so in most cells that may hold a duty: that of
    /// a month before, say, that goes on.
    pub fn plan(&self) -> Option<Vec<Duty>> {
        let (mut open, mut told) = (0, 0);
        let cells = 0..self.people * self.days;
        let plan = cells.map(|cell| {
            let mut menu = self.menus.of(cell).to_vec();
            open += usize::from(!menu.is_empty());
            menu.push(REST);
            let cheapest = self.state.cheapest(cell, &menu);
            told += usize::from(cheapest.is_some() && menu.len() > 1);
            cheapest.unwrap_or(REST)
        });
        let plan = plan.collect();
        (2 * told > open).then_some(plan)
    }

    /// Goes to a roster at once. What the model forbids there becomes rest.
    pub fn go(&mut self, duties: &[Duty]) {
        for (cell, &duty) in duties.iter().enumerate().take(self.people * self.days) {
            let duty = if self.menus.allows(cell, duty) {
                duty
            } else {
                REST
            };
            self.state.set(cell / self.days, cell % self.days, duty);
        }
        self.keep();
    }

    /// One move at a temperature.
    #[inline]
    pub fn step(&mut self, heat: f64) {
        self.propose();
        if self.state.unchanged() {
            return;
        }
        let change = self.state.change();
        if change > 0 {
            let worse = change as f64 / heat;
            if worse > 24.0 || self.random.unit() >= (-worse).exp() {
                self.state.undo();
                return;
            }
        }
        self.keep();
    }

    fn keep(&mut self) {
        let cells = self.people * self.days;
        if self.differ.len() < cells {
            self.differ.extend(self.state.changed());
        }
        self.state.commit();
        let now = self.state.total();
        if now < self.best_cost {
            self.best_cost = now;
            let duties = self.state.duties();
            if self.differ.len() < cells {
                for cell in &self.differ {
                    self.best[*cell as usize] = duties[*cell as usize];
                }
            } else {
                self.best.copy_from_slice(duties);
            }
            self.differ.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::PersonIx;
    use crate::engine::models::Random;
    use crate::model::{Builder, Price};

    /// Prices that ask for one duty or rest in some cells of a small team.
    fn priced(wanted: &[Option<Duty>]) -> Model {
        let (people, days, duties) = (3, 4, 2);
        let mut builder = Builder::new(people, days, duties);
        let any = builder.any();
        for (cell, want) in wanted.iter().enumerate() {
            let (person, day, price) = (cell / days, cell % days, Price::Soft(3));
            match want {
                Some(REST) => builder.forbid(PersonIx(person), day, any, price),
                Some(duty) => {
                    let duties = DutySet::one(usize::from(*duty) - 1);
                    builder.require(PersonIx(person), day, duties, price);
                }
                None => {}
            }
        }
        builder.finish()
    }

    #[test]
    fn a_plan_is_what_most_cells_ask_for() {
        let mut random = Random::new(5);
        for asked in 0..=12 {
            let wanted: Vec<Option<Duty>> = (0..12)
                .map(|cell| (cell < asked).then(|| random.below(3) as Duty))
                .collect();
            let plan = Walk::new(&priced(&wanted), 1).plan();
            let whole: Vec<Duty> = wanted.iter().map(|d| d.unwrap_or(REST)).collect();
            assert_eq!(plan, (asked > 6).then_some(whole), "{wanted:?}");
        }
    }
}
