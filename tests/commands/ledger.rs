//! The ledger as its users work with it: a small life from the first day to the second close, and mistakes made on
//! purpose.
//!
//! `tests/fixtures/ledger_cli/NAME.en.txt` and `NAME.zh.txt` are what people read; hashes are masked.
//! `UPDATE_GOLDEN=1` writes them.

use crate::shop;

use serde_json::{Value, json};
use shop::{Shop, december, fixtures, holds};
use std::fs;

const LANGUAGES: [&str; 2] = ["en", "zh"];

#[test]
fn a_small_life() {
    for lang in LANGUAGES {
        let shop = Shop::new("life", lang);
        begins(&shop);
        december_passes(&shop);
        refunds_are_paid(&shop);
        december_is_closed(&shop);
        january_is_closed(&shop);
        shop.golden("verify", "2027-02-02 10:00", 0, "ledger verify");
    }
}

fn begins(shop: &Shop) {
    let init = "ledger init --policy tmall refunds --user 店长";
    shop.golden("init", "2026-11-28 09:00", 0, init);
    shop.golden(
        "publish",
        "2026-11-28 10:00",
        0,
        "publish team.toml december.csv",
    );
    shop.ok("2026-11-28 11:00", "ledger user 主管 --role supervisor");
    shop.ok("2026-11-28 11:00", "ledger user 张敏 --role agent");
    let who = "ledger who-was-on --at 2026-12-08T21:40";
    shop.golden("who-was-on", "2026-12-08 22:00", 0, who);
}

fn december_passes(shop: &Shop) {
    let first =
        "ledger add --person A03 --category complaint --at 2026-12-08T21:40 --evidence 聊天记录";
    shop.golden("add", "2026-12-09 09:00", 0, first);
    shop.golden("add-double", "2026-12-09 09:01", 2, first);
    // The bot.
    let lines = [
        r#"{"person":"张敏","category":"complaint","at":"2026-12-15 20:00","evidence":"1"}"#,
        r#"{"person":"A03","category":"complant"}"#,
        "",
        r#"{"person":"A03","category":"complaint","at":"2026-12-16 20:00"}"#,
        r#"{"person":"A03","category":"complaint","at":"2026-12-16 20:00"}"#,
    ];
    let fed = shop.fed(
        2,
        "2026-12-17 09:00",
        "ledger add --stdin",
        &lines.join("\n"),
    );
    let acknowledged = "{\"line\":1,\"entry\":9}\n{\"line\":4,\"entry\":10}\n";
    assert_eq!(String::from_utf8_lossy(&fed.stdout), acknowledged);
    let refused = String::from_utf8_lossy(&fed.stderr).into_owned();
    holds(&refused, &["2", "complant", "“complaint”", "5", "10"]);
    // The third leads to a review; where the appeal against the second is granted, it is the second.
    shop.golden("status", "2026-12-17 10:00", 0, "ledger status");
    let own = shop.by("张敏");
    own.exits(2, "2026-12-18 09:00", "ledger waive 9 --reason 误会");
    own.ok("2026-12-18 09:00", "ledger appeal 9 --reason 不是我接待的");
    let answer = "ledger answer 9 --grant --reason 核实无误 --by 主管";
    shop.golden("answer", "2026-12-18 10:00", 0, answer);
    // A table.
    let events = "人员,类别,时间\n李娜,complaint,2026-12-20 20:00\nA01,customer-passed-on,2026-12-20 20:00\n";
    shop.write("events.csv", events);
    let imported = shop.ok("2026-12-21 09:00", "ledger import events.csv");
    holds(&imported, &["13", "14", "A02 李娜"]);
    shop.ok(
        "2026-12-21 10:00",
        "ledger waive 13 --reason 新人 --by 主管",
    );
    shop.golden("list", "2026-12-21 11:00", 0, "ledger list");
    shop.golden("show", "2026-12-21 11:00", 0, "ledger show 9");
}

/// Small ones by the agent, large ones with the manager's name, each with a slip.
fn refunds_are_paid(shop: &Shop) {
    let refund = |wanted: i32, more: &str| {
        let add = "ledger add --person A01 --category refund --at 2026-12-22T10:00";
        shop.exits(wanted, "2026-12-22 11:00", &format!("{add} {more}"))
    };
    refund(2, "--amount 25");
    refund(0, "--amount 25 --evidence 单据7");
    // Whoever may approve it approves by recording it; a name that is given does so for nobody else.
    let agent = |wanted: i32, more: &str| refund(wanted, &format!("{more} --by 张敏"));
    agent(2, "--amount 250 --evidence 单据8 --approved-by 店长");
    refund(2, "--amount 250 --evidence 单据7");
    refund(0, "--amount 250 --evidence 单据8");
}

