//! What the ledger's use cases report: one vocabulary, whoever says it.

pub mod add;
pub mod close;
pub mod describe;
mod effect;
pub mod feed;
pub mod import;
pub mod init;
pub mod list;
pub mod owner;
pub mod payment;
pub mod policy;
pub mod remark;
pub mod rename;
pub mod show;
pub mod statement;
pub mod status;
pub mod user;
pub mod verify;
pub mod who;

/// Bytes in hexadecimal.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
