//! Can this leave be granted, with which changes, and who stands in; if that is wished, it is granted.

use super::base::Base;
use super::grant::{self, Granted};
use super::leave_kind::{self, Kind};
use super::team_text::TeamText;
use super::{Asked, MOMENT, Question, checked};
use crate::app::context::Context;
use crate::app::error::{AppError, Refusal};
use crate::app::ledger::with;
use crate::app::rows;
use crate::app::shop::{LedgerPlace, Shop};
use crate::domain::time::{Month, add_days};
use crate::domain::{LeaveState, PersonIx, Problem};
use crate::explain::changes::{CellChange, Plan, Planned, new_among};
use crate::explain::leave::cover::{HalfHour, half_hours};
use crate::explain::leave::{self, Answer, answer};
use crate::rules::{Breach, Facts, Weight};
use crate::text::{Lang, Text};
use chrono::NaiveDate;
use std::ops::RangeInclusive;
use std::path::PathBuf;

/// Days of a leave that is answered at once.
const LONGEST: i64 = 92;

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// Of which roster, and when.
    pub asked: Asked,
    /// Who, by id or name.
    pub person: String,
    /// First day of the leave.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Which kind of leave, by code or name; `None`: that of the request in the team file, where it has one.
    pub kind: Option<String>,
    /// Whether the cover that is wanted must be kept too, and not only the hard rules.
    pub keep_cover: bool,
    /// The number of the plan that is meant, the best being 1; for a leave in several months one for each. None: the best.
    pub plans: Vec<usize>,
    /// Who is to stand in, by id or name; `None`: whoever does it with the fewest changes.
    pub stand_in: Option<String>,
    /// Whether it is to be granted, if it can be. The language is that of the comment in the team file.
    pub grant: Option<Lang>,
}

/// The answer, month by month.
#[derive(Debug, serde::Serialize)]
pub struct Report {
    /// The team file.
    pub team: PathBuf,
    /// First day that is asked for and not over.
    pub first: NaiveDate,
    /// Last day.
    pub last: NaiveDate,
    /// What day it is.
    pub today: NaiveDate,
    /// The days that were asked for and are over.
    pub over: Option<(NaiveDate, NaiveDate)>,
    /// The months that have a roster.
    pub months: Vec<MonthAnswer>,
    /// Months that have no roster yet.
    pub missing: Vec<Month>,
    /// The month behind, where it has a roster that would be broken at its beginning, and the first that is.
    pub behind: Option<(Month, Text)>,
    /// Which kind of leave it is, and what there is of it; `None`: none is said.
    pub kind: Option<Kind>,
    /// Whether it was to be granted.
    pub wanted: bool,
    /// What was written, where it was.
    pub granted: Option<Granted>,
    /// Seconds that it took.
    pub seconds: f64,
    /// The time that there was.
    pub limit: f64,
}

/// The answer for one month.
#[derive(Debug, serde::Serialize)]
pub struct MonthAnswer {
    /// The roster.
    pub base: Base,
    /// The leave in it.
    pub request: leave::Request,
    /// What the rules say of the roster as it is.
    pub before: Vec<Breach>,
    /// What the leave means.
    pub answer: Answer,
    /// Half-hours of demand before, and without the person.
    pub halves: Vec<HalfHour>,
    /// The fewest changes that keep the cover that is wanted too, where the best plan does not.
    pub covering: Option<Planned>,
    /// Whether the cover that is wanted must be kept too.
    pub keep: bool,
    /// The number of the plan that is meant, the best being 1.
    pub number: usize,
}

/// Answers whether a leave can be granted.
///
/// # Errors
/// A file is wrong, the question cannot be answered as it was asked, or the ledger refuses.
pub fn run(request: &Request, at: &LedgerPlace, context: &Context) -> Result<Report, AppError> {
    with(at, context, |_| ask(request, at, context))
}

fn ask(request: &Request, at: &LedgerPlace, context: &Context) -> Result<Report, AppError> {
    let text = TeamText::read(&request.asked.team)?;
    possible_days(request)?;
    let shop = Shop::open(&request.asked.team)?;
    let mut question = Question::new(shop, &request.asked, at, context)?;
    if request.to < question.today {
        return Err(question.refused(Refusal::Over {
            from: request.from,
            to: request.to,
            today: question.today,
        }));
    }
    let mut report = answered(&mut question, request)?;
    report.kind = leave_kind::find(&question, request, &report)?;
    if let Some(lang) = request.grant
        && report.can_be_granted()
    {
        report.granted = Some(grant::grant(&question, &report, &text, lang)?);
    }
    report.seconds = context.seconds();
    Ok(report)
}

