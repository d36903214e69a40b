//! paiban rosters customer-service teams.
//!
//! A team file and a month become a [`domain::Problem`] and a [`rules::RuleBook`]; every rule lowers
//! itself into a [`model::Model`] of a few kinds of terms; an [`engine`] finds a roster and a bound;
//! every rule then checks the roster on clock time. The command line is in [`cli`], and only there
//! is anything printed, or a clock read.

// Made-up models are shared with the tests of the whole, which know the crate by its name.
#[cfg(test)]
extern crate self as paiban;

pub mod cli;
pub mod domain;
pub mod engine;
pub mod explain;
pub mod input;
pub mod model;
pub mod render;
pub mod rules;
pub mod text;
pub mod verify;
