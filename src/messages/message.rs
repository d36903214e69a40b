//! A fault as a person sees it: what, where, why, and what to do.

use super::{Words, words};
use crate::input::Fault;
use crate::text::{Fixed, Lang, pick};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use anstyle::{AnsiColor, Style};
use std::fmt::Write;
use std::ops::Range;

const ERROR: Fixed = ("error: ", "错误：");
const WHY: Fixed = ("why: ", "原因：");
const DO: Fixed = ("do: ", "怎么办：");

/// Width that long source lines, such as rosters, are cut to.
const WIDTH: usize = 100;

/// The whole message, without a line end.
pub fn render(fault: &Fault, lang: Lang, color: bool) -> String {
    drawn(&words(fault), &place(fault, color), lang, color)
}

/// The same for what has no line that could be shown: where it is wrong is said by a name alone.
pub fn refusal(words: &Words, place: &str, lang: Lang, color: bool) -> String {
    let group = Group::with_level(Level::ERROR).element(Origin::path(place));
    drawn(words, &renderer(color).render(&[group]), lang, color)
}

fn drawn(words: &Words, place: &str, lang: Lang, color: bool) -> String {
    let red = AnsiColor::BrightRed.on_default().bold();
    let bold = Style::new().bold();
    let mut message = String::new();
    let mut line = |label: Fixed, style: Style, text: &str| {
        let label = styled(pick(label, lang), style, color);
        // Writing to a String cannot fail.
        let _ = writeln!(message, "{label}{}", one_line(text));
    };
    line(ERROR, red, words.what.get(lang));
    line(WHY, bold, words.why.get(lang));
    line(DO, bold, words.fix.get(lang));
    let (title, advice) = message.split_once('\n').unwrap_or((&message, ""));
    format!("{title}\n{place}\n{}", advice.trim_end())
}

fn renderer(color: bool) -> Renderer {
    if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    }
    .term_width(WIDTH)
}

fn styled(text: &str, style: Style, color: bool) -> String {
    if color {
        format!("{style}{text}{style:#}")
    } else {
        text.to_owned()
    }
}

/// Names come from files: nothing in them may move the cursor, begin a line, or turn the direction of writing around
/// (and so the digits of an amount).
pub fn one_line(text: &str) -> String {
    let safe = |c: char| match c {
        '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        c if c.is_control() => '\u{fffd}',
        c => c,
    };
    text.chars().map(safe).collect()
}

/// The place: file, line and column, and the line itself with the spot underlined.
fn place(fault: &Fault, color: bool) -> String {
    let group = Group::with_level(Level::ERROR);
    let group = match (&fault.text, &fault.span) {
        (Some(source), Some(span)) => {
            let (first, line) = line_of(&source.text, span.start);
            let (number, _) = source.place(span.start);
            let span = inside(line, first, span);
            group.element(
                Snippet::source(line)
                    .line_start(number)
                    .path(fault.file.as_str())
                    .annotation(AnnotationKind::Primary.span(span)),
            )
        }
        _ => group.element(Origin::path(fault.file.as_str())),
    };
    renderer(color).render(&[group])
}

/// The line that a byte lies in, and where the line begins.
fn line_of(text: &str, at: usize) -> (usize, &str) {
    let at = floor(text, at);
    let first = text[..at].rfind('\n').map_or(0, |i| i + 1);
    let line = text[first..].split('\n').next().unwrap_or("");
    (first, line.trim_end_matches('\r'))
}

/// The part of a span that lies in its first line, on the boundaries of characters.
fn inside(line: &str, first: usize, span: &Range<usize>) -> Range<usize> {
    let start = floor(line, span.start.saturating_sub(first));
    let end = floor(line, span.end.saturating_sub(first)).max(start);
    start..end
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
