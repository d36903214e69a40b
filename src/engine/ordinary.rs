//! Teams of ordinary size whose people differ and are tied to each other, by fairness or in pairs.
//!
//! Walks on one core, from nothing each time and much longer each time, until the end: their best roster is the
//! incumbent for all. On the other core the relaxation, a dive from it, and then the whole integer program from the
//! incumbent, for the bound and for what walks do not find; a walk there as well as soon as that has little hope, or
//! where the program is too wide for more than its relaxation.
//!
//! Measured (docs/lab/walks.md): where rules of many kinds meet, the relaxation is far from whole. Dives,
//! fix-and-optimise and crossovers bring little then, and every second without a walk is lost. One long walk is better than several
//! shorter ones.

use super::annealing::{self, Pace};
use super::incumbent::Incumbent;
use super::{End, EngineError, Limits, Outcome, Progress, Watch, gap, mip};
use crate::domain::Roster;
use crate::model::Model;
use std::sync::atomic::{AtomicBool, Ordering};

/// Moves a cell of the first walk, and how many times as long the second is. More than any time limit allows are the
/// last one's, which cools by the clock.
const MOVES: u64 = 4_000;
const GROWTH: u64 = 8;
const LAST: u64 = MOVES << 20;

/// A walk before the last one may take this part of the time left.
const BEFORE: f64 = 0.2;

/// Where the first roster is within this fraction of a bound that is there in such a part of the time, dives and parts end
/// nearer still. Measured: 4 and 9 % on presets, where they do, and 13 to 40 % on ordinary shops, where they bring nothing.
const NEAR: f64 = 0.1;
const SOON: f64 = DIVE;

/// Part of the time left that the relaxation and the dive from it may take.
const DIVE: f64 = 0.35;

/// Part of the time after which the integer program gives way to a walk, unless it is within such a gap.
const PATIENCE: f64 = 0.6;
const HOPE: f64 = 0.01;

/// Seeds of walks lie far from those of the users, who count from 1.
const APART: u64 = 0x9e37_79b9_7f4a_7c15;

/// How it ended.
pub enum Way {
    /// There is nothing more to do.
    Done,
    /// There is no roster at all.
    None(Outcome),
    /// The bound is so near so soon that dives and parts are better than walks.
    Near,
}

/// Works until there is nothing more to do, or until something else is better.
pub fn run(model: &Model, limits: &Limits, incumbent: &Incumbent<'_>) -> Result<Way, EngineError> {
    let ear = Ear {
        incumbent,
        first: incumbent.cost(),
        seconds: f64::INFINITY,
        patience: f64::INFINITY,
        quiet: &AtomicBool::new(false),
    };
    std::thread::scope(|scope| {
        let other = scope.spawn(|| walk(model, limits, &ear, 1));
        let worked = bound(model, limits, &ear);
        ear.quiet.store(true, Ordering::Relaxed);
        let broken = |_| EngineError::Solver("a thread broke down".to_owned());
        other.join().map_err(broken).and(worked)
    })
}

/// Walks one after another. `thread` tells the seeds apart.
fn walk(model: &Model, limits: &Limits, ear: &Ear<'_, '_>, thread: u64) {
    let mut moves = MOVES;
    for number in 0.. {
        let began = ear.seconds();
        if ear.stop() {
            break;
        }
        let own = Limits {
            seed: limits
                .seed
                .wrapping_add((2 * number + thread).wrapping_mul(APART)),
            ..*limits
        };
        // Small terms of many kinds freeze late, in a short walk above all.
        let pace = if moves == MOVES {
            Pace::Low
        } else {
            Pace::Usual
        };
        annealing::afresh(model, moves, pace, &own, ear);
        let now = ear.seconds();
        let next = (now - began) * GROWTH as f64;
        let room = BEFORE * (limits.seconds - now);
        moves = if moves < LAST && next < room {
            moves * GROWTH
        } else {
            LAST
        };
    }
}

