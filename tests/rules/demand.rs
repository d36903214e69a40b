//! What lines of demand come to on each day: nothing is not 0, and hours after midnight belong to the next day.

use paiban::domain::time::Month;
use paiban::domain::{Need, Problem};
use paiban::input::{RosterFile, Source, Team};
use paiban::rules::Facts;
use proptest::prelude::*;
use std::path::Path;

const TEAM: &str = "[team]\nname = \"t\"\n";
const REST: &str = "\n[[shift]]\ncode = \"D\"\ntime = [\"09:00-17:00\"]\n[[person]]\nname = \"A\"\n[[skill]]\ncode = \"s\"\n";

/// December 2026 begins on a Tuesday; the 5th is a Saturday.
fn month(head: &str, demand: &str) -> Problem {
    let text = format!("{TEAM}{head}{REST}{demand}");
    let team = Team::parse(Source::new("team.toml", text.as_str())).unwrap();
    let (first, days) = ("2026-12-01".parse().unwrap(), 31);
    match team.horizon(first, days, None) {
        Ok((problem, _)) => problem,
        Err(fault) => panic!("{demand}\n{fault:?}"),
    }
}

/// `09:00-17:00 need 2 least 1 most 3`; `need -` where only `most` is said.
fn said(needs: &[Need]) -> String {
    let one = |need: &Need| {
        let mut text = need.span.to_string();
        if !need.open_ended {
            text += &format!(" need {}", need.want);
        }
        if need.least > 0 {
            text += &format!(" least {}", need.least);
        }
        if let Some(most) = need.most {
            text += &format!(" most {most}");
        }
        text
    };
    let needs: Vec<String> = needs.iter().map(one).collect();
    needs.join("; ")
}

/// What is asked, the head of the team, its demand, and what is said of some days of December.
type Case = (
    &'static str,
    &'static str,
    &'static str,
    &'static [(usize, &'static str)],
);

