//! Every mistake that a file can hold has a fixture, and a message in both languages next to it.
//!
//! `tests/fixtures/errors/NAME.toml` is a bad team file, `NAME.csv` a bad roster of `team.toml` for
//! December 2026; `NAME.curtois` is a bad benchmark instance and `NAME.history` a bad file of
//! `scenario.inrc2`. `NAME.en.txt` and `NAME.zh.txt` are the messages. `UPDATE_GOLDEN=1` writes them.

use chrono::NaiveDate;
use paiban::domain::Problem;
use paiban::domain::time::Month;
use paiban::input::benchmark::{curtois, inrc2};
use paiban::input::{
    BenchFlaw, Fault, FaultKind, LeaveFound, RosterFile, RosterFlaw, Source, Team,
};
use paiban::messages::message::render;
use paiban::messages::words;
use paiban::text::Lang;
use std::io::ErrorKind;
use std::path::Path;

const LANGUAGES: [(Lang, &str); 2] = [(Lang::En, "en"), (Lang::Zh, "zh")];

/// Messages name files as they were given, so that the fixtures' folder must not be part of them.
fn enter() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/errors");
    std::env::set_current_dir(dir).unwrap();
}

fn december() -> Month {
    Month::new(2026, 12).unwrap()
}

fn team(path: &Path) -> Result<Problem, Fault> {
    let team = Team::parse(Source::read(path)?)?;
    Ok(team.month(december(), None)?.0)
}

fn good_team() -> Problem {
    team(Path::new("team.toml")).unwrap_or_else(|f| panic!("{}", render(&f, Lang::En, false)))
}

/// The fault in a fixture: none is a fault of the fixture.
fn fault_in(path: &Path) -> Option<Fault> {
    let name = path.file_name()?.to_str()?;
    if name.ends_with(".toml") {
        return team(path).err();
    }
    if name.ends_with(".curtois") {
        return curtois::read(path).err();
    }
    if name.ends_with(".history") {
        return inrc2::read(Path::new("scenario.inrc2"), path, &[]).err();
    }
    let read = RosterFile::read(path).and_then(|file| file.roster(&good_team()));
    read.err()
}

/// Faults of the system, which no file in a repository can have.
fn made() -> Vec<(String, Fault)> {
    let absent = RosterFile::read(Path::new("2026-12.csv")).unwrap_err();
    let folder = Source::read(Path::new(".")).unwrap_err();
    let read = |reason, detail: &str| FaultKind::CannotRead {
        reason,
        detail: detail.to_owned(),
    };
    let write = |reason, detail: &str| FaultKind::CannotWrite {
        reason,
        detail: detail.to_owned(),
    };
    let of = |kind| Fault::of_file("december.csv", kind);
    let flaws = roster_flaws().into_iter();
    let flaws = flaws.map(|(name, flaw)| (format!("roster-{name}"), of(flaw.into())));
    let mut faults: Vec<(String, Fault)> = flaws.collect();
    faults.extend([
        (
            "bench-weeks".to_owned(),
            of(BenchFlaw::Weeks {
                found: 3,
                wanted: 4,
            }
            .into()),
        ),
        ("cannot-read-absent".to_owned(), absent),
        ("cannot-read-folder".to_owned(), folder),
        (
            "cannot-read-denied".to_owned(),
            of(read(ErrorKind::PermissionDenied, "")),
        ),
        (
            "cannot-read-other".to_owned(),
            of(read(ErrorKind::Other, "device not ready")),
        ),
        (
            "cannot-write-denied".to_owned(),
            of(write(ErrorKind::PermissionDenied, "")),
        ),
        (
            "cannot-write-no-folder".to_owned(),
            of(write(ErrorKind::NotFound, "")),
        ),
    ]);
    faults
}

