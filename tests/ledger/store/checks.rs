//! What must hold of a store in either database.

use super::writer::{Job, Writer, all_there, command};
use super::{create, event, faults, nth_event, open, opening, rows, waive, whole};
use chrono::NaiveDate;
use paiban::ledger::entry::{Deed, Draft, Entry, GENESIS};
use paiban::ledger::store::{Access, FactRow, Place, Query, Store, StoreError};
use std::collections::BTreeSet;

/// All of them, each on a place of its own.
pub fn all(mut place: impl FnMut(&str) -> Place) {
    what_is_added_is_there_again(&place("again"));
    queries_find_what_they_name(&place("queries"));
    odd_texts_come_back(&place("odd"));
    many_at_once(&place("many"));
    it_is_made_once(&place("once"));
    what_depends_on_others_is_not_added_behind_them(&place("behind"));
    four_processes_at_once(&place("four"));
    reading_does_not_write(&place("reading"));
}

fn deeds(entries: Vec<Entry>) -> Vec<Deed> {
    entries.into_iter().map(|e| e.deed).collect()
}

fn what_is_added_is_there_again(place: &Place) {
    assert_eq!(
        Store::open(place, Access::Read).err(),
        Some(StoreError::Missing)
    );
    assert_eq!(
        Store::open(place, Access::Write).err(),
        Some(StoreError::Missing)
    );
    let mut drafts = vec![opening()];
    let mut store = create(place);
    assert_eq!(store.zone().to_string(), "Asia/Tokyo");
    let first = store.head().unwrap();
    assert_eq!(first.0, 1);
    assert_ne!(first.1, GENESIS);
    assert_eq!(store.append(&[]), Ok(vec![]));
    for number in 0..3 {
        drafts.push(nth_event(number, "one by one"));
        assert_eq!(
            store.append(&drafts[number + 1..]),
            Ok(vec![number as i64 + 2])
        );
    }
    let batch: Vec<Draft> = (0..600).map(|n| nth_event(n, "many at once")).collect();
    assert_eq!(store.append(&batch), Ok((5..605).collect()));
    drafts.extend(batch);
    drafts.push(waive(7));
    assert_eq!(store.append(&drafts[604..]), Ok(vec![605]));
    drop(store);

    let mut store = open(place, Access::Write);
    assert_eq!(store.zone().to_string(), "Asia/Tokyo");
    let entries = store.entries(&Query::default()).unwrap();
    assert_eq!(entries.len(), 605);
    for ((entry, draft), id) in entries.iter().zip(&drafts).zip(1..) {
        let same = Entry {
            id,
            recorded: draft.recorded,
            by: draft.by.name.clone(),
            via: draft.by.via.clone(),
            deed: draft.deed.clone(),
        };
        assert_eq!(*entry, same);
        // The offset is that of the shop's zone.
        assert_eq!(entry.recorded.to_string(), "2026-12-31T19:00:00+09:00");
    }
    let rows = rows(&mut store);
    assert_eq!(faults(&rows), Vec::<String>::new());
    let (id, hash) = store.head().unwrap();
    assert_eq!(
        (Some(&id), Some(&hash.to_vec())),
        (rows.last().map(|r| &r.id), rows.last().map(|r| &r.hash))
    );
    assert_eq!(store.integrity(), Ok(vec![]));
}

