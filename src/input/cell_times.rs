//! Times of day within a cell of a roster, as people write them beside a shift's name or alone: `白班 09:00-17:30`,
//! `9:00~12:00`, `22:00-次日06:00`, `7:00 AM - 4:00 PM`, `0900-1730`, `9点至18点`.

use crate::domain::ShiftKind;
use crate::domain::time::{DAY, Span};
use crate::source::loose::half_width;

/// Times in a cell, and what stands there besides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Times {
    /// The stretches, in minutes from midnight; never empty.
    pub spans: Vec<Span>,
    /// The rest of the text.
    pub rest: String,
    /// Whether it is no more than two hours without minutes, `9-18`, which may be something else.
    pub bare: bool,
}

impl Times {
    /// Whether a shift has these times: as a whole or with its breaks.
    pub fn are_of(&self, kind: &ShiftKind) -> bool {
        let (first, last) = (self.spans.first(), self.spans.last());
        let whole =
            first.map(|s| s.start) == Some(kind.start()) && last.map(|s| s.end) == Some(kind.end());
        whole && (self.spans.len() == 1 || self.spans == kind.segments)
    }
}

/// A shift's times as a team file has them: `09:00-12:00 13:00-18:00`, `22:00-06:00`.
pub fn shown(kind: &ShiftKind) -> String {
    let spans = kind.segments.iter().map(Span::to_string);
    spans.collect::<Vec<_>>().join(" ")
}

/// The times in a text; `None` where there are none.
pub fn times(text: &str) -> Option<Times> {
    let text = half_width(text).to_lowercase();
    let chars: Vec<char> = text.chars().collect();
    let mut spans: Vec<Span> = Vec::new();
    let mut rest = String::new();
    let mut bare = false;
    let mut at = 0;
    while at < chars.len() {
        // A number begins where no other goes on.
        let begins = at == 0 || !matches!(chars[at - 1], '0'..='9' | ':' | '.');
        match begins.then(|| stretch(&chars, at)).flatten() {
            Some(found) => {
                let mut span = found.span;
                // The second part of a split shift may lie behind midnight too.
                if spans.last().is_some_and(|last| last.end > span.start) {
                    span = span.later(DAY);
                }
                spans.push(span);
                bare |= found.bare;
                at = found.end;
                rest.push(' ');
            }
            None => {
                rest.push(chars[at]);
                at += 1;
            }
        }
    }
    let signs = |c: char| c.is_whitespace() || "()[]{}【】,;、:+&".contains(c);
    let rest = rest.trim_matches(signs).to_owned();
    let rest = rest.split_whitespace().collect::<Vec<_>>().join(" ");
    // Hours alone are times only where nothing else stands there.
    let some = !spans.is_empty() && (!bare || rest.is_empty());
    some.then_some(Times { spans, rest, bare })
}

struct Stretch {
    span: Span,
    end: usize,
    bare: bool,
}

/// A time, a sign between, a time.
fn stretch(chars: &[char], at: usize) -> Option<Stretch> {
    let from = moment(chars, at)?;
    let at = blanks(chars, from.end);
    let signs = ["--", "-", "~", "～", "〜", "至", "到", "to"];
    let at = signs.iter().find_map(|sign| word(chars, at, sign))?;
    let (at, before) = next_day(chars, blanks(chars, at));
    let to = moment(chars, at)?;
    let (end, behind) = next_day(chars, to.end);
    let start = from.minutes;
    let mut stop = to.minutes;
    if stop <= start || ((before || behind) && stop < DAY) {
        stop += DAY;
    }
    // Both written alike: `9-18:00` is a number and a time.
    let same = from.form == to.form || (from.form != Form::Hour && to.form != Form::Hour);
    let fits = same && start < DAY && stop <= 2 * DAY;
    fits.then_some(Stretch {
        span: Span { start, end: stop },
        end,
        bare: from.form == Form::Hour,
    })
}

fn blanks(chars: &[char], at: usize) -> usize {
    let blank = chars.get(at..).unwrap_or(&[]).iter();
    at + blank.take_while(|c| c.is_whitespace()).count()
}

/// Where a word that stands here ends.
fn word(chars: &[char], at: usize, word: &str) -> Option<usize> {
    let length = word.chars().count();
    let there = chars.get(at..at + length)?;
    there
        .iter()
        .copied()
        .eq(word.chars())
        .then_some(at + length)
}

