//! Questions about a published roster as a supervisor asks them: leave, swaps, a team that has changed.
//!
//! The shop is small enough to be checked by hand. On working days one person is needed by day and one in the evening:
//! Ann has the days, Bo the evenings, Cy is spare. Nobody works by day after an evening.
//!
//! `tests/fixtures/answers_cli/NAME.en.txt` and `NAME.zh.txt` are what people read. `UPDATE_GOLDEN=1` writes them.

mod around;
mod plans;
mod published;

use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const LANGUAGES: [&str; 2] = ["en", "zh"];

const TEAM: &str = r#"# Our shop. This comment stays.
[team]
name = "小店"

[[shift]]
code = "D"
name = "白班"
name-en = "day"
time = ["09:00-17:00"]

[[shift]]
code = "N"
name = "晚班"
name-en = "evening"
time = ["17:00-22:00"]

[[person]]
id = "A01"
name = "Ann"

[[person]]
id = "A02"
name = "Bo"

[[person]]
id = "A03"
name = "Cy"

[[demand]]
on = ["workday"]
need = { "09:00-17:00" = 1, "17:00-22:00" = 1 }

[rules.succession]
after = ["N"]
not = ["D"]
"#;

/// The month before.
const NOW: &str = "2026-11-28 09:00";

/// December 2026: Ann by day and Bo in the evening from Monday to Friday, the first is a Tuesday.
fn december() -> String {
    month("2026-12", 31, 1)
}

/// The same for any month; `first` is the weekday of its first day, Monday being 0.
fn month(month: &str, days: usize, first: usize) -> String {
    let dates: Vec<String> = (1..=days).map(|day| format!("{month}-{day:02}")).collect();
    let mut text = format!("person,{}\n", dates.join(","));
    for (name, code) in [("Ann", "D"), ("Bo", "N"), ("Cy", "")] {
        let weekend = |day: usize| (day + first) % 7 >= 5;
        let cells: Vec<&str> = (0..days)
            .map(|day| if weekend(day) { "" } else { code })
            .collect();
        text.push_str(&format!("{name},{}\n", cells.join(",")));
    }
    text
}

struct Shop {
    dir: PathBuf,
    lang: &'static str,
}

impl Shop {
    /// A folder with a team, and its roster as a file; nothing is published.
    fn new(name: &str, lang: &'static str, team: &str) -> Shop {
        let dir = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join("answers")
            .join(name)
            .join(lang);
        let _ = fs::remove_dir_all(&dir);
        fs::create_dir_all(&dir).unwrap();
        fs::write(dir.join("team.toml"), team).unwrap();
        fs::write(dir.join("december.csv"), december()).unwrap();
        Shop { dir, lang }
    }

    /// The same, published.
    fn open(name: &str, lang: &'static str, team: &str) -> Shop {
        let shop = Shop::new(name, lang, TEAM);
        shop.ok("publish team.toml december.csv");
        shop.write("team.toml", team);
        shop
    }

    fn write(&self, file: &str, text: &str) {
        fs::write(self.dir.join(file), text).unwrap();
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.dir.join(file)).unwrap()
    }

    fn run(&self, arguments: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_paiban"));
        for name in [
            "LANG",
            "LC_ALL",
            "LC_MESSAGES",
            "NO_COLOR",
            "CLICOLOR_FORCE",
            "PAIBAN_PASSWORD",
        ] {
            command.env_remove(name);
        }
        command.env("PAIBAN_USER", "店长").current_dir(&self.dir);
        command.args(arguments.split_whitespace());
        let timed = !["check", "roster", "fairness", "explain"]
            .iter()
            .any(|name| arguments.starts_with(name));
        if timed && !arguments.contains("--now") {
            command.args(["--now", NOW]);
        }
        command.args(["--lang", self.lang]).output().unwrap()
    }

    fn exits(&self, wanted: i32, arguments: &str) -> String {
        let output = self.run(arguments);
        let said = text(&output.stdout) + &text(&output.stderr);
        assert_eq!(output.status.code(), Some(wanted), "{arguments}\n{said}");
        said
    }

    fn ok(&self, arguments: &str) -> String {
        self.exits(0, arguments)
    }

    fn json(&self, wanted: i32, arguments: &str) -> Value {
        let output = self.run(&format!("{arguments} --json"));
        let said = text(&output.stdout) + &text(&output.stderr);
        assert_eq!(output.status.code(), Some(wanted), "{arguments}\n{said}");
        serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}\n{said}"))
    }

    fn golden(&self, name: &str, wanted: i32, arguments: &str) {
        let output = self.run(arguments);
        let mut said = format!("$ paiban {arguments}\n{}", text(&output.stdout));
        if !output.stderr.is_empty() {
            said.push_str(&format!("--- standard error\n{}", text(&output.stderr)));
        }
        said.push_str(&format!("--- exit {}\n", output.status.code().unwrap()));
        assert_eq!(output.status.code(), Some(wanted), "{said}");
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/answers_cli");
        let path = folder.join(format!("{name}.{}.txt", self.lang));
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&path, &said).unwrap();
        }
        let wanted = fs::read_to_string(&path).unwrap_or_default();
        let file = path.display();
        assert!(
            wanted == said,
            "{file}, wanted:\n{wanted}\nbut got:\n{said}"
        );
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn holds(said: &str, parts: &[&str]) {
    for part in parts {
        assert!(said.contains(part), "{part}\nis not in\n{said}");
    }
}

