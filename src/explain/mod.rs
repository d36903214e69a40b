//! Why: what stands in the way of a roster.

pub mod conflict;
