//! The end of a dive, a sub-MIP: the last few people by the integer program over their days.
//!
//! Rows for the last people have to fit what is left of the demand exactly. Pricing seldom has all of them; the integer
//! program does, and the team's terms are those of the model itself and not of people's averages.

use super::generate::Generator;
use crate::domain::Roster;
use crate::engine::EngineError;
use crate::engine::incumbent::Incumbent;
use crate::engine::mip::{Options, Program, solve_quietly};
use crate::model::{Part, score};

/// Cells (person, day, duty) that may be left: HiGHS takes some tenths of a second for them.
const LEFT: usize = 600;

/// The people of whom so many times as many must be fixed: with more, it would be the proof and not the end of a dive.
const SHARE: f64 = 4.0;

/// Nodes for them.
const NODES: i32 = 300;

impl Generator {
    /// Whether so many people can be left to the integer program.
    pub fn few(&self, people: f64) -> bool {
        let cells = self.master_rows.days * self.master_rows.duties;
        let all: usize = self.groups.iter().map(|c| c.people.len()).sum();
        let few = people * cells as f64 <= LEFT as f64 && SHARE * people <= all as f64;
        self.master_rows.aggregates.is_empty() && people > 0.5 && few
    }

    /// A better roster than the incumbent's with the columns that are fixed, each so many times, within so many seconds.
    pub fn sub_mip(
        &self,
        columns: &[(usize, f64)],
        seconds: f64,
        incumbent: &Incumbent<'_>,
    ) -> Result<Option<Roster>, EngineError> {
        let chosen: Vec<usize> = columns.iter().map(|(column, _)| *column).collect();
        let times: Vec<f64> = columns.iter().map(|(_, times)| *times).collect();
        let (mut roster, taken) = self.put_together(&chosen, &times);
        let groups = self.groups.iter().zip(taken);
        let mut people: Vec<usize> = groups
            .flat_map(|(group, taken)| group.people.iter().skip(taken).copied())
            .collect();
        people.sort_unstable();
        let model = incumbent.model();
        let part = Part::of(model, &roster, &people, 0..model.days);
        // What is fixed costs the same whatever they do.
        let fixed = score(model, &roster).soft - score(&part.model, &part.take(&roster)).soft;
        let options = Options {
            seconds,
            distance: 0.99,
            heuristics: true,
            threads: 1,
            nodes: Some(NODES),
            cutoff: Some(incumbent.below() - fixed as f64),
            ..Options::default()
        };
        let solved = solve_quietly(&Program::of(&part.model), &options)?;
        let Some(own) = solved.roster else {
            return Ok(None);
        };
        part.put(&own, &mut roster);
        let points = score(model, &roster);
        let better = points.hard == 0 && (points.soft as f64) < incumbent.below();
        Ok(better.then_some(roster))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::engine::columns::missed;
    use crate::engine::models::{model, optimum, rosters};
    use crate::engine::{Limits, Unwatched};

    #[test]
    fn the_last_people_are_the_best_that_there_are() {
        let (mut all, mut one) = (0, 0);
        for number in 0..200 {
            let model = model(number);
            let Some(best) = optimum(&model) else {
                continue;
            };
            let incumbent = Incumbent::new(&model, &Limits::default(), &Unwatched);
            let generator = Generator::new(&model, &[], missed(&model), 1).unwrap();
            if !generator.master_rows.aggregates.is_empty() {
                continue;
            }
            let found = generator.sub_mip(&[], 60.0, &incumbent).unwrap().unwrap();
            assert_eq!(score(&model, &found).soft, best, "model {number}");
            // With the row of the first group's first person as it is in some roster.
            let held = rosters(&model).nth(number % 7).unwrap();
            let first = generator.groups[0].people[0];
            let row = &held.cells[first];
            let with = rosters(&model).filter(|r| r.cells[first] == *row);
            let least = with.map(|r| score(&model, &r)).filter(|s| s.hard == 0);
            let least = least.map(|s| s.soft).min();
            let mut generator = generator;
            if generator.groups.len() > 1 && generator.groups[0].people.len() == 1 {
                let Some(column) = generator.groups[0].column(row) else {
                    continue;
                };
                generator.add(0, column).unwrap();
                let found = generator.sub_mip(&[(0, 1.0)], 60.0, &incumbent).unwrap();
                let cost = found.map(|r| score(&model, &r).soft);
                assert_eq!(cost, least, "model {number}: {model:#?}");
                one += 1;
            }
            // Nothing is better than the best.
            incumbent.offer(&found);
            assert_eq!(generator.sub_mip(&[], 60.0, &incumbent).unwrap(), None);
            all += 1;
        }
        assert!(all > 50 && one > 20, "{all} and {one} models");
    }
}