const CASES: &[Case] = &[
    (
        "hours without a line are not there, a need of 0 is",
        "",
        "[[demand]]\nneed = { \"09:00-12:00\" = 0, \"14:00-17:00\" = 1 }",
        &[(1, "09:00-12:00 need 0; 14:00-17:00 need 1")],
    ),
    (
        "an empty need is nobody all day",
        "",
        "[[demand]]\nneed = { \"09:00-12:00\" = 1 }\n[[demand]]\non = [\"12-24\"]\nneed = {}",
        &[(23, "09:00-12:00 need 1"), (24, "00:00-24:00 need 0")],
    ),
    (
        "most alone makes nobody too many",
        "",
        "[[demand]]\nneed = { \"09:00-12:00\" = 1 }\nmost = { \"09:00-17:00\" = 3 }",
        &[(1, "09:00-12:00 need 1 most 3; 12:00-17:00 most 3")],
    ),
    (
        "least alone is also what is wanted",
        "",
        "[[demand]]\nleast = { \"09:00-12:00\" = 1 }",
        &[(1, "09:00-12:00 need 1 least 1")],
    ),
    (
        "closed days say nothing",
        "closed = [\"sun\"]\n",
        "[[demand]]\nneed = { \"20:00-02:00\" = 1 }",
        // Saturday's night falls on the closed Sunday, and Sunday has none.
        &[
            (4, "00:00-02:00 need 1; 20:00-24:00 need 1"),
            (6, ""),
            (7, "20:00-24:00 need 1"),
        ],
    ),
    (
        "all ways of writing a night, on the 1st by the last night of November",
        "",
        "[[demand]]\nneed = { \"21:30-25:00\" = 2 }\n[[demand]]\nskill = \"s\"\nneed = { \"21:30-01:00\" = 1 }",
        &[
            (
                1,
                "00:00-01:00 need 2; 21:30-24:00 need 2; 00:00-01:00 need 1; 21:30-24:00 need 1",
            ),
            (
                31,
                "00:00-01:00 need 2; 21:30-24:00 need 2; 00:00-01:00 need 1; 21:30-24:00 need 1",
            ),
        ],
    ),
    (
        "hours after midnight alone",
        "",
        "[[demand]]\nneed = { \"22:00-24:00\" = 2, \"24:00-25:30\" = 1 }",
        &[(1, "00:00-01:30 need 1; 22:00-24:00 need 2")],
    ),
    (
        "the night of a weekday goes into the next day, whatever that is",
        "",
        "[[demand]]\non = [\"fri\"]\nneed = { \"22:00-02:00\" = 3 }\n[[demand]]\non = [\"sat\"]\nneed = { \"09:00-17:00\" = 1 }",
        &[
            (4, "22:00-24:00 need 3"),
            (5, "00:00-02:00 need 3; 09:00-17:00 need 1"),
            (6, ""),
        ],
    ),
    (
        "a date goes before the ordinary night, and its own night before the ordinary day",
        "",
        "[[demand]]\nneed = { \"00:00-01:00\" = 2, \"21:00-24:00\" = 2 }\n[[demand]]\non = [\"12-12\"]\nneed = { \"00:00-01:00\" = 4, \"21:00-26:00\" = 8 }",
        &[
            (11, "00:00-01:00 need 2; 21:00-24:00 need 2"),
            (12, "00:00-01:00 need 4; 21:00-24:00 need 8"),
            (13, "00:00-02:00 need 8; 21:00-24:00 need 2"),
        ],
    ),
    (
        "nobody is needed on a date, the hours after midnight of the night before among them",
        "",
        "[[demand]]\nneed = { \"21:00-25:00\" = 2 }\n[[demand]]\non = [\"12-25\"]\nneed = {}",
        &[(25, "00:00-24:00 need 0"), (26, "21:00-24:00 need 2")],
    ),
    (
        "of two equally specific lines the later one decides of the hours that both name",
        "",
        "[[demand]]\non = [\"fri\"]\nneed = { \"22:00-02:00\" = 3 }\n[[demand]]\non = [\"sat\"]\nneed = { \"00:00-01:00\" = 1 }",
        &[(5, "00:00-01:00 need 1; 01:00-02:00 need 3")],
    ),
    (
        "a bound of the day and a need of the night before",
        "",
        "[[demand]]\nneed = { \"21:30-25:00\" = 2 }\nleast = { \"00:00-01:00\" = 1 }",
        &[(2, "00:00-01:00 need 2 least 1; 21:30-24:00 need 2")],
    ),
    (
        "what adds stands beside the line in force, also over midnight",
        "",
        "[[demand]]\nneed = { \"09:00-17:00\" = 2 }\nleast = { \"09:00-12:00\" = 1 }\n[[demand]]\non = [\"12-12\"]\nadd = { \"12:00-18:00\" = 3, \"23:00-25:00\" = 1 }\n[[demand]]\non = [\"sat\"]\nadd = { \"12:00-13:00\" = 1 }",
        &[
            (11, "09:00-12:00 need 2 least 1; 12:00-17:00 need 2"),
            (
                12,
                "09:00-12:00 need 2 least 1; 12:00-13:00 need 6; 13:00-17:00 need 5; 17:00-18:00 need 3; 23:00-24:00 need 1",
            ),
            (
                13,
                "00:00-01:00 need 1; 09:00-12:00 need 2 least 1; 12:00-17:00 need 2",
            ),
        ],
    ),
];

#[test]
fn lines_come_to_what_a_person_expects() {
    for (what, head, demand, days) in CASES {
        let problem = month(head, demand);
        for (date, wanted) in *days {
            assert_eq!(
                said(&problem.demand[date - 1]),
                *wanted,
                "{what}: 12-{date:02}"
            );
        }
    }
}

/// What the lines of a day say of the hours after its midnight, is what the next day has of them.
#[test]
fn nights_are_known_by_the_day_that_they_begin_on() {
    let demand = "[[demand]]\non = [\"thu\"]\nneed = { \"22:00-26:00\" = 2 }\n[[demand]]\non = [\"fri\"]\nneed = { \"01:00-09:00\" = 1 }";
    let problem = month("", demand);
    // The 3rd is a Thursday, and the 31st the last one, whose night is January's.
    for (date, wanted) in [
        (2, ""),
        (3, "24:00-25:00 need 2"),
        (31, "24:00-25:00 need 2"),
    ] {
        assert_eq!(
            said(&problem.night_demand[date - 1]),
            wanted,
            "12-{date:02}"
        );
    }
}

