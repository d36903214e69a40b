//! What all charts ask of a roster: who appears, what stands in a cell, what kind of day it is.

use super::color::{self, Color};
use super::{Order, words};
pub use crate::domain::Free;
use crate::domain::calendar::DayKind;
use crate::domain::person::LeaveKind;
use crate::domain::{Duty, PersonIx, Problem, Roster, ShiftKind};
use crate::facts::handover::{Handover, handovers};
use crate::facts::tasks::{Given, given};
use crate::facts::totals::{MonthTotals, month_totals};
use crate::render::totals::{Total, totals};
use crate::rules::Facts;
use crate::text::{Fixed, Lang, Text, pick};

/// A roster, prepared for drawing.
pub struct Plan<'a> {
    /// The month.
    pub problem: &'a Problem,
    /// Who works when.
    pub roster: &'a Roster,
    /// What is wanted.
    pub order: &'a Order,
    /// The people who appear, in the order of the team file.
    pub people: Vec<PersonIx>,
    /// Everybody's figures.
    pub sheets: Vec<MonthTotals>,
    /// The roster on the clock.
    pub facts: Facts<'a>,
    /// A tint for each shift kind.
    pub colors: Vec<Color>,
    /// The kinds that a legend explains.
    pub kinds: Vec<usize>,
    /// Who does which fixed duty when.
    pub given: Vec<Given>,
    /// Who hands over to whom when.
    pub handovers: Vec<Handover>,
}

/// With more kinds than this a legend leaves out those that nobody has.
const FEW_KINDS: usize = 12;

impl<'a> Plan<'a> {
    /// Prepares a roster.
    pub fn new(problem: &'a Problem, roster: &'a Roster, order: &'a Order) -> Plan<'a> {
        let facts = Facts::new(problem, roster);
        let mut plan = Plan {
            problem,
            roster,
            order,
            people: problem.appearing(roster),
            sheets: month_totals(problem, roster),
            given: given(&facts, &order.tasks),
            handovers: handovers(&facts),
            facts,
            colors: color::of_kinds(problem),
            kinds: (0..problem.kinds.len())
                .filter(|k| problem.is_worked(*k))
                .collect(),
        };
        if plan.kinds.len() > FEW_KINDS {
            plan.kinds = plan.used_kinds();
        }
        plan
    }

    /// The kinds that somebody has.
    pub fn used_kinds(&self) -> Vec<usize> {
        let mut used = vec![false; self.problem.kinds.len()];
        for duty in self.roster.cells.iter().flatten().flatten() {
            if let Some(duty) = self.problem.duties.get(*duty) {
                used[duty.kind] = true;
            }
        }
        (0..used.len()).filter(|k| used[*k]).collect()
    }

    /// The language.
    pub fn lang(&self) -> Lang {
        self.order.lang
    }

    /// Fixed words in the language.
    pub fn t(&self, words: Fixed) -> &'static str {
        pick(words, self.lang())
    }

    /// A text in the language.
    pub fn say(&self, text: &Text) -> String {
        text.get(self.lang()).to_owned()
    }

    /// Number of days.
    pub fn days(&self) -> usize {
        self.problem.days()
    }

    /// What the person has on a day.
    pub fn duty(&self, person: PersonIx, day: usize) -> Option<&'a Duty> {
        self.problem.duties.get(self.roster.get(person, day)?)
    }

    /// A duty's shift kind.
    pub fn kind(&self, duty: &Duty) -> &'a ShiftKind {
        &self.problem.kinds[duty.kind]
    }

    /// Code of a duty's post, where the team has posts.
    pub fn post(&self, duty: &Duty) -> Option<&'a str> {
        let post = duty.post.and_then(|p| self.problem.skills.get(p));
        post.map(|p| p.code.as_str())
    }

    /// What a cell without a shift is.
    pub fn free(&self, person: PersonIx, day: usize) -> Free {
        self.problem.free(person, day)
    }

    /// The kinds of leave that somebody on the chart has.
    pub fn leave_kinds(&self) -> Vec<&'a LeaveKind> {
        let has = |k: usize| {
            let mut people = self.people.iter().map(|p| &self.problem.people[*p]);
            people.any(|p| (0..self.days()).any(|day| p.leave_kind(day as i64) == Some(k)))
        };
        let kinds = self.problem.leave_kinds.iter().enumerate();
        kinds
            .filter(|(k, _)| has(*k))
            .map(|(_, kind)| kind)
            .collect()
    }

    /// What stands in a cell without a shift: the team's own code, or what stands there everywhere.
    pub fn free_sign(&self, person: PersonIx, day: usize) -> &'a str {
        match self.problem.free_code(person, day, self.lang()) {
            "" if self.free(person, day) == Free::Rest => self.t(words::REST_CELL),
            own => own,
        }
    }

    /// The columns of totals.
    pub fn totals(&self) -> Vec<Total> {
        totals(self.people.iter().map(|p| &self.sheets[*p]))
    }

    /// Whether any cell of the chart is free in this way.
    pub fn has(&self, free: Free) -> bool {
        let cell = |p: PersonIx, d: usize| self.duty(p, d).is_none() && self.free(p, d) == free;
        let mut people = self.people.iter();
        people.any(|&p| (0..self.days()).any(|d| cell(p, d)))
    }

    /// What kind of day it is; days around the month have none.
    pub fn day_kind(&self, day: i64) -> Option<DayKind> {
        let day = usize::try_from(day).ok()?;
        self.problem.calendar.get(day).map(|info| info.kind)
    }

    /// The mark of a special day: the team is closed, a holiday, a moved day.
    pub fn mark(&self, day: i64) -> &'static str {
        let kind = self.day_kind(day).unwrap_or(DayKind::Workday);
        if self.problem.is_closed(day) {
            self.t(words::CLOSED)
        } else {
            words::mark(kind, self.lang())
        }
    }

    /// Whether the day is off for most people: weekend, holiday, or moved day off.
    pub fn is_off(&self, day: i64) -> bool {
        self.day_kind(day).is_some_and(DayKind::is_rest_day)
    }

    /// Team, month and kind of chart, in a line.
    pub fn title(&self) -> String {
        format!("{} – {}", self.problem.name, self.subject())
    }

    /// Kind of chart and month.
    pub fn subject(&self) -> String {
        words::title(self.order.kind, self.problem.first, self.lang())
    }
}
