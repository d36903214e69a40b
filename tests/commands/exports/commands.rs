//! `paiban export` and `paiban import` as they are called.

use super::desk::{Desk, dir, scratch};
use paiban::domain::PersonIx;
use paiban::render::export::{csv, xlsx};
use paiban::text::Lang;
use std::path::Path;
use std::process::{Command, Output};

fn paiban(folder: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_paiban"))
        .args(words)
        .args(["--lang", "en"])
        .current_dir(folder)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// What it prints, if the exit code is this.
fn done(folder: &Path, words: &[&str], code: i32) -> (String, String) {
    let output = paiban(folder, words);
    let (out, error) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(
        output.status.code(),
        Some(code),
        "{words:?}\n{out}\n{error}"
    );
    (out, error)
}

/// A folder with the small desk and its roster.
fn shop(name: &str) -> std::path::PathBuf {
    let folder = scratch(name);
    std::fs::copy(dir().join("team.toml"), folder.join("team.toml")).unwrap();
    std::fs::create_dir(folder.join("2026-02")).unwrap();
    std::fs::copy(dir().join("roster.csv"), folder.join("2026-02/ROSTER.csv")).unwrap();
    folder
}

const ROSTER: [&str; 3] = ["export", "team.toml", "2026-02/ROSTER.csv"];

fn export<'a>(words: &[&'a str]) -> Vec<&'a str> {
    [&ROSTER, words].concat()
}

#[test]
fn every_format_is_written() {
    let folder = shop("formats");
    for (format, out) in [
        ("xlsx", "out/roster.xlsx"),
        ("csv", "roster.export.csv"),
        ("json", "roster.json"),
        ("handover", "sheet.txt"),
        ("handover", "sheet.html"),
    ] {
        let (said, noted) = done(&folder, &export(&["--format", format, "--out", out]), 0);
        assert_eq!(said, format!("wrote {out}\n"));
        assert!(noted.contains("nobody on shift can do"), "{noted}");
        assert!(folder.join(out).is_file());
    }
    let (said, _) = done(&folder, &export(&["--format", "ics", "--out", "phones"]), 0);
    assert_eq!(said, "wrote 4 files into phones\n");
    assert!(folder.join("phones/Ann; B, _C_ O'Neil.ics").is_file());
    let html = std::fs::read_to_string(folder.join("sheet.html")).unwrap();
    assert!(html.starts_with("<!DOCTYPE html>"));
}

#[test]
fn what_is_there_stays_unless_forced() {
    let folder = shop("force");
    let words = export(&["--format", "ics", "--out", "phones"]);
    done(&folder, &words, 0);
    let path = folder.join("phones/王芳.ics");
    let before = std::fs::read(&path).unwrap();
    let (_, error) = done(&folder, &words, 2);
    assert!(
        error.contains("exists already") && error.contains("--force"),
        "{error}"
    );
    let again = [&words[..], &["--force"]].concat();
    done(&folder, &again, 0);
    assert_eq!(std::fs::read(&path).unwrap(), before);
    // A changed roster: the same events, one version later.
    let roster = folder.join("2026-02/ROSTER.csv");
    let changed = std::fs::read_to_string(&roster)
        .unwrap()
        .replacen(",D,", ",,", 1);
    std::fs::write(&roster, changed).unwrap();
    done(&folder, &again, 0);
    let after = std::fs::read_to_string(&path).unwrap();
    assert!(
        after.contains("SEQUENCE:1\r\n") && after.contains("STATUS:CANCELLED\r\n"),
        "{after}"
    );
}

#[test]
fn one_person_alone() {
    let folder = shop("person");
    let words = export(&["--format", "ics", "--out", "ann.ics", "--person", "A02"]);
    let (said, _) = done(&folder, &words, 0);
    assert_eq!(said, "wrote ann.ics\n");
    let words = export(&["--format", "ics", "--out", "phones", "--person", "王芳"]);
    done(&folder, &words, 0);
    assert!(folder.join("phones/王芳.ics").is_file());
    let words = export(&["--format", "xlsx", "--out", "x.xlsx", "--person", "A02"]);
    let (_, error) = done(&folder, &words, 2);
    assert!(
        error.contains("--person does not go with --format xlsx"),
        "{error}"
    );
    let words = export(&["--format", "ics", "--out", "x.ics", "--person", "nobody"]);
    let (_, error) = done(&folder, &words, 2);
    assert!(error.contains("nobody is called “nobody”"), "{error}");
}

