//! Checks against lowerings on made-up teams: odd shifts, tails, joiners, leave, every parameter.

use chrono::NaiveDate;
use paiban::domain::{Problem, Roster};
use paiban::input::{Source, Team};
use paiban::model::{Model, score};
use paiban::rules::{RuleBook, Weight};
use std::collections::BTreeMap;

/// In pieces, up to and around midnight, far into the next day.
const SHIFTS: [&str; 9] = [
    r#"["09:00-17:30"]"#,
    r#"["10:00-14:00", "17:30-23:00"]"#,
    r#"["22:00-06:00"]"#,
    r#"["16:00-24:00"]"#,
    r#"["00:00-08:00"]"#,
    r#"["21:00-10:00"]"#,
    r#"["18:00-21:00", "04:00-06:00"]"#,
    r#"["22:00-23:00", "20:00-22:00"]"#,
    r#"["18:00-22:00"]"#,
];

/// Days of a sequence.
const STEPS: [&str; 8] = [
    "K0",
    "night",
    "day",
    "work",
    "rest",
    "?",
    "not night",
    "K0 or rest",
];

#[test]
fn checks_and_lowerings_agree_on_made_up_teams() {
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    for round in 0..400 {
        let first = NaiveDate::from_ymd_opt(2026, 12, 1 + random.below(20) as u32).unwrap();
        let days = 1 + random.below(16);
        let text = team(&mut random, first, days);
        let source = Source::new(format!("team {round}"), text.clone());
        let fault = |f: paiban::input::Fault| -> ! { panic!("{f} {:?}\n{text}", f.span) };
        let parsed = Team::parse(source).unwrap_or_else(|f| fault(f));
        let (problem, book) = match parsed.horizon(first, days, None) {
            Ok(both) => both,
            Err(f) if f.to_string().contains("nobody") => continue,
            Err(f) => fault(f),
        };
        let model = book.lower(&problem);
        for _ in 0..40 {
            let roster = roster(&problem, &mut random);
            agree(&problem, &book, &model, &roster, &text);
        }
    }
}

/// In groups larger than those by whom shares are measured, with enough of them there on every day and too few.
#[test]
fn shares_in_large_groups_agree() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let first = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
    for parts in [2, 9] {
        let mut text = "[team]\nname = \"large\"\n".to_owned();
        for (kind, time) in SHIFTS[..3].iter().enumerate() {
            text.push_str(&format!("[[shift]]\ncode = \"K{kind}\"\ntime = {time}\n"));
        }
        for number in 0..57 {
            let part = random.below(10) < parts;
            let since = random.date(2);
            text.push_str(&format!("[[person]]\nname = \"P{number}\"\n"));
            text.push_str(&if part {
                format!("joined = {since}\n")
            } else {
                String::new()
            });
        }
        text.push_str("[[demand]]\nneed = { \"09:00-17:00\" = 2 }\n");
        for of in ["hours", "nights", "weekends", "days"] {
            text.push_str(&format!(
                "[[rules.even]]\nof = \"{of}\"\nwithin = 0\nweight = 1\n"
            ));
        }
        let team = Team::parse(Source::new("large", text.clone())).unwrap();
        let (problem, book) = team.horizon(first, 14, None).unwrap();
        let model = book.lower(&problem);
        for _ in 0..30 {
            let roster = roster(&problem, &mut random);
            agree(&problem, &book, &model, &roster, &text);
        }
    }
}

fn agree(problem: &Problem, book: &RuleBook, model: &Model, roster: &Roster, text: &str) {
    let breaches = book.check(problem, roster);
    for (index, instance) in book.instances.iter().enumerate() {
        let own = Model {
            terms: model
                .terms
                .iter()
                .filter(|t| t.tag.rule == index)
                .cloned()
                .collect(),
            ..*model
        };
        let of_rule = || breaches.iter().filter(|b| b.instance == index);
        let lowered = score(&own, roster);
        let hard = of_rule().any(|b| b.weight == Weight::Hard);
        let soft: i64 = of_rule().map(|b| b.price()).sum();
        let found: Vec<_> = of_rule().collect();
        let name = instance.card.name;
        assert_eq!(
            (hard, soft),
            (lowered.hard > 0, lowered.soft),
            "{name}\n{text}\nfrom {}\n{roster:?}\n{found:#?}",
            problem.first
        );
        for breach in found {
            let inside = breach.days.iter().all(|d| *d < problem.days());
            assert!(inside && breach.amount > 0, "{name}: {breach:?}");
        }
    }
}