/// Refuses days that cannot be meant.
fn possible_days(request: &Request) -> Result<(), AppError> {
    let (first, last) = (request.from, request.to);
    let count = last.signed_duration_since(first).num_days() + 1;
    let refused = |refusal| Err(AppError::refused(&request.asked.team, refusal));
    if count < 1 {
        return refused(Refusal::Backward(first, last));
    }
    if count > LONGEST {
        return refused(Refusal::TooLong(count, LONGEST));
    }
    Ok(())
}

fn answered(question: &mut Question<'_>, request: &Request) -> Result<Report, AppError> {
    let first = request.from.max(question.today);
    let mut report = Report {
        team: request.asked.team.clone(),
        first,
        last: request.to,
        today: question.today,
        over: (request.from < first).then(|| (request.from, add_days(first, -1))),
        months: Vec::new(),
        missing: Vec::new(),
        behind: None,
        kind: None,
        wanted: request.grant.is_some(),
        granted: None,
        seconds: 0.0,
        limit: request.asked.seconds,
    };
    let number = |months: &[MonthAnswer]| request.plans.get(months.len()).copied().unwrap_or(1);
    if let Some(base) = eve(question, request, first)? {
        let number = number(&report.months);
        let part = MonthAnswer::find(question, request, base, first, number)?;
        report.months.push(part);
    }
    let mut month = Month::of(first);
    while month.first() <= request.to {
        // A file that is named has one month.
        let named = question.named.is_some() && !report.months.is_empty();
        let base = if named { None } else { question.find(month)? };
        match base {
            Some(mut base) => {
                if let Some(plan) = report.months.last().and_then(MonthAnswer::plan) {
                    base.follow(&plan.roster);
                }
                let number = number(&report.months);
                let part = MonthAnswer::find(question, request, base, first, number)?;
                report.months.push(part);
            }
            None => report.missing.push(month),
        }
        month = month.after();
    }
    if let (true, Some(month)) = (report.months.is_empty(), report.missing.first()) {
        return Err(question.nothing(*month));
    }
    fits(question, request, &report)?;
    if report.missing.is_empty() {
        report.behind = behind(question, month, report.months.last());
    }
    Ok(report)
}

/// Refuses numbers of plans that are not one for each month, and a stand-in where there is nothing to take over.
fn fits(question: &Question<'_>, request: &Request, report: &Report) -> Result<(), AppError> {
    let (given, months) = (request.plans.len(), report.months.len());
    if given > 0 && given != months {
        let months = report.months.iter().map(|part| part.base.month).collect();
        return Err(question.refused(Refusal::PlansOfMonths(given, months)));
    }
    let shifts = report.months.iter().any(|part| !part.forced().is_empty());
    match report.months.first() {
        Some(part) if request.stand_in.is_some() && !shifts => {
            let name = part.base.problem().person_name(part.request.person);
            Err(question.refused(Refusal::NothingToTakeOver(name.to_owned())))
        }
        _ => Ok(()),
    }
}

/// The roster of the month before, where the leave begins with a month and the person's shift of the eve runs into it.
fn eve(
    question: &mut Question<'_>,
    request: &Request,
    first: NaiveDate,
) -> Result<Option<Base>, AppError> {
    let (month, eve) = (Month::of(first), add_days(first, -1));
    if month.first() != first || eve < question.today || question.named.is_some() {
        return Ok(None);
    }
    let Some(base) = question.find(month.before())? else {
        return Ok(None);
    };
    let problem = base.problem();
    let who = rows::person(problem, &request.person, question.team())?;
    let facts = Facts::new(problem, &base.roster);
    let days = facts.days();
    let shift = facts.on(who, days - 1);
    let runs_on = shift.is_some_and(|shift| shift.takes(days));
    Ok(runs_on.then_some(base))
}

impl Report {
    /// Every month has a plan.
    pub fn can_be_granted(&self) -> bool {
        self.months.iter().all(|part| part.plan().is_some())
    }
}

