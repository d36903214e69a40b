//! The cooling schedule: how hot, how long, and what a broken hard term costs meanwhile. Its price rises while it stays
//! broken (constraint weighting: Morris 1993).

use super::cost::{Cost, Duty};
use super::scale::Scale;
use super::walk::{Target, Walk};
use crate::domain::Roster;
use crate::engine::{Limits, Progress, Watch};
use crate::model::{Model, Score, violation};

/// Moves between two looks at the clock.
const PERIOD: u64 = 1024;

/// How often an anneal looks at the hard terms and prices those anew that are broken.
const LOOKS: u64 = 300;

/// Moves a cell between two looks for places where dear terms are broken.
const SEEN: u64 = 24;

/// Moves a cell between two rosters that are passed on.
const TOLD: u64 = 16;

/// A walk that is heated and cooled.
///
/// Every hard term has a price of its own. It rises while the term stays broken and falls back to a bit more than the
/// dearest soft unit: low prices let the walk pass through broken rosters, high ones make it keep
/// what is hard to keep.
#[derive(Debug)]
pub struct Annealer<'a> {
    model: &'a Model,
    walk: Walk,
    scale: Scale,
    /// The least price of a hard unit.
    floor: i64,
    reported: Option<i64>,
    /// Where rounds spend their moves.
    pub pace: Pace,
}

/// Where a round spends most of its moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// Where the terms freeze that rule the cost.
    Usual,
    /// Below that, where the many small terms freeze: rules of mixed kinds and prices.
    Low,
}

/// How much of a roster a round of annealing keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heat {
    /// Nothing.
    Full,
    /// What rules the cost is shaken, and mostly stays.
    Warm,
}