fn roster(problem: &Problem, random: &mut Random) -> Roster {
    let mut roster = Roster::empty(problem.people.len(), problem.days());
    let busy = random.below(101);
    for cell in roster.cells.iter_mut().flatten() {
        if random.below(100) < busy {
            *cell = Some(random.below(problem.duties.len()));
        }
    }
    roster
}

fn team(random: &mut Random, first: NaiveDate, days: usize) -> String {
    let mut text = "[team]\nname = \"made up\"\n".to_owned();
    let mut line = |line: String| text.push_str(&line);
    if random.chance(2) {
        let hours = random.of(&["09:00-23:30", "00:00-24:00", "08:00-03:00", "09:00-08:00"]);
        line(format!("open = \"{hours}\"\n"));
    }
    let kinds = 1 + random.below(4);
    for kind in 0..kinds {
        let time = random.of(&SHIFTS);
        line(format!("[[shift]]\ncode = \"K{kind}\"\ntime = {time}\n"));
        if random.chance(4) {
            line(format!("night = {}\n", random.chance(2)));
        }
    }
    let posts = random.chance(3);
    if posts {
        line("[[skill]]\ncode = \"p\"\npost = true\n".to_owned());
        line("[[skill]]\ncode = \"q\"\npost = true\n".to_owned());
    }
    let people = 1 + random.below(3);
    let agreed = random.of(&["some", "all", "none"]);
    for number in 0..people {
        line(format!("[[person]]\nname = \"P{number}\"\n"));
        line(person(random, kinds, posts, first, days));
        if agreed == "all" || agreed == "some" && random.chance(2) {
            line(format!("hours = {}\n", 20 + random.below(20)));
        }
    }
    line("[[demand]]\nneed = { \"00:00-06:00\" = 1, \"09:00-17:00\" = 2 }\n".to_owned());
    line("least = { \"16:00-20:00\" = 1 }\n".to_owned());
    line("most = { \"05:00-12:00\" = 2, \"20:00-24:00\" = 1 }\n".to_owned());
    if random.chance(2) {
        // Of a day that may lie beside the month, so that its first hours are a matter of the last day.
        let (on, need) = (random.date(3), random.below(4));
        line(format!("[[demand]]\non = [\"{on}\"]\n"));
        line(format!("need = {{ \"01:00-09:00\" = {need} }}\n"));
        line(format!("most = {{ \"03:00-05:00\" = {} }}\n", need + 1));
    }
    for _ in 0..random.below(4) {
        let from = 1 + random.below(25);
        let to = from + random.below(5);
        let state = random.of(&["asked", "granted", "refused"]);
        let who = random.below(people);
        line(format!(
            "[[leave]]\nperson = \"P{who}\"\nstate = \"{state}\"\n"
        ));
        line(format!("from = 2026-12-{from:02}\nto = 2026-12-{to:02}\n"));
        if people > 1 && random.chance(2) {
            line(format!("cover = \"P{}\"\n", (who + 1) % people));
        }
    }
    if random.chance(2) {
        // Right before the days, and right after them.
        let (from, to) = (
            first.pred_opt().unwrap(),
            first + chrono::Days::new(days as u64),
        );
        let (state, on) = (random.of(&["asked", "granted"]), random.of(&["from", "to"]));
        let on = if on == "from" { from } else { to };
        line(format!(
            "[[leave]]\nperson = \"P0\"\nstate = \"{state}\"\nfrom = {on}\n"
        ));
    }
    let eve = first.pred_opt().unwrap();
    line(format!("[history]\nends = {eve}\n"));
    line(rules(random, people, posts));
    text
}

