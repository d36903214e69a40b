//! Somebody is called otherwise now, as it is written down.

use serde::{Deserialize, Serialize};

/// Somebody whom the ledger knows by one id has another from now on: what stands under the first is theirs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rename {
    /// The id that entries have so far.
    pub from: String,
    /// The id that the person has now.
    pub to: String,
    /// Why.
    pub reason: String,
}
