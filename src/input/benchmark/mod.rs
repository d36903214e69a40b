//! Public benchmark instances: read into the same problem and the same rules as a team file.
//!
//! Nothing in here is a rule. An importer fills a [`Problem`] and writes the `[rules]` that say what the
//! instance demands, as a team file would; these are read by the readers of team files.

pub mod curtois;
pub mod inrc2;
mod lines;
mod rules_text;

use super::{Fault, Source};
use crate::domain::calendar::Calendar;
use crate::domain::time::{DAY, Span, add_days};
use crate::domain::{Duty, Person, Problem, ShiftKind, Skill};
use crate::rules::RuleBook;
use crate::text::Text;
use chrono::NaiveDate;
use rules_text::RulesText;
use std::collections::BTreeSet;
use std::sync::Arc;

/// An instance, ready to be solved.
#[derive(Debug)]
pub struct Instance {
    /// What is to be rostered.
    pub problem: Arc<Problem>,
    /// The rules in force.
    pub book: Arc<RuleBook>,
}

/// Longest horizon, in days: a year.
const LONGEST: i64 = 366;

/// Day 0 of every instance: a Monday. What comes out does not depend on which.
fn day_zero() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 1, 1).unwrap_or_default()
}

/// A problem of so many days without people and demand, on a calendar without holidays.
fn frame(name: &str, days: usize, skills: Vec<Skill>, kinds: Vec<ShiftKind>) -> Problem {
    let (first, calendar) = (day_zero(), Calendar::weekends_only());
    let date = |day: usize| add_days(first, day as i64);
    Problem {
        name: name.to_owned(),
        first,
        calendar: (0..days).map(|day| calendar.day(date(day))).collect(),
        eve: Vec::new(),
        after: Vec::new(),
        duties: duties(&kinds, &skills),
        skills,
        kinds,
        people: Vec::new(),
        demand: vec![Vec::new(); days],
        night_demand: vec![Vec::new(); days],
        next: Vec::new(),
        open: Span { start: 0, end: DAY },
        closed: BTreeSet::new(),
        quiet: BTreeSet::new(),
        rest_code: String::new(),
        leave_kinds: Vec::new(),
        leave_years: Vec::new(),
    }
}

/// Each kind at each post; without posts the kinds alone.
fn duties(kinds: &[ShiftKind], posts: &[Skill]) -> Vec<Duty> {
    let mut duties = Vec::new();
    for (kind, shift) in kinds.iter().enumerate() {
        if posts.is_empty() {
            let code = shift.code.clone();
            duties.push(Duty {
                kind,
                post: None,
                code,
            });
        }
        for (post, skill) in posts.iter().enumerate() {
            let (post, code) = (Some(post), format!("{}@{}", shift.code, skill.code));
            duties.push(Duty { kind, post, code });
        }
    }
    duties
}

/// A shift that lies within its day, so that the times of two shifts never matter to each other.
fn shift(code: &str, minutes: i32) -> ShiftKind {
    ShiftKind {
        code: code.to_owned(),
        name: Text::same(code),
        segments: vec![Span {
            start: 0,
            end: minutes,
        }],
        unpaid: 0,
        night: false,
        posts: Vec::new(),
        color: None,
        only_pinned: false,
        until: None,
        standing: crate::domain::Standing::Now,
    }
}

fn person(name: &str) -> Person {
    Person {
        id: name.to_owned(),
        name: name.to_owned(),
        ..Person::default()
    }
}

/// The problem with the rules that a text says.
fn with_rules(problem: Problem, source: &Source, rules: RulesText) -> Result<Instance, Fault> {
    let name = format!("{} [rules]", source.name);
    let text = Source::new(name, rules.finish());
    let book = super::team::rules_of(&problem, &text)?;
    Ok(Instance {
        problem: Arc::new(problem),
        book: Arc::new(book),
    })
}
