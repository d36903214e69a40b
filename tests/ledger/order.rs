//! Events of one person in the same minute come to the same, whoever looks: whatever was loaded first, from whichever
//! store, all of it or one person's.

use crate::paper::{Paper, at, event, month, remark};
use crate::store::{Folder, Random};
use paiban::ledger::assess;
use paiban::ledger::book::{Book, Scope};
use paiban::ledger::close::{self, Terms};
use paiban::ledger::entry::{Answer, Closing, Deed, Draft, Entry, EntryId, TieOrder};
use paiban::ledger::proof::Acting;
use paiban::ledger::records::{Records, day_number};
use paiban::ledger::statement::{self, What};
use paiban::ledger::store::{FactRow, Place, Store};
use paiban::ledger::ties::Ties;
use paiban::ledger::verify;

const PEOPLE: [&str; 3] = ["B", "A", "C"];
const CATEGORIES: [&str; 4] = ["z", "m", "a", "k"];

/// Four kinds on two ladders whose steps differ, so that the order shows where one is remitted.
const POLICY: &str = r#"
[policy]
id = "shop"
name = "shop"
version = "1"
from = 2026-01-01
mode = "cash"
[[ladder]]
id = "one"
name = "one"
window = "ever"
steps = ["10", "30", "review"]
[[ladder]]
id = "two"
name = "two"
window = "month"
steps = ["warning", "5", "20 +7"]
[[category]]
id = "z"
name = "z"
ladder = "one"
[[category]]
id = "m"
name = "m"
ladder = "two"
[[category]]
id = "a"
name = "a"
ladder = "one"
[[category]]
id = "k"
name = "k"
ladder = "two"
[[award]]
id = "clean"
name = "clean"
amount = "100"
paid = true
clean = ["two"]
shifts = 1
"#;

/// A made-up life of a ledger in a few minutes of two months, with what was closed in between.
fn life(random: &mut Random, length: u64) -> (Vec<Entry>, Vec<Closing>) {
    let mut paper = Paper::with(&[POLICY]);
    for of in ["2026-01", "2026-02"] {
        paper.roster(of, &[("C", 20), ("A", 5), ("B", 3)]);
    }
    let (mut events, mut closings): (Vec<EntryId>, Vec<Closing>) = (Vec::new(), Vec::new());
    let pick = |random: &mut Random, from: &[EntryId]| -> Option<EntryId> {
        let count = from.len() as u64;
        (count > 0).then(|| from[random.below(count) as usize])
    };
    for _ in 0..length {
        let deed = match random.below(12) {
            0 => pick(random, &events).map(|of| Deed::Waive(remark(of))),
            1 => pick(random, &events).map(|of| Deed::Appeal(remark(of))),
            2 => pick(random, &events).map(|of| Deed::Reverse(remark(of))),
            3 => pick(random, &events).map(|of| {
                Deed::Answer(Answer {
                    of,
                    granted: random.below(2) == 0,
                    reason: "because".into(),
                })
            }),
            4 if closings.len() < 2 => {
                let of = month(["2026-01", "2026-02"][closings.len()]);
                let terms = Terms {
                    uncapped: true,
                    ..Terms::default()
                };
                closings.push(paper.close_with(of, &terms));
                None
            }
            _ => {
                let person = PEOPLE[random.below(3) as usize];
                let category = CATEGORIES[random.below(4) as usize];
                let minute = [
                    "2026-01-05 10:00",
                    "2026-01-05 10:01",
                    "2026-02-01 08:00",
                    "2026-02-02 08:00",
                ][random.below(4) as usize];
                let id = paper.event(person, category, minute);
                events.push(id);
                None
            }
        };
        if let Some(deed) = deed {
            paper.add(deed);
        }
    }
    (paper.entries, closings)
}

