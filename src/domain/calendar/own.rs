//! Holidays, days off and make-up workdays that a team gives itself, over those of its calendar: of a year whose notice the
//! calendar does not have, of another place, or of the company alone.

use super::{Calendar, CalendarError, DayKind, Holiday};
use chrono::{Datelike, NaiveDate};

/// Days of a team's own holiday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnDays {
    /// From a date to a date, both included.
    Dates(NaiveDate, NaiveDate),
    /// The same date every year.
    Yearly {
        /// Month, 1 to 12.
        month: u32,
        /// Day of the month.
        day: u32,
    },
}

impl OwnDays {
    fn has(self, date: NaiveDate) -> bool {
        match self {
            OwnDays::Dates(from, to) => (from..=to).contains(&date),
            OwnDays::Yearly { month, day } => (date.month(), date.day()) == (month, day),
        }
    }

    /// Whether it speaks of this very year, so that somebody has looked into it.
    pub(super) fn tells(self, year: i32) -> bool {
        match self {
            OwnDays::Dates(from, to) => (from.year()..=to.year()).contains(&year),
            OwnDays::Yearly { .. } => false,
        }
    }

    /// The first date of which it speaks, for messages; for yearly ones that of a leap year.
    fn first(self) -> Option<NaiveDate> {
        match self {
            OwnDays::Dates(from, _) => Some(from),
            OwnDays::Yearly { month, day } => NaiveDate::from_ymd_opt(2024, month, day),
        }
    }

    fn clash(self, other: OwnDays) -> Option<NaiveDate> {
        match (self, other) {
            (OwnDays::Dates(a, b), OwnDays::Dates(c, d)) => (a <= d && c <= b).then(|| a.max(c)),
            (OwnDays::Yearly { .. }, OwnDays::Yearly { .. }) if self == other => self.first(),
            // A date of one year comes before the same date of every year.
            _ => None,
        }
    }
}

/// Some days of a team's own holiday, all of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnHoliday {
    /// Which days.
    pub days: OwnDays,
    /// What they are; [`DayKind::Statutory`] is paid at 300 %, [`DayKind::Rest`] like a weekend.
    pub kind: DayKind,
    /// Whose days they are.
    pub holiday: Holiday,
}

impl Calendar {
    /// Adds a team's own days. They come before those of the calendar, and a date before a yearly one.
    ///
    /// # Errors
    /// [`CalendarError::RepeatedDate`] and [`CalendarError::ClashingDate`] where a day was added before;
    /// [`CalendarError::MakeupOnWorkday`] for a make-up workday on a day that is worked anyway.
    pub fn add(&mut self, own: OwnHoliday) -> Result<(), CalendarError> {
        let kind = own.kind;
        let clash = |other: &OwnHoliday| Some((other.kind, other.days.clash(own.days)?));
        match self.own.iter().find_map(clash) {
            None => {}
            Some((first, date)) if first == kind => {
                return Err(CalendarError::RepeatedDate { date, kind });
            }
            Some((first, date)) => {
                let second = kind;
                return Err(CalendarError::ClashingDate {
                    date,
                    first,
                    second,
                });
            }
        }
        if let (DayKind::Makeup, OwnDays::Dates(from, to)) = (kind, own.days) {
            let mut dates = from.iter_days().take_while(|date| *date <= to);
            if let Some(date) = dates.find(|date| self.official(*date).is_workday()) {
                return Err(CalendarError::MakeupOnWorkday { date });
            }
        }
        self.own.push(own);
        Ok(())
    }

    /// What a team says of a day itself.
    pub(super) fn own_day(&self, date: NaiveDate) -> Option<&OwnHoliday> {
        let there = self.own.iter().filter(|own| own.days.has(date));
        there.max_by_key(|own| matches!(own.days, OwnDays::Dates(..)))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::super::Known;
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn what_a_team_says_itself_comes_first() {
        use DayKind::{Makeup, Rest, Statutory, Weekend, Workday};
        let mut calendar = Calendar::builtin("cn").unwrap();
        let own = |days, kind| OwnHoliday {
            days,
            kind,
            holiday: Holiday {
                zh: "春节".to_owned(),
                en: "Spring Festival".to_owned(),
            },
        };
        let dates = |from, to| OwnDays::Dates(date(from), date(to));
        let yearly = |month, day| OwnDays::Yearly { month, day };
        assert_eq!(calendar.known(2028), Known::Fixed);
        let days = [
            (dates("2028-01-26", "2028-01-29"), Statutory),
            (dates("2028-01-30", "2028-02-01"), Rest),
            (dates("2028-01-22", "2028-01-22"), Makeup),
            (yearly(10, 10), Rest),
            (dates("2028-10-10", "2028-10-10"), Statutory),
        ];
        for (days, kind) in days {
            assert_eq!(calendar.add(own(days, kind)), Ok(()));
        }
        let expected = [
            ("2028-01-22", Makeup),
            ("2028-01-25", Workday),
            ("2028-01-26", Statutory),
            ("2028-01-29", Statutory),
            ("2028-02-01", Rest),
            ("2028-02-02", Workday),
            // A date comes before the same date of every year, and what is known already stays.
            ("2028-10-10", Statutory),
            ("2029-10-10", Rest),
            ("2028-05-01", Statutory),
            ("2028-05-06", Weekend),
        ];
        for (text, kind) in expected {
            assert_eq!(calendar.kind(date(text)), kind, "{text}");
        }
        assert_eq!(calendar.known(2028), Known::Given);
        assert_eq!(calendar.known(2029), Known::Fixed);
        assert_eq!(calendar.known(2026), Known::All);
        let (first, second) = (Statutory, Rest);
        let refused = [
            (
                dates("2028-01-29", "2028-01-29"),
                Statutory,
                CalendarError::RepeatedDate {
                    date: date("2028-01-29"),
                    kind: Statutory,
                },
            ),
            (
                dates("2028-01-20", "2028-01-26"),
                Rest,
                CalendarError::ClashingDate {
                    date: date("2028-01-26"),
                    first,
                    second,
                },
            ),
            (
                dates("2028-03-04", "2028-03-06"),
                Makeup,
                CalendarError::MakeupOnWorkday {
                    date: date("2028-03-06"),
                },
            ),
        ];
        for (days, kind, flaw) in refused {
            assert_eq!(calendar.add(own(days, kind)), Err(flaw));
        }
    }
}
