//! Fix and optimise: most of a good roster stays as it is, a few people or a few days are solved anew.
//!
//! Each round frees two different parts, solves both at once on two threads, and keeps the better
//! result. Sub-programs are limited by nodes, not by time, so that a run is repeatable.

use super::program::Program;
use super::solve::{Options, solve_quietly};
use crate::domain::Roster;
use crate::engine::search::Generator;
use crate::engine::{EngineError, Limits, Progress, Watch, gap};
use crate::model::{Model, Score, score};

/// Free cell variables of a part: what HiGHS solves in a fraction of a second. Parts grow by a third of
/// that with every third round without improvement.
const PART: usize = 360;

/// Branch-and-bound nodes of a part.
const NODES: i32 = 60;

/// Rounds without improvement after which the parts are taken to be exhausted.
const PATIENCE: usize = 24;

/// Rounds without improvement after which parts look for different rosters of the same cost.
const WANDER: usize = 4;

/// The most that a cell costs by chance then: less than a point for all shifts of a part together.
const TILT: f64 = 0.01;

/// Improves a roster that keeps every hard term, until it is within the gap of `bound`, nothing gets
/// better any more, or most of the time is used.
pub fn improve(
    model: &Model,
    program: &Program,
    start: (Roster, Score),
    bound: Option<i64>,
    limits: &Limits,
    watch: &dyn Watch,
) -> Result<(Roster, Score), EngineError> {
    let mut best = start;
    let mut random = Generator::new(limits.seed ^ 0x5eed);
    let mut idle = 0;
    while idle < PATIENCE && !watch.stop() {
        let near = bound.and_then(|b| gap(best.1.soft, b));
        let left = 0.7 * limits.seconds - watch.seconds();
        if near.is_some_and(|g| g <= limits.gap) || left <= 0.0 {
            break;
        }
        let size = PART + PART / 3 * (idle / 3);
        let parts = [
            part(model, &mut random, size),
            part(model, &mut random, size),
        ];
        let wander = idle >= WANDER;
        let options = Options {
            seconds: left,
            seed: limits.seed,
            threads: 1,
            heuristics: true,
            nodes: Some(NODES),
            distance: if wander { 0.2 } else { 0.99 },
            ..Options::default()
        };
        let tilt = wander.then(|| random.clone());
        let found = both(program, &best.0, &parts, tilt, &options)?;
        idle += 1;
        for roster in found.into_iter().flatten() {
            let points = score(model, &roster);
            let change = points.soft - best.1.soft;
            if points.hard > 0 || change > 0 {
                continue;
            }
            // As good but different: another place to look from.
            best = (roster, points);
            if change < 0 {
                idle = 0;
                watch.found(&best.0);
            }
        }
        watch.progress(Progress {
            seconds: watch.seconds(),
            cost: Some(best.1.soft),
            bound,
        });
    }
    Ok(best)
}

/// What is free: `free[person][day]`.
type Part = Vec<Vec<bool>>;

/// Days that a part spans; the fewer, the more people it frees.
const LENGTHS: [usize; 4] = [366, 14, 7, 4];

/// A rectangle of about `size` cell variables: some people, for a stretch of days.
fn part(model: &Model, random: &mut Generator, size: usize) -> Part {
    let mut free = vec![vec![false; model.days]; model.people];
    let length = LENGTHS[random.below(LENGTHS.len())].min(model.days);
    let from = random.below(model.days - length + 1);
    let count = size / (model.duties.max(1) * length.max(1));
    for person in chosen(random, model.people, count.max(2)) {
        free[person][from..from + length].fill(true);
    }
    free
}

/// `count` different numbers below `all`, or all of them.
fn chosen(random: &mut Generator, all: usize, count: usize) -> Vec<usize> {
    let mut numbers: Vec<usize> = (0..all).collect();
    for i in 0..count.min(all) {
        let j = i + random.below(all - i);
        numbers.swap(i, j);
    }
    numbers.truncate(count);
    numbers
}

fn both(
    program: &Program,
    roster: &Roster,
    parts: &[Part; 2],
    tilt: Option<Generator>,
    options: &Options,
) -> Result<Vec<Option<Roster>>, EngineError> {
    let one = |free: &Part| {
        let (mut part, start) = program.part(roster, free);
        if let Some(mut random) = tilt.clone() {
            part.tilt(|| TILT * random.unit());
        }
        let options = Options {
            start: Some(start),
            ..options.clone()
        };
        solve_quietly(&part, &options).map(|s| s.roster)
    };
    std::thread::scope(|scope| {
        let other = scope.spawn(|| one(&parts[1]));
        let first = one(&parts[0]);
        let second = other
            .join()
            .unwrap_or_else(|_| Err(EngineError::Solver("a thread broke down".to_owned())));
        Ok(vec![first?, second?])
    })
}
