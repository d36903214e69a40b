//! What the ledger hands out: statements for the terminal and on paper, and the payroll.
//!
//! Nothing is computed here. Figures are those of [`crate::ledger::statement`]; what is printed adds up to them.

pub mod cases_book;
pub mod caution;
mod content;
mod lines;
pub mod page;
pub mod payroll;
pub mod register;
mod sheet;
pub mod statement;
mod sums;
mod words;

use crate::ledger::assess::Charge;
use crate::ledger::entry::{EntryId, Event, Hash, Payroll, Wage};
use crate::ledger::policy::{Mode, Penalty};
use crate::ledger::records::{Closed, Records};
use crate::ledger::statement::{Line, Statement, What};
use std::collections::HashMap;

/// Everything that a person's statement is made of.
#[derive(Debug, Clone, Copy)]
pub struct Paper<'a> {
    /// What the ledger knows.
    pub records: &'a Records,
    /// The person's month.
    pub statement: &'a Statement<'a>,
    /// What it comes to.
    pub payroll: &'a Payroll,
    /// What the caps were computed with; `None`: nothing, and nothing was capped.
    pub wage: Option<&'a Wage>,
    /// The close of the month; `None`: a preview.
    pub closed: Option<&'a Closed>,
    /// The last entry of the ledger and its hash.
    pub head: (EntryId, Hash),
    /// The person's name.
    pub name: &'a str,
    /// The person's events in full, by their entries, for evidence and orders; those that lack are printed without.
    pub events: &'a HashMap<EntryId, Event>,
}

impl Paper<'_> {
    /// The person's id.
    fn id(&self) -> &str {
        self.records.people().text(self.statement.person)
    }

    /// Whether a line takes something of a kind.
    fn takes(&self, mode: Mode) -> bool {
        let mut lines = self.statement.lines.iter();
        lines.any(|line| takes(line, mode))
    }

    /// The last entry that the figures are computed from.
    fn up_to(&self) -> EntryId {
        self.closed.map_or(self.records.head(), |c| c.closing.up_to)
    }
}

/// The charge of a line that is about an event that counts.
fn charge<'a>(line: &Line<'a>) -> Option<Charge<'a>> {
    match line.what {
        What::Event(charge) => Some(charge),
        _ => None,
    }
}

/// The same of one line, also of one that was remitted; warnings take nothing.
fn takes(line: &Line<'_>, mode: Mode) -> bool {
    let amount = charge(line).is_some_and(|c| matches!(c.penalty, Penalty::Amount(_)));
    let booked = line.before.0 != 0 || line.now.0 != 0;
    line.mode == mode && !matches!(line.what, What::Award(..)) && (amount || booked)
}

/// A text as it may stand in a line: whatever moves the cursor, ends lines or turns the direction of writing around
/// (and so the digits of an amount) is made visible.
fn visible(text: &str) -> String {
    let safe = |c: char| match c {
        '\t' | '\n' | '\r' => ' ',
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        '\u{2028}' | '\u{2029}' => ' ',
        c if c.is_control() => '\u{fffd}',
        c => c,
    };
    text.trim().chars().map(safe).collect()
}

/// The beginning of a hash: enough to compare by eye.
fn short(hash: &Hash) -> String {
    hash.iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_moves_the_cursor() {
        assert_eq!(
            visible(" a\u{1b}[2Jb\r\nc\td\u{202e} "),
            "a\u{fffd}[2Jb  c d\u{fffd}"
        );
        assert_eq!(visible("王芳"), "王芳");
    }

    #[test]
    fn a_hash_is_shortened_to_sixteen_digits() {
        let mut hash = [0xab; 32];
        hash[0] = 1;
        assert_eq!(short(&hash), "01ababababababab");
    }
}
