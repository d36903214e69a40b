//! The linear relaxation as a living program of the solver, its prices of the rows, and the Lagrangian bound that they
//! prove, wherever the solver has ended (Geoffrion 1974).

use super::callback::{self, Stop};
use super::program::Program;
use super::solve::whole_bound;
use crate::engine::{EngineError, Limits, Progress, Watch};
use highs::{Col, HighsModelStatus, RowProblem, Sense};

/// Coefficients of a program from which on interior points come first, because the simplex method may take long, and from
/// which on it takes minutes, so that no dive goes on from there.
const BROAD: usize = 20_000;
const WIDE: usize = 100_000;

/// The bound of the relaxation by interior points.
pub struct Bounded {
    /// What the prices of the rows prove.
    pub bound: Option<i64>,
    /// Whether nothing says that the relaxation has no solution.
    pub solved: bool,
    /// Whether every linear program of a dive would take seconds.
    pub wide: bool,
}

/// The bound of a broad program; `None` for others, whose relaxation the simplex method has at once. Measured on four shops of
/// 21 to 35 people: 4 to 7 s by interior points that end at no vertex, 12 to more than 45 s by the simplex method.
pub fn bounded(
    program: &Program,
    limits: &Limits,
    watch: &dyn Watch,
) -> Result<Option<Bounded>, EngineError> {
    let coefficients: usize = program.rows.iter().map(|row| row.terms.len()).sum();
    if coefficients < BROAD {
        return Ok(None);
    }
    let mut relaxed = Relaxed::new(program, limits)?;
    relaxed.interior()?;
    let point = relaxed.solve(limits, watch)?;
    let bound = relaxed.lagrange(program);
    report(bound, watch);
    Ok(Some(Bounded {
        bound,
        solved: point.is_some() || bound.is_some(),
        wide: coefficients >= WIDE,
    }))
}

/// Reports a bound.
pub fn report(bound: Option<i64>, watch: &dyn Watch) {
    if bound.is_some() {
        watch.progress(Progress {
            seconds: watch.seconds(),
            cost: None,
            bound,
        });
    }
}

/// An optimum of the relaxation.
pub struct Point {
    pub cost: f64,
    /// Of all variables.
    pub values: Vec<f64>,
}

/// The living linear program.
pub struct Relaxed {
    solver: Option<highs::Model>,
    columns: Vec<Col>,
    spent: f64,
    /// Prices of the rows at the end of the last run, if it had come so far.
    prices: Vec<f64>,
}

impl Relaxed {
    /// The relaxation of a program, not yet solved.
    pub fn new(program: &Program, limits: &Limits) -> Result<Relaxed, EngineError> {
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
            prices: Vec::new(),
        })
    }

    /// By interior points, without a vertex at the end.
    fn interior(&mut self) -> Result<(), EngineError> {
        let Some(solver) = self.solver.as_mut() else {
            return Ok(());
        };
        for (name, value) in [("solver", "ipm"), ("run_crossover", "off")] {
            solver
                .try_set_option(name, value)
                .map_err(|_| refused(name))?;
        }
        Ok(())
    }

    /// What the prices of the last run prove, wherever it ended.
    pub fn lagrange(&self, program: &Program) -> Option<i64> {
        let all = self.prices.len() == program.rows.len();
        all.then(|| whole_bound(program.lagrange(&self.prices)))?
    }

    /// Solves it with some variables fixed at a value.
    pub fn fix(
        &mut self,
        batch: &[usize],
        at: f64,
        limits: &Limits,
        watch: &dyn Watch,
    ) -> Result<Option<Point>, EngineError> {
        batch.iter().for_each(|var| self.bound(*var, at, at));
        self.solve(limits, watch)
    }

    /// Takes fixings back, for the next run.
    pub fn free(&mut self, batch: &[usize]) {
        batch.iter().for_each(|var| self.bound(*var, 0.0, 1.0));
    }

    /// Bounds a variable, for the next run.
    pub fn bound(&mut self, var: usize, low: f64, high: f64) {
        if let Some(solver) = self.solver.as_mut() {
            solver.change_column_bounds(self.columns[var], low..=high);
        }
    }

    /// From where the last run ended; `None` when there is no solution, or none in time.
    pub fn solve(
        &mut self,
        limits: &Limits,
        watch: &dyn Watch,
    ) -> Result<Option<Point>, EngineError> {
        let gone = || EngineError::Solver("the relaxation is gone after an error".to_owned());
        let mut solver = self.solver.take().ok_or_else(gone)?;
        let began = watch.seconds();
        // HiGHS counts its time over all runs of a model.
        let until = self.spent + f64::max(limits.seconds - began, 0.01);
        solver
            .try_set_option("time_limit", until)
            .map_err(|_| refused("time_limit"))?;
        let stop = Stop(watch);
        callback::stoppable(&mut solver, &stop);
        let solved = solver
            .try_solve()
            .map_err(|e| EngineError::Solver(format!("{e:?}")))?;
        self.spent += watch.seconds() - began;
        let optimal = solved.status() == HighsModelStatus::Optimal;
        let stopped = matches!(
            solved.status(),
            HighsModelStatus::ReachedTimeLimit
                | HighsModelStatus::ReachedInterrupt
                | HighsModelStatus::Unknown
        );
        self.prices.clear();
        // Without a solution there is nothing to bound.
        if optimal || stopped {
            self.prices
                .extend_from_slice(solved.get_solution().dual_rows());
        }
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::engine::Unwatched;
    use crate::engine::models::{Random, model, optimum};

    #[test]
    fn no_prices_prove_more_than_the_optimum() {
        let mut random = Random::new(7);
        let (mut all, mut tight) = (0, 0);
        for number in 0..300 {
            let model = model(number);
            let program = Program::of(&model);
            let Some(optimum) = optimum(&model) else {
                continue;
            };
            for _ in 0..5 {
                let any = |_| random.below(41) as f64 - 20.0;
                let prices: Vec<f64> = program.rows.iter().map(any).collect();
                let bound = whole_bound(program.lagrange(&prices));
                assert!(bound <= Some(optimum), "{number}: {prices:?}");
            }
            let mut relaxed = Relaxed::new(&program, &Limits::default()).unwrap();
            relaxed.interior().unwrap();
            let point = relaxed.solve(&Limits::default(), &Unwatched).unwrap();
            let bound = relaxed.lagrange(&program);
            assert!(bound <= Some(optimum), "{number}");
            all += 1;
            tight += usize::from(bound == point.and_then(|p| whole_bound(p.cost)));
        }
        assert!(20 * tight > 19 * all, "{tight} of {all}");
    }
}
