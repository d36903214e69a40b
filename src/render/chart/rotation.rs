//! What a team's rules say about its weeks: the cycles that the cycle chart shows, whom each is for, and which weeks they
//! object to.

use crate::domain::PersonIx;
use crate::rules::{Facts, RuleBook, Turn};
use chrono::Weekday;
use std::collections::BTreeSet;

/// The rotation of a team's weeks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rotation {
    /// The cycles; empty: no rule sets one.
    pub cycles: Vec<Turns>,
    /// Days of the week on which shifts may change, where a rule names them.
    free: Option<Vec<Weekday>>,
}

/// A cycle of some people: what rules for the same people and of as many weeks say together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turns {
    /// Weeks.
    pub weeks: usize,
    /// Whom it is for.
    pub who: Vec<PersonIx>,
    /// A kind of week for each rule.
    pub parts: Vec<Part>,
}

/// A kind of week: so many of a cycle are made of these shifts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The rule's place among those in force.
    pub rule: usize,
    /// How many weeks.
    pub count: usize,
    /// The shift kinds.
    pub kinds: Vec<usize>,
}

impl Rotation {
    /// What the rules in force say.
    pub fn of(book: &RuleBook) -> Rotation {
        let mut rotation = Rotation::default();
        for (rule, instance) in book.instances.iter().enumerate() {
            match instance.rule.turn() {
                Some(Turn::Cycle {
                    weeks,
                    nights,
                    kinds,
                }) => {
                    let part = Part {
                        rule,
                        count: nights,
                        kinds,
                    };
                    let who = &instance.scope.who;
                    let mut cycles = rotation.cycles.iter_mut();
                    match cycles.find(|c| c.weeks == weeks && c.who == *who) {
                        Some(same) => same.parts.push(part),
                        None => rotation.cycles.push(Turns {
                            weeks,
                            who: who.clone(),
                            parts: vec![part],
                        }),
                    }
                }
                Some(Turn::Free(days)) if rotation.free.is_none() => rotation.free = Some(days),
                _ => {}
            }
        }
        rotation
    }

    /// Whether a day belongs to a week's block. A cycle goes by Monday to Friday; without one, what `blocks` leaves
    /// free is not counted.
    pub fn in_block(&self, day: Weekday) -> bool {
        match &self.free {
            Some(free) if self.cycles.is_empty() => !free.contains(&day),
            _ => day.num_days_from_monday() < 5,
        }
    }
}

impl Turns {
    /// Who is off this cycle on which days: what its rules' own checks find.
    pub fn off(&self, book: &RuleBook, facts: &Facts<'_>) -> BTreeSet<(PersonIx, usize)> {
        let rules = self.parts.iter().map(|part| part.rule);
        let rules = rules.filter_map(|rule| Some((rule, book.instances.get(rule)?)));
        let breaches = rules.flat_map(|(rule, instance)| instance.check(rule, facts));
        let mut off = BTreeSet::new();
        for breach in breaches {
            for person in &breach.people {
                off.extend(breach.days.iter().map(|day| (*person, *day)));
            }
        }
        off
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
            person = [{{ name = "b", joined = 2026-12-01 }}, {{ name = "c" }}]
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
        // Weeks of each cycle, how many people, and the weeks of each of its kinds.
        type Seen = (usize, usize, Vec<usize>);
        let cases: [(&str, Vec<Seen>); 8] = [
            ("", vec![]),
            ("[rules.cycle]", vec![(3, 2, vec![1])]),
            (
                "[rules.cycle]\nweeks = 4\nnights = 2\nweight = 5",
                vec![(4, 2, vec![2])],
            ),
            (
                "[[rules.cycle]]\nweeks = 2\nweight = \"hard\"\nwho = [\"c\"]",
                vec![(2, 1, vec![1])],
            ),
            ("[rules.cycle]\nweight = \"off\"", vec![]),
            (
                "[[rules.cycle]]\n[[rules.cycle]]\nkinds = [\"D\"]\nnights = 2",
                vec![(3, 2, vec![1, 2])],
            ),
            (
                "[[rules.cycle]]\nwho = [\"b\"]\n[[rules.cycle]]\nweeks = 2\nwho = [\"c\"]",
                vec![(3, 1, vec![1]), (2, 1, vec![1])],
            ),
            ("[rules.blocks]\n[rules.work-run]\nlongest = 6", vec![]),
        ];
        for (rules, want) in cases {
            let cycles = rotation(rules).cycles;
            let seen = cycles.iter().map(|cycle| {
                let counts = cycle.parts.iter().map(|part| part.count);
                (cycle.weeks, cycle.who.len(), counts.collect())
            });
            assert_eq!(seen.collect::<Vec<Seen>>(), want, "{rules}");
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
