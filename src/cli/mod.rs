//! The command line: the only place that prints, or reads clock and environment.

pub mod message;
pub mod words;
