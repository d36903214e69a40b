//! Words of a team file that name nobody of the month, or no shift. No mistake by itself: people come and go, and a rule
//! may stand there before they do. But who wrote it may think that it does something.

use super::Source;
use serde::Serialize;
use std::ops::Range;

/// A word that names nobody, or no shift.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Idle {
    /// The file.
    pub file: String,
    /// The line in it, from 1.
    pub line: usize,
    /// The section in which it stands: a rule's name, `duty`, `demand`, `shift`.
    pub section: String,
    /// The word; of `who` and `except` together none.
    pub word: String,
    /// What it is without.
    pub lacks: Lacks,
}

/// What a word is without.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lacks {
    /// Nobody has the skill.
    People,
    /// No shift is of the group.
    Shifts,
    /// `except` leaves out everybody whom `who` names.
    Rest,
}

impl Source {
    /// A word at a place of this text.
    pub fn idle(&self, at: Range<usize>, section: &str, word: &str, lacks: Lacks) -> Idle {
        Idle {
            file: self.name.clone(),
            line: self.place(at.start).0,
            section: section.to_owned(),
            word: word.to_owned(),
            lacks,
        }
    }
}
