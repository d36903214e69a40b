//! A month in several files: half of it in each, a week in each, a group in each. They are joined by people and dates,
//! and where two say different things both cells are named.

use super::*;
use crate::next_month::Shop;
use paiban::input::roster_sheet::read_all;

/// The plain table's days from one to another, by their full dates or as numbers alone.
fn part(from: usize, to: usize, dated: bool) -> Rows {
    let rows = if dated {
        headed(|d| format!("2026-12-{d:02}"))
    } else {
        plain()
    };
    rows.into_iter()
        .map(|row| [vec![row[0].clone()], row[from..=to].to_vec()].concat())
        .collect()
}

fn read_files(paths: &[PathBuf]) -> Result<(Roster, Vec<Taken>), String> {
    let (problem, how) = problem_of(TEAM, december());
    match read_all(paths, december(), &problem, &how) {
        Ok(read) => Ok((read.roster, read.taken)),
        Err(RosterSheetFault::Cells { faults, .. }) => Err(told(&faults)),
        Err(RosterSheetFault::Table(fault)) => Err(fault.to_string()),
    }
}

#[test]
fn parts_of_a_month_in_several_files_are_joined() {
    let week = |n: usize, dated| part(n * 7 + 1, (n * 7 + 7).min(31), dated);
    let halves = |dated| vec![part(1, 15, dated), part(16, 31, dated)];
    let weeks = |dated| (0..5).map(|n| week(n, dated)).collect::<Vec<_>>();
    let groups = || -> Vec<Rows> {
        let of = |row: usize| vec![plain()[0].clone(), plain()[row].clone()];
        vec![of(1), of(2)]
    };
    // A day that both have, and both alike.
    let overlap = vec![part(1, 16, true), part(16, 31, true)];
    let mut backwards = halves(true);
    backwards.reverse();
    let cases: [(&str, Vec<Rows>); 7] = [
        ("halves", halves(true)),
        ("halves-days", halves(false)),
        ("weeks", weeks(true)),
        ("weeks-days", weeks(false)),
        ("groups", groups()),
        ("overlap", overlap),
        ("backwards", backwards),
    ];
    for (name, files) in cases {
        let count = files.len();
        let files = files.iter().enumerate();
        let paths: Vec<PathBuf> = files
            .map(|(n, rows)| csv(&format!("{name}-{n}"), rows))
            .collect();
        let (roster, taken) = read_files(&paths).unwrap_or_else(|why| panic!("{name}: {why}"));
        assert_eq!(roster, wanted(), "{name}");
        let files: Vec<_> = taken
            .iter()
            .filter_map(|taken| taken.file.clone())
            .collect();
        assert_eq!(files.len(), count, "{name}");
    }
    // A workbook and a CSV file, one turned.
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet(), &turned(&part(1, 15, false)));
    let paths = [
        saved("first-half", workbook),
        csv("second-half", &part(16, 31, true)),
    ];
    assert_eq!(read_files(&paths).unwrap().0, wanted());
}

