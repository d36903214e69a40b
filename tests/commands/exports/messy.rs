//! Workbooks as supervisors keep them: other columns, moved rows, merged cells, several sheets, everything typed by hand.

use super::desk::{Desk, written};
use paiban::domain::PersonIx;
use paiban::domain::time::Month;
use paiban::input::roster_sheet::{self, How, RosterSheet, RosterSheetFault};
use rust_xlsxwriter::{Format, Workbook, Worksheet};

type Rows = Vec<Vec<String>>;

/// The weekdays of February 2026, which begins on a Sunday.
const WEEK: [&str; 7] = ["日", "一", "二", "三", "四", "五", "六"];

/// The small desk's roster as rows of text: dates, then people.
fn rows(desk: &Desk) -> Rows {
    let mut header = vec!["姓名".to_owned()];
    header.extend((1..=desk.problem.days()).map(|day| day.to_string()));
    let mut rows = vec![header];
    for (person, who) in PersonIx::enumerate(&desk.problem.people) {
        let mut row = vec![who.name.clone()];
        row.extend(desk.roster.cells[person].iter().map(|duty| {
            let duty = duty.map(|duty| desk.problem.duties[duty].code.clone());
            duty.unwrap_or_default()
        }));
        rows.push(row);
    }
    rows
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

fn read(desk: &Desk, name: &str, mut workbook: Workbook) -> Result<RosterSheet, RosterSheetFault> {
    let path = written(name, &workbook.save_to_buffer().unwrap());
    let month = Month::of(desk.problem.first);
    roster_sheet::read(&path, month, &desk.problem, &How::default())
}

/// What happens to the rows before they are written.
type Change = fn(&mut Rows);

fn in_codes(rows: &mut Rows, change: impl Fn(&str) -> String) {
    for cell in rows.iter_mut().skip(1).flat_map(|row| &mut row[1..]) {
        *cell = change(cell);
    }
}

fn in_header(rows: &mut Rows, change: impl Fn(usize) -> String) {
    for (day, cell) in rows[0].iter_mut().enumerate().skip(1) {
        *cell = change(day);
    }
}

#[test]
fn what_is_unmistakable_is_read() {
    let desk = Desk::small();
    let cases: [(&str, Change); 17] = [
        ("ids-and-numbers-before-the-names", |rows| {
            for (index, row) in rows.iter_mut().enumerate() {
                let number = if index == 0 {
                    "序号".to_owned()
                } else {
                    index.to_string()
                };
                row.insert(0, number);
                row.insert(2, ["组别", "售前"][usize::from(index > 0)].to_owned());
            }
        }),
        ("remarks-behind-the-days", |rows| {
            rows[0].push("备注".to_owned());
            rows[2].push("本月考试".to_owned());
        }),
        ("people-in-another-order", |rows| rows[1..].reverse()),
        ("blank-rows", |rows| {
            rows.insert(2, vec![]);
            rows.insert(1, vec![String::new()]);
        }),
        ("titles-above", |rows| {
            rows.insert(
                0,
                vec!["客服部".to_owned(), "二月".to_owned(), "排班表".to_owned()],
            );
            rows.insert(1, vec!["制表".to_owned(), "小王".to_owned()]);
        }),
        ("weekdays-below-the-dates", |rows| {
            let mut week = vec![String::new()];
            week.extend((0..28).map(|day| WEEK[day % 7].to_owned()));
            rows.insert(1, week);
        }),
        ("sums-and-remarks-below", |rows| {
            rows.push(vec!["合计".to_owned(), "3".to_owned(), "2".to_owned()]);
            rows.push(vec!["说明：春节安排另行通知".to_owned()]);
            rows.push(vec!["制表人：".to_owned(), String::new()]);
        }),
        ("dates-with-months", |rows| {
            in_header(rows, |day| format!("2月{day}日"))
        }),
        ("dates-with-strokes", |rows| {
            in_header(rows, |day| format!("2/{day}"))
        }),
        ("dates-with-weekdays", |rows| {
            in_header(rows, |day| format!("{day}日 周{}", WEEK[(day - 1) % 7]))
        }),
        ("dates-in-brackets", |rows| {
            in_header(rows, |day| format!("{day}({})", WEEK[(day - 1) % 7]))
        }),
        ("full-width", |rows| {
            in_codes(rows, |code| {
                code.replace('D', "Ｄ")
                    .replace('S', "Ｓ")
                    .replace('G', "ｇ")
            });
        }),
        ("lower-case-and-blanks", |rows| {
            in_codes(rows, |code| format!(" {}\u{3000}", code.to_lowercase()));
        }),
        ("names-of-shifts", |rows| {
            in_codes(rows, |code| match code {
                "D" => "白班".to_owned(),
                "S" => "分段班".to_owned(),
                "G" => "graveyard".to_owned(),
                _ => "休息".to_owned(),
            });
        }),
        ("rest-in-many-words", |rows| {
            in_codes(rows, |code| {
                if code.is_empty() {
                    "—".to_owned()
                } else {
                    code.to_owned()
                }
            });
        }),
        ("names-with-blanks", |rows| {
            rows[1][0] = "王 芳".to_owned();
            rows[3][0] = "李\u{3000}娜 ".to_owned();
        }),
        ("ids-for-names", |rows| {
            rows[1][0] = "a01".to_owned();
            rows[2][0] = "Ａ０２".to_owned();
        }),
    ];
    for (name, change) in cases {
        let mut rows = rows(&desk);
        change(&mut rows);
        let mut workbook = Workbook::new();
        fill(workbook.add_worksheet(), &rows);
        match read(&desk, &format!("{name}.xlsx"), workbook) {
            Ok(read) => assert_eq!(read.roster, desk.roster, "{name}"),
            Err(fault) => panic!("{name}: {fault:?}"),
        }
    }
}

#[test]
fn the_sheet_with_the_roster_is_found() {
    let desk = Desk::small();
    let mut workbook = Workbook::new();
    let notes = workbook.add_worksheet();
    notes.set_name("说明").unwrap();
    notes.write_string(0, 0, "请填班表").unwrap();
    let hidden = workbook.add_worksheet();
    fill(hidden, &rows(&desk.changed(PersonIx(0), 2, "S")));
    hidden.set_name("旧").unwrap().set_hidden(true);
    let sheet = workbook.add_worksheet();
    fill(sheet, &rows(&desk));
    sheet.set_name("二月").unwrap();
    let read = read(&desk, "third-sheet.xlsx", workbook).unwrap();
    assert_eq!(read.roster, desk.roster);
    assert_eq!(read.taken[0].sheets, ["二月"]);
    assert_eq!(read.taken[0].unread, ["说明"]);
}

#[test]
fn a_merged_cell_is_the_shift_of_all_its_days() {
    let desk = Desk::small();
    let wanted = (4..8).fold(desk.changed(PersonIx(0), 4, "G"), |desk, day| {
        desk.changed(PersonIx(0), day, "G")
    });
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let mut rows = rows(&desk);
    for day in 4..8 {
        rows[1][1 + day] = String::new();
    }
    fill(sheet, &rows);
    sheet.merge_range(1, 5, 1, 8, "G", &Format::new()).unwrap();
    let read = read(&desk, "merged.xlsx", workbook).unwrap();
    assert_eq!(read.roster, wanted.roster);
}

#[test]
fn what_could_mean_two_things_is_not_guessed() {
    let desk = Desk::small();
    let refused: [(&str, Change, &str); 5] = [
        ("row-twice", |rows| rows.push(rows[1].clone()), "twice"),
        (
            "twice-with-a-blank",
            |rows| {
                let mut row = rows[1].clone();
                row[0] = "王 芳".to_owned();
                rows.push(row);
            },
            "twice",
        ),
        (
            "a-day-left-out",
            |rows| {
                for row in rows.iter_mut() {
                    row.remove(5);
                }
            },
            "2026-02-05",
        ),
        (
            "a-code-too-many",
            |rows| rows[1].push("D".to_owned()),
            "undated",
        ),
        (
            "a-person-left-out",
            |rows| {
                rows.remove(3);
            },
            "李娜",
        ),
    ];
    for (name, change, part) in refused {
        let mut rows = rows(&desk);
        change(&mut rows);
        let mut workbook = Workbook::new();
        fill(workbook.add_worksheet(), &rows);
        match read(&desk, &format!("{name}.xlsx"), workbook) {
            Err(RosterSheetFault::Cells { faults, .. }) => {
                let said = format!("{} {:?}", faults[0].fault.kind, faults[0].fault.kind);
                assert!(said.to_lowercase().contains(part), "{name}: {said}");
            }
            other => panic!("{name}: {other:?}"),
        }
    }
}
