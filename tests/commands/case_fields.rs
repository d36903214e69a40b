//! What the shops' tables of bad reviews have, and what is due next; one buyer, one agent; the register of payments.

use crate::shop;

use calamine::{Data, Reader, Xlsx};
use serde_json::json;
use shop::{Shop, holds};
use std::io::Cursor;

const OPEN: &str = "case open --kind bad-review --about 色差 --at 2026-12-08T09:00";

/// The rows of a workbook's first sheet as text.
fn rows(shop: &Shop, file: &str) -> Vec<Vec<String>> {
    let bytes = std::fs::read(shop.dir.join(file)).unwrap();
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    let text = |cell: &Data| cell.to_string();
    sheet
        .rows()
        .map(|row| row.iter().map(text).collect())
        .collect()
}

#[cfg(unix)]
fn is_private(shop: &Shop, file: &str) -> bool {
    use std::os::unix::fs::PermissionsExt;
    let meta = std::fs::metadata(shop.dir.join(file)).unwrap();
    meta.permissions().mode() & 0o077 == 0
}

#[test]
fn a_case_has_the_columns_of_the_table() {
    for (lang, masked, wanted) in [
        (
            "en",
            "138****5678",
            ["deleted or changed", "less was sent", "warehouse"],
        ),
        ("zh", "138****5678", ["已删除/修改", "少发货", "仓库"]),
    ] {
        let shop = Shop::open("case-fields", lang);
        let now = "2026-12-08 10:00";
        let more = "--person A01 --customer 买家甲 --phone 13812345678 --goods 外套 --problem short --responsible warehouse --severity severe";
        shop.ok(now, &format!("{OPEN} {more}"));
        shop.ok(now, "case update 4 --step confirmation");
        let done = "case update 4 --done messaged --step solution --note 已留言";
        shop.ok(now, done);
        shop.ok(
            "2026-12-08 11:00",
            "case update 4 --stands promised --promised 2026-12-10",
        );
        let case = shop.json("2026-12-08 12:00", "case show 4");
        for (key, value) in [
            ("phone", json!(masked)),
            ("goods", json!("外套")),
            ("problem", json!("short")),
            ("responsible", json!("warehouse")),
            ("done", json!("messaged")),
            ("stands", json!("promised")),
            ("step", json!("solution")),
            ("state", json!("promised")),
        ] {
            assert_eq!(case[key], value, "{key}");
        }
        assert_eq!(case["next"]["what"], "check-promise");
        // Whole on demand only, and nowhere else.
        assert_eq!(
            shop.json(now, "case show 4 --whole-phone")["phone"],
            "13812345678"
        );
        for line in [
            "case show 4",
            "case list",
            "case list --json",
            "ledger show 4 --json",
            "ledger show 4",
            "ledger list --json",
            "ledger list",
        ] {
            assert!(
                !shop.ok("2026-12-08 12:00", line).contains("13812345678"),
                "{line}"
            );
        }
        shop.ok("2026-12-10 12:00", "case update 4 --stands changed");
        shop.ok("2026-12-10 12:00", "case list --out cases.xlsx");
        let table = rows(&shop, "cases.xlsx");
        assert_eq!(table.len(), 2);
        assert_eq!(
            table[1][..6].join("|"),
            format!(
                "2026-12-08 09:00|买家甲|{masked}|外套|色差|{}",
                if lang == "en" { "severe" } else { "严重" }
            )
        );
        for part in wanted {
            assert!(
                table[1].iter().any(|cell| cell == part),
                "{part}: {table:?}"
            );
        }
        #[cfg(unix)]
        assert!(is_private(&shop, "cases.xlsx"));
        shop.exits(2, now, "case list --out cases.xlsx");
        shop.exits(2, now, "case list --out cases.csv");
        shop.ok(now, "case list --out cases.xlsx --force --whole-phone");
        assert_eq!(rows(&shop, "cases.xlsx")[1][2], "13812345678");
        shop.ok(
            "2026-12-11 09:00",
            "case close 4 --result 已改 --called 2026-12-11T08:50 --anyway 买家已删评",
        );
        assert_eq!(
            shop.json("2026-12-11 10:00", "case show 4")["step"],
            "closing"
        );
        shop.ok(now, "ledger verify");
    }
}

