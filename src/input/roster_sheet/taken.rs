//! What a table was taken for, and what of it was left out: said with every roster that is read out of one.

use super::reading::{Reading, Shape};
use chrono::NaiveDate;

/// What a table was taken for.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Taken {
    /// The file, of several.
    pub file: Option<String>,
    /// The sheets that were read, of a workbook.
    pub sheets: Vec<String>,
    /// Visible sheets that were not.
    pub unread: Vec<String>,
    /// The form.
    pub shape: Shape,
    /// Whether days go down.
    pub turned: bool,
    /// Where the dates are: rows, or columns where it is turned, as Excel names them.
    pub heads: Vec<String>,
    /// Where the names are: columns, or rows.
    pub names: Vec<String>,
    /// Where the people are: rows, or columns.
    pub rows: String,
    /// How many people.
    pub people: usize,
    /// What was left out, or read in a way that has to be said.
    pub left: Vec<Left>,
    /// Whether it is a workbook that `export` wrote, of which it is known what is in it.
    pub ours: bool,
}

/// Something that was left out of a table, or read in a way that has to be said.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub enum Left {
    /// Rows of counts, as Excel names them.
    Counts(String),
    /// Rows that are nobody's, with what stands in the first cell of each.
    Remarks(Vec<(String, String)>),
    /// Columns without a date, with their heads.
    Columns(Vec<(String, String)>),
    /// Rows of weekdays, which were compared with the dates.
    Weekdays(String),
    /// Hidden rows.
    HiddenRows(String),
    /// Hidden columns.
    HiddenColumns(String),
    /// Addresses of cells beneath others that were drawn over them.
    Beneath(Vec<String>),
    /// Areas drawn over several days, which mean the same on all of them.
    Merged(Vec<String>),
    /// Days that do not lie in the month.
    OtherDays {
        /// The first.
        first: NaiveDate,
        /// The last.
        last: NaiveDate,
        /// How many.
        days: usize,
    },
    /// Rows of one person that were put together, with the name.
    Rows(Vec<(String, String)>),
    /// Each day has several columns.
    SeveralColumns {
        /// Their heads.
        heads: Vec<String>,
        /// Heads of those that say nothing of the shift.
        beside: Vec<String>,
    },
    /// Two shifts of a day that were read as the one shift of the team file that has the times of both.
    Both(Vec<(String, String)>),
    /// Names with a note in brackets, which was left out.
    Notes(Vec<String>),
    /// What was read by its times alone, and as which shift.
    ByTimes(Vec<(String, String)>),
    /// So many empty cells were read as rest, or as a shift.
    Empty {
        /// How many.
        cells: usize,
        /// The shift's code; `None`: rest.
        shift: Option<String>,
        /// Whether rest is also marked in other cells.
        marked: bool,
    },
    /// Dates without a year were taken for those of a year.
    Year(i32),
}

impl Taken {
    /// Of what was read.
    pub fn of(readings: &[&Reading], unread: Vec<String>) -> Taken {
        let first = readings.first();
        let mut taken = Taken {
            file: None,
            sheets: readings.iter().filter_map(|r| r.sheet.clone()).collect(),
            unread,
            shape: first.map_or(Shape::Matrix, |r| r.shape),
            turned: first.is_some_and(|r| r.turned),
            heads: first.map_or(Vec::new(), |r| r.heads.clone()),
            names: first.map_or(Vec::new(), |r| r.names.clone()),
            rows: first.map_or(String::new(), |r| r.rows.clone()),
            people: 0,
            left: Vec::new(),
            ours: false,
        };
        let mut people: Vec<_> = readings.iter().flat_map(|r| &r.people).collect();
        people.sort();
        people.dedup();
        taken.people = people.len();
        taken.left = readings.iter().flat_map(|r| r.left.clone()).collect();
        taken
    }
}
