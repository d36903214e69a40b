//! A person's month in figures: hours, nights, weekends, holidays, rest days.

use crate::domain::calendar::DayKind;
use crate::domain::{Problem, Roster};
use chrono::Weekday;
use serde::Serialize;

/// What one person works in the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Sheet {
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
pub fn sheets(problem: &Problem, roster: &Roster) -> Vec<Sheet> {
    (0..problem.people.len())
        .map(|person| sheet(problem, roster, person))
        .collect()
}

fn sheet(problem: &Problem, roster: &Roster, person: usize) -> Sheet {
    let mut sheet = Sheet::default();
    for day in 0..problem.days() {
        let Some(duty) = roster.get(person, day) else {
            sheet.rest_days += usize::from(problem.employed(person).contains(&day));
            continue;
        };
        let kind = &problem.kinds[problem.duties[duty].kind];
        let weekend = matches!(problem.weekday(day as i64), Weekday::Sat | Weekday::Sun);
        let holiday = problem.calendar[day].kind == DayKind::Statutory;
        sheet.minutes += i64::from(kind.minutes());
        sheet.shifts += 1;
        sheet.nights += usize::from(kind.night);
        sheet.weekend_days += usize::from(weekend);
        sheet.holidays += usize::from(holiday);
    }
    sheet
}
