//! The policies that come with the program, with the numbers of the documents they were made after, and what a
//! policy file can say. What it cannot say is in `policies/mistakes.rs`.

mod mistakes;

use paiban::input::policy_file::read;
use paiban::input::preset::localized;
use paiban::input::{Fault, Source};
use paiban::ledger::money::Fen;
use paiban::ledger::policy::Penalty::{Amount, Review, SevereWarning, Warning};
use paiban::ledger::policy::{Answers, Category, Mode, Penalty, Policy, Role, Window};
use paiban::ledger::preset::{PRESETS, find};
use paiban::messages::message::render;
use paiban::text::Lang;
use proptest::prelude::*;
use std::collections::BTreeSet;

const LANGUAGES: [(Lang, &str); 2] = [(Lang::En, "en"), (Lang::Zh, "zh")];

fn parsed(text: &str) -> Result<Policy, Fault> {
    read(&Source::new("policy.toml", text))
}

fn good(text: &str) -> Policy {
    parsed(text).unwrap_or_else(|f| panic!("{}", render(&f, Lang::En, false)))
}

fn preset(name: &str) -> Policy {
    good(find(name).unwrap().text)
}

fn category<'a>(policy: &'a Policy, id: &str) -> &'a Category {
    let found = policy.category(id);
    found.unwrap_or_else(|| panic!("{} has no category {id}", policy.id))
}

/// What the `count`-th breach within the window brings; `None`: nothing, it is only written down.
fn penalty(policy: &Policy, id: &str, count: usize) -> Option<Penalty> {
    let ladder = category(policy, id).ladder?;
    Some(policy.ladders[ladder].step(count))
}

const fn yuan(yuan: i64) -> Penalty {
    Amount(Fen::yuan(yuan))
}

/// Policy, category, and what the first, second, … breach brings.
const PENALTIES: [(&str, &str, &[Penalty]); 24] = [
    // B1: 第一次罚款 50 元，第二次 100 元，三次以上 …
    ("tmall", "complaint", &[yuan(50), yuan(100), Review, Review]),
    // B5, B7: no amount is named.
    ("tmall", "missed-duty", &[Warning; 4]),
    ("tmall", "missed-cover", &[Warning; 4]),
    ("tmall", "night-answer", &[Warning; 4]),
    ("tmall", "review-unanswered", &[Warning; 4]),
    // B2: 第一次 10 元，第二次 30 元，第三次 …
    (
        "taobao",
        "unrelated-activity",
        &[yuan(10), yuan(30), Review, Review],
    ),
    (
        "taobao",
        "software-installed",
        &[yuan(10), yuan(30), Review, Review],
    ),
    // B3: 严重警告，10 元，20 元，以此类推
    (
        "taobao",
        "case-taken",
        &[
            SevereWarning,
            yuan(10),
            yuan(20),
            yuan(30),
            yuan(40),
            yuan(50),
        ],
    ),
    (
        "taobao",
        "case-unanswered",
        &[
            SevereWarning,
            yuan(10),
            yuan(20),
            yuan(30),
            yuan(40),
            yuan(50),
        ],
    ),
    // B6
    ("taobao", "late", &[Warning; 4]),
    ("taobao", "left-early", &[Warning; 4]),
    ("taobao", "absence", &[Warning; 4]),
    ("taobao", "leave-unsigned", &[Warning; 4]),
    ("taobao", "case-look-up", &[Warning; 4]),
    // B4: 违反者一次罚款 10 元
    ("supermarket", "till-return", &[yuan(10); 5]),
    ("supermarket", "till-not-scanned", &[yuan(10); 5]),
    ("supermarket", "till-raffle", &[yuan(10); 5]),
    ("supermarket", "till-phone", &[yuan(10); 5]),
    // B7
    ("order-desk", "order-confirm", &[Warning; 4]),
    ("order-desk", "order-answer", &[Warning; 4]),
    ("order-desk", "order-dispatch", &[Warning; 4]),
    // B8
    ("taboos", "taboo-insult", &[Warning; 4]),
    ("taboos", "conduct-shirking", &[Warning; 4]),
    // B10
    ("refunds", "payment-without-slip", &[Warning; 4]),
];

#[test]
fn breaches_bring_what_the_documents_say() {
    for (name, id, wanted) in PENALTIES {
        let policy = preset(name);
        for (index, wanted) in wanted.iter().enumerate() {
            let count = index + 1;
            let found = penalty(&policy, id, count);
            assert_eq!(found, Some(*wanted), "{name}, {id}, breach {count}");
        }
    }
}

