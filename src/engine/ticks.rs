//! A clock for tests that counts looks, so that what a time limit ends is the same on every machine.

use super::{Progress, Watch};
use std::sync::atomic::{AtomicU64, Ordering};

/// A clock that goes on by so many seconds whenever somebody looks at it.
pub struct Ticks {
    looks: AtomicU64,
    step: f64,
}

impl Ticks {
    /// A clock at 0.
    pub fn new(step: f64) -> Ticks {
        Ticks {
            looks: AtomicU64::new(0),
            step,
        }
    }
}

impl Watch for Ticks {
    fn seconds(&self) -> f64 {
        self.looks.fetch_add(1, Ordering::Relaxed) as f64 * self.step
    }

    fn progress(&self, _: Progress) {}
}
