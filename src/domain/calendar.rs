//! Which days are worked, off or statutory holidays: a calendar read from a table of special days.
//!
//! The Chinese table (`data/calendars/cn.toml`) is built in and names its own sources. It lists
//! special days only; every other day is a workday from Monday to Friday and a weekend otherwise.

mod own;
mod table;
#[cfg(test)]
mod tests;

pub use own::{OwnDays, OwnHoliday};
pub use table::Table;

use std::collections::BTreeMap;
use std::fmt;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use thiserror::Error;

const CN: &str = include_str!("../../data/calendars/cn.toml");

/// What the law says about one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// Monday to Friday, with nothing special.
    Workday,
    /// Saturday or Sunday, with nothing special.
    Weekend,
    /// A day off inside a holiday that is not statutory (调休、补假): paid like a weekend, that is
    /// at 200 % if no other day off is given (Labour Law, article 44).
    Rest,
    /// A statutory holiday (法定节假日): work is paid at 300 % (Labour Law, article 44).
    Statutory,
    /// A Saturday or Sunday worked in return for a weekday off (调休上班): an ordinary workday.
    Makeup,
}

impl DayKind {
    /// Whether the law gives the day off: weekend, rest day or statutory holiday.
    #[must_use]
    pub const fn is_rest_day(self) -> bool {
        !self.is_workday()
    }

    /// Whether the day is a legal workday: an ordinary one or a make-up workday.
    #[must_use]
    pub const fn is_workday(self) -> bool {
        matches!(self, Self::Workday | Self::Makeup)
    }

    /// Whether the day is a statutory holiday.
    #[must_use]
    pub const fn is_statutory(self) -> bool {
        matches!(self, Self::Statutory)
    }
}

impl fmt::Display for DayKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Workday => "workday",
            Self::Weekend => "weekend",
            Self::Rest => "rest",
            Self::Statutory => "statutory",
            Self::Makeup => "makeup",
        })
    }
}

/// A holiday's names.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// The Chinese name, such as 春节.
    pub zh: String,
    /// The English name, such as Spring Festival.
    pub en: String,
}

/// How much a calendar knows of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    /// Everything is settled.
    All,
    /// There is no notice for the year, but a team says itself which of its days are holidays, days off and make-up workdays.
    Given,
    /// The statutory days; days off and make-up workdays may still be announced.
    Statutory,
    /// The year is not in the table: only holidays whose date is the same every year.
    Fixed,
    /// The year is not in the table, and no holiday has the same date every year.
    Nothing,
}

/// What a calendar knows about one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DayInfo {
    /// What the law says about the day.
    pub kind: DayKind,
    /// The holiday the day belongs to; a make-up workday belongs to the holiday it pays for.
    pub holiday: Option<Holiday>,
    /// How much is known of the day's year.
    pub known: Known,
}

impl DayInfo {
    /// Whether the day's whole year is settled.
    #[must_use]
    pub fn announced(&self) -> bool {
        self.known == Known::All
    }
}