/// Behind a word for the next day, where one stands here, and whether it does.
fn next_day(chars: &[char], at: usize) -> (usize, bool) {
    let signs = [
        "(+1)",
        "+1",
        "(次日)",
        "次日",
        "翌日",
        "第二天",
        "明",
        "隔日",
    ];
    let found = signs
        .iter()
        .find_map(|sign| word(chars, blanks(chars, at), sign));
    found.map_or((at, false), |end| (blanks(chars, end), true))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// With minutes, or a word for the hour.
    Clock,
    /// `0900`.
    Digits,
    /// `9`.
    Hour,
}

struct Moment {
    minutes: i32,
    end: usize,
    form: Form,
}

fn moment(chars: &[char], at: usize) -> Option<Moment> {
    let digits = |at: usize| {
        let there = chars.get(at..).unwrap_or(&[]).iter();
        let there: String = there.take_while(|c| c.is_ascii_digit()).collect();
        (!there.is_empty() && there.len() <= 4).then_some(there)
    };
    let first = digits(at)?;
    let mut end = at + first.len();
    let number: i32 = first.parse().ok()?;
    let (mut hours, mut minutes, mut form) = (number, 0, Form::Hour);
    if first.len() > 2 {
        (hours, minutes, form) = (number / 100, number % 100, Form::Digits);
    } else if let Some(sign) = chars.get(end).filter(|c| ":点時时h".contains(**c)) {
        let behind = digits(end + 1).filter(|d| d.len() == 2);
        match behind {
            Some(digits) => {
                minutes = digits.parse().ok()?;
                end += 3;
                end = word(chars, end, "分").unwrap_or(end);
                // Seconds, which spreadsheets add.
                end = word(chars, end, ":00").unwrap_or(end);
            }
            None if *sign == ':' => return None,
            None => {
                end += 1;
                if let Some(half) = word(chars, end, "半") {
                    (minutes, end) = (30, half);
                }
            }
        }
        form = Form::Clock;
    }
    let at = blanks(chars, end);
    let noon = ["am", "a.m.", "pm", "p.m."];
    let half = noon
        .iter()
        .find_map(|sign| Some((*sign, word(chars, at, sign)?)));
    if let Some((sign, behind)) = half {
        if !(1..=12).contains(&hours) {
            return None;
        }
        hours = hours % 12 + if sign.starts_with('p') { 12 } else { 0 };
        (end, form) = (behind, Form::Clock);
    }
    let fits = minutes < 60 && hours * 60 + minutes <= DAY;
    fits.then_some(Moment {
        minutes: hours * 60 + minutes,
        end,
        form,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let Some(times) = times(text) else {
            return "-".to_owned();
        };
        let spans = times.spans.iter();
        let spans = spans.map(Span::to_string).collect::<Vec<_>>().join(" ");
        format!("{} | {spans}", times.rest)
    }

    #[test]
    fn times_are_read_as_people_write_them() {
        for (text, wanted) in [
            ("白班 09:00-17:30", "白班 | 09:00-17:30"),
            ("白班09:00-17:30", "白班 | 09:00-17:30"),
            ("白班（9：00—17：30）", "白班 | 09:00-17:30"),
            ("A班 9:00~12:00", "a班 | 09:00-12:00"),
            ("9:00-18:00", " | 09:00-18:00"),
            ("7:00 AM - 4:00 PM", " | 07:00-16:00"),
            ("12:00 am-8 am", " | 00:00-08:00"),
            ("晚班 22:00-次日06:00", "晚班 | 22:00-06:00"),
            ("22:00-06:00(+1)", " | 22:00-06:00"),
            ("0900-1730", " | 09:00-17:30"),
            ("9点至18点", " | 09:00-18:00"),
            ("9点半到18点", " | 09:30-18:00"),
            ("09:00-12:00,13:00-18:00", " | 09:00-12:00 13:00-18:00"),
            ("17:00-24:00", " | 17:00-24:00"),
            ("9-18", " | 09:00-18:00"),
            ("D 9-18", "-"),
            ("2026-12-01", "-"),
            ("12/1", "-"),
            ("D", "-"),
            ("9:00", "-"),
            ("", "-"),
        ] {
            assert_eq!(read(text), wanted, "{text}");
        }
    }
}
