//! Roster files as people and Excel save them: read, not refused.

use paiban::domain::time::Month;
use paiban::domain::{PersonIx, Problem, Roster};
use paiban::input::{RosterFile, Source, Team, parse_roster, write_roster};
use paiban::messages::message::render;
use paiban::text::Lang;
use std::path::{Path, PathBuf};

fn team() -> Problem {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/errors/team.toml");
    let team = Team::parse(Source::read(&path).unwrap()).unwrap();
    team.month(Month::new(2026, 12).unwrap(), None).unwrap().0
}

fn roster(problem: &Problem) -> Roster {
    let mut roster = Roster::empty(problem.people.len(), problem.days());
    for (person, row) in PersonIx::enumerate(&mut roster.cells) {
        for (day, cell) in row.iter_mut().enumerate() {
            *cell = [Some(0), Some(1), None][(person.0 + day) % 3];
        }
    }
    roster
}

/// The file as we write it, without byte-order mark.
fn plain(problem: &Problem) -> String {
    let text = write_roster(problem, &roster(problem));
    text.strip_prefix('\u{feff}').unwrap().to_owned()
}

fn written(name: &str, bytes: &[u8]) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("roster-files");
    std::fs::create_dir_all(&dir).unwrap();
    let path = dir.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

fn check(name: &str, bytes: &[u8]) -> RosterFile {
    let problem = team();
    let read = RosterFile::read(&written(name, bytes));
    let both = read.and_then(|file| Ok((file.roster(&problem)?, file)));
    match both {
        Ok((found, file)) => {
            assert_eq!(found, roster(&problem), "{name}");
            file
        }
        Err(fault) => panic!("{name}: {}", render(&fault, Lang::En, false)),
    }
}

#[test]
fn encodings() {
    let text = plain(&team());
    let (gbk, _, _) = encoding_rs::GB18030.encode(&text);
    assert!(check("gbk.csv", &gbk).gb18030);
    assert!(!check("bom.csv", format!("\u{feff}{text}").as_bytes()).gb18030);
    assert!(!check("plain.csv", text.as_bytes()).gb18030);
}

#[test]
fn line_ends_and_delimiters() {
    let text = plain(&team());
    for (name, from, to) in [
        ("lf", "\r\n", "\n"),
        ("macintosh", "\r\n", "\r"),
        ("semicolon", ",", ";"),
        ("tab", ",", "\t"),
        ("blanks", ",", " , "),
        ("blank-lines", "\r\n", "\r\n\r\n"),
        ("lower-case", "D", "d"),
        ("rest", ",,", ",休,"),
        ("quoted", "李雷", "\"李雷\""),
        ("by-id", "李雷", "1001"),
    ] {
        check(&format!("{name}.csv"), text.replace(from, to).as_bytes());
    }
    check(
        "sep.csv",
        format!("sep=;\r\n{}", text.replace(',', ";")).as_bytes(),
    );
    check("no-last-line-end.csv", text.trim_end().as_bytes());
}

#[test]
fn empty_rows_and_columns_that_excel_leaves() {
    let text = plain(&team());
    let wide = text.replace("\r\n", ",,,\r\n");
    check("wide.csv", wide.as_bytes());
    let empty = ",".repeat(34);
    check(
        "long.csv",
        format!("{wide}{empty}\r\n{empty}\r\n").as_bytes(),
    );
    check("above.csv", format!("{empty}\r\n{wide}").as_bytes());
}

#[test]
fn dates_as_excel_changes_them() {
    let months: [fn(usize) -> String; 8] = [
        |d| format!("2026/12/{d}"),
        |d| format!("2026.12.{d:02}"),
        |d| format!("12/{d}/2026"),
        |d| format!("{d}/12/2026"),
        |d| format!("{d}-Dec-26"),
        |d| format!("2026年12月{d}日"),
        |d| format!("2026-12-{d:02} 00:00:00"),
        |d| format!("2026-12-{d:02} 周二"),
    ];
    let text = plain(&team());
    let (_, rows) = text.split_once("\r\n").unwrap();
    for (index, month) in months.iter().enumerate() {
        let dates: Vec<String> = (1..=31).map(month).collect();
        let text = format!("姓名,{}\r\n{rows}", dates.join(","));
        check(&format!("dates-{index}.csv"), text.as_bytes());
    }
}

#[test]
fn what_is_written_is_read_again() {
    let problem = team();
    let text = write_roster(&problem, &roster(&problem));
    check("again.csv", text.as_bytes());
    let source = Source::new("again.csv", text.trim_start_matches('\u{feff}'));
    assert_eq!(parse_roster(&source).unwrap().rows.len(), 3);
}

fn beside(file: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/beside");
    folder.join(file)
}

