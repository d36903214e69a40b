//! Cases that went wrong once, run as their users ran them: leave that looked like rest, names that became formulas, a
//! chart that judged by itself.

use crate::next_month::Shop;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/cases")
        .join(name)
}

fn text(case_name: &str, file: &str) -> String {
    fs::read_to_string(case(case_name).join(file)).unwrap()
}

/// Ten days of leave and six of rest, wherever one looks; and the cells say which is which.
#[test]
fn leave_is_neither_rest_nor_work_anywhere() {
    let shop = Shop::new("leave-is-no-rest", &text("15-overlap", "once.toml"));
    shop.write("dec.csv", &text("15-overlap", "dec.csv"));
    let checked = shop.exits(0, "check team.toml dec.csv");
    assert!(
        checked.contains("甲 rests 6 days in the month"),
        "{checked}"
    );
    let object = shop.json("check team.toml dec.csv");
    let days =
        |object: &serde_json::Value| [object["rest_days"].as_i64(), object["leave_days"].as_i64()];
    assert_eq!(days(&object["people"][0]), [Some(6), Some(10)]);
    shop.ok("export team.toml dec.csv --format json --out out.json");
    let exported: serde_json::Value = serde_json::from_str(&read(&shop, "out.json")).unwrap();
    assert_eq!(days(&exported["people"][0]["totals"]), [Some(6), Some(10)]);
    for (lang, sign) in [("en", "lv"), ("zh", "假")] {
        let csv = format!("{lang}.csv");
        shop.ok(&format!(
            "export team.toml dec.csv --format csv --out {csv} --lang {lang}"
        ));
        let csv = read(&shop, &csv);
        let row = csv.lines().find(|line| line.starts_with('甲')).unwrap();
        assert!(row.ends_with(",120,15,0,3,0,6,10"), "{row}");
        assert_eq!(row.matches(&format!(",{sign},")).count(), 5, "{row}");
        // What was written is read again: for the month, and as a roster.
        shop.exits(
            0,
            &format!("import team.toml {lang}.csv --month 2026-12 --out {lang}-back.csv"),
        );
        let object = shop.json(&format!("check team.toml {lang}-back.csv"));
        assert_eq!(days(&object["people"][0]), [Some(6), Some(10)]);
        assert!(read(&shop, &format!("{lang}-back.csv")).contains("甲,假,假,"));
    }
}

fn read(shop: &Shop, file: &str) -> String {
    fs::read_to_string(shop.dir.join(file)).unwrap()
}

/// Leave that somebody types into a cell has to be granted in the team file, and the message says how.
#[test]
fn leave_in_a_cell_points_to_the_team_file() {
    let shop = Shop::new("leave-in-a-cell", &text("15-overlap", "once.toml"));
    for (word, kind) in [
        ("年假", "`kind = \"年假\"`"),
        ("假", ""),
        ("leave", ""),
        ("lv", ""),
    ] {
        let roster = text("15-overlap", "dec.csv").replacen("乙,D", &format!("乙,{word}"), 1);
        shop.write("dec.csv", &roster);
        let said = shop.exits(2, "check team.toml dec.csv");
        assert!(
            said.contains("[[leave]]") && said.contains("person = \"乙\""),
            "{said}"
        );
        assert_eq!(said.contains("kind ="), !kind.is_empty(), "{said}");
        assert!(said.contains(kind), "{said}");
    }
}

