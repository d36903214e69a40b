//! What may befall a ledger's file: writers that are killed, a full disk, a disk that cannot be written, locks, torn
//! ends, flipped bits. Nothing that was acknowledged is lost, and what is wrong is said.
//!
//! `PAIBAN_KILLS` says how many writers are killed; 40.

#![cfg(unix)]
use crate::store;

use paiban::ledger::store::{Access, Place, Row, Store, StoreError};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use store::writer::{Job, Said, Writer, all_there, command, through};
use store::{Folder, Random, create, faults, nth_event, open, rows, whole};

fn kills() -> usize {
    std::env::var("PAIBAN_KILLS").map_or(40, |text| text.parse().expect("PAIBAN_KILLS is a number"))
}

fn add(name: &str, each: usize) -> Job {
    Job::Add {
        name: name.to_owned(),
        times: 100_000,
        each,
    }
}

/// A file with what SQLite puts beside it.
fn copy(from: &Path, to: &Path) {
    for suffix in ["", "-wal"] {
        let (from, to) = (beside(from, suffix), beside(to, suffix));
        let _ = std::fs::remove_file(&to);
        if from.exists() {
            std::fs::copy(from, to).unwrap();
        }
    }
    let _ = std::fs::remove_file(beside(to, "-shm"));
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    PathBuf::from(format!("{}{suffix}", path.display()))
}

/// Runs a writer for some milliseconds, and kills it.
fn killed(place: &Place, job: &Job, after: u64) -> Said {
    let mut writer = Writer::start(command(place, job));
    std::thread::sleep(Duration::from_millis(after));
    writer.kill();
    writer.said()
}

#[test]
fn killed_writers_lose_nothing_acknowledged() {
    let mut random = Random(20_261_205);
    let (mut folder, mut acknowledged, mut total) = (Folder::new(), Vec::new(), 0);
    for round in 0..kills() {
        // From time to time a new one: everything in it is looked at in each round.
        if round % 20 == 0 {
            folder = Folder::new();
            acknowledged.clear();
            drop(create(&folder.place("x.ledger")));
        }
        let place = folder.place("x.ledger");
        let each = [1, 1, 7, 300][random.below(4) as usize];
        let said = killed(
            &place,
            &add(&format!("round-{round}"), each),
            random.below(90),
        );
        assert_eq!(said.end, "", "round {round}");
        total += said.acknowledged.len();
        acknowledged.extend(said.acknowledged);
        let rows = whole(&place);
        all_there(&rows, &acknowledged);
        // A batch that was not acknowledged is there as a whole, or not at all.
        let mark = format!("<round-{round}/");
        let added = rows.iter().filter(|row| row.body.contains(&mark)).count();
        assert_eq!(
            added % each,
            0,
            "round {round}: {added} of batches of {each}"
        );
    }
    println!("{total} entries acknowledged before the kills, all there");
    assert!(total > 0, "no writer came as far as writing");
}

#[test]
fn killed_makers_leave_no_half_ledger() {
    let mut random = Random(5);
    let mut whole_ones = 0;
    for round in 0..kills().div_ceil(4) {
        let folder = Folder::new();
        let said = killed(
            &folder.place("x"),
            &Job::Create { times: 1000 },
            random.below(70),
        );
        let made = said.acknowledged.len();
        for number in 0..=made {
            let place = folder.place(&format!("x-{number}"));
            match Store::open(&place, Access::Write) {
                Ok(mut store) => assert_eq!(faults(&rows(&mut store)), Vec::<String>::new()),
                // Only the one that it was at.
                Err(error) => assert_eq!(
                    (number, error),
                    (made, StoreError::Missing),
                    "round {round}"
                ),
            }
        }
        whole_ones += made;
        // What is left over does not stand in the way.
        let place = folder.place(&format!("x-{}", made + 1));
        drop(create(&place));
    }
    println!("{whole_ones} ledgers made before the kills");
}