/// What everybody's events come to, and every statement, as lines.
fn figures(records: &Records, people: &[&str]) -> Vec<String> {
    let head = records.head();
    let mut lines = Vec::new();
    for id in people {
        let Some(person) = records.people().find(id) else {
            continue;
        };
        for charge in assess::person(records, records.facts(person), head) {
            let (entry, amount) = (charge.fact.id, charge.amount());
            lines.push(format!("{id} {entry}: {} {amount}", charge.count));
        }
        for rung in assess::rungs(records, &[], month("2026-02").first(), head) {
            lines.push(format!("{id} {} {:?}", rung.ladder.id, rung.next));
        }
        let next = records.closed().last();
        let next = next.map_or(month("2026-01"), |closed| closed.closing.month.after());
        let statement = statement::of_one(records, person, next, head);
        lines.extend(statement.iter().flat_map(|s| told(id, &s.lines)));
        for closed in records.closed() {
            let (_, statements) = close::replay(records, &closed.closing).unwrap();
            let own = statements.iter().filter(|s| s.person == person);
            lines.extend(own.flat_map(|s| told(id, &s.lines)));
        }
    }
    lines
}

fn told(id: &str, lines: &[statement::Line<'_>]) -> Vec<String> {
    let one = |line: &statement::Line<'_>| {
        let what = match line.what {
            What::Event(charge) => charge.fact.id.to_string(),
            What::Dropped(entry) => format!("dropped {entry}"),
            What::Award(_, award) => award.id.clone(),
        };
        format!("{id} {} {what} {} {}", line.month, line.before, line.now)
    };
    lines.iter().map(one).collect()
}

/// Everything but events first, then the events, shuffled: as no store hands them out, and any might.
fn shuffled(entries: &[Entry], random: &mut Random) -> Records {
    let mut records = Records::default();
    let (mut events, others): (Vec<&Entry>, Vec<&Entry>) = entries
        .iter()
        .partition(|entry| matches!(entry.deed, Deed::Event(_)));
    others.iter().for_each(|e| records.take(e).unwrap());
    while !events.is_empty() {
        let entry = events.swap_remove(random.below(events.len() as u64) as usize);
        if let Deed::Event(event) = &entry.deed {
            records.take_fact(&FactRow {
                id: entry.id,
                person: &event.person,
                category: &event.category,
                at: event.at.seconds(),
                day: day_number(event.at.date()),
            });
        }
    }
    records
}

fn in_order(entries: &[Entry]) -> Records {
    let mut records = Records::default();
    entries.iter().for_each(|e| records.take(e).unwrap());
    records
}

#[test]
fn the_order_of_loading_changes_nothing() {
    let mut random = Random(2026);
    for round in 0..300 {
        let (entries, closings) = life(&mut random, round % 40);
        let records = in_order(&entries);
        let wanted = figures(&records, &PEOPLE);
        for _ in 0..3 {
            let other = shuffled(&entries, &mut random);
            assert_eq!(figures(&other, &PEOPLE), wanted, "{entries:#?}");
            for closing in &closings {
                assert!(close::holds(&other, closing));
            }
        }
    }
}

/// Writes a life into a store, and looks at it in every way that there is.
pub fn every_view_says_the_same(place: &Place) {
    let mut random = Random(7);
    // The longest of several, so that much happens in the same minute.
    let (entries, closings) = life(&mut random, 120);
    let drafts: Vec<Draft> = entries
        .iter()
        .map(|entry| Draft {
            recorded: entry.recorded,
            by: Acting::oneself(&entry.by),
            deed: entry.deed.clone(),
        })
        .collect();
    let mut store = Store::create(place, &drafts[0]).unwrap();
    store.append(&drafts[1..]).unwrap();
    let mut book = Book::of(store);
    let records = in_order(&entries);
    let everything = book.load(Scope::Everything).unwrap();
    assert_eq!(figures(&everything, &PEOPLE), figures(&records, &PEOPLE));
    for id in PEOPLE {
        let one = book.load(Scope::Person(id)).unwrap();
        assert_eq!(figures(&one, &[id]), figures(&records, &[id]));
    }
    assert_eq!(verify::verify(&mut book.store).unwrap().findings, []);
    assert_eq!(everything.closed().len(), closings.len());
}

