//! Why, and what then: what stands in the way of a roster, and what a leave or another change brings.

pub mod cell;
pub mod changes;
pub mod conflict;
pub mod difference;
pub mod iis;
pub mod leave;
pub mod remedies;

// Made-up models, which the tests of the whole share.
#[cfg(test)]
#[path = "../../tests/models/mod.rs"]
pub(crate) mod models;
