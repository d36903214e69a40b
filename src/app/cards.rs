//! The cards of the rules, by name.

use super::error::{AppError, BadRequest};
use crate::rules::{self, Card};

/// The card of a rule.
///
/// # Errors
/// There is no such rule.
pub fn find(name: &str) -> Result<&'static Card, AppError> {
    let found = rules::find(name).map(|entry| entry.card);
    found.ok_or_else(|| AppError::request(BadRequest::NoRule(name.to_owned())))
}
