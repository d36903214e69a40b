//! A month's roster, verified, with its bound; or what stands in the way of one.

use super::context::Context;
use super::error::AppError;
use super::files::Staged;
use super::loaded::Loaded;
use super::past::Past;
use super::place;
use super::repeat::{self, Repeat, Repeated};
use super::rows;
use super::shop::{LedgerPlace, Shop};
use super::solve::{Ended, Options, Solved, Task};
use super::watch::Until;
use crate::domain::time::Month;
use crate::domain::{PersonIx, Problem, Roster};
use crate::engine::Limits;
use crate::explain::changes::between;
use crate::explain::conflict::{self, Conflict};
use crate::explain::remedies::Place;
use crate::input::{ROSTER_FILE, month_folder, write_roster};
use crate::ledger::moment::Moment;
use crate::model::{EmptyCell, Term};
use crate::verify::Verdict;
use std::path::PathBuf;

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The team file.
    pub team: PathBuf,
    /// The month.
    pub month: Month,
    /// The folder for the roster file; `None`: the month's, beside the team file.
    pub out: Option<PathBuf>,
    /// Whether it goes on with an earlier month.
    pub repeat: Option<Repeat>,
    /// How to solve.
    pub options: Options,
    /// Where earlier rosters are published; `None`: in the ledger beside the team file.
    pub ledger: Option<LedgerPlace>,
}

/// What came of it.
#[derive(Debug, serde::Serialize)]
pub struct Report {
    /// The month, and how it came about.
    pub loaded: Loaded,
    /// How it ended.
    pub outcome: Outcome,
    /// The version of this month's roster that is out already.
    pub known: Option<Known>,
    /// Seconds that it took.
    pub seconds: f64,
}

/// A version of the month's roster that people have seen.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Known {
    /// Which.
    pub version: u32,
    /// When it was published.
    pub published: Moment,
    /// Cells in which the new roster differs from it; `None`: there is no new one, or the two cannot be compared.
    pub differs: Option<usize>,
}

/// How it ended.
#[derive(Debug, serde::Serialize)]
pub enum Outcome {
    /// In some cells nothing can stand: no engine was asked.
    Empty(Vec<Empty>),
    /// With a roster, which was written.
    Found(Box<Found>),
    /// With the proof that there is none, and what stands in the way.
    Infeasible(Solved, Conflict),
    /// With neither.
    Nothing(Solved),
}

/// A roster that was written.
#[derive(Debug, serde::Serialize)]
pub struct Found {
    /// The roster.
    pub roster: Roster,
    /// What the checks say of it.
    pub verdict: Verdict,
    /// The pattern that it goes on with, where it does.
    pub repeated: Option<Repeated>,
    /// Its file.
    pub file: PathBuf,
    /// The name that the file before has now.
    pub kept: Option<PathBuf>,
    /// How the engine got there.
    pub solved: Solved,
}

