//! Somebody has another id: what stands under the first is theirs from then on.

use super::{Desk, Known, remark};
use crate::domain::who::alike;
use crate::ledger::entry::{Deed, Rename};
use crate::ledger::error::LedgerError;
use crate::ledger::policy::Role;

impl Desk<'_> {
    /// That somebody whom entries know by one id has another now.
    ///
    /// # Errors
    /// Nobody is known by one of them, they are one already, the first is somebody else's in the team, no reason is given, or not by a
    /// manager.
    pub fn rename(&self, from: &str, to: &str, reason: &str) -> Result<Deed, LedgerError> {
        self.may(Role::Manager)?;
        let from = from.trim();
        // The id as entries have it: a name may mean who has the other id by now.
        let known = self.records.people().find(from).is_some();
        let from = if known {
            from.to_owned()
        } else {
            self.person_as_written(from)?
        };
        let from = self.records.current(&from).to_owned();
        let to = self.person(to)?;
        if from == to {
            return Err(LedgerError::OnePerson { name: to });
        }
        if let Some(other) = self.people.iter().find(|p| p.in_team && p.id == from) {
            return Err(LedgerError::StillInTeam {
                id: from,
                name: other.name.clone(),
            });
        }
        let reason = remark(0, reason)?.reason;
        Ok(Deed::Rename(Rename { from, to, reason }))
    }
}

/// People of the team who are called as somebody is that published rosters know by another id, which nobody of the team has: the id, and
/// the one of the team.
pub fn perhaps_one<'a>(
    records: &'a crate::ledger::records::Records,
    people: &'a [Known],
) -> Vec<(&'a str, &'a Known)> {
    let team = || people.iter().filter(|known| known.in_team);
    let others = people.iter().filter(|known| !known.in_team);
    let mut found = Vec::new();
    for other in others.filter(|other| records.current(&other.id) == other.id) {
        let called = |known: &&Known| {
            let names = || known.was.iter().chain([&known.name]);
            names().any(|name| alike(name, &other.id))
                || known.was.iter().any(|was| alike(was, &other.name))
        };
        if let Some(known) = team().find(called) {
            found.push((other.id.as_str(), known));
        }
    }
    found
}
