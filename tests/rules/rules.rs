//! Every rule against its fixtures, and its check against its lowering.

use crate::common;

use common::{Expected, Fixture, weight_name};
use paiban::domain::Roster;
use paiban::input::{FaultKind, Source, Team};
use paiban::model::{Model, score};
use paiban::render::summary;
use paiban::rules::{Acceptance, Facts, LIST, Weight};
use paiban::verify::verify;

#[test]
fn checks_find_what_a_person_expects() {
    for fixture in common::all() {
        let found = fixture.book.check(&fixture.problem, &fixture.roster);
        let problem = &fixture.problem;
        let mut found: Vec<Expected> = found
            .iter()
            .filter(|b| b.rule == fixture.rule)
            .map(|b| Expected {
                people: b
                    .people
                    .iter()
                    .map(|&p| problem.people[p].name.clone())
                    .collect(),
                days: b.days.iter().map(|&d| problem.day_name(d as i64)).collect(),
                amount: b.amount,
                weight: weight_name(b.weight),
            })
            .collect();
        let mut expect = fixture.expect.clone();
        found.sort();
        expect.sort();
        assert_eq!(found, expect, "{}", fixture.path.display());
        assert_eq!(
            fixture.bad,
            !expect.is_empty(),
            "{}",
            fixture.path.display()
        );
    }
}

/// Fixtures that are not of a rule.
const OTHERS: [&str; 14] = [
    "answers_cli",
    "callcentre",
    "cases",
    "charts",
    "cli",
    "errors",
    "explain",
    "explain_cli",
    "beside",
    "exports",
    "ledger",
    "ledger_cli",
    "policies",
    "teams",
];

#[test]
fn every_rule_has_a_good_and_a_bad_fixture() {
    let all = common::all();
    for entry in LIST {
        let name = entry.card.name;
        let of = |bad: bool| all.iter().any(|f| f.rule == name && f.bad == bad);
        assert!(of(false), "{name}: no ok-*.toml");
        assert!(of(true), "{name}: no bad-*.toml");
    }
    for dir in std::fs::read_dir(common::fixtures_dir()).unwrap().flatten() {
        let name = dir.file_name().to_string_lossy().into_owned();
        let known = paiban::rules::find(&name).is_some();
        assert!(
            known || OTHERS.contains(&name.as_str()),
            "fixtures for an unknown rule: {name}"
        );
    }
}

/// Feasible exactly alike, and of equal cost, whatever the roster.
#[test]
fn checks_and_lowerings_agree() {
    let mut seen_broken = std::collections::BTreeMap::<String, (usize, usize)>::new();
    for fixture in common::all() {
        let model = fixture.book.lower(&fixture.problem);
        agree(&fixture, &model, &fixture.roster);
        let count = seen_broken.entry(fixture.rule.clone()).or_default();
        for roster in rosters(&fixture) {
            let broken = agree(&fixture, &model, &roster);
            count.0 += usize::from(broken);
            count.1 += 1;
        }
    }
    for (rule, (broken, tried)) in seen_broken {
        assert!(broken > 0, "{rule}: none of {tried} rosters breaks it");
        assert!(broken < tried, "{rule}: all of {tried} rosters break it");
    }
}

/// Each person and half-hour short counts once, also where it is below `least` as well as `need`, and a
/// surplus not at all.
#[test]
fn the_summary_counts_what_is_short() {
    let cases = [
        ("cover/ok-covered", "Cover   every hour covered: all 44"),
        (
            "cover/bad-short",
            "Cover   20 person-half-hours short on 2 days,",
        ),
        (
            "cover/bad-warned",
            "Cover   6 person-half-hours short on 1 day,",
        ),
        ("cover/bad-free", "Cover   shortages are not counted:"),
        ("surplus/bad-post", "Cover   every hour covered: all 12"),
        (
            "surplus/bad-spare",
            "Cover   26 person-half-hours short on 3 days,",
        ),
    ];
    for (name, begins) in cases {
        let f = common::load(&common::fixtures_dir().join(format!("{name}.toml")));
        let verdict = verify(&f.problem, &f.book, &f.roster);
        let lines = summary::verdict(&f.problem, &f.book, &verdict, true);
        assert!(lines[0].en.starts_with(begins), "{name}: {lines:#?}");
    }
}

