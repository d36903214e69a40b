//! Everybody's share of hours, nights, weekends and holidays: what `fairness` carries over, what `check` says by the rules
//! `even`, and what the chart averages are one and the same, compared with a count by the definition.

use crate::next_month::Shop;
use chrono::{Datelike, NaiveDate, Weekday};
use proptest::prelude::*;
use proptest::test_runner::Config;
use serde_json::Value;
use std::fs;
use std::path::Path;

fn case(file: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/cases");
    fs::read_to_string(folder.join(file)).unwrap()
}

/// What everybody is ahead, in the order of the team: hours, nights, weekends.
fn ahead(shop: &Shop) -> Vec<(String, Vec<f64>)> {
    let object = shop.json("fairness team.toml --month 2027-01");
    let people = object["people"].as_array().unwrap().iter();
    let row = |person: &Value| {
        let of = |key: &str| person["ahead"][key].as_f64().unwrap();
        let name = person["name"].as_str().unwrap().to_owned();
        (name, ["hours", "nights", "weekends"].map(of).to_vec())
    };
    people.map(row).collect()
}

/// Texts of the breaches of a rule.
fn said(shop: &Shop, rule: &str, command: &str) -> Vec<String> {
    let object = shop.json(command);
    let breaches = object["breaches"].as_array().unwrap().iter();
    let own = breaches.filter(|breach| breach["rule"] == rule);
    own.map(|breach| breach["text"].as_str().unwrap().to_owned())
        .collect()
}

/// A shop of eleven, of whom one joined on the 12th, one left on the 20th, one had four days of leave and two come on
/// Saturdays alone: without agreed hours and with them. The sums were done by hand.
#[test]
fn joiners_leavers_and_leave_have_their_share() {
    let roster = case("newcomer-h1/2026-12/ROSTER.csv");
    for (name, agreed) in [("h1", false), ("h3", true)] {
        let shop = Shop::new(
            &format!("fair-{name}"),
            &case(&format!("newcomer-{name}/team.toml")),
        );
        shop.write("2026-12/ROSTER.csv", &roster);
        // 1417.5 hours of nine people who were there for 253 days: a day's share is 5.6028 hours, of 31 days 173.69, of 27
        // 151.27, of 20 112.06. With 174 agreed for 31 days, less for part of them (112.27 for 20) and less for leave
        // (151.55 for him who had four days of it), there are 1420.07 agreed; of what is short of them a day's part is 0.01.
        let on_leave = if agreed { 13.76 } else { 13.72 };
        let hours = [
            6.31, 6.31, 6.31, 6.31, on_leave, -8.69, -1.19, -22.06, -7.06,
        ];
        // 62 nights of seven who may have them and were there for 191 days; 51 weekend days of nine who
        // were there on 68.
        let nights = [0.0, 0.0, 0.94, 0.94, 3.24, -0.06, -0.06, -1.49, -3.49];
        let weekends = [1.0, 0.0, 0.0, -1.0, -1.0, 1.0, -1.0, 0.5, 0.5];
        let found = ahead(&shop);
        for (at, (name, of)) in found.iter().enumerate() {
            let want = |of: &[f64; 9]| of.get(at).copied().unwrap_or(0.0);
            let want = [want(&hours), want(&nights), want(&weekends)];
            for (is, want) in of.iter().zip(want) {
                assert!((is - want).abs() < 0.011, "{name} {agreed}: {of:?} {want}");
            }
        }
        let mut english = vec![
            "吴刚 has 90 hours, being there on 20 of 31 days; 112 would be the share: 22 too few, 16 is the limit",
            "王磊 has 12 nights, being there on 27 of 31 days; 8.8 would be the share: 3.2 too many, 2 is the limit",
            "何欢 has 3 nights, being there on 20 of 31 days; 6.5 would be the share: 3.5 too few, 2 is the limit",
        ];
        let mut chinese = vec![
            "吴刚 31 天里在队 20 天，有 90 小时；按天数应为 112：少 22，允许相差 16",
            "王磊 31 天里在队 27 天，有 12 个夜班；按天数应为 8.8：多 3.2，允许相差 2",
            "何欢 31 天里在队 20 天，有 3 个夜班；按天数应为 6.5：少 3.5，允许相差 2",
        ];
        if agreed {
            english.insert(1, "王磊 has 22.45 more hours than 赵小雨, 16 is the limit: 王磊 165 − 151.55 (agreed) = 13.45, 赵小雨 165 − 174 (agreed) = −9");
            chinese.insert(1, "王磊 比 赵小雨 多 22.45 小时，允许相差 16：王磊 165 − 151.55（约定） = 13.45，赵小雨 165 − 174（约定） = −9");
        }
        let check = "check team.toml 2026-12/ROSTER.csv --all";
        assert_eq!(said(&shop, "even", check), english);
        assert_eq!(said(&shop, "even", &format!("{check} --lang zh")), chinese);
    }
}

