//! The compact formulation, for teams that one integer program holds: a walk and dives from its relaxation, its root beside
//! fix-and-optimise, more of that, then branch and bound over the whole program (Land and Doig 1960).

use super::{End, EngineError, Limits, Outcome, Progress, Watch, annealing, gap, mip};
use crate::domain::Roster;
use crate::engine::mip::Effort;
use crate::model::{Model, Score};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// Moves a cell of the walk beside the root.
const MOVES: u64 = 4_000;

/// Rounds of parts without improvement: beside the root, and once its bound is known.
const PATIENCE: (usize, usize) = (5, 24);

/// How often two dives begin anew, each from an optimum of its own.
const ROUNDS: u64 = 3;

/// Cells beyond which dives take so long that a longer walk comes before the second.
const LARGE: usize = 6_000;

/// Solves a model: a walk for a usable roster, and beside it the linear relaxation for a bound and dives from it; the
/// root of the program, and beside it parts of the roster solved anew; more parts; then the whole program
/// from the best roster. Where only one cost could still be better, the whole program is asked for it at once.
///
/// Nothing depends on which of two threads is faster, so that a run that no time limit ends is
/// repeatable.
pub fn run(model: &Model, limits: &Limits, watch: &dyn Watch) -> Result<Outcome, EngineError> {
    let onward = Onward::new(watch);
    let (mut best, relaxed) = dives(model, limits, &onward)?;
    if onward.stop() || best.as_ref().is_some_and(|b| near(b, relaxed, limits)) {
        return Ok(ended(best, relaxed, limits));
    }
    if close(model, &best, relaxed) {
        return proven(model, (best, relaxed), limits, &onward);
    }
    let (root, parts) = std::thread::scope(|scope| {
        let start = best.clone();
        let parts = scope.spawn(|| {
            let start = if large(model) {
                // The longer walk was there before the second dive.
                start
            } else {
                better(start, walked_on(model, limits, &onward))
            };
            let parts = parts_of(model, start, (PATIENCE.0, 1), relaxed, limits, &onward)?;
            let decided = parts.as_ref().is_some_and(|b| near(b, relaxed, limits));
            onward.decided.store(decided, Ordering::Relaxed);
            Ok(parts)
        });
        // Without a start: with one the solver spends its time on neighbourhoods of its own.
        let root = mip::run(model, None, limits, Some(1), &UntilDecided(&onward));
        (root, joined(parts))
    });
    let parts = parts?;
    if parts.as_ref().is_some_and(|b| near(b, relaxed, limits)) {
        // How far the root had come by then is a matter of time, so it does not count.
        return Ok(ended(parts, relaxed, limits));
    }
    let root = root?;
    // With a roster in hand, the solver's word against it is its error, not the roster's.
    if root.end == End::Infeasible && best.is_none() {
        return Ok(root);
    }
    let bound = relaxed.max(root.bound);
    best = better(parts, root.best);
    if !best.as_ref().is_some_and(|b| near(b, bound, limits)) {
        best = parts_of(model, best, (PATIENCE.1, 2), bound, limits, &onward)?;
    }
    let done = best.as_ref().is_some_and(|b| near(b, bound, limits));
    if done || watch.seconds() >= limits.seconds || watch.stop() {
        return Ok(ended(best, bound, limits));
    }
    proven(model, (best, bound), limits, &onward)
}

/// A walk, and dives by twos until one comes near the bound of the relaxation. What the second of two finds counts only
/// when the first has not come near, or so near that the whole program has the last word, whichever is there sooner.
fn dives(
    model: &Model,
    limits: &Limits,
    onward: &Onward<'_>,
) -> Result<(Found, Option<i64>), EngineError> {
    let (mut best, mut bound) = two(model, limits, onward, true)?;
    let enough = limits.gap.max(mip::FAR);
    let enough = Limits {
        gap: enough,
        ..*limits
    };
    for round in 1..ROUNDS {
        let near = best.as_ref().is_some_and(|b| near(b, bound, &enough));
        let done = near || close(model, &best, bound);
        // Without a bound the relaxation has no solution, or none in time.
        if done || bound.is_none() || onward.stop() {
            break;
        }
        let seed = limits.seed.wrapping_add(2 * round);
        let (found, again) = two(model, &Limits { seed, ..*limits }, onward, false)?;
        best = better(best, found);
        bound = bound.max(again);
    }
    Ok((best, bound))
}

/// Two dives at once, before the second of them a walk if asked for, longer in large teams: the best roster of all, and
/// the bound.
fn two(
    model: &Model,
    limits: &Limits,
    onward: &Onward<'_>,
    walk: bool,
) -> Result<(Found, Option<i64>), EngineError> {
    let other = Limits {
        seed: limits.seed.wrapping_add(1),
        ..*limits
    };
    let (first, second, walked, long) = std::thread::scope(|scope| {
        let first = scope.spawn(|| {
            let dived = mip::dive(model, true, limits, onward)?;
            let best = &dived.best;
            let near = best.as_ref().is_some_and(|b| near(b, dived.bound, limits));
            let decided = near || close(model, best, dived.bound);
            onward.decided.store(decided, Ordering::Relaxed);
            Ok(dived)
        });
        let walked = walk.then(|| annealing::run(model, limits, onward));
        let decided = UntilDecided(onward);
        let long = (walk && large(model)).then(|| walked_on(model, limits, &decided));
        let second = mip::dive(model, false, &other, &decided);
        (joined(first), second, walked, long.flatten())
    });
    let first = first?;
    let walked = walked.filter(|(_, score)| score.hard == 0);
    if onward.decided.swap(false, Ordering::Relaxed) {
        // How far the second had come by then is a matter of time, so it does not count.
        return Ok((better(walked, first.best), first.bound));
    }
    let second = second?;
    let best = better(better(better(walked, long), first.best), second.best);
    Ok((best, first.bound.max(second.bound)))
}

