//! Rows that a walk leaves broken, each solved anew by the integer program while all others stay: a step of a matheuristic.
//!
//! Where a row leaves little choice, days off that must lie just so between runs of work, say, a walk has to change many of
//! its cells at once to mend it. For the integer program a row is small, and says at once whether it can be mended alone.

use super::{EngineError, Limits, Progress, Watch, mip};
use crate::domain::Roster;
use crate::model::{Model, Part, Score, score, violation};
use std::collections::BTreeSet;

/// More rows than this are left to others.
const ROWS: usize = 64;

/// Branch-and-bound nodes of a row.
const NODES: i32 = 200;

/// Solves the rows anew whose own hard terms are broken; what is better is kept.
pub fn mend(
    model: &Model,
    mut best: (Roster, Score),
    limits: &Limits,
    watch: &dyn Watch,
) -> Result<(Roster, Score), EngineError> {
    let rows = broken(model, &best.0);
    if rows.len() > ROWS {
        return Ok(best);
    }
    for person in rows {
        if watch.stop() || watch.seconds() >= limits.seconds || best.1.hard == 0 {
            break;
        }
        let part = Part::of(model, &best.0, &[person], 0..model.days);
        let solved = mip::run(&part.model, None, limits, Some(NODES), &Quiet(watch))?;
        if let Some((row, _)) = solved.best {
            let mut mended = best.0.clone();
            part.put(&row, &mut mended);
            let points = score(model, &mended);
            if points < best.1 {
                best = (mended, points);
            }
        }
    }
    Ok(best)
}

/// The people whose own hard terms are broken.
fn broken(model: &Model, roster: &Roster) -> BTreeSet<usize> {
    let broken = model.terms.iter().filter(|t| violation(t, roster).hard > 0);
    let own = broken.filter_map(|term| match term.tag.people.as_slice() {
        [person] => Some(person.0),
        _ => None,
    });
    own.filter(|person| *person < model.people).collect()
}

/// Rows end with the whole, and report nothing by themselves.
struct Quiet<'a>(&'a dyn Watch);

impl Watch for Quiet<'_> {
    fn seconds(&self) -> f64 {
        self.0.seconds()
    }

    fn progress(&self, _: Progress) {}

    fn stop(&self) -> bool {
        self.0.stop()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::engine::Unwatched;
    use crate::engine::models::{model, rosters};

    /// All rosters that differ from one in one row.
    fn others<'a>(
        model: &'a Model,
        of: &'a Roster,
        row: usize,
    ) -> impl Iterator<Item = Roster> + 'a {
        rosters(model).filter(move |roster| {
            let mut people = 0..model.people;
            people.all(|p| p == row || roster.cells[p] == of.cells[p])
        })
    }

    #[test]
    fn rows_that_can_be_mended_alone_are_and_nothing_gets_worse() {
        let (mut mendable, mut all) = (0, 0);
        for number in 0..60 {
            let model = model(number);
            let scored = |roster: Roster| (score(&model, &roster), roster);
            let start = rosters(&model).map(scored).nth(7 * number % 50);
            let Some((before, start)) = start.filter(|(points, _)| points.hard > 0) else {
                continue;
            };
            let rows = broken(&model, &start);
            let least = |row: &usize| {
                others(&model, &start, *row)
                    .map(|r| score(&model, &r).hard)
                    .min()
            };
            let limits = Limits::default();
            let (mended, points) =
                mend(&model, (start.clone(), before), &limits, &Unwatched).unwrap();
            assert_eq!(points, score(&model, &mended), "{number}");
            assert!(points <= before, "{number}");
            if rows.iter().any(|row| least(row) == Some(0)) {
                assert_eq!(points.hard, 0, "{number}");
                mendable += 1;
            }
            all += 1;
        }
        assert!(mendable > 5, "{mendable} of {all}");
    }
}