fn queries_find_what_they_name(place: &Place) {
    let mut store = create(place);
    let case = |person: &str| {
        use paiban::ledger::entry::{Case, CaseFacts, Severity};
        let at = paiban::ledger::moment::Zone::SHANGHAI
            .read("2026-12-05 00:30")
            .unwrap();
        let case = Case {
            case: "bad-review".to_owned(),
            severity: Severity::Severe,
            person: person.to_owned(),
            customer: "tb_买家".to_owned(),
            order: None,
            at,
            due: at,
            about: "late".to_owned(),
            facts: CaseFacts::default(),
        };
        super::draft("李娜", Deed::Case(case))
    };
    let drafts = [
        event("A", "late", "2026-12-04 23:59", "2"),
        event("B", "late", "2026-12-05 00:00", "3"),
        case("A"),
        event("A", "rude", "2026-12-05 23:59", "5"),
        waive(2),
        event("A", "late", "2026-12-06 00:00", "7"),
        waive(3),
        event("B", "late", "2026-11-30 12:00", "9"),
    ];
    store.append(&drafts).unwrap();

    let mut found = |query: &Query| -> Vec<i64> {
        let entries = store.entries(query).unwrap();
        assert!(
            entries
                .iter()
                .all(|e| e.id == 1 || e.deed == drafts[e.id as usize - 2].deed)
        );
        let mut facts = BTreeSet::new();
        let mut visit = |row: FactRow<'_>| {
            let keys = drafts[row.id as usize - 2].deed.keys();
            assert_eq!(
                (keys.person, keys.category),
                (Some(row.person), Some(row.category))
            );
            let at = keys.at.unwrap();
            assert_eq!(
                (at.seconds(), at.date().format("%Y%m%d").to_string()),
                (row.at, row.day.to_string())
            );
            assert!(facts.insert(row.id), "twice: {row:?}");
        };
        store.facts(query, &mut visit).unwrap();
        if query.kinds.is_empty() && query.of.is_none() {
            let events = entries
                .iter()
                .filter(|e| e.deed.kind() == "event")
                .map(|e| e.id);
            assert_eq!(facts, events.collect(), "{query:?}");
        }
        entries.into_iter().map(|e| e.id).collect()
    };
    let all = Query::default;
    let day = |day| NaiveDate::from_ymd_opt(2026, 12, day).unwrap();
    let person = |name: &str| Query {
        person: Some(name.to_owned()),
        ..all()
    };
    assert_eq!(found(&all()), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
    assert_eq!(
        found(&Query {
            after: 3,
            up_to: Some(6),
            ..all()
        }),
        [4, 5, 6]
    );
    assert_eq!(found(&Query { after: 9, ..all() }), [0; 0]);
    assert_eq!(found(&person("A")), [2, 4, 5, 7]);
    assert_eq!(
        found(&Query {
            after: 2,
            up_to: Some(5),
            ..person("A")
        }),
        [4, 5]
    );
    assert_eq!(found(&person("a")), [0; 0]);
    assert_eq!(
        found(&Query {
            days: Some((day(5), day(5))),
            ..all()
        }),
        [3, 4, 5]
    );
    assert_eq!(
        found(&Query {
            days: Some((day(4), day(5))),
            ..person("A")
        }),
        [2, 4, 5]
    );
    assert_eq!(
        found(&Query {
            days: Some((day(7), day(5))),
            ..all()
        }),
        [0; 0]
    );
    assert_eq!(
        found(&Query {
            of: Some(3),
            ..all()
        }),
        [8]
    );
    assert_eq!(
        found(&Query {
            of: Some(3),
            after: 8,
            ..all()
        }),
        [0; 0]
    );
    assert_eq!(
        found(&Query {
            kinds: vec!["waive"],
            ..all()
        }),
        [6, 8]
    );
    assert_eq!(
        found(&Query {
            kinds: vec!["waive", "open"],
            up_to: Some(7),
            ..all()
        }),
        [1, 6]
    );
    assert_eq!(
        found(&Query {
            kinds: vec!["event", "waive"],
            after: 4,
            ..all()
        }),
        [5, 6, 7, 8, 9]
    );
    assert_eq!(
        found(&Query {
            kinds: vec!["event"],
            ..person("A")
        }),
        [2, 5, 7]
    );
    assert_eq!(
        found(&Query {
            kinds: vec!["case"],
            ..person("A")
        }),
        [4]
    );
    assert_eq!(
        found(&Query {
            kinds: vec!["waive"],
            ..person("A")
        }),
        [0; 0]
    );
    assert_eq!(
        found(&Query {
            kinds: vec!["close"],
            ..all()
        }),
        [0; 0]
    );
}

fn odd_texts_come_back(place: &Place) {
    let mut store = create(place);
    let odd = [
        "",
        "'; DROP TABLE entry; --",
        "a,b\n\t\"c\"\\",
        "👩‍👧 e\u{301}",
        "%_*?",
        "<tag>",
    ];
    let drafts: Vec<Draft> = odd
        .iter()
        .map(|text| event(text, text, "2026-12-05 08:00", text))
        .collect();
    store.append(&drafts).unwrap();
    let entries = store
        .entries(&Query {
            after: 1,
            ..Query::default()
        })
        .unwrap();
    assert_eq!(
        deeds(entries),
        drafts.iter().map(|d| d.deed.clone()).collect::<Vec<_>>()
    );
    for (text, id) in odd.iter().zip(2..) {
        let query = Query {
            person: Some((*text).to_owned()),
            ..Query::default()
        };
        assert_eq!(store.entries(&query).unwrap().len(), 1, "{text}");
        let mut ids = Vec::new();
        let mut visit = |row: FactRow<'_>| ids.push((row.id, row.category.to_owned()));
        store.facts(&query, &mut visit).unwrap();
        assert_eq!(ids, [(id, (*text).to_owned())]);
    }
}

