//! A published roster, as it is written down: without the team file, and with the clock times of its shifts.

use crate::domain::time::Month;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A month's roster as it is published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    /// The month.
    pub month: Month,
    /// 1, 2, … in the month.
    pub version: u32,
    /// Shift kinds.
    pub shifts: Vec<PublishedShift>,
    /// Rows.
    pub people: Vec<PublishedRow>,
    /// Leave that is granted in the month. Rosters published before leave was written down have none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub leave: Vec<PublishedLeave>,
    /// The name of the team that it is of. Rosters published before that was written down have none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub team: String,
    /// The id of its team file; `None`: it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team_id: Option<String>,
}

impl Publication {
    /// Whether another says the same, whatever the versions are and whoever writes down whose it is.
    pub fn says_the_same(&self, other: &Publication) -> bool {
        (self.month, &self.shifts, &self.people) == (other.month, &other.shifts, &other.people)
            && self.leave == other.leave
    }
}

/// A granted leave, as far as it lies in the month of the roster.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PublishedLeave {
    /// The person's id.
    pub person: String,
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
    /// Id of whoever is named as its cover.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cover: Option<String>,
}

/// A shift kind of a published roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedShift {
    /// As in the cells.
    pub code: String,
    /// Name to print.
    pub name: String,
    /// When it is on duty: first minute and the minute after the last, from midnight of its day.
    pub spans: Vec<(i32, i32)>,
    /// Minutes of breaks in turns; left out: none, or published before they were written down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unpaid: Option<i32>,
    /// Whether it is a night shift, where its times do not say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub night: Option<bool>,
}

/// A person's row of a published roster.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedRow {
    /// The person's id.
    pub id: String,
    /// Name to print.
    pub name: String,
    /// A code for each day of the month, `-` for rest, separated by blanks.
    pub cells: String,
}
