//! What is left of each kind of leave: which days count, whose word holds, and which years.

use paiban::domain::Problem;
use paiban::domain::time::Month;
use paiban::input::{Source, Team};

const HEAD: &str = r#"
[team]
name = "客服一组"
closed = ["sun"]

[[shift]]
code = "D"
time = ["09:00-17:30"]

[[demand]]
need = { "09:00-17:30" = 1 }
"#;

fn month(month: u32, text: &str) -> Problem {
    let source = Source::new("team.toml", format!("{HEAD}\n{text}"));
    let month = Month::new(2026, month).unwrap();
    let read = Team::parse(source).and_then(|team| team.month(month, None));
    read.unwrap_or_else(|fault| panic!("{fault:?}")).0
}

/// By kind: year, allowance, granted, asked.
fn years(problem: &Problem, name: &str) -> Vec<(String, i32, Option<i64>, i64, usize)> {
    let person = problem.person(name).unwrap();
    let own = problem.leave_years.iter().filter(|y| y.person == person);
    own.map(|y| {
        let kind = problem.leave_kinds[y.kind].name.zh.clone();
        (kind, y.year, y.allowance, y.taken(), y.asked.len())
    })
    .collect()
}

fn leave(kind: &str, from: &str, to: &str, state: &str) -> String {
    format!(
        "[[leave]]\nperson = \"李雷\"\nkind = \"{kind}\"\nfrom = {from}\nto = {to}\nstate = \"{state}\"\n"
    )
}

const PERSON: &str = "[[person]]\nname = \"李雷\"\n";

#[test]
fn which_days_of_a_leave_count() {
    // 28 September to 11 October 2026: two Sundays; from 1 to 7 October holidays, and the Saturday of the week after is worked.
    for (counts, wanted) in [("days", 12), ("workdays", 6), ("calendar", 14)] {
        let kind =
            format!("[[leave-kind]]\ncode = \"年\"\nname = \"年假\"\ncounts = \"{counts}\"\n");
        let own = leave("年假", "2026-09-28", "2026-10-11", "granted");
        let found = years(&month(10, &format!("{kind}{PERSON}{own}")), "李雷");
        assert_eq!(
            found,
            [("年假".to_owned(), 2026, None, wanted, 0)],
            "{counts}"
        );
    }
}

#[test]
fn usual_kinds_need_no_section_and_are_there_when_they_are_named() {
    assert!(month(12, PERSON).leave_kinds.is_empty());
    let asked = leave("调休", "2026-12-07", "2026-12-08", "asked");
    let problem = month(12, &format!("{PERSON}{asked}"));
    let codes: Vec<&str> = problem
        .leave_kinds
        .iter()
        .map(|k| k.code.as_str())
        .collect();
    assert_eq!(codes, ["调"]);
    assert_eq!(
        years(&problem, "李雷"),
        [("调休".to_owned(), 2026, None, 0, 2)]
    );
    // A shift has the short code already: the name is the code then.
    let shift = "[[shift]]\ncode = \"调\"\ntime = [\"10:00-18:00\"]\n";
    let problem = month(12, &format!("{shift}{PERSON}{asked}"));
    assert_eq!(problem.leave_kinds[0].code, "调休");
    // Over all days, closed ones too.
    let born = leave("产假", "2026-12-01", "2026-12-31", "granted");
    let problem = month(12, &format!("{PERSON}{born}"));
    assert_eq!(
        years(&problem, "李雷"),
        [("产假".to_owned(), 2026, None, 31, 0)]
    );
}

#[test]
fn a_day_counts_once_and_in_its_own_year() {
    let kind = "[[leave-kind]]\ncode = \"年\"\nname = \"年假\"\nallowance = 5\n";
    let person =
        format!("{PERSON}pinned = {{ \"2026-12-30\" = \"年\", \"2026-05-06\" = \"年\" }}\n");
    let over = leave("年", "2026-12-30", "2027-01-02", "granted");
    let asked = leave("年", "2026-12-29", "2026-12-31", "asked");
    let refused = leave("年", "2026-12-01", "2026-12-05", "refused");
    let text = format!("{kind}{person}{over}{asked}{refused}");
    for of in [1, 5, 12] {
        let found = years(&month(of, &text), "李雷");
        assert_eq!(
            found,
            [("年假".to_owned(), 2026, Some(5), 3, 1)],
            "month {of}"
        );
    }
}