/// Starts a writer that finds no room at some time, and looks at what it left.
fn runs_full(place: &Place, command: Command, before: &[Row]) -> Vec<(i64, String)> {
    let said = Writer::start(command).said();
    assert_eq!(
        said.end,
        "Full",
        "after {} entries",
        said.acknowledged.len()
    );
    let rows = whole(place);
    assert_eq!(rows[..before.len()], *before);
    all_there(&rows, &said.acknowledged);
    // Of the batch that found no room, nothing is there.
    assert_eq!(rows.len(), before.len() + said.acknowledged.len());
    said.acknowledged
}

#[test]
fn a_limit_of_file_size_is_a_full_disk() {
    let folder = Folder::new();
    let place = folder.place("x.ledger");
    drop(create(&place));
    for (limit, each) in [("400", 1), ("2000", 40)] {
        let before = whole(&place);
        let script = format!("ulimit -f {limit}; trap '' XFSZ; exec \"$0\" \"$@\"");
        let writer = through("bash", &["-c", &script], &place, &add(limit, each));
        let acknowledged = runs_full(&place, writer, &before);
        assert!(!acknowledged.is_empty(), "limit {limit}");
        // With room again, it goes on.
        open(&place, Access::Write)
            .append(&[nth_event(1, "more")])
            .unwrap();
    }
}

/// A small disk in memory, where this user may have one.
struct Disk(Folder);

impl Disk {
    fn new(test: &str, options: &str) -> Option<Disk> {
        let folder = Folder::new();
        let mount = ["-t", "tmpfs", "-o", options, "tmpfs"];
        let mounted = Command::new("mount")
            .args(mount)
            .arg(folder.path())
            .output();
        if mounted.is_ok_and(|m| m.status.success()) {
            return Some(Disk(folder));
        }
        println!("skipped: {test}: this user may not mount a disk in memory");
        None
    }

