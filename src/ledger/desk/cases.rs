//! Cases: opened, carried on, closed.

use super::{Desk, filled, possible, remark};
use crate::ledger::cases::{self, CaseFile};
use crate::ledger::entry::{Case, CaseClose, CaseState, CaseStep, Deed, Remark, Severity};
use crate::ledger::error::LedgerError;
use crate::ledger::moment::Moment;
use crate::ledger::policy::Role;

impl Desk<'_> {
    /// A case to be opened, with its deadline by the policy that knows its kind.
    ///
    /// # Errors
    /// The kind is unknown.
    pub fn open_case(&self, case: &NewCase) -> Result<Deed, LedgerError> {
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
            person: self.person(&case.person)?,
            customer: case.customer.trim().to_owned(),
            order: case.order.as_deref().and_then(|text| filled(text).ok()),
            at: case.at,
            due: case.due.unwrap_or(due),
            about,
        }))
    }

    /// A step in a case.
    ///
    /// # Errors
    /// The person is unknown, or the deadline lies before the case came up.
    pub fn step_case(&self, file: &CaseFile, mut step: CaseStep) -> Result<Deed, LedgerError> {
        self.may(Role::Agent)?;
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
    ) -> Result<Deed, LedgerError> {
        self.may(Role::Agent)?;
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
        let Remark { of, reason } = remark(file.id, result)?;
        Ok(Deed::CaseClose(CaseClose {
            of,
            called,
            result: reason,
        }))
    }
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
    /// Who follows it up.
    pub person: String,
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
}
