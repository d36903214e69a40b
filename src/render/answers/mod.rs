//! What answers about a published roster show: the hours that lose cover, the cells that change, what that brings, who
//! could stand in. Text and data; nothing here prints.

pub mod chart;
pub mod json;
mod stand_ins;
mod table;

pub use stand_ins::stand_ins;
pub use table::{brings, broken, cell, changes, columns, day, hours, in_words, one_line};

use super::width::pad;
use crate::text::{Fixed, Lang, pick};

/// Columns of the labels at the left, as in the summary of a roster.
const LABEL: usize = 8;

/// Lines with a label in front of the first.
pub fn section(label: Fixed, lines: &[String], lang: Lang) -> String {
    let mut text = String::new();
    for (number, line) in lines.iter().enumerate() {
        let label = if number == 0 { pick(label, lang) } else { "" };
        let line = format!("{}{line}", pad(label, LABEL, false));
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// The first lines of many, and how many there are besides.
fn some(lines: Vec<String>, most: usize, lang: Lang) -> Vec<String> {
    some_and(lines, 0, most, lang)
}

/// The same, where `behind` more are not even among the lines.
fn some_and(mut lines: Vec<String>, behind: usize, most: usize, lang: Lang) -> Vec<String> {
    // The line that says so takes the room of one.
    if lines.len() > most + 1 || behind > 0 {
        let more = lines.len().saturating_sub(most) + behind;
        lines.truncate(most);
        lines.push(match lang {
            Lang::En => format!("… and {more} more"),
            Lang::Zh => format!("……另有 {more} 条"),
        });
    }
    lines
}
