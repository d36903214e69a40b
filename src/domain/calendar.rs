//! Which days are worked, off or statutory holidays: a calendar read from a table of special days.
//!
//! The Chinese table (`data/calendars/cn.toml`) is built in and names its own sources. It lists
//! special days only; every other day is a workday from Monday to Friday and a weekend otherwise.

use std::collections::BTreeMap;
use std::fmt;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use toml::value::Datetime;

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

/// What a calendar knows about one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DayInfo {
    /// What the law says about the day.
    pub kind: DayKind,
    /// The holiday the day belongs to; a make-up workday belongs to the holiday it pays for.
    pub holiday: Option<Holiday>,
    /// Whether the day's whole year is settled. If not, days off and make-up workdays may still
    /// be announced for it.
    pub announced: bool,
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    holiday: BTreeMap<String, Holiday>,
    year: Vec<YearTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct YearTable {
    year: i32,
    announced: bool,
    source: String,
    days: BTreeMap<String, DaysTable>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DaysTable {
    #[serde(default)]
    statutory: Vec<Datetime>,
    #[serde(default)]
    rest: Vec<Datetime>,
    #[serde(default)]
    makeup: Vec<Datetime>,
}

impl DaysTable {
    fn kinds(&self) -> impl Iterator<Item = (DayKind, &Datetime)> {
        let lists = [
            (DayKind::Statutory, &self.statutory),
            (DayKind::Rest, &self.rest),
            (DayKind::Makeup, &self.makeup),
        ];
        lists
            .into_iter()
            .flat_map(|(kind, dates)| dates.iter().map(move |date| (kind, date)))
    }
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
        }
    }

    /// Reads a table of special days, laid out as in `data/calendars/cn.toml`.
    ///
    /// # Errors
    ///
    /// The first fault found: see [`CalendarError`].
    pub fn parse(toml: &str) -> Result<Self, CalendarError> {
        let table: Table = toml::from_str(toml).map_err(|error| syntax_error(toml, &error))?;
        check_names(&table.holiday)?;
        let mut years = BTreeMap::new();
        let mut days = BTreeMap::new();
        for year in &table.year {
            add_year(&mut years, year)?;
            add_days(&mut days, year, &table.holiday)?;
        }
        Ok(Self {
            years: Some(years),
            days,
        })
    }

    /// Everything the calendar knows about a day. A day of a year outside the table is a plain
    /// workday or weekend that is not announced.
    #[must_use]
    pub fn day(&self, date: NaiveDate) -> DayInfo {
        DayInfo {
            kind: self.kind(date),
            holiday: self.days.get(&date).map(|special| special.holiday.clone()),
            announced: self.is_announced(date.year()),
        }
    }

    /// The kind of a day; what [`Calendar::day`] says, without its names.
    #[must_use]
    pub fn kind(&self, date: NaiveDate) -> DayKind {
        match self.days.get(&date) {
            Some(special) => special.kind,
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

fn syntax_error(toml: &str, error: &toml::de::Error) -> CalendarError {
    let start = error.span().map_or(0, |span| span.start);
    let breaks = toml.bytes().take(start).filter(|byte| *byte == b'\n');
    CalendarError::Syntax {
        line: breaks.count() + 1,
        message: error.message().to_owned(),
    }
}

fn check_names(holidays: &BTreeMap<String, Holiday>) -> Result<(), CalendarError> {
    let is_blank = |name: &str| name.trim().is_empty();
    match holidays
        .iter()
        .find(|(_, names)| is_blank(&names.zh) || is_blank(&names.en))
    {
        Some((key, _)) => Err(CalendarError::UnnamedHoliday {
            holiday: key.clone(),
        }),
        None => Ok(()),
    }
}

fn add_year(years: &mut BTreeMap<i32, Year>, table: &YearTable) -> Result<(), CalendarError> {
    let year = table.year;
    if table.source.trim().is_empty() {
        return Err(CalendarError::Unsourced { year });
    }
    let known = Year {
        announced: table.announced,
        source: table.source.clone(),
    };
    match years.insert(year, known) {
        Some(_) => Err(CalendarError::RepeatedYear { year }),
        None => Ok(()),
    }
}

fn add_days(
    days: &mut BTreeMap<NaiveDate, SpecialDay>,
    table: &YearTable,
    holidays: &BTreeMap<String, Holiday>,
) -> Result<(), CalendarError> {
    for (key, dates) in &table.days {
        let holiday = names_of(table.year, key, holidays)?;
        if dates.kinds().next().is_none() {
            return Err(CalendarError::EmptyHoliday {
                year: table.year,
                holiday: key.clone(),
            });
        }
        for (kind, value) in dates.kinds() {
            let date = plain_date(table.year, value)?;
            check_day(table, date, kind)?;
            add_day(days, date, kind, holiday)?;
        }
    }
    Ok(())
}

fn names_of<'a>(
    year: i32,
    key: &str,
    holidays: &'a BTreeMap<String, Holiday>,
) -> Result<&'a Holiday, CalendarError> {
    holidays
        .get(key)
        .ok_or_else(|| CalendarError::UnknownHoliday {
            year,
            holiday: key.to_owned(),
        })
}

