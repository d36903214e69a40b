//! How long something took, to the second: a limit of one minute is broken by ninety seconds.

use serde::{Serialize, Serializer};
use std::fmt;

/// The longest that is read, in seconds: a leap year.
const LONGEST: i64 = 366 * 24 * 3600;

/// How long something took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Took(i64);

impl Took {
    /// So many minutes and seconds.
    pub fn of(minutes: i64, seconds: i64) -> Took {
        Took(minutes.saturating_mul(60).saturating_add(seconds))
    }

    /// Seconds in all.
    pub fn seconds(self) -> i64 {
        self.0
    }

    /// Whole minutes.
    pub fn minutes(self) -> i64 {
        self.0 / 60
    }

    /// The seconds beyond them; `None`: none.
    pub fn rest(self) -> Option<i64> {
        Some(self.0 % 60).filter(|rest| *rest != 0)
    }

    /// Of a number of days, as workbooks have it; `None`: below nothing, or longer than what is read.
    pub fn of_days(days: f64) -> Option<Took> {
        let seconds = (days * 86_400.0).round();
        // Within a year, so that seconds are exact.
        (0.0..=LONGEST as f64)
            .contains(&seconds)
            .then_some(Took(seconds as i64))
    }

    /// Hours, minutes and seconds, as a workbook shows them: `1:30:00`.
    pub fn clock(self) -> String {
        let (hours, minutes, seconds) = (self.0 / 3600, self.0 / 60 % 60, self.0 % 60);
        format!("{hours}:{minutes:02}:{seconds:02}")
    }

    /// Reads minutes (`45`, `1.5`, `45 min`, `45分钟`), minutes and seconds (`1:30`, `1分30秒`), seconds (`90 s`, `90秒`), or
    /// hours, minutes and seconds (`1:30:00`).
    pub fn parse(text: &str) -> Option<Took> {
        let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let text = text.to_lowercase().replace('：', ":");
        let parts: Vec<&str> = text.split(':').collect();
        let seconds = match text.split_once([':', '分']) {
            Some(_) if parts.len() == 3 => {
                let below = |text: &str| whole(text).filter(|n| *n < 60);
                let minutes = whole(parts[0])?
                    .checked_mul(60)?
                    .checked_add(below(parts[1])?)?;
                minutes.checked_mul(60)?.checked_add(below(parts[2])?)?
            }
            Some((minutes, rest)) => {
                let rest = without(rest, &["秒", "钟"]);
                let seconds = if rest.is_empty() && !text.contains(':') {
                    0
                } else {
                    whole(rest).filter(|s| *s < 60)?
                };
                whole(minutes)?.checked_mul(60)?.checked_add(seconds)?
            }
            None if text.ends_with('秒') || text.ends_with('s') && !text.ends_with("minutes") => {
                whole(without(&text, &["秒", "seconds", "sec", "s"]))?
            }
            None => minutes(without(&text, &["minutes", "minute", "min"]))?,
        };
        (0..=LONGEST).contains(&seconds).then_some(Took(seconds))
    }
}

/// A text without the first of these endings that it has.
fn without<'a>(text: &'a str, endings: &[&str]) -> &'a str {
    let bare = endings.iter().find_map(|end| text.strip_suffix(end));
    bare.unwrap_or(text)
}

/// A number of at most ten digits.
fn whole(text: &str) -> Option<i64> {
    let fits = (1..=10).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

/// Seconds of minutes with a part that comes to whole seconds.
fn minutes(text: &str) -> Option<i64> {
    let (minutes, part) = text.split_once('.').unwrap_or((text, "0"));
    let minutes = whole(minutes)?.checked_mul(60)?;
    let digits = u32::try_from(part.len()).ok().filter(|n| *n <= 6)?;
    let (part, of) = (whole(part)?.checked_mul(60)?, 10_i64.pow(digits));
    (part % of == 0).then(|| minutes.saturating_add(part / of))
}

impl fmt::Display for Took {
    /// Minutes, and seconds where there are any: `45`, `1:30`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.rest() {
            None => write!(f, "{}", self.minutes()),
            Some(rest) => write!(f, "{}:{rest:02}", self.minutes()),
        }
    }
}

impl Serialize for Took {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_and_seconds_are_read_as_people_write_them() {
        let cases = [
            ("45", 2700, "45"),
            ("45 min", 2700, "45"),
            ("45分钟", 2700, "45"),
            ("45分", 2700, "45"),
            ("1.5", 90, "1:30"),
            ("0.25 minutes", 15, "0:15"),
            ("1:30", 90, "1:30"),
            ("1：05", 65, "1:05"),
            ("1分30秒", 90, "1:30"),
            ("90 s", 90, "1:30"),
            ("90秒", 90, "1:30"),
            ("90 seconds", 90, "1:30"),
            ("1:30:00", 5400, "90"),
            ("0:01:30", 90, "1:30"),
            ("25:00:07", 90_007, "1500:07"),
        ];
        for (text, seconds, shown) in cases {
            let took = Took::parse(text);
            assert_eq!(took, Some(Took(seconds)), "{text}");
            assert_eq!(took.map(|t| t.to_string()).as_deref(), Some(shown));
        }
        for text in [
            "",
            "x",
            "-1",
            "1:60",
            "1:",
            ":30",
            "1:60:00",
            "1:00:60",
            "1:2:3:4",
            "1:00:",
            "1.01",
            "1,5",
            "99999999999",
            "s",
        ] {
            assert_eq!(Took::parse(text), None, "{text}");
        }
    }
}
