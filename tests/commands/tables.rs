//! Rosters out of tables that people keep. `../shared/tables/rosters` has tables from public repositories with what a
//! reader should find, cell by cell; where they are not there, the tests say so and end. The small cases are beside the
//! other fixtures. Each table is read right, or refused with the true reason.

use paiban::domain::Problem;
use paiban::domain::time::Month;
use paiban::input::roster_sheet::{self, CellFault, How, RosterSheet, RosterSheetFault};
use paiban::input::{Source, Team};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn shared() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/tables/rosters");
    let there = folder.is_dir();
    if !there {
        println!("{} is not there: not tested", folder.display());
    }
    there.then_some(folder)
}

fn month(text: &str) -> Month {
    Month::parse(text).unwrap()
}

fn read(
    team: &str,
    table: &Path,
    month: Month,
    mut how: How,
) -> (Problem, Result<RosterSheet, Vec<CellFault>>) {
    let team = Team::parse(Source::new("team.toml", team)).unwrap_or_else(|f| panic!("{f}"));
    let (problem, _) = team.month(month, None).unwrap_or_else(|f| panic!("{f}"));
    how.words = team.words(&problem).unwrap();
    let read = roster_sheet::read(table, month, &problem, &how);
    let read = read.map_err(|fault| match fault {
        RosterSheetFault::Cells { faults, .. } => faults,
        RosterSheetFault::Table(fault) => panic!("{fault}"),
    });
    (problem, read)
}

/// What is wrong first, with its place.
fn reason(faults: &[CellFault]) -> String {
    let all = faults
        .iter()
        .map(|f| format!("{} {:?}", f.fault.file, f.fault.kind));
    all.collect::<Vec<_>>().join("\n")
}

/// A table with what stands in its cells.
struct Kept {
    file: &'static str,
    expected: &'static [&'static str],
    /// The month that is asked for, and for tables without a year or month that of the first.
    month: &'static str,
    empty: Option<&'static str>,
    /// Words that are leave there, granted on the days on which they stand.
    leave: &'static [&'static str],
    /// Shifts with their times in the cell.
    times: fn(&str) -> Option<(String, String)>,
    /// What a label before the rows means.
    label: Option<(&'static str, &'static str)>,
    /// Why it is refused; `None`: it is read.
    refused: Option<&'static str>,
}

const KEPT: Kept = Kept {
    file: "",
    expected: &[],
    month: "",
    empty: None,
    leave: &[],
    times: |_| None,
    label: None,
    refused: None,
};

/// `7:00 AM - 4:00 PM` as a name and the times of a shift.
fn noon(text: &str) -> Option<(String, String)> {
    let clock = |text: &str| {
        let (clock, half) = text.trim().split_once(' ')?;
        let (hours, minutes) = clock.split_once(':')?;
        let hours: u32 = hours.parse().ok()?;
        let hours = hours % 12 + if half == "PM" { 12 } else { 0 };
        Some(format!("{hours:02}:{minutes}"))
    };
    let (from, to) = text.split_once('-')?;
    Some((String::new(), format!("{}-{}", clock(from)?, clock(to)?)))
}

