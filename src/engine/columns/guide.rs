//! What the bound says of rosters: where one loses against it, and which rows its linear program would have people have.
//!
//! The bound is what everybody's cheapest row costs at the prices of the duals, and what the master's rows are worth
//! (Geoffrion 1974). So a roster's distance from it is what its people lose, each by himself, and what the team's terms
//! lose. Much of what a roster costs is in the bound too, so what is lost says better than what is broken where there is
//! something to win.
//!
//! The linear program has shares of several rows for a person, each of which loses nothing. When everybody draws one of
//! his, only the team's terms are left to mend.

use super::crew::at_prices;
use super::generate::Generator;
use super::master::Point;
use super::terms::Terms;
use crate::domain::Roster;
use crate::engine::annealing::Random;

/// Prices of a bound, what rows cost at them, and the rows of its linear program.
#[derive(Debug, Clone)]
pub struct Guide {
    priced: Vec<Priced>,
}

/// People who are alike, the prices of their cells, and what a row of theirs costs at least.
#[derive(Debug, Clone)]
struct Priced {
    people: Vec<usize>,
    terms: Terms,
    prices: Vec<f64>,
    least: f64,
    /// Rows, and how many of the people have each.
    shares: Vec<Share>,
}

/// A row, and how many people have it.
pub type Share = (f64, Vec<Option<usize>>);

impl Guide {
    /// The prices of the best bound so far, and the rows of a point; `None` before the first bound.
    pub(super) fn of(generator: &Generator, point: &Point) -> Option<Guide> {
        let least = generator.best_least()?;
        let crews = generator.crews.iter().zip(least).enumerate();
        let priced = crews.map(|(group, (crew, least))| Priced {
            people: crew.people.clone(),
            terms: crew.terms().clone(),
            prices: generator.frame.prices(group, generator.best_duals()),
            least: *least,
            shares: generator.shares(group, point),
        });
        Some(Guide {
            priced: priced.collect(),
        })
    }

    /// Points that each person of a roster loses; none where a row breaks hard terms.
    pub fn lost(&self, roster: &Roster) -> Vec<f64> {
        let mut lost = vec![0.0; roster.cells.len()];
        for own in &self.priced {
            for person in &own.people {
                let row = &roster.cells[*person];
                let cost = own.terms.judge(row).0;
                let whole = cost.map(|cost| cost as f64 + at_prices(row, &own.prices));
                lost[*person] = whole.map_or(0.0, |whole| (whole - own.least).max(0.0));
            }
        }
        lost
    }

    /// A roster of so many days in which everybody has a row drawn by the shares. It may break any of the team's terms.
    pub fn drawn(&self, days: usize, random: &mut Random) -> Roster {
        let people = self.priced.iter().map(|own| own.people.len()).sum();
        let mut roster = Roster::empty(people, days);
        for own in &self.priced {
            let rows = drawn(&own.shares, own.people.len(), random);
            for (person, row) in own.people.iter().zip(rows) {
                roster.cells[*person].copy_from_slice(row);
            }
        }
        roster
    }
}

/// Rows for so many people, each as often as its share says, up to one more or less (systematic sampling).
fn drawn<'a>(shares: &'a [Share], people: usize, random: &mut Random) -> Vec<&'a [Option<usize>]> {
    let step = shares.iter().map(|s| s.0).sum::<f64>() / people as f64;
    let mut next = random.unit() * step;
    let mut rows: Vec<&[Option<usize>]> = Vec::new();
    let mut passed = 0.0;
    for (share, row) in shares {
        passed += share;
        while next < passed && rows.len() < people {
            rows.push(row);
            next += step;
        }
    }
    // What rounding has left over.
    if let Some((_, row)) = shares.last() {
        rows.resize(people, row);
    }
    rows
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::super::generate::Effort;
    use super::super::missed;
    use super::*;
    use crate::engine::Unwatched;
    use crate::engine::models::{model, rosters};
    use crate::model::{Model, score};

    /// The program of a model, and its solution.
    fn bounded(model: &Model) -> (Generator, Point) {
        let mut generator = Generator::new(model, &[], missed(model), 1).unwrap();
        let open = vec![false; generator.crews.len()];
        let effort = Effort::bounding(f64::INFINITY);
        let solved = generator.run(effort, &open, &Unwatched, &mut |_| {});
        let point = solved.unwrap().1.unwrap();
        (generator, point)
    }

    #[test]
    fn people_lose_no_more_than_a_roster_costs_above_the_bound() {
        let (mut all, mut losing, mut tight) = (0, 0, 0);
        for number in 0..60 {
            let model = model(number);
            let (generator, point) = bounded(&model);
            let Some(guide) = Guide::of(&generator, &point) else {
                continue;
            };
            for roster in rosters(&model).step_by(7) {
                let score = score(&model, &roster);
                if score.hard > 0 {
                    continue;
                }
                let lost: f64 = guide.lost(&roster).iter().sum();
                let over = score.soft as f64 - generator.bound;
                assert!(lost <= over + 1e-4, "model {number}: {lost} of {over}");
                all += 1;
                losing += usize::from(lost > 0.5);
                tight += usize::from(lost > 0.5 * over);
            }
        }
        assert!(
            all > 500 && losing > all / 2 && tight > all / 4,
            "{all} {losing} {tight}"
        );
    }

    #[test]
    fn people_with_drawn_rows_lose_nothing() {
        let (mut all, mut costly) = (0, 0);
        for number in 0..60 {
            let model = model(number);
            let (generator, point) = bounded(&model);
            if point.missed > 1e-6 || point.cost > generator.bound + 1e-6 {
                continue;
            }
            let guide = Guide::of(&generator, &point).unwrap();
            let mut random = Random::new(number as u64);
            for _ in 0..20 {
                let roster = guide.drawn(model.days, &mut random);
                let lost: f64 = guide.lost(&roster).iter().sum();
                assert!(lost < 1e-3, "model {number}: {lost}");
                all += 1;
                costly += usize::from(score(&model, &roster).soft as f64 > point.cost + 0.5);
            }
        }
        assert!(all > 200 && costly > 20, "{all} {costly}");
    }

    #[test]
    fn rows_are_drawn_as_often_as_their_shares_say() {
        let row = |duty| vec![Some(duty)];
        let shares: Vec<Share> = vec![(0.5, row(0)), (2.25, row(1)), (0.25, row(2))];
        let mut random = Random::new(1);
        let mut times = [0; 3];
        for _ in 0..4000 {
            let rows = drawn(&shares, 3, &mut random);
            assert_eq!(rows.len(), 3);
            let of = |duty| rows.iter().filter(|r| **r == row(duty)).count();
            for (duty, (share, _)) in shares.iter().enumerate() {
                assert!((of(duty) as f64 - share).abs() < 1.0);
                times[duty] += of(duty);
            }
        }
        for (times, (share, _)) in times.iter().zip(&shares) {
            let all = share * 4000.0;
            assert!((*times as f64 - all).abs() < 0.1 * all, "{times} of {all}");
        }
        assert!(drawn(&[], 3, &mut random).is_empty());
    }
}