/// What is carried over is named where the month's table does not show it.
#[test]
fn what_is_carried_over_is_named() {
    let team = r#"
team.name = "desk"
shift = [{ code = "N", time = ["22:00-06:00"] }]
demand = [{ need = { "22:00-24:00" = 1 } }]
[[person]]
name = "A"
carried = { nights = 2, hours = -4 }
[[person]]
name = "B"
[[person]]
name = "J"
joined = 2026-12-02
carried = { nights = -3 }
[rules]
even = [
    { of = "nights" },
    { of = "hours", within = 2, who = ["A", "B"] },
    { of = "nights", measure = "most", within = 3, who = ["A", "J"] },
    { of = "nights", share = { B = 50 }, within = 1, who = ["A", "B"] },
]
"#;
    let shop = Shop::new("fair-carried", team);
    let cells = |cells: &str| format!("{cells}{}", ",".repeat(28));
    let rows = [cells("A,N,N,"), cells("B,N,,"), cells("J,,,")];
    let days: Vec<String> = (1..=31).map(|day| format!("2026-12-{day:02}")).collect();
    let roster = format!("person,{}\n{}\n", days.join(","), rows.join("\n"));
    shop.write("dec.csv", &roster);
    let check = "check team.toml dec.csv --all";
    // Of three nights J owes 3 times 30 of 92, which is 0.98.
    assert_eq!(
        said(&shop, "even", check),
        [
            "J has 0 nights, being there on 30 of 31 days, −3 carried over; 1 would be the share: 4 too few, 1 is the limit",
            "A has 3 more nights than B, 1 is the limit: A 2 + 2 (carried over) = 4, B 1 = 1",
            "A has 4 more hours than B, 2 is the limit: A 16 − 4 (carried over) = 12, B 8 = 8",
            "A has 2 + 2 (carried over) = 4 nights, the most of all; 3 is the limit",
            "A has 2 + 2 (carried over) = 4 nights, B 1: by their shares 2.0 apart, 1 is the limit",
        ]
    );
    let chinese = said(&shop, "even", &format!("{check} --lang zh"));
    assert_eq!(
        chinese[..2],
        [
            "J 31 天里在队 30 天，有 0 个夜班，往月结转 −3；按天数应为 1：少 4，允许相差 1",
            "A 比 B 多 3 个夜班，允许相差 1：A 2 + 2（往月结转） = 4，B 1 = 1",
        ]
    );
}

const PEOPLE: usize = 6;
const DAYS: i64 = 31;
const KEYS: [&str; 4] = ["hours", "nights", "weekends", "holidays"];

/// A made-up month of October, whose first three days are statutory holidays.
#[derive(Debug, Clone)]
struct Month {
    joined: Option<i64>,
    left: Option<i64>,
    /// Whose leave, from which day, how many days.
    leaves: Vec<(usize, i64, i64)>,
    agreed: bool,
    /// Whether a rule compares all but the last two, and another these.
    grouped: bool,
    cells: Vec<u8>,
}

fn date(day: i64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 10, 1).unwrap() + chrono::Duration::days(day)
}

impl Month {
    fn team(&self) -> String {
        let mut text = r#"
team.name = "shares"
shift = [{ code = "D", time = ["09:00-17:00"] }, { code = "N", time = ["22:00-06:00"], unpaid = 45 }]
demand = [{ need = { "09:00-17:00" = 1 } }]
"#
        .to_owned();
        for person in 0..PEOPLE {
            text.push_str(&format!("[[person]]\nname = \"P{person}\"\n"));
            if self.agreed {
                text.push_str(&format!("hours = {}\n", 100 + 10 * person));
            }
            match (person, self.joined, self.left) {
                (1, Some(day), _) => text.push_str(&format!("joined = {}\n", date(day))),
                (2, _, Some(day)) => text.push_str(&format!("left = {}\n", date(day))),
                (3, ..) => text.push_str("protected = true\n"),
                _ => {}
            }
        }
        for (person, from, days) in &self.leaves {
            let (from, to) = (date(*from), date(from + days));
            text.push_str(&format!(
                "[[leave]]\nperson = \"P{person}\"\nfrom = {from}\nto = {to}\nstate = \"granted\"\n"
            ));
        }
        for of in KEYS {
            let apart = [
                "except = [\"P4\", \"P5\"]",
                "who = [\"P4\", \"P5\", \"P0\"]",
            ];
            let groups = if self.grouped { &apart[..] } else { &[""] };
            for who in groups {
                let rule =
                    format!("[[rules.even]]\nof = \"{of}\"\nwithin = 0\nweight = 1\n{who}\n");
                text.push_str(&rule);
            }
        }
        text
    }

