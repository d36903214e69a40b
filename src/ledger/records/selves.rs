//! People whom entries know by several ids: since an entry said that they are one, what stands under an earlier id is theirs.
//!
//! Nothing is rewritten. Up to which entry the ledger is looked at decides who is one, so that a month that was closed
//! before comes to the same as then.

use super::{Fact, PersonNo, Records};
use crate::ledger::entry::EntryId;
use std::borrow::Cow;

/// That somebody has another id from an entry on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Renamed {
    pub entry: EntryId,
    pub from: PersonNo,
    pub to: PersonNo,
}

impl Records {
    /// Whether an entry says that somebody has another id.
    pub fn is_renaming(&self, entry: EntryId) -> bool {
        self.renamed.iter().any(|renamed| renamed.entry == entry)
    }

    /// The entries that say so, behind one and up to another, with the ids.
    pub fn renamed(
        &self,
        after: EntryId,
        up_to: EntryId,
    ) -> impl Iterator<Item = (EntryId, PersonNo, PersonNo)> + '_ {
        let within = self.renamed.iter();
        let within = within.filter(move |r| r.entry > after && r.entry <= up_to);
        within.map(|r| (r.entry, r.from, r.to))
    }

    /// Under which id a person is known who was known by this one.
    pub fn now(&self, person: PersonNo, up_to: EntryId) -> PersonNo {
        let mut now = person;
        // No id is followed twice: what would lead back is refused when it is written down.
        for _ in 0..self.renamed.len() {
            let counts =
                |r: &&Renamed| r.from == now && r.entry <= up_to && self.is_live(r.entry, up_to);
            match self.renamed.iter().rfind(counts) {
                Some(renamed) => now = renamed.to,
                None => break,
            }
        }
        now
    }

    /// The same by the ids themselves; an id that nothing is known of is itself.
    pub fn current<'a>(&'a self, id: &'a str) -> &'a str {
        match self.people().find(id) {
            Some(person) if !self.renamed.is_empty() => {
                self.people().text(self.now(person, self.head()))
            }
            _ => id,
        }
    }

    /// All under which a person is known: the person, and whoever has become them.
    pub fn selves(&self, person: PersonNo, up_to: EntryId) -> Vec<PersonNo> {
        let mut selves = vec![person];
        if self.now(person, up_to) == person {
            let earlier = self.renamed.iter().map(|renamed| renamed.from);
            let is = |other: &PersonNo| *other != person && self.now(*other, up_to) == person;
            let mut earlier: Vec<PersonNo> = earlier.filter(is).collect();
            earlier.sort_unstable();
            earlier.dedup();
            selves.extend(earlier);
        }
        selves
    }

    /// The same by the ids themselves, as they are by now.
    pub fn ids(&self, id: &str) -> Vec<String> {
        match self.people().find(id) {
            Some(person) => {
                let selves = self.selves(person, self.head()).into_iter();
                selves.map(|p| self.people().text(p).to_owned()).collect()
            }
            None => vec![id.to_owned()],
        }
    }

    /// The events of a person, under whatever id they were recorded.
    pub fn facts_of(&self, person: PersonNo, up_to: EntryId) -> Cow<'_, [Fact]> {
        match self.selves(person, up_to).as_slice() {
            [one] => Cow::Borrowed(self.facts(*one)),
            selves => {
                let facts = selves.iter().flat_map(|person| self.facts(*person));
                Cow::Owned(facts.copied().collect())
            }
        }
    }
}
