//! Charts: what is on the pages, that nothing lies over anything else, and what the files are.
//!
//! `tests/fixtures/charts/KIND.svg` is what the small team's chart looks like; `UPDATE_GOLDEN=1` writes it. Look at it
//! before you commit it.

mod cli;
mod files;
mod layout;
mod teams;
