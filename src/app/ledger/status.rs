//! Who stands where on which ladder, and what the next step would be; appeals and reviews that wait for somebody.

use super::charge::{Charge, Sums};
use super::{Call, People, Who, last_day, with};
use crate::app::context::Context;
use crate::app::error::AppError;
use crate::app::shop::LedgerPlace;
use crate::domain::time::Month;
use crate::ledger::assess::{self, Standing};
use crate::ledger::book::{Book, Scope};
use crate::ledger::entry::{Deed, EntryId};
use crate::ledger::error::LedgerError;
use crate::ledger::moment::Moment;
use crate::ledger::policy::{Mode, Penalty, Window};
use crate::ledger::records::{PersonNo, Records};
use crate::ledger::statement::wants_review;
use crate::ledger::store::{Access, Query};
use crate::text::Text;
use chrono::NaiveDate;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What is asked for.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Only this person, by id or name.
    pub person: Option<String>,
    /// At the end of this month; `None`: now.
    pub month: Option<Month>,
}

/// Who stands where.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// The month.
    pub month: Month,
    /// The day of which it is said.
    pub day: NaiveDate,
    /// Whether that is today.
    pub today: bool,
    /// Whether one person was asked for.
    pub one: bool,
    /// Everybody.
    pub people: Vec<Position>,
    /// Appeals without an answer, with their reasons.
    pub appeals: Vec<(Waiting, String)>,
    /// Reviews without a decision.
    pub reviews: Vec<Waiting>,
}

/// Where somebody stands.
#[derive(Debug, Clone, Serialize)]
pub struct Position {
    /// Who.
    pub who: Who,
    /// What the month comes to so far.
    pub sums: Sums,
    /// On which ladders.
    pub rungs: Vec<Rung>,
}

/// Where somebody stands on a ladder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rung {
    /// The policy's id.
    pub policy: String,
    /// The ladder's id.
    pub ladder: String,
    /// Its name.
    pub name: Text,
    /// Over which time events are counted.
    pub window: Window,
    /// Events so far.
    pub count: usize,
    /// What the next brings.
    pub next: Penalty,
    /// What amounts are.
    pub mode: Mode,
}

/// An event that waits for somebody.
#[derive(Debug, Clone, Serialize)]
pub struct Waiting {
    /// Whose it is.
    pub who: Who,
    /// What it brings.
    pub charge: Charge,
}

/// Looks where everybody stands.
///
/// # Errors
/// Nobody is called so, or the ledger cannot be read.
pub fn run(request: &Request, at: &LedgerPlace, context: &Context) -> Result<Report, AppError> {
    with(at, context, |call| status(request, call))
}

fn status(request: &Request, call: &Call<'_>) -> Result<Report, AppError> {
    let (mut book, now) = call.open(Access::Read)?;
    let rules = book.load(Scope::Rules)?;
    let people = call.people(&rules, now)?;
    let desk = people.desk(&rules, now, "");
    let person = request.person.as_deref().map(|name| desk.person(name));
    let sight = call.sight(&mut book, &rules, &people, now)?;
    let person = sight.of(person.transpose()?)?;
    let records = match &person {
        Some(person) => book.load(Scope::Person(person))?,
        None => book.load(Scope::Everything)?,
    };
    let month = request.month.unwrap_or_else(|| now.month());
    let day = day(month, now);
    let standings = standings(&records, person.as_deref(), day);
    let waiting = waiting(&mut book, &records, &standings)?;
    let report = |(charge, who): &(assess::Charge<'_>, &str)| Waiting {
        who: people.who(who),
        charge: Charge::of(&records, charge),
    };
    let appeals = waiting.appeals.iter();
    Ok(Report {
        month,
        day,
        today: day == now.date(),
        one: person.is_some(),
        people: standings
            .iter()
            .map(|one| one.position(&people, month))
            .collect(),
        appeals: appeals
            .map(|(charge, reason)| (report(charge), reason.clone()))
            .collect(),
        reviews: waiting.reviews.iter().map(report).collect(),
    })
}

/// Today in the present month, the last day of an earlier one, the first day of a later one.
fn day(month: Month, now: Moment) -> NaiveDate {
    now.date().clamp(month.first(), last_day(month))
}

/// Where one person stands.
struct Standings<'a> {
    id: String,
    charges: Vec<assess::Charge<'a>>,
    rungs: Vec<assess::Rung<'a>>,
}

impl Standings<'_> {
    fn position(&self, people: &People, month: Month) -> Position {
        let rung = |rung: &assess::Rung<'_>| Rung {
            policy: rung.policy.id.clone(),
            ladder: rung.ladder.id.clone(),
            name: rung.ladder.name.clone(),
            window: rung.ladder.window,
            count: rung.count,
            next: rung.next,
            mode: rung.policy.mode,
        };
        Position {
            who: people.who(&self.id),
            sums: Sums::of(&self.charges, month),
            rungs: self.rungs.iter().map(rung).collect(),
        }
    }
}

/// One person, or everybody who has events, by id.
fn standings<'a>(records: &'a Records, person: Option<&str>, day: NaiveDate) -> Vec<Standings<'a>> {
    let of = |id: &str, number: Option<PersonNo>| {
        let head = records.head();
        let facts = number.map_or_else(Cow::default, |number| records.facts_of(number, head));
        let charges = assess::person(records, &facts, head);
        Standings {
            id: id.to_owned(),
            rungs: assess::rungs(records, &charges, day, records.head()),
            charges,
        }
    };
    if let Some(id) = person {
        return vec![of(id, records.people().find(id))];
    }
    let all = (0..).zip(records.people().all());
    let all = all.filter(|(number, _)| records.now(*number, records.head()) == *number);
    let all = all.map(|(number, id)| of(id, Some(number)));
    let mut all: Vec<Standings<'a>> = all.filter(|one| !one.charges.is_empty()).collect();
    all.sort_by(|a, b| a.id.cmp(&b.id));
    all
}

/// What waits for somebody, whenever the event was.
struct Open<'a> {
    appeals: Vec<((assess::Charge<'a>, &'a str), String)>,
    reviews: Vec<(assess::Charge<'a>, &'a str)>,
}

fn waiting<'a>(
    book: &mut Book,
    records: &'a Records,
    standings: &[Standings<'a>],
) -> Result<Open<'a>, LedgerError> {
    let charges = || standings.iter().flat_map(|one| &one.charges);
    let whose = |charge: &assess::Charge<'a>| {
        let now = records.now(charge.fact.person, records.head());
        (*charge, records.people().text(now))
    };
    let mut open = Open {
        appeals: Vec::new(),
        reviews: charges()
            .filter(|c| wants_review(records, c, records.head()))
            .map(whose)
            .collect(),
    };
    let appealed = |c: &&assess::Charge<'a>| c.standing == Standing::Appealed;
    if charges().any(|c| appealed(&c)) {
        let mut reasons: BTreeMap<EntryId, String> = BTreeMap::new();
        for deed in of_kind(book, "appeal")? {
            if let Deed::Appeal(remark) = deed {
                reasons.insert(remark.of, remark.reason);
            }
        }
        let reason =
            |c: &assess::Charge<'a>| (whose(c), reasons.remove(&c.fact.id).unwrap_or_default());
        open.appeals = charges().filter(appealed).map(reason).collect();
    }
    Ok(open)
}

fn of_kind(book: &mut Book, kind: &'static str) -> Result<Vec<Deed>, LedgerError> {
    let query = Query {
        kinds: vec![kind],
        ..Query::default()
    };
    let entries = book.store.entries(&query)?.into_iter();
    Ok(entries.map(|entry| entry.deed).collect())
}
