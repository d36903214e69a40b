//! The discipline ledger: what it comes to, the laws that hold, its stores, its papers, and what goes wrong.

#![allow(clippy::unwrap_used, clippy::panic)]

mod assess;
mod at_once;
mod faults;
mod files;
mod laws;
mod order;
mod paper;
mod policies;
mod postgres;
mod store;
mod stores;

/// Where this program is started again as a writer: see `store/writer.rs`.
#[test]
fn writer_process() {
    store::writer::work();
}
