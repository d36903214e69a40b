//! Simulated annealing over cells: a usable roster within the first second.
//!
//! A walk from the empty roster with moves that rosters know: set a cell, swap two days of a person,
//! swap people on a day or over a block of days, trade one day for another between two people.
//! Everything is counted in moves, so that a run is repeatable; the clock only ends it early.

mod random;
mod state;

use super::{Limits, Progress, Watch};
use crate::domain::Roster;
use crate::model::{DutySet, Model, Price, Score};
use random::Random;
use state::{Cost, Duty, REST, State};

pub use random::Random as Generator;

/// Looks for a good roster; returns the best one met, also when it breaks hard terms.
pub fn run(model: &Model, limits: &Limits, watch: &dyn Watch) -> (Roster, Score) {
    let mut walk = Walk::new(model, limits.seed);
    walk.anneal(limits, watch);
    let (roster, cost) = walk.best;
    (
        roster,
        Score {
            hard: cost.hard,
            soft: cost.soft,
        },
    )
}

struct Walk {
    people: usize,
    days: usize,
    /// Duties that may stand in a cell.
    choices: Vec<Vec<Duty>>,
    state: State,
    random: Random,
    /// Points of a unit of hard violation.
    hard_price: i64,
    best: (Roster, Cost),
    undo: Vec<(usize, usize, Duty)>,
}

/// Cells up to which the number of moves is as given; larger teams get more in proportion.
const SMALL: u64 = 1000;

/// Moves between two looks at the clock.
const PERIOD: u64 = 1024;

impl Walk {
    fn new(model: &Model, seed: u64) -> Walk {
        let choices = model
            .allowed()
            .iter()
            .flatten()
            .map(|set: &DutySet| set.iter().map(|d| d as Duty).collect())
            .collect();
        let state = State::new(model);
        let best = (state.roster(), state.total);
        Walk {
            people: model.people,
            days: model.days,
            choices,
            state,
            random: Random::new(seed),
            hard_price: dearest(model) / 2 + 10,
            best,
            undo: Vec::new(),
        }
    }

    /// A short round at a price that keeps hard terms, for a usable roster at once; then rounds that
    /// walk through broken ones, dearer each time a round ends in one.
    fn anneal(&mut self, limits: &Limits, watch: &dyn Watch) {
        if self.people == 0 || self.days == 0 {
            return;
        }
        let cells = (self.people * self.days) as u64;
        let moves = limits.moves.max(limits.moves / SMALL * cells);
        let cheap = self.hard_price;
        self.usable(40 * cheap, moves / 8, limits, watch);
        self.hard_price = cheap;
        for _ in 0..3 {
            self.round(moves / 24 * 7, limits, watch);
            if self.state.total.hard > 0 {
                self.hard_price *= 4;
            }
        }
        for _ in 0..4 {
            if self.best.1.hard == 0 {
                return;
            }
            self.usable(8 * self.hard_price, moves / 4, limits, watch);
        }
    }

    /// A round at a price at which no hard term stays broken if it can be helped.
    fn usable(&mut self, price: i64, moves: u64, limits: &Limits, watch: &dyn Watch) {
        self.hard_price = price;
        self.round(moves, limits, watch);
    }

    /// Cools from where hard terms are broken now and then to where hardly anything gets worse.
    fn round(&mut self, moves: u64, limits: &Limits, watch: &dyn Watch) {
        let hot = self.hard_price as f64 / 4.0;
        let cold = 3.0_f64.min(hot);
        for step in 0..moves {
            if step % PERIOD == 0 && (watch.seconds() > limits.seconds || watch.stop()) {
                return;
            }
            let done = step as f64 / moves as f64;
            self.step(hot * (cold / hot).powf(done), watch);
        }
    }

    fn step(&mut self, heat: f64, watch: &dyn Watch) {
        let before = self.state.total;
        self.undo.clear();
        self.propose();
        if self.undo.is_empty() {
            return;
        }
        let change = self.state.total.at(self.hard_price) - before.at(self.hard_price);
        if change > 0 && self.random.unit() >= (-(change as f64) / heat).exp() {
            while let Some((person, day, duty)) = self.undo.pop() {
                self.state.set(person, day, duty);
            }
            return;
        }
        let (now, best) = (self.state.total, self.best.1);
        if (now.hard, now.soft) < (best.hard, best.soft) {
            self.best = (self.state.roster(), now);
            if now.hard == 0 {
                watch.found(&self.best.0);
                watch.progress(Progress {
                    seconds: watch.seconds(),
                    cost: Some(now.soft),
                    bound: None,
                });
            }
        }
    }

    fn put(&mut self, person: usize, day: usize, duty: Duty) {
        let old = self.state.get(person, day);
        if old != duty {
            self.undo.push((person, day, old));
            self.state.set(person, day, duty);
        }
    }

