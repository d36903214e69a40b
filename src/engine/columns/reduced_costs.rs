//! The reduced costs of a roster's rows, and rows drawn from the linear program.
//!
//! The bound is what everybody's cheapest row costs at the prices of the duals, and what the master's rows are worth
//! (Geoffrion 1974). So what a roster costs above it is the reduced costs of its people's rows, each against the cheapest,
//! and what the team's terms lose. It says better than what is broken where there is something to win: much of what a
//! roster pays is in the bound too.
//!
//! The linear program has shares of several rows for a person, each at no reduced cost. When everybody draws one of his,
//! only the team's terms are left to mend.

use super::generate::Generator;
use super::restricted_master::Point;
use super::symmetry::at_prices;
use super::terms::Terms;
use crate::domain::Roster;
use crate::engine::annealing::Random;

/// Prices of a bound, what rows cost at them, and the rows of its linear program.
#[derive(Debug, Clone)]
pub struct ReducedCosts {
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

impl ReducedCosts {
    /// The prices of the best bound so far, and the rows of a point; `None` before the first bound.
    pub(super) fn of(generator: &Generator, point: &Point) -> Option<ReducedCosts> {
        let least = generator.best_least()?;
        let groups = generator.groups.iter().zip(least).enumerate();
        let priced = groups.map(|(index, (group, least))| Priced {
            people: group.people.clone(),
            terms: group.terms().clone(),
            prices: generator.master_rows.prices(index, generator.best_duals()),
            least: *least,
            shares: generator.shares(index, point),
        });
        Some(ReducedCosts {
            priced: priced.collect(),
        })
    }

    /// The reduced cost of each person's row in a roster, in points; 0 where a row breaks hard terms.
    pub fn of_people(&self, roster: &Roster) -> Vec<f64> {
        let mut reduced = vec![0.0; roster.cells.len()];
        for own in &self.priced {
            for person in &own.people {
                let row = &roster.cells[*person];
                let cost = own.terms.judge(row).0;
                let whole = cost.map(|cost| cost as f64 + at_prices(row, &own.prices));
                reduced[*person] = whole.map_or(0.0, |whole| (whole - own.least).max(0.0));
            }
        }
        reduced
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
        let open = vec![false; generator.groups.len()];
        let effort = Effort::bounding(f64::INFINITY);
        let solved = generator.run(effort, &open, &Unwatched, &mut |_| {});
        let point = solved.unwrap().1.unwrap();
        (generator, point)
    }

    #[test]
    fn reduced_costs_are_no_more_than_what_a_roster_costs_above_the_bound() {
        let (mut all, mut costing, mut tight) = (0, 0, 0);
        for number in 0..60 {
            let model = model(number);
            let (generator, point) = bounded(&model);
            let Some(reduced_costs) = ReducedCosts::of(&generator, &point) else {
                continue;
            };
            for roster in rosters(&model).step_by(7) {
                let score = score(&model, &roster);
                if score.hard > 0 {
                    continue;
                }
                let reduced: f64 = reduced_costs.of_people(&roster).iter().sum();
                let over = score.soft as f64 - generator.bound;
                assert!(
                    reduced <= over + 1e-4,
                    "model {number}: {reduced} of {over}"
                );
                all += 1;
                costing += usize::from(reduced > 0.5);
                tight += usize::from(reduced > 0.5 * over);
            }
        }
        assert!(
            all > 500 && costing > all / 2 && tight > all / 4,
            "{all} {costing} {tight}"
        );
    }

    #[test]
    fn drawn_rows_have_no_reduced_cost() {
        let (mut all, mut costly) = (0, 0);
        for number in 0..60 {
            let model = model(number);
            let (generator, point) = bounded(&model);
            if point.missed > 1e-6 || point.cost > generator.bound + 1e-6 {
                continue;
            }
            let reduced_costs = ReducedCosts::of(&generator, &point).unwrap();
            let mut random = Random::new(number as u64);
            for _ in 0..20 {
                let roster = reduced_costs.drawn(model.days, &mut random);
                let reduced: f64 = reduced_costs.of_people(&roster).iter().sum();
                assert!(reduced < 1e-3, "model {number}: {reduced}");
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
