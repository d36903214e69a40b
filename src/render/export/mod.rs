//! A roster in the files that people use already: an Excel workbook, calendars, CSV, JSON, and a sheet of duties and
//! handovers for the wall.
//!
//! Nothing here is of the day on which it is written: the same roster gives the same bytes.

pub mod coverage;
pub mod csv;
pub mod ics;
pub mod json;
pub mod sheet;
pub mod xlsx;

use crate::domain::tasks::Task;
use crate::domain::time::{DAY, Span, clock};
use crate::domain::{PersonIx, Problem, Roster};
use crate::facts::handover::{self, Handover};
use crate::facts::tasks::{Given, given};
use crate::facts::totals::{MonthTotals, month_totals};
use crate::rules::{Facts, Stint};
use crate::text::{Lang, Text};
use crate::verify::Verdict;
use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};

/// A roster with everything that follows from it.
#[derive(Debug)]
pub struct Edition<'a> {
    /// The team's month.
    pub problem: &'a Problem,
    /// The roster.
    pub roster: &'a Roster,
    /// The fixed duties.
    pub tasks: &'a [Task],
    /// What the checks say of the roster.
    pub verdict: &'a Verdict,
    /// The roster on the clock.
    pub facts: Facts<'a>,
    /// Everybody's figures.
    pub sheets: Vec<MonthTotals>,
    /// Who does which fixed duty when.
    pub given: Vec<Given>,
    /// Who hands over to whom when.
    pub handovers: Vec<Handover>,
}

impl<'a> Edition<'a> {
    /// Puts a roster on the clock, gives out its duties, and finds its handovers.
    pub fn new(
        problem: &'a Problem,
        roster: &'a Roster,
        tasks: &'a [Task],
        verdict: &'a Verdict,
    ) -> Edition<'a> {
        let facts = Facts::new(problem, roster);
        Edition {
            given: given(&facts, tasks),
            handovers: handover::handovers(&facts),
            sheets: month_totals(problem, roster),
            problem,
            roster,
            tasks,
            verdict,
            facts,
        }
    }

    /// Duties that nobody can do, because nobody is there who may.
    pub fn left_undone(&self) -> impl Iterator<Item = &Given> {
        self.given.iter().filter(|given| given.people.is_empty())
    }

    /// People who belong to the team on some day of the month, or work on one.
    pub fn people(&self) -> impl Iterator<Item = PersonIx> {
        self.problem.appearing(self.roster).into_iter()
    }

    /// A cell's code; for rest the team's own, or empty.
    fn code(&self, person: PersonIx, day: usize, lang: Lang) -> &str {
        match self.roster.get(person, day) {
            Some(duty) => &self.problem.duties[duty].code,
            None => self.problem.free_code(person, day, lang),
        }
    }

    /// A minute from the month's first midnight as date and time.
    fn moment(&self, minute: i64) -> NaiveDateTime {
        self.problem.first.and_time(NaiveTime::MIN) + Duration::minutes(minute)
    }

    /// A minute as a clock shows it, with its date where that is not `day`'s: `23:30`, `24:00`, `01-01 07:30`.
    fn clock(&self, minute: i64, day: i64) -> String {
        let rest = minute - day * i64::from(DAY);
        match i32::try_from(rest) {
            Ok(rest) if (0..=DAY).contains(&rest) => clock(rest),
            _ => self.moment(minute).format("%m-%d %H:%M").to_string(),
        }
    }

    /// The parts of a shift, where a break of less than an hour does not part it.
    fn parts(stint: &Stint) -> Vec<(i64, i64)> {
        let mut parts: Vec<(i64, i64)> = Vec::new();
        for (from, to) in stint.parts.iter().copied() {
            match parts.last_mut() {
                Some(last) if from < last.1 + handover::BREAK => last.1 = to,
                _ => parts.push((from, to)),
            }
        }
        parts
    }

    /// A shift's name and its post: `晚班（接待）`.
    fn shift(&self, stint: &Stint) -> Text {
        let kind = &self.problem.kinds[stint.kind].name;
        match stint.post.and_then(|post| self.problem.skills.get(post)) {
            None => kind.clone(),
            Some(post) => Text::new(
                format!("{} ({})", kind.en, post.name.en),
                format!("{}（{}）", kind.zh, post.name.zh),
            ),
        }
    }

    /// Several people's names.
    fn names(&self, people: &[PersonIx]) -> Vec<String> {
        let name = |person: &PersonIx| plain(self.problem.person_name(*person));
        people.iter().map(name).collect()
    }

    /// The month's name: `2026-12`.
    fn month(&self) -> String {
        self.problem.first.format("%Y-%m").to_string()
    }
}

/// The parts of a shift in words: `10:00-14:00 17:30-23:00`, `17:00-次日01:00`.
fn times(segments: &[Span]) -> Text {
    let words = |lang: Lang| {
        let parts = segments.iter().map(|s| s.words().get(lang).to_owned());
        parts.collect::<Vec<_>>().join(" ")
    };
    Text::new(words(Lang::En), words(Lang::Zh))
}

/// A date as every file has it.
fn iso(date: NaiveDate) -> String {
    date.format("%Y-%m-%d").to_string()
}

/// A text as it may stand in a line: whatever ends lines, moves the cursor or turns the direction of writing around
/// is taken out.
fn plain(text: &str) -> String {
    let safe = |c: char| match c {
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => None,
        '\u{2028}' | '\u{2029}' => Some(' '),
        c if c.is_control() => Some(' '),
        c => Some(c),
    };
    text.trim().chars().filter_map(safe).collect()
}
