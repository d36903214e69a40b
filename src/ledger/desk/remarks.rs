//! What is said about entries: taken back, waived, appealed against, answered, acknowledged, decided.

use super::{Desk, remark};
use crate::ledger::assess::Standing;
use crate::ledger::entry::{Answer, Decision, Deed, Entry, Remark};
use crate::ledger::error::LedgerError;
use crate::ledger::policy::{Penalty, Role};
use crate::ledger::proof;

impl Desk<'_> {
    /// An entry taken back.
    ///
    /// # Errors
    /// It is of a kind that stays, or is taken back already.
    pub fn reverse(&self, of: &Entry, reason: &str) -> Result<Deed, LedgerError> {
        self.may(Role::Supervisor)?;
        let stays = matches!(
            of.deed,
            Deed::Open(_)
                | Deed::User(_)
                | Deed::Policy(_)
                | Deed::Roster(_)
                | Deed::Close(_)
                | Deed::Case(_)
                | Deed::CaseStep(_)
                | Deed::CaseClose(_)
                | Deed::Owner(_)
                | Deed::ClockBack(_)
                | Deed::Acknowledge(_)
        );
        // Who was one person in a close cannot be two in what it has booked.
        let closed = self.records.closed().last();
        let late = matches!(of.deed, Deed::Rename(_)) && closed.is_some_and(|c| c.id > of.id);
        let again = matches!(&of.deed, Deed::Reverse(r) if self.records.is_renaming(r.of));
        if stays || late || again {
            return Err(LedgerError::NotReversible {
                id: of.id,
                kind: of.deed.kind().to_owned(),
            });
        }
        if !self.records.is_live(of.id, self.records.head()) {
            return Err(LedgerError::Void { id: of.id });
        }
        Ok(Deed::Reverse(remark(of.id, reason)?))
    }

    /// The consequence of an event remitted.
    ///
    /// # Errors
    /// It is no event that stands.
    pub fn waive(&self, of: &Entry, reason: &str) -> Result<Deed, LedgerError> {
        self.may(Role::Supervisor)?;
        match self.standing(of)? {
            Standing::Waived => Err(LedgerError::Waived { id: of.id }),
            _ => Ok(Deed::Waive(remark(of.id, reason)?)),
        }
    }

    /// An appeal against an event.
    ///
    /// # Errors
    /// It is no event that stands, or an appeal is open.
    pub fn appeal(&self, of: &Entry, reason: &str) -> Result<Deed, LedgerError> {
        self.may(Role::Agent)?;
        self.for_oneself(of, true)?;
        match self.standing(of)? {
            Standing::Appealed => Err(LedgerError::Appealed { id: of.id }),
            _ => Ok(Deed::Appeal(remark(of.id, reason)?)),
        }
    }

    /// The answer to an appeal.
    ///
    /// # Errors
    /// No appeal is open.
    pub fn answer(&self, of: &Entry, granted: bool, reason: &str) -> Result<Deed, LedgerError> {
        self.may(Role::Supervisor)?;
        match self.standing(of)? {
            Standing::Appealed => {
                let Remark { of, reason } = remark(of.id, reason)?;
                Ok(Deed::Answer(Answer {
                    of,
                    granted,
                    reason,
                }))
            }
            _ => Err(LedgerError::NoAppeal { id: of.id }),
        }
    }

    /// That the person has read an event.
    ///
    /// # Errors
    /// It is no event that stands.
    pub fn acknowledge(&self, of: &Entry, note: &str) -> Result<Deed, LedgerError> {
        self.may(Role::Agent)?;
        self.for_oneself(of, false)?;
        self.standing(of)?;
        Ok(Deed::Acknowledge(Remark {
            of: of.id,
            reason: note.trim().to_owned(),
        }))
    }

    /// What the review of an event came to. `penalty` is what the event brings by now.
    ///
    /// # Errors
    /// The event leads to no review, or it is decided: a decision is taken back before there is another.
    pub fn decide(
        &self,
        of: &Entry,
        penalty: Option<Penalty>,
        decision: &str,
    ) -> Result<Deed, LedgerError> {
        self.may(Role::Manager)?;
        self.standing(of)?;
        if penalty != Some(Penalty::Review) {
            return Err(LedgerError::NoReview { id: of.id });
        }
        if let Some(entry) = self.records.decision(of.id, self.records.head()) {
            return Err(LedgerError::Decided { id: of.id, entry });
        }
        let Remark { of, reason } = remark(of.id, decision)?;
        Ok(Deed::Decide(Decision {
            of,
            decision: reason,
            decided_by: self.by.to_owned(),
        }))
    }

    /// Refuses what whoever hands in may not do because it is about themselves: only a manager, above whom nobody is,
    /// may.
    ///
    /// # Errors
    /// `person` is whoever hands in.
    pub fn not_about_oneself(&self, of: &Entry, person: &str) -> Result<(), LedgerError> {
        let free = !proof::is_proven(self.records) || self.role() >= Some(Role::Manager);
        if free || !self.is_mine(person) {
            return Ok(());
        }
        Err(LedgerError::AboutOneself {
            id: of.id,
            by: self.by.to_owned(),
        })
    }

    /// Whether a person is whoever hands in.
    pub fn is_mine(&self, person: &str) -> bool {
        self.is_person(self.by, person)
    }

    /// Whether a user is a person, by name or by what the name means.
    fn is_person(&self, user: &str, person: &str) -> bool {
        user == person || self.person(user).is_ok_and(|id| id == person)
    }

    /// Refuses what only the person may do, and for them a supervisor: always, or where they are no user themselves.
    fn for_oneself(&self, of: &Entry, always: bool) -> Result<(), LedgerError> {
        let Deed::Event(event) = &of.deed else {
            return Ok(());
        };
        let person = &event.person;
        if !proof::is_proven(self.records) || self.is_mine(person) {
            return Ok(());
        }
        let users = self.records.users();
        let absent = || !users.iter().any(|user| self.is_person(&user.name, person));
        if self.role() >= Some(Role::Supervisor) && (always || absent()) {
            return Ok(());
        }
        let known = self.people.iter().find(|known| known.id == *person);
        Err(LedgerError::NotYours {
            by: self.by.to_owned(),
            name: Some(known.map_or(person, |known| &known.name).clone()),
        })
    }

    /// Whether an event counts.
    pub(super) fn stands(&self, of: &Entry) -> Result<(), LedgerError> {
        self.standing(of).map(drop)
    }

    /// How an event stands; void ones are refused.
    fn standing(&self, of: &Entry) -> Result<Standing, LedgerError> {
        if !matches!(of.deed, Deed::Event(_)) {
            return Err(LedgerError::NotAnEvent {
                id: of.id,
                kind: of.deed.kind().to_owned(),
            });
        }
        match self.records.standing(of.id, self.records.head()) {
            Standing::Void => Err(LedgerError::Void { id: of.id }),
            other => Ok(other),
        }
    }
}
