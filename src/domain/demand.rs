//! How many people are needed when.

use super::time::Span;
use crate::text::Text;
use chrono::NaiveDate;

/// People needed during one stretch of one day.
///
/// It is there for hours of which something is said, also that nobody is needed. Of other hours nothing is known: whoever
/// is there is neither missed nor too many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need {
    /// Skill that counts; `None`: everybody. A post counts who holds it, another skill who has it.
    pub skill: Option<usize>,
    /// When, in minutes from the day's midnight; a multiple of half an hour, at most 24:00.
    pub span: Span,
    /// Never fewer.
    pub least: u32,
    /// Wanted; 0: nobody.
    pub want: u32,
    /// Never more.
    pub most: Option<u32>,
    /// Only `most` is said: up to it nobody is too many.
    pub open_ended: bool,
    /// Those of `want` that come from lines which add to the day's own.
    pub added: u32,
}

impl Need {
    /// How many of those who are there are more than are wanted.
    pub fn spare(&self, here: i64) -> i64 {
        if self.open_ended {
            return 0;
        }
        (here - i64::from(self.want)).max(0)
    }

    /// Whether another need says the same, at whatever time.
    pub fn says_the_same(&self, other: &Need) -> bool {
        *self
            == Need {
                span: self.span,
                ..*other
            }
    }

    /// Whether it asks for somebody, or allows no more than so many.
    pub fn asks(&self) -> bool {
        self.want > 0 || self.most.is_some()
    }
}

/// A time at which people are needed and no shift is there.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Uncovered {
    /// The skill or post that is needed; `None`: anybody.
    pub skill: Option<Text>,
    /// When, in minutes from the day's midnight.
    pub span: Span,
    /// The first such day.
    pub first: NaiveDate,
    /// On how many days of the month.
    pub days: usize,
}

impl Uncovered {
    /// Whether another one is the same, right after it.
    pub(super) fn goes_on_with(&self, next: &Uncovered) -> bool {
        let same = (&self.skill, self.first, self.days) == (&next.skill, next.first, next.days);
        same && self.span.end == next.span.start
    }
}
