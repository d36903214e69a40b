//! The default engine, an algorithm portfolio (Gomes and Selman 2001): which engines work on a model, and side by side.
//!
//! Where fairness or pairs tie everybody to everybody and the team is small and of people who differ, walks go on until
//! the end beside one integer program (`ordinary.rs`); runs with a work limit take the same program's steps one after
//! another ([`compact`]). Everywhere else columns bound and dive, while simulated annealing walks on the other core; then
//! both go on with large neighbourhood search. Teams that are too large for columns as a whole are walked by both, and
//! bounded by windows.

use super::incumbent::Incumbent;
use super::mend::mend;
use super::ordinary::{self, Way};
use super::{
    End, EngineError, Limits, Outcome, Progress, Watch, annealing, columns, compact, lns, mip,
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
    let incumbent = Incumbent::new(model, limits, watch);
    // A small model is proven by the integer program when some dives have not closed the gap.
    let few = (cells <= PROOF).then_some(DIVES);
    if tied && limits.dives.is_none() {
        first(model, limits, &incumbent)?;
        match ordinary::run(model, limits, &incumbent)? {
            Way::Done => return finished(model, limits, &incumbent),
            Way::None(outcome) => return Ok(outcome),
            Way::Near => return near(model, limits, &incumbent),
        }
    }
    let outcome = match limits.dives {
        Some(dives) => counted(model, limits, &incumbent, dives),
        None => side_by_side(model, limits, &incumbent, few),
    };
    outcome?;
    if incumbent.done() {
        return Ok(incumbent.outcome());
    }
    if cells <= PROOF {
        let start = incumbent.best();
        let start = start.as_ref().map(|(roster, _)| roster);
        let proof = mip::run(model, start, limits, None, &incumbent)?;
        if let Some((roster, _)) = &proof.best {
            incumbent.offer(roster);
        }
        proof
            .bound
            .into_iter()
            .for_each(|bound| incumbent.raise(bound));
        if proof.end == End::Infeasible && start.is_none() {
            return Ok(proof);
        }
        return Ok(incumbent.outcome());
    }
    finished(model, limits, &incumbent)
}

/// A first roster: near what the prices of single cells ask for, or from nothing.
fn first(model: &Model, limits: &Limits, incumbent: &Incumbent<'_>) -> Result<(), EngineError> {
    if let Some(planned) = annealing::planned(model, limits, incumbent) {
        let (roster, points) = mend(model, planned, limits, incumbent)?;
        incumbent.offer(&roster);
        if points.hard == 0 {
            return Ok(());
        }
    }
    let walked = annealing::run(model, limits, incumbent);
    let (roster, _) = mend(model, walked, limits, incumbent)?;
    incumbent.offer(&roster);
    Ok(())
}