#[test]
fn a_roster_that_breaks_rules_is_exported_and_that_is_said() {
    let folder = shop("broken");
    let team = folder.join("team.toml");
    let text = std::fs::read_to_string(&team).unwrap();
    std::fs::write(
        &team,
        text.replace("longest = 6\nweight = 5", "longest = 2"),
    )
    .unwrap();
    let words = export(&["--format", "csv", "--out", "x.csv"]);
    let (_, error) = done(&folder, &words, 0);
    assert!(
        error.contains("note: the roster breaks hard rules in"),
        "{error}"
    );
}

#[test]
fn a_workbook_comes_back() {
    let folder = shop("back");
    let desk = Desk::small();
    let changed = desk
        .changed(PersonIx(0), 2, "S")
        .changed(PersonIx(2), 20, "");
    std::fs::write(
        folder.join("back.xlsx"),
        xlsx::xlsx(&desk.edition(), Lang::Zh).unwrap(),
    )
    .unwrap();
    std::fs::write(
        folder.join("new.xlsx"),
        xlsx::xlsx(&changed.edition(), Lang::En).unwrap(),
    )
    .unwrap();
    let import = |file, more: &[&'static str], code| {
        let words = [&["import", "team.toml", file, "--month", "2026-02"], more].concat();
        done(&folder, &words, code)
    };
    let roster = folder.join("2026-02/ROSTER.csv");
    let before = std::fs::read(&roster).unwrap();
    let (said, noted) = import("back.xlsx", &[], 0);
    assert!(
        said.starts_with("nothing changed: 2026-02/ROSTER.csv is as back.xlsx says\n"),
        "{said}"
    );
    assert!(said.contains("Rules   all"), "{said}");
    assert_eq!(noted, "");
    // It says what would change, and changes nothing.
    let (said, error) = import("new.xlsx", &[], 2);
    assert!(
        said.starts_with("2 cells differ from 2026-02/ROSTER.csv\n"),
        "{said}"
    );
    assert!(said.contains("  王芳 02-03: D → S\n"), "{said}");
    assert!(error.contains("--force"), "{error}");
    assert_eq!(std::fs::read(&roster).unwrap(), before);
    let (said, _) = import("new.xlsx", &["--force"], 0);
    assert!(
        said.contains("wrote 2026-02/ROSTER.csv from new.xlsx\n"),
        "{said}"
    );
    done(&folder, &["check", "team.toml", "2026-02/ROSTER.csv"], 0);
    // And to another place.
    let (said, _) = import("back.xlsx", &["--out", "other/back.csv"], 0);
    assert!(
        said.starts_with("wrote other/back.csv from back.xlsx\n"),
        "{said}"
    );
    assert_eq!(
        std::fs::read(folder.join("other/back.csv")).unwrap(),
        before
    );
}

#[test]
fn a_csv_as_excel_saves_it_comes_back() {
    let folder = shop("csv");
    let desk = Desk::small();
    // In the Chinese code page, without the years of dates.
    let text = csv::csv(&desk.edition(), Lang::Zh)
        .replace("2026-02-0", "2月")
        .replace("2026-02-", "2月");
    let text = format!("二月班表,,,\r\n{}", text.trim_start_matches('\u{feff}'));
    let (bytes, _, lost) = encoding_rs::GBK.encode(&text);
    assert!(!lost);
    std::fs::write(folder.join("excel.csv"), bytes).unwrap();
    let words = ["import", "team.toml", "excel.csv", "--month", "2026-02"];
    let (said, noted) = done(&folder, &words, 0);
    assert!(said.starts_with("nothing changed"), "{said}");
    assert!(noted.contains("GBK"), "{noted}");
}

#[test]
fn what_is_no_roster_is_refused() {
    let folder = shop("refused");
    let import = |file, month| done(&folder, &["import", "team.toml", file, "--month", month], 2).1;
    std::fs::write(folder.join("x.xlsx"), b"PK\x03\x04nothing").unwrap();
    assert!(import("x.xlsx", "2026-02").contains("x.xlsx"));
    assert!(import("absent.xlsx", "2026-02").contains("cannot be read"));
    assert!(import("2026-02/ROSTER.csv", "2026-2x").contains("is not a month"));
    let error = import("2026-02/ROSTER.csv", "2026-03");
    assert!(
        error.contains("the roster is of 2026-02, not of 2026-03"),
        "{error}"
    );
    let roster = std::fs::read_to_string(folder.join("2026-02/ROSTER.csv")).unwrap();
    std::fs::write(folder.join("typo.csv"), roster.replacen(",D,", ",DD,", 2)).unwrap();
    let error = import("typo.csv", "2026-02");
    assert!(error.contains("--> typo.csv [B2]"), "{error}");
    assert!(error.contains("also: D2"), "{error}");
}
