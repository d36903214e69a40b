//! Teams with rosters for charts: the small one of the fixtures, and presets of any size with rosters made by a pattern.

use paiban::domain::tasks::Task;
use paiban::domain::time::Month;
use paiban::domain::{Problem, Roster};
use paiban::input::{RosterFile, Source, Team, preset};
use paiban::render::chart::{Kind, Order};
use paiban::rules::RuleBook;
use paiban::text::Lang;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub const KINDS: [(&str, Kind); 6] = [
    ("month", Kind::Month),
    ("week", Kind::Week),
    ("day", Kind::Day),
    ("coverage", Kind::Coverage),
    ("fairness", Kind::Fairness),
    ("cycle", Kind::Cycle),
];

pub const PRESETS: [(&str, &str); 3] = [
    ("taobao", include_str!("../../../data/presets/taobao.toml")),
    ("tmall", include_str!("../../../data/presets/tmall.toml")),
    ("desk24", include_str!("../../../data/presets/desk24.toml")),
];

/// A team's month with a roster.
pub struct Shop {
    pub problem: Problem,
    pub roster: Roster,
    pub tasks: Vec<Task>,
    pub rules: Arc<RuleBook>,
}

impl Shop {
    pub fn order(&self, kind: Kind, lang: Lang) -> Order {
        Order {
            tasks: self.tasks.clone(),
            rules: Arc::clone(&self.rules),
            ..Order::new(kind, lang)
        }
    }
}

pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/charts")
}

fn shop(text: &str, month: &str, roster: impl Fn(&Problem) -> Roster) -> Shop {
    let team = Team::parse(Source::new("team.toml", text)).unwrap();
    let (problem, book) = team.month(Month::parse(month).unwrap(), None).unwrap();
    Shop {
        roster: roster(&problem),
        tasks: team.tasks(&problem).unwrap(),
        rules: Arc::new(book),
        problem,
    }
}

/// The team of the fixtures.
pub fn small() -> Shop {
    let text = std::fs::read_to_string(fixtures().join("team.toml")).unwrap();
    let file = RosterFile::read(&fixtures().join("ROSTER.csv")).unwrap();
    shop(&text, "2026-10", |problem| file.roster(problem).unwrap())
}

/// A preset with so many people. The roster goes round by weeks and breaks some rules, as rosters made by hand do.
pub fn preset_of(preset: &str, people: usize) -> Shop {
    let text = preset::scaled(preset, people);
    shop(&text, "2026-10", pattern)
}

fn pattern(problem: &Problem) -> Roster {
    let mut roster = Roster::empty(problem.people.len(), problem.days());
    for person in problem.everybody() {
        let may: Vec<usize> = (0..problem.duties.len())
            .filter(|d| {
                let post = problem.duties[*d].post;
                post.is_none_or(|p| problem.people[person].skills.contains(&p))
            })
            .collect();
        for day in 0..problem.days() {
            let week = (day + 3) / 7;
            if (day + person.0) % 7 < 6 && !may.is_empty() {
                roster.cells[person][day] = Some(may[(week + person.0) % may.len()]);
            }
        }
    }
    roster
}