#[test]
fn every_view_of_a_file_says_the_same() {
    every_view_says_the_same(&Folder::new().place("order.ledger"));
}

/// A close of the time before: it says no order, and went by the categories as its store handed them out.
fn as_before(mut closing: Closing, records: &Records) -> Closing {
    closing.ties = TieOrder::Category;
    let ties = Ties::of(records, &closing);
    let (month, up_to) = (closing.month, closing.up_to);
    let statements = statement::of_month_by(records, month, up_to, &ties);
    closing.digest = statement::digest(records, &statements);
    closing.payroll = statements
        .iter()
        .map(|statement| {
            let id = records.people().text(statement.person).to_owned();
            (id, statement::payroll(records, statement, None, up_to))
        })
        .collect();
    closing
}

#[test]
fn a_close_from_before_holds_and_its_text_stays() {
    let mut paper = Paper::with(&[POLICY]);
    // Of the same minute: recorded first `z`, then `a`, which the store handed out first; the second is remitted.
    paper.event("A", "z", "2026-01-05 10:00");
    let waived = paper.event("A", "a", "2026-01-05 10:00");
    paper.add(Deed::Waive(remark(waived)));
    let terms = Terms {
        uncapped: true,
        ..Terms::default()
    };
    let (closing, _) =
        close::prepare(&paper.records, month("2026-01"), paper.head(), &terms, None).unwrap();
    let old = as_before(closing.clone(), &paper.records);
    let cash = |closing: &Closing| closing.payroll["A"].cash;
    assert_eq!((cash(&closing).0, cash(&old).0), (1000, 3000));
    let text = serde_json::to_string(&old).unwrap();
    assert!(!text.contains("ties"), "{text}");
    assert_eq!(serde_json::from_str::<Closing>(&text).unwrap(), old);

    paper.add(Deed::Close(old.clone()));
    let folder = Folder::new();
    let drafts: Vec<Draft> = paper
        .entries
        .iter()
        .map(|entry| Draft {
            recorded: at("2026-02-01 09:00"),
            by: Acting::oneself(&entry.by),
            deed: entry.deed.clone(),
        })
        .collect();
    let mut store = Store::create(&folder.place("old.ledger"), &drafts[0]).unwrap();
    store.append(&drafts[1..]).unwrap();
    let mut book = Book::of(store);
    assert_eq!(verify::verify(&mut book.store).unwrap().findings, []);
    // The statement of the closed month is what was booked, also where only one person is asked for.
    for scope in [Scope::Everything, Scope::Person("A")] {
        let records = book.load(scope).unwrap();
        let (again, _) = close::replay(&records, &old).unwrap();
        assert_eq!(again, old);
    }
    // What the order was worth is given back by the next close, as an adjustment that is named.
    paper.records = in_order(&paper.entries);
    let next = paper.close_with(month("2026-02"), &terms);
    assert_eq!(cash(&next).0, -2000);
    assert!(close::holds(&paper.records, &next));
}

#[test]
fn the_same_second_is_what_counts() {
    let mut paper = Paper::with(&[POLICY]);
    // Recorded last, happened first.
    for (category, time) in [
        ("z", "2026-01-05 10:00:30"),
        ("a", "2026-01-05 10:00:30"),
        ("a", "2026-01-05 10:00:29"),
    ] {
        paper.add(Deed::Event(event("A", category, at(time))));
    }
    let person = paper.records.people().find("A").unwrap();
    let charges = assess::person(&paper.records, paper.records.facts(person), paper.head());
    let counted: Vec<(EntryId, usize)> = charges.iter().map(|c| (c.fact.id, c.count)).collect();
    assert_eq!(counted, [(5, 1), (3, 2), (4, 3)]);
}