/// The team with a line more in one of its sections.
fn with(person: &str, line: &str) -> String {
    let name = format!("name = \"{person}\"\n");
    TEAM.replace(&name, &format!("{name}{line}\n"))
}

/// Cells of a plan in few words: `Cy 12-08 - D`.
fn cells(changes: &Value) -> Vec<String> {
    let one = |c: &Value| {
        let code = |value: &Value| value.as_str().unwrap_or("-").to_owned();
        let date = c["date"].as_str().unwrap()[5..].to_owned();
        let name = c["person"]["name"].as_str().unwrap();
        format!("{name} {date} {} {}", code(&c["before"]), code(&c["after"]))
    };
    changes.as_array().unwrap().iter().map(one).collect()
}

fn plan(answer: &Value) -> Vec<String> {
    cells(&answer["months"][0]["fewest"]["plans"][0]["changes"])
}

const ANN: &str = "leave team.toml --person A01 --from 2026-12-08";

#[test]
fn one_change_suffices_where_somebody_is_spare() {
    for lang in LANGUAGES {
        let shop = Shop::open("spare", lang, TEAM);
        shop.golden("leave-changes", 0, ANN);
        let answer = shop.json(0, ANN);
        assert_eq!(plan(&answer), ["Cy 12-08 - D"]);
        let month = &answer["months"][0];
        assert_eq!(month["status"], "changes");
        assert_eq!(month["fewest"]["proven"], true);
        assert_eq!(month["fewest"]["ways"], 1);
        assert_eq!(cells(&month["fallen_away"]), ["Ann 12-08 D -"]);
        let cover = &month["cover"][0];
        assert_eq!(
            (&cover["time"], &cover["without"]),
            (&json!("09:00-17:00"), &json!(0))
        );
        // Bo would have two shifts; only Cy is free.
        let stand_ins = month["stand_ins"].as_array().unwrap();
        let names: Vec<_> = stand_ins.iter().map(|s| &s["person"]["name"]).collect();
        assert_eq!(names, ["Cy"]);
        assert_eq!(answer["can_be_granted"], true);
        assert_eq!(answer["granted"], Value::Null);
        // By name it is the same.
        let by_name = shop.json(0, "leave team.toml --person Ann --from 2026-12-08");
        assert_eq!(plan(&by_name), plan(&answer));
    }
}

/// Cy does no evenings: Ann has to, cannot work by day on the day after, and Cy works both days.
#[test]
fn rules_that_hang_together_take_more_changes() {
    let team = with("Cy", "protected = true").replace("17:00-22:00", "17:00-23:00");
    let shop = Shop::new("chain", "en", &team);
    let answer = shop.json(
        0,
        "leave team.toml --person Bo --from 2026-12-08 --roster december.csv",
    );
    let wanted = [
        "Ann 12-08 D N",
        "Cy 12-08 - D",
        "Ann 12-09 D -",
        "Cy 12-09 - D",
    ];
    assert_eq!(plan(&answer), wanted);
    assert_eq!(answer["months"][0]["fewest"]["proven"], true);
    assert_eq!(
        answer["months"][0]["roster"],
        json!({ "file": "december.csv" })
    );
    // Nobody takes the evening over and nothing else: Ann changes places.
    assert_eq!(
        answer["months"][0]["taken_over"][0]["people"][0]["name"],
        "Ann"
    );
}

#[test]
fn who_does_not_work_then_changes_nothing() {
    for lang in LANGUAGES {
        let shop = Shop::open("off", lang, TEAM);
        shop.golden(
            "leave-nothing",
            0,
            "leave team.toml --person Cy --from 2026-12-08 --to 2026-12-10",
        );
    }
}

