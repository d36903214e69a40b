//! `paiban ledger status`: who stands where on which ladder, and what the next step would be; appeals and reviews
//! that wait for somebody.

use super::call::{Call, People};
use super::describe::{self, Sums};
use super::policy::last_day;
use super::table::Table;
use crate::cli::Failure;
use crate::domain::time::Month;
use crate::ledger::assess::{self, Charge, Rung, Standing};
use crate::ledger::book::{Book, Scope};
use crate::ledger::entry::{Deed, EntryId};
use crate::ledger::error::LedgerError;
use crate::ledger::moment::Moment;
use crate::ledger::records::{PersonNo, Records};
use crate::ledger::statement::wants_review;
use crate::ledger::store::{Access, Query};
use crate::messages::ledger::term;
use crate::text;
use crate::text::pick;
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

pub fn run(call: &Call<'_>) -> Result<u8, Failure> {
    let (mut book, now) = call.open(Access::Read)?;
    let rules = book.load(Scope::Rules)?;
    let people = call.people(&rules, now);
    let person = match call.text("person") {
        Some(name) => Some(people.desk(&rules, now, "").person(name)?),
        None => None,
    };
    let records = match &person {
        Some(person) => book.load(Scope::Person(person))?,
        None => book.load(Scope::Everything)?,
    };
    let month = call.month()?.unwrap_or_else(|| now.month());
    let status = Status::of(&records, person.as_deref(), month, day(month, now));
    let waiting = waiting(&mut book, &status)?;
    match call.flag("json") {
        true => call.json(&status.json(&people, &waiting)),
        false => status.print(call, &people, &waiting, now),
    }
    Ok(0)
}

/// Today in the present month, the last day of an earlier one, the first day of a later one.
fn day(month: Month, now: Moment) -> NaiveDate {
    now.date().clamp(month.first(), last_day(month))
}

struct Status<'a> {
    month: Month,
    day: NaiveDate,
    people: Vec<Standings<'a>>,
}

/// Where one person stands.
struct Standings<'a> {
    id: String,
    number: Option<PersonNo>,
    charges: Vec<Charge<'a>>,
    rungs: Vec<Rung<'a>>,
    sums: Sums,
}

/// What waits for somebody, by event: the reason of an appeal.
struct Waiting<'a> {
    appeals: Vec<(Charge<'a>, String)>,
    reviews: Vec<Charge<'a>>,
}

impl<'a> Status<'a> {
    fn of(records: &'a Records, person: Option<&str>, month: Month, day: NaiveDate) -> Status<'a> {
        let mut people = Vec::new();
        match person {
            Some(id) => {
                let number = records.people().find(id);
                people.push(standings(records, id, number, month, day));
            }
            None => {
                for (number, id) in (0..).zip(records.people().all()) {
                    let one = standings(records, id, Some(number), month, day);
                    if !one.charges.is_empty() {
                        people.push(one);
                    }
                }
                people.sort_by(|a, b| a.id.cmp(&b.id));
            }
        }
        Status { month, day, people }
    }

    fn print(&self, call: &Call<'_>, people: &People, waiting: &Waiting<'_>, now: Moment) {
        let (month, day) = (self.month, self.day);
        call.say(&match day == now.date() {
            true => text!("{month}, today {day}", "{month}，今天 {day}"),
            false => text!("{month}, as of {day}", "{month}，截至 {day}"),
        });
        let table = self.table(call, people);
        match table.is_empty() {
            true => call.say(&text!(
                "Nobody stands on any ladder.",
                "没有人在任何阶梯上。"
            )),
            false => call.print(&table.draw()),
        }
        self.list(call, people, waiting);
    }

    fn table(&self, call: &Call<'_>, people: &People) -> Table {
        let lang = call.lang;
        let t = |words| pick(words, lang);
        let mut table = Table::new(&[
            t(("person", "人员")),
            t((">charged", ">扣款")),
            t(("ladder", "阶梯")),
            t(("window", "期限")),
            t((">so far", ">已有")),
            t(("next brings", "下一步")),
        ]);
        // All ladders of one person; of everybody those on which they stand.
        let all = self.people.len() == 1 && call.text("person").is_some();
        for one in &self.people {
            let mut first = Some((people.shown(&one.id), one.sums.shown(lang)));
            for rung in one.rungs.iter().filter(|rung| all || rung.count > 0) {
                let (who, charged) = first.take().unwrap_or_default();
                table.row(vec![
                    who,
                    charged,
                    rung.ladder.name.get(lang).to_owned(),
                    term::window(rung.ladder.window).get(lang).to_owned(),
                    rung.count.to_string(),
                    term::penalty(rung.next, rung.policy.mode)
                        .get(lang)
                        .to_owned(),
                ]);
            }
        }
        table
    }

    fn list(&self, call: &Call<'_>, people: &People, waiting: &Waiting<'_>) {
        let line = |charge: &Charge<'_>| {
            let (id, day) = (charge.fact.id, charge.fact.day);
            let category = charge
                .under
                .map_or("", |(_, category)| category.name.get(call.lang));
            format!(
                "{id}  {}  {day}  {category}",
                people.shown(self.person(charge))
            )
        };
        if !waiting.appeals.is_empty() {
            call.say(&text!(
                "\nOpen appeals, to be answered with `paiban ledger answer ID --grant|--reject --reason …`:",
                "\n未答复的申诉，用 paiban ledger answer 编号 --grant|--reject --reason … 答复："
            ));
            for (charge, reason) in &waiting.appeals {
                let colon = describe::colon(call.lang);
                call.print(&format!("  {}{colon}{reason}", line(charge)));
            }
        }
        if !waiting.reviews.is_empty() {
            call.say(&text!(
                "\nReviews that wait for a person's decision, `paiban ledger decide ID --decision …`:",
                "\n等待审议决定的记录，用 paiban ledger decide 编号 --decision …："
            ));
            for charge in &waiting.reviews {
                call.print(&format!("  {}", line(charge)));
            }
        }
    }

