//! Fix and optimise: most of a good roster stays as it is, a few people or a few days are solved anew.
//!
//! Each round frees two different parts, solves both at once on two threads, and keeps the better
//! result. Sub-programs are limited by nodes, not by time, so that a run is repeatable.

use super::program::Program;
use super::solve::{Options, Quiet, solve};
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
const PATIENCE: usize = 14;

/// Improves a roster that keeps every hard term, until it is within the gap of `bound`, nothing gets
/// better any more, or half of the time is used.
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
        let left = limits.seconds / 2.0 - watch.seconds();
        if near.is_some_and(|g| g <= limits.gap) || left <= 0.0 {
            break;
        }
        let size = PART + PART / 3 * (idle / 3);
        let parts = [
            part(model, &mut random, size, true),
            part(model, &mut random, size, false),
        ];
        let options = Options {
            seconds: left,
            seed: limits.seed,
            threads: 1,
            nodes: Some(NODES),
            start: Some(program.values(&best.0)),
            ..Options::default()
        };
        let found = both(model, program, &best.0, &parts, &options)?;
        idle += 1;
        for roster in found.into_iter().flatten() {
            let points = score(model, &roster);
            if points.hard == 0 && points.soft < best.1.soft {
                best = (roster, points);
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

/// A few people for the whole month, or everybody for a few days.
fn part(model: &Model, random: &mut Generator, size: usize, people: bool) -> Part {
    let per_cell = model.duties.max(1);
    let mut free = vec![vec![false; model.days]; model.people];
    if people {
        let count = (size / (per_cell * model.days.max(1))).clamp(2, model.people.max(2));
        for _ in 0..count {
            if let Some(row) = free.get_mut(random.below(model.people)) {
                row.fill(true);
            }
        }
    } else {
        let length = (size / (per_cell * model.people.max(1))).clamp(2, model.days.max(2));
        let from = random.below(model.days.saturating_sub(length) + 1);
        for row in &mut free {
            let to = (from + length).min(row.len());
            row[from..to].fill(true);
        }
    }
    free
}

fn both(
    model: &Model,
    program: &Program,
    roster: &Roster,
    parts: &[Part; 2],
    options: &Options,
) -> Result<Vec<Option<Roster>>, EngineError> {
    let one = |part: &Part| {
        let fixed = program.fixed(roster, part);
        solve(&fixed, model, options, &Quiet).map(|s| s.roster)
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
