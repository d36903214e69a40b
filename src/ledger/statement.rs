//! What a month comes to for each person: the lines of a statement, and what goes to the payroll.
//!
//! A close books what is *due* (all charges and awards of all months up to the closed one, by what the ledger knows)
//! less what was due at the close before. In the closed month these differences are its charges; in earlier months
//! they are adjustments. So nothing is booked twice and nothing is lost, whenever it is found out.

mod payroll;

pub use payroll::{caps, limit, payroll};

use super::assess::{self, Charge, Standing};
use super::entry::EntryId;
use super::money::Fen;
use super::policy::{Award, Mode, Policy};
use super::records::{Closed, PersonNo, Records};
use super::ties::Ties;
use crate::domain::time::Month;
use sha2::{Digest, Sha256};
use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;

/// What a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What<'a> {
    /// An event, as it stands now.
    Event(Charge<'a>),
    /// An event that was charged by an earlier close and no longer counts.
    Dropped(EntryId),
    /// An award.
    Award(&'a Policy, &'a Award),
}

/// A line of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'a> {
    /// The month it belongs to; earlier than that of the statement for adjustments.
    pub month: Month,
    /// What it is about.
    pub what: What<'a>,
    /// What its amount is.
    pub mode: Mode,
    /// What earlier closes have booked of it.
    pub before: Fen,
    /// What it comes to by now.
    pub now: Fen,
}

impl Line<'_> {
    /// What this statement books: a charge, or for awards what is given; negative where it takes back.
    pub fn amount(&self) -> Fen {
        self.now - self.before
    }
}

/// A person's month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement<'a> {
    /// The person's number.
    pub person: PersonNo,
    /// The month.
    pub month: Month,
    /// Adjustments of earlier months first, then the month's events, then awards.
    pub lines: Vec<Line<'a>>,
}

/// What tells lines of one person apart: the month, an event's number, an award's policy and id.
type Key<'a> = (Month, EntryId, &'a str, &'a str);

#[derive(Debug, Clone, Copy)]
struct Item<'a> {
    key: Key<'a>,
    at: i64,
    what: What<'a>,
    mode: Mode,
    due: Fen,
}

/// The statements of a month for everybody who has lines, by what entries up to `up_to` say.
pub fn of_month(records: &Records, month: Month, up_to: EntryId) -> Vec<Statement<'_>> {
    of_month_by(records, month, up_to, &Ties::Entry)
}

/// The same as a close computed it: `ties` is its own. In the order of the people's ids, which does not depend on what
/// was loaded first.
pub fn of_month_by<'a>(
    records: &'a Records,
    month: Month,
    up_to: EntryId,
    ties: &Ties,
) -> Vec<Statement<'a>> {
    let look = Look::at(records, month, up_to, ties);
    let people = 0..records.people().all().len();
    let people = people.filter_map(|p| PersonNo::try_from(p).ok());
    // Whoever has another id by then has no lines of their own.
    let people = people.filter(|person| records.now(*person, up_to) == *person);
    let mut people: Vec<PersonNo> = people.collect();
    people.sort_by_key(|person| records.people().text(*person));
    people
        .into_iter()
        .filter_map(|person| look.of_person(person))
        .collect()
}

/// One person's statement, the same as among those of everybody.
pub fn of_one(
    records: &Records,
    person: PersonNo,
    month: Month,
    up_to: EntryId,
) -> Option<Statement<'_>> {
    Look::at(records, month, up_to, &Ties::Entry).of_person(person)
}

/// A look at a month, with what was booked before.
struct Look<'a, 'b> {
    records: &'a Records,
    month: Month,
    up_to: EntryId,
    ties: &'b Ties,
    before: Option<&'a Closed>,
    /// What the close before was computed with, as far as this look is concerned.
    ties_before: Ties,
    touched: Touched,
}

impl<'a, 'b> Look<'a, 'b> {
    fn at(records: &'a Records, month: Month, up_to: EntryId, ties: &'b Ties) -> Look<'a, 'b> {
        let before = records.close_before(up_to);
        // A close that went by categories went by its own places of them, what was booked before included.
        let ties_before = match (ties, before) {
            (Ties::Entry, Some(closed)) => Ties::of(records, &closed.closing),
            _ => ties.clone(),
        };
        let mut touched = Touched::since(records, before, up_to);
        touched.all |= ties_before != *ties;
        Look {
            records,
            month,
            up_to,
            ties,
            before,
            ties_before,
            touched,
        }
    }

