//! What changes shows, what an entry does to others is said, and what cannot be is refused.

use crate::shop::{Shop, TEAM, holds};

/// A deadline that is moved, a severity or a person that is changed: in the case, in lists, and in its end.
#[test]
fn changes_of_a_case_show() {
    for (lang, words) in [
        (
            "en",
            [
                "deadline 2026-12-10 10:00 → 2026-12-20 10:00",
                "severity severe → minor",
                "followed up by A02 → A03",
                "MOVED",
                "before the deadline was moved to 2026-12-20 10:00",
            ],
        ),
        (
            "zh",
            [
                "期限 2026-12-10 10:00 → 2026-12-20 10:00",
                "程度 严重 → 轻微",
                "跟进人 A02 → A03",
                "期限已改",
                "后改为 2026-12-20 10:00",
            ],
        ),
    ] {
        let shop = Shop::open("case-changes", lang);
        let open = "case open --kind bad-review --severity severe --person A02 --about x --due 2026-12-10T10:00";
        shop.ok("2026-12-08 10:00", open);
        // Overdue, and then the deadline is moved.
        let step = "case update 4 --due 2026-12-20T10:00 --severity minor --person A03";
        let said = shop.ok("2026-12-12 10:00", step);
        holds(&said, &words[..3]);
        holds(&shop.ok("2026-12-12 10:00", "case show 4"), &words[..3]);
        holds(&shop.ok("2026-12-12 10:00", "case list"), &words[3..4]);
        let listed = shop.ok("2026-12-12 10:00", "ledger list --kind case-step");
        holds(&listed, &["2026-12-20 10:00", "A03"]);
        let json = shop.json("2026-12-12 10:00", "case show 4");
        assert_eq!(json["overdue_by_first_due"], true);
        assert_eq!(json["history"][1]["changes"].as_array().unwrap().len(), 3);
        let closed = shop.ok("2026-12-13 10:00", "case close 4 --result done");
        holds(&closed, &words[4..]);
        assert!(!closed.contains("in time") && !closed.contains("按期"));
    }
}

/// A late event moves a later one: from 100 to a review.
#[test]
fn an_event_says_what_it_changes_for_others() {
    for (lang, words) in [
        ("en", ["otherwise", "100.00", "review"]),
        ("zh", ["其他事件", "100.00", "审议"]),
    ] {
        let shop = Shop::open("moves", lang);
        shop.complaint("2026-12-08 09:00", "A03", "2026-12-05T10:00");
        let plain = shop.complaint("2026-12-08 09:00", "A03", "2026-12-07T10:00");
        assert!(!plain.contains(words[0]), "{plain}");
        let late = shop.complaint("2026-12-09 09:00", "A03", "2026-12-06T10:00");
        holds(&late, &words);
        // The same by a table.
        shop.write(
            "late.csv",
            "人员,类别,时间\nA02,complaint,2026-12-02 20:00\nA03,complaint,2026-12-04 20:00\n",
        );
        let table = shop.ok("2026-12-10 09:00", "ledger import late.csv");
        holds(&table, &[words[0], "A03"]);
    }
}

#[test]
fn what_cannot_be_is_refused() {
    let shop = Shop::open("cannot-be", "en");
    let now = "2026-12-09 09:00";
    let add = "ledger add --person A03 --category complaint";
    for (command, says) in [
        (format!("{add} --case 99"), "there is no entry 99"),
        (format!("{add} --case 3"), "entry 3 is no case"),
        (format!("{add} --at 0206-12-05T10:00"), "cannot be"),
        (format!("{add} --at 2026-12-10T10:00"), "future"),
        ("case open --kind bad-review --person A02 --at 2026-12-08T10:00 --due 2026-12-07T10:00 --about x".to_owned(), "before the case came up"),
    ] {
        holds(&shop.exits(2, now, &command), &[says]);
    }
    let blank = shop
        .command(now, "case open --kind bad-review --person A02 --about")
        .arg("")
        .output()
        .unwrap();
    assert_eq!(blank.status.code(), Some(2), "{blank:?}");
    shop.ok(
        now,
        "case open --kind bad-review --person A02 --at 2026-12-08T10:00 --about x",
    );
    for (command, says) in [
        (
            "case update 4 --due 2026-12-07T10:00",
            "before the case came up",
        ),
        (
            "case close 4 --result done --called 2026-12-07T10:00",
            "before the case came up",
        ),
        (
            "case close 4 --result done --called 2026-12-19T10:00",
            "future",
        ),
    ] {
        holds(&shop.exits(2, now, command), &[says]);
    }
    let fed = shop.fed(
        2,
        now,
        "ledger add --stdin",
        r#"{"person":"A03","category":"complaint","case":99}"#,
    );
    holds(
        &String::from_utf8_lossy(&fed.stderr),
        &["there is no entry 99"],
    );
    // All that is wrong with a table, cells and refusals, in one run.
    let rows = "人员,类别,时间,工单\nA03,complaint,noon,\nA03,complant,2026-12-05 10:00,\nA03,complaint,2026-12-05 10:00,99\n";
    shop.write("wrong.csv", rows);
    let said = shop.exits(2, now, "ledger import wrong.csv");
    holds(
        &said,
        &["noon", "row 3", "complant", "row 4", "no entry 99"],
    );
    shop.exits(2, now, "ledger show 5");
}