/// With a wage of 600 A03 pays 120 of 150; what lies above the cap is gone.
fn december_is_closed(shop: &Shop) {
    let close = "ledger close --month 2026-12";
    let capped = "ledger close --month 2026-12 --wages wages.csv";
    shop.exits(2, "2026-12-30 09:00", close);
    shop.golden("close-without-wages", "2027-01-02 09:00", 2, close);
    shop.write("wages.csv", "person,wage\nA01,5000\n张敏,600\n老板,99999\n");
    shop.by("张敏").exits(2, "2027-01-02 09:00", capped);
    let preview = shop.ok("2027-01-02 09:00", &format!("{capped} --dry-run"));
    holds(&preview, &["150.00", "120.00", "30.00"]);
    assert!(!shop.dir.join("2026-12").exists());
    shop.golden("close", "2027-01-02 09:00", 0, capped);
    shop.exits(2, "2027-01-02 09:01", capped);
    for file in ["PAYROLL.csv", "PAYROLL.xlsx", "STATEMENTS.html"] {
        assert!(shop.dir.join("2026-12").join(file).is_file(), "{file}");
    }
    let statement = "ledger statement --person A03 --month 2026-12";
    shop.golden("statement", "2027-01-02 10:00", 0, statement);
    // The papers can be had again, to the byte.
    let again = "ledger statement --month 2026-12 --out again";
    shop.ok("2027-01-05 09:00", again);
    assert_eq!(
        shop.read("again/PAYROLL.csv"),
        shop.read("2026-12/PAYROLL.csv")
    );
    shop.exits(2, "2027-01-05 09:00", again);
}

/// What is found out late is booked in January; December stays as it is.
fn january_is_closed(shop: &Shop) {
    let late = shop.complaint("2027-01-06 09:00", "A01", "2026-12-02T10:00");
    holds(&late, &["50.00", "2027-01"]);
    let correct = "ledger correct 10 --reason 重复 --by 主管";
    shop.golden("correct", "2027-01-07 09:00", 0, correct);
    let statement = "ledger statement --person A03 --month 2026-12";
    holds(
        &shop.ok("2027-01-07 10:00", statement),
        &["150.00", "120.00"],
    );
    let close = "ledger close --wages wages.csv";
    shop.golden("close-adjusts", "2027-02-02 09:00", 0, close);
}

#[test]
fn everything_that_a_program_may_want_is_json() {
    let shop = Shop::open("json", "en");
    shop.complaint("2026-12-09 09:00", "A03", "2026-12-08T21:40");
    shop.complaint("2026-12-10 09:00", "A03", "2026-12-09T20:00");
    let now = "2026-12-11 09:00";
    let on = shop.json(now, "ledger who-was-on --at 2026-12-08T21:40");
    assert_eq!(on["version"], 1);
    assert_eq!(each(&on["people"], "/name"), ["李娜", "张敏"]);

    let list = shop.json(now, "ledger list --kind event");
    assert_eq!(each(&list["entries"], "/charge/charged_fen"), [5000, 10000]);

    let status = shop.json(now, "ledger status --person 张敏");
    let ladder = &status["people"][0]["ladders"][0];
    assert_eq!(
        (&ladder["count"], &ladder["next"]),
        (&json!(2), &json!("review"))
    );
    assert_eq!(status["people"][0]["charged"]["cash_fen"], 15000);

    let shown = shop.json(now, "ledger show 4");
    assert_eq!(
        (&shown["person"], &shown["duty"]["shift"]),
        (&json!("A03"), &json!("N"))
    );
    let next = shop.json(now, "ledger show 5");
    assert_eq!(
        next["before"], shown["hash"],
        "each carries the hash of the one before"
    );
    let head = shown["hash"].as_str().unwrap();
    let verified = shop.json(now, &format!("ledger verify --head {head}"));
    assert_eq!(
        (&verified["holds"], &verified["noted"]["entry"]),
        (&json!(true), &json!(4))
    );
    shop.exits(1, now, "ledger verify --head 0123456789abcdef");

    let case = shop.json(now, "case open --kind bad-review --person A02 --about 慢");
    assert_eq!(case["due"], "2026-12-13T09:00:00+08:00");
    assert_eq!(
        each(&shop.json(now, "case list")["cases"], "/id"),
        [case["id"].clone()]
    );

    let closed = shop.json("2027-01-02 09:00", "ledger close --no-caps");
    assert_eq!(closed["month"], "2026-12");
    assert_eq!(each(&closed["people"], "/pay_fen"), [-15000]);
    assert_eq!(closed["files"].as_array().unwrap().len(), 3);
    let statement = shop.json("2027-01-02 09:00", "ledger statement --person A03");
    assert_eq!(
        (&statement["closed"], &statement["pay_fen"]),
        (&closed["entry"], &json!(-15000))
    );
    assert_eq!(each(&statement["lines"], "/entry"), [4, 5]);
}