impl MonthAnswer {
    fn find(
        question: &Question<'_>,
        request: &Request,
        base: Base,
        first: NaiveDate,
        number: usize,
    ) -> Result<MonthAnswer, AppError> {
        let problem = base.problem();
        let who = rows::person(problem, &request.person, question.team())?;
        let stand_in = stand_in(question, problem, request, who)?;
        let end = add_days(problem.first, problem.days() as i64 - 1);
        let day = |date: NaiveDate| date.signed_duration_since(problem.first).num_days();
        let leave = day(first)..=day(request.to);
        let days = day(first.max(problem.first)) as usize..=day(request.to.min(end)) as usize;
        possible(question, problem, who, &leave)?;
        let asked = leave::Request {
            person: who,
            days,
            leave,
            today: question.today_in(problem),
            stand_in,
        };
        let book = &base.loaded.book;
        let until = &question.until;
        let answer = answer(problem, book, &base.roster, &asked, &until.limits(), until)?;
        let keep = request.keep_cover;
        // Where it was not asked for, what can be said in a moment is said.
        let until = until.at_most(if keep { f64::INFINITY } else { MOMENT });
        let limits = until.limits();
        let which = (!keep).then_some(number);
        let covering = answer.keeping_cover(book, &base.roster, &asked, which, &limits, &until)?;
        let more = covering.iter().flat_map(|planned| &planned.plans);
        for plan in answer.plans.plans.iter().chain(more) {
            checked(plan)?;
        }
        let part = MonthAnswer {
            before: book.check(problem, &base.roster),
            halves: half_hours(problem, book, &base.roster, &answer.without),
            base,
            request: asked,
            answer,
            covering,
            keep,
            number,
        };
        let plans = part.planned();
        if !plans.plans.is_empty() && part.plan().is_none() {
            let (month, ways) = (part.base.month, plans.plans.len());
            return Err(question.refused(Refusal::NoPlan(number, month, ways)));
        }
        Ok(part)
    }

    /// The plans that were asked for.
    pub fn planned(&self) -> &Planned {
        let covering = self.covering.as_ref();
        covering.filter(|_| self.keep).unwrap_or(&self.answer.plans)
    }

    /// The plan that is meant, where there is one.
    pub fn plan(&self) -> Option<&Plan> {
        self.planned().numbered(self.number)
    }

    /// The person's shifts of these days, which fall away.
    pub fn forced(&self) -> Vec<CellChange> {
        let person = self.request.person;
        let cell = |day| {
            let before = self.base.roster.get(person, day);
            before.is_some().then_some(CellChange {
                person,
                day,
                before,
                after: None,
            })
        };
        self.request.days.clone().filter_map(cell).collect()
    }
}

/// Whoever is to stand in, who is somebody else.
fn stand_in(
    question: &Question<'_>,
    problem: &Problem,
    request: &Request,
    who: PersonIx,
) -> Result<Option<PersonIx>, AppError> {
    let Some(name) = &request.stand_in else {
        return Ok(None);
    };
    let found = rows::person(problem, name, question.team())?;
    if found == who {
        let name = problem.person_name(who).to_owned();
        return Err(question.refused(Refusal::OwnStandIn(name)));
    }
    Ok(Some(found))
}

/// Refuses days on which nothing can be granted.
fn possible(
    question: &Question<'_>,
    problem: &Problem,
    who: PersonIx,
    days: &RangeInclusive<i64>,
) -> Result<(), AppError> {
    let person = &problem.people[who];
    let date = |day: i64| problem.date(day);
    if !days.clone().any(|day| problem.in_team(who, day)) {
        return Err(question.refused(Refusal::NotInTeam {
            name: person.name.clone(),
            joined: person.joined,
            left: person.left,
            day: date(*days.start()),
        }));
    }
    let granted = person.leave.iter().find(|leave| {
        leave.state == LeaveState::Granted
            && leave.first <= *days.end()
            && *days.start() <= leave.last
    });
    if let Some(leave) = granted {
        return Err(question.refused(Refusal::Overlap {
            name: person.name.clone(),
            from: date(leave.first),
            to: date(leave.last),
        }));
    }
    Ok(())
}

/// What is broken in the month behind, where it has a roster, by what changes before it.
fn behind(
    question: &mut Question<'_>,
    month: Month,
    last: Option<&MonthAnswer>,
) -> Option<(Month, Text)> {
    let plan = last?.plan()?;
    if question.named.is_some() {
        return None;
    }
    // A month that cannot be read yet is none that is waiting.
    let mut base = question.find(month).ok()??;
    let check = |base: &Base| base.loaded.book.check(base.problem(), &base.roster);
    let before = check(&base);
    base.follow(&plan.roster);
    let new = new_among(&before, &check(&base));
    let broken = new.into_iter().find(|b| b.weight == Weight::Hard)?;
    Some((month, broken.text))
}
