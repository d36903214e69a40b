//! Lines and words of a benchmark file, with their places for messages.

use crate::input::{BenchFlaw, Fault, FaultKind, Named, Source};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A piece of a file's text: a line, or a field of it.
#[derive(Debug, Clone, Copy)]
pub struct Piece<'a> {
    source: &'a Arc<Source>,
    /// The text, without blanks around it.
    pub text: &'a str,
    start: usize,
}

/// The lines of a file that are neither empty nor a comment.
pub fn lines(source: &Arc<Source>) -> Vec<Piece<'_>> {
    let whole = Piece {
        source,
        text: &source.text,
        start: 0,
    };
    let said = |p: &Piece<'_>| !p.text.is_empty() && !p.text.starts_with('#');
    whole.split(|c| c == '\n').filter(said).collect()
}

impl<'a> Piece<'a> {
    /// The parts between separators, blanks around them dropped.
    pub fn split(self, separator: impl Fn(char) -> bool + 'a) -> impl Iterator<Item = Piece<'a>> {
        let parts = self.text.split(separator);
        parts.map(move |part| {
            let text = part.trim();
            // Both are parts of the same text, so that the distance is a place in it.
            let inside = text.as_ptr() as usize - self.text.as_ptr() as usize;
            Piece {
                text,
                start: self.start + inside,
                ..self
            }
        })
    }

    /// The words between blanks, commas and brackets.
    pub fn words(self) -> Vec<Piece<'a>> {
        let between = |c: char| c.is_whitespace() || [',', '(', ')'].contains(&c);
        self.split(between).filter(|p| !p.text.is_empty()).collect()
    }

    /// Exactly so many fields between commas; `form` says which.
    pub fn fields<const N: usize>(self, form: &'static str) -> Result<[Piece<'a>; N], Fault> {
        let fields: Vec<Piece<'a>> = self.split(|c| c == ',').collect();
        fields.try_into().map_err(|_| self.not(form))
    }

    /// A fault at this place.
    pub fn fault(self, kind: FaultKind) -> Fault {
        let span = self.start..self.start + self.text.len();
        self.source.fault(Some(span), kind)
    }

    /// A fault: what stands here does not have the form.
    pub fn not(self, form: &'static str) -> Fault {
        self.fault(BenchFlaw::Form { form }.into())
    }

    /// A whole number between two bounds.
    pub fn number(self, least: i64, most: i64) -> Result<i64, Fault> {
        let text = self.text.to_owned();
        let value: i64 = (self.text.parse()).map_err(|_| {
            let text = text.clone();
            self.fault(BenchFlaw::Number { text }.into())
        })?;
        if (least..=most).contains(&value) {
            return Ok(value);
        }
        Err(self.fault(FaultKind::OutOfRange {
            value: text,
            least: least.to_string(),
            most: most.to_string(),
        }))
    }

    /// A day from 0.
    pub fn day(self, days: usize) -> Result<usize, Fault> {
        let last = days.saturating_sub(1) as i64;
        Ok(usize::try_from(self.number(0, last)?).unwrap_or(0))
    }

    /// Which of some names this is.
    pub fn index_in<'n>(
        self,
        what: Named,
        names: impl Iterator<Item = &'n str> + Clone,
    ) -> Result<usize, Fault> {
        let found = names.clone().position(|name| name == self.text);
        found.ok_or_else(|| {
            let flaw = BenchFlaw::Unknown {
                what,
                name: self.text.to_owned(),
                known: names.map(str::to_owned).collect(),
            };
            self.fault(flaw.into())
        })
    }

    /// A name that has not been there before.
    pub fn new_name(self, what: Named, seen: &mut BTreeSet<String>) -> Result<String, Fault> {
        let name = self.text.to_owned();
        if name.is_empty() {
            let flaw = crate::input::NameFlaw::Empty;
            return Err(self.fault(FaultKind::BadName { what, name, flaw }));
        }
        if !seen.insert(name.clone()) {
            return Err(self.fault(BenchFlaw::Twice { name }.into()));
        }
        Ok(name)
    }
}
