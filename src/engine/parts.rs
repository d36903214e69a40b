//! Parts of a roster solved anew by columns: some people, some days, everything else as it is.
//!
//! A part is a model of its own ([`Part`]), small enough for a proof or a dive within a second or two. So what columns
//! do for a team of thirty in a month they do for a part of any team in any time. Parts that do not help lead to another
//! roster of the same cost where there is one. When that does not help either, a short walk shakes the roster, and
//! parts go on from where it ends.

mod tilt;

use super::board::Board;
use super::search::{self, Generator as Random};
use super::{EngineError, Limits, Progress, Watch, columns};
use crate::domain::Roster;
use crate::model::{Model, Part, Score, Term, score, violation};
use std::ops::Range;

/// Days that a part spans; `usize::MAX`: all.
const LENGTHS: [usize; 4] = [usize::MAX, 28, 14, 7];

/// People that a part of a length has at least, or the length is not worth while.
const FEWEST: usize = 4;

/// Person-days of the first parts.
const SIZE: f64 = 240.0;

/// Seconds that the first parts should take, and how many times as long a part may take.
const AIM: f64 = 1.5;
const MOST: f64 = 4.0;

/// How much longer parts should take when those so far do not help any more, and the longest as a part of what is left.
const LONGER: f64 = 1.3;
const LONGEST: f64 = 0.025;

/// Parts in a row that bring nothing better after which the roster is shaken, or what was shaken is given up.
const PATIENCE: usize = 30;

/// Moves a cell that shake it.
const SHAKE: u64 = 10_000;

/// Where parts are solved: the board, and whether to leave off.
#[derive(Clone, Copy)]
struct Place<'a, 'b> {
    board: &'a Board<'b>,
    quiet: &'a (dyn Fn() -> bool + Sync),
}

/// Solves parts anew until the board is done or `quiet` says so. `number` tells threads apart.
pub fn improve(
    model: &Model,
    limits: &Limits,
    board: &Board<'_>,
    number: u64,
    quiet: &(dyn Fn() -> bool + Sync),
) -> Result<(), EngineError> {
    let place = Place { board, quiet };
    let mut random = Random::new(limits.seed ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let mut chooser = Chooser {
        model,
        aim: AIM,
        sizes: [SIZE; LENGTHS.len()],
    };
    let Some(mut current) = board.best() else {
        return Ok(());
    };
    // Parts without success, and whether the roster comes from shaking.
    let (mut idle, mut away) = (0, false);
    while !place.stop() {
        let spent = idle >= PATIENCE;
        if let Some(best) = board.best().filter(|b| b.1 < current.1 && (!away || spent)) {
            (current, away, idle) = (best, false, 0);
        } else if spent {
            let longest = LONGEST * (limits.seconds - board.seconds());
            chooser.aim = (LONGER * chooser.aim).min(longest).max(AIM);
            current = place.shaken(model, &current.0, &mut random, limits);
            (idle, away) = (0, true);
        }
        let choice = chooser.choose(&mut random, &current.0);
        let part = Part::of(model, &current.0, &choice.people, choice.days.clone());
        let began = board.seconds();
        let until = limits.seconds.min(began + MOST * chooser.aim);
        let how = (limits, until, idle > 0);
        let found = place.solve(&part, &current.0, &mut random, how)?;
        chooser.learn(&choice, board.seconds() - began, found.is_some());
        idle += 1;
        if let Some(own) = found {
            // Others may have found a better whole meanwhile, which the part may improve too.
            if let Some((mut best, _)) = board.best().filter(|b| b.1 < current.1) {
                part.put(&own, &mut best);
                board.offer(&best);
            }
            part.put(&own, &mut current.0);
            let before = std::mem::replace(&mut current.1, score(model, &current.0));
            if current.1 < before {
                idle = 0;
            }
            away &= !board.offer(&current.0);
        }
    }
    Ok(())
}

impl Place<'_, '_> {
    /// A better roster of a part, or when it may be tilted, another that costs the same.
    fn solve(
        &self,
        part: &Part,
        roster: &Roster,
        random: &mut Random,
        (limits, until, tilt): (&Limits, f64, bool),
    ) -> Result<Option<Roster>, EngineError> {
        let limits = Limits {
            seconds: until,
            gap: 0.0,
            threads: 1,
            seed: random.below(1 << 30) as u64,
            ..*limits
        };
        let start = part.take(roster);
        let tilted = tilt
            .then(|| tilt::tilted(&part.model, &start, random))
            .flatten();
        let model = tilted.as_ref().unwrap_or(&part.model);
        let own = Board::new(model, &limits, self);
        own.offer(&start);
        let before = own.cost();
        columns::anew(model, &limits, &own)?;
        Ok(own.best().filter(|_| own.cost() < before).map(|b| b.0))
    }

    /// Where a short walk from a roster ends, or the roster where that breaks a hard term.
    fn shaken(
        &self,
        model: &Model,
        roster: &Roster,
        random: &mut Random,
        limits: &Limits,
    ) -> (Roster, Score) {
        let cells = (model.people * model.days) as u64;
        let mut annealer = search::Annealer::new(model, random.below(1 << 30) as u64);
        annealer.start_from(roster);
        annealer.round(search::Heat::Warm, SHAKE * cells, limits, self);
        self.board.offer(&annealer.best().0);
        let end = annealer.current();
        if end.1.hard > 0 { annealer.best() } else { end }
    }
}

/// Parts and walks end with the whole, and report nothing by themselves.
impl Watch for Place<'_, '_> {
    fn seconds(&self) -> f64 {
        self.board.seconds()
    }

    fn progress(&self, _: Progress) {}

    fn stop(&self) -> bool {
        (self.quiet)() || self.board.done()
    }
}

/// Chooses parts, as large as they can be solved in time.
struct Chooser<'a> {
    model: &'a Model,
    /// Seconds that a part should take.
    aim: f64,
    /// Person-days of the next part of each length.
    sizes: [f64; LENGTHS.len()],
}

