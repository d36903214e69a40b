//! The rotation: weeks by people, which week is one of nights, and who enters the cycle where.

mod steps;
mod table;

pub use table::pages;

use super::plan::Plan;
use crate::domain::PersonIx;
use std::collections::BTreeMap;
use std::ops::Range;

/// What a person works in a week, from Monday to Friday or what else the rules take for a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Night shifts.
    Night,
    /// Other shifts.
    Day,
    /// Both.
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
    /// One for each week that touches the month.
    pub classes: Vec<Class>,
    /// Whether all of a week's block is known and in the month or before it, so that it can be judged.
    pub whole: Vec<bool>,
    /// The step of the cycle that the first week is, from 0; `None`: there is no cycle, or no week says anything.
    pub step: Option<usize>,
}

/// The rotation of a month.
pub struct Cycle {
    /// Weeks from Monday to Sunday, as days that may lie outside the month.
    pub weeks: Vec<Range<i64>>,
    /// Which steps of the cycle are nights; empty: there is no cycle.
    pub steps: Vec<bool>,
    /// Everybody; by step where there is a cycle.
    pub rows: Vec<Row>,
    /// For each shift kind whether it makes a week one of nights.
    pub nights: Vec<bool>,
}

impl Cycle {
    /// Reads the rotation from the roster.
    pub fn new(plan: &Plan<'_>) -> Cycle {
        let nights = plan.order.rotation.night_kinds(plan.problem);
        let weeks = plan.problem.weeks();
        let row = |&person: &PersonIx| Row {
            person,
            classes: weeks
                .iter()
                .map(|w| class(plan, &nights, person, w))
                .collect(),
            whole: weeks.iter().map(|w| is_whole(plan, person, w)).collect(),
            step: None,
        };
        let mut rows: Vec<Row> = plan.people.iter().map(row).collect();
        let mut steps = Vec::new();
        if let Some((length, count)) = plan.order.rotation.cycle {
            steps = pattern(&rows, length, count);
            for row in &mut rows {
                row.step = step(&row.telling(), &steps).or_else(|| step(&row.classes, &steps));
            }
            // People of one step stay in the order of the team file; those without any come last.
            rows.sort_by_key(|row| row.step.unwrap_or(usize::MAX));
        }
        Cycle {
            weeks,
            steps,
            rows,
            nights,
        }
    }

    /// The step of a row's week.
    pub fn step_of(&self, row: &Row, week: usize) -> Option<usize> {
        row.step
            .map(|first| (first + week) % self.steps.len().max(1))
    }

    /// Whether a row's week is not what its step says.
    pub fn out_of_turn(&self, row: &Row, week: usize) -> bool {
        if !row.whole[week] {
            return false;
        }
        let wanted = self
            .step_of(row, week)
            .and_then(|step| self.steps.get(step));
        match (row.classes[week], wanted) {
            (Class::Night, Some(night)) => !night,
            (Class::Day, Some(night)) => *night,
            (Class::Mixed, Some(_)) => true,
            _ => false,
        }
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

fn is_whole(plan: &Plan<'_>, person: PersonIx, week: &Range<i64>) -> bool {
    let block = |day: &i64| {
        let weekday = plan.problem.weekday(*day);
        plan.order.rotation.in_block(weekday)
    };
    let mut days = week.clone().filter(block);
    days.all(|day| plan.facts.known(person, day) && plan.facts.in_team(person, day))
}

fn class(plan: &Plan<'_>, nights: &[bool], person: PersonIx, week: &Range<i64>) -> Class {
    let block = |day: &i64| plan.order.rotation.in_block(plan.problem.weekday(*day));
    let (mut night, mut other, mut known) = (false, false, false);
    for day in week.clone().filter(block) {
        known |= plan.facts.known(person, day) && plan.facts.in_team(person, day);
        if let Some(stint) = plan.facts.on(person, day) {
            night |= nights[stint.kind];
            other |= !nights[stint.kind];
        }
    }
    match (night, other) {
        (true, true) => Class::Mixed,
        (true, false) => Class::Night,
        (false, true) => Class::Day,
        (false, false) if known => Class::Rest,
        (false, false) => Class::Unknown,
    }
}

/// Whether a week is one of nights, where it says so.
fn night(class: Class) -> Option<bool> {
    match class {
        Class::Night => Some(true),
        Class::Day => Some(false),
        Class::Mixed | Class::Rest | Class::Unknown => None,
    }
}

/// The cycle that most people follow: of those who show a whole one with so many nights. Where nobody does, its nights
/// come first.
fn pattern(rows: &[Row], length: usize, count: usize) -> Vec<bool> {
    let mut seen: BTreeMap<Vec<bool>, usize> = BTreeMap::new();
    for row in rows {
        let mut own: Vec<Option<bool>> = vec![None; length];
        let mut fits = true;
        for (week, class) in row.telling().iter().enumerate() {
            let (place, now) = (&mut own[week % length], night(*class));
            fits &= place.is_none() || now.is_none() || *place == now;
            *place = place.or(now);
        }
        let whole: Option<Vec<bool>> = own.into_iter().collect();
        if let Some(whole) = whole.filter(|w| fits && w.iter().filter(|n| **n).count() == count) {
            *seen.entry(turned(&whole)).or_default() += 1;
        }
    }
    let most = seen.into_iter().max_by_key(|(_, people)| *people);
    most.map_or_else(
        || (0..length).map(|step| step < count).collect(),
        |(steps, _)| steps,
    )
}

/// The same cycle, begun where it reads with the nights first.
fn turned(steps: &[bool]) -> Vec<bool> {
    let turn = |by: usize| {
        let (end, start) = steps.split_at(by);
        [start, end].concat()
    };
    (0..steps.len()).map(turn).max().unwrap_or_default()
}

/// The step with which a row of weeks agrees best.
fn step(classes: &[Class], steps: &[bool]) -> Option<usize> {
    let known: Vec<(usize, bool)> = classes
        .iter()
        .enumerate()
        .filter_map(|(week, class)| Some((week, night(*class)?)))
        .collect();
    if known.is_empty() {
        return None;
    }
    let misses = |first: &usize| {
        let wrong = |(week, night): &&(usize, bool)| steps[(first + week) % steps.len()] != *night;
        known.iter().filter(wrong).count()
    };
    (0..steps.len()).min_by_key(misses)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes(text: &str) -> Vec<Class> {
        let class = |c| match c {
            'N' => Class::Night,
            'D' => Class::Day,
            'M' => Class::Mixed,
            '-' => Class::Rest,
            _ => Class::Unknown,
        };
        text.chars().map(class).collect()
    }

    #[test]
    fn everybody_enters_somewhere() {
        let steps = [true, false, false];
        let cases = [
            ("NDDND", Some(0)),
            ("DNDDN", Some(2)),
            ("DDNDD", Some(1)),
            ("?DNDD", Some(1)),
            ("--N--", Some(1)),
            ("?-?-?", None),
            // One week against the turn does not change the step.
            ("NDDDD", Some(0)),
        ];
        for (text, want) in cases {
            assert_eq!(step(&classes(text), &steps), want, "{text}");
        }
    }

    #[test]
    fn the_cycle_is_the_one_that_most_follow() {
        let row = |text| Row {
            person: PersonIx(0),
            classes: classes(text),
            whole: vec![true; text.len()],
            step: None,
        };
        let rows = [row("NDNDN"), row("DNDND"), row("NNDDN"), row("MMMMM")];
        assert_eq!(pattern(&rows, 4, 2), [true, false, true, false]);
        assert_eq!(pattern(&rows[3..], 3, 1), [true, false, false]);
    }
}