/// Whoever had not joined yet, or has left, is asked about.
#[test]
fn events_outside_of_the_team_are_questioned() {
    let shop = Shop::open("stay", "en");
    let team = TEAM.replace(
        "name = \"张敏\"",
        "name = \"张敏\"\njoined = 2026-12-03\nleft = 2026-12-20",
    );
    shop.write("team.toml", &team);
    let now = "2026-12-25 09:00";
    let add = |day: &str| {
        format!("ledger add --person A03 --category complaint --at 2026-12-{day}T10:00")
    };
    holds(
        &shop.exits(2, now, &add("02")),
        &["张敏", "joined on 2026-12-03", "--anyway"],
    );
    holds(&shop.exits(2, now, &add("21")), &["2026-12-20", "--anyway"]);
    shop.ok(now, &add("03"));
    shop.ok(now, &add("20"));
    shop.ok(now, &(add("21") + " --anyway"));
    shop.write(
        "late.csv",
        "人员,类别,时间\nA03,complaint,2026-12-22 20:00\n",
    );
    holds(
        &shop.exits(2, now, "ledger import late.csv"),
        &["row 2", "--anyway"],
    );
    shop.ok(now, "ledger import late.csv --anyway");
}

/// A rule that was not adopted could not be kept.
#[test]
fn a_policy_does_not_reach_back() {
    let shop = Shop::new("reach-back", "en");
    holds(
        &shop.ok("2026-12-05 09:00", "ledger init --policy tmall"),
        &["from 2026-12-05", "--reach-back"],
    );
    let add = "ledger add --person A03 --category complaint --at 2026-12-04T10:00";
    holds(
        &shop.exits(2, "2026-12-06 09:00", add),
        &["no policy was in force", "--reach-back"],
    );
    shop.ok(
        "2026-12-06 09:00",
        "ledger add --person A03 --category complaint --at 2026-12-05T10:00",
    );
    shop.exits(2, "2026-12-06 09:00", "ledger policy tmall");
    // It was announced by then: the same policy, from its own day.
    holds(
        &shop.ok("2026-12-06 09:00", "ledger policy tmall --reach-back"),
        &["from 2023-02-13"],
    );
    shop.ok("2026-12-06 09:00", add);
    shop.ok("2026-12-06 09:00", "ledger verify");
    let other = Shop::new("reach-back-at-once", "en");
    other.ok(
        "2026-12-05 09:00",
        "ledger init --policy tmall --reach-back",
    );
    other.ok("2026-12-06 09:00", add);
}

/// A night answer after ninety seconds is late where one minute is allowed.
#[test]
fn seconds_count_where_a_minute_matters() {
    let shop = Shop::new("seconds", "en");
    let policy = fs_policy();
    shop.write("night.toml", &policy);
    shop.ok("2026-11-28 09:00", "ledger init --policy night.toml");
    let add = "ledger add --person A03 --category night --at 2026-12-05T22:00";
    let now = "2026-12-06 09:00";
    holds(
        &shop.exits(2, now, &format!("{add} --minutes 1:00")),
        &["1 minute is no breach"],
    );
    holds(
        &shop.exits(2, now, &format!("{add} --minutes 59s")),
        &["59 s is no breach"],
    );
    holds(
        &shop.exits(2, now, &format!("{add} --minutes x")),
        &["no length of time"],
    );
    shop.ok(now, &format!("{add} --minutes 90s"));
    holds(&shop.ok(now, "ledger show 3"), &["minutes: 1:30"]);
    let line = r#"{"person":"A02","category":"night","at":"2026-12-05 22:00","minutes":1.5}"#;
    shop.fed(0, now, "ledger add --stdin", line);
    shop.write(
        "night.csv",
        "人员,类别,时间,用时\nA01,night,2026-12-05 22:00,1分30秒\n",
    );
    shop.ok(now, "ledger import night.csv");
    for id in [4, 5] {
        let shown = shop.json(now, &format!("ledger show {id}"));
        assert_eq!(
            (&shown["minutes"], &shown["seconds"]),
            (&1.into(), &30.into())
        );
    }
    holds(
        &shop.ok(now, "ledger statement --person A03 --month 2026-12"),
        &["1:30"],
    );
}

fn fs_policy() -> String {
    "[policy]\nid = \"night\"\nname = \"night\"\nversion = \"1\"\nfrom = 2026-01-01\nmode = \"cash\"\n\
     [[ladder]]\nid = \"night\"\nname = \"night\"\nwindow = \"month\"\nsteps = [\"5\"]\n\
     [[category]]\nid = \"night\"\nname = \"night\"\nladder = \"night\"\nlimit = \"1 min\"\n"
        .to_owned()
}