/// Where cover has a price only, the leave can be granted as it is; it is said who is missing, and what it takes.
#[test]
fn cover_that_is_wanted_can_be_kept() {
    let team = format!("{TEAM}\n[rules.cover]\nweight = 10\n");
    for lang in LANGUAGES {
        let shop = Shop::open("priced", lang, &team);
        shop.golden("leave-as-it-is", 0, ANN);
        shop.golden("leave-keep-cover", 0, &format!("{ANN} --keep-cover"));
    }
    let team = format!(
        "{}\n[rules.cover]\nweight = 10\n",
        with("Cy", "unavailable = [\"tue\"]")
    );
    let shop = Shop::open("priced-alone", "en", &team);
    assert_eq!(shop.json(0, ANN)["months"][0]["status"], "as-is");
    let said = shop.exits(1, &format!("{ANN} --keep-cover --grant"));
    holds(&said, &["with the cover kept", "nothing was granted"]);
}

#[test]
fn a_refusal_says_what_would_have_to_give() {
    let team = with("Cy", "unavailable = [\"2026-12-08\"]");
    for lang in LANGUAGES {
        let shop = Shop::open("refused", lang, &team);
        shop.golden("leave-refused", 1, ANN);
        let answer = shop.json(1, ANN);
        assert_eq!(answer["months"][0]["status"], "impossible");
        assert!(
            !answer["months"][0]["refusal"]
                .as_array()
                .unwrap()
                .is_empty()
        );
        shop.exits(1, &format!("{ANN} --grant"));
        assert_eq!(shop.read("team.toml"), team);
    }
}

#[test]
fn nobody_may_be_left() {
    let team = with("Cy", "unavailable = [\"2026-12-08\"]");
    let team = team.replace("name = \"Bo\"\n", "name = \"Bo\"\nleft = 2026-12-04\n");
    for lang in LANGUAGES {
        let shop = Shop::open("nobody", lang, &team);
        shop.golden("leave-nobody", 1, ANN);
    }
}

#[test]
fn days_that_are_over_stay() {
    let shop = Shop::open("past", "en", TEAM);
    let ask = "leave team.toml --person A01 --from 2026-12-07 --to 2026-12-09 --today 2026-12-09";
    holds(&shop.ok(ask), &["2026-12-07 to 2026-12-08 is over"]);
    let answer = shop.json(0, ask);
    assert_eq!(answer["from"], "2026-12-09");
    assert_eq!(plan(&answer), ["Cy 12-09 - D"]);
    // The clock says so too.
    let now =
        "leave team.toml --person A01 --from 2026-12-07 --to 2026-12-09 --now 2026-12-09T08:00";
    assert_eq!(plan(&shop.json(0, now)), ["Cy 12-09 - D"]);
    // Bo had the evening of the 8th: to work by day on the 9th is out of the question, and so is to change the 8th.
    let team = with("Cy", "unavailable = [\"2026-12-09\"]");
    let alone = Shop::open("past-alone", "en", &team);
    alone.exits(1, ask);
}

/// What is left of a kind of leave is said before it is granted, and granted leave is of that kind.
#[test]
fn a_leave_of_a_kind_is_counted_against_its_allowance() {
    let team = TEAM.replace(
        "id = \"A01\"\n",
        "id = \"A01\"\nallowance = { \"年假\" = 2 }\n",
    );
    let may =
        "\n[[leave]]\nperson = \"Ann\"\nfrom = 2026-05-06\nkind = \"年假\"\nstate = \"granted\"\n";
    let asked = "\n[[leave]]\nperson = \"Bo\"\nfrom = 2026-12-08\nkind = \"调休\"\n";
    for lang in LANGUAGES {
        let shop = Shop::open("kinds", lang, &format!("{team}{may}{asked}"));
        let year = |answer: &Value| answer["kind"]["years"][0].clone();
        let wanted = |taken: i64, days: i64, left: i64| json!({ "year": 2026, "allowance": 2, "taken": taken, "days": days, "left": left });
        shop.golden("leave-kind", 0, &format!("{ANN} --kind 年假"));
        let two = format!("{ANN} --to 2026-12-09 --kind 年假");
        shop.golden("leave-kind-too-much", 0, &two);
        assert_eq!(year(&shop.json(0, &two)), wanted(1, 2, -1));
        shop.golden("leave-kind-unknown", 2, &format!("{ANN} --kind 年休"));
        // Without a kind none is counted, but for the request that stands in the team file.
        assert_eq!(shop.json(0, ANN)["kind"], Value::Null);
        let of_bo = shop.json(0, "leave team.toml --person Bo --from 2026-12-08");
        assert_eq!(of_bo["kind"]["code"], "调");
        assert_eq!(of_bo["kind"]["years"][0]["left"], Value::Null);
        // Granted: in the team file, in the roster's cell, and in what is left.
        let granted = shop.json(0, &format!("{ANN} --kind 年假 --grant"));
        assert_eq!(year(&granted), wanted(1, 1, 0));
        let section = granted["granted"]["section"].as_str().unwrap();
        assert!(section.contains("kind = \"年\""), "{section}");
        let row = shop.read("2026-12/ROSTER.csv");
        let ann = row.lines().find(|line| line.starts_with("Ann")).unwrap();
        assert_eq!(ann.split(',').nth(8), Some("年"), "{ann}");
        let fair = shop.json(0, "fairness team.toml");
        let mut lines = fair["leave"].as_array().unwrap().iter();
        let last = lines
            .find(|l| l["name"] == "Ann" && l["year"] == 2026)
            .unwrap();
        assert_eq!((&last["taken"], &last["left"]), (&json!(2), &json!(0)));
    }
}

