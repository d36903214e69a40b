//! Column generation for a part of a roster: bound, dive and restricted master heuristic once over, or the bound alone.

use super::dive::Dive;
use super::generate::{Effort, Generator};
use super::{ROOM, Random, last, missed, recombine};
use crate::domain::Roster;
use crate::engine::incumbent::Incumbent;
use crate::engine::mip::whole_bound;
use crate::engine::{EngineError, Limits, Watch};
use crate::model::Model;

/// Rounds of pricing after each fixing. Measured: a second dive with more of them brings next to nothing.
const ROUNDS: usize = 10;

/// Part of the time left in which columns are put together after a dive. Measured: where the bound is far, nearly all
/// better rosters come from there, and dives bring the columns.
const TOGETHER: f64 = 0.5;

/// How often a fixing may be taken back.
const RETURNS: usize = 5;

/// What every roster of a model costs at least, from a roster that keeps its hard terms, as far as the time suffices.
pub fn least(
    model: &Model,
    start: &Roster,
    limits: &Limits,
    watch: &dyn Watch,
) -> Result<i64, EngineError> {
    let mut generator = Generator::new(model, &[start], missed(model), 1)?;
    let effort = Effort {
        full: false,
        ..Effort::bounding(limits.seconds)
    };
    let open = vec![false; generator.groups.len()];
    generator.run(effort, &open, watch, &mut |_| {})?;
    Ok(whole_bound(generator.bound).unwrap_or(0).max(0))
}

/// Looks for a better roster than the incumbent's once over: bound, dive, and what can be put together.
pub fn anew(model: &Model, limits: &Limits, incumbent: &Incumbent<'_>) -> Result<(), EngineError> {
    if model.people == 0 || model.days == 0 {
        return Ok(());
    }
    let Some((start, _)) = incumbent.best() else {
        return Ok(());
    };
    let mut generator = Generator::new(model, &[&start], missed(model), 1)?;
    let effort = Effort {
        enough: incumbent.below() - 0.5 + 1e-4,
        ..Effort::bounding(limits.seconds)
    };
    let open = vec![false; generator.groups.len()];
    let mut report = |bound: f64| {
        whole_bound(bound)
            .into_iter()
            .for_each(|b| incumbent.raise(b))
    };
    generator.run(effort, &open, incumbent, &mut report)?;
    let mut random = Random::new(limits.seed);
    if incumbent.done() {
        return Ok(());
    }
    let dive = Dive {
        rounds: ROUNDS,
        room: ROOM,
        returns: RETURNS,
        until: limits.seconds,
        last: last(model, &generator, limits),
        shake: 0.0,
        yields: limits.dives.is_none(),
    };
    if let Some(roster) = generator.dive(dive, &mut random, incumbent)? {
        incumbent.offer(&roster);
    }
    if !incumbent.done() {
        recombine(&generator, limits, incumbent, TOGETHER)?;
    }
    Ok(())
}
