//! What is worth knowing of a month and no reason to stop: said by roster, check and explain, and the same as data.

use crate::next_month::Shop;
use serde_json::Value;

/// Lines that mean nobody, each with a comment behind it that says what is said of it.
const TEAM: &str = r#"[team]
name = "two"
[[skill]]
code = "新手"
name = "新手"
[[skill]]
code = "收银"
name = "收银"
[[skill]]
code = "老手"
name = "老手"
[[shift]]
code = "D"
name = "白班"
time = ["09:00-17:00"]
[[person]]
name = "王芳"
skills = ["老手"]
[[person]]
name = "李娜"
[[demand]]
need = { "09:00-12:00" = 1, "18:00-19:00" = 1 }
[[demand]]
skill = "收银"
need = { "09:00-10:00" = 0 }
[[demand]]
on = ["2026-12-12"]
need = { "09:00-10:00" = 1 }
[[duty]]
name = "对账"
time = "16:00"
skill = "收银"
[rules.cover]
weight = 10
[[rules.shift-limit]]
who = ["新手"]
most = 30
kinds = ["any"]
[[rules.shift-limit]]
who = ["老手", "新手"]
kinds = ["night"]
most = 30
[[rules.shift-limit]]
who = ["王芳"]
except = ["老手"]
most = 30
kinds = ["any"]
[[rules.shift-limit]]
who = ["老手"]
most = 31
kinds = ["any"]
weight = "off"
"#;

fn line_of(text: &str, nth: usize) -> usize {
    let lines = TEAM.lines().enumerate();
    let found = lines.filter(|(_, line)| *line == text).nth(nth);
    found.unwrap().0 + 1
}

/// Line, section, word and what is lacking, in the order of the lines.
fn wanted() -> Vec<(usize, &'static str, &'static str, &'static str)> {
    vec![
        (line_of("skill = \"收银\"", 0), "demand", "收银", "people"),
        (line_of("skill = \"收银\"", 1), "duty", "收银", "people"),
        (
            line_of("who = [\"新手\"]", 0),
            "shift-limit",
            "新手",
            "people",
        ),
        (
            line_of("who = [\"老手\", \"新手\"]", 0),
            "shift-limit",
            "新手",
            "people",
        ),
        (
            line_of("kinds = [\"night\"]", 0),
            "shift-limit",
            "night",
            "shifts",
        ),
        (line_of("except = [\"老手\"]", 0), "shift-limit", "", "rest"),
    ]
}

#[test]
fn words_that_mean_nobody_are_named_with_their_line() {
    let shop = Shop::new("idle", TEAM);
    shop.run("roster team.toml --month 2026-12 --time-limit 5");
    for command in [
        "roster team.toml --month 2026-12 --time-limit 5",
        "check team.toml 2026-12/ROSTER.csv",
        "explain team.toml --month 2026-12",
    ] {
        let output = shop.run(command);
        assert_ne!(output.status.code(), Some(2), "{command}");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        for (line, section, word, _) in wanted() {
            let place = format!("note: team.toml:{line}: ");
            let told: Vec<&str> = said.lines().filter(|l| l.starts_with(&place)).collect();
            let [told] = told.as_slice() else {
                panic!("{command}: {place} {} times in {said}", told.len());
            };
            assert!(told.contains(section) && told.contains(word), "{told}");
        }
        let all = said
            .lines()
            .filter(|l| l.starts_with("note: team.toml:"))
            .count();
        assert_eq!(all, wanted().len(), "{command}: {said}");
        // The same as data, with what the demand leaves open.
        let json = shop.json(command);
        let notes = json["notes"]
            .as_array()
            .unwrap_or_else(|| panic!("{command}: {json}"));
        let of = |kind: &'static str| notes.iter().filter(move |note| note["kind"] == kind);
        let idle: Vec<_> = of("names-nobody")
            .map(|n| {
                let text = |key: &str| n[key].as_str().unwrap().to_owned();
                (
                    n["line"].as_u64().unwrap(),
                    text("section"),
                    text("word"),
                    text("lacks"),
                )
            })
            .collect();
        let own: Vec<_> = (wanted().into_iter())
            .map(|(line, section, word, lacks)| {
                (
                    line as u64,
                    section.to_owned(),
                    word.to_owned(),
                    lacks.to_owned(),
                )
            })
            .collect();
        assert_eq!(idle, own, "{command}");
        let gaps: Vec<&Value> = of("no-shift").collect();
        assert_eq!(gaps[0]["hours"][0]["time"], "18:00-19:00", "{command}");
        assert_eq!(gaps[0]["hours"][0]["days"], 30, "{command}");
        let left: Vec<&Value> = of("left-out-of-the-ordinary-day").collect();
        assert_eq!(left[0]["first"], "2026-12-12", "{command}");
        assert_eq!(left[0]["times"][0], "10:00-12:00", "{command}");
        // Every note that is data is told in words, and the other way.
        for note in notes {
            let text = note["text"].as_str().unwrap();
            assert!(said.contains(text), "{command}: {text}");
        }
    }
    // In Chinese too, and an unknown name stays an error.
    let output = shop.run("roster team.toml --month 2026-12 --time-limit 5 --lang zh");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("本月没有人有技能“新手”"), "{said}");
    shop.write(
        "team.toml",
        &TEAM.replacen("who = [\"新手\"]", "who = [\"新人\"]", 1),
    );
    assert!(
        shop.exits(2, "roster team.toml --month 2026-12")
            .contains("新人")
    );
}

#[test]
fn a_team_whose_words_all_mean_somebody_has_no_such_note() {
    let team = TEAM.replace(
        "skills = [\"老手\"]",
        "skills = [\"老手\", \"新手\", \"收银\"]",
    );
    let team = team.replace("except = [\"老手\"]\n", "");
    let team = team.replace(
        "time = [\"09:00-17:00\"]",
        "time = [\"09:00-19:00\"]\nnight = true",
    );
    let team = team.replace("on = [\"2026-12-12\"]\nneed", "on = [\"2026-12-12\"]\nadd");
    let shop = Shop::new("nothing-idle", &team);
    let json = shop.json("explain team.toml --month 2026-12");
    assert_eq!(json["notes"], Value::Array(Vec::new()));
}
