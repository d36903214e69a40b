//! Demand against presence, half-hour by half-hour.

use crate::domain::Need;
use crate::domain::time::{SLOT, Span};
use crate::rules::Facts;

/// A half-hour of demand, and how many are there.
#[derive(Debug, Clone, Copy)]
pub struct Slot<'a> {
    /// What is wanted.
    pub need: &'a Need,
    /// The day.
    pub day: usize,
    /// When, in minutes from the day's midnight.
    pub span: Span,
    /// How many who count are present during all of it.
    pub here: i64,
}

impl Slot<'_> {
    /// How many more are there than are wanted; negative where people are missing.
    pub fn spare(&self) -> i64 {
        let missing = (i64::from(self.need.want) - self.here).max(0);
        self.need.spare(self.here) - missing
    }
}

/// Every half-hour of demand. The first ones are left out where it is not known who still works from the evening
/// before the month.
pub fn slots<'a>(facts: &Facts<'a>) -> Vec<Slot<'a>> {
    let mut slots = Vec::new();
    for count in facts.headcounts() {
        let Ok(day) = usize::try_from(count.day) else {
            continue;
        };
        if day >= facts.problem.days() {
            // The next month's first hours: its own table has them.
            continue;
        }
        for start in (count.span.start..count.span.end).step_by(SLOT as usize) {
            let end = start + SLOT;
            slots.push(Slot {
                need: count.need,
                day,
                span: Span { start, end },
                here: count.here,
            });
        }
    }
    slots
}