/// Worked out by hand, as the fixtures are.
#[test]
fn the_footer_counts_what_people_mind() {
    let cases = [
        (
            "unwanted-pattern/bad-patterns",
            &[
                "Pattern single days of work 3, single days off 4, night–rest–night 2, lone nights 2, weeks of three or more kinds 0 of 5",
            ][..],
        ),
        (
            "shift-variety/bad-mixed",
            &[
                "Pattern single days of work 0, single days off 1, night–rest–night 0, lone nights 2, weeks of three or more kinds 2 of 8",
            ],
        ),
        (
            "wishes/bad-habits",
            &[
                "Pattern single days of work 2, single days off 4, night–rest–night 3, lone nights 3, weeks of three or more kinds 0 of 5",
                "Wishes  0 of 4 granted",
            ],
        ),
    ];
    for (name, expected) in cases {
        let f = common::load(&common::fixtures_dir().join(format!("{name}.toml")));
        let facts = Facts::new(&f.problem, &f.roster);
        let lines = summary::acceptance(&Acceptance::of(&facts));
        let lines: Vec<&str> = lines.iter().map(|l| l.en.as_str()).collect();
        assert_eq!(lines, expected, "{name}");
    }
}

/// What a rule says of shifts is demand enough.
#[test]
fn a_team_may_count_by_shifts_alone() {
    let text = "team.name = \"t\"\nshift = [{ code = \"D\", time = [\"09:00-17:00\"] }]\nperson = [{ name = \"A\" }]\n";
    let first = "2026-12-07".parse().unwrap();
    let read = |text: String| {
        let team = Team::parse(Source::new("team.toml", text)).unwrap();
        team.horizon(first, 2, None)
    };
    let fault = read(text.to_owned()).map(|_| ()).unwrap_err();
    assert!(matches!(*fault.kind, FaultKind::NoDemand { .. }));
    let rule = "rules.shift-daily = { kinds = [\"D\"], need = 1, weight = 3 }\n";
    let (problem, book) = read(format!("{text}{rule}")).unwrap();
    let verdict = verify(&problem, &book, &Roster::empty(1, 2));
    assert_eq!((verdict.cost, verdict.broken), (6, 0));
    let lines = summary::verdict(&problem, &book, &verdict, true);
    assert!(lines[0].en.starts_with("Cover   no demand"), "{lines:#?}");
}

/// What a call centre wished for: December 2026, which begins on a Tuesday, and what its first days cost by the one
/// rule of the file.
#[test]
fn a_call_centre_says_what_it_means() {
    let cases = [
        // Two late shifts from Monday to Sunday; the one before is in another week.
        ("limit-week", ["- - - - - N N N", "N", "-"], 1),
        // Three Mondays.
        (
            "limit-on",
            ["- - - - - - N - - - - - - N - - - - - - N", "N N N", "-"],
            1,
        ),
        // Nobody has the rank: one is lacking on Monday night.
        ("rank-on", ["N N A A A A N", "- - N", "-"], 1),
        // Three shifts and none, where one is free.
        ("even-kinds", ["A A A", "N", "A"], 2),
        // From Friday to Monday; not from Wednesday to Friday.
        ("succ-next", ["- N - N - - N", "- - - N - - A", "-"], 1),
        // Three at once where one is needed.
        ("surplus-peak", ["A N", "A", "A"], 2),
    ];
    let dir = common::fixtures_dir().join("callcentre");
    for (name, rows, units) in cases {
        let source = Source::read(&dir.join(format!("{name}.toml"))).unwrap();
        let first = "2026-12-01".parse().unwrap();
        let (problem, book) = Team::parse(source)
            .unwrap()
            .horizon(first, 31, None)
            .unwrap();
        let mut roster = Roster::empty(3, 31);
        for (person, row) in rows.iter().enumerate() {
            for (day, code) in row.split(' ').enumerate() {
                roster.cells[person][day] = problem.duties.iter().position(|d| d.code == code);
            }
        }
        let rules = ["shift-limit", "rank-share", "even", "succession", "surplus"];
        let breaches = book.check(&problem, &roster);
        let own = breaches.iter().filter(|b| rules.contains(&b.rule));
        assert_eq!(own.map(|b| b.amount).sum::<i64>(), units, "{name}");
    }
}

