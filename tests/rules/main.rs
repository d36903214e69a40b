//! What teams say: the rules, their cards and parameters, the files, and how the program is put together.

#![allow(clippy::unwrap_used, clippy::panic)]

mod architecture;
mod borders;
mod cards;
#[path = "../common/mod.rs"]
mod common;
mod demand;
mod errors;
mod leave_years;
mod mutated_commands;
mod mutated_tables;
mod mutations;
mod params;
mod random_teams;
mod roster_files;
mod rules;
mod source;
