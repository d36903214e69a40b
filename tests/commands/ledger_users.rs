//! Who acts: what proves a name, and what people try who would like to be somebody else.
//!
//! The tests run under one login. It is tied to an agent, and the manager has a password: so the manager is somebody
//! whom whoever sits there would have to be let in as.

use crate::shop;

use paiban::ledger::entry::{Deed, Draft, User};
use paiban::ledger::policy::Role;
use paiban::ledger::proof::Acting;
use paiban::ledger::store::{Access, Place, Store};
use shop::{Shop, holds, login};
use std::path::Path;
use std::process::Command;

const NOW: &str = "2026-12-23 09:00";
const SECRET: &str = "open sesame 店长";

/// A shop whose manager has a password and whose agent 张敏 has the login of whoever runs the tests.
fn proven(name: &str, lang: &'static str) -> Shop {
    let shop = Shop::new(name, lang);
    let init = "ledger init --policy tmall refunds taobao --reach-back --user 店长 --login nobody-here --password";
    run(&shop, 0, init, |c| c.env("PAIBAN_NEW_PASSWORD", SECRET));
    as_boss(&shop, "publish team.toml december.csv");
    as_boss(&shop, "ledger user 主管 --role supervisor");
    as_boss(
        &shop,
        &format!("ledger user 张敏 --role agent --login {}", login()),
    );
    shop.by("")
}

fn run(
    shop: &Shop,
    wanted: i32,
    line: &str,
    with: impl Fn(&mut Command) -> &mut Command,
) -> String {
    let mut command = shop.command(NOW, line);
    let output = with(&mut command).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(wanted), "{line}\n{said}");
    said
}

/// The manager with their password.
fn as_boss(shop: &Shop, line: &str) -> String {
    let line = format!("{line} --by 店长");
    run(shop, 0, &line, |c| c.env("PAIBAN_PASSWORD", SECRET))
}

#[test]
fn a_name_is_not_enough() {
    for (lang, wanted) in [("en", "password"), ("zh", "密码")] {
        let shop = proven("cheats", lang);
        for line in [
            "ledger user 张敏 --role manager --by 店长",
            "ledger user 张敏 --role manager",
            "ledger user 店长 --password",
            "ledger policy taboos --by 店长",
            "ledger add --person A01 --category complaint --by 店长",
        ] {
            run(&shop, 2, line, |c| {
                c.env("PAIBAN_NEW_PASSWORD", "another one")
            });
        }
        // Nor is a variable that anybody can set, nor a wrong password.
        for (variable, value) in [
            ("PAIBAN_USER", "店长"),
            ("USER", "店长"),
            ("LOGNAME", "店长"),
        ] {
            run(&shop, 2, "ledger policy taboos", |c| c.env(variable, value));
        }
        let wrong = run(&shop, 2, "ledger policy taboos --by 店长", |c| {
            c.env("PAIBAN_PASSWORD", "open sesame")
        });
        holds(&wrong, &[wanted]);
        // 主管 has neither: nobody but a manager can act in that name.
        run(&shop, 2, "ledger list --by 主管", |c| {
            c.env("PAIBAN_PASSWORD", SECRET)
        });
        // Nothing of all that was written: eight deeds before, and the agent's own is the ninth.
        let own = shop.ok(NOW, "ledger add --person A01 --category customer-passed-on");
        holds(&own, &[if lang == "en" { "entry 9" } else { "记录 9" }]);
        holds(&as_boss(&shop, "ledger show 9"), &["张敏"]);
        as_boss(&shop, "ledger policy taboos");
    }
}

