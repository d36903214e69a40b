//! Somebody who gets an id later is one person: a deed says so, from then on everything counts both as one, and what was
//! closed before stays as it was.

use crate::shop::{Shop, TEAM, holds};

/// The shop's people without ids: they are known by their names.
fn nameless() -> String {
    TEAM.lines()
        .filter(|line| !line.starts_with("id = "))
        .map(|line| format!("{line}\n"))
        .collect()
}

/// December with one complaint against 张敏 who has no id, closed; then the team file gets ids, and a second complaint of
/// December comes in under the new one.
fn renamed(name: &str, lang: &'static str) -> Shop {
    let shop = Shop::new(name, lang);
    shop.write("team.toml", &nameless());
    shop.ok("2026-11-28 09:00", "ledger init --policy tmall");
    shop.ok("2026-11-28 10:00", "publish team.toml december.csv");
    shop.complaint("2026-12-09 09:00", "张敏", "2026-12-08T21:40");
    shop.ok(
        "2027-01-02 09:00",
        "ledger close --month 2026-12 --no-caps --out papers",
    );
    shop.write("team.toml", TEAM);
    shop.complaint("2027-01-03 09:00", "A03", "2026-12-20T21:40");
    shop
}

const NOW: &str = "2027-01-04 09:00";
const RENAME: &str = "ledger rename --from 张敏 --to A03 --reason 编了工号";

#[test]
fn what_stands_under_an_earlier_id_counts() {
    for (lang, hint, done) in [
        ("en", "is perhaps A03", "is that of A03 张敏"),
        ("zh", "可能就是 A03", "都算 A03 张敏 的"),
    ] {
        let shop = renamed("rename", lang);
        holds(&shop.ok(NOW, "ledger status"), &[hint, "ledger rename"]);
        let count = || {
            let status = shop.command(NOW, "ledger status --month 2026-12 --json");
            let output = { status }.output().unwrap().stdout;
            let status: serde_json::Value = serde_json::from_slice(&output).unwrap();
            let people = status["people"].as_array().unwrap().clone();
            let of = |id: &str| {
                let person = people.iter().find(|person| person["person"] == id)?;
                let ladders = person["ladders"].as_array().unwrap();
                let ladder = ladders.iter().find(|l| l["ladder"] == "complaint").unwrap();
                ladder["count"].as_i64()
            };
            (of("张敏"), of("A03"))
        };
        assert_eq!(count(), (Some(1), Some(1)));
        holds(&shop.ok(NOW, RENAME), &[done]);
        assert_eq!(count(), (None, Some(2)));
        assert!(!shop.ok(NOW, "ledger status").contains(hint));
        for line in ["ledger list --person A03", "ledger list --person 张敏"] {
            let list = shop.ok(NOW, line);
            holds(&list, &["2026-12-08 21:40", "2026-12-20 21:40", "A03 张敏"]);
        }
        // The same event again, by whatever id, is known.
        for name in ["A03", "张敏"] {
            let again =
                format!("ledger add --person {name} --category complaint --at 2026-12-08T21:40");
            shop.exits(2, NOW, &again);
        }
        // By the roster that has the earlier id, it is the same person who answers.
        let on_duty = "ledger add --category night-answer --at 2026-12-08T21:40 --minutes 5";
        holds(&shop.exits(2, NOW, on_duty), &["李娜"]);
        let on = shop.ok(NOW, "ledger who-was-on --at 2026-12-08T21:40");
        holds(&on, &["A03   张敏"]);
        assert!(
            !shop.ok(NOW, "ledger show 4").contains("was not"),
            "on duty under the earlier id"
        );
        shop.ok(NOW, "ledger verify");
        // The closed month stays; the next one books what the second complaint comes to as the second.
        let then = shop.ok(NOW, "ledger statement --person A03 --month 2026-12");
        holds(&then, &["50.00", "张敏"]);
        assert!(!then.contains("100.00"), "{then}");
        let close = "ledger close --month 2027-01 --no-caps --out january --early";
        shop.ok("2027-02-01 09:00", close);
        let now = "2027-02-02 09:00";
        let january = shop.ok(now, "ledger statement --person A03 --month 2027-01");
        holds(&january, &["100.00", "2026-12-20"]);
        assert!(!january.contains("2026-12-08"), "{january}");
        let said = shop.ok(now, "ledger verify");
        holds(&said, &["2"]);
        // What a close has booked for one is not parted again.
        shop.exits(2, now, "ledger correct 7 --reason 错");
    }
}

#[test]
fn a_renaming_is_a_managers_and_can_be_taken_back_until_a_close() {
    let shop = renamed("rename-who", "en");
    for (line, says) in [
        (
            "ledger rename --from A01 --to A03 --reason x",
            "is in the team",
        ),
        (
            "ledger rename --from 张敏 --to 张敏 --reason x",
            "one person already",
        ),
        (
            "ledger rename --from 谁也不是 --to A03 --reason x",
            "谁也不是",
        ),
        ("ledger rename --from 张敏 --to A09 --reason x", "A09"),
    ] {
        holds(&shop.exits(2, NOW, line), &[says]);
    }
    shop.ok(NOW, RENAME);
    holds(&shop.exits(2, NOW, RENAME), &["one person already"]);
    shop.ok(NOW, "ledger correct 7 --reason 不是同一人");
    shop.ok(NOW, "ledger verify");
    let list = shop.ok(NOW, "ledger list --person A03");
    assert!(!list.contains("2026-12-08"), "{list}");
    // Taken back for good: another deed says it anew.
    shop.exits(2, NOW, "ledger correct 8 --reason x");
    shop.ok(NOW, RENAME);
    shop.ok(NOW, "ledger user 店长 --role manager");
    shop.ok(NOW, "ledger user 李娜 --role agent");
    shop.by("李娜")
        .exits(2, NOW, "ledger rename --from 李娜 --to A02 --reason x");
    shop.ok(NOW, "ledger rename --from 李娜 --to A02 --reason x");
    shop.ok(NOW, "ledger verify");
}