const TABLES: [Kept; 21] = [
    Kept {
        file: "cs-april-a1b2.xlsx",
        expected: &["cs-april-a1b2"],
        month: "2026-04",
        ..KEPT
    },
    Kept {
        file: "security-21-to-20.xlsx",
        expected: &["security-21-to-20"],
        month: "2025-04",
        refused: Some("MissingDays { first: 2025-03-21, last: 2025-04-20"),
        ..KEPT
    },
    Kept {
        // The same people in several shops of one sheet; one of them twice in one shop, with `●` and `消` on the 16th.
        file: "spa-two-sheets.xlsx",
        expected: &["spa-two-sheets-1"],
        month: "2026-07",
        refused: Some("!B8] Twice { what: Person, name: \"秀雲\" }"),
        ..KEPT
    },
    Kept {
        file: "leave-marks-only.xlsx",
        expected: &["leave-marks-only-fulltime", "leave-marks-only-parttime"],
        month: "2024-09",
        refused: Some("Empty {"),
        leave: &["病假", "事假"],
        ..KEPT
    },
    Kept {
        file: "leave-marks-only.xlsx",
        expected: &["leave-marks-only-fulltime", "leave-marks-only-parttime"],
        month: "2024-09",
        empty: Some("D"),
        leave: &["病假", "事假"],
        ..KEPT
    },
    Kept {
        file: "four-days-code-with-time.xlsx",
        expected: &["four-days-code-with-time"],
        month: "2026-06",
        times: |text| {
            let (name, times) = text.split_once(' ')?;
            Some((name.to_owned(), times.replace('~', "-")))
        },
        refused: Some("MissingDays { first: 2026-06-01, last: 2026-06-04"),
        ..KEPT
    },
    Kept {
        file: "dates-down-three-names.xlsx",
        expected: &["dates-down-three-names"],
        month: "2024-04",
        label: Some(("值班人员", "值班")),
        ..KEPT
    },
    Kept {
        file: "soc-dates-down-coloured.xlsx",
        expected: &["soc-dates-down-coloured"],
        month: "2026-08",
        ..KEPT
    },
    Kept {
        // Thirty days that begin on a Friday.
        file: "doctors-dates-down.xlsx",
        expected: &["doctors-dates-down"],
        month: "2024-11",
        ..KEPT
    },
    Kept {
        file: "hangar-two-head-rows.xlsx",
        expected: &["hangar-two-head-rows"],
        month: "2025-10",
        leave: &["P/L", "S/L"],
        refused: Some("Roster!C2] Roster { flaw: Weekday { text: \"MON\", date: 2025-10-01"),
        ..KEPT
    },
    Kept {
        // A month that begins on a Monday.
        file: "hangar-two-head-rows.xlsx",
        expected: &["hangar-two-head-rows"],
        month: "2025-12",
        leave: &["P/L", "S/L"],
        ..KEPT
    },
    Kept {
        file: "rest-marks-zero-based.xlsx",
        expected: &["rest-marks-zero-based"],
        month: "2026-10",
        empty: Some("D"),
        refused: Some("DayZero"),
        ..KEPT
    },
    Kept {
        file: "list-and-matrix-sheets.xlsx",
        expected: &["list-and-matrix-sheets"],
        month: "2026-10",
        ..KEPT
    },
    Kept {
        file: "twenty-five-days.xlsx",
        expected: &["twenty-five-days"],
        month: "2026-09",
        refused: Some("MissingDays { first: 2026-09-01, last: 2026-09-25"),
        ..KEPT
    },
    Kept {
        file: "twenty-five-days.csv",
        expected: &["twenty-five-days"],
        month: "2026-09",
        refused: Some("MissingDays { first: 2026-09-01, last: 2026-09-25"),
        ..KEPT
    },
    Kept {
        file: "week-start-finish-columns.xlsx",
        expected: &["cs-april-a1b2"],
        month: "2019-10",
        // Start and finish of each day are read; it is one week.
        refused: Some("MissingDays { first: 2019-10-28, last: 2019-11-03"),
        ..KEPT
    },
    Kept {
        file: "six-weeks-and-more-plan.xlsx",
        expected: &["six-weeks-and-more-plan"],
        month: "2021-06",
        ..KEPT
    },
    Kept {
        // Two duties on a day.
        file: "shifts-down-names-in-cells.xlsx",
        expected: &["shifts-down-names-in-cells-2020-09"],
        month: "2020-09",
        refused: Some("September!H7] Roster { flaw: TwoShifts { person: \"Sean\""),
        ..KEPT
    },
    Kept {
        file: "attendance-signs-by-hand.xlsx",
        expected: &["attendance-signs-by-hand"],
        month: "2021-05",
        ..KEPT
    },
    Kept {
        file: "japanese-number-codes.xlsx",
        expected: &["japanese-number-codes"],
        month: "2018-05",
        ..KEPT
    },
    Kept {
        file: "contact-centre-228-days.csv",
        expected: &["contact-centre-228-days"],
        month: "2026-03",
        leave: &["Vacation"],
        times: noon,
        ..KEPT
    },
];

const REST: [&str; 9] = ["休", "休息", "OFF", "O", "×", "休假", "指休", "希", "-"];

/// What stands in somebody's cells, by the dates of the file.
type Cells = BTreeMap<(String, String), String>;

fn expected(folder: &Path, kept: &Kept) -> (Vec<String>, Cells) {
    let (mut people, mut cells) = (Vec::new(), Cells::new());
    for name in kept.expected {
        let text = std::fs::read_to_string(folder.join(format!("expected/{name}.csv"))).unwrap();
        let mut lines = text.trim_start_matches('\u{feff}').lines();
        let dates: Vec<&str> = lines.next().unwrap().split(',').skip(1).collect();
        for line in lines {
            let mut fields = line.split(',');
            let person = fields.next().unwrap().to_owned();
            for (date, code) in dates.iter().zip(fields) {
                cells.insert((person.clone(), dated(date, kept)), code.trim().to_owned());
            }
            people.push(person);
        }
    }
    (people, cells)
}

