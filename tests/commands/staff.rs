//! `paiban staff`: contacts as people have them, in; people for a month, out. Numbers are checked by hand and by the tables of
//! Erlang C; what cannot be is refused with its place.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const TEAM: &str = r#"
[team]
name = "小店"
[[shift]]
code = "D"
time = ["09:00-17:00"]
[[person]]
name = "王芳"
[[demand]]
need = { "09:00-17:00" = 1 }
"#;

fn shop(name: &str, staffing: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("staff")
        .join(name);
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir).unwrap();
    fs::write(dir.join("team.toml"), format!("{TEAM}{staffing}")).unwrap();
    dir
}

fn staff(dir: &Path, arguments: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_paiban"))
        .current_dir(dir)
        .args(["staff", "team.toml"])
        .args(arguments.split_whitespace())
        .output()
        .unwrap()
}

fn json(dir: &Path, arguments: &str) -> Value {
    let output = staff(dir, &format!("{arguments} --json"));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Five weeks before December: in each half-hour from 09:00 to 12:00 so many contacts, on Mondays twice as many.
fn weeks(head: &str, contacts: i64, line: impl Fn(&str, &str, i64) -> String) -> String {
    let mut text = format!("{head}\n");
    let days = chrono::NaiveDate::from_ymd_opt(2026, 10, 26)
        .unwrap()
        .iter_days()
        .take(35);
    for (day, date) in days.enumerate() {
        let times = if day.is_multiple_of(7) { 2 } else { 1 };
        for half in 18..24 {
            let clock = format!("{:02}:{:02}", half / 2, half % 2 * 30);
            text += &line(&date.to_string(), &clock, contacts * times);
        }
    }
    text
}

fn plain(date: &str, clock: &str, contacts: i64) -> String {
    format!("{date},{clock},{contacts}\n")
}

fn people(found: &Value, day: usize) -> Vec<i64> {
    let halves = found["present"][day].as_array().unwrap();
    halves.iter().map(|n| n.as_i64().unwrap()).collect()
}

const STEADY: &str =
    "[staffing]\nvolumes = [\"volumes.csv\"]\nhandling = 180\ntarget = \"80/20\"\n";

#[test]
fn a_steady_month_needs_what_the_table_says() {
    let dir = shop("steady", STEADY);
    fs::write(
        dir.join("volumes.csv"),
        weeks("date,time,contacts", 100, plain),
    )
    .unwrap();
    let found = json(&dir, "--month 2026-12");
    // 100 contacts of 180 s in a half-hour: 14 people (erlang_c_min_agents.csv); 1 December is a Tuesday, 7 a Monday: 24.
    let tuesday = people(&found, 0);
    assert_eq!(tuesday[19..24], [14; 5], "{tuesday:?}");
    assert!(tuesday[..18].iter().all(|n| *n == 0));
    let monday = people(&found, 6);
    assert_eq!(monday[20..24], [24; 4], "{monday:?}");
    // What came at 11:45 is still handled after noon.
    assert!((1..=6).contains(&tuesday[24]), "{tuesday:?}");
    let total = found["queues"][0]["days"][0]["total"].as_f64().unwrap();
    assert!((total - 600.0).abs() < 12.0, "{total}");
    assert!(found["queues"][0]["backtest"]["wape_day"].as_f64().unwrap() < 0.05);
}

#[test]
fn opening_hours_absence_and_the_least_people_count() {
    let staffing = format!("{STEADY}open = [\"09:00-12:00\"]\nshrinkage = 30\nleast = 20\n");
    let dir = shop("open", &staffing);
    fs::write(
        dir.join("volumes.csv"),
        weeks("date,time,contacts", 100, plain),
    )
    .unwrap();
    let found = json(&dir, "--month 2026-12");
    let tuesday = people(&found, 0);
    assert_eq!((tuesday[20], tuesday[24]), (20, 0));
    // 20 / 0.7 = 28.57: 29 in whole numbers.
    assert_eq!(found["rostered"][0][20], 29);
}

#[test]
fn every_way_of_writing_the_same_contacts_down_is_read_alike() {
    let dir = shop("ways", STEADY);
    let ways: [(&str, String); 6] = [
        ("plain", weeks("date,time,contacts", 10, plain)),
        (
            "platform",
            weeks("日期,时段,接待人数,咨询人数", 10, |d, t, n| {
                format!("{},{t},{},{n}\n", d.replace('-', "/"), n - 1)
            }),
        ),
        (
            "title and sums",
            weeks(
                "进线统计\n统计日期,时间段,进线量(个)",
                10,
                |d, t, n| format!("{d},{t},{n}\n"),
            ) + "合计,,2400\n",
        ),
        (
            "one moment",
            weeks("时间,会话量", 10, |d, t, n| format!("{d} {t},{n}\n")),
        ),
        (
            "doubled",
            weeks("date,time,contacts", 10, |d, t, n| plain(d, t, n).repeat(2)),
        ),
        (
            "a row a contact",
            weeks("咨询时间,客户", 10, |d, t, n| {
                format!("{d} {t}:30,张三\n").repeat(n as usize)
            }),
        ),
    ];
    let mut first = None;
    for (name, text) in ways {
        fs::write(dir.join("volumes.csv"), text).unwrap();
        let mut found = json(&dir, "--month 2026-12");
        found.as_object_mut().unwrap().remove("files");
        assert_eq!(*first.get_or_insert_with(|| found.clone()), found, "{name}");
    }
}

#[test]
fn events_and_suppositions_change_what_is_expected() {
    let event = "[[staffing.event]]\nname = \"双12\"\non = [\"2026-12-12\"]\nfactor = 3\n\
        [[staffing.event]]\nname = \"直播\"\non = [\"2026-12-15\", \"2026-11-18\"]\nlike = 2026-11-18\n";
    let dir = shop("events", &format!("{STEADY}{event}"));
    let live = |d: &str, t: &str, n| plain(d, t, if d == "2026-11-18" { 5 * n } else { n });
    fs::write(
        dir.join("volumes.csv"),
        weeks("date,time,contacts", 100, live),
    )
    .unwrap();
    let found = json(&dir, "--month 2026-12");
    let days = &found["queues"][0]["days"];
    let total = |day: usize| days[day]["total"].as_f64().unwrap();
    assert!(
        (total(11) / total(18) - 3.0).abs() < 1e-3,
        "{} {}",
        total(11),
        total(18)
    );
    assert!(
        (total(14) / total(1) - 5.0).abs() < 0.3,
        "{} {}",
        total(14),
        total(1)
    );
    assert_eq!(
        (&days[11]["event"], &days[14]["event"]),
        (&"双12".into(), &"直播".into())
    );
    let more = json(&dir, "--month 2026-12 --what-if contacts=+100%");
    assert!((24..=25).contains(&people(&more, 1)[20]));
    let slower = json(&dir, "--month 2026-12 --what-if target=80/60");
    assert!(people(&slower, 1)[20] < 14);
}

#[test]
fn what_is_missing_closed_or_unlike_others_is_said() {
    let dir = shop("gaps", STEADY);
    let line = |d: &str, t: &str, n: i64| match d {
        "2026-11-03" => String::new(),
        "2026-11-10" => plain(d, t, 0),
        "2026-11-20" => plain(d, t, 9 * n),
        _ => plain(d, t, n),
    };
    fs::write(
        dir.join("volumes.csv"),
        weeks("date,time,contacts", 100, line),
    )
    .unwrap();
    let found = json(&dir, "--month 2026-12");
    let history = &found["queues"][0]["history"];
    assert_eq!(
        history["gaps"]["missing"],
        serde_json::json!(["2026-11-03"])
    );
    assert_eq!(history["gaps"]["empty"], serde_json::json!(["2026-11-10"]));
    assert_eq!(history["unusual"][0]["date"], "2026-11-20");
    assert_eq!(people(&found, 0)[20], 14);
    let said = String::from_utf8(staff(&dir, "--month 2026-12 --lang zh").stdout).unwrap();
    for words in ["2026-11-03", "2026-11-10", "2026-11-20", "没有计入规律"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let why = String::from_utf8(staff(&dir, "--month 2026-12 --day 2026-12-02 --lang en").stdout)
        .unwrap();
    assert!(
        why.contains("80 % within 20 s") && why.contains("one fewer") && why.contains("  14  "),
        "{why}"
    );
}

#[test]
fn what_cannot_be_is_refused_with_its_place() {
    let good = weeks("date,time,contacts", 10, plain);
    let volumes = |text: &str| text.to_owned();
    let cases: [(&str, &str, String, &str); 15] = [
        ("no file", "", volumes(""), "no contacts to learn from"),
        ("empty", STEADY, volumes(""), "empty"),
        (
            "no times",
            STEADY,
            volumes("a,b\n1,2\n"),
            "heading for dates or times",
        ),
        (
            "negative",
            STEADY,
            volumes("date,time,contacts\n2026-11-01,09:00,-3\n"),
            "row 2, “contacts”: “-3” is less than nothing",
        ),
        (
            "fraction",
            STEADY,
            volumes("date,time,contacts\n2026-11-01,09:00,3.5\n"),
            "not a whole number",
        ),
        (
            "no such time",
            STEADY,
            volumes("date,time,contacts\n2026-11-01,25:30,3\n"),
            "not a time of day",
        ),
        (
            "no such date",
            STEADY,
            volumes("date,time,contacts\n2026-02-30,09:00,3\n"),
            "not a date",
        ),
        (
            "two numbers",
            STEADY,
            volumes("date,time,contacts\n2026-11-01,09:00,3\n2026-11-01,09:00,4\n"),
            "another number than that of row 2",
        ),
        (
            "stale",
            STEADY,
            volumes("date,time,contacts\n2020-11-01,09:00,3\n"),
            "more than a year before",
        ),
        (
            "later only",
            STEADY,
            volumes("date,time,contacts\n2027-11-01,09:00,3\n"),
            "no contacts before 2026-12",
        ),
        (
            "no handling",
            "[staffing]\nvolumes = [\"volumes.csv\"]\n",
            good.clone(),
            "how long a contact takes is not said",
        ),
        (
            "all",
            "[staffing]\ntarget = \"100/60\"\n",
            good.clone(),
            "100/60",
        ),
        (
            "no patience",
            "[staffing]\npatience = 0\n",
            good.clone(),
            "patience",
        ),
        (
            "nobody left",
            "[staffing]\nshrinkage = 100\n",
            good.clone(),
            "shrinkage",
        ),
        (
            "worse together",
            "[staffing]\nat-once = [300, 700]\n",
            good.clone(),
            "at-once",
        ),
    ];
    for (name, staffing, text, wanted) in cases {
        let dir = shop("bad", staffing);
        fs::write(dir.join("volumes.csv"), text).unwrap();
        for lang in ["en", "zh"] {
            let output = staff(&dir, &format!("--month 2026-12 --lang {lang}"));
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(2), "{name}: {said}");
            assert!(lang == "zh" || said.contains(wanted), "{name}: {said}");
        }
    }
    let dir = shop("bad", STEADY);
    fs::write(dir.join("volumes.csv"), &good).unwrap();
    fs::write(
        dir.join("other.csv"),
        good.replace("2026-11-02,09:00,20", "2026-11-02,09:00,21"),
    )
    .unwrap();
    let output = staff(
        &dir,
        "--month 2026-12 --volumes volumes.csv --volumes other.csv --lang en",
    );
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("two files say different numbers of 2026-11-02: 120 contacts in volumes.csv, 121 in other.csv"), "{said}");
}