fn large(model: &Model) -> bool {
    model.people * model.days * model.duties > LARGE
}

/// The whole program from the best roster.
fn proven(
    model: &Model,
    (best, bound): (Found, Option<i64>),
    limits: &Limits,
    watch: &dyn Watch,
) -> Result<Outcome, EngineError> {
    let start = best.as_ref().map(|b| &b.0);
    let proof = mip::run(model, start, limits, None, watch)?;
    if proof.end == End::Infeasible && best.is_none() {
        return Ok(proof);
    }
    let bound = bound.max(proof.bound);
    Ok(ended(better(best, proof.best), bound, limits))
}

/// Whether one cost at most could still be better.
fn close(model: &Model, best: &Found, bound: Option<i64>) -> bool {
    let costs = best.as_ref().zip(bound);
    costs.is_some_and(|((_, score), bound)| score.soft - bound <= model.grain())
}

fn joined<T>(
    thread: std::thread::ScopedJoinHandle<'_, Result<T, EngineError>>,
) -> Result<T, EngineError> {
    let broken = || EngineError::Solver("a thread broke down".to_owned());
    thread.join().unwrap_or_else(|_| Err(broken()))
}

/// A walk from nothing that cools slowly: a much better place for parts to begin at.
fn walked_on(model: &Model, limits: &Limits, watch: &dyn Watch) -> Found {
    let cells = (model.people * model.days) as u64;
    let mut annealer = annealing::Annealer::new(model, limits.seed.wrapping_add(1));
    annealer.quench(MOVES / 8 * cells, limits, watch);
    annealer.round(annealing::Heat::Full, MOVES * cells, limits, watch);
    Some(annealer.best()).filter(|(_, score)| score.hard == 0)
}

fn ended(best: Found, bound: Option<i64>, limits: &Limits) -> Outcome {
    let end = match (&best, bound) {
        (Some((_, s)), Some(b)) if s.soft <= b => End::Optimal,
        (Some(b), bound) if near(b, bound, limits) => End::WithinGap,
        _ => End::Stopped,
    };
    Outcome { best, bound, end }
}

fn parts_of(
    model: &Model,
    start: Found,
    (patience, abreast): (usize, usize),
    bound: Option<i64>,
    limits: &Limits,
    watch: &dyn Watch,
) -> Result<Found, EngineError> {
    let effort = Effort {
        patience,
        abreast,
        bound,
    };
    start
        .map(|best| mip::improve(model, best, effort, limits, watch))
        .transpose()
}

fn near(best: &(Roster, Score), bound: Option<i64>, limits: &Limits) -> bool {
    bound
        .and_then(|b| gap(best.1.soft, b))
        .is_some_and(|g| g <= limits.gap)
}

type Found = Option<(Roster, Score)>;

fn better(a: Found, b: Found) -> Found {
    match (a, b) {
        (Some(a), Some(b)) => Some(if b.1 <= a.1 { b } else { a }),
        (a, b) => a.or(b),
    }
}

/// Passes on what the engines report, together with what those before them had.
struct Onward<'a> {
    watch: &'a dyn Watch,
    held: Mutex<(Option<i64>, Option<i64>)>,
    /// Set when the parts have found a roster that is good enough: the root need not go on.
    decided: AtomicBool,
}

/// The same, until the matter is decided on the other thread.
struct UntilDecided<'a>(&'a Onward<'a>);

impl Watch for UntilDecided<'_> {
    fn seconds(&self) -> f64 {
        self.0.seconds()
    }

    fn progress(&self, progress: Progress) {
        self.0.progress(progress);
    }

    fn found(&self, roster: &Roster) {
        self.0.found(roster);
    }

    fn stop(&self) -> bool {
        self.0.decided.load(Ordering::Relaxed) || self.0.stop()
    }
}

impl<'a> Onward<'a> {
    fn new(watch: &'a dyn Watch) -> Onward<'a> {
        Onward {
            watch,
            held: Mutex::new((None, None)),
            decided: AtomicBool::new(false),
        }
    }

    /// The smaller cost and the larger bound of a new report and those so far.
    fn best(&self, cost: Option<i64>, bound: Option<i64>) -> (Option<i64>, Option<i64>) {
        let Ok(mut held) = self.held.lock() else {
            return (cost, bound);
        };
        let cost = match (held.0, cost) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        *held = (cost, held.1.max(bound));
        *held
    }
}

impl Watch for Onward<'_> {
    fn seconds(&self) -> f64 {
        self.watch.seconds()
    }

    fn progress(&self, progress: Progress) {
        let (cost, bound) = self.best(progress.cost, progress.bound);
        self.watch.progress(Progress {
            cost,
            bound,
            ..progress
        });
    }

    fn found(&self, roster: &Roster) {
        self.watch.found(roster);
    }

    fn stop(&self) -> bool {
        self.watch.stop()
    }
}
