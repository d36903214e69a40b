//! Teams that were made impossible, from a small shop and from the presets: people taken away, leave and pins that
//! contradict each other, more demand than there are people. The same ones on every run.

#![allow(dead_code, clippy::unwrap_used, clippy::panic)] // not everything is used by both who use it

use paiban::domain::Problem;
use paiban::domain::time::Month;
use paiban::input::{Source, Team};
use paiban::rules::RuleBook;

/// A team without a roster.
pub struct Case {
    pub name: String,
    pub text: String,
}

/// The month of all cases.
pub fn month() -> Month {
    Month::new(2026, 12).unwrap()
}

/// Reads a team file for the month.
pub fn read(text: &str) -> Option<(Problem, RuleBook)> {
    team(text)?.month(month(), None).ok()
}

/// The team of a text.
pub fn team(text: &str) -> Option<Team> {
    Team::parse(Source::new("team.toml", text)).ok()
}

/// Five people, a day and a night shift, and rules that leave room.
pub const SHOP: &str = r#"
[team]
name = "shop"

[[shift]]
code = "D"
name = "白班"
name-en = "day"
time = ["09:00-17:00"]

[[shift]]
code = "N"
name = "晚班"
name-en = "night"
time = ["15:00-23:00"]
night = true

[[demand]]
need = { "09:00-15:00" = 1, "15:00-17:00" = 2, "17:00-23:00" = 1 }

[[person]]
id = "S1"
name = "Ann"

[[person]]
id = "S2"
name = "Bo"

[[person]]
id = "S3"
name = "Cai"

[[person]]
id = "S4"
name = "Dan"

[[person]]
id = "S5"
name = "Eve"

[rules.cover]
weight = "hard"

[rules.succession]
after = ["N"]
not = ["D"]

[rules.work-run]
longest = 6

[rules.month-rest]
days = 8
"#;

pub const TAOBAO: &str = include_str!("../../../data/presets/taobao.toml");
pub const TMALL: &str = include_str!("../../../data/presets/tmall.toml");
pub const DESK24: &str = include_str!("../../../data/presets/desk24.toml");

/// A small generator.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }
}

/// A team file that is being changed.
#[derive(Clone)]
pub struct Draft(pub String);

impl Draft {
    /// Ids of the people, in order.
    pub fn ids(&self) -> Vec<String> {
        let lines = self.0.lines().filter_map(|l| l.strip_prefix("id = \""));
        lines.map(|l| l.trim_end_matches('"').to_owned()).collect()
    }

    /// Adds a key to a person's section.
    pub fn person(mut self, id: &str, line: &str) -> Draft {
        let own = format!("id = \"{id}\"\n");
        assert!(self.0.contains(&own), "{id}");
        self.0 = self.0.replacen(&own, &format!("{own}{line}\n"), 1);
        self
    }

    /// Takes a person out.
    pub fn without(mut self, id: &str) -> Draft {
        let at = self.0.find(&format!("id = \"{id}\"\n")).unwrap();
        let from = self.0[..at].rfind("[[person]]").unwrap();
        let to = self.0[at..]
            .find("\n[")
            .map_or(self.0.len(), |n| at + n + 1);
        self.0.replace_range(from..to, "");
        self
    }

    /// Adds a section at the end.
    pub fn end(mut self, lines: &str) -> Draft {
        self.0.push_str(&format!("\n{lines}\n"));
        self
    }

    /// Replaces what stands once.
    pub fn instead(mut self, what: &str, by: &str) -> Draft {
        assert!(self.0.contains(what), "{what}");
        self.0 = self.0.replacen(what, by, 1);
        self
    }

    /// Grants leave for a day.
    pub fn leave(self, id: &str, day: usize) -> Draft {
        self.end(&format!(
            "[[leave]]\nperson = \"{id}\"\nfrom = 2026-12-{day:02}\nstate = \"granted\""
        ))
    }

    fn case(self, name: String) -> Case {
        Case { name, text: self.0 }
    }
}

/// All of them.
pub fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for seed in 0..3 {
        small(seed, &mut cases);
    }
    for seed in 0..3 {
        presets(seed, &mut cases);
    }
    cases.extend(several_at_once());
    cases
}

