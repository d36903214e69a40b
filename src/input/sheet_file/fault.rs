//! Everything that can be wrong with a table, as data. `messages::sheet` turns it into sentences.

use crate::input::Fault;
use crate::ledger::moment::MomentError;
use crate::ledger::money::MoneyError;
use crate::text::Text;

/// Why a file is no table at all.
#[derive(Debug, Clone, PartialEq, thiserror::Error, serde::Serialize)]
pub enum SheetFault {
    /// The file cannot be read, or is no text.
    #[error(transparent)]
    File(#[from] Fault),
    /// It is a workbook that cannot be read.
    #[error("{file}: {flaw}")]
    Workbook {
        /// The file's name as the user gave it.
        file: String,
        /// What is wrong with it.
        flaw: WorkbookFlaw,
    },
}

/// Why a workbook cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, serde::Serialize)]
pub enum WorkbookFlaw {
    /// The older format (`.xls`), or one that is protected by a password: from outside they are the same.
    #[error("an older workbook, or one with a password")]
    Compound,
    /// A spreadsheet of LibreOffice and others (`.ods`).
    #[error("an OpenDocument spreadsheet")]
    OpenDocument,
    /// Something else that is an archive, or a workbook that is damaged.
    #[error("no workbook that can be read: {detail}")]
    Damaged {
        /// What the reader says.
        detail: String,
    },
}

/// Something wrong in a table, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, serde::Serialize)]
#[error("row {row}, column `{column}`, cell `{cell}`: {kind}")]
pub struct RowFault {
    /// The row's number as Excel shows it; 0: the table as a whole.
    pub row: usize,
    /// The column's heading as the file has it, or its letter where it has none; empty: the row as a whole.
    pub column: String,
    /// The cell's text; empty where there is none.
    pub cell: String,
    /// What is wrong.
    pub kind: RowFaultKind,
}

/// What is wrong in a table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, serde::Serialize)]
#[allow(missing_docs)] // each variant says it in its message
pub enum RowFaultKind {
    // Headings
    #[error("nothing in the table")]
    EmptyTable,
    #[error("no rows below the headings")]
    NoRows,
    #[error("unknown heading")]
    UnknownHeading {
        /// One name for each column that there can be.
        names: Vec<Text>,
        /// All names.
        known: Vec<String>,
    },
    #[error("means the same as `{first}`")]
    DuplicateHeading { first: String },
    #[error("no heading above it")]
    NoHeading,
    #[error("no column of dates or times")]
    NoTimes,
    #[error("no column `{name}`")]
    MissingHeading { name: Text },

    // Cells
    #[error("empty")]
    Empty,
    #[error("a formula that has failed")]
    FormulaError,
    #[error("a formula that was not calculated")]
    NotCalculated,
    #[error("a number with more digits than Excel keeps")]
    Rounded,
    #[error("{0}")]
    Moment(MomentError),
    #[error("not a date")]
    NotADate,
    #[error("not a time of day")]
    NotAClock,
    #[error("a date without a time of day")]
    NoClock,
    #[error("a time of day without a date")]
    NoDate,
    #[error("Excel's number for {meant}")]
    SerialNumber { meant: String },
    #[error("has the date {found}, and the column of dates has {wanted}")]
    DatesDiffer { found: String, wanted: String },
    #[error("a date or a time of a workbook, where something else is wanted")]
    ATime,
    #[error("not a length of time")]
    NotTook,
    #[error("not a whole number from 0 on")]
    NotWhole,
    #[error("{0}")]
    Money(MoneyError),
    #[error("less than nothing")]
    Negative,
    #[error("row {first} has another number for the same time")]
    OtherNumber { first: usize },
    #[error("a number for the day, where other rows have times of it")]
    DayAndTimes,
    #[error("row {first} is about the same person")]
    Double { first: usize },
}
