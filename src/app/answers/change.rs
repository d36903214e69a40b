//! The team file was edited since the roster was published, or would be; the fewest changes to the roster that keep its
//! hard rules now.

use super::base::Base;
use super::issue::{self, Issued, New};
use super::{Asked, MOMENT, Question, checked};
use crate::app::context::Context;
use crate::app::error::{AppError, Refusal};
use crate::app::files::Staged;
use crate::app::ledger::with;
use crate::app::rows;
use crate::app::shop::{LedgerPlace, Shop};
use crate::domain::person::Pin;
use crate::domain::time::Month;
use crate::domain::{Leave, LeaveState, Problem, Roster};
use crate::explain::changes::{CellChange, Mending, Outcome, Plan, Planned, between, standing};
use crate::explain::leave::cover;
use crate::input::{is_rest, parse_date};
use crate::rules::Breach;
use chrono::NaiveDate;
use std::sync::Arc;

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// Of which roster, and when.
    pub asked: Asked,
    /// The month.
    pub month: Month,
    /// Cells that would be fixed, each as in `A03=2026-12-08=D`.
    pub pins: Vec<String>,
    /// Who would be away, each as in `A03=2026-12-08..2026-12-10`.
    pub absences: Vec<String>,
    /// Whether the cover that is wanted must be kept too, and not only the hard rules.
    pub keep_cover: bool,
    /// The number of the plan that is meant, the best being 1.
    pub plan: usize,
    /// Whether the new roster is to be published.
    pub publish: bool,
}

/// What has to change, and why.
#[derive(Debug, serde::Serialize)]
pub struct Report {
    /// The roster.
    pub base: Base,
    /// What day it is.
    pub date: NaiveDate,
    /// The same as a day of the month.
    pub today: usize,
    /// What the rules say of the published roster now.
    pub before: Vec<Breach>,
    /// Hard rules that are broken once those shifts have fallen away.
    pub broken: Vec<Breach>,
    /// Shifts that fall away in any case.
    pub forced: Vec<CellChange>,
    /// The fewest changes.
    pub planned: Planned,
    /// The fewest changes that keep the cover that is wanted too, where those leave hours with fewer people than before.
    pub covering: Option<Planned>,
    /// Whether the cover that is wanted must be kept too.
    pub keep: bool,
    /// The number of the plan that is meant, the best being 1.
    pub number: usize,
    /// What would have to give, where there are none.
    pub refusal: Vec<Breach>,
    /// Whether it was to be published.
    pub wanted: bool,
    /// What was published, where it was.
    pub issued: Option<Vec<Issued>>,
    /// Seconds that it took.
    pub seconds: f64,
    /// The time that there was.
    pub limit: f64,
}

/// Says what has to change in a roster, and publishes it if that is wished.
///
/// # Errors
/// A file is wrong, the question cannot be answered as it was asked, or the ledger refuses.
pub fn run(request: &Request, at: &LedgerPlace, context: &Context) -> Result<Report, AppError> {
    with(at, context, |_| {
        let shop = Shop::open(&request.asked.team)?;
        let mut question = Question::new(shop, &request.asked, at, context)?;
        let supposed = !(request.pins.is_empty() && request.absences.is_empty());
        if supposed && request.publish {
            return Err(question.refused(Refusal::OnlySupposed));
        }
        let mut base = question.base(request.month)?;
        let problem = imagine(&question, base.problem(), request)?;
        base.loaded.problem = Arc::new(problem);
        let mut report = changed(&question, base, request)?;
        if request.publish && report.has_news() {
            report.issued = publish(&question, &report)?;
        }
        report.seconds = context.seconds();
        Ok(report)
    })
}

/// The month as it would be.
fn imagine(
    question: &Question<'_>,
    problem: &Problem,
    request: &Request,
) -> Result<Problem, AppError> {
    let mut problem = problem.clone();
    for text in &request.pins {
        pin(question, &mut problem, text)?;
    }
    for text in &request.absences {
        absent(question, &mut problem, text)?;
    }
    Ok(problem)
}

/// `A03=2026-12-08=D`
fn pin(question: &Question<'_>, problem: &mut Problem, text: &str) -> Result<(), AppError> {
    let bad = || question.refused(Refusal::BadPin(text.to_owned()));
    let mut parts = text.rsplitn(3, '=').map(str::trim);
    let (code, date, name) = match (parts.next(), parts.next(), parts.next()) {
        (Some(code), Some(date), Some(name)) => (code, date, name),
        _ => return Err(bad()),
    };
    let date = parse_date(date).map_err(|_| bad())?;
    let who = rows::person(problem, name, question.team())?;
    let day = day_of(question, problem, date)?;
    let duty = problem.duties_now().iter().find(|d| d.code == code);
    let kind = || problem.kinds_now().iter().position(|k| k.code == code);
    let pin = match (duty, kind()) {
        _ if is_rest(problem, code) => None,
        (Some(duty), _) => Some(Pin {
            kind: duty.kind,
            post: duty.post,
        }),
        (None, Some(kind)) => Some(Pin { kind, post: None }),
        (None, None) => {
            return Err(question.refused(Refusal::PinCode {
                code: code.to_owned(),
                known: problem
                    .duties_now()
                    .iter()
                    .map(|d| d.code.clone())
                    .collect(),
            }));
        }
    };
    let pinned = &mut problem.people[who].pinned;
    pinned.retain(|(at, _)| *at != day as i64);
    pinned.push((day as i64, pin));
    pinned.sort_by_key(|(day, _)| *day);
    Ok(())
}