#[test]
fn breaches_add_up_over_the_documents_windows() {
    for (name, id, window) in [
        ("tmall", "complaint", Window::Month),
        ("taobao", "unrelated-activity", Window::Ever),
        ("taobao", "case-taken", Window::Ever),
        ("supermarket", "till-return", Window::Month),
    ] {
        let policy = preset(name);
        let ladder = category(&policy, id).ladder.unwrap();
        assert_eq!(policy.ladders[ladder].window, window, "{name}, {id}");
    }
    // Shared ladders: breaches of the one count for the other.
    for (name, one, other) in [
        ("taobao", "unrelated-activity", "software-installed"),
        ("supermarket", "till-return", "till-own-card"),
    ] {
        let policy = preset(name);
        let ladder = |id| category(&policy, id).ladder;
        assert_eq!(ladder(one), ladder(other), "{name}: {one}, {other}");
    }
    // S2: each of the two offences against the after-sales flow has a first time of its own.
    let policy = preset("taobao");
    let ladder = |id| category(&policy, id).ladder;
    assert_ne!(ladder("case-taken"), ladder("case-unanswered"));
}

#[test]
fn times_that_can_be_broken_are_those_of_the_documents() {
    for (name, id, minutes) in [
        ("tmall", "night-answer", 1),
        ("tmall", "review-unanswered", 48 * 60),
        ("taobao", "case-look-up", 10),
        ("order-desk", "order-confirm", 30),
        ("order-desk", "order-answer", 30),
        ("order-desk", "order-dispatch", 48 * 60),
        ("order-desk", "order-report", 5),
    ] {
        let limit = category(&preset(name), id).limit;
        assert_eq!(limit, Some(minutes), "{name}, {id}");
    }
}

#[test]
fn who_answers_is_as_the_documents_say() {
    let policy = preset("tmall");
    for (id, answers) in [
        ("complaint", Answers::Named),
        ("missed-duty", Answers::OnDuty),
        ("missed-cover", Answers::Supervisor),
        ("night-answer", Answers::OnDuty),
    ] {
        assert_eq!(category(&policy, id).answers, answers, "{id}");
    }
}

#[test]
fn a_clean_month_earns_a_shopping_card() {
    let policy = preset("supermarket");
    let [award] = &policy.awards[..] else {
        panic!("{:?}", policy.awards)
    };
    assert_eq!((award.amount, award.paid), (Fen::yuan(100), false));
    // Every category stands on a ladder that must be clean.
    for category in &policy.categories {
        let ladder = category.ladder.unwrap();
        assert!(award.clean.contains(&ladder), "{}", category.id);
    }
}

#[test]
fn payments_up_to_thirty_are_the_agents() {
    let policy = preset("refunds");
    let limits: Vec<_> = policy.payments.iter().map(|p| (p.up_to, p.by)).collect();
    let wanted = [(Some(Fen::yuan(30)), Role::Agent), (None, Role::Manager)];
    assert_eq!(limits, wanted);
    for category in &policy.categories {
        let payment = ["refund", "compensation"].contains(&category.id.as_str());
        assert_eq!(category.payment, payment, "{}", category.id);
        assert_eq!(category.ladder.is_none(), payment, "{}", category.id);
    }
}

#[test]
fn bad_reviews_are_followed_up_within_48_hours() {
    let policy = preset("tmall");
    let cases: Vec<_> = policy.cases.iter().map(|c| (&*c.id, c.hours)).collect();
    assert_eq!(cases, [("bad-review", [48; 3]), ("complaint", [48; 3])]);
}

#[test]
fn there_are_eight_taboos() {
    let policy = preset("taboos");
    let taboos = policy.categories.iter();
    let taboos = taboos.filter(|c| c.id.starts_with("taboo-"));
    assert_eq!(taboos.count(), 8);
}

#[test]
fn presets_deduct_no_more_than_the_law_allows() {
    for preset in PRESETS {
        let policy = good(preset.text);
        assert_eq!(policy.mode, Mode::Cash, "{}", preset.name);
        assert_eq!(policy.caps.share, 20, "{}", preset.name);
    }
}

/// Any of the presets can be in force together, so that a category means one thing.
#[test]
fn ids_of_presets_differ() {
    let mut seen = BTreeSet::new();
    for preset in PRESETS {
        let policy = good(preset.text);
        assert_eq!(policy.id, preset.name);
        for category in policy.categories {
            assert!(seen.insert(category.id.clone()), "{} twice", category.id);
        }
    }
}

/// From nothing to the worst.
fn weight(penalty: Penalty) -> (u8, Fen) {
    match penalty {
        Warning => (0, Fen::ZERO),
        SevereWarning => (1, Fen::ZERO),
        Amount(fen) => (2, fen),
        Review => (3, Fen::ZERO),
    }
}

#[test]
fn no_step_of_a_preset_is_lighter_than_the_one_before() {
    for preset in PRESETS {
        for ladder in good(preset.text).ladders {
            for count in 1..50 {
                let (now, next) = (ladder.step(count), ladder.step(count + 1));
                let place = format!("{}, {}, breach {count}", preset.name, ladder.id);
                assert!(weight(now) <= weight(next), "{place}: {now:?}, {next:?}");
            }
        }
    }
}