    fn of_person(&self, person: PersonNo) -> Option<Statement<'a>> {
        let booked = self.before.map(|closed| closed.closing.month);
        let again = booked.is_none() || self.touched.contains(person);
        let from = match booked {
            Some(booked) if !again => Some(booked.after()),
            _ => None,
        };
        let (records, month) = (self.records, self.month);
        let now = due(records, person, from..=Some(month), self.up_to, self.ties);
        let earlier = match (booked, self.before) {
            (Some(booked), Some(closed)) if again => {
                let months = None..=Some(booked);
                due_then(
                    records,
                    person,
                    self.up_to,
                    months,
                    closed,
                    &self.ties_before,
                )
            }
            _ => Vec::new(),
        };
        let lines = differences(month, &now, &earlier);
        (!lines.is_empty()).then_some(Statement {
            person,
            month,
            lines,
        })
    }
}

/// What was due at a close for a person as they are known by now: of several whom the ledger took for different people
/// then, what each of them was due, that of one line in one sum.
fn due_then<'a>(
    records: &'a Records,
    person: PersonNo,
    up_to: EntryId,
    months: RangeInclusive<Option<Month>>,
    closed: &Closed,
    ties: &Ties,
) -> Vec<Item<'a>> {
    let then = closed.closing.up_to;
    let selves = records.selves(person, up_to);
    let mut people: Vec<PersonNo> = selves.iter().map(|p| records.now(*p, then)).collect();
    people.sort_unstable();
    people.dedup();
    let mut items: Vec<Item<'a>> = Vec::new();
    for (count, person) in people.iter().enumerate() {
        let due = due(records, *person, months.clone(), then, ties);
        if count == 0 {
            items = due;
            continue;
        }
        for item in due {
            match items.iter_mut().find(|known| known.key == item.key) {
                Some(known) => known.due += item.due,
                None => items.push(item),
            }
        }
    }
    items
}

/// Everything that is due for some months; `None` comes before all of them.
fn due<'a>(
    records: &'a Records,
    person: PersonNo,
    months: RangeInclusive<Option<Month>>,
    up_to: EntryId,
    ties: &Ties,
) -> Vec<Item<'a>> {
    let facts = records.facts_of(person, up_to);
    let charges = assess::person_by(records, &facts, up_to, ties);
    let wanted = |month: Month| months.contains(&Some(month));
    let mut items: Vec<Item<'a>> = charges
        .iter()
        .filter(|c| wanted(c.month()))
        .map(|charge| Item {
            key: (charge.month(), charge.fact.id, "", ""),
            at: charge.fact.at,
            what: What::Event(*charge),
            mode: charge.under.map_or(Mode::Cash, |(policy, _)| policy.mode),
            due: charge.amount(),
        })
        .collect();
    let mut months: Vec<Month> = records
        .published()
        .iter()
        .filter(|p| p.id <= up_to && wanted(p.roster.month))
        .map(|p| p.roster.month)
        .collect();
    months.sort_unstable();
    months.dedup();
    for month in months {
        awards(records, person, month, up_to, &charges, &mut items);
    }
    items
}

/// The awards that a person has earned in a month.
fn awards<'a>(
    records: &'a Records,
    person: PersonNo,
    month: Month,
    up_to: EntryId,
    charges: &[Charge<'a>],
    items: &mut Vec<Item<'a>>,
) {
    let last = crate::domain::time::add_days(month.after().first(), -1);
    let policies = records.policies(last, up_to);
    if policies.iter().all(|policy| policy.awards.is_empty()) {
        return;
    }
    let shifts = super::duty::shifts_in(records, person, month, up_to);
    for policy in policies {
        for award in &policy.awards {
            let spoils = |charge: &&Charge<'_>| {
                charge.month() == month
                    && charge.under.is_some_and(|(p, category)| {
                        p.id == policy.id
                            && category.ladder.is_some_and(|l| award.clean.contains(&l))
                    })
            };
            if shifts >= award.shifts.max(1) && charges.iter().find(spoils).is_none() {
                items.push(Item {
                    key: (month, EntryId::MAX, &policy.id, &award.id),
                    at: i64::MAX,
                    what: What::Award(policy, award),
                    mode: policy.mode,
                    due: award.amount,
                });
            }
        }
    }
}

