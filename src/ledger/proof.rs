//! Who acts, and what proves it.
//!
//! Where nobody is named as user, a name is what somebody says. From the first manager on who has a login or a password, a
//! name is only taken from whoever proves it: by the login that the operating system or the database vouches for, by the
//! user's own password, or by a manager's login, who then acts in the user's name and is written down beside it.

use super::entry::User;
use super::error::LedgerError;
use super::policy::Role;
use super::records::Records;
use crate::domain::who;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use serde::{Deserialize, Serialize};

/// The fewest characters of a password: whoever can read the ledger can try as many as there is time for.
pub const SHORTEST: usize = 8;

/// A password as it is kept: an Argon2id hash with its salt and its parameters, in the usual form (`$argon2id$…`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Hashed(String);

impl Hashed {
    /// Hashes a new password, with a salt of its own.
    ///
    /// # Errors
    /// It is too short, or the system has no random numbers.
    pub fn new(password: &str) -> Result<Hashed, LedgerError> {
        if password.chars().count() < SHORTEST {
            return Err(LedgerError::ShortPassword);
        }
        let hash = Argon2::default().hash_password(password.as_bytes());
        let hash = hash.map_err(|e| LedgerError::NoHash {
            detail: e.to_string(),
        })?;
        Ok(Hashed(hash.to_string()))
    }

    /// Whether a password is this one. What is no hash fits none.
    pub fn fits(&self, password: &str) -> bool {
        let verifier = Argon2::default();
        let hash = argon2::password_hash::phc::PasswordHash::new(&self.0);
        hash.is_ok_and(|hash| verifier.verify_password(password.as_bytes(), &hash).is_ok())
    }
}

/// Who acts, as it is written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acting {
    /// In whose name.
    pub name: String,
    /// The manager who does it for them.
    pub via: Option<String>,
}

impl Acting {
    /// Somebody for themselves.
    pub fn oneself(name: impl Into<String>) -> Acting {
        Acting {
            name: name.into(),
            via: None,
        }
    }
}

/// What whoever asks brings along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim<'a> {
    /// The name that is said.
    pub said: Option<&'a str>,
    /// The login that the database, or for a file the operating system, vouches for.
    pub login: Option<&'a str>,
}

/// Whether names must be proven: there is a manager who can prove theirs.
pub fn is_proven(records: &Records) -> bool {
    records.users().into_iter().any(is_proven_manager)
}

/// Whether a user is a manager who can prove it.
pub fn is_proven_manager(user: &User) -> bool {
    user.role == Some(Role::Manager) && can_prove(user)
}

/// Whether a user can prove who they are.
pub fn can_prove(user: &User) -> bool {
    user.login.is_some() || user.password.is_some()
}

/// Who acts in a ledger that [`is_proven`]. `password` is asked for that of a user where nothing else proves it.
///
/// # Errors
/// The name is unknown, or nothing proves it.
pub fn acting<E: From<LedgerError>>(
    records: &Records,
    claim: Claim<'_>,
    password: &mut dyn FnMut(&str) -> Result<Option<String>, E>,
) -> Result<Acting, E> {
    let users = records.users();
    let login = claim.login;
    let own = users
        .iter()
        .find(|user| login.is_some() && user.login.as_deref() == login);
    let Some(said) = claim.said else {
        return match own {
            Some(own) => Ok(Acting::oneself(&own.name)),
            None => Err(E::from(LedgerError::NoLogin {
                login: login.map(str::to_owned),
            })),
        };
    };
    let names = users
        .iter()
        .map(|user| (user.name.as_str(), user.name.as_str()));
    let Some(user) = who::find(names, said).ok().map(|place| users[place]) else {
        return Err(E::from(LedgerError::UnknownUser {
            name: said.to_owned(),
            known: users.iter().map(|user| user.name.clone()).collect(),
        }));
    };
    let name = user.name.clone();
    if own.is_some_and(|own| own.name == name) {
        return Ok(Acting::oneself(name));
    }
    if let Some(own) = own.filter(|own| own.role == Some(Role::Manager)) {
        return Ok(Acting {
            name,
            via: Some(own.name.clone()),
        });
    }
    let Some(hashed) = &user.password else {
        let login = login.map(str::to_owned);
        return Err(E::from(LedgerError::Unproven { name, login }));
    };
    match password(&name)? {
        Some(given) if hashed.fits(&given) => Ok(Acting::oneself(name)),
        Some(_) => Err(E::from(LedgerError::WrongPassword { name })),
        None => Err(E::from(LedgerError::NeedsPassword { name })),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_password_fits_itself_only_and_is_salted() {
        let one = Hashed::new("correct horse").unwrap();
        assert!(one.fits("correct horse"));
        assert!(!one.fits("correct horsf") && !one.fits(""));
        assert!(one.0.starts_with("$argon2id$"), "{}", one.0);
        assert_ne!(one, Hashed::new("correct horse").unwrap());
        assert_eq!(Hashed::new("1234567"), Err(LedgerError::ShortPassword));
        assert!(!Hashed("nonsense".to_owned()).fits("nonsense"));
    }
}
