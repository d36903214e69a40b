//! Where a roster loses against the bound: what each person's row costs more than his cheapest, at the bound's prices.
//!
//! The bound is what everybody's cheapest row costs at the prices of the duals, and what the master's rows are worth
//! (Geoffrion 1974). So a roster's distance from it is what its people lose, each by himself, and what the team's terms
//! lose. Much of what a roster costs is in the bound too, so what is lost says better than what is broken where there is
//! something to win.

use super::crew::at_prices;
use super::generate::Generator;
use super::terms::Terms;
use crate::domain::Roster;

/// Prices of a bound, and what rows cost at them.
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
}

impl Guide {
    /// The prices of the best bound so far; `None` before the first.
    pub(super) fn of(generator: &Generator) -> Option<Guide> {
        let least = generator.best_least()?;
        let crews = generator.crews.iter().zip(least).enumerate();
        let priced = crews.map(|(group, (crew, least))| Priced {
            people: crew.people.clone(),
            terms: crew.terms().clone(),
            prices: generator.frame.prices(group, generator.best_duals()),
            least: *least,
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
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::super::generate::Effort;
    use super::super::missed;
    use super::*;
    use crate::engine::Unwatched;
    use crate::engine::models::{model, rosters};
    use crate::model::score;

    #[test]
    fn people_lose_no_more_than_a_roster_costs_above_the_bound() {
        let (mut all, mut losing, mut tight) = (0, 0, 0);
        for number in 0..60 {
            let model = model(number);
            let mut generator = Generator::new(&model, &[], missed(&model), 1).unwrap();
            let open = vec![false; generator.crews.len()];
            let effort = Effort::bounding(f64::INFINITY);
            generator
                .run(effort, &open, &Unwatched, &mut |_| {})
                .unwrap();
            let Some(guide) = Guide::of(&generator) else {
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
}
