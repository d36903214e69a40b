//! Tasks and handovers: who, when, and what is wrong with a `[[duty]]`.

use paiban::domain::tasks::{Task, When};
use paiban::domain::time::Month;
use paiban::domain::{PersonIx, Problem, Roster};
use paiban::facts::handover::{Handover, handovers};
use paiban::facts::tasks::{Given, given};
use paiban::input::{Source, Team};
use paiban::rules::Facts;

const TEAM: &str = r#"
team.name = "desk"
[[skill]]
code = "lead"
[[shift]]
code = "D"
time = ["09:00-17:30"]
[[shift]]
code = "N"
time = ["17:00-23:30"]
[[shift]]
code = "S"
time = ["10:00-14:00", "17:30-23:00"]
[[shift]]
code = "G"
time = ["23:00-07:30"]
[[demand]]
need = { "09:00-23:30" = 1 }
[[person]]
name = "A"
skills = ["lead"]
[[person]]
name = "B"
[[person]]
name = "C"
skills = ["lead"]
[[person]]
name = "E"
"#;

/// The team with these tasks in December 2026, and a roster by rows of codes.
struct Desk {
    problem: Problem,
    tasks: Vec<Task>,
    roster: Roster,
}

impl Desk {
    fn new(team: &str, tasks: &str, rows: &[(&str, &str)]) -> Desk {
        let team = Team::parse(Source::new("team.toml", format!("{team}\n{tasks}")));
        let team = team.unwrap_or_else(|fault| panic!("{fault}"));
        let month = Month::new(2026, 12).unwrap();
        let (problem, _) = team
            .month(month, None)
            .unwrap_or_else(|fault| panic!("{fault}"));
        let own = |(name, codes): &(&str, &str)| ((*name).to_owned(), (*codes).to_owned());
        let rows: Vec<(String, String)> = rows.iter().map(own).collect();
        Desk {
            tasks: team.tasks(&problem).unwrap(),
            roster: Team::roster(&problem, &rows).unwrap(),
            problem,
        }
    }

    fn given(&self) -> Vec<Given> {
        given(&Facts::new(&self.problem, &self.roster), &self.tasks)
    }

    fn handovers(&self) -> Vec<Handover> {
        handovers(&Facts::new(&self.problem, &self.roster))
    }

    fn name(&self, person: PersonIx) -> &str {
        self.problem.person_name(person)
    }

    /// `1 16:00 A` of each task given out, days from 1.
    fn shown(&self) -> Vec<String> {
        let line = |g: &Given| {
            let names: Vec<&str> = g.people.iter().map(|p| self.name(*p)).collect();
            format!("{} {}", time(g.start), names.join(","))
        };
        self.given().iter().map(line).collect()
    }

    /// `1 17:00-1 17:30 A>B`.
    fn handed(&self) -> Vec<String> {
        let line = |h: &Handover| {
            let to = h.to.map_or("-", |to| self.name(to));
            format!(
                "{} {}>{to} {}",
                time(h.left),
                self.name(h.from),
                time(h.taken)
            )
        };
        self.handovers().iter().map(line).collect()
    }
}

/// Day from 1 and clock of a minute from the month's first midnight.
fn time(minute: i64) -> String {
    let (day, rest) = (minute.div_euclid(1440), minute.rem_euclid(1440));
    format!("{} {:02}:{:02}", day + 1, rest / 60, rest % 60)
}

fn section(keys: &str) -> String {
    format!("[[duty]]\nname = \"x\"\n{keys}\n")
}

#[test]
fn a_duty_is_read_with_everything_it_says() {
    let text = "[[duty]]\nname = \"催付  订单\"\nname-en = \"chase\"\ntime = \"16:00\"\non = [\"fri\", \"12-24\"]\nskill = \"lead\"\nminutes = 40\n";
    let desk = Desk::new(TEAM, text, &[]);
    let task = &desk.tasks[0];
    assert_eq!(
        (task.name.zh.as_str(), task.name.en.as_str()),
        ("催付 订单", "chase")
    );
    assert_eq!(task.when, When::Clock(960));
    assert_eq!(task.days, [3, 10, 17, 23, 24]);
    assert_eq!((task.skill, task.minutes), (Some(0), 40));
    let desk = Desk::new(TEAM, &section("time = \"last\""), &[]);
    let task = &desk.tasks[0];
    assert_eq!(
        (task.when, task.days.len(), task.minutes),
        (When::Last, 31, 15)
    );
    assert_eq!(task.name.en, "x");
}

