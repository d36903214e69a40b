//! How long a search may take: a part of the time, or until there is nothing to wait for.

use crate::domain::Roster;
use crate::engine::{Limits, Progress, Watch};
use std::sync::atomic::{self, AtomicBool};

/// The part of the time that repair search may take.
const TRYING: f64 = 0.6;

/// Listens to a solve whose cost is a number of cells: once it is proven to be larger than there are cells, no roster
/// exists, and there is nothing to wait for.
pub(super) struct UntilBeyond<'a> {
    watch: &'a dyn Watch,
    cells: i64,
    beyond: AtomicBool,
}

impl<'a> UntilBeyond<'a> {
    /// Listens to the solve of a model with so many cells that may change.
    pub fn new(watch: &'a dyn Watch, cells: usize) -> UntilBeyond<'a> {
        UntilBeyond {
            watch,
            cells: i64::try_from(cells).unwrap_or(i64::MAX),
            beyond: AtomicBool::new(false),
        }
    }

    /// Whether it is proven.
    pub fn is_beyond(&self) -> bool {
        self.beyond.load(atomic::Ordering::Relaxed)
    }
}

impl Watch for UntilBeyond<'_> {
    fn seconds(&self) -> f64 {
        self.watch.seconds()
    }

    fn progress(&self, progress: Progress) {
        if progress.cost.is_none() && progress.bound.is_some_and(|bound| bound > self.cells) {
            self.beyond.store(true, atomic::Ordering::Relaxed);
        }
        self.watch.progress(progress);
    }

    fn found(&self, roster: &Roster) {
        self.watch.found(roster);
    }

    fn stop(&self) -> bool {
        self.watch.stop() || self.is_beyond()
    }
}

/// A part of the time that is left: what it does not bring, the integer program has the rest for.
pub(super) struct TimeShare<'a> {
    end: f64,
    watch: &'a dyn Watch,
}

impl<'a> TimeShare<'a> {
    /// Of the time that is left now.
    pub fn of(limits: &Limits, watch: &'a dyn Watch) -> TimeShare<'a> {
        let now = watch.seconds();
        let end = now + TRYING * (limits.seconds - now).max(0.0);
        TimeShare { end, watch }
    }
}

impl Watch for TimeShare<'_> {
    fn seconds(&self) -> f64 {
        self.watch.seconds()
    }

    fn progress(&self, _: Progress) {}

    fn stop(&self) -> bool {
        self.watch.stop() || self.watch.seconds() >= self.end
    }
}

/// Until nothing better is possible.
pub(super) fn exactly(limits: &Limits) -> Limits {
    Limits {
        gap: 0.0,
        ..*limits
    }
}
