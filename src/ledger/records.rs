//! Entries in memory, in the form that assessments need: events by person, and what was said about them.
//!
//! Nothing here depends on where the entries came from. Loaded in part (one person's events), the answers about that
//! part are the same as those of the whole.

mod keys;
mod selves;
mod whose;

pub use keys::{FactKeys, Names, day_number};
pub use whose::{TeamId, Whose};

use super::assess::Standing;
use super::entry::{
    Answer, Closing, Deed, Entry, EntryId, Opening, Owner, Publication, Remark, Rename, User,
};
use super::moment::{Moment, Zone};
use super::policy::{Category, Policy};
use super::policy_file;
use super::store::FactRow;
use crate::source::{Fault, Source};
use chrono::NaiveDate;
use std::collections::HashMap;

/// Number of a person among [`Records::people`].
pub type PersonNo = u32;
/// Number of a category among those that occur.
pub type CategoryNo = u32;

/// An event, as far as assessments look at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fact {
    /// The entry.
    pub id: EntryId,
    /// Who answers.
    pub person: PersonNo,
    /// What it is.
    pub category: CategoryNo,
    /// When it happened, in seconds since 1970 in UTC.
    pub at: i64,
    /// The day on the shop's wall.
    pub day: NaiveDate,
}

/// A roster that was published.
#[derive(Debug, Clone)]
pub struct Published {
    /// The entry.
    pub id: EntryId,
    /// When.
    pub recorded: Moment,
    /// By whom.
    pub by: String,
    /// The roster.
    pub roster: Publication,
}

/// A month that was closed.
#[derive(Debug, Clone)]
pub struct Closed {
    /// The entry.
    pub id: EntryId,
    /// When.
    pub recorded: Moment,
    /// The close.
    pub closing: Closing,
}

/// What is known of a ledger.
#[derive(Debug, Clone, Default)]
pub struct Records {
    opening: Option<Opening>,
    owner: Whose,
    people: Names,
    categories: Names,
    facts: Vec<Vec<Fact>>,
    /// Adopted policies in the order of adoption.
    policies: Vec<(EntryId, Policy)>,
    published: Vec<Published>,
    closed: Vec<Closed>,
    users: Vec<(EntryId, User)>,
    /// Who has another id, in order.
    renamed: Vec<selves::Renamed>,
    /// Reversals by what they take back.
    reversals: HashMap<EntryId, Vec<EntryId>>,
    /// Waivers, appeals and their answers by event, in order.
    said: HashMap<EntryId, Vec<(EntryId, Said)>>,
    /// Decisions of reviews by event, in order.
    decided: HashMap<EntryId, Vec<EntryId>>,
    /// The last entry that was taken up.
    head: EntryId,
}

/// What changes how an event stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    Waived,
    Appealed,
    Granted,
    Upheld,
}

impl Records {
    /// Takes up an entry; the order must be that of the ledger. An event is taken up by its keys.
    ///
    /// # Errors
    /// A fault of the text of a policy, which cannot occur in a ledger that this program wrote.
    pub fn take(&mut self, entry: &Entry) -> Result<(), Fault> {
        let id = entry.id;
        self.head = self.head.max(id);
        match &entry.deed {
            Deed::Open(opening) => {
                self.owner
                    .first(id, &opening.team, opening.team_id.as_deref());
                self.opening = Some(opening.clone());
            }
            Deed::Owner(Owner { team, team_id, .. }) => {
                self.owner = Whose {
                    entry: id,
                    team: team.clone(),
                    id: team_id.as_deref().map(TeamId::of),
                };
            }
            Deed::User(user) => self.users.push((id, user.clone())),
            Deed::Policy(adopted) => {
                let name = format!("policy {} {}", adopted.id, adopted.version);
                let mut policy = policy_file::read(&Source::new(name, adopted.text.clone()))?;
                // Adopted later than the file says, it holds from then on.
                policy.from = policy.from.max(adopted.from);
                self.policies.push((id, policy));
            }
            Deed::Roster(roster) => self.publish(entry, roster),
            Deed::Event(event) => {
                let (person, category) = (&event.person, &event.category);
                self.fact(id, person, category, event.at.seconds(), event.at.date());
            }
            Deed::Reverse(Remark { of, .. }) => self.reversals.entry(*of).or_default().push(id),
            Deed::Waive(remark) => self.say(remark.of, id, Said::Waived),
            Deed::Appeal(remark) => self.say(remark.of, id, Said::Appealed),
            Deed::Answer(Answer { of, granted, .. }) => {
                let said = if *granted {
                    Said::Granted
                } else {
                    Said::Upheld
                };
                self.say(*of, id, said);
            }
            Deed::Close(closing) => self.closed.push(Closed {
                id,
                recorded: entry.recorded,
                closing: closing.clone(),
            }),
            Deed::Rename(Rename { from, to, .. }) => {
                let (from, to) = (self.person_no(from), self.person_no(to));
                self.renamed.push(selves::Renamed {
                    entry: id,
                    from,
                    to,
                });
            }
            Deed::Decide(decision) => self.decided.entry(decision.of).or_default().push(id),
            Deed::ClockBack(_)
            | Deed::Acknowledge(_)
            | Deed::Approve(_)
            | Deed::Case(_)
            | Deed::CaseStep(_)
            | Deed::CaseClose(_) => {}
        }
        Ok(())
    }

