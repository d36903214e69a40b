//! What went wrong for somebody who used the program for the first time: each case says what it should.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A case's folder, to write into.
fn case(name: &str) -> PathBuf {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/cases");
    let to = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("newcomer")
        .join(name);
    let _ = std::fs::remove_dir_all(&to);
    std::fs::create_dir_all(&to).unwrap();
    let file = from.join(format!("newcomer-{name}")).join("team.toml");
    std::fs::copy(file, to.join("team.toml")).unwrap();
    to
}

/// What `roster` says of December, and how it ends.
fn roster(folder: &Path, lang: &str) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_paiban"))
        .current_dir(folder)
        .args([
            "roster",
            "team.toml",
            "--month",
            "2026-12",
            "--time-limit",
            "2",
            "--lang",
            lang,
        ])
        .output()
        .unwrap();
    let said = [output.stderr, output.stdout].concat();
    (output.status.code(), String::from_utf8(said).unwrap())
}

/// A case, its exit code, what is said in English, and what is not.
const CASES: [(&str, i32, &[&str], &[&str]); 8] = [
    // The README's example once gave three people where one was needed.
    ("corner", 0, &["every hour covered", "proven best"], &[]),
    // Demand over midnight is understood; nobody is sent in a circle.
    ("cross", 0, &["Cover   ", "listed below"], &["error:"]),
    (
        "eight",
        0,
        &[
            "no shift covers 08:00-08:30 on 29 days",
            "“12-12” replaces the ordinary day",
            "`add` instead of `need`",
        ],
        &[],
    ),
    // A screen, not 160 lines; and the command that helps.
    (
        "first",
        1,
        &[
            "周敏 alone could be there",
            "paiban explain team.toml --month 2026-12",
        ],
        &[],
    ),
    (
        "gap1212",
        0,
        &["names nothing at 00:00-01:00, 08:30-13:00, 21:30-24:00"],
        &[],
    ),
    (
        "least",
        2,
        &[
            "`least` is 3 at 08:30, and `need` only 2",
            "team.toml:41:27",
        ],
        &[],
    ),
    // All that is wrong, in the order of the file.
    (
        "multi",
        2,
        &[
            "team.toml:40:11",
            "team.toml:52:30",
            "team.toml:129:10",
            "team.toml:170:1",
            "Did you mean “longest”?",
        ],
        &[],
    ),
    // Somebody of whom the end of last month is not known is not absent.
    ("tail", 0, &["Cover   "], &["No roster"]),
];

#[test]
fn every_case_says_what_it_should() {
    for (name, code, said, not) in CASES {
        let folder = case(name);
        let (found, text) = roster(&folder, "en");
        assert_eq!(found, Some(code), "{name}: {text}");
        let mut from = 0;
        for words in said {
            let at = text[from..].find(words);
            from += at.unwrap_or_else(|| panic!("{name}: {words}, in this order: {text}"));
        }
        for words in not {
            assert!(!text.contains(words), "{name}: {words}: {text}");
        }
        let (found, zh) = roster(&folder, "zh");
        assert_eq!(found, Some(code), "{name}: {zh}");
        assert!(
            zh.matches("team.toml:").count() == text.matches("team.toml:").count(),
            "{name}: {zh}"
        );
        if code == 1 {
            assert!(text.lines().count() <= 12, "{name}: {text}");
        }
    }
}
