//! Lines for readers: what was asked for, and on the side what is worth knowing besides.

use crate::messages::message::one_line;
use crate::text::{Fixed, Lang, Text, pick};

/// How a page may look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Its language.
    pub lang: Lang,
    /// Whether colours are seen.
    pub color: bool,
    /// Columns; `None`: any number.
    pub columns: Option<usize>,
}

impl Look {
    /// Plain text of any width.
    pub fn plain(lang: Lang) -> Look {
        Look {
            lang,
            color: false,
            columns: None,
        }
    }
}

/// A page of text. Nothing in names can move the cursor or begin a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its language.
    pub lang: Lang,
    /// What was asked for.
    pub text: String,
    /// What is worth knowing besides.
    pub side: String,
}

impl Page {
    /// An empty page.
    pub fn new(lang: Lang) -> Page {
        Page {
            lang,
            text: String::new(),
            side: String::new(),
        }
    }

    /// Words in the page's language.
    pub fn t(&self, words: Fixed) -> &'static str {
        pick(words, self.lang)
    }

    /// Adds a line, or several.
    pub fn say(&mut self, line: &Text) {
        self.line(line.get(self.lang));
    }

    /// Adds lines that are in the page's language already.
    pub fn line(&mut self, lines: &str) {
        push(&mut self.text, lines);
    }

    /// Adds text as it is, with its colours and ends of lines.
    pub fn raw(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds lines on the side.
    pub fn note(&mut self, line: &Text) {
        push(&mut self.side, line.get(self.lang));
    }
}

fn push(text: &mut String, lines: &str) {
    for line in lines.strip_suffix('\n').unwrap_or(lines).split('\n') {
        text.push_str(&one_line(line));
        text.push('\n');
    }
}
