//! A month's roster from a team file: `cargo run --release --example roster`.

use paiban::domain::time::Month;
use paiban::engine::{Limits, Progress, Watch, portfolio};
use paiban::input::{Source, Team, write_roster};
use paiban::verify::verify;
use std::error::Error;
use std::time::Instant;

/// Engines read no clock; this one is handed to them.
struct Clock(Instant);

impl Watch for Clock {
    fn seconds(&self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }

    fn progress(&self, _: Progress) {}
}

fn main() -> Result<(), Box<dyn Error>> {
    let preset = include_str!("../data/presets/taobao.toml");
    let team = Team::parse(Source::new("taobao.toml", preset))?;
    let month = Month::parse("2026-12").ok_or("not a month")?;

    // The problem and its rules; last month's roster would be the second argument.
    let (problem, book) = team.month(month, None)?;
    let model = book.lower(&problem);

    // Enough for a usable roster; the command line takes its time to prove more.
    let limits = Limits {
        seconds: 8.0,
        gap: 0.02,
        ..Limits::default()
    };
    let outcome = portfolio::run(&model, &limits, &Clock(Instant::now()))?;
    let (roster, score) = outcome.best.ok_or("no roster in the time given")?;

    // The engine's word is not enough: the rules look at the roster themselves.
    let verdict = verify(&problem, &book, &roster);
    let csv = write_roster(&problem, &roster);
    println!("{}", csv.trim_start_matches('\u{feff}'));
    let bound = outcome.bound.map_or("none".to_owned(), |b| b.to_string());
    println!("cost {}, proven bound {bound}", score.soft);
    println!(
        "verified: {} hard rules broken, cost {}, {} warnings",
        verdict.broken, verdict.cost, verdict.warnings
    );
    Ok(())
}
