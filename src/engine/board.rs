//! Where engines that run side by side write their best roster and bound.

use super::{End, Limits, Outcome, Progress, Watch, gap};
use crate::domain::Roster;
use crate::model::{Model, Score, score};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The best roster and the best bound so far; also the ear of the engines that write to it.
pub struct Board<'a> {
    model: &'a Model,
    watch: &'a dyn Watch,
    limits: Limits,
    held: Mutex<Held>,
    /// How often an engine other than the search has brought the best roster.
    brought: AtomicUsize,
}

#[derive(Debug, Clone, Default)]
struct Held {
    best: Option<(Roster, Score)>,
    bound: Option<i64>,
}

impl<'a> Board<'a> {
    /// An empty board.
    pub fn new(model: &'a Model, limits: &Limits, watch: &'a dyn Watch) -> Board<'a> {
        Board {
            model,
            watch,
            limits: *limits,
            // No price is negative.
            held: Mutex::new(Held {
                best: None,
                bound: Some(0),
            }),
            brought: AtomicUsize::new(0),
        }
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

    /// How often somebody brought the best roster.
    pub fn brought(&self) -> usize {
        self.brought.load(Ordering::Relaxed)
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

    /// The same from an engine whose rosters the search should go on from.
    pub fn bring(&self, roster: &Roster) -> bool {
        let better = self.offer(roster);
        if better {
            self.brought.fetch_add(1, Ordering::Relaxed);
        }
        better
    }

    /// Takes a bound. One above the best roster would be an error of the engine and is not taken.
    pub fn raise(&self, bound: i64) {
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

    fn now(&self, held: &Held) -> Progress {
        Progress {
            seconds: self.watch.seconds(),
            cost: held.best.as_ref().map(|(_, s)| s.soft),
            bound: held.bound,
        }
    }

    /// Whether the best roster is proven to be within the gap that was asked for.
    pub fn near(&self) -> bool {
        let held = self.held();
        let gap = held
            .best
            .zip(held.bound)
            .and_then(|((_, s), b)| gap(s.soft, b));
        gap.is_some_and(|g| g <= self.limits.gap)
    }

    /// Whether there is nothing more to do, or no time.
    pub fn done(&self) -> bool {
        self.stop() || self.near()
    }

    /// What stands on it.
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

impl Watch for Board<'_> {
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
