//! Trajectories of the search: from which roster parts go on, when they do not help it any more, and where to begin anew
//! then: from the best after a short walk (iterated local search: Lourenço, Martin and Stützle 2003), or from elsewhere.

use super::Context;
use super::crossover::Elite;
use crate::domain::Roster;
use crate::engine::annealing::{self, Random};
use crate::engine::{Limits, Watch};
use crate::model::{Model, Score, score};

/// A trajectory is spent when parts that bring nothing better have opened every day of every person so many times in the mean,
/// and if that took such a part of the time up to the last part that did.
const TRIED: usize = 2;
const IDLE: f64 = 0.15;

/// Moves a cell of a walk that shakes a roster.
const SHAKE: u64 = 10_000;

/// Moves a cell of a walk from nothing, and the part of the time left that it may take.
const MOVES: u64 = 20_000;
const WALK: f64 = 0.04;

/// From a roster to where parts do not help it any more.
pub struct Trajectory {
    pub current: (Roster, Score),
    /// Whether the roster is worse than the best, and comes by itself so far.
    pub away: bool,
    /// Seconds when the trajectory began, and when a part last helped.
    began: f64,
    last: f64,
    /// Person-days of parts that brought nothing better since then.
    pub idle: usize,
}

impl Trajectory {
    /// Begins with a roster.
    pub fn at(current: (Roster, Score), away: bool, now: f64) -> Trajectory {
        Trajectory {
            current,
            away,
            began: now,
            last: now,
            idle: 0,
        }
    }

    /// A part has helped.
    pub fn helped(&mut self, now: f64) {
        (self.last, self.idle) = (now, 0);
    }

    /// Whether parts do not help it any more.
    pub fn spent(&self, model: &Model, now: f64) -> bool {
        let tried = self.idle >= TRIED * model.people * model.days;
        tried && now - self.last >= IDLE * (self.last - self.began)
    }
}

impl Context<'_, '_> {
    /// A trajectory from a roster.
    pub fn trajectory(&self, current: (Roster, Score)) -> Trajectory {
        let away = self.incumbent.best().is_some_and(|best| best.1 < current.1);
        Trajectory::at(current, away, self.seconds())
    }

    /// The limits with a seed of their own.
    pub fn seeded(&self, random: &mut Random) -> Limits {
        Limits {
            seed: random.below(1 << 30) as u64,
            ..*self.limits
        }
    }

    /// Where to go on when neither parts nor crossovers help a roster any more: from the best, or when that is such a
    /// one as well and there is time for as much as this one took, from another that comes by itself.
    pub fn next(&self, trajectory: Trajectory, elite: &Elite, random: &mut Random) -> Trajectory {
        let now = self.seconds();
        let late = self.limits.seconds - now < now - trajectory.began;
        let best = self.incumbent.best();
        let walked = match (&best, random.below(2)) {
            (Some(best), _) if late || !elite.reaches(best.1) => None,
            (Some(best), 0) => self.shaken(&best.0, random),
            _ => self.another(random),
        };
        self.trajectory(walked.or(best).unwrap_or(trajectory.current))
    }

    /// A roster that comes by itself: drawn rows that keep the hard terms, or where a walk from nothing ends. Measured:
    /// long runs end better with these than with drawn rows that have to be mended.
    fn another(&self, random: &mut Random) -> Option<(Roster, Score)> {
        let drawn = self.rows(random).filter(|drawn| drawn.1.hard == 0);
        drawn.or_else(|| self.walked(random))
    }

    /// Rows drawn from the relaxation; what hard terms they break, a short walk mends. `None` before there is one.
    pub fn drawn(&self, random: &mut Random) -> Option<(Roster, Score)> {
        let drawn = self.rows(random)?;
        match drawn.1.hard {
            0 => Some(drawn),
            _ => self.shaken(&drawn.0, random),
        }
    }

    /// Rows drawn from the relaxation as they are.
    fn rows(&self, random: &mut Random) -> Option<(Roster, Score)> {
        let roster = self
            .incumbent
            .reduced_costs()?
            .drawn(self.model.days, random);
        self.incumbent.offer(&roster);
        let points = score(self.model, &roster);
        Some((roster, points))
    }

    /// Where a short walk from a roster ends, if it keeps the hard terms.
    fn shaken(&self, roster: &Roster, random: &mut Random) -> Option<(Roster, Score)> {
        let limits = self.seeded(random);
        let annealer = annealing::near(self.model, roster, SHAKE, &limits, self);
        self.incumbent.offer(&annealer.best().0);
        Some(annealer.current()).filter(|end| end.1.hard == 0)
    }

    /// Where a walk from nothing ends, if it keeps the hard terms.
    fn walked(&self, random: &mut Random) -> Option<(Roster, Score)> {
        let now = self.seconds();
        let limits = Limits {
            seconds: now + WALK * (self.limits.seconds - now),
            ..self.seeded(random)
        };
        let annealer = annealing::afresh(self.model, MOVES, annealing::Pace::Usual, &limits, self);
        self.incumbent.offer(&annealer.best().0);
        Some(annealer.best()).filter(|best| best.1.hard == 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Builder;

    #[test]
    fn a_trajectory_is_spent_when_parts_and_time_without_success_are_enough() {
        let model = Builder::new(5, 6, 1).finish();
        let at = |idle, last, now| {
            let mut trajectory =
                Trajectory::at((Roster::empty(1, 1), Score::default()), false, 10.0);
            trajectory.helped(last);
            trajectory.idle = idle;
            trajectory.spent(&model, now)
        };
        let enough = TRIED * 30;
        assert!(!at(enough - 1, 10.0, 99.0), "too few parts");
        assert!(at(enough, 10.0, 10.0));
        assert!(!at(enough, 110.0, 110.0 + 99.0 * IDLE), "too soon");
        assert!(at(enough, 110.0, 110.0 + 101.0 * IDLE));
    }
}