/// The whole way: the ledger is made, the leave granted, and what was granted holds.
#[test]
fn a_granted_leave_is_written_down_and_published() {
    for lang in LANGUAGES {
        let shop = Shop::new("grant", lang, TEAM);
        shop.golden("publish-first", 0, "publish team.toml december.csv");
        shop.golden("leave-grant", 0, &format!("{ANN} --grant"));
        let team = shop.read("team.toml");
        assert!(team.starts_with(TEAM), "{team}");
        let section = "[[leave]]\nperson = \"A01\"\nfrom = 2026-12-08\nto = 2026-12-08\nstate = \"granted\"\ncover = \"A03\"\n";
        assert!(team.ends_with(section), "{team}");
        assert!(!shop.dir.join("team.toml.new").exists());
        let who = shop.json(0, "ledger who-was-on --at 2026-12-08T10:00");
        assert_eq!(who["version"], 2);
        assert_eq!(who["people"][0]["person"], "A03");
        shop.ok("check team.toml 2026-12/ROSTER.csv");
        shop.ok("change team.toml --month 2026-12");
        // The same days are not granted twice, nor days that overlap.
        let again = "leave team.toml --person A01 --from 2026-12-07 --to 2026-12-08";
        shop.golden("leave-overlap", 2, again);
        // The next one keeps the file of the one before.
        let next = shop.json(0, "leave team.toml --person A01 --from 2026-12-09 --grant");
        assert_eq!(next["granted"]["rosters"][0]["version"], 3);
        assert_eq!(next["granted"]["cover"], "Cy");
        assert!(shop.dir.join("2026-12/ROSTER.1.csv").exists());
    }
}

/// Without a ledger the roster file of the month is what counts, and granting makes the ledger.
#[test]
fn a_roster_that_is_not_published_is_taken_from_its_file() {
    let shop = Shop::new("file", "en", TEAM);
    fs::create_dir(shop.dir.join("2026-12")).unwrap();
    shop.write("2026-12/ROSTER.csv", &december());
    holds(&shop.ok(ANN), &["no roster of the month is published"]);
    let said = shop.ok(&format!("{ANN} --grant"));
    holds(
        &said,
        &["made ledger.db for 小店", "version 1", "ROSTER.1.csv"],
    );
}

/// A15, B5, S1 二.5: a shift of somebody on leave is missed. Whoever granted the leave answers, whoever took it over.
#[test]
fn who_answers_for_a_missed_cover() {
    let add = |category: &str, hour: usize, more: &str| {
        format!(
            "ledger add --category {category} --at 2026-12-08T{hour}:00 --evidence log{hour} {more} --now 2026-12-09T09:00"
        )
    };
    for lang in LANGUAGES {
        let shop = Shop::open("missed", lang, TEAM);
        shop.ok("ledger policy tmall");
        shop.ok(&format!("{ANN} --grant"));
        // Cy is the only one on duty, and covers.
        holds(&shop.ok(&add("missed-duty", 10, "")), &["A03"]);
        let of_ann = add("missed-duty", 11, "--leave-of Ann");
        shop.golden("missed-by-cover", 0, &of_ann);
        // The shop's rule on covers names the supervisor, whoever took over.
        holds(
            &shop.ok(&add("missed-cover", 12, "--leave-of Ann")),
            &["店长"],
        );
        let of_bo = add("missed-duty", 13, "--leave-of Bo");
        shop.golden("missed-no-leave", 2, &of_bo);
        // Publishing again, as when a roster is edited, keeps what is known of the leave.
        let roster = shop.read("2026-12/ROSTER.csv");
        let edited = roster
            .replacen("Ann,D,", "Ann,,", 1)
            .replacen("Cy,,", "Cy,D,", 1);
        assert_ne!(roster, edited);
        shop.write("edited.csv", &edited);
        shop.ok("publish team.toml edited.csv --now 2026-12-09T10:00");
        let of_ann = add("missed-duty", 14, "--leave-of Ann");
        let of_ann = of_ann.replace("09T09:00", "09T11:00");
        holds(&shop.ok(&of_ann), &["店长"]);
        shop.ok("ledger verify");
    }
}

