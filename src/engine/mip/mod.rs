//! The mixed-integer program (MIP) of the compact formulation, by branch and bound: through good_lp with HiGHS (Huangfu and
//! Hall 2018). The proof for small teams.

mod callback;
mod diving;
mod fix_and_optimise;
mod lowering;
mod program;
mod relaxed;
mod solve;

pub use callback::{Stop, stoppable};
pub use diving::{Dived, FAR};
pub use fix_and_optimise::Effort;
pub use program::{Linear, Program, Recipe, Row, Var};
pub use relaxed::Bounded;
pub use solve::{Ended, Options, Solved, duals, solve, solve_quietly, solve_values, whole_bound};

use super::{End, EngineError, Limits, Outcome, Watch};
use crate::domain::Roster;
use crate::model::{Model, Score, score};

/// Solves a model, from a start roster where there is one, with at most so many nodes.
pub fn run(
    model: &Model,
    start: Option<&Roster>,
    limits: &Limits,
    nodes: Option<i32>,
    watch: &dyn Watch,
) -> Result<Outcome, EngineError> {
    let program = Program::of(model);
    let options = Options {
        seconds: (limits.seconds - watch.seconds()).max(0.0),
        gap: limits.gap,
        distance: 0.99,
        heuristics: nodes.is_none(),
        seed: limits.seed,
        threads: 1,
        start: start.map(|roster| program.values(roster)),
        nodes,
        cutoff: None,
    };
    let solved = solve(&program, model, &options, watch)?;
    let best = solved
        .roster
        .map(|roster| {
            let points = score(model, &roster);
            (roster, points)
        })
        .filter(|(_, points)| points.hard == 0);
    let end = match solved.ended {
        Ended::Infeasible => End::Infeasible,
        Ended::Limit => End::Stopped,
        Ended::Proven => End::WithinGap,
    };
    Ok(Outcome {
        best,
        bound: solved.bound,
        end,
    })
}

/// The bound of a model's linear relaxation, quick and for rosters nearly that of the proof, and a roster that a dive
/// from there and an integer program at its end come to. Small programs are dived in `deep` if asked to.
pub fn dive(
    model: &Model,
    deep: bool,
    limits: &Limits,
    watch: &dyn Watch,
) -> Result<Dived, EngineError> {
    diving::dive(&Program::of(model), model, deep, limits, watch)
}

/// The bound of a broad program's relaxation by interior points; `None` for others.
pub fn bounded(
    model: &Model,
    limits: &Limits,
    watch: &dyn Watch,
) -> Result<Option<Bounded>, EngineError> {
    relaxed::bounded(&Program::of(model), limits, watch)
}

/// Solves parts of a roster anew, one after another.
pub fn improve(
    model: &Model,
    start: (Roster, Score),
    effort: Effort,
    limits: &Limits,
    watch: &dyn Watch,
) -> Result<(Roster, Score), EngineError> {
    fix_and_optimise::improve(model, &Program::of(model), start, effort, limits, watch)
}