    /// Whose a charge is.
    fn person(&self, charge: &Charge<'_>) -> &str {
        let own = |one: &&Standings<'_>| one.number == Some(charge.fact.person);
        self.people
            .iter()
            .find(own)
            .map_or("", |one| one.id.as_str())
    }

    fn json(&self, people: &People, waiting: &Waiting<'_>) -> Value {
        let appeals = waiting.appeals.iter().map(|(charge, reason)| {
            json!({ "event": charge.fact.id, "person": self.person(charge), "reason": reason })
        });
        let reviews = waiting
            .reviews
            .iter()
            .map(|charge| json!({ "event": charge.fact.id, "person": self.person(charge) }));
        json!({
            "month": self.month,
            "day": self.day,
            "people": self.people.iter().map(|one| one.json(people)).collect::<Vec<_>>(),
            "open_appeals": appeals.collect::<Vec<_>>(),
            "waiting_reviews": reviews.collect::<Vec<_>>(),
        })
    }
}

impl Standings<'_> {
    fn json(&self, people: &People) -> Value {
        let rung = |rung: &Rung<'_>| {
            json!({
                "policy": rung.policy.id,
                "ladder": rung.ladder.id,
                "name": rung.ladder.name.en,
                "name_zh": rung.ladder.name.zh,
                "count": rung.count,
                "next": rung.next,
                "mode": rung.policy.mode,
            })
        };
        json!({
            "person": self.id,
            "name": people.name(&self.id),
            "charged": self.sums.json(),
            "ladders": self.rungs.iter().map(rung).collect::<Vec<_>>(),
        })
    }
}

fn standings<'a>(
    records: &'a Records,
    id: &str,
    number: Option<PersonNo>,
    month: Month,
    day: NaiveDate,
) -> Standings<'a> {
    let facts = number.map_or(&[] as &[_], |number| records.facts(number));
    let charges = assess::person(records, facts, records.head());
    let rungs = assess::rungs(records, &charges, day, records.head());
    let mut sums = Sums::default();
    for charge in charges.iter().filter(|charge| charge.month() == month) {
        sums.add(charge);
    }
    Standings {
        id: id.to_owned(),
        number,
        charges,
        rungs,
        sums,
    }
}

/// Appeals without an answer, and reviews without a decision, whenever the event was.
fn waiting<'a>(book: &mut Book, status: &Status<'a>) -> Result<Waiting<'a>, LedgerError> {
    let charges = || status.people.iter().flat_map(|one| &one.charges);
    let mut waiting = Waiting {
        appeals: Vec::new(),
        reviews: charges().filter(|c| wants_review(c)).copied().collect(),
    };
    if !waiting.reviews.is_empty() {
        let query = Query {
            kinds: vec!["decide"],
            ..Query::default()
        };
        let decided: BTreeSet<EntryId> = book
            .store
            .entries(&query)?
            .iter()
            .filter_map(|e| e.deed.of())
            .collect();
        waiting
            .reviews
            .retain(|charge| !decided.contains(&charge.fact.id));
    }
    let open: Vec<&Charge<'a>> = charges()
        .filter(|c| c.standing == Standing::Appealed)
        .collect();
    if !open.is_empty() {
        let query = Query {
            kinds: vec!["appeal"],
            ..Query::default()
        };
        let mut reasons: BTreeMap<EntryId, String> = BTreeMap::new();
        for entry in book.store.entries(&query)? {
            if let Deed::Appeal(remark) = entry.deed {
                reasons.insert(remark.of, remark.reason);
            }
        }
        let reason = |c: &&Charge<'a>| (**c, reasons.remove(&c.fact.id).unwrap_or_default());
        waiting.appeals = open.iter().map(reason).collect();
    }
    Ok(waiting)
}
