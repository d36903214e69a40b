//! The diving heuristic of column generation (Sadykov et al. 2019): fix columns one after another, and generate more
//! between; take back what leads beyond the incumbent.

use super::generate::{Effort, Generator, Reached};
use super::reduced_costs::ReducedCosts;
use super::restricted_master::Point;
use crate::domain::Roster;
use crate::engine::annealing::Random;
use crate::engine::incumbent::Incumbent;
use crate::engine::{EngineError, Watch};

/// How a dive goes.
#[derive(Debug, Clone, Copy)]
pub struct Dive {
    /// Rounds of pricing after each fixing.
    pub rounds: usize,
    /// Labels kept at a state in pricing.
    pub room: usize,
    /// How often a fixing may be taken back.
    pub returns: usize,
    /// Seconds at which to stop.
    pub until: f64,
    /// Seconds that the last people may take.
    pub last: f64,
    /// How much chance there is in what is fixed next: 0 none.
    pub shake: f64,
    /// Whether it ends as soon as it seems to take too long, and leaves its point to draw rows from. That is up to the
    /// clock, so not under a work limit.
    pub yields: bool,
}

/// How often in a dive the last people are left to the integer program.
const SUB_MIPS: usize = 3;

/// The part of the groups from which the last ones get more columns a round: their rows have to fit, and the program is
/// small by then.
const FEW: usize = 4;

/// How often the rounds of pricing are repeated where a fixing takes more than such a part of the room.
const MORE: usize = 8;
const STEEP: f64 = 10.0;

/// The part of the people after whom it is judged whether a dive comes to its end in time.
const JUDGED: f64 = 0.1;

/// Whether a dive that took so long for the people it has fixed would take longer for those left than there is time.
fn late((spent, time): (f64, f64), fixed: f64, left: f64) -> bool {
    fixed >= JUDGED * (fixed + left) && spent * left > time * fixed
}

/// A column that is fixed so many times.
#[derive(Debug, Clone, Copy)]
struct Fixed {
    column: usize,
    times: f64,
}

impl Generator {
    /// Dives for a roster that is better than the incumbent's; the program is afterwards as before, with more columns.
    pub fn dive(
        &mut self,
        dive: Dive,
        random: &mut Random,
        incumbent: &Incumbent<'_>,
    ) -> Result<Option<Roster>, EngineError> {
        let roster = self.descend(dive, random, incumbent);
        // A new program knows nothing of what was fixed.
        let duals = self.best_duals().to_vec();
        let open = vec![false; self.groups.len()];
        self.trim(&duals, 40, &open, &[])?;
        roster
    }

