//! From one month to the next: what earlier rosters owe, and the pattern that goes on.

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

pub struct Shop {
    pub dir: PathBuf,
}

impl Shop {
    pub fn new(name: &str, team: &str) -> Shop {
        let dir = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join("next_month")
            .join(name);
        let _ = fs::remove_dir_all(&dir);
        fs::create_dir_all(&dir).unwrap();
        let shop = Shop { dir };
        shop.write("team.toml", team);
        shop
    }

    pub fn write(&self, file: &str, text: &str) {
        let path = self.dir.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn run(&self, arguments: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_paiban"));
        for name in ["LANG", "LC_ALL", "LC_MESSAGES", "PAIBAN_USER"] {
            command.env_remove(name);
        }
        command.env("USER", "boss").current_dir(&self.dir);
        // English, unless a language is asked for.
        let said = arguments.contains("--lang ");
        let lang = [["--lang", "en"]].into_iter().filter(|_| !said).flatten();
        let arguments = arguments.split_whitespace().chain(lang);
        command.args(arguments).output().unwrap()
    }

    pub fn exits(&self, wanted: i32, arguments: &str) -> String {
        let output = self.run(arguments);
        let said =
            [&output.stdout, &output.stderr].map(|b| String::from_utf8_lossy(b).into_owned());
        let said = said.concat();
        assert_eq!(output.status.code(), Some(wanted), "{arguments}\n{said}");
        said
    }

    pub fn ok(&self, arguments: &str) -> String {
        self.exits(0, arguments)
    }

    pub fn json(&self, arguments: &str) -> Value {
        let output = self.run(&format!("{arguments} --json"));
        serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
    }

    /// The cells of a month's roster, by name.
    pub fn rows(&self, month: &str) -> Vec<(String, Vec<String>)> {
        let text = fs::read_to_string(self.dir.join(month).join("ROSTER.csv")).unwrap();
        let row = |line: &str| {
            let mut cells = line.split(',').map(str::to_owned);
            (cells.next().unwrap(), cells.collect())
        };
        text.lines().skip(1).map(row).collect()
    }

    /// Who works on a day of a month.
    fn on(&self, month: &str, day: usize) -> BTreeSet<String> {
        let rows = self.rows(month).into_iter();
        let on = rows.filter(|(_, cells)| !cells[day - 1].is_empty());
        on.map(|(name, _)| name).collect()
    }
}

/// Two of four are needed every day; statutory holidays are shared.
const FOUR: &str = r#"
[team]
name = "desk"

[[shift]]
code = "D"
time = ["09:00-17:00"]

[[person]]
name = "Ann"

[[person]]
name = "Bo"

[[person]]
name = "Cy"

[[person]]
name = "Di"

[[demand]]
need = { "09:00-17:00" = 2 }
most = { "09:00-17:00" = 2 }

[history]
carried = "auto"

[rules.even]
of = "holidays"
within = 1
"#;

/// June 2026 has one statutory holiday, the 19th; September has one, the 25th.
#[test]
fn who_worked_the_last_holiday_gets_the_next_one_off() {
    for published in [false, true] {
        let shop = Shop::new(&format!("holidays-{published}"), FOUR);
        let said = shop.ok("roster team.toml --month 2026-06");
        assert!(!said.contains("carried over"), "{said}");
        if published {
            shop.ok("publish team.toml 2026-06/ROSTER.csv --now 2026-06-01T09:00");
            let (from, to) = ("2026-06", "elsewhere");
            fs::rename(shop.dir.join(from), shop.dir.join(to)).unwrap();
        }
        let said = shop.ok("roster team.toml --month 2026-09");
        assert!(said.contains("holidays of 2026-06"), "{said}");
        assert!(said.contains("proven best"), "{said}");
        if published {
            fs::rename(shop.dir.join("elsewhere"), shop.dir.join("2026-06")).unwrap();
        }
        let (june, september) = (shop.on("2026-06", 19), shop.on("2026-09", 25));
        assert_eq!((june.len(), september.len()), (2, 2));
        assert!(june.is_disjoint(&september), "{june:?} {september:?}");
        shop.ok("check team.toml 2026-09/ROSTER.csv");
    }
}

/// What the team file says of a person wins; a roster of more than a year ago is forgotten.
#[test]
fn a_carried_line_wins_and_a_year_is_remembered() {
    let shop = Shop::new("by-hand", FOUR);
    shop.ok("roster team.toml --month 2026-06");
    let idle: Vec<String> = ["Ann", "Bo", "Cy", "Di"].map(str::to_owned).to_vec();
    let june = shop.on("2026-06", 19);
    let idle = idle.into_iter().find(|name| !june.contains(name)).unwrap();
    let own = format!("name = \"{idle}\"\n");
    let line = format!("{own}carried = {{ holidays = 3 }}\n");
    shop.write("team.toml", &FOUR.replace(&own, &line));
    let said = shop.ok("roster team.toml --month 2026-09");
    assert!(said.contains("1 person has a `carried` line"), "{said}");
    assert!(!shop.on("2026-09", 25).contains(&idle));
    for (month, remembered) in [("2027-06", true), ("2027-07", false)] {
        fs::remove_dir_all(shop.dir.join("2026-09")).ok();
        let figures = shop.json(&format!("roster team.toml --month {month}"));
        assert_eq!(
            figures["carried_from"]
                .as_array()
                .is_some_and(|m| m.contains(&"2026-06".into())),
            remembered,
            "{month}"
        );
    }
}

/// Somebody new owes nothing for months before the first day, whether the team file has that day or not.
#[test]
fn a_joiner_owes_nothing_for_earlier_months() {
    for joined in ["", "joined = 2026-07-01\n"] {
        let shop = Shop::new("joiner", FOUR);
        shop.ok("roster team.toml --month 2026-06");
        let new = format!("[[person]]\nname = \"Ed\"\n{joined}\n[[demand]]");
        let team = FOUR.replace("[[demand]]", &new);
        // Somebody else has left, section and all.
        let team = team.replacen("[[person]]\nname = \"Di\"\n", "", 1);
        shop.write("team.toml", &team);
        let fair = shop.json("fairness team.toml --month 2026-09");
        let people = fair["people"].as_array().unwrap();
        let names: Vec<&str> = people.iter().map(|p| p["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["Ann", "Bo", "Cy"], "{joined}");
    }
}

#[test]
fn auto_is_the_only_word() {
    let shop = Shop::new("word", &FOUR.replace("\"auto\"", "\"always\""));
    let said = shop.exits(2, "roster team.toml --month 2026-09");
    assert!(said.contains("always") && said.contains("auto"), "{said}");
}

/// Three people take the nights in turn, one week of three, and two have the days; the weekends are free.
const TURN: &str = r#"
[team]
name = "turn"

[[shift]]
code = "D"
time = ["09:00-17:00"]

[[shift]]
code = "N"
time = ["17:00-23:00"]

[[person]]
name = "Ann"

[[person]]
name = "Bo"

[[person]]
name = "Cy"

[[demand]]
on = ["mon", "tue", "wed", "thu", "fri"]
need = { "09:00-17:00" = 2, "17:00-23:00" = 1 }

[rules.cycle]
weeks = 3

[rules.cover]
weight = 10

[rules.surplus]
weight = 1
"#;

/// A month of that turn; who has the nights goes by the number of the week, counted from 1970.
fn turn(first: &str, names: &[&str]) -> String {
    let first: chrono::NaiveDate = first.parse().unwrap();
    let days = first.iter_days().take_while(|d| same_month(*d, first));
    let days: Vec<chrono::NaiveDate> = days.collect();
    let header: Vec<String> = days.iter().map(ToString::to_string).collect();
    let mut text = format!("person,{}\n", header.join(","));
    for (number, name) in names.iter().enumerate() {
        let cell = |day: &chrono::NaiveDate| {
            // 1970-01-05 was a Monday.
            let monday: chrono::NaiveDate = "1970-01-05".parse().unwrap();
            let since = day.signed_duration_since(monday).num_days();
            let (week, weekday) = (since / 7, since % 7);
            match (weekday, week % 3 == number as i64) {
                (5.., _) => "",
                (_, true) => "N",
                (_, false) => "D",
            }
        };
        let cells: Vec<&str> = days.iter().map(cell).collect();
        text.push_str(&format!("{name},{}\n", cells.join(",")));
    }
    text
}

fn same_month(a: chrono::NaiveDate, b: chrono::NaiveDate) -> bool {
    use chrono::Datelike;
    (a.year(), a.month()) == (b.year(), b.month())
}

/// The roster of a month as text without what its writer adds.
fn plain(shop: &Shop, month: &str) -> String {
    let text = fs::read_to_string(shop.dir.join(month).join("ROSTER.csv")).unwrap();
    text.trim_start_matches('\u{feff}').replace("\r\n", "\n")
}

/// Nothing must change: the roster is the turn itself, over any border of months, from the saved or the published roster.
#[test]
fn the_turn_goes_on_over_the_border() {
    // No statutory holiday in the months that follow, and months of 28, 30 and 31 days.
    let months = [
        ("2026-07", "2026-08"),
        ("2026-10", "2026-11"),
        ("2026-11", "2026-12"),
        ("2027-02", "2027-03"),
    ];
    for (number, (before, month)) in months.into_iter().enumerate() {
        let shop = Shop::new(&format!("turn-{month}"), TURN);
        let names = ["Ann", "Bo", "Cy"];
        shop.write(
            &format!("{before}/ROSTER.csv"),
            &turn(&format!("{before}-01"), &names),
        );
        if number == 0 {
            shop.ok(&format!(
                "publish team.toml {before}/ROSTER.csv --now {before}-01T09:00"
            ));
            fs::remove_dir_all(shop.dir.join(before)).unwrap();
        }
        let told = shop.json(&format!("roster team.toml --month {month} --repeat"));
        assert_eq!(told["status"], "optimal", "{told:#}");
        if before != "2026-10" && before != "2027-02" {
            // Holidays of three weeks before would say nothing.
            assert_eq!(
                plain(&shop, month),
                turn(&format!("{month}-01"), &names),
                "{told:#}"
            );
            assert_eq!(told["pattern"]["follow"], told["pattern"]["cells"]);
        }
        assert_eq!(
            told["pattern"]["changes"].as_array().unwrap().len(),
            0,
            "{told:#}"
        );
        shop.ok(&format!("check team.toml {month}/ROSTER.csv"));
    }
}

/// Leave changes what it must and no more, and that is told.
#[test]
fn leave_changes_what_it_must() {
    let leave =
        "\n[[leave]]\nperson = \"Ann\"\nfrom = 2026-12-09\nto = 2026-12-10\nstate = \"granted\"\n";
    let shop = Shop::new("turn-leave", &format!("{TURN}{leave}"));
    shop.write(
        "2026-11/ROSTER.csv",
        &turn("2026-11-01", &["Ann", "Bo", "Cy"]),
    );
    let told = shop.json("roster team.toml --month 2026-12 --repeat");
    let changes = told["pattern"]["changes"].as_array().unwrap();
    let of_ann: Vec<&Value> = changes.iter().filter(|c| c["person"] == "Ann").collect();
    assert_eq!(of_ann.len(), 2, "{told:#}");
    assert!(of_ann.iter().all(|c| c["reason"] == "leave"), "{told:#}");
    assert!(changes.len() <= 4, "{told:#}");
    let said = shop.ok("roster team.toml --month 2026-12 --repeat");
    assert!(said.contains("as 3 weeks before in 2026-11"), "{said}");
}

/// A joiner takes the place of a leaver, whether that person is still in the team file or not.
#[test]
fn a_joiner_takes_over_the_place_of_a_leaver() {
    let left =
        "name = \"Cy\"\nleft = 2026-11-30\n\n[[person]]\nname = \"Di\"\njoined = 2026-12-01\n";
    for (kept, own) in [(true, left), (false, "name = \"Di\"\n")] {
        let shop = Shop::new(
            &format!("turn-joiner-{kept}"),
            &TURN.replace("name = \"Cy\"\n", own),
        );
        shop.write(
            "2026-11/ROSTER.csv",
            &turn("2026-11-01", &["Ann", "Bo", "Cy"]),
        );
        let told = shop.json("roster team.toml --month 2026-12 --repeat");
        let joiner = &told["pattern"]["joiners"][0];
        assert_eq!(
            (&joiner["person"], &joiner["place_of"]),
            (&"Di".into(), &"Cy".into()),
            "{told:#}"
        );
        assert_eq!(joiner["left"], true);
        let rows = plain(&shop, "2026-12");
        let wanted = turn("2026-12-01", &["Ann", "Bo", "Cy"]);
        let row = |text: &str, name: &str| {
            let start = format!("{name},");
            text.lines()
                .find_map(|l| l.strip_prefix(&start).map(str::to_owned))
                .unwrap()
        };
        assert_eq!(row(&rows, "Di"), row(&wanted, "Cy"));
        assert_eq!(row(&rows, "Ann"), row(&wanted, "Ann"));
    }
}

/// Where nobody has left, a joiner enters where the pattern has the least cover: here nobody has the nights of one week.
#[test]
fn a_joiner_enters_where_cover_is_least() {
    let team = TURN.replace("name = \"Cy\"\n", "name = \"Cy\"\njoined = 2026-12-01\n");
    let shop = Shop::new("turn-gap", &team);
    shop.write("2026-11/ROSTER.csv", &turn("2026-11-01", &["Ann", "Bo"]));
    let told = shop.json("roster team.toml --month 2026-12 --repeat");
    let joiner = &told["pattern"]["joiners"][0];
    assert_eq!(
        (&joiner["person"], &joiner["left"]),
        (&"Cy".into(), &false.into()),
        "{told:#}"
    );
    assert_eq!(
        plain(&shop, "2026-12"),
        turn("2026-12-01", &["Ann", "Bo", "Cy"]),
        "{told:#}"
    );
}

#[test]
fn what_cannot_be_repeated_is_told() {
    let shop = Shop::new("turn-faults", TURN);
    shop.write(
        "2026-11/ROSTER.csv",
        &turn("2026-11-01", &["Ann", "Bo", "Cy"]),
    );
    shop.write("others.csv", &turn("2026-11-01", &["Xu", "Yi"]));
    shop.write("late.csv", &turn("2026-12-01", &["Ann", "Bo", "Cy"]));
    let cases = [
        (
            "--month 2027-02 --repeat",
            "there is no roster of 2027-01 to go on with",
        ),
        (
            "--month 2026-12 --repeat=others.csv",
            "nobody of the roster of 2026-11 is in the team",
        ),
        (
            "--month 2026-12 --repeat=late.csv",
            "the roster of 2026-12 does not come before 2026-12",
        ),
        ("--month 2026-12 --repeat=none.csv", "none.csv"),
        ("--month 2026-12 --keep 3", "--repeat"),
        ("--month 2026-12 --repeat --keep -1", "-1"),
    ];
    for (arguments, wanted) in cases {
        let said = shop.exits(2, &format!("roster team.toml {arguments}"));
        assert!(said.contains(wanted), "{arguments}\n{said}");
        assert!(!shop.dir.join("2026-12").exists());
    }
    shop.ok("roster team.toml --month 2026-12 --repeat=2026-11/ROSTER.csv --keep 1");
}

/// A day of leave is not the pattern: what was a cycle earlier is. A day off without leave is, and goes where cover needs.
#[test]
fn a_day_of_leave_says_nothing_of_the_pattern() {
    let leave = "\n[[leave]]\nperson = \"Ann\"\nfrom = 2026-11-18\nstate = \"granted\"\n";
    for (granted, team) in [(true, format!("{TURN}{leave}")), (false, TURN.to_owned())] {
        let shop = Shop::new(&format!("turn-past-leave-{granted}"), &team);
        let names = ["Ann", "Bo", "Cy"];
        shop.write("2026-10/ROSTER.csv", &turn("2026-10-01", &names));
        let november = turn("2026-11-01", &names);
        let lines = november.lines().map(|line| {
            let mut cells: Vec<&str> = line.split(',').collect();
            if cells[0] == "Ann" {
                cells[18] = "";
            }
            cells.join(",") + "\n"
        });
        shop.write("2026-11/ROSTER.csv", &lines.collect::<String>());
        let told = shop.json("roster team.toml --month 2026-12 --repeat");
        let wanted = turn("2026-12-01", &names);
        assert_eq!(plain(&shop, "2026-12"), wanted, "{granted}: {told:#}");
        let changes = told["pattern"]["changes"].as_array().unwrap();
        assert_eq!(changes.len(), if granted { 0 } else { 2 }, "{told:#}");
        // Dec 9 and, a cycle later, Dec 30 are three and six weeks after.
        if let Some(change) = changes.first() {
            assert_eq!(change["day"], "2026-12-09");
            assert_eq!(change["rule"], "cover", "{told:#}");
        }
    }
}
