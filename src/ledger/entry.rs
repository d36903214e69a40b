//! What the ledger holds: entries that are only ever added.
//!
//! An entry is a deed (what was done) with its number, the time it was recorded and who recorded it. Entries form a
//! chain: each carries the hash of the one before, so that none can be changed, left out or put in between unnoticed.

mod case;
mod close;
mod publication;
mod rename;
mod shop;
mod user;

pub use case::{Case, CaseClose, CaseFacts, CaseState, CaseStep, Severity};
pub use case::{Contact, Party, Problem, Stage, Stands};
pub use close::{Closing, Payroll, Taken, TieOrder, Wage};
pub use publication::{Publication, PublishedLeave, PublishedRow, PublishedShift};
pub use rename::Rename;
pub use shop::{ClockBack, Owner};
pub use user::User;

use super::moment::{Moment, Zone};
use super::money::Fen;
use super::policy::Role;
use super::proof::Acting;
use super::took::Took;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The number of an entry: 1, 2, 3, … without gaps.
pub type EntryId = i64;

/// A hash of the chain.
pub type Hash = [u8; 32];

/// What stands before the first entry.
pub const GENESIS: Hash = [0; 32];

/// A deed as it is handed over to be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// When it is recorded.
    pub recorded: Moment,
    /// Who records it, and which manager for them.
    pub by: Acting,
    /// What was done.
    pub deed: Deed,
}

/// An entry of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Entry {
    /// Its number.
    pub id: EntryId,
    /// When it was recorded.
    pub recorded: Moment,
    /// Who recorded it.
    pub by: String,
    /// The manager who did it for them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub via: Option<String>,
    /// What was done.
    pub deed: Deed,
}

/// An entry's text as it is stored: the deed, and who did it for whoever is named as author. Texts of earlier versions have
/// the deed alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body<D> {
    /// What was done.
    #[serde(flatten)]
    pub deed: D,
    /// The manager who did it for the author.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<String>,
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Deed {
    /// The ledger begins; always the first entry.
    Open(Opening),
    /// Somebody may use the ledger from now on, in a role.
    User(User),
    /// A policy is adopted.
    Policy(Adoption),
    /// A roster is published.
    Roster(Publication),
    /// Something happened that somebody answers for.
    Event(Event),
    /// An earlier entry is taken back as if it had never been made.
    Reverse(Remark),
    /// The consequence of an event is remitted; the event still counts.
    Waive(Remark),
    /// The person does not accept an event; nothing is charged until it is answered.
    Appeal(Remark),
    /// An appeal is answered.
    Answer(Answer),
    /// The person has read an event.
    Acknowledge(Remark),
    /// A payment that waits for approval is approved, by whoever records this.
    Approve(Remark),
    /// What was decided in the review that an event has led to.
    Decide(Decision),
    /// A case is opened.
    Case(Case),
    /// A case goes on.
    CaseStep(CaseStep),
    /// A case is closed.
    CaseClose(CaseClose),
    /// A month is closed.
    Close(Closing),
    /// The ledger belongs to a team of another name from now on.
    Owner(Owner),
    /// The clock was set back, and that is meant.
    ClockBack(ClockBack),
    /// Somebody has another id from now on.
    Rename(Rename),
}

/// How a ledger begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// The shop's time zone.
    pub zone: Zone,
    /// The shop's name.
    pub name: String,
    /// The team's name, as the team file beside it said; empty: there was none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub team: String,
    /// The id of that file; `None`: it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team_id: Option<String>,
}

/// A policy with the whole text of its file, so that any month can be replayed without it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adoption {
    /// The policy's id.
    pub id: String,
    /// Its version.
    pub version: String,
    /// First day on which it holds.
    pub from: NaiveDate,
    /// The file.
    pub text: String,
}

/// Something that a person answers for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Who answers.
    pub person: String,
    /// The category's id.
    pub category: String,
    /// When it happened.
    pub at: Moment,
    /// What proves it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub evidence: String,
    /// The order it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<String>,
    /// The case it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<EntryId>,
    /// How long it took, where the category has a limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<i64>,
    /// And how many seconds beyond whole minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<i64>,
    /// What was paid to the customer, where the category is a payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Fen>,
    /// Who approved that, where it was said at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved: Option<String>,
    /// Whose approval it waits for: whoever has this role approves it by an entry of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waits: Option<Role>,
    /// The customer's account name, where the category is a payment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<String>,
    /// What a payment is for, in the words of its remark.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Whose leave was to be covered, where the supervisor answers for that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leave_of: Option<String>,
    /// What the roster published by then says of the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duty: Option<OnShift>,
}

/// The shift that a person was on at the time of an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnShift {
    /// The entry that published the roster.
    pub roster: EntryId,
    /// The version of the roster in its month.
    pub version: u32,
    /// The shift that the person was on; `None`: on none at that minute.
    pub shift: Option<String>,
}

/// A remark to an earlier entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// That entry.
    pub of: EntryId,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// The answer to an appeal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The event that was appealed against.
    pub of: EntryId,
    /// Whether the event is dropped, as if it had never been recorded.
    pub granted: bool,
    /// Why.
    pub reason: String,
}