/// What can be wrong with a table of a roster; `tests/commands/kept_tables.rs` has tables in which it is.
fn roster_flaws() -> Vec<(&'static str, RosterFlaw)> {
    use RosterFlaw as F;
    let date = |day| NaiveDate::from_ymd_opt(2026, 12, day).unwrap();
    let words =
        |all: &[&str]| -> Vec<String> { all.iter().map(|word| (*word).to_owned()).collect() };
    let leave = |word: &str, kind: Option<&str>, from, to| LeaveFound {
        person: "王芳".to_owned(),
        word: word.to_owned(),
        kind: kind.map(str::to_owned),
        from: date(from),
        to: date(to),
    };
    let text = || "text".to_owned();
    vec![
        ("no-dates", F::NoDates { weekday: None }),
        (
            "no-dates-week",
            F::NoDates {
                weekday: Some("SundayAM".to_owned()),
            },
        ),
        (
            "no-sheet",
            F::NoSheet {
                name: "12".to_owned(),
                known: words(&["11月", "12月"]),
            },
        ),
        (
            "other-month",
            F::OtherMonth {
                text: "2026年10月客服排班表".to_owned(),
                wanted: "2026-12".to_owned(),
            },
        ),
        (
            "weekday",
            F::Weekday {
                text: "MON".to_owned(),
                date: date(1),
            },
        ),
        ("day-zero", F::DayZero),
        (
            "no-such-day",
            F::NoSuchDay {
                text: "31".to_owned(),
                month: "2026-11".to_owned(),
            },
        ),
        ("undated", F::Undated),
        (
            "several-columns",
            F::SeveralColumns {
                columns: 2,
                heads: words(&["Start", "Finish"]),
            },
        ),
        (
            "several-columns-bare",
            F::SeveralColumns {
                columns: 2,
                heads: vec![],
            },
        ),
        (
            "missing-days",
            F::MissingDays {
                first: date(1),
                last: date(30),
                missing: words(&["2026-12-31"]),
            },
        ),
        (
            "no-row",
            F::NoRow {
                person: "王芳".to_owned(),
                days: vec!["2026-12-16".to_owned(), "2026-12-17".to_owned()],
            },
        ),
        (
            "two-shifts-one-empty",
            F::TwoShifts {
                person: "王芳".to_owned(),
                date: date(16),
                cells: ["D".to_owned(), String::new()],
                other: "a.csv [Q2]".to_owned(),
            },
        ),
        (
            "two-shifts",
            F::TwoShifts {
                person: "王芳".to_owned(),
                date: date(3),
                cells: ["D".to_owned(), "N".to_owned()],
                other: "D2".to_owned(),
            },
        ),
        (
            "empty",
            F::Empty {
                empty: 44,
                free: 18,
                shifts: 0,
            },
        ),
        (
            "empty-means",
            F::EmptyMeans {
                text: "d1".to_owned(),
                known: words(&["D", "N"]),
            },
        ),
        (
            "sheets-differ",
            F::SheetsDiffer {
                sheets: ["甲".to_owned(), "乙".to_owned()],
                cells: 3,
            },
        ),
        (
            "name-and-id",
            F::NameAndId {
                said: ["王芳".to_owned(), "A02".to_owned()],
                owner: "李娜".to_owned(),
            },
        ),
        (
            "several-people",
            F::SeveralPeople {
                name: "王芳".to_owned(),
                ids: words(&["A01", "A02"]),
            },
        ),
        (
            "leading-zero-person",
            F::LeadingZero {
                text: "7".to_owned(),
                meant: "007".to_owned(),
                person: Some("王芳".to_owned()),
            },
        ),
        (
            "leading-zero-shift",
            F::LeadingZero {
                text: "8".to_owned(),
                meant: "08".to_owned(),
                person: None,
            },
        ),
        (
            "times-differ",
            F::TimesDiffer {
                text: text(),
                code: "D".to_owned(),
                times: "09:00-17:30".to_owned(),
            },
        ),
        (
            "no-shift-at",
            F::NoShiftAt {
                text: text(),
                known: words(&["D 09:00-17:30"]),
            },
        ),
        (
            "several-shifts",
            F::SeveralShifts {
                text: text(),
                codes: words(&["D@a", "D@b"]),
            },
        ),
        (
            "leaves",
            F::Leaves {
                leaves: vec![leave("年假", Some("年假"), 1, 3), leave("AL", None, 7, 7)],
            },
        ),
    ]
}