/// Why a table is refused. Dates and kinds are those of the table.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CalendarError {
    /// The text is not TOML, or has missing, unknown or ill-typed fields.
    #[error("line {line}: {message}")]
    Syntax {
        /// The line, from 1.
        line: usize,
        /// What the TOML reader says.
        message: String,
    },
    /// A holiday lacks a name in one of the languages.
    #[error("holiday `{holiday}` needs a Chinese and an English name")]
    UnnamedHoliday {
        /// The holiday's key.
        holiday: String,
    },
    /// A year stands twice in the table.
    #[error("year {year} stands twice")]
    RepeatedYear {
        /// The year.
        year: i32,
    },
    /// A year does not say where its days come from.
    #[error("year {year} names no source")]
    Unsourced {
        /// The year.
        year: i32,
    },
    /// A year uses a holiday that has no names.
    #[error("year {year} uses `{holiday}`, which is not in [holiday]")]
    UnknownHoliday {
        /// The year.
        year: i32,
        /// The holiday's key.
        holiday: String,
    },
    /// A year mentions a holiday without giving it any day.
    #[error("year {year} gives `{holiday}` no day")]
    EmptyHoliday {
        /// The year.
        year: i32,
        /// The holiday's key.
        holiday: String,
    },
    /// A value has a time of day or an offset, or is no day of the calendar.
    #[error("year {year}: `{value}` is not a plain date")]
    NotADate {
        /// The year whose table holds the value.
        year: i32,
        /// The value as written.
        value: String,
    },
    /// A date stands under another year than its own.
    #[error("{date} stands under year {year}")]
    WrongYear {
        /// The year whose table holds the date.
        year: i32,
        /// The date.
        date: NaiveDate,
    },
    /// A date stands twice as the same kind of day.
    #[error("{date} stands twice as a {kind} day")]
    RepeatedDate {
        /// The date.
        date: NaiveDate,
        /// The kind given both times.
        kind: DayKind,
    },
    /// A date stands as two kinds of day.
    #[error("{date} is both a {first} and a {second} day")]
    ClashingDate {
        /// The date.
        date: NaiveDate,
        /// The kind found first.
        first: DayKind,
        /// The kind found second.
        second: DayKind,
    },
    /// A make-up workday falls on a day that is worked anyway.
    #[error("{date} is a make-up workday, but is no Saturday or Sunday")]
    MakeupOnWeekday {
        /// The date.
        date: NaiveDate,
    },
    /// A team's own make-up workday falls on a day that is worked anyway.
    #[error("{date} is a make-up workday, but is worked anyway")]
    MakeupOnWorkday {
        /// The date.
        date: NaiveDate,
    },
    /// A team's own holiday has no day.
    #[error("`{holiday}` has no day")]
    DaylessHoliday {
        /// Its name.
        holiday: String,
    },
    /// A team's own holiday is on neither a date nor a date of every year.
    #[error("`{value}` is neither a date nor a day of every year")]
    NotDated {
        /// The value as written.
        value: String,
    },
    /// A holiday's day of every year is not written like `05-01`.
    #[error("holiday `{holiday}`: `{value}` is no day of every year")]
    NotYearly {
        /// The holiday's key.
        holiday: String,
        /// The value as written.
        value: String,
    },
    /// A table builds on a calendar that is not built in.
    #[error("there is no built-in calendar `{name}`")]
    UnknownBase {
        /// Its name.
        name: String,
    },
    /// A year without a notice has days that only a notice can set.
    #[error("{date} is a {kind} day, but year {} is not announced", .date.year())]
    Unannounced {
        /// The date.
        date: NaiveDate,
        /// The kind of day.
        kind: DayKind,
    },
}