    /// Takes up an event by what the store keeps beside its text.
    pub fn take_fact(&mut self, row: &FactRow<'_>) {
        let (year, month, day) = (row.day / 10_000, row.day / 100 % 100, row.day % 100);
        let date = u32::try_from(month).ok().zip(u32::try_from(day).ok());
        let day = date.and_then(|(month, day)| NaiveDate::from_ymd_opt(year, month, day));
        self.head = self.head.max(row.id);
        self.fact(
            row.id,
            row.person,
            row.category,
            row.at,
            day.unwrap_or_default(),
        );
    }

    fn fact(&mut self, id: EntryId, person: &str, category: &str, at: i64, day: NaiveDate) {
        let person = self.person_no(person);
        let category = self.categories.number(category);
        let fact = Fact {
            id,
            person,
            category,
            at,
            day,
        };
        if let Some(facts) = self.facts.get_mut(person as usize) {
            facts.push(fact);
        }
    }

    fn person_no(&mut self, id: &str) -> PersonNo {
        let number = self.people.number(id);
        if self.facts.len() <= number as usize {
            self.facts.resize_with(number as usize + 1, Vec::new);
        }
        number
    }

    fn publish(&mut self, entry: &Entry, roster: &Publication) {
        for row in &roster.people {
            self.person_no(&row.id);
        }
        self.owner
            .first(entry.id, &roster.team, roster.team_id.as_deref());
        self.published.push(Published {
            id: entry.id,
            recorded: entry.recorded,
            by: entry.by.clone(),
            roster: roster.clone(),
        });
    }

    fn say(&mut self, of: EntryId, id: EntryId, said: Said) {
        self.said.entry(of).or_default().push((id, said));
    }

    /// The last entry taken up.
    pub fn head(&self) -> EntryId {
        self.head
    }

    /// Says that the ledger was looked at up to this entry, though not all of it was taken up.
    pub fn saw(&mut self, head: EntryId) {
        self.head = self.head.max(head);
    }

    /// The shop's zone.
    pub fn zone(&self) -> Zone {
        self.opening.as_ref().map_or(Zone::SHANGHAI, |o| o.zone)
    }

    /// The shop's name.
    pub fn name(&self) -> &str {
        self.opening.as_ref().map_or("", |o| &o.name)
    }

    /// The team that it belongs to.
    pub fn owner(&self) -> &Whose {
        &self.owner
    }

    /// The ids of all people who occur in events or published rosters.
    pub fn people(&self) -> &Names {
        &self.people
    }

    /// The ids of all categories that occur.
    pub fn categories(&self) -> &Names {
        &self.categories
    }

    /// A person's events, in the order in which they were recorded.
    pub fn facts(&self, person: PersonNo) -> &[Fact] {
        self.facts.get(person as usize).map_or(&[], Vec::as_slice)
    }

