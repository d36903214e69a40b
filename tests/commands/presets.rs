//! The presets are good team files in both languages and in every size, and can be rostered.

use paiban::domain::time::Month;
use paiban::domain::{Problem, Roster};
use paiban::engine::{Limits, Progress, Unwatched, Watch, annealing, portfolio};
use paiban::input::{Fault, Source, Team, preset};
use paiban::model::Model;
use paiban::rules::RuleBook;
use paiban::text::Lang;
use paiban::verify::verify;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Instant;

fn presets() -> Vec<(String, String)> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/presets");
    let files = std::fs::read_dir(dir).unwrap().map(|f| f.unwrap().path());
    let name = |p: &Path| p.file_stem().unwrap().to_str().unwrap().to_owned();
    let mut presets: Vec<(String, String)> = files
        .map(|p| (name(&p), std::fs::read_to_string(&p).unwrap()))
        .collect();
    presets.sort();
    assert_eq!(presets.len(), 3);
    presets
}

fn read(text: &str, month: Month) -> Result<(Problem, RuleBook), Fault> {
    Team::parse(Source::new("team.toml", text))?.month(month, None)
}

fn december() -> Month {
    Month::new(2026, 12).unwrap()
}

#[test]
fn every_size_is_read_in_both_languages() {
    for (name, text) in presets() {
        let (original, _) = read(&text, december()).unwrap_or_else(|f| panic!("{name}: {f}"));
        for people in [3, 30, 50] {
            let scaled = preset::scaled(&text, people);
            for lang in [Lang::En, Lang::Zh] {
                let place = format!("{name}, {people} people, {lang:?}");
                let text = preset::localized(&scaled, lang);
                let (problem, book) = read(&text, december()).unwrap_or_else(|f| {
                    let line = f.span.as_ref().and_then(|s| text.get(s.clone()));
                    panic!("{place}: {f}: {line:?}")
                });
                assert_eq!(problem.people.len(), people, "{place}");
                assert!(book.instances.len() > 10, "{place}");
                let needed = |p: &Problem| p.demand.iter().flatten().map(|n| n.want).max();
                let larger = people > original.people.len();
                assert_eq!(needed(&problem) > needed(&original), larger, "{place}");
            }
        }
    }
}

#[test]
fn comments_are_in_one_language() {
    let chinese = |line: &str| line.contains(|c: char| ('\u{4e00}'..='\u{9fff}').contains(&c));
    for (name, text) in presets() {
        for (lang, other) in [(Lang::En, Lang::Zh), (Lang::Zh, Lang::En)] {
            let own = preset::localized(&text, lang);
            let comments: Vec<&str> = own.lines().filter(|l| l.starts_with('#')).collect();
            assert!(comments.len() > 2, "{name}, {lang:?}");
            assert!(
                !own.contains("#en ") && !own.contains("#zh "),
                "{name}, {lang:?}"
            );
            let data = |text: &str| -> Vec<String> {
                let lines = text.lines().filter(|l| !l.starts_with('#'));
                lines.map(str::to_owned).collect()
            };
            assert_eq!(data(&own), data(&preset::localized(&text, other)), "{name}");
            let in_chinese = comments.iter().filter(|l| chinese(l)).count();
            match lang {
                Lang::En => assert!(in_chinese * 5 < comments.len(), "{name}: {comments:#?}"),
                Lang::Zh => assert!(in_chinese * 2 > comments.len(), "{name}: {comments:#?}"),
            }
        }
    }
}

/// A clock, and a search that stops at its first roster.
struct First {
    began: Instant,
    found: AtomicBool,
}

impl Watch for First {
    fn seconds(&self) -> f64 {
        self.began.elapsed().as_secs_f64()
    }

    fn progress(&self, _: Progress) {}

    fn found(&self, _: &Roster) {
        self.found.store(true, Ordering::Relaxed);
    }

    fn stop(&self) -> bool {
        self.found.load(Ordering::Relaxed)
    }
}

/// A roster that keeps every hard term, and the engine that found it.
fn roster(model: &Model) -> Option<(Roster, &'static str)> {
    let clock = || First {
        began: Instant::now(),
        found: AtomicBool::new(false),
    };
    let limits = Limits {
        seconds: 60.0,
        ..Limits::default()
    };
    let (found, points) = annealing::run(model, &limits, &clock());
    if points.hard == 0 {
        return Some((found, "search"));
    }
    let outcome = portfolio::run(model, &limits, &clock()).ok()?;
    outcome.best.map(|(found, _)| (found, "portfolio"))
}

#[test]
fn every_month_of_two_years_has_a_verified_roster() {
    let months = (2026..=2027).flat_map(|y| (1..=12).map(move |m| Month::new(y, m).unwrap()));
    let presets = presets();
    let jobs: Vec<(&str, &str, Month)> = months
        .flat_map(|month| presets.iter().map(move |(n, t)| (&**n, &**t, month)))
        .collect();
    let (next, wrong) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let work = || {
        while let Some((name, text, month)) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
            let (problem, book) = read(text, *month).unwrap_or_else(|f| panic!("{name}: {f}"));
            let fault = match roster(&book.lower(&problem)) {
                None => "no roster".to_owned(),
                Some((roster, engine)) => {
                    if engine != "search" {
                        println!("{name}, {month}: found by the {engine} only");
                    }
                    let verdict = verify(&problem, &book, &roster);
                    if verdict.holds() {
                        continue;
                    }
                    format!("fails verification: {:#?}", verdict.breaches)
                }
            };
            wrong
                .lock()
                .unwrap()
                .push(format!("{name}, {month}: {fault}"));
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(work);
        scope.spawn(work);
    });
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A team file without the sections of a rule.
fn without(text: &str, rule: &str) -> String {
    let head = format!("[[rules.{rule}]]");
    let sections = text.split_inclusive("\n\n");
    sections.filter(|s| !s.contains(&head)).collect()
}

/// Two dives run at once there, and which is there sooner must not matter. Without patterns the relaxation is near, so that
/// this ends.
#[test]
fn teams_of_people_who_differ_get_the_same_roster_on_every_run() {
    let presets = presets();
    let (_, tmall) = presets.iter().find(|(name, _)| name == "tmall").unwrap();
    let limits = Limits {
        seconds: 600.0,
        gap: 0.02,
        ..Limits::default()
    };
    for (people, month) in [(9, 12), (12, 11), (20, 12)] {
        let text = preset::scaled(&without(tmall, "unwanted-pattern"), people);
        assert!(!text.contains("[[rules.unwanted-pattern]]"));
        let month = Month::new(2026, month).unwrap();
        let (problem, book) = read(&text, month).unwrap();
        let model = book.lower(&problem);
        let run = || portfolio::run(&model, &limits, &Unwatched).unwrap();
        let first = run();
        let (roster, points) = first.best.clone().unwrap();
        assert!(verify(&problem, &book, &roster).holds(), "{people}");
        let progress = Progress {
            seconds: 0.0,
            cost: Some(points.soft),
            bound: first.bound,
        };
        assert!(progress.gap().unwrap() <= limits.gap, "{people}");
        assert_eq!(first, run(), "{people}");
    }
}