    fn descend(
        &mut self,
        dive: Dive,
        random: &mut Random,
        incumbent: &Incumbent<'_>,
    ) -> Result<Option<Roster>, EngineError> {
        let effort = Effort {
            rounds: dive.rounds,
            room: dive.room,
            full: false,
            columns: 3,
            until: dive.until,
            bounding: false,
            enough: f64::INFINITY,
        };
        let fixed = &mut Vec::new();
        let mut banned: Vec<usize> = Vec::new();
        let mut steps: Vec<usize> = Vec::new();
        let (mut returns, mut sub_mips) = (dive.returns, SUB_MIPS);
        let began = incumbent.seconds();
        let people = self.groups.iter().map(|c| c.people.len()).sum::<usize>() as f64;
        let mut before = f64::INFINITY;
        loop {
            let closed = self.closed(fixed);
            let open = closed.iter().filter(|c| !**c).count().max(1);
            let effort = Effort {
                columns: effort.columns * (self.groups.len() / (FEW * open)).clamp(1, 8),
                ..effort
            };
            let point = self.priced(effort, &closed, before, incumbent)?;
            let Some(point) =
                point.filter(|_| incumbent.seconds() < dive.until && !incumbent.done())
            else {
                return Ok(None);
            };
            // Others may have found a better roster meanwhile.
            if point.cost >= incumbent.below() || point.missed > 1e-6 {
                let Some(mark) = steps.pop().filter(|_| returns > 0) else {
                    return Ok(None);
                };
                returns -= 1;
                for undone in fixed.split_off(mark) {
                    self.bound_column(undone.column, 0.0, 0.0)?;
                    banned.push(undone.column);
                }
                continue;
            }
            let left: f64 = (0..self.groups.len()).map(|g| self.left(g, fixed)).sum();
            if sub_mips > 0 && dive.last > 0.0 && self.few(left) {
                sub_mips -= 1;
                let seconds = (dive.until - incumbent.seconds()).clamp(0.0, dive.last);
                let better = self.sub_mip(&counted(fixed), seconds, incumbent)?;
                if better.is_some() {
                    return Ok(better);
                }
            }
            let now = incumbent.seconds();
            if dive.yields && late((now - began, dive.until - now), people - left, left) {
                if let Some(reduced_costs) = ReducedCosts::of(self, &point) {
                    incumbent.take_reduced_costs(reduced_costs);
                }
                return Ok(None);
            }
            if closed.iter().all(|c| *c) {
                return self.of_fixed(&counted(fixed), dive.until - incumbent.seconds());
            }
            before = point.cost;
            steps.push(fixed.len());
            let mut luck = || 1.0 - dive.shake * random.unit();
            self.fix(&point, &closed, &mut luck, fixed)?;
            if self.grown() {
                let closed = self.closed(fixed);
                let times = |s: &Fixed| (s.column, times(s.column, fixed));
                // What is banned is held too, or it would be recalled.
                let banned_too = banned.iter().map(|column| (*column, 0.0));
                let held: Vec<_> = fixed.iter().map(times).chain(banned_too).collect();
                self.trim(&point.duals, 30, &closed, &held)?;
                for column in banned.iter() {
                    self.bound_column(*column, 0.0, 0.0)?;
                }
            }
        }
    }

    /// Rounds of pricing, and more of them as long as what was fixed last takes much of the room that is left: then
    /// mostly it is columns that are lacking, and not a good roster.
    fn priced(
        &mut self,
        effort: Effort,
        closed: &[bool],
        before: f64,
        incumbent: &Incumbent<'_>,
    ) -> Result<Option<Point>, EngineError> {
        let (mut reached, mut point) = self.run(effort, closed, incumbent, &mut |_| {})?;
        for _ in 0..MORE {
            let room = incumbent.below() - before;
            let steep = point
                .as_ref()
                .is_some_and(|p| p.cost - before > room / STEEP);
            if reached != Reached::Rounds || !steep {
                break;
            }
            let more;
            (reached, more) = self.run(effort, closed, incumbent, &mut |_| {})?;
            point = more.or(point);
        }
        Ok(point)
    }

    /// Groups whose rows are all fixed.
    fn closed(&self, fixed: &[Fixed]) -> Vec<bool> {
        let groups = 0..self.groups.len();
        groups.map(|g| self.left(g, fixed) < 0.5).collect()
    }

    /// People of a group whose rows are not fixed.
    fn left(&self, group: usize, fixed: &[Fixed]) -> f64 {
        let own = fixed.iter().filter(|s| self.columns[s.column].0 == group);
        self.groups[group].people.len() as f64 - own.map(|s| s.times).sum::<f64>()
    }