/// What stands at a place in each object of a list.
fn each(list: &Value, place: &str) -> Vec<Value> {
    let one = |object: &Value| object.pointer(place).cloned().unwrap_or_default();
    list.as_array().unwrap().iter().map(one).collect()
}

#[test]
fn cases_are_followed_up_to_the_closing_call() {
    for lang in LANGUAGES {
        let shop = Shop::open("cases", lang);
        let minor = "case open --kind complaint --severity minor --person 李娜 --about 发货慢";
        shop.ok("2026-12-08 09:00", minor);
        let severe = "case open --kind bad-review --severity severe --person 李娜 --about 漏发一件";
        shop.golden("case-open", "2026-12-08 10:00", 0, severe);
        let misspelt = "case open --kind bad-revew --person 李娜 --about 漏发一件";
        shop.golden("case-unknown", "2026-12-08 10:00", 2, misspelt);
        shop.golden("case-list", "2026-12-10 09:30", 0, "case list");
        let step = "case update 5 --state called --note 无人接听 --person A03";
        shop.ok("2026-12-10 10:00", step);
        let close = "case close 5 --result 已补发，改为好评 --called 2026-12-11T09:00";
        shop.ok("2026-12-11 10:00", close);
        shop.exits(2, "2026-12-11 10:00", close);
        let now = "2026-12-11 11:00";
        shop.golden("case-show", now, 0, "case show 5");
        assert!(!shop.ok(now, "case list").contains("漏发一件"));
        holds(&shop.ok(now, "case list --all"), &["漏发一件", "发货慢"]);
        shop.exits(2, now, "case show 2");
        shop.exits(2, now, "case update 4");
    }
}

#[test]
fn a_roster_is_published_in_versions() {
    let shop = Shop::open("rosters", "en");
    shop.complaint("2026-12-09 09:00", "A03", "2026-12-08T21:40");
    shop.write("tired.csv", &december(Some("李娜")));
    let now = "2026-12-10 09:00";
    let refused = shop.exits(1, now, "publish team.toml tired.csv");
    holds(&refused, &["weekly-rest", "李娜", "not published"]);
    let forced = "publish team.toml tired.csv --broken";
    let differs = "4 cells differ from version 1";
    holds(
        &shop.ok(now, forced),
        &["version 2", differs, "李娜 12-07: - → N"],
    );
    holds(
        &shop.exits(2, now, forced),
        &["published already", "version 2"],
    );
    // The event keeps the roster that held when it happened.
    assert_eq!(shop.json(now, "ledger show 4")["duty"]["version"], 1);
    let on = |at: &str| {
        let on = shop.json("2026-12-30 10:00", &format!("ledger who-was-on --at {at}"));
        (
            on["version"].clone(),
            on["people"].as_array().unwrap().len(),
        )
    };
    assert_eq!(on("2026-12-07T20:00"), (json!(1), 1));
    assert_eq!(on("2026-12-28T20:00"), (json!(2), 2));
}

