//! Tables as people keep them, one trap each, of a team of two: what is read is the same roster every time, and what
//! could mean two things is refused with the cell and the true reason.

use paiban::app::Note;
use paiban::domain::time::Month;
use paiban::domain::{Problem, Roster};
use paiban::input::roster_sheet::{
    self, CellFault, How, Left, RosterSheet, RosterSheetFault, Taken,
};
use paiban::input::{Source, Team};
use rust_xlsxwriter::{Format, Workbook, Worksheet};
use std::path::{Path, PathBuf};

mod cases;
mod files;
mod parts;

const TEAM: &str = r#"
[team]
name = "two"
[[shift]]
code = "D"
name = "白班"
name-en = "day"
time = ["09:00-17:30"]
unpaid = 30
[[shift]]
code = "N"
name = "晚班"
name-en = "night"
time = ["22:00-06:00"]
[[leave-kind]]
code = "年"
name = "年休假"
[[person]]
id = "007"
name = "王芳"
[[person]]
id = "012"
name = "李娜"
[words]
"√" = "D"
"公差" = "rest"
[[demand]]
need = { "09:00-12:00" = 1 }
[rules.cover]
weight = 10
"#;

/// What 王芳 and 李娜 work, again and again from the 1st.
const WANG: [&str; 5] = ["D", "D", "", "N", ""];
const LI: [&str; 5] = ["N", "", "D", "", "D"];

type Rows = Vec<Vec<String>>;

fn december() -> Month {
    Month::new(2026, 12).unwrap()
}

fn problem_of(team: &str, month: Month) -> (Problem, How) {
    let team = Team::parse(Source::new("team.toml", team)).unwrap_or_else(|f| panic!("{f}"));
    let (problem, _) = team.month(month, None).unwrap_or_else(|f| panic!("{f}"));
    let words = team.words(&problem).unwrap();
    let how = How {
        words,
        ..How::default()
    };
    (problem, how)
}

/// A person's codes of December; `rest` for days without a shift.
fn codes(pattern: &[&str], rest: &str) -> Vec<String> {
    let code = |day: usize| match pattern[day % pattern.len()] {
        "" => rest.to_owned(),
        code => code.to_owned(),
    };
    (0..31).map(code).collect()
}

fn row(name: &str, cells: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut row = vec![name.to_owned()];
    row.extend(cells);
    row
}

/// The plain table: a head of days, and two rows.
fn plain() -> Rows {
    vec![
        row("姓名", (1..=31).map(|day| day.to_string())),
        row("王芳", codes(&WANG, "休")),
        row("李娜", codes(&LI, "休")),
    ]
}

/// Each cell of the days changed.
fn with(mut rows: Rows, change: impl Fn(&str) -> String) -> Rows {
    for cell in rows
        .iter_mut()
        .skip(1)
        .flat_map(|row| row.iter_mut().skip(1))
    {
        *cell = change(cell);
    }
    rows
}

/// The head changed, by the day.
fn headed(head: impl Fn(u32) -> String) -> Rows {
    let mut rows = plain();
    rows[0] = row("姓名", (1..=31).map(head));
    rows
}

fn turned(rows: &Rows) -> Rows {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let cell = |row: &Vec<String>, column: usize| row.get(column).cloned().unwrap_or_default();
    (0..columns)
        .map(|column| rows.iter().map(|row| cell(row, column)).collect())
        .collect()
}

fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("kept_tables");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn csv(name: &str, rows: &Rows) -> PathBuf {
    let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(",");
    let text: Vec<String> = rows.iter().map(line).collect();
    let path = folder().join(format!("{name}.csv"));
    std::fs::write(&path, text.join("\n")).unwrap();
    path
}

fn fill(sheet: &mut Worksheet, rows: &Rows) {
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(cells) {
            if !cell.is_empty() {
                sheet.write_string(row, column, cell).unwrap();
            }
        }
    }
}

fn saved(name: &str, mut workbook: Workbook) -> PathBuf {
    let path = folder().join(format!("{name}.xlsx"));
    workbook.save(&path).unwrap();
    path
}

fn read_by(path: &Path, team: &str, how: impl FnOnce(&mut How)) -> Result<(Roster, Taken), String> {
    let (problem, mut own) = problem_of(team, december());
    how(&mut own);
    match roster_sheet::read(path, december(), &problem, &own) {
        Ok(RosterSheet {
            roster, mut taken, ..
        }) => Ok((roster, taken.remove(0))),
        Err(RosterSheetFault::Table(fault)) => Err(fault.to_string()),
        Err(RosterSheetFault::Cells { faults, .. }) => Err(told(&faults)),
    }
}