/// One person, or one rule, has to give way on many days: the team file says it once.
fn several_at_once() -> Vec<Case> {
    let two = || shop().without("S3").without("S4").without("S5");
    let need = |draft: Draft, on: &str| {
        draft.instead(
            "need = { \"09:00-15:00\" = 1, \"15:00-17:00\" = 2, \"17:00-23:00\" = 1 }",
            &format!("{on}need = {{ \"09:00-15:00\" = 1, \"17:00-23:00\" = 1 }}"),
        )
    };
    let dates = "on = [\"2026-12-22..2026-12-24\"]\n";
    let all = |name: &str, draft: Draft| draft.case(name.to_owned());
    vec![
        all(
            "stays",
            need(two(), dates).person("S2", "left = 2026-12-10"),
        ),
        all(
            "comes",
            need(two(), dates).person("S2", "unavailable = [\"2026-12-20..2026-12-26\"]"),
        ),
        // Both have a day's least, which no weight softens.
        all(
            "least",
            need(two(), dates)
                .end("[rules.shift-daily]\nkinds = [\"N\"]\non = [\"12-24\"]\nleast = 3"),
        ),
        all(
            "week",
            need(two(), "")
                .instead("longest = 6", "longest = 31")
                .instead("[rules.month-rest]\ndays = 8", "[rules.weekly-rest]")
                .instead("[rules.succession]\nafter = [\"N\"]\nnot = [\"D\"]\n", ""),
        ),
        all(
            "limit",
            need(two(), "")
                .instead("longest = 6", "longest = 31")
                .instead("days = 8", "days = 0")
                .instead("[rules.succession]\nafter = [\"N\"]\nnot = [\"D\"]\n", "")
                .end("[rules.shift-limit]\nkinds = [\"N\"]\nmost = 14"),
        ),
        all(
            "rest",
            need(two(), "")
                .instead("longest = 6", "longest = 31")
                .instead("[rules.succession]\nafter = [\"N\"]\nnot = [\"D\"]\n", ""),
        ),
    ]
}

fn shop() -> Draft {
    Draft(SHOP.to_owned())
}

fn small(seed: u64, cases: &mut Vec<Case>) {
    let mut random = Random(seed * 977 + 13);
    let ids = shop().ids();
    let mut day = || 2 + random.below(26);
    let (a, b, c) = (day(), day(), day());
    let mut random = Random(seed * 31 + 7);
    let mut id = || ids[random.below(ids.len())].clone();
    let (p, q) = (id(), id());
    let mut add = |name: &str, draft: Draft| cases.push(draft.case(format!("shop {seed}: {name}")));
    add(
        "a shift is fixed on a day that is out of the question",
        shop().person(
            &p,
            &format!("unavailable = [\"2026-12-{a:02}\"]\npinned = {{ 2026-12-{a:02} = \"D\" }}"),
        ),
    );
    add(
        "nearly everybody is on leave on one day",
        ids[1..].iter().fold(shop(), |draft, id| draft.leave(id, b)),
    );
    add(
        "more are needed on a day than there are people",
        shop().end(&format!(
            "[[demand]]\non = [\"2026-12-{c:02}\"]\nneed = {{ \"09:00-15:00\" = 6 }}"
        )),
    );
    add(
        "two people for the work of five",
        ids[2..].iter().fold(shop(), |draft, id| draft.without(id)),
    );
    add(
        "a day shift is fixed after a night",
        shop().person(
            &q,
            &format!(
                "pinned = {{ 2026-12-{a:02} = \"N\", 2026-12-{:02} = \"D\" }}",
                a + 1
            ),
        ),
    );
    let run: Vec<String> = (b.min(24)..b.min(24) + 7)
        .map(|day| format!("2026-12-{day:02} = \"N\""))
        .collect();
    add(
        "seven nights in a row are fixed",
        shop().person(&p, &format!("pinned = {{ {} }}", run.join(", "))),
    );
    add(
        "everybody wishes to be off, and must",
        ids.iter()
            .fold(shop(), |draft, id| {
                draft.person(
                    id,
                    &format!("wishes = [{{ on = \"2026-12-{c:02}\", want = \"off\" }}]"),
                )
            })
            .end("[rules.wishes]\nweight = \"hard\""),
    );
    add(
        "two who must not meet, and the others are away",
        ids[2..]
            .iter()
            .fold(shop(), |draft, id| draft.leave(id, a))
            .end("[rules.apart]\npair = [\"Ann\", \"Bo\"]"),
    );
    add(
        "who is there is protected from nights",
        ids[..3]
            .iter()
            .fold(shop(), |draft, id| draft.person(id, "protected = true"))
            .leave(&ids[3], b)
            .leave(&ids[4], b),
    );
    add(
        "who is not on leave has not joined yet",
        ids[1..4]
            .iter()
            .fold(shop(), |draft, id| draft.leave(id, b))
            .person(&ids[4], &format!("joined = 2026-12-{:02}", b + 1)),
    );
    add(
        "more rest than the work allows",
        shop().instead("days = 8", &format!("days = {}", 19 + seed)),
    );
}

