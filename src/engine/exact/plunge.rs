//! A dive through the linear relaxation: what it is nearly sure of is settled and the rest solved anew, until nothing is
//! left to settle.
//!
//! The relaxation of a roster is nearly whole. Some tens of linear programs, each begun where the last one ended, lead from
//! its optimum to a roster that costs little more, in a fraction of the time that branch and bound takes for its root.

use super::program::Program;
use super::solve::whole_bound;
use crate::domain::Roster;
use crate::engine::{EngineError, Limits, Progress, Watch};
use crate::model::{Model, Score, score};
use highs::{Col, HighsModelStatus, RowProblem, Sense};

/// Values nearer to a whole number than this are whole.
const WHOLE: f64 = 1e-6;

/// One of so many fractional variables is settled at once.
const BATCH: usize = 8;

/// How often what was settled is looked at more closely, because it makes rosters dearer.
const CARE: usize = 60;

/// What the dive came to.
pub struct Plunged {
    /// A roster that keeps every hard term.
    pub best: Option<(Roster, Score)>,
    /// That of the relaxation; `None` when it was not solved in time.
    pub bound: Option<i64>,
}

/// Solves the relaxation and dives from it.
pub fn plunge(
    program: &Program,
    model: &Model,
    limits: &Limits,
    watch: &dyn Watch,
) -> Result<Plunged, EngineError> {
    let (mut best, mut bound) = (None, None);
    if watch.seconds() >= limits.seconds {
        return Ok(Plunged { best, bound });
    }
    let mut relaxed = Relaxed::new(program, limits)?;
    if let Some(point) = relaxed.solve(limits, watch)? {
        bound = whole_bound(point.cost);
        watch.progress(Progress {
            seconds: watch.seconds(),
            cost: None,
            bound,
        });
        if let Some(values) = relaxed.dive(program, point, limits, watch)? {
            let roster = program.roster(&values);
            let points = score(model, &roster);
            best = (points.hard == 0).then_some((roster, points));
        }
    }
    if let Some((roster, _)) = &best {
        watch.found(roster);
    }
    Ok(Plunged { best, bound })
}

/// The largest fractional variables.
fn batch(cells: &[usize], values: &[f64]) -> Vec<usize> {
    let mut open: Vec<(f64, usize)> = cells
        .iter()
        .map(|var| (values[*var], *var))
        .filter(|(value, _)| *value > WHOLE && *value < 1.0 - WHOLE)
        .collect();
    open.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let sure = open.iter().filter(|(value, _)| *value > 0.5).count();
    open.truncate((open.len() / BATCH).min(sure).max(1));
    open.into_iter().map(|(_, var)| var).collect()
}

/// Whether settling has made rosters dearer, whose costs are whole, or impossible.
fn dearer(next: Option<&Point>, before: &Point) -> bool {
    next.is_none_or(|next| whole_bound(next.cost) > whole_bound(before.cost))
}

/// An optimum of the relaxation.
struct Point {
    cost: f64,
    values: Vec<f64>,
}

/// The living linear program.
struct Relaxed {
    solver: Option<highs::Model>,
    columns: Vec<Col>,
    spent: f64,
}

impl Relaxed {
    fn new(program: &Program, limits: &Limits) -> Result<Relaxed, EngineError> {
        let mut problem = RowProblem::default();
        let columns: Vec<Col> = program
            .vars
            .iter()
            .map(|v| problem.add_column(v.cost, v.low..=v.high))
            .collect();
        for row in &program.rows {
            let factors: Vec<_> = row.terms.iter().map(|(v, f)| (columns[*v], *f)).collect();
            problem.add_row(row.low..=row.high, factors);
        }
        let mut solver = problem
            .try_optimise(Sense::Minimise)
            .map_err(|e| EngineError::Solver(format!("{e:?}")))?;
        let seed = i32::try_from(limits.seed % 2_147_483_647).unwrap_or(0);
        for (name, value) in [("threads", 1), ("random_seed", seed)] {
            solver
                .try_set_option(name, value)
                .map_err(|_| refused(name))?;
        }
        solver
            .try_set_option("output_flag", false)
            .map_err(|_| refused("output_flag"))?;
        Ok(Relaxed {
            solver: Some(solver),
            columns,
            spent: 0.0,
        })
    }

    /// Goes on from an optimum until all cells are whole; `None` when that comes to nothing.
    fn dive(
        &mut self,
        program: &Program,
        mut point: Point,
        limits: &Limits,
        watch: &dyn Watch,
    ) -> Result<Option<Vec<f64>>, EngineError> {
        let cells = program.cells().iter().flatten();
        let cells: Vec<usize> = cells.map(|(_, var)| *var).collect();
        let mut care = CARE;
        loop {
            let mut batch = batch(&cells, &point.values);
            let Some(surest) = batch.first().copied() else {
                return Ok(Some(point.values));
            };
            let mut next = self.settle(&batch, 1.0, limits, watch)?;
            while batch.len() > 1 && dearer(next.as_ref(), &point) && (next.is_none() || care > 0) {
                care = care.saturating_sub(1);
                // Some of them do not go together: the surer half.
                self.free(&batch);
                batch.truncate(batch.len() / 2);
                next = self.settle(&batch, 1.0, limits, watch)?;
            }
            if batch.len() == 1 && dearer(next.as_ref(), &point) {
                self.free(&batch);
                let without = self.settle(&batch, 0.0, limits, watch)?;
                let cost = |p: &Option<Point>| p.as_ref().map_or(f64::INFINITY, |p| p.cost);
                if cost(&without) <= cost(&next) {
                    next = without;
                } else {
                    self.bound(surest, 1.0, 1.0);
                }
            }
            match next {
                Some(next) if !watch.stop() => point = next,
                _ => return Ok(None),
            }
        }
    }

    fn settle(
        &mut self,
        batch: &[usize],
        at: f64,
        limits: &Limits,
        watch: &dyn Watch,
    ) -> Result<Option<Point>, EngineError> {
        batch.iter().for_each(|var| self.bound(*var, at, at));
        self.solve(limits, watch)
    }

    fn free(&mut self, batch: &[usize]) {
        batch.iter().for_each(|var| self.bound(*var, 0.0, 1.0));
    }

    fn bound(&mut self, var: usize, low: f64, high: f64) {
        if let Some(solver) = self.solver.as_mut() {
            solver.change_column_bounds(self.columns[var], low..=high);
        }
    }

    /// From where the last run ended; `None` when there is no solution, or none in time.
    fn solve(&mut self, limits: &Limits, watch: &dyn Watch) -> Result<Option<Point>, EngineError> {
        let gone = || EngineError::Solver("the relaxation is gone after an error".to_owned());
        let mut solver = self.solver.take().ok_or_else(gone)?;
        let began = watch.seconds();
        // HiGHS counts its time over all runs of a model.
        let until = self.spent + f64::max(limits.seconds - began, 0.01);
        solver
            .try_set_option("time_limit", until)
            .map_err(|_| refused("time_limit"))?;
        let solved = solver
            .try_solve()
            .map_err(|e| EngineError::Solver(format!("{e:?}")))?;
        self.spent += watch.seconds() - began;
        let optimal = solved.status() == HighsModelStatus::Optimal;
        let point = optimal.then(|| Point {
            cost: solved.objective_value(),
            values: solved.get_solution().columns().to_vec(),
        });
        self.solver = Some(highs::Model::from(solved));
        Ok(point)
    }
}

fn refused(name: &str) -> EngineError {
    EngineError::Solver(format!("option {name} was refused"))
}
