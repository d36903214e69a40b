//! Large neighbourhood search (Shaw 1998): a part of a roster is destroyed, some people on some days, and repaired by
//! columns with everything else as it is.
//!
//! A part is a model of its own ([`Part`]), small enough for a proof or a dive within a second or two. So what columns
//! do for a team of thirty in a month they do for a part of any team in any time. Parts that do not help are perturbed, for
//! another roster of the same cost. When that does not help either, two rosters are crossed over, and at last a thread
//! begins anew.
//!
//! | file | what |
//! |---|---|
//! | `selection.rs` | which part is destroyed next |
//! | `trajectory.rs` | from which roster, and when to begin anew |
//! | `perturbation.rs` | another roster of the same cost |
//! | `crossover.rs` | what two rosters agree on is kept |

mod crossover;
mod perturbation;
mod selection;
mod trajectory;

use super::annealing::Random;
use super::incumbent::Incumbent;
use super::{EngineError, Limits, Progress, Watch, columns};
use crate::domain::Roster;
use crate::model::{Model, Part, score};
use crossover::Capacity;
pub use crossover::Elite;
use selection::{Experience, Selection};
use trajectory::Trajectory;

/// Others that a roster is crossed with when parts do not help it any more, and the part of the time left that each
/// crossover may take.
const PARENTS: usize = 3;
const CROSSOVER: f64 = 0.08;

/// A part was easy when no more than this of what its bound let hope for is left.
const EASY: f64 = 0.25;

/// What all parts of a solve need: the model, the incumbent, and whether to leave off.
#[derive(Clone, Copy)]
struct Context<'a, 'b> {
    model: &'a Model,
    limits: &'a Limits,
    incumbent: &'a Incumbent<'b>,
    quiet: &'a (dyn Fn() -> bool + Sync),
}