/// The awards of a month that nobody can have: there is no published roster of it, so that nobody is known to have worked.
pub fn unjudged(records: &Records, month: Month, up_to: EntryId) -> Vec<(&Policy, &Award)> {
    if super::duty::last_roster(records, month, up_to).is_some() {
        return Vec::new();
    }
    let last = crate::domain::time::add_days(month.after().first(), -1);
    let policies = records.policies(last, up_to).into_iter();
    policies
        .flat_map(|policy| policy.awards.iter().map(move |award| (policy, award)))
        .collect()
}

/// What is due now less what was due before: lines of the month in full, of earlier months where they differ.
fn differences<'a>(month: Month, now: &[Item<'a>], earlier: &[Item<'a>]) -> Vec<Line<'a>> {
    let booked: HashMap<Key<'a>, &Item<'a>> = earlier.iter().map(|item| (item.key, item)).collect();
    let current: HashSet<Key<'a>> = now.iter().map(|item| item.key).collect();
    let mut found: Vec<(i64, Key<'a>, Line<'a>)> = Vec::new();
    for item in now {
        let before = booked.get(&item.key).map(|earlier| earlier.due);
        if item.key.0 == month || before != Some(item.due) {
            let before = before.unwrap_or_default();
            let line = Line {
                month: item.key.0,
                what: item.what,
                mode: item.mode,
                before,
                now: item.due,
            };
            found.push((item.at, item.key, line));
        }
    }
    for item in earlier
        .iter()
        .filter(|item| !current.contains(&item.key) && item.due != Fen::ZERO)
    {
        let what = match item.what {
            What::Event(charge) => What::Dropped(charge.fact.id),
            other => other,
        };
        let line = Line {
            month: item.key.0,
            what,
            mode: item.mode,
            before: item.due,
            now: Fen::ZERO,
        };
        found.push((item.at, item.key, line));
    }
    found.sort_by_key(|(at, key, _)| (key.0, *at, *key));
    found.into_iter().map(|(_, _, line)| line).collect()
}

/// The people whose closed months may look different from what was booked.
struct Touched {
    all: bool,
    people: HashSet<PersonNo>,
}

impl Touched {
    fn since(records: &Records, before: Option<&Closed>, up_to: EntryId) -> Touched {
        let mut touched = Touched {
            all: false,
            people: HashSet::new(),
        };
        let Some(closed) = before else {
            return touched;
        };
        let open = closed.closing.month.after().first();
        let seen = closed.closing.up_to;
        let said: HashSet<EntryId> = records.events_said_of(seen, up_to).into_iter().collect();
        for fact in records.all_facts() {
            let late = fact.id > seen && fact.id <= up_to;
            if fact.day < open && (late || said.contains(&fact.id)) {
                touched.people.insert(records.now(fact.person, up_to));
            }
        }
        // Who was taken for two people was charged as two.
        for (entry, from, to) in records.renamed(0, up_to) {
            if entry > seen || said.contains(&entry) {
                let both = [from, to].map(|person| records.now(person, up_to));
                touched.people.extend(both);
            }
        }
        // A roster of a closed month that is published again may change who has earned its awards.
        touched.all = records
            .published()
            .iter()
            .any(|p| p.id > seen && p.id <= up_to && p.roster.month <= closed.closing.month);
        touched
    }

    fn contains(&self, person: PersonNo) -> bool {
        self.all || self.people.contains(&person)
    }
}

/// A digest of all lines of all statements, hexadecimal: two closes with the same digest book the same.
pub fn digest(records: &Records, statements: &[Statement<'_>]) -> String {
    let mut order: Vec<&Statement<'_>> = statements.iter().collect();
    order.sort_by_key(|s| records.people().text(s.person));
    let mut hasher = Sha256::new();
    for statement in order {
        let person = records.people().text(statement.person);
        for line in &statement.lines {
            let what = match line.what {
                What::Event(c) => format!(
                    "event {} {} {:?} {:?}",
                    c.fact.id, c.count, c.penalty, c.standing
                ),
                What::Dropped(id) => format!("dropped {id}"),
                What::Award(policy, award) => format!("award {} {}", policy.id, award.id),
            };
            let (month, mode) = (line.month, line.mode);
            let text = format!(
                "{person}\t{month}\t{what}\t{mode:?}\t{}\t{}\n",
                line.before.0, line.now.0
            );
            hasher.update(text.as_bytes());
        }
    }
    hasher
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Whether an event leads to a review that somebody must decide, and has not.
pub fn wants_review(records: &Records, charge: &Charge<'_>, up_to: EntryId) -> bool {
    charge.penalty == super::policy::Penalty::Review
        && charge.standing == Standing::Stands
        && records.decision(charge.fact.id, up_to).is_none()
}
