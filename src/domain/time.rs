//! Clock times as whole minutes, and the days of a month as numbers.

use crate::text::Text;
use chrono::{Datelike, Days, NaiveDate};
use std::fmt;

/// Minutes in a day.
pub const DAY: i32 = 24 * 60;

/// The grain of demand, in minutes.
pub const SLOT: i32 = 30;

/// A stretch of time from `start` to `end`, in minutes from midnight of the day it belongs to.
///
/// `end` is later than `start` and may lie past midnight (above [`DAY`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize)]
pub struct Span {
    /// First minute.
    pub start: i32,
    /// The minute after the last.
    pub end: i32,
}

/// Why a clock time or a stretch of time could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TimeError {
    /// Not written like `09:30`.
    #[error("not a time of the form 09:30")]
    Form,
    /// The hour or minute does not exist.
    #[error("no such time on a clock")]
    Range,
    /// Not written like `09:00-17:30`.
    #[error("not a stretch of time of the form 09:00-17:30")]
    SpanForm,
    /// Longer than a day.
    #[error("longer than a day")]
    Long,
    /// Starts where it ends.
    #[error("starts and ends at the same time")]
    Empty,
}

/// Reads `09:30` (also `9:30` and the full-width colon), up to `24:00`, in minutes from midnight.
pub fn parse_clock(text: &str) -> Result<i32, TimeError> {
    clock_up_to(text, DAY)
}

/// The same up to `48:00`: hours after midnight as who works through it counts them on, `25:30`.
pub fn parse_late_clock(text: &str) -> Result<i32, TimeError> {
    clock_up_to(text, 2 * DAY)
}

fn clock_up_to(text: &str, most: i32) -> Result<i32, TimeError> {
    let text = text.trim();
    let (hour, minute) = text.split_once([':', '：']).ok_or(TimeError::Form)?;
    let number = |part: &str, digits: usize| -> Result<i32, TimeError> {
        if part.is_empty() || part.len() > digits || !part.bytes().all(|b| b.is_ascii_digit()) {
            return Err(TimeError::Form);
        }
        part.parse().map_err(|_| TimeError::Form)
    };
    let (hour, minute) = (number(hour, 2)?, number(minute, 2)?);
    let total = hour * 60 + minute;
    if minute > 59 || total > most {
        return Err(TimeError::Range);
    }
    Ok(total)
}

impl Span {
    /// Reads `09:00-17:30`; an end before the start lies on the next day (`22:00-06:00`, which is also `22:00-30:00`).
    /// At most a day long.
    pub fn parse(text: &str) -> Result<Span, TimeError> {
        let span = Span::parse_late(text)?;
        match span.start {
            DAY => Err(TimeError::Empty),
            start if start > DAY => Err(TimeError::Range),
            _ => Ok(span),
        }
    }

    /// The same, and it may begin after midnight: `24:00-25:30` lies on the next day.
    pub fn parse_late(text: &str) -> Result<Span, TimeError> {
        let (from, to) = text
            .split_once(['-', '–', '～', '~'])
            .ok_or(TimeError::SpanForm)?;
        let start = parse_late_clock(from)?;
        let mut end = parse_late_clock(to)?;
        // Who writes 24:00-06:00 may mean midnight before or after.
        if start == end || (start == DAY && end < start) {
            return Err(TimeError::Empty);
        }
        if end < start {
            end += DAY;
        }
        // 47:00-01:30 would end before it begins, even on the next day.
        if end <= start || end - start > DAY || end > 2 * DAY {
            return Err(TimeError::Long);
        }
        Ok(Span { start, end })
    }

    /// Length in minutes.
    pub fn minutes(self) -> i32 {
        self.end - self.start
    }

    /// Whether the two share a minute.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// In words: `17:00-01:00 next day`, `17:00-次日01:00`.
    pub fn words(self) -> Text {
        let (from, to) = (clock_words(self.start), clock_words(self.end));
        if self.start > DAY {
            let (from, to) = (face(self.start), face(self.end));
            return crate::text!("{from}-{to} next day", "次日{from}-{to}");
        }
        Text::new(
            format!("{}-{}", from.en, to.en),
            format!("{}-{}", from.zh, to.zh),
        )
    }