/// S1 四、2 ②: 48 hours without an answer, then a call at about 10:00 or after 16:00.
#[test]
fn who_does_not_answer_is_called() {
    let shop = Shop::open("case-next", "en");
    let next = |now: &str| {
        let case = shop.json(now, "case show 4");
        let at = case["next"]["at"].as_str().unwrap_or_default().to_owned();
        (
            case["next"]["what"].as_str().unwrap_or_default().to_owned(),
            at,
        )
    };
    let due = |what: &str, at: &str| (what.to_owned(), format!("{at}:00+08:00"));
    shop.ok("2026-12-08 09:00", &format!("{OPEN} --person A01"));
    assert_eq!(next("2026-12-08 09:00"), due("write", "2026-12-08T09:00"));
    shop.ok("2026-12-08 09:30", "case update 4 --done messaged");
    assert_eq!(next("2026-12-08 10:00"), due("call", "2026-12-10T10:00"));
    // The text message after it does not begin anew.
    shop.ok("2026-12-08 20:00", "case update 4 --done texted");
    assert_eq!(next("2026-12-09 10:00"), due("call", "2026-12-10T10:00"));
    holds(
        &shop.ok("2026-12-10 11:00", "case list"),
        &["call the customer at 2026-12-10 10:00, which is now"],
    );
    shop.ok(
        "2026-12-10 16:05",
        "case update 4 --done called --stands refused",
    );
    assert_eq!(next("2026-12-10 17:00").0, "solve");
    shop.ok("2026-12-10 17:05", "case update 4 --done messaged");
    assert_eq!(next("2026-12-10 18:00"), due("call", "2026-12-12T17:05"));
    // As earlier versions wrote it, in one word.
    shop.ok("2026-12-11 10:00", "case update 4 --state promised");
    assert_eq!(next("2026-12-11 11:00").0, "check-promise");
}

