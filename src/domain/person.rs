//! The people who are rostered, and what is known of them.

use super::allowance::Counts;
use super::sequence::Step;
use super::who::Called;
use crate::domain::PersonIx;
use crate::text::Text;
use chrono::NaiveDate;

/// A person of the team. Days are counted from the month's first, 0; where they may lie outside of the month they are `i64`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Person {
    /// Number or code, unique in the team.
    pub id: String,
    /// Name to print, unique in the team.
    pub name: String,
    /// What the person was called in earlier rosters: names and ids.
    pub was: Vec<String>,
    /// Indices of skills, ascending.
    pub skills: Vec<usize>,
    /// Seniority: the higher, the more experienced.
    pub rank: i32,
    /// Agreed worked minutes of a full month.
    pub contract: Option<i32>,
    /// First day in the team.
    pub joined: Option<NaiveDate>,
    /// Last day in the team.
    pub left: Option<NaiveDate>,
    /// Protected from night work (pregnant from the 7th month, nursing, minors).
    pub protected: bool,
    /// The only shift kinds that the person works, ascending; `None`: any.
    pub shifts: Option<Vec<usize>>,
    /// Days on which the person cannot work, those on which the team is closed among them, ascending; in the month and
    /// [`super::Problem::AROUND`] it.
    pub unavailable: Vec<i64>,
    /// Fixed cells: a duty, or rest; in the month and as far after it.
    pub pinned: Vec<(i64, Option<Pin>)>,
    /// Wishes for certain days.
    pub wishes: Vec<Wish>,
    /// Wishes for how days follow each other.
    pub habits: Vec<Habit>,
    /// Requests for leave that touch the month, or [`super::Problem::AROUND`] it.
    pub leave: Vec<Leave>,
    /// What the person did on the days right before the month, the last entry the day before.
    /// Empty: not known.
    pub tail: Vec<Option<usize>>,
    /// Whether last month's roster is known and has no row of the person: what came before is not known, but that no
    /// shift of it reaches into the month.
    pub had_no_row: bool,
    /// What fairness carries over from earlier months.
    pub carried: Carried,
}

impl Person {
    /// What the person is called, to be found by.
    pub fn called(&self) -> Called<'_> {
        Called {
            id: &self.id,
            name: &self.name,
            was: &self.was,
        }
    }

    /// Whether leave is granted for this day, also one around the month.
    pub fn on_leave(&self, day: i64) -> bool {
        let mut leave = self.leave.iter();
        leave.any(|l| l.state == LeaveState::Granted && l.has(day))
    }

    /// The kind of leave that is granted for this day, where one is said.
    pub fn leave_kind(&self, day: i64) -> Option<usize> {
        let granted = |l: &&Leave| l.state == LeaveState::Granted && l.has(day);
        self.leave.iter().filter(granted).find_map(|l| l.kind)
    }

    /// Whether the person cannot be asked to work on this day: leave is granted, or the day is
    /// one on which the person is unavailable; also around the month.
    pub fn away(&self, day: i64) -> bool {
        self.on_leave(day) || self.unavailable.binary_search(&day).is_ok()
    }
}

/// What a pinned cell fixes: a shift kind, and possibly the post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pin {
    /// Index of the shift kind.
    pub kind: usize,
    /// Index of the skill that is the post.
    pub post: Option<usize>,
}

/// What a wish is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Want {
    /// Not to work.
    Off,
    /// To work, whatever the shift.
    Work,
    /// To have this shift kind.
    Kind(usize),
    /// Not to have this shift kind.
    NotKind(usize),
}

/// A wish for one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    /// Day of the month, from 0.
    pub day: usize,
    /// What for.
    pub want: Want,
    /// Price of not granting it; `None`: the rule's own weight.
    pub weight: Option<i64>,
}

/// A wish for how days follow each other, all month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Habit {
    /// What for.
    pub want: HabitWant,
    /// Price of each time that it is not so; `None`: the rule's own weight.
    pub weight: Option<i64>,
}

/// What a wish for how days follow each other is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HabitWant {
    /// These days do not follow each other.
    Avoid(Vec<Step>),
    /// Such days come at least and at most so many in a row.
    Run {
        /// Which days.
        of: Step,
        /// Fewest in a row, at least 1.
        shortest: i64,
        /// Most in a row.
        longest: Option<i64>,
    },
}

/// How far a request for leave has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeaveState {
    /// Asked for; granting it is wished.
    Asked,
    /// Granted.
    Granted,
    /// Refused.
    Refused,
}

/// A request for leave. It may begin before the month and end after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leave {
    /// First day; the month's first is 0.
    pub first: i64,
    /// Last day.
    pub last: i64,
    /// How far it has come.
    pub state: LeaveState,
    /// Index of the person who covers.
    pub cover: Option<PersonIx>,
    /// Index of its kind, where one is said.
    pub kind: Option<usize>,
}

impl Leave {
    /// Whether the day is one of it.
    pub fn has(&self, day: i64) -> bool {
        (self.first..=self.last).contains(&day)
    }

    /// Those of its days that lie in a month of so many.
    pub fn days_in(&self, days: usize) -> std::ops::Range<i64> {
        self.first.max(0)..(self.last + 1).min(days as i64)
    }
}

/// A kind of leave: annual leave, sick leave and so on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaveKind {
    /// Short code, as it stands in a roster's cell.
    pub code: String,
    /// Name to print.
    pub name: Text,
    /// Days that everybody may take in a calendar year, where nothing else is said of a person; `None`: no limit.
    pub allowance: Option<i64>,
    /// Which days of a leave count.
    pub counts: Counts,
}

/// By the average of how many people shares are measured at most: in larger groups everybody who is there for a part would
/// stand beside everybody else.
pub const MEASURED: usize = 40;

/// What a person is ahead of (positive) or behind (negative) the team's average from earlier months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Carried {
    /// Worked minutes.
    pub minutes: i64,
    /// Night shifts.
    pub nights: i64,
    /// Worked weekends.
    pub weekends: i64,
    /// Worked statutory holidays.
    pub holidays: i64,
}
