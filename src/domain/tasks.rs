//! Tasks: what somebody on shift does on certain days at a certain time, beside serving customers.
//!
//! A team file calls them fixed duties, `[[duty]]`; in code a duty is what a cell of the roster holds.

use crate::text::Text;

/// When a task is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// At this minute of the day, by one person.
    Clock(i32),
    /// As the first thing on shift, by everybody who has one.
    First,
    /// As the last thing on shift, by everybody who has one.
    Last,
}

/// A task, as a section `[[duty]]` of the team file says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Name to print.
    pub name: Text,
    /// When it is done.
    pub when: When,
    /// On which days of the month, ascending.
    pub days: Vec<usize>,
    /// Skill that it takes. A post takes who holds it, another skill who has it.
    pub skill: Option<usize>,
    /// How long it takes.
    pub minutes: i32,
}