/// Payments above the limit: in one go, in pieces, with a borrowed name, with a slip that served before.
#[test]
fn a_payment_above_the_limit_waits_for_whoever_approves_it() {
    let shop = proven("payments", "en");
    let pay = |amount: &str, slip: &str, more: &str| {
        format!(
            "ledger add --category refund --person 张敏 --amount {amount} --evidence {slip} {more}"
        )
    };
    let agent = |wanted: i32, line: &str| run(&shop, wanted, line, |c| c);
    agent(0, &pay("30", "s1", "--order 77"));
    holds(
        &agent(2, &pay("5", "S1", "--order 78")),
        &["slip", "entry 9"],
    );
    holds(
        &agent(0, &pay("30", "s2", "--order 77")),
        &["waits", "ledger approve 10"],
    );
    let borrowed = agent(2, &pay("250", "s3", "--order 79 --approved-by 店长"));
    holds(&borrowed, &["店长", "ledger approve"]);
    // The same buyer by another order; and nothing named at all.
    agent(0, &pay("20", "s4", "--customer 买家甲"));
    holds(
        &agent(0, &pay("20", "s5", "--customer 买家甲 --order 80")),
        &["waits"],
    );
    agent(0, &pay("20", "s6", ""));
    holds(&agent(0, &pay("20", "s7", "")), &["waits"]);
    // Whoever asked does not approve, whatever they call themselves.
    agent(2, "ledger approve 10");
    agent(2, "ledger approve 10 --by 店长");
    holds(&as_boss(&shop, "ledger approve 10"), &["店长", "30.00"]);
    for again in ["ledger approve 10", "ledger approve 9"] {
        let line = format!("{again} --by 店长");
        run(&shop, 2, &line, |c| c.env("PAIBAN_PASSWORD", SECRET));
    }
    // What was taken back counts no more, and its slip is free again.
    as_boss(&shop, "ledger correct 9 --reason wrong");
    agent(2, &pay("5", "s2", "--order 81"));
    agent(0, &pay("5", "s1", "--order 81"));
    // ... so that it cannot come to life again beside what was paid since.
    let back = as_boss(&shop, "ledger list --kind reverse --json --month 2026-12");
    let back: serde_json::Value = serde_json::from_str(&back).unwrap();
    let line = format!(
        "ledger correct {} --reason x --by 店长",
        back["entries"][0]["id"]
    );
    let said = run(&shop, 2, &line, |c| c.env("PAIBAN_PASSWORD", SECRET));
    holds(&said, &["entry 9", "ledger add"]);
    // A manager who pays approves by it.
    let paid = as_boss(&shop, &pay("500", "s8", "--order 90"));
    assert!(!paid.contains("waits"), "{paid}");
    shop.ok(NOW, "ledger verify");
}

/// Two in one table are one matter, too, and one slip.
#[test]
fn a_table_of_payments_is_counted_together() {
    let shop = proven("payment-table", "en");
    let head = "人员,类别,时间,金额,单据,订单\n";
    let row = |slip: &str| format!("张敏,refund,2026-12-22 10:00,30,{slip},77\n");
    shop.write("twice.csv", &format!("{head}{}{}", row("s1"), row("s1")));
    run(&shop, 2, "ledger import twice.csv", |c| c);
    shop.write("pieces.csv", &format!("{head}{}{}", row("s1"), row("s2")));
    run(&shop, 0, "ledger import pieces.csv", |c| c);
    holds(&as_boss(&shop, "ledger approve 10"), &["30.00"]);
}

