//! Simulated annealing over cells (Kirkpatrick, Gelatt and Vecchi 1983): a usable roster within the first second, a good
//! one in a minute.
//!
//! A walk from the empty roster with moves that rosters know: fill, recolour, rotate and swap stretches of
//! days within a row or between rows, trade days. Everything is counted in moves, so that a run is
//! repeatable; the clock only cools it earlier and ends it.
//!
//! | file | what |
//! |---|---|
//! | `compile.rs` | a model's terms become tables |
//! | `effects.rs`, `counters.rs`, `bounds.rs`, `spreads.rs` | sums and what they cost |
//! | `runs.rs`, `follows.rs`, `cells.rs` | what stands in a row |
//! | `state.rs` | the roster, its cost, changes and taking them back |
//! | `walk.rs`, `moves.rs`, `menu.rs` | moves, accepted or not |
//! | `annealer.rs`, `scale.rs` | temperatures and prices of hard terms |
//! | `together.rs` | several walks that exchange their best |

mod annealer;
mod bounds;
mod cells;
mod compile;
mod cost;
mod counters;
mod effects;
mod follows;
mod menu;
mod moves;
mod random;
mod runs;
mod scale;
mod spreads;
mod state;
mod together;
mod walk;

use super::{Limits, Watch};
use crate::domain::Roster;
use crate::model::{Model, Score};

pub use annealer::{Annealer, Heat, Pace};
pub use random::Random;
pub use scale::Scale;
pub use together::improve;

/// Cells up to which the number of moves is as given; larger teams get more in proportion.
const SMALL: u64 = 1000;

/// A walk from nothing with so many moves a cell, from a usable roster on cooled slowly. The seed is the limits'.
pub fn afresh<'a>(
    model: &'a Model,
    moves: u64,
    pace: Pace,
    limits: &Limits,
    watch: &dyn Watch,
) -> Annealer<'a> {
    let cells = (model.people * model.days) as u64;
    let mut annealer = Annealer::new(model, limits.seed);
    annealer.pace = pace;
    annealer.quench(moves / 100 * cells, limits, watch);
    annealer.round(Heat::Full, moves * cells, limits, watch);
    annealer
}

/// A walk near a roster with so many moves a cell. The seed is the limits'.
pub fn near<'a>(
    model: &'a Model,
    roster: &Roster,
    moves: u64,
    limits: &Limits,
    watch: &dyn Watch,
) -> Annealer<'a> {
    let cells = (model.people * model.days) as u64;
    let mut annealer = Annealer::new(model, limits.seed);
    annealer.start_from(roster);
    annealer.round(Heat::Warm, moves * cells, limits, watch);
    annealer
}

/// The moves of a walk that only looks for a usable roster.
fn most(model: &Model, limits: &Limits) -> u64 {
    let cells = (model.people * model.days) as u64;
    limits.moves.max(limits.moves / SMALL * cells)
}

/// A roster near the one that the prices of single cells ask for, which may break hard terms; `None` where they ask for
/// none.
pub fn planned(model: &Model, limits: &Limits, watch: &dyn Watch) -> Option<(Roster, Score)> {
    let mut annealer = Annealer::new(model, limits.seed);
    let planned = annealer.follow_plan(most(model, limits), limits, watch);
    planned.then(|| annealer.best())
}

/// Looks for a good roster with a number of moves; returns the best one met, also when it breaks hard
/// terms.
pub fn run(model: &Model, limits: &Limits, watch: &dyn Watch) -> (Roster, Score) {
    let mut annealer = Annealer::new(model, limits.seed);
    let moves = most(model, limits);
    annealer.quench(moves / 8, limits, watch);
    annealer.round(Heat::Full, moves / 8 * 7, limits, watch);
    for _ in 0..4 {
        if annealer.best_score().hard == 0 {
            break;
        }
        annealer.quench(moves / 4, limits, watch);
    }
    annealer.best()
}
