//! Annealing: how hot, how long, and what a broken hard term costs meanwhile.

use super::cost::Duty;
use super::walk::Walk;
use crate::domain::Roster;
use crate::engine::{Limits, Progress, Watch};
use crate::model::{Form, Limit, Model, Price, Score};

/// Moves between two looks at the clock.
const PERIOD: u64 = 1024;

/// A walk that can be heated and cooled.
#[derive(Debug)]
pub struct Annealer {
    walk: Walk,
    dearest: i64,
    hard_price: i64,
    reported: Option<i64>,
}

impl Annealer {
    /// Stands at the empty roster.
    pub fn new(model: &Model, seed: u64) -> Annealer {
        Annealer {
            walk: Walk::new(model, seed),
            dearest: dearest(model),
            hard_price: 0,
            reported: None,
        }
    }

    /// Goes on from a roster.
    pub fn start_from(&mut self, roster: &Roster) {
        let duty = |d: &Option<usize>| d.map_or(0, |d| d as Duty + 1);
        let duties: Vec<Duty> = roster.cells.iter().flatten().map(duty).collect();
        self.walk.go(&duties);
    }

    /// The best roster met so far.
    pub fn best(&self) -> (Roster, Score) {
        let (roster, cost) = self.walk.best();
        let score = Score {
            hard: cost.hard,
            soft: cost.soft,
        };
        (roster, score)
    }

    /// Where the walk stands.
    pub fn current(&self) -> Roster {
        self.walk.state.roster()
    }

    /// A short round at a price that keeps hard terms, for a usable roster at once; then rounds that
    /// walk through broken ones, dearer each time a round ends in one.
    pub fn search(&mut self, moves: u64, limits: &Limits, watch: &dyn Watch) {
        if self.walk.people == 0 || self.walk.days == 0 {
            return;
        }
        let cheap = self.dearest / 2 + 10;
        self.round(40 * cheap, moves / 8, limits, watch);
        let mut price = cheap;
        for _ in 0..3 {
            self.round(price, moves / 24 * 7, limits, watch);
            if self.walk.state.total().hard > 0 {
                price *= 4;
            }
        }
        for _ in 0..4 {
            if self.walk.best_cost().hard == 0 {
                return;
            }
            price *= 8;
            self.round(price, moves / 4, limits, watch);
        }
    }

    fn round(&mut self, price: i64, moves: u64, limits: &Limits, watch: &dyn Watch) {
        self.hard_price = price;
        self.walk.state.reprice(|_, _| price);
        let hot = price as f64 / 4.0;
        let cold = 3.0_f64.min(hot);
        self.anneal(moves, hot, cold, limits, watch);
    }

    /// Cools from `hot` to `cold`.
    pub fn anneal(&mut self, moves: u64, hot: f64, cold: f64, limits: &Limits, watch: &dyn Watch) {
        let mut done = 0;
        while done < moves {
            if watch.seconds() > limits.seconds || watch.stop() {
                break;
            }
            let heat = hot * (cold / hot).powf(done as f64 / moves as f64);
            for _ in 0..PERIOD.min(moves - done) {
                self.walk.step(heat);
            }
            done += PERIOD;
            self.report(watch);
        }
    }

    fn report(&mut self, watch: &dyn Watch) {
        let best = self.walk.best_cost();
        if best.hard > 0 || self.reported.is_some_and(|cost| cost <= best.soft) {
            return;
        }
        self.reported = Some(best.soft);
        watch.found(&self.walk.best().0);
        watch.progress(Progress {
            seconds: watch.seconds(),
            cost: Some(best.soft),
            bound: None,
        });
    }
}

/// The highest price of a unit in the model.
fn dearest(model: &Model) -> i64 {
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