/// A date of the file as one of the month: some have no year, some not even a month.
fn dated(date: &str, kept: &Kept) -> String {
    let (year, number) = kept.month.split_once('-').unwrap();
    let mut parts = date.splitn(3, '-');
    let (own_year, own_month, day) = (parts.next(), parts.next(), parts.next());
    let moved = kept.file.starts_with("hangar");
    match (own_year, own_month, day) {
        (Some(y), Some(m), Some(d)) => {
            let year = if y == "XXXX" || moved { year } else { y };
            let month = if m == "XX" || moved { number } else { m };
            format!("{year}-{month}-{d}")
        }
        _ => date.to_owned(),
    }
}

/// A small team with the people and codes of a table, and each code's own meaning.
fn team(kept: &Kept, people: &[String], cells: &Cells) -> (String, BTreeMap<String, String>) {
    let mut text = "[team]\nname = \"t\"\n".to_owned();
    let (mut words, mut codes) = (String::new(), BTreeMap::new());
    let mut used: BTreeSet<&str> = cells.values().map(String::as_str).collect();
    // A team has a shift at least.
    used.insert(kept.empty.unwrap_or("D"));
    used.remove("");
    for (number, word) in used.into_iter().enumerate() {
        if REST.contains(&word) {
            words.push_str(&format!("\"{word}\" = \"rest\"\n"));
            continue;
        }
        if kept.leave.contains(&word) {
            continue;
        }
        let plain = word.chars().all(char::is_alphanumeric) && word != "上班";
        let code = if plain {
            word.to_owned()
        } else {
            format!("K{number}")
        };
        let own = (kept.times)(word);
        let usual = format!("{:02}:{:02}-{:02}:00", number % 9, number, number % 9 + 9);
        let (name, times) = own.clone().unwrap_or((String::new(), usual));
        let name = if name.is_empty() { code.clone() } else { name };
        text.push_str(&format!(
            "[[shift]]\ncode = \"{code}\"\nname = \"{name}\"\nname-en = \"{name}\"\ntime = [\"{times}\"]\n"
        ));
        if !plain && own.is_none() {
            words.push_str(&format!("\"{word}\" = \"{code}\"\n"));
        }
        codes.insert(code, word.to_owned());
    }
    if let Some((label, code)) = kept.label {
        words.push_str(&format!("\"{label}\" = \"{code}\"\n"));
    }
    text.push_str(&format!(
        "[words]\n{words}\n[[demand]]\nneed = {{ \"09:00-12:00\" = 1 }}\n"
    ));
    let mut known = BTreeSet::new();
    for person in people {
        // One shop's people stand behind the shop's name, with notes.
        let person = if kept.file.starts_with("spa") {
            person.split([' ', '(']).nth(1).unwrap()
        } else {
            person
        };
        if known.insert(person) {
            text.push_str(&format!("[[person]]\nname = \"{person}\"\n"));
        }
    }
    for ((person, date), code) in cells {
        if kept.leave.contains(&code.as_str()) {
            text.push_str(&format!(
                "[[leave]]\nperson = \"{person}\"\nfrom = {date}\nstate = \"granted\"\n"
            ));
        }
    }
    (text + "[rules.cover]\nweight = 10\n", codes)
}

#[test]
fn tables_from_public_repositories_are_read_right_or_refused_with_the_true_reason() {
    let Some(folder) = shared() else { return };
    for kept in &TABLES {
        let (people, cells) = expected(&folder, kept);
        let (text, codes) = team(kept, &people, &cells);
        let how = How {
            empty: kept.empty.map(str::to_owned),
            ..How::default()
        };
        let (problem, read) = read(&text, &folder.join(kept.file), month(kept.month), how);
        let name = format!("{} {}", kept.file, kept.month);
        let roster = match (read, kept.refused) {
            (Ok(read), None) => read.roster,
            (Err(faults), Some(wanted)) => {
                let why = reason(&faults);
                assert!(why.contains(wanted), "{name}: {why}");
                continue;
            }
            (Ok(read), Some(_)) => panic!("{name} is read: {:?}", read.taken),
            (Err(faults), None) => panic!("{name}: {}", reason(&faults)),
        };
        let mut compared = 0;
        for person in problem.everybody() {
            for day in 0..problem.days() {
                let key = (
                    problem.people[person].name.clone(),
                    problem.date(day as i64).to_string(),
                );
                let Some(wanted) = cells.get(&key) else {
                    continue;
                };
                let code = roster
                    .get(person, day)
                    .map(|duty| &problem.duties[duty].code);
                let found = code.map_or("", |code| codes[code].as_str());
                let free = REST.contains(&wanted.as_str()) || kept.leave.contains(&wanted.as_str());
                let wanted = match wanted.as_str() {
                    _ if free => "",
                    "" => kept.empty.unwrap_or(""),
                    code => code,
                };
                assert_eq!(found, wanted, "{name}: {key:?}");
                compared += 1;
            }
        }
        // Every cell of the month is in the file that was read by hand.
        assert_eq!(compared, problem.people.len() * problem.days(), "{name}");
    }
}