struct Choice {
    length: usize,
    people: Vec<usize>,
    days: Range<usize>,
}

impl Chooser<'_> {
    /// People and days around a term that is broken, dearer ones more often.
    fn choose(&self, random: &mut Random, roster: &Roster) -> Choice {
        let (people, days) = (self.model.people, self.model.days);
        let lengths = self.lengths();
        let index = lengths[random.below(lengths.len())];
        let mut length = LENGTHS[index].min(days);
        let mut count = (self.sizes[index] / length as f64) as usize;
        if count > people {
            // Everybody for as long as there is room.
            length = ((self.sizes[index] / people as f64) as usize).clamp(1, days);
            count = people;
        }
        let term = self.broken(random, roster);
        let (first, last) = term.map_or((0, days - 1), |t| t.tag.days);
        let (first, last) = (first.min(days - 1), last.min(days - 1));
        let middle = first + random.below(last.saturating_sub(first) + 1);
        let from = middle
            .saturating_sub(random.below(length))
            .min(days - length);
        let own = term.and_then(|t| match t.tag.people.as_slice() {
            [person] => Some(*person),
            _ => None,
        });
        Choice {
            length: index,
            people: chosen(random, people, count.max(2), own),
            days: from..from + length,
        }
    }

    /// Lengths that are worth while: shorter than all days, and with some people.
    fn lengths(&self) -> Vec<usize> {
        let fits = |index: &usize| {
            let length = LENGTHS[*index].min(self.model.days);
            let shorter = *index == 0 || length < self.model.days;
            shorter && (FEWEST * length) as f64 <= self.sizes[*index]
        };
        let fitting: Vec<usize> = (0..LENGTHS.len()).filter(fits).collect();
        if fitting.is_empty() {
            vec![LENGTHS.len() - 1]
        } else {
            fitting
        }
    }

    fn broken(&self, random: &mut Random, roster: &Roster) -> Option<&Term> {
        let costs = self
            .model
            .terms
            .iter()
            .map(|t| (violation(t, roster).soft, t));
        let broken: Vec<(i64, &Term)> = costs.filter(|(c, _)| *c > 0).collect();
        let all: i64 = broken.iter().map(|b| b.0).sum();
        let mut left = random.below(usize::try_from(all).ok()?.max(1)) as i64;
        let hit = broken.iter().find(|(cost, _)| {
            left -= cost;
            left < 0
        });
        hit.map(|(_, term)| *term)
    }

    /// Larger parts when these do not help any more, as long as they take less than they may. The time grows much
    /// faster than the size.
    fn learn(&mut self, choice: &Choice, took: f64, helped: bool) {
        let (aim, most) = if helped {
            (self.aim / 4.0, 1.2)
        } else {
            (self.aim, 1.5)
        };
        let change = (aim / took.max(1e-3)).powf(0.25).clamp(0.85, most);
        let whole = (self.model.people * self.model.days) as f64;
        let size = &mut self.sizes[choice.length];
        *size = (*size * change).min(whole);
    }
}

