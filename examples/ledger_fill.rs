//! Fills a new ledger with made-up events, closes their month, and says what that comes to.
//!
//! `cargo run --release --example ledger_fill -- [FILE [EVENTS [PEOPLE]]]`; benches/ledger uses it for a million events.

use paiban::ledger::entry::{Adoption, Deed, Draft, Event, Opening};
use paiban::ledger::moment::{Moment, Zone};
use paiban::ledger::preset;
use paiban::ledger::proof::Acting;
use paiban::ledger::store::{Place, Store};
use std::error::Error;
use std::path::PathBuf;

/// Events that are written down at once: a transaction of some megabytes.
const BATCH: usize = 50_000;

/// 2026-12-01 00:00 in Shanghai.
const DECEMBER: i64 = 1_796_054_400;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let scratch =
        std::env::temp_dir().join(format!("paiban-ledger-fill-{}.db", std::process::id()));
    let named = arguments.next().map(PathBuf::from);
    let events: usize = arguments.next().map_or(Ok(1000), |n| n.parse())?;
    let people: usize = arguments.next().map_or(Ok(30), |n| n.parse())?;
    let file = named.clone().unwrap_or_else(|| scratch.clone());

    let recorded = Zone::SHANGHAI.read("2027-01-01 09:00")?;
    let draft = |deed| Draft {
        recorded,
        by: Acting::oneself("example"),
        deed,
    };
    let opening = Opening {
        team_id: None,
        zone: Zone::SHANGHAI,
        name: "example".to_owned(),
        team: String::new(),
    };
    let mut store = Store::create(&Place::File(file), &draft(Deed::Open(opening)))?;
    let text = preset::PRESETS[0].text;
    let from = Zone::SHANGHAI.read("2023-02-13 00:00")?.date();
    let adoption = Adoption {
        id: "tmall".into(),
        version: "2023-02".into(),
        from,
        text: text.to_owned(),
    };
    store.append(&[draft(Deed::Policy(adoption))])?;

    let mut number = 0;
    while number < events {
        let batch: Vec<Draft> = (number..events.min(number + BATCH))
            .map(|number| draft(Deed::Event(event(number, people))))
            .collect();
        number += batch.len();
        store.append(&batch)?;
    }
    let (entries, _) = store.head()?;
    println!("{entries} entries, the last {events} of them events of {people} people");
    if named.is_none() {
        drop(store);
        std::fs::remove_file(&scratch)?;
    }
    Ok(())
}

/// The events of a month, spread over its people and minutes by multiplying with large odd numbers.
fn event(number: usize, people: usize) -> Event {
    let mixed = (number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let minute = (mixed >> 32) % (31 * 24 * 60);
    let person = (mixed >> 8) % people as u64;
    let at: Moment = Zone::SHANGHAI.at(DECEMBER + minute as i64 * 60);
    Event {
        person: format!("A{person:04}"),
        category: "complaint".to_owned(),
        at,
        evidence: format!("chat log {number}"),
        order: Some(format!("{:018}", mixed % 1_000_000_000_000_000_000)),
        case: None,
        minutes: None,
        seconds: None,
        amount: None,
        approved: None,
        waits: None,
        customer: None,
        note: None,
        leave_of: None,
        duty: None,
    }
}
