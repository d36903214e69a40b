//! Sequences of days in a person's row: night, rest, night.

use crate::text::Text;

/// What a day may be: one of some shifts, or rest where that is among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Indices of shift kinds, ascending.
    pub kinds: Vec<usize>,
    /// Whether a day without a shift is one of them.
    pub rest: bool,
    /// In words.
    pub name: Text,
}

impl Step {
    /// Whether a day with a shift of this kind, or with none, is one of them.
    pub fn holds(&self, kind: Option<usize>) -> bool {
        kind.map_or(self.rest, |kind| self.kinds.binary_search(&kind).is_ok())
    }

    /// Days on end in words: `night shift – rest – night shift`.
    pub fn names(steps: &[Step]) -> Text {
        let words = |of: fn(&Text) -> &str| {
            let words: Vec<&str> = steps.iter().map(|s| of(&s.name)).collect();
            words.join(" – ")
        };
        Text::new(words(|t| &t.en), words(|t| &t.zh))
    }
}