#[test]
fn presets_read_alike_with_comments_in_either_language() {
    for preset in PRESETS {
        let comments = preset.text.lines().filter(|l| l.starts_with('#'));
        let (mut en, mut zh) = (0, 0);
        for line in comments {
            let (english, chinese) = (line.starts_with("#en "), line.starts_with("#zh "));
            assert!(english || chinese, "{}: {line}", preset.name);
            en += usize::from(english);
            zh += usize::from(chinese);
        }
        assert!(en > 0 && zh > 0, "{}", preset.name);
        for (lang, _) in LANGUAGES {
            let text = localized(preset.text, lang);
            assert_eq!(good(&text), good(preset.text), "{}", preset.name);
        }
        let policy = good(preset.text);
        let names = policy.categories.iter().map(|c| &c.name);
        for name in names.chain([&policy.name]) {
            assert!(name.en.is_ascii() && name.en != name.zh, "{name:?}");
        }
    }
}

const HEAD: &str = r#"
[policy]
id = "shop"
name = "店规"
version = "1"
from = "2026-01-01"
mode = "points"
"#;

fn ladder(window: &str, steps: &str) -> String {
    format!("{HEAD}[[ladder]]\nid = \"a\"\nname = \"甲\"\nwindow = \"{window}\"\nsteps = {steps}\n")
}

#[test]
fn what_is_left_out_has_its_default() {
    let policy = good(HEAD);
    assert_eq!((&*policy.name.en, &*policy.name.zh), ("店规", "店规"));
    assert_eq!(policy.from.to_string(), "2026-01-01");
    assert_eq!((policy.mode, policy.caps.share), (Mode::Points, 20));
    assert_eq!(policy.caps.minimum_wage, None);
    let rest = "[[category]]\nid = \"b\"\nname = \"乙\"\n[[award]]\nid = \"c\"\nname = \"丙\"\namount = \"5\"\npaid = true\n";
    let policy = good(&(ladder("month", r#"["10"]"#) + rest));
    let category = category(&policy, "b");
    assert_eq!((category.ladder, category.limit), (None, None));
    assert_eq!(
        (category.answers, category.payment),
        (Answers::Named, false)
    );
    assert_eq!(policy.awards[0].clean, [0], "all ladders");
    assert_eq!(policy.awards[0].shifts, 0);
}

#[test]
fn windows_are_read() {
    for (text, window) in [
        ("month", Window::Month),
        ("year", Window::Year),
        ("ever", Window::Ever),
        ("1 day", Window::Days(1)),
        ("30 days", Window::Days(30)),
        ("3660days", Window::Days(3660)),
    ] {
        let policy = good(&ladder(text, r#"["10"]"#));
        assert_eq!(policy.ladders[0].window, window, "{text}");
    }
}

#[test]
fn steps_are_read_to_the_fen_and_grow() {
    let cases: [(&str, &[Penalty]); 5] = [
        (r#"["0.05"]"#, &[Amount(Fen(5)), Amount(Fen(5))]),
        (r#"["¥20+10"]"#, &[yuan(20), yuan(30), yuan(40)]),
        (r#"["20 + 0.5元"]"#, &[yuan(20), Amount(Fen(2050))]),
        (
            r#"["10", "severe-warning", "10"]"#,
            &[yuan(10), SevereWarning, yuan(10)],
        ),
        (r#"["review"]"#, &[Review, Review]),
    ];
    for (steps, wanted) in cases {
        let policy = good(&ladder("ever", steps));
        for (index, wanted) in wanted.iter().enumerate() {
            let found = policy.ladders[0].step(index + 1);
            assert_eq!(found, *wanted, "{steps}, breach {}", index + 1);
        }
    }
}

proptest! {
    /// However a ladder of amounts is written, a further breach never costs less.
    #[test]
    fn amounts_never_fall(amounts in prop::collection::vec(1_i64..2_000_000, 1..6), grow in 0_i64..5_000) {
        let mut steps: Vec<String> = amounts.iter().map(|fen| Fen(*fen).to_string()).collect();
        if grow > 0 && let Some(last) = steps.last_mut() {
            *last = format!("{last} +{}", Fen(grow));
        }
        let read = parsed(&ladder("ever", &format!("{steps:?}")));
        prop_assert_eq!(read.is_ok(), amounts.is_sorted());
        if let Ok(policy) = read {
            for count in 1..20 {
                let (now, next) = (policy.ladders[0].step(count), policy.ladders[0].step(count + 1));
                prop_assert!(weight(now) <= weight(next), "{:?}", policy.ladders);
            }
        }
    }
}
