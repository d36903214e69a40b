//! What every rule knows of the days around the month: measured with shifts that overhang both ends, and compared with what
//! its card says. A rule without a line here, or with a card that says something else, fails.

use paiban::domain::{Problem, Roster};
use paiban::input::{Source, Team};
use paiban::rules::{After, Before, Breach, LIST, RuleBook, Weight};
use std::collections::BTreeSet;

/// A team with a night over midnight and an early shift; a week from Sunday, 13 December 2026,
/// so that weeks and weekends lie over the border.
const TEAM: &str = r#"
[team]
name = "borders"
open = "05:00-23:00"

[[shift]]
code = "D"
time = ["09:00-17:00"]

[[shift]]
code = "E"
time = ["05:00-13:00"]

[[shift]]
code = "N"
time = ["22:00-06:00"]

[[skill]]
code = "s"

[[demand]]
need = { "00:00-06:00" = 1, "09:00-17:00" = 1 }
most = { "00:00-06:00" = 1 }

{demand}

[[person]]
name = "P"
rank = 1
hours = 40
protected = true
shifts = ["D", "N"]
skills = ["s"]
tail = "{p}"
{person}
wishes = [{ avoid = ["N", "D"] }, { run = "N", longest = 2 }, { on = "2026-12-19", want = "N" }]

[[person]]
name = "Q"
hours = 40
tail = "{q}"

[history]
ends = 2026-12-12

{leave}

[rules.{rule}]
"#;

/// A line for every rule: what makes it look at nights.
const RULES: &[(&str, &str)] = &[
    ("employed", ""),
    ("qualified", ""),
    ("allowed-shifts", ""),
    ("unavailable", ""),
    ("leave", ""),
    ("pinned", ""),
    ("protected", ""),
    ("one-at-a-time", ""),
    ("cover", ""),
    ("surplus", ""),
    ("shift-daily", "kinds = [\"N\"]\nneed = 1\nover = \"hard\""),
    ("post-daily", ""),
    ("rank-share", "rank = 1\nleast = 1"),
    ("meeting", "weekday = \"sun\"\ntime = \"10:00-11:00\""),
    ("weekly-rest", "days = 3"),
    ("month-rest", "days = 3"),
    ("whole-day-off", "days = 3\nper = 3"),
    ("rest-between", "hours = 12"),
    ("succession", "after = [\"N\"]\nnot = [\"D\"]"),
    ("work-run", "longest = 2"),
    ("rest-run", "longest = 2"),
    ("kind-run", "kinds = [\"N\"]\nlongest = 2"),
    ("rest-after", "run = 1\nrest = 1"),
    ("unwanted-pattern", "pattern = [\"N\", \"D\"]"),
    ("shift-variety", "most = 1\nper = 3"),
    ("shift-limit", "kinds = [\"N\"]\nmost = 1\nper = 3"),
    ("weekends", "most = 0"),
    ("whole-weekends", ""),
    ("blocks", "free = [\"wed\"]"),
    ("cycle", "weeks = 2\nnights = 1"),
    ("repeat", "weeks = 1"),
    ("mentor", "new = [\"Q\"]\nmentors = [\"P\"]"),
    ("together", "pair = [\"P\", \"Q\"]"),
    ("rest-together", "pair = [\"P\", \"Q\"]"),
    ("apart", "pair = [\"P\", \"Q\"]"),
    ("contract-hours", "under = 0\nover = 0"),
    ("even", "of = \"hours\"\nwithin = 0"),
    ("wishes", ""),
    (
        "keep",
        "from = 2026-12-13\ncells = { P = \"N - - - - - N\" }",
    ),
    ("law-day-hours", "hours = 7"),
    ("law-week-hours", "hours = 10"),
    ("law-rest-day", ""),
    ("law-overtime", "hours = 0"),
];

/// What lies around the month, as it is varied.
#[derive(Clone, Copy)]
struct Around {
    p: &'static str,
    q: &'static str,
    demand: &'static str,
    person: &'static str,
    leave: &'static str,
}

const QUIET: Around = Around {
    p: "- - - - - - - - - - - - - -",
    q: "- - - - - - - - - - - - - -",
    demand: "",
    person: "",
    leave: "",
};

fn befores() -> Vec<(Before, Around)> {
    let tail = |p, q| Around { p, q, ..QUIET };
    vec![
        (
            Before::Worked,
            tail("- - - - - - - - - - - - - N", "- - - - - - - - - - - - - -"),
        ),
        (
            Before::Worked,
            tail("D D N N - N N N D D D D D D", "N N N N N N N N N N N N N N"),
        ),
        (
            Before::Worked,
            tail("N N N N N N N N N N N N N N", "- - - - - - - D D D D D D N"),
        ),
    ]
}

fn afters() -> Vec<(After, Around)> {
    let leave = "[[leave]]\nperson = \"P\"\nfrom = 2026-12-20\nstate = \"granted\"";
    let asked = "[[leave]]\nperson = \"P\"\nfrom = 2026-12-20\nto = 2026-12-26";
    let person = |person| Around { person, ..QUIET };
    let demand = "[[demand]]\non = [\"2026-12-20\"]\nneed = { \"00:00-05:00\" = 2 }";
    vec![
        (After::Away, Around { leave, ..QUIET }),
        (
            After::Away,
            Around {
                leave: asked,
                ..QUIET
            },
        ),
        (After::Away, person("unavailable = [\"2026-12-20\"]")),
        (After::Away, person("left = 2026-12-19")),
        (After::Demand, Around { demand, ..QUIET }),
        (After::Fixed, person("pinned = { \"2026-12-20\" = \"D\" }")),
        (After::Fixed, person("pinned = { \"2026-12-20\" = \"N\" }")),
        (After::Fixed, person("pinned = { \"2026-12-20\" = \"-\" }")),
    ]
}

