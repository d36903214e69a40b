//! A roster with the price of every term kept up to date as cells change: incremental evaluation.

use super::cells::Cells;
use super::compile::{Tables, compile};
use super::cost::{Cost, Duty, REST};
use super::counters::{Counters, Tally};
use super::effects::{Effects, Within};
use super::follows::Follows;
use super::runs::Runs;
use crate::domain::Roster;
use crate::model::{DutySet, Model};

/// The state of a walk. Changes stay provisional until [`State::commit`]; until then [`State::undo`] takes
/// them back without computing anything.
#[derive(Debug, Clone)]
pub struct State {
    people: usize,
    days: usize,
    duties: Vec<Duty>,
    effects: Effects,
    counters: Counters,
    runs: Runs,
    follows: Follows,
    cells: Cells,
    /// Points of a hard unit in a person's pairs of days and single cells.
    person_price: Vec<i64>,
    tally: Tally,
    committed: Tally,
    cell_journal: Vec<(u32, Duty)>,
    run_journal: Vec<(u32, u64)>,
}

impl State {
    /// The empty roster of a model; `allowed` is what each cell may hold.
    pub fn new(model: &Model, allowed: &[DutySet]) -> State {
        let Tables {
            effects,
            counters,
            runs,
            follows,
            cells,
        } = compile(model, allowed);
        let mut state = State {
            people: model.people,
            days: model.days,
            duties: vec![REST; model.people * model.days],
            effects,
            counters,
            runs,
            follows,
            cells,
            person_price: vec![0; model.people],
            tally: Tally::default(),
            committed: Tally::default(),
            cell_journal: Vec::new(),
            run_journal: Vec::new(),
        };
        state.recount();
        state
    }

    /// The cost of the whole roster, as of the last commit.
    #[inline]
    pub fn total(&self) -> Cost {
        self.committed.total
    }

    /// How the walk's cost has changed since the last commit.
    #[inline]
    pub fn change(&self) -> i64 {
        self.tally.energy - self.committed.energy
    }

    /// The duty in a cell.
    #[inline]
    pub fn get(&self, person: usize, day: usize) -> Duty {
        self.duties[person * self.days + day]
    }

    /// Whether nothing has changed since the last commit.
    #[inline]
    pub fn unchanged(&self) -> bool {
        self.cell_journal.is_empty()
    }

    /// The cells that have changed since the last commit.
    #[inline]
    pub fn changed(&self) -> impl Iterator<Item = u32> {
        self.cell_journal.iter().map(|(cell, _)| *cell)
    }

    /// Puts a duty, or [`REST`], into a cell and brings the cost up to date.
    pub fn set(&mut self, person: usize, day: usize, new: Duty) {
        self.put((person, day), new, Within::Cell);
    }

    /// As [`State::set`], as one of several changes of a row or of a day that put its duties into another order. Until all of
    /// them are made the cost is wrong.
    pub fn put(&mut self, (person, day): (usize, usize), new: Duty, within: Within) {
        let cell = person * self.days + day;
        let old = self.duties[cell];
        if old == new {
            return;
        }
        self.duties[cell] = new;
        self.cell_journal.push((cell as u32, old));
        let mut cost = self.around(cell, day, new) - self.around(cell, day, old);
        if self.cells.priced(cell) {
            cost = cost + self.cells.cost(cell, new) - self.cells.cost(cell, old);
        }
        let mut tally = self.tally;
        tally.book(cost, self.person_price[person]);
        for row in self.runs.of(person) {
            if let Some((change, former)) = self.runs.change(row, day, old, new) {
                tally.book(change, self.runs.row(row).hard_price);
                self.run_journal.push(former);
            }
        }
        let counters = &mut self.counters;
        self.effects
            .change((person, day), (old, new), within, |counter, by| {
                counters.change(counter, by, &mut tally);
            });
        self.tally = tally;
    }

    /// What a duty in a cell costs with its neighbours.
    #[inline]
    fn around(&self, cell: usize, day: usize, duty: Duty) -> Cost {
        let mut cost = Cost::NONE;
        if day > 0 {
            cost = self.follows.cost(cell - 1, self.duties[cell - 1], duty);
        }
        if day + 1 < self.days {
            cost = cost + self.follows.cost(cell, duty, self.duties[cell + 1]);
        }
        cost
    }

    /// Keeps what has changed.
    #[inline]
    pub fn commit(&mut self) {
        self.cell_journal.clear();
        self.run_journal.clear();
        let sums = self.counters.commit();
        self.tally.total = self.tally.total + sums;
        self.committed = self.tally;
    }

    /// Takes back what has changed since the last commit.
    #[inline]
    pub fn undo(&mut self) {
        while let Some((cell, duty)) = self.cell_journal.pop() {
            self.duties[cell as usize] = duty;
        }
        while let Some(former) = self.run_journal.pop() {
            self.runs.restore(former);
        }
        self.counters.undo();
        self.tally = self.committed;
    }

    /// Counts the cost anew and commits.
    fn recount(&mut self) {
        let mut tally = Tally::default();
        for person in 0..self.people {
            tally.book(self.person_cost(person), self.person_price[person]);
        }
        for row in 0..self.runs.len() {
            tally.book(self.runs.cost(row), self.runs.row(row).hard_price);
        }
        self.counters.book(&mut tally);
        self.tally = tally;
        self.commit();
    }