/// Solves parts anew until there is nothing more to do or `quiet` says so. `number` tells threads apart, which share an
/// `elite`. One that `draws` begins anew with rows drawn from the relaxation as soon as there is one.
pub fn improve(
    model: &Model,
    limits: &Limits,
    incumbent: &Incumbent<'_>,
    elite: &Elite,
    (number, mut draws): (u64, bool),
    quiet: &(dyn Fn() -> bool + Sync),
) -> Result<(), EngineError> {
    let context = Context {
        model,
        limits,
        incumbent,
        quiet,
    };
    let mut random = Random::new(limits.seed ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let mut selection = Selection::new(model);
    let mut capacity = Capacity::of(model);
    let Some(best) = incumbent.best() else {
        return Ok(());
    };
    let mut trajectory = context.trajectory(best);
    while !context.stop() {
        if draws && incumbent.reduced_costs().is_some() {
            draws = false;
            let drawn = context.drawn(&mut random);
            trajectory = drawn.map_or(trajectory, |drawn| context.trajectory(drawn));
            // There is something to win everywhere now.
            selection = Selection::new(model);
        }
        if trajectory.spent(model, incumbent.seconds())
            && !context.cross(&mut trajectory, elite, &mut capacity, &mut random)?
        {
            if !trajectory.away {
                selection.grow(limits.seconds - incumbent.seconds());
            }
            trajectory = context.next(trajectory, elite, &mut random);
        }
        if let Some(best) = incumbent
            .best()
            .filter(|b| b.1 < trajectory.current.1 && !trajectory.away)
        {
            trajectory.current = best;
            trajectory.helped(incumbent.seconds());
        }
        let roster = &trajectory.current.0;
        let reduced = incumbent
            .reduced_costs()
            .map(|reduced_costs| reduced_costs.of_people(roster));
        let choice = selection.choose(&mut random, roster, reduced.as_deref());
        let part = Part::of(model, roster, &choice.people, choice.days.clone());
        let began = incumbent.seconds();
        let how = (selection.most(&choice), trajectory.idle > 0);
        let Solved { better, easy } = context.solve(&part, roster, &mut random, how)?;
        trajectory.idle += choice.people.len() * choice.days.len();
        let experience = Experience {
            seconds: incumbent.seconds() - began,
            helped: better.is_some(),
            easy,
            left: limits.seconds - incumbent.seconds(),
            won: better.map_or(0, |own| context.put(&part, &own, &mut trajectory)),
        };
        selection.learn(&choice, &experience);
    }
    Ok(())
}

/// What became of a part.
struct Solved {
    /// A better roster of it.
    better: Option<Roster>,
    /// Whether that is nearly all that its bound let hope for, nothing included.
    easy: bool,
}

impl Context<'_, '_> {
    /// A better roster of a part within so many seconds, or when it may be perturbed, another that costs the same.
    fn solve(
        &self,
        part: &Part,
        roster: &Roster,
        random: &mut Random,
        (seconds, perturb): (f64, bool),
    ) -> Result<Solved, EngineError> {
        let start = part.take(roster);
        let perturbed = perturb
            .then(|| perturbation::perturbed(&part.model, &start, random))
            .flatten();
        let model = perturbed.as_ref().unwrap_or(&part.model);
        self.anew(model, &start, random, seconds)
    }

    /// A better roster of a model than one, within so many seconds.
    fn anew(
        &self,
        model: &Model,
        start: &Roster,
        random: &mut Random,
        seconds: f64,
    ) -> Result<Solved, EngineError> {
        let now = self.seconds();
        let limits = Limits {
            seconds: self.limits.seconds.min(now + seconds),
            gap: 0.0,
            threads: 1,
            ..self.seeded(random)
        };
        let own = Incumbent::new(model, &limits, self);
        own.offer(start);
        let before = own.cost();
        columns::anew(model, &limits, &own)?;
        let above = |cost: Option<i64>| Some((cost? - own.bound()?) as f64);
        let left = above(before).zip(above(own.cost()));
        Ok(Solved {
            better: own.best().filter(|_| own.cost() < before).map(|b| b.0),
            easy: left.is_some_and(|(before, after)| after <= EASY * before),
        })
    }

    /// Puts what is better of a part into a trajectory's roster, which costs so many points less then.
    fn put(&self, part: &Part, own: &Roster, trajectory: &mut Trajectory) -> i64 {
        let current = &mut trajectory.current;
        // Others may have found a better whole meanwhile, which the part may improve too.
        if let Some((mut best, _)) = self.incumbent.best().filter(|b| b.1 < current.1) {
            part.put(own, &mut best);
            self.incumbent.offer(&best);
        }
        part.put(own, &mut current.0);
        let before = std::mem::replace(&mut current.1, score(self.model, &current.0));
        let won = before.soft - current.1.soft;
        trajectory.away &= !self.incumbent.offer(&trajectory.current.0);
        if won > 0 {
            trajectory.helped(self.seconds());
        }
        won
    }

    /// Crosses a roster that parts do not help any more with others of that sort, until one helps.
    fn cross(
        &self,
        trajectory: &mut Trajectory,
        elite: &Elite,
        capacity: &mut Capacity,
        random: &mut Random,
    ) -> Result<bool, EngineError> {
        elite.add(&trajectory.current);
        for other in elite.others(&trajectory.current.0, PARENTS, random) {
            let began = self.seconds();
            let most = CROSSOVER * (self.limits.seconds - began);
            let (part, open) = crossover::part(
                self.model,
                &trajectory.current.0,
                (&other, capacity),
                random,
            );
            let start = part.take(&trajectory.current.0);
            let Solved { better, .. } = self.anew(&part.model, &start, random, most)?;
            capacity.learn(open, (self.seconds() - began) / most);
            if let Some(own) = better {
                self.put(&part, &own, trajectory);
                return Ok(true);
            }
            if self.stop() {
                break;
            }
        }
        Ok(false)
    }
}

/// Parts and walks end with the whole, and report nothing by themselves.
impl Watch for Context<'_, '_> {
    fn seconds(&self) -> f64 {
        self.incumbent.seconds()
    }

    fn progress(&self, _: Progress) {}

    fn stop(&self) -> bool {
        (self.quiet)() || self.incumbent.done()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::engine::models::{model, optimum, rosters};
    use crate::engine::ticks::Ticks;

    #[test]
    fn parts_make_nothing_worse_and_small_models_the_best_they_can_be() {
        let (mut best, mut all) = (0, 0);
        for number in 0..60 {
            let model = model(number);
            let kept = rosters(&model).filter(|r| score(&model, r).hard == 0);
            let Some(start) = kept.max_by_key(|r| score(&model, r).soft) else {
                continue;
            };
            let limits = Limits {
                seconds: 4.0,
                ..Limits::default()
            };
            let ticks = Ticks::new(0.001);
            let incumbent = Incumbent::new(&model, &limits, &ticks);
            incumbent.offer(&start);
            improve(
                &model,
                &limits,
                &incumbent,
                &Elite::default(),
                (0, false),
                &|| false,
            )
            .unwrap();
            let found = incumbent.best().unwrap();
            assert_eq!(found.1, score(&model, &found.0), "model {number}");
            assert!(found.1.hard == 0 && found.1.soft <= score(&model, &start).soft);
            best += usize::from(Some(found.1.soft) == optimum(&model));
            all += 1;
        }
        assert!(all > 20 && 10 * best >= 9 * all, "{best} of {all}");
    }

    #[test]
    fn a_crossover_is_the_best_of_what_two_rosters_leave_open() {
        let (mut best, mut helped, mut all) = (0, 0, 0);
        for number in 0..100 {
            let model = model(number);
            let scored = |roster: Roster| (score(&model, &roster), roster);
            let mut kept = rosters(&model)
                .map(scored)
                .filter(|(score, _)| score.hard == 0);
            let Some((a, b)) = kept.next().zip(kept.nth(number % 7)) else {
                continue;
            };
            let open = crossover::differing(&a.1, &b.1);
            let keeps = |roster: &Roster| {
                let other = crossover::differing(roster, &a.1);
                other.iter().all(|cell| open.contains(cell))
            };
            let least = rosters(&model)
                .filter(keeps)
                .map(|r| score(&model, &r))
                .min();
            let (limits, ticks) = (Limits::default(), Ticks::new(0.001));
            let incumbent = Incumbent::new(&model, &limits, &ticks);
            incumbent.offer(&a.1);
            let context = Context {
                model: &model,
                limits: &limits,
                incumbent: &incumbent,
                quiet: &|| false,
            };
            let (elite, mut random) = (Elite::default(), Random::new(number as u64));
            elite.add(&(b.1.clone(), b.0));
            let mut trajectory = Trajectory::at((a.1.clone(), a.0), false, 0.0);
            let mut capacity = Capacity::of(&model);
            let better = context
                .cross(&mut trajectory, &elite, &mut capacity, &mut random)
                .unwrap();
            let (roster, cost) = &trajectory.current;
            assert!(keeps(roster), "model {number}");
            assert_eq!(*cost, score(&model, roster));
            assert_eq!(better, *cost < a.0, "model {number}");
            best += usize::from(Some(*cost) == least);
            (helped, all) = (helped + usize::from(better), all + 1);
        }
        assert!(
            helped > 10 && 10 * best >= 9 * all,
            "{helped} {best} of {all}"
        );
    }
}