/// Places and kinds of what is wrong.
fn told(faults: &[CellFault]) -> String {
    let one = |f: &CellFault| {
        let place = f.fault.file.rsplit('/').next().unwrap_or("");
        format!("{place} {:?} also {:?}", f.fault.kind, f.others)
    };
    faults.iter().map(one).collect::<Vec<_>>().join("\n")
}

fn read(path: &Path) -> Result<(Roster, Taken), String> {
    read_by(path, TEAM, |_| {})
}

/// What the plain table says.
fn wanted() -> Roster {
    // Tests run side by side.
    let name = format!("plain-{:?}", std::thread::current().id());
    read(&csv(&name, &plain())).unwrap().0
}

#[test]
fn the_plain_table_says_what_it_says() {
    let roster = wanted();
    let (problem, _) = problem_of(TEAM, december());
    for (person, pattern) in problem.everybody().zip([WANG, LI]) {
        for day in 0..31 {
            let code = roster
                .get(person, day)
                .map(|duty| problem.duties[duty].code.as_str());
            assert_eq!(code.unwrap_or(""), pattern[day % 5]);
        }
    }
}

#[test]
fn tables_of_every_kind_say_the_same() {
    let wanted = wanted();
    let weekday = |day: u32| ["一", "二", "三", "四", "五", "六", "日"][day as usize % 7];
    let mut cases: Vec<(&str, Rows)> = Vec::new();
    // The order of day and month is that of the row.
    cases.push(("day-first", headed(|d| format!("{d:02}/12/2026"))));
    cases.push(("day-first-dots", headed(|d| format!("{d}.12.26"))));
    cases.push(("month-first", headed(|d| format!("12/{d}/2026"))));
    cases.push(("day-month", headed(|d| format!("{d}/12"))));
    cases.push(("long", headed(|d| format!("2026年12月{d}日"))));
    cases.push(("no-year", headed(|d| format!("12月{d}日"))));
    cases.push((
        "only-the-first-has-a-month",
        headed(|d| {
            if d == 1 {
                "12/1".to_owned()
            } else {
                d.to_string()
            }
        }),
    ));
    cases.push((
        "weekday-beside",
        headed(|d| format!("{d} 周{}", weekday(d))),
    ));
    // Times in the cells.
    cases.push((
        "name-and-times",
        with(plain(), |code| match code {
            "D" => "白班 09:00-17:30".to_owned(),
            "N" => "晚班（22:00~次日06:00）".to_owned(),
            other => other.to_owned(),
        }),
    ));
    cases.push((
        "times-alone",
        with(plain(), |code| match code {
            "D" => "9:00 AM - 5:30 PM".to_owned(),
            "N" => "22：00—06：00".to_owned(),
            other => other.to_owned(),
        }),
    ));
    cases.push((
        "own-words",
        with(plain(), |code| match code {
            "D" => "√".to_owned(),
            "休" => "公差".to_owned(),
            other => other.to_owned(),
        }),
    ));
    cases.push((
        "rest-words",
        with(plain(), |code| {
            if code == "休" {
                "公休".to_owned()
            } else {
                code.to_owned()
            }
        }),
    ));
    cases.push((
        "empty-is-rest",
        with(plain(), |code| code.replace('休', "")),
    ));
    // Titles, weekdays, counts, legends, signatures.
    let mut rows = plain();
    rows.insert(0, vec!["2026年12月客服排班表（11月28日制）".to_owned()]);
    let week = row("星期", (1..=31).map(|d| weekday(d).to_owned()));
    rows.insert(2, week);
    rows.push(row("上班人数", (0..31).map(|_| "1".to_owned())));
    rows.push(row("D", (0..31).map(|_| "1".to_owned())));
    rows.push(row("", (0..31).map(|_| "2".to_owned())));
    rows.push(vec!["图例：D 白班 09:00-17:30".to_owned()]);
    rows.push(row("晚班", ["N".to_owned(), "22:00-06:00".to_owned()]));
    rows.push(vec![
        "制表：张三".to_owned(),
        String::new(),
        "审核：李四".to_owned(),
    ]);
    cases.push(("everything-around-it", rows));
    // Blocks.
    let half = |from: usize, to: usize| -> Rows {
        plain()
            .into_iter()
            .map(|r| [vec![r[0].clone()], r[from..=to].to_vec()].concat())
            .collect()
    };
    cases.push((
        "halves-below",
        [half(1, 15), vec![vec![]], half(16, 31)].concat(),
    ));
    cases.push((
        "weeks-below",
        [half(1, 10), half(11, 20), half(21, 30), half(31, 31)].concat(),
    ));
    let beside = half(1, 15).into_iter().zip(half(16, 31));
    cases.push((
        "halves-beside",
        beside.map(|(a, b)| [a, b].concat()).collect(),
    ));
    let mut rows = plain();
    rows.insert(2, rows[0].clone());
    cases.push(("a-head-for-each-group", rows));
    // Dates down, names in cells, a list.
    cases.push(("dates-down", turned(&plain())));
    let mut down = vec![row("日期", ["白班".to_owned(), "晚班".to_owned()])];
    let mut list = vec![["日期", "班次", "姓名"].map(str::to_owned).to_vec()];
    for day in 0..31 {
        let on = |code: &str| {
            let people = [("王芳", WANG), ("李娜", LI)];
            let there = people
                .iter()
                .filter(|(_, p)| p[day % 5] == code)
                .map(|(name, _)| *name);
            there.collect::<Vec<_>>().join("、")
        };
        down.push(row(&format!("2026/12/{}", day + 1), [on("D"), on("N")]));
        for (name, pattern) in [("李娜", LI), ("王芳", WANG)] {
            let code = pattern[day % 5];
            let code = if code.is_empty() { "休" } else { code };
            let date = format!("{:02}/12/2026", day + 1);
            list.push(vec![date, code.to_owned(), name.to_owned()]);
        }
    }
    cases.push(("names-in-cells-across", turned(&down)));
    cases.push(("names-in-cells-down", down));
    cases.push(("list", list));
    // Numbers before and behind, days of other months.
    let mut rows = plain();
    for (number, row) in rows.iter_mut().enumerate() {
        row.insert(
            0,
            if number == 0 {
                "序号".to_owned()
            } else {
                number.to_string()
            },
        );
        row.push(["备注", "", "考试"][number].to_owned());
    }
    cases.push(("numbered", rows));
    let mut rows = plain();
    for (number, row) in rows.iter_mut().enumerate() {
        row.insert(
            1,
            if number == 0 {
                "30".to_owned()
            } else {
                "N".to_owned()
            },
        );
        row.push(if number == 0 {
            "1".to_owned()
        } else {
            "N".to_owned()
        });
    }
    cases.push(("neighbours", rows));
    // Names and ids.
    let mut rows = plain();
    rows[1][0] = "王 芳（组长）".to_owned();
    rows[2][0] = "012".to_owned();
    cases.push(("names-with-notes-and-ids", rows));
    for (name, rows) in cases {
        let mut workbook = Workbook::new();
        fill(workbook.add_worksheet(), &rows);
        // One mechanism reads both.
        for path in [csv(name, &rows), saved(name, workbook)] {
            match read(&path) {
                Ok((roster, _)) => assert_eq!(roster, wanted, "{}", path.display()),
                Err(why) => panic!("{}: {why}", path.display()),
            }
        }
    }
}