fn faults() -> Vec<(String, Fault)> {
    enter();
    let mut faults = made();
    for entry in std::fs::read_dir(".").unwrap() {
        let path = entry.unwrap().path();
        let path = Path::new(path.file_name().unwrap()).to_owned();
        let ending = path.extension().and_then(|e| e.to_str()).unwrap_or("");
        let input = ["toml", "csv", "curtois", "history"].contains(&ending);
        if !input || path == Path::new("team.toml") {
            continue;
        }
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        match fault_in(&path) {
            Some(fault) => faults.push((name, fault)),
            None => panic!("{name}: nothing wrong was found"),
        }
    }
    faults.sort_by(|a, b| a.0.cmp(&b.0));
    let twice = faults.windows(2).find(|pair| pair[0].0 == pair[1].0);
    assert!(twice.is_none(), "two fixtures of one name: {twice:?}");
    faults
}

#[test]
fn every_mistake_has_its_message() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut differing = Vec::new();
    for (name, fault) in faults() {
        for (lang, ending) in LANGUAGES {
            let message = render(&fault, lang, false) + "\n";
            let golden = format!("{name}.{ending}.txt");
            if update {
                std::fs::write(&golden, &message).unwrap();
            }
            let wanted = std::fs::read_to_string(&golden).unwrap_or_default();
            if wanted != message {
                differing.push(format!("{golden}, wanted:\n{wanted}\nbut got:\n{message}"));
            }
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

#[test]
fn no_message_is_left_over() {
    let names: Vec<String> = faults().into_iter().map(|(name, _)| name).collect();
    for entry in std::fs::read_dir(".").unwrap() {
        let file = entry.unwrap().file_name().to_string_lossy().into_owned();
        if let Some(stem) = file.strip_suffix(".txt") {
            let name = stem.trim_end_matches(".en").trim_end_matches(".zh");
            assert!(names.iter().any(|n| n == name), "{file} has no fixture");
        }
    }
}

/// The variants of an enumeration in `src/input/error.rs`.
fn variants(of: &str) -> Vec<String> {
    let code = [
        include_str!("../../src/source/error.rs"),
        include_str!("../../src/source/roster_flaw.rs"),
    ];
    let code = code.join("\n");
    let start = code.find(&format!("pub enum {of} {{")).unwrap();
    let body = code[start..].split("\n}").next().unwrap();
    let name = |line: &str| -> String {
        let line = line.strip_prefix("    ").unwrap_or("");
        line.chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect()
    };
    let upper = |name: &String| name.starts_with(|c: char| c.is_ascii_uppercase());
    body.lines().map(name).filter(upper).collect()
}

#[test]
fn every_kind_of_fault_has_a_fixture() {
    let found: Vec<String> = faults()
        .iter()
        .map(|(_, fault)| format!("{:?}", fault.kind))
        .collect();
    let words = |text: &str| -> Vec<String> {
        let split = |c: char| !c.is_ascii_alphanumeric();
        text.split(split).map(str::to_owned).collect()
    };
    // Those of policies have their own fixtures, and `tests/ledger/policies` the same demand of them.
    let elsewhere = |name: &String| name == "Policy";
    let begins = |name: &String| found.iter().any(|f| words(f).first() == Some(name));
    let absent: Vec<String> = variants("FaultKind")
        .into_iter()
        .filter(|v| !begins(v) && !elsewhere(v))
        .collect();
    assert!(absent.is_empty(), "no fixture for {absent:?}");
    for (of, kind) in [
        ("Flaw", "Syntax"),
        ("Looks", "NotText"),
        ("NameFlaw", "BadName"),
        ("BenchFlaw", "Benchmark"),
        ("RosterFlaw", "Roster"),
    ] {
        for variant in variants(of) {
            let hit = |f: &String| f.starts_with(kind) && words(f).contains(&variant);
            assert!(found.iter().any(hit), "no fixture for {of}::{variant}");
        }
    }
}

#[test]
fn messages_are_complete_and_in_their_language() {
    for (name, fault) in faults() {
        let words = words(&fault);
        for text in [&words.what, &words.why, &words.fix] {
            assert!(!text.en.trim().is_empty(), "{name}: nothing in English");
            let chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
            assert!(text.zh.contains(chinese), "{name}: no Chinese: {}", text.zh);
        }
        for part in [&words.why, &words.fix] {
            assert!(part.en.ends_with('.'), "{name}: {}", part.en);
            assert!(part.zh.ends_with('。'), "{name}: {}", part.zh);
        }
        assert!(!words.what.en.ends_with('.'), "{name}: {}", words.what.en);
    }
}