/// No name and no code is a formula in any table, and all are read back as they were.
#[test]
fn no_name_or_code_is_a_formula_in_any_table() {
    for file in ["t4.toml", "t6.toml", "t7.toml", "code.toml"] {
        let team = text("09-injection", file);
        let shop = Shop::new(&format!("injection-{file}"), &team);
        shop.ok("roster team.toml --month 2026-12 --time-limit 5");
        let roster = read(&shop, "2026-12/ROSTER.csv");
        shop.exits(0, "check team.toml 2026-12/ROSTER.csv");
        let folder = "2026-12/ROSTER.csv";
        for format in ["csv", "xlsx"] {
            shop.ok(&format!(
                "export team.toml {folder} --format {format} --out out.{format}"
            ));
            let back = format!("back-{format}.csv");
            shop.exits(
                0,
                &format!("import team.toml out.{format} --month 2026-12 --out {back}"),
            );
            assert_eq!(read(&shop, &back), roster, "{file} {format}");
        }
        shop.ok(&format!(
            "export team.toml {folder} --format handover --out handover.csv"
        ));
        for table in ["2026-12/ROSTER.csv", "out.csv", "handover.csv"] {
            let content = read(&shop, table);
            let cells = content.lines().flat_map(|line| line.split([',', '"']));
            for cell in cells.map(|cell| cell.trim_start_matches('\u{feff}')) {
                let marks = ['=', '+', '@', '＝', '＋', '－', '＠'];
                assert!(
                    !cell.trim_start().starts_with(marks),
                    "{file} {table}: {cell}"
                );
            }
        }
        let chart = "chart team.toml 2026-12/ROSTER.csv --kind month --out chart.svg";
        shop.ok(chart);
    }
}

/// Who is off a cycle is what the rules' own check says; whom the rules leave out is in no cycle.
#[test]
fn the_cycle_chart_marks_whom_the_check_names() {
    let roster = text("newcomer-shop11", "roster-2026-12.csv");
    let plain = text("newcomer-shop11", "team.toml");
    let other = plain.replace(
        "nights = 1\nkinds = [\"中\"]\nweight = 5\nwho = [\"陈强\", \"林静\", \"王磊\", \"赵小雨\", \"黄丽丽\", \"吴刚\", \"何欢\"]",
        "nights = 1\nkinds = [\"中\"]\nweight = 5\nwho = [\"刘芳\", \"周敏\", \"林静\"]",
    );
    assert_ne!(plain, other);
    for (number, team) in [plain, other].into_iter().enumerate() {
        let shop = Shop::new(&format!("cycle-{number}"), &team);
        shop.write("dec.csv", &roster);
        shop.ok("chart team.toml dec.csv --kind cycle --out cycle.html");
        let page = read(&shop, "cycle.html");
        let rows = page.split("<tr data-p=").skip(1);
        let off = rows.filter(|row| row.contains(" wrong\""));
        let off: BTreeSet<String> = off.map(named).collect();
        let object = shop.json("check team.toml dec.csv --all");
        let breaches = object["breaches"].as_array().unwrap().iter();
        let cycle = breaches.filter(|breach| breach["rule"] == "cycle");
        let people = cycle.flat_map(|breach| breach["people"].as_array().unwrap());
        let wanted: BTreeSet<String> = people
            .map(|name| name.as_str().unwrap().to_owned())
            .collect();
        assert!(wanted.len() > 1, "{wanted:?}");
        assert_eq!(off, wanted);
        if number == 0 {
            let steps = page.split("<ol class=\"steps\">").nth(1).unwrap();
            let (steps, outside) = steps.split_once("</ol>").unwrap();
            let outside = outside.split("</p>").next().unwrap();
            for name in ["周敏", "刘芳", "张同学", "李同学"] {
                assert!(!steps.contains(name) && outside.contains(name), "{name}");
            }
            for shift in ["早班", "中班", "晚班"] {
                assert!(steps.contains(shift), "{shift}: {steps}");
            }
        }
    }
}

/// The name at the head of a row.
fn named(row: &str) -> String {
    let title = row.split("title=\"").nth(1).unwrap();
    title.split('"').next().unwrap().to_owned()
}

/// Whom the rules compare is whose average the chart shows.
#[test]
fn the_fairness_chart_averages_whom_the_rules_compare() {
    let shop = Shop::new("fairness-average", &text("newcomer-shop11", "team.toml"));
    shop.write("dec.csv", &text("newcomer-shop11", "roster-2026-12.csv"));
    shop.ok("chart team.toml dec.csv --kind fairness --out fairness.html --lang zh");
    let page = read(&shop, "fairness.html");
    // For all of 31 days: seven who work nights have 62 on 191 days; nine full-timers 1417.5 hours on 253 days, and 51
    // weekend days of 68.
    for average in ["平均 10.1", "平均 173.7", "平均 6.0"] {
        assert!(page.contains(average), "{average}");
    }
}
