//! Hands a program to HiGHS through good_lp, with a start, limits and an ear for progress.

use super::callback::{self, Ear, Stop, stoppable};
use super::program::Program;
use crate::domain::Roster;
use crate::engine::{EngineError, Watch};
use crate::model::Model;
use good_lp::solvers::highs::highs;
use good_lp::{Expression, SolverModel, Variable, variable, variables};
use highs::{HighsModelStatus, HighsSolutionStatus};

/// Limits and start of one solve.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Seconds that it may take.
    pub seconds: f64,
    /// Relative gap at which it may stop.
    pub gap: f64,
    /// Absolute gap at which it may stop; costs are whole, less than a point apart is equal.
    pub distance: f64,
    /// Whether the solver presolves, and looks for better solutions by heuristics of its own.
    pub heuristics: bool,
    /// Seed.
    pub seed: u64,
    /// Threads.
    pub threads: u32,
    /// Values of all variables for a known roster.
    pub start: Option<Vec<f64>>,
    /// Branch-and-bound nodes; `None`: no limit.
    pub nodes: Option<i32>,
    /// Only solutions that cost less are looked for.
    pub cutoff: Option<f64>,
}

/// How a solve ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Proven, to the gap asked for.
    Proven,
    /// Some limit was reached.
    Limit,
    /// There is no solution.
    Infeasible,
}

/// What the solver found.
#[derive(Debug, Clone, PartialEq)]
pub struct Solved {
    /// The best roster.
    pub roster: Option<Roster>,
    /// No roster can cost less.
    pub bound: Option<i64>,
    /// How it ended.
    pub ended: Ended,
}

/// The bound in points: costs are whole, so a fraction is rounded up, with room for the solver's error.
pub fn whole_bound(bound: f64) -> Option<i64> {
    let room = 1e-4 + 1e-7 * bound.abs();
    (bound.is_finite() && bound.abs() < 1e15).then(|| (bound - room).ceil() as i64)
}

/// Runs the program, watched. `model` is only asked what rosters on the way cost.
pub fn solve(
    program: &Program,
    model: &Model,
    options: &Options,
    watch: &dyn Watch,
) -> Result<Solved, EngineError> {
    let mut solver = prepared(program, options)?;
    let ear = Ear::new(program, model, watch);
    callback::listen(&mut solver, &ear);
    finish(program, solver)
}

/// The solved relaxation; `None` when it has no solution in the time given.
fn relaxed(
    program: &Program,
    options: &Options,
    watch: &dyn Watch,
) -> Result<Option<highs::SolvedModel>, EngineError> {
    let mut solver = prepared(program, options)?;
    let stop = Stop(watch);
    stoppable(&mut solver, &stop);
    solver
        .try_set_option("solve_relaxation", true)
        .map_err(|_| EngineError::Solver("option solve_relaxation was refused".to_owned()))?;
    let solved = solver
        .try_solve()
        .map_err(|e| EngineError::Solver(format!("{e:?}")))?;
    Ok((solved.status() == HighsModelStatus::Optimal).then_some(solved))
}

/// What a program costs whose variables need not be whole, and the duals of its first `count` rows; `None` when it has no
/// solution in the time given, or when the watch stops it.
pub fn duals(
    program: &Program,
    count: usize,
    options: &Options,
    watch: &dyn Watch,
) -> Result<Option<(f64, Vec<f64>)>, EngineError> {
    let Some(solved) = relaxed(program, options, watch)? else {
        return Ok(None);
    };
    let cost = solved.objective_value();
    let solution = solved.get_solution();
    let mut rest = solution.dual_rows().iter();
    // A row with two sides is two constraints of the solver, see `build`.
    let sides = |row: &super::program::Row| {
        if row.low == row.high {
            1
        } else {
            usize::from(row.low.is_finite()) + usize::from(row.high.is_finite())
        }
    };
    let rows = program.rows.iter().take(count);
    let duals = rows.map(|row| rest.by_ref().take(sides(row)).sum());
    Ok(Some((cost, duals.collect())))
}

/// Values of all variables of the best solution of a program that has no cells, and the bound.
pub fn solve_values(
    program: &Program,
    options: &Options,
) -> Result<(Option<Vec<f64>>, Ended), EngineError> {
    let solved = prepared(program, options)?
        .try_solve()
        .map_err(|e| EngineError::Solver(format!("{e:?}")))?;
    let ended = match solved.status() {
        HighsModelStatus::Optimal | HighsModelStatus::ModelEmpty => Ended::Proven,
        HighsModelStatus::Infeasible | HighsModelStatus::UnboundedOrInfeasible => Ended::Infeasible,
        _ => Ended::Limit,
    };
    let found = feasible(&solved);
    let values =
        (found && ended != Ended::Infeasible).then(|| solved.get_solution().columns().to_vec());
    Ok((values, ended))
}