#[test]
fn mistakes_are_named_with_what_to_do() {
    const MISTAKES: [(&str, i32, &str); 15] = [
        (
            "unknown-person",
            2,
            "ledger add --person 张明 --category complaint --at 2026-12-08T21:40",
        ),
        (
            "unknown-category",
            2,
            "ledger add --person A03 --category complaints --at 2026-12-08T21:40",
        ),
        (
            "future",
            2,
            "ledger add --person A03 --category complaint --at 2026-12-10T09:00",
        ),
        (
            "needs-minutes",
            2,
            "ledger add --person A03 --category night-answer",
        ),
        (
            "several-on-duty",
            2,
            "ledger add --category missed-duty --at 2026-12-08T21:40",
        ),
        ("no-entry", 2, "ledger show 99"),
        ("not-an-event", 2, "ledger waive 2 --reason 误会"),
        ("no-ledger", 2, "ledger status --store absent.db"),
        ("not-a-ledger", 2, "ledger status --store team.toml"),
        ("init-again", 2, "ledger init"),
        ("no-folder", 2, "ledger init --store absent/ledger.db"),
        ("nothing-to-close", 1, "ledger close --month 2025-12"),
        ("not-next", 2, "ledger close --month 2027-01"),
        ("policy-again", 2, "ledger policy tmall"),
        ("no-preset", 2, "ledger policy tmal"),
    ];
    for lang in LANGUAGES {
        let shop = Shop::open("mistakes", lang);
        let now = "2026-12-09 09:00";
        for (name, wanted, arguments) in MISTAKES {
            shop.golden(name, now, wanted, arguments);
        }
        let at = "complaint,2026-12-08 09:00";
        shop.write(
            "bad.csv",
            &format!("人员,类别,时间\nA03,complaint,昨天\n李四,{at}\n"),
        );
        shop.golden("import-cells", now, 2, "ledger import bad.csv");
        shop.write(
            "bad.csv",
            &format!("人员,类别,时间\nA03,{at}\n李四,{at}\nA03,{at}\n"),
        );
        shop.golden("import-rows", now, 2, "ledger import bad.csv");
        let skipping = shop.exits(2, now, "ledger import bad.csv --dry-run --skip-known");
        holds(&skipping, &["李四"]);
        assert_eq!(
            shop.json(now, "ledger verify")["entries"],
            3,
            "nothing was written"
        );
    }
}

#[test]
fn several_programs_write_at_once_and_may_send_again() {
    let (shop, now) = (Shop::open("bots", "en"), "2026-12-31 23:00");
    let line = |bot: usize, n: usize| {
        let (person, day, minute) = (n % 4 + 1, n % 28 + 1, n % 60);
        let at = format!("2026-12-{day:02} 12:{minute:02}");
        let order = format!("{bot}-{n}");
        json!({ "person": format!("A0{person}"), "category": "complaint", "at": at, "order": order })
    };
    let feed = |bot: usize| {
        (0..60)
            .map(|n| format!("{}\n", line(bot, n)))
            .collect::<String>()
    };
    let lines: Vec<String> = (0..4).map(feed).collect();
    let ids: Vec<i64> = std::thread::scope(|scope| {
        let send = |lines: &String| shop.fed(0, now, "ledger add --stdin", lines).stdout;
        let bots: Vec<_> = lines
            .iter()
            .map(|lines| scope.spawn(move || send(lines)))
            .collect();
        let said = bots
            .into_iter()
            .map(|bot| String::from_utf8(bot.join().unwrap()).unwrap());
        let entry = |line: &str| serde_json::from_str::<Value>(line).unwrap()["entry"].as_i64();
        said.flat_map(|said| said.lines().map(|l| entry(l).unwrap()).collect::<Vec<_>>())
            .collect()
    });
    let mut sorted = ids;
    sorted.sort_unstable();
    assert_eq!(
        sorted,
        (4..244).collect::<Vec<i64>>(),
        "none is lost or doubled"
    );
    // Whoever has not heard the acknowledgement sends everything again, and nothing is doubled.
    assert!(
        shop.fed(2, now, "ledger add --stdin", &lines[0])
            .stdout
            .is_empty()
    );
    assert_eq!(shop.json(now, "ledger verify")["entries"], 243);
}

#[test]
fn what_is_known_is_imported_once() {
    let shop = Shop::open("known", "en");
    let now = "2026-12-09 09:00";
    shop.complaint(now, "A03", "2026-12-08T21:40");
    let rows = "A03,complaint,2026-12-08 21:40\nA03,complaint,2026-12-08 22:40\n张敏,complaint,2026-12-08 22:40\n";
    shop.write("more.csv", &format!("person,category,at\n{rows}"));
    let refused = shop.exits(2, now, "ledger import more.csv");
    holds(&refused, &["row 2: entry 4", "row 4: the same as row 3"]);
    let imported = shop.ok(now, "ledger import more.csv --skip-known");
    holds(
        &imported,
        &[
            "skipped row 2",
            "skipped row 4",
            "1 event of more.csv: entry 5",
        ],
    );
    holds(
        &shop.ok(now, "ledger import more.csv --skip-known"),
        &["nothing of more.csv is new"],
    );
    // What was taken back may be told again.
    shop.ok(now, "ledger correct 5 --reason 弄错");
    shop.complaint(now, "A03", "2026-12-08T22:40");
    shop.ok(
        now,
        "ledger add --person A03 --category complaint --at 2026-12-08T22:40 --again",
    );
}

