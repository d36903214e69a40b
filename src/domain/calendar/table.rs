//! A calendar's table of special days, as TOML, and what may be wrong with it.

use super::{Calendar, CalendarError, DayKind, Holiday, SpecialDay, Year, is_saturday_or_sunday};
use chrono::{Datelike, NaiveDate};
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::value::Datetime;

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

/// Reads a table of special days.
pub fn read(toml: &str) -> Result<Calendar, CalendarError> {
    let table: Table = toml::from_str(toml).map_err(|error| syntax_error(toml, &error))?;
    check_names(&table.holiday)?;
    let mut years = BTreeMap::new();
    let mut days = BTreeMap::new();
    for year in &table.year {
        add_year(&mut years, year)?;
        add_days(&mut days, year, &table.holiday)?;
    }
    Ok(Calendar {
        years: Some(years),
        days,
    })
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
