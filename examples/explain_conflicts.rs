//! Explains teams that were made impossible and says how long that takes: those of the tests, or one team file.
//!
//! `cargo run --release --example explain_conflicts -- [all | TEAM.toml MONTH]`; without, a third of the tests'.

#[path = "../tests/engine/explain/teams.rs"]
mod teams;

use paiban::domain::time::Month;
use paiban::domain::{PersonIx, Problem};
use paiban::engine::{Limits, Progress, Watch};
use paiban::explain::iis;
use paiban::explain::remedies::{self, Infeasible, Kind};
use paiban::input::{Source, Team};
use paiban::rules::RuleBook;
use std::error::Error;
use std::path::Path;
use std::time::Instant;

/// Seconds that one explanation may take.
const SECONDS: f64 = 20.0;

struct Clock(Instant);

impl Watch for Clock {
    fn seconds(&self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }

    fn progress(&self, _: Progress) {}
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (cases, month) = match arguments.as_slice() {
        [file, month, ..] => {
            let text = Source::read(Path::new(file))?.text.clone();
            let month = Month::parse(month).ok_or("a month, such as 2026-12")?;
            let name = file.clone();
            (vec![teams::Case { name, text }], month)
        }
        [_all] => (teams::cases(), teams::month()),
        [] => {
            let mut cases = teams::cases();
            cases.retain(|case| case.name.contains(" 0: "));
            (cases, teams::month())
        }
    };
    let read = |text: &str| -> Option<(Problem, RuleBook)> {
        let team = Team::parse(Source::new("team.toml", text)).ok()?;
        team.month(month, None).ok()
    };
    let mut times = Vec::new();
    for case in &cases {
        let (problem, book) = read(&case.text).ok_or("a team file")?;
        let clock = Clock(Instant::now());
        let limits = |part: f64| Limits {
            seconds: part * SECONDS,
            ..Limits::default()
        };
        let atoms = iis::demands(&book.lower(&problem));
        let found = iis::find(&atoms, &limits(0.6), &clock)?;
        let named = clock.seconds();
        let team =
            Team::parse(Source::new("team.toml", case.text.as_str())).map_err(|_| "a team file")?;
        let vary = |at: usize, who: &[PersonIx], setting: &str| {
            team.varied((&problem, &book), at, who, setting)
        };
        let number = |at: usize, key: &str| team.number(&book, at, key);
        let reread = |lines: &str| read(&format!("{}\n{lines}", case.text));
        let ways = if found.conflicts.is_empty() {
            Vec::new()
        } else {
            remedies::find(
                &Infeasible {
                    problem: &problem,
                    book: &book,
                    atoms: &atoms,
                    found: &found,
                    reread: &reread,
                    vary: &vary,
                    number: &number,
                },
                &limits(1.0),
                &clock,
            )?
        };
        let took = clock.seconds();
        let members: Vec<usize> = found.conflicts.iter().map(|c| c.members.len()).collect();
        let minimal = found.conflicts.iter().all(|c| c.is_irreducible());
        let kinds: Vec<(usize, Kind)> = ways
            .iter()
            .filter_map(|w| Some((w.changes.len(), w.changes.first()?.kind)))
            .collect();
        println!(
            "{took:6.2} s ({named:.2} s for the conflicts, {} questions)  {}: members {members:?}{}{}, repairs {kinds:?}",
            found.asked,
            case.name,
            if minimal { "" } else { " NOT MINIMAL" },
            if found.more { " and more" } else { "" },
        );
        times.push(took);
    }
    times.sort_by(f64::total_cmp);
    let slowest = times.last().copied().unwrap_or_default();
    println!(
        "{} teams: median {:.2} s, slowest {slowest:.2} s",
        times.len(),
        times[times.len() / 2]
    );
    Ok(())
}