/// Some people, ascending, one of them given.
fn chosen(random: &mut Random, all: usize, count: usize, own: Option<usize>) -> Vec<usize> {
    let count = count.min(all);
    let mut people: Vec<usize> = (0..all).collect();
    if let Some(own) = own.filter(|p| *p < all) {
        people.swap(0, own);
    }
    for index in usize::from(own.is_some())..count {
        let other = index + random.below(all - index);
        people.swap(index, other);
    }
    people.truncate(count);
    people.sort_unstable();
    people
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Builder;

    #[test]
    fn parts_grow_while_they_bring_nothing_and_shrink_when_they_take_too_long() {
        let model = Builder::new(50, 28, 1).finish();
        let after = |parts, took, helped| {
            let mut chooser = Chooser {
                model: &model,
                aim: AIM,
                sizes: [SIZE; LENGTHS.len()],
            };
            let choice = Choice {
                length: 2,
                people: Vec::new(),
                days: 0..14,
            };
            for _ in 0..parts {
                chooser.learn(&choice, took, helped);
            }
            assert_eq!(chooser.sizes[1], SIZE, "other lengths learn nothing");
            chooser.sizes[2]
        };
        let size = |took, helped| after(3, took, helped);
        assert!(size(0.01, false) > 2.0 * SIZE);
        assert!(size(0.01, true) > SIZE && size(0.01, true) < size(0.01, false));
        assert!(size(AIM, true) < SIZE && size(2.0 * AIM, false) < SIZE);
        assert_eq!(size(AIM, false), SIZE);
        assert_eq!(
            after(20, 0.0, false),
            50.0 * 28.0,
            "never more than there is"
        );
    }

    #[test]
    fn a_part_has_people_and_days_of_the_model() {
        let mut b = Builder::new(5, 10, 1);
        b.forbid(3, 7, b.any(), crate::model::Price::Soft(2));
        let model = b.finish();
        let mut roster = Roster::empty(5, 10);
        roster.cells[3][7] = Some(0);
        for (seed, size) in [(1, 1.0), (2, 12.0), (3, 40.0), (4, 1e9)] {
            let chooser = Chooser {
                model: &model,
                aim: AIM,
                sizes: [size; LENGTHS.len()],
            };
            let choice = chooser.choose(&mut Random::new(seed), &roster);
            assert!(choice.people.windows(2).all(|p| p[0] < p[1]), "{seed}");
            assert!(choice.people.contains(&3), "the one whose term is broken");
            assert!(choice.days.contains(&7), "and when");
            assert!(choice.people.len() >= 2 && choice.people[choice.people.len() - 1] < 5);
            assert!(choice.days.end <= 10);
        }
    }
}