/// The cover that is wanted has a price only: Ann's leave is granted, and nobody takes her shift over.
#[test]
fn who_answers_where_nobody_covers() {
    let team = format!("{TEAM}\n[rules.cover]\nweight = 10\n");
    for lang in LANGUAGES {
        let shop = Shop::open("missed-open", lang, &team);
        shop.ok("ledger policy tmall");
        shop.ok(&format!("{ANN} --grant"));
        let missed = "ledger add --category missed-duty --at 2026-12-08T10:00 --evidence log --now 2026-12-09T09:00";
        shop.golden("missed-by-nobody", 0, missed);
        // In the evening Bo was on duty: the leave has nothing to do with it.
        holds(&shop.ok(&missed.replace("10:00", "18:00")), &["A02"]);
        // A day without leave and without anybody on duty is nobody's.
        shop.exits(2, &missed.replace("08T10:00", "06T10:00"));
    }
}

/// Cy was on duty beside Ann in any case: that is no cover.
#[test]
fn who_was_on_duty_anyway_is_no_cover() {
    let shop = Shop::new("missed-beside", "en", TEAM);
    let beside = december().replacen("Cy,,,,,,,,", "Cy,,,,,,,,D", 1);
    shop.write("december.csv", &beside);
    shop.ok("publish team.toml december.csv");
    shop.ok("ledger policy tmall");
    shop.ok(&format!("{ANN} --grant"));
    let missed = "ledger add --category missed-duty --at 2026-12-08T10:00 --evidence log --leave-of Ann --now 2026-12-09T09:00";
    holds(&shop.ok(missed), &["店长 granted the leave of Ann"]);
}

#[test]
fn a_file_that_cannot_be_continued_is_left_alone() {
    let list = TEAM.replace(
        "[team]\n",
        "leave = [{ person = \"Bo\", from = 2026-12-21, state = \"refused\" }]\n[team]\n",
    );
    for lang in LANGUAGES {
        let shop = Shop::open("list", lang, &list);
        shop.golden("grant-list", 2, &format!("{ANN} --grant"));
        assert_eq!(shop.read("team.toml"), list);
        assert!(!shop.dir.join("team.toml.new").exists());
        let who = shop.json(0, "ledger who-was-on --at 2026-12-08T10:00");
        assert_eq!(who["version"], 1);
    }
}

/// Only supervisors may publish, and so grant.
#[test]
fn an_agent_can_ask_and_not_grant() {
    let shop = Shop::open("roles", "en", TEAM);
    shop.ok("ledger user 店长 --role manager");
    shop.ok("ledger user Ann --role agent");
    shop.ok(&format!("{ANN} --by Ann"));
    holds(
        &shop.exits(2, &format!("{ANN} --grant --by Ann")),
        &["agent"],
    );
    assert_eq!(shop.read("team.toml"), TEAM);
    assert!(!shop.dir.join("team.toml.new").exists());
}

#[test]
fn leave_may_cross_into_a_month_without_a_roster() {
    let shop = Shop::open("border", "en", TEAM);
    let ask = "leave team.toml --person A01 --from 2026-12-31 --to 2027-01-05";
    holds(&shop.ok(ask), &["2027-01 has no published roster"]);
    let answer = shop.json(0, &format!("{ask} --grant"));
    assert_eq!(answer["months"].as_array().unwrap().len(), 1);
    assert_eq!(answer["months_without_roster"], json!(["2027-01"]));
    assert_eq!(plan(&answer), ["Cy 12-31 - D"]);
    holds(
        &shop.read("team.toml"),
        &["from = 2026-12-31\nto = 2027-01-05\nstate"],
    );
}

