//! Crossover (Rothberg 2007): what two rosters of an elite agree on is kept, and columns solve the rest anew.
//!
//! Rosters that were found apart are good in different places. Most of what both have is right; where they differ, each
//! day of each person is open again, for all duties and not only for those of the two.

use crate::domain::{PersonIx, Roster};
use crate::engine::annealing::Random;
use crate::model::{Model, Part, Score};
use std::sync::Mutex;

/// Rosters that are kept.
const KEPT: usize = 12;

/// Rosters that differ in no more than such a part of all days are of one kind, of which the cheapest is kept.
const ALIKE: f64 = 0.25;

/// Rosters that parts could not make any better, cheapest first, no two of one kind.
#[derive(Debug, Default)]
pub struct Elite {
    held: Mutex<Vec<(Roster, Score)>>,
}

impl Elite {
    /// Takes a roster.
    pub fn add(&self, roster: &(Roster, Score)) {
        let Ok(mut held) = self.held.lock() else {
            return;
        };
        let alike = |other: &(Roster, Score)| {
            let days = other.0.cells.iter().map(Vec::len).sum::<usize>() as f64;
            differing(&other.0, &roster.0).len() as f64 <= ALIKE * days
        };
        if held.iter().any(|h| h.1 <= roster.1 && alike(h)) {
            return;
        }
        held.retain(|h| !alike(h));
        held.push(roster.clone());
        held.sort_by_key(|h| h.1);
        held.truncate(KEPT);
    }

    /// Whether it has a roster as good as that.
    pub fn reaches(&self, score: Score) -> bool {
        self.held
            .lock()
            .is_ok_and(|held| held.first().is_some_and(|h| h.1 <= score))
    }

    /// Up to so many that differ from a roster.
    pub fn others(&self, roster: &Roster, most: usize, random: &mut Random) -> Vec<Roster> {
        let Ok(held) = self.held.lock() else {
            return Vec::new();
        };
        let others: Vec<&Roster> = held.iter().map(|h| &h.0).filter(|h| *h != roster).collect();
        let some = random.some(others.len(), most);
        some.into_iter().map(|n| others[n].clone()).collect()
    }
}

/// How many person-days of a crossover are solved in the time that there is for it.
#[derive(Debug)]
pub struct Capacity(usize);

impl Capacity {
    /// For all of a model.
    pub fn of(model: &Model) -> Capacity {
        Capacity(model.people * model.days)
    }

    /// Less after so many that took all the time, more after some that took little of it, `share` being how much.
    pub fn learn(&mut self, open: usize, share: f64) {
        if share >= 1.0 {
            self.0 = self.0.min(open) * 3 / 4;
        } else if share < 0.5 {
            self.0 = self.0.max(open * 5 / 4);
        }
    }
}

/// Where a roster differs from another one, as a part of it, and its person-days: as many people as there is room for.
pub fn part(
    model: &Model,
    roster: &Roster,
    (other, capacity): (&Roster, &Capacity),
    random: &mut Random,
) -> (Part, usize) {
    let mut open = vec![0; model.people];
    for (person, _) in differing(roster, other) {
        open[person] += 1;
    }
    let order = random.some(model.people, model.people).into_iter();
    let mut all = 0;
    let mut people: Vec<usize> = order
        .filter(|person| open[*person] > 0)
        .take_while(|person| {
            let fits = all < capacity.0;
            all += if fits { open[*person] } else { 0 };
            fits
        })
        .collect();
    people.sort_unstable();
    let crossed = crossed(model, roster, other);
    (Part::of(&crossed, roster, &people, 0..model.days), all)
}

/// Days of people on which two rosters differ.
pub fn differing(a: &Roster, b: &Roster) -> Vec<(usize, usize)> {
    let rows = a.cells.iter().zip(&b.cells).enumerate();
    rows.flat_map(|(person, (a, b))| {
        let days = a.iter().zip(b).enumerate();
        days.filter(|(_, (a, b))| a != b)
            .map(move |(day, _)| (person, day))
    })
    .collect()
}

