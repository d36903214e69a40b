//! Diving through the linear relaxation (primal heuristics: Berthold 2006): what it is nearly sure of is fixed and the rest
//! solved anew, until a sub-MIP of what is left is small (as in RENS: Berthold 2014).
//!
//! The relaxation of a roster is nearly whole. A few linear programs, each begun where the last one ended, lead from its
//! optimum to one of no more cost in which most shifts are whole. An integer program that keeps those finds a roster
//! that costs little more, in a fraction of the time that branch and bound takes for its root.

use super::program::Program;
use super::relaxed::{Point, Relaxed, report};
use super::solve::{Options, solve, whole_bound};
use crate::domain::Roster;
use crate::engine::{EngineError, Limits, Progress, Watch, gap};
use crate::model::{Model, Score, score};
use std::sync::atomic::{AtomicBool, Ordering};

/// Values nearer to a whole number than this are whole.
const WHOLE: f64 = 1e-6;

/// One of so many fractional variables is fixed at once.
const BATCH: usize = 8;

/// The dive ends when one of so many cells is fractional, unless it goes deep.
const OPEN: usize = 7;

/// Variables of cells up to which a dive may go deep, because linear programs are quick.
const SMALL: usize = 1_600;

/// How often a deep dive looks more closely at what it fixed, because that makes rosters dearer.
const CARE: usize = 60;

/// Branch-and-bound nodes of the integer program at its end.
const NODES: i32 = 20;

/// That program is given up when its own bound is further than this fraction above that of the whole, and by more than
/// one cost.
pub const FAR: f64 = 0.005;

/// What the dive came to.
pub struct Dived {
    /// A roster that keeps every hard term.
    pub best: Option<(Roster, Score)>,
    /// That of the relaxation; where that was not solved in time, what its prices of the rows prove so far.
    pub bound: Option<i64>,
    /// Whether the relaxation was solved in time.
    pub solved: bool,
}

/// Solves the relaxation and dives from it, in small programs `deep` if asked to.
pub fn dive(
    program: &Program,
    model: &Model,
    deep: bool,
    limits: &Limits,
    watch: &dyn Watch,
) -> Result<Dived, EngineError> {
    let mut dived = Dived {
        best: None,
        bound: None,
        solved: false,
    };
    if watch.seconds() >= limits.seconds {
        return Ok(dived);
    }
    let mut relaxed = Relaxed::new(program, limits)?;
    let point = relaxed.solve(limits, watch)?;
    dived.solved = point.is_some();
    dived.bound = match &point {
        Some(point) => whole_bound(point.cost),
        None => relaxed.lagrange(program),
    };
    report(dived.bound, watch);
    if let Some(point) = point {
        let bound = dived.bound;
        let point = relaxed.dive(program, (point, deep), limits, watch)?;
        dived.best = sub_mip(program, (&point.values, bound), model, limits, watch)?;
    }
    if let Some((roster, _)) = &dived.best {
        watch.found(roster);
    }
    Ok(dived)
}

/// The variables of all cells.
fn variables(program: &Program) -> Vec<usize> {
    let cells = program.cells().iter().flatten();
    cells.map(|(_, var)| *var).collect()
}

/// Fractional variables with their values, the largest first.
fn fractional(cells: &[usize], values: &[f64]) -> Vec<(f64, usize)> {
    let all = cells.iter().map(|var| (values[*var], *var));
    let mut open: Vec<_> = all
        .filter(|(value, _)| *value > WHOLE && *value < 1.0 - WHOLE)
        .collect();
    open.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    open
}

/// The surest ones.
fn batch(mut open: Vec<(f64, usize)>) -> Vec<usize> {
    let sure = open.iter().filter(|(value, _)| *value > 0.5).count();
    open.truncate((open.len() / BATCH).min(sure).max(1));
    open.into_iter().map(|(_, var)| var).collect()
}

/// Whether fixing has made rosters dearer, whose costs are whole, or impossible.
fn dearer(next: Option<&Point>, before: &Point) -> bool {
    next.is_none_or(|next| whole_bound(next.cost) > whole_bound(before.cost))
}

/// The best roster that has all shifts that are whole in a solution of the relaxation.
fn sub_mip(
    program: &Program,
    (values, bound): (&[f64], Option<i64>),
    model: &Model,
    limits: &Limits,
    watch: &dyn Watch,
) -> Result<Option<(Roster, Score)>, EngineError> {
    let mut sub = program.clone();
    for (_, var) in program.cells().iter().flatten() {
        if values[*var] > 1.0 - WHOLE {
            sub.vars[*var].low = 1.0;
        }
    }
    let options = Options {
        seconds: (limits.seconds - watch.seconds()).max(0.0),
        distance: 0.99,
        heuristics: true,
        seed: limits.seed,
        threads: 1,
        nodes: Some(NODES),
        ..Options::default()
    };
    let watch = SubMip {
        watch,
        bound,
        gap: limits.gap,
        grain: model.grain(),
        enough: AtomicBool::new(false),
    };
    let solved = solve(&sub, model, &options, &watch)?;
    let scored = solved.roster.map(|roster| {
        let points = score(model, &roster);
        (roster, points)
    });
    Ok(scored.filter(|(_, points)| points.hard == 0))
}