/// Compares the two for the rule of the fixture alone, then for all rules together.
fn agree(fixture: &Fixture, model: &Model, roster: &Roster) -> bool {
    let verdict = verify(&fixture.problem, &fixture.book, roster);
    let of_rule = |b: &&paiban::rules::Breach| b.rule == fixture.rule && b.weight != Weight::Warn;
    let checked: Vec<_> = verdict.breaches.iter().filter(of_rule).collect();
    let mut own = Model {
        terms: Vec::new(),
        ..*model
    };
    own.terms = model
        .terms
        .iter()
        .filter(|t| fixture.book.instances[t.tag.rule].card.name == fixture.rule)
        .cloned()
        .collect();
    let lowered = score(&own, roster);
    let path = fixture.path.display();
    let hard = checked.iter().any(|b| b.weight == Weight::Hard);
    let soft: i64 = checked.iter().map(|b| b.price()).sum();
    assert_eq!(
        hard,
        lowered.hard > 0,
        "{path}: hard, {roster:?}\n{checked:#?}"
    );
    assert_eq!(soft, lowered.soft, "{path}: soft, {roster:?}\n{checked:#?}");
    let whole = score(model, roster);
    assert_eq!(
        !verdict.holds(),
        whole.hard > 0,
        "{path}: hard of all rules, {roster:?}\n{verdict:#?}"
    );
    assert_eq!(
        verdict.cost, whole.soft,
        "{path}: soft of all rules, {roster:?}"
    );
    !checked.is_empty()
}

/// All rosters of a tiny problem, else many random ones near to and far from the fixture's.
fn rosters(fixture: &Fixture) -> Vec<Roster> {
    let (people, days) = (fixture.problem.people.len(), fixture.problem.days());
    let choices = fixture.problem.duties.len() + 1;
    let cells = people * days;
    let all = (choices as f64).powi(cells as i32);
    let cell = |c: usize| c.checked_sub(1);
    if all <= 20_000.0 {
        return (0..all as usize)
            .map(|mut code| {
                let mut roster = Roster::empty(people, days);
                for at in 0..cells {
                    roster.cells[at / days][at % days] = cell(code % choices);
                    code /= choices;
                }
                roster
            })
            .collect();
    }
    let mut random = Random(0x9e37_79b9_7f4a_7c15 ^ cells as u64);
    let mut rosters = Vec::new();
    for round in 0..600 {
        let mut roster = fixture.roster.clone();
        // A few changes, or a new roster with few, some or many shifts.
        let changes = if round % 2 == 0 {
            1 + random.below(4)
        } else {
            cells
        };
        let rest = random.below(100);
        for at in 0..changes {
            let at = if changes == cells {
                at
            } else {
                random.below(cells)
            };
            let duty = random.below(choices);
            let value = if random.below(100) < rest {
                None
            } else {
                cell(duty)
            };
            roster.cells[at / days][at % days] = value;
        }
        rosters.push(roster);
    }
    rosters
}

/// A small generator, so that a failing roster is found again.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 33) as usize) % bound
    }
}