/// February 2027 of a team file that has others beside it.
fn february(path: &Path) -> Problem {
    let team = Source::read(path).and_then(Team::parse);
    let month = Month::new(2027, 2).unwrap();
    let read = team.and_then(|team| team.month(month, None));
    read.unwrap_or_else(|f| panic!("{}", render(&f, Lang::En, false)))
        .0
}

fn is_same(a: &Problem, b: &Problem) {
    assert_eq!(a.people, b.people);
    assert_eq!(a.leave_years, b.leave_years);
    assert_eq!(a.demand, b.demand);
    assert_eq!(
        (&a.open, &a.closed, &a.quiet),
        (&b.open, &b.closed, &b.quiet)
    );
}

#[test]
fn people_and_demand_from_tables_are_those_of_a_team_file() {
    let plain = february(&beside("plain.toml"));
    is_same(&february(&beside("tables.toml")), &plain);
    assert_eq!(plain.people.len(), 3);
    // 19 weekdays with 3 needs on the phone and one for all, 4 Saturdays with one, and 12 February with one; on these last
    // 5 days three cells are empty, and nobody is needed.
    let count = |wanted: fn(u32) -> bool| {
        let needs = plain.demand.iter().flatten();
        needs.filter(|need| wanted(need.want)).count()
    };
    assert_eq!((count(|n| n > 0), count(|n| n == 0)), (81, 15));
    // As a Chinese Windows saves them, and with other marks between the cells.
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("beside");
    std::fs::create_dir_all(&folder).unwrap();
    for file in ["tables.toml", "tw.toml"] {
        std::fs::copy(beside(file), folder.join(file)).unwrap();
    }
    for (index, mark) in [",", ";", "\t"].into_iter().enumerate() {
        for file in ["people.csv", "demand.csv"] {
            let text = std::fs::read_to_string(beside(file)).unwrap();
            let text = text.replace(',', mark).replace('\n', "\r\n");
            let bytes = match index {
                0 => encoding_rs::GB18030.encode(&text).0.into_owned(),
                1 => format!("\u{feff}{text}").into_bytes(),
                _ => text.into_bytes(),
            };
            std::fs::write(folder.join(file), bytes).unwrap();
        }
        is_same(&february(&folder.join("tables.toml")), &plain);
    }
}

#[test]
fn closed_days_and_days_without_demand_are_no_working_days() {
    let problem = february(&beside("plain.toml"));
    // 1 February 2027 is a Monday; the team has demand from Monday to Saturday.
    for (day, closed, works) in [
        (0, false, true),
        (4, false, true),
        (5, false, true),
        (6, true, false),
        (-1, true, false),
        (-2, false, true),
        (27, true, false),
        (28, false, true),
        (34, true, false),
    ] {
        assert_eq!(problem.is_closed(day), closed, "{day}");
        assert_eq!(problem.is_working_day(day), works, "{day}");
    }
    let text = std::fs::read_to_string(beside("plain.toml")).unwrap();
    let open = text.replace("closed = [\"sun\"]", "calendar = \"none\"");
    let open = open.replace("calendar = \"tw\"\n", "");
    let team = Team::parse(Source::new("open.toml", open)).unwrap();
    let problem = team.month(Month::new(2027, 2).unwrap(), None).unwrap().0;
    assert!(!problem.is_closed(6) && !problem.is_working_day(6));
    assert!(problem.is_working_day(5) && !problem.is_working_day(-1));
}

#[test]
fn a_team_has_its_own_words_for_rest_and_leave() {
    let problem = february(&beside("plain.toml"));
    let mut roster = Roster::empty(problem.people.len(), problem.days());
    roster.cells[0][0] = Some(0);
    let text = write_roster(&problem, &roster);
    let row = |person: PersonIx| -> Vec<String> {
        let line = text.lines().nth(person.0 + 1).unwrap();
        line.split(',').skip(1).map(str::to_owned).collect()
    };
    assert_eq!(row(PersonIx(0))[..3], ["D@phone", "/", "/"]);
    assert_eq!(row(PersonIx(0))[9..12], ["病", "病", "/"]);
    // Leave that is fixed in a cell is granted; after the last day there is nothing.
    assert_eq!(row(PersonIx(1))[..3], ["/", "年", "/"]);
    assert_eq!(row(PersonIx(1))[19..21], ["/", ""]);
    let file =
        |text: &str| parse_roster(&Source::new("r.csv", text.trim_start_matches('\u{feff}')));
    let again = file(&text).unwrap();
    assert_eq!(again.roster(&problem).unwrap(), roster);
    let named = text.replace(",病,", ",sick leave,");
    assert_eq!(file(&named).unwrap().roster(&problem).unwrap(), roster);
    // Leave where none is granted is not taken for a day off.
    let wrong = text.replacen(",/", ",年", 1);
    assert!(file(&wrong).unwrap().roster(&problem).is_err());
    let pinned: Vec<i64> = problem.people[1].pinned.iter().map(|(d, _)| *d).collect();
    assert_eq!(pinned, [0]);
}
