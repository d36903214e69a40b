//! Tables as people write them, read as a roster; and what is said where that cannot be done.

use super::desk::{Desk, written};
use paiban::domain::PersonIx;
use paiban::domain::time::Month;
use paiban::input::roster_sheet::{self, CellFault, How, RosterSheetFault};
use paiban::messages::message::render;
use paiban::text::Lang;
use rust_xlsxwriter::{Format, Workbook};

/// A workbook with a sheet as a person would write it.
fn table(name: &str, rows: &[&[&str]]) -> std::path::PathBuf {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Dienst 表").unwrap();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(*cells) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(row, column, number).unwrap(),
                Err(_) => sheet.write_string(row, column, *cell).unwrap(),
            };
        }
    }
    written(name, &workbook.save_to_buffer().unwrap())
}

fn days() -> Vec<String> {
    (1..=28).map(|day: u32| day.to_string()).collect()
}

/// A row of a name and codes, rest for the remaining days.
fn row<'a>(name: &'a str, codes: &[&'a str]) -> Vec<&'a str> {
    let mut cells = vec![name];
    cells.extend_from_slice(codes);
    cells.resize(29, "");
    cells
}

fn faults(path: &std::path::Path, desk: &Desk) -> Vec<CellFault> {
    let month = Month::of(desk.problem.first);
    match roster_sheet::read(path, month, &desk.problem, &How::default()) {
        Err(RosterSheetFault::Cells { faults, .. }) => faults,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_table_as_people_write_it_is_read() {
    let desk = Desk::small();
    let days = days();
    let mut header = vec!["姓名"];
    header.extend(days.iter().map(String::as_str));
    header.extend(["工时", "说明"]);
    let ann = "Ann; B, \"C\" O'Neil";
    let rows: [&[&str]; 9] = [
        &["二月排班（草稿）"],
        &[],
        &header,
        &["星期", "日", "一"],
        &row("A01", &["D", "d", "休", "-", "S"]),
        &row(ann, &["G"]),
        &row("李娜", &[]),
        &row("周婷", &["", "off"]),
        &["∑ D", "1", "1"],
    ];
    let path = table("people.xlsx", &rows);
    let read = roster_sheet::read(
        &path,
        Month::new(2026, 2).unwrap(),
        &desk.problem,
        &How::default(),
    );
    let read = read.unwrap_or_else(|fault| panic!("{fault:?}"));
    let codes =
        |person: PersonIx| -> Vec<Option<usize>> { read.roster.cells[person][..5].to_vec() };
    assert_eq!(codes(PersonIx(0)), [Some(0), Some(0), None, None, Some(1)]);
    assert_eq!(codes(PersonIx(1)), [Some(2), None, None, None, None]);
    assert_eq!(codes(PersonIx(3)), [None; 5]);
    assert_eq!(read.taken[0].sheets, ["Dienst 表"]);
}

#[test]
fn dates_of_a_workbook_are_dates() {
    let desk = Desk::small();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let format = Format::new().set_num_format("m\"月\"d\"日\"");
    sheet.write_string(0, 0, "person").unwrap();
    for day in 0..28_u16 {
        // 46054 is the first of February 2026.
        let serial = f64::from(46_054 + i32::from(day));
        sheet
            .write_number_with_format(0, 1 + day, serial, &format)
            .unwrap();
    }
    for (row, who) in (1..).zip(&desk.problem.people) {
        sheet.write_string(row, 0, &who.id).unwrap();
        sheet.write_string(row, 28, "D").unwrap();
    }
    let path = written("dates.xlsx", &workbook.save_to_buffer().unwrap());
    let month = Month::of(desk.problem.first);
    let read = roster_sheet::read(&path, month, &desk.problem, &How::default()).unwrap();
    assert!(
        read.roster
            .cells
            .iter()
            .all(|row| row[27] == Some(0) && row[26].is_none())
    );
    // Asked for another month.
    let march = Month::new(2026, 3).unwrap();
    let refused = roster_sheet::read(&path, march, &Desk::small().problem, &How::default())
        .unwrap_or_else(|fault| {
            // The problem is of February, so that the table fits it, whatever is asked for.
            panic!("{fault:?}")
        });
    assert_eq!(refused.roster, read.roster);
}

#[test]
fn every_code_that_there_is_not_names_its_cell() {
    let desk = Desk::small();
    let days = days();
    let mut header = vec!["person"];
    header.extend(days.iter().map(String::as_str));
    let rows: [&[&str]; 5] = [
        &header,
        &row("王芳", &["D", "X", "D", "Dd"]),
        &row("A02", &["X", "X", "G"]),
        &row("李娜", &["", "", "7"]),
        &row("周婷", &[]),
    ];
    let path = table("unknown.xlsx", &rows);
    let found: Vec<(String, String)> = faults(&path, &desk)
        .iter()
        .map(|fault| {
            let file = fault.fault.file.rsplit('/').next().unwrap().to_owned();
            (file, fault.others.join(" "))
        })
        .collect();
    let place = |address: &str, others: &str| {
        (
            format!("unknown.xlsx [Dienst 表!{address}]"),
            others.to_owned(),
        )
    };
    assert_eq!(
        found,
        [place("C2", "B3 C3"), place("E2", ""), place("D4", "")]
    );
    let message = render(&faults(&path, &desk)[0].fault, Lang::En, false);
    assert!(
        message.starts_with("error: “王芳” has the unknown shift “X” on 2026-02-02\n"),
        "{message}"
    );
    assert!(message.contains("unknown.xlsx [Dienst 表!C2]"), "{message}");
    assert!(
        message.contains("The shifts are “D”, “S”, “G”"),
        "{message}"
    );
}

#[test]
fn other_mistakes_have_the_messages_of_roster_files() {
    let desk = Desk::small();
    let days = days();
    let mut header = vec!["person"];
    header.extend(days.iter().map(String::as_str));
    let (one, two, three, four) = (
        row("王芳", &[]),
        row("A02", &[]),
        row("李娜", &[]),
        row("周婷", &[]),
    );
    let people: [&[&str]; 4] = [&one, &two, &three, &four];
    let with = |header: &[&str], extra: &[&[&str]], name: &str| {
        let mut rows: Vec<&[&str]> = vec![header];
        rows.extend(people);
        rows.extend(extra);
        let faults = faults(&table(name, &rows), &desk);
        assert_eq!(faults.len(), 1);
        let place = faults[0].fault.file.rsplit('[').next().unwrap().to_owned();
        (format!("{}", faults[0].fault.kind), place)
    };
    let stranger = row("张三", &["2"]);
    let found = with(&header, &[&stranger], "stranger.xlsx");
    assert_eq!(
        found,
        (
            "unknown person `张三`".to_owned(),
            "Dienst 表!A6]".to_owned()
        )
    );
    let nameless = row("", &["D"]);
    let found = with(&header, &[&nameless], "nameless.xlsx");
    assert_eq!(
        found,
        (
            "a row without a name".to_owned(),
            "Dienst 表!B6]".to_owned()
        )
    );
    let mut odd = header.clone();
    odd[3] = "备注";
    let found = with(&odd, &[], "odd.xlsx");
    assert!(found.0.contains("missing: [\"2026-02-03\"]"), "{}", found.0);
    let found = with(&["person", "x", "y"], &[], "headless.xlsx");
    assert!(found.0.contains("NoDates"), "{}", found.0);
    let rows: [&[&str]; 2] = [&header, people[0]];
    let faults = faults(&table("alone.xlsx", &rows), &desk);
    assert_eq!(
        faults[0].fault.kind.to_string(),
        "[\"Ann; B, \\\"C\\\" O'Neil\", \"李娜\", \"周婷\"] missing"
    );
    assert!(faults[0].fault.file.ends_with(" [Dienst 表]"));
}
