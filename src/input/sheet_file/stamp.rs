//! Dates and times of day in a table: as text, and as the numbers that workbooks have for them.

use chrono::{Days, NaiveDate};
use std::fmt;

/// Seconds in a day.
const DAY: i64 = 86_400;

/// Where the numbers of dates end: the year 10000.
const END: f64 = 2_958_466.0;

/// Days from the beginning of numbers counted from 1900 to those counted from 1904, as old Macintosh workbooks do.
const FROM_1904: i64 = 1462;

/// The first number that is a date in truth: workbooks have a 29 February 1900, which there never was.
const FIRST: i64 = 61;

/// A date, a time of day, or both; never neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stamp {
    /// The date.
    pub date: Option<NaiveDate>,
    /// Seconds since midnight on the wall.
    pub seconds: Option<u32>,
}

impl Stamp {
    /// What a workbook's number means, rounded to the second: whole days and the part of a day. Whether a whole
    /// number is midnight or only a date it does not say; it is taken for a date.
    pub fn of_number(number: f64, from_1904: bool) -> Option<Stamp> {
        if !(0.0..END).contains(&number) {
            return None;
        }
        // Below 2.6e11, so that seconds are exact.
        let total = (number * DAY as f64).round() as i64;
        let (days, seconds) = (total.div_euclid(DAY), total.rem_euclid(DAY));
        let seconds = u32::try_from(seconds).ok()?;
        if days == 0 {
            let (date, seconds) = (None, Some(seconds));
            return Some(Stamp { date, seconds });
        }
        let days = if from_1904 { days + FROM_1904 } else { days };
        let days = u64::try_from(days).ok().filter(|_| days >= FIRST)?;
        let date = NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days));
        let seconds = (seconds > 0).then_some(seconds);
        date.map(|date| Stamp {
            date: Some(date),
            seconds,
        })
    }

    /// Reads `2026-12-05 21:40`, with or without seconds, `T` for the blank, either half alone, and what Excel and
    /// Chinese keyboards make of it: `2026/12/5`, `2026.12.5`, `2026年12月5日 21时40分`.
    pub fn parse(text: &str) -> Option<Stamp> {
        let text = plain(text);
        let text = text.trim();
        let (date, clock) = match text.split_once([' ', 'T']) {
            Some((date, clock)) => (Some(date), Some(clock.trim())),
            None if text.contains(':') => (None, Some(text)),
            None => (Some(text), None),
        };
        let date = date.map(day).map(|found| found.ok_or(()));
        let clock = clock.map(seconds).map(|found| found.ok_or(()));
        Some(Stamp {
            date: date.transpose().ok()?,
            seconds: clock.transpose().ok()?,
        })
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(date) = self.date {
            write!(f, "{}", date.format("%Y-%m-%d"))?;
        }
        let Some(seconds) = self.seconds else {
            return Ok(());
        };
        let gap = if self.date.is_some() { " " } else { "" };
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
        write!(f, "{gap}{hours:02}:{minutes:02}")?;
        match seconds % 60 {
            0 => Ok(()),
            rest => write!(f, ":{rest:02}"),
        }
    }
}

/// The marks of the English keyboard for those of the Chinese one, and for the words between numbers.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{3000}' | '日' | '号' => plain.push(' '),
            '年' | '月' => plain.push('-'),
            '时' | '点' => plain.push(':'),
            '分' => plain.push('\''),
            '秒' => {}
            '\u{ff01}'..='\u{ff5e}' => plain.push(char::from_u32(c as u32 - 0xfee0).unwrap_or(c)),
            c => plain.push(c),
        }
    }
    // `21时40分` ends with its minutes, `21时40分07秒` goes on.
    let plain = plain.trim_end().trim_end_matches('\'').replace('\'', ":");
    plain
        .strip_suffix(':')
        .map_or(plain.clone(), |hour| format!("{hour}:00"))
}

