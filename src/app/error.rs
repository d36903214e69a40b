//! Why a request could not be met, as data; `report` has the words.

use super::files::kind::Kind as FileKind;
use super::staff::NotStaffed;
use crate::domain::time::Month;
use crate::engine::EngineError;
use crate::input::Fault;
use crate::input::roster_sheet::CellFault;
use crate::input::sheet_file::{RowFault, SheetFault};
use crate::ledger::error::LedgerError;
use crate::ledger::moment::MomentError;
use crate::ledger::money::MoneyError;
use crate::text::Text;
use chrono::NaiveDate;
use std::path::{Path, PathBuf};

/// Why a request could not be met. Nothing was written, unless the report says otherwise.
#[derive(Debug, thiserror::Error, serde::Serialize)]
pub enum AppError {
    /// A file is at fault.
    #[error("{0}")]
    Input(#[from] Fault),
    /// A table is at fault, and was taken neither as a whole nor in part.
    #[error("the table {file} was not taken")]
    Table {
        /// Its name.
        file: String,
        /// What is wrong with it.
        flaw: TableFlaw,
    },
    /// The ledger refuses, or cannot be used.
    #[error("{place}: {error}")]
    Ledger {
        /// Why.
        error: Box<LedgerError>,
        /// Where it lies, without any password.
        place: String,
    },
    /// What was asked cannot be answered as it was asked.
    #[error("{file}: {refusal:?}")]
    Refused {
        /// Why.
        refusal: Box<Refusal>,
        /// The file it was asked of.
        file: PathBuf,
    },
    /// The request is wrong in itself.
    #[error("{0:?}")]
    Request(Box<BadRequest>),
    /// The program is wrong.
    #[error("{0:?}")]
    Internal(Defect),
}

/// What is wrong with a table.
#[derive(Debug, serde::Serialize)]
pub enum TableFlaw {
    /// It cannot be read.
    Sheet(SheetFault),
    /// Cells of a roster are wrong.
    Cells(Vec<CellFault>),
    /// Rows are wrong.
    Rows(Vec<RowFault>),
    /// The ledger does not take rows, by their numbers.
    Refused(Vec<(usize, RowRefusal)>),
    /// Rows are wrong, and others the ledger does not take.
    Both(Vec<RowFault>, Vec<(usize, RowRefusal)>),
}

/// Why the ledger does not take a row.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub enum RowRefusal {
    /// It refuses the event.
    Ledger(LedgerError),
    /// An entry says the same already.
    Entry(i64),
    /// A row above says the same.
    Row(usize),
}

