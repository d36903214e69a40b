//! What can be wrong with a table that should hold a month's roster, as data; `messages` has the words.

use chrono::NaiveDate;

/// What is wrong with a table of a roster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RosterFlaw {
    /// Neither a row nor a column has dates.
    NoDates {
        /// A head that names a weekday and no date, where there is one.
        weekday: Option<String>,
    },
    /// There is no sheet of this name.
    NoSheet {
        /// The name.
        name: String,
        /// Those there are.
        known: Vec<String>,
    },
    /// A title or the sheet's name speaks of another month.
    OtherMonth {
        /// What stands there.
        text: String,
        /// The month that is asked for.
        wanted: String,
    },
    /// A weekday that is not that of its date.
    Weekday {
        /// What stands there.
        text: String,
        /// The date.
        date: NaiveDate,
    },
    /// Days are numbered from 0.
    DayZero,
    /// A column for a day that the month does not have, with something in it.
    NoSuchDay {
        /// What stands in its head.
        text: String,
        /// The month.
        month: String,
    },
    /// A column without a date has shifts in it.
    Undated,
    /// Each day has several columns.
    SeveralColumns {
        /// How many.
        columns: usize,
        /// Their heads.
        heads: Vec<String>,
    },
    /// Days of the month that the table does not have.
    MissingDays {
        /// Its first day.
        first: NaiveDate,
        /// Its last.
        last: NaiveDate,
        /// The days.
        missing: Vec<String>,
    },
    /// Somebody has a row for some of the days only.
    NoRow {
        /// Who.
        person: String,
        /// The days for which there is none.
        days: Vec<String>,
    },
    /// Somebody has two different shifts on a day.
    TwoShifts {
        /// Who.
        person: String,
        /// When.
        date: NaiveDate,
        /// What stands in the one cell, and in the other.
        cells: [String; 2],
        /// Where the other is.
        other: String,
    },
    /// Empty cells may mean work or rest.
    Empty {
        /// How many are empty.
        empty: usize,
        /// How many say rest or leave.
        free: usize,
        /// How many say a shift.
        shifts: usize,
    },
    /// What empty cells should mean is neither rest nor a shift.
    EmptyMeans {
        /// What was given.
        text: String,
        /// Codes of shifts.
        known: Vec<String>,
    },
    /// Two sheets hold different rosters of the month.
    SheetsDiffer {
        /// The sheets.
        sheets: [String; 2],
        /// Cells that differ.
        cells: usize,
    },
    /// Name and number in a row are those of two people.
    NameAndId {
        /// The name, and the number.
        said: [String; 2],
        /// Who has the number.
        owner: String,
    },
    /// Several people are called so.
    SeveralPeople {
        /// The name.
        name: String,
        /// Their ids.
        ids: Vec<String>,
    },
    /// A number without the zeros that an id or a code begins with.
    LeadingZero {
        /// The number.
        text: String,
        /// What it may have been.
        meant: String,
        /// Whose id it is; `None`: it is the code of a shift.
        person: Option<String>,
    },
    /// The times beside a shift's name are not those of the shift.
    TimesDiffer {
        /// What stands in the cell.
        text: String,
        /// The shift's code.
        code: String,
        /// Its times in the team file.
        times: String,
    },
    /// No shift has these times.
    NoShiftAt {
        /// What stands in the cell.
        text: String,
        /// Shifts with their times.
        known: Vec<String>,
    },
    /// What stands in the cell fits several shifts.
    SeveralShifts {
        /// What stands there.
        text: String,
        /// Their codes.
        codes: Vec<String>,
    },
    /// Leave that the team file does not grant.
    Leaves {
        /// The stretches, in the order of people and days.
        leaves: Vec<LeaveFound>,
    },
}

/// Days in a row on which somebody has the same word for leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaveFound {
    /// Who, as the team file names them.
    pub person: String,
    /// The word.
    pub word: String,
    /// The team's own kind of leave, where the word is one.
    pub kind: Option<String>,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}
