//! The desk where things are handed in: what may be written down, by whom, and how it is completed.
//!
//! Nothing here writes. A request either becomes a deed that is fit to be appended, or is refused with the reason.

mod answers;
mod cases;
mod payments;
mod remarks;
mod renames;
mod shop;
mod users;

pub use cases::NewCase;
pub use renames::perhaps_one;
pub use shop::{Apart, belongs};
pub use users::UserChange;

use super::duty;
use super::entry::{Deed, EntryId, Event, Publication, Remark};
use super::error::LedgerError;
use super::moment::Moment;
use super::money::Fen;
use super::payments::Payment;
use super::policy::{Category, Policy, Role};
use super::records::Records;
use super::took::Took;
use crate::domain::time::Month;
use crate::domain::who;
use chrono::NaiveDate;

/// Somebody the ledger can speak of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Id, unique.
    pub id: String,
    /// Name.
    pub name: String,
    /// What the person was called before.
    pub was: Vec<String>,
    /// First and last day in the team, where the team file says them.
    pub stay: (Option<NaiveDate>, Option<NaiveDate>),
    /// Whether the team file has them; otherwise a published roster.
    pub in_team: bool,
}

impl Known {
    /// What the person is called, to be found by.
    fn called(&self) -> who::Called<'_> {
        who::Called {
            id: &self.id,
            name: &self.name,
            was: &self.was,
        }
    }
}

/// What is at hand when something is handed in.
#[derive(Debug)]
pub struct Desk<'a> {
    /// What the ledger knows.
    pub records: &'a Records,
    /// Everybody who is known; empty: nobody is checked.
    pub people: &'a [Known],
    /// What time it is.
    pub now: Moment,
    /// Who hands in.
    pub by: &'a str,
}

/// An event as somebody tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewEvent {
    /// Who answers, by id or name; `None`: whoever was on duty, where the category says so.
    pub person: Option<String>,
    /// The category's id.
    pub category: String,
    /// When it happened.
    pub at: Moment,
    /// What proves it.
    pub evidence: String,
    /// The order it is about.
    pub order: Option<String>,
    /// The case it comes from.
    pub case: Option<EntryId>,
    /// How long it took.
    pub minutes: Option<Took>,
    /// What was paid.
    pub amount: Option<Fen>,
    /// Who approved that.
    pub approved: Option<String>,
    /// The customer's account name, of a payment.
    pub customer: Option<String>,
    /// What a payment is for.
    pub note: Option<String>,
    /// Whose leave was to be covered.
    pub leave_of: Option<String>,
    /// Whether it is recorded though the person was not in the team then.
    pub anyway: bool,
}

