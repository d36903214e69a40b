//! Reads files into the domain, and says exactly what is wrong with them.

pub mod benchmark;
mod beside;
mod build;
mod calendar_file;
mod cell_times;
pub mod cell_words;
mod cells;
mod demand;
mod demand_table;
mod earned;
pub mod events_file;
mod folder;
mod idle;
pub mod kept;
mod leave;
mod leave_kinds;
mod leave_years;
mod people;
mod people_table;
pub mod preset;
mod recover;
mod roster_file;
mod roster_header;
pub mod roster_sheet;
pub mod sheet_file;
pub mod staffing;
mod table;
mod table_words;
mod tasks;
mod team;
mod varied;
pub mod volumes_file;
mod volumes_time;
pub mod wages_file;
mod wishes;

pub use crate::ledger::policy_file;
pub use crate::source::days::{DaySelector, Specificity, day_words, parse_date};
pub use crate::source::free::{REST_WORDS, USUAL_LEAVE, is_free, is_rest, leave_kind, says_leave};
pub use crate::source::shape::{WEIGHT, fault as toml_fault};
pub use crate::source::steps::sequence;
pub use crate::source::{
    BenchFlaw, Fault, FaultKind, Flaw, Idle, Lacks, LeaveFound, Looks, NameFlaw, Named, RosterFlaw,
    Shape, Source, header_date, pin,
};
pub use demand::Dropped;
pub use folder::{ROSTER_FILE, month_folder};
pub use roster_file::{RosterFile, RosterRow, parse_roster, write_roster};
pub use team::Team;
