//! Events of one person in the same second: which of them comes first.
//!
//! The one that was recorded first. Entries have their numbers for ever, so that whoever loads them in whatever order, all
//! or some of them, from whichever store, gets the same. Closes that were made before this was settled went by numbers
//! that categories had in memory, as the store handed them out; such a close has no [`TieOrder`], and is computed again
//! as it was made.

use super::entry::{Closing, EntryId, TieOrder};
use super::records::{Fact, Records};
use std::collections::{BTreeSet, HashMap};

/// Which of several events of the same second comes first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Ties {
    /// What was recorded first.
    #[default]
    Entry,
    /// What has the smaller place here, by the number of its category among [`Records::categories`].
    Category(Vec<u32>),
}

impl Ties {
    /// What a close was computed with.
    pub fn of(records: &Records, closing: &Closing) -> Ties {
        match closing.ties {
            TieOrder::Entry => Ties::Entry,
            TieOrder::Category => Ties::as_stored(records, closing.up_to),
        }
    }

    /// Everything that a close may have been computed with, the likeliest first. What a close without an order goes by
    /// was the store's affair: one that groups by hashing did not say.
    pub fn candidates(records: &Records, closing: &Closing) -> Vec<Ties> {
        let mut all = vec![Ties::of(records, closing)];
        if closing.ties == TieOrder::Category {
            all.push(Ties::as_recorded(records, closing.up_to));
            all.push(Ties::Entry);
            all.dedup();
        }
        all
    }

    /// Categories in the order in which a store that sorts by person and category hands them out.
    fn as_stored(records: &Records, up_to: EntryId) -> Ties {
        let facts = records.all_facts().filter(|fact| fact.id <= up_to);
        let keys = facts.map(|fact| {
            let (person, category) = (fact.person, fact.category);
            (
                records.people().text(person),
                records.categories().text(category),
                category,
            )
        });
        let keys: BTreeSet<(&str, &str, u32)> = keys.collect();
        Ties::places(keys.into_iter().map(|(_, _, category)| category))
    }

    /// Categories in the order in which they were first recorded.
    fn as_recorded(records: &Records, up_to: EntryId) -> Ties {
        let mut first: HashMap<u32, EntryId> = HashMap::new();
        for fact in records.all_facts().filter(|fact| fact.id <= up_to) {
            let id = first.entry(fact.category).or_insert(fact.id);
            *id = fact.id.min(*id);
        }
        let order: BTreeSet<(EntryId, u32)> = first.into_iter().map(|(c, id)| (id, c)).collect();
        Ties::places(order.into_iter().map(|(_, category)| category))
    }

    /// Each category's place where it comes up first.
    fn places(order: impl Iterator<Item = u32>) -> Ties {
        let mut places = Vec::new();
        for (place, category) in (0_u32..).zip(order) {
            let index = category as usize;
            if places.len() <= index {
                places.resize(index + 1, u32::MAX);
            }
            places[index] = place.min(places[index]);
        }
        Ties::Category(places)
    }

    /// Sorts a person's events into the order in which they count.
    pub(super) fn sort(&self, facts: &mut [Fact]) {
        let place = |fact: &Fact| match self {
            Ties::Entry => 0,
            Ties::Category(places) => {
                let place = places.get(fact.category as usize);
                place.copied().unwrap_or(u32::MAX)
            }
        };
        facts.sort_unstable_by_key(|fact| (fact.at, place(fact), fact.id));
    }
}

/// Whether one person's events are not enough to compute the months again that are closed: some of the person's fall into
/// the same second, and a close does not say which came first.
pub fn needs_everybody(records: &Records) -> bool {
    let unsaid = |closing: &Closing| closing.ties == TieOrder::Category;
    if !records.closed().iter().any(|c| unsaid(&c.closing)) {
        return false;
    }
    let mut facts: Vec<Fact> = records.all_facts().collect();
    facts.sort_unstable_by_key(|fact| (fact.person, fact.at));
    facts.windows(2).any(|pair| {
        let [a, b] = pair else { return false };
        (a.person, a.at) == (b.person, b.at) && a.category != b.category
    })
}
