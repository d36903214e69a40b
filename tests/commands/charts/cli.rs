//! `paiban chart` as its users run it.

use super::teams::fixtures;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder with the small team and its roster.
fn folder(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("charts")
        .join(name);
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir).unwrap();
    for file in ["team.toml", "ROSTER.csv"] {
        fs::copy(fixtures().join(file), dir.join(file)).unwrap();
    }
    dir
}

fn chart(dir: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_paiban"));
    command
        .current_dir(dir)
        .args(["chart", "team.toml", "ROSTER.csv"]);
    command
        .args(arguments)
        .args(["--lang", "en"])
        .output()
        .unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn every_kind_is_written_in_every_format() {
    let dir = folder("all");
    for kind in ["month", "week", "day", "coverage", "fairness", "cycle"] {
        for format in ["svg", "png", "pdf", "html"] {
            let file = format!("out/{kind}.{format}");
            let output = chart(&dir, &["--kind", kind, "--format", format, "--out", &file]);
            assert_eq!(
                output.status.code(),
                Some(0),
                "{kind} {format}: {}",
                err(&output)
            );
        }
    }
    for file in [
        "month.svg",
        "week-1.svg",
        "week-5.png",
        "day.pdf",
        "day-31.svg",
        "coverage-2.png",
        "cycle.html",
    ] {
        assert!(dir.join("out").join(file).is_file(), "{file}");
    }
    assert!(
        !dir.join("out/week.svg").exists(),
        "several pages have numbers"
    );
}

#[test]
fn nothing_is_overwritten_unasked() {
    let dir = folder("force");
    let arguments = ["--kind", "week", "--out", "week.svg"];
    let output = chart(&dir, &arguments);
    assert_eq!(out(&output), "wrote week-1.svg to week-5.svg, 5 pages\n");
    fs::remove_file(dir.join("week-1.svg")).unwrap();
    let output = chart(&dir, &arguments);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        err(&output).contains("week-2.svg exists already"),
        "{}",
        err(&output)
    );
    assert!(!dir.join("week-1.svg").exists(), "nothing was written");
    let output = chart(&dir, &[&arguments[..], &["--force"]].concat());
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn what_is_unusual_is_said() {
    let dir = folder("notes");
    let output = chart(&dir, &["--kind", "month", "--out", "month.pdf"]);
    let said = err(&output);
    assert!(said.contains("drawn as a box: 𠮷 (U+20BB7)"), "{said}");
    assert!(said.contains("the roster breaks hard rules"), "{said}");
    let output = chart(&dir, &["--kind", "month", "--out", "month.svg"]);
    assert!(!err(&output).contains("box"), "SVG uses the reader's fonts");
}

#[test]
fn options_are_told_where_they_belong() {
    let dir = folder("options");
    let cases: [(&[&str], &str); 6] = [
        (
            &["--kind", "month", "--out", "month"],
            "does not say which format",
        ),
        (
            &["--kind", "month", "--week", "1", "--out", "a.svg"],
            "`--week` belongs to `--kind week`",
        ),
        (
            &["--kind", "week", "--week", "6", "--out", "a.svg"],
            "2026-10 has no week 6",
        ),
        (
            &["--kind", "day", "--day", "2026-11-01", "--out", "a.svg"],
            "is not a day of this roster",
        ),
        (&["--kind", "year", "--out", "a.svg"], "`year` is no value"),
        (
            &["--kind", "day", "--day", "monday", "--out", "a.svg"],
            "`monday` is not a day",
        ),
    ];
    for (arguments, wanted) in cases {
        let output = chart(&dir, arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(
            err(&output).contains(wanted),
            "{arguments:?}: {}",
            err(&output)
        );
    }
    let output = chart(
        &dir,
        &["--kind", "day", "--day", "2026-10-15", "--out", "day.svg"],
    );
    assert_eq!(out(&output), "wrote day.svg\n");
    let output = chart(
        &dir,
        &[
            "--kind", "week", "--week", "3", "--paper", "a3", "--out", "week.svg",
        ],
    );
    assert_eq!(out(&output), "wrote week.svg\n");
    assert!(
        fs::read_to_string(dir.join("week.svg"))
            .unwrap()
            .contains("width=\"420mm\"")
    );
}
