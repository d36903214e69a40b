//! Rosters that others have published, at exactly the cost that others have published.
//!
//! The instances are not part of the repository. They are read from the folder that `PAIBAN_BENCH` names,
//! or from `../shared/bench`; where there is none, the tests say so and end.

#![allow(clippy::unwrap_used, clippy::panic)]

mod bench;

use bench::{Case, assignments, bench, cases, cells, files, ignored};
use paiban::domain::Roster;
use paiban::input::benchmark::{Instance, curtois, inrc2};
use paiban::model::score;
use paiban::verify::{Verdict, verify};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The verdict of the checks, which the terms must confirm.
fn judged(instance: &Instance, roster: &Roster, place: &str) -> Verdict {
    let (problem, book) = (&instance.problem, &instance.book);
    let verdict = verify(problem, book, roster);
    let terms = score(&book.lower(problem), roster);
    assert_eq!(terms.soft, verdict.cost, "{place}: terms and checks");
    assert_eq!(terms.hard == 0, verdict.holds(), "{place}: hard rules");
    verdict
}

/// `known_rosters/Instance01_2_score608.txt`: the instance's file and the cost.
fn known(path: &Path) -> (PathBuf, i64) {
    let name = path.file_stem().unwrap().to_str().unwrap();
    let (instance, cost) = (&name[..10], name.split("score").last().unwrap());
    let folder = path.parent().unwrap().parent().unwrap();
    (
        folder.join(format!("{instance}.txt")),
        cost.parse().unwrap(),
    )
}

#[test]
fn curtois_rosters_cost_what_was_published() {
    let Some(folder) = bench("curtois/known_rosters") else {
        return ignored("curtois_rosters_cost_what_was_published");
    };
    let mut seen = 0;
    for path in files(&folder, ".txt") {
        let place = path.display().to_string();
        let (file, cost) = known(&path);
        let instance = curtois::read(&file).unwrap_or_else(|f| panic!("{f}"));
        let roster = cells(&instance.problem, &path);
        let verdict = judged(&instance, &roster, &place);
        let broken: Vec<_> = verdict.breaches.iter().filter(|b| b.price() == 0).collect();
        assert!(verdict.holds(), "{place}: {broken:?}");
        assert_eq!(verdict.cost, cost, "{place}");
        seen += 1;
    }
    assert!(seen > 0);
}

/// What the validator calls the rules, in the order of its output.
const KINDS: [(&str, &[&str]); 7] = [
    ("Total assignment constraints", &["shift-limit"]),
    ("Consecutive constraints", &["work-run", "kind-run"]),
    ("Non working days constraints", &["rest-run"]),
    ("Preferences", &["wishes"]),
    ("Max working weekend", &["weekends"]),
    ("Complete weekends", &["whole-weekends"]),
    ("Optimal coverage constraints", &["shift-daily"]),
];

fn read(case: &Case) -> Instance {
    let read = inrc2::read(&case.scenario, &case.history, &case.weeks);
    read.unwrap_or_else(|f| panic!("{f}"))
}

/// `Preferences: 40` in the validator's output.
fn numbers(text: &str) -> BTreeMap<&str, i64> {
    let lines = text.lines().filter_map(|l| l.split_once(':'));
    lines
        .filter_map(|(name, number)| Some((name.trim(), number.trim().parse().ok()?)))
        .collect()
}

/// What the published folders have wrong: the weeks in the name are not those the validator was run with; the
/// validator's output (`None`) is that of another instance.
const CORRECTED: [(&str, Option<&str>); 4] = [
    ("n035w4_2_8-6-7-1_1080", Some("8-8-7-5")),
    ("n035w4_2_9-2-2-6_1080", Some("8-8-7-5")),
    ("n035w4_2_9-9-2-1_1080", Some("8-8-7-5")),
    ("n021w4_1_6-2-9-1_1680", None),
];

#[test]
fn inrc2_rosters_cost_what_the_validator_says() {
    let Some(folder) = bench("inrc2") else {
        return ignored("inrc2_rosters_cost_what_the_validator_says");
    };
    let mut seen = 0;
    for mut case in cases(&folder) {
        let place = case.solution.display().to_string();
        let corrected = CORRECTED.iter().find(|(name, _)| place.ends_with(name));
        if let Some((_, Some(weeks))) = corrected {
            case.take_weeks(weeks);
        }
        let instance = read(&case);
        let roster = assignments(&instance.problem, &case.solution);
        let verdict = judged(&instance, &roster, &place);
        let broken: Vec<_> = verdict.breaches.iter().filter(|b| b.price() == 0).collect();
        assert!(verdict.holds(), "{place}: {broken:?}");
        if corrected.is_none_or(|(_, weeks)| weeks.is_some()) {
            let said = std::fs::read_to_string(case.solution.join("validator.txt")).unwrap();
            agree(&verdict, &numbers(&said), &place);
            seen += 1;
        }
    }
    assert!(seen > 15, "only {seen}");
}

/// The cost of each kind of constraint, and of all.
fn agree(verdict: &Verdict, said: &BTreeMap<&str, i64>, place: &str) {
    for (name, rules) in KINDS {
        let of = verdict.breaches.iter().filter(|b| rules.contains(&b.rule));
        let cost: i64 = of.map(|b| b.price()).sum();
        assert_eq!(Some(&cost), said.get(name), "{place}: {name}");
    }
    assert_eq!(Some(&verdict.cost), said.get("Total cost"), "{place}");
}
