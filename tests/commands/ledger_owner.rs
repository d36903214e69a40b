//! A ledger belongs to one shop: another team's file is refused, in every command, and a team that calls itself otherwise
//! says so once.

use crate::shop::{Shop, TEAM, december, holds};

/// Another shop: other people, the same ids; in a folder beside the first.
fn second(first: &Shop) -> String {
    let other = first.dir.join("second");
    std::fs::create_dir_all(&other).unwrap();
    let renamed = [
        ("天猫小店", "淘宝小店"),
        ("王芳", "赵一"),
        ("李娜", "钱二"),
        ("张敏", "孙三"),
        ("刘洋", "周四"),
    ];
    let (mut team, mut roster) = (TEAM.to_owned(), december(None));
    for (from, to) in renamed {
        (team, roster) = (team.replace(from, to), roster.replace(from, to));
    }
    std::fs::write(other.join("team.toml"), &team).unwrap();
    std::fs::write(other.join("december.csv"), &roster).unwrap();
    // The same people's other shop, and strangers under the first one's name.
    std::fs::write(
        other.join("same-name.toml"),
        team.replace("淘宝小店", "天猫小店"),
    )
    .unwrap();
    team
}

/// What a command prints that knows no time.
fn plain(shop: &Shop, wanted: i32, arguments: &str) -> String {
    let command = shop.command("", arguments);
    let kept: Vec<String> = command
        .get_args()
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    let at = kept.iter().position(|word| word == "--now").unwrap();
    let mut other = std::process::Command::new(command.get_program());
    other
        .current_dir(&shop.dir)
        .args(&kept[..at])
        .args(&kept[at + 2..]);
    let output = other.output().unwrap();
    assert_eq!(
        output.status.code(),
        Some(wanted),
        "{arguments}: {output:?}"
    );
    String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
}

#[test]
fn a_store_belongs_to_one_shop() {
    for (lang, says) in [("en", "this ledger belongs to"), ("zh", "这份台账属于")] {
        let shop = Shop::open("owner", lang);
        second(&shop);
        let now = "2026-12-10 09:00";
        shop.complaint("2026-12-09 09:00", "A03", "2026-12-08T21:40");
        let refused = [
            "publish second/team.toml second/december.csv --store ledger.db",
            "leave second/team.toml --person A03 --from 2026-12-20 --to 2026-12-20 --store ledger.db",
            "ledger add --team second/team.toml --store ledger.db --person A01 --category complaint",
            "ledger list --team second/team.toml --store ledger.db",
            "ledger status --team second/team.toml --store ledger.db",
            "ledger who-was-on --team second/team.toml --store ledger.db --at 2026-12-08T21:40",
            "ledger close --team second/team.toml --store ledger.db --dry-run",
            "case list --team second/team.toml --store ledger.db",
        ];
        for command in refused {
            let said = shop.exits(2, now, command);
            holds(
                &said,
                &[
                    says,
                    "天猫小店",
                    "淘宝小店",
                    "ledger.db",
                    "paiban ledger owner",
                ],
            );
        }
        for command in [
            "fairness second/team.toml --store ledger.db",
            "roster second/team.toml --month 2027-01 --repeat --store ledger.db",
        ] {
            holds(&plain(&shop, 2, command), &[says, "paiban ledger owner"]);
        }
        // Nothing was written.
        shop.ok(now, "ledger verify");
        assert_eq!(shop.json(now, "ledger owner")["team"], "天猫小店");
        assert_eq!(shop.json(now, "ledger show 4")["kind"], "event");
        shop.exits(2, now, "ledger show 5");
        // Its own team goes on as before.
        shop.ok(now, "ledger status");
    }
}

#[test]
fn strangers_under_the_same_name_are_another_shop() {
    let shop = Shop::open("strangers", "en");
    second(&shop);
    let publish = "publish second/same-name.toml second/december.csv --store ledger.db";
    let said = shop.exits(2, "2026-12-10 09:00", publish);
    holds(
        &said,
        &["Nobody of this team is in the roster that was published here last"],
    );
}

#[test]
fn a_team_that_is_renamed_says_so_once() {
    let shop = Shop::open("renamed", "en");
    shop.write("team.toml", &TEAM.replace("天猫小店", "旗舰店"));
    let now = "2026-12-10 09:00";
    shop.exits(2, now, "ledger list");
    shop.exits(2, now, "ledger owner 旗舰店");
    holds(
        &shop.ok(now, "ledger owner 旗舰店 --reason moved"),
        &["entry 4", "旗舰店"],
    );
    holds(&shop.ok(now, "ledger list"), &["旗舰店: moved"]);
    let again = shop.exits(2, now, "ledger owner 旗舰店 --reason again");
    holds(&again, &["belongs to", "already"]);
    // Blanks and width are no other name.
    shop.write("team.toml", &TEAM.replace("天猫小店", "旗 舰店"));
    shop.complaint(now, "A03", "2026-12-08T21:40");
    shop.ok(now, "ledger verify");
}

/// A ledger that was made without a team file belongs to whoever publishes in it first.
#[test]
fn the_first_roster_says_whose_it_is() {
    let shop = Shop::new("first-roster", "en");
    second(&shop);
    std::fs::rename(shop.dir.join("team.toml"), shop.dir.join("ours.toml")).unwrap();
    shop.ok(
        "2026-11-28 09:00",
        "ledger init --policy tmall --store shared.db --name 总店",
    );
    let now = "2026-11-28 10:00";
    holds(&shop.ok(now, "ledger owner --store shared.db"), &["总店"]);
    shop.ok(now, "publish ours.toml december.csv --store shared.db");
    shop.exits(
        2,
        now,
        "publish second/team.toml second/december.csv --store shared.db",
    );
    assert_eq!(
        shop.json(now, "ledger owner --store shared.db")["team"],
        "天猫小店"
    );
    // What was published there is what `fairness` counts.
    let counted = plain(
        &shop,
        0,
        "fairness ours.toml --month 2027-01 --store shared.db",
    );
    holds(&counted, &["published, version 1"]);
}
