//! Asks for a leave through the library alone, as a page or another program would: no command line, no terminal.
//!
//! `cargo run --release --example leave_in_a_program`
//!
//! A shop is made in a folder of its own, its December is rostered, and somebody asks for two days off. What is handed in is
//! what `paiban::app` never takes by itself: the clock, who asks, a token that ends the solve, and who listens.

use paiban::app::answers::{Asked, leave};
use paiban::app::solve::Options;
use paiban::app::{Actor, Cancel, Clock, Context, LedgerPlace, Observer, Step, init, roster};
use paiban::domain::time::Month;
use paiban::engine::Limits;
use paiban::ledger::moment::{Moment, Zone};
use paiban::report;
use paiban::text::Lang;
use std::error::Error;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

/// A clock that a service would have: seconds since the request came in, and the shop's time. Here it is always the
/// first of December.
struct At(Instant);

impl Clock for At {
    fn seconds(&self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }

    fn now(&self, zone: Zone) -> Result<Moment, paiban::app::AppError> {
        paiban::app::ledger::moment("2026-12-01 09:00", zone)
    }
}

/// A page would send each step to the browser.
struct Steps;

impl Observer for Steps {
    fn step(&self, step: &Step<'_>) {
        if let (Some(cost), None) = (step.progress.cost, step.progress.bound) {
            println!(
                "a roster that costs {cost}, after {:.1} s",
                step.progress.seconds
            );
        }
    }
}

fn context() -> Context {
    Context {
        clock: Arc::new(At(Instant::now())),
        actor: Actor::named("supervisor"),
        cancel: Cancel::default(),
        clock_back: None,
        observer: Arc::new(Steps),
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::temp_dir().join(format!("paiban-leave-{}", std::process::id()));
    let asked = ask(&folder);
    std::fs::remove_dir_all(&folder)?;
    asked
}

fn ask(folder: &Path) -> Result<(), Box<dyn Error>> {
    let shop = init::Request {
        folder: folder.to_owned(),
        preset: init::PRESETS[0],
        people: None,
        force: false,
        lang: Lang::En,
    };
    let team = init::run(&shop, &context())?.path;
    let options = Options {
        limits: Limits {
            seconds: 10.0,
            ..Limits::default()
        },
        ..Options::default()
    };
    let made = roster::run(
        &roster::Request {
            team: team.clone(),
            month: Month::parse("2026-12").ok_or("a month")?,
            out: None,
            repeat: None,
            ledger: None,
            options,
        },
        &context(),
    )?;
    let roster::Outcome::Found(found) = &made.outcome else {
        return Err("no roster within ten seconds".into());
    };
    println!("rostered: cost {}\n", found.verdict.cost);

    let answer = leave::run(
        &leave::Request {
            asked: Asked {
                team: team.clone(),
                roster: None,
                today: None,
                seconds: 20.0,
            },
            person: "A03".to_owned(),
            from: date("2026-12-08")?,
            to: date("2026-12-09")?,
            kind: None,
            keep_cover: false,
            plans: Vec::new(),
            stand_in: None,
            grant: None,
        },
        &LedgerPlace::new(None, Some(&team)),
        &context(),
    )?;
    // The report is data; the words are asked for in whichever language the reader has.
    for part in &answer.months {
        for cell in part.plan().map_or(&[][..], |plan| &plan.cells) {
            println!("changes: person {} day {}", cell.person.0, cell.day);
        }
    }
    for lang in [Lang::En, Lang::Zh] {
        let page = report::answers::leave::page(&answer, lang);
        println!("{}", page.text.lines().next().unwrap_or_default());
    }
    Ok(())
}

fn date(text: &str) -> Result<chrono::NaiveDate, String> {
    text.parse().map_err(|_| format!("{text} is not a date"))
}
