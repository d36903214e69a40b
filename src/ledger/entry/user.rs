//! Who may use the ledger, as it is written down.

use crate::ledger::policy::Role;
use crate::ledger::proof::Hashed;
use serde::{Deserialize, Serialize};

/// Who may use the ledger. What a later entry on the same name says takes the place of all that was said before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// Name.
    pub name: String,
    /// Role; `None`: may no longer.
    pub role: Option<Role>,
    /// The login of the operating system, or of the database, that proves it; ledgers of earlier versions have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub login: Option<String>,
    /// The password that proves it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<Hashed>,
}
