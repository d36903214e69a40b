//! Two outputs of the ledger that show one thing agree, and what changes for others is said.

use crate::shop;

use shop::{Shop, holds};

fn add(shop: &Shop, now: &str, what: &str) -> String {
    shop.ok(now, &format!("ledger add {what}"))
}

/// Two offences in one minute, recorded against the order of their names: the close is what `verify` computes again.
#[test]
fn offences_of_the_same_minute_are_closed_as_they_are_verified() {
    let shop = Shop::new("same-minute", "en");
    shop.ok("2026-11-28 09:00", "ledger init --policy supermarket");
    shop.ok("2026-11-28 10:00", "publish team.toml december.csv");
    for category in ["till-phone", "till-chat"] {
        let what = format!("--person A03 --category {category} --at 2026-12-08T21:40");
        add(&shop, "2026-12-09 09:00", &what);
    }
    shop.ok("2027-01-02 09:00", "ledger close --no-caps");
    shop.ok("2027-01-02 10:00", "ledger verify");
}

/// Three in one minute, one of them remitted: 10 or 30, and everywhere the same.
#[test]
fn status_statement_list_and_close_say_the_same() {
    let shop = Shop::new("same-figures", "en");
    shop.ok("2026-11-28 09:00", "ledger init --policy taobao");
    shop.ok("2026-11-28 10:00", "publish team.toml december.csv");
    for category in [
        "unrelated-activity",
        "software-installed",
        "unrelated-activity",
    ] {
        let what = format!(
            "--person A03 --category {category} --at 2026-12-08T21:40 --evidence x --again"
        );
        add(&shop, "2026-12-09 09:00", &what);
    }
    // The second by its number: 30 is remitted, and 10 is left.
    shop.ok("2026-12-09 10:00", "ledger waive 5 --reason once");
    let now = "2026-12-10 09:00";
    let pay = |json: &serde_json::Value, place: &str| json.pointer(place).cloned().unwrap();
    let status = shop.json(now, "ledger status");
    let one = shop.json(now, "ledger status --person A03");
    let statement = shop.json(now, "ledger statement --person A03 --month 2026-12");
    let list = shop.json(now, "ledger list --kind event");
    let listed: i64 = list["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["charge"]["charged_fen"].as_i64().unwrap())
        .sum();
    let preview = shop.json("2027-01-02 09:00", "ledger close --no-caps --dry-run");
    let close = shop.json("2027-01-02 09:00", "ledger close --no-caps");
    let after = shop.json(
        "2027-01-03 09:00",
        "ledger statement --person A03 --month 2026-12",
    );
    let figures = [
        pay(&status, "/people/0/charged/cash_fen"),
        pay(&one, "/people/0/charged/cash_fen"),
        pay(&statement, "/payroll/cash"),
        listed.into(),
        pay(&preview, "/people/0/cash_fen"),
        pay(&close, "/people/0/cash_fen"),
        pay(&after, "/payroll/cash"),
    ];
    assert!(figures.iter().all(|fen| *fen == 1000), "{figures:?}");
    shop.ok("2027-01-03 10:00", "ledger verify");
}

/// A review is decided once; otherwise only after the decision was taken back.
#[test]
fn a_review_is_decided_once() {
    let shop = Shop::open("decided", "en");
    for day in ["05", "06", "07"] {
        shop.complaint("2026-12-08 09:00", "A03", &format!("2026-12-{day}T10:00"));
    }
    let now = "2026-12-09 09:00";
    holds(
        &shop.ok(now, "ledger status"),
        &["Reviews that wait", "6  A03"],
    );
    shop.ok(now, "ledger decide 6 --decision stays");
    let contrary = "ledger decide 6 --decision goes";
    holds(
        &shop.exits(2, now, contrary),
        &["decided already", "Entry 7", "ledger correct 7"],
    );
    assert!(!shop.ok(now, "ledger status").contains("Reviews that wait"));
    let preview = shop.json("2027-01-02 09:00", "ledger close --no-caps --dry-run");
    assert_eq!(preview["waiting_reviews"], serde_json::json!([]));
    // Taken back, it waits again, and may be decided otherwise.
    shop.ok(now, "ledger correct 7 --reason mistake");
    let preview = shop.json("2027-01-02 09:00", "ledger close --no-caps --dry-run");
    assert_eq!(preview["waiting_reviews"], serde_json::json!([6]));
    shop.ok(now, contrary);
    let paper = shop.ok(now, "ledger statement --person A03 --month 2026-12");
    holds(
        &paper,
        &["Entry 6: a review. Entry 9 says what was decided."],
    );
}

/// Without a published roster nobody is known to have worked, so that nobody gets a card: the close says so.
#[test]
fn awards_that_cannot_be_judged_are_named() {
    for (lang, said) in [
        ("en", "not judged, no roster of 2026-12"),
        ("zh", "未能评定"),
    ] {
        let shop = Shop::new("unjudged", lang);
        shop.ok("2026-11-28 09:00", "ledger init --policy supermarket");
        let phone = "--person A03 --category till-phone --at 2026-12-08T21:40";
        add(&shop, "2026-12-09 09:00", phone);
        let close = "ledger close --no-caps --month 2026-12";
        holds(
            &shop.ok("2027-01-02 09:00", &format!("{close} --dry-run")),
            &[said],
        );
        holds(&shop.ok("2027-01-02 09:00", close), &[said]);
        // Published later, what was earned comes with the next close.
        shop.ok("2027-01-03 09:00", "publish team.toml december.csv");
        let next = shop.json("2027-02-01 09:00", "ledger close --no-caps --month 2027-01");
        let goods = |id: &str| {
            let people = next["people"].as_array().unwrap();
            let one = people.iter().find(|one| one["person"] == id);
            one.map_or(0, |one| one["goods_fen"].as_i64().unwrap())
        };
        assert_eq!(
            ["A01", "A02", "A03", "A04"].map(goods),
            [10000, 10000, 0, 10000]
        );
        assert_eq!(next["awards_not_judged"].as_array().unwrap().len(), 1);
    }
}
