//! The discipline ledger: events in, fines and awards out, nothing lost.
//!
//! 1. [`entry`] is what is written down: deeds in a chain of hashes, only ever added. [`store`] keeps them.
//! 2. [`policy`] is what breaches bring and clean months earn: data, read by [`policy_file`], adopted
//!    into the ledger with the day it holds from.
//! 3. [`records`] are entries in memory; [`assess`] computes what events come to, [`statement`] what a month comes to
//!    for each person. All are pure functions of the entries up to a number.
//!    [`ties`] says which of several events of the same second comes first.
//!    [`took`] is how long something took.
//! 4. [`close`] freezes a month by adding an entry; what is found later becomes an adjustment of a later month.
//! 5. [`verify`] reads everything again, follows the chain and repeats every close.
//! 6. [`desk`] is what may be written down, and by whom; [`book`] is an open ledger.
//! 7. [`proof`] says who acts, [`duty`] who was on duty at a time, [`absence`] who answers for a shift of somebody on leave, [`cases`] follows complaints and bad reviews up.

pub mod absence;
pub mod assess;
pub mod book;
pub mod cases;
pub mod close;
pub mod desk;
pub mod duty;
pub mod entry;
pub mod error;
pub mod moment;
pub mod payments;
pub mod policy;
pub mod policy_file;
pub mod preset;
pub mod proof;
pub mod records;
pub mod statement;
pub mod store;
pub mod ties;
pub mod took;
pub mod verify;

pub use crate::domain::money;
