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

/// Shops that begin with one preset, whose names and people nobody has changed: the id in the team file tells them apart.
#[test]
fn two_shops_of_one_preset_are_two() {
    for (lang, says) in [("en", "two shops"), ("zh", "两家店")] {
        let shop = Shop::new("one-preset", lang);
        for folder in ["a", "b", "c"] {
            let init = format!("init {folder} --preset taobao");
            assert!(shop.plain(&init).output().unwrap().status.success());
            let roster = format!("roster {folder}/team.toml --month 2026-12 --time-limit 2");
            if folder == "a" {
                assert!(shop.plain(&roster).output().unwrap().status.success());
            }
        }
        let now = "2026-11-28 09:00";
        shop.ok(
            now,
            "ledger init --team a/team.toml --store a/ledger.db --policy taobao",
        );
        let publish = |folder: &str| {
            format!("publish {folder}/team.toml a/2026-12/ROSTER.csv --store a/ledger.db")
        };
        let said = shop.exits(2, now, &publish("b"));
        holds(&said, &[says, "id = ", "paiban ledger owner"]);
        shop.ok(now, &publish("a"));
        let list = "ledger list --store a/ledger.db --team";
        shop.exits(2, now, &publish("b"));
        shop.exits(2, now, &format!("{list} b/team.toml"));
        // Whoever stands in one shop's folder and names another's ledger says which is meant.
        let b = |wanted: i32, line: &str| {
            let mut command = shop.command(now, line);
            let output = command.current_dir(shop.dir.join("b")).output().unwrap();
            assert_eq!(output.status.code(), Some(wanted), "{line}: {output:?}");
            String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
        };
        holds(
            &b(2, "ledger list --store ../a/ledger.db"),
            &[says, "--team"],
        );
        b(
            0,
            "ledger list --store ../a/ledger.db --team ../a/team.toml",
        );
        // Moved, with everything or without the ledger, it is the same shop.
        std::fs::rename(shop.dir.join("a"), shop.dir.join("moved")).unwrap();
        let own = "ledger list --team moved/team.toml --store";
        let said = shop.ok(now, &format!("{own} moved/ledger.db"));
        assert!(!said.contains("another team file"), "{said}");
        std::fs::rename(
            shop.dir.join("moved/ledger.db"),
            shop.dir.join("c/ledger.db"),
        )
        .unwrap();
        // ... and c's own file beside it is none of its.
        holds(
            &shop.ok(now, &format!("{own} c/ledger.db")),
            &["c/team.toml"],
        );
        shop.exits(2, now, "ledger list --store c/ledger.db");
        // A new file in the shop's folder, on purpose, is that shop's still.
        assert!(
            shop.plain("init moved --preset taobao --force")
                .output()
                .unwrap()
                .status
                .success()
        );
        shop.ok(now, &format!("{own} c/ledger.db"));
        // A file that has lost its id is asked once, and has two ways on.
        let text = shop.read("moved/team.toml");
        let (id, rest): (Vec<&str>, Vec<&str>) = text
            .lines()
            .partition(|line| line.starts_with("id = \"") && line.len() == 19);
        assert_eq!(id.len(), 1, "{text}");
        shop.write("moved/team.toml", &rest.join("\n"));
        holds(&shop.exits(2, now, &format!("{own} c/ledger.db")), &[id[0]]);
        let owner = "ledger owner 淘宝店客服 --reason x --team moved/team.toml --store c/ledger.db";
        shop.ok(now, owner);
        shop.ok(now, &format!("{own} c/ledger.db"));
        shop.exits(2, now, owner);
        shop.exits(2, now, "ledger list --store c/ledger.db");
        shop.ok(now, "ledger verify --store c/ledger.db");
    }
}

/// A ledger of before knows no id, and neither does its team's file.
#[test]
fn a_shop_without_an_id_is_not_one_that_has_one() {
    let shop = Shop::open("without-id", "en");
    let now = "2026-12-10 09:00";
    shop.ok(now, "ledger list");
    let with = TEAM.replace("name = \"天猫小店\"", "name = \"天猫小店\"\nid = \"other\"");
    shop.write("team.toml", &with);
    let said = shop.exits(2, now, "ledger list");
    holds(&said, &["take the line `id` out"]);
    shop.write(
        "team.toml",
        &TEAM.replace("name = \"天猫小店\"", "name = \"天猫小店\"\nid = \" \""),
    );
    let said = shop.exits(2, now, "publish team.toml december.csv");
    holds(&said, &["team.toml:4"]);
}