    fn in_team(&self, person: usize, day: i64) -> bool {
        match person {
            1 => self.joined.is_none_or(|joined| joined <= day),
            2 => self.left.is_none_or(|left| day <= left),
            _ => true,
        }
    }

    fn on_leave(&self, person: usize, day: i64) -> bool {
        let mut leaves = self.leaves.iter();
        leaves.any(|(who, from, days)| *who == person && (*from..=from + days).contains(&day))
    }

    fn cell(&self, person: usize, day: i64) -> u8 {
        let cell = self.cells[person * DAYS as usize + day as usize];
        if self.in_team(person, day) { cell } else { 0 }
    }

    fn roster(&self) -> String {
        let days: Vec<String> = (0..DAYS).map(|day| date(day).to_string()).collect();
        let mut text = format!("person,{}\n", days.join(","));
        for person in 0..PEOPLE {
            let code = |day| ["", "D", "N"][usize::from(self.cell(person, day))];
            let cells: Vec<&str> = (0..DAYS).map(code).collect();
            text.push_str(&format!("P{person},{}\n", cells.join(",")));
        }
        text
    }

    /// What counts of a cell; hours in minutes.
    fn worth(&self, key: &str, person: usize, day: i64) -> i64 {
        let cell = self.cell(person, day);
        match key {
            "hours" => [0, 480, 435][usize::from(cell)],
            "nights" => i64::from(cell == 2),
            _ => i64::from(cell > 0 && counts(key, day)),
        }
    }

    /// By group, who is compared, with the days that count and what is beyond the own share; all that is in a part.
    fn groups(&self, key: &str) -> Vec<Vec<Own>> {
        let groups = if self.grouped {
            vec![vec![0, 1, 2, 3], vec![4, 5, 0]]
        } else {
            vec![(0..PEOPLE).collect()]
        };
        groups
            .into_iter()
            .map(|group| self.group(key, group))
            .collect()
    }

    fn group(&self, key: &str, who: Vec<usize>) -> Vec<Own> {
        let days: Vec<i64> = (0..DAYS).filter(|day| counts(key, *day)).collect();
        let there = |p: usize, day: i64| self.in_team(p, day) && !self.on_leave(p, day);
        let can =
            |p: &usize| days.iter().any(|day| there(*p, *day)) && !(key == "nights" && *p == 3);
        let who: Vec<usize> = who.into_iter().filter(can).collect();
        let agreed = self.agreed && key == "hours";
        let own = |person: usize| {
            let month: i64 = (0..DAYS).map(|day| self.worth(key, person, day)).sum();
            let team = (0..DAYS).filter(|day| self.in_team(person, *day)).count() as i64;
            let leave = |day: &i64| self.in_team(person, *day) && self.on_leave(person, *day);
            let leave = (0..DAYS).filter(leave).count() as i64;
            let all = (100 + 10 * person as i64) * 60;
            let due =
                (all as f64 * team as f64 / DAYS as f64 + 0.5).floor() as i64 - all * leave / DAYS;
            let here = days.iter().filter(|day| there(person, **day)).count() as i64;
            let (due, here) = if agreed { (due, team) } else { (0, here) };
            Own {
                person,
                month,
                due,
                here,
                whole: here == days.len() as i64,
                ahead: 0.0,
            }
        };
        let mut all: Vec<Own> = who.into_iter().map(own).collect();
        let here: i64 = all.iter().map(|own| own.here).sum();
        let beyond: i64 = all.iter().map(|own| own.month - own.due).sum();
        for own in &mut all {
            own.ahead =
                (own.month - own.due) as f64 - own.here as f64 * beyond as f64 / here as f64;
        }
        all
    }
}

/// What somebody has.
#[derive(Debug, Clone)]
struct Own {
    person: usize,
    month: i64,
    due: i64,
    here: i64,
    whole: bool,
    ahead: f64,
}

fn counts(key: &str, day: i64) -> bool {
    match key {
        "weekends" => matches!(date(day).weekday(), Weekday::Sat | Weekday::Sun),
        "holidays" => day < 3,
        _ => true,
    }
}

/// Started units.
fn started(beyond: f64) -> i64 {
    if beyond > 1e-9 {
        (beyond - 1e-9).ceil() as i64
    } else {
        0
    }
}

/// As the table of `fairness` and the texts show it.
fn shown(key: &str, value: f64) -> String {
    let value = match key {
        "hours" => (value / 15.0 + 0.5 + 1e-9).floor() / 4.0,
        _ => (value * 10.0).round() / 10.0,
    };
    value.abs().to_string()
}

