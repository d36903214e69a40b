//! Teams of ordinary size whose people differ and are tied to each other, by fairness or in pairs.
//!
//! Walks on one core, from nothing each time and twice as long each time, until the end: their best roster is the
//! incumbent for all. On the other core the relaxation, a dive from it, and then the whole integer program from the
//! incumbent, for the bound and for what walks do not find. Where there is no relaxation in time, walks there as well.
//!
//! Measured (docs/DECISIONS.md, 2026-11-30): where rules of many kinds meet, the relaxation is far from whole. Dives,
//! parts and crossings bring little then, and every second without a walk is lost.

use super::board::Board;
use super::search::{self, Pace};
use super::{End, EngineError, Limits, Outcome, Progress, Watch, exact, gap};
use crate::domain::Roster;
use crate::model::Model;
use std::sync::atomic::{AtomicBool, Ordering};

/// Moves a cell of the first walks.
const MOVES: u64 = 4_000;

/// How often walks get twice as long.
const LONGEST: u64 = 20;

/// Dives at most, each from an optimum of its own, as long as they are sure of most cells.
const DIVES: u64 = 6;

/// Part of the time left that the relaxation and the dives from it may take.
const DIVE: f64 = 0.35;

/// Seeds of walks lie far from those of the users, who count from 1.
const APART: u64 = 0x9e37_79b9_7f4a_7c15;

/// Works until the board is done; the outcome where there is no roster at all.
pub fn run(
    model: &Model,
    limits: &Limits,
    board: &Board<'_>,
) -> Result<Option<Outcome>, EngineError> {
    let ear = Ear {
        board,
        seconds: f64::INFINITY,
        quiet: &AtomicBool::new(false),
    };
    std::thread::scope(|scope| {
        let other = scope.spawn(|| walk(model, limits, &ear, 1));
        let worked = bound(model, limits, &ear);
        if !matches!(worked, Ok(None)) {
            ear.quiet.store(true, Ordering::Relaxed);
        }
        let broken = |_| EngineError::Solver("a thread broke down".to_owned());
        other.join().map_err(broken).and(worked)
    })
}

/// Walks one after another, each twice as long as the one before. `thread` tells the seeds apart.
fn walk(model: &Model, limits: &Limits, ear: &Ear<'_, '_>, thread: u64) {
    for number in 0.. {
        if ear.stop() {
            break;
        }
        let own = Limits {
            seed: limits
                .seed
                .wrapping_add((2 * number + thread).wrapping_mul(APART)),
            ..*limits
        };
        let moves = MOVES << u64::min(number, LONGEST);
        search::afresh(model, moves, Pace::Low, &own, ear);
    }
}

/// The relaxation, a dive, and the whole program; the outcome where that has no solution.
fn bound(
    model: &Model,
    limits: &Limits,
    ear: &Ear<'_, '_>,
) -> Result<Option<Outcome>, EngineError> {
    let board = ear.board;
    let now = board.seconds();
    let until = Ear {
        seconds: now + DIVE * (limits.seconds - now),
        ..*ear
    };
    let some = Limits {
        seconds: until.seconds,
        ..*limits
    };
    let mut bounded = false;
    for number in 0..DIVES {
        let own = Limits {
            seed: limits.seed.wrapping_add(number),
            ..some
        };
        let dived = exact::plunge(model, number == 0, &own, &until)?;
        if let Some((roster, _)) = &dived.best {
            board.offer(roster);
        }
        dived.bound.into_iter().for_each(|b| board.raise(b));
        bounded |= dived.bound.is_some();
        let near = |(cost, bound): (i64, i64)| gap(cost, bound).is_some_and(|g| g <= exact::FAR);
        let near = board.cost().zip(board.bound()).is_some_and(near);
        if !dived.sure || near || until.stop() {
            break;
        }
    }
    // Without a bound before its time is up the relaxation has no solution.
    if !board.done() && (bounded || !until.stop()) {
        let start = board.best();
        let start = start.as_ref().map(|(roster, _)| roster);
        let proof = exact::run(model, start, limits, None, board)?;
        if proof.end == End::Infeasible && board.best().is_none() {
            return Ok(Some(proof));
        }
        proof.best.iter().for_each(|(roster, _)| {
            board.offer(roster);
        });
        proof.bound.into_iter().for_each(|b| board.raise(b));
    }
    walk(model, limits, ear, 2);
    Ok(None)
}

/// The board for as long as a step may take, and nobody says that there is nothing to look for.
#[derive(Clone, Copy)]
struct Ear<'a, 'b> {
    board: &'a Board<'b>,
    seconds: f64,
    quiet: &'a AtomicBool,
}

impl Watch for Ear<'_, '_> {
    fn seconds(&self) -> f64 {
        self.board.seconds()
    }

    fn progress(&self, progress: Progress) {
        self.board.progress(progress);
    }

    fn found(&self, roster: &Roster) {
        self.board.found(roster);
    }

    fn stop(&self) -> bool {
        let quiet = self.quiet.load(Ordering::Relaxed);
        quiet || self.board.done() || self.board.seconds() >= self.seconds
    }
}