/// `A03=2026-12-08` or `A03=2026-12-08..2026-12-10`
fn absent(question: &Question<'_>, problem: &mut Problem, text: &str) -> Result<(), AppError> {
    let bad = || question.refused(Refusal::BadAbsence(text.to_owned()));
    let (name, days) = text.rsplit_once('=').ok_or_else(bad)?;
    let (from, to) = days.split_once("..").unwrap_or((days, days));
    let from = parse_date(from).map_err(|_| bad())?;
    let to = parse_date(to).map_err(|_| bad())?;
    if to < from {
        return Err(question.refused(Refusal::Backward(from, to)));
    }
    let who = rows::person(problem, name, question.team())?;
    let (first, last) = (
        day_of(question, problem, from)?,
        day_of(question, problem, to)?,
    );
    problem.people[who].leave.push(Leave {
        first: first as i64,
        last: last as i64,
        state: LeaveState::Granted,
        cover: None,
        kind: None,
    });
    Ok(())
}

fn day_of(question: &Question<'_>, problem: &Problem, date: NaiveDate) -> Result<usize, AppError> {
    let today = question.today;
    if date < today {
        return Err(question.refused(Refusal::Over {
            from: date,
            to: date,
            today,
        }));
    }
    let month = Month::of(problem.first);
    let day = problem.day_of(date);
    day.ok_or_else(|| question.refused(Refusal::Outside(date, month)))
}

fn changed(question: &Question<'_>, base: Base, request: &Request) -> Result<Report, AppError> {
    let (problem, book) = (base.problem(), &base.loaded.book);
    let today = question.today_in(problem);
    let before = book.check(problem, &base.roster);
    let until = &question.until;
    let limits = &until.limits();
    let start: Roster = Mending::new(problem, book, &base.roster, today).cleared();
    let mending = Mending::new(problem, book, &start, today);
    let kept = cover::kept(problem, &base.roster);
    let planned = if request.keep_cover {
        mending.plan_keeping(&kept, limits, until)?
    } else {
        mending.plan(limits, until)?
    };
    let lacks = |plan: &Plan| cover::lacks(problem, book, &base.roster, &plan.roster);
    let covering = match planned
        .numbered(request.plan)
        .filter(|plan| !request.keep_cover && lacks(plan))
    {
        // What can be said in a moment is said.
        Some(_) => {
            let until = until.at_most(MOMENT);
            Some(mending.plan_keeping(&kept, &until.limits(), &until)?)
        }
        None => None,
    };
    let refusal = match planned.outcome() {
        Outcome::Impossible => mending.least(limits, until)?,
        _ => Vec::new(),
    };
    for plan in &planned.plans {
        checked(plan)?;
    }
    let (number, ways) = (request.plan, planned.plans.len());
    if ways > 0 && planned.numbered(number).is_none() {
        return Err(question.refused(Refusal::NoPlan(number, base.month, ways)));
    }
    Ok(Report {
        broken: standing(book.check(problem, &start), today),
        forced: between(&base.roster, &start),
        base,
        date: question.today,
        today,
        before,
        planned,
        covering,
        keep: request.keep_cover,
        number,
        refusal,
        wanted: request.publish,
        issued: None,
        seconds: 0.0,
        limit: request.asked.seconds,
    })
}

impl Report {
    /// Whether the roster that keeps the rules is not the one that is published, people who came and went included.
    fn has_news(&self) -> bool {
        let Some(plan) = self.plan() else {
            return false;
        };
        self.people_changed() || self.base.version() == 0 || plan.roster != self.base.roster
    }

    /// The plan that is meant, where there is one.
    pub fn plan(&self) -> Option<&Plan> {
        self.planned.numbered(self.number)
    }

    /// Whether people have come or gone since the roster was published.
    pub fn people_changed(&self) -> bool {
        !self.base.gone.is_empty() || !self.base.new.is_empty()
    }
}

fn publish(question: &Question<'_>, report: &Report) -> Result<Option<Vec<Issued>>, AppError> {
    let Some(plan) = report.plan() else {
        return Ok(None);
    };
    let mut press = issue::open(question, &[&report.base])?;
    let new = New {
        base: &report.base,
        problem: report.base.problem(),
        roster: &plan.roster,
    };
    issue::issue(question, &mut press, &[new], Staged::default()).map(Some)
}