fn agree(month: &Month) {
    let shop = Shop::new("fair-random", &month.team());
    shop.write("2026-10/ROSTER.csv", &month.roster());
    let fairness = shop.json("fairness team.toml --month 2026-11");
    let check = shop.json("check team.toml 2026-10/ROSTER.csv --all");
    shop.ok("chart team.toml 2026-10/ROSTER.csv --kind fairness --out fair.html");
    let page = fs::read_to_string(shop.dir.join("fair.html")).unwrap();
    let breaches: Vec<&Value> = check["breaches"].as_array().unwrap().iter().collect();
    let even: Vec<&&Value> = breaches.iter().filter(|b| b["rule"] == "even").collect();
    let mut wanted = Vec::new();
    for key in KEYS {
        let groups = month.groups(key);
        let (minutes, shift) = if key == "hours" {
            (60.0, 480.0)
        } else {
            (1.0, 1.0)
        };
        // Who is in two groups is compared in the first alone.
        let mut ahead = [0.0; PEOPLE];
        let first: Vec<usize> = groups[0].iter().map(|own| own.person).collect();
        let mut alone = vec![month.groups(key).swap_remove(0)];
        if let Some(second) = groups.get(1) {
            let rest = second
                .iter()
                .map(|own| own.person)
                .filter(|p| !first.contains(p));
            alone.push(month.group(key, rest.collect()));
        }
        for own in alone.iter().flatten() {
            ahead[own.person] = own.ahead;
        }
        for (person, ahead) in ahead.iter().enumerate() {
            let found = &fairness["people"][person]["ahead"][key];
            let found = found.as_f64().unwrap() * minutes;
            assert!(
                (found - ahead).abs() < 0.4 * minutes / 60.0 + 1e-6,
                "{key} P{person}: {found} {ahead}\n{month:?}"
            );
        }
        for group in &groups {
            for own in group.iter().filter(|own| !own.whole && group.len() > 1) {
                let units = started((own.ahead.abs() - shift) / minutes);
                let side = if own.ahead < 0.0 { "few" } else { "many" };
                let words = format!(": {} too {side}, ", shown(key, own.ahead));
                wanted.extend((units > 0).then_some((units, own.person, words)));
            }
            let whole = group.iter().filter(|own| own.whole);
            let values: Vec<i64> = whole.map(|own| own.month - own.due).collect();
            let far = values.iter().max().unwrap_or(&0) - values.iter().min().unwrap_or(&0);
            let units = started(far as f64 / minutes);
            if units > 0 {
                let most = group.iter().filter(|own| own.whole);
                let most =
                    most.max_by_key(|own| (own.month - own.due, std::cmp::Reverse(own.person)));
                wanted.push((units, most.unwrap().person, " more ".to_owned()));
            }
        }
        // The average of those who are there all month.
        let first = groups.iter().find(|group| !group.is_empty());
        if let Some(group) = first {
            let all: i64 = group.iter().map(|own| own.month).sum();
            let here: i64 = group.iter().map(|own| own.here).sum();
            let days = (0..DAYS).filter(|day| counts(key, *day)).count() as f64;
            let average = all as f64 * days / here as f64 / minutes;
            for own in group.iter().filter(|own| !own.whole) {
                let share = (own.month as f64 - own.ahead) / minutes;
                let share = format!("share {:.1}<", share + 0.0);
                let row = page.split("<tr data-p=").nth(1 + own.person).unwrap();
                assert!(row.contains(&share), "{key} {share}\n{month:?}");
            }
            assert!(
                page.contains(&format!("average {average:.1}")),
                "{key} {average}\n{month:?}"
            );
        }
    }
    assert_eq!(even.len(), wanted.len(), "{even:#?}\n{wanted:?}\n{month:?}");
    for (units, person, words) in wanted {
        let found = even.iter().any(|breach| {
            let text = breach["text"].as_str().unwrap();
            let own = text.starts_with(&format!("P{person} "));
            breach["amount"] == units && own && text.contains(&words)
        });
        assert!(found, "{units} P{person} {words}\n{even:#?}\n{month:?}");
    }
}

fn month() -> impl Strategy<Value = Month> {
    let leave = (0..PEOPLE, 0..31_i64, 0..12_i64);
    (
        proptest::option::of(0..31_i64),
        proptest::option::of(0..31_i64),
        proptest::collection::vec(leave, 0..4),
        any::<bool>(),
        any::<bool>(),
        proptest::collection::vec(0..3_u8, PEOPLE * DAYS as usize),
    )
        .prop_map(|(joined, left, leaves, agreed, grouped, cells)| Month {
            joined,
            left,
            leaves,
            agreed,
            grouped,
            cells,
        })
}

proptest! {
    #![proptest_config(Config { cases: 24, failure_persistence: None, ..Config::default() })]

    #[test]
    fn fairness_check_and_chart_show_the_same(month in month()) {
        agree(&month);
    }
}
