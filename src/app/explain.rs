//! Why there is no roster, or why somebody has the shift of a day.

use super::context::Context;
use super::error::{AppError, BadRequest};
use super::loaded::Loaded;
use super::rows;
use super::shop::{LedgerPlace, Shop};
use super::watch::Until;
use crate::domain::time::Month;
use crate::domain::{Duty, PersonIx, Problem, Roster};
use crate::engine::Limits;
use crate::explain::cell::{self, Alternative, Question};
use crate::explain::iis::Found;
use crate::explain::remedies::Remedy;
use crate::explain::{iis, remedies};
use crate::input::{RosterFile, Source, is_rest};
use crate::rules::RuleBook;
use crate::verify::{Verdict, verify};
use chrono::NaiveDate;
use std::path::PathBuf;
use std::sync::Arc;

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The team file.
    pub team: PathBuf,
    /// The month.
    pub month: Month,
    /// A cell of its roster; `None`: why there is no roster.
    pub cell: Option<Cell>,
    /// Seconds, at most.
    pub seconds: f64,
    /// Where earlier rosters are published; `None`: in the ledger beside the team file.
    pub ledger: Option<LedgerPlace>,
}

/// A question about a cell.
#[derive(Debug, Clone)]
pub struct Cell {
    /// Whose, by id or name.
    pub person: String,
    /// Of which day.
    pub date: NaiveDate,
    /// Only with this in the cell instead: a shift's code, or a word for rest.
    pub instead: Option<String>,
    /// The roster; `None`: the file in the month's folder.
    pub roster: Option<PathBuf>,
}

/// The answer.
#[derive(Debug, serde::Serialize)]
pub struct Report {
    /// The month.
    pub loaded: Loaded,
    /// The team file as it was read.
    #[serde(skip)]
    pub source: Arc<Source>,
    /// What came of it.
    pub answer: Answer,
    /// Seconds that it took.
    pub seconds: f64,
    /// The time that there was.
    pub limit: f64,
}

/// What came of a question.
#[derive(Debug, serde::Serialize)]
pub enum Answer {
    /// What stands in the way of a roster, and what would help.
    Month(Found, Vec<Remedy>),
    /// What another value of a cell would mean.
    Cell(Box<CellAnswer>),
}

/// What other values of a cell would mean.
#[derive(Debug, serde::Serialize)]
pub struct CellAnswer {
    /// The roster file.
    pub file: PathBuf,
    /// The roster.
    pub roster: Roster,
    /// What the checks say of it.
    pub verdict: Verdict,
    /// Whose cell.
    pub person: PersonIx,
    /// Of which day.
    pub day: usize,
    /// The other values, the cheapest first.
    pub alternatives: Vec<Alternative>,
}

impl CellAnswer {
    /// The question that was answered.
    pub fn question<'a>(&'a self, loaded: &'a Loaded) -> Question<'a> {
        Question {
            problem: &loaded.problem,
            book: &loaded.book,
            roster: &self.roster,
            person: self.person,
            day: self.day,
        }
    }
}

/// The part of the time that conflicts may take; remedies have the rest.
const CONFLICTS: f64 = 0.6;

/// Explains a month or a cell.
///
/// # Errors
/// A file is wrong, the question cannot be answered as it was asked, or the solver fails.
pub fn run(request: &Request, context: &Context) -> Result<Report, AppError> {
    let shop = Shop::open(&request.team)?.with_ledger(request.ledger.as_ref());
    let loaded = shop.load(request.month)?;
    loaded.tell(context);
    let answer = match &request.cell {
        None => month(request, &shop, &loaded, context)?,
        Some(asked) => Answer::Cell(Box::new(cell(request, asked, &shop, &loaded, context)?)),
    };
    Ok(Report {
        source: Arc::clone(shop.team().source()),
        loaded,
        answer,
        seconds: context.clock.seconds(),
        limit: request.seconds,
    })
}

fn limits(request: &Request, part: f64) -> Limits {
    Limits {
        seconds: part * request.seconds,
        ..Limits::default()
    }
}

fn month(
    request: &Request,
    shop: &Shop,
    loaded: &Loaded,
    context: &Context,
) -> Result<Answer, AppError> {
    let (problem, book) = (&loaded.problem, &loaded.book);
    let watch = Until::new(context, f64::INFINITY);
    let atoms = iis::demands(&book.lower(problem));
    let found = iis::find(&atoms, &limits(request, CONFLICTS), &watch)?;
    let past = loaded.history.clone();
    // The team file with lines at its end, read again.
    let reread = |lines: &str| -> Option<(Problem, RuleBook)> {
        let team = shop.with(lines).ok()?;
        team.team().month(request.month, past.as_deref()).ok()
    };
    let team = shop.team();
    let vary =
        |at: usize, who: &[PersonIx], setting: &str| team.varied((problem, book), at, who, setting);
    let number = |at: usize, key: &str| team.number(book, at, key);
    let case = remedies::Infeasible {
        problem,
        book,
        atoms: &atoms,
        found: &found,
        reread: &reread,
        vary: &vary,
        number: &number,
    };
    let ways = if found.conflicts.is_empty() {
        Vec::new()
    } else {
        remedies::find(&case, &limits(request, 1.0), &watch)?
    };
    Ok(Answer::Month(found, ways))
}

fn cell(
    request: &Request,
    asked: &Cell,
    shop: &Shop,
    loaded: &Loaded,
    context: &Context,
) -> Result<CellAnswer, AppError> {
    let problem = &*loaded.problem;
    let day = problem.day_of(asked.date).ok_or_else(|| {
        let month = Month::of(problem.first);
        AppError::request(BadRequest::NotInMonth(asked.date, month))
    })?;
    let person = rows::person(problem, &asked.person, &request.team)?;
    let instead = instead(problem, asked)?;
    let usual = || shop.roster_file(request.month);
    let file = asked.roster.clone().unwrap_or_else(usual);
    let roster = RosterFile::read(&file)?.roster(problem)?;
    let question = Question {
        problem,
        book: &loaded.book,
        roster: &roster,
        person,
        day,
    };
    let watch = Until::new(context, f64::INFINITY);
    let alternatives = cell::explain(&question, instead, &limits(request, 1.0), &watch)?;
    Ok(CellAnswer {
        verdict: verify(problem, &loaded.book, &roster),
        file,
        roster,
        person,
        day,
        alternatives,
    })
}

/// What the cell is to hold instead.
fn instead(problem: &Problem, asked: &Cell) -> Result<Option<Option<usize>>, AppError> {
    let Some(given) = asked.instead.as_deref().map(str::trim) else {
        return Ok(None);
    };
    if is_rest(problem, given) {
        return Ok(Some(None));
    }
    let duties = || problem.duties_now().iter();
    let same = |d: &Duty| d.code.eq_ignore_ascii_case(given);
    let exact = duties().position(|d| d.code == given);
    // By name too, where it is the name of one shift alone.
    let named = |d: &Duty| {
        let name = &problem.kinds[d.kind].name;
        name.zh == given || name.en.eq_ignore_ascii_case(given)
    };
    let by_name = || {
        let mut named = (0..problem.duties.len()).filter(|at| named(&problem.duties[*at]));
        named.next().filter(|_| named.next().is_none())
    };
    let found = exact.or_else(|| duties().position(same)).or_else(by_name);
    found.map(|duty| Some(Some(duty))).ok_or_else(|| {
        let known = duties().map(|d| d.code.clone()).collect();
        AppError::request(BadRequest::NoShift(given.to_owned(), known))
    })
}