    /// Fixes what is whole already, and the columns that are nearest to it.
    fn fix(
        &mut self,
        point: &Point,
        closed: &[bool],
        luck: &mut dyn FnMut() -> f64,
        fixed: &mut Vec<Fixed>,
    ) -> Result<(), EngineError> {
        let mut open: Vec<(f64, usize)> = Vec::new();
        for (column, place) in self.place.iter().enumerate() {
            let Some(place) = place.filter(|_| !closed[self.columns[column].0]) else {
                continue;
            };
            let before = times(column, fixed);
            let more = point.values.get(place).unwrap_or(&0.0) - before;
            if more > 1e-6 {
                // What is whole stays first.
                open.push((
                    if more < 1.0 - 1e-6 {
                        more * luck()
                    } else {
                        more
                    },
                    column,
                ));
            }
        }
        open.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let people: f64 = (0..self.groups.len()).map(|g| self.left(g, fixed)).sum();
        let most = (people / 20.0).ceil();
        let mut count = 0.0;
        for (more, column) in open {
            let mut often = (more + 1e-6).floor();
            if often < 0.5 {
                // Not whole: the first in any case, others when they are nearly whole.
                if count >= most || (count > 0.0 && more < 0.7) {
                    break;
                }
                often = 1.0;
            }
            let group = self.columns[column].0;
            often = often.min(self.left(group, fixed));
            if often < 0.5 {
                continue;
            }
            count += if more >= 1.0 - 1e-6 { 0.0 } else { 1.0 };
            let before = times(column, fixed);
            self.bound_column(column, before + often, f64::INFINITY)?;
            fixed.push(Fixed {
                column,
                times: often,
            });
        }
        Ok(())
    }
}

/// Columns that are fixed, each once, with how often.
fn counted(fixed: &[Fixed]) -> Vec<(usize, f64)> {
    let mut columns: Vec<usize> = fixed.iter().map(|s| s.column).collect();
    columns.sort_unstable();
    columns.dedup();
    let each = columns.into_iter();
    each.map(|c| (c, times(c, fixed))).collect()
}

/// How often a column is fixed.
fn times(column: usize, fixed: &[Fixed]) -> f64 {
    let own = fixed.iter().filter(|s| s.column == column);
    own.map(|s| s.times).sum()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::engine::Limits;
    use crate::engine::columns::missed;
    use crate::engine::models::model;
    use crate::engine::ticks::Ticks;

    #[test]
    fn a_dive_that_is_late_leaves_its_rows_to_draw_from() {
        let (mut late, mut all) = (0, 0);
        for (number, time) in (0..60).flat_map(|n| (3..30).map(move |t| (n, f64::from(t)))) {
            let model = model(number);
            let limits = Limits {
                seconds: f64::INFINITY,
                ..Limits::default()
            };
            let mut generator = Generator::new(&model, &[], missed(&model), 1).unwrap();
            let open = vec![false; generator.groups.len()];
            let ticks = Ticks::new(1.0);
            let incumbent = Incumbent::new(&model, &limits, &ticks);
            let effort = Effort::bounding(f64::INFINITY);
            generator
                .run(effort, &open, &incumbent, &mut |_| {})
                .unwrap();
            let dive = Dive {
                rounds: 10,
                room: 30,
                returns: 5,
                until: incumbent.seconds() + time,
                last: 0.0,
                shake: 0.0,
                yields: true,
            };
            let mut random = Random::new(1);
            let roster = generator.dive(dive, &mut random, &incumbent).unwrap();
            all += 1;
            let Some(reduced_costs) = incumbent.reduced_costs() else {
                continue;
            };
            assert_eq!(roster, None, "model {number}");
            let first = reduced_costs.drawn(model.days, &mut random);
            let mut fixed = vec![true; model.people];
            for _ in 0..20 {
                let other = reduced_costs.drawn(model.days, &mut random);
                for (person, fixed) in fixed.iter_mut().enumerate() {
                    *fixed &= first.cells[person] == other.cells[person];
                }
            }
            assert!(fixed.contains(&true), "model {number}");
            late += 1;
        }
        assert!(late > 20 && 2 * late < all, "{late} of {all}");
    }

    #[test]
    fn a_dive_is_late_when_the_people_left_take_longer_than_there_is_time() {
        assert!(!late((50.0, 1.0), 3.0, 37.0), "too early to say");
        assert!(!late((10.0, 31.0), 10.0, 30.0));
        assert!(late((10.0, 29.0), 10.0, 30.0));
        assert!(!late((10.0, 0.0), 40.0, 0.0), "nobody is left");
    }
}