/// Stretches of a day in half-hours, which follow each other, with their numbers.
fn stretches() -> impl Strategy<Value = Vec<(i32, i32, u32)>> {
    let cuts = prop::collection::btree_set(0..95_i32, 2..8);
    let numbers = prop::collection::vec(0..4_u32, 8);
    (cuts, numbers).prop_map(|(cuts, numbers)| {
        let cuts: Vec<i32> = cuts.into_iter().collect();
        let pairs = cuts.windows(2).zip(numbers);
        // Within a day from the first to the last.
        let first = cuts[0];
        let pairs = pairs.filter(move |(pair, _)| pair[1] <= first + 48 && pair[1] - pair[0] <= 48);
        pairs.map(|(pair, n)| (pair[0], pair[1], n)).collect()
    })
}

fn line(parts: &[(i32, i32, u32)]) -> String {
    let time = |slot: i32| format!("{:02}:{:02}", slot / 2, slot % 2 * 30);
    let part = |(from, to, n): &(i32, i32, u32)| format!("\"{}-{}\" = {n}", time(*from), time(*to));
    let parts: Vec<String> = parts.iter().map(part).collect();
    format!("[[demand]]\nneed = {{ {} }}\n", parts.join(", "))
}

proptest! {
    /// Every day alike, a stretch over midnight says the same as its two parts.
    #[test]
    fn a_stretch_over_midnight_is_its_two_parts(parts in stretches()) {
        prop_assume!(parts.iter().any(|(_, _, n)| *n > 0));
        let split = |&(from, to, n): &(i32, i32, u32)| {
            let today = (from < 48).then(|| (from, to.min(48), n));
            let later = (to > 48).then(|| ((from - 48).max(0), to - 48, n));
            today.into_iter().chain(later)
        };
        let whole = month("", &line(&parts));
        let two: Vec<(i32, i32, u32)> = parts.iter().flat_map(split).collect();
        let two = month("", &line(&two));
        prop_assert_eq!(&whole.demand, &two.demand);
        prop_assert_eq!(whole.quiet, two.quiet);
    }
}

/// What a roster of a case costs by a rule.
fn points(case: &str, team: &str, roster: &str, rule: &str) -> i64 {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/cases");
    let folder = folder.join(case);
    let team = Team::parse(Source::read(&folder.join(team)).unwrap()).unwrap();
    let (problem, book) = team.month(Month::new(2026, 12).unwrap(), None).unwrap();
    let roster = RosterFile::read(&folder.join(roster)).unwrap();
    let roster = roster.roster(&problem).unwrap();
    let breaches = book.check(&problem, &roster).into_iter();
    breaches.filter(|b| b.rule == rule).map(|b| b.price()).sum()
}

/// One person where nobody is needed costs what one too many costs: 17 half-hours at 10 points.
#[test]
fn who_is_there_when_nobody_is_needed_is_one_too_many() {
    let case = "33-no-demand-hours";
    assert_eq!(points(case, "team.toml", "dec.csv", "surplus"), 170);
    assert_eq!(points(case, "one.toml", "one.csv", "surplus"), 170);
}

/// Times at which people are needed and no shift is there are told from times at which nobody came.
#[test]
fn hours_that_no_shift_covers_are_named() {
    let demand = "[[demand]]\nneed = { \"08:00-18:00\" = 1, \"20:00-21:00\" = 0 }";
    let problem = month("", demand);
    let found = problem.uncovered();
    let found: Vec<(String, usize)> =
        (found.iter().map(|u| (u.span.to_string(), u.days))).collect();
    assert_eq!(
        found,
        [
            ("08:00-09:00".to_owned(), 31),
            ("17:00-18:00".to_owned(), 31)
        ]
    );
    let roster = paiban::domain::Roster::empty(1, 31);
    let facts = Facts::new(&problem, &roster);
    let counts = facts.headcounts();
    let words = facts.no_shift(&counts[0]);
    assert_eq!(words.en, "; no shift covers 08:00-09:00, 17:00-18:00");
    assert_eq!(words.zh, "；08:00-09:00、17:00-18:00 没有班次");
}