/// Both months have a roster: January is answered with December as it will be.
#[test]
fn leave_may_cross_into_a_month_with_a_roster() {
    let team = format!("{TEAM}\n[history]\nroster = \"auto\"\n");
    let shop = Shop::new("two-months", "en", &team);
    fs::create_dir(shop.dir.join("2026-12")).unwrap();
    shop.write("2026-12/ROSTER.csv", &december());
    shop.ok("publish team.toml 2026-12/ROSTER.csv");
    shop.ok("roster team.toml --month 2027-01");
    shop.ok("publish team.toml 2027-01/ROSTER.csv");
    let ask = "leave team.toml --person A02 --from 2026-12-31 --to 2027-01-04";
    let answer = shop.json(0, ask);
    assert_eq!(answer["months"].as_array().unwrap().len(), 2);
    let granted = shop.json(0, &format!("{ask} --grant"));
    let rosters = granted["granted"]["rosters"].as_array().unwrap();
    assert_eq!(rosters.len(), 2);
    for month in ["2026-12", "2027-01"] {
        shop.ok(&format!("check team.toml {month}/ROSTER.csv"));
    }
}

/// Ann has the evening of November's last day, and December has her by day on its first.
#[test]
fn the_month_behind_is_looked_at() {
    let team = format!(
        "{}\n[history]\nroster = \"auto\"\n",
        with("Cy", "unavailable = [\"2026-11-30\"]")
    );
    let team = team.replace("\"09:00-17:00\" = 1, ", "");
    let shop = Shop::new("behind", "en", &team);
    for (name, days, first) in [("2026-11", 30, 6), ("2026-12", 31, 1)] {
        fs::create_dir(shop.dir.join(name)).unwrap();
        shop.write(&format!("{name}/ROSTER.csv"), &month(name, days, first));
        shop.ok(&format!("publish team.toml {name}/ROSTER.csv"));
    }
    let ask = "leave team.toml --person Bo --from 2026-11-30";
    let answer = shop.json(0, ask);
    assert_eq!(plan(&answer), ["Ann 11-30 D N"]);
    assert_eq!(answer["month_behind"]["month"], "2026-12");
    holds(&shop.ok(ask), &["2026-12 has a roster too", "Ann"]);
    // Once it is granted, December is mended.
    shop.ok(&format!("{ask} --grant"));
    shop.exits(1, "check team.toml 2026-12/ROSTER.csv");
    let mended = shop.json(0, &format!("{CHANGE} --publish"));
    let changes = cells(&mended["fewest"]["plans"][0]["changes"]);
    assert_eq!(changes.len(), 1, "{changes:?}");
    shop.ok("check team.toml 2026-12/ROSTER.csv");
}

/// A team of thirty: numbers of two digits stand in columns of their own, for the hours that lose somebody.
#[test]
fn a_large_team_is_drawn_too() {
    let more: Vec<String> = (4..=14)
        .map(|n| format!("[[person]]\nid = \"A{n:02}\"\nname = \"P{n}\"\n"))
        .collect();
    let team = TEAM.replace("= 1, ", "= 12, ") + "\n" + &more.join("\n");
    let shop = Shop::new("large", "en", &team);
    let mut roster = december();
    let ann = roster.lines().nth(1).unwrap().to_owned();
    for n in 4..=14 {
        roster.push_str(&format!("{}\n", ann.replace("Ann", &format!("P{n}"))));
    }
    shop.write("december.csv", &roster);
    shop.ok("publish team.toml december.csv");
    shop.golden("leave-large", 0, ANN);
}

#[test]
fn swaps_are_weighed_by_the_rules() {
    for lang in LANGUAGES {
        let shop = Shop::open("swap", lang, TEAM);
        let swap = "swap team.toml --person Ann --day 2026-12-08 --with Cy";
        shop.golden("swap-fine", 0, &format!("{swap} --day-back 2026-12-10"));
        // An evening before and an evening after a day: two places.
        let broken = "swap team.toml --person Ann --day 2026-12-08 --with Bo";
        shop.golden("swap-broken", 1, broken);
        let answer = shop.json(1, &format!("{broken} --publish"));
        assert_eq!(
            (&answer["status"], &answer["published"]),
            (&json!("broken"), &Value::Null)
        );
        assert_eq!(answer["brings"].as_array().unwrap().len(), 2);
        shop.golden(
            "swap-nothing",
            0,
            "swap team.toml --person Ann --day 2026-12-12 --with Bo",
        );
        let answer = shop.json(0, &format!("{swap} --publish"));
        assert_eq!(answer["status"], "fine");
        assert_eq!(cells(&answer["changes"]), ["Ann 12-08 D -", "Cy 12-08 - D"]);
        assert_eq!(answer["published"][0]["version"], 2);
        let who = shop.json(0, "ledger who-was-on --at 2026-12-08T10:00");
        assert_eq!(who["people"][0]["person"], "A03");
    }
}

