//! A calendar's table of special days, as TOML, and what may be wrong with it.

use super::{
    Calendar, CalendarError, DayKind, FixedDay, Holiday, SpecialDay, Year, is_saturday_or_sunday,
};
use chrono::{Datelike, NaiveDate};
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::value::Datetime;

/// A table of special days as it is written: a shape, and nothing yet looked up.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// A built-in calendar that holds for the years that this table does not have.
    base: Option<String>,
    holiday: BTreeMap<String, Holiday>,
    #[serde(default)]
    fixed: Vec<FixedTable>,
    #[serde(default)]
    year: Vec<YearTable>,
}

/// Days of every year that are statutory holidays, as far as the table lacks the year.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct FixedTable {
    holiday: String,
    on: Vec<String>,
    #[serde(default)]
    since: i32,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct YearTable {
    year: i32,
    announced: bool,
    source: String,
    days: BTreeMap<String, DaysTable>,
}

#[derive(Debug, Clone, Deserialize)]
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

/// Reads a table of special days.
pub fn read(toml: &str) -> Result<Calendar, CalendarError> {
    let table: Table = toml::from_str(toml).map_err(|error| syntax_error(toml, &error))?;
    calendar(&table)
}

/// The calendar of a table; its years replace those of the calendar that it builds on.
pub fn calendar(table: &Table) -> Result<Calendar, CalendarError> {
    check_names(&table.holiday)?;
    let base = table.base.as_deref().map(base).transpose()?;
    let (mut years, mut days, mut fixed) = base.unwrap_or_default();
    let own = |year: &i32| table.year.iter().any(|t| t.year == *year);
    years.retain(|year, _| !own(year));
    days.retain(|date, _| !own(&date.year()));
    for row in &table.fixed {
        fixed.extend(fixed_days(row, &table.holiday)?);
    }
    for year in &table.year {
        add_year(&mut years, year)?;
        add_days(&mut days, year, &table.holiday)?;
    }
    Ok(Calendar {
        years: Some(years),
        days,
        fixed,
        own: Vec::new(),
    })
}

type Parts = (
    BTreeMap<i32, Year>,
    BTreeMap<NaiveDate, SpecialDay>,
    Vec<FixedDay>,
);

fn base(name: &str) -> Result<Parts, CalendarError> {
    let unknown = || CalendarError::UnknownBase {
        name: name.to_owned(),
    };
    let base = Calendar::builtin(name).ok_or_else(unknown)?;
    Ok((base.years.unwrap_or_default(), base.days, base.fixed))
}

fn fixed_days(
    row: &FixedTable,
    holidays: &BTreeMap<String, Holiday>,
) -> Result<Vec<FixedDay>, CalendarError> {
    let key = &row.holiday;
    let unnamed = || CalendarError::UnnamedHoliday {
        holiday: key.clone(),
    };
    let holiday = holidays.get(key).ok_or_else(unnamed)?;
    let day = |value: &String| {
        // 2024 is a leap year: 02-29 is a date of some years.
        let date = NaiveDate::parse_from_str(&format!("2024-{value}"), "%Y-%m-%d").ok();
        let date = date.filter(|_| value.len() == 5);
        let wrong = || CalendarError::NotYearly {
            holiday: key.clone(),
            value: value.clone(),
        };
        let date = date.ok_or_else(wrong)?;
        Ok(FixedDay {
            month: date.month(),
            day: date.day(),
            since: row.since,
            holiday: holiday.clone(),
        })
    };
    row.on.iter().map(day).collect()
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