/// The legal workdays, days off and statutory holidays of one region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// `None` where no authority moves any day, so that every year is settled.
    years: Option<BTreeMap<i32, Year>>,
    days: BTreeMap<NaiveDate, SpecialDay>,
    fixed: Vec<FixedDay>,
    /// What a team says itself; it comes before everything else.
    own: Vec<OwnHoliday>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Year {
    announced: bool,
    source: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct SpecialDay {
    kind: DayKind,
    holiday: Holiday,
}

/// A holiday whose date is the same every year, for years that the table does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
struct FixedDay {
    month: u32,
    day: u32,
    /// The first year in which it is one.
    since: i32,
    holiday: Holiday,
}

impl Calendar {
    /// The regions [`Calendar::builtin`] knows.
    pub const REGIONS: [&str; 2] = ["cn", "none"];

    /// The built-in calendar of a region: `cn`, the Chinese mainland by the notices of the State
    /// Council General Office, or `none`, plain weekends only. `None` for any other region.
    #[must_use]
    pub fn builtin(region: &str) -> Option<Self> {
        match region {
            // A test holds that the built-in table is valid.
            "cn" => Self::parse(CN).ok(),
            "none" => Some(Self::weekends_only()),
            _ => None,
        }
    }

    /// A calendar without holidays, settled for every year.
    #[must_use]
    pub const fn weekends_only() -> Self {
        Self {
            years: None,
            days: BTreeMap::new(),
            fixed: Vec::new(),
            own: Vec::new(),
        }
    }

    /// Reads a table of special days, laid out as in `data/calendars/cn.toml`.
    ///
    /// # Errors
    ///
    /// The first fault found: see [`CalendarError`].
    pub fn parse(toml: &str) -> Result<Self, CalendarError> {
        table::read(toml)
    }

    /// The calendar of a table that was read already.
    ///
    /// # Errors
    ///
    /// The first fault found: see [`CalendarError`].
    pub fn of(table: &Table) -> Result<Self, CalendarError> {
        table::calendar(table)
    }

    /// Everything the calendar knows about a day. A day of a year outside the table is a holiday
    /// whose date is the same every year, or a plain workday or weekend; it is not announced.
    #[must_use]
    pub fn day(&self, date: NaiveDate) -> DayInfo {
        let own = self.own_day(date).map(|own| &own.holiday);
        let special = self.days.get(&date).map(|special| &special.holiday);
        let holiday = own.or(special).or_else(|| self.fixed(date));
        DayInfo {
            kind: self.kind(date),
            holiday: holiday.cloned(),
            known: self.known(date.year()),
        }
    }

    /// The holiday that a day is by its date alone, in a year outside the table.
    fn fixed(&self, date: NaiveDate) -> Option<&Holiday> {
        let (year, month, day) = (date.year(), date.month(), date.day());
        if self.lists(year) {
            return None;
        }
        let is = |f: &&FixedDay| (f.month, f.day) == (month, day) && f.since <= year;
        self.fixed.iter().find(is).map(|f| &f.holiday)
    }

    /// Whether the table has a year, or needs none.
    fn lists(&self, year: i32) -> bool {
        self.years.as_ref().is_none_or(|y| y.contains_key(&year))
    }

    /// How much is known of a year.
    #[must_use]
    pub fn known(&self, year: i32) -> Known {
        if self.is_announced(year) {
            Known::All
        } else if self.own.iter().any(|own| own.days.tells(year)) {
            Known::Given
        } else if self.lists(year) {
            Known::Statutory
        } else if self.fixed.iter().any(|f| f.since <= year) {
            Known::Fixed
        } else {
            Known::Nothing
        }
    }

    /// The kind of a day; what [`Calendar::day`] says, without its names.
    #[must_use]
    pub fn kind(&self, date: NaiveDate) -> DayKind {
        match self.own_day(date) {
            Some(own) => own.kind,
            None => self.official(date),
        }
    }

    /// The kind of a day, but for what a team says itself.
    fn official(&self, date: NaiveDate) -> DayKind {
        match self.days.get(&date) {
            Some(special) => special.kind,
            None if self.fixed(date).is_some() => DayKind::Statutory,
            None if is_saturday_or_sunday(date) => DayKind::Weekend,
            None => DayKind::Workday,
        }
    }

    /// Whether all days of a year are settled.
    #[must_use]
    pub fn is_announced(&self, year: i32) -> bool {
        match &self.years {
            Some(years) => years.get(&year).is_some_and(|known| known.announced),
            None => true,
        }
    }

    /// Where the days of a year come from, such as 国办发明电〔2025〕7号; `None` if the table does
    /// not have the year.
    #[must_use]
    pub fn source(&self, year: i32) -> Option<&str> {
        let known = self.years.as_ref()?.get(&year)?;
        Some(&known.source)
    }

    /// The number of legal workdays from `first` to `last`, both included; 0 if `last` is earlier.
    #[must_use]
    pub fn workdays_in(&self, first: NaiveDate, last: NaiveDate) -> usize {
        first
            .iter_days()
            .take_while(|date| *date <= last)
            .filter(|date| self.kind(*date).is_workday())
            .count()
    }
}

fn is_saturday_or_sunday(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}
