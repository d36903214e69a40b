//! What two rosters agree on is kept, and columns solve the rest anew.
//!
//! Rosters that were found apart are good in different places. Most of what both have is right; where they differ, each
//! day of each person is open again, for all duties and not only for those of the two.

use crate::domain::Roster;
use crate::engine::search::Generator as Random;
use crate::model::{Model, Part, Score};
use std::sync::Mutex;

/// Rosters that are kept.
const KEPT: usize = 12;

/// Rosters that parts could not make any better, cheapest first.
#[derive(Debug, Default)]
pub struct Pool {
    held: Mutex<Vec<(Roster, Score)>>,
}

impl Pool {
    /// Takes a roster.
    pub fn add(&self, roster: &(Roster, Score)) {
        let Ok(mut held) = self.held.lock() else {
            return;
        };
        if held.iter().all(|h| h.0 != roster.0) {
            held.push(roster.clone());
            held.sort_by_key(|h| h.1);
            held.truncate(KEPT);
        }
    }

    /// One that differs from a roster.
    pub fn other(&self, roster: &Roster, random: &mut Random) -> Option<Roster> {
        let held = self.held.lock().ok()?;
        let others: Vec<&Roster> = held.iter().map(|h| &h.0).filter(|h| *h != roster).collect();
        let count = others.len();
        (count > 0).then(|| others[random.below(count)].clone())
    }
}

/// Where a roster differs from another one, as a part of it: as many people as have so many days open in all.
pub fn part(
    model: &Model,
    roster: &Roster,
    (other, size): (&Roster, usize),
    random: &mut Random,
) -> Part {
    let mut open = vec![0; model.people];
    for (person, _) in differing(roster, other) {
        open[person] += 1;
    }
    let order = random.some(model.people, model.people).into_iter();
    let mut all = 0;
    let mut people: Vec<usize> = order
        .filter(|person| open[*person] > 0)
        .take_while(|person| {
            let room = all < size;
            all += open[*person];
            room
        })
        .collect();
    people.sort_unstable();
    let crossed = crossed(model, roster, other);
    Part::of(&crossed, roster, &people, 0..model.days)
}

/// Days of people on which two rosters differ.
fn differing(a: &Roster, b: &Roster) -> Vec<(usize, usize)> {
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
            crossed.hold(person, day, *held);
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
    fn a_crossing_has_as_many_people_as_there_is_room_for() {
        let mut fewer = 0;
        for number in 0..100 {
            let model = model(number);
            let Some((a, b)) = two(&model, number) else {
                continue;
            };
            let mut random = Random::new(number as u64);
            let mut people: Vec<usize> = differing(&a, &b).iter().map(|d| d.0).collect();
            people.dedup();
            let mut of_size = |size| part(&model, &a, (&b, size), &mut random).model.people;
            assert_eq!(of_size(0), 0);
            assert_eq!(of_size(1), people.len().min(1));
            assert_eq!(of_size(usize::MAX), people.len());
            fewer += usize::from(people.len() > 1);
        }
        assert!(fewer > 10, "{fewer}");
    }

    #[test]
    fn a_pool_keeps_the_cheapest_once_each() {
        let pool = Pool::default();
        let roster = |number: usize| {
            let mut roster = Roster::empty(1, 1);
            roster.cells[0][0] = Some(number);
            let soft = (7 * number % 20) as i64;
            (roster, Score { hard: 0, soft })
        };
        let costs = || {
            let held = pool.held.lock().unwrap();
            held.iter().map(|h| h.1.soft).collect::<Vec<_>>()
        };
        let mut random = Random::new(1);
        for number in [3, 3, 3] {
            pool.add(&roster(number));
            assert_eq!(pool.other(&roster(3).0, &mut random), None);
        }
        pool.add(&roster(0));
        assert_eq!(costs(), [0, 1]);
        assert_eq!(pool.other(&roster(0).0, &mut random), Some(roster(3).0));
        (0..20).for_each(|number| pool.add(&roster(number)));
        assert_eq!(costs(), (0..12).collect::<Vec<_>>());
    }
}
