//! What use cases report, in words for readers and as JSON for programs: every way in uses the same. Nothing here prints.

pub mod answers;
pub mod bench;
pub mod cases;
pub mod chart;
pub mod check;
pub mod error;
pub mod explain;
pub mod export;
pub mod fairness;
pub mod import;
pub mod init;
pub mod ledger;
pub mod note;
mod page;
pub mod publish;
pub mod roster;
mod solved;
pub mod staff;
mod table;
pub mod taken;

pub use page::{Look, Page};
pub use solved::progress;

use serde_json::Value;

/// An object as text, with its end of line.
pub fn json(value: &Value) -> String {
    // Numbers, strings and lists only: nothing in it can fail to serialise.
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}

/// A number of things as [`crate::text::many`] counts them.
fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
