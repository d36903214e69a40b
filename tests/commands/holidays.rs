//! Years that the calendar does not have: every command says so, and `[[holiday]]` gives the days.

use super::shop::{Shop, TEAM};

const NOW: &str = "2028-01-01 09:00";

/// A roster of February 2028 in which everybody rests on Sundays.
fn february() -> String {
    let days: Vec<String> = (1..=29).map(|day| format!("2028-02-{day:02}")).collect();
    let mut text = format!("person,{}\n", days.join(","));
    for (name, shift) in [("王芳", "D"), ("李娜", "N"), ("张敏", "N"), ("刘洋", "D")] {
        let cells: Vec<&str> = (1..=29)
            .map(|d| if d % 7 == 6 { "" } else { shift })
            .collect();
        text.push_str(&format!("{name},{}\n", cells.join(",")));
    }
    text
}

#[test]
fn every_command_says_what_is_not_known_of_a_year() {
    let shop = Shop::new("holidays", "en");
    std::fs::create_dir_all(shop.dir.join("2028-02")).unwrap();
    shop.write("2028-02/ROSTER.csv", &february());
    let commands = [
        "roster team.toml --month 2028-02 --time-limit 1 --out out",
        "check team.toml 2028-02/ROSTER.csv",
        "explain team.toml --month 2028-02",
        "explain team.toml --month 2028-02 --roster 2028-02/ROSTER.csv --person 王芳 --day 2028-02-03",
        "fairness team.toml --month 2028-03",
        "chart team.toml 2028-02/ROSTER.csv --kind month --out a.svg",
        "export team.toml 2028-02/ROSTER.csv --format csv --out a.csv",
        "import team.toml 2028-02/ROSTER.csv --month 2028-02 --out b.csv",
        "leave team.toml --person 王芳 --from 2028-02-10",
        "swap team.toml --person 王芳 --day 2028-02-10 --with 李娜",
        "change team.toml --month 2028-02 --absent 王芳=2028-02-10",
        "publish team.toml 2028-02/ROSTER.csv",
    ];
    let said = |command: &str| {
        let mut ready = if command.starts_with("publish") {
            shop.command(NOW, command)
        } else {
            shop.plain(command)
        };
        let output = ready.output().unwrap();
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        text(&output.stdout) + &text(&output.stderr)
    };
    for command in commands {
        let said = said(command);
        assert!(
            said.contains("the calendar does not have 2028"),
            "{command}: {said}"
        );
    }
    let own = "\n[[holiday]]\nname = \"春节\"\nstatutory = [\"2028-01-26..2028-01-29\"]\nrest = [\"2028-01-30..2028-02-01\"]\nmakeup = [\"2028-02-05\"]\n";
    shop.write("team.toml", &format!("{TEAM}{own}"));
    for command in [
        "check team.toml 2028-02/ROSTER.csv",
        "leave team.toml --person 王芳 --from 2028-02-11",
    ] {
        let said = said(command);
        assert!(
            said.contains("those of [[holiday]] in the team file"),
            "{command}: {said}"
        );
    }
    let json = shop.plain("check team.toml 2028-02/ROSTER.csv --json");
    let json = { json }.output().unwrap().stdout;
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    assert_eq!(json["holidays"], "given");
}

/// Of a region without a table every message has lines that can be pasted as they are.
#[test]
fn what_a_message_says_can_be_pasted() {
    for lang in ["en", "zh"] {
        let shop = Shop::new("holidays-pasted", lang);
        std::fs::create_dir_all(shop.dir.join("2028-02")).unwrap();
        shop.write("2028-02/ROSTER.csv", &february());
        shop.write(
            "moon.toml",
            "[holiday]\nmoon = { zh = \"月\", en = \"Moon\" }\n\n[[year]]\nyear = 2027\nannounced = true\nsource = \"here\"\n\n[year.days.moon]\nstatutory = [2027-03-05]\n",
        );
        let with = |calendar: &str| {
            TEAM.replacen(
                "[team]\n",
                &format!("[team]\ncalendar = \"{calendar}\"\n"),
                1,
            )
        };
        let said = || {
            let mut ready = shop.plain("check team.toml 2028-02/ROSTER.csv");
            let output = ready.output().unwrap();
            let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
            text(&output.stdout) + &text(&output.stderr)
        };
        let judged = |team: &str| {
            assert!(
                team.contains("-01-01\"]") || team.contains("[\"01-01\"]"),
                "{team}"
            );
            shop.write("team.toml", team);
            let json = shop.plain("check team.toml 2028-02/ROSTER.csv --json");
            let json = { json }.output().unwrap().stdout;
            let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
            let known = json["holidays"].as_str().unwrap();
            assert!(["given", "all"].contains(&known), "{known}");
        };
        // A calendar that has not been written: one line, above the rest.
        shop.write("team.toml", &with("tw"));
        let found = said();
        let pasted = found.find("holiday = [{").expect(&found);
        let end = found[pasted..].find("}]").unwrap() + "}]".len();
        let pasted = &found[pasted..pasted + end];
        judged(&format!("{pasted}\n{}", with("none")));
        // A file without the year: a section at the end.
        shop.write("team.toml", &with("moon"));
        let found = said();
        let pasted = found.find("[[holiday]]\nname").expect(&found);
        let pasted: Vec<&str> = found[pasted..].lines().take(3).collect();
        judged(&format!("{}\n{}\n", with("moon"), pasted.join("\n")));
    }
}