/// The model with every cell held that two rosters agree on.
fn crossed(model: &Model, a: &Roster, b: &Roster) -> Model {
    let mut crossed = model.clone();
    for (person, (own, other)) in a.cells.iter().zip(&b.cells).enumerate() {
        for (day, (held, _)) in own
            .iter()
            .zip(other)
            .enumerate()
            .filter(|(_, (a, b))| a == b)
        {
            crossed.hold(PersonIx(person), day, *held);
        }
    }
    crossed
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::engine::models::{model, rosters};
    use crate::model::score;

    fn two(model: &Model, number: usize) -> Option<(Roster, Roster)> {
        let nth = |n| rosters(model).nth(n);
        nth(number % 13).zip(nth(7 * number % 31))
    }

    #[test]
    fn what_both_have_is_held_and_everything_else_costs_what_it_did() {
        let (mut kept, mut all) = (0, 0);
        for number in 0..100 {
            let model = model(number);
            let Some((a, b)) = two(&model, number) else {
                continue;
            };
            let (crossed, open) = (crossed(&model, &a, &b), differing(&a, &b));
            for roster in rosters(&model) {
                let (own, there) = (score(&model, &roster), score(&crossed, &roster));
                let keeps = differing(&roster, &a)
                    .iter()
                    .all(|cell| open.contains(cell));
                assert_eq!(there.soft, own.soft, "model {number}: {model:#?}");
                assert_eq!(there.hard == own.hard, keeps, "model {number}: {model:#?}");
                (kept, all) = (kept + usize::from(keeps), all + 1);
            }
        }
        assert!(kept > 100 && all > 10 * kept, "{kept} of {all}");
    }

    #[test]
    fn a_crossover_has_as_many_people_as_there_is_room_for() {
        let mut fewer = 0;
        for number in 0..100 {
            let model = model(number);
            let Some((a, b)) = two(&model, number) else {
                continue;
            };
            let mut random = Random::new(number as u64);
            let mut people: Vec<usize> = differing(&a, &b).iter().map(|d| d.0).collect();
            people.dedup();
            let mut of = |size| {
                let (part, open) = part(&model, &a, (&b, &Capacity(size)), &mut random);
                (part.model.people, open)
            };
            assert_eq!(of(0), (0, 0));
            assert_eq!(of(1).0, people.len().min(1));
            assert_eq!(of(usize::MAX), (people.len(), differing(&a, &b).len()));
            fewer += usize::from(people.len() > 1);
        }
        assert!(fewer > 10, "{fewer}");
    }

    #[test]
    fn there_is_capacity_for_what_ended_in_time() {
        let after = |open, share| {
            let mut capacity = Capacity(400);
            capacity.learn(open, share);
            capacity.0
        };
        assert_eq!((after(900, 1.1), after(200, 1.0)), (300, 150));
        assert_eq!((after(400, 0.4), after(200, 0.1)), (500, 400));
        assert_eq!((after(400, 0.7), after(0, 0.0)), (400, 400));
    }

    #[test]
    fn the_elite_keeps_the_cheapest_of_rosters_that_are_alike() {
        let roster = |worked: [usize; 8], soft| {
            let mut roster = Roster::empty(1, 8);
            roster.cells[0] = worked.map(|w| (w > 0).then_some(0)).to_vec();
            (roster, Score { hard: 0, soft })
        };
        let elite = Elite::default();
        let add = |worked, soft| {
            elite.add(&roster(worked, soft));
            let held = elite.held.lock().unwrap();
            held.iter().map(|h| h.1.soft).collect::<Vec<_>>()
        };
        assert_eq!(add([1, 1, 0, 0, 0, 0, 0, 0], 5), [5]);
        assert_eq!(add([1, 1, 1, 1, 0, 0, 0, 0], 6), [5], "two of eight days");
        assert_eq!(add([1, 1, 1, 1, 1, 0, 0, 0], 7), [5, 7], "three of them");
        assert_eq!(add([1, 1, 1, 0, 0, 0, 0, 0], 4), [4], "alike to both");
    }

    #[test]
    fn the_elite_keeps_the_cheapest_once_each() {
        let elite = Elite::default();
        let roster = |number: usize| {
            let mut roster = Roster::empty(1, 1);
            roster.cells[0][0] = Some(number);
            let soft = (7 * number % 20) as i64;
            (roster, Score { hard: 0, soft })
        };
        let costs = || {
            let held = elite.held.lock().unwrap();
            held.iter().map(|h| h.1.soft).collect::<Vec<_>>()
        };
        let mut random = Random::new(1);
        let mut others = |number: usize| elite.others(&roster(number).0, 3, &mut random);
        assert!(!elite.reaches(roster(3).1));
        for number in [3, 3, 3] {
            elite.add(&roster(number));
            assert!(others(3).is_empty());
        }
        elite.add(&roster(0));
        assert_eq!(costs(), [0, 1]);
        assert_eq!(others(0), [roster(3).0]);
        assert!(elite.reaches(roster(0).1) && elite.reaches(roster(3).1));
        (0..20).for_each(|number| elite.add(&roster(number)));
        assert_eq!(costs(), (0..12).collect::<Vec<_>>());
        assert_eq!(others(0).len(), 3);
        assert!(!others(3).contains(&roster(3).0));
    }
}
