//! Whose ledger it is, and by which clock.

use super::{Desk, Known, remark};
use crate::domain::loose::folded;
use crate::ledger::entry::{ClockBack, Deed, EntryId, Owner, PublishedRow};
use crate::ledger::error::LedgerError;
use crate::ledger::policy::Role;
use crate::ledger::records::{Records, TeamId};

impl Desk<'_> {
    /// That the clock is behind an entry, and is meant to be.
    ///
    /// # Errors
    /// No reason is given, or not by a manager.
    pub fn clock_back(&self, last: EntryId, reason: &str) -> Result<ClockBack, LedgerError> {
        self.may(Role::Manager)?;
        let reason = remark(last, reason)?.reason;
        Ok(ClockBack { last, reason })
    }

    /// That the ledger belongs to a team that calls itself so. `id`: that of its file, where it is at hand.
    ///
    /// # Errors
    /// It does already, no reason is given, or not by a manager.
    pub fn owner(&self, team: &str, id: Option<TeamId>, reason: &str) -> Result<Deed, LedgerError> {
        self.may(Role::Manager)?;
        let team = team.trim().to_owned();
        let owner = self.records.owner();
        let last = self.records.published().last();
        let known = id.is_none() || id == owner.id;
        if same(&owner.team, &team) && known && last.is_none_or(|last| last.id <= owner.entry) {
            return Err(LedgerError::SameOwner { team });
        }
        let reason = remark(owner.entry, reason)?.reason;
        let team_id = id.map(|id| id.text().unwrap_or_default().to_owned());
        Ok(Deed::Owner(Owner {
            team,
            team_id,
            reason,
        }))
    }
}

/// What tells another shop from a ledger's own.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub enum Apart {
    /// The team's name.
    Name,
    /// The id in the team file, which is not this one.
    Id(TeamId),
    /// The people.
    Strangers,
}

/// Whether a ledger is that of a team: what the team file calls itself is what the ledger was opened with, or what the
/// first roster was published by, or what a later entry says; and so is the id in it. Where no entry says anything, and
/// where two shops have one name and no ids, the people tell them apart: a team of which nobody is in the last published
/// roster is another one.
///
/// # Errors
/// It belongs to another team.
pub fn belongs(
    records: &Records,
    team: &str,
    id: &TeamId,
    people: &[Known],
) -> Result<(), LedgerError> {
    let owner = records.owner();
    let other = |by: Apart| {
        let owner = if owner.team.is_empty() {
            records.name()
        } else {
            &owner.team
        };
        Err(LedgerError::OtherShop {
            owner: owner.to_owned(),
            team: team.to_owned(),
            by,
        })
    };
    if !owner.team.is_empty() && !same(&owner.team, team) {
        return other(Apart::Name);
    }
    if let Some(own) = owner.id.as_ref().filter(|own| *own != id) {
        return other(Apart::Id(own.clone()));
    }
    match records.published().last() {
        // Whoever said outright whose it is has the last word.
        Some(last) if last.id >= owner.entry => {
            let rows = &last.roster.people;
            let called = |known: &Known, row: &PublishedRow| {
                let mut names = known.was.iter().chain([&known.name]);
                names.any(|name| same(name, &row.name))
            };
            let mut known = rows.iter().filter(|row| {
                let mut people = people.iter();
                people.any(|known| same(&known.id, &row.id) && called(known, row))
            });
            let names = rows
                .iter()
                .filter(|row| people.iter().any(|known| called(known, row)));
            let half = names.count() * 2 >= rows.len();
            if rows.is_empty() || people.is_empty() || known.next().is_some() || half {
                Ok(())
            } else {
                other(Apart::Strangers)
            }
        }
        _ => Ok(()),
    }
}

/// Whether two names are the same in whatever case, width and spacing.
fn same(a: &str, b: &str) -> bool {
    folded(a) == folded(b)
}
