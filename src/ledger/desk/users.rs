//! Who may use the ledger, and what proves it.

use super::Desk;
use crate::ledger::entry::{Deed, User};
use crate::ledger::error::LedgerError;
use crate::ledger::policy::Role;
use crate::ledger::proof::{self, Hashed};

/// What is to hold of a user from now on; what is not said stays.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UserChange {
    /// The role; `Some(None)`: none any more.
    pub role: Option<Option<Role>>,
    /// The login that proves it.
    pub login: Option<String>,
    /// The password that proves it.
    pub password: Option<Hashed>,
}

impl Desk<'_> {
    /// Somebody who may use the ledger from now on, or no longer. Users may give themselves another password; all else is
    /// for a manager to say.
    ///
    /// # Errors
    /// There would be no manager left to name others, or none who can prove it; the login is somebody else's.
    pub fn user(&self, name: &str, change: UserChange) -> Result<Deed, LedgerError> {
        let name = name.trim();
        let only_password = change.role.is_none() && change.login.is_none();
        let own = self.by == name && self.role().is_some();
        self.may(if own && only_password {
            Role::Agent
        } else {
            Role::Manager
        })?;
        let users = self.records.users();
        let before = users.iter().find(|user| user.name == name);
        let unknown = || LedgerError::UnknownUser {
            name: name.to_owned(),
            known: users.iter().map(|user| user.name.clone()).collect(),
        };
        let role = match (change.role, before) {
            _ if name.is_empty() => return Err(unknown()),
            (Some(None) | None, None) if !users.is_empty() => return Err(unknown()),
            (Some(role), _) => role,
            (None, before) => before.and_then(|user| user.role),
        };
        let login = change.login.map(|login| login.trim().to_owned());
        if let Some(login) = &login
            && let Some(taken) = users.iter().find(|user| user.login.as_ref() == Some(login))
            && taken.name != name
        {
            return Err(LedgerError::LoginTaken {
                login: login.clone(),
                name: taken.name.clone(),
            });
        }
        let kept = role.and(before);
        let user = User {
            name: name.to_owned(),
            role,
            login: login.or_else(|| kept.and_then(|user| user.login.clone())),
            password: change
                .password
                .or_else(|| kept.and_then(|user| user.password.clone())),
        };
        let proven = proof::is_proven(self.records);
        let is_manager =
            |user: &User| user.role == Some(Role::Manager) && (!proven || proof::can_prove(user));
        let others = users.iter().filter(|other| other.name != name);
        if !is_manager(&user) && !others.into_iter().any(|other| is_manager(other)) {
            return Err(LedgerError::LastManager);
        }
        Ok(Deed::User(user))
    }
}
