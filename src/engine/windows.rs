//! A bound for what is too large for one linear program, by decomposition in time: the days in windows, each bounded by
//! column generation.
//!
//! Windows that do not overlap cost together no more than the whole ([`Model::window`]).

use super::incumbent::Incumbent;
use super::{EngineError, Limits, Watch, columns};
use crate::domain::Roster;
use crate::model::Model;

/// Days of a window: a week, which most wishes and demands are judged in.
const WINDOW: usize = 7;

/// Raises the bound, as far as the time up to `until` suffices for the windows.
pub fn bound(
    model: &Model,
    limits: &Limits,
    incumbent: &Incumbent<'_>,
    until: f64,
) -> Result<(), EngineError> {
    let Some((roster, _)) = incumbent.best() else {
        return Ok(());
    };
    let mut bound = 0;
    for from in (0..model.days).step_by(WINDOW) {
        let now = incumbent.seconds();
        if now >= until || incumbent.done() {
            return Ok(());
        }
        let days = from..(from + WINDOW).min(model.days);
        let rows = roster.cells.iter().map(|r| r[days.clone()].to_vec());
        let start = Roster {
            cells: rows.collect(),
        };
        let part = days.len() as f64 / (model.days - from) as f64;
        let limits = Limits {
            seconds: limits.seconds.min(now + 2.0 * part * (until - now)),
            ..*limits
        };
        // No window costs less than nothing, so those that are still to come can wait.
        bound += columns::least(&model.window(days), &start, &limits, incumbent)?;
        incumbent.raise(bound);
    }
    Ok(())
}