impl<'a> Annealer<'a> {
    /// Stands at the empty roster.
    pub fn new(model: &'a Model, seed: u64) -> Annealer<'a> {
        let scale = Scale::of(model);
        let mut walk = Walk::new(model, seed);
        let floor = scale.hard_price();
        walk.state.reprice(|_, _| floor);
        Annealer {
            model,
            walk,
            scale,
            floor,
            reported: None,
            pace: Pace::Usual,
        }
    }

    /// Goes on from a roster. What the model forbids there becomes rest.
    pub fn start_from(&mut self, roster: &Roster) {
        let duty = |d: &Option<usize>| d.map_or(0, |d| d as Duty + 1);
        let duties: Vec<Duty> = roster.cells.iter().flatten().map(duty).collect();
        self.walk.go(&duties);
    }

    /// The best roster met so far; one that breaks fewer hard terms is better.
    pub fn best(&self) -> (Roster, Score) {
        let (roster, cost) = self.walk.best();
        (roster, score(cost))
    }

    /// What the best roster costs.
    pub fn best_score(&self) -> Score {
        score(self.walk.best_cost())
    }

    /// Where the walk stands, and what it costs.
    pub fn current(&self) -> (Roster, Score) {
        let state = &self.walk.state;
        (state.roster(), score(state.total()))
    }

    /// A usable roster, quickly.
    pub fn quench(&mut self, moves: u64, limits: &Limits, watch: &dyn Watch) {
        self.floor = 16 * self.scale.hard_price();
        let price = self.floor;
        self.walk.state.reprice(|_, _| price);
        let (hot, cold) = (self.scale.scorching(), self.scale.cold());
        self.cool(moves, (hot, cold), limits.seconds, watch);
        if self.walk.best_cost().hard == 0 {
            self.scale = self.scale.paid(self.model, &self.walk.best().0);
        }
        self.floor = self.scale.hard_price();
        let floor = self.floor;
        self.walk.state.reprice(|_, _| floor);
    }

    /// Goes to the roster that the prices of single cells ask for, where they do, and looks near it for one that keeps
    /// every hard term: whether it did.
    pub fn follow_plan(&mut self, moves: u64, limits: &Limits, watch: &dyn Watch) -> bool {
        let Some(plan) = self.walk.plan() else {
            return false;
        };
        self.walk.go(&plan);
        self.floor = 16 * self.scale.hard_price();
        let price = self.floor;
        self.walk.state.reprice(|_, _| price);
        let (hot, cold) = (self.scale.hot(), self.scale.cold());
        self.cool(moves, (hot, cold), limits.seconds, watch);
        true
    }

    /// A round: most of the moves where the terms freeze that rule the cost, then cooling down. A time limit that
    /// is too near for all moves shortens every part alike.
    pub fn round(&mut self, heat: Heat, moves: u64, limits: &Limits, watch: &dyn Watch) {
        let scale = self.scale;
        let (hot, warm) = match heat {
            Heat::Full => (scale.hot(), scale.warm()),
            Heat::Warm => ((scale.hot() * scale.warm()).sqrt(), scale.warm() * 0.7),
        };
        let (first, then) = match self.pace {
            Pace::Usual => (0.66, 0.26),
            Pace::Low => (0.4, 0.52),
        };
        let mut parts = vec![
            (first, hot, warm),
            (then, warm, scale.cold()),
            (0.08, warm, scale.cold()),
        ];
        if heat == Heat::Full {
            parts.insert(0, (0.05, scale.scorching().max(hot), hot));
        }
        let mut left = parts.iter().map(|(part, ..)| part).sum::<f64>();
        for (number, (part, from, to)) in parts.iter().enumerate() {
            if number + 1 == parts.len() {
                self.mend();
            }
            let now = watch.seconds();
            let until = now + (limits.seconds - now) * part / left;
            self.cool((moves as f64 * part) as u64, (*from, *to), until, watch);
            left -= part;
        }
        self.floor = scale.hard_price();
        if self.walk.best_cost().hard == 0 {
            self.scale = self.scale.paid(self.model, &self.walk.best().0);
        }
    }

    /// Before the last part of a round: what is still broken then is mended at prices that leave no choice.
    fn mend(&mut self) {
        if self.walk.state.total().hard > 0 {
            self.floor = 8 * self.scale.hard_price();
            let floor = self.floor;
            self.walk.state.reprice(|_, price| price.max(floor));
        }
    }

    /// Cools from `hot` to `cold` within a number of moves, or within the time limit if that comes
    /// first. A low temperature polishes the roster it starts from.
    pub fn anneal(&mut self, moves: u64, hot: f64, cold: f64, limits: &Limits, watch: &dyn Watch) {
        self.cool(moves, (hot, cold), limits.seconds, watch);
    }

    fn cool(&mut self, moves: u64, (hot, cold): (f64, f64), until: f64, watch: &dyn Watch) {
        let cells = self.walk.people * self.walk.days;
        if cells == 0 {
            return;
        }
        let look = (moves / LOOKS).max(cells as u64).max(PERIOD);
        let (began, mut done) = (watch.seconds(), 0);
        let (mut next, mut seen, mut told) = (look, 0, 0);
        while done < moves {
            let now = watch.seconds();
            if now >= until || watch.stop() {
                break;
            }
            let by_time = (now - began) / (until - began);
            let part = (done as f64 / moves as f64).max(by_time);
            let heat = hot * (cold / hot).powf(part);
            let period = PERIOD.min(moves - done);
            for _ in 0..period {
                self.walk.step(heat);
            }
            done += period;
            if done >= next {
                next = done + look;
                self.reprice();
            }
            if done >= seen {
                seen = done + SEEN * cells as u64;
                self.find_targets();
            }
            // A roster that is passed on is looked at by others, which takes as long as some moves a cell.
            if done >= told {
                told = done + TOLD * cells as u64;
                self.report(watch);
            }
        }
        self.report(watch);
    }

    fn reprice(&mut self) {
        let floor = self.floor;
        self.walk.state.reprice(|hard, price| match hard {
            0 => (price - price / 10).max(floor),
            // Far beyond any sum of points a higher price says nothing more.
            _ => (price + price / 5 + 1).min(floor.saturating_mul(1 << 12)),
        });
    }

    /// Looks for the terms that a move should begin at: broken hard ones, and those that pay about the price
    /// that rules the cost.
    fn find_targets(&mut self) {
        let roster = self.walk.state.roster();
        let ruling = self.scale.ruling;
        self.walk.targets.clear();
        for term in &self.model.terms {
            let broken = violation(term, &roster);
            if broken.hard > 0 || 2 * broken.soft >= ruling {
                let people = term.tag.people.iter().map(|p| p.0);
                let (first, last) = term.tag.days;
                self.walk.targets.push(Target {
                    people: people.filter(|p| *p < self.walk.people).collect(),
                    days: (first, last.max(first)),
                });
            }
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

fn score(cost: Cost) -> Score {
    Score {
        hard: cost.hard,
        soft: cost.soft,
    }
}
