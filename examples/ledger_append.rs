//! Opens a ledger and adds events, each on the disk before the next one is begun:
//! `cargo run --release --example ledger_append -- FILE COUNT [NAME]`.
//!
//! Without arguments it adds a few to a ledger in the folder for temporary files. `benches/ledger` runs it from
//! several processes at once.

use paiban::ledger::entry::{Deed, Draft, Event, Opening};
use paiban::ledger::moment::Zone;
use paiban::ledger::proof::Acting;
use paiban::ledger::store::{Access, Place, Store, StoreError};
use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (file, count, name) = match arguments.as_slice() {
        [] => {
            let name = format!("paiban-example-{}.ledger", std::process::id());
            (std::env::temp_dir().join(name), 5, "example")
        }
        [file, count] => (PathBuf::from(file), count.parse()?, "example"),
        [file, count, name] => (PathBuf::from(file), count.parse()?, name.as_str()),
        _ => return Err("usage: ledger_append FILE COUNT [NAME]".into()),
    };
    let place = Place::File(file.clone());
    let recorded = Zone::SHANGHAI.read("2026-12-31 18:00")?;
    let opening = Opening {
        team_id: None,
        zone: Zone::SHANGHAI,
        name: "example".to_owned(),
        team: String::new(),
    };
    let draft = |deed| Draft {
        recorded,
        by: Acting::oneself(name),
        deed,
    };

    // Whoever comes first makes it; the others open it.
    let mut store = match Store::create(&place, &draft(Deed::Open(opening))) {
        Err(StoreError::Exists) => Store::open(&place, Access::Write)?,
        other => other?,
    };
    for number in 0..count {
        let at = Zone::SHANGHAI.at(recorded.seconds() - 60 * number);
        let event = Event {
            person: format!("A{:02}", number % 20),
            category: "complaint".to_owned(),
            at,
            evidence: format!("chat log {number} of {name}"),
            order: None,
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
        };
        store.append(&[draft(Deed::Event(event))])?;
    }
    let (entries, _) = store.head()?;
    println!(
        "{count} events added; {} has {entries} entries",
        file.display()
    );
    if arguments.is_empty() {
        drop(store);
        std::fs::remove_file(file)?;
    }
    Ok(())
}
