//! The program itself on files that have been spoilt: it ends in time, with one of its exit codes, and says what is wrong.

use super::mutations::{Change, change, changed, config};
use proptest::prelude::*;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const TEAM: &str = include_str!("../fixtures/cases/spoilt/team.toml");
const ROSTER: &str = include_str!("../fixtures/cases/spoilt/roster.csv");
const EVENTS: &str = include_str!("../fixtures/cases/spoilt/events.csv");
const POLICY: &str = include_str!("../../data/policies/taobao.toml");

/// What is run, and on which of the files; the solver gets a second where it is asked.
const COMMANDS: [&str; 11] = [
    "check team.toml roster.csv",
    "check team.toml roster.csv --month 2026-12 --json",
    "import team.toml roster.csv --month 2026-12 --out imported",
    "export team.toml roster.csv --format xlsx --out exported.xlsx --force",
    "chart team.toml roster.csv --kind month --out month.svg --force",
    "roster team.toml --month 2026-12 --time-limit 1 --out rostered",
    "explain team.toml --month 2026-12 --time-limit 1",
    "leave team.toml --roster roster.csv --person 王芳 --from 2026-12-08 --today 2026-12-01 --time-limit 1",
    "fairness team.toml --month 2027-01",
    "ledger init --team team.toml --policy policy.toml --reach-back --by 店长",
    "ledger import events.csv --team team.toml --by 店长",
];

/// Seconds from start to end of any of these, on a busy machine.
const LIMIT: Duration = Duration::from_secs(60);

/// A folder with the files, fresh; each test has its own.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(folder.join("2026-12")).unwrap();
    for (name, text) in [
        ("team.toml", TEAM),
        ("roster.csv", ROSTER),
        ("2026-12/ROSTER.csv", ROSTER),
        ("events.csv", EVENTS),
        ("policy.toml", POLICY),
    ] {
        std::fs::write(folder.join(name), text).unwrap();
    }
    folder
}

/// The exit code; a run that goes on beyond its limit is ended and has none.
fn run(folder: &Path, line: &str) -> (Option<i32>, String) {
    let errors = folder.join("errors.txt");
    let mut child = Command::new(env!("CARGO_BIN_EXE_paiban"))
        .args(line.split(' '))
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(std::fs::File::create(&errors).unwrap())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    let status = loop {
        match child.try_wait().unwrap() {
            Some(status) => break status.code(),
            None if begun.elapsed() > LIMIT => {
                child.kill().unwrap();
                child.wait().unwrap();
                break None;
            }
            None => std::thread::sleep(Duration::from_millis(2)),
        }
    };
    (status, std::fs::read_to_string(errors).unwrap())
}

/// A ledger is there before events are read.
fn prepare(folder: &Path, line: &str) {
    if line.starts_with("ledger import") {
        assert_eq!(run(folder, COMMANDS[9]).0, Some(0));
    }
}

fn spoil(folder: &Path, which: usize, changes: &[Change]) {
    let name = ["team.toml", "roster.csv", "events.csv", "policy.toml"][which];
    let text = std::fs::read_to_string(folder.join(name)).unwrap();
    let text = changed(text, changes);
    if which == 1 {
        std::fs::write(folder.join("2026-12/ROSTER.csv"), &text).unwrap();
    }
    std::fs::write(folder.join(name), text).unwrap();
}

/// Which file a command would miss.
fn files(line: &str) -> &'static [usize] {
    match line {
        _ if line.starts_with("ledger init") => &[3],
        _ if line.starts_with("ledger import") => &[0, 2],
        _ if line.contains("roster.csv") || line.starts_with("fairness") => &[0, 1],
        _ => &[0],
    }
}

#[test]
fn the_files_are_good_before_they_are_spoilt() {
    let folder = folder("spoilt-before");
    for line in COMMANDS {
        let (code, errors) = run(&folder, line);
        assert!(matches!(code, Some(0 | 1)), "{line}: {code:?} {errors}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: config().cases / 64, ..config() })]

    #[test]
    fn the_program_says_what_is_wrong(command in 0..COMMANDS.len(), which in any::<usize>(), changes in prop::collection::vec(change(), 1..4)) {
        let (folder, line) = (folder("spoilt"), COMMANDS[command]);
        prepare(&folder, line);
        let among = files(line);
        spoil(&folder, among[which % among.len()], &changes);
        let (code, errors) = run(&folder, line);
        prop_assert!(matches!(code, Some(0..=2)), "{}: {:?} {}", line, code, errors);
        prop_assert!(!errors.contains("panicked"), "{}: {}", line, errors);
        if code == Some(2) {
            prop_assert!(!errors.trim().is_empty(), "{}: no word", line);
        }
    }
}