#[test]
fn what_could_mean_two_things_is_refused_with_its_cell_and_reason() {
    let changed = |change: &dyn Fn(&mut Rows)| {
        let mut rows = plain();
        change(&mut rows);
        rows
    };
    let cases: Vec<(&str, Rows, &str)> = vec![
        (
            "other-title",
            changed(&|rows| rows.insert(0, vec!["十月排班".to_owned()])),
            "[A1] Roster { flaw: OtherMonth { text: \"十月排班\"",
        ),
        (
            "other-year",
            changed(&|rows| {
                rows[0] = row("", (1..=31).map(|d| format!("12-{d}")));
                rows.insert(0, vec!["2025年排班".to_owned()]);
            }),
            "OtherMonth { text: \"2025年排班\"",
        ),
        (
            "weekdays-of-another-month",
            changed(&|rows| {
                rows.insert(
                    1,
                    row(
                        "",
                        (0..31)
                            .map(|d| ["一", "二", "三", "四", "五", "六", "日"][d % 7].to_owned()),
                    ),
                )
            }),
            "[B2] Roster { flaw: Weekday { text: \"一\", date: 2026-12-01",
        ),
        (
            "weekday-in-the-head",
            headed(|d| format!("{d} 周一")),
            "Weekday { text: \"1 周一\"",
        ),
        (
            "zero",
            changed(&|rows| {
                for (n, row) in rows.iter_mut().enumerate() {
                    row.insert(
                        1,
                        if n == 0 {
                            "0".to_owned()
                        } else {
                            "D".to_owned()
                        },
                    );
                }
            }),
            "[B2] Roster { flaw: DayZero",
        ),
        (
            "a-column-without-date",
            changed(&|rows| rows[0][9].clear()),
            "[J2] Roster { flaw: Undated",
        ),
        (
            "a-day-left-out",
            changed(&|rows| {
                for row in rows.iter_mut() {
                    row.remove(9);
                }
            }),
            "missing: [\"2026-12-09\"]",
        ),
        (
            "only-rest-is-marked",
            with(plain(), |code| {
                if code == "休" {
                    code.to_owned()
                } else {
                    String::new()
                }
            }),
            "Empty { empty: ",
        ),
        (
            "leave-and-blanks",
            with(plain(), |code| {
                if code == "休" {
                    "年假".to_owned()
                } else {
                    String::new()
                }
            }),
            "Empty { empty: ",
        ),
        (
            "two-rows",
            changed(&|rows| rows.push(row("王 芳", codes(&LI, "休")))),
            "[A2] Twice { what: Person, name: \"王芳\" } also [\"A4\"]",
        ),
        (
            "leading-zeros",
            changed(&|rows| rows[1][0] = "7".to_owned()),
            "[A2] Roster { flaw: LeadingZero { text: \"7\", meant: \"007\", person: Some(\"王芳\")",
        ),
        (
            "strangers",
            changed(&|rows| {
                rows[1][0] = "王方".to_owned();
                rows[2][0] = "赵六".to_owned();
            }),
            "[A3] UnknownPerson { name: \"赵六\"",
        ),
        (
            "a-stranger-with-one-day",
            changed(&|rows| rows.push(vec!["赵六".to_owned(), String::new(), "8".to_owned()])),
            "[A4] UnknownPerson { name: \"赵六\"",
        ),
        (
            "times-differ",
            changed(&|rows| rows[1][1] = "白班 9:00-18:00".to_owned()),
            "[B2] Roster { flaw: TimesDiffer { text: \"白班 9:00-18:00\", code: \"D\", times: \"09:00-17:30\"",
        ),
        (
            "no-shift-at",
            changed(&|rows| rows[1][1] = "8:00-12:00".to_owned()),
            "[B2] Roster { flaw: NoShiftAt",
        ),
        (
            "unknown-codes",
            with(plain(), |code| code.replace('N', "X")),
            "[E2] UnknownCell { code: \"X\"",
        ),
        (
            "nameless",
            changed(&|rows| rows.push(row("", codes(&LI, "休")))),
            "[B4] NamelessRow",
        ),
        (
            "leave",
            changed(&|rows| {
                rows[1][1] = "年休假".to_owned();
                rows[1][2] = "年休假".to_owned();
                rows[2][5] = "S/L".to_owned();
            }),
            "kind: Some(\"年\"), from: 2026-12-01, to: 2026-12-02 }, LeaveFound { person: \"李娜\", word: \"S/L\", kind: None",
        ),
        (
            "columns-of-a-day",
            {
                let mut rows = vec![vec!["姓名".to_owned()], vec![String::new()]];
                for day in 1..=31 {
                    rows[0].extend([day.to_string(), String::new()]);
                    rows[1].extend(["预计".to_owned(), "实际".to_owned()]);
                }
                let times = (0..62).map(|n| ["09:00", "17:30"][n % 2].to_owned());
                rows.push(row("王芳", times.clone()));
                rows.push(row("李娜", times));
                rows
            },
            "SeveralColumns { columns: 2, heads: [\"预计\", \"实际\"]",
        ),
        (
            "double-duty",
            {
                let mut rows = vec![row("", (1..=31).map(|d| d.to_string()))];
                rows.push(row("白班", (0..31).map(|_| "王芳".to_owned())));
                rows.push(row(
                    "晚班",
                    (0..31).map(|d| ["李娜", "王芳"][usize::from(d == 4)].to_owned()),
                ));
                rows
            },
            "[F3] Roster { flaw: TwoShifts { person: \"王芳\", date: 2026-12-05",
        ),
        (
            "no-dates",
            vec![
                row("姓名", ["周一".to_owned(), "周二".to_owned()]),
                row("王芳", ["D".to_owned(), "N".to_owned()]),
            ],
            "NoDates",
        ),
        ("nothing", vec![vec!["x".to_owned()]], "NoDates"),
    ];
    for (name, rows, wanted) in cases {
        match read(&csv(name, &rows)) {
            Err(why) => assert!(why.contains(wanted), "{name}: {why}"),
            Ok((_, taken)) => panic!("{name} is read: {taken:?}"),
        }
    }
    // November has no 31st.
    let path = csv("day-31", &plain());
    let november = Month::new(2026, 11).unwrap();
    let (problem, how) = problem_of(TEAM, november);
    match roster_sheet::read(&path, november, &problem, &how) {
        Err(RosterSheetFault::Cells { faults, .. }) => {
            let why = told(&faults);
            assert!(
                why.contains("[AF2] Roster { flaw: NoSuchDay { text: \"31\""),
                "{why}"
            );
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let mut rows = plain();
    rows[1][0] = "王方".to_owned();
    rows[2][1] = "Q".to_owned();
    rows[2][2] = "Z".to_owned();
    rows.push(row("7", codes(&LI, "休")));
    let why = read(&csv("all-at-once", &rows)).unwrap_err();
    for part in ["\"王方\"", "\"Q\"", "\"Z\"", "meant: \"007\""] {
        assert!(why.contains(part), "{part} in {why}");
    }
}

#[test]
fn what_empty_cells_mean_can_be_said() {
    let marked = |code: &str| {
        if code == "休" {
            code.to_owned()
        } else {
            String::new()
        }
    };
    let path = csv("only-rest", &with(plain(), marked));
    let (roster, taken) = read_by(&path, TEAM, |how| how.empty = Some("d".to_owned())).unwrap();
    let day = |person: usize, day: usize| roster.cells[paiban::domain::PersonIx(person)][day];
    assert_eq!((day(0, 0), day(0, 2), day(0, 3)), (Some(0), None, Some(0)));
    let said = |left: &Left| matches!(left, Left::Empty { cells: 38, shift: Some(code), .. } if code == "D");
    assert!(taken.left.iter().any(said), "{:?}", taken.left);
    let rest = read_by(&path, TEAM, |how| how.empty = Some("休".to_owned())).unwrap();
    assert!(rest.0.cells.iter().flatten().all(Option::is_none));
    let why = read_by(&path, TEAM, |how| how.empty = Some("Q".to_owned())).unwrap_err();
    assert!(why.contains("EmptyMeans { text: \"Q\""), "{why}");
}

#[test]
fn what_nobody_sees_is_left_out_and_said() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let mut rows = plain();
    rows.insert(2, row("王芳", codes(&LI, "休")));
    for (number, row) in rows.iter_mut().enumerate() {
        row.insert(
            1,
            if number == 0 {
                "30".to_owned()
            } else {
                "N".to_owned()
            },
        );
    }
    fill(sheet, &rows);
    sheet.set_row_hidden(2).unwrap();
    sheet.set_column_hidden(1).unwrap();
    let (roster, taken) = read(&saved("hidden", workbook)).unwrap();
    assert_eq!(roster, wanted());
    assert!(
        taken.left.contains(&Left::HiddenRows("3".to_owned())),
        "{:?}",
        taken.left
    );
    assert!(
        taken.left.contains(&Left::HiddenColumns("B".to_owned())),
        "{:?}",
        taken.left
    );
}

#[test]
fn merged_cells_say_the_same_for_all_that_they_cover() {
    // 王芳 has D on the first two days: drawn as one cell, with something else beneath.
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let mut rows = plain();
    rows[1][2].clear();
    fill(sheet, &rows);
    sheet.merge_range(1, 1, 1, 2, "D", &Format::new()).unwrap();
    sheet.write_string(1, 2, "N").unwrap();
    let (roster, taken) = read(&saved("merged", workbook)).unwrap();
    assert_eq!(roster, wanted());
    assert!(
        taken.left.contains(&Left::Merged(vec!["B2:C2".to_owned()])),
        "{:?}",
        taken.left
    );
    assert!(
        taken.left.contains(&Left::Beneath(vec!["C2".to_owned()])),
        "{:?}",
        taken.left
    );
}

#[test]
fn sheets_are_chosen_by_what_is_in_them() {
    let other = with(plain(), |code| code.replace('N', "D"));
    let book = |sheets: &[(&str, &Rows)], name: &str| {
        let mut workbook = Workbook::new();
        for (title, rows) in sheets {
            let sheet = workbook.add_worksheet();
            sheet.set_name(*title).unwrap();
            fill(sheet, rows);
        }
        saved(name, workbook)
    };
    let wanted = wanted();
    // By their names, by their dates.
    let path = book(&[("11月", &other), ("12月", &plain())], "by-name");
    assert_eq!(read(&path).unwrap().0, wanted);
    let november = headed(|d| format!("2026-11-{:02}", d.min(30)));
    let december = headed(|d| format!("2026-12-{d:02}"));
    let path = book(&[("a", &november), ("b", &december)], "by-dates");
    let (roster, taken) = read(&path).unwrap();
    assert_eq!(
        (roster, taken.unread),
        (wanted.clone(), vec!["a".to_owned()])
    );
    // Two that differ are not chosen between.
    let path = book(&[("甲", &other), ("乙", &plain())], "two");
    let why = read(&path).unwrap_err();
    assert!(
        why.contains("SheetsDiffer { sheets: [\"甲\", \"乙\"], cells: 13 }"),
        "{why}"
    );
    let (roster, _) = read_by(&path, TEAM, |how| how.sheet = Some("乙".to_owned())).unwrap();
    assert_eq!(roster, wanted);
    let why = read_by(&path, TEAM, |how| how.sheet = Some("丙".to_owned())).unwrap_err();
    assert!(
        why.contains("NoSheet { name: \"丙\", known: [\"甲\", \"乙\"] }"),
        "{why}"
    );
    // Halves on two sheets are one month.
    let half = |from: usize, to: usize| -> Rows {
        plain()
            .into_iter()
            .map(|r| [vec![r[0].clone()], r[from..=to].to_vec()].concat())
            .collect()
    };
    let path = book(
        &[("上半月", &half(1, 15)), ("下半月", &half(16, 31))],
        "halves",
    );
    let (roster, taken) = read(&path).unwrap();
    assert_eq!(roster, wanted);
    assert_eq!(taken.sheets, ["上半月", "下半月"]);
}

#[test]
fn a_name_and_an_id_of_two_people_are_not_chosen_between() {
    let mut rows = plain();
    for (number, row) in rows.iter_mut().enumerate() {
        row.insert(1, ["工号", "007", "012"][number].to_owned());
    }
    assert_eq!(read(&csv("with-ids", &rows)).unwrap().0, wanted());
    rows[1][1] = "012".to_owned();
    let why = read(&csv("name-against-id", &rows)).unwrap_err();
    let wanted = "NameAndId { said: [\"王芳\", \"012\"], owner: \"李娜\" }";
    assert!(why.contains(wanted), "{why}");
}

#[test]
fn the_month_of_a_table_is_found() {
    let today = chrono::NaiveDate::from_ymd_opt(2027, 1, 15).unwrap();
    let month = |name: &str, rows: &Rows| {
        let month = roster_sheet::month_of(&csv(name, rows), today).unwrap();
        month.map(|month| month.to_string())
    };
    let titled = |title: &str, mut rows: Rows| {
        rows.insert(0, vec![title.to_owned()]);
        rows
    };
    let cases = [
        ("dated", headed(|d| format!("{d}/12/2025")), Some("2025-12")),
        // The nearest December.
        (
            "without-year",
            headed(|d| format!("12月{d}日")),
            Some("2026-12"),
        ),
        (
            "with-title",
            titled("2025年", headed(|d| format!("12月{d}日"))),
            Some("2026-12"),
        ),
        (
            "by-title",
            titled("2025年12月排班", plain()),
            Some("2025-12"),
        ),
        ("roster-2028-05", plain(), Some("2028-05")),
        ("days-alone", plain(), None),
    ];
    for (name, rows, wanted) in cases {
        assert_eq!(month(name, &rows).as_deref(), wanted, "{name}");
    }
    // What it was taken for is told to whoever listens.
    let (_, taken) = read(&csv("told", &plain())).unwrap();
    let words = paiban::report::note::words(&Note::Taken(Box::new(taken)));
    let wanted = "note: read as dates in row 1, names in column A, 2 people in rows 2–3";
    assert_eq!(words.en, wanted);
}
