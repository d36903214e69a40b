//! Roster files as people and Excel save them: read, not refused.

#![allow(clippy::unwrap_used, clippy::panic)]

use paiban::cli::message::render;
use paiban::domain::time::Month;
use paiban::domain::{Problem, Roster};
use paiban::input::{RosterFile, Source, Team, parse_roster, write_roster};
use paiban::text::Lang;
use std::path::{Path, PathBuf};

fn team() -> Problem {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/errors/team.toml");
    let team = Team::parse(Source::read(&path).unwrap()).unwrap();
    team.month(Month::new(2026, 12).unwrap(), None).unwrap().0
}

fn roster(problem: &Problem) -> Roster {
    let mut roster = Roster::empty(problem.people.len(), problem.days());
    for (person, row) in roster.cells.iter_mut().enumerate() {
        for (day, cell) in row.iter_mut().enumerate() {
            *cell = [Some(0), Some(1), None][(person + day) % 3];
        }
    }
    roster
}

/// The file as we write it, without byte-order mark.
fn plain(problem: &Problem) -> String {
    let text = write_roster(problem, &roster(problem));
    text.strip_prefix('\u{feff}').unwrap().to_owned()
}

fn written(name: &str, bytes: &[u8]) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("roster-files");
    std::fs::create_dir_all(&dir).unwrap();
    let path = dir.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

fn check(name: &str, bytes: &[u8]) -> RosterFile {
    let problem = team();
    let read = RosterFile::read(&written(name, bytes));
    let both = read.and_then(|file| Ok((file.roster(&problem)?, file)));
    match both {
        Ok((found, file)) => {
            assert_eq!(found, roster(&problem), "{name}");
            file
        }
        Err(fault) => panic!("{name}: {}", render(&fault, Lang::En, false)),
    }
}

#[test]
fn encodings() {
    let text = plain(&team());
    let (gbk, _, _) = encoding_rs::GB18030.encode(&text);
    assert!(check("gbk.csv", &gbk).gb18030);
    assert!(!check("bom.csv", format!("\u{feff}{text}").as_bytes()).gb18030);
    assert!(!check("plain.csv", text.as_bytes()).gb18030);
}

#[test]
fn line_ends_and_delimiters() {
    let text = plain(&team());
    for (name, from, to) in [
        ("lf", "\r\n", "\n"),
        ("macintosh", "\r\n", "\r"),
        ("semicolon", ",", ";"),
        ("tab", ",", "\t"),
        ("blanks", ",", " , "),
        ("blank-lines", "\r\n", "\r\n\r\n"),
        ("lower-case", "D", "d"),
        ("rest", ",,", ",休,"),
        ("quoted", "李雷", "\"李雷\""),
        ("by-id", "李雷", "1001"),
    ] {
        check(&format!("{name}.csv"), text.replace(from, to).as_bytes());
    }
    check(
        "sep.csv",
        format!("sep=;\r\n{}", text.replace(',', ";")).as_bytes(),
    );
    check("no-last-line-end.csv", text.trim_end().as_bytes());
}

#[test]
fn empty_rows_and_columns_that_excel_leaves() {
    let text = plain(&team());
    let wide = text.replace("\r\n", ",,,\r\n");
    check("wide.csv", wide.as_bytes());
    let empty = ",".repeat(34);
    check(
        "long.csv",
        format!("{wide}{empty}\r\n{empty}\r\n").as_bytes(),
    );
    check("above.csv", format!("{empty}\r\n{wide}").as_bytes());
}

#[test]
fn dates_as_excel_changes_them() {
    let months: [fn(usize) -> String; 8] = [
        |d| format!("2026/12/{d}"),
        |d| format!("2026.12.{d:02}"),
        |d| format!("12/{d}/2026"),
        |d| format!("{d}/12/2026"),
        |d| format!("{d}-Dec-26"),
        |d| format!("2026年12月{d}日"),
        |d| format!("2026-12-{d:02} 00:00:00"),
        |d| format!("2026-12-{d:02} 周二"),
    ];
    let text = plain(&team());
    let (_, rows) = text.split_once("\r\n").unwrap();
    for (index, month) in months.iter().enumerate() {
        let dates: Vec<String> = (1..=31).map(month).collect();
        let text = format!("姓名,{}\r\n{rows}", dates.join(","));
        check(&format!("dates-{index}.csv"), text.as_bytes());
    }
}

#[test]
fn what_is_written_is_read_again() {
    let problem = team();
    let text = write_roster(&problem, &roster(&problem));
    check("again.csv", text.as_bytes());
    let source = Source::new("again.csv", text.trim_start_matches('\u{feff}'));
    assert_eq!(parse_roster(&source).unwrap().rows.len(), 3);
}
