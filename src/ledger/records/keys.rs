//! Names with numbers, and what entries are found by.

use crate::ledger::entry::{Deed, EntryId};
use crate::ledger::moment::Moment;
use chrono::NaiveDate;
use std::collections::HashMap;

/// What a store keeps beside an entry's text, to find it by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FactKeys<'a> {
    /// The person of an event or case.
    pub person: Option<&'a str>,
    /// The category of an event, the kind of a case.
    pub category: Option<&'a str>,
    /// When it happened, in seconds since 1970 in UTC.
    pub at: Option<i64>,
    /// The day on the shop's wall, as `YYYYMMDD`.
    pub day: Option<i32>,
    /// The entry it is about.
    pub of: Option<EntryId>,
}

impl<'a> FactKeys<'a> {
    /// The keys of a deed.
    pub fn of(deed: &'a Deed) -> FactKeys<'a> {
        let keys = deed.keys();
        FactKeys {
            person: keys.person,
            category: keys.category,
            at: keys.at.map(Moment::seconds),
            day: keys.at.map(|at| day_number(at.date())),
            of: keys.of,
        }
    }
}

/// A day as a number that sorts and reads well: `YYYYMMDD`.
pub fn day_number(day: NaiveDate) -> i32 {
    use chrono::Datelike;
    // Two-digit months and days, and years far below 200,000.
    day.year() * 10_000 + (day.month() * 100 + day.day()) as i32
}

/// Texts with numbers, in the order in which they came.
#[derive(Debug, Clone, Default)]
pub struct Names {
    texts: Vec<String>,
    numbers: HashMap<String, u32>,
}

impl Names {
    /// The number of a text; a new one where it is new.
    pub fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        // Four thousand million different names do not fit into memory.
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.texts.push(text.to_owned());
        self.numbers.insert(text.to_owned(), number);
        number
    }

    /// The number of a text that is known.
    pub fn find(&self, text: &str) -> Option<u32> {
        self.numbers.get(text).copied()
    }

    /// The text of a number.
    pub fn text(&self, number: u32) -> &str {
        self.texts.get(number as usize).map_or("", String::as_str)
    }

    /// All, by number.
    pub fn all(&self) -> &[String] {
        &self.texts
    }
}
