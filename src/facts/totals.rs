//! What is counted of a roster, in one place for every output and for the rules' checks: hours, nights, weekends,
//! holidays, days of rest and of leave.

use super::{Facts, Stint};
use crate::domain::calendar::DayKind;
use crate::domain::{PersonIx, Problem, Roster};
use chrono::Weekday;
use serde::{Deserialize, Serialize};

/// What one person works in the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct MonthTotals {
    /// Worked minutes.
    pub minutes: i64,
    /// Shifts.
    pub shifts: usize,
    /// Night shifts.
    pub nights: usize,
    /// Shifts on Saturdays and Sundays.
    pub weekend_days: usize,
    /// Shifts on statutory holidays.
    pub holidays: usize,
    /// Days in the team without a shift and without leave.
    pub rest_days: usize,
    /// Days of granted leave, without those on which a shift stands nevertheless.
    pub leave_days: usize,
}

/// Everybody's figures.
pub fn month_totals(problem: &Problem, roster: &Roster) -> Vec<MonthTotals> {
    let facts = Facts::new(problem, roster);
    facts.people().map(|person| facts.totals(person)).collect()
}

/// Agreed minutes of the person's days in the team, less those of granted leave; `None`: none are agreed, or the person
/// is not in the team.
pub fn agreed(problem: &Problem, person: PersonIx) -> Option<i64> {
    let who = &problem.people[person];
    let whole = i64::from(who.contract?);
    let here = problem.employed(person);
    if here.is_empty() {
        return None;
    }
    let away = here.filter(|day| who.on_leave(*day as i64)).count() as i64;
    let days = problem.days().max(1) as i64;
    Some(problem.pro_rata(person, whole) - whole * away / days)
}

/// Something that shifts are counted for, by the name that a team file has for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Count {
    /// Worked minutes.
    #[serde(rename = "hours")]
    Minutes,
    /// Every shift.
    Shifts,
    /// Days with a shift.
    Days,
    /// Night shifts.
    Nights,
    /// Shifts on Saturdays and Sundays.
    #[serde(rename = "weekends")]
    WeekendDays,
    /// Shifts on statutory holidays.
    Holidays,
}

impl Count {
    /// Whether a shift on such a day counts at all.
    pub fn is_had_on(self, problem: &Problem, day: i64) -> bool {
        match self {
            Count::WeekendDays => matches!(problem.weekday(day), Weekday::Sat | Weekday::Sun),
            Count::Holidays => problem.kind_of_day(day) == DayKind::Statutory,
            _ => true,
        }
    }
}

impl Facts<'_> {
    /// What a shift counts.
    pub fn worth(&self, stint: &Stint, of: Count) -> i64 {
        let problem = self.problem;
        match of {
            Count::Minutes => stint.minutes,
            Count::Nights => i64::from(problem.kinds[stint.kind].night),
            Count::Shifts | Count::Days | Count::WeekendDays | Count::Holidays => {
                i64::from(of.is_had_on(problem, stint.day))
            }
        }
    }

    /// What the person's shifts of the month count.
    pub fn sum(&self, person: PersonIx, of: Count) -> i64 {
        let stints = self.month(person);
        stints.map(|stint| self.worth(stint, of)).sum()
    }

    /// Whether the person rests on a day: is in the team, has no granted leave and no shift of that day.
    pub fn rests(&self, person: PersonIx, day: i64) -> bool {
        self.is_here(person, day) && self.on(person, day).is_none()
    }

    /// The person's figures.
    pub fn totals(&self, person: PersonIx) -> MonthTotals {
        let count = |of| usize::try_from(self.sum(person, of)).unwrap_or(0);
        let days = |is: &dyn Fn(i64) -> bool| (0..self.days()).filter(|day| is(*day)).count();
        let leave = |day: i64| {
            let free = self.on(person, day).is_none();
            free && self.in_team(person, day) && !self.is_here(person, day)
        };
        MonthTotals {
            minutes: self.sum(person, Count::Minutes),
            shifts: count(Count::Shifts),
            nights: count(Count::Nights),
            weekend_days: count(Count::WeekendDays),
            holidays: count(Count::Holidays),
            rest_days: days(&|day| self.rests(person, day)),
            leave_days: days(&leave),
        }
    }

    /// How many have a shift of a kind on a day.
    pub fn count(&self, kind: usize, day: i64) -> usize {
        let held = |person: &PersonIx| self.on(*person, day).is_some_and(|s| s.kind == kind);
        self.people().filter(held).count()
    }
}
