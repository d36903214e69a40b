//! The rotation: weeks by people, what is worked in which week of a cycle, and who enters the cycle where.
//!
//! Which people, which shifts and which weeks are off the cycle the rules say; nothing here judges.

mod steps;
mod table;

pub use steps::class_name;
pub use table::pages;

use super::plan::Plan;
use super::rotation::{Rotation, Turns};
use crate::domain::PersonIx;
use std::collections::BTreeMap;
use std::ops::Range;

/// What a person works in a week, from Monday to Friday or what else the rules take for a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Shifts of a kind of week of the cycle, by its place there.
    Part(usize),
    /// Other shifts.
    Other,
    /// Shifts of several.
    Mixed,
    /// None.
    Rest,
    /// Nothing is known of it, or the person is not in the team.
    Unknown,
}

/// A person's weeks.
pub struct Row {
    /// Who.
    pub person: PersonIx,
    /// Whether the cycle is for this person.
    pub turns: bool,
    /// One for each week that touches the month.
    pub classes: Vec<Class>,
    /// Whether all of a week's block is known and in the month or before it, so that it tells the step.
    pub whole: Vec<bool>,
    /// Whether the rules object to the week.
    pub off: Vec<bool>,
    /// The step of the cycle that the first week is, from 0; `None`: no week says anything.
    pub step: Option<usize>,
}

/// A cycle of the month, or the weeks as they are where there is none.
pub struct Cycle {
    /// Weeks from Monday to Sunday, as days that may lie outside the month.
    pub weeks: Vec<Range<i64>>,
    /// What each step of the cycle is; empty: there is no cycle.
    pub steps: Vec<Class>,
    /// Its people by step; behind those of the last cycle whoever is in none.
    pub rows: Vec<Row>,
    /// For each shift kind what it makes of a week.
    pub kinds: Vec<Class>,
}

impl Cycle {
    /// Reads the cycles from the rules and the roster: one at least.
    pub fn all(plan: &Plan<'_>) -> Vec<Cycle> {
        let rotation = Rotation::of(&plan.order.rules);
        let turns = |person: &PersonIx| rotation.cycles.iter().any(|c| c.who.contains(person));
        let others = plan.people.iter().copied().filter(|p| !turns(p));
        let mut all: Vec<Cycle> = rotation
            .cycles
            .iter()
            .map(|cycle| Cycle::of(plan, &rotation, cycle))
            .filter(|cycle| !cycle.rows.is_empty())
            .collect();
        if all.is_empty() {
            let nights = plan.problem.kinds.iter().map(|kind| {
                if kind.night {
                    Class::Part(0)
                } else {
                    Class::Other
                }
            });
            all.push(Cycle {
                weeks: plan.problem.weeks(),
                steps: Vec::new(),
                rows: Vec::new(),
                kinds: nights.collect(),
            });
        }
        if let Some(last) = all.last_mut() {
            let kinds = last.kinds.clone();
            last.rows
                .extend(others.map(|person| row(plan, &rotation, &kinds, person)));
        }
        all
    }

    fn of(plan: &Plan<'_>, rotation: &Rotation, turns: &Turns) -> Cycle {
        let class = |kind: usize| {
            let mut parts = turns.parts.iter();
            let part = parts.position(|part| part.kinds.contains(&kind));
            part.map_or(Class::Other, Class::Part)
        };
        let kinds: Vec<Class> = (0..plan.problem.kinds.len()).map(class).collect();
        let weeks = plan.problem.weeks();
        let off = turns.off(&plan.order.rules, &plan.facts);
        let here = plan.people.iter().filter(|p| turns.who.contains(p));
        let mut rows: Vec<Row> = here
            .map(|&person| Row {
                turns: true,
                off: weeks
                    .iter()
                    .map(|week| {
                        let mut days = off.iter().filter(|(who, _)| *who == person);
                        days.any(|(_, day)| week.contains(&(*day as i64)))
                    })
                    .collect(),
                ..row(plan, rotation, &kinds, person)
            })
            .collect();
        let steps = pattern(&rows, turns);
        for row in &mut rows {
            row.step = step(&row.telling(), &steps).or_else(|| step(&row.classes, &steps));
        }
        // People of one step stay in the order of the team file; those without any come last.
        rows.sort_by_key(|row| row.step.unwrap_or(usize::MAX));
        Cycle {
            weeks,
            steps,
            rows,
            kinds,
        }
    }

    /// The step of a row's week.
    pub fn step_of(&self, row: &Row, week: usize) -> Option<usize> {
        row.step
            .map(|first| (first + week) % self.steps.len().max(1))
    }
}

fn row(plan: &Plan<'_>, rotation: &Rotation, kinds: &[Class], person: PersonIx) -> Row {
    let weeks = plan.problem.weeks();
    let block = |day: &i64| rotation.in_block(plan.problem.weekday(*day));
    let known = |day: &i64| plan.facts.known(person, *day) && plan.facts.in_team(person, *day);
    let class = |week: &Range<i64>| {
        let days = || week.clone().filter(block);
        let stints = days().filter_map(|day| plan.facts.on(person, day));
        let mut classes: Vec<Class> = stints.map(|stint| kinds[stint.kind]).collect();
        classes.sort_unstable();
        classes.dedup();
        match classes.as_slice() {
            [] if days().any(|day| known(&day)) => Class::Rest,
            [] => Class::Unknown,
            [one] => *one,
            _ => Class::Mixed,
        }
    };
    Row {
        person,
        turns: false,
        classes: weeks.iter().map(class).collect(),
        whole: weeks
            .iter()
            .map(|week| week.clone().filter(block).all(|day| known(&day)))
            .collect(),
        off: vec![false; weeks.len()],
        step: None,
    }
}

