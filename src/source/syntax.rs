//! What is wrong where the TOML reader gave up: its English sentences become facts again, and the
//! place becomes the one where a person has to type.

use super::header_date;
use super::{FaultKind, Flaw};
use std::ops::Range;

/// Punctuation of the Chinese keyboard, and what belongs there.
const FULL_WIDTH: [(char, char); 14] = [
    ('“', '"'),
    ('”', '"'),
    ('‘', '\''),
    ('’', '\''),
    ('＂', '"'),
    ('＝', '='),
    ('，', ','),
    ('、', ','),
    ('【', '['),
    ('】', ']'),
    ('［', '['),
    ('］', ']'),
    ('｛', '{'),
    ('｝', '}'),
];

/// The fault behind a message of the TOML reader, and its place.
pub fn flaw(text: &str, span: Range<usize>, message: &str) -> (FaultKind, Range<usize>) {
    let syntax = |flaw, span| (FaultKind::Syntax { flaw }, span);
    let at = boundary(text, span.start);
    let line = line_around(text, at);
    if line.start == 0 && is_table_row(&text[line.clone()]) {
        return syntax(Flaw::Table, line);
    }
    if let Some(c) = text[at..].chars().next().filter(|c| is_invisible(*c)) {
        return syntax(Flaw::Invisible, at..at + c.len_utf8());
    }
    if let Some((found, wanted, place)) = full_width(text, line.clone()) {
        return syntax(Flaw::FullWidth { found, wanted }, place);
    }
    if let Some((bracket, place)) = left_open(text, at, message) {
        return syntax(Flaw::OpenBracket { bracket }, place..place + 1);
    }
    if is_about_value(message) {
        return value(text, span, line);
    }
    let rest = at..line.end;
    let words = || text[rest.clone()].trim().to_owned();
    match message {
        m if m.starts_with("missing escaped value") || m.contains("unicode") => {
            syntax(Flaw::Backslash, at.saturating_sub(1)..at)
        }
        m if m.contains("basic string") || m.contains("literal string") => {
            syntax(Flaw::OpenText, open_quote(text, at)..line.end)
        }
        m if m.starts_with("unclosed table") || m.starts_with("unclosed array table") => {
            syntax(Flaw::OpenHeader, line)
        }
        m if m.starts_with("key with no value") => {
            let text = text[line.clone()].trim().to_owned();
            syntax(Flaw::NoEquals { text }, line)
        }
        m if m.starts_with("missing value") => syntax(Flaw::NoValue, span),
        m if m.starts_with("missing comma") => syntax(Flaw::NoComma, span),
        m if m.starts_with("extra comma") => syntax(Flaw::ExtraComma, span),
        m if m.starts_with("unexpected key or value") => {
            syntax(Flaw::AfterValue { text: words() }, rest)
        }
        m if m.starts_with("invalid unquoted key") => {
            let place = token(text, at, line);
            let text = text[place.clone()].to_owned();
            syntax(Flaw::BadKey { text }, place)
        }
        m => syntax(
            Flaw::Other {
                detail: m.to_owned(),
            },
            span,
        ),
    }
}

/// The nearest place at or before `at` where a character begins.
fn boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Control characters, and the blanks and marks of no width that web pages are full of.
fn is_invisible(c: char) -> bool {
    let control = c.is_control() && !c.is_whitespace();
    control
        || matches!(
            c,
            '\u{a0}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
        )
}

fn is_about_value(message: &str) -> bool {
    let starts = [
        "string values must be quoted",
        "invalid boolean",
        "invalid date",
        "invalid time",
        "invalid integer",
        "invalid float",
        "invalid hexadecimal",
        "invalid octal",
        "invalid binary",
        "invalid mantissa",
        "invalid exponent",
        "invalid offset",
        "unexpected leading zero",
        "unexpected sign",
        "redundant",
    ];
    starts.iter().any(|s| message.starts_with(s))
}

/// A value that is neither text nor number nor date, seen as a whole.
fn value(text: &str, span: Range<usize>, line: Range<usize>) -> (FaultKind, Range<usize>) {
    let place = token(text, boundary(text, span.start), line);
    let word = &text[place.clone()];
    let text = word.to_owned();
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let number = |b: u8| b.is_ascii_digit() || b"._".contains(&b);
    let syntax = |flaw| FaultKind::Syntax { flaw };
    let kind = if word.is_empty() {
        syntax(Flaw::NoValue)
    } else if is_date_shaped(word) || header_date(word, false).is_some() {
        FaultKind::BadDate { text }
    } else if digits > 0 && word.trim_start_matches(['+', '-']).bytes().all(number) {
        syntax(Flaw::BadNumber { text })
    } else {
        syntax(Flaw::Unquoted { text })
    };
    (kind, place)
}