#[test]
fn files_that_contradict_each_other_or_leave_something_out_are_refused() {
    let first = csv("one-half", &part(1, 15, true));
    let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    let whole = name(&first);
    let cell = |rows: &mut Rows, row: usize, column: usize, text: &str| {
        rows[row][column] = text.to_owned();
    };
    // 王芳 has D on the 16th.
    let mut with_16 = part(1, 16, true);
    cell(&mut with_16, 1, 16, "N");
    let mut empty_16 = part(1, 16, true);
    cell(&mut empty_16, 1, 16, "");
    let second = || part(16, 31, true);
    let mut nobody = second();
    nobody.pop();
    let mut stranger = second();
    cell(&mut stranger, 2, 0, "赵六");
    let november: Rows = {
        let mut rows = part(1, 15, true);
        rows[0] = row("姓名", (1..=15).map(|d| format!("2026-11-{d:02}")));
        rows
    };
    let remark: Rows = vec![vec!["说明".to_owned()], vec!["请勿涂改".to_owned()]];
    let cases: [(&str, Rows, Rows, &[&str]); 7] = [
        (
            "differ",
            with_16,
            second(),
            &[
                "TwoShifts",
                "cells: [\"N\", \"D\"]",
                "differ-a.csv [Q2]",
                "differ-b.csv [B2]",
            ],
        ),
        (
            "empty",
            empty_16,
            second(),
            &[
                "TwoShifts",
                "cells: [\"D\", \"\"]",
                "empty-a.csv [Q2]",
                "empty-b.csv [B2]",
            ],
        ),
        (
            "gap",
            part(1, 14, true),
            second(),
            &["MissingDays", "missing: [\"2026-12-15\"]"],
        ),
        (
            "nobody",
            part(1, 15, true),
            nobody,
            &[
                "NoRow { person: \"李娜\", days: [\"2026-12-16\"",
                "\"2026-12-31\"]",
            ],
        ),
        (
            "stranger",
            part(1, 15, true),
            stranger,
            &["stranger-b.csv [A3]", "UnknownPerson { name: \"赵六\""],
        ),
        (
            "november",
            november,
            second(),
            &[
                "november-a.csv",
                "WrongMonth { found: \"2026-11\", wanted: \"2026-12\"",
            ],
        ),
        (
            "remark",
            part(1, 31, true),
            remark,
            &["remark-b.csv", "NoDates"],
        ),
    ];
    for (name, one, other, wanted) in cases {
        let paths = [
            csv(&format!("{name}-a"), &one),
            csv(&format!("{name}-b"), &other),
        ];
        let why = read_files(&paths).unwrap_err();
        for part in wanted {
            assert!(why.contains(part), "{name}: {part} is not in {why}");
        }
    }
    // One half alone is none.
    let why = read_files(&[first]).unwrap_err();
    assert!(why.contains("MissingDays") && why.contains(&whole), "{why}");
}

#[test]
fn every_command_that_reads_a_roster_joins_files_and_asks_for_the_month() {
    let shop = Shop::new("several-files", TEAM);
    let put = |name: &str, rows: &Rows| {
        std::fs::copy(csv(&format!("put-{name}"), rows), shop.dir.join(name)).unwrap();
    };
    put("a.csv", &part(1, 15, false));
    put("b.csv", &part(16, 31, false));
    let text = |name: &str| std::fs::read_to_string(shop.dir.join(name)).unwrap();
    // The two break rules of hours and rest, or none: what it exits with is not the point.
    let imported = said(shop.run("import team.toml a.csv b.csv --month 2026-12"));
    assert!(
        imported.contains("read as a.csv: dates in row 1"),
        "{imported}"
    );
    for (command, out) in [
        ("export team.toml FILES --format csv --out OUT", "out.csv"),
        ("chart team.toml FILES --kind month --out OUT", "out.svg"),
    ] {
        let command = |files: &str, out: &str| command.replace("FILES", files).replace("OUT", out);
        shop.ok(&command(
            "a.csv b.csv --month 2026-12",
            &format!("joined-{out}"),
        ));
        shop.ok(&command("2026-12/ROSTER.csv", &format!("whole-{out}")));
        assert_eq!(
            text(&format!("joined-{out}")),
            text(&format!("whole-{out}"))
        );
        // Days alone say no month.
        shop.exits(2, &command("a.csv b.csv", "none.csv"));
    }
    let check = |files: &str| {
        let mut json = shop.json(&format!("check team.toml {files}"));
        json["seconds"] = 0.into();
        json
    };
    assert_eq!(
        check("a.csv b.csv --month 2026-12"),
        check("2026-12/ROSTER.csv")
    );
    // A roster file is of its own month, whatever is asked for.
    let other = shop.exits(2, "check team.toml 2026-12/ROSTER.csv --month 2027-01");
    assert!(
        other.contains("the roster is of 2026-12, not of 2027-01"),
        "{other}"
    );
}

fn said(output: std::process::Output) -> String {
    [output.stdout, output.stderr]
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .concat()
}