    fn remount(&self, options: &str) {
        let remount = format!("remount,{options}");
        let done = Command::new("mount")
            .args(["-o", &remount])
            .arg(self.0.path())
            .status();
        assert!(done.unwrap().success());
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

#[test]
fn a_full_disk_loses_nothing() {
    let Some(disk) = Disk::new("a_full_disk_loses_nothing", "size=1m") else {
        return;
    };
    let place = disk.0.place("x.ledger");
    drop(create(&place));
    for each in [1, 30] {
        let before = whole(&place);
        runs_full(
            &place,
            command(&place, &add(&each.to_string(), each)),
            &before,
        );
    }
    // Nor is one made where there is no room.
    let made = Store::create(&disk.0.place("y.ledger"), &store::opening()).map(drop);
    assert_eq!(made, Err(StoreError::Full));
    disk.remount("size=8m");
    open(&place, Access::Write)
        .append(&[nth_event(1, "more")])
        .unwrap();
    let there = std::fs::read_dir(disk.0.path()).unwrap().count();
    assert_eq!(there, 1, "only the ledger is left");
}

#[test]
fn a_disk_that_cannot_be_written_can_be_read() {
    let Some(disk) = Disk::new("a_disk_that_cannot_be_written_can_be_read", "size=4m") else {
        return;
    };
    let place = disk.0.place("x.ledger");
    create(&place).append(&[nth_event(1, "before")]).unwrap();
    disk.remount("ro");
    assert_eq!(
        Store::open(&place, Access::Write).err(),
        Some(StoreError::ReadOnly)
    );
    assert_eq!(whole(&place).len(), 2);
    let refused = open(&place, Access::Read).append(&[nth_event(2, "after")]);
    assert_eq!(refused, Err(StoreError::ReadOnly));
    let made = Store::create(&disk.0.place("y.ledger"), &store::opening()).map(drop);
    assert_eq!(made, Err(StoreError::ReadOnly));
}

/// Opens as a user who has no rights of root: this one, or `nobody`.
fn opened_by_nobody(place: &Place, access: Access) -> String {
    let job = Job::Open(access);
    let nobody = ["--reuid=65534", "--regid=65534", "--clear-groups", "--"];
    let command = if is_root() {
        through("setpriv", &nobody, place, &job)
    } else {
        command(place, &job)
    };
    Writer::start(command).said().end
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|out| out.stdout == b"0\n")
}

#[test]
fn permissions_are_told_apart() {
    use std::os::unix::fs::{PermissionsExt, chown};
    let test = "permissions_are_told_apart";
    let folder = Folder::new();
    let (place, file) = (folder.place("x.ledger"), folder.file("x.ledger"));
    create(&place).append(&[nth_event(1, "before")]).unwrap();
    let chmod = |path: &Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    if is_root() {
        chown(&file, Some(65534), Some(65534)).unwrap();
        chown(folder.path(), Some(65534), Some(65534)).unwrap();
    }
    let both = || [Access::Read, Access::Write].map(|access| opened_by_nobody(&place, access));
    if both() != ["Done", "Done"] {
        println!("skipped: {test}: this program cannot be started as another user");
        return;
    }
    // (file, folder, reading, writing)
    let cases = [
        (0o400, 0o700, "Done", "ReadOnly"),
        (0o600, 0o500, "Done", "ReadOnly"),
        (0o400, 0o500, "Done", "ReadOnly"),
        (0o000, 0o700, "Denied", "Denied"),
        (0o600, 0o000, "Denied", "Denied"),
        (0o600, 0o700, "Done", "Done"),
    ];
    for (of_file, of_folder, reading, writing) in cases {
        chmod(&file, of_file);
        chmod(folder.path(), of_folder);
        let opened = both();
        chmod(folder.path(), 0o700);
        assert_eq!(opened, [reading, writing], "{of_file:o} in {of_folder:o}");
    }
    chmod(&file, 0o600);
    assert_eq!(whole(&place).len(), 2);
}

/// Another connection that holds the ledger for writing until it is dropped.
fn held(path: &Path, then: impl FnOnce() + Send) {
    let options = SqliteConnectOptions::new().filename(path);
    store::wait(async {
        let mut holder = options.connect().await.unwrap();
        sqlx::raw_sql("BEGIN IMMEDIATE")
            .execute(&mut holder)
            .await
            .unwrap();
        // On a thread of its own: the store brings its own runtime.
        std::thread::scope(|scope| scope.spawn(then).join()).unwrap();
        sqlx::raw_sql("ROLLBACK")
            .execute(&mut holder)
            .await
            .unwrap();
        holder.close().await.unwrap();
    });
}

/// The one test that takes ten seconds: so long is waited for somebody else.
#[test]
fn a_held_ledger_is_busy() {
    let folder = Folder::new();
    let place = folder.place("x.ledger");
    drop(create(&place));
    held(&folder.file("x.ledger"), || {
        // Opening and reading do not wait.
        let mut store = open(&place, Access::Write);
        assert_eq!(rows(&mut store).len(), 1);
        assert_eq!(store.append(&[nth_event(1, "held")]), Err(StoreError::Busy));
        assert_eq!(store.head().unwrap().0, 1);
    });
    // Afterwards all is as before.
    let mut store = open(&place, Access::Write);
    assert_eq!(store.append(&[nth_event(1, "free")]), Ok(vec![2]));
    drop(store);
    assert_eq!(whole(&place).len(), 2);
}

/// A ledger with a log of single additions that is not yet in the file; the writer is still at it.
fn with_log(folder: &Folder) -> (PathBuf, Vec<Row>) {
    let place = folder.place("x.ledger");
    let mut store = create(&place);
    for number in 0..20 {
        store.append(&[nth_event(number, "log")]).unwrap();
    }
    let copied = folder.file("copy.ledger");
    copy(&folder.file("x.ledger"), &copied);
    (copied, rows(&mut store))
}

#[test]
fn a_torn_end_of_the_log_costs_only_what_was_torn() {
    let folder = Folder::new();
    let (origin, all) = with_log(&folder);
    let log = std::fs::read(beside(&origin, "-wal")).unwrap();
    let torn = folder.file("torn.ledger");
    let place = Place::File(torn.clone());
    let mut last = 0;
    for cut in [
        0,
        1,
        20,
        32,
        33,
        4000,
        4119,
        4120,
        4200,
        log.len() / 2,
        log.len() - 4121,
        log.len() - 1,
    ] {
        copy(&origin, &torn);
        std::fs::write(beside(&torn, "-wal"), &log[..cut]).unwrap();
        let left = whole(&place);
        assert_eq!(left[..], all[..left.len()], "cut at {cut}");
        assert!(left.len() >= last, "cut at {cut}");
        last = left.len();
        // It goes on from there.
        open(&place, Access::Write)
            .append(&[nth_event(1, "more")])
            .unwrap();
        assert_eq!(whole(&place).len(), last + 1);
    }
    assert_eq!(
        last,
        all.len() - 1,
        "only the last addition was in the last page"
    );
    copy(&origin, &torn);
    let mut longer = log.clone();
    let mut random = Random(3);
    longer.extend((0..10_000).map(|_| random.below(256) as u8));
    std::fs::write(beside(&torn, "-wal"), longer).unwrap();
    assert_eq!(whole(&place), all);
}

#[test]
fn a_file_that_is_cut_off_is_damaged() {
    let folder = Folder::new();
    let place = folder.place("x.ledger");
    let drafts: Vec<_> = (0..300).map(|n| nth_event(n, "whole")).collect();
    create(&place).append(&drafts).unwrap();
    let bytes = std::fs::read(folder.file("x.ledger")).unwrap();
    for cut in [
        1,
        100,
        4095,
        4096,
        4097,
        bytes.len() / 2,
        bytes.len() - 4096,
        bytes.len() - 500,
    ] {
        std::fs::write(folder.file("x.ledger"), &bytes[..bytes.len() - cut]).unwrap();
        for access in [Access::Read, Access::Write] {
            let opened = Store::open(&place, access).map(drop);
            assert!(
                matches!(opened, Err(StoreError::Damaged(_))),
                "{cut}: {opened:?}"
            );
        }
    }
}

/// What is said of a file, or its rows where nothing is.
fn said_of(place: &Place) -> Result<Vec<Row>, String> {
    let mut store = Store::open(place, Access::Read).map_err(|e| format!("{e:?}"))?;
    let found = store.integrity().map_err(|e| format!("{e:?}"))?;
    let mut rows = Vec::new();
    store
        .rows(&mut |row| rows.push(row))
        .map_err(|e| format!("{e:?}"))?;
    match found.into_iter().chain(faults(&rows)).next() {
        Some(fault) => Err(fault),
        None => Ok(rows),
    }
}

#[test]
fn a_flipped_bit_is_found_or_harmless() {
    let folder = Folder::new();
    let (origin, place) = (folder.file("x.ledger"), folder.place("flipped.ledger"));
    let flipped = folder.file("flipped.ledger");
    let drafts: Vec<_> = (0..60).map(|n| nth_event(n, "flip")).collect();
    let mut store = create(&Place::File(origin.clone()));
    store.append(&drafts).unwrap();
    store.append(&[store::waive(4)]).unwrap();
    drop(store);
    let bytes = std::fs::read(&origin).unwrap();
    let right = said_of(&Place::File(origin)).unwrap();
    assert_eq!(right.len(), 62);
    let (mut found, mut random) = (0, Random(17));
    let positions = (0..bytes.len()).step_by(bytes.len() / 400).chain(0..120);
    let positions: Vec<usize> = positions.collect();
    for position in &positions {
        let mut other = bytes.clone();
        other[*position] ^= 1 << random.below(8);
        std::fs::write(&flipped, other).unwrap();
        match said_of(&place) {
            Err(_) => found += 1,
            Ok(rows) => assert_eq!(rows, right, "byte {position} of {}", bytes.len()),
        }
        for suffix in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(beside(&flipped, suffix));
        }
    }
    println!(
        "{} bits flipped, {found} noticed, the others change no entry",
        positions.len()
    );
    assert!(found > positions.len() / 4, "{found}");
}