#[test]
fn a_persons_own_allowance_goes_before_that_of_the_kind() {
    let kind = "[[leave-kind]]\ncode = \"年\"\nname = \"年假\"\nallowance = 5\n";
    let people = format!(
        "{PERSON}allowance = {{ \"年\" = 10, \"事假\" = 0 }}\n[[person]]\nname = \"韩梅梅\"\n"
    );
    let problem = month(12, &format!("{kind}{people}"));
    let own = [
        ("年假".to_owned(), 2026, Some(10), 0, 0),
        ("事假".to_owned(), 2026, Some(0), 0, 0),
    ];
    assert_eq!(years(&problem, "李雷"), own);
    assert_eq!(
        years(&problem, "韩梅梅"),
        [("年假".to_owned(), 2026, Some(5), 0, 0)]
    );
}

fn earned(person: &str, date: &str, days: i64, kind: &str) -> String {
    let kind = if kind.is_empty() {
        String::new()
    } else {
        format!("kind = \"{kind}\"\n")
    };
    format!("[[earned]]\nperson = \"{person}\"\ndate = {date}\ndays = {days}\n{kind}")
}

#[test]
fn what_is_earned_can_be_taken() {
    let other = "[[person]]\nname = \"韩梅梅\"\n";
    let kind = "[[leave-kind]]\ncode = \"年\"\nname = \"年假\"\nallowance = 5\n";
    let own = leave("调休", "2026-10-12", "2026-10-14", "granted");
    // Two lines of this year add up, and one of the last year is of that.
    let lines = earned("李雷", "2026-05-01", 1, "")
        + &earned("李雷", "2026-06-19", 1, "")
        + &earned("李雷", "2025-10-01", 3, "")
        + &earned("李雷", "2026-02-17", 2, "年假");
    let problem = month(10, &format!("{kind}{PERSON}{other}{own}{lines}"));
    let wanted = [
        ("年假".to_owned(), 2026, Some(7), 0, 0),
        ("调休".to_owned(), 2026, Some(2), 3, 0),
    ];
    assert_eq!(years(&problem, "李雷"), wanted);
    let left: Vec<_> = problem
        .leave_years
        .iter()
        .filter_map(|y| y.left())
        .collect();
    // Whoever has earned nothing has the allowance alone, and of what is only earned none.
    assert_eq!(
        years(&problem, "韩梅梅"),
        [("年假".to_owned(), 2026, Some(5), 0, 0)]
    );
    assert_eq!(left, [7, -1, 5]);
    let own = own.replace("李雷", "韩梅梅");
    let problem = month(
        10,
        &format!(
            "{PERSON}{other}{own}{lines}",
            lines = earned("李雷", "2026-05-01", 1, "")
        ),
    );
    assert_eq!(
        years(&problem, "韩梅梅"),
        [("调休".to_owned(), 2026, Some(0), 3, 0)]
    );
}

#[test]
fn what_is_earned_is_somebody_s_and_of_a_kind() {
    for (lines, part) in [
        (earned("李磊磊", "2026-05-01", 1, ""), "UnknownPerson"),
        (
            earned("李雷", "2026-05-01", 1, "福利假"),
            "UnknownLeaveKind",
        ),
        (earned("李雷", "2026-05-01", -1, ""), "OutOfRange"),
        (earned("李雷", "2026-05-01", 400, ""), "OutOfRange"),
    ] {
        let source = Source::new("team.toml", format!("{HEAD}\n{PERSON}{lines}"));
        let october = Month::new(2026, 10).unwrap();
        let read = Team::parse(source).and_then(|team| team.month(october, None));
        let fault = format!("{:?}", read.unwrap_err().kind);
        assert!(fault.contains(part), "{part}: {fault}");
    }
}
