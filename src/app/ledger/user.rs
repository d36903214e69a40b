//! Who may use a ledger, and in which role.

use super::{Call, settle, with};
use crate::app::context::Context;
use crate::app::error::{AppError, BadRequest};
use crate::app::shop::LedgerPlace;
use crate::ledger::book::Scope;
use crate::ledger::entry::User;
use crate::ledger::policy::Role;
use crate::ledger::store::Access;
use serde::Serialize;

/// What is asked for.
#[derive(Debug, Clone)]
pub enum Request {
    /// To give somebody a role, or none any more.
    Set(String, Option<Role>),
    /// To list the users.
    List,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Report {
    /// Somebody has a role now, or none.
    Set {
        /// Who.
        name: String,
        /// The role.
        role: Option<Role>,
        /// Whether nobody was named before.
        first: bool,
    },
    /// The users.
    List(Vec<User>),
}

/// Names or lists users.
///
/// # Errors
/// The ledger refuses.
pub fn run(request: &Request, at: &LedgerPlace, context: &Context) -> Result<Report, AppError> {
    match request {
        Request::Set(name, role) => settle(at, context, |call| set(name, *role, call)),
        Request::List => with(at, context, list),
    }
}

fn set(name: &str, role: Option<Role>, call: &Call<'_>) -> Result<Report, AppError> {
    let name = user_name(name)?;
    let (mut book, now) = call.open(Access::Write)?;
    let by = call.by()?;
    let records = book.load(Scope::Rules)?;
    let people = call.people(&records, now)?;
    let deed = people.desk(&records, now, &by).user(name, role)?;
    let first = !records.names_users();
    book.write(&records, now, &by, vec![deed])?;
    Ok(Report::Set {
        name: name.to_owned(),
        role,
        first,
    })
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
    Ok(Report::List(records.users().into_iter().cloned().collect()))
}
