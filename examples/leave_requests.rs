//! Answers random requests for leave and says how long that takes.
//!
//! `cargo run --release --example leave_requests -- [TEAM.toml ROSTER.csv [REQUESTS [FOLDER [SECONDS]]]]`
//!
//! With a folder, each request's model goes there as JSON (the hard terms, and a price of 1 on every cell that is not as
//! published), HiGHS solves it in so many seconds, too, and what came out is printed as a line of JSON, which
//! `benches/answers/run.py` reads.

use paiban::domain::time::Month;
use paiban::domain::{PersonIx, Problem, Roster};
use paiban::engine::mip::{Ended, Options, Program, solve};
use paiban::engine::{Limits, Progress, Unwatched, Watch, portfolio};
use paiban::explain::leave::{Answer, Request, answer, program};
use paiban::input::{RosterFile, Source, Team};
use paiban::model::Model;
use paiban::rules::RuleBook;
use serde_json::{Value, json};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Instant;

const TEAM: &str = include_str!("../data/presets/taobao.toml");

/// Days of the longest leave.
const LONGEST: usize = 3;

/// Seconds for an answer.
const SECONDS: f64 = 20.0;

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

/// A month with its published roster.
struct Published {
    problem: Problem,
    book: RuleBook,
    roster: Roster,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let published = match arguments.as_slice() {
        [team, roster, ..] => read(Path::new(team), Path::new(roster))?,
        _ => made()?,
    };
    let count = arguments.get(2).map_or(Ok(5), |n| n.parse())?;
    let folder = arguments.get(3).map(PathBuf::from);
    let seconds = arguments.get(4).map_or(Ok(0.0), |n| n.parse())?;
    let mut times = Vec::new();
    for (number, request) in requests(&published, count).into_iter().enumerate() {
        let clock = Clock(Instant::now(), SECONDS);
        let limits = Limits {
            seconds: SECONDS,
            ..Limits::default()
        };
        let Published {
            problem,
            book,
            roster,
        } = &published;
        let found = answer(problem, book, roster, &request, &limits, &clock)?;
        let took = clock.seconds();
        match &folder {
            Some(folder) => println!(
                "{}",
                compared(&published, &request, &found, took, folder, number, seconds)?
            ),
            None => println!("{number:4} {}", line(&published, &request, &found, took)),
        }
        times.push(took);
    }
    times.sort_by(f64::total_cmp);
    if let (None, Some(most)) = (&folder, times.last()) {
        let median = times[times.len() / 2];
        println!("median {median:.2} s, at most {most:.2} s");
    }
    Ok(())
}

fn read(team: &Path, roster: &Path) -> Result<Published, Box<dyn Error>> {
    let file = RosterFile::read(roster)?;
    let team = Team::parse(Source::read(team)?)?;
    let first = file.dates.first().copied().ok_or("a roster with days")?;
    let (problem, book) = team.month(Month::of(first), None)?;
    let roster = file.roster(&problem)?;
    Ok(Published {
        problem,
        book,
        roster,
    })
}

/// The preset, with a roster that is made now.
fn made() -> Result<Published, Box<dyn Error>> {
    let team = Team::parse(Source::new("taobao.toml", TEAM))?;
    let december = Month::parse("2026-12").ok_or("a month")?;
    let (problem, book) = team.month(december, None)?;
    let limits = Limits {
        gap: 0.05,
        ..Limits::default()
    };
    let outcome = portfolio::run(&book.lower(&problem), &limits, &Unwatched)?;
    Ok(Published {
        roster: outcome.best.ok_or("a roster")?.0,
        problem,
        book,
    })
}

/// Requests of people and days, the same on every run.
fn requests(published: &Published, count: usize) -> Vec<Request> {
    let mut random = 1_u64;
    let mut next = |below: usize| {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) as usize % below
    };
    let (people, days) = (published.problem.people.len(), published.problem.days());
    let one = |_| {
        let (person, from) = (next(people), next(days));
        let to = (from + next(LONGEST)).min(days - 1);
        Request {
            person: PersonIx(person),
            days: from..=to,
            leave: from as i64..=to as i64,
            today: 0,
            stand_in: None,
        }
    };
    (0..count).map(one).collect()
}

fn line(published: &Published, request: &Request, found: &Answer, took: f64) -> String {
    let changes = found.best().map_or(-1, |plan| plan.cells.len() as i64);
    let holds = found.best().is_none_or(|plan| plan.verdict.holds());
    format!(
        "{:8} {:2}-{:2}: {} lacking, {changes} changes ({} ways), bound {}, proven {}, {took:.2} s{}",
        published.problem.people[request.person].name,
        request.days.start(),
        request.days.end(),
        found.lacking.len(),
        found.plans.ways,
        found.plans.bound,
        found.plans.proven,
        if holds { "" } else { " BROKEN" },
    )
}

/// The answer beside that of HiGHS, and the file from which others can find their own.
fn compared(
    published: &Published,
    request: &Request,
    found: &Answer,
    took: f64,
    folder: &Path,
    number: usize,
    seconds: f64,
) -> Result<Value, Box<dyn Error>> {
    let (problem, book) = (&published.problem, &published.book);
    let (model, start) = program(problem, book, &published.roster, request);
    let file = folder.join(format!("{number:03}.json"));
    let mut data = serde_json::to_value(&model)?;
    data["start"] = json!(start.cells);
    std::fs::write(&file, data.to_string())?;
    let person = &problem.people[request.person];
    let day = |day: usize| problem.date(day as i64).to_string();
    Ok(json!({
        "file": file,
        "person": person.id,
        "from": day(*request.days.start()),
        "to": day(*request.days.end()),
        "paiban": {
            "changes": found.best().map(|plan| plan.cells.len()),
            "bound": found.plans.bound,
            "proven": found.plans.proven,
            "holds": found.best().is_none_or(|plan| plan.verdict.holds()),
            "seconds": took,
        },
        "highs": by_highs(&model, seconds)?,
    }))
}

/// The model as one integer program, without a start; without time, it is not solved.
fn by_highs(model: &Model, seconds: f64) -> Result<Value, Box<dyn Error>> {
    if seconds <= 0.0 {
        return Ok(Value::Null);
    }
    let clock = Clock(Instant::now(), f64::MAX);
    let program = Program::of(model);
    let built = clock.seconds();
    let options = Options {
        seconds,
        distance: 0.99,
        heuristics: true,
        seed: 1,
        threads: 1,
        ..Options::default()
    };
    let solved = solve(&program, model, &options, &clock)?;
    let changes = solved
        .roster
        .map(|roster| paiban::model::score(model, &roster).soft);
    Ok(json!({
        "changes": changes,
        "bound": solved.bound,
        "proven": solved.ended != Ended::Limit,
        "build_seconds": built,
        "seconds": clock.seconds() - built,
    }))
}
