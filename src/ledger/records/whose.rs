//! The team that a ledger belongs to, by what its team file calls itself and by the id in it.

use crate::ledger::entry::EntryId;

/// The team that a ledger belongs to, as far as entries say it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Whose {
    /// The entry that said so.
    pub entry: EntryId,
    /// The team's name; empty: no entry says it.
    pub team: String,
    /// The id of its team file; `None`: no entry says it.
    pub id: Option<TeamId>,
}

/// The id of a team file: what tells teams apart that have one name and the same people, as those made from one preset.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub enum TeamId {
    /// The file has none.
    Without,
    /// The file has this one.
    Is(String),
}

impl TeamId {
    /// Of what the file says; empty: nothing.
    pub fn of(text: &str) -> TeamId {
        match text {
            "" => TeamId::Without,
            id => TeamId::Is(id.to_owned()),
        }
    }

    /// Its text, where there is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            TeamId::Without => None,
            TeamId::Is(id) => Some(id),
        }
    }
}

impl Whose {
    /// Takes up what the opening or a roster says; what an entry has said already stays.
    pub(super) fn first(&mut self, entry: EntryId, team: &str, id: Option<&str>) {
        if team.is_empty() {
            return;
        }
        if self.team.is_empty() {
            (self.entry, self.team) = (entry, team.to_owned());
        }
        self.id
            .get_or_insert_with(|| TeamId::of(id.unwrap_or_default()));
    }
}
