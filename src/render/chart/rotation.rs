//! What a team's rules say about its weeks: the rotation that the cycle chart shows.
//!
//! A rule in force can check and lower itself and says nothing else, so the two that matter here are read from the team
//! file once more. They have been validated by then: what cannot be read is left out.

use crate::domain::{Problem, ShiftKind};
use crate::input::DaySelector;
use chrono::Weekday;
use serde::Deserialize;

/// The rotation of a team's weeks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rotation {
    /// Weeks of a cycle, and how many of them are nights; `None`: no rule sets a cycle.
    pub cycle: Option<(usize, usize)>,
    /// Codes of the shifts that make a week one of nights; empty: the night shifts.
    nights: Vec<String>,
    /// Days of the week on which shifts may change, where `blocks` names them.
    free: Option<Vec<Weekday>>,
}

#[derive(Deserialize, Default)]
struct File {
    #[serde(default)]
    rules: Rules,
}

#[derive(Deserialize, Default)]
struct Rules {
    cycle: Option<Several<CycleRow>>,
    blocks: Option<Several<BlocksRow>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Several<T> {
    One(T),
    Many(Vec<T>),
}

impl<T> Several<T> {
    fn first(self) -> Option<T> {
        match self {
            Several::One(one) => Some(one),
            Several::Many(many) => many.into_iter().next(),
        }
    }
}

#[derive(Deserialize)]
struct CycleRow {
    weeks: Option<usize>,
    nights: Option<usize>,
    kinds: Option<Vec<String>>,
    weight: Option<Weight>,
}

#[derive(Deserialize)]
struct BlocksRow {
    free: Option<Vec<String>>,
    weight: Option<Weight>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Weight {
    Word(String),
    #[allow(dead_code)] // only words switch a rule off
    Number(i64),
}

fn is_off(weight: Option<&Weight>) -> bool {
    matches!(weight, Some(Weight::Word(word)) if word == "off")
}

fn weekday(word: &str) -> Option<Weekday> {
    match DaySelector::parse(word) {
        Ok(DaySelector::Weekday(day)) => Some(day),
        _ => None,
    }
}

impl Rotation {
    /// Reads the rotation from the text of a team file.
    pub fn of_team_file(text: &str) -> Rotation {
        let rules = toml::from_str::<File>(text).unwrap_or_default().rules;
        let cycle = rules
            .cycle
            .and_then(Several::first)
            .filter(|c| !is_off(c.weight.as_ref()));
        let blocks = rules
            .blocks
            .and_then(Several::first)
            .filter(|b| !is_off(b.weight.as_ref()));
        let size = |c: &CycleRow| (c.weeks.unwrap_or(3).max(1), c.nights.unwrap_or(1));
        Rotation {
            cycle: cycle.as_ref().map(size),
            nights: cycle.and_then(|c| c.kinds).unwrap_or_default(),
            free: blocks
                .and_then(|b| b.free)
                .map(|words| words.iter().filter_map(|w| weekday(w)).collect()),
        }
    }

    /// For each shift kind whether it makes a week one of nights.
    pub fn night_kinds(&self, problem: &Problem) -> Vec<bool> {
        let named = |kind: &ShiftKind| {
            self.nights.iter().any(|word| match word.as_str() {
                word if word == kind.code => true,
                "any" => true,
                "night" => kind.night,
                "day" => !kind.night,
                _ => false,
            })
        };
        let kinds = problem.kinds.iter();
        kinds
            .map(|kind| {
                if self.nights.is_empty() {
                    kind.night
                } else {
                    named(kind)
                }
            })
            .collect()
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
    use super::*;

    #[test]
    fn rules_are_read_as_they_are_written() {
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
        for (text, want) in cases {
            let text = format!(
                "[team]\nname = \"a\"\n[[person]]\nname = \"b\"\njoined = 2026-12-01\n{text}"
            );
            assert_eq!(Rotation::of_team_file(&text).cycle, want, "{text}");
        }
    }

    #[test]
    fn blocks_leave_their_free_days_out() {
        let rotation = Rotation::of_team_file("[rules.blocks]\nfree = [\"sun\", \"mon\"]");
        assert!(!rotation.in_block(Weekday::Mon));
        assert!(rotation.in_block(Weekday::Sat));
        assert!(!Rotation::default().in_block(Weekday::Sat));
    }
}