const CHANGE: &str = "change team.toml --month 2026-12";

#[test]
fn a_team_that_has_not_changed_needs_no_change() {
    for lang in LANGUAGES {
        let shop = Shop::open("same", lang, TEAM);
        shop.golden("change-nothing", 0, CHANGE);
        holds(
            &shop.ok(&format!("{CHANGE} --publish")),
            &[if lang == "en" {
                "nothing was published"
            } else {
                "没有发布"
            }],
        );
    }
}

#[test]
fn more_demand_on_a_date_takes_a_change() {
    let more = "\n[[demand]]\non = [\"2026-12-24\"]\nneed = { \"09:00-17:00\" = 2, \"17:00-22:00\" = 1 }\n";
    let team = TEAM.replace("\n[rules.", &format!("{more}\n[rules."));
    for lang in LANGUAGES {
        let shop = Shop::open("demand", lang, &team);
        shop.golden("change-demand", 0, CHANGE);
        let answer = shop.json(0, &format!("{CHANGE} --publish"));
        assert_eq!(
            cells(&answer["fewest"]["plans"][0]["changes"]),
            ["Cy 12-24 - D"]
        );
        assert_eq!(answer["published"][0]["version"], 2);
        shop.ok("check team.toml 2026-12/ROSTER.csv");
        assert_eq!(shop.json(0, CHANGE)["status"], "as-is");
    }
}

/// Ann leaves after the 15th: twelve shifts fall away, and Cy takes twelve over.
#[test]
fn a_leaver_is_replaced() {
    let team = with("Ann", "left = 2026-12-15");
    for lang in LANGUAGES {
        let shop = Shop::open("leaver", lang, &team);
        shop.golden("change-leaver", 0, CHANGE);
        let answer = shop.json(0, CHANGE);
        assert_eq!(answer["fallen_away"].as_array().unwrap().len(), 12);
        assert_eq!(answer["fewest"]["changes"], 12);
        assert_eq!(answer["fewest"]["proven"], true);
        assert_eq!(
            shop.json(1, &format!("{CHANGE} --time-limit 0"))["status"],
            "unknown"
        );
        shop.golden("change-undecided", 1, &format!("{CHANGE} --time-limit 0"));
    }
}

#[test]
fn people_come_and_go() {
    let joiner = format!("{TEAM}\n[[person]]\nid = \"A04\"\nname = \"Dee\"\njoined = 2026-12-14\n");
    // Cy, who has no shifts, is gone from the file altogether.
    let team = joiner.replace("[[person]]\nid = \"A03\"\nname = \"Cy\"\n", "");
    for lang in LANGUAGES {
        let shop = Shop::open("people", lang, &team);
        shop.golden("change-people", 0, CHANGE);
        let answer = shop.json(0, CHANGE);
        assert_eq!(
            (&answer["gone"], &answer["new"]),
            (&json!(["Cy"]), &json!(["Dee"]))
        );
        // Dee can help from her first day on, and not before.
        let later = shop.json(0, "leave team.toml --person A01 --from 2026-12-14");
        assert_eq!(plan(&later), ["Dee 12-14 - D"]);
        shop.exits(1, ANN);
        let published = shop.json(0, &format!("{CHANGE} --publish"));
        assert_eq!(published["published"][0]["version"], 2);
    }
}

#[test]
fn what_if_a_cell_were_fixed_or_somebody_away() {
    let shop = Shop::open("what-if", "en", TEAM);
    let answer = shop.json(
        0,
        &format!("{CHANGE} --pin A03=2026-12-08=D --pin Ann=2026-12-08=-"),
    );
    let changes = cells(&answer["fewest"]["plans"][0]["changes"]);
    assert_eq!(cells(&answer["fallen_away"]), ["Ann 12-08 D -"]);
    assert_eq!(changes, ["Cy 12-08 - D"]);
    let answer = shop.json(0, &format!("{CHANGE} --absent A01=2026-12-08..2026-12-09"));
    assert_eq!(
        cells(&answer["fallen_away"]),
        ["Ann 12-08 D -", "Ann 12-09 D -"]
    );
    let changes = cells(&answer["fewest"]["plans"][0]["changes"]);
    assert_eq!(changes, ["Cy 12-08 - D", "Cy 12-09 - D"]);
    let answer = shop.json(
        1,
        &format!("{CHANGE} --absent Ann=2026-12-08 --absent Cy=2026-12-08"),
    );
    assert_eq!(answer["status"], "impossible");
    assert_eq!(shop.read("team.toml"), TEAM);
}

