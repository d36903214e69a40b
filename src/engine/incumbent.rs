//! The incumbent, which engines that run side by side share: the best roster so far, with the best bound and the gap
//! between them (branch and bound: Land and Doig 1960).

use super::columns::ReducedCosts;
use super::{End, Limits, Outcome, Progress, Watch, gap};
use crate::domain::Roster;
use crate::model::{Model, Score, score};
use std::sync::{Arc, Mutex};

/// The best roster and the best bound so far; also the ear of the engines that write to it.
pub struct Incumbent<'a> {
    model: &'a Model,
    watch: &'a dyn Watch,
    limits: Limits,
    grain: i64,
    held: Mutex<Held>,
    reduced_costs: Mutex<Option<Arc<ReducedCosts>>>,
}

#[derive(Debug, Clone, Default)]
struct Held {
    best: Option<(Roster, Score)>,
    bound: Option<i64>,
}

impl<'a> Incumbent<'a> {
    /// No roster yet.
    pub fn new(model: &'a Model, limits: &Limits, watch: &'a dyn Watch) -> Incumbent<'a> {
        Incumbent {
            model,
            watch,
            limits: *limits,
            grain: model.grain(),
            // No price is negative.
            held: Mutex::new(Held {
                best: None,
                bound: Some(0),
            }),
            reduced_costs: Mutex::default(),
        }
    }

    /// The model that its rosters are scored by.
    pub fn model(&self) -> &'a Model {
        self.model
    }

    /// The limits of the solve.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    fn held(&self) -> Held {
        self.held.lock().map(|h| h.clone()).unwrap_or_default()
    }

    /// The best roster that keeps every hard term.
    pub fn best(&self) -> Option<(Roster, Score)> {
        self.held().best
    }

    /// Points of the best roster.
    pub fn cost(&self) -> Option<i64> {
        let held = self.held.lock().ok()?;
        held.best.as_ref().map(|(_, s)| s.soft)
    }

    /// The best bound.
    pub fn bound(&self) -> Option<i64> {
        self.held.lock().ok()?.bound
    }

    /// Takes a roster; true when it is the best so far.
    pub fn offer(&self, roster: &Roster) -> bool {
        let points = score(self.model, roster);
        let Ok(mut held) = self.held.lock() else {
            return false;
        };
        let better = held.best.as_ref().is_none_or(|(_, s)| points < *s);
        if points.hard > 0 || !better {
            return false;
        }
        held.best = Some((roster.clone(), points));
        let progress = self.now(&held);
        self.watch.found(roster);
        self.watch.progress(progress);
        true
    }

    /// Points by which rosters differ in cost at least.
    pub fn grain(&self) -> i64 {
        self.grain
    }

    /// What a roster must cost less than to be better than the best; a bound from here on proves that there is none.
    pub fn below(&self) -> f64 {
        self.cost()
            .map_or(f64::INFINITY, |c| (c - self.grain) as f64 + 0.5)
    }

    /// Takes a bound, up to the next cost that there can be. One above the best roster would be an error of the engine and is not taken.
    pub fn raise(&self, bound: i64) {
        let over = bound.rem_euclid(self.grain);
        let bound = match over {
            0 => bound,
            over => bound.saturating_add(self.grain - over),
        };
        let Ok(mut held) = self.held.lock() else {
            return;
        };
        let above = held.best.as_ref().is_some_and(|(_, s)| bound > s.soft);
        if above || held.bound.is_some_and(|b| b >= bound) {
            return;
        }
        held.bound = Some(bound);
        let progress = self.now(&held);
        self.watch.progress(progress);
    }

    /// Takes the prices of a bound.
    pub fn take_reduced_costs(&self, reduced_costs: ReducedCosts) {
        if let Ok(mut held) = self.reduced_costs.lock() {
            *held = Some(Arc::new(reduced_costs));
        }
    }

    /// The prices of a bound, as soon as there are some.
    pub fn reduced_costs(&self) -> Option<Arc<ReducedCosts>> {
        self.reduced_costs.lock().ok()?.clone()
    }

    fn now(&self, held: &Held) -> Progress {
        Progress {
            seconds: self.watch.seconds(),
            cost: held.best.as_ref().map(|(_, s)| s.soft),
            bound: held.bound,
        }
    }

    /// Whether the best roster is proven to be within the gap that was asked for.
    pub fn near(&self) -> bool {
        let Ok(held) = self.held.lock() else {
            return false;
        };
        // Asked a thousand times a second: the roster is not copied.
        let cost = held.best.as_ref().map(|(_, s)| s.soft);
        let gap = cost.zip(held.bound).and_then(|(c, b)| gap(c, b));
        gap.is_some_and(|g| g <= self.limits.gap)
    }

    /// Whether there is nothing more to do, or no time.
    pub fn done(&self) -> bool {
        self.stop() || self.near()
    }

    /// How the solve has ended, or would end now.
    pub fn outcome(&self) -> Outcome {
        let near = self.near();
        let Held { best, bound } = self.held();
        let end = match (&best, bound) {
            (Some((_, s)), Some(b)) if s.soft <= b => End::Optimal,
            _ if near => End::WithinGap,
            _ => End::Stopped,
        };
        Outcome { best, bound, end }
    }
}

impl Watch for Incumbent<'_> {
    fn seconds(&self) -> f64 {
        self.watch.seconds()
    }

    fn progress(&self, progress: Progress) {
        if let Some(bound) = progress.bound {
            self.raise(bound);
        }
    }

    fn found(&self, roster: &Roster) {
        self.offer(roster);
    }

    fn stop(&self) -> bool {
        self.watch.seconds() >= self.limits.seconds || self.watch.stop()
    }
}
