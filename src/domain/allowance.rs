//! Leave of a kind in a calendar year: what somebody may take, what is granted of it and what is asked for.

use crate::domain::PersonIx;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Which days of a leave count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Counts {
    /// Every day on which the team is not closed.
    #[default]
    Days,
    /// The calendar's working days on which it is not closed.
    Workdays,
    /// Every day.
    Calendar,
}

impl Counts {
    /// Their names in a team file.
    pub const NAMES: [(&'static str, Counts); 3] = [
        ("days", Counts::Days),
        ("workdays", Counts::Workdays),
        ("calendar", Counts::Calendar),
    ];

    /// Whether a day counts that is a working day of the calendar or not, and closed or not.
    pub fn has(self, workday: bool, closed: bool) -> bool {
        match self {
            Counts::Days => !closed,
            Counts::Workdays => workday && !closed,
            Counts::Calendar => true,
        }
    }
}

/// A person's leave of one kind in one calendar year, by the whole team file: of other months too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaveYear {
    /// Whose.
    pub person: PersonIx,
    /// Index of the kind of leave.
    pub kind: usize,
    /// The year.
    pub year: i32,
    /// Days that the person may take in it; `None`: as many as are granted.
    pub allowance: Option<i64>,
    /// The days that are granted and count.
    pub granted: BTreeSet<NaiveDate>,
    /// The days that are asked for, count, and are not granted.
    pub asked: BTreeSet<NaiveDate>,
}

impl LeaveYear {
    /// Days that are granted.
    pub fn taken(&self) -> i64 {
        self.granted.len() as i64
    }

    /// Days that are left; below zero: so many too many are granted.
    pub fn left(&self) -> Option<i64> {
        self.allowance.map(|allowance| allowance - self.taken())
    }
}
