//! Reads files into the domain, and says exactly what is wrong with them.

mod build;
mod days;
mod demand;
mod error;
mod people;
pub mod preset;
mod roster_file;
mod shape;
mod source;
mod team;

pub use days::{DaySelector, Specificity, parse_date};
pub use error::{Fault, FaultKind, Named};
pub use people::pin;
pub use roster_file::{RosterFile, RosterRow, parse_roster, write_roster};
pub use shape::fault as toml_fault;
pub use source::Source;
pub use team::Team;
