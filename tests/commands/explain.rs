//! `paiban explain` and `paiban fairness` as their users run them.
//!
//! `tests/fixtures/explain/cli-NAME.en.txt` and `.zh.txt` are what they print, after the command and the exit code,
//! standard error last; seconds are masked. `UPDATE_GOLDEN=1` writes them.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/explain")
}

/// A folder with teams and rosters.
fn folder(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("explain")
        .join(name);
    let _ = fs::remove_dir_all(&dir);
    for file in ["team.toml", "impossible.toml"] {
        fs::create_dir_all(&dir).unwrap();
        fs::copy(fixtures().join(file), dir.join(file)).unwrap();
    }
    for month in ["2026-10", "2026-11", "2026-12"] {
        fs::create_dir_all(dir.join(month)).unwrap();
        let from = fixtures().join(format!("{month}.csv"));
        fs::copy(from, dir.join(month).join("ROSTER.csv")).unwrap();
    }
    dir
}

fn run(dir: &Path, arguments: &[&str]) -> Output {
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
    command.output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

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

const GOLDEN: [(&str, &[&str], i32); 15] = [
    ("help", &["explain", "--help"], 0),
    (
        "month",
        &["explain", "impossible.toml", "--month", "2026-12"],
        1,
    ),
    (
        "possible",
        &["explain", "team.toml", "--month", "2026-12"],
        0,
    ),
    ("no-month", &["explain", "team.toml"], 2),
    (
        "half",
        &[
            "explain",
            "team.toml",
            "--month",
            "2026-12",
            "--person",
            "1001",
        ],
        2,
    ),
    (
        "nobody",
        &[
            "explain",
            "team.toml",
            "--person",
            "王芳",
            "--day",
            "2026-12-05",
        ],
        2,
    ),
    (
        "outside",
        &[
            "explain",
            "team.toml",
            "--month",
            "2026-11",
            "--person",
            "1001",
            "--day",
            "2026-12-05",
        ],
        2,
    ),
    (
        "no-shift",
        &[
            "explain",
            "team.toml",
            "--person",
            "1001",
            "--day",
            "2026-12-05",
            "--instead",
            "N",
        ],
        2,
    ),
    (
        "no-date",
        &["explain", "team.toml", "--person", "1001", "--day", "12-45"],
        2,
    ),
    (
        "cell",
        &[
            "explain",
            "team.toml",
            "--person",
            "1001",
            "--day",
            "2026-12-05",
        ],
        0,
    ),
    (
        "cell-wish",
        &[
            "explain",
            "team.toml",
            "--person",
            "李雷",
            "--day",
            "2026-12-02",
            "--instead",
            "d",
        ],
        0,
    ),
    ("fairness-help", &["fairness", "--help"], 0),
    ("fairness", &["fairness", "team.toml"], 0),
    (
        "fairness-until",
        &["fairness", "team.toml", "--month", "2026-11"],
        0,
    ),
    (
        "fairness-nothing",
        &["fairness", "team.toml", "--month", "2026-10"],
        2,
    ),
];

#[test]
fn what_users_read() {
    for (name, arguments, exit) in GOLDEN {
        for lang in ["en", "zh"] {
            let dir = folder(&format!("{name}-{lang}"));
            let output = run(&dir, &[arguments, &["--lang", lang]].concat());
            let said = format!("{}{}", text(&output.stdout), text(&output.stderr));
            assert_eq!(output.status.code(), Some(exit), "{name}: {said}");
            let told = format!(
                "$ paiban {}\n{}--- exit {exit}\n{}",
                arguments.join(" "),
                masked(&text(&output.stdout)),
                text(&output.stderr)
            );
            let path = fixtures().join(format!("cli-{name}.{lang}.txt"));
            if std::env::var_os("UPDATE_GOLDEN").is_some() {
                fs::write(&path, &told).unwrap();
            }
            let golden = fs::read_to_string(&path).unwrap_or_default();
            assert_eq!(told, golden, "{name} in {lang}");
        }
    }
}

fn json(dir: &Path, arguments: &[&str]) -> Value {
    let output = run(dir, &[arguments, &["--json"]].concat());
    serde_json::from_str(&text(&output.stdout)).unwrap()
}

#[test]
fn objects_say_the_same() {
    let dir = folder("json");
    let month = json(&dir, &["explain", "impossible.toml", "--month", "2026-12"]);
    assert_eq!(month["status"], "infeasible");
    assert_eq!(month["conflicts"][0]["minimal"], true);
    let members = month["conflicts"][0]["members"].as_array().unwrap();
    let rules: Vec<&str> = members
        .iter()
        .map(|m| m["rule"].as_str().unwrap())
        .collect();
    assert_eq!(rules, ["unavailable", "pinned"]);
    assert_eq!(members[0]["days"][0], "2026-12-25");
    let ways = month["repairs"].as_array().unwrap();
    assert!(ways.iter().any(|w| w["changes"][0]["kind"] == "pin"));
    assert!(ways.iter().any(|w| w["changes"][0]["kind"] == "away"));

    let possible = json(&dir, &["explain", "team.toml", "--month", "2026-12"]);
    assert_eq!(possible["status"], "feasible");

    let cell = [
        "explain",
        "team.toml",
        "--person",
        "1001",
        "--day",
        "2026-12-05",
        "--instead",
        "rest",
    ];
    let cell = json(&dir, &cell);
    assert_eq!(cell["cell"]["value"], "D");
    let other = &cell["alternatives"][0];
    assert_eq!(other["value"], "-");
    assert_eq!(other["outcome"], "possible");
    let changed = other["cells"].as_array().unwrap();
    assert!(
        changed
            .iter()
            .any(|c| c["person"] == "李雷" && c["day"] == "2026-12-05")
    );

    let fair = json(&dir, &["fairness", "team.toml"]);
    assert_eq!(fair["next"], "2027-01");
    assert_eq!(fair["months"].as_array().unwrap().len(), 3);
    let hours: f64 = fair["people"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p["ahead"]["hours"].as_f64().unwrap())
        .sum();
    assert!(hours.abs() < 0.1, "{hours}");
}

/// The lines of `fairness` go into a team file as they are.
#[test]
fn carried_lines_are_read_by_the_program() {
    let dir = folder("carried");
    let fair = json(&dir, &["fairness", "team.toml"]);
    let mut team = fs::read_to_string(dir.join("team.toml")).unwrap();
    for person in fair["people"].as_array().unwrap() {
        let own = format!("id = {}\n", person["id"]);
        let carried = person["carried"].as_str().unwrap();
        assert!(team.contains(&own));
        team = team.replacen(&own, &format!("{own}{carried}\n"), 1);
    }
    fs::write(dir.join("team.toml"), team).unwrap();
    let output = run(&dir, &["check", "team.toml", "2026-12/ROSTER.csv"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
}

/// What stands in the ledger is the roster that counts.
#[test]
fn a_published_roster_comes_before_the_file() {
    let dir = folder("published");
    let say = |arguments: &[&str]| {
        let output = run(&dir, arguments);
        let code = output.status.code();
        assert_eq!(code, Some(0), "{arguments:?}: {}", text(&output.stderr));
        text(&output.stdout)
    };
    say(&["ledger", "init", "--by", "boss", "--team", "team.toml"]);
    say(&["publish", "team.toml", "2026-10/ROSTER.csv", "--by", "boss"]);
    let before = say(&["fairness", "team.toml"]);
    assert!(
        before.contains("2026-10 (published, version 1)"),
        "{before}"
    );
    fs::remove_dir_all(dir.join("2026-10")).unwrap();
    let after = say(&["fairness", "team.toml"]);
    assert_eq!(before, after);
}

/// A roster that is not of the team any more is left out, and that is said.
#[test]
fn a_roster_of_another_team_is_left_out() {
    let dir = folder("left-out");
    fs::write(
        dir.join("2026-11/ROSTER.csv"),
        "person,2026-11-01\nNobody,D\n",
    )
    .unwrap();
    let output = run(&dir, &["fairness", "team.toml"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stderr).contains("2026-11 is left out"));
    assert!(!text(&output.stdout).contains("2026-11"));
}

/// What is advised can be written down, and then there is a roster: the days of rest that fall on the days that somebody on
/// leave is there are fewer than those of the whole month.
#[test]
fn advice_about_days_of_rest_can_be_followed() {
    let dir = folder("month-rest");
    let file = fixtures()
        .with_file_name("callcentre")
        .join("month-rest.toml");
    let text = std::fs::read_to_string(file).unwrap();
    for (team, wanted) in [
        (text.clone(), "in `rules.month-rest`: days = 9"),
        (
            text.replace("who = [\"P4\"]", "except = [\"P3\"]"),
            "one with who = [\"P4\"], days = 9; in the other except = [\"P4\"]",
        ),
    ] {
        std::fs::write(dir.join("rest.toml"), &team).unwrap();
        let month = ["explain", "rest.toml", "--month", "2026-09"];
        let said = json(&dir, &month).to_string();
        let words = text_of(&run(&dir, &month));
        assert!(words.contains(wanted), "{words}\n{said}");
        assert!(
            words.contains("8 in a whole month, here for 25 of 30 days"),
            "{words}"
        );
        let own = team.replace("who = [\"P4\"]", "except = [\"P1\", \"P2\", \"P3\"]");
        let own = own.replace("except = [\"P3\"]", "except = [\"P1\", \"P2\", \"P3\"]");
        std::fs::write(dir.join("done.toml"), own.replace("days = 8", "days = 9")).unwrap();
        let done = run(
            &dir,
            &[
                "roster",
                "done.toml",
                "--month",
                "2026-09",
                "--time-limit",
                "20",
            ],
        );
        assert_eq!(done.status.code(), Some(0), "{}", text_of(&done));
    }
    // The short word of `roster` names nothing that has no part in it.
    let none = run(&dir, &["roster", "rest.toml", "--month", "2026-09"]);
    let said = text_of(&none);
    assert!(
        said.contains("free a day that is out of the question"),
        "{said}"
    );
    assert!(!said.contains("lower the demand"), "{said}");
}

fn text_of(output: &Output) -> String {
    text(&output.stdout) + &text(&output.stderr)
}