fn read(rule: &str, own: &str, weight: &str, around: &Around) -> (Problem, RuleBook) {
    let mut text = TEAM.replace("{rule}", rule) + &format!("weight = {weight}\n{own}\n");
    for (key, value) in [
        ("{p}", around.p),
        ("{q}", around.q),
        ("{demand}", around.demand),
        ("{person}", around.person),
        ("{leave}", around.leave),
    ] {
        text = text.replace(key, value);
    }
    if rule == "post-daily" {
        text = text.replace("code = \"s\"", "code = \"s\"\npost = true");
        text = text.replace("name = \"Q\"", "name = \"Q\"\nskills = [\"s\"]");
        text += "post = \"s\"\nmost = 1\n";
    }
    let team = Team::parse(Source::new("team.toml", text.clone()));
    let month = team.and_then(|t| t.horizon("2026-12-13".parse().unwrap(), 7, None));
    month.unwrap_or_else(|f| panic!("{rule}: {f}\n{text}"))
}

/// Rosters in which every pair of cells at either end stands at least once, and some made of them.
fn rosters(problem: &Problem) -> Vec<Roster> {
    let values = || {
        [None]
            .into_iter()
            .chain((0..problem.duties.len()).map(Some))
    };
    let mut rosters = vec![Roster::empty(2, 7)];
    let ends = [(0, 0), (0, 1), (0, 5), (0, 6), (1, 0), (1, 6)];
    for (at, &(p, a)) in ends.iter().enumerate() {
        for &(q, b) in &ends[at + 1..] {
            for first in values() {
                for second in values() {
                    let mut roster = Roster::empty(2, 7);
                    roster.cells[p][a] = first;
                    roster.cells[q][b] = second;
                    rosters.push(roster);
                }
            }
        }
    }
    for duty in values() {
        rosters.push(Roster {
            cells: vec![vec![duty; 7]; 2],
        });
    }
    rosters
}

/// What the rule finds in every roster: what counts, and what is only said.
fn found(rule: &str, own: &str, around: &Around) -> [Vec<BTreeSet<String>>; 2] {
    let (problem, mut book) = read(rule, own, "\"hard\"", around);
    book.instances.retain(|instance| instance.card.name == rule);
    let mut found = [Vec::new(), Vec::new()];
    for roster in rosters(&problem) {
        let breaches = book.check(&problem, &roster);
        for (at, said) in [false, true].into_iter().enumerate() {
            let of = |b: &&Breach| (b.weight == Weight::Warn) == said;
            let line = |b: &Breach| format!("{:?} {} {:?}", b.weight, b.amount, b.people);
            found[at].push(breaches.iter().filter(of).map(line).collect());
        }
    }
    found
}

#[test]
fn every_rule_knows_of_the_days_around_the_month_what_its_card_says() {
    let listed: Vec<&str> = RULES.iter().map(|(rule, _)| *rule).collect();
    let rules: Vec<&str> = LIST.iter().map(|entry| entry.card.name).collect();
    assert_eq!(listed, rules, "a rule has no line here");
    let mut wrong = Vec::new();
    for &(rule, own) in RULES {
        let card = paiban::rules::find(rule).unwrap().card;
        let quiet = found(rule, own, &QUIET);
        let (mut counts, mut said) = (false, false);
        for (_, around) in befores() {
            let other = found(rule, own, &around);
            counts |= other[0] != quiet[0];
            said |= other[1] != quiet[1];
        }
        let night = Around {
            leave: "[[leave]]\nperson = \"P\"\nfrom = 2026-12-13\nto = 2026-12-14\nstate = \"granted\"",
            p: "- - N",
            ..QUIET
        };
        let rested = Around {
            p: "- - -",
            ..night
        };
        said |= found(rule, own, &night)[1] != found(rule, own, &rested)[1];
        for person in ["unavailable = [\"2026-12-13\"]", "left = 2026-12-12"] {
            let (night, rested) = (
                Around {
                    leave: "",
                    person,
                    ..night
                },
                Around {
                    leave: "",
                    person,
                    ..rested
                },
            );
            said |= found(rule, own, &night)[1] != found(rule, own, &rested)[1];
        }
        let carried = Around {
            person: "carried = { nights = 4, hours = 9, weekends = 2 }",
            ..QUIET
        };
        let balance = found(rule, own, &carried) != quiet;
        let before = match (counts, said, balance) {
            (false, false, false) => Before::Nothing,
            (false, true, false) => Before::Night,
            (true, true, false) => Before::Present,
            (true, false, false) => Before::Worked,
            (false, false, true) => Before::Balance,
            other => panic!("{rule}: {other:?} is nothing a card can say"),
        };
        let seen = |(after, around): (After, Around)| {
            (found(rule, own, &around) != quiet).then_some(after)
        };
        let after: BTreeSet<After> = afters().into_iter().filter_map(seen).collect();
        let said: BTreeSet<After> = BTreeSet::from([card.borders.after]);
        let after: BTreeSet<After> = if after.is_empty() {
            BTreeSet::from([After::Nothing])
        } else {
            after
        };
        if before != card.borders.before || after != said {
            wrong.push(format!(
                "{rule}: the card says {:?}; measured {before:?}, {after:?}",
                card.borders
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
