//! Which kind of leave is asked for, and what is left of it.

use super::Question;
use super::leave::{MonthAnswer, Report, Request};
use super::team_text::Section;
use crate::app::error::{AppError, Refusal};
use crate::domain::allowance::LeaveYear;
use crate::domain::person::LeaveKind;
use crate::domain::time::Month;
use crate::domain::{LeaveState, PersonIx, Problem};
use crate::input::{USUAL_LEAVE, leave_kind};
use crate::text::Text;
use chrono::Datelike;

/// The kind of leave that is asked for.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Kind {
    /// As it stands in the team file.
    pub word: String,
    /// Its name.
    pub name: Text,
    /// What there is of it, year by year.
    pub years: Vec<YearOfLeave>,
    /// The team's kinds once it is granted, and its place among them.
    #[serde(skip)]
    pub(super) kinds: (Vec<LeaveKind>, usize),
}

/// A year of that leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct YearOfLeave {
    /// The year.
    pub year: i32,
    /// Days that the person may take in it; `None`: no limit.
    pub allowance: Option<i64>,
    /// Days that are granted already.
    pub taken: i64,
    /// Days that this leave takes.
    pub days: i64,
}

impl YearOfLeave {
    /// Days that are left once it is granted; below zero: so many too many.
    pub fn left(&self) -> Option<i64> {
        self.allowance.map(|all| all - self.taken - self.days)
    }
}

/// The kind that was named, else that of the request in the team file; and what there is of it. Counted by reading the
/// team file as it would be with the leave granted.
pub(super) fn find(
    question: &Question<'_>,
    request: &Request,
    report: &Report,
) -> Result<Option<Kind>, AppError> {
    let Some(part) = report.months.first() else {
        return Ok(None);
    };
    let problem = part.base.problem();
    let Some(word) = word(question, request, part)? else {
        return Ok(None);
    };
    let section = Section {
        comment: "",
        person: &problem.people[part.request.person].id,
        from: report.first,
        to: report.last,
        kind: Some(&word),
        cover: None,
    };
    let then = question.shop.with(&format!("\n{}", section.text()))?;
    let (mut years, mut kinds) = (Vec::new(), None);
    for year in report.first.year()..=report.last.year() {
        // The team file says the same of a year in whichever month it is read, but for the people, who come and go.
        let mut months = report.months.iter().map(|part| part.base.month);
        let month = months.rfind(|m| m.first().year() == year);
        let month = month.unwrap_or_else(|| Month::of(report.first.max(first_of(year))));
        let (then, _) = then.team().month(month, None)?;
        let (now, _) = question.shop.team().month(month, None)?;
        let person = problem.person_name(part.request.person);
        let own = |problem: &Problem| -> Option<(usize, LeaveYear)> {
            let kind = leave_kind(problem, &word)?;
            let who = problem.person(person).ok()?;
            let is = |y: &&LeaveYear| (y.person, y.kind, y.year) == (who, kind, year);
            Some((kind, problem.leave_years.iter().find(is)?.clone()))
        };
        let Some((index, after)) = own(&then) else {
            continue;
        };
        let taken = own(&now).map_or(0, |(_, before)| before.taken());
        years.push(YearOfLeave {
            year,
            allowance: after.allowance,
            taken,
            days: after.taken() - taken,
        });
        kinds = Some((then.leave_kinds, index));
    }
    Ok(kinds.map(|(all, index)| Kind {
        word,
        name: all[index].name.clone(),
        years,
        kinds: (all, index),
    }))
}

fn first_of(year: i32) -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(chrono::NaiveDate::MAX)
}

fn word(
    question: &Question<'_>,
    request: &Request,
    part: &MonthAnswer,
) -> Result<Option<String>, AppError> {
    let problem = part.base.problem();
    let Some(named) = request.kind.as_deref().map(str::trim) else {
        return Ok(asked(problem, part.request.person, &part.request.leave));
    };
    if let Some(kind) = leave_kind(problem, named) {
        return Ok(Some(problem.leave_kinds[kind].code.clone()));
    }
    let mut usual = USUAL_LEAVE.iter();
    if usual.any(|kind| kind.zh == named || kind.en == named) {
        return Ok(Some(named.to_owned()));
    }
    let own = problem.leave_kinds.iter();
    let mut known: Vec<String> = own.map(|kind| kind.name.zh.clone()).collect();
    for kind in &USUAL_LEAVE {
        if !known.iter().any(|own| own == kind.zh) {
            known.push(kind.zh.to_owned());
        }
    }
    Err(question.refused(Refusal::UnknownLeaveKind {
        name: named.to_owned(),
        known,
    }))
}

/// The kind of the request that stands in the team file for these days.
fn asked(
    problem: &Problem,
    person: PersonIx,
    days: &std::ops::RangeInclusive<i64>,
) -> Option<String> {
    let mut requests = problem.people[person].leave.iter();
    let request = requests.find(|leave| {
        let meets = leave.first <= *days.end() && *days.start() <= leave.last;
        leave.state == LeaveState::Asked && leave.kind.is_some() && meets
    })?;
    let kind = problem.leave_kinds.get(request.kind?)?;
    Some(kind.code.clone())
}