/// A cell in which nothing can stand.
#[derive(Debug, serde::Serialize)]
pub struct Empty {
    /// Person and day.
    pub cell: EmptyCell,
    /// What leaves nothing in it: each rule by its name, with what it says.
    pub terms: Vec<(&'static str, Term)>,
    /// The lines of the team file that say so, as far as they are found.
    pub lines: Vec<usize>,
}

/// Makes a month's roster, and writes its file.
///
/// # Errors
/// A file is wrong or cannot be written, or the program is wrong.
pub fn run(request: &Request, context: &Context) -> Result<Report, AppError> {
    let shop = Shop::open(&request.team)?.with_ledger(request.ledger.as_ref());
    let mut loaded = shop.load(request.month)?;
    loaded.tell(context);
    let mut repeated = None;
    if let Some(wish) = &request.repeat {
        repeated = Some(repeat::apply(wish, &shop, request.month, &mut loaded)?);
    }
    let task = Task::new(&loaded.problem, &loaded.book, &request.options, context)?;
    let cells = task.model.empty_cells();
    let outcome = if cells.is_empty() {
        solve(request, &shop, &task, repeated, context)?
    } else {
        let empty = cells.into_iter().map(|cell| empty(&task, &shop, cell));
        Outcome::Empty(empty.collect())
    };
    let known = known(&shop, request.month, &loaded, &outcome)?;
    Ok(Report {
        loaded,
        outcome,
        known,
        seconds: context.clock.seconds(),
    })
}

/// The version that is out already. A ledger that was not named and cannot be read is said where it is needed.
fn known(
    shop: &Shop,
    month: Month,
    loaded: &Loaded,
    outcome: &Outcome,
) -> Result<Option<Known>, AppError> {
    let past = match Past::open(shop) {
        Err(_) if !shop.ledger().named => return Ok(None),
        past => past?,
    };
    let Some(last) = past.last(month) else {
        return Ok(None);
    };
    let differs = |found: &Found| {
        let before = rows::fitted(&loaded.problem, rows::published(&last.roster)).ok()?;
        Some(between(&before.roster, &found.roster).len())
    };
    Ok(Some(Known {
        version: last.roster.version,
        published: last.recorded,
        differs: match outcome {
            Outcome::Found(found) => differs(found),
            _ => None,
        },
    }))
}

fn solve(
    request: &Request,
    shop: &Shop,
    task: &Task<'_>,
    repeated: Option<Repeated>,
    context: &Context,
) -> Result<Outcome, AppError> {
    let mut solved = task.solve()?;
    match std::mem::replace(&mut solved.ended, Ended::Nothing) {
        Ended::Found(roster, verdict) => {
            let folder = request.out.clone();
            let folder = folder.unwrap_or_else(|| month_folder(shop.folder(), request.month));
            let file = folder.join(ROSTER_FILE);
            let mut staged = Staged::default();
            let text = write_roster(&task.problem, &roster);
            let kept = staged.put_keeping(&file, text.as_bytes())?;
            staged.commit()?;
            let repeated = repeated.map(|mut found| {
                found.compare(&task.problem, &task.book, &task.model, &roster);
                found
            });
            Ok(Outcome::Found(Box::new(Found {
                roster,
                verdict,
                repeated,
                file,
                kept,
                solved,
            })))
        }
        Ended::Infeasible => {
            let conflict = stands_in_the_way(request, task, context)?;
            Ok(Outcome::Infeasible(solved, conflict))
        }
        Ended::Nothing => Ok(Outcome::Nothing(solved)),
    }
}

/// Seconds, at least, that are taken to say what stands in the way.
const LEAST: f64 = 10.0;

fn stands_in_the_way(
    request: &Request,
    task: &Task<'_>,
    context: &Context,
) -> Result<Conflict, AppError> {
    let seconds = request.options.limits.seconds.max(LEAST);
    let limits = Limits {
        seconds,
        ..request.options.limits
    };
    let watch = Until::from_now(context, seconds);
    Ok(conflict::find(
        &task.problem,
        &task.book,
        &task.model,
        &limits,
        &watch,
    )?)
}

fn empty(task: &Task<'_>, shop: &Shop, cell: EmptyCell) -> Empty {
    let terms = cell.terms.iter().filter_map(|t| task.model.terms.get(*t));
    let rule = |term: &Term| {
        let instance = task.book.instances.get(term.tag.rule);
        instance.map_or("", |i| i.card.name)
    };
    let terms: Vec<(&'static str, Term)> = terms.map(|t| (rule(t), t.clone())).collect();
    let text = &shop.team().source().text;
    Empty {
        lines: lines(text, &task.problem, cell.person, &terms),
        terms,
        cell,
    }
}

/// The lines of the team file that make statements of a cell, ascending.
fn lines(text: &str, problem: &Problem, person: PersonIx, terms: &[(&str, Term)]) -> Vec<usize> {
    let places = terms.iter().map(|(rule, _)| match *rule {
        "pinned" => Place::Person(person, "pinned"),
        "leave" => Place::Leave(person),
        "unavailable" => Place::Person(person, "unavailable"),
        "employed" => Place::Person(person, "joined"),
        "qualified" => Place::Person(person, "skills"),
        other => Place::Rule(other.to_owned()),
    });
    let lines = places.filter_map(|at| place::line(text, problem, &at));
    let mut lines: Vec<usize> = lines.collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}
