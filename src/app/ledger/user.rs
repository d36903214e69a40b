//! Who may use a ledger, in which role, and what proves it.

use super::{Call, settle, with};
use crate::app::context::Context;
use crate::app::error::{AppError, BadRequest};
use crate::app::shop::LedgerPlace;
use crate::ledger::book::Scope;
use crate::ledger::desk::UserChange;
use crate::ledger::entry::{Deed, User};
use crate::ledger::error::LedgerError;
use crate::ledger::policy::Role;
use crate::ledger::proof::{self, Hashed};
use crate::ledger::store::Access;
use serde::Serialize;

/// What is asked for.
#[derive(Debug, Clone)]
pub enum Request {
    /// To name somebody, or to change what holds of them.
    Set(Named),
    /// To list the users.
    List,
}

/// What is to hold of a user; what is not said stays.
#[derive(Debug, Clone, Default)]
pub struct Named {
    /// Who.
    pub name: String,
    /// The role; `Some(None)`: none any more.
    pub role: Option<Option<Role>>,
    /// The login that proves it.
    pub login: Option<String>,
    /// Whether they are to have a new password.
    pub password: bool,
}

/// Somebody who may use the ledger, as they are shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shown {
    /// Name.
    pub name: String,
    /// Role.
    pub role: Option<Role>,
    /// The login that proves it.
    pub login: Option<String>,
    /// Whether a password proves it.
    pub password: bool,
}

impl Shown {
    fn of(user: &User) -> Shown {
        Shown {
            name: user.name.clone(),
            role: user.role,
            login: user.login.clone(),
            password: user.password.is_some(),
        }
    }
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Report {
    /// Somebody has a role now, or none.
    Set {
        /// Who.
        user: Shown,
        /// Whether nobody was named before.
        first: bool,
        /// Whether names have to be proven from now on.
        proven: bool,
    },
    /// The users, and whether names have to be proven.
    List(Vec<Shown>, bool),
}

/// Names or lists users.
///
/// # Errors
/// The ledger refuses.
pub fn run(request: &Request, at: &LedgerPlace, context: &Context) -> Result<Report, AppError> {
    match request {
        Request::Set(named) => settle(at, context, |call| set(named, call)),
        Request::List => with(at, context, list),
    }
}

fn set(named: &Named, call: &Call<'_>) -> Result<Report, AppError> {
    let name = user_name(&named.name)?;
    let (mut book, now) = call.open(Access::Write)?;
    let mut records = book.load(Scope::Rules)?;
    let by = call.by(&mut book, &records)?;
    let people = call.people(&records, now)?;
    let first = !records.names_users();
    let mut change = UserChange {
        role: named.role,
        login: named.login.clone(),
        password: None,
    };
    if first && change.login.is_none() && !named.password {
        // Whoever names the first manager is that manager, unless they say otherwise.
        change.login = call.login(&mut book)?;
    }
    let desk = people.desk(&records, now, &by.name);
    // Refused before anybody has to type a password.
    desk.user(name, change.clone())?;
    if named.password {
        change.password = Some(new_password(name, call)?);
    }
    let deed = desk.user(name, change)?;
    let user = match &deed {
        Deed::User(user) => Shown::of(user),
        _ => return Err(AppError::request(BadRequest::NoUserName)),
    };
    book.write(&records, now, &by, vec![deed])?;
    book.catch_up(&mut records)?;
    Ok(Report::Set {
        user,
        first,
        proven: proof::is_proven(&records),
    })
}

/// A new password for a user, hashed.
pub(super) fn new_password(name: &str, call: &Call<'_>) -> Result<Hashed, AppError> {
    let given = call.context.actor.passwords.new_for(name)?;
    let given = given.ok_or_else(|| LedgerError::NoNewPassword {
        name: name.to_owned(),
    })?;
    Ok(Hashed::new(&given)?)
}

/// A user's name; nobody could say that they are one without.
pub(super) fn user_name(text: &str) -> Result<&str, AppError> {
    match text.trim() {
        "" => Err(AppError::request(BadRequest::NoUserName)),
        name => Ok(name),
    }
}

fn list(call: &Call<'_>) -> Result<Report, AppError> {
    let (mut book, _) = call.open(Access::Read)?;
    let records = book.load(Scope::Rules)?;
    let users = records.users();
    let shown = users.into_iter().map(Shown::of).collect();
    Ok(Report::List(shown, proof::is_proven(&records)))
}