/// The outcome of a review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The event that led to the review.
    pub of: EntryId,
    /// What was decided.
    pub decision: String,
    /// Who decided.
    pub decided_by: String,
}

impl Event {
    /// How long it took.
    pub fn took(&self) -> Option<Took> {
        let minutes = self.minutes?;
        Some(Took::of(minutes, self.seconds.unwrap_or(0)))
    }
}

impl Deed {
    /// The entry that this one is about.
    pub fn of(&self) -> Option<EntryId> {
        match self {
            Deed::Reverse(r)
            | Deed::Waive(r)
            | Deed::Appeal(r)
            | Deed::Acknowledge(r)
            | Deed::Approve(r) => Some(r.of),
            Deed::Answer(a) => Some(a.of),
            Deed::Decide(d) => Some(d.of),
            Deed::CaseStep(c) => Some(c.of),
            Deed::CaseClose(c) => Some(c.of),
            _ => None,
        }
    }

    /// The words for all kinds, as stored.
    pub const KINDS: [&'static str; 19] = [
        "open",
        "user",
        "policy",
        "roster",
        "event",
        "reverse",
        "waive",
        "appeal",
        "answer",
        "acknowledge",
        "approve",
        "decide",
        "case",
        "case-step",
        "case-close",
        "close",
        "owner",
        "clock-back",
        "rename",
    ];

    /// The word for its kind, as stored.
    pub fn kind(&self) -> &'static str {
        match self {
            Deed::Open(_) => "open",
            Deed::User(_) => "user",
            Deed::Policy(_) => "policy",
            Deed::Roster(_) => "roster",
            Deed::Event(_) => "event",
            Deed::Reverse(_) => "reverse",
            Deed::Waive(_) => "waive",
            Deed::Appeal(_) => "appeal",
            Deed::Answer(_) => "answer",
            Deed::Acknowledge(_) => "acknowledge",
            Deed::Approve(_) => "approve",
            Deed::Decide(_) => "decide",
            Deed::Case(_) => "case",
            Deed::CaseStep(_) => "case-step",
            Deed::CaseClose(_) => "case-close",
            Deed::Close(_) => "close",
            Deed::Owner(_) => "owner",
            Deed::ClockBack(_) => "clock-back",
            Deed::Rename(_) => "rename",
        }
    }

    /// What is stored of it beside its text, to find it by.
    pub fn keys(&self) -> Keys<'_> {
        match self {
            Deed::Event(e) => Keys {
                person: Some(&e.person),
                category: Some(&e.category),
                at: Some(e.at),
                of: None,
            },
            Deed::Case(c) => Keys {
                person: Some(&c.person),
                category: Some(&c.case),
                at: Some(c.at),
                of: None,
            },
            other => Keys {
                of: other.of(),
                ..Keys::default()
            },
        }
    }
}

/// What an entry is found by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Keys<'a> {
    /// The person of an event or case.
    pub person: Option<&'a str>,
    /// The category of an event, the kind of a case.
    pub category: Option<&'a str>,
    /// When it happened.
    pub at: Option<Moment>,
    /// The entry it is about.
    pub of: Option<EntryId>,
}

/// The hash of an entry, from that of the one before and from what is stored. Lengths stand before texts, so that no
/// two different entries are the same bytes.
pub fn chain(before: &Hash, id: EntryId, recorded: i64, by: &str, body: &str) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update(before);
    hasher.update(id.to_be_bytes());
    hasher.update(recorded.to_be_bytes());
    for text in [by, body] {
        hasher.update((text.len() as u64).to_be_bytes());
        hasher.update(text.as_bytes());
    }
    hasher.finalize().into()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic)]

    use super::*;

    #[test]
    fn the_hash_depends_on_everything() {
        let plain = chain(&GENESIS, 1, 5, "ab", "c");
        let others = [
            chain(&[1; 32], 1, 5, "ab", "c"),
            chain(&GENESIS, 2, 5, "ab", "c"),
            chain(&GENESIS, 1, 6, "ab", "c"),
            chain(&GENESIS, 1, 5, "a", "bc"),
            chain(&GENESIS, 1, 5, "ab", "d"),
        ];
        assert!(others.iter().all(|other| *other != plain));
    }

    #[test]
    fn deeds_come_back_from_their_text() {
        let at = Zone::SHANGHAI
            .read("2026-12-05 21:40")
            .unwrap_or_else(|e| panic!("{e}"));
        let deed = Deed::Event(Event {
            person: "A03".into(),
            category: "complaint".into(),
            at,
            evidence: "chat log".into(),
            order: None,
            case: None,
            minutes: None,
            seconds: None,
            amount: Some(Fen(500)),
            approved: None,
            waits: None,
            customer: None,
            note: None,
            leave_of: None,
            duty: None,
        });
        let text = serde_json::to_string(&deed).unwrap_or_default();
        assert_eq!(
            text,
            r#"{"kind":"event","person":"A03","category":"complaint","at":"2026-12-05T21:40:00+08:00","evidence":"chat log","amount":500}"#
        );
        assert_eq!(serde_json::from_str::<Deed>(&text).ok(), Some(deed));
    }
}