#[test]
fn what_is_wrong_with_a_duty_is_told_with_its_place() {
    for (keys, word) in [
        ("time = \"25:00\"", "\"25:00\""),
        ("time = \"24:00\"", "\"24:00\""),
        ("time = \"early\"", "\"early\""),
        ("time = \"16:00\"\non = [\"someday\"]", "\"someday\""),
        ("time = \"16:00\"\nskill = \"boss\"", "\"boss\""),
        ("time = \"16:00\"\nminutes = 0", "0"),
        ("time = \"16:00\"\nminutes = 721", "721"),
        ("time = \"16:00\"\nwho = \"A\"", "who"),
        ("time = 16", "16"),
    ] {
        let source = Source::new("team.toml", format!("{TEAM}\n{}", section(keys)));
        let month = Month::new(2026, 12).unwrap();
        let fault = Team::parse(source).and_then(|team| team.month(month, None));
        let fault = fault.map(|_| ()).unwrap_err();
        let place = fault
            .text
            .as_ref()
            .unwrap()
            .slice(fault.span.clone().unwrap())
            .to_owned();
        assert_eq!(place, word, "{keys}: {fault}");
    }
    let source = Source::new(
        "team.toml",
        format!("{TEAM}\n[[duty]]\nname = \" \"\ntime = \"first\"\n"),
    );
    let month = Month::new(2026, 12).unwrap();
    assert!(Team::parse(source).unwrap().month(month, None).is_err());
}

#[test]
fn a_duty_goes_round_among_those_who_are_there() {
    let desk = Desk::new(
        TEAM,
        &section("time = \"16:00\"\non = [\"2026-12-01..2026-12-06\"]"),
        &[
            ("A", "D D - D D N"),
            ("B", "D D D D D N"),
            ("C", "D - D D D N"),
            ("E", "N N N N N N"),
        ],
    );
    // On the sixth nobody is there at 16:00.
    assert_eq!(
        desk.shown(),
        [
            "1 16:00 A",
            "2 16:00 B",
            "3 16:00 C",
            "4 16:00 A",
            "5 16:00 B",
            "6 16:00 "
        ]
    );
}

#[test]
fn the_numbers_are_as_even_as_they_can_be() {
    // Day by day A would have the first three: B and C, who come later, cannot take any.
    let desk = Desk::new(
        TEAM,
        &section("time = \"16:00\"\non = [\"2026-12-01..2026-12-04\"]"),
        &[("A", "D D D D"), ("B", "D D - -"), ("C", "D - - -")],
    );
    let shown = desk.shown();
    let count = |name: &str| shown.iter().filter(|line| line.ends_with(name)).count();
    assert_eq!([count("A"), count("B"), count("C")], [2, 1, 1], "{shown:?}");
}

#[test]
fn a_skill_is_needed_and_a_post_is_held() {
    let on = "on = [\"2026-12-01..2026-12-02\"]";
    let rows = [("A", "N D"), ("B", "D D"), ("C", "D N")];
    let desk = Desk::new(
        TEAM,
        &section(&format!("time = \"16:00\"\nskill = \"lead\"\n{on}")),
        &rows,
    );
    assert_eq!(desk.shown(), ["1 16:00 C", "2 16:00 A"]);
    let posts = TEAM.replace(
        "code = \"lead\"",
        "code = \"lead\"\npost = true\n[[skill]]\ncode = \"desk\"\npost = true",
    );
    let posts = posts.replace("name = \"B\"", "name = \"B\"\nskills = [\"desk\"]");
    let posts = posts.replace(
        "name = \"E\"",
        "name = \"E\"\nskills = [\"lead\", \"desk\"]",
    );
    let at_desk = section(&format!("time = \"16:00\"\nskill = \"desk\"\n{on}"));
    let rows = [
        ("A", "D@lead D@lead"),
        ("B", "- D@desk"),
        ("E", "D@desk D@lead"),
    ];
    let desk = Desk::new(&posts, &at_desk, &rows);
    assert_eq!(desk.shown(), ["1 16:00 E", "2 16:00 B"]);
}

#[test]
fn nobody_does_two_things_at_once_if_it_can_be_helped() {
    let on = "on = [\"2026-12-01\"]";
    let two =
        section(&format!("time = \"16:00\"\n{on}")) + &section(&format!("time = \"16:10\"\n{on}"));
    let desk = Desk::new(TEAM, &two, &[("A", "D"), ("B", "D")]);
    assert_eq!(desk.shown(), ["1 16:00 A", "1 16:10 B"]);
    let desk = Desk::new(TEAM, &two, &[("A", "D")]);
    assert_eq!(desk.shown(), ["1 16:00 A", "1 16:10 A"]);
    // Not at the same time, but who has had more waits.
    let two =
        section(&format!("time = \"10:00\"\n{on}")) + &section(&format!("time = \"16:00\"\n{on}"));
    let desk = Desk::new(TEAM, &two, &[("A", "D"), ("B", "D")]);
    assert_eq!(desk.shown(), ["1 10:00 A", "1 16:00 B"]);
}

#[test]
fn who_stays_to_the_end_comes_before_who_leaves() {
    let on = "on = [\"2026-12-01\"]";
    let desk = Desk::new(
        TEAM,
        &section(&format!("time = \"17:15\"\nminutes = 30\n{on}")),
        &[("A", "D"), ("B", "N")],
    );
    assert_eq!(desk.shown(), ["1 17:15 B"]);
    // Better somebody who leaves than nobody.
    let desk = Desk::new(
        TEAM,
        &section(&format!("time = \"17:15\"\nminutes = 30\n{on}")),
        &[("A", "D")],
    );
    assert_eq!(desk.shown(), ["1 17:15 A"]);
}

