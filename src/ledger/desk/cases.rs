//! Cases: opened, carried on, closed.

use super::{Desk, filled, possible, remark};
use crate::ledger::cases::{self, CaseFile};
use crate::ledger::entry::{
    Case, CaseClose, CaseFacts, CaseState, CaseStep, Deed, Remark, Severity, Stage,
};
use crate::ledger::error::LedgerError;
use crate::ledger::moment::Moment;
use crate::ledger::policy::Role;
use crate::ledger::proof;

impl Desk<'_> {
    /// A case to be opened, with its deadline by the policy that knows its kind. `before` is the customer's last case: its
    /// agent has this one, too, unless a supervisor says otherwise (S2: one buyer, one agent).
    ///
    /// # Errors
    /// The kind is unknown, nobody is named, or the customer is another agent's.
    pub fn open_case(
        &self,
        case: &NewCase,
        before: Option<&CaseFile>,
    ) -> Result<Deed, LedgerError> {
        self.may(Role::Agent)?;
        possible(case.at, self.now)?;
        after(case.at, case.due)?;
        let about = filled(&case.about)?;
        let day = case.at.date();
        let policies = self.records.policies(day, self.records.head());
        let kinds = || policies.iter().flat_map(|p| &p.cases);
        let Some(kind) = kinds().find(|k| k.id == case.kind) else {
            let known = kinds().map(|k| k.id.clone()).collect();
            return Err(LedgerError::UnknownCase {
                id: case.kind.clone(),
                known,
            });
        };
        let due = cases::deadline(kind.hours, case.severity, case.at, self.records.zone());
        Ok(Deed::Case(Case {
            case: kind.id.clone(),
            severity: case.severity,
            person: self.follower(case, before)?,
            customer: case.customer.trim().to_owned(),
            order: case.order.as_deref().and_then(|text| filled(text).ok()),
            at: case.at,
            due: case.due.unwrap_or(due),
            about,
            facts: facts(&case.facts),
        }))
    }

    /// Who follows a case up: who is named, whoever has the customer, or whoever opens it.
    fn follower(&self, case: &NewCase, before: Option<&CaseFile>) -> Result<String, LedgerError> {
        let has = before.map(|file| &file.case.person);
        let Some(named) = &case.person else {
            return match has {
                Some(person) => Ok(person.clone()),
                None => self.person(self.by).map_err(|_| LedgerError::NoFollower {
                    by: self.by.to_owned(),
                }),
            };
        };
        let person = self.person(named)?;
        let free = !proof::is_proven(self.records) || self.role() >= Some(Role::Supervisor);
        match (before, has) {
            (Some(file), Some(has)) if *has != person && !free => Err(LedgerError::OthersCase {
                id: file.id,
                name: self.called(has),
            }),
            _ => Ok(person),
        }
    }

    /// Refuses a word about a colleague's case: it is the supervisor who gives a case to somebody else (S2, 客服售后 二).
    fn may_follow(&self, file: &CaseFile, hands_over: bool) -> Result<(), LedgerError> {
        self.may(Role::Agent)?;
        let free = !proof::is_proven(self.records) || self.role() >= Some(Role::Supervisor);
        if free || (self.is_mine(&file.case.person) && !hands_over) {
            return Ok(());
        }
        Err(LedgerError::OthersCase {
            id: file.id,
            name: self.called(&file.case.person),
        })
    }

    /// The name that belongs to an id.
    pub(super) fn called(&self, id: &str) -> String {
        let known = self.people.iter().find(|known| known.id == id);
        known.map_or(id, |known| &known.name).to_owned()
    }

    /// A step in a case.
    ///
    /// # Errors
    /// The person is unknown, or the deadline lies before the case came up.
    pub fn step_case(&self, file: &CaseFile, mut step: CaseStep) -> Result<Deed, LedgerError> {
        self.may_follow(file, step.person.is_some())?;
        if let Some(to) = step.stage {
            in_order(file, to, false, &step.anyway)?;
        }
        step.facts = facts(&step.facts);
        after(file.case.at, step.due)?;
        if let Some(person) = &step.person {
            step.person = Some(self.person(person)?);
        }
        Ok(Deed::CaseStep(step))
    }

    /// The end of a case.
    ///
    /// # Errors
    /// It is closed, or no result is given.
    pub fn close_case(
        &self,
        file: &CaseFile,
        called: Option<Moment>,
        result: &str,
        anyway: &str,
    ) -> Result<Deed, LedgerError> {
        self.may_follow(file, false)?;
        if file.closed.is_some() {
            return Err(LedgerError::CaseClosed {
                id: file.id,
                state: CaseState::Closed,
            });
        }
        if let Some(called) = called {
            possible(called, self.now)?;
            after(file.case.at, Some(called))?;
        }
        in_order(file, Stage::Closing, called.is_some(), anyway)?;
        let Remark { of, reason } = remark(file.id, result)?;
        Ok(Deed::CaseClose(CaseClose {
            of,
            called,
            result: reason,
            anyway: anyway.trim().to_owned(),
        }))
    }
}

/// Steps come one after the other; where life was different, that is said.
fn in_order(file: &CaseFile, to: Stage, called: bool, anyway: &str) -> Result<(), LedgerError> {
    let missing = file.missing(to, called);
    if missing.is_empty() || !anyway.trim().is_empty() {
        return Ok(());
    }
    Err(LedgerError::StepsMissing {
        id: file.id,
        to,
        missing,
    })
}

/// A deadline, or a call, is not before what it is about.
fn after(came_up: Moment, later: Option<Moment>) -> Result<(), LedgerError> {
    match later {
        Some(later) if later < came_up => Err(LedgerError::BeforeItCameUp {
            at: later.short(),
            came_up: came_up.short(),
        }),
        _ => Ok(()),
    }
}

/// A case as somebody tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewCase {
    /// The kind's id.
    pub kind: String,
    /// How bad it is.
    pub severity: Severity,
    /// Who follows it up; `None`: whoever has the customer, or whoever opens it.
    pub person: Option<String>,
    /// The customer's account name.
    pub customer: String,
    /// The order.
    pub order: Option<String>,
    /// When it came up.
    pub at: Moment,
    /// When it must be closed, where that is not left to the policy.
    pub due: Option<Moment>,
    /// What it is about.
    pub about: String,
    /// What else is known.
    pub facts: CaseFacts,
}

/// Facts without blanks around them, and without those that are blank.
fn facts(told: &CaseFacts) -> CaseFacts {
    let filled = |text: &Option<String>| {
        let text = text
            .as_deref()
            .map(str::trim)
            .filter(|text| !text.is_empty());
        text.map(str::to_owned)
    };
    CaseFacts {
        goods: filled(&told.goods),
        phone: filled(&told.phone),
        problem: told.problem,
        party: told.party,
    }
}
