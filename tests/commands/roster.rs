//! The program as its users run it: what it prints, what it writes, and how it exits.
//!
//! `tests/fixtures/cli/NAME.en.txt` and `NAME.zh.txt` are what it prints, after the command and the exit
//! code, standard error last; seconds are masked. `UPDATE_GOLDEN=1` writes them.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const LANGUAGES: [&str; 2] = ["en", "zh"];

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/cli")
}

/// Teams, and a made-up instance for `bench`.
const FILES: [&str; 5] = [
    "team.toml",
    "impossible.toml",
    "short.toml",
    "desk.toml",
    "shop.curtois",
];

/// A folder with nothing but these files in it.
fn folder(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("cli")
        .join(name);
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir).unwrap();
    for file in FILES {
        fs::copy(fixtures().join(file), dir.join(file)).unwrap();
    }
    dir
}

fn command(dir: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_paiban"));
    command.current_dir(dir).args(arguments);
    for name in [
        "LANG",
        "LC_ALL",
        "LC_MESSAGES",
        "NO_COLOR",
        "CLICOLOR_FORCE",
    ] {
        command.env_remove(name);
    }
    command
}

fn run(dir: &Path, arguments: &[&str]) -> Output {
    command(dir, arguments).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

/// Runs it and expects this exit code.
fn exits(wanted: i32, dir: &Path, arguments: &[&str]) -> Output {
    let output = run(dir, arguments);
    let said = format!("{}{}", out(&output), err(&output));
    assert_eq!(code(&output), wanted, "{arguments:?}\n{said}");
    output
}

const DECEMBER: [&str; 4] = ["roster", "team.toml", "--month", "2026-12"];

/// Numbers in lines that tell the time are other ones each time.
fn masked(text: &str) -> String {
    let mut masked = String::new();
    for line in text.split_inclusive('\n') {
        let timed = line.starts_with("Time ") || line.starts_with("用时 ");
        for c in line.chars() {
            let number = c.is_ascii_digit() || (c == '.' && masked.ends_with('#'));
            match timed && number {
                true if masked.ends_with('#') => {}
                true => masked.push('#'),
                false => masked.push(c),
            }
        }
    }
    masked
}

struct Golden {
    name: &'static str,
    arguments: &'static [&'static str],
    exit: i32,
}