    /// The same stretch, later by `minutes`.
    pub fn later(self, minutes: i32) -> Span {
        Span {
            start: self.start + minutes,
            end: self.end + minutes,
        }
    }
}

/// Minutes from midnight as a clock shows them: `09:30`, `24:00`. Later ones are counted on: `25:00` is 01:00 of the
/// next day. See [`face`] and [`clock_words`] for people who know the day.
pub fn clock(minutes: i32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// What a clock on the wall shows, whatever the day: `01:00` also for a minute of the next day.
pub fn face(minutes: i32) -> String {
    if minutes > DAY {
        clock((minutes - 1) % DAY + 1)
    } else {
        clock(minutes)
    }
}

/// A time of a day, or of the next day, in words: `01:00 next day`, `次日01:00`.
pub fn clock_words(minutes: i32) -> Text {
    let face = face(minutes);
    if minutes > DAY {
        return crate::text!("{face} next day", "次日{face}");
    }
    Text::same(face)
}

/// Minutes as hours, to two places, so that no two numbers of minutes look the same: `8.5`, `216`, `-2.25`, `22.45` for
/// 22 hours and 27 minutes.
pub fn hours(minutes: i64) -> String {
    let hundredths = (minutes.abs() * 100 + 30) / 60;
    let (whole, part) = (hundredths / 100, hundredths % 100);
    let sign = if minutes < 0 { "-" } else { "" };
    match part {
        0 => format!("{sign}{whole}"),
        tenths if tenths % 10 == 0 => format!("{sign}{whole}.{}", tenths / 10),
        part => format!("{sign}{whole}.{part:02}"),
    }
}

/// As a team file writes it, in a way that reads back: `17:00-01:00`, and `24:00-25:30` for what lies on the next day
/// as a whole.
impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = if self.start < DAY && self.minutes() < DAY {
            face(self.end)
        } else {
            clock(self.end)
        };
        write!(f, "{}-{end}", clock(self.start))
    }
}

/// A calendar month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Month {
    first: NaiveDate,
}

impl Month {
    /// Reads `2026-12`.
    pub fn parse(text: &str) -> Option<Month> {
        let (year, month) = text.trim().split_once('-')?;
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if year.len() != 4 || !(1..=2).contains(&month.len()) || !digits(year) || !digits(month) {
            return None;
        }
        Month::new(year.parse().ok()?, month.parse().ok()?)
    }

    /// A month by year and number (1 to 12).
    pub fn new(year: i32, month: u32) -> Option<Month> {
        NaiveDate::from_ymd_opt(year, month, 1).map(|first| Month { first })
    }

    /// The month that `date` lies in.
    pub fn of(date: NaiveDate) -> Month {
        Month {
            first: date.with_day(1).unwrap_or(date),
        }
    }

    /// Its first day.
    pub fn first(self) -> NaiveDate {
        self.first
    }

    /// The number of its days.
    pub fn days(self) -> usize {
        usize::from(self.first.num_days_in_month())
    }

    /// The month before.
    pub fn before(self) -> Month {
        Month::of(self.first.pred_opt().unwrap_or(self.first))
    }

    /// The month after.
    pub fn after(self) -> Month {
        Month::of(add_days(self.first, self.days() as i64))
    }
}

impl serde::Serialize for Month {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Month {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Month, D::Error> {
        let text = String::deserialize(deserializer)?;
        Month::parse(&text).ok_or_else(|| serde::de::Error::custom("not a month such as 2026-12"))
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.first.format("%Y-%m"))
    }
}