    fn may(&self, person: usize, day: usize, duty: Duty) -> bool {
        duty == REST || self.choices[person * self.days + day].contains(&duty)
    }

    fn propose(&mut self) {
        match self.random.below(16) {
            0..=2 => self.set_cell(),
            3..=4 => self.swap_days(),
            5..=6 => self.swap_people(1),
            7..=8 => {
                let length = 2 + self.random.below(6);
                self.swap_people(length);
            }
            9..=12 => self.recolor(),
            _ => self.trade(),
        }
    }

    fn set_cell(&mut self) {
        let (person, day) = (self.random.below(self.people), self.random.below(self.days));
        let choices = &self.choices[person * self.days + day];
        if choices.is_empty() {
            return;
        }
        // Rest is as likely as all duties together: most cells that change, change their state.
        let duty = if self.random.below(3) == 0 {
            REST
        } else {
            choices[self.random.below(choices.len())]
        };
        self.put(person, day, duty);
    }

    /// Gives a stretch of worked days another duty; whether the stretch ends at a rest is left to chance.
    fn recolor(&mut self) {
        let (person, from) = (self.random.below(self.people), self.random.below(self.days));
        let choices = &self.choices[person * self.days + from];
        if choices.is_empty() || self.state.get(person, from) == REST {
            return;
        }
        let duty = choices[self.random.below(choices.len())];
        let most = 1 + self.random.below(6);
        for day in from..(from + most).min(self.days) {
            if self.state.get(person, day) == REST || !self.may(person, day, duty) {
                break;
            }
            self.put(person, day, duty);
        }
    }

    fn swap_days(&mut self) {
        let person = self.random.below(self.people);
        let a = self.random.below(self.days);
        // Mostly near: a rest that moves by a day or two disturbs least.
        let b = if self.random.below(2) == 0 {
            (a + 1 + self.random.below(3)).min(self.days - 1)
        } else {
            self.random.below(self.days)
        };
        let (da, db) = (self.state.get(person, a), self.state.get(person, b));
        if da != db && self.may(person, a, db) && self.may(person, b, da) {
            self.put(person, a, db);
            self.put(person, b, da);
        }
    }

    fn swap_people(&mut self, length: usize) {
        let (p, q) = (
            self.random.below(self.people),
            self.random.below(self.people),
        );
        let from = self.random.below(self.days);
        let to = (from + length).min(self.days);
        let fits = |w: &Walk, day| {
            w.may(p, day, w.state.get(q, day)) && w.may(q, day, w.state.get(p, day))
        };
        if p == q || !(from..to).all(|day| fits(self, day)) {
            return;
        }
        for day in from..to {
            let (dp, dq) = (self.state.get(p, day), self.state.get(q, day));
            self.put(p, day, dq);
            self.put(q, day, dp);
        }
    }

    /// One takes the other's shift on a day and gives a shift away on another: both keep their
    /// number of days, each day keeps its number of people.
    fn trade(&mut self) {
        let (p, q) = (
            self.random.below(self.people),
            self.random.below(self.people),
        );
        let start = self.random.below(self.days);
        let works = |w: &Walk, who, day| w.state.get(who, day) != REST;
        let find = |w: &Walk, from: usize, p_works: bool| {
            (0..w.days)
                .map(|i| (from + i) % w.days)
                .find(|&day| works(w, p, day) == p_works && works(w, q, day) != p_works)
        };
        if p == q {
            return;
        }
        let second = self.random.below(self.days);
        let (Some(a), Some(b)) = (find(self, start, true), find(self, second, false)) else {
            return;
        };
        let (given, taken) = (self.state.get(p, a), self.state.get(q, b));
        if self.may(q, a, given) && self.may(p, b, taken) {
            self.put(p, a, REST);
            self.put(q, a, given);
            self.put(q, b, REST);
            self.put(p, b, taken);
        }
    }
}

/// The highest price of a unit in the model.
fn dearest(model: &Model) -> i64 {
    use crate::model::{Form, Limit};
    let of = |price: &Price| match price {
        Price::Hard => 0,
        Price::Soft(points) => *points,
    };
    let limit = |l: &Option<Limit>| l.as_ref().map_or(0, |l| of(&l.price));
    model
        .terms
        .iter()
        .map(|t| match &t.form {
            Form::Forbid { price, .. } | Form::Follow { price, .. } | Form::Match { price, .. } => {
                of(price)
            }
            Form::Count { low, high, .. }
            | Form::Run { low, high, .. }
            | Form::Touch { low, high, .. } => limit(low).max(limit(high)),
            Form::Spread { within, .. } => of(&within.price),
        })
        .max()
        .unwrap_or(0)
}