fn person(random: &mut Random, kinds: usize, posts: bool, first: NaiveDate, days: usize) -> String {
    let (last, after) = (days as u64 - 1, days as u64);

    let mut lines = Vec::new();
    let kind = |random: &mut Random| format!("K{}", random.below(kinds));
    if posts {
        let skills = random.of(&[r#"["p"]"#, r#"["q"]"#, r#"["p", "q"]"#]);
        lines.push(format!("skills = {skills}"));
    }
    let mut since = String::new();
    if random.chance(3) {
        let some = random.date(1);
        since = random.of(&[&some, &first.to_string()]).to_owned();
        lines.push(format!("joined = {since}"));
    }
    if random.chance(3) {
        let (some, last) = (random.date(16), first + chrono::Days::new(last));
        let left = random.of(&[&some, &last.to_string()]).to_owned();
        lines.push(format!("left = {}", left.max(since)));
    }
    lines.push(format!("protected = {}", random.chance(2)));
    lines.push(format!("rank = {}", random.below(3)));
    if random.chance(2) {
        let (nights, weekends) = (random.below(4), random.below(3));
        lines.push(format!(
            "carried = {{ nights = {nights}, hours = -3.5, weekends = -{weekends} }}"
        ));
    }
    if random.chance(2) {
        let (a, mut b) = (random.date(1), random.date(8));
        if random.chance(2) {
            b = (first + chrono::Days::new(after)).to_string();
        }
        lines.push(format!("unavailable = [\"{a}\", \"{b}\"]"));
        let (a, b, k) = (random.date(1), random.date(16), kind(random));
        let mut pins = BTreeMap::from([(a, k), (b, "-".to_owned())]);
        // Some of the next days one after the other, so that runs and patterns go on into them.
        for ahead in 0..random.below(4) as u64 {
            let date = first + chrono::Days::new(after + ahead);
            let cell = if random.chance(3) {
                "-".to_owned()
            } else {
                kind(random)
            };
            pins.insert(date.to_string(), cell);
        }
        let pins: Vec<String> = (pins.iter())
            .map(|(date, cell)| format!("\"{date}\" = \"{cell}\""))
            .collect();
        lines.push(format!("pinned = {{ {} }}", pins.join(", ")));
    }
    let wants = ["off", "work", "K0", "not K0"];
    let (a, b, on) = (random.of(&wants), random.of(&wants), random.date(5));
    let (c, d) = (random.of(&STEPS), random.of(&STEPS));
    let (run, most) = (
        random.of(&["K0", "rest", "day", "work"]),
        1 + random.below(3),
    );
    lines.push(format!(
        "wishes = [{{ on = \"tue\", want = \"{a}\" }}, {{ on = \"{on}\", want = \"{b}\", weight = 3 }}, \
         {{ avoid = [\"K0\", \"{c}\", \"{d}\"] }}, {{ run = \"{run}\", longest = {most}, weight = 4 }}, \
         {{ run = \"{run}\", shortest = 2 }}]"
    ));
    if random.chance(4) {
        let shifts = random.of(&["\"K0\"", "\"night\"", "\"day\", \"K0\""]);
        lines.push(format!("shifts = [{shifts}]"));
    }
    let tail: Vec<String> = (0..random.below(9))
        .map(|_| match random.below(3) {
            0 => "-".to_owned(),
            _ => kind(random),
        })
        .collect();
    lines.push(format!("tail = \"{}\"", tail.join(" ")));
    lines.join("\n") + "\n"
}

fn rules(random: &mut Random, people: usize, posts: bool) -> String {
    let mut text = String::new();
    let mut rule = |random: &mut Random, name: &str, params: &str| {
        let weight = random.of(&["7", "3", "\"hard\"", "\"warn\""]);
        text.push_str(&format!("[[rules.{name}]]\nweight = {weight}\n{params}\n"));
    };
    for name in [
        "employed",
        "qualified",
        "unavailable",
        "pinned",
        "protected",
        "cover",
        "surplus",
        "wishes",
        "allowed-shifts",
    ] {
        rule(random, name, "");
    }
    rule(random, "leave", "asked = 11\ncover = 13");
    let days = 1 + random.below(3);
    rule(random, "weekly-rest", &format!("days = {days}"));
    let mode = random.of(&["at-least", "exactly", "at-most"]);
    rule(
        random,
        "month-rest",
        &format!("days = 1\nmode = \"{mode}\""),
    );
    rule(random, "whole-day-off", &format!("days = {days}"));
    rule(random, "whole-day-off", "per = \"month\"");
    rule(random, "whole-day-off", "per = 3");
    let hours = random.below(48);
    rule(random, "rest-between", &format!("hours = {hours}.5"));
    let low = 1 + random.below(3);
    let high = low + random.below(3);
    let bounds = format!("shortest = {low}\nlongest = {high}");
    rule(random, "rest-run", &bounds);
    rule(random, "work-run", &bounds);
    rule(random, "kind-run", &format!("kinds = [\"K0\"]\n{bounds}"));
    rule(random, "succession", "after = [\"K0\"]\nnot = [\"any\"]");
    let params = "after = [\"any\"]\nnot = [\"K0\", \"night\"]\nnext = \"workday\"";
    rule(random, "succession", params);
    let on = on_some(random);
    rule(random, "succession", &format!("{params}\n{on}"));
    for _ in 0..3 {
        let steps: Vec<String> = (0..1 + random.below(4))
            .map(|_| format!("\"{}\"", random.of(&STEPS)))
            .collect();
        let pattern = format!("pattern = [\"K0\", {}]", steps.join(", "));
        rule(random, "unwanted-pattern", &pattern);
    }
    for pattern in [
        r#"["rest", "work", "rest"]"#,
        r#"["not K0", "K0", "not K0"]"#,
        r#"["work", "rest", "work"]"#,
        r#"["rest", "not K0", "?", "rest or K0"]"#,
    ] {
        rule(random, "unwanted-pattern", &format!("pattern = {pattern}"));
        let on = on_some(random);
        let params = format!("pattern = {pattern}\n{on}");
        rule(random, "unwanted-pattern", &params);
    }
    rule(
        random,
        "rest-after",
        &format!("kinds = [\"K0\"]\nrun = {low}\nrest = {high}"),
    );
    rule(random, "rest-after", "run = 1\nrest = 1");
    let pair = "pair = [\"P0\", \"P1\"]";
    if people > 1 {
        rule(random, "rest-together", pair);
        let on = on_some(random);
        rule(random, "rest-together", &format!("{pair}\n{on}"));
    }
    rule(random, "shift-variety", "most = 1");
    let per = random.of(&["\"week\"", "\"month\"", "2", "5", "9"]);
    let params = format!("most = {low}\nper = {per}\n{}", on_some(random));
    rule(random, "shift-variety", &params);
    let bounds = format!("least = {low}\nmost = {high}");
    rule(
        random,
        "shift-limit",
        &format!("kinds = [\"night\", \"K0\"]\n{bounds}"),
    );
    rule(random, "shift-limit", "kinds = [\"K0\"]\nmost = 0");
    for _ in 0..3 {
        let per = random.of(&["\"week\"", "\"month\"", "2", "5", "9"]);
        let on = on_some(random);
        let bounds = random.of(&["most = 0", "least = 1", "most = 1", "least = 1\nmost = 2"]);
        let except = random.of(&["", "except = [\"P0\"]"]);
        let params = format!("kinds = [\"K0\"]\nper = {per}\n{on}\n{bounds}\n{except}");
        rule(random, "shift-limit", &params);
    }
    evens(random, people, &mut rule);
    for _ in 0..2 {
        let (kinds, on) = (random.of(&["any", "K0", "night"]), on_some(random));
        let share = random.of(&["percent = 45", "least = 1", "percent = 1\nleast = 2"]);
        let params = format!("rank = 1\nkinds = [\"{kinds}\"]\n{on}\n{share}");
        rule(random, "rank-share", &params);
    }
    let mentor = format!("new = [\"P0\"]\nmentors = [\"P{}\"]", people - 1);
    let mut scoped = vec![
        ("rest-between", "hours = 30"),
        ("weekends", "most = 1"),
        ("month-rest", "days = 1"),
        ("whole-day-off", "per = \"week\""),
        ("mentor", mentor.as_str()),
    ];
    if people > 1 {
        let pair = "pair = [\"P1\", \"P0\"]";
        scoped.extend([("together", pair), ("apart", pair)]);
    }
    if posts {
        scoped.push(("post-daily", "post = \"p\"\nmost = 1"));
    }
    for (name, own) in scoped {
        let takes = paiban::rules::find(name).unwrap().card.takes;
        let on = Some(on_some(random)).filter(|_| takes.on).unwrap_or("");
        let kinds = random.of(&["", "kinds = [\"K0\"]", "kinds = [\"night\"]"]);
        let kinds = Some(kinds).filter(|_| takes.kinds.is_some()).unwrap_or("");
        rule(random, name, &format!("{own}\n{kinds}\n{on}"));
    }
    let on = on_some(random);
    rule(random, "surplus", &format!("of = \"peak\"\n{on}"));
    let (over, on) = (
        random.of(&["0", "2", "\"hard\""]),
        random.of(&["all", "workday", "sat"]),
    );
    let bounds = [
        format!("least = {low}"),
        format!("need = {high}\nover = {over}"),
        format!(
            "least = {}\nneed = {low}\nmost = {high}\nover = {over}",
            low - 1
        ),
    ];
    for bounds in bounds {
        let params = format!("kinds = [\"day\"]\non = [\"{on}\"]\n{bounds}");
        rule(random, "shift-daily", &params);
    }
    let cells = "cells = { P0 = \"K0 - ? K0 - K0 K0 - - K0 - ? K0\" }";
    let from = random.date(1);
    rule(random, "keep", &format!("from = {from}\n{cells}"));
    let (today, near) = (random.date(1), random.below(5));
    let now = format!("today = {today}\nnear = {near}\ntimes = 4");
    rule(random, "keep", &format!("from = {from}\n{cells}\n{now}"));
    text
}

/// Fairness of every kind, over some shifts, days and shares.
fn evens(random: &mut Random, people: usize, rule: &mut impl FnMut(&mut Random, &str, &str)) {
    let ofs = ["hours", "shifts", "days", "nights", "weekends", "holidays"];
    for of in ofs {
        let kinds = random.of(&["", "kinds = [\"K0\"]", "kinds = [\"night\"]"]);
        let (on, within) = (on_some(random), random.below(4));
        let measure = random.of(&["distance", "distance", "most"]);
        let share = random.of(&[
            "",
            "share = \"days\"",
            "share = \"hours\"",
            "share = { P0 = 30 }",
        ]);
        let params = format!("{kinds}\n{on}\nwithin = {within}\n{share}\nmeasure = \"{measure}\"");
        rule(random, "even", &format!("of = \"{of}\"\n{params}"));
        // By the days alone, with what is carried over, of all or of some.
        let (last, within) = (people - 1, random.below(12));
        let who = random.of(&["", "", "who = [\"P0\", \"LAST\"]", "except = [\"LAST\"]"]);
        let who = who.replace("LAST", &format!("P{last}"));
        let who = Some(who).filter(|_| people > 1).unwrap_or_default();
        rule(
            random,
            "even",
            &format!("of = \"{of}\"\nwithin = {within}\n{who}"),
        );
    }
}

/// Days for a rule, or no word of them.
fn on_some(random: &mut Random) -> &'static str {
    let choices = ["", "on = [\"workday\"]", "on = [\"sat\", \"sun\", \"mon\"]"];
    choices[random.below(choices.len())]
}

/// A small generator, so that a failing team is found again.
struct Random(u64);

impl Random {
    fn chance(&mut self, one_in: usize) -> bool {
        self.below(one_in) == 0
    }

    fn of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }

    /// One of fifteen days, the first of them `from`.
    fn date(&mut self, from: usize) -> String {
        format!("2026-12-{:02}", from + self.below(15))
    }

    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 33) as usize) % bound
    }
}
