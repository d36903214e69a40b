//! What SQLite's errors mean for a ledger.

use super::{StoreError, file};
use sqlx::Error;
use std::path::Path;

// https://www.sqlite.org/rescode.html: the lower eight bits are the kind, the others say more.
const ERROR: i32 = 1;
const PERM: i32 = 3;
const BUSY: i32 = 5;
const LOCKED: i32 = 6;
const READONLY: i32 = 8;
const READONLY_DBMOVED: i32 = READONLY | 4 << 8;
const IOERR: i32 = 10;
const IOERR_SHORT_READ: i32 = IOERR | 2 << 8;
const IOERR_DATA: i32 = IOERR | 32 << 8;
const IOERR_CORRUPTFS: i32 = IOERR | 33 << 8;
const IOERR_IN_PAGE: i32 = IOERR | 34 << 8;
const CORRUPT: i32 = 11;
const FULL: i32 = 13;
const CANTOPEN: i32 = 14;
const AUTH: i32 = 23;
const NOTADB: i32 = 26;

/// What an error of the database at a path means.
pub(super) fn fault(path: &Path, error: &Error) -> StoreError {
    match error {
        Error::Database(inner) => {
            let code = inner.code().and_then(|code| code.parse().ok());
            coded(path, code.unwrap_or(ERROR), inner.message())
        }
        Error::ColumnDecode { .. } | Error::Decode(_) | Error::RowNotFound => {
            StoreError::Damaged(error.to_string())
        }
        _ => StoreError::Database(error.to_string()),
    }
}

fn coded(path: &Path, code: i32, message: &str) -> StoreError {
    match (code & 0xff, code) {
        (BUSY | LOCKED, _) => StoreError::Busy,
        (FULL, _) => StoreError::Full,
        (_, IOERR_SHORT_READ | IOERR_DATA | IOERR_CORRUPTFS | IOERR_IN_PAGE) | (CORRUPT, _) => {
            StoreError::Damaged(message.to_owned())
        }
        (IOERR, _) if file::is_full(path) => StoreError::Full,
        (_, READONLY_DBMOVED) => StoreError::Database("the file was moved or removed".to_owned()),
        (READONLY, _) => StoreError::ReadOnly,
        (CANTOPEN, _) => file::unopened(path),
        (PERM | AUTH, _) => StoreError::Denied,
        (NOTADB, _) => StoreError::NotALedger("the file is not a SQLite database".to_owned()),
        // What this program asks for is in every ledger.
        (ERROR, _) if message.starts_with("no such") => StoreError::Damaged(message.to_owned()),
        _ => StoreError::Database(format!("{message} (SQLite, {code})")),
    }
}