/// The relaxation, a dive, and the whole program; the outcome where that has no solution.
fn bound(model: &Model, limits: &Limits, ear: &Ear<'_, '_>) -> Result<Way, EngineError> {
    let incumbent = ear.incumbent;
    let part = |part: f64| {
        let now = incumbent.seconds();
        let seconds = now + part * (limits.seconds - now);
        (Ear { seconds, ..*ear }, Limits { seconds, ..*limits })
    };
    let (until, some) = part(PATIENCE);
    let bounded = mip::bounded(model, &some, &until)?;
    if let Some(bound) = bounded.as_ref().and_then(|b| b.bound) {
        incumbent.raise(bound);
    }
    // Unsolved before its time is up a relaxation has no solution.
    let mut none = bounded.as_ref().is_some_and(|b| !b.solved) && !until.stop();
    let wide = bounded.is_some_and(|b| b.wide);
    let mut solved = false;
    if !wide && !none && !ear.stop() {
        let (until, some) = part(DIVE);
        let dived = mip::dive(model, true, &some, &until)?;
        dived.best.iter().for_each(|(roster, _)| {
            incumbent.offer(roster);
        });
        dived.bound.into_iter().for_each(|b| incumbent.raise(b));
        solved = dived.solved;
        none = !dived.solved && !until.stop();
    }
    if ear.quiet.load(Ordering::Relaxed) {
        return Ok(Way::Near);
    }
    if none || solved {
        let start = incumbent.best();
        let start = start.as_ref().map(|(roster, _)| roster);
        let patient = Ear {
            patience: PATIENCE * limits.seconds,
            ..*ear
        };
        let proof = mip::run(model, start, limits, None, &patient)?;
        if proof.end == End::Infeasible && incumbent.best().is_none() {
            return Ok(Way::None(proof));
        }
        proof.best.iter().for_each(|(roster, _)| {
            incumbent.offer(roster);
        });
        proof.bound.into_iter().for_each(|b| incumbent.raise(b));
        if ear.quiet.load(Ordering::Relaxed) {
            return Ok(Way::Near);
        }
        if proof.end == End::WithinGap {
            return Ok(Way::Done);
        }
    }
    walk(model, limits, ear, 2);
    Ok(Way::Done)
}

/// The watch of the incumbent for as long as a step may take, and nobody says that there is nothing to look for.
#[derive(Clone, Copy)]
struct Ear<'a, 'b> {
    incumbent: &'a Incumbent<'b>,
    /// What the first roster cost.
    first: Option<i64>,
    seconds: f64,
    /// When it stops unless the bound is near the best roster by then.
    patience: f64,
    quiet: &'a AtomicBool,
}

impl Ear<'_, '_> {
    /// Whether a bound is near the first roster, and there soon, and more than that is asked for.
    fn near(&self, bound: Option<i64>) -> bool {
        let gap = self.first.zip(bound).and_then(|(c, b)| gap(c, b));
        let soon = self.incumbent.seconds() <= SOON * self.incumbent.limits().seconds;
        soon && gap.is_some_and(|gap| gap <= NEAR) && !self.incumbent.done()
    }

    /// Whether there is little hope to prove the best roster.
    fn far(&self) -> bool {
        let both = self.incumbent.cost().zip(self.incumbent.bound());
        both.and_then(|(c, b)| gap(c, b)).is_none_or(|g| g > HOPE)
    }
}

impl Watch for Ear<'_, '_> {
    fn seconds(&self) -> f64 {
        self.incumbent.seconds()
    }

    fn progress(&self, progress: Progress) {
        self.incumbent.progress(progress);
        if self.near(progress.bound) {
            self.quiet.store(true, Ordering::Relaxed);
        }
    }

    fn found(&self, roster: &Roster) {
        self.incumbent.found(roster);
    }

    fn stop(&self) -> bool {
        let quiet = self.quiet.load(Ordering::Relaxed);
        let now = self.incumbent.seconds();
        quiet
            || self.incumbent.done()
            || now >= self.seconds
            || (now >= self.patience && self.far())
    }
}
