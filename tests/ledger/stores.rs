//! The ledger's store in a SQLite file: what is added is there, nothing else happens to it, and what is no ledger is
//! not taken for one.

use crate::store;

use paiban::ledger::store::{Access, FactRow, Place, Query, SCHEMA, Store, StoreError};
use std::path::Path;
use store::writer::{Job, Writer, command};
use store::{Folder, checks, create, event, nth_event, open, opening, tamper, whole};

#[test]
fn a_file_holds_what_is_added() {
    let folder = Folder::new();
    checks::all(|name| folder.place(name));
}

/// PostgreSQL takes no text with a zero in it; a file does.
#[test]
fn texts_may_hold_any_character() {
    let folder = Folder::new();
    let place = folder.place("x.ledger");
    let mut draft = event("a\0b", "c\0", "2026-12-05 08:00", "\0");
    draft.by.name = "\0".to_owned();
    let mut store = create(&place);
    store.append(std::slice::from_ref(&draft)).unwrap();
    let entries = store.entries(&Query::default()).unwrap();
    assert_eq!(
        (&entries[1].by, &entries[1].deed),
        (&draft.by.name, &draft.deed)
    );
    let mut seen = Vec::new();
    let mut visit = |row: FactRow<'_>| seen.push((row.person.to_owned(), row.category.to_owned()));
    store.facts(&Query::default(), &mut visit).unwrap();
    assert_eq!(seen, [("a\0b".to_owned(), "c\0".to_owned())]);
    drop(store);
    assert_eq!(whole(&place).len(), 2);
}

/// A ledger with some entries, closed.
fn small(folder: &Folder) -> Place {
    let place = folder.place("small.ledger");
    let drafts: Vec<_> = (0..5).map(|n| nth_event(n, "small")).collect();
    create(&place).append(&drafts).unwrap();
    place
}

#[test]
fn the_database_refuses_whatever_is_not_added_at_the_end() {
    let folder = Folder::new();
    let place = small(&folder);
    let file = folder.file("small.ledger");
    let before = whole(&place);
    let copy = "SELECT id, recorded, 'somebody', kind, person, category, happened, day, about, previous, hash, body";
    let columns = "(id, recorded, author, kind, previous, hash, body)";
    let last = "(SELECT hash FROM entry ORDER BY id DESC LIMIT 1)";
    let cases = [
        ("UPDATE entry SET author = 'somebody'", "never changed"),
        ("UPDATE entry SET body = body WHERE id = 3", "never changed"),
        (
            "UPDATE OR REPLACE entry SET id = 2 WHERE id = 3",
            "never changed",
        ),
        ("DELETE FROM entry", "never deleted"),
        ("DELETE FROM entry WHERE id = 6", "never deleted"),
        (
            &format!("INSERT OR REPLACE INTO entry {copy} FROM entry WHERE id = 3"),
            "at the end",
        ),
        (
            &format!("REPLACE INTO entry {copy} FROM entry WHERE id = 6"),
            "at the end",
        ),
        (
            &format!("INSERT OR IGNORE INTO entry {copy} FROM entry WHERE id = 6"),
            "at the end",
        ),
        (
            &format!(
                "INSERT INTO entry {copy} FROM entry WHERE id = 3
                 ON CONFLICT (id) DO UPDATE SET author = 'somebody'"
            ),
            "at the end",
        ),
        (
            &format!(
                "INSERT INTO entry {columns} VALUES (9, 0, 'x', 'open', {last}, zeroblob(32), '')"
            ),
            "at the end",
        ),
        (
            &format!(
                "INSERT INTO entry {columns} VALUES (7, 0, 'x', 'open', zeroblob(32), zeroblob(32), '')"
            ),
            "at the end",
        ),
        (
            &format!(
                "INSERT INTO entry {columns} VALUES (7, 0, 'x', 'open', {last}, zeroblob(31), '')"
            ),
            "CHECK constraint",
        ),
        (
            &format!(
                "INSERT INTO entry {columns} VALUES (7, 'now', 'x', 'open', {last}, zeroblob(32), '')"
            ),
            "cannot store TEXT",
        ),
    ];
    for (sql, says) in cases {
        let said = tamper(&file, sql);
        assert!(
            said.as_ref().is_err_and(|e| e.contains(says)),
            "{sql}: {said:?}"
        );
        assert_eq!(whole(&place), before, "{sql}");
    }
}

#[test]
fn what_refuses_is_missed_when_it_is_gone() {
    let cases = [
        ("DROP TRIGGER entry_keep", "trigger entry_keep is missing"),
        ("DROP TRIGGER entry_hold", "trigger entry_hold is missing"),
        ("DROP INDEX entry_person", "index entry_person is missing"),
        (
            "DROP TRIGGER entry_follow; CREATE TRIGGER entry_follow BEFORE INSERT ON entry BEGIN SELECT 1; END",
            "trigger entry_follow is not as it was made",
        ),
        (
            "CREATE TRIGGER more AFTER INSERT ON entry BEGIN SELECT 1; END",
            "trigger more does not belong to a ledger",
        ),
        (
            "CREATE TABLE more (x)",
            "table more does not belong to a ledger",
        ),
    ];
    for (sql, says) in cases {
        let folder = Folder::new();
        let place = small(&folder);
        tamper(&folder.file("small.ledger"), sql).unwrap();
        let found = open(&place, Access::Read).integrity();
        assert_eq!(found, Ok(vec![says.to_owned()]), "{sql}");
    }
    // What SQLite notes for itself is no change.
    let folder = Folder::new();
    let place = small(&folder);
    tamper(&folder.file("small.ledger"), "ANALYZE").unwrap();
    whole(&place);
}