#[test]
fn mistakes_are_named_with_what_to_do() {
    let mistakes = [
        (
            "unknown-person",
            "leave team.toml --person A1 --from 2026-12-08",
        ),
        (
            "not-a-date",
            "leave team.toml --person A01 --from 8.12.2026",
        ),
        (
            "backward",
            "leave team.toml --person A01 --from 2026-12-08 --to 2026-12-07",
        ),
        (
            "too-long",
            "leave team.toml --person A01 --from 2026-12-08 --to 2027-12-08",
        ),
        (
            "unpublished",
            "leave team.toml --person A01 --from 2027-02-08",
        ),
        (
            "over",
            "leave team.toml --person A01 --from 2026-12-08 --today 2026-12-10",
        ),
        (
            "not-in-team",
            "leave team.toml --person Dee --from 2026-12-08",
        ),
        (
            "same-person",
            "swap team.toml --person Ann --day 2026-12-08 --with A01",
        ),
        (
            "swap-over",
            "swap team.toml --person Ann --day 2026-12-08 --with Bo --today 2026-12-09",
        ),
        (
            "two-months",
            "swap team.toml --person Ann --day 2026-12-08 --with Bo --day-back 2027-01-08",
        ),
        ("change-unpublished", "change team.toml --month 2027-03"),
        ("bad-pin", "change team.toml --month 2026-12 --pin A01"),
        (
            "pin-code",
            "change team.toml --month 2026-12 --pin A01=2026-12-08=X",
        ),
        (
            "bad-absent",
            "change team.toml --month 2026-12 --absent A01",
        ),
        (
            "outside",
            "change team.toml --month 2026-12 --absent A01=2027-01-08",
        ),
        (
            "only-a-thought",
            "change team.toml --month 2026-12 --absent A01=2026-12-08 --publish",
        ),
        (
            "no-ledger",
            "leave team.toml --person A01 --from 2026-12-08 --store other.db",
        ),
    ];
    let team = format!("{TEAM}\n[[person]]\nid = \"A04\"\nname = \"Dee\"\njoined = 2026-12-14\n");
    for lang in LANGUAGES {
        let shop = Shop::open("mistakes", lang, &team);
        for (name, arguments) in mistakes {
            shop.golden(&format!("mistake-{name}"), 2, arguments);
        }
        // Nothing was written by any of them.
        assert_eq!(shop.read("team.toml"), team);
        assert!(!shop.dir.join("2026-12").exists());
        shop.write(
            "team.toml",
            &team
                .replace("code = \"N\"", "code = \"E\"")
                .replace("[\"N\"]", "[\"E\"]"),
        );
        shop.golden("mistake-unknown-shift", 2, ANN);
        let bare = Shop::new("bare", lang, TEAM);
        bare.golden("mistake-nothing-published", 2, ANN);
    }
}

#[test]
fn what_a_change_brings_adds_up() {
    let rules = "\n[[rules.even]]\nof = \"nights\"\nwithin = 0\nweight = 7\n\n[rules.cover]\nweight = 5\n\n[rules.work-run]\nlongest = 3\nweight = 3\n";
    let shop = Shop::open("adds-up", "en", &format!("{TEAM}{rules}"));
    let price = |lines: &Value| -> i64 {
        let all = lines.as_array().unwrap().iter();
        all.map(|line| line["price"].as_i64().unwrap()).sum()
    };
    let mut moved = 0;
    for day in 8..24 {
        for (one, other) in [("Ann", "Bo"), ("Ann", "Cy"), ("Bo", "Cy")] {
            let swap = format!(
                "swap team.toml --person {one} --day 2026-12-{day:02} --with {other} --json"
            );
            let output = shop.run(&swap);
            let Ok(answer) = serde_json::from_slice::<Value>(&output.stdout) else {
                continue;
            };
            let cost = |key: &str| answer[key].as_i64().unwrap();
            let more = cost("cost_after") - cost("cost_before");
            assert_eq!(
                price(&answer["brings"]) - price(&answer["relieves"]),
                more,
                "{swap}"
            );
            moved += i64::from(more != 0);
        }
    }
    assert!(moved > 3, "only {moved} swaps change the cost");
}
