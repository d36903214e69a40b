//! The same for tables and policies: rosters, events and wages as CSV and as workbooks, policies, calendars beside a team
//! file. Reading ends in a result or in a message, in time, and never in a panic. `make fuzz` looks longer.

use super::mutations::{Change, change, changed, config, december, in_time, tell};
use paiban::domain::Problem;
use paiban::input::sheet_file::SheetFile;
use paiban::input::{
    Source, Team, events_file, policy_file, roster_sheet, volumes_file, wages_file,
};
use paiban::ledger::moment::Zone;
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Workbook};
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};

const TEAM: &str = r#"
[team]
name = "小店"

[[shift]]
code = "D"
name = "白班"
time = ["09:00-17:00"]

[[shift]]
code = "N"
name = "晚班"
time = ["17:00-22:00"]

[[person]]
id = "A01"
name = "王芳"

[[person]]
id = "A02"
name = "李娜"

[[demand]]
need = { "09:00-22:00" = 1 }
"#;

/// Tables as people keep them, the plain one first.
const ROSTERS: [&str; 4] = [
    "姓名,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31\n王芳,D,D,D,D,,,D,D,D,D,D,,,D,D,D,D,D,,,D,D,D,D,D,,,D,D,D,D\n李娜,N,N,N,N,,,N,N,N,N,N,,,N,N,N,N,N,,,N,N,N,N,N,,,N,N,N,N\n",
    "2026年12月排班表\n工号,姓名,12月1日,12月2日,12月3日,12月4日\n,,周二,周三,周四,周五\nA01,王芳,白班,白班 09:00-17:00,休,年假\n合计,,1,1,0,0\nA02,李娜,晚班,休,晚班,晚班\n",
    "person,01/12/2026,02/12/2026,03/12/2026,13/12/2026\n王芳,D,N,,D\n李娜,N,,D,N\n",
    "日期,班次,人员\n2026-12-01,D,王芳\n2026-12-01,N,李娜\n2026-12-02,D,\"王芳 李娜\"\n",
];

const EVENTS: [&str; 2] = [
    "person,category,date,at,minutes,amount,order,evidence,note\n王芳,complaint,2026-12-03,10:05,,,,log,\nA02,late,2026-12-04,09:10,10,,,clock,\n",
    "人员,类别,时间,凭证,备注\n王芳,投诉,2026-12-03 10:05,截图,\n李娜,迟到,2026/12/4 9:10,打卡,晚了\n",
];

const WAGES: &str = "姓名,工资,奖金,最低工资\n王芳,5200.50,300,2690\nA02,\"6,100\",0,2690\n";

const VOLUMES: [&str; 3] = [
    "date,time,contacts,handling\n2026-11-01,09:00,12,300\n2026-11-01,09:30-10:00,15,5:30\n",
    "进线统计\n日期,时段,咨询人数,接待人数\n2026/11/1,9点,\"1,200\",11\n合计,,1200,11\n",
    "咨询时间,客户\n2026-11-01 09:00:30,张三\n2026-11-01 09:01,李四\n",
];

const POLICIES: [&str; 3] = [
    include_str!("../../data/policies/tmall.toml"),
    include_str!("../../data/policies/taobao.toml"),
    include_str!("../../data/policies/refunds.toml"),
];

fn problem() -> Problem {
    let team = Team::parse(Source::new("team.toml", TEAM));
    team.and_then(|t| t.month(december(), None)).unwrap().0
}

/// A place of its own for each test: they run side by side.
fn place(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mutated");
    std::fs::create_dir_all(&folder).unwrap();
    folder.join(name)
}

fn read_roster(path: &Path, problem: &Problem) {
    let _ = in_time(|| {
        roster_sheet::read(path, december(), problem, &roster_sheet::How::default())
            .map_err(|f| format!("{f:?}"))
    });
}

fn read_events(bytes: Vec<u8>) {
    let _ = in_time(|| {
        let table = SheetFile::of_bytes("events.csv", bytes);
        table.map(|table| {
            let events = events_file::read(&table, Zone::SHANGHAI).map_err(|f| format!("{f:?}"));
            let wages = wages_file::read(&table).map_err(|f| format!("{f:?}"));
            (events.is_ok(), wages.is_ok())
        })
    });
}

/// A workbook of a text's cells: numbers as numbers, some cells merged, a row or column hidden.
fn workbook(text: &str, twist: u64) -> Option<Vec<u8>> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let rows = text.lines().take(200);
    for (row, line) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(line.split(',').take(200)) {
            let written = match cell.parse::<f64>() {
                Ok(number) if number.is_finite() => sheet.write_number(row, column, number),
                _ if cell.starts_with('=') => sheet.write_formula(row, column, cell),
                _ => sheet.write_string(row, column, cell.chars().take(300).collect::<String>()),
            };
            written.ok()?;
        }
    }
    let (row, column) = ((twist % 7) as u32, (twist / 7 % 9) as u16);
    match twist % 5 {
        0 => drop(sheet.merge_range(row, column, row + 1, column + 2, "D", &Format::new())),
        1 => drop(sheet.set_row_hidden(row)),
        2 => drop(sheet.set_column_hidden(column)),
        _ => {}
    }
    book.save_to_buffer().ok()
}

