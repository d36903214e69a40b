//! Answers random requests for leave and says how long that takes.
//!
//! `cargo run --release --example leave_requests -- [TEAM.toml ROSTER.csv [REQUESTS]]`

use paiban::domain::time::Month;
use paiban::engine::{Limits, Progress, Unwatched, Watch, portfolio};
use paiban::explain::leave::{Request, answer};
use paiban::input::{RosterFile, Source, Team};
use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

const TEAM: &str = include_str!("../data/presets/taobao.toml");

struct Clock(Instant, f64);

impl Watch for Clock {
    fn seconds(&self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }

    fn progress(&self, _: Progress) {}

    fn stop(&self) -> bool {
        self.seconds() > self.1
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (team, file) = match arguments.as_slice() {
        [team, roster, ..] => {
            let file = RosterFile::read(&PathBuf::from(roster))?;
            (
                Team::parse(Source::read(&PathBuf::from(team))?)?,
                Some(file),
            )
        }
        _ => (Team::parse(Source::new("taobao.toml", TEAM))?, None),
    };
    let first = file.as_ref().and_then(|f| f.dates.first().copied());
    let december = Month::parse("2026-12").ok_or("a month")?;
    let (problem, book) = team.month(first.map_or(december, Month::of), None)?;
    let roster = match file {
        Some(file) => file.roster(&problem)?,
        None => {
            let limits = Limits {
                gap: 0.05,
                ..Limits::default()
            };
            let outcome = portfolio::run(&book.lower(&problem), &limits, &Unwatched)?;
            outcome.best.ok_or("a roster")?.0
        }
    };
    let requests = arguments.get(2).map_or(Ok(5), |n| n.parse())?;
    let limits = Limits {
        seconds: 20.0,
        ..Limits::default()
    };
    let mut times = Vec::new();
    let mut random = 1_u64;
    let mut next = |below: usize| {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) as usize % below
    };
    for number in 0..requests {
        let person = next(problem.people.len());
        let from = next(problem.days());
        let to = (from + next(3)).min(problem.days() - 1);
        let clock = Clock(Instant::now(), limits.seconds);
        let request = Request {
            person,
            days: from..=to,
            today: 0,
        };
        let answer = answer(&problem, &book, &roster, &request, &limits, &clock)?;
        let took = clock.seconds();
        let changes = answer.best().map_or(-1, |plan| plan.cells.len() as i64);
        let holds = answer.best().is_none_or(|plan| plan.verdict.holds());
        println!(
            "{number:4} {:8} {from:2}-{to:2}: {} lacking, {changes} changes ({} ways), bound {}, proven {}, {took:.2} s{}",
            problem.people[person].name,
            answer.lacking.len(),
            answer.plans.ways,
            answer.plans.bound,
            answer.plans.proven,
            if holds { "" } else { " BROKEN" },
        );
        times.push(took);
    }
    times.sort_by(f64::total_cmp);
    let most = times.last().copied().unwrap_or_default();
    println!(
        "median {:.2} s, at most {most:.2} s",
        times[times.len() / 2]
    );
    Ok(())
}
