//! Which of the plans is granted or published, and who stands in.

use super::{ANN, LANGUAGES, Shop, TEAM, cells, holds, plan};
use serde_json::{Value, json};

/// Two people are spare, both as good: two plans for a leave of Ann's, and for one of Bo's.
fn two_spare() -> String {
    format!("{TEAM}\n[[person]]\nid = \"A04\"\nname = \"Dee\"\n")
}

/// The changes of the plan that is meant.
fn meant(month: &Value) -> Vec<String> {
    let number = month["plan"].as_u64().unwrap() as usize;
    cells(&month["fewest"]["plans"][number - 1]["changes"])
}

#[test]
fn the_plan_that_is_chosen_is_granted() {
    for lang in LANGUAGES {
        let shop = Shop::open("plan", lang, &two_spare());
        shop.golden("leave-plans", 0, ANN);
        shop.golden("leave-plan-2", 0, &format!("{ANN} --plan 2"));
        shop.golden("leave-plan-3", 2, &format!("{ANN} --plan 3 --grant"));
        shop.golden("leave-plan-0", 2, &format!("{ANN} --plan 0 --grant"));
        shop.golden("leave-plan-per-month", 2, &format!("{ANN} --plan 1,2"));
        assert!(!shop.read("team.toml").contains("[[leave]]"));
        let first = shop.json(0, ANN);
        let second = shop.json(0, &format!("{ANN} --plan 2"));
        assert_eq!(meant(&first["months"][0]), ["Dee 12-08 - D"]);
        assert_eq!(meant(&second["months"][0]), ["Cy 12-08 - D"]);
        // What is said of the plan is said of the one that is meant.
        let taken = &second["months"][0]["taken_over"][0]["people"][0];
        assert_eq!(taken["name"], "Cy");
        let said = shop.json(0, &format!("{ANN} --plan 2 --grant"));
        assert_eq!(said["granted"]["cover"], "Cy");
        let section = said["granted"]["section"].as_str().unwrap();
        assert!(section.contains("cover = \"A03\""), "{section}");
        let who = shop.json(0, "ledger who-was-on --at 2026-12-08T10:00");
        assert_eq!(who["people"][0]["person"], "A03");
        shop.ok("check team.toml 2026-12/ROSTER.csv");
    }
}

/// A month has its own plans: one number for each.
#[test]
fn a_leave_over_two_months_has_a_number_for_each() {
    let shop = Shop::open("plan-months", "en", &two_spare());
    let january = super::month("2027-01", 31, 4) + "Dee" + &",".repeat(31) + "\n";
    shop.write("january.csv", &january);
    shop.ok("publish team.toml january.csv");
    let ask = "leave team.toml --person A01 --from 2026-12-31 --to 2027-01-04";
    let found = shop.json(0, &format!("{ask} --plan 2,1"));
    let of = |month: usize| meant(&found["months"][month]);
    assert_eq!(of(0), ["Cy 12-31 - D"]);
    assert!(of(1).iter().all(|cell| cell.starts_with("Dee ")), "{found}");
    let other = shop.json(0, &format!("{ask} --plan 1,2"));
    assert_eq!(meant(&other["months"][0]), ["Dee 12-31 - D"]);
    assert_ne!(meant(&other["months"][1]), of(1));
    let said = shop.exits(2, &format!("{ask} --plan 2"));
    holds(&said, &["1 number", "2026-12, 2027-01", "--plan 1,1"]);
}

#[test]
fn whoever_is_named_stands_in() {
    for lang in LANGUAGES {
        let shop = Shop::open("stand-in", lang, &two_spare());
        let found = shop.json(0, &format!("{ANN} --stand-in Dee"));
        assert_eq!(plan(&found), ["Dee 12-08 - D"]);
        assert_eq!(found["months"][0]["fewest"]["ways"], 1);
        // Bo has the evening: somebody else has to take that, and on the day before Bo must be off the evening.
        let bo = format!("{ANN} --stand-in A02");
        shop.golden("leave-stand-in-busy", 0, &bo);
        let found = shop.json(0, &bo);
        let chosen = &found["months"][0]["stand_in"];
        assert_eq!(
            (&chosen["shifts"], &chosen["takes_over"]),
            (&json!(1), &json!(1))
        );
        assert_eq!(found["months"][0]["fewest"]["changes"], 4);
        assert_eq!(found["months"][0]["fewest"]["proven"], true);
        shop.golden("leave-stand-in-self", 2, &format!("{ANN} --stand-in Ann"));
        shop.golden("leave-stand-in-unknown", 2, &format!("{ANN} --stand-in De"));
        let off = "leave team.toml --person A01 --from 2026-12-12 --stand-in Dee";
        shop.golden("leave-stand-in-for-nothing", 2, off);
        let granted = shop.json(0, &format!("{ANN} --stand-in dee --grant"));
        assert_eq!(granted["granted"]["cover"], "Dee");
    }
}

