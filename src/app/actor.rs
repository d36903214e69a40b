//! Who asks, as far as whoever takes the request knows.

use super::error::AppError;
use std::sync::Arc;

/// Who asks. What is only said proves nothing; [`crate::ledger::proof`] weighs it against what does.
#[derive(Clone)]
pub struct Actor {
    /// The name that whoever asks gives as theirs.
    pub said: Option<String>,
    /// What the surroundings call them: written down where the ledger names no users.
    pub called: Option<String>,
    /// The login that the operating system vouches for. Never taken from what whoever asks could have set.
    pub login: Option<String>,
    /// Where passwords come from.
    pub passwords: Arc<dyn Passwords>,
}

/// Where passwords come from.
pub trait Passwords: Send + Sync {
    /// The password of a user of the ledger; `None`: none is given.
    ///
    /// # Errors
    /// It should be there, and cannot be read.
    fn of(&self, user: &str) -> Result<Option<String>, AppError>;

    /// A new password for a user; `None`: none is given.
    ///
    /// # Errors
    /// As for [`Passwords::of`]; or the two that were typed differ.
    fn new_for(&self, user: &str) -> Result<Option<String>, AppError>;
}

/// There are none.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoPasswords;

impl Passwords for NoPasswords {
    fn of(&self, _: &str) -> Result<Option<String>, AppError> {
        Ok(None)
    }

    fn new_for(&self, _: &str) -> Result<Option<String>, AppError> {
        Ok(None)
    }
}

impl Actor {
    /// Somebody who says a name, without anything that proves it.
    pub fn named(name: impl Into<String>) -> Actor {
        Actor {
            said: Some(name.into()),
            ..Actor::unknown()
        }
    }

    /// Nobody knows who, which is enough for looking at what everybody may see.
    pub fn unknown() -> Actor {
        Actor {
            said: None,
            called: None,
            login: None,
            passwords: Arc::new(NoPasswords),
        }
    }

    /// The name that is said, without blanks around it.
    pub fn said(&self) -> Option<&str> {
        filled(self.said.as_deref())
    }

    /// The name that is said, or else what the surroundings call them.
    pub fn name(&self) -> Option<&str> {
        self.said().or(filled(self.called.as_deref()))
    }
}

fn filled(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}