#[test]
fn the_night_of_the_day_before_is_there_after_midnight() {
    let desk = Desk::new(
        TEAM,
        &section("time = \"02:00\"\non = [\"2026-12-02..2026-12-03\"]"),
        &[("A", "G"), ("B", "- G")],
    );
    assert_eq!(desk.shown(), ["2 02:00 A", "3 02:00 B"]);
    // The last evening before the month is in the tail.
    let team = TEAM.replace("name = \"E\"", "name = \"E\"\ntail = \"G\"")
        + "[history]\nends = 2026-11-30\n";
    let desk = Desk::new(
        &team,
        &section("time = \"02:00\"\non = [\"2026-12-01\"]"),
        &[],
    );
    assert_eq!(desk.shown(), ["1 02:00 E"]);
}

#[test]
fn first_and_last_things_are_everybodys() {
    let on = "on = [\"2026-12-01\"]\nminutes = 10";
    let rows = [("A", "D"), ("B", "D"), ("C", "S"), ("E", "G")];
    let first = Desk::new(TEAM, &section(&format!("time = \"first\"\n{on}")), &rows);
    assert_eq!(first.shown(), ["1 09:00 A,B", "1 10:00 C", "1 23:00 E"]);
    let last = Desk::new(TEAM, &section(&format!("time = \"last\"\n{on}")), &rows);
    assert_eq!(last.shown(), ["1 17:20 A,B", "1 22:50 C", "2 07:20 E"]);
}

#[test]
fn the_day_hands_over_to_the_evening_and_the_evening_to_the_next_day() {
    let rows = [("A", "D D"), ("B", "N -"), ("C", "D -"), ("E", "N D")];
    let desk = Desk::new(TEAM, "", &rows);
    assert_eq!(
        desk.handed(),
        [
            "1 17:30 A>B 1 17:00",
            "1 17:30 C>E 1 17:00",
            // Nobody is there any more: a note for the morning. E comes then too, and tells B's to A.
            "1 23:30 B>A 2 09:00",
            "1 23:30 E>A 2 09:00",
            "2 17:30 A>- 2 17:30",
            "2 17:30 E>- 2 17:30",
        ]
    );
    let handovers = desk.handovers();
    assert!(!handovers[0].by_note() && handovers[2].by_note() && handovers[4].by_note());
    assert_eq!(handovers[2].span(), (1440 - 30, 1440 + 540));
    assert_eq!(handovers[2].day(31), 0);
}

#[test]
fn everybody_who_comes_is_told_by_somebody() {
    let desk = Desk::new(TEAM, "", &[("A", "D"), ("B", "N"), ("C", "N"), ("E", "N")]);
    assert_eq!(
        desk.handed()[..3],
        [
            "1 17:30 A>B 1 17:00",
            "1 17:30 A>C 1 17:00",
            "1 17:30 A>E 1 17:00"
        ]
    );
}

#[test]
fn a_split_shift_hands_over_to_those_who_stay_and_takes_over_again() {
    let desk = Desk::new(TEAM, "", &[("A", "D"), ("B", "S"), ("C", "-"), ("E", "G")]);
    assert_eq!(
        desk.handed(),
        [
            "1 14:00 B>A 1 14:00",
            "1 17:30 A>B 1 17:30",
            "1 23:00 B>E 1 23:00",
            "2 07:30 E>- 2 07:30",
        ]
    );
}

#[test]
fn a_break_is_no_handover() {
    let team = TEAM.replace(
        "time = [\"09:00-17:30\"]",
        "time = [\"09:00-17:30\"]\nbreaks = [\"12:00-12:30\"]",
    );
    let desk = Desk::new(&team, "", &[("A", "D"), ("B", "N")]);
    assert_eq!(
        desk.handed(),
        ["1 17:30 A>B 1 17:00", "1 23:30 B>- 1 23:30"]
    );
}

#[test]
fn posts_hand_over_among_themselves() {
    let posts = TEAM.replace(
        "code = \"lead\"",
        "code = \"lead\"\npost = true\n[[skill]]\ncode = \"desk\"\npost = true",
    );
    let posts = posts.replace("name = \"B\"", "name = \"B\"\nskills = [\"desk\"]");
    let posts = posts.replace("name = \"E\"", "name = \"E\"\nskills = [\"desk\"]");
    let rows = [
        ("A", "D@lead"),
        ("B", "D@desk"),
        ("C", "N@lead"),
        ("E", "N@desk"),
    ];
    let desk = Desk::new(&posts, "", &rows);
    assert_eq!(
        desk.handed()[..2],
        ["1 17:30 A>C 1 17:00", "1 17:30 B>E 1 17:00"]
    );
}

#[test]
fn the_last_evening_before_the_month_hands_over_to_its_first_morning() {
    let team = TEAM.replace("name = \"E\"", "name = \"E\"\ntail = \"N\"")
        + "[history]\nends = 2026-11-30\n";
    let desk = Desk::new(&team, "", &[("A", "D")]);
    assert_eq!(desk.handed()[0], "0 23:30 E>A 1 09:00");
    assert_eq!(desk.handovers()[0].day(31), 0);
}
