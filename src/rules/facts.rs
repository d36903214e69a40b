//! A roster as clock time: who was where from which minute to which. Checks are written on this.
//!
//! It reads shift kinds and rosters and nothing else, so that a mistake in a rule's lowering or in
//! an engine cannot repeat itself here.

use crate::domain::time::{DAY, Span};
use crate::domain::{Problem, Roster};

/// One worked shift of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stint {
    /// The day it belongs to; negative: before the month.
    pub day: i64,
    /// Index of the shift kind.
    pub kind: usize,
    /// Index of the skill that is the post.
    pub post: Option<usize>,
    /// Presence, in minutes from the month's first midnight.
    pub parts: Vec<(i64, i64)>,
    /// Worked minutes.
    pub minutes: i64,
}

impl Stint {
    /// First minute of presence.
    pub fn start(&self) -> i64 {
        self.parts.first().map_or(0, |p| p.0)
    }

    /// End of presence.
    pub fn end(&self) -> i64 {
        self.parts.last().map_or(0, |p| p.1)
    }

    /// Whether the person is present during all of `from..to`.
    pub fn covers(&self, from: i64, to: i64) -> bool {
        let mut reached = from;
        for &(start, end) in &self.parts {
            if start <= reached && end > reached {
                reached = end;
            }
        }
        reached >= to
    }

    /// Whether presence shares a minute with `from..to`.
    pub fn touches(&self, from: i64, to: i64) -> bool {
        self.parts.iter().any(|&(s, e)| s < to && from < e)
    }
}

/// Everybody's worked shifts, with what is known of the days before.
#[derive(Debug)]
pub struct Facts<'a> {
    /// The problem that the roster answers.
    pub problem: &'a Problem,
    sheets: Vec<Vec<Stint>>,
}

impl<'a> Facts<'a> {
    /// Puts `roster` on the clock.
    pub fn new(problem: &'a Problem, roster: &Roster) -> Facts<'a> {
        let sheet = |person: usize| {
            let tail = &problem.people[person].tail;
            let past = (0..tail.len()).map(|i| (i as i64 - tail.len() as i64, tail[i]));
            let now = (0..problem.days()).map(|d| (d as i64, roster.get(person, d)));
            past.chain(now)
                .filter_map(|(day, duty)| stint(problem, day, duty?))
                .collect()
        };
        Facts {
            problem,
            sheets: (0..problem.people.len()).map(sheet).collect(),
        }
    }

    /// Number of people.
    pub fn people(&self) -> usize {
        self.sheets.len()
    }

    /// Number of days of the month.
    pub fn days(&self) -> i64 {
        self.problem.days() as i64
    }

    /// The person's shifts in order of time, those before the month included.
    pub fn all(&self, person: usize) -> &[Stint] {
        &self.sheets[person]
    }

    /// The person's shifts of the month.
    pub fn month(&self, person: usize) -> impl Iterator<Item = &Stint> {
        self.sheets[person].iter().filter(|s| s.day >= 0)
    }

    /// The person's shift of a day.
    pub fn on(&self, person: usize, day: i64) -> Option<&Stint> {
        self.sheets[person].iter().find(|s| s.day == day)
    }

    /// The first day of which something is known for the person: 0, or before the month.
    pub fn known_from(&self, person: usize) -> i64 {
        -(self.problem.people[person].tail.len() as i64)
    }

    /// Whether it is known what the person did on `day` (before the month: from the tail).
    pub fn known(&self, person: usize, day: i64) -> bool {
        (self.known_from(person)..self.days()).contains(&day)
    }

    /// A stretch of a day's clock as minutes from the month's first midnight.
    pub fn at(&self, day: i64, span: Span) -> (i64, i64) {
        let midnight = day * i64::from(DAY);
        (
            midnight + i64::from(span.start),
            midnight + i64::from(span.end),
        )
    }

    /// Hours in a number of minutes, a started hour counted as a whole one; none when it is not positive.
    pub fn started_hours(minutes: i64) -> i64 {
        if minutes <= 0 {
            0
        } else {
            1 + (minutes - 1) / 60
        }
    }

    /// Maximal unbroken runs of days in `range` for which `class` holds, as (first, last).
    pub fn runs(range: std::ops::Range<i64>, class: impl Fn(i64) -> bool) -> Vec<(i64, i64)> {
        let mut runs: Vec<(i64, i64)> = Vec::new();
        for day in range {
            if !class(day) {
                continue;
            }
            match runs.last_mut() {
                Some(run) if run.1 + 1 == day => run.1 = day,
                _ => runs.push((day, day)),
            }
        }
        runs
    }
}

fn stint(problem: &Problem, day: i64, duty: usize) -> Option<Stint> {
    let duty = problem.duties.get(duty)?;
    let kind = problem.kinds.get(duty.kind)?;
    let midnight = day * i64::from(DAY);
    let parts: Vec<(i64, i64)> = kind
        .segments
        .iter()
        .map(|s| (midnight + i64::from(s.start), midnight + i64::from(s.end)))
        .collect();
    let present: i64 = parts.iter().map(|(s, e)| e - s).sum();
    Some(Stint {
        day,
        kind: duty.kind,
        post: duty.post,
        parts,
        minutes: present - i64::from(kind.unpaid),
    })
}
