//! People are found in one way, whoever typed their names where: in last month's roster, in tables, in options.

use crate::next_month::Shop;
use std::fs;
use std::path::Path;

fn case(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/cases")
        .join(name)
}

/// A copy of a case, since commands write beside the team file.
fn shop(name: &str, from: &str) -> Shop {
    let team = fs::read_to_string(case(from).join("team.toml")).unwrap();
    let shop = Shop::new(name, &team);
    for file in ["dec.csv", "2026-11/ROSTER.csv"] {
        if let Ok(text) = fs::read_to_string(case(from).join(file)) {
            shop.write(file, &text);
        }
    }
    shop
}

/// Her night on the last day of November counts however her name is typed there; then comes a day shift.
#[test]
fn last_month_is_read_however_a_name_is_typed() {
    for (number, name) in ["王　芳", "王芳", " 王 芳", "王\u{200b}芳"]
        .into_iter()
        .enumerate()
    {
        let shop = shop(&format!("names-{number}"), "02-history-loose-name");
        let file = fs::read_to_string(case("02-history-loose-name").join("2026-11/ROSTER.csv"));
        shop.write("2026-11/ROSTER.csv", &file.unwrap().replace("王　芳", name));
        let said = shop.exits(1, "check team.toml dec.csv");
        assert!(said.contains("succession"), "{name}: {said}");
        let fair = shop.json("fairness team.toml");
        assert_eq!(fair["people"][0]["worked"]["nights"], 1.0, "{name}: {fair}");
    }
}

/// What fits nobody is named with whom it may mean, and a roster of nobody is refused.
#[test]
fn rows_that_fit_nobody_are_named() {
    let shop = shop("strangers", "02-history-loose-name");
    let file = fs::read_to_string(shop.dir.join("2026-11/ROSTER.csv")).unwrap();
    let row = file.lines().nth(1).unwrap().to_owned();
    shop.write("2026-11/ROSTER.csv", &file.replace("王　芳", "王方"));
    let said = shop.exits(2, "check team.toml dec.csv");
    assert!(said.contains("nobody of the roster of 2026-11"), "{said}");
    shop.write(
        "2026-11/ROSTER.csv",
        &format!("{file}{}\n", row.replace("王　芳", "王方")),
    );
    for arguments in ["check team.toml dec.csv", "fairness team.toml"] {
        let output = shop.run(arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(
            said.contains("王方") && said.contains("perhaps “王芳”"),
            "{arguments}: {said}"
        );
    }
    // Her earlier name, said in the team file, is hers.
    let team = fs::read_to_string(shop.dir.join("team.toml")).unwrap();
    shop.write(
        "team.toml",
        &team.replace("name = \"王芳\"", "name = \"王芳\"\nwas = [\"王方\"]"),
    );
    shop.write("2026-11/ROSTER.csv", &file.replace("王　芳", "王 方"));
    let said = shop.exits(1, "check team.toml dec.csv");
    assert!(
        said.contains("succession") && !said.contains("note"),
        "{said}"
    );
}

/// Two people whom a table could not tell apart are refused, as two of one name are.
#[test]
fn namesakes_are_refused() {
    for file in ["ids", "blank", "idcase", "idname", "noid"] {
        let text = fs::read_to_string(case("29-same-name").join(format!("{file}.toml"))).unwrap();
        let shop = Shop::new(&format!("namesakes-{file}"), &text);
        let said = shop.exits(2, "roster team.toml --month 2026-12");
        assert!(
            said.contains("is there twice") || said.contains("cannot be told from"),
            "{said}"
        );
    }
}

/// Somebody renamed stays who he was: in the ledger, in what is published, in what is carried over.
#[test]
fn who_is_renamed_keeps_the_past() {
    const TEAM: &str = r#"
[team]
name = "desk"

[[shift]]
code = "N"
time = ["17:00-23:30"]

[[person]]
name = "Ann"

[[person]]
name = "Bo"

[[demand]]
need = { "17:00-23:30" = 1 }
most = { "17:00-23:30" = 1 }

[history]
carried = "auto"
"#;
    let shop = Shop::new("renamed", TEAM);
    shop.ok("roster team.toml --month 2026-06");
    shop.ok("publish team.toml 2026-06/ROSTER.csv --now 2026-06-01T09:00");
    let before = shop.json("fairness team.toml --month 2026-07");
    let renamed = "name = \"Anna\"\nwas = [\"Ann\"]";
    shop.write("team.toml", &TEAM.replace("name = \"Ann\"", renamed));
    let after = shop.json("fairness team.toml --month 2026-07");
    let nights = |fair: &serde_json::Value| fair["people"][0]["worked"]["nights"].clone();
    assert_eq!(nights(&before), nights(&after));
    assert_eq!(after["people"][0]["name"], "Anna");
    // From the file alone too.
    fs::remove_file(shop.dir.join("ledger.db")).unwrap();
    assert_eq!(
        nights(&before),
        nights(&shop.json("fairness team.toml --month 2026-07"))
    );
}

/// A person of the table is the one of the team file, blank or not: not two.
#[test]
fn the_table_and_the_team_file_speak_of_one_person() {
    let team = r#"
[team]
name = "desk"
people = "people.csv"

[[shift]]
code = "D"
time = ["09:00-17:00"]

[[person]]
name = "王 芳"
unavailable = ["2026-12-01"]

[[demand]]
need = { "09:00-17:00" = 1 }
"#;
    let shop = Shop::new("table", team);
    shop.write("people.csv", "姓名,工号\n王芳,A1\n李娜,A2\n");
    shop.ok("roster team.toml --month 2026-12");
    let rows = shop.rows("2026-12");
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert_eq!(rows[0].1[0], "", "unavailable on the first");
    let said = shop.ok("export team.toml 2026-12/ROSTER.csv --format ics --out cal --person ａ１");
    assert!(said.contains("王芳.ics"), "{said}");
}
