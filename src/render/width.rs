//! Columns that line up when some characters are twice as wide.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns that a text takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// The text, filled with blanks to `columns`; on the left when `right` aligned.
pub fn pad(text: &str, columns: usize, right: bool) -> String {
    let blanks = " ".repeat(columns.saturating_sub(width(text)));
    if right {
        format!("{blanks}{text}")
    } else {
        format!("{text}{blanks}")
    }
}

/// The text, cut to `columns` with an ellipsis.
pub fn fit(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut cut = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > columns {
            break;
        }
        cut.push(c);
    }
    cut.push('…');
    cut
}

/// A line in lines of so many columns, broken between words, those after the first indented like it. Chinese may be
/// broken between two characters, but for punctuation that belongs to one of them. What is longer than a line stays
/// whole: a path, and a row of a table, whose cells would no longer stand below each other.
pub fn wrapped(line: &str, columns: usize) -> Vec<String> {
    let indent = line.len() - line.trim_start_matches(' ').len();
    let words = &line[indent..];
    if shown(line) <= columns || words.contains("  ") || is_setting(words) || columns < 20 {
        return vec![line.to_owned()];
    }
    let lead = " ".repeat(indent.min(columns / 3));
    let mut lines = vec![line[..indent].to_owned()];
    let mut used = indent;
    for piece in pieces(words) {
        let bare = piece.trim_end();
        let (wide, first) = (shown(bare), used <= lead.len().max(indent));
        if used + wide > columns && !first {
            lines.push(lead.clone());
            used = lead.len();
        }
        if let Some(last) = lines.last_mut() {
            last.push_str(piece);
        }
        used += shown(piece);
    }
    lines
        .iter()
        .map(|line| line.trim_end().to_owned())
        .collect()
}

/// Whether it is a line for a team file, or of JSON, to be taken over as it is.
fn is_setting(words: &str) -> bool {
    let key = |c: char| c.is_ascii_lowercase() || c == '-';
    let rest = words.trim_start_matches(key);
    words.starts_with(['[', ']', '{', '}', '"'])
        || rest.len() < words.len() && rest.starts_with(" = ")
}

/// Columns of a text without what only colours it.
fn shown(text: &str) -> usize {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().map_or(0, width);
    let rest = parts.map(|part| width(part.split_once('m').map_or("", |(_, rest)| rest)));
    first + rest.sum::<usize>()
}

/// A text in pieces between which a line may be broken, blanks at their ends.
fn pieces(text: &str) -> Vec<&str> {
    const CLOSING: &str = "，。、；：！？）】》」』”’…％%,.;:!?)]}";
    const OPENING: &str = "（【《「『“‘([{";
    let wide = |c: char| c.width() == Some(2);
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        let Some(&(_, next)) = chars.peek() else {
            break;
        };
        let between = (wide(c) || wide(next)) && next != ' ';
        let held = CLOSING.contains(next) || OPENING.contains(c);
        if c == ' ' && next != ' ' || c != ' ' && between && !held {
            pieces.push(&text[start..end]);
            start = end;
        }
    }
    pieces.push(&text[start..]);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words() {
        let cases: [(&str, &[&str]); 7] = [
            ("short", &["short"]),
            (
                "  nobody is there from 00:00 to 01:00",
                &["  nobody is there", "  from 00:00 to", "  01:00"],
            ),
            (
                "王芳 12-05 请假，却排了晚班。",
                &["王芳 12-05 请假，却", "排了晚班。"],
            ),
            (
                "一二三四五六七八九十（十一）",
                &["一二三四五六七八九十", "（十一）"],
            ),
            (
                "a  table of  columns that is wide",
                &["a  table of  columns that is wide"],
            ),
            (
                "person = \"somebody\" and more",
                &["person = \"somebody\" and more"],
            ),
            (
                "see /a/very/long/path/that/is/one here",
                &["see", "/a/very/long/path/that/is/one", "here"],
            ),
        ];
        for (text, wanted) in cases {
            let lines = wrapped(text, 20);
            assert_eq!(lines, wanted, "{text}");
        }
        let colored = "\u{1b}[1mone two\u{1b}[0m three four";
        assert_eq!(wrapped(colored, 20).len(), 1);
    }
}