/// S2, 客服售后 二: the case goes to whoever had the buyer first; who is asked when that agent is off.
#[test]
fn one_buyer_has_one_agent() {
    let shop = Shop::open("case-buyer", "en");
    let now = "2026-12-08 10:00";
    shop.exits(2, now, OPEN);
    shop.ok(now, &format!("{OPEN} --customer 买家甲 --person A01"));
    // Written in another way, the same buyer.
    let again = shop.ok(
        "2026-12-09 10:00",
        &format!("{OPEN} --customer 买家甲　 --due 2026-12-20T10:00"),
    );
    holds(&again, &["A01 王芳", "since case 4"]);
    // 王芳 rests on Sundays.
    let sunday = shop.ok(
        "2026-12-13 10:00",
        &format!("{OPEN} --customer 买家甲 --person A02 --due 2026-12-21T10:00"),
    );
    holds(&sunday, &["that of A01 王芳", "ask the supervisor"]);
    // Whoever it was given to has the buyer from then on.
    holds(
        &shop.ok(
            "2026-12-14 10:00",
            &format!("{OPEN} --customer 买家甲 --due 2026-12-22T10:00"),
        ),
        &["A02 李娜"],
    );
    assert_eq!(
        shop.json(now, "case list --customer 买家甲")["cases"]
            .as_array()
            .unwrap()
            .len(),
        4
    );
    assert_eq!(
        shop.json(now, "case list --person 王芳")["cases"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
}

/// Where names are proven, agents go on with their own cases, and a supervisor gives them to others.
#[test]
fn a_colleagues_case_is_left_to_them() {
    let shop = Shop::new("case-own", "en");
    let now = "2026-12-08 10:00";
    shop.ok(now, "ledger init --policy tmall --user 店长");
    shop.ok(now, "publish team.toml december.csv");
    shop.ok(now, "ledger user 李娜 --role agent");
    shop.ok(now, "ledger user 王芳 --role agent");
    let (own, other) = (shop.by("李娜"), shop.by("王芳"));
    let opened = own.ok(
        now,
        &format!("{OPEN} --customer 买家甲 --phone 13812345678"),
    );
    holds(&opened, &["A02 李娜"]);
    own.ok(now, "case update 7 --done messaged");
    for line in [
        "case update 7 --done called",
        "case close 7 --result done",
        "case show 7 --whole-phone",
        "case list --whole-phone",
        "case update 7 --person 王芳",
    ] {
        other.exits(2, now, line);
    }
    other.exits(2, now, &format!("{OPEN} --customer 买家甲 --person 王芳"));
    own.exits(2, now, "case update 7 --person 王芳");
    own.ok(now, "case show 7 --whole-phone");
    shop.ok(now, "case update 7 --person 王芳");
    other.ok(now, "case close 7 --result done");
}

/// S1 四、3: slip, signature, and the remark “content_agent”.
#[test]
fn payments_are_registered_for_accounting() {
    let shop = Shop::open("register", "zh");
    let now = "2026-12-22 11:00";
    shop.ok(now, "ledger policy refunds");
    let pay = "ledger add --category compensation --at 2026-12-22T10:00";
    shop.ok(
        now,
        &format!("{pay} --person A01 --amount 10 --evidence 单据7 --order 77 --note 删除中评"),
    );
    shop.ok(
        now,
        &format!("{pay} --person A02 --amount 20.50 --evidence 单据8 --order 78"),
    );
    let said = shop.ok(now, "ledger payments --out register.xlsx");
    holds(&said, &["删除中评_王芳", "现金补偿_李娜", "30.50"]);
    let table = rows(&shop, "register.xlsx");
    assert_eq!(table[0][12], "签字");
    assert_eq!(table[1][7..10].join("|"), "10|单据7|删除中评_王芳");
    #[cfg(unix)]
    assert!(is_private(&shop, "register.xlsx"));
    let month = shop.json(now, "ledger payments --month 2026-12");
    assert_eq!(month["paid_fen"], 3050);
    assert_eq!(
        shop.json(now, "ledger payments --month 2026-11")["payments"],
        json!([])
    );
}

/// The nine steps come one after the other, unless somebody says why not; the list says what is due after each.
#[test]
fn steps_come_one_after_the_other() {
    for (lang, missing) in [("en", "3 confirmation"), ("zh", "3 问题确认")] {
        let shop = Shop::open("case-steps", lang);
        let now = "2026-12-08 10:00";
        shop.ok(now, &format!("{OPEN} --person A01"));
        let step = |wanted: i32, step: &str| {
            let line = format!("case update 4 --step {step}");
            shop.exits(wanted, now, &line)
        };
        for later in [
            "solution",
            "carrying-out",
            "feedback",
            "analysis",
            "end-confirmed",
        ] {
            holds(&step(2, later), &[missing, "--anyway"]);
        }
        step(2, "solution --anyway  ");
        assert_eq!(shop.json(now, "case show 4")["step"], "registration");
        // One after the other, and after each what is due.
        let flow = [
            ("confirmation", "solve"),
            ("solution", "carry-out"),
            ("carrying-out", "ask-back"),
            ("feedback", "learn"),
            // It did not help: back, and on again.
            ("solution", "carry-out"),
            ("carrying-out", "ask-back"),
            ("feedback", "learn"),
            ("analysis", "confirm"),
        ];
        for (word, due) in flow {
            step(0, word);
            let case = shop.json(now, "case show 4");
            assert_eq!(case["next"]["what"], due, "{word}");
        }
        holds(
            &shop.exits(2, now, "case close 4 --result 已解决"),
            &["8 ", "--anyway"],
        );
        shop.ok(
            now,
            "case close 4 --result 已解决 --called 2026-12-08T09:50",
        );
        // Open again, it has what went before; a step is left out with a reason, which shows.
        shop.ok(now, "case update 4 --state open --note 又来了");
        step(2, "carrying-out");
        step(0, "carrying-out --anyway 当场补发");
        let said = shop.ok(now, "case show 4");
        holds(
            &said,
            &[
                "当场补发",
                if lang == "en" {
                    "without solution"
                } else {
                    "跳过解决方案制定"
                },
            ],
        );
        shop.exits(2, now, "case close 4 --result 已解决");
        shop.ok(now, "case close 4 --result 已解决 --anyway 买家不再回复");
        holds(&shop.ok(now, "case show 4"), &["买家不再回复"]);
        // Where nobody notes steps, nobody is asked for them.
        shop.ok(now, "case open --kind bad-review --about 破损 --person A01");
        shop.ok(now, "case close 17 --result 已解决");
        shop.ok(now, "ledger verify");
    }
}