/// A batch of any size is there as a whole, also where it goes to the database in several statements.
fn many_at_once(place: &Place) {
    let mut store = create(place);
    let mut count = 1;
    for size in [1, 249, 250, 251, 500, 1, 2000] {
        let drafts: Vec<Draft> = (0..size).map(|n| nth_event(n, "many")).collect();
        assert_eq!(store.append(&drafts).unwrap().len(), size);
        count += size as i64;
        assert_eq!(store.head().unwrap().0, count);
    }
    let mut seen = 0;
    store.facts(&Query::default(), &mut |_| seen += 1).unwrap();
    assert_eq!(seen, count - 1);
    drop(store);
    assert_eq!(whole(place).len() as i64, count);
}

fn what_depends_on_others_is_not_added_behind_them(place: &Place) {
    let mut store = create(place);
    store
        .append(&[nth_event(0, "first"), nth_event(1, "second")])
        .unwrap();
    let seen = store.head().unwrap().0;
    // Events that were added meanwhile change nothing.
    store.append(&[nth_event(2, "meanwhile")]).unwrap();
    let added = store.append_behind(seen, &[waive(2)]).unwrap();
    assert_eq!(added, [seen + 2]);
    // That waiver does.
    let before = store.head().unwrap();
    for old in [0, seen, seen + 1] {
        let refused = store.append_behind(old, &[waive(3)]);
        assert_eq!(refused, Err(StoreError::Overtaken), "behind {old}");
    }
    assert_eq!(store.head().unwrap(), before);
    store.append_behind(seen + 2, &[waive(3)]).unwrap();
    // And a refusal leaves nothing open.
    store.append(&[nth_event(3, "after")]).unwrap();
}

fn it_is_made_once(place: &Place) {
    let made = std::thread::scope(|scope| {
        let makers: Vec<_> = (0..4)
            .map(|_| scope.spawn(|| Store::create(place, &opening()).map(drop)))
            .collect();
        makers
            .into_iter()
            .map(|m| m.join().unwrap())
            .collect::<Vec<_>>()
    });
    assert_eq!(made.iter().filter(|m| m.is_ok()).count(), 1, "{made:?}");
    let others = made
        .iter()
        .filter(|m| **m == Err(StoreError::Exists))
        .count();
    assert_eq!(others, 3, "{made:?}");
    assert_eq!(whole(place).len(), 1);
    let no_opening = Store::create(place, &waive(1)).map(drop);
    assert!(
        matches!(no_opening, Err(StoreError::Database(_))),
        "{no_opening:?}"
    );
}

fn four_processes_at_once(place: &Place) {
    drop(create(place));
    let writers: Vec<Writer> = ["a", "b", "c", "d"]
        .iter()
        .zip([1, 1, 3, 10])
        .map(|(name, each)| Job::Add {
            name: (*name).to_owned(),
            times: 100,
            each,
        })
        .map(|job| Writer::start(command(place, &job)))
        .collect();
    let mut acknowledged = Vec::new();
    for writer in writers {
        let said = writer.said();
        assert_eq!(said.end, "Done");
        acknowledged.extend(said.acknowledged);
    }
    assert_eq!(acknowledged.len(), 1500);
    let rows = whole(place);
    assert_eq!(rows.len(), 1501);
    all_there(&rows, &acknowledged);
}

fn reading_does_not_write(place: &Place) {
    drop(create(place));
    let mut store = open(place, Access::Read);
    let refused = store.append(&[waive(1)]);
    assert_eq!(refused, Err(StoreError::ReadOnly));
    assert_eq!(store.head().unwrap().0, 1);
    let mut other = open(place, Access::Write);
    other.append(&[waive(1)]).unwrap();
    // What others add is seen.
    assert_eq!(store.head().unwrap().0, 2);
}
