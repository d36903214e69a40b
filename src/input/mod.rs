//! Reads files into the domain, and says exactly what is wrong with them.

pub mod benchmark;
mod build;
mod cells;
mod days;
mod demand;
mod duties;
mod encoding;
mod error;
pub mod events_file;
mod leave;
mod loose;
mod people;
pub mod policy_file;
pub mod preset;
mod roster_file;
mod roster_header;
pub mod roster_sheet;
mod shape;
pub mod sheet_file;
mod source;
mod steps;
mod syntax;
mod team;
pub mod wages_file;
mod wishes;

pub use build::REST_WORDS;
pub use days::{DaySelector, Specificity, day_words, parse_date};
pub use error::{BenchFlaw, Fault, FaultKind, Flaw, Looks, NameFlaw, Named, Shape};
pub use people::pin;
pub use roster_file::{RosterFile, RosterRow, parse_roster, write_roster};
pub use roster_header::header_date;
pub use shape::{WEIGHT, fault as toml_fault};
pub use source::Source;
pub use steps::sequence;
pub use team::Team;