/// A refund and a compensation of one order are one matter in whatever order they come, by themselves, in one table, in one
/// feed, by the order's number or by that of its case.
#[test]
fn payments_of_all_kinds_on_one_order_are_one_sum() {
    let pay = |kind: &str, slip: &str, more: &str| {
        format!("ledger add --category {kind} --person 张敏 --amount 20 --evidence {slip} {more}")
    };
    for (first, second) in [("refund", "compensation"), ("compensation", "refund")] {
        let shop = proven("kinds", "en");
        let agent = |line: &str| run(&shop, 0, line, |c| c);
        let lone = |said: String| assert!(!said.contains("waits"), "{said}");
        lone(agent(&pay(first, "s1", "--order 77")));
        // Which of them happened first does not matter.
        let earlier = agent(&pay(second, "s2", "--order ７７ --at 2026-12-22T10:00"));
        holds(&earlier, &["waits"]);
        let row = |kind: &str, slip: &str| format!("张敏,{kind},2026-12-22 10:00,20,{slip},78\n");
        let rows = row(first, "s3") + &row(second, "s4");
        shop.write(
            "both.csv",
            &format!("人员,类别,时间,金额,单据,订单\n{rows}"),
        );
        agent("ledger import both.csv");
        let line = |kind: &str, slip: &str| {
            let at = "2026-12-21 10:00";
            format!(
                "{{\"person\":\"张敏\",\"category\":\"{kind}\",\"at\":\"{at}\",\"amount\":20,\"evidence\":\"{slip}\",\"order\":79}}\n"
            )
        };
        let lines = line(first, "s5") + &line(second, "s6");
        shop.fed(0, NOW, "ledger add --stdin", &lines);
        agent("case open --kind bad-review --customer 买家甲 --order 80 --about x");
        let case = shop.json(NOW, "case list")["cases"][0]["id"].to_string();
        lone(agent(&pay(first, "s7", &format!("--case {case}"))));
        holds(&agent(&pay(second, "s8", "--order 80")), &["waits"]);
        let payments = as_boss(&shop, "ledger payments");
        holds(&payments, &["80.00"]);
        let waiting = |line: &&str| line.contains("waits for manager");
        assert_eq!(payments.lines().filter(waiting).count(), 4, "{payments}");
    }
}

/// Where nothing proves who acts, the sum is refused instead, and says which rows make it.
#[test]
fn the_sum_of_a_table_names_its_rows() {
    let shop = Shop::new("sum-of-rows", "en");
    shop.ok(NOW, "ledger init --policy refunds --reach-back");
    let rows = "refund,2026-12-22 10:00,20,a,78\nA01,compensation,2026-12-22 10:00,20,b,78\n";
    shop.write(
        "both.csv",
        &format!("人员,类别,时间,金额,单据,订单\nA01,{rows}"),
    );
    let said = shop.exits(2, NOW, "ledger import both.csv");
    holds(&said, &["40.00", "rows above"]);
}

/// What agents see, acknowledge and appeal against is their own.
#[test]
fn agents_see_their_own() {
    let shop = proven("own", "en");
    as_boss(
        &shop,
        "ledger add --person A03 --category complaint --at 2026-12-08T21:40",
    );
    as_boss(
        &shop,
        "ledger add --person A01 --category complaint --at 2026-12-08T10:00",
    );
    let agent = |wanted: i32, line: &str| run(&shop, wanted, line, |c| c);
    for line in [
        "ledger list",
        "ledger status",
        "ledger list --person A03",
        "ledger show 9",
    ] {
        let said = agent(0, line);
        holds(&said, &["张敏"]);
        assert!(!said.contains("王芳"), "{line}: {said}");
    }
    for line in [
        "ledger list --person A01",
        "ledger status --person 王芳",
        "ledger show 10",
        "ledger statement --person A01 --month 2026-12",
        "ledger statement --month 2026-11 --out papers",
        "ledger close --month 2026-12 --dry-run --no-caps",
        "ledger acknowledge 10",
        "ledger appeal 10 --reason no",
    ] {
        agent(2, line);
    }
    agent(0, "ledger acknowledge 9");
    agent(0, "ledger statement --person 张敏 --month 2026-12");
    agent(0, "ledger appeal 9 --reason mine");
    // Neither does anybody decide on what is about themselves, but a manager.
    as_boss(&shop, "ledger user 张敏 --role supervisor");
    holds(
        &agent(2, "ledger answer 9 --grant --reason fine"),
        &["张敏"],
    );
    holds(&agent(2, "ledger correct 9 --reason fine"), &["张敏"]);
    agent(0, "ledger waive 10 --reason new");
    as_boss(&shop, "ledger answer 9 --reject --reason stands");
}