/// Runs a small program that nobody watches.
pub fn solve_quietly(program: &Program, options: &Options) -> Result<Solved, EngineError> {
    finish(program, prepared(program, options)?)
}

/// Whether there is a solution. The binding's own question panics where the solver has no answer to it.
fn feasible(solved: &highs::SolvedModel) -> bool {
    let status = solved.int_info_value(c"primal_solution_status");
    status.is_ok_and(|status| status == HighsSolutionStatus::Feasible as i64)
}

fn prepared(program: &Program, options: &Options) -> Result<highs::Model, EngineError> {
    let mut solver = build(program)?;
    set_options(&mut solver, options)?;
    if let Some(start) = &options.start {
        // A start that is refused is no start.
        let _ = solver.try_set_solution(Some(start), None, None, None);
    }
    Ok(solver)
}

fn finish(program: &Program, solver: highs::Model) -> Result<Solved, EngineError> {
    let solved = solver
        .try_solve()
        .map_err(|e| EngineError::Solver(format!("{e:?}")))?;
    let ended = match solved.status() {
        HighsModelStatus::Infeasible | HighsModelStatus::UnboundedOrInfeasible => Ended::Infeasible,
        HighsModelStatus::Optimal | HighsModelStatus::ModelEmpty => Ended::Proven,
        HighsModelStatus::ReachedTimeLimit
        | HighsModelStatus::ReachedInterrupt
        | HighsModelStatus::ReachedSolutionLimit
        | HighsModelStatus::ReachedIterationLimit
        | HighsModelStatus::ReachedMemoryLimit => Ended::Limit,
        other => return Err(EngineError::Solver(format!("{other:?}"))),
    };
    let found = feasible(&solved);
    let roster = (found && ended != Ended::Infeasible)
        .then(|| program.roster(solved.get_solution().columns()));
    let bound = solved
        .double_info_value(c"mip_dual_bound")
        .ok()
        .filter(|_| ended != Ended::Infeasible)
        .and_then(whole_bound);
    Ok(Solved {
        roster,
        bound,
        ended,
    })
}

/// The program in good_lp's words, then as the solver's own object, which takes a start and callbacks.
fn build(program: &Program) -> Result<highs::Model, EngineError> {
    let mut vars = variables!();
    let columns: Vec<Variable> = program
        .vars
        .iter()
        .map(|v| {
            let definition = variable().min(v.low).max(v.high);
            vars.add(if v.whole {
                definition.integer()
            } else {
                definition
            })
        })
        .collect();
    let mut objective = Expression::with_capacity(columns.len());
    for (var, column) in program.vars.iter().zip(&columns) {
        if var.cost != 0.0 {
            objective.add_mul(var.cost, *column);
        }
    }
    let mut problem = vars.minimise(objective).using(highs);
    for row in &program.rows {
        let mut sum = Expression::with_capacity(row.terms.len());
        for (var, factor) in &row.terms {
            sum.add_mul(*factor, columns[*var]);
        }
        if row.low == row.high {
            problem.add_constraint(sum.eq(row.low));
            continue;
        }
        if row.low.is_finite() {
            problem.add_constraint(sum.clone().geq(row.low));
        }
        if row.high.is_finite() {
            problem.add_constraint(sum.leq(row.high));
        }
    }
    problem
        .try_into_inner()
        .map_err(|e| EngineError::Solver(e.to_string()))
}

fn set_options(solver: &mut highs::Model, options: &Options) -> Result<(), EngineError> {
    let failed = |name: &str| EngineError::Solver(format!("option {name} was refused"));
    let float = |solver: &mut highs::Model, name: &str, value: f64| {
        solver.try_set_option(name, value).map_err(|_| failed(name))
    };
    float(solver, "time_limit", options.seconds)?;
    float(solver, "mip_rel_gap", options.gap)?;
    float(solver, "mip_abs_gap", options.distance)?;
    if !options.heuristics {
        float(solver, "mip_heuristic_effort", 0.0)?;
        // Measured: for a quick root, presolve costs more time and memory than it saves.
        solver
            .try_set_option("presolve", "off")
            .map_err(|_| failed("presolve"))?;
    }
    if let Some(nodes) = options.nodes {
        solver
            .try_set_option("mip_max_nodes", nodes)
            .map_err(|_| failed("mip_max_nodes"))?;
    }
    if let Some(cutoff) = options.cutoff {
        float(solver, "objective_bound", cutoff)?;
    }
    let seed = i32::try_from(options.seed % 2_147_483_647).unwrap_or(0);
    solver
        .try_set_option("random_seed", seed)
        .map_err(|_| failed("random_seed"))?;
    let threads = i32::try_from(options.threads.max(1)).unwrap_or(1);
    solver
        .try_set_option("threads", threads)
        .map_err(|_| failed("threads"))?;
    solver
        .try_set_option("output_flag", false)
        .map_err(|_| failed("output_flag"))
}
