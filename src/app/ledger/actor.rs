//! Who acts in a ledger, and what they may see.

use super::{Call, People};
use crate::app::context::Note;
use crate::app::error::{AppError, BadRequest};
use crate::ledger::book::Book;
use crate::ledger::error::LedgerError;
use crate::ledger::moment::Moment;
use crate::ledger::policy::Role;
use crate::ledger::proof::{self, Acting, Claim};
use crate::ledger::records::Records;

/// What whoever looks may see of people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sight {
    /// Everybody.
    All,
    /// Themselves: the user, and the person that the user is.
    Own(String, String),
}

impl Call<'_> {
    /// Who acts: whoever says so where the ledger names no users or none who can prove it, else whoever proves it.
    ///
    /// # Errors
    /// Nobody says who they are, or nothing proves it.
    pub fn by(&self, book: &mut Book, records: &Records) -> Result<Acting, AppError> {
        self.named(self.context.actor.said(), book, records)
    }

    /// The same for a name that is said in another place.
    pub fn named(
        &self,
        said: Option<&str>,
        book: &mut Book,
        records: &Records,
    ) -> Result<Acting, AppError> {
        if !proof::is_proven(records) {
            if records.names_users() {
                self.context.note(Note::NothingProves);
            }
            let name = said.or(self.context.actor.name());
            let name = name.ok_or_else(|| AppError::request(BadRequest::NoActor))?;
            return Ok(Acting::oneself(name));
        }
        let login = self.login(book)?;
        let claim = Claim {
            said,
            login: login.as_deref(),
        };
        let passwords = &self.context.actor.passwords;
        proof::acting(records, claim, &mut |user| passwords.of(user))
    }

    /// Who makes a ledger: nobody is named in it yet.
    pub fn founder(&self) -> Result<Acting, AppError> {
        let name = self.context.actor.name();
        let name = name.ok_or_else(|| AppError::request(BadRequest::NoActor))?;
        Ok(Acting::oneself(name))
    }

    /// The login that counts: the database's, for a file the operating system's.
    pub fn login(&self, book: &mut Book) -> Result<Option<String>, AppError> {
        let database = book.store.login().map_err(LedgerError::from)?;
        Ok(database.or_else(|| self.context.actor.login.clone()))
    }

    /// What whoever looks may see. Agents see what is their own, once names are proven.
    pub fn sight(
        &self,
        book: &mut Book,
        records: &Records,
        people: &People,
        now: Moment,
    ) -> Result<Sight, AppError> {
        if !proof::is_proven(records) {
            return Ok(Sight::All);
        }
        let by = self.by(book, records)?.name;
        let desk = people.desk(records, now, &by);
        if desk.role() >= Some(Role::Supervisor) {
            return Ok(Sight::All);
        }
        let person = desk.person(&by).unwrap_or_else(|_| by.clone());
        Ok(Sight::Own(by, person))
    }
}

impl Sight {
    /// Whose things are to be shown, where somebody's (or everybody's) are asked for.
    ///
    /// # Errors
    /// They are somebody else's.
    pub fn of(&self, asked: Option<String>) -> Result<Option<String>, LedgerError> {
        match self {
            Sight::All => Ok(asked),
            Sight::Own(_, own) if asked.as_ref().is_none_or(|asked| asked == own) => {
                Ok(Some(own.clone()))
            }
            Sight::Own(by, _) => Err(LedgerError::NotYours {
                by: by.clone(),
                name: asked,
            }),
        }
    }

    /// That things of several people may be shown.
    ///
    /// # Errors
    /// Only one's own may.
    pub fn everybody(&self) -> Result<(), LedgerError> {
        match self {
            Sight::All => Ok(()),
            Sight::Own(by, _) => Err(LedgerError::NotYours {
                by: by.clone(),
                name: None,
            }),
        }
    }

    /// Whether what belongs to a person may be shown.
    pub fn reaches(&self, person: &str) -> bool {
        match self {
            Sight::All => true,
            Sight::Own(_, own) => own == person,
        }
    }
}
