//! Files as places and faults, before anything is known of what they say: what rules, the ledger and readers of files share.
//!
//! | file | what |
//! |---|---|
//! | `file.rs`, `encoding.rs` | a file's text and name |
//! | `error.rs`, `policy_flaw.rs`, `roster_flaw.rs` | everything that can be wrong with an input, as data; `messages` has the words |
//! | `shape.rs`, `syntax.rs` | TOML as sections and keys, each with its place; what is wrong with it |
//! | `days.rs`, `day_names.rs`, `date_line.rs`, `date_text.rs`, `header_date.rs`, `values.rs` | selectors of days and their names; lines of dates as tables write them, one date alone; numbers within limits |
//! | `csv.rs` | tables as CSV, and texts that spreadsheets would take for formulas |
//! | `free.rs`, `pin.rs`, `steps.rs`, `loose.rs` | what a code in a cell means; sequences of days; texts that mean the same |
//! | `idle.rs` | words that name nobody, or no shift |

pub mod csv;
pub mod date_line;
mod date_text;
mod day_names;
pub mod days;
pub mod encoding;
mod error;
mod file;
pub mod free;
mod header_date;
mod idle;
pub mod loose;
mod pin;
mod policy_flaw;
mod roster_flaw;
pub mod shape;
pub mod steps;
pub mod syntax;
mod values;

pub use date_text::month_named;
pub use day_names::DayNames;
pub use days::{DaySelector, parse_date};
pub use error::{BenchFlaw, Fault, FaultKind, Flaw, Looks, NameFlaw, Named, Shape};
pub use file::Source;
pub use header_date::header_date;
pub use idle::{Idle, Lacks};
pub use pin::{kind, pin};
pub use policy_flaw::{Part, PolicyFlaw};
pub use roster_flaw::{LeaveFound, RosterFlaw};
pub use shape::{WEIGHT, fault as toml_fault};
pub use steps::sequence;
pub use values::{date, selector, some, whole};

/// A text of a file with its place.
pub type Word = toml::Spanned<String>;
