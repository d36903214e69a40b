//! Calendars: right for an independent reader, and right again when the roster changes.

use super::desk::{Desk, LANGUAGES, golden};
use super::rfc5545::{self, Component};
use paiban::domain::PersonIx;
use paiban::render::export::ics;
use paiban::text::Lang;
use std::collections::BTreeMap;

fn calendar(desk: &Desk, person: PersonIx, past: Option<&str>) -> String {
    ics::calendar(&desk.edition(), person, Lang::Zh, past)
}

/// Begin, end and summary of each event that holds.
fn events(calendar: &Component) -> Vec<(String, String, String)> {
    let holds = |event: &&Component| event.one("STATUS").value == "CONFIRMED";
    calendar
        .parts("VEVENT")
        .filter(holds)
        .map(|event| {
            (
                rfc5545::stamp(&event.one("DTSTART").value, false),
                rfc5545::stamp(&event.one("DTEND").value, false),
                rfc5545::text(event.one("SUMMARY")),
            )
        })
        .collect()
}

/// UID to sequence and status.
fn versions(text: &str) -> BTreeMap<String, (String, String)> {
    let calendar = rfc5545::read(text);
    let version = |event: &Component| {
        let value = |name| event.one(name).value.clone();
        (value("UID"), (value("SEQUENCE"), value("STATUS")))
    };
    calendar.parts("VEVENT").map(version).collect()
}

#[test]
fn calendars_are_as_somebody_read_them() {
    let desk = Desk::week();
    for (lang, name) in LANGUAGES {
        let text = ics::calendar(&desk.edition(), PersonIx(1), lang, None);
        // In the repository lines end as everywhere in it; the reader of RFC 5545 insists on their own end.
        golden(&format!("ann.{name}.ics"), &text.replace("\r\n", "\n"));
        rfc5545::read(&text);
    }
}

#[test]
fn split_shifts_are_two_events_and_nights_end_on_the_next_day() {
    let desk = Desk::small();
    let found = events(&rfc5545::read(&calendar(&desk, PersonIx(1), None)));
    let first: Vec<(&str, &str, &str)> = found
        .iter()
        .map(|(from, to, what)| (from.as_str(), to.as_str(), what.as_str()))
        .take(5)
        .collect();
    assert_eq!(
        first,
        [
            ("2026-02-01 10:00", "2026-02-01 14:00", "分段班"),
            ("2026-02-01 17:30", "2026-02-01 23:00", "分段班"),
            ("2026-02-02 10:00", "2026-02-02 14:00", "分段班"),
            ("2026-02-02 17:30", "2026-02-02 23:00", "分段班"),
            ("2026-02-03 23:00", "2026-02-04 07:30", "夜班"),
        ]
    );
    // A break does not part a shift.
    let own = events(&rfc5545::read(&calendar(&desk, PersonIx(0), None)));
    assert_eq!(own[0].0, "2026-02-01 09:00");
    assert_eq!(own[0].1, "2026-02-01 17:30");
}

#[test]
fn every_shift_of_everybody_is_there() {
    for desk in [
        Desk::small(),
        Desk::large("tmall", 12),
        Desk::large("desk24", 16),
    ] {
        let edition = desk.edition();
        let files = ics::files(&edition);
        assert_eq!(files.len(), desk.problem.people.len());
        for (person, name) in files {
            let text = ics::calendar(&edition, person, Lang::Zh, None);
            let calendar = rfc5545::read(&text);
            let parts = |duty: &usize| match desk.problem.kinds[desk.problem.duties[*duty].kind]
                .segments
                .as_slice()
            {
                [a, b] if b.start - a.end < 60 => 1,
                parts => parts.len(),
            };
            let shifts: usize = desk.roster.cells[person].iter().flatten().map(parts).sum();
            assert_eq!(calendar.parts("VEVENT").count(), shifts, "{name}");
            let own = &desk.problem.people[person].name;
            assert!(rfc5545::text(calendar.one("X-WR-CALNAME")).starts_with(own.as_str()));
        }
    }
}

