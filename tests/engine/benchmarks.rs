//! Rosters that others have published, at exactly the cost that others have published.
//!
//! The instances are not part of the repository. They are read from the folder that `PAIBAN_BENCH` names,
//! or from `../shared/bench`; where there is none, the tests say so and end.

use crate::bench;

use bench::{Case, assignments, bench, cases, cells, files, ignored};
use paiban::domain::{PersonIx, Roster};
use paiban::input::benchmark::{Instance, curtois, inrc2};
use paiban::model::score;
use paiban::rules::Weight;
use paiban::verify::{Verdict, verify};
use std::collections::{BTreeMap, BTreeSet};
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

/// Rules whose hard breaches a changed roster has, for a person or for the team.
fn broken(instance: &Instance, roster: &Roster, place: &str) -> BTreeSet<&'static str> {
    let verdict = judged(instance, roster, place);
    let hard = verdict.breaches.iter().filter(|b| b.weight == Weight::Hard);
    hard.map(|b| b.rule).collect()
}

fn duty(instance: &Instance, code: &str) -> Option<usize> {
    let duties = &instance.problem.duties;
    Some(duties.iter().position(|d| d.code == code).unwrap())
}

/// Instance10's second roster, spoilt in every way that the family forbids.
#[test]
fn spoilt_curtois_rosters_are_noticed() {
    let Some(folder) = bench("curtois") else {
        return ignored("spoilt_curtois_rosters_are_noticed");
    };
    let instance = curtois::read(&folder.join("Instance10.txt")).unwrap();
    let file = folder.join("known_rosters/Instance10_2_score4650.txt");
    let good = cells(&instance.problem, &file);
    let [early, late] = ["E", "L"].map(|code| duty(&instance, code));
    // What the second person may do: E, L and some d2; off on days 14 and 15.
    let person = 1;
    type Spoil<'a> = (&'a str, &'a dyn Fn(&mut Vec<Option<usize>>));
    let spoils: [Spoil<'_>; 7] = [
        ("unavailable", &|row| row[14] = early),
        ("shift-limit", &|row| row[3] = duty(&instance, "N")),
        ("succession", &|row| (row[8], row[9]) = (late, early)),
        ("work-run", &|row| row[2..9].fill(early)),
        ("rest-run", &|row| {
            (row[5], row[6], row[7]) = (early, None, early);
        }),
        ("contract-hours", &|row| row.fill(None)),
        ("weekends", &|row| {
            for week in 0..3 {
                row[7 * week + 5] = early;
            }
        }),
    ];
    for (rule, spoil) in spoils {
        let mut bad = good.clone();
        spoil(&mut bad.cells[person]);
        let found = broken(&instance, &bad, rule);
        assert!(found.contains(rule), "{rule}: {found:?}");
    }
}

/// A shift taken away is a person too few or one less too many, at the price that the file says.
#[test]
fn curtois_covers_are_priced_one_by_one() {
    let Some(folder) = bench("curtois") else {
        return ignored("curtois_covers_are_priced_one_by_one");
    };
    let instance = curtois::read(&folder.join("Instance01.txt")).unwrap();
    let file = folder.join("known_rosters/Instance01_1_score608.txt");
    let good = cells(&instance.problem, &file);
    let cover = |roster: &Roster| -> i64 {
        let verdict = judged(&instance, roster, "Instance01");
        let covers = verdict.breaches.iter().filter(|b| b.rule == "shift-daily");
        covers.map(|b| b.price()).sum()
    };
    let before = cover(&good);
    assert_eq!(before, 601);
    for day in 0..14 {
        let mut bad = good.clone();
        for row in &mut bad.cells {
            row[day] = None;
        }
        let there = good.cells.iter().filter(|row| row[day].is_some()).count() as i64;
        let change = cover(&bad) - before;
        // Of those who were there, each is now lacking (100) or was one too many (1) or both in part.
        assert!(change <= 100 * there, "day {day}: {change}");
        assert_eq!((change - 100 * there) % 101, 0, "day {day}: {change}");
    }
}

#[test]
fn spoilt_inrc2_rosters_are_noticed() {
    let Some(folder) = bench("inrc2") else {
        return ignored("spoilt_inrc2_rosters_are_noticed");
    };
    let cases = cases(&folder);
    let case = |c: &&Case| c.solution.ends_with("n030w4_1_6-2-9-1_1670");
    let case = cases.iter().find(case).unwrap();
    let instance = read(case);
    let good = assignments(&instance.problem, &case.solution);
    let mut bad = good.clone();
    bad.cells[29][3] = duty(&instance, "Day@HeadNurse");
    let found = broken(&instance, &bad, "skill");
    assert!(found.contains("qualified"), "{found:?}");
    let mut bad = good.clone();
    bad.cells[0][10] = duty(&instance, "Night@HeadNurse");
    bad.cells[0][11] = duty(&instance, "Early@HeadNurse");
    let found = broken(&instance, &bad, "succession");
    assert!(found.contains("succession"), "{found:?}");
    let mut bad = good.clone();
    bad.cells.iter_mut().for_each(|row| row[20] = None);
    let found = broken(&instance, &bad, "cover");
    assert!(found.contains("shift-daily"), "{found:?}");
    // What is written is what was read.
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("inrc2-written");
    std::fs::create_dir_all(&dir).unwrap();
    for (week, text) in inrc2::write(&instance.problem, &good).iter().enumerate() {
        std::fs::write(dir.join(format!("sol-week{week}.txt")), text).unwrap();
    }
    assert_eq!(assignments(&instance.problem, &dir), good);
}

/// A year of 150 people and 32 kinds is read, lowered, checked and scored.
#[test]
fn the_largest_instance_is_judged_alike() {
    let Some(folder) = bench("curtois") else {
        return ignored("the_largest_instance_is_judged_alike");
    };
    let instance = curtois::read(&folder.join("Instance24.txt")).unwrap();
    let problem = &instance.problem;
    let mut roster = Roster::empty(problem.people.len(), problem.days());
    for (person, row) in PersonIx::enumerate(&mut roster.cells) {
        for (day, cell) in row.iter_mut().enumerate() {
            let works = (day + person.0) % 7 < 5;
            *cell = works.then_some((7 * person.0 + day / 7) % problem.duties.len());
        }
    }
    judged(&instance, &roster, "Instance24");
}