/// All that stands between the marks of TOML around a place.
fn token(text: &str, at: usize, line: Range<usize>) -> Range<usize> {
    let marks = [',', '[', ']', '{', '}', '=', '#', '"'];
    let at = at.clamp(line.start, line.end);
    let start = text[line.start..at]
        .rfind(marks)
        .map_or(line.start, |i| line.start + i + 1);
    let end = text[at..line.end].find(marks).map_or(line.end, |i| at + i);
    let word = &text[start..end];
    let start = start + word.len() - word.trim_start().len();
    start..start + word.trim().len()
}

/// Shaped like `2026-02-30`, whether or not there is such a day.
pub fn is_date_shaped(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(i, b)| match i {
            4 | 7 => b == b'-',
            _ => b.is_ascii_digit(),
        })
}

/// The line that `at` lies in, without its end.
fn line_around(text: &str, at: usize) -> Range<usize> {
    let at = boundary(text, at);
    let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    let end = text[at..].find('\n').map_or(text.len(), |i| at + i);
    let end = start + text[start..end].trim_end_matches('\r').len();
    start..end.max(start)
}

fn is_table_row(line: &str) -> bool {
    !line.contains('=') && line.matches([',', ';', '\t']).count() >= 2
}

/// Full-width punctuation on a line, outside of closed texts and comments.
fn full_width(text: &str, line: Range<usize>) -> Option<(char, char, Range<usize>)> {
    let mut open: Option<char> = None;
    let mut inside = None;
    for (i, c) in text[line.clone()].char_indices() {
        let place = line.start + i..line.start + i + c.len_utf8();
        let hit = FULL_WIDTH.iter().find(|(found, _)| *found == c);
        match (open, c) {
            (None, '#') => return None,
            (None, '"' | '\'') => (open, inside) = (Some(c), None),
            (Some(quote), c) if c == quote => open = None,
            (None, _) => {
                if let Some((found, wanted)) = hit {
                    return Some((*found, *wanted, place));
                }
            }
            // Only where the text is never closed is this what was meant to close it.
            (Some(quote), _) => {
                if let Some((found, wanted)) = hit.filter(|(_, wanted)| *wanted == quote) {
                    inside = inside.or(Some((*found, *wanted, place)));
                }
            }
        }
    }
    inside.filter(|_| open.is_some())
}

/// A bracket that was still open where the reader stumbled over a new line's key or header, over the
/// other kind of bracket, or over the end of the file.
fn left_open(text: &str, at: usize, message: &str) -> Option<(char, usize)> {
    let line = &text[line_around(text, at)];
    let new_key = line.split_once('=').is_some_and(|(key, _)| {
        let key = key.trim();
        !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    });
    let new_section = line.trim_start().starts_with('[') && line.trim_end().ends_with(']');
    let end = message.starts_with("unclosed array,") || message.starts_with("unclosed inline");
    let (bracket, place) = open_bracket(text, at)?;
    let earlier = text[place..at].contains('\n');
    let other = match bracket {
        '[' => text[at..].starts_with('}'),
        _ => text[at..].starts_with(']'),
    };
    (end || other || (earlier && (new_key || new_section))).then_some((bracket, place))
}

/// The innermost bracket that is open at `at`, texts and comments aside.
fn open_bracket(text: &str, at: usize) -> Option<(char, usize)> {
    let mut stack: Vec<(char, usize)> = Vec::new();
    let mut quote: Option<char> = None;
    let mut comment = false;
    for (i, c) in text[..at].char_indices() {
        match (quote, c) {
            (_, '\n') => (quote, comment) = (None, false),
            _ if comment => {}
            (Some(q), c) if c == q => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '#') => comment = true,
            (None, '[' | '{') => stack.push((c, i)),
            (None, ']' | '}') => drop(stack.pop()),
            _ => {}
        }
    }
    stack.pop()
}

/// Where the text that is open at `at` began.
fn open_quote(text: &str, at: usize) -> usize {
    let line = line_around(text, at);
    let mut open: Option<(char, usize)> = None;
    for (i, c) in text[line.clone()].char_indices() {
        match open {
            Some((quote, _)) if quote == c => open = None,
            None if c == '"' || c == '\'' => open = Some((c, line.start + i)),
            _ => {}
        }
    }
    open.map_or(at.min(line.end), |(_, place)| place)
}
