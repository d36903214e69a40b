//! Several walks at once that exchange their best, for as long as there is time.

use super::annealer::{Annealer, Heat};
use crate::domain::Roster;
use crate::engine::{Limits, Progress, Watch};
use crate::model::{Model, Score};
use std::sync::atomic::{AtomicI64, Ordering};

/// Moves a cell in the first round.
const FIRST: u64 = 4_000;

/// Every round has so many times the moves of the one before: a slow cooling is worth more than many.
const GROWTH: u64 = 64;

/// The most moves a cell in a round.
const LAST: u64 = FIRST * GROWTH * GROWTH;

/// Improves a roster, or finds one, until the time limit: `limits.threads` walks with seeds of their own, in rounds
/// of a number of moves, after which all know the best. So the result depends on seed and rounds only,
/// not on which thread is faster. `found` gets the best roster and those that rounds ended at, if they
/// keep every hard term.
pub fn improve(
    model: &Model,
    start: Option<&Roster>,
    limits: &Limits,
    watch: &dyn Watch,
    found: &mut dyn FnMut(&Roster, Score),
) -> (Roster, Score) {
    rounds(model, start, usize::MAX, limits, watch, found)
}

fn rounds(
    model: &Model,
    start: Option<&Roster>,
    rounds: usize,
    limits: &Limits,
    watch: &dyn Watch,
    found: &mut dyn FnMut(&Roster, Score),
) -> (Roster, Score) {
    let cells = (model.people * model.days) as u64;
    let walks = u64::from(limits.threads.max(1));
    // Seeds of walks lie far from those of the users, who count from 1.
    let seed = |walk: u64| limits.seed ^ walk.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut walks: Vec<Annealer> = (0..walks).map(|i| Annealer::new(model, seed(i))).collect();
    let heard = Heard {
        watch,
        best: AtomicI64::new(i64::MAX),
    };
    if let Some(start) = start {
        for walk in &mut walks {
            walk.start_from(start);
        }
    }
    let mut moves = FIRST * cells;
    for round in 0..rounds {
        let first = round == 0 && start.is_none();
        std::thread::scope(|scope| {
            for (number, walk) in walks.iter_mut().enumerate() {
                let heard = &heard;
                scope.spawn(move || {
                    if first {
                        walk.quench(moves / 8, limits, heard);
                    }
                    // The first walk seeks afresh; the others stay near the best.
                    let near = !first && (number > 0 || round == 0);
                    let heat = if near { Heat::Warm } else { Heat::Full };
                    walk.round(heat, moves, limits, heard);
                });
            }
        });
        let best = exchange(&mut walks, found);
        if cells == 0 || watch.seconds() >= limits.seconds || watch.stop() {
            return best;
        }
        moves = (moves * GROWTH).min(LAST * cells);
    }
    exchange(&mut walks, found)
}

/// Passes on where the walks ended, and lets all know the best.
fn exchange(walks: &mut [Annealer], found: &mut dyn FnMut(&Roster, Score)) -> (Roster, Score) {
    for walk in walks.iter() {
        let (roster, score) = walk.current();
        if score.hard == 0 {
            found(&roster, score);
        }
    }
    let best = walks.iter().min_by_key(|walk| walk.best_score());
    let (roster, score) = best.map_or((Roster::empty(0, 0), Score::default()), Annealer::best);
    if score.hard == 0 {
        found(&roster, score);
    }
    for walk in walks {
        walk.start_from(&roster);
    }
    (roster, score)
}

/// Passes on only what is better than what any walk had.
struct Heard<'a> {
    watch: &'a dyn Watch,
    best: AtomicI64,
}

impl Heard<'_> {
    fn first(&self, cost: i64) -> bool {
        self.best.fetch_min(cost, Ordering::Relaxed) > cost
    }
}

impl Watch for Heard<'_> {
    fn seconds(&self) -> f64 {
        self.watch.seconds()
    }

    fn progress(&self, progress: Progress) {
        if progress.cost.is_some_and(|cost| self.first(cost)) {
            self.watch.progress(progress);
        }
    }

    fn found(&self, roster: &Roster) {
        self.watch.found(roster);
    }

    fn stop(&self) -> bool {
        self.watch.stop()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Unwatched;
    use crate::engine::models::model;
    use crate::model::score;

    #[test]
    fn walks_together_can_be_repeated_and_say_what_their_rosters_cost() {
        for number in 0..40 {
            let model = model(number);
            let run = |seed| {
                let limits = Limits {
                    seed,
                    threads: 2,
                    ..Limits::default()
                };
                let mut met = Vec::new();
                let best = rounds(&model, None, 1, &limits, &Unwatched, &mut |roster, told| {
                    assert_eq!(told, score(&model, roster), "model {number}: {model:#?}");
                    met.push(roster.clone());
                });
                assert_eq!(best.1, score(&model, &best.0), "model {number}: {model:#?}");
                (best, met)
            };
            assert_eq!(run(5), run(5), "model {number}");
        }
    }

    #[test]
    fn a_start_is_never_made_worse() {
        for number in 0..40 {
            let model = model(number);
            let mut annealer = Annealer::new(&model, 1);
            annealer.quench(3000, &Limits::default(), &Unwatched);
            let (start, cost) = annealer.best();
            let limits = Limits::default();
            let mut ignored = |_: &Roster, _: Score| {};
            let best = rounds(&model, Some(&start), 1, &limits, &Unwatched, &mut ignored);
            assert!(best.1 <= cost, "model {number}: {model:#?}");
        }
    }
}