const fn golden(name: &'static str, arguments: &'static [&'static str], exit: i32) -> Golden {
    Golden {
        name,
        arguments,
        exit,
    }
}

const GOLDEN: [Golden; 35] = [
    golden("none", &[], 2),
    golden("help", &["--help"], 0),
    golden("help-roster", &["roster", "--help"], 0),
    golden("help-bench", &["bench", "--help"], 0),
    golden("help-curtois", &["bench", "curtois", "--help"], 0),
    golden("help-inrc2", &["bench", "inrc2", "--help"], 0),
    golden("bench", &["bench"], 2),
    golden(
        "bench-curtois",
        &["bench", "curtois", "shop.curtois", "--out", "out.csv"],
        0,
    ),
    golden("init", &["init", "new"], 0),
    golden("init-exists", &["init", "."], 2),
    golden("init-preset", &["init", "new", "--preset", "nine"], 2),
    golden("init-people", &["init", "new", "--people", "0"], 2),
    golden("roster", &DECEMBER, 0),
    golden(
        "roster-impossible",
        &["roster", "impossible.toml", "--month", "2026-12"],
        1,
    ),
    golden(
        "roster-short",
        &["roster", "short.toml", "--month", "2026-12"],
        1,
    ),
    golden(
        "roster-desk",
        &["roster", "desk.toml", "--month", "2026-12"],
        0,
    ),
    golden(
        "roster-year-without-calendar",
        &["roster", "team.toml", "--month", "2028-05"],
        0,
    ),
    golden("roster-no-team", &["roster", "--month", "2026-12"], 2),
    golden("roster-no-month", &["roster", "team.toml"], 2),
    golden(
        "roster-absent",
        &["roster", "absent.toml", "--month", "2026-12"],
        2,
    ),
    golden(
        "roster-bad-month",
        &["roster", "team.toml", "--month", "2026-13"],
        2,
    ),
    golden(
        "roster-month-without-value",
        &["roster", "team.toml", "--month"],
        2,
    ),
    golden(
        "roster-bad-limit",
        &[
            "roster",
            "team.toml",
            "--month",
            "2026-12",
            "--time-limit",
            "-5",
        ],
        2,
    ),
    golden(
        "roster-word-limit",
        &[
            "roster",
            "team.toml",
            "--month",
            "2026-12",
            "--time-limit",
            "soon",
        ],
        2,
    ),
    golden(
        "roster-bad-gap",
        &["roster", "team.toml", "--month", "2026-12", "--gap", "101"],
        2,
    ),
    golden(
        "roster-out-is-file",
        &[
            "roster",
            "team.toml",
            "--month",
            "2026-12",
            "--out",
            "team.toml/x",
        ],
        2,
    ),
    golden(
        "roster-twice",
        &[
            "roster",
            "team.toml",
            "--month",
            "2026-12",
            "--month",
            "2026-11",
        ],
        2,
    ),
    golden("check", &["check", "team.toml", "good.csv"], 0),
    golden("check-spoilt", &["check", "team.toml", "spoilt.csv"], 1),
    golden("check-no-roster", &["check", "team.toml"], 2),
    golden("rules", &["rules"], 0),
    golden("rules-one", &["rules", "weekly-rest"], 0),
    golden("rules-unknown", &["rules", "weekly-rests"], 2),
    golden("unknown-command", &["rooster"], 2),
    golden(
        "unknown-option",
        &["check", "team.toml", "good.csv", "--jason"],
        2,
    ),
];

/// `good.csv`, as the program writes it, and `spoilt.csv`, in which 韩梅梅 works when she cannot.
fn rosters(dir: &Path) {
    exits(0, dir, &DECEMBER);
    let text = fs::read_to_string(dir.join("2026-12/ROSTER.csv")).unwrap();
    fs::write(dir.join("good.csv"), &text).unwrap();
    let at = text.split("\r\n").next().unwrap().split(',');
    let christmas = at.clone().position(|d| d == "2026-12-25").unwrap();
    let spoil = |line: &str| {
        let mut cells: Vec<&str> = line.split(',').collect();
        if cells[0] == "韩梅梅" {
            assert_eq!(std::mem::replace(&mut cells[christmas], "D"), "");
        }
        cells.join(",")
    };
    let spoilt: Vec<String> = text.lines().map(spoil).collect();
    fs::write(dir.join("spoilt.csv"), spoilt.join("\n")).unwrap();
    fs::remove_dir_all(dir.join("2026-12")).unwrap();
}

#[test]
fn it_says_what_it_should_in_both_languages() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut differing = Vec::new();
    for lang in LANGUAGES {
        for case in GOLDEN {
            let dir = folder("golden");
            if case.name.starts_with("check") || case.name == "unknown-option" {
                rosters(&dir);
            }
            let mut command = command(&dir, case.arguments);
            let locale = if lang == "zh" {
                "zh_CN.UTF-8"
            } else {
                "C.UTF-8"
            };
            let output = command.env("LANG", locale).output().unwrap();
            let mut said = format!("$ paiban {}\n{}", case.arguments.join(" "), out(&output));
            if !output.stderr.is_empty() {
                said.push_str(&format!("--- standard error\n{}", err(&output)));
            }
            let said = masked(&format!("{said}--- exit {}\n", code(&output)));
            assert_eq!(code(&output), case.exit, "{said}");
            let path = fixtures().join(format!("{}.{lang}.txt", case.name));
            if update {
                fs::write(&path, &said).unwrap();
            }
            let wanted = fs::read_to_string(&path).unwrap_or_default();
            if wanted != said {
                differing.push(format!(
                    "{}, wanted:\n{wanted}\nbut got:\n{said}",
                    path.display()
                ));
            }
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

#[test]
fn no_golden_output_is_left_over() {
    for entry in fs::read_dir(fixtures()).unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        if let Some(stem) = file.strip_suffix(".txt") {
            let known = |g: &Golden| LANGUAGES.iter().any(|l| stem == format!("{}.{l}", g.name));
            assert!(GOLDEN.iter().any(known), "{file} belongs to no case");
        }
    }
}

#[test]
fn a_spoilt_cell_is_named_by_rule_person_and_day() {
    let dir = folder("spoilt");
    rosters(&dir);
    let said = out(&exits(1, &dir, &["check", "team.toml", "spoilt.csv"]));
    for part in ["unavailable", "韩梅梅", "12-25"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    let found = json(&exits(
        1,
        &dir,
        &["check", "team.toml", "spoilt.csv", "--json"],
    ));
    assert_eq!(found["status"], "infeasible");
    let breaches = found["breaches"].as_array().unwrap();
    let hard: Vec<&Value> = breaches.iter().filter(|b| b["level"] == "hard").collect();
    assert_eq!(hard.len(), 1, "{hard:?}");
    assert_eq!(hard[0]["rule"], "unavailable");
    assert_eq!(hard[0]["people"], serde_json::json!(["韩梅梅"]));
    assert_eq!(hard[0]["days"], serde_json::json!(["2026-12-25"]));
}

/// Standard output as one JSON object, with nothing beside it.
fn json(output: &Output) -> Value {
    assert_eq!(err(output), "");
    let value: Value = serde_json::from_str(&out(output)).unwrap();
    assert!(value.is_object());
    value
}

#[test]
fn json_tells_all() {
    let dir = folder("json");
    let mut arguments = DECEMBER.to_vec();
    arguments.push("--json");
    let best = json(&exits(0, &dir, &arguments));
    let is_file = |p: &Value| dir.join(p.as_str().unwrap()).is_file();
    assert_eq!(best["status"], "optimal");
    assert_eq!(
        (&best["cost"], &best["bound"]),
        (&Value::from(10), &Value::from(10))
    );
    assert_eq!(best["gap"], 0.0);
    assert!(best["seconds"].as_f64().unwrap() > 0.0);
    let files = best["files"].as_array().unwrap();
    assert!(files.len() == 1 && files.iter().all(is_file), "{files:?}");
    let breaches = best["breaches"].as_array().unwrap();
    let rules: Vec<&str> = breaches
        .iter()
        .map(|b| b["rule"].as_str().unwrap())
        .collect();
    assert_eq!(rules, ["even", "wishes"]);
    assert_eq!(breaches[1]["people"], serde_json::json!(["李雷"]));
    assert_eq!(breaches[1]["days"], serde_json::json!(["2026-12-25"]));
    assert_eq!(
        (&breaches[1]["price"], &breaches[0]["price"]),
        (&10.into(), &0.into())
    );
    assert!(
        breaches
            .iter()
            .all(|b| !b["text"].as_str().unwrap().is_empty())
    );

    let none = ["roster", "impossible.toml", "--month", "2026-12", "--json"];
    let none = json(&exits(1, &dir, &none));
    assert_eq!(none["status"], "infeasible");
    assert!(
        none["cost"].is_null() && none["files"] == serde_json::json!([]),
        "{none}"
    );
    let rules: Vec<&Value> = none["conflict"]
        .as_array()
        .unwrap()
        .iter()
        .map(|b| &b["rule"])
        .collect();
    assert_eq!(rules, ["unavailable", "pinned"]);

    let keys = |v: &Value| v.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(
        keys(&best),
        keys(&none),
        "the same keys, whatever the result"
    );
}

#[test]
fn the_written_roster_is_a_file_for_excel_and_for_check() {
    let dir = folder("file");
    exits(0, &dir, &DECEMBER);
    let path = dir.join("2026-12/ROSTER.csv");
    let text = fs::read_to_string(&path).unwrap();
    let mut lines = text.strip_prefix('\u{feff}').expect("no BOM").split("\r\n");
    let header = lines.next().unwrap();
    assert!(
        header.starts_with("person,2026-12-01,2026-12-02,"),
        "{header}"
    );
    assert!(header.ends_with(",2026-12-31"), "{header}");
    let names: Vec<&str> = lines.map(|l| l.split(',').next().unwrap()).collect();
    assert_eq!(names, ["李雷", "韩梅梅", ""]);
    let path = path.to_str().unwrap();
    let said = out(&exits(0, &dir, &["check", "team.toml", path]));
    assert!(said.contains("Cost    10"), "{said}");
}

#[test]
fn an_earlier_roster_is_kept_where_it_differs() {
    let dir = folder("kept");
    let month = dir.join("2026-12");
    fs::create_dir(&month).unwrap();
    fs::write(month.join("ROSTER.csv"), "by hand").unwrap();
    let said = out(&exits(0, &dir, &DECEMBER));
    assert!(said.contains("ROSTER.1.csv"), "{said}");
    assert_eq!(
        fs::read_to_string(month.join("ROSTER.1.csv")).unwrap(),
        "by hand"
    );
    let written = fs::read(month.join("ROSTER.csv")).unwrap();
    let said = out(&exits(0, &dir, &DECEMBER));
    assert!(!said.contains("ROSTER.1.csv"), "{said}");
    assert_eq!(fs::read(month.join("ROSTER.csv")).unwrap(), written);
    assert_eq!(fs::read_dir(&month).unwrap().count(), 2);
    fs::write(month.join("ROSTER.csv"), "by hand again").unwrap();
    exits(0, &dir, &DECEMBER);
    assert_eq!(
        fs::read_to_string(month.join("ROSTER.2.csv")).unwrap(),
        "by hand again"
    );
}

#[test]
fn a_failed_run_writes_nothing() {
    let dir = folder("nothing");
    exits(
        1,
        &dir,
        &["roster", "impossible.toml", "--month", "2026-12"],
    );
    exits(
        2,
        &dir,
        &[
            "roster",
            "team.toml",
            "--month",
            "2026-12",
            "--out",
            "team.toml/x",
        ],
    );
    assert_eq!(
        fs::read_dir(&dir).unwrap().count(),
        FILES.len(),
        "only what was there"
    );
}

#[test]
fn init_writes_a_team_that_is_read() {
    for lang in LANGUAGES {
        let dir = folder("init");
        for preset in ["taobao", "tmall", "desk24"] {
            let arguments = ["init", "new", "--preset", preset, "--force", "--lang", lang];
            exits(0, &dir, &arguments);
            let team = fs::read_to_string(dir.join("new/team.toml")).unwrap();
            assert!(team.contains("[[person]]"), "{team}");
            let arguments = [
                "roster",
                "new/team.toml",
                "--month",
                "2026-12",
                "--engine",
                "search",
                "--time-limit",
                "2",
            ];
            exits(0, &dir, &arguments);
            assert!(dir.join("new/2026-12/ROSTER.csv").is_file(), "{preset}");
        }
    }
}

#[test]
fn the_locale_chooses_the_language() {
    let dir = folder("locale");
    let said = |variables: &[(&str, &str)], arguments: &[&str]| {
        let mut command = command(&dir, arguments);
        command.envs(variables.iter().copied());
        out(&command.output().unwrap())
    };
    let chinese = |text: String| text.contains('每');
    assert!(chinese(said(&[("LANG", "zh_CN.UTF-8")], &["rules"])));
    assert!(!chinese(said(&[("LANG", "en_US.UTF-8")], &["rules"])));
    assert!(!chinese(said(&[], &["rules"])));
    assert!(!chinese(said(
        &[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C")],
        &["rules"]
    )));
    assert!(!chinese(said(
        &[("LANG", "zh_CN.UTF-8")],
        &["rules", "--lang", "en"]
    )));
    assert!(chinese(said(&[], &["rules", "--lang", "zh"])));
}

#[test]
fn what_is_no_terminal_gets_neither_colours_nor_progress() {
    let dir = folder("plain");
    let absent = ["roster", "absent.toml", "--month", "2026-12"];
    let runs = [(&DECEMBER[..], 0), (&absent, 2), (&["--help"], 0)];
    for variables in [&[][..], &[("NO_COLOR", "1")], &[("TERM", "xterm-256color")]] {
        for (arguments, wanted) in runs {
            let mut command = command(&dir, arguments);
            let output = command.envs(variables.iter().copied()).output().unwrap();
            let said = out(&output) + &err(&output);
            assert_eq!(code(&output), wanted, "{said}");
            assert!(!said.contains('\u{1b}') && !said.contains('\r'), "{said:?}");
            assert_eq!(err(&output).is_empty(), wanted == 0, "{said}");
        }
    }
}

#[test]
fn a_closed_pipe_ends_it_quietly() {
    let dir = folder("pipe");
    for arguments in [&["rules", "--markdown"][..], &DECEMBER, &["--help"]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = command(&dir, arguments);
        let child = command
            .stdout(writer)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // The command holds the pipe's other end.
        drop(command);
        let output = child.wait_with_output().unwrap();
        assert_eq!(err(&output), "", "{arguments:?}");
        assert_eq!(code(&output), 0, "{arguments:?}");
    }
}
