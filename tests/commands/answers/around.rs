//! Days just beyond the month, as people meet them.

use super::{LANGUAGES, Shop, holds};

/// A night that only Ann or Bo could have, and something on each of them.
fn team(ann: &str, bo: &str, night: &str, rest: &str) -> String {
    format!(
        "[team]\nname = \"x\"\n[[shift]]\ncode = \"N\"\ntime = [\"22:00-06:00\"]\n\
         [[person]]\nname = \"Ann\"\n{ann}\n[[person]]\nname = \"Bo\"\n{bo}\n\
         [[demand]]\non = [\"{night}\"]\nneed = {{ \"22:00-24:00\" = 1 }}\n{rest}"
    )
}

/// A remedy names the day that stands in the section, also after the month.
#[test]
fn a_remedy_may_lie_after_the_month() {
    let away = |day: &str| format!("unavailable = [\"{day}\"]");
    for lang in LANGUAGES {
        let shop = Shop::new("around", lang, "");
        for (night, next) in [("2026-12-31", "2027-01-01"), ("2026-12-08", "2026-12-09")] {
            shop.write("team.toml", &team(&away(next), &away(night), night, ""));
            let said = shop.exits(1, "explain team.toml --month 2026-12");
            let wanted = match lang {
                "en" => format!("take {next} out of `unavailable` of Ann"),
                _ => format!("从 Ann 的 unavailable 里去掉 {next}"),
            };
            holds(&said, &[&wanted]);
        }
        let leave =
            "[[leave]]\nperson = \"Bo\"\nfrom = 2027-01-01\nto = 2027-01-03\nstate = \"granted\"\n";
        let text = team("left = 2026-12-31", "", "2026-12-31", leave);
        shop.write("team.toml", &text);
        let said = shop.exits(1, "explain team.toml --month 2026-12");
        let wanted = match lang {
            "en" => "take 2027-01-01 out of the [[leave]] of Bo",
            _ => "从 Bo 的 [[leave]] 里去掉 2027-01-01",
        };
        holds(&said, &[wanted, "left = 2027-01-01"]);
    }
}

/// A shift that is fixed on the first of the next month is known to the last night of this one.
#[test]
fn a_shift_that_is_fixed_after_the_month_keeps_its_rest() {
    let rule = "[rules.rest-between]\nhours = 11\n";
    let shift = "[[shift]]\ncode = \"D\"\ntime = [\"09:00-17:00\"]\n";
    let pin = |day: &str| format!("pinned = {{ \"{day}\" = \"D\" }}");
    let shop = Shop::new("around-fixed", "en", "");
    for (night, next) in [("2026-12-31", "2027-01-01"), ("2026-12-08", "2026-12-09")] {
        let text = team(&pin(next), "", night, &format!("{shift}{rule}"));
        shop.write("team.toml", &text);
        let found = shop.json(0, "roster team.toml --month 2026-12 --time-limit 5");
        assert_eq!(found["status"], "optimal");
        let text = shop.read("2026-12/ROSTER.csv");
        let column: usize = night[8..].parse().unwrap();
        let of = |name: &str| {
            let row = text.lines().find(|l| l.starts_with(name)).unwrap();
            row.split(',').nth(column).unwrap().to_owned()
        };
        assert!(of("Bo") == "N" && of("Ann") != "N", "{text}");
    }
}
