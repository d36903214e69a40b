//! The program as people use it: every command, its pages and files, and the README.

#![allow(clippy::unwrap_used, clippy::panic)]

mod answers;
mod bench;
mod case_fields;
mod cases;
mod charts;
mod explain;
mod exports;
mod fair_shares;
mod figures;
mod holidays;
mod interrupt;
mod kept_tables;
mod ledger;
mod ledger_owner;
mod ledger_rename;
mod ledger_said;
mod ledger_users;
mod ledger_views;
mod library;
mod names;
mod newcomer;
mod next_month;
mod notes;
mod overwrite;
mod presets;
mod readme;
mod roster;
mod shell;
mod shop;
mod staff;
mod tables;
