//! Whose ledger it is, and by which clock.

use super::EntryId;
use serde::{Deserialize, Serialize};

/// The team that a ledger belongs to from now on: its team file calls itself so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// The team's name.
    pub team: String,
    /// The id of its team file, empty where that has none; `None`: no team file of this name was at hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team_id: Option<String>,
    /// Why that was written down.
    pub reason: String,
}

/// The clock is behind the last entry, and somebody who may say so means it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockBack {
    /// The entry that was recorded later than those which follow.
    pub last: EntryId,
    /// Why.
    pub reason: String,
}
