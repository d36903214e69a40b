//! Everything read again, and whether a hash that was noted earlier is still in the chain.

use super::{Call, with};
use crate::app::context::Context;
use crate::app::error::{AppError, BadRequest};
use crate::app::shop::LedgerPlace;
use crate::ledger::book::Book;
use crate::ledger::entry::EntryId;
use crate::ledger::error::LedgerError;
use crate::ledger::store::Access;
use crate::ledger::verify;

/// Digits of a hash that are enough to tell it from others.
pub const ENOUGH: usize = 8;

/// What was found.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Report {
    /// What the ledger's own check says.
    pub found: verify::Report,
    /// The hash that was noted earlier.
    pub noted: Option<Noted>,
}

/// A hash that was noted earlier.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Noted {
    /// Its digits.
    pub hash: String,
    /// The entry that has it; `None`: no entry has.
    pub entry: Option<EntryId>,
}

impl Report {
    /// Whether nothing is wrong.
    pub fn holds(&self) -> bool {
        let found = |noted: &Noted| noted.entry.is_some();
        self.found.findings.is_empty() && self.noted.as_ref().is_none_or(found)
    }
}

/// Reads a ledger again. `noted`: digits of a hash.
///
/// # Errors
/// It cannot be read at all, or these are no digits of a hash.
pub fn run(noted: Option<&str>, at: &LedgerPlace, context: &Context) -> Result<Report, AppError> {
    let noted = noted.map(digits).transpose()?;
    with(at, context, |call| look(noted, call))
}

fn look(noted: Option<String>, call: &Call<'_>) -> Result<Report, AppError> {
    let mut book = Book::open(&call.at.store, Access::Read)?;
    let found = verify::verify(&mut book.store)?;
    let noted = noted.map(|hash| find(&mut book, hash)).transpose()?;
    Ok(Report { found, noted })
}

/// The digits of a hash as they were noted.
fn digits(text: &str) -> Result<String, AppError> {
    let hash = text.trim().to_lowercase();
    let fits = (ENOUGH..=64).contains(&hash.len()) && hash.bytes().all(|b| b.is_ascii_hexdigit());
    if fits {
        return Ok(hash);
    }
    Err(AppError::request(BadRequest::BadHash(text.to_owned())))
}

fn find(book: &mut Book, hash: String) -> Result<Noted, LedgerError> {
    let mut entry = None;
    book.store.rows(&mut |row| {
        if entry.is_none() && begins(&row.hash, &hash) {
            entry = Some(row.id);
        }
    })?;
    Ok(Noted { hash, entry })
}

/// Whether a hash begins with these digits. Asked of every entry: a text of each would take as long as reading it.
fn begins(hash: &[u8], digits: &str) -> bool {
    let halves: Vec<u32> = hash
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15].map(u32::from))
        .collect();
    let mut digits = digits.chars().map(|digit| digit.to_digit(16)).enumerate();
    digits.all(|(place, digit)| digit.is_some() && halves.get(place).copied() == digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_known_by_its_first_digits() {
        let hash = [0xab, 0x0c, 0xff];
        for (digits, wanted) in [
            ("ab0", true),
            ("ab0cff", true),
            ("ab1", false),
            ("ab0cff0", false),
        ] {
            assert_eq!(begins(&hash, digits), wanted, "{digits}");
        }
    }
}
