//! Why, and what then: what stands in the way of a roster, and what a leave or another change brings.

pub mod cell;
pub mod changes;
pub mod conflict;
pub mod iis;
pub mod leave;
pub mod remedies;
