//! Engines: from a model of terms to a roster and a bound. They know terms and no rule.

pub mod annealing;
pub mod columns;
pub mod compact;
mod incumbent;
mod lns;
mod mend;
pub mod mip;
mod ordinary;
pub mod portfolio;
pub mod repair_search;
mod windows;

#[cfg(test)]
#[path = "../../tests/models/mod.rs"]
pub(crate) mod models;

#[cfg(test)]
mod ticks;

use crate::domain::Roster;
use crate::model::Score;

/// How long and how hard to look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Seconds from the start of the solve.
    pub seconds: f64,
    /// Stop when the best roster is proven to be within this fraction of the best possible.
    pub gap: f64,
    /// Seed of everything random.
    pub seed: u64,
    /// Moves that the walk to a first roster makes in a team of up to 1,000 cells (person days);
    /// the work limit that makes a run repeatable.
    pub moves: u64,
    /// Threads that the engines may use.
    pub threads: u32,
    /// Dives of the columns engine; a work limit, with which the result is the same on every run.
    pub dives: Option<usize>,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            seconds: 60.0,
            gap: 0.0,
            seed: 1,
            moves: 400_000,
            threads: 2,
            dives: None,
        }
    }
}

/// Where a solve stands.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Progress {
    /// Seconds since the start.
    pub seconds: f64,
    /// Points of the best roster; `None` as long as none keeps every hard term.
    pub cost: Option<i64>,
    /// No roster can cost less.
    pub bound: Option<i64>,
}

impl Progress {
    /// How far the best roster may be from the best possible, as a fraction of its cost.
    pub fn gap(&self) -> Option<f64> {
        gap(self.cost?, self.bound?)
    }
}

/// `(cost − bound) / cost`; nothing to prove is a gap of 0.
pub fn gap(cost: i64, bound: i64) -> Option<f64> {
    if cost <= bound {
        return Some(0.0);
    }
    (cost > 0).then(|| (cost - bound) as f64 / cost as f64)
}

/// What the outside gives a solve: the clock, an ear for progress, and a way to stop it.
pub trait Watch: Sync {
    /// Seconds since the solve began.
    fn seconds(&self) -> f64;

    /// Called whenever the best roster or the bound gets better, and now and then in between.
    fn progress(&self, progress: Progress);

    /// Called with every roster that is better than all before, hard terms kept.
    fn found(&self, _roster: &Roster) {}

    /// Whether to stop now.
    fn stop(&self) -> bool {
        false
    }
}

/// A watch without a clock: for examples and tests, which do not limit time. Engines that would look for ever for
/// what cannot be proven need [`Limits::dives`] with it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unwatched;

impl Watch for Unwatched {
    fn seconds(&self) -> f64 {
        0.0
    }

    fn progress(&self, _: Progress) {}
}

/// How a solve ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The roster is proven best.
    Optimal,
    /// A roster, proven within the gap that was asked for.
    WithinGap,
    /// Time ran out, or somebody stopped it.
    Stopped,
    /// No roster keeps every hard term.
    Infeasible,
}

/// The result of an engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The best roster that keeps every hard term.
    pub best: Option<(Roster, Score)>,
    /// No roster can cost less; `None`: nothing proven.
    pub bound: Option<i64>,
    /// How it ended.
    pub end: End,
}

/// An engine that failed, as opposed to a model without solution.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, serde::Serialize)]
pub enum EngineError {
    /// The solver library refused the program or broke down.
    #[error("the solver failed: {0}")]
    Solver(String),
}