/// Passes on what a program finds that is only a part of the whole, so that its bound is none, until that is enough.
struct SubMip<'a> {
    watch: &'a dyn Watch,
    /// That of the whole.
    bound: Option<i64>,
    gap: f64,
    grain: i64,
    enough: AtomicBool,
}

impl SubMip<'_> {
    /// Whether a roster of that cost would be good enough; also one that may cost `more` than that.
    fn near(&self, cost: Option<i64>, more: f64) -> bool {
        let gap = cost
            .zip(self.bound)
            .and_then(|(cost, bound)| gap(cost, bound));
        gap.is_some_and(|gap| gap <= self.gap.max(more))
    }
}

impl Watch for SubMip<'_> {
    fn seconds(&self) -> f64 {
        self.watch.seconds()
    }

    fn progress(&self, progress: Progress) {
        let whole = Progress {
            bound: self.bound,
            ..progress
        };
        let least = progress.bound.map(|bound| bound - self.grain);
        let hopeless = least.is_some() && !self.near(least, FAR);
        if hopeless || self.near(progress.cost, 0.0) {
            self.enough.store(true, Ordering::Relaxed);
        }
        self.watch.progress(whole);
    }

    fn found(&self, roster: &Roster) {
        self.watch.found(roster);
    }

    fn stop(&self) -> bool {
        self.enough.load(Ordering::Relaxed) || self.watch.stop()
    }
}

impl Relaxed {
    /// Goes on from an optimum until few cells are fractional, or fixing the surest makes rosters dearer; `deep`:
    /// until none is.
    fn dive(
        &mut self,
        program: &Program,
        (mut point, deep): (Point, bool),
        limits: &Limits,
        watch: &dyn Watch,
    ) -> Result<Point, EngineError> {
        let cells = variables(program);
        let deep = deep && cells.len() <= SMALL;
        let mut care = CARE;
        while !watch.stop() {
            let open = fractional(&cells, &point.values);
            if open.is_empty() || !deep && open.len() <= cells.len() / OPEN {
                break;
            }
            let mut batch = batch(open);
            let mut next = self.fix(&batch, 1.0, limits, watch)?;
            while dearer(next.as_ref(), &point) && batch.len() > 1 && (next.is_none() || care > 0) {
                // Some of them do not go together: the surer half.
                care -= usize::from(deep && care > 0);
                self.free(&batch);
                batch.truncate(batch.len() / 2);
                next = self.fix(&batch, 1.0, limits, watch)?;
            }
            if dearer(next.as_ref(), &point) && !deep {
                break;
            }
            if dearer(next.as_ref(), &point) && batch.len() == 1 {
                next = self.cheaper(batch[0], next, limits, watch)?;
            }
            match next {
                Some(next) => point = next,
                None => break,
            }
        }
        Ok(point)
    }

    /// A cell fixed at 1, as it is in `with`, or at 0, whichever costs less.
    fn cheaper(
        &mut self,
        var: usize,
        with: Option<Point>,
        limits: &Limits,
        watch: &dyn Watch,
    ) -> Result<Option<Point>, EngineError> {
        let without = self.fix(&[var], 0.0, limits, watch)?;
        let cost = |p: &Option<Point>| p.as_ref().map_or(f64::INFINITY, |p| p.cost);
        if cost(&without) <= cost(&with) {
            return Ok(without);
        }
        self.bound(var, 1.0, 1.0);
        Ok(with)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::engine::models::{model, optimum};
    use std::sync::Mutex;

    /// Hears the largest bound.
    #[derive(Default)]
    struct Bounds(Mutex<Option<i64>>);

    impl Watch for Bounds {
        fn seconds(&self) -> f64 {
            0.0
        }

        fn progress(&self, progress: Progress) {
            let mut largest = self.0.lock().unwrap();
            *largest = progress.bound.max(*largest);
        }
    }

    fn dived(model: &Model, deep: bool) -> (Dived, Option<i64>) {
        let heard = Bounds::default();
        let program = Program::of(model);
        let dived = dive(&program, model, deep, &Limits::default(), &heard).unwrap();
        (dived, heard.0.into_inner().unwrap())
    }

    #[test]
    fn dives_end_at_rosters_and_bounds_below_the_best() {
        let (mut all, mut found, mut best) = (0, [0, 0], [0, 0]);
        for number in 0..400 {
            let model = model(number);
            let optimum = optimum(&model);
            all += usize::from(optimum.is_some());
            for deep in [false, true] {
                let (dived, heard) = dived(&model, deep);
                let Some(optimum) = optimum else {
                    assert!(dived.best.is_none(), "{number}");
                    continue;
                };
                assert!(dived.bound.max(heard) <= Some(optimum), "{number}");
                let Some((roster, points)) = &dived.best else {
                    continue;
                };
                assert_eq!(
                    (0, *points),
                    (points.hard, score(&model, roster)),
                    "{number}"
                );
                assert!(points.soft >= optimum, "{number}");
                found[usize::from(deep)] += 1;
                best[usize::from(deep)] += usize::from(points.soft == optimum);
            }
        }
        let most = |count: [usize; 2]| count.iter().all(|c| 4 * c > 3 * all);
        assert!(most(found) && most(best), "{all}: {found:?} {best:?}");
    }
}
