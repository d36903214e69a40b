//! The restricted master: the linear program of the master over some of its columns, living in HiGHS, to which columns are
//! added.

use super::master_rows::MasterRows;
use crate::engine::mip::{Stop, stoppable};
use crate::engine::{EngineError, Progress, Watch};
use highs::{ColProblem, HighsModelStatus, Sense};

/// A solution of the linear program.
#[derive(Debug, Clone, Default)]
pub struct Point {
    /// Its objective.
    pub cost: f64,
    /// Duals of the master's rows.
    pub duals: Vec<f64>,
    /// Duals of the groups: what a person of it costs.
    pub groups: Vec<f64>,
    /// Values of the columns, in the order in which they were added.
    pub values: Vec<f64>,
    /// By how much rows are missed that have no price of their own.
    pub missed: f64,
}

/// The living program.
pub struct RestrictedMaster {
    solver: Option<highs::Model>,
    rows: Vec<highs::Row>,
    groups: Vec<highs::Row>,
    master_vars: usize,
    missing: usize,
    columns: Vec<highs::Col>,
    /// Whether bounds have changed since the last run.
    bent: bool,
    /// Seconds of all runs so far.
    spent: f64,
}

impl RestrictedMaster {
    /// The program without columns. `sizes`: people in each group.
    pub fn new(
        master_rows: &MasterRows,
        sizes: &[usize],
        missed: f64,
    ) -> Result<RestrictedMaster, EngineError> {
        let mut problem = ColProblem::default();
        let rows: Vec<_> = master_rows
            .rows
            .iter()
            .map(|(low, high)| problem.add_row(*low..=*high))
            .collect();
        let groups: Vec<_> = sizes
            .iter()
            .map(|n| problem.add_row(*n as f64..=*n as f64))
            .collect();
        for master_var in &master_rows.master_vars {
            let factors: Vec<_> = master_var
                .rows
                .iter()
                .map(|(r, f)| (rows[*r], *f))
                .collect();
            problem.add_column(master_var.cost, master_var.low..=master_var.high, factors);
        }
        let mut missing = 0;
        let mut miss = |problem: &mut ColProblem, row: highs::Row, factor: f64| {
            problem.add_column(missed, 0.0.., [(row, factor)]);
            missing += 1;
        };
        for ((row, (low, high)), soft) in rows.iter().zip(&master_rows.rows).zip(&master_rows.soft)
        {
            if low.is_finite() && !soft.0 {
                miss(&mut problem, *row, 1.0);
            }
            if high.is_finite() && !soft.1 {
                miss(&mut problem, *row, -1.0);
            }
        }
        for group in &groups {
            miss(&mut problem, *group, 1.0);
        }
        let mut solver = problem
            .try_optimise(Sense::Minimise)
            .map_err(|e| EngineError::Solver(format!("{e:?}")))?;
        options(&mut solver)?;
        Ok(RestrictedMaster {
            solver: Some(solver),
            rows,
            groups,
            master_vars: master_rows.master_vars.len(),
            missing,
            columns: Vec::new(),
            bent: true,
            spent: 0.0,
        })
    }

    /// Adds a column of a group.
    pub fn add(
        &mut self,
        group: usize,
        cost: i64,
        factors: &[(usize, f64)],
    ) -> Result<usize, EngineError> {
        let whole = (self.groups[group], 1.0);
        let factors: Vec<_> = factors
            .iter()
            .map(|(r, f)| (self.rows[*r], *f))
            .chain(std::iter::once(whole))
            .collect();
        let solver = self.solver.as_mut().ok_or_else(gone)?;
        let column = solver
            .try_add_column(cost as f64, 0.0.., factors)
            .map_err(|e| EngineError::Solver(format!("{e:?}")))?;
        self.columns.push(column);
        Ok(self.columns.len() - 1)
    }

    /// Bounds the value of a column.
    pub fn fix(&mut self, column: usize, low: f64, high: f64) -> Result<(), EngineError> {
        let solver = self.solver.as_mut().ok_or_else(gone)?;
        solver.change_column_bounds(self.columns[column], low..=high);
        self.bent = true;
        Ok(())
    }

    /// Gives a column another cost.
    pub fn price(&mut self, column: usize, cost: f64) -> Result<(), EngineError> {
        let solver = self.solver.as_mut().ok_or_else(gone)?;
        solver.change_column_cost(self.columns[column], cost);
        Ok(())
    }

    /// Number of columns.
    pub fn len(&self) -> usize {
        self.columns.len()
    }

    /// Solves the linear program from where the last one ended; `None` when time ran out.
    pub fn solve(&mut self, until: f64, watch: &dyn Watch) -> Result<Option<Point>, EngineError> {
        let mut solver = self.solver.take().ok_or_else(gone)?;
        let began = watch.seconds();
        // After new columns the last optimum is feasible, after new bounds its duals are.
        let strategy = if std::mem::take(&mut self.bent) { 1 } else { 4 };
        solver
            .try_set_option("simplex_strategy", strategy)
            .map_err(|_| refused("simplex_strategy"))?;
        // HiGHS counts its time over all runs of a model.
        let _ = solver.try_set_option("time_limit", self.spent + f64::max(until - began, 0.01));
        let due = Due { until, watch };
        let stop = Stop(&due);
        stoppable(&mut solver, &stop);
        let solved = solver
            .try_solve()
            .map_err(|e| EngineError::Solver(format!("{e:?}")))?;
        self.spent += watch.seconds() - began;
        let status = solved.status();
        let point = (status == HighsModelStatus::Optimal).then(|| {
            let solution = solved.get_solution();
            let (values, duals) = (solution.columns(), solution.dual_rows());
            let first = self.master_vars + self.missing;
            Point {
                cost: solved.objective_value(),
                duals: duals[..self.rows.len()].to_vec(),
                groups: duals[self.rows.len()..].to_vec(),
                values: values[first..].to_vec(),
                missed: values[self.master_vars..first].iter().sum(),
            }
        });
        self.solver = Some(highs::Model::from(solved));
        Ok(point)
    }
}

/// Stops a run when its time is up. HiGHS' own clock does not always end a run that stalls.
struct Due<'a> {
    until: f64,
    watch: &'a dyn Watch,
}

impl Watch for Due<'_> {
    fn seconds(&self) -> f64 {
        self.watch.seconds()
    }

    fn progress(&self, _: Progress) {}

    fn stop(&self) -> bool {
        self.watch.seconds() >= self.until || self.watch.stop()
    }
}

fn refused(name: &str) -> EngineError {
    EngineError::Solver(format!("option {name} was refused"))
}

fn gone() -> EngineError {
    EngineError::Solver("the master program is gone after an error".to_owned())
}

fn options(solver: &mut highs::Model) -> Result<(), EngineError> {
    solver
        .try_set_option("presolve", "off")
        .map_err(|_| refused("presolve"))?;
    solver
        .try_set_option("solver", "simplex")
        .map_err(|_| refused("solver"))?;
    solver
        .try_set_option("threads", 1)
        .map_err(|_| refused("threads"))?;
    solver
        .try_set_option("output_flag", false)
        .map_err(|_| refused("output_flag"))
}
