//! Pictures of a roster as text or data; nothing here prints.

pub mod answers;
mod cells;
pub mod chart;
mod document;
pub mod explain;
pub mod export;
pub mod json;
pub mod ledger;
mod letters;
pub mod markdown;
pub mod pattern;
pub mod summary;
pub mod table;
mod totals;
mod width;

pub use width::{fit, pad, width, wrapped};
