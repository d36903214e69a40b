//! The cases of public complaints about tables, and those of a month's ends and of years without a calendar, by the
//! program itself: `tests/fixtures/cases` has the inputs.

use super::*;
use crate::next_month::Shop;
use serde_json::Value;

/// A shop with the files of a case.
fn shop(case: &str, team: &str) -> Shop {
    let from = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/cases")
        .join(case);
    let text = std::fs::read_to_string(from.join(team)).unwrap();
    let shop = Shop::new(&format!("{case}-{team}"), &text);
    for entry in std::fs::read_dir(&from).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() && path.file_name().unwrap() != "team.toml" {
            std::fs::copy(&path, shop.dir.join(path.file_name().unwrap())).unwrap();
        }
    }
    shop
}

/// Names with their cells, rest empty: what `import` writes of a table.
fn imported(shop: &Shop, table: &str) -> Vec<String> {
    let output = shop.run(&format!("import team.toml {table} --month 2026-12 --force"));
    assert_ne!(
        output.status.code(),
        Some(2),
        "{table}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = std::fs::read_to_string(shop.dir.join("2026-12/ROSTER.csv")).unwrap();
    text.lines()
        .skip(1)
        .map(|line| line.trim_end().to_owned())
        .collect()
}

/// A row: so many empty cells, so many of a code, the rest of the month empty.
fn cells(name: &str, before: usize, code: &str, days: usize) -> String {
    let worked = before..before + days;
    let cells = (0..31).map(|day| if worked.contains(&day) { code } else { "" });
    let cells: Vec<&str> = cells.collect();
    format!("{name},{}", cells.join(","))
}

fn four() -> Vec<String> {
    vec![
        cells("王芳", 0, "D", 16),
        cells("李娜", 0, "N", 16),
        cells("张敏", 16, "D", 15),
        cells("刘洋", 16, "N", 15),
    ]
}

#[test]
fn the_cases_of_tables_are_read_or_refused_with_the_true_reason() {
    // 04: what is seen of a merged cell counts for both days, what lies beneath is told.
    let merged = shop("04-merged", "team.toml");
    assert_eq!(imported(&merged, "hidden.xlsx"), [cells("王芳", 0, "D", 2)]);
    let said = merged.run("import team.toml hidden.xlsx --month 2026-12 --force");
    let said = String::from_utf8_lossy(&said.stderr).into_owned();
    assert!(
        said.contains("beneath merged cells, which nobody sees, in C2"),
        "{said}"
    );
    // 06: a row of 31 numbers is no head; numbers without their zeros are named with what they were.
    let numbers = shop("06-numbers", "seq.toml");
    let wanted = [cells("王芳", 0, "1", 31), cells("李娜", 0, "", 0)];
    assert_eq!(imported(&numbers, "seq-everyday.xlsx"), wanted);
    let ids = shop("06-numbers", "team.toml");
    let said = ids.exits(2, "import team.toml realistic.xlsx --month 2026-12");
    for part in [
        "nobody has the number “7”; “007” is “王芳”",
        "nobody has the number “12”; “012” is “李娜”",
        "there is no shift “8”; there is “08”",
        "[班表!A2]",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    // 07: which number is the month is decided for the row.
    let days = shop("07-day-first", "team.toml");
    for table in ["de.csv", "uk.csv", "uk0.csv"] {
        assert_eq!(imported(&days, table), four(), "{table}");
    }
    // 24: shifts with their times, half-months in blocks, hidden rows and columns.
    let odd = shop("24-excel-odd", "team.toml");
    for table in [
        "dingtalk.xlsx",
        "hidden-cols.xlsx",
        "hidden-row-twice.xlsx",
        "two-blocks.xlsx",
    ] {
        assert_eq!(imported(&odd, table), four(), "{table}");
    }
    let said = odd.exits(2, "import team.toml leavewords.xlsx --month 2026-12");
    for leave in [
        "王芳 年假 2026-12-20",
        "王芳 调休 2026-12-21",
        "王芳 病假 2026-12-22",
    ] {
        assert!(said.contains(leave), "{leave}: {said}");
    }
    // The sections that it says, added, are the leave of the table.
    let sections: String = said
        .lines()
        .skip_while(|line| !line.starts_with("[[leave]]"))
        .map(|line| format!("{line}\n"))
        .collect();
    let team = std::fs::read_to_string(odd.dir.join("team.toml")).unwrap();
    odd.write("team.toml", &format!("{team}\n{sections}"));
    let rows = imported(&odd, "leavewords.xlsx");
    assert!(rows[0].starts_with("王芳,D,D,D"), "{rows:?}");
    assert_eq!(
        rows[0].split(',').skip(20).take(3).collect::<Vec<_>>(),
        ["年", "调", "病"]
    );
}

fn rules_broken(json: &Value) -> Vec<(String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let breaches = json["breaches"].as_array().unwrap().iter();
    let breaches = breaches.filter(|b| b["rule"] != "cover" && b["level"] != "warning");
    breaches
        .map(|b| {
            (
                text(&b["rule"]),
                text(&b["level"]),
                text(b["days"].as_array().unwrap().last().unwrap()),
            )
        })
        .collect()
}

#[test]
fn the_cases_of_a_month_s_ends_and_of_years_without_a_calendar_are_said() {
    // 01: what lies on the 1st of the next month is seen as what lies a day earlier.
    for (team, roster, rule, level, day) in [
        ("leave.toml", "dec.csv", "leave", "hard", "2026-12-31"),
        ("in.toml", "dec-in.csv", "leave", "hard", "2026-12-31"),
        (
            "unavailable.toml",
            "dec.csv",
            "unavailable",
            "hard",
            "2026-12-31",
        ),
        ("left.toml", "dec.csv", "employed", "hard", "2026-12-31"),
        (
            "left-in.toml",
            "dec-in.csv",
            "employed",
            "hard",
            "2026-12-30",
        ),
        ("asked.toml", "dec.csv", "leave", "soft", "2026-12-31"),
        ("asked-in.toml", "dec-in.csv", "leave", "soft", "2026-12-31"),
    ] {
        let shop = shop("01-leave-next-month", team);
        let json = shop.json(&format!("check team.toml {roster}"));
        let wanted = (rule.to_owned(), level.to_owned(), day.to_owned());
        assert_eq!(rules_broken(&json), [wanted], "{team}");
    }
    // 22: what was not judged for want of the month before is said, and not called covered.
    let first = shop("22-first-month", "min.toml");
    let json = first.json("check team.toml min.csv");
    assert_eq!(
        json["not_judged"]["times"],
        serde_json::json!(["00:00-07:00"])
    );
    assert_eq!(
        json["not_judged"]["people"],
        serde_json::json!(["甲一", "乙二"])
    );
    let said = first.run("check team.toml min.csv");
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    assert!(
        said.contains("12-01 00:00-07:00 is not judged") && !said.contains("434"),
        "{said}"
    );
    // 18: of a year without a table the fixed days at least, said by every command.
    let leap = shop("18-2028", "team.toml");
    for month in ["2028-10", "2023-10"] {
        leap.run(&format!("roster team.toml --month {month} --time-limit 5"));
        for command in [
            format!("explain team.toml --month {month}"),
            format!("check team.toml {month}/ROSTER.csv"),
            format!("export team.toml {month}/ROSTER.csv --format csv --out {month}.csv"),
        ] {
            let output = leap.run(&command);
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            let year = &month[..4];
            assert!(
                said.contains(&format!("the calendar does not have {year}")),
                "{command}: {said}"
            );
        }
        assert_eq!(
            leap.json(&format!("check team.toml {month}/ROSTER.csv"))["holidays"],
            "fixed"
        );
    }
}
