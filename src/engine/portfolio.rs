//! The default: which engines work on a model, and side by side.
//!
//! Where fairness or pairs tie everybody to everybody and the team is small and of people who differ, walks go on until
//! the end beside one integer program (`ordinary.rs`); runs with a work limit take the same program's steps one after
//! another ([`compact`]). Everywhere else columns bound and dive, while a search walks on the other core; then both solve parts
//! of the best roster anew. Teams that are too large for columns as a whole are walked by both, and bounded by windows.

use super::board::Board;
use super::mend::mend;
use super::ordinary::{self, Way};
use super::{
    End, EngineError, Limits, Outcome, Progress, Watch, columns, compact, exact, parts, search,
    windows,
};
use crate::domain::Roster;
use crate::model::{Form, Model};
use std::sync::atomic::{AtomicBool, Ordering};

/// Cells (person, day, duty) up to which one integer program holds a team whose people are tied to each other.
const COMPACT: usize = 10_000;

/// Cells up to which walks are better than columns where fairness or pairs tie people who differ.
const ORDINARY: usize = 20_000;

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
    // People who are alike make a small master, whose dives are there before the root of the program.
    let tied = tied(model, cells) && !columns::alike(model);
    if cells <= TINY || (tied && limits.dives.is_some() && cells <= COMPACT) {
        return compact::run(model, limits, watch);
    }
    let board = Board::new(model, limits, watch);
    // A small model is proven by the integer program when some dives have not closed the gap.
    let few = (cells <= PROOF).then_some(DIVES);
    if tied && limits.dives.is_none() {
        first(model, limits, &board)?;
        match ordinary::run(model, limits, &board)? {
            Way::Done => return finished(model, limits, &board),
            Way::None(outcome) => return Ok(outcome),
            Way::Near => return near(model, limits, &board),
        }
    }
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
        return Ok(board.outcome());
    }
    finished(model, limits, &board)
}

/// A first roster: near what the prices of single cells ask for, or from nothing.
fn first(model: &Model, limits: &Limits, board: &Board<'_>) -> Result<(), EngineError> {
    if let Some(planned) = search::planned(model, limits, board) {
        let (roster, points) = mend(model, planned, limits, board)?;
        board.offer(&roster);
        if points.hard == 0 {
            return Ok(());
        }
    }
    let walked = search::run(model, limits, board);
    let (roster, _) = mend(model, walked, limits, board)?;
    board.offer(&roster);
    Ok(())
}

/// The steps of one integer program, where its relaxation leads to rosters.
fn near(model: &Model, limits: &Limits, board: &Board<'_>) -> Result<Outcome, EngineError> {
    let outcome = compact::run(model, limits, board)?;
    if let Some((roster, _)) = &outcome.best {
        board.offer(roster);
    }
    outcome.bound.into_iter().for_each(|b| board.raise(b));
    Ok(board.outcome())
}

/// Whether people are tied to each other and few enough for one integer program: by fairness or in pairs, in small teams
/// also by a match of any other kind.
fn tied(model: &Model, cells: usize) -> bool {
    let pair = |form: &Form| match form {
        Form::Spread { .. } => cells <= ORDINARY,
        Form::Match { a, b, .. } => cells <= ORDINARY && (a.person != b.person || cells <= COMPACT),
        _ => false,
    };
    model.terms.iter().any(|t| pair(&t.form))
}

/// What stands on the board; where that is nothing, what the integer program says.
fn finished(model: &Model, limits: &Limits, board: &Board<'_>) -> Result<Outcome, EngineError> {
    let cells = model.people * model.days * model.duties;
    if !board.done() && board.best().is_none() && cells <= LAST {
        // Only the integer program can say that there is none.
        let proof = exact::run(model, None, limits, None, board)?;
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
    first(model, limits, board)?;
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
    search::near(model, &best, limits.moves / 100, limits, board);
}

/// Columns beside the search, then parts on both threads.
fn side_by_side(
    model: &Model,
    limits: &Limits,
    board: &Board<'_>,
    few: Option<usize>,
) -> Result<(), EngineError> {
    let quiet = AtomicBool::new(false);
    let hush = || quiet.load(Ordering::Relaxed);
    let pool = parts::Pool::default();
    let size = columns::size(model);
    let huge = size > HUGE;
    // Where people differ, rows drawn from the relaxation lead parts to better rosters sooner. Dives make rows for those
    // who are alike, and for fairness between all.
    let draws = !columns::alike(model) && !columns::fair(model);
    if huge {
        walks(model, (limits, limits.threads, LONG_WALK), board, &quiet);
    } else {
        first(model, limits, board)?;
    }
    if board.done() {
        return Ok(());
    }
    std::thread::scope(|scope| {
        let other = scope.spawn(|| {
            if huge {
                let now = board.seconds();
                let until = now + BOUND * (limits.seconds - now);
                windows::bound(model, limits, board, until)?;
            } else {
                walk(model, limits, board, &quiet);
            }
            if board.best().is_none() {
                walks(model, (limits, 1, 1.0), board, &quiet);
            }
            parts::improve(model, limits, board, &pool, (1, draws), &hush)
        });
        let mut worked = Ok(());
        if !huge {
            worked = columns::work(model, limits, board, few);
        }
        if worked.is_ok() && few.is_none() {
            worked = parts::improve(model, limits, board, &pool, (0, draws), &hush);
        }
        // Without a proof the others may go on to the end of the time; with nothing to hope for they do not.
        if worked.is_err() || few.is_some() || board.near() {
            quiet.store(true, Ordering::Relaxed);
        }
        let broken = || EngineError::Solver("a thread broke down".to_owned());
        let other = other.join().unwrap_or_else(|_| Err(broken()));
        worked.and(other)
    })
}

/// Cells of people who differ beyond which columns for all at once come to no bound in any useful time.
const HUGE: usize = 500_000;

/// Part of the time that the search has, beside the columns and where they are of no use.
const WALK: f64 = 0.2;
const LONG_WALK: f64 = 0.4;

/// Moves a cell of the walk beside the columns, if the time suffices: parts do better from there.
const MOVES: u64 = 40_000;

/// Part of the time that is left then for the bound.
const BOUND: f64 = 0.6;

/// One walk from nothing, cooled slowly.
fn walk(model: &Model, limits: &Limits, board: &Board<'_>, quiet: &AtomicBool) {
    let now = board.seconds();
    let own = Limits {
        seconds: now + WALK * (limits.seconds - now),
        seed: limits.seed.wrapping_add(1),
        ..*limits
    };
    search::afresh(
        model,
        MOVES,
        search::Pace::Usual,
        &own,
        &Ear { board, quiet },
    );
}

/// Searches on so many threads for a part of the time.
fn walks(
    model: &Model,
    (limits, threads, part): (&Limits, u32, f64),
    board: &Board<'_>,
    quiet: &AtomicBool,
) {
    let ear = Ear { board, quiet };
    let now = board.seconds();
    let own = Limits {
        threads,
        seed: limits.seed.wrapping_add(1),
        seconds: now + part * (limits.seconds - now),
        ..*limits
    };
    search::improve(model, None, &own, &ear, &mut |_, _| {});
}

/// Stops a walk when the board is done or somebody says so.
struct Ear<'a, 'b> {
    board: &'a Board<'b>,
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
        self.quiet.load(Ordering::Relaxed) || self.board.done()
    }
}
