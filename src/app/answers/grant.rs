//! The leave goes into the team file, and the new roster out: all is looked at before anything is written.

use super::Question;
use super::base::follow;
use super::issue::{self, Issued, New};
use super::leave::{MonthAnswer, Report};
use super::leave_kind::Kind;
use super::team_text::{Section, TeamText};
use crate::app::error::{AppError, Defect, Refusal};
use crate::app::files::Staged;
use crate::app::publish::Press;
use crate::app::shop::Shop;
use crate::domain::{PersonIx, Problem, Roster};
use crate::explain::changes::new_among;
use crate::explain::leave::cover_of;
use crate::rules::Weight;
use crate::text;
use crate::text::Lang;

/// A leave that was granted.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Granted {
    /// The section that stands in the team file now.
    pub block: String,
    /// Name of whoever covers.
    pub cover: Option<String>,
    /// The rosters that have gone out.
    pub issued: Vec<Issued>,
}

/// Grants it. The team file and the rosters are on the disk before the ledger is written, and move to their places after.
pub(super) fn grant(
    question: &Question<'_>,
    report: &Report,
    text: &TeamText,
    lang: Lang,
) -> Result<Granted, AppError> {
    let bases: Vec<_> = report.months.iter().map(|part| &part.base).collect();
    let mut press = issue::open(question, &bases)?;
    let cover = cover(report);
    let block = block(question, report, cover, &press, lang);
    let shop = question.shop.with(&format!("\n{block}"));
    let shop = shop.map_err(|fault| {
        question.refused(Refusal::CannotAppend {
            fault: Some(fault),
            block: block.clone(),
        })
    })?;
    let mut before: Option<&Roster> = None;
    for part in &report.months {
        holds(question, part, before, &shop, &block)?;
        before = part.plan().map(|plan| &plan.roster);
    }
    let mut staged = Staged::default();
    staged.put(text.path(), &text.with(&block))?;
    if !text.is_unchanged() {
        return Err(question.refused(Refusal::ChangedMeanwhile));
    }
    let parts = report.months.iter();
    let problems: Vec<Problem> = parts
        .map(|part| with_leave(part, cover, report.kind.as_ref()))
        .collect();
    let rosters = report.months.iter().zip(&problems);
    let rosters: Vec<New<'_>> = rosters
        .filter_map(|(part, problem)| {
            Some(New {
                base: &part.base,
                problem,
                roster: &part.plan()?.roster,
            })
        })
        .collect();
    let issued = issue::issue(question, &mut press, &rosters, staged)?;
    let name =
        |(part, person): (&MonthAnswer, PersonIx)| part.base.problem().people[person].name.clone();
    Ok(Granted {
        block,
        cover: report.months.first().zip(cover).map(name),
        issued,
    })
}

/// The one person who covers on all days.
fn cover(report: &Report) -> Option<PersonIx> {
    let of_part = |part: &MonthAnswer| cover_of(&part.base.roster, part.plan()?, &part.request);
    // The month of the eve has no day that somebody could cover.
    let parts = || {
        report
            .months
            .iter()
            .filter(|part| !part.request.days.is_empty())
    };
    let first = of_part(parts().next()?)?;
    let same = parts().all(|part| of_part(part) == Some(first));
    (same && report.missing.is_empty()).then_some(first)
}

fn block(
    question: &Question<'_>,
    report: &Report,
    cover: Option<PersonIx>,
    press: &Press,
    lang: Lang,
) -> String {
    let Some(part) = report.months.first() else {
        return String::new();
    };
    let id = |person: PersonIx| part.base.problem().people[person].id.as_str();
    let (day, by) = (question.today, visible(press.by()));
    let comment = text!("granted on {day} by {by}", "{by} {day} 批准");
    let section = Section {
        comment: comment.get(lang),
        person: id(part.request.person),
        from: report.first,
        to: report.last,
        kind: report.kind.as_ref().map(|kind| kind.word.as_str()),
        cover: cover.map(id),
    };
    section.text()
}

/// A name that cannot end the comment that it stands in.
fn visible(name: &str) -> String {
    let safe = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    name.chars().map(safe).collect()
}

/// The month with the leave and its cover, as the team file will have it.
fn with_leave(part: &MonthAnswer, cover: Option<PersonIx>, kind: Option<&Kind>) -> Problem {
    let mut problem = part.answer.problem.clone();
    let who = part.request.person;
    // The answer has the leave as the last one that it granted.
    if let Some(leave) = problem.people[who].leave.last_mut() {
        leave.cover = cover;
        leave.kind = kind.map(|kind| kind.kinds.1);
    }
    if let Some(kind) = kind {
        problem.leave_kinds.clone_from(&kind.kinds.0);
    }
    problem
}

/// The team file with the leave in it must be readable, and the new roster must keep its rules.
fn holds(
    question: &Question<'_>,
    part: &MonthAnswer,
    before: Option<&Roster>,
    shop: &Shop,
    block: &str,
) -> Result<(), AppError> {
    let loaded = shop.load(part.base.month).map_err(|error| {
        question.refused(Refusal::CannotAppend {
            fault: match error {
                AppError::Input(fault) => Some(fault),
                _ => None,
            },
            block: block.to_owned(),
        })
    })?;
    let Some(plan) = part.plan() else {
        return Ok(());
    };
    let mut problem = Problem::clone(&loaded.problem);
    if let Some(before) = before {
        follow(&mut problem, before);
    }
    let breaches = loaded.book.check(&problem, &plan.roster);
    let mut broken = new_among(&plan.verdict.breaches, &breaches);
    broken.retain(|b| b.weight == Weight::Hard);
    match broken.into_iter().next() {
        Some(first) => Err(Defect::Grant(first.text).into()),
        None => Ok(()),
    }
}
