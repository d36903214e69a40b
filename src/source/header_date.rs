//! Dates as the heads of tables write them.

use chrono::NaiveDate;

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// `2026-12-01`, and what Excel makes of it: `2026/12/1`, `2026.12.1`, `12/1/2026`, `1-Dec-26`,
/// `2026年12月1日`; midnight or a weekday may follow.
pub fn header_date(text: &str, day_first: bool) -> Option<NaiveDate> {
    let (date, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let rest = rest.trim();
    let midnight = rest.bytes().all(|b| b == b'0' || b == b':');
    let weekday = ["周", "星期"].iter().any(|w| rest.starts_with(w));
    if !midnight && !weekday {
        return None;
    }
    let parts: Vec<&str> = date
        .split(['-', '/', '.', '年', '月', '日'])
        .filter(|p| !p.is_empty())
        .collect();
    let [a, b, c] = parts[..] else { return None };
    let (year, month, day) = match (a.len(), c.len()) {
        (4, _) => (number(a)?, number(b)?, number(c)?),
        _ if month(b).is_some() => (full_year(number(c)?), month(b)?, number(a)?),
        (_, 4) if day_first => (number(c)?, number(b)?, number(a)?),
        (_, 4) => (number(c)?, number(a)?, number(b)?),
        _ => return None,
    };
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

fn number(text: &str) -> Option<u32> {
    let digits = text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

fn full_year(year: u32) -> u32 {
    if year < 100 { 2000 + year } else { year }
}

/// `Dec`, as a number.
fn month(text: &str) -> Option<u32> {
    let text = text.to_lowercase();
    let index = MONTHS.iter().position(|m| *m == text)?;
    u32::try_from(index + 1).ok()
}