#[test]
fn a_week_without_dates_is_refused_for_having_none() {
    let Some(folder) = shared() else { return };
    let text = std::fs::read_to_string(folder.join("week-am-pm.csv")).unwrap();
    let people = text
        .lines()
        .skip(1)
        .filter_map(|line| line.split(',').nth(1));
    let people: BTreeSet<String> = people.map(str::to_owned).collect();
    let mut team = "[team]\nname = \"t\"\n[[shift]]\ncode = \"Bar\"\ntime = [\"09:00-17:00\"]\n\
        [[demand]]\nneed = { \"09:00-12:00\" = 1 }\n[rules.cover]\nweight = 10\n"
        .to_owned();
    for person in people {
        team.push_str(&format!("[[person]]\nname = \"{person}\"\n"));
    }
    let path = folder.join("week-am-pm.csv");
    let (_, read) = read(&team, &path, month("2026-03"), How::default());
    let why = reason(&read.unwrap_err());
    assert!(
        why.contains("NoDates { weekday: Some(\"SundayAM\")"),
        "{why}"
    );
}

/// The small tables: how each is refused, or that it is read as all others are.
const SMALL: [(&str, &str); 9] = [
    ("09b", "MissingDays { first: 2026-11-26, last: 2026-12-25"),
    ("19b", "MissingDays { first: 2026-12-07, last: 2026-12-13"),
    ("20-", "[D2] UnknownCell { code: \"休假\""),
    (
        "30-",
        "[A1] Roster { flaw: OtherMonth { text: \"2026年10月客服排班表\"",
    ),
    ("31-", "[B2] Roster { flaw: DayZero"),
    ("32-", "Empty { empty: 44, free: 18, shifts: 0 }"),
    (
        "43-",
        "[S!B2] Roster { flaw: Weekday { text: \"日\", date: 2026-12-01",
    ),
    ("46-", "[S!A2] Twice"),
    ("47-", "[AF3] Roster { flaw: NoSuchDay { text: \"31\""),
];

#[test]
fn small_tables_are_read_as_one_roster_or_refused_with_the_true_reason() {
    let Some(folder) = shared() else { return };
    let folder = folder.join("small");
    let pattern = ["D", "D", "", "N", "N", "", "D"];
    let other = ["N", "", "D", "D", "", "N", "N"];
    let mut seen = 0;
    let mut files: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !name.ends_with(".csv") && !name.ends_with(".xlsx") {
            continue;
        }
        seen += 1;
        let of = if name.starts_with("46") {
            "team-day-night.toml"
        } else {
            "team.toml"
        };
        let team = std::fs::read_to_string(folder.join(of)).unwrap();
        let asked = ["31", "47"].iter().any(|n| name.starts_with(n));
        let asked = if asked { "2026-11" } else { "2026-12" };
        let (problem, read) = read(&team, &path, month(asked), How::default());
        let refused = SMALL.iter().find(|(n, _)| name.starts_with(n));
        let roster = match (read, refused) {
            (Ok(read), None) => read.roster,
            (Err(faults), Some((_, wanted))) => {
                let why = reason(&faults);
                assert!(why.contains(wanted), "{name}: {why}");
                continue;
            }
            (Ok(read), Some(_)) => panic!("{name} is read: {:?}", read.taken),
            (Err(faults), None) => panic!("{name}: {}", reason(&faults)),
        };
        for (person, pattern) in problem.everybody().zip([pattern, other]) {
            for day in 0..problem.days() {
                let code = roster
                    .get(person, day)
                    .map(|duty| &problem.duties[duty].code);
                let found = code.map_or("", String::as_str);
                assert_eq!(found, pattern[day % 7], "{name}: day {day}");
            }
        }
    }
    assert!(seen > 30, "{seen} small tables");
}
