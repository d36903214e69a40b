//! Rule fixtures: a small team, a roster, and the breaches that a person expects.
//!
//! A fixture is a team file that ends in a `[fixture]` table. `base = "NAME"` puts
//! `tests/fixtures/teams/NAME.toml` in front of it.

#![allow(dead_code, clippy::unwrap_used, clippy::panic)]

use chrono::NaiveDate;
use paiban::domain::{Problem, Roster};
use paiban::input::{Source, Team};
use paiban::rules::{RuleBook, Weight};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A fixture, read.
pub struct Fixture {
    pub path: PathBuf,
    pub rule: String,
    pub bad: bool,
    pub problem: Problem,
    pub book: RuleBook,
    pub roster: Roster,
    pub expect: Vec<Expected>,
}

#[derive(Deserialize)]
struct Tail {
    fixture: Spec,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Spec {
    /// What the fixture shows.
    says: String,
    base: Option<String>,
    first: toml::value::Datetime,
    days: usize,
    roster: BTreeMap<String, String>,
    #[serde(default)]
    expect: Vec<Expected>,
}

/// A breach that a person expects.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    #[serde(default)]
    pub people: Vec<String>,
    /// As `12-05`.
    #[serde(default)]
    pub days: Vec<String>,
    #[serde(default = "one")]
    pub amount: i64,
    /// `hard`, `warn` or points.
    #[serde(default = "hard")]
    pub weight: String,
}

fn one() -> i64 {
    1
}

fn hard() -> String {
    "hard".to_owned()
}

pub fn weight_name(weight: Weight) -> String {
    match weight {
        Weight::Hard => "hard".to_owned(),
        Weight::Warn => "warn".to_owned(),
        Weight::Price(points) => points.to_string(),
    }
}

pub fn fixtures_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// Every rule fixture, in order of its path.
pub fn all() -> Vec<Fixture> {
    let mut paths = Vec::new();
    for entry in paiban::rules::LIST {
        let dir = fixtures_dir().join(entry.card.name);
        for file in std::fs::read_dir(&dir).into_iter().flatten().flatten() {
            if file.path().extension().is_some_and(|e| e == "toml") {
                paths.push(file.path());
            }
        }
    }
    paths.sort();
    paths.iter().map(|p| load(p)).collect()
}

/// Reads one fixture; any fault in it fails the test with its path.
pub fn load(path: &Path) -> Fixture {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).unwrap();
    let cut = text
        .find("\n[fixture]")
        .unwrap_or_else(|| panic!("{name}: no [fixture]"));
    let tail: Tail =
        toml::from_str(&text[cut..]).unwrap_or_else(|e| panic!("{name}: in [fixture]: {e}"));
    let spec = tail.fixture;
    let base = spec.base.as_ref().map_or(String::new(), |base| {
        let path = fixtures_dir().join("teams").join(format!("{base}.toml"));
        std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
    });
    let team = format!("{base}\n{}", &text[..cut]);
    let fail = |fault: paiban::input::Fault| -> ! {
        let line = fault
            .span
            .as_ref()
            .and_then(|s| team.get(s.clone()))
            .unwrap_or("");
        panic!("{name}: {fault}: {line}")
    };
    let parsed = Team::parse(Source::new(&*name, &*team)).unwrap_or_else(|f| fail(f));
    let first: NaiveDate = spec.first.to_string().parse().unwrap();
    let (problem, book) = parsed
        .horizon(first, spec.days, None)
        .unwrap_or_else(|f| fail(f));
    let rows: Vec<(String, String)> = spec.roster.into_iter().collect();
    for (person, cells) in &rows {
        let count = cells.split_whitespace().count();
        assert_eq!(count, spec.days, "{name}: cells of {person}");
    }
    let roster = Team::roster(&problem, &rows)
        .unwrap_or_else(|| panic!("{name}: the roster names an unknown person or shift"));
    let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
    assert!(
        stem.starts_with("ok-") || stem.starts_with("bad-"),
        "{name}: fixtures are called ok-… or bad-…"
    );
    assert!(!spec.says.is_empty(), "{name}: say what it shows");
    Fixture {
        rule: path
            .parent()
            .unwrap()
            .file_name()
            .unwrap()
            .to_string_lossy()
            .into_owned(),
        bad: stem.starts_with("bad-"),
        path: path.to_owned(),
        problem,
        book,
        roster,
        expect: spec.expect,
    }
}