/// A list says of which month it is, and what was paid.
#[test]
fn a_list_says_its_month_and_what_was_paid() {
    let shop = Shop::new("list-sums", "en");
    shop.ok("2026-11-28 09:00", "ledger init --policy refunds");
    let now = "2026-12-09 09:00";
    for (slip, amount) in [("a", "20"), ("b", "5.50")] {
        shop.ok(now, &format!("ledger add --person A01 --category refund --at 2026-12-08T10:00 --amount {amount} --evidence {slip} --order {slip}"));
    }
    holds(
        &shop.ok(now, "ledger list"),
        &[
            "2026-12: 2 entries",
            "20.00: a",
            "5.50: b",
            "25.50 in 2 payments",
        ],
    );
    holds(
        &shop.ok(now, "ledger list --person A01"),
        &["all months: 2 entries"],
    );
    shop.ok(now, "ledger correct 4 --reason twice");
    let json = shop.json(now, "ledger list");
    assert_eq!(
        (&json["month"], &json["payments"], &json["paid_fen"]),
        (&"2026-12".into(), &1.into(), &2000.into())
    );
}

/// An empty text is not the same as none: every option and argument of every command that takes one refuses it, and nothing
/// is done.
#[test]
fn an_empty_text_is_refused_wherever_one_is_given() {
    let lines = [
        "ledger add --person A01 --category complaint",
        "ledger import table.csv",
        "ledger list",
        "ledger status",
        "ledger correct 3 --reason x",
        "ledger waive 3 --reason x",
        "ledger appeal 3 --reason x",
        "ledger answer 3 --grant --reason x",
        "ledger acknowledge 3",
        "ledger payments",
        "ledger approve 3",
        "ledger decide 3 --decision x",
        "ledger statement --month 2026-12 --person A01",
        "ledger close --month 2026-12 --no-caps",
        "ledger verify",
        "ledger policy",
        "ledger user 李娜",
        "ledger owner x --reason x",
        "ledger who-was-on",
        "case open --kind bad-review --about x",
        "case update 4",
        "case list",
        "case show 4",
        "case close 4 --result x",
        "leave team.toml --person A01 --from 2026-12-20",
    ];
    let shop = Shop::open("empty-texts", "en");
    let mut tried = 0;
    for line in lines {
        let help = shop.plain(&format!("{line} --help")).output().unwrap();
        let help = String::from_utf8(help.stdout).unwrap();
        let options = help.lines().filter_map(|line| line.trim().split_once(" <"));
        for (option, _) in options.filter(|(option, _)| option.starts_with("--")) {
            if line.contains(option) || option == "--lang" {
                continue;
            }
            let output = shop.plain(line).args([option, " "]).output().unwrap();
            let said = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(2), "{line} {option}: {said}");
            // Else it is refused for something that comes first: it is no month, it goes with another option only.
            let empty = said.contains(&format!("`{option}` is empty"));
            tried += usize::from(empty);
        }
    }
    assert!(tried > 150, "{tried}");
    for (lang, says) in [("en", "is empty"), ("zh", "是空的")] {
        let shop = Shop::open("empty-texts", lang);
        let refused = |line: &str, more: [&str; 2]| {
            let output = shop.plain(line).args(more).output().unwrap();
            let said = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(2), "{said}");
            holds(&said, &[says, more[0]]);
        };
        let add = "ledger add --person A01 --category complaint";
        for option in [
            "--evidence",
            "--order",
            "--customer",
            "--note",
            "--by",
            "--at",
        ] {
            for blank in ["", "\u{3000}", "\u{200b}"] {
                refused(add, [option, blank]);
            }
        }
        let list = shop.json("2026-12-10 09:00", "ledger list");
        assert_eq!(list["entries"].as_array().map(Vec::len), Some(0), "{list}");
    }
}

/// A time of Excel as length of time is read as what it is, and said to be.
#[test]
fn what_was_made_of_a_time_of_excel_is_said() {
    for (lang, says) in [
        ("en", "1:30:00, that is 90 minutes"),
        ("zh", "1:30:00，即 90 分钟"),
    ] {
        let shop = Shop::new("excel-took", lang);
        let now = "2026-12-10 09:00";
        shop.ok("2026-11-28 09:00", "ledger init --policy tmall");
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        sheet
            .write_row(0, 0, ["人员", "类别", "时间", "分钟"])
            .unwrap();
        sheet
            .write_row(1, 0, ["A03", "night-answer", "2026-12-05 21:40"])
            .unwrap();
        let clock = rust_xlsxwriter::Format::new().set_num_format("h:mm");
        sheet
            .write_number_with_format(1, 3, 1.5 / 24.0, &clock)
            .unwrap();
        book.save(shop.dir.join("took.xlsx")).unwrap();
        holds(&shop.ok(now, "ledger import took.xlsx"), &[says, "0:01:30"]);
        assert_eq!(shop.json(now, "ledger show 3")["minutes"], 90);
    }
}
