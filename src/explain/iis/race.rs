//! Is there a roster? A walk and the integer program side by side: the one is quick to find, the other to refuse.

use crate::domain::Roster;
use crate::engine::annealing::{Annealer, Heat};
use crate::engine::{End, EngineError, Limits, Progress, Watch, mip};
use crate::model::{Model, score};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// Cells (person, day, duty) up to which the integer program answers before a walk has begun.
const TINY: usize = 150;

/// Moves a cell of the walk, which is repeated as long as the program is at work.
const MOVES: u64 = 2_000;

/// Walks at most: what so many do not find is left to the program.
const WALKS: u64 = 40;

/// When a race is won.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Aim {
    /// A roster that costs at most so much is good enough.
    pub enough: i64,
    /// So is the best one when so many seconds have brought no better one.
    pub patience: f64,
}

impl Aim {
    /// Any roster that keeps every hard term.
    pub const ANY: Aim = Aim {
        enough: 0,
        patience: f64::INFINITY,
    };
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Raced {
    /// A roster that keeps every hard term, and what it costs: as little as was asked for, or proven the least, or what
    /// was there when time ran out.
    Found(Roster, i64),
    /// There is none.
    None,
    /// Time ran out.
    Open,
}

/// Looks for a roster.
///
/// # Errors
/// The solver fails.
pub fn race(
    model: &Model,
    aim: Aim,
    limits: &Limits,
    watch: &dyn Watch,
) -> Result<Raced, EngineError> {
    let ear = Ear {
        model,
        aim,
        limits,
        watch,
        best: Mutex::new(None),
        over: AtomicBool::new(false),
    };
    if model
        .allowed()
        .iter()
        .flatten()
        .all(|duties| duties.is_empty())
    {
        return Ok(only(model));
    }
    let size = model.people * model.days * model.duties;
    let proof = if size <= TINY || limits.threads < 2 {
        mip::run(model, None, limits, None, &ear)
    } else {
        std::thread::scope(|scope| {
            let proof = scope.spawn(|| {
                let proof = mip::run(model, None, limits, None, &ear);
                // A proof ends the walk, and so does an error; a limit of time does that by itself.
                if proof.as_ref().map_or(true, |p| p.end != End::Stopped) {
                    ear.over.store(true, Ordering::Relaxed);
                }
                proof
            });
            walk(model, limits, &ear);
            let broken = || EngineError::Solver("a thread broke down".to_owned());
            proof.join().unwrap_or_else(|_| Err(broken()))
        })
    };
    let proof = proof?;
    if let Some((roster, _)) = &proof.best {
        ear.found(roster);
    }
    let best = ear.best.into_inner().ok().flatten();
    Ok(match best {
        Some(Held { roster, cost, .. }) => Raced::Found(roster, cost),
        None if proof.end == End::Infeasible => Raced::None,
        None => Raced::Open,
    })
}

/// The answer where nobody may have any shift: a program without a variable is none.
fn only(model: &Model) -> Raced {
    let roster = Roster::empty(model.people, model.days);
    let points = score(model, &roster);
    match points.hard {
        0 => Raced::Found(roster, points.soft),
        _ => Raced::None,
    }
}

/// Walks until somebody has an answer.
fn walk(model: &Model, limits: &Limits, ear: &Ear<'_>) {
    let cells = (model.people * model.days) as u64;
    for round in 0..WALKS {
        if ear.stop() {
            return;
        }
        let mut annealer = Annealer::new(model, limits.seed.wrapping_add(round));
        annealer.quench(MOVES / 4 * cells, limits, ear);
        annealer.round(Heat::Full, MOVES * cells, limits, ear);
    }
}

/// A walk alone, of so many moves a cell: what it finds comes sooner than any proof.
pub fn glance(model: &Model, moves: u64, limits: &Limits, watch: &dyn Watch) -> Option<Roster> {
    let ear = Ear {
        model,
        aim: Aim::ANY,
        limits,
        watch,
        best: Mutex::new(None),
        over: AtomicBool::new(false),
    };
    let cells = (model.people * model.days) as u64;
    let mut annealer = Annealer::new(model, limits.seed);
    annealer.quench(moves * cells, limits, &ear);
    let (roster, points) = annealer.best();
    (points.hard == 0).then_some(roster)
}

/// Ends the race as soon as a roster is good enough.
struct Ear<'a> {
    model: &'a Model,
    aim: Aim,
    limits: &'a Limits,
    watch: &'a dyn Watch,
    best: Mutex<Option<Held>>,
    over: AtomicBool,
}

struct Held {
    roster: Roster,
    cost: i64,
    /// When it was found.
    at: f64,
}

impl Ear<'_> {
    /// Whether the best roster has been the best for long enough.
    fn patient(&self) -> bool {
        let best = self.best.lock();
        let at = best.ok().and_then(|best| best.as_ref().map(|b| b.at));
        at.is_none_or(|at| self.watch.seconds() - at < self.aim.patience)
    }
}

impl Watch for Ear<'_> {
    fn seconds(&self) -> f64 {
        self.watch.seconds()
    }

    fn progress(&self, _: Progress) {}

    fn found(&self, roster: &Roster) {
        let points = score(self.model, roster);
        let Ok(mut best) = self.best.lock() else {
            return;
        };
        let known = best.as_ref().is_some_and(|best| best.cost <= points.soft);
        if points.hard > 0 || known {
            return;
        }
        *best = Some(Held {
            roster: roster.clone(),
            cost: points.soft,
            at: self.watch.seconds(),
        });
        if points.soft <= self.aim.enough {
            self.over.store(true, Ordering::Relaxed);
        }
    }

    fn stop(&self) -> bool {
        let over = self.over.load(Ordering::Relaxed);
        over || self.watch.seconds() >= self.limits.seconds || self.watch.stop() || !self.patient()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::engine::Unwatched;
    use crate::explain::models::{longer, optimum, rosters};
    use crate::model::Price;

    const NEVER: Aim = Aim {
        enough: -1,
        ..Aim::ANY
    };

    #[test]
    fn a_race_finds_a_roster_where_there_is_one() {
        let (mut found, mut none) = (0, 0);
        for number in 0..400 {
            let model = crate::explain::models::model(number).hard(Price::Hard);
            let kept = rosters(&model).any(|r| score(&model, &r).hard == 0);
            let raced = race(&model, Aim::ANY, &Limits::default(), &Unwatched).unwrap();
            assert_eq!(matches!(raced, Raced::Found(..)), kept, "model {number}");
            assert_eq!(raced == Raced::None, !kept, "model {number}");
            found += usize::from(kept);
            none += usize::from(!kept);
        }
        assert!(found > 20 && none > 20, "{found} and {none}");
    }

    #[test]
    fn with_nothing_that_is_enough_it_ends_with_the_proof() {
        for number in 0..60 {
            let model = crate::explain::models::model(number);
            let raced = race(&model, NEVER, &Limits::default(), &Unwatched).unwrap();
            match optimum(&model) {
                Some(best) => assert!(matches!(raced, Raced::Found(_, cost) if cost == best)),
                None => assert_eq!(raced, Raced::None, "model {number}"),
            }
        }
    }

    #[test]
    fn longer_models_are_walked_as_well() {
        for number in 0..20 {
            let model = longer(number).hard(Price::Hard);
            let raced = race(&model, Aim::ANY, &Limits::default(), &Unwatched).unwrap();
            if let Some(roster) = glance(&model, 200, &Limits::default(), &Unwatched) {
                assert_eq!(score(&model, &roster).hard, 0);
                assert!(matches!(raced, Raced::Found(..)), "model {number}");
            }
        }
    }
}