/// A manager's login acts for others, and is written down beside their names.
#[test]
fn a_manager_acts_for_others_by_name() {
    let shop = Shop::new("through", "en");
    let made = shop.ok(NOW, "ledger init --policy tmall --user 店长");
    holds(&made, &[&format!("the login {} proves", login())]);
    shop.ok(NOW, "ledger user 李娜 --role agent");
    let other = shop.by("李娜");
    other.ok(NOW, "ledger add --person A01 --category complaint");
    holds(&shop.ok(NOW, "ledger show 5"), &["by 李娜, through 店长"]);
    assert_eq!(shop.json(NOW, "ledger show 5")["via"], "店长");
    // In another's name, the other's role.
    other.exits(2, NOW, "ledger waive 5 --reason x");
    shop.ok(NOW, "ledger verify");
}

/// A password is never shown, not even as a hash; one's own can be changed, and a login is one person's.
#[test]
fn passwords_and_logins_are_kept_apart() {
    let shop = proven("passwords", "en");
    for line in [
        "ledger show 4 --json",
        "ledger list --json --kind user --month 2026-12",
    ] {
        let said = as_boss(&shop, line);
        assert!(!said.contains("argon2"), "{said}");
    }
    let users = shop.ok(NOW, "ledger user");
    holds(&users, &["nobody-here", &login()]);
    run(&shop, 2, "ledger user 张敏 --password", |c| {
        c.env("PAIBAN_NEW_PASSWORD", "short")
    });
    run(&shop, 0, "ledger user 张敏 --password", |c| {
        c.env("PAIBAN_NEW_PASSWORD", "long enough")
    });
    as_boss(&shop, "ledger user 李娜 --role agent");
    let taken = format!("ledger user 李娜 --login {} --by 店长", login());
    holds(
        &run(&shop, 2, &taken, |c| c.env("PAIBAN_PASSWORD", SECRET)),
        &["张敏"],
    );
    // A file, or what a script hands over as one.
    std::fs::write(shop.dir.join("secret"), format!("{SECRET}\n")).unwrap();
    shop.ok(
        NOW,
        "ledger user 李娜 --role none --by 店长 --password-file secret",
    );
    shop.exits(
        2,
        NOW,
        "ledger user --by 店长 --password-file missing 李娜 --role agent",
    );
    // The only manager who can prove it stays.
    let gone = "ledger user 店长 --role agent --by 店长";
    run(&shop, 2, gone, |c| c.env("PAIBAN_PASSWORD", SECRET));
}

/// A user as earlier versions wrote them down: a name and a role.
fn add_user(ledger: &Path, name: &str, role: Role) {
    let place = Place::File(ledger.to_owned());
    let mut store = Store::open(&place, Access::Write).unwrap();
    let user = User {
        name: name.to_owned(),
        role: Some(role),
        login: None,
        password: None,
    };
    let text = serde_json::to_string(&Deed::User(user.clone())).unwrap();
    assert!(
        !text.contains("login") && !text.contains("password"),
        "{text}"
    );
    let draft = Draft {
        recorded: store.zone().read(NOW).unwrap(),
        by: Acting::oneself("店长"),
        deed: Deed::User(user),
    };
    store.append(&[draft]).unwrap();
}

/// Ledgers of before have users without anything that proves them: they open, work as they did, and say what is lacking.
#[test]
fn an_old_ledger_says_what_it_lacks() {
    let shop = Shop::open("old-users", "en");
    add_user(&shop.dir.join("ledger.db"), "店长", Role::Manager);
    add_user(&shop.dir.join("ledger.db"), "张敏", Role::Agent);
    let said = shop.complaint(NOW, "A03", "2026-12-08T21:40");
    holds(&said, &["nothing proves who acts", "--login"]);
    shop.by("张敏").exits(2, NOW, "ledger waive 6 --reason x");
    holds(&shop.ok(NOW, "ledger user"), &["No manager has a login"]);
    shop.ok(NOW, "ledger verify");
    // From the first manager on who can prove it, everybody must.
    shop.ok(NOW, &format!("ledger user 店长 --login {}", login()));
    let said = shop.ok(NOW, "ledger waive 6 --reason x");
    assert!(!said.contains("nothing proves"), "{said}");
    shop.ok(NOW, "ledger verify");
}