impl Desk<'_> {
    /// Whether whoever hands in has a role; where no users are named, everybody has every role.
    ///
    /// # Errors
    /// The name is unknown, or the role is too small.
    pub fn may(&self, needs: Role) -> Result<(), LedgerError> {
        self.has_role(self.by, needs)
    }

    /// The role of whoever hands in; `None`: no user of the ledger.
    pub fn role(&self) -> Option<Role> {
        let users = self.records.users();
        users
            .iter()
            .find(|u| u.name == self.by)
            .and_then(|u| u.role)
    }

    fn has_role(&self, name: &str, needs: Role) -> Result<(), LedgerError> {
        if !self.records.names_users() {
            return Ok(());
        }
        let users = self.records.users();
        let role = users.iter().find(|u| u.name == name).and_then(|u| u.role);
        match role {
            None => Err(LedgerError::UnknownUser {
                name: name.to_owned(),
                known: users.iter().map(|u| u.name.clone()).collect(),
            }),
            Some(role) if role < needs => Err(LedgerError::NotInRole {
                name: name.to_owned(),
                role,
                needs,
            }),
            Some(_) => Ok(()),
        }
    }

    /// A person's id, from the id or the name.
    ///
    /// # Errors
    /// Nobody is called so.
    pub fn person(&self, text: &str) -> Result<String, LedgerError> {
        let id = self.person_as_written(text)?;
        Ok(self.records.current(&id).to_owned())
    }

    /// The same, and an id that the person had before stays.
    fn person_as_written(&self, text: &str) -> Result<String, LedgerError> {
        let text = text.trim();
        match who::find(self.people.iter().map(Known::called), text) {
            Ok(place) => Ok(self.people[place].id.clone()),
            Err(several) if !several.is_empty() => Err(LedgerError::SeveralPeople {
                name: text.to_owned(),
                people: several
                    .iter()
                    .map(|place| &self.people[*place])
                    .map(|p| who::shown(&p.id, &p.name))
                    .collect(),
            }),
            Err(_) => self.elsewhere(text),
        }
    }

    /// The id of somebody who stands in no roster: a user, since a supervisor may have to answer all the same, or whom
    /// entries name already.
    fn elsewhere(&self, text: &str) -> Result<String, LedgerError> {
        let users = self.records.users();
        let named = self.records.people().all().iter();
        let active = users.iter().filter(|u| u.role.is_some());
        let mut others: Vec<&str> = active.map(|u| u.name.as_str()).collect();
        others.extend(named.map(String::as_str));
        others.sort_unstable();
        others.dedup();
        match who::find(others.iter().map(|name| (*name, *name)), text) {
            Ok(place) => Ok(others[place].to_owned()),
            Err(several) if !several.is_empty() => Err(LedgerError::SeveralPeople {
                name: text.to_owned(),
                people: several
                    .iter()
                    .map(|place| others[*place].to_owned())
                    .collect(),
            }),
            Err(_) if self.people.is_empty() && !text.is_empty() => Ok(text.to_owned()),
            Err(_) => Err(LedgerError::UnknownPerson {
                name: text.to_owned(),
                known: self
                    .people
                    .iter()
                    .flat_map(|p| [p.id.clone(), p.name.clone()])
                    .collect(),
            }),
        }
    }

    /// Whether an event would be a payment; unknown categories are none.
    pub fn is_payment(&self, told: &NewEvent) -> bool {
        self.category(told)
            .is_ok_and(|(_, category)| category.payment)
    }

    /// An event that is fit to be written down. `paid` are the payments that are known, where it is one.
    ///
    /// # Errors
    /// Something is unknown, missing, or more than the one who hands in may do.
    pub fn event(&self, told: &NewEvent, paid: &[Payment]) -> Result<Event, LedgerError> {
        self.may(Role::Agent)?;
        possible(told.at, self.now)?;
        self.in_team(told)?;
        let (policy, category) = self.category(told)?;
        self.minutes(told, category)?;
        let (person, leave_of) = self.answers(told, category)?;
        let (approved, waits) = self.payment(told, policy, category, &person, paid)?;
        let duty = duty::of_person(self.records, &person, told.at, self.records.head());
        Ok(Event {
            person,
            category: category.id.clone(),
            at: told.at,
            evidence: told.evidence.trim().to_owned(),
            order: told.order.as_deref().and_then(|text| filled(text).ok()),
            case: told.case,
            minutes: told.minutes.map(Took::minutes),
            seconds: told.minutes.and_then(Took::rest),
            amount: told.amount,
            approved,
            waits,
            customer: told.customer.clone(),
            note: told.note.clone(),
            leave_of,
            duty,
        })
    }

    /// That whoever is named was in the team on the day, as far as the team file says when somebody came and went.
    fn in_team(&self, told: &NewEvent) -> Result<(), LedgerError> {
        let Some(name) = told.person.as_deref().filter(|_| !told.anyway) else {
            return Ok(());
        };
        let id = self.person(name)?;
        let day = told.at.date();
        let known = self.people.iter().find(|known| known.id == id);
        let (joined, left) = known.map_or((None, None), |known| known.stay);
        if joined.is_some_and(|joined| day < joined) || left.is_some_and(|left| day > left) {
            let name = known.map_or(id.as_str(), |known| &known.name).to_owned();
            return Err(LedgerError::NotInTeam {
                name,
                day,
                joined,
                left,
            });
        }
        Ok(())
    }

    fn category(&self, told: &NewEvent) -> Result<(&Policy, &Category), LedgerError> {
        let (day, head) = (told.at.date(), self.records.head());
        if let Some(found) = self.records.category_named(&told.category, day, head) {
            return Ok(found);
        }
        let policies = self.records.policies(day, head);
        // Tables that people keep have names, in either language.
        let name = told.category.trim();
        let named = |c: &&Category| c.name.zh == name || c.name.en == name;
        for policy in &policies {
            if let Some(category) = policy.categories.iter().find(named) {
                return Ok((policy, category));
            }
        }
        if policies.is_empty() {
            return Err(LedgerError::NoPolicy { day });
        }
        let known = policies
            .iter()
            .flat_map(|p| p.categories.iter().map(|c| c.id.clone()))
            .collect();
        Err(LedgerError::UnknownCategory {
            id: told.category.clone(),
            day,
            known,
        })
    }

    fn minutes(&self, told: &NewEvent, category: &Category) -> Result<(), LedgerError> {
        let id = || category.id.clone();
        match (category.limit, told.minutes) {
            (Some(limit), None) => Err(LedgerError::NeedsMinutes {
                category: id(),
                limit,
            }),
            (Some(limit), Some(took)) if took <= Took::of(limit, 0) => {
                Err(LedgerError::WithinLimit { took, limit })
            }
            (None, Some(_)) => Err(LedgerError::NoLimit { category: id() }),
            _ => Ok(()),
        }
    }

    /// A policy to be adopted, with the text of its file. It holds from the day that the file says and not before today:
    /// nobody can keep a rule that is not adopted. `back`: it was announced by then, and does reach back.
    ///
    /// # Errors
    /// It is adopted already, would change a closed month, or shares a category with another policy.
    pub fn adopt(&self, policy: &Policy, text: &str, back: bool) -> Result<Deed, LedgerError> {
        self.may(Role::Manager)?;
        let further = |known: &Policy| back && policy.from < known.from;
        let same = |p: &&(EntryId, Policy)| {
            p.1.id == policy.id && p.1.version == policy.version && !further(&p.1)
        };
        if let Some((entry, _)) = self.records.adopted().iter().find(same) {
            let (id, version) = (policy.id.clone(), policy.version.clone());
            return Err(LedgerError::PolicyAdopted {
                id,
                version,
                entry: *entry,
            });
        }
        let today = self.now.date();
        let from = if back {
            policy.from
        } else {
            policy.from.max(today)
        };
        if let Some(closed) = self.records.closed().last()
            && from < closed.closing.month.after().first()
        {
            return Err(LedgerError::PolicyTooEarly {
                from,
                month: closed.closing.month,
            });
        }
        let others = self
            .records
            .adopted()
            .iter()
            .map(|(_, p)| p)
            .filter(|p| p.id != policy.id);
        for other in others {
            if let Some(taken) = policy
                .categories
                .iter()
                .find(|c| other.category(&c.id).is_some())
            {
                let (category, policy) = (taken.id.clone(), other.id.clone());
                return Err(LedgerError::CategoryTaken { category, policy });
            }
        }
        Ok(Deed::Policy(super::entry::Adoption {
            id: policy.id.clone(),
            version: policy.version.clone(),
            from,
            text: text.to_owned(),
        }))
    }

    /// A roster to be published; its version is set here.
    ///
    /// # Errors
    /// It is the one that is published.
    pub fn publish(&self, mut roster: Publication) -> Result<Deed, LedgerError> {
        self.may(Role::Supervisor)?;
        let last = duty::last_roster(self.records, roster.month, self.records.head());
        roster.version = last.map_or(1, |last| last.roster.version.saturating_add(1));
        if let Some(last) = last {
            let version = last.roster.version;
            if roster.says_the_same(&last.roster) {
                return Err(LedgerError::SameRoster { version });
            }
        }
        Ok(Deed::Roster(roster))
    }
}