impl Row {
    /// The classes of whole weeks; others say nothing.
    fn telling(&self) -> Vec<Class> {
        let weeks = self.classes.iter().zip(&self.whole);
        weeks
            .map(|(class, whole)| if *whole { *class } else { Class::Unknown })
            .collect()
    }
}

/// What a week shows of its step, where it says so.
fn shown(class: Class) -> Option<Class> {
    match class {
        Class::Part(_) | Class::Other => Some(class),
        Class::Mixed | Class::Rest | Class::Unknown => None,
    }
}

/// The cycle that most people follow: of those who show a whole one with as many weeks of each kind as the rules say.
/// Where nobody does, the kinds come in the order of the rules, and other shifts last.
fn pattern(rows: &[Row], turns: &Turns) -> Vec<Class> {
    let length = turns.weeks;
    let fits = |steps: &[Class]| {
        turns.parts.iter().enumerate().all(|(place, part)| {
            let is = |step: &&Class| **step == Class::Part(place);
            steps.iter().filter(is).count() == part.count
        })
    };
    let mut seen: BTreeMap<Vec<Class>, usize> = BTreeMap::new();
    for row in rows {
        let mut own: Vec<Option<Class>> = vec![None; length];
        let mut agrees = true;
        for (week, class) in row.telling().iter().enumerate() {
            let (place, now) = (&mut own[week % length], shown(*class));
            agrees &= place.is_none() || now.is_none() || *place == now;
            *place = place.or(now);
        }
        let whole: Option<Vec<Class>> = own.into_iter().collect();
        if let Some(whole) = whole.filter(|steps| agrees && fits(steps)) {
            *seen.entry(turned(&whole)).or_default() += 1;
        }
    }
    let most = seen.into_iter().max_by_key(|(_, people)| *people);
    most.map_or_else(
        || {
            let parts = turns.parts.iter().enumerate();
            let steps = parts.flat_map(|(place, part)| vec![Class::Part(place); part.count]);
            let others = std::iter::repeat(Class::Other);
            steps.chain(others).take(length).collect()
        },
        |(steps, _)| steps,
    )
}

/// The same cycle, begun where it reads in the order of the rules.
fn turned(steps: &[Class]) -> Vec<Class> {
    let turn = |by: usize| {
        let (end, start) = steps.split_at(by);
        [start, end].concat()
    };
    (0..steps.len()).map(turn).min().unwrap_or_default()
}

/// The step with which a row of weeks agrees best.
fn step(classes: &[Class], steps: &[Class]) -> Option<usize> {
    let known: Vec<(usize, Class)> = classes
        .iter()
        .enumerate()
        .filter_map(|(week, class)| Some((week, shown(*class)?)))
        .collect();
    if known.is_empty() {
        return None;
    }
    let misses = |first: &usize| {
        let wrong = |(week, class): &&(usize, Class)| steps[(first + week) % steps.len()] != *class;
        known.iter().filter(wrong).count()
    };
    (0..steps.len()).min_by_key(misses)
}

#[cfg(test)]
mod tests {
    use super::super::rotation::Part;
    use super::*;

    fn classes(text: &str) -> Vec<Class> {
        let class = |c| match c {
            'N' => Class::Part(0),
            'L' => Class::Part(1),
            'D' => Class::Other,
            'M' => Class::Mixed,
            '-' => Class::Rest,
            _ => Class::Unknown,
        };
        text.chars().map(class).collect()
    }

    #[test]
    fn everybody_enters_somewhere() {
        let cases = [
            ("NDD", "NDDND", Some(0)),
            ("NDD", "DNDDN", Some(2)),
            ("NDD", "DDNDD", Some(1)),
            ("NDD", "?DNDD", Some(1)),
            ("NDD", "--N--", Some(1)),
            ("NDD", "?-?-?", None),
            // One week against the turn does not change the step.
            ("NDD", "NDDDD", Some(0)),
            ("NLD", "LDNLD", Some(1)),
            ("NLD", "?D-??", Some(1)),
        ];
        for (steps, text, want) in cases {
            assert_eq!(step(&classes(text), &classes(steps)), want, "{text}");
        }
    }

    #[test]
    fn the_cycle_is_the_one_that_most_follow() {
        let row = |text: &&str| Row {
            person: PersonIx(0),
            turns: true,
            classes: classes(text),
            whole: vec![true; text.len()],
            off: vec![false; text.len()],
            step: None,
        };
        let turns = |weeks, counts: &[usize]| Turns {
            weeks,
            who: Vec::new(),
            parts: counts
                .iter()
                .map(|&count| Part {
                    rule: 0,
                    count,
                    kinds: Vec::new(),
                })
                .collect(),
        };
        let cases: [(&[&str], Turns, &str); 5] = [
            (
                &["NDNDN", "DNDND", "NNDDN", "MMMMM"],
                turns(4, &[2]),
                "NDND",
            ),
            (&["MMMMM"], turns(3, &[1]), "NDD"),
            (&["DLNDL", "LNDLN", "NLDNL"], turns(3, &[1, 1]), "NDL"),
            (&[], turns(3, &[1, 1]), "NLD"),
            // More than there are weeks.
            (&[], turns(2, &[2, 2]), "NN"),
        ];
        for (rows, turns, want) in cases {
            let rows: Vec<Row> = rows.iter().map(row).collect();
            assert_eq!(pattern(&rows, &turns), classes(want));
        }
    }
}
