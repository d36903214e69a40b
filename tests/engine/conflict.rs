//! Teams that cannot be rostered, and whom, when and which rules the explanation names.

use paiban::domain::{PersonIx, Problem};
use paiban::engine::{End, Limits, Unwatched, portfolio};
use paiban::explain::conflict::{self, Conflict};
use paiban::input::{Source, Team};
use paiban::rules::{Breach, RuleBook, Weight};
use std::collections::BTreeSet;

/// Three people, a day and a night shift, and rules that are in nobody's way: they must not be named.
const TEAM: &str = r#"
[team]
name = "desk"

[[skill]]
code = "key"

[[shift]]
code = "D"
time = ["09:00-17:00"]

[[shift]]
code = "N"
time = ["17:00-23:00"]
night = true

[rules.work-run]
longest = 6

[rules.rest-between]
hours = 5
"#;

/// A team without a roster, from Monday, 2026-12-07, for seven days.
struct Case {
    says: &'static str,
    team: &'static str,
    /// The rules in conflict: each is named, and no other.
    rules: &'static [&'static str],
    /// The people in conflict: each is named, and no other.
    people: &'static [&'static str],
    /// Days that may be named, and at least one is. Empty: any.
    days: &'static [&'static str],
    /// Breaches of the cheapest way out: that many hard units.
    least: i64,
}

const CASES: [Case; 11] = [
    Case {
        says: "three are needed on the 8th, and one cannot come",
        team: r#"
            [[person]]
            name = "A"
            [[person]]
            name = "B"
            [[person]]
            name = "C"
            unavailable = ["2026-12-08"]
            [[demand]]
            on = ["2026-12-08"]
            need = { "09:00-09:30" = 3 }
        "#,
        rules: &["cover", "unavailable"],
        people: &["C"],
        days: &["2026-12-08"],
        least: 1,
    },
    Case {
        says: "the shift that is fixed lies on a day on which the person cannot come",
        team: r#"
            [[person]]
            name = "A"
            pinned = { 2026-12-09 = "D", 2026-12-10 = "D" }
            unavailable = ["2026-12-09", "2026-12-11"]
            [[person]]
            name = "B"
            pinned = { 2026-12-09 = "N" }
            [[demand]]
            on = ["2026-12-10"]
            need = { "09:00-10:00" = 1 }
        "#,
        rules: &["pinned", "unavailable"],
        people: &["A"],
        days: &["2026-12-09"],
        least: 1,
    },
    Case {
        says: "who could work the night is on leave, who is there is protected",
        team: r#"
            [[person]]
            name = "A"
            protected = true
            [[person]]
            name = "B"
            [[leave]]
            person = "B"
            from = 2026-12-08
            to = 2026-12-09
            state = "granted"
            [[demand]]
            on = ["2026-12-08"]
            need = { "17:00-17:30" = 1 }
        "#,
        rules: &["cover", "leave", "protected"],
        people: &["A", "B"],
        days: &["2026-12-08", "2026-12-09"],
        least: 1,
    },
    Case {
        says: "one person, every day, and a day of rest",
        team: r#"
            [[person]]
            name = "A"
            [[demand]]
            need = { "09:00-09:30" = 1 }
            [rules.weekly-rest]
            days = 1
        "#,
        rules: &["cover", "weekly-rest", "work-run"],
        people: &["A"],
        days: &[],
        least: 1,
    },
    Case {
        says: "the only one who can joins a day too late",
        team: r#"
            [[person]]
            name = "A"
            joined = 2026-12-09
            [[demand]]
            on = ["2026-12-08", "2026-12-10"]
            need = { "09:00-09:30" = 1 }
        "#,
        rules: &["cover", "employed"],
        people: &["A"],
        days: &["2026-12-08"],
        least: 1,
    },
    Case {
        says: "the only one who can has left",
        team: r#"
            [[person]]
            name = "A"
            left = 2026-12-09
            [[demand]]
            on = ["2026-12-07", "2026-12-12"]
            need = { "09:00-09:30" = 1 }
        "#,
        rules: &["cover", "employed"],
        people: &["A"],
        days: &["2026-12-12"],
        least: 1,
    },
    Case {
        says: "nobody may work the day after the night",
        team: r#"
            [[person]]
            name = "A"
            [[demand]]
            on = ["2026-12-08"]
            need = { "17:00-17:30" = 1 }
            [[demand]]
            on = ["2026-12-09"]
            need = { "09:00-09:30" = 1 }
            [rules.succession]
            after = ["N"]
            not = ["D"]
        "#,
        rules: &["cover", "succession"],
        people: &["A"],
        days: &["2026-12-08", "2026-12-09"],
        least: 1,
    },
    Case {
        says: "more nights than all together may work",
        team: r#"
            [[person]]
            name = "A"
            [[person]]
            name = "B"
            [[demand]]
            on = ["2026-12-07..2026-12-11"]
            need = { "17:00-17:30" = 1 }
            [rules.shift-limit]
            kinds = ["N"]
            most = 2
        "#,
        rules: &["cover", "shift-limit"],
        people: &["A", "B"],
        days: &[],
        least: 1,
    },
    Case {
        says: "two who must not meet, and both are needed",
        team: r#"
            [[person]]
            name = "A"
            skills = ["key"]
            [[person]]
            name = "B"
            skills = ["key"]
            [[person]]
            name = "C"
            [[demand]]
            on = ["2026-12-10"]
            skill = "key"
            need = { "09:00-09:30" = 2 }
            [rules.apart]
            pair = ["A", "B"]
        "#,
        rules: &["apart", "cover"],
        people: &["A", "B"],
        days: &["2026-12-10"],
        least: 1,
    },
    Case {
        says: "the wish that must be granted, on the day when everybody must come",
        team: r#"
            [[person]]
            name = "A"
            wishes = [{ on = "2026-12-07", want = "off" }, { on = "2026-12-08", want = "off" }]
            [[demand]]
            on = ["2026-12-08"]
            need = { "09:00-09:30" = 1 }
            [rules.wishes]
            weight = "hard"
        "#,
        rules: &["cover", "wishes"],
        people: &["A"],
        days: &["2026-12-08"],
        least: 1,
    },
    Case {
        says: "two conflicts that have nothing to do with each other",
        team: r#"
            [[person]]
            name = "A"
            pinned = { 2026-12-07 = "D" }
            unavailable = ["2026-12-07"]
            [[person]]
            name = "B"
            pinned = { 2026-12-12 = "D" }
            unavailable = ["2026-12-12"]
            [[demand]]
            on = ["2026-12-10"]
            need = { "09:00-10:00" = 1 }
        "#,
        rules: &["pinned", "unavailable"],
        people: &["A", "B"],
        days: &["2026-12-07", "2026-12-12"],
        least: 2,
    },
];

