//! One date as people write it: what its numbers and words are. Which number is the month the line decides that it
//! stands in, see `date_line.rs`.

use super::date_line::Day;
use super::days::weekday_short;
use chrono::{Days, NaiveDate, Weekday};

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// Serial numbers of dates in spreadsheets that can be meant: the years 2009 to 2064.
const SERIALS: std::ops::Range<u32> = 40_000..60_000;

/// A text without the weekday in it, and that weekday.
pub fn without_weekday(text: &str) -> (String, Option<Weekday>) {
    let parts: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || "()[]【】,、".contains(c))
        .filter(|part| !part.is_empty())
        .collect();
    let mut kept = Vec::new();
    let mut weekday = None;
    for part in &parts {
        let own = weekday_short(part);
        // 日 alone may be the day of a date, and of two the second stays.
        if own.is_some() && weekday.is_none() && parts.len() > 1 {
            weekday = own;
        } else if let Some((date, own)) = glued(part) {
            kept.push(date);
            weekday = weekday.or(Some(own));
        } else {
            kept.push(*part);
        }
    }
    (kept.join(" "), weekday)
}

/// `1周二`, `12月1日星期二`, `周二1`: date and weekday without a gap.
fn glued(part: &str) -> Option<(&str, Weekday)> {
    let signs = ["周", "星期", "礼拜", "週"];
    let at = signs.iter().filter_map(|sign| part.find(sign)).min()?;
    let (before, from) = part.split_at(at);
    if !before.is_empty() {
        return Some((before, weekday_short(from)?));
    }
    let digit = part.find(|c: char| c.is_ascii_digit())?;
    let (weekday, date) = part.split_at(digit);
    Some((date, weekday_short(weekday)?))
}

/// The day that a text without a weekday says, in half width and lower case.
pub fn day(text: &str) -> Option<Day> {
    // Midnight, as spreadsheets add it.
    let text = match text.rsplit_once([' ', 't']) {
        Some((date, clock)) if clock.contains(':') => {
            let midnight = clock.bytes().all(|b| b == b'0' || b == b':' || b == b'.');
            midnight.then_some(date)?
        }
        _ => text,
    };
    let tokens = tokens(text)?;
    let number = |n: u32, most: u32| (1..=most).contains(&n).then_some(n);
    let month_day = |m: u32, d: u32| Some(Day::MonthDay(number(m, 12)?, number(d, 31)?));
    let date = |y: u32, m: u32, d: u32| {
        let year = if y < 100 { 2000 + y } else { y };
        NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, m, d).map(Day::Date)
    };
    use Token::{Mark, Name, Number};
    match *tokens.as_slice() {
        [Number(d, 1..=2)] | [Number(d, 1..=2), Mark('日' | '号' | '號')] if d <= 31 => {
            Some(Day::Alone(d))
        }
        [Number(n, 5)] if SERIALS.contains(&n) => {
            let first = NaiveDate::from_ymd_opt(1899, 12, 30)?;
            first
                .checked_add_days(Days::new(u64::from(n)))
                .map(Day::Serial)
        }
        [Number(n, 8)] => date(n / 10_000, n / 100 % 100, n % 100),
        [Number(m, _), Mark('月'), Number(d, 1..=2)]
        | [
            Number(m, _),
            Mark('月'),
            Number(d, 1..=2),
            Mark('日' | '号' | '號'),
        ] => month_day(m, d),
        [Number(a, 1..=2), Mark(mark), Number(b, 1..=2)] if "/-.".contains(mark) => {
            let fits = number(a, 31).and(number(b, 31)).is_some() && (a <= 12 || b <= 12);
            fits.then_some(Day::Two(a, b, mark == '.'))
        }
        [
            Number(y, 4),
            Mark(one),
            Number(m, 1..=2),
            Mark(two),
            Number(d, 1..=2),
        ] if "/-.年".contains(one) && "/-.月".contains(two) => date(y, m, d),
        [
            Number(y, 2 | 4),
            Mark('年'),
            Number(m, _),
            Mark('月'),
            Number(d, _),
            Mark('日' | '号' | '號'),
        ] => date(y, m, d),
        [
            Number(a, 1..=2),
            Mark(one),
            Number(b, 1..=2),
            Mark(two),
            Number(c, 2 | 4),
        ] if one == two && "/-.".contains(one) => Some(Day::Three(a, b, c)),
        [
            Number(a, 1..=2),
            Mark(one),
            Number(b, 1..=2),
            Mark(two),
            Number(c, 1),
        ] if one == two && "/-.".contains(one) => {
            // A single digit at the end is a day: `26/12/1`.
            Some(Day::Three(a, b, c))
        }
        [Number(d, 1..=2), Name(m)] | [Name(m), Number(d, 1..=2)] => month_day(m, d),
        [Number(d, 1..=2), Mark('-' | '/' | '.'), Name(m)]
        | [Name(m), Mark('-' | '/' | '.'), Number(d, 1..=2)] => month_day(m, d),
        [Number(d, 1..=2), Name(m), Number(y, 2 | 4)]
        | [Name(m), Number(d, 1..=2), Number(y, 4)]
        | [
            Number(d, 1..=2),
            Mark(_),
            Name(m),
            Mark(_),
            Number(y, 2 | 4),
        ] => date(y, m, d),
        _ => None,
    }
}

#[derive(Debug, Clone, Copy)]
enum Token {
    /// A number, and how many digits it has.
    Number(u32, usize),
    /// The name of a month.
    Name(u32),
    Mark(char),
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = |keep: fn(char) -> bool| rest.find(|c| !keep(c)).unwrap_or(rest.len());
        let end = if c.is_ascii_digit() {
            let end = length(|c| c.is_ascii_digit());
            let digits = rest.get(..end)?;
            tokens.push(Token::Number(digits.parse().ok()?, digits.len()));
            end
        } else if c.is_ascii_alphabetic() {
            let end = length(|c| c.is_ascii_alphabetic());
            let word = rest.get(..end)?;
            let ordinal = ["st", "nd", "rd", "th"].contains(&word);
            if !(ordinal && matches!(tokens.last(), Some(Token::Number(..)))) {
                tokens.push(Token::Name(month_named(word)?));
            }
            end
        } else {
            if !c.is_whitespace() {
                tokens.push(Token::Mark(c));
            }
            c.len_utf8()
        };
        rest = rest.get(end..)?;
        // Longer than any date.
        if tokens.len() > 7 {
            return None;
        }
    }
    Some(tokens)
}

/// The number of a month by its English name: `dec`, `sept`, `december`.
pub fn month_named(word: &str) -> Option<u32> {
    let long = word.len() >= 3 && word.is_ascii();
    let short = long.then(|| word.get(..3)).flatten()?.to_lowercase();
    let index = MONTHS.iter().position(|month| *month == short)?;
    let full = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let fits = full.get(index)?.starts_with(&word.to_lowercase());
    (fits).then(|| u32::try_from(index + 1).ok()).flatten()
}