/// Why a question about a roster cannot be answered as it was asked.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub enum Refusal {
    /// Nobody is called so.
    UnknownPerson {
        /// The name.
        name: String,
        /// Everybody's id and name.
        team: Vec<(String, String)>,
    },
    /// Several are called so.
    SeveralPeople {
        /// The name.
        name: String,
        /// Their ids and names.
        people: Vec<(String, String)>,
    },
    /// Somebody would swap with themselves.
    SamePerson(String),
    /// Somebody would stand in for themselves.
    OwnStandIn(String),
    /// Somebody has no shift on the days of the leave that could be taken over.
    NothingToTakeOver(String),
    /// There is no plan with this number for the month, but so many.
    NoPlan(usize, Month, usize),
    /// So many numbers of plans were given for a leave in these months.
    PlansOfMonths(usize, Vec<Month>),
    /// A stretch of days ends before it begins.
    Backward(NaiveDate, NaiveDate),
    /// A leave of so many days; at most so many are answered.
    TooLong(i64, i64),
    /// Days that are over.
    Over {
        /// First of them.
        from: NaiveDate,
        /// Last of them.
        to: NaiveDate,
        /// What day it is.
        today: NaiveDate,
    },
    /// No roster of the month is published or saved.
    NothingPublished {
        /// The team file.
        team: PathBuf,
        /// The month.
        month: Month,
        /// Whether there is a ledger.
        ledger: bool,
    },
    /// Somebody is not in the team on a day.
    NotInTeam {
        /// Who.
        name: String,
        /// First day in the team.
        joined: Option<NaiveDate>,
        /// Last day in the team.
        left: Option<NaiveDate>,
        /// The day.
        day: NaiveDate,
    },
    /// Leave is granted for some of the days.
    Overlap {
        /// Whose.
        name: String,
        /// First day of that leave.
        from: NaiveDate,
        /// Last day of it.
        to: NaiveDate,
    },
    /// Another version was published meanwhile.
    Superseded(Month, u32),
    /// The team file was saved meanwhile.
    ChangedMeanwhile,
    /// The team file could not be read with a section more.
    CannotAppend {
        /// What would be wrong with the file, where it is the file.
        fault: Option<Fault>,
        /// The section.
        block: String,
    },
    /// Two days of a swap lie in different months.
    TwoMonths(NaiveDate, NaiveDate),
    /// Not a cell that is fixed, such as `A03=2026-12-08=D`.
    BadPin(String),
    /// Not an absence, such as `A03=2026-12-08..2026-12-10`.
    BadAbsence(String),
    /// A cell is fixed to a shift that there is not.
    PinCode {
        /// The code.
        code: String,
        /// Those that there are.
        known: Vec<String>,
    },
    /// A day outside the month.
    Outside(NaiveDate, Month),
    /// What is only supposed cannot be published.
    OnlySupposed,
    /// No kind of leave is called so.
    UnknownLeaveKind {
        /// The word.
        name: String,
        /// The names that there are.
        known: Vec<String>,
    },
    /// A roster has a shift that the team file has not.
    UnknownShift {
        /// The code.
        code: String,
        /// In whose row.
        person: String,
        /// Of which day.
        date: NaiveDate,
        /// Those that there are.
        known: Vec<String>,
    },
    /// Nobody of a roster is in the team.
    NobodyInCommon(Month),
    /// The roster to go on with does not come before the month.
    NotBefore {
        /// Its month.
        found: Month,
        /// The month to be rostered.
        wanted: Month,
    },
    /// There is no roster of the month before.
    NothingToRepeat {
        /// The month before.
        before: Month,
        /// The month to be rostered.
        month: Month,
    },
}

/// Why a roster cannot be used.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub enum Unread {
    /// The file is at fault.
    Fault(Fault),
    /// It does not fit the team of today.
    Refused(Box<Refusal>, PathBuf),
}

impl From<Fault> for Unread {
    fn from(fault: Fault) -> Unread {
        Unread::Fault(fault)
    }
}

/// What is wrong with a request.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub enum BadRequest {
    /// A file is there, and may not be overwritten.
    Exists(PathBuf, InsteadOf),
    /// Another kind of file is in the way, which is never overwritten.
    OtherKind {
        /// Where.
        path: PathBuf,
        /// What is there.
        there: FileKind,
        /// What was to be written.
        written: FileKind,
    },
    /// A name does not say which format is wanted.
    NoFormat(PathBuf),
    /// A name says another format than the one that is asked for.
    OtherEnding {
        /// The name.
        path: PathBuf,
        /// The format.
        format: String,
        /// How names of this format end; `None`: it is a folder of files.
        wanted: Option<String>,
    },
    /// A month has no such week; it has so many.
    NoWeek(Month, u32, usize),
    /// Not a day of the roster, which goes from the one date to the other.
    NoDay(String, NaiveDate, NaiveDate),
    /// An option belongs to another kind of chart.
    OtherChart {
        /// The option.
        option: &'static str,
        /// The kind that has it.
        kind: &'static str,
    },
    /// An export of this format is always of everybody.
    WholeTeam(&'static str),
    /// A date that does not lie in the month.
    NotInMonth(NaiveDate, Month),
    /// A shift that there is not; those that there are.
    NoShift(String, Vec<String>),
    /// A rule that there is not.
    NoRule(String),
    /// There are no rosters of earlier months in this folder.
    NoRosters(PathBuf),
    /// Team file and roster are exchanged.
    Exchanged {
        /// What was given as the team file.
        team: PathBuf,
        /// What was given as the roster.
        roster: PathBuf,
    },
    /// Nobody says who they are.
    NoActor,
    /// Not a time of the shop.
    BadTime(String, MomentError),
    /// Not a time zone.
    BadZone(String),
    /// Not an amount of money.
    BadAmount(String, MoneyError),
    /// Not a length of time.
    BadTook(String),
    /// Not a kind of entry.
    NoKind(String),
    /// Two rows of the wages are of the same person.
    SameWage(String, String),
    /// The month is not closed.
    NotClosed(Month),
    /// A workbook whose name does not say that it is one.
    NoWorkbook(PathBuf),
    /// A user without a name.
    NoUserName,
    /// A new password was typed in two ways.
    PasswordsDiffer,
    /// Neither a preset of a policy nor a file.
    NoPreset(String),
    /// Not a hash.
    BadHash(String),
    /// Nothing is said about a case.
    NothingSaid,
    /// Contacts cannot be made into people.
    NotStaffed(NotStaffed),
}