fn limits() -> Limits {
    Limits {
        seconds: 600.0,
        moves: 20_000,
        ..Limits::default()
    }
}

fn problem(team: &str) -> (Problem, RuleBook) {
    let source = Source::new("team.toml", format!("{TEAM}\n{team}"));
    let team = Team::parse(source).unwrap_or_else(|f| panic!("{f}: {:?}", f.span));
    let month = team.horizon("2026-12-07".parse().unwrap(), 7, None);
    month.unwrap_or_else(|f| panic!("{f}: {:?}", f.span))
}

fn explain(team: &str) -> (Problem, Conflict) {
    let (problem, book) = problem(team);
    let model = book.lower(&problem);
    let outcome = portfolio::run(&model, &limits(), &Unwatched).unwrap();
    assert_eq!(outcome.end, End::Infeasible, "{team}");
    let found = conflict::find(&problem, &book, &model, &limits(), &Unwatched).unwrap();
    (problem, found)
}

/// What is in one set and not in the other.
fn same(says: &str, what: &str, found: &BTreeSet<String>, expected: &[&str]) {
    let expected: BTreeSet<String> = expected.iter().map(|s| (*s).to_owned()).collect();
    assert_eq!(*found, expected, "{says}: {what}");
}

#[test]
fn conflicts_are_named_by_rule_person_and_day() {
    for case in CASES {
        let says = case.says;
        let (problem, found) = explain(case.team);
        assert!(found.complete, "{says}: {found:#?}");
        let all = |of: &dyn Fn(&Breach) -> Vec<String>| -> BTreeSet<String> {
            found.members.iter().flat_map(of).collect()
        };
        let name = |p: &PersonIx| problem.people[*p].name.clone();
        let date = |d: &usize| problem.date(*d as i64).to_string();
        same(
            says,
            "rules",
            &all(&|b| vec![b.rule.to_owned()]),
            case.rules,
        );
        let people = all(&|b| b.people.iter().map(name).collect());
        same(says, "people", &people, case.people);
        let days = all(&|b| b.days.iter().map(date).collect());
        assert!(!days.is_empty(), "{says}: no day");
        let known = |d: &String| case.days.is_empty() || case.days.contains(&d.as_str());
        assert!(days.iter().all(known), "{says}: days {days:?}");
        let units: i64 = found.least.iter().map(|b| b.amount).sum();
        assert_eq!(units, case.least, "{says}: {:#?}", found.least);
        for breach in found.least.iter().chain(&found.members) {
            assert_eq!(breach.weight, Weight::Hard, "{says}: {breach:?}");
        }
        assert!(
            found.least.iter().all(|b| found.members.contains(b)),
            "{says}"
        );
    }
}

/// The way out is one: without what it breaks, the team has a roster.
#[test]
fn the_least_is_a_way_out() {
    for case in CASES {
        let (_, found) = explain(case.team);
        let broken: BTreeSet<usize> = found.least.iter().map(|b| b.instance).collect();
        let (problem, mut book) = problem(case.team);
        for (index, instance) in book.instances.iter_mut().enumerate() {
            if broken.contains(&index) {
                instance.scope.weight = Weight::Warn;
            }
        }
        let outcome = portfolio::run(&book.lower(&problem), &limits(), &Unwatched).unwrap();
        assert!(outcome.best.is_some(), "{}: {:#?}", case.says, found.least);
    }
}
