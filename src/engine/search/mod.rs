//! Simulated annealing over cells: a usable roster within the first second.
//!
//! A walk from the empty roster with moves that rosters know: set a cell, swap two days of a person,
//! swap people on a day or over a block of days, trade one day for another between two people.
//! Everything is counted in moves, so that a run is repeatable; the clock only ends it early.

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
mod spreads;
mod state;
mod walk;

use super::{Limits, Watch};
use crate::domain::Roster;
use crate::model::{Model, Score};

pub use annealer::Annealer;
pub use random::Random as Generator;

/// Cells up to which the number of moves is as given; larger teams get more in proportion.
const SMALL: u64 = 1000;

/// Looks for a good roster; returns the best one met, also when it breaks hard terms.
pub fn run(model: &Model, limits: &Limits, watch: &dyn Watch) -> (Roster, Score) {
    let mut annealer = Annealer::new(model, limits.seed);
    let cells = (model.people * model.days) as u64;
    let moves = limits.moves.max(limits.moves / SMALL * cells);
    annealer.search(moves, limits, watch);
    let (roster, score) = annealer.best();
    (roster, score)
}