#[test]
fn only_named_users_write_each_in_a_role() {
    for lang in LANGUAGES {
        let shop = Shop::open("users", lang);
        let now = "2026-12-09 09:00";
        shop.exits(2, now, "ledger user 张敏 --role agent");
        shop.ok(now, "ledger user 店长 --role manager");
        shop.ok(now, "ledger user 张敏 --role agent");
        shop.by("张敏").complaint(now, "A03", "2026-12-08T21:40");
        let waive = "ledger waive 6 --reason 误会";
        shop.by("张敏").golden("not-in-role", now, 2, waive);
        shop.by("张明").golden("unknown-user", now, 2, waive);
        // Who is nobody in the ledger does not read it either.
        shop.by("张明").exits(2, now, "ledger status");
        shop.exits(2, now, "ledger user 店长 --role none");
        let mut nameless = shop.command(now, "ledger user --role manager");
        let refused = nameless.arg(" ").output().unwrap();
        assert_eq!(refused.status.code(), Some(2));
        shop.ok(now, "ledger user 张敏 --role none");
        shop.by("张敏")
            .exits(2, now, "ledger appeal 6 --reason 误会");
    }
}

#[test]
fn the_ledger_lies_beside_the_team_or_where_it_is_said() {
    let shop = Shop::open("places", "en");
    let (above, now) = (shop.above(), "2026-12-09 09:00");
    above.exits(2, now, "ledger status");
    for place in ["--team en/team.toml", "--store en/ledger.db"] {
        above.ok(now, &format!("ledger {place} status"));
        // The team file beside it says who there is.
        let add = format!("ledger add --person 张明 --category complaint {place}");
        holds(&above.exits(2, now, &add), &["张敏", "en/ledger.db"]);
    }
    assert!(!above.dir.join("ledger.db").exists());
    let mut command = shop.command(now, "ledger add --person A03 --category complaint");
    for name in ["PAIBAN_USER", "USER", "USERNAME", "LOGNAME"] {
        command.env_remove(name);
    }
    let output = command.output().unwrap();
    holds(&String::from_utf8_lossy(&output.stderr), &["--by NAME"]);
    assert_eq!(output.status.code(), Some(2));
    let output = command.env("PAIBAN_USER", "值班机器人").output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(shop.json(now, "ledger show 4")["by"], "值班机器人");
}

/// What stands in the file of an SQLite database at 60 to 63 is the version of its tables.
#[test]
fn a_newer_ledger_and_a_changed_one_are_not_trusted() {
    for lang in LANGUAGES {
        let (shop, now) = (Shop::open("changed", lang), "2026-12-09 10:00");
        shop.ok(
            now,
            "ledger add --person A03 --category complaint --evidence witness",
        );
        let file = shop.dir.join("ledger.db");
        let bytes = fs::read(&file).unwrap();
        let mut newer = bytes.clone();
        newer[60..64].copy_from_slice(&99_u32.to_be_bytes());
        fs::write(&file, newer).unwrap();
        shop.golden("newer", now, 2, "ledger status");
        let at = bytes
            .windows(7)
            .position(|window| window == b"witness")
            .unwrap();
        let mut changed = bytes;
        changed[at] = b'f';
        fs::write(&file, changed).unwrap();
        shop.golden("changed", now, 1, "ledger verify");
        let found = shop.exits(1, now, "ledger verify --json");
        let found: Value = serde_json::from_str(&found).unwrap();
        assert_eq!(each(&found["findings"], "/entry"), [4]);
    }
}

#[test]
fn a_policy_is_written_edited_and_adopted() {
    let (shop, now) = (Shop::open("policy", "en"), "2026-12-09 09:00");
    let write = "ledger policy --write supermarket --out ours/market.toml";
    shop.ok(now, write);
    shop.exits(2, now, write);
    let text = shop.read("ours/market.toml").replace("\"10\"", "\"12\"");
    shop.write("ours/market.toml", &text);
    let adopted = shop.ok(now, "ledger policy ours/market.toml");
    holds(&adopted, &["entry 4", "12.00", "100.00, handed over"]);
    shop.write("broken.toml", &text.replace("steps", "stesp"));
    holds(
        &shop.exits(2, now, "ledger policy broken.toml"),
        &["stesp", "steps", "broken.toml"],
    );
    let list = shop.ok(now, "ledger policy");
    holds(
        &list,
        &[
            "in force (entry 2)",
            "in force (entry 4)",
            "50.00 → 100.00 → review",
        ],
    );
    assert!(!list.contains("\n  supermarket "), "it is adopted: {list}");
}

#[test]
fn no_golden_output_is_left_over() {
    let tests = include_str!("ledger.rs");
    for entry in fs::read_dir(fixtures()).unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        let name = file.split('.').next().unwrap();
        assert!(
            tests.contains(&format!("\"{name}\"")),
            "{file} belongs to no case"
        );
    }
}
