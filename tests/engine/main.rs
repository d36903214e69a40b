//! What is found, proven and explained: engines, conflicts, answers, public instances and ordinary shops.

#![allow(clippy::unwrap_used, clippy::panic)]

mod bench;
mod benchmarks;
mod columns;
#[path = "../common/mod.rs"]
mod common;
mod conflict;
mod desk_simulation;
mod engines;
mod explain;
mod leave;
#[path = "../models/mod.rs"]
mod models;
mod shops;
mod staffing;
mod tasks;
