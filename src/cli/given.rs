//! Values as they are given on a command line: months, dates, numbers within limits; each read in one place.

use crate::app::staff::WhatIf;
use crate::domain::loose::folded;
use crate::domain::time::{Month, add_days};
use crate::input::parse_date;
use crate::input::staffing::answered;
use chrono::{Datelike, NaiveDate};
use clap::parser::ValueSource;
use clap::{ArgMatches, Command};

/// Seconds that a time limit may have.
const MOST_SECONDS: f64 = 1e7;

/// A value that cannot be what it is given for.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum BadValue {
    /// Not a month.
    #[error("`{0}` is not a month")]
    Month(String),
    /// Not a date.
    #[error("`{0}` is not a date")]
    Date(String),
    /// Not a number at all.
    #[error("`{0}` is not a number")]
    Number(String),
    /// Nothing that can be supposed of contacts.
    #[error("`{0}` is neither contacts=+20% nor target=90/30")]
    WhatIf(String),
    /// Not between these two.
    #[error("{value} is not between {least} and {most}")]
    Range {
        /// The number.
        value: f64,
        /// The least.
        least: f64,
        /// The most.
        most: f64,
    },
}

/// The first option or argument of a command line that is given a text in which nothing stands. It is not the same as left
/// out: `--evidence "$SLIP"` with a variable that is not set would be recorded without evidence.
pub fn blank(command: &Command, matches: &ArgMatches) -> Option<String> {
    let own = command.get_arguments().find(|arg| {
        let id = arg.get_id().as_str();
        let given = matches.try_get_raw(id).ok().flatten();
        let blank = |mut texts: clap::parser::RawValues<'_>| {
            texts.any(|text| folded(&text.to_string_lossy()).is_empty())
        };
        // An option that may stand alone has a value of its own then.
        let alone = arg.get_num_args().is_some_and(|n| n.min_values() == 0);
        arg.get_action().takes_values()
            && !alone
            && given.is_some_and(blank)
            && matches.value_source(id) == Some(ValueSource::CommandLine)
    });
    if let Some(arg) = own {
        let name = arg.get_value_names().and_then(<[_]>::first);
        let name = name.map_or(arg.get_id().as_str(), |name| name.as_str());
        let option = arg.get_long().map(|long| format!("--{long}"));
        return Some(option.unwrap_or_else(|| name.to_owned()));
    }
    let (name, matches) = matches.subcommand()?;
    blank(command.find_subcommand(name)?, matches)
}

/// A month, such as 2026-12.
pub fn month(text: &str) -> Result<Month, BadValue> {
    Month::parse(text).ok_or_else(|| BadValue::Month(text.to_owned()))
}

/// A date, such as 2026-12-05, 2026/12/5 or 12月5日. Without a year it is the nearest one: in December `01-05` is next
/// January. The answer says which year was taken.
pub fn date(text: &str) -> Result<NaiveDate, BadValue> {
    let bad = || BadValue::Date(text.to_owned());
    match parse_date(text) {
        Ok(date) => Ok(date),
        Err(_) => loose(text.trim(), today()).ok_or_else(bad),
    }
}

/// Today in China, without a shop: good enough to choose a year.
fn today() -> NaiveDate {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let seconds = now.map_or(0, |since| since.as_secs()) + 8 * 3600;
    let days = i64::try_from(seconds / 86_400).unwrap_or(0);
    add_days(NaiveDate::default(), days)
}

/// A date as people write it, the year of a yearless one being that in which it is nearest to `today`.
fn loose(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let text = text.trim_end_matches(['日', '号']);
    let parts: Vec<&str> = text.split(['-', '/', '.', '年', '月']).collect();
    let numbers: Option<Vec<u32>> = parts.iter().map(|part| part.trim().parse().ok()).collect();
    match *numbers? {
        [year, month, day] if parts[0].len() == 4 => {
            NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
        }
        [month, day] => {
            let years = [today.year(), today.year() + 1, today.year() - 1];
            let dates = years
                .into_iter()
                .filter_map(|y| NaiveDate::from_ymd_opt(y, month, day));
            dates.min_by_key(|date| date.signed_duration_since(today).num_days().abs())
        }
        _ => None,
    }
}

/// A time limit in seconds.
pub fn seconds(text: &str) -> Result<f64, BadValue> {
    number(text, MOST_SECONDS)
}

/// What is supposed of contacts: `contacts=+20%` or `target=90/30`.
pub fn what_if(text: &str) -> Result<WhatIf, BadValue> {
    let bad = || BadValue::WhatIf(text.to_owned());
    let (key, value) = text.split_once('=').ok_or_else(bad)?;
    match key.trim() {
        "contacts" => {
            let percent = value.trim().trim_end_matches(['%', '％']);
            let percent: f64 = percent.parse().map_err(|_| bad())?;
            let contacts =
                Some(1.0 + percent / 100.0).filter(|factor| (0.0..=100.0).contains(factor));
            Ok(WhatIf {
                contacts: Some(contacts.ok_or_else(bad)?),
                target: None,
            })
        }
        "target" => Ok(WhatIf {
            contacts: None,
            target: Some(answered(value).ok_or_else(bad)?),
        }),
        _ => Err(bad()),
    }
}

/// A share in percent.
pub fn percent(text: &str) -> Result<f64, BadValue> {
    number(text, 100.0)
}

fn number(text: &str, most: f64) -> Result<f64, BadValue> {
    let value: f64 = text
        .parse()
        .map_err(|_| BadValue::Number(text.to_owned()))?;
    let least = 0.0;
    if (least..=most).contains(&value) {
        return Ok(value);
    }
    Err(BadValue::Range { value, least, most })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        let today = NaiveDate::from_ymd_opt(2026, 12, 1);
        let cases = [
            ("2026-12-30", Some((2026, 12, 30))),
            ("2026/12/5", Some((2026, 12, 5))),
            ("2026年12月5日", Some((2026, 12, 5))),
            ("2026.12.05", Some((2026, 12, 5))),
            ("12-30", Some((2026, 12, 30))),
            ("12/30", Some((2026, 12, 30))),
            ("12月30日", Some((2026, 12, 30))),
            ("1月5号", Some((2027, 1, 5))),
            ("11-28", Some((2026, 11, 28))),
            ("02-29", Some((2027, 2, 29))),
            ("13-01", None),
            ("30", None),
            ("5/12/2026", None),
            ("tomorrow", None),
        ];
        for (text, wanted) in cases {
            let wanted = wanted.and_then(|(y, m, d)| NaiveDate::from_ymd_opt(y, m, d));
            assert_eq!(today.and_then(|today| loose(text, today)), wanted, "{text}");
        }
    }
}