fn plain_date(year: i32, value: &Datetime) -> Result<NaiveDate, CalendarError> {
    let date = match value {
        Datetime {
            date: Some(date),
            time: None,
            offset: None,
        } => NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into()),
        _ => None,
    };
    date.ok_or_else(|| CalendarError::NotADate {
        year,
        value: value.to_string(),
    })
}

fn check_day(table: &YearTable, date: NaiveDate, kind: DayKind) -> Result<(), CalendarError> {
    if date.year() != table.year {
        let year = table.year;
        return Err(CalendarError::WrongYear { year, date });
    }
    if kind == DayKind::Makeup && !is_saturday_or_sunday(date) {
        return Err(CalendarError::MakeupOnWeekday { date });
    }
    // Statutory days follow from the law; all others are the notice's to set.
    if !table.announced && !kind.is_statutory() {
        return Err(CalendarError::Unannounced { date, kind });
    }
    Ok(())
}

fn add_day(
    days: &mut BTreeMap<NaiveDate, SpecialDay>,
    date: NaiveDate,
    kind: DayKind,
    holiday: &Holiday,
) -> Result<(), CalendarError> {
    let holiday = holiday.clone();
    match days.insert(date, SpecialDay { kind, holiday }) {
        None => Ok(()),
        Some(first) if first.kind == kind => Err(CalendarError::RepeatedDate { date, kind }),
        Some(first) => Err(CalendarError::ClashingDate {
            date,
            first: first.kind,
            second: kind,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("a date written in a test")
    }

    fn cn() -> Calendar {
        Calendar::parse(CN).expect("the built-in table is valid")
    }

    fn dates_of(year: i32) -> impl Iterator<Item = NaiveDate> {
        date(&format!("{year}-01-01"))
            .iter_days()
            .take_while(move |day| day.year() == year)
    }

    fn workdays_of(calendar: &Calendar, year: i32) -> usize {
        let first = date(&format!("{year}-01-01"));
        let last = date(&format!("{year}-12-31"));
        calendar.workdays_in(first, last)
    }

    #[test]
    fn days_are_of_the_kind_and_holiday_the_notices_say() {
        use DayKind::{Makeup, Rest, Statutory, Weekend, Workday};
        let expected = [
            // 2024: only New Year's Day itself; the lunar New Year's Eve was a workday.
            ("2024-01-01", Statutory, Some("元旦")),
            ("2024-02-04", Makeup, Some("春节")),
            ("2024-02-09", Workday, None),
            ("2024-02-10", Statutory, Some("春节")),
            ("2024-02-12", Statutory, Some("春节")),
            ("2024-02-13", Rest, Some("春节")),
            ("2024-02-17", Rest, Some("春节")),
            ("2024-02-18", Makeup, Some("春节")),
            ("2024-04-07", Makeup, Some("清明节")),
            ("2024-05-02", Rest, Some("劳动节")),
            ("2024-06-08", Weekend, None),
            ("2024-06-10", Statutory, Some("端午节")),
            ("2024-09-14", Makeup, Some("中秋节")),
            // 2025: a statutory day on a Saturday, and two festivals in one holiday.
            ("2025-01-26", Makeup, Some("春节")),
            ("2025-01-27", Workday, None),
            ("2025-01-28", Statutory, Some("春节")),
            ("2025-02-01", Rest, Some("春节")),
            ("2025-05-02", Statutory, Some("劳动节")),
            ("2025-05-31", Statutory, Some("端午节")),
            ("2025-06-02", Rest, Some("端午节")),
            ("2025-10-03", Statutory, Some("国庆节")),
            ("2025-10-06", Statutory, Some("中秋节")),
            ("2025-10-07", Rest, Some("国庆节")),
            ("2025-10-09", Workday, None),
            ("2025-10-11", Makeup, Some("国庆节")),
            // 2026: a Spring Festival of nine days.
            ("2026-01-02", Rest, Some("元旦")),
            ("2026-01-04", Makeup, Some("元旦")),
            ("2026-02-14", Makeup, Some("春节")),
            ("2026-02-15", Rest, Some("春节")),
            ("2026-02-16", Statutory, Some("春节")),
            ("2026-02-19", Statutory, Some("春节")),
            ("2026-02-20", Rest, Some("春节")),
            ("2026-02-23", Rest, Some("春节")),
            ("2026-02-24", Workday, None),
            ("2026-02-28", Makeup, Some("春节")),
            ("2026-03-01", Weekend, None),
            ("2026-04-04", Rest, Some("清明节")),
            ("2026-04-05", Statutory, Some("清明节")),
            ("2026-04-06", Rest, Some("清明节")),
            ("2026-05-09", Makeup, Some("劳动节")),
            ("2026-06-19", Statutory, Some("端午节")),
            ("2026-09-20", Makeup, Some("国庆节")),
            ("2026-09-25", Statutory, Some("中秋节")),
            ("2026-10-03", Statutory, Some("国庆节")),
            ("2026-10-07", Rest, Some("国庆节")),
            ("2026-10-10", Makeup, Some("国庆节")),
        ];
        let calendar = cn();
        for (text, kind, holiday) in expected {
            let info = calendar.day(date(text));
            let name = info.holiday.as_ref().map(|names| names.zh.as_str());
            assert_eq!((info.kind, name), (kind, holiday), "{text}");
            assert!(info.announced, "{text}");
        }
    }

    #[test]
    fn statutory_days_are_as_many_as_the_decree_of_the_year_gives() {
        let calendar = cn();
        for (year, count) in [(2024, 11), (2025, 13), (2026, 13), (2027, 13)] {
            let found = dates_of(year).filter(|day| calendar.kind(*day).is_statutory());
            assert_eq!(found.count(), count, "{year}");
        }
    }

    #[test]
    fn workdays_of_announced_years_are_the_years_days_less_weekends_and_statutory_days() {
        let calendar = cn();
        assert_eq!(workdays_of(&calendar, 2024), 366 - 104 - 11);
        // 248 is also the figure of 人社部发〔2025〕2号.
        assert_eq!(workdays_of(&calendar, 2025), 248);
        assert_eq!(workdays_of(&calendar, 2026), 248);
    }

    #[test]
    fn workdays_are_counted_with_both_ends() {
        let calendar = cn();
        let count = |first, last| calendar.workdays_in(date(first), date(last));
        assert_eq!(count("2026-02-01", "2026-02-28"), 16);
        assert_eq!(count("2026-02-14", "2026-02-14"), 1);
        assert_eq!(count("2026-02-15", "2026-02-23"), 0);
        assert_eq!(count("2026-02-24", "2026-02-14"), 0);
    }

    #[test]
    fn a_year_without_a_notice_has_its_statutory_days_only() {
        let calendar = cn();
        let eve = calendar.day(date("2027-02-05"));
        assert_eq!((eve.kind, eve.announced), (DayKind::Statutory, false));
        let plain = dates_of(2027).filter(|day| !calendar.kind(*day).is_statutory());
        for day in plain {
            let info = calendar.day(day);
            assert!(matches!(info.kind, DayKind::Workday | DayKind::Weekend));
            assert_eq!((info.holiday, info.announced), (None, false));
        }
    }

    #[test]
    fn a_year_outside_the_table_has_plain_weeks_and_is_not_announced() {
        let calendar = cn();
        for (text, kind) in [
            ("2023-10-01", DayKind::Weekend),
            ("2028-05-01", DayKind::Workday),
        ] {
            let info = calendar.day(date(text));
            assert_eq!((info.kind, info.holiday), (kind, None), "{text}");
            assert!(!info.announced, "{text}");
        }
        assert_eq!(calendar.source(2028), None);
        assert_eq!(calendar.source(2026), Some("国办发明电〔2025〕7号"));
    }

    #[test]
    fn regions_are_built_in() {
        assert_eq!(Calendar::builtin("cn"), Some(cn()));
        assert_eq!(Calendar::builtin("mars"), None);
        for region in Calendar::REGIONS {
            assert!(Calendar::builtin(region).is_some(), "{region}");
        }
    }

    #[test]
    fn without_a_region_there_are_plain_weekends_and_nothing_to_announce() {
        let calendar = Calendar::weekends_only();
        let national_day = calendar.day(date("2026-10-01"));
        assert_eq!(
            national_day,
            DayInfo {
                kind: DayKind::Workday,
                holiday: None,
                announced: true
            }
        );
        assert_eq!(calendar.kind(date("2026-10-10")), DayKind::Weekend);
        assert_eq!(workdays_of(&calendar, 2026), 261);
    }

    #[test]
    fn kinds_say_what_is_worked_and_what_is_off() {
        // kind, rest day, workday, statutory
        let expected = [
            (DayKind::Workday, false, true, false),
            (DayKind::Weekend, true, false, false),
            (DayKind::Rest, true, false, false),
            (DayKind::Statutory, true, false, true),
            (DayKind::Makeup, false, true, false),
        ];
        for (kind, rest, work, statutory) in expected {
            assert_eq!(kind.is_rest_day(), rest, "{kind}");
            assert_eq!(kind.is_workday(), work, "{kind}");
            assert_eq!(kind.is_statutory(), statutory, "{kind}");
        }
    }

    /// A table of one holiday `f` and one year, 2026, with the given lines under that year.
    fn table(announced: bool, rest_of_year: &str) -> String {
        format!(
            "[holiday]\nf = {{ zh = \"节\", en = \"Feast\" }}\n\n\
             [[year]]\nyear = 2026\nannounced = {announced}\nsource = \"s\"\n{rest_of_year}\n"
        )
    }

    fn fault(toml: &str) -> CalendarError {
        Calendar::parse(toml).expect_err("a table with a fault")
    }

    #[test]
    fn a_small_table_is_read() {
        let text = table(true, "[year.days.f]\nrest = [2026-01-05]");
        let calendar = Calendar::parse(&text).expect("a valid table");
        assert_eq!(calendar.kind(date("2026-01-05")), DayKind::Rest);
    }

    #[test]
    fn days_with_a_fault_are_refused_for_that_fault() {
        let expected = [
            (
                "statutory = [2025-12-31]",
                CalendarError::WrongYear {
                    year: 2026,
                    date: date("2025-12-31"),
                },
            ),
            (
                "makeup = [2026-01-09]",
                CalendarError::MakeupOnWeekday {
                    date: date("2026-01-09"),
                },
            ),
            (
                "rest = [2026-01-05, 2026-01-05]",
                CalendarError::RepeatedDate {
                    date: date("2026-01-05"),
                    kind: DayKind::Rest,
                },
            ),
            (
                "statutory = [2026-01-05]\nrest = [2026-01-05]",
                CalendarError::ClashingDate {
                    date: date("2026-01-05"),
                    first: DayKind::Statutory,
                    second: DayKind::Rest,
                },
            ),
            (
                "rest = [2026-01-10]\nmakeup = [2026-01-10]",
                CalendarError::ClashingDate {
                    date: date("2026-01-10"),
                    first: DayKind::Rest,
                    second: DayKind::Makeup,
                },
            ),
            (
                "rest = [2026-01-05T08:00:00]",
                CalendarError::NotADate {
                    year: 2026,
                    value: "2026-01-05T08:00:00".to_owned(),
                },
            ),
            (
                "rest = [08:00:00]",
                CalendarError::NotADate {
                    year: 2026,
                    value: "08:00:00".to_owned(),
                },
            ),
            (
                "rest = []",
                CalendarError::EmptyHoliday {
                    year: 2026,
                    holiday: "f".to_owned(),
                },
            ),
        ];
        for (days, error) in expected {
            let text = table(true, &format!("[year.days.f]\n{days}"));
            assert_eq!(fault(&text), error, "{days}");
        }
    }

    #[test]
    fn the_same_day_in_two_holidays_is_refused() {
        let text = table(
            true,
            "[year.days.f]\nrest = [2026-01-05]\n[year.days.g]\nrest = [2026-01-05]",
        )
        .replace("[[year]]", "g = { zh = \"会\", en = \"Fair\" }\n[[year]]");
        let error = CalendarError::RepeatedDate {
            date: date("2026-01-05"),
            kind: DayKind::Rest,
        };
        assert_eq!(fault(&text), error);
    }

    #[test]
    fn a_year_without_a_notice_may_list_statutory_days_only() {
        for (days, day, kind) in [
            ("rest = [2026-01-05]", "2026-01-05", DayKind::Rest),
            ("makeup = [2026-01-10]", "2026-01-10", DayKind::Makeup),
        ] {
            let text = table(false, &format!("[year.days.f]\n{days}"));
            let date = date(day);
            assert_eq!(fault(&text), CalendarError::Unannounced { date, kind });
        }
        let text = table(false, "[year.days.f]\nstatutory = [2026-01-05]");
        assert!(Calendar::parse(&text).is_ok());
    }

    #[test]
    fn years_and_holidays_with_a_fault_are_refused_for_that_fault() {
        let good = table(true, "[year.days.f]\nrest = [2026-01-05]");
        let twice =
            format!("{good}[[year]]\nyear = 2026\nannounced = true\nsource = \"s\"\n[year.days]\n");
        assert_eq!(fault(&twice), CalendarError::RepeatedYear { year: 2026 });
        assert_eq!(
            fault(&good.replace("\"s\"", "\" \"")),
            CalendarError::Unsourced { year: 2026 }
        );
        assert_eq!(
            fault(&good.replace("节", "")),
            CalendarError::UnnamedHoliday {
                holiday: "f".to_owned()
            }
        );
        assert_eq!(
            fault(&good.replace("days.f", "days.g")),
            CalendarError::UnknownHoliday {
                year: 2026,
                holiday: "g".to_owned()
            }
        );
    }

    #[test]
    fn text_that_does_not_fit_the_layout_is_refused_with_its_line() {
        let good = table(true, "[year.days.f]\nrest = [2026-01-05]");
        let expected = [
            ("not TOML", good.replace("[holiday]", "[holiday"), 1),
            ("unknown field", good.replace("rest =", "reset ="), 9),
            ("unknown year field", good.replace("source", "origin"), 7),
            ("missing field", good.replace("announced = true\n", ""), 4),
            ("text, not a date", good.replace("2026-01-05", "\"x\""), 9),
            ("no such day", good.replace("2026-01-05", "2026-02-30"), 9),
            ("holiday twice", format!("{good}[year.days.f]\n"), 10),
            ("empty", String::new(), 1),
        ];
        for (what, text, expected_line) in expected {
            let error = fault(&text);
            assert!(
                matches!(error, CalendarError::Syntax { line, .. } if line == expected_line),
                "{what}: {error:?}"
            );
        }
    }

    #[test]
    fn errors_say_what_is_wrong() {
        let text = table(false, "[year.days.f]\nrest = [2026-01-05]");
        assert_eq!(
            fault(&text).to_string(),
            "2026-01-05 is a rest day, but year 2026 is not announced"
        );
    }
}
