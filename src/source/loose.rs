//! Texts as people type them. People are found by them too, so that what means the same is said below.

pub use crate::domain::loose::{folded, half_width};