/// A workbook with one of its parts changed.
fn with_part(bytes: &[u8], part: usize, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let part = part % archive.len();
    let mut written = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        let text = if index == part { change(text) } else { text };
        let options = zip::write::SimpleFileOptions::default();
        written.start_file(file.name().unwrap(), options).unwrap();
        written.write_all(text.as_bytes()).unwrap();
    }
    written.finish().unwrap().into_inner()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn tables_of_rosters(which in 0..4_usize, changes in prop::collection::vec(change(), 1..5)) {
        let path = place("roster.csv");
        std::fs::write(&path, changed(ROSTERS[which].to_owned(), &changes)).unwrap();
        read_roster(&path, &problem());
    }

    #[test]
    fn tables_of_events_and_wages(which in 0..3_usize, changes in prop::collection::vec(change(), 1..5)) {
        let text = if which == 2 { WAGES } else { EVENTS[which] };
        read_events(changed(text.to_owned(), &changes).into_bytes());
    }

    #[test]
    fn tables_of_contacts(which in 0..3_usize, changes in prop::collection::vec(change(), 1..5)) {
        let bytes = changed(VOLUMES[which].to_owned(), &changes).into_bytes();
        in_time(|| SheetFile::of_bytes("volumes.csv", bytes).map(|table| volumes_file::read(&table).is_ok())).ok();
    }

    #[test]
    fn workbooks(which in 0..6_usize, twist in any::<u64>(), changes in prop::collection::vec(change(), 0..4)) {
        let text = if which < 4 { ROSTERS[which] } else { EVENTS[which - 4] };
        if let Some(bytes) = workbook(&changed(text.to_owned(), &changes), twist) {
            if which < 4 {
                let path = place("roster.xlsx");
                std::fs::write(&path, &bytes).unwrap();
                read_roster(&path, &problem());
            } else {
                read_events(bytes);
            }
        }
    }

    /// Bytes of a workbook that were spoilt on their way.
    #[test]
    fn spoilt_workbooks(twist in any::<u64>(), at in prop::collection::vec((any::<usize>(), any::<u8>()), 0..6), cut in 0..10_u8) {
        let Some(mut bytes) = workbook(ROSTERS[1], twist) else { return Ok(()) };
        let count = bytes.len();
        for (at, byte) in at {
            bytes[at % count] = byte;
        }
        if cut < 3 {
            bytes.truncate(twist as usize % count);
        }
        read_events(bytes);
    }

    /// Sound archives in which a part has been spoilt: other programs write such workbooks.
    #[test]
    fn workbooks_of_spoilt_parts(which in 0..6_usize, twist in any::<u64>(), part in any::<usize>(), changes in prop::collection::vec(change(), 1..4)) {
        let text = if which < 4 { ROSTERS[which] } else { EVENTS[which - 4] };
        let bytes = workbook(text, twist).unwrap();
        let bytes = with_part(&bytes, part, |text| changed(text, &changes));
        if which < 4 {
            let path = place("parts.xlsx");
            std::fs::write(&path, &bytes).unwrap();
            read_roster(&path, &problem());
        } else {
            read_events(bytes);
        }
    }

    #[test]
    fn policies(which in 0..3_usize, changes in prop::collection::vec(change(), 1..4)) {
        let text = changed(POLICIES[which].to_owned(), &changes);
        if let Err(fault) = in_time(|| policy_file::read(&Source::new("policy.toml", text))) {
            tell(&fault);
        }
    }

    #[test]
    fn calendars(changes in prop::collection::vec(change(), 1..4)) {
        let folder = place("calendar");
        std::fs::create_dir_all(&folder).unwrap();
        let text = include_str!("../../data/calendars/cn.toml").to_owned();
        std::fs::write(folder.join("own.toml"), changed(text, &changes)).unwrap();
        let team = TEAM.replace("name = \"小店\"", "name = \"小店\"\ncalendar = \"own\"");
        let path = folder.join("team.toml");
        std::fs::write(&path, team).unwrap();
        let read = in_time(|| Source::read(&path).and_then(Team::parse));
        if let Err(fault) = read.and_then(|team| team.month(december(), None)) {
            tell(&fault);
        }
    }
}

#[test]
fn the_tables_are_good_before_they_are_changed() {
    let (problem, path) = (problem(), place("good.csv"));
    std::fs::write(&path, ROSTERS[0]).unwrap();
    assert!(roster_sheet::read(&path, december(), &problem, &roster_sheet::How::default()).is_ok());
    for text in EVENTS {
        let table = SheetFile::of_bytes("events.csv", text.as_bytes().to_vec()).unwrap();
        assert!(events_file::read(&table, Zone::SHANGHAI).is_ok(), "{text}");
    }
    let table = SheetFile::of_bytes("wages.csv", WAGES.as_bytes().to_vec()).unwrap();
    assert!(wages_file::read(&table).is_ok());
    let none: &[Change] = &[];
    for text in POLICIES {
        let text = changed(text.to_owned(), none);
        assert!(policy_file::read(&Source::new("policy.toml", text)).is_ok());
    }
}
