//! Fix-and-optimise (Helber and Sahling 2010): most of a good roster stays as it is, a few people or a few days are solved
//! anew by the integer program.
//!
//! Each round frees one part, or two different ones that are solved at once on two threads, and keeps
//! what is better. Parts are limited by nodes, not by time, so that a run is repeatable.

use super::program::Program;
use super::solve::{Options, solve_quietly};
use crate::domain::Roster;
use crate::engine::annealing::Random;
use crate::engine::{EngineError, Limits, Progress, Watch, gap};
use crate::model::{Model, Score, score};

/// Free cell variables of a part: what HiGHS solves in a fraction of a second. Parts grow by a third of
/// that with every third round without improvement.
const PART: usize = 360;

/// Branch-and-bound nodes of a part.
const NODES: i32 = 60;

/// Rounds without improvement after which parts look for different rosters of the same cost.
const WANDER: usize = 4;

/// The most that a cell costs by chance then: less than a point for all shifts of a part together.
const PERTURBATION: f64 = 0.01;

/// How much to try.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    /// Rounds without improvement after which the parts are taken to be exhausted.
    pub patience: usize,
    /// Parts that are solved at once.
    pub abreast: usize,
    /// The roster is good enough when it is within the gap of this.
    pub bound: Option<i64>,
}

/// Improves a roster that keeps every hard term, until it is within the gap of the bound, nothing gets
/// better any more, or most of the time is used.
pub fn improve(
    model: &Model,
    program: &Program,
    start: (Roster, Score),
    effort: Effort,
    limits: &Limits,
    watch: &dyn Watch,
) -> Result<(Roster, Score), EngineError> {
    let mut best = start;
    let mut random = Random::new(limits.seed ^ effort.abreast as u64);
    let mut idle = 0;
    while idle < effort.patience && !watch.stop() {
        let near = effort.bound.and_then(|b| gap(best.1.soft, b));
        let left = 0.7 * limits.seconds - watch.seconds();
        if near.is_some_and(|g| g <= limits.gap) || left <= 0.0 {
            break;
        }
        let before = best.1.soft;
        round(model, program, &mut best, (effort, idle), &mut random, left)?;
        idle += 1;
        if best.1.soft < before {
            idle = 0;
            watch.found(&best.0);
        }
        watch.progress(Progress {
            seconds: watch.seconds(),
            cost: Some(best.1.soft),
            bound: effort.bound,
        });
    }
    Ok(best)
}

/// Solves parts anew and keeps what is not worse.
fn round(
    model: &Model,
    program: &Program,
    best: &mut (Roster, Score),
    (effort, idle): (Effort, usize),
    random: &mut Random,
    seconds: f64,
) -> Result<(), EngineError> {
    // What is nearly the whole is left to the whole program.
    let whole = model.people * model.days * model.duties;
    let size = (PART + PART / 3 * (idle / 3)).min(whole * 3 / 5);
    let parts: Vec<Free> = (0..effort.abreast)
        .map(|_| part(model, random, size))
        .collect();
    let wander = idle >= WANDER;
    let options = Options {
        seconds,
        threads: 1,
        heuristics: true,
        nodes: Some(NODES),
        distance: if wander { 0.2 } else { 0.99 },
        ..Options::default()
    };
    let perturb = wander.then(|| random.clone());
    let found = abreast(program, &best.0, &parts, perturb.as_ref(), &options)?;
    for (roster, free) in found.iter().zip(&parts) {
        let Some(roster) = roster else { continue };
        // The other part may have changed the rest meanwhile: only this part is taken over.
        let mut joined = best.0.clone();
        for (person, days) in free.iter().enumerate() {
            for (day, _) in days.iter().enumerate().filter(|(_, free)| **free) {
                joined.cells[person][day] = roster.cells[person][day];
            }
        }
        let points = score(model, &joined);
        // As good but different is kept too: another place to look from.
        if points.hard == 0 && points.soft <= best.1.soft {
            *best = (joined, points);
        }
    }
    Ok(())
}

/// What is free: `free[person][day]`.
type Free = Vec<Vec<bool>>;

/// Days that a part spans; the fewer, the more people it frees.
const LENGTHS: [usize; 4] = [366, 14, 7, 4];

/// A rectangle of about `size` cell variables: some people, for a stretch of days.
fn part(model: &Model, random: &mut Random, size: usize) -> Free {
    let mut free = vec![vec![false; model.days]; model.people];
    let length = LENGTHS[random.below(LENGTHS.len())].min(model.days);
    let from = random.below(model.days - length + 1);
    let count = size / (model.duties.max(1) * length.max(1));
    for person in random.some(model.people, count.max(2)) {
        free[person][from..from + length].fill(true);
    }
    free
}

/// Solves each part on a thread of its own.
fn abreast(
    program: &Program,
    roster: &Roster,
    parts: &[Free],
    perturb: Option<&Random>,
    options: &Options,
) -> Result<Vec<Option<Roster>>, EngineError> {
    let one = |free: &Free| {
        let (mut part, start) = program.part(roster, free);
        if let Some(mut random) = perturb.cloned() {
            part.perturb(|| PERTURBATION * random.unit());
        }
        let options = Options {
            start: Some(start),
            ..options.clone()
        };
        solve_quietly(&part, &options).map(|s| s.roster)
    };
    let [first, others @ ..] = parts else {
        return Ok(Vec::new());
    };
    std::thread::scope(|scope| {
        let running: Vec<_> = others.iter().map(|p| scope.spawn(|| one(p))).collect();
        let mut found = vec![one(first)?];
        for thread in running {
            let broken = || EngineError::Solver("a thread broke down".to_owned());
            found.push(thread.join().map_err(|_| broken())??);
        }
        Ok(found)
    })
}