/// `2026-12-05`, also with `/` or `.`, and without leading zeros. The year stands first: of `12/1/2026` nobody
/// knows which number is the month.
fn day(text: &str) -> Option<NaiveDate> {
    let mark = ['-', '/', '.']
        .into_iter()
        .find(|mark| text.contains(*mark))?;
    let parts: Vec<&str> = text.split(mark).collect();
    let [year, month, day] = parts.as_slice() else {
        return None;
    };
    let year = (year.len() == 4).then(|| number(year, 4)).flatten()?;
    NaiveDate::from_ymd_opt(
        i32::try_from(year).ok()?,
        number(month, 2)?,
        number(day, 2)?,
    )
}

/// `21:40` and `21:40:07`; zeros behind the second are allowed.
fn seconds(text: &str) -> Option<u32> {
    let mut parts = text.split(':');
    let hours = number(parts.next()?, 2).filter(|h| *h < 24)?;
    let minutes = number(parts.next()?, 2).filter(|m| *m < 60)?;
    let rest = parts.next().unwrap_or("0");
    let rest = rest.split_once('.').map_or(Some(rest), |(whole, part)| {
        part.bytes().all(|b| b == b'0').then_some(whole)
    })?;
    let rest = number(rest, 2).filter(|s| *s < 60)?;
    parts
        .next()
        .is_none()
        .then_some(hours * 3600 + minutes * 60 + rest)
}

fn number(text: &str, most: usize) -> Option<u32> {
    let fits = !text.is_empty() && text.len() <= most;
    let digits = fits && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(stamp: Option<Stamp>) -> String {
        stamp.map_or("-".to_owned(), |s| s.to_string())
    }

    #[test]
    fn texts_are_read_as_people_write_them() {
        let cases = [
            ("2026-12-05 21:40", "2026-12-05 21:40"),
            ("2026/12/5 9:05", "2026-12-05 09:05"),
            ("2026.12.5", "2026-12-05"),
            ("2026-12-05T21:40:07.000", "2026-12-05 21:40:07"),
            ("2026年12月5日 21:40", "2026-12-05 21:40"),
            ("2026年12月5日21时40分", "2026-12-05 21:40"),
            ("2026年12月5日 21时40分07秒", "2026-12-05 21:40:07"),
            ("2026年12月5日 21点", "2026-12-05 21:00"),
            ("２０２６－１２－０５　２１：４０", "2026-12-05 21:40"),
            ("21：40", "21:40"),
            ("0:00", "00:00"),
            ("", "-"),
            ("12/5/2026 21:40", "-"),
            ("26-12-05", "-"),
            ("2026-02-30", "-"),
            ("2026-12-05 24:00", "-"),
            ("2026-12-05 21:60", "-"),
            ("2026-12-05 21:40:60", "-"),
            ("2026-12-05 21:40:07.5", "-"),
            ("2026-12-05 9:05 PM", "-"),
            ("46361.9", "-"),
        ];
        for (text, wanted) in cases {
            assert_eq!(shown(Stamp::parse(text)), wanted, "{text}");
        }
    }

    #[test]
    fn numbers_are_rounded_to_the_second() {
        let cases = [
            (46_361.0, false, "2026-12-05"),
            (46_361.902_777_777_78, false, "2026-12-05 21:40"),
            (46_361.902_858_796_3, false, "2026-12-05 21:40:07"),
            (46_361.999_999_9, false, "2026-12-06"),
            (44_899.902_777_777_78, true, "2026-12-05 21:40"),
            (0.5, false, "12:00"),
            (0.5, true, "12:00"),
            (0.0, false, "00:00"),
            (60.0, false, "-"),
            (61.0, false, "1900-03-01"),
            (-1.0, false, "-"),
            (f64::NAN, false, "-"),
            (3e9, false, "-"),
        ];
        for (number, from_1904, wanted) in cases {
            assert_eq!(
                shown(Stamp::of_number(number, from_1904)),
                wanted,
                "{number}"
            );
        }
    }

    #[test]
    fn every_minute_of_a_day_comes_back() {
        for minute in 0..1440_u32 {
            let stamp = Stamp::of_number(46361.0 + f64::from(minute) / 1440.0, false);
            let seconds = stamp.and_then(|s| s.seconds).unwrap_or(0);
            assert_eq!(seconds, minute * 60);
        }
    }
}
