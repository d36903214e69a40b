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

const RETIRED: &str = r#"
[team]
name = "desk"

[[shift]]
code = "D"
time = ["09:00-17:30"]
unpaid = 30

[[shift]]
code = "H"
time = ["14:00-24:00"]

[[person]]
name = "Ann"

[[person]]
name = "Bo"

[[demand]]
need = { "09:00-17:30" = 1 }

[history]
roster = "auto"
carried = "auto"

[rules.rest-between]
hours = 11
"#;

/// Ann has an H on the last day of November, and Bo a rest.
fn november() -> String {
    let dates: Vec<String> = (1..=30).map(|day| format!("2026-11-{day:02}")).collect();
    let rows = [("Ann", "H"), ("Bo", "")].map(|(name, last)| {
        let cells: Vec<&str> = (1..30).map(|_| "D").chain([last]).collect();
        format!("{name},{}\n", cells.join(","))
    });
    format!("person,{}\n{}", dates.join(","), rows.concat())
}

/// December with Ann at 09:00 on the first: nine hours after an H.
fn december(shop: &Shop) {
    let dates: Vec<String> = (1..=31).map(|day| format!("2026-12-{day:02}")).collect();
    let rows = ["Ann", "Bo"].map(|name| format!("{name},{}\n", ["D"; 31].join(",")));
    shop.write(
        "dec.csv",
        &format!("person,{}\n{}", dates.join(","), rows.concat()),
    );
}

/// A shift that was abolished is read with its times, from the team file or from what was published; where nobody knows
/// them any more it counts as work, and that is said. It never stands in the way of the next month.
#[test]
fn an_abolished_shift_is_read_with_its_times() {
    let start = RETIRED.find("[[shift]]\ncode = \"H\"").unwrap();
    let end = start + RETIRED[start..].find("[[person]]").unwrap();
    let without = format!("{}{}", &RETIRED[..start], &RETIRED[end..]);
    let until = RETIRED.replace("24:00\"]", "24:00\"]\nuntil = 2026-11-30");
    for (number, (team, publish)) in [(&until, false), (&without, true), (&without, false)]
        .into_iter()
        .enumerate()
    {
        let shop = Shop::new(&format!("abolished-{number}"), RETIRED);
        shop.write("2026-11/ROSTER.csv", &november());
        if publish {
            shop.ok("publish team.toml 2026-11/ROSTER.csv --now 2026-11-01T09:00 --broken");
            // What was published suffices.
            fs::remove_dir_all(shop.dir.join("2026-11")).unwrap();
        }
        shop.write("team.toml", team);
        december(&shop);
        let known = number < 2;
        let said = shop.exits(i32::from(known), "check team.toml dec.csv");
        assert_eq!(said.contains("rest-between"), known, "{number}: {said}");
        assert_eq!(said.contains("unknown time"), !known, "{number}: {said}");
        // H lasts ten hours; unknown it counts as long as the only shift does.
        let fair = shop.json("fairness team.toml");
        let hours = fair["people"][0]["worked"]["hours"].as_f64().unwrap();
        assert_eq!(
            hours,
            29.0 * 8.0 + if known { 10.0 } else { 8.0 },
            "{number}: {fair}"
        );
        let said = shop.ok("roster team.toml --month 2026-12");
        assert!(said.contains("2026-11"), "{said}");
        let cells: Vec<String> = shop
            .rows("2026-12")
            .into_iter()
            .flat_map(|row| row.1)
            .collect();
        assert!(
            cells.iter().all(|cell| cell != "H"),
            "{number}: nobody has it any more"
        );
    }
}

/// A shift that goes on at other times: last month is read with those that it had.
#[test]
fn a_shift_that_has_other_times_now_is_read_with_its_own() {
    let shop = Shop::new("other-times", RETIRED);
    shop.write("2026-11/ROSTER.csv", &november());
    shop.ok("publish team.toml 2026-11/ROSTER.csv --now 2026-11-01T09:00 --broken");
    shop.write("team.toml", &RETIRED.replace("14:00-24:00", "10:00-18:00"));
    december(&shop);
    let said = shop.exits(1, "check team.toml dec.csv");
    assert!(said.contains("rest-between"), "{said}");
    assert!(said.contains("the times that its shifts had: H"), "{said}");
    let fair = shop.json("fairness team.toml");
    assert_eq!(fair["people"][0]["worked"]["hours"], 242.0, "{fair}");
}

/// One cell of a shift that there is not stops neither `roster` nor `check`, and nobody is told to rewrite the past.
#[test]
fn the_case_of_an_abolished_shift() {
    let shop = shop("case-26", "26-retired-shift");
    let said = shop.ok("roster team.toml --month 2026-12");
    assert!(
        said.contains("2026-11/ROSTER.csv has shifts that team.toml has not: H"),
        "{said}"
    );
    assert!(said.contains("until = DATE"), "{said}");
}