/// The first year of which a ledger can hold anything: before it there were no such shops, and a year has been mistyped.
const FIRST_YEAR: i32 = 2000;

/// A time at which something can have happened.
fn possible(at: Moment, now: Moment) -> Result<(), LedgerError> {
    use chrono::Datelike;
    if at > now {
        return Err(LedgerError::Future { at: at.short() });
    }
    if at.date().year() < FIRST_YEAR {
        return Err(LedgerError::LongAgo { at: at.short() });
    }
    Ok(())
}

/// A text that says something.
fn filled(text: &str) -> Result<String, LedgerError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(LedgerError::NoReason);
    }
    Ok(text.to_owned())
}

/// A remark with a reason.
fn remark(of: EntryId, reason: &str) -> Result<Remark, LedgerError> {
    let reason = reason.trim().to_owned();
    if reason.is_empty() {
        return Err(LedgerError::NoReason);
    }
    Ok(Remark { of, reason })
}

/// Whether two events tell the same: the same person, category, time and order, with the same evidence and amount.
pub fn same(a: &Event, b: &Event) -> bool {
    (&a.person, &a.category, a.at) == (&b.person, &b.category, b.at)
        && (&a.order, &a.evidence, a.amount) == (&b.order, &b.evidence, b.amount)
}

/// Everybody whom published rosters name, the last name that each had.
pub fn known(records: &Records) -> Vec<Known> {
    let mut people: Vec<Known> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for row in records.published().iter().flat_map(|p| &p.roster.people) {
        let place = *places.entry(row.id.clone()).or_insert(people.len());
        let known = Known {
            id: row.id.clone(),
            name: row.name.clone(),
            was: Vec::new(),
            stay: (None, None),
            in_team: false,
        };
        match people.get_mut(place) {
            Some(earlier) => *earlier = known,
            None => people.push(known),
        }
    }
    people
}

/// The month that an entry's event lies in.
pub fn month_of(event: &Event) -> Month {
    event.at.month()
}