#[test]
fn posts_and_duties_are_in_the_events() {
    let desk = Desk::large("tmall", 12);
    let calendar = rfc5545::read(&calendar(&desk, PersonIx(0), None));
    let all: Vec<String> = calendar
        .parts("VEVENT")
        .map(|event| {
            let (summary, about) = (event.one("SUMMARY"), event.one("DESCRIPTION"));
            format!("{}\n{}", rfc5545::text(summary), rfc5545::text(about))
        })
        .collect();
    let has = |text: &str| all.iter().any(|event| event.contains(text));
    assert!(has("白班（接待）\nD 08:30-17:30"), "{all:#?}");
    assert!(
        has("\n08:30 查看前一位值班客服和买家的留言（10 分钟）"),
        "{all:#?}"
    );
    assert!(has("\n17:20 给下一位值班人员留言"), "{all:#?}");
    assert!(
        has("第 1 段，共 2 段") || !all.iter().any(|e| e.starts_with("晚班")),
        "{all:#?}"
    );
    // The last thing on a split shift is in its second part.
    let split = |event: &&String| event.starts_with("晚班") && event.contains("第 1 段");
    assert!(
        all.iter()
            .filter(split)
            .all(|event| !event.contains("给下一位值班人员留言"))
    );
}

#[test]
fn a_new_version_changes_events_and_doubles_none() {
    let desk = Desk::small();
    let first = calendar(&desk, PersonIx(1), None);
    assert_eq!(
        calendar(&desk, PersonIx(1), Some(&first)),
        first,
        "nothing changed"
    );
    // The split shift of the second becomes a night; the night of the third goes; the fourth gets one.
    let desk = desk
        .changed(PersonIx(1), 1, "G")
        .changed(PersonIx(1), 2, "")
        .changed(PersonIx(1), 3, "G");
    let second = calendar(&desk, PersonIx(1), Some(&first));
    let (before, after) = (versions(&first), versions(&second));
    let changed: Vec<&(String, String)> = after
        .iter()
        .filter(|(uid, version)| before.get(*uid) != Some(version))
        .map(|(_, version)| version)
        .collect();
    let version = |sequence: &str, status: &str| (sequence.to_owned(), status.to_owned());
    let count = |wanted: &(String, String)| changed.iter().filter(|v| *v == &wanted).count();
    // The second's first part is now the night, its second part is cancelled, and so is the third's night. The
    // events around may have other handovers.
    assert!(count(&version("1", "CONFIRMED")) >= 1, "{changed:?}");
    assert_eq!(count(&version("1", "CANCELLED")), 2, "{changed:?}");
    assert_eq!(count(&version("0", "CONFIRMED")), 1, "{changed:?}");
    let known = before.keys().filter(|uid| after.contains_key(*uid)).count();
    assert_eq!(
        known,
        before.len(),
        "an event of the phone is not mentioned any more"
    );
    // DTSTAMP goes on with the version.
    let calendar = rfc5545::read(&second);
    for event in calendar.parts("VEVENT") {
        let (stamp, sequence) = (&event.one("DTSTAMP").value, &event.one("SEQUENCE").value);
        assert_eq!(*stamp, format!("20260101T0000{sequence:0>2}Z"));
    }
}

#[test]
fn ids_do_not_come_of_what_the_shift_is() {
    let desk = Desk::small();
    let before = versions(&calendar(&desk, PersonIx(0), None));
    let after = versions(&calendar(
        &desk.changed(PersonIx(0), 0, "G"),
        PersonIx(0),
        None,
    ));
    assert_eq!(
        before.keys().collect::<Vec<_>>(),
        after.keys().collect::<Vec<_>>()
    );
    // Nobody shares them.
    let other = versions(&calendar(&desk, PersonIx(1), None));
    assert!(before.keys().all(|uid| !other.contains_key(uid)));
    assert!(before.keys().all(|uid| uid.is_ascii()));
}

#[test]
fn nobody_without_shifts_has_a_broken_calendar() {
    let desk = Desk::small();
    let calendar = rfc5545::read(&calendar(&desk, PersonIx(3), None));
    assert_eq!(calendar.parts("VEVENT").count(), 0);
    assert_eq!(
        rfc5545::text(calendar.one("X-WR-CALNAME")),
        "周婷 · 夜航, 客服; 一组"
    );
}

#[test]
fn nobodys_file_is_written_over_that_of_another() {
    let team = super::desk::team()
        .replace("王芳", "a/b")
        .replace("李娜", "A_B");
    let roster = super::desk::roster()
        .replace("王芳", "a/b")
        .replace("李娜", "A_B");
    let desk = Desk::of(&team, &roster);
    let files = ics::files(&desk.edition());
    let names: Vec<&str> = files.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(
        names,
        ["a_b.ics", "Ann; B, _C_ O'Neil.ics", "A_B 2.ics", "周婷.ics"]
    );
}