    /// What a person's pairs of days and single cells cost.
    fn person_cost(&self, person: usize) -> Cost {
        let mut cost = Cost::NONE;
        for day in 0..self.days {
            let cell = person * self.days + day;
            cost = cost + self.cells.cost(cell, self.duties[cell]);
            if day + 1 < self.days {
                let pair = (self.duties[cell], self.duties[cell + 1]);
                cost = cost + self.follows.cost(cell, pair.0, pair.1);
            }
        }
        cost
    }

    /// Gives every hard unit of every term a new price, from its units and its price so far, and
    /// commits.
    pub fn reprice(&mut self, price: impl Fn(i64, i64) -> i64) {
        for person in 0..self.people {
            let hard = self.person_cost(person).hard;
            self.person_price[person] = price(hard, self.person_price[person]);
        }
        for row in 0..self.runs.len() {
            let hard = self.runs.cost(row).hard;
            let row = self.runs.row_mut(row);
            row.hard_price = price(hard, row.hard_price);
        }
        self.counters.reprice(&price);
        self.recount();
    }

    /// What costs least in a cell among some duties, as far as its own prices tell; `None` where they do not.
    pub fn cheapest(&self, cell: usize, duties: &[Duty]) -> Option<Duty> {
        self.cells.cheapest(cell, duties)
    }

    /// The roster as cells, one person after another.
    pub fn duties(&self) -> &[Duty] {
        &self.duties
    }

    /// The roster as the rest of the program knows it.
    pub fn roster(&self) -> Roster {
        roster(&self.duties, self.people, self.days)
    }
}

/// Cells as the rest of the program knows them.
pub fn roster(duties: &[Duty], people: usize, days: usize) -> Roster {
    let mut roster = Roster::empty(people, days);
    for (cell, duty) in roster.cells.iter_mut().flatten().zip(duties) {
        *cell = (*duty != REST).then(|| usize::from(*duty) - 1);
    }
    roster
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::PersonIx;
    use crate::engine::models::{Random, model};
    use crate::model::score;

    /// The running cost is what the terms say, also after the prices of hard units have changed.
    fn compare(state: &State, model: &Model, name: &str) {
        let wanted = score(model, &state.roster());
        let wanted = Cost {
            hard: wanted.hard,
            soft: wanted.soft,
        };
        assert_eq!(state.total(), wanted, "{name}: {model:#?}");
        let mut fresh = state.clone();
        fresh.recount();
        assert_eq!(fresh.tally, state.tally, "{name}: {model:#?}");
    }

    #[test]
    fn the_running_cost_is_the_cost_of_the_roster() {
        for number in 0..2000 {
            let model = model(number);
            let allowed: Vec<DutySet> = model.allowed().into_iter().flatten().collect();
            let mut state = State::new(&model, &allowed);
            let mut random = Random::new(number as u64);
            compare(&state, &model, &format!("model {number}, empty"));
            for step in 0..60 {
                let name = format!("model {number}, step {step}");
                if step % 16 == 7 {
                    state.reprice(|hard, price| price / 2 + 10 * hard + 3);
                }
                let before = state.duties.clone();
                // A block of a row, as the moves change it.
                let (person, from) = (random.below(model.people), random.below(model.days));
                let to = (from + 1 + random.below(3)).min(model.days);
                for day in from..to {
                    let duty = random.below(model.duties + 1);
                    if duty == 0 || allowed[person * model.days + day].has(duty - 1) {
                        state.set(person, day, duty as Duty);
                    }
                }
                exchange(&mut state, &model, &allowed, &mut random);
                if random.below(3) == 0 {
                    state.undo();
                    assert_eq!(state.duties, before, "{name}");
                    assert_eq!(state.change(), 0, "{name}");
                } else {
                    state.commit();
                }
                compare(&state, &model, &name);
            }
        }
    }

    /// Two days of a row change places, and two people on a day.
    fn exchange(state: &mut State, model: &Model, allowed: &[DutySet], random: &mut Random) {
        let fits = |(person, day): (usize, usize), duty: Duty| {
            let set = &allowed[person * model.days + day];
            duty == REST || set.has(usize::from(duty) - 1)
        };
        let (p, q) = (random.below(model.people), random.below(model.people));
        let (a, b) = (random.below(model.days), random.below(model.days));
        for (one, other, within) in [
            ((p, a), (p, b), Within::Row),
            ((p, a), (q, a), Within::Column),
        ] {
            let (x, y) = (state.get(one.0, one.1), state.get(other.0, other.1));
            if fits(one, y) && fits(other, x) {
                state.put(one, y, within);
                state.put(other, x, within);
            }
        }
    }

    #[test]
    fn long_rows_cross_words() {
        use crate::model::{Builder, Class, Limit, Price};
        let mut builder = Builder::new(1, 200, 1);
        let limit = |at| Some(Limit::each(at, Price::Soft(7)));
        let work = Class::On(builder.any());
        builder.run(PersonIx(0), work, 0..200, Some(2), limit(3), limit(70));
        builder.run(PersonIx(0), Class::Rest, 3..199, None, limit(70), limit(5));
        let model = builder.finish();
        let allowed = vec![DutySet::all(1); 200];
        let mut state = State::new(&model, &allowed);
        let mut random = Random::new(11);
        for step in 0..600 {
            let (from, duty) = (random.below(200), random.below(2));
            let to = (from + 1 + random.below(90)).min(200);
            for day in from..to {
                state.set(0, day, duty as Duty);
            }
            match random.below(2) {
                0 => state.undo(),
                _ => state.commit(),
            }
            compare(&state, &model, &format!("step {step}"));
        }
    }
}