/// What can be done where a file is in the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub enum InsteadOf {
    /// Another place, or overwriting it.
    Place,
    /// Another name, or overwriting it.
    Name,
    /// Another folder, or overwriting it.
    Folder,
    /// Another name only.
    NameOnly,
}

/// What is wrong with the program.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub enum Defect {
    /// An engine says so.
    Engine(EngineError),
    /// An engine ended without an answer.
    EngineGone,
    /// An engine and the checks disagree on a roster.
    Disagreement {
        /// What the checks say that it costs.
        cost: i64,
        /// What the engine says.
        claimed: i64,
        /// Hard rules that it breaks.
        broken: Vec<Text>,
    },
    /// A plan breaks a hard rule.
    Plan(Text),
    /// With the leave in the team file the new roster breaks a hard rule.
    Grant(Text),
    /// A workbook cannot be made.
    Workbook(String),
    /// A chart cannot be drawn.
    Chart(String),
    /// A thread broke down.
    Thread,
}

impl AppError {
    /// A request that is wrong in itself.
    pub fn request(bad: BadRequest) -> AppError {
        AppError::Request(Box::new(bad))
    }

    /// A question that cannot be answered as it was asked of a file.
    pub fn refused(file: &Path, refusal: Refusal) -> AppError {
        AppError::Refused {
            refusal: Box::new(refusal),
            file: file.to_owned(),
        }
    }

    /// A table that cannot be taken.
    pub fn table(file: &str, flaw: TableFlaw) -> AppError {
        AppError::Table {
            file: file.to_owned(),
            flaw,
        }
    }

    /// Says of a refusal of the ledger where that lies, if it is not said yet.
    #[must_use]
    pub fn at(self, shown: impl FnOnce() -> String) -> AppError {
        match self {
            AppError::Ledger { error, place } if place.is_empty() => AppError::Ledger {
                error,
                place: shown(),
            },
            other => other,
        }
    }
}

impl From<LedgerError> for AppError {
    fn from(error: LedgerError) -> AppError {
        AppError::Ledger {
            error: Box::new(error),
            place: String::new(),
        }
    }
}

impl From<EngineError> for AppError {
    fn from(error: EngineError) -> AppError {
        AppError::Internal(Defect::Engine(error))
    }
}

impl From<Defect> for AppError {
    fn from(defect: Defect) -> AppError {
        AppError::Internal(defect)
    }
}

impl From<Unread> for AppError {
    fn from(unread: Unread) -> AppError {
        match unread {
            Unread::Fault(fault) => AppError::Input(fault),
            Unread::Refused(refusal, file) => AppError::Refused { refusal, file },
        }
    }
}
