//! Payments to customers: the slip, the limits, and who approves what is above them.

use super::{Desk, NewEvent};
use crate::ledger::assess::Standing;
use crate::ledger::entry::{Deed, Entry, EntryId, Event, Remark};
use crate::ledger::error::LedgerError;
use crate::ledger::money::Fen;
use crate::ledger::payments::{Matter, Payment, same_slip};
use crate::ledger::policy::{Category, Policy, Role};
use crate::ledger::proof;

impl Desk<'_> {
    /// Who has approved a payment, and whose approval it waits for.
    pub(super) fn payment(
        &self,
        told: &NewEvent,
        policy: &Policy,
        category: &Category,
        person: &str,
        paid: &[Payment],
    ) -> Result<(Option<String>, Option<Role>), LedgerError> {
        let id = || category.id.clone();
        let amount = match (category.payment, told.amount) {
            (true, Some(amount)) if amount > Fen::ZERO => amount,
            (true, _) => return Err(LedgerError::NeedsAmount { category: id() }),
            (false, Some(_)) => return Err(LedgerError::NotAPayment { category: id() }),
            (false, None) => return Ok((told.approved.clone(), None)),
        };
        let slip = told.evidence.trim();
        if slip.is_empty() {
            return Err(LedgerError::NeedsSlip);
        }
        if let Some(used) = paid.iter().find(|p| same_slip(&p.event.evidence, slip)) {
            return Err(LedgerError::SlipUsed {
                slip: slip.to_owned(),
                id: used.id,
            });
        }
        let matter = Matter {
            order: told.order.as_deref(),
            case: told.case,
            customer: told.customer.as_deref(),
            person,
            at: told.at,
            by: self.by,
            now: self.now,
        };
        let together: Vec<&Payment> = paid.iter().filter(|p| matter.is_that_of(p)).collect();
        let before = together.iter().fold(Fen::ZERO, |sum, p| sum + p.amount());
        match needs(policy, before + amount) {
            Role::Agent => Ok((told.approved.clone(), None)),
            role => self.approval(told, role).map_err(|error| match error {
                LedgerError::NeedsApproval { amount, needs } if before > Fen::ZERO => {
                    LedgerError::NeedsApprovalOfSum {
                        amount,
                        paid: before,
                        entries: together.iter().map(|p| p.id).collect(),
                        needs,
                    }
                }
                other => other,
            }),
        }
    }

    /// Approval is an act of whoever approves: where names are proven, to be named by somebody else is none.
    fn approval(
        &self,
        told: &NewEvent,
        needs: Role,
    ) -> Result<(Option<String>, Option<Role>), LedgerError> {
        let amount = told.amount.unwrap_or(Fen::ZERO);
        if self.role().is_some_and(|role| role >= needs) {
            return Ok((Some(self.by.to_owned()), None));
        }
        let proven = proof::is_proven(self.records);
        match &told.approved {
            Some(name) if name == self.by || !proven => {
                self.has_role(name, needs)?;
                Ok((Some(name.clone()), None))
            }
            Some(name) => Err(LedgerError::ApprovalIsTheirs { name: name.clone() }),
            None if proven => Ok((None, Some(needs))),
            None => Err(LedgerError::NeedsApproval { amount, needs }),
        }
    }

    /// Refuses to let a payment that was taken back count again: meanwhile its slip may have served, and others may have been
    /// paid up to the limit. Recorded anew, it is looked at like any other.
    ///
    /// # Errors
    /// It is one, and does not count.
    pub fn not_paid_again(&self, id: EntryId, event: &Event) -> Result<(), LedgerError> {
        let void = self.records.standing(id, self.records.head()) == Standing::Void;
        if void && event.amount.is_some() {
            return Err(LedgerError::PaidAgain { id });
        }
        Ok(())
    }

    /// That a payment which waits for it is approved. `known` are the approvals of it.
    ///
    /// # Errors
    /// It waits for none, or for that of a greater role.
    pub fn approve(&self, of: &Entry, known: &[EntryId], note: &str) -> Result<Deed, LedgerError> {
        let id = of.id;
        self.stands(of)?;
        let Deed::Event(event) = &of.deed else {
            return Err(LedgerError::NoApprovalWanted { id });
        };
        let live = |id: &EntryId| self.records.is_live(*id, self.records.head());
        match event.waits {
            Some(needs) if !known.iter().any(live) => {
                self.may(needs)?;
                Ok(Deed::Approve(Remark {
                    of: id,
                    reason: note.trim().to_owned(),
                }))
            }
            _ => Err(LedgerError::NoApprovalWanted { id }),
        }
    }
}

/// The least role that may approve so much.
fn needs(policy: &Policy, amount: Fen) -> Role {
    let fits = |limit: &&crate::ledger::policy::PaymentLimit| {
        limit.up_to.is_none_or(|most| amount <= most)
    };
    let limit = policy.payments.iter().find(fits);
    limit.map_or(Role::Manager, |limit| limit.by)
}