/// `date` moved by `days`; at the ends of the calendar it stays where it is.
pub fn add_days(date: NaiveDate, days: i64) -> NaiveDate {
    let moved = if days < 0 {
        date.checked_sub_days(Days::new(days.unsigned_abs()))
    } else {
        date.checked_add_days(Days::new(days.unsigned_abs()))
    };
    moved.unwrap_or(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_read_as_people_write_them() {
        let cases = [
            ("09:00-17:30", Ok((540, 1050))),
            ("9:00 - 17:30", Ok((540, 1050))),
            ("22:00-06:00", Ok((1320, 1800))),
            ("00:00-24:00", Ok((0, 1440))),
            ("09：00–17：30", Ok((540, 1050))),
            ("17:00-24:00", Ok((1020, 1440))),
            ("09:00", Err(TimeError::SpanForm)),
            ("09:00-09:00", Err(TimeError::Empty)),
            ("24:00-06:00", Err(TimeError::Empty)),
            ("9-17", Err(TimeError::Form)),
            ("09:60-10:00", Err(TimeError::Range)),
            ("25:00-26:00", Err(TimeError::Range)),
            ("21:30-25:00", Ok((1290, 1500))),
            ("21:30-01:00", Ok((1290, 1500))),
            ("09:00-33:00", Ok((540, 1980))),
            ("09:00-33:30", Err(TimeError::Long)),
            ("22:00-48:30", Err(TimeError::Range)),
            ("+9:00-10:00", Err(TimeError::Form)),
        ];
        for (text, want) in cases {
            let got = Span::parse(text).map(|s| (s.start, s.end));
            assert_eq!(got, want, "{text}");
        }
    }

    #[test]
    fn stretches_after_midnight_are_read_and_written() {
        for (text, want) in [
            ("24:00-25:00", Ok((1440, 1500))),
            ("24:30-26:00", Ok((1470, 1560))),
            ("25:00-02:00", Ok((1500, 1560))),
            ("24:00-06:00", Err(TimeError::Empty)),
            ("47:00-01:30", Err(TimeError::Long)),
        ] {
            let got = Span::parse_late(text).map(|s| (s.start, s.end));
            assert_eq!(got, want, "{text}");
        }
        let (en, zh) = ("17:00-01:00 next day", "17:00-次日01:00");
        let cases = [
            ((540, 1050), "09:00-17:30", "09:00-17:30", "09:00-17:30"),
            ((1020, 1440), "17:00-24:00", "17:00-24:00", "17:00-24:00"),
            ((1020, 1500), "17:00-01:00", en, zh),
            (
                (540, 1980),
                "09:00-33:00",
                "09:00-09:00 next day",
                "09:00-次日09:00",
            ),
            (
                (1440, 1530),
                "24:00-25:30",
                "24:00-01:30 next day",
                "24:00-次日01:30",
            ),
            (
                (1470, 1530),
                "24:30-25:30",
                "00:30-01:30 next day",
                "次日00:30-01:30",
            ),
        ];
        for ((start, end), file, en, zh) in cases {
            let span = Span { start, end };
            assert_eq!(span.to_string(), file);
            assert_eq!(Span::parse_late(file), Ok(span), "{file}");
            assert_eq!(span.words(), Text::new(en, zh));
        }
    }

    #[test]
    fn months_are_read_strictly() {
        for (text, days) in [("2026-12", 31), ("2026-2", 28), ("2028-02", 29)] {
            assert_eq!(Month::parse(text).map(Month::days), Some(days), "{text}");
        }
        for text in [
            "2026-13", "2026", "26-12", "2026-00", "2026-1a", "", "2026-012",
        ] {
            assert_eq!(Month::parse(text), None, "{text}");
        }
    }

    #[test]
    fn hours_read_like_a_time_sheet() {
        let cases = [
            (510, "8.5"),
            (12960, "216"),
            (-135, "-2.25"),
            (50, "0.83"),
            (1347, "22.45"),
            (1, "0.02"),
            (59, "0.98"),
            (66, "1.1"),
            (63, "1.05"),
        ];
        for (minutes, want) in cases {
            assert_eq!(hours(minutes), want);
        }
        let all: std::collections::BTreeSet<String> = (0..50_000).map(hours).collect();
        assert_eq!(all.len(), 50_000);
    }
}