#[test]
fn whoever_cannot_stand_in_is_refused_with_the_rule() {
    let barred = two_spare().replace(
        "name = \"Dee\"\n",
        "name = \"Dee\"\nunavailable = [\"2026-12-08\"]\n",
    );
    let limited =
        format!("{barred}\n[[rules.shift-limit]]\nkinds = [\"D\"]\nmost = 0\nwho = [\"Cy\"]\n");
    // Dee works on the three days before, and three in a row are the most.
    let tired = format!(
        "{}\n[rules.work-run]\nlongest = 3\nwho = [\"Dee\"]\n",
        two_spare()
    );
    let pins =
        "pinned = { \"2026-12-05\" = \"D\", \"2026-12-06\" = \"D\", \"2026-12-07\" = \"D\" }\n";
    let tired = tired.replace("name = \"Dee\"\n", &format!("name = \"Dee\"\n{pins}"));
    for lang in LANGUAGES {
        let shop = Shop::open("cannot", lang, &limited);
        let dee = format!("{ANN} --stand-in Dee --grant");
        shop.golden("leave-stand-in-barred", 1, &dee);
        let found = shop.json(1, &dee);
        assert_eq!(found["can_be_granted"], false);
        let not = &found["months"][0]["stand_in"]["cannot"][0];
        assert_eq!(not["date"], "2026-12-08");
        // A limit of the month says no day, and is the reason all the same.
        shop.golden("leave-stand-in-limited", 1, &format!("{ANN} --stand-in Cy"));
        assert_eq!(shop.read("team.toml"), limited);
        let shop = Shop::open("cannot-tired", lang, &tired);
        let dee = format!("{ANN} --stand-in Dee --grant");
        shop.golden("leave-stand-in-tired", 1, &dee);
        assert_eq!(shop.read("team.toml"), tired);
    }
}

/// Of three shifts Dee can take over two; the third somebody else does.
#[test]
fn as_many_shifts_as_can_be_are_taken_over() {
    let away = two_spare().replace(
        "name = \"Dee\"\n",
        "name = \"Dee\"\nunavailable = [\"2026-12-09\"]\n",
    );
    for lang in LANGUAGES {
        let shop = Shop::open("some", lang, &away);
        let ask = format!("{ANN} --to 2026-12-10 --stand-in Dee");
        shop.golden("leave-stand-in-some", 0, &ask);
        let found = shop.json(0, &ask);
        let wanted = ["Dee 12-08 - D", "Cy 12-09 - D", "Dee 12-10 - D"];
        assert_eq!(plan(&found), wanted);
        // With two days in a row at most, of three shifts two.
        let run = format!(
            "{}\n[rules.work-run]\nlongest = 2\nwho = [\"Dee\"]\n",
            two_spare()
        );
        let shop = Shop::open("some-run", lang, &run);
        let found = shop.json(0, &ask);
        assert_eq!(found["months"][0]["stand_in"]["takes_over"], 2);
        assert_eq!(found["months"][0]["fewest"]["changes"], 3);
    }
}

#[test]
fn a_change_takes_the_plan_that_is_chosen() {
    for lang in LANGUAGES {
        let shop = Shop::open("change-plan", lang, &two_spare());
        let ask = "change team.toml --month 2026-12 --absent A01=2026-12-08";
        shop.golden("change-plan-2", 0, &format!("{ask} --plan 2"));
        shop.golden("change-plan-3", 2, &format!("{ask} --plan 3"));
        let found = shop.json(0, &format!("{ask} --plan 2 --keep-cover"));
        assert_eq!(meant(&found), ["Cy 12-08 - D"]);
        let away =
            two_spare() + "\n[[leave]]\nperson = \"Ann\"\nfrom = 2026-12-08\nstate = \"granted\"\n";
        shop.write("team.toml", &away);
        let found = shop.json(0, "change team.toml --month 2026-12 --plan 2 --publish");
        assert_eq!(found["published"][0]["version"], 2);
        let who = shop.json(0, "ledger who-was-on --at 2026-12-08T10:00");
        assert_eq!(who["people"][0]["person"], "A03");
    }
}