fn presets(seed: u64, cases: &mut Vec<Case>) {
    let mut random = Random(seed * 7919 + 5);
    let mut day = || 3 + random.below(24);
    let (a, b, c) = (day(), day(), day());
    for (name, text, most) in [
        ("taobao", TAOBAO, 12),
        ("tmall", TMALL, 15),
        ("desk24", DESK24, 20),
    ] {
        let base = || Draft(text.to_owned());
        let ids = base().ids();
        let skill = match name {
            "taobao" => "",
            "tmall" => "skill = \"s\"\n",
            _ => "skill = \"p\"\n",
        };
        let mut add =
            |what: &str, draft: Draft| cases.push(draft.case(format!("{name} {seed}: {what}")));
        add(
            "more at least on a day than there are people",
            base().end(&format!(
                "[[demand]]\non = [\"2026-12-{a:02}\"]\n{skill}least = {{ \"11:00-13:00\" = {most} }}"
            )),
        );
        add(
            "all but one are on leave on a day",
            ids[1..].iter().fold(base(), |draft, id| draft.leave(id, b)),
        );
        let first = usize::try_from(seed).unwrap() % ids.len();
        let (shift, next) = match name {
            "taobao" => ("N", "D"),
            "tmall" => ("N@s", "D@s"),
            _ => ("G@p", "E@p"),
        };
        let mut weekday = c;
        if name == "tmall" {
            // From Monday to Friday day and night do not mix: 2026-12-07 is a Monday.
            weekday = [7, 8, 14, 15, 21, 22][c % 6];
        }
        add(
            "two shifts are fixed that must not follow each other",
            base().person(
                &ids[first],
                &format!(
                    "pinned = {{ 2026-12-{weekday:02} = \"{shift}\", 2026-12-{:02} = \"{next}\" }}",
                    weekday + 1
                ),
            ),
        );
        let left = match name {
            "taobao" => 4,
            "tmall" => 5,
            _ => 4,
        };
        let gone = ids.iter().skip(left).rev();
        add(
            "too few people are left",
            gone.fold(base(), |draft, id| draft.without(id)),
        );
    }
}

/// Small ones whose explanations are kept as text: a name, and the team.
pub fn golden() -> Vec<Case> {
    let all = |name: &str, draft: Draft| draft.case(name.to_owned());
    let two = || shop().without("S4").without("S5").without("S3");
    let calm = |draft: Draft| {
        draft.instead(
            "need = { \"09:00-15:00\" = 1, \"15:00-17:00\" = 2, \"17:00-23:00\" = 1 }",
            "on = [\"2026-12-24\"]\nneed = { \"09:00-15:00\" = 1, \"17:00-23:00\" = 1 }",
        )
    };
    let mut cases = several_at_once();
    cases.extend([
        all(
            "pin",
            calm(two()).person(
                "S1",
                "unavailable = [\"2026-12-09\"]\npinned = { 2026-12-09 = \"D\" }",
            ),
        ),
        all("leave", calm(two()).leave("S2", 24)),
        all(
            "demand",
            calm(two()).instead("\"09:00-15:00\" = 1", "\"09:00-15:00\" = 4"),
        ),
        all(
            "succession",
            calm(two()).person("S2", "pinned = { 2026-12-15 = \"N\", 2026-12-16 = \"D\" }"),
        ),
        all(
            "run",
            calm(two()).person(
                "S1",
                "pinned = { 2026-12-04 = \"D\", 2026-12-05 = \"D\", 2026-12-06 = \"D\", 2026-12-07 = \"D\", 2026-12-08 = \"D\", 2026-12-09 = \"D\", 2026-12-10 = \"D\" }",
            ),
        ),
        all(
            "two",
            calm(two())
                .person(
                    "S1",
                    "unavailable = [\"2026-12-09\"]\npinned = { 2026-12-09 = \"D\" }",
                )
                .person(
                    "S2",
                    "unavailable = [\"2026-12-24\"]\npinned = { 2026-12-24 = \"N\" }",
                ),
        ),
    ]);
    cases
}
