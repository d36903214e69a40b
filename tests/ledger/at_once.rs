//! What is checked before it is written holds when it is written: several who say the same at the same moment write it
//! down once. And nothing is recorded before what is recorded already.

use crate::store::Folder;
use paiban::app::ledger::remark::{self, Remark};
use paiban::app::ledger::{add, close, init, policy, user};
use paiban::app::{Actor, AppError, Cancel, Clock, Context, LedgerPlace, Nobody, cases, publish};
use paiban::domain::time::Month;
use paiban::ledger::entry::CaseFacts;
use paiban::ledger::error::LedgerError;
use paiban::ledger::moment::{Moment, Zone};
use paiban::ledger::policy::Role;
use paiban::ledger::store::{Access, Place, Query, Store};
use paiban::text::Lang;
use std::fs;
use std::sync::{Arc, Barrier};

/// So many at once, and so often.
const WRITERS: usize = 4;
const ROUNDS: usize = 4;

#[derive(Clone, Copy)]
struct At(&'static str);

impl Clock for At {
    fn seconds(&self) -> f64 {
        0.0
    }

    fn now(&self, zone: Zone) -> Result<Moment, AppError> {
        paiban::app::ledger::moment(self.0, zone)
    }
}

pub fn context(now: &'static str, clock_back: Option<&str>) -> Context {
    Context {
        clock: Arc::new(At(now)),
        actor: Actor::named("boss"),
        clock_back: clock_back.map(str::to_owned),
        cancel: Cancel::default(),
        observer: Arc::new(Nobody),
    }
}

/// A ledger in a folder that may have a team file.
pub fn at(place: &Place, folder: &Folder) -> LedgerPlace {
    LedgerPlace {
        store: place.clone(),
        named: true,
        folder: folder.path().to_owned(),
        team: folder.file("team.toml"),
        here: None,
    }
}

fn begin(at: &LedgerPlace, now: &'static str) {
    let request = init::Request {
        name: Some("shop".to_owned()),
        zone: "Asia/Shanghai".to_owned(),
        policies: vec!["tmall".to_owned(), "refunds".to_owned()],
        back: false,
        manager: None,
        login: None,
        password: false,
        lang: Lang::En,
    };
    init::run(&request, at, &context(now, None)).unwrap();
}

fn head(place: &Place) -> i64 {
    Store::open(place, Access::Read).unwrap().head().unwrap().0
}

/// Several do the same at the same moment: one is told that it is done, and so many entries are there more.
fn once<T: Send>(
    place: &Place,
    what: &str,
    entries: i64,
    done: impl Fn(usize) -> Result<T, AppError> + Sync,
) {
    let before = head(place);
    let barrier = Barrier::new(WRITERS);
    let results: Vec<Result<T, AppError>> = std::thread::scope(|scope| {
        let write = |writer: usize| {
            let (barrier, done) = (&barrier, &done);
            scope.spawn(move || {
                barrier.wait();
                done(writer)
            })
        };
        let writers: Vec<_> = (0..WRITERS).map(write).collect();
        writers.into_iter().map(|w| w.join().unwrap()).collect()
    });
    let failed: Vec<String> = results
        .iter()
        .filter_map(|result| result.as_ref().err().map(|e| format!("{e}")))
        .collect();
    assert_eq!(failed.len(), WRITERS - 1, "{what}: {failed:?}");
    assert_eq!(head(place), before + entries, "{what}: {failed:?}");
    // Nobody is asked to try again: each is told what is there.
    assert!(
        failed.iter().all(|e| !e.contains("meanwhile")),
        "{failed:?}"
    );
}

fn event(at: &str) -> add::Request {
    add::Request {
        person: Some("A".to_owned()),
        category: "complaint".to_owned(),
        at: Some(at.to_owned()),
        ..add::Request::default()
    }
}

pub fn what_two_write_at_once_is_written_once(place: &Place) {
    let folder = Folder::new();
    let at = at(place, &folder);
    let now = "2026-12-20 09:00";
    begin(&at, "2026-11-01 09:00");
    for round in 1..=ROUNDS {
        let time = format!("2026-12-{round:02} 10:00");
        once(place, "event", 1, |_| {
            add::run(&event(&time), &at, &context(now, None))
        });
        let payment = add::Request {
            category: "refund".to_owned(),
            amount: Some("20".to_owned()),
            evidence: Some(format!("slip {round}")),
            // Payments that name no order are one matter where they are recorded on one day.
            order: Some(format!("order {round}")),
            ..event(&time)
        };
        once(place, "payment", 1, |_| {
            add::run(&payment, &at, &context(now, None))
        });
        // A refund and a compensation of 20 each on one order are more than one person may pay.
        once(place, "payments of two kinds", 1, |writer| {
            let payment = add::Request {
                category: ["refund", "compensation"][writer % 2].to_owned(),
                evidence: Some(format!("half {round} {writer}")),
                order: Some(format!("both {round}")),
                ..payment.clone()
            };
            add::run(&payment, &at, &context(now, None))
        });
        let case = cases::New {
            kind: "complaint".to_owned(),
            severity: None,
            person: Some("A".to_owned()),
            customer: None,
            facts: CaseFacts::default(),
            order: None,
            at: Some(time.clone()),
            due: None,
            about: format!("round {round}"),
        };
        once(place, "case", 1, |_| {
            cases::open(&case, &at, &context(now, None))
        });
        let opened = head(place);
        let end = cases::End {
            result: "settled".to_owned(),
            called: None,
            anyway: None,
        };
        once(place, "end of a case", 1, |_| {
            cases::close(opened, &end, &at, &context(now, None))
        });
    }
    // The third complaint of the month leads to a review, which is decided once; whoever comes second is told.
    let third = third_event(place);
    once(place, "decision", 1, |writer| {
        let decision = Remark::Decide(format!("decision {writer}"));
        remark::run(third, &decision, &at, &context(now, None))
    });
    let first = events(place)[0];
    once(place, "waiver", 1, |_| {
        let waive = Remark::Waive("once".to_owned());
        remark::run(first, &waive, &at, &context(now, None))
    });
    once(place, "policy", 1, |_| {
        let adopt = policy::Request::Adopt {
            word: "taboos".to_owned(),
            back: false,
        };
        policy::run(&adopt, &at, Lang::En, &context(now, None))
    });
    publications(place, &at, &folder, now);
    let month = Month::parse("2026-12");
    once(place, "close", 1, |writer| {
        let request = close::Request {
            month,
            wages: None,
            uncapped: true,
            out: Some(folder.file(&format!("papers-{writer}"))),
            early: false,
            dry: false,
            force: false,
            lang: Lang::En,
        };
        close::run(&request, &at, &context("2027-01-01 09:00", None))
    });
    managers(place, &at);
    assert_eq!(crate::store::whole(place).len() as i64, head(place));
}

fn events(place: &Place) -> Vec<i64> {
    let mut store = Store::open(place, Access::Read).unwrap();
    let query = Query {
        kinds: vec!["event"],
        ..Query::default()
    };
    let entries = store.entries(&query).unwrap();
    entries.iter().map(|entry| entry.id).collect()
}

/// After a complaint come two payments.
fn third_event(place: &Place) -> i64 {
    events(place)[6]
}

fn publications(place: &Place, at: &LedgerPlace, folder: &Folder, now: &'static str) {
    let team = "[team]\nname = \"shop\"\n[[shift]]\ncode = \"D\"\nname = \"day\"\ntime = [\"09:00-17:00\"]\n\
        [[person]]\nid = \"A\"\nname = \"A\"\n\
        [[demand]]\nneed = { \"09:00-17:00\" = 1 }\n[rules]\n";
    fs::write(folder.file("team.toml"), team).unwrap();
    let days: Vec<String> = (1..=31).map(|day| format!("2026-12-{day:02}")).collect();
    let text = format!("person,{}\nA,{}\n", days.join(","), ["D"; 31].join(","));
    fs::write(folder.file("roster.csv"), text).unwrap();
    let request = publish::Request {
        team: folder.file("team.toml"),
        roster: folder.file("roster.csv"),
        broken: true,
    };
    once(place, "publication", 1, |_| {
        publish::run(&request, at, &context(now, None))
    });
}

/// Somebody in a role, or in none any more.
fn role(name: &str, role: Option<Role>) -> user::Request {
    user::Request::Set(user::Named {
        name: name.to_owned(),
        role: Some(role),
        ..user::Named::default()
    })
}

/// Four managers, each of whom ends the role of everybody else: one is left.
fn managers(place: &Place, at: &LedgerPlace) {
    let now = "2027-01-02 09:00";
    let by = |name: &str| Context {
        actor: Actor::named(name),
        ..context(now, None)
    };
    let names = ["m0", "m1", "m2", "m3"];
    for name in names {
        let set = role(name, Some(Role::Manager));
        user::run(&set, at, &by("m0")).unwrap();
    }
    std::thread::scope(|scope| {
        for me in names {
            scope.spawn(move || {
                for other in names.iter().filter(|other| **other != me) {
                    let end = role(other, None);
                    let _ = user::run(&end, at, &by(me));
                }
            });
        }
    });
    let user::Report::List(left, _) = user::run(&user::Request::List, at, &by("m0")).unwrap()
    else {
        panic!("no list");
    };
    assert_eq!(left.len(), 1, "{left:?}");
    assert!(head(place) > 0);
}

#[test]
fn what_two_write_into_a_file_at_once_is_written_once() {
    what_two_write_at_once_is_written_once(&Folder::new().place("once.ledger"));
}

fn refused(result: Result<add::Report, AppError>) -> LedgerError {
    match result {
        Err(AppError::Ledger { error, .. }) => *error,
        other => panic!("{other:?}"),
    }
}

/// A clock that was set back: nothing is recorded before the last entry, unless it is said outright.
pub fn the_clock_goes_on(place: &Place) {
    let folder = Folder::new();
    let at = at(place, &folder);
    begin(&at, "2026-11-01 09:00");
    let told = |time: &str, now: &'static str, why: Option<&str>| {
        add::run(&event(time), &at, &context(now, why))
    };
    told("2026-12-01 10:00", "2026-12-10 09:00", None).unwrap();
    let before = head(place);
    let back = refused(told("2026-12-02 10:00", "2026-12-05 09:00", None));
    assert!(matches!(back, LedgerError::ClockBack { entry, .. } if entry == before));
    // Clocks of two machines differ a little: recorded when the entry before was.
    told("2026-12-02 10:00", "2026-12-10 08:57", None).unwrap();
    let row = Store::open(place, Access::Read)
        .unwrap()
        .row(before + 1)
        .unwrap();
    assert_eq!(
        Zone::SHANGHAI.at(row.unwrap().recorded).short(),
        "2026-12-10 09:00"
    );
    // A reason is none if it says nothing; with one, it stands before what was recorded.
    let blank = refused(told("2026-12-03 10:00", "2026-12-05 09:00", Some(" ")));
    assert_eq!(blank, LedgerError::NoReason);
    let why = Some("the clock was a week ahead");
    let report = told("2026-12-03 10:00", "2026-12-05 09:00", why).unwrap();
    assert_eq!((report.told.id, head(place)), (before + 3, before + 3));
    let mut store = Store::open(place, Access::Read).unwrap();
    let entries = store.entries(&Query::default()).unwrap();
    assert_eq!(entries[before as usize + 1].deed.kind(), "clock-back");
    // From then on the clock is right again.
    told("2026-12-04 10:00", "2026-12-05 09:01", None).unwrap();
    // Only a manager may say so where users are named.
    let set = |name: &str, of| role(name, Some(of));
    let now = "2026-12-06 09:00";
    user::run(&set("boss", Role::Manager), &at, &context(now, None)).unwrap();
    user::run(&set("agent", Role::Agent), &at, &context(now, None)).unwrap();
    let agent = Context {
        actor: Actor::named("agent"),
        ..context("2026-12-01 09:00", why)
    };
    let small = refused(add::run(&event("2026-11-30 10:00"), &at, &agent));
    assert!(matches!(small, LedgerError::NotInRole { .. }), "{small:?}");
}

#[test]
fn the_clock_of_a_file_goes_on() {
    the_clock_goes_on(&Folder::new().place("clock.ledger"));
}
