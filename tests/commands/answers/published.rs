//! Rostering a month that is published already.

use super::{LANGUAGES, Shop, TEAM, holds};
use serde_json::Value;

const MONTH: &str = "roster team.toml --month 2026-12 --time-limit 10";

#[test]
fn a_month_that_is_out_already_is_said_to_be() {
    for lang in LANGUAGES {
        let shop = Shop::open("known", lang, TEAM);
        let said = shop.ok(MONTH);
        let parts = match lang {
            "en" => [
                "version 1 of 2026-12 was published 2026-11-28 09:00",
                "paiban change team.toml --month 2026-12",
                "makes it version 2",
            ],
            _ => [
                "2026-12 已于 2026-11-28 09:00 发布第 1 版",
                "paiban change team.toml --month 2026-12",
                "发布为第 2 版",
            ],
        };
        holds(&said, &parts);
        let found = shop.json(0, MONTH);
        let known = &found["published"];
        assert_eq!(known["version"], 1);
        assert_eq!(known["would_be_version"], 2);
        assert!(known["cells_that_differ"].as_u64().unwrap() > 0, "{known}");
        // The next month is not.
        let next = shop.json(0, "roster team.toml --month 2027-01 --time-limit 10");
        assert_eq!(next["published"], Value::Null);
        // Published, it is the same.
        shop.ok("publish team.toml 2026-12/ROSTER.csv");
        let found = shop.json(0, MONTH);
        assert_eq!(found["published"]["version"], 2);
        assert_eq!(found["published"]["cells_that_differ"], 0);
        let same = match lang {
            "en" => "it is the same as version 2",
            _ => "发布的第 2 版相同",
        };
        holds(&shop.ok(MONTH), &[same]);
        // Where there is no roster, it is said as well.
        let none = TEAM.replace("\"09:00-17:00\" = 1", "\"09:00-17:00\" = 4");
        shop.write("team.toml", &none);
        assert_eq!(shop.json(1, MONTH)["published"]["version"], 2);
    }
}

/// A ledger that is named counts, and the one beside the team file then does not.
#[test]
fn the_ledger_that_is_named_is_asked() {
    let shop = Shop::open("known-elsewhere", "en", TEAM);
    std::fs::create_dir(shop.dir.join("kept")).unwrap();
    std::fs::rename(shop.dir.join("ledger.db"), shop.dir.join("kept/ledger.db")).unwrap();
    assert_eq!(shop.json(0, MONTH)["published"], Value::Null);
    let named = format!("{MONTH} --store kept/ledger.db");
    assert_eq!(shop.json(0, &named)["published"]["version"], 1);
    shop.exits(2, &format!("{MONTH} --store kept/nothing.db"));
}
