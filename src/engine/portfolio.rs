//! The default: which engines work on a model, and side by side.
//!
//! Where fairness or pairs tie everybody to everybody and the team is small, one integer program is best
//! ([`compact`]). Everywhere else columns bound and dive, while a search walks on the other core; each goes on from what
//! the other has found.

use super::board::Board;
use super::{End, EngineError, Limits, Outcome, Progress, Watch, columns, compact, exact, search};
use crate::domain::Roster;
use crate::model::{Form, Model};
use std::sync::atomic::{AtomicBool, Ordering};

/// Cells (person, day, duty) up to which one integer program holds a team whose people are tied to each other.
const COMPACT: usize = 6_000;

/// Cells up to which one integer program is quick in any case.
const TINY: usize = 100;

/// Cells up to which the integer program proves what columns leave open, and the dives before it.
const PROOF: usize = 600;
const DIVES: usize = 4;

/// Cells up to which the integer program has the last word on a model without any roster yet.
const LAST: usize = 100_000;

/// Solves a model.
pub fn run(model: &Model, limits: &Limits, watch: &dyn Watch) -> Result<Outcome, EngineError> {
    let cells = model.people * model.days * model.duties;
    let tied = |form: &Form| matches!(form, Form::Spread { .. } | Form::Match { .. });
    let tied = model.terms.iter().any(|t| tied(&t.form));
    if cells <= TINY || (tied && cells <= COMPACT) {
        return compact::run(model, limits, watch);
    }
    let board = Board::new(model, limits, watch);
    // A small model is proven by the integer program when some dives have not closed the gap.
    let few = (cells <= PROOF).then_some(DIVES);
    let outcome = match limits.dives {
        Some(dives) => counted(model, limits, &board, dives),
        None => side_by_side(model, limits, &board, few),
    };
    outcome?;
    if board.done() {
        return Ok(board.outcome());
    }
    if cells <= PROOF {
        let start = board.best();
        let start = start.as_ref().map(|(roster, _)| roster);
        let proof = exact::run(model, start, limits, None, &board)?;
        if let Some((roster, _)) = &proof.best {
            board.offer(roster);
        }
        proof.bound.into_iter().for_each(|bound| board.raise(bound));
        if proof.end == End::Infeasible && start.is_none() {
            return Ok(proof);
        }
    } else if board.best().is_none() && cells <= LAST {
        // Only the integer program can say that there is none.
        let proof = exact::run(model, None, limits, None, &board)?;
        if proof.end == End::Infeasible {
            return Ok(proof);
        }
    }
    Ok(board.outcome())
}

/// Columns and search one after the other, so that the same is found on every run.
fn counted(
    model: &Model,
    limits: &Limits,
    board: &Board<'_>,
    dives: usize,
) -> Result<(), EngineError> {
    search::run(model, limits, board);
    columns::work(model, limits, board, Some(dives))?;
    if !board.done() {
        polish(model, limits, board);
    }
    Ok(())
}

/// A walk near the best roster.
fn polish(model: &Model, limits: &Limits, board: &Board<'_>) {
    let Some((best, _)) = board.best() else {
        return;
    };
    let cells = (model.people * model.days) as u64;
    let mut annealer = search::Annealer::new(model, limits.seed);
    annealer.start_from(&best);
    annealer.round(
        search::Heat::Warm,
        limits.moves / 100 * cells,
        limits,
        board,
    );
}

/// Columns beside the search.
fn side_by_side(
    model: &Model,
    limits: &Limits,
    board: &Board<'_>,
    few: Option<usize>,
) -> Result<(), EngineError> {
    search::run(model, limits, board);
    if board.done() {
        return Ok(());
    }
    let quiet = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| walk(model, limits, board, &quiet));
        let worked = columns::work(model, limits, board, few);
        // Without a proof the search may go on to the end of the time; with nothing to hope for it does not.
        if worked.is_err() || few.is_some() || board.near() {
            quiet.store(true, Ordering::Relaxed);
        }
        worked
    })
}

/// Searches until the board is closed, each time from the best roster that others have brought.
fn walk(model: &Model, limits: &Limits, board: &Board<'_>, quiet: &AtomicBool) {
    let mut turn = 0;
    while !board.done() && !quiet.load(Ordering::Relaxed) {
        let ear = Ear {
            board,
            quiet,
            brought: board.brought(),
        };
        let start = board.best();
        let own = Limits {
            threads: 1,
            seed: limits.seed.wrapping_add(1 + turn),
            ..*limits
        };
        let start = start
            .as_ref()
            .map(|(roster, _)| roster)
            .filter(|_| turn > 0);
        search::improve(model, start, &own, &ear, &mut |_, _| {});
        turn += 1;
    }
}

/// Stops a walk when somebody else has brought a better roster.
struct Ear<'a, 'b> {
    board: &'a Board<'b>,
    quiet: &'a AtomicBool,
    brought: usize,
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
        self.quiet.load(Ordering::Relaxed)
            || self.board.done()
            || self.board.brought() != self.brought
    }
}
