//! Days in several columns, people in several rows: read where the heads say what each is, else refused.

use super::*;

/// The team, with a short shift in the morning, one in the evening, one that is both, and a word for the night.
fn team() -> String {
    let more = r#"
[[shift]]
code = "早"
name = "早班"
name-en = "early"
time = ["07:00-11:00"]
[[shift]]
code = "晚"
name = "晚班二"
name-en = "late"
time = ["18:00-21:00"]
[[shift]]
code = "两"
name = "两头班"
name-en = "split"
time = ["07:00-11:00", "18:00-21:00"]
[[leave-kind]]"#;
    TEAM.replacen("\n[[leave-kind]]", more, 1)
}

/// A code a day, by the codes of the cells.
fn code_of(problem: &Problem, roster: &Roster, person: usize, day: usize) -> String {
    let who = problem.everybody().nth(person).unwrap();
    let duty = roster.get(who, day);
    duty.map_or(String::new(), |duty| problem.duties[duty].code.clone())
}

/// What the table says should be the pattern, day for day.
fn says(name: &str, rows: &Rows, patterns: [&[&str]; 2]) {
    let (problem, _) = problem_of(&team(), december());
    for (suffix, rows) in [("", rows.clone()), ("-turned", turned(rows))] {
        let path = csv(&format!("{name}{suffix}"), &rows);
        let (roster, _) =
            read_by(&path, &team(), |_| {}).unwrap_or_else(|why| panic!("{name}{suffix}: {why}"));
        for (person, pattern) in patterns.iter().enumerate() {
            for day in 0..31 {
                let wanted = pattern[day % pattern.len()];
                assert_eq!(
                    code_of(&problem, &roster, person, day),
                    wanted,
                    "{name}{suffix} {person} {day}"
                );
            }
        }
    }
}

fn refused(name: &str, rows: &Rows, wanted: &[&str]) {
    let why = read_by(&csv(name, rows), &team(), |_| {}).unwrap_err();
    for part in wanted {
        assert!(why.contains(part), "{name}: {part} is not in {why}");
    }
}

/// A table with several columns a day: dates over the first, heads below, cells by person, day and column.
fn wide(heads: &[&str], again: bool, cell: impl Fn(usize, usize, usize) -> String) -> Rows {
    let width = heads.len();
    let days = (0..31).flat_map(|day| (0..width).map(move |column| (day, column)));
    let date = |(day, column): (usize, usize)| match column {
        0 => (day + 1).to_string(),
        _ if again => (day + 1).to_string(),
        _ => String::new(),
    };
    let head = row("姓名", days.clone().map(date));
    let below = row("", days.clone().map(|(_, column)| heads[column].to_owned()));
    let mut rows = vec![head, below];
    for (person, name) in ["王芳", "李娜"].iter().enumerate() {
        rows.push(row(
            name,
            days.clone().map(|(day, column)| cell(person, day, column)),
        ));
    }
    rows
}

const PATTERNS: [&[&str]; 2] = [&["早", "", "晚", "两", ""], &["", "早", "", "晚", "早"]];

/// Which of the two shifts are worked.
fn marks(person: usize, day: usize) -> [bool; 2] {
    match PATTERNS[person][day % 5] {
        "早" => [true, false],
        "晚" => [false, true],
        "两" => [true, true],
        _ => [false, false],
    }
}

#[test]
fn a_column_a_shift_is_read() {
    for (number, mark) in ["√", "1", "●", "早班", "Y"].iter().enumerate() {
        for again in [false, true] {
            let cell = |person: usize, day: usize, column: usize| {
                let mark = if *mark == "早班" {
                    ["早班", "晚"][column]
                } else {
                    mark
                };
                if marks(person, day)[column] {
                    mark.to_owned()
                } else {
                    String::new()
                }
            };
            says(
                &format!("marks-{number}-{again}"),
                &wide(&["早", "晚"], again, cell),
                PATTERNS,
            );
        }
    }
    // Rest written into both columns, counts below, a column beside.
    let cell = |person: usize, day: usize, column: usize| match (marks(person, day), column) {
        (_, 2) => "6".to_owned(),
        ([false, false], _) => "休".to_owned(),
        (marks, _) => {
            if marks[column] {
                "√".to_owned()
            } else {
                String::new()
            }
        }
    };
    let mut rows = wide(&["早", "晚", "备注"], false, cell);
    rows.push(row("合计", (0..93).map(|n| (n % 2 + 1).to_string())));
    says("marks-and-more", &rows, PATTERNS);
    // Heads that nobody knows.
    let cell = |_: usize, _: usize, column: usize| ["√", ""][column].to_owned();
    refused(
        "marks-unknown",
        &wide(&["一", "二"], false, cell),
        &["SeveralColumns { columns: 2, heads: [\"一\", \"二\"]"],
    );
    // Both worked, and no shift has the times of both.
    let both = |_: usize, _: usize, _: usize| "√".to_owned();
    refused(
        "marks-both",
        &wide(&["早", "N"], false, both),
        &["TwoShifts", "[C3]", "other: \"B3\""],
    );
    // A mark that nobody knows.
    let odd = |person: usize, day: usize, column: usize| {
        if marks(person, day)[column] {
            "?".to_owned()
        } else {
            String::new()
        }
    };
    refused(
        "marks-odd",
        &wide(&["早", "晚"], false, odd),
        &["UnknownCell { code: \"?\""],
    );
}

