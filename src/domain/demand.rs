//! How many people are needed when.

use super::time::Span;

/// People needed during one stretch of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need {
    /// Skill that counts; `None`: everybody. A post counts who holds it, another skill who has it.
    pub skill: Option<usize>,
    /// When, in minutes from the day's midnight; a multiple of half an hour, at most 24:00.
    pub span: Span,
    /// Never fewer.
    pub least: u32,
    /// Wanted.
    pub want: u32,
    /// Never more.
    pub most: Option<u32>,
}
