//! What a team's rules say about its weeks: the rotation that the cycle chart shows.

use crate::domain::Problem;
use crate::rules::{RuleBook, Turn};
use chrono::Weekday;

/// The rotation of a team's weeks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rotation {
    /// Weeks of a cycle, and how many of them are nights; `None`: no rule sets a cycle.
    pub cycle: Option<(usize, usize)>,
    /// Shift kinds that make a week one of nights; `None`: the night shifts.
    nights: Option<Vec<usize>>,
    /// Days of the week on which shifts may change, where a rule names them.
    free: Option<Vec<Weekday>>,
}

impl Rotation {
    /// What the rules in force say; of several of a kind the first.
    pub fn of(book: &RuleBook) -> Rotation {
        let mut rotation = Rotation::default();
        for turn in book.instances.iter().filter_map(|i| i.rule.turn()) {
            match turn {
                Turn::Cycle {
                    weeks,
                    nights,
                    kinds,
                } if rotation.cycle.is_none() => {
                    rotation.cycle = Some((weeks, nights));
                    rotation.nights = Some(kinds);
                }
                Turn::Free(days) if rotation.free.is_none() => rotation.free = Some(days),
                _ => {}
            }
        }
        rotation
    }

    /// For each shift kind whether it makes a week one of nights.
    pub fn night_kinds(&self, problem: &Problem) -> Vec<bool> {
        let is_night = |(place, kind): (usize, &crate::domain::ShiftKind)| match &self.nights {
            Some(kinds) => kinds.contains(&place),
            None => kind.night,
        };
        problem.kinds.iter().enumerate().map(is_night).collect()
    }

    /// Whether a day belongs to a week's block. A cycle goes by Monday to Friday; without one, what `blocks` leaves
    /// free is not counted.
    pub fn in_block(&self, day: Weekday) -> bool {
        match (&self.free, self.cycle) {
            (Some(free), None) => !free.contains(&day),
            _ => day.num_days_from_monday() < 5,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::input::{Source, Team};

    fn rotation(rules: &str) -> Rotation {
        let text = format!(
            r#"
            team.name = "desk"
            shift = [{{ code = "D", time = ["09:00-17:00"] }}, {{ code = "N", time = ["21:00-05:00"], night = true }}]
            person = [{{ name = "b", joined = 2026-12-01 }}]
            demand = [{{ need = {{ "09:00-17:00" = 1 }} }}]
            {rules}"#
        );
        let team = Team::parse(Source::new("team.toml", text)).unwrap();
        let (_, book) = team
            .horizon("2026-12-07".parse().unwrap(), 7, None)
            .unwrap();
        Rotation::of(&book)
    }

    #[test]
    fn rules_are_read_as_they_are_in_force() {
        let cases = [
            ("", None),
            ("[rules.cycle]", Some((3, 1))),
            (
                "[rules.cycle]\nweeks = 4\nnights = 2\nweight = 5",
                Some((4, 2)),
            ),
            (
                "[[rules.cycle]]\nweeks = 2\nweight = \"hard\"",
                Some((2, 1)),
            ),
            ("[rules.cycle]\nweight = \"off\"", None),
            ("[rules.blocks]\n[rules.work-run]\nlongest = 6", None),
        ];
        for (rules, want) in cases {
            assert_eq!(rotation(rules).cycle, want, "{rules}");
        }
    }

    #[test]
    fn blocks_leave_their_free_days_out() {
        let rotation = rotation("[rules.blocks]\nfree = [\"sun\", \"mon\"]");
        assert!(!rotation.in_block(Weekday::Mon));
        assert!(rotation.in_block(Weekday::Sat));
        assert!(!Rotation::default().in_block(Weekday::Sat));
    }
}
