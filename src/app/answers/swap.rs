//! Two people exchange their shifts of a day, and of a second one in return.

use super::base::Base;
use super::issue::{self, Issued, New};
use super::{Asked, Question};
use crate::app::context::Context;
use crate::app::error::{AppError, Refusal};
use crate::app::files::Staged;
use crate::app::ledger::with;
use crate::app::rows;
use crate::app::shop::{LedgerPlace, Shop};
use crate::domain::time::Month;
use crate::domain::{PersonIx, Roster};
use crate::explain::changes::{CellChange, between, new_among};
use crate::rules::{Breach, Weight};
use chrono::NaiveDate;

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// Of which roster, and when.
    pub asked: Asked,
    /// Who, by id or name.
    pub person: String,
    /// With whom.
    pub with: String,
    /// The day.
    pub day: NaiveDate,
    /// A second day that is swapped in return.
    pub back: Option<NaiveDate>,
    /// Whether the new roster is to be published, if no hard rule is broken by it.
    pub publish: bool,
}

/// A swap, with what the rules say of it.
#[derive(Debug, serde::Serialize)]
pub struct Report {
    /// The roster.
    pub base: Base,
    /// The two people.
    pub people: [PersonIx; 2],
    /// The days.
    pub dates: Vec<NaiveDate>,
    /// Today, as a day of the month.
    pub today: usize,
    /// The roster after the swap.
    pub roster: Roster,
    /// Cells that change.
    pub cells: Vec<CellChange>,
    /// What the rules say of the roster as it is.
    pub before: Vec<Breach>,
    /// What they say after the swap.
    pub after: Vec<Breach>,
    /// Hard rules that it breaks and that were not broken before.
    pub broken: Vec<Breach>,
    /// Whether it was to be published.
    pub wanted: bool,
    /// What was published, where it was.
    pub issued: Option<Vec<Issued>>,
    /// Seconds that it took.
    pub seconds: f64,
}

/// Says what a swap breaks or costs, and publishes it if that is wished.
///
/// # Errors
/// A file is wrong, the question cannot be answered as it was asked, or the ledger refuses.
pub fn run(request: &Request, at: &LedgerPlace, context: &Context) -> Result<Report, AppError> {
    with(at, context, |_| {
        let shop = Shop::open(&request.asked.team)?;
        let mut question = Question::new(shop, &request.asked, at, context)?;
        let mut report = swapped(&mut question, request)?;
        if request.publish && report.broken.is_empty() && !report.cells.is_empty() {
            report.issued = Some(publish(&question, &report)?);
        }
        report.seconds = context.seconds();
        Ok(report)
    })
}

fn swapped(question: &mut Question<'_>, request: &Request) -> Result<Report, AppError> {
    let mut dates = vec![request.day];
    dates.extend(request.back.filter(|back| *back != request.day));
    let month = possible_days(question, &dates)?;
    let base = question.base(month)?;
    let problem = base.problem();
    let named = |name: &str| rows::person(problem, name, question.team());
    let people = [named(&request.person)?, named(&request.with)?];
    if people[0] == people[1] {
        let name = problem.person_name(people[0]).to_owned();
        return Err(question.refused(Refusal::SamePerson(name)));
    }
    let roster = exchanged(question, &base, people, &dates)?;
    let book = &base.loaded.book;
    let before = book.check(problem, &base.roster);
    let after = book.check(problem, &roster);
    let mut broken = new_among(&before, &after);
    broken.retain(|b| b.weight == Weight::Hard);
    Ok(Report {
        today: question.today_in(problem),
        cells: between(&base.roster, &roster),
        base,
        people,
        dates,
        roster,
        before,
        after,
        broken,
        wanted: request.publish,
        issued: None,
        seconds: 0.0,
    })
}

/// The month of the days, which must be one, and not be over.
fn possible_days(question: &Question<'_>, dates: &[NaiveDate]) -> Result<Month, AppError> {
    let today = question.today;
    if let Some(over) = dates.iter().find(|date| **date < today) {
        return Err(question.refused(Refusal::Over {
            from: *over,
            to: *over,
            today,
        }));
    }
    let day = dates.first().copied().unwrap_or_default();
    let month = Month::of(day);
    match dates.iter().find(|date| Month::of(**date) != month) {
        Some(back) => Err(question.refused(Refusal::TwoMonths(day, *back))),
        None => Ok(month),
    }
}

fn exchanged(
    question: &Question<'_>,
    base: &Base,
    people: [PersonIx; 2],
    dates: &[NaiveDate],
) -> Result<Roster, AppError> {
    let problem = base.problem();
    let mut roster = base.roster.clone();
    for date in dates {
        let day = problem.day_of(*date).unwrap_or(0);
        for person in people {
            if !problem.employed(person).contains(&day) {
                let who = &problem.people[person];
                return Err(question.refused(Refusal::NotInTeam {
                    name: who.name.clone(),
                    joined: who.joined,
                    left: who.left,
                    day: *date,
                }));
            }
        }
        let (a, b) = (roster.get(people[0], day), roster.get(people[1], day));
        roster.cells[people[0]][day] = b;
        roster.cells[people[1]][day] = a;
    }
    Ok(roster)
}

fn publish(question: &Question<'_>, report: &Report) -> Result<Vec<Issued>, AppError> {
    let mut press = issue::open(question, &[&report.base])?;
    let new = New {
        base: &report.base,
        problem: report.base.problem(),
        roster: &report.roster,
    };
    issue::issue(question, &mut press, &[new], Staged::default())
}