/// The steps of one integer program, where its relaxation leads to rosters.
fn near(model: &Model, limits: &Limits, incumbent: &Incumbent<'_>) -> Result<Outcome, EngineError> {
    let outcome = compact::run(model, limits, incumbent)?;
    if let Some((roster, _)) = &outcome.best {
        incumbent.offer(roster);
    }
    outcome.bound.into_iter().for_each(|b| incumbent.raise(b));
    Ok(incumbent.outcome())
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

/// The incumbent; where there is none, what the integer program says.
fn finished(
    model: &Model,
    limits: &Limits,
    incumbent: &Incumbent<'_>,
) -> Result<Outcome, EngineError> {
    let cells = model.people * model.days * model.duties;
    if !incumbent.done() && incumbent.best().is_none() && cells <= LAST {
        // Only the integer program can say that there is none.
        let proof = mip::run(model, None, limits, None, incumbent)?;
        if proof.end == End::Infeasible {
            return Ok(proof);
        }
    }
    Ok(incumbent.outcome())
}

/// Columns and a walk one after the other, so that the same is found on every run.
fn counted(
    model: &Model,
    limits: &Limits,
    incumbent: &Incumbent<'_>,
    dives: usize,
) -> Result<(), EngineError> {
    first(model, limits, incumbent)?;
    columns::work(model, limits, incumbent, Some(dives))?;
    if !incumbent.done() {
        polish(model, limits, incumbent);
    }
    Ok(())
}

/// A walk near the best roster.
fn polish(model: &Model, limits: &Limits, incumbent: &Incumbent<'_>) {
    let Some((best, _)) = incumbent.best() else {
        return;
    };
    annealing::near(model, &best, limits.moves / 100, limits, incumbent);
}

/// Columns beside a walk, then parts on both threads.
fn side_by_side(
    model: &Model,
    limits: &Limits,
    incumbent: &Incumbent<'_>,
    few: Option<usize>,
) -> Result<(), EngineError> {
    let quiet = AtomicBool::new(false);
    let hush = || quiet.load(Ordering::Relaxed);
    let elite = lns::Elite::default();
    let size = columns::size(model);
    let huge = size > HUGE;
    // Where people differ, rows drawn from the relaxation lead parts to better rosters sooner. Dives make rows for those
    // who are alike, and for fairness between all.
    let draws = !columns::alike(model) && !columns::fair(model);
    if huge {
        walks(
            model,
            (limits, limits.threads, LONG_WALK),
            incumbent,
            &quiet,
        );
    } else {
        first(model, limits, incumbent)?;
    }
    if incumbent.done() {
        return Ok(());
    }
    std::thread::scope(|scope| {
        let other = scope.spawn(|| {
            if huge {
                let now = incumbent.seconds();
                let until = now + BOUND * (limits.seconds - now);
                windows::bound(model, limits, incumbent, until)?;
            } else {
                walk(model, limits, incumbent, &quiet);
            }
            if incumbent.best().is_none() {
                walks(model, (limits, 1, 1.0), incumbent, &quiet);
            }
            lns::improve(model, limits, incumbent, &elite, (1, draws), &hush)
        });
        let mut worked = Ok(());
        if !huge {
            worked = columns::work(model, limits, incumbent, few);
        }
        if worked.is_ok() && few.is_none() {
            worked = lns::improve(model, limits, incumbent, &elite, (0, draws), &hush);
        }
        // Without a proof the others may go on to the end of the time; with nothing to hope for they do not.
        if worked.is_err() || few.is_some() || incumbent.near() {
            quiet.store(true, Ordering::Relaxed);
        }
        let broken = || EngineError::Solver("a thread broke down".to_owned());
        let other = other.join().unwrap_or_else(|_| Err(broken()));
        worked.and(other)
    })
}

/// Cells of people who differ beyond which columns for all at once come to no bound in any useful time.
const HUGE: usize = 500_000;

/// Part of the time that a walk has, beside the columns and where they are of no use.
const WALK: f64 = 0.2;
const LONG_WALK: f64 = 0.4;

/// Moves a cell of the walk beside the columns, if the time suffices: parts do better from there.
const MOVES: u64 = 40_000;

/// Part of the time that is left then for the bound.
const BOUND: f64 = 0.6;

/// One walk from nothing, cooled slowly.
fn walk(model: &Model, limits: &Limits, incumbent: &Incumbent<'_>, quiet: &AtomicBool) {
    let now = incumbent.seconds();
    let own = Limits {
        seconds: now + WALK * (limits.seconds - now),
        seed: limits.seed.wrapping_add(1),
        ..*limits
    };
    annealing::afresh(
        model,
        MOVES,
        annealing::Pace::Usual,
        &own,
        &Ear { incumbent, quiet },
    );
}

/// Searches on so many threads for a part of the time.
fn walks(
    model: &Model,
    (limits, threads, part): (&Limits, u32, f64),
    incumbent: &Incumbent<'_>,
    quiet: &AtomicBool,
) {
    let ear = Ear { incumbent, quiet };
    let now = incumbent.seconds();
    let own = Limits {
        threads,
        seed: limits.seed.wrapping_add(1),
        seconds: now + part * (limits.seconds - now),
        ..*limits
    };
    annealing::improve(model, None, &own, &ear, &mut |_, _| {});
}

/// Stops a walk when there is nothing more to do or somebody says so.
struct Ear<'a, 'b> {
    incumbent: &'a Incumbent<'b>,
    quiet: &'a AtomicBool,
}

impl Watch for Ear<'_, '_> {
    fn seconds(&self) -> f64 {
        self.incumbent.seconds()
    }

    fn progress(&self, progress: Progress) {
        self.incumbent.progress(progress);
    }

    fn found(&self, roster: &Roster) {
        self.incumbent.found(roster);
    }

    fn stop(&self) -> bool {
        self.quiet.load(Ordering::Relaxed) || self.incumbent.done()
    }
}
