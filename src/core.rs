//! The core of paiban: the month ([`domain`]), the terms that rules make of it ([`model`]), and the [`engine`]s that solve
//! them. It knows no file, no rule and no word; the crate `paiban` shows these modules as its own.

// Made-up models are shared with the tests of the whole, which know the crate by its name.
#[cfg(test)]
extern crate self as paiban;

pub mod domain;
pub mod engine;
pub mod model;
pub mod text;
