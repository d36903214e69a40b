//! A person's month in figures: hours, nights, weekends, holidays, rest days.

use crate::domain::calendar::DayKind;
use crate::domain::{PersonIx, Problem, Roster};
use chrono::Weekday;
use serde::Serialize;

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
    /// Days in the team without a shift.
    pub rest_days: usize,
}

/// Everybody's figures.
pub fn month_totals(problem: &Problem, roster: &Roster) -> Vec<MonthTotals> {
    problem
        .everybody()
        .map(|person| of_person(problem, roster, person))
        .collect()
}

fn of_person(problem: &Problem, roster: &Roster, person: PersonIx) -> MonthTotals {
    let mut totals = MonthTotals::default();
    for day in 0..problem.days() {
        let Some(duty) = roster.get(person, day) else {
            totals.rest_days += usize::from(problem.employed(person).contains(&day));
            continue;
        };
        let kind = &problem.kinds[problem.duties[duty].kind];
        let weekend = matches!(problem.weekday(day as i64), Weekday::Sat | Weekday::Sun);
        let holiday = problem.calendar[day].kind == DayKind::Statutory;
        totals.minutes += i64::from(kind.minutes());
        totals.shifts += 1;
        totals.nights += usize::from(kind.night);
        totals.weekend_days += usize::from(weekend);
        totals.holidays += usize::from(holiday);
    }
    totals
}