#[test]
fn other_versions_are_told_apart() {
    let folder = Folder::new();
    let place = small(&folder);
    let version = |version: i64| {
        let sql = format!("PRAGMA user_version = {version}");
        tamper(&folder.file("small.ledger"), &sql).unwrap();
        [Access::Read, Access::Write].map(|access| Store::open(&place, access).map(drop))
    };
    let newer = StoreError::Newer {
        found: SCHEMA + 1,
        known: SCHEMA,
    };
    assert_eq!(version(SCHEMA + 1), [Err(newer.clone()), Err(newer)]);
    assert!(
        version(0)
            .iter()
            .all(|opened| matches!(opened, Err(StoreError::Damaged(_))))
    );
    assert_eq!(version(SCHEMA), [Ok(()), Ok(())]);
}

#[test]
fn what_is_no_ledger_is_left_alone() {
    let folder = Folder::new();
    std::fs::write(
        folder.file("text"),
        "a text, long enough to be looked at\n".repeat(200),
    )
    .unwrap();
    std::fs::write(folder.file("short"), "x").unwrap();
    std::fs::write(folder.file("empty"), "").unwrap();
    std::fs::create_dir(folder.file("folder")).unwrap();
    tamper(
        &folder.file("other"),
        "CREATE TABLE entry (id INTEGER PRIMARY KEY)",
    )
    .unwrap();
    tamper(&folder.file("blank"), "PRAGMA user_version = 1").unwrap();
    for (name, says) in [
        ("text", "not a SQLite database"),
        ("short", "too short"),
        ("empty", "empty"),
        ("folder", "not a file"),
        ("other", "another program"),
        ("blank", "another program"),
    ] {
        let place = folder.place(name);
        let before = std::fs::read(folder.file(name)).ok();
        let right = |done: Result<Store, StoreError>| match done {
            Err(StoreError::NotALedger(what)) => assert!(what.contains(says), "{name}: {what}"),
            other => panic!("{name}: {other:?}"),
        };
        right(Store::open(&place, Access::Read));
        right(Store::open(&place, Access::Write));
        right(Store::create(&place, &opening()));
        assert_eq!(std::fs::read(folder.file(name)).ok(), before, "{name}");
    }
    // One that is cut off before it begins.
    let place = small(&folder);
    let bytes = std::fs::read(folder.file("small.ledger")).unwrap();
    std::fs::write(folder.file("small.ledger"), &bytes[..50]).unwrap();
    let opened = Store::open(&place, Access::Read).map(drop);
    assert!(
        matches!(opened, Err(StoreError::NotALedger(_))),
        "{opened:?}"
    );
}

#[test]
fn a_ledger_needs_a_folder() {
    let folder = Folder::new();
    let place = folder.place("none/x.ledger");
    let made = Store::create(&place, &opening()).map(drop);
    assert!(
        made.as_ref()
            .is_err_and(|e| e.to_string().contains("there is no folder")),
        "{made:?}"
    );
    assert_eq!(
        Store::open(&place, Access::Read).err(),
        Some(StoreError::Missing)
    );
}

/// Names of the files in a folder, sorted.
fn files(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder)
        .unwrap()
        .map(|f| f.unwrap().file_name());
    let mut names: Vec<String> = names.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    names
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let mut store = create(&folder.place("x.ledger"));
    store
        .append(&[event("A", "late", "2026-12-05 08:00", "")])
        .unwrap();
    let there = files(folder.path());
    assert_eq!(there, ["x.ledger", "x.ledger-shm", "x.ledger-wal"]);
    for name in there {
        let mode = folder.file(&name).metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    // Closed, it is one file, also when it is read in between.
    drop(store);
    assert_eq!(files(folder.path()), ["x.ledger"]);
    whole(&folder.place("x.ledger"));
    assert_eq!(files(folder.path()), ["x.ledger"]);
}

#[test]
fn names_of_files_are_only_names() {
    let names = [
        "file:x?mode=memory",
        "a b%20#?&.ledger",
        "账本.ledger",
        "'\".ledger",
        " x ",
    ];
    let folder = Folder::new();
    for name in names {
        drop(create(&folder.place(name)));
        assert_eq!(whole(&folder.place(name)).len(), 1, "{name}");
        assert!(files(folder.path()).contains(&name.to_owned()), "{name}");
    }
    // As they are given on a command line, relative to the folder one is in.
    let relative = Place::File("file:y?mode=memory".into());
    let mut command = command(&relative, &Job::Create { times: 1 });
    command.current_dir(folder.path());
    assert_eq!(Writer::start(command).said().end, "Done");
    assert_eq!(whole(&folder.place("file:y?mode=memory-0")).len(), 1);
    assert_eq!(files(folder.path()).len(), names.len() + 1);
}