    /// Everybody's events.
    pub fn all_facts(&self) -> impl Iterator<Item = Fact> + '_ {
        self.facts.iter().flatten().copied()
    }

    /// Forgets all events, and keeps who and what there is.
    pub(super) fn forget_facts(&mut self) {
        self.facts.iter_mut().for_each(Vec::clear);
    }

    /// Published rosters, in their order.
    pub fn published(&self) -> &[Published] {
        &self.published
    }

    /// Closed months, in their order.
    pub fn closed(&self) -> &[Closed] {
        &self.closed
    }

    /// The last close before an entry.
    pub fn close_before(&self, up_to: EntryId) -> Option<&Closed> {
        self.closed.iter().rev().find(|c| c.id <= up_to)
    }

    /// Who may use the ledger, with the role given last; nobody where nobody was ever named.
    pub fn users(&self) -> Vec<&User> {
        let mut users: Vec<&User> = Vec::new();
        for (_, user) in &self.users {
            users.retain(|u| u.name != user.name);
            users.push(user);
        }
        users.retain(|u| u.role.is_some());
        users
    }

    /// Whether anybody was ever named as user.
    pub fn names_users(&self) -> bool {
        !self.users.is_empty()
    }

    /// Adopted policies with their entries, in their order.
    pub fn adopted(&self) -> &[(EntryId, Policy)] {
        &self.policies
    }

    /// The policies in force on a day: of each id the version with the latest day; of two with the same, the one
    /// adopted last.
    pub fn policies(&self, day: NaiveDate, up_to: EntryId) -> Vec<&Policy> {
        let mut force: Vec<&Policy> = Vec::new();
        for (_, policy) in self
            .policies
            .iter()
            .filter(|(id, p)| *id <= up_to && p.from <= day)
        {
            match force.iter_mut().find(|p| p.id == policy.id) {
                Some(earlier) if earlier.from <= policy.from => *earlier = policy,
                Some(_) => {}
                None => force.push(policy),
            }
        }
        force
    }

    /// The policy and category that a category's id means on a day.
    pub fn category(
        &self,
        category: CategoryNo,
        day: NaiveDate,
        up_to: EntryId,
    ) -> Option<(&Policy, &Category)> {
        self.category_named(self.categories.text(category), day, up_to)
    }

    /// The same by the id itself.
    pub fn category_named(
        &self,
        id: &str,
        day: NaiveDate,
        up_to: EntryId,
    ) -> Option<(&Policy, &Category)> {
        let policies = self.policies(day, up_to);
        policies
            .into_iter()
            .find_map(|p| Some((p, p.category(id)?)))
    }

    /// Whether an entry has not been taken back.
    pub fn is_live(&self, id: EntryId, up_to: EntryId) -> bool {
        if !self.reversals.contains_key(&id) {
            return true;
        }
        // A reversal has a larger number than what it takes back: from the last to the first, each is known when it
        // is needed. No recursion, however long a chain of reversals is.
        let mut order = vec![id];
        let mut next = 0;
        while let Some(of) = order.get(next).copied() {
            order.extend(self.reversals_of(of, up_to));
            next += 1;
        }
        order.sort_unstable();
        let mut live: HashMap<EntryId, bool> = HashMap::new();
        for entry in order.iter().rev() {
            let taken_back = self
                .reversals_of(*entry, up_to)
                .any(|r| live.get(&r) == Some(&true));
            live.insert(*entry, !taken_back);
        }
        live.get(&id) == Some(&true)
    }

    /// The reversals that were made of an entry.
    pub fn reversals_of(&self, id: EntryId, up_to: EntryId) -> impl Iterator<Item = EntryId> + '_ {
        let all = self
            .reversals
            .get(&id)
            .map_or(&[] as &[EntryId], Vec::as_slice);
        all.iter().copied().filter(move |r| *r <= up_to)
    }

    /// What was decided in the review of an event, and not taken back.
    pub fn decision(&self, event: EntryId, up_to: EntryId) -> Option<EntryId> {
        let mut all = self.decided.get(&event)?.iter().rev().copied();
        all.find(|id| *id <= up_to && self.is_live(*id, up_to))
    }

    /// How an event stands.
    pub fn standing(&self, event: EntryId, up_to: EntryId) -> Standing {
        if !self.is_live(event, up_to) {
            return Standing::Void;
        }
        let Some(all) = self.said.get(&event) else {
            return Standing::Stands;
        };
        let mut waived = false;
        let mut last = None;
        for (id, said) in all
            .iter()
            .filter(|(id, _)| *id <= up_to && self.is_live(*id, up_to))
        {
            match said {
                Said::Waived => waived = true,
                other => last = Some((*id, *other)),
            }
        }
        match last {
            Some((_, Said::Granted)) => Standing::Void,
            Some((_, Said::Appealed)) => Standing::Appealed,
            _ if waived => Standing::Waived,
            _ => Standing::Stands,
        }
    }

    /// The events about which something was said behind an entry, up to another: reversals (also of remarks),
    /// waivers, appeals, answers.
    pub fn events_said_of(&self, after: EntryId, up_to: EntryId) -> Vec<EntryId> {
        let new = |id: &EntryId| *id > after && *id <= up_to;
        let mut of: HashMap<EntryId, EntryId> = HashMap::new();
        for (event, all) in &self.said {
            of.extend(all.iter().map(|(id, _)| (*id, *event)));
        }
        for (target, all) in &self.reversals {
            of.extend(all.iter().map(|id| (*id, *target)));
        }
        let mut events: Vec<EntryId> = of
            .keys()
            .filter(|id| new(id))
            .map(|id| {
                let mut at = *id;
                while let Some(target) = of.get(&at) {
                    at = *target;
                }
                at
            })
            .collect();
        events.sort_unstable();
        events.dedup();
        events
    }
}