#[test]
fn start_and_end_in_two_columns_are_read() {
    let times = |person: usize, day: usize| match [WANG, LI][person][day % 5] {
        "D" => ["900", "1730", "8"],
        "N" => ["22:00", "06:00", "8"],
        _ => ["休", "休", "0"],
    };
    for (number, heads) in [["上班", "下班", "工时"], ["Start", "Finish", "Length"]]
        .iter()
        .enumerate()
    {
        let cell = |person: usize, day: usize, column: usize| times(person, day)[column].to_owned();
        says(
            &format!("times-{number}"),
            &wide(heads, false, cell),
            [&WANG, &LI],
        );
    }
    // Only the start, and times of no shift.
    let cell = |person: usize, day: usize, column: usize| match (times(person, day), column) {
        (["900", ..], 1) => String::new(),
        (times, _) => times[column].to_owned(),
    };
    refused(
        "times-open",
        &wide(&["上班", "下班", "工时"], false, cell),
        &["UnknownCell { code: \"900\""],
    );
    let cell = |person: usize, day: usize, column: usize| match (times(person, day), column) {
        (["900", ..], 1) => "1830".to_owned(),
        (times, _) => times[column].to_owned(),
    };
    refused(
        "times-other",
        &wide(&["上班", "下班", "工时"], false, cell),
        &["NoShiftAt { text: \"900-1830\""],
    );
}

#[test]
fn halves_of_a_day_that_say_the_same_are_read() {
    let cell = |person: usize, day: usize, _: usize| [WANG, LI][person][day % 5].to_owned();
    says(
        "halves",
        &wide(&["上午", "下午"], false, cell),
        [&WANG, &LI],
    );
    let half = |person: usize, day: usize, column: usize| {
        if column == 0 {
            [WANG, LI][person][day % 5].to_owned()
        } else {
            String::new()
        }
    };
    refused(
        "half-open",
        &wide(&["上午", "下午"], false, half),
        &["TwoShifts", "cells: [\"D\", \"\"]", "[C3]", "other: \"B3\""],
    );
    let other = |person: usize, day: usize, column: usize| match [WANG, LI][person][day % 5] {
        "D" if column == 1 => "休".to_owned(),
        code => code.to_owned(),
    };
    refused(
        "half-other",
        &wide(&["上午", "下午"], false, other),
        &["TwoShifts", "cells: [\"D\", \"休\"]"],
    );
}

/// A row's cells by the day.
type Cells = Box<dyn Fn(usize) -> String>;

/// Rows of people with another cell behind the names.
fn long(rows: &[(&str, &str, Cells)]) -> Rows {
    let head = row(
        "姓名",
        ["班次".to_owned()]
            .into_iter()
            .chain((1..=31).map(|d| d.to_string())),
    );
    let mut all = vec![head];
    for (name, label, cell) in rows {
        all.push(row(
            name,
            [(*label).to_owned()].into_iter().chain((0..31).map(cell)),
        ));
    }
    all
}

#[test]
fn several_rows_of_a_person_are_put_together_where_they_say_how() {
    let mark = |person: usize, column: usize| -> Cells {
        Box::new(move |day| {
            if marks(person, day)[column] {
                "√".to_owned()
            } else {
                String::new()
            }
        })
    };
    // A row a shift.
    let rows = long(&[
        ("王芳", "早", mark(0, 0)),
        ("王芳", "晚", mark(0, 1)),
        ("李娜", "早", mark(1, 0)),
        ("李娜", "晚", mark(1, 1)),
    ]);
    says("row-a-shift", &rows, PATTERNS);
    // Morning and afternoon alike.
    let codes = |person: usize| -> Cells {
        Box::new(move |day| match [WANG, LI][person][day % 5] {
            "" => "休".to_owned(),
            code => code.to_owned(),
        })
    };
    let halves = |second: Cells| {
        long(&[
            ("王芳", "上午", codes(0)),
            ("王芳", "下午", second),
            ("李娜", "上午", codes(1)),
            ("李娜", "下午", codes(1)),
        ])
    };
    says("rows-alike", &halves(codes(0)), [&WANG, &LI]);
    refused(
        "rows-differ",
        &halves(codes(1)),
        &[
            "TwoShifts",
            "cells: [\"D\", \"N\"]",
            "[C3]",
            "other: \"C2\"",
        ],
    );
    let open = Box::new(|day: usize| {
        if day == 3 {
            String::new()
        } else {
            WANG[day % 5].to_owned()
        }
    });
    refused(
        "row-open",
        &halves(open),
        &["TwoShifts", "cells: [\"N\", \"\"]", "date: 2026-12-04"],
    );
    // Somebody in two groups: what one leaves open the other says.
    let part = |person: usize, first: bool| -> Cells {
        Box::new(move |day| {
            if (day < 10) == first {
                [WANG, LI][person][day % 5].to_owned()
            } else {
                String::new()
            }
        })
    };
    let groups = long(&[
        ("王芳", "一店", part(0, true)),
        ("李娜", "一店", codes(1)),
        ("王芳", "二店", part(0, false)),
    ]);
    says("groups", &groups, [&WANG, &LI]);
    let both = long(&[
        ("王芳", "一店", codes(0)),
        ("李娜", "一店", codes(1)),
        ("王芳", "二店", codes(1)),
    ]);
    refused(
        "groups-differ",
        &both,
        &[
            "TwoShifts",
            "cells: [\"D\", \"N\"]",
            "[C4]",
            "other: \"C2\"",
        ],
    );
}