/// A line of a date replaces the ordinary day as a whole; what it leaves out is asked about, unless it says 0 or adds.
#[test]
fn what_a_date_leaves_out_of_the_ordinary_day_is_known() {
    let left = |line: &str| -> Vec<String> {
        let ordinary = "[[demand]]\nneed = { \"08:00-18:00\" = 1 }\n[[demand]]\non = [\"sat\"]\nneed = { \"10:00-12:00\" = 1 }\n";
        let text = format!("{TEAM}{REST}{ordinary}[[demand]]\n{line}");
        let team = Team::parse(Source::new("team.toml", text.as_str())).unwrap();
        let problem = team.month(Month::new(2026, 12).unwrap(), None).unwrap().0;
        let found = team.dropped(&problem).into_iter();
        found.flat_map(|d| d.spans).map(|s| s.to_string()).collect()
    };
    let (morning, evening) = ("08:00-12:00".to_owned(), "16:00-18:00".to_owned());
    let cases: [(&str, &[String]); 7] = [
        (
            "on = [\"12-11\"]\nneed = { \"12:00-16:00\" = 2 }",
            &[morning, evening],
        ),
        (
            "on = [\"12-11\"]\nneed = { \"08:00-12:00\" = 0, \"12:00-20:00\" = 2 }",
            &[],
        ),
        ("on = [\"12-11\"]\nadd = { \"12:00-16:00\" = 2 }", &[]),
        ("on = [\"12-11\"]\nneed = {}", &[]),
        // The 12th is a Saturday, which needs people from 10 to 12.
        ("on = [\"12-12\"]\nneed = { \"09:00-16:00\" = 2 }", &[]),
        // Of a weekday it is the way to say that hours are shorter.
        ("on = [\"mon\"]\nneed = { \"10:00-16:00\" = 2 }", &[]),
        ("on = [\"2027-01-02\"]\nneed = { \"10:00-11:00\" = 2 }", &[]),
    ];
    for (line, wanted) in cases {
        assert_eq!(left(line), wanted, "{line}");
    }
}

/// A name stands for its days wherever days are named.
#[test]
fn names_of_days_are_their_days() {
    let text = |promo: &str, spring: &str, dates: &str| {
        let head = format!("closed = [{spring}]\n");
        let keys =
            format!("unavailable = [{promo}]\nwishes = [{{ on = {spring}, want = \"off\" }}]\n");
        let person = format!("{keys}pinned = {{ {promo} = \"-\" }}\n");
        let rest = REST.replace("name = \"A\"\n", &format!("name = \"A\"\n{person}"));
        let demand = format!(
            "[[demand]]\nneed = {{ \"09:00-17:00\" = 1 }}\n[[demand]]\non = [{promo}]\nadd = {{ \"10:00-12:00\" = 1 }}\n"
        );
        let rule =
            format!("[rules.shift-daily]\nkinds = [\"D\"]\non = [\"fri\", {promo}]\nmost = 1\n");
        format!("{TEAM}{head}{rest}{demand}{rule}{dates}")
    };
    let read = |text: &str| {
        let team = Team::parse(Source::new("team.toml", text)).unwrap();
        team.month(Month::new(2026, 12).unwrap(), None)
            .unwrap_or_else(|fault| panic!("{text}\n{fault:?}"))
    };
    let dates = "[dates]\n\"双12\" = [\"12-12\"]\n\"春节\" = \"12-30..01-02\"\n";
    let (named, named_book) = read(&text("\"双12\"", "\"春节\"", dates));
    let (plain, plain_book) = read(&text("\"12-12\"", "\"12-30..01-02\"", ""));
    assert_eq!(named.demand, plain.demand);
    assert_eq!(named.people, plain.people);
    assert_eq!(named.closed, plain.closed);
    assert!(!named.people[0].pinned.is_empty() && !named.people[0].wishes.is_empty());
    // Over New Year: the 30th to the 2nd, in this year and the one before.
    let closed: Vec<String> = named.closed.iter().map(ToString::to_string).collect();
    let wanted = ["2026-12-30", "2026-12-31", "2027-01-01", "2027-01-02"];
    assert_eq!(closed, wanted);
    let days = |book: &paiban::rules::RuleBook| {
        let mut of = book
            .instances
            .iter()
            .filter(|i| i.card.name == "shift-daily");
        of.next().unwrap().scope.days.clone()
    };
    assert_eq!(days(&named_book), days(&plain_book));
}
