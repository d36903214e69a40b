//! `paiban leave --grant`: the leave goes into the team file, and the new roster out.

use super::{Case, Part};
use crate::cli::answers::base::follow;
use crate::cli::answers::issue::{self, Issued, New};
use crate::cli::answers::team_file::{Draft, TeamText, leave_block, reason};
use crate::cli::answers::{Question, refused, words};
use crate::cli::publish::Press;
use crate::cli::{Failure, load, message};
use crate::domain::{Problem, Roster};
use crate::explain::changes::new_among;
use crate::explain::leave::cover_of;
use crate::rules::Weight;
use crate::text;
use crate::text::Text;
use serde_json::{Value, json};

/// A leave that was granted.
pub(super) struct Granted<'a> {
    block: String,
    /// Name of whoever covers.
    cover: Option<String>,
    press: Press<'a>,
    issued: Vec<Issued>,
}

/// Grants it: all is looked at before anything is written, the ledger is written first.
pub(super) fn grant<'a>(
    question: &Question<'a>,
    case: &Case,
    text: &TeamText,
) -> Result<Granted<'a>, Failure> {
    let bases: Vec<_> = case.parts.iter().map(|part| &part.base).collect();
    let mut press = issue::open(question, &bases)?;
    let cover = cover(case);
    let block = block(question, case, cover, press.by());
    let draft = text.draft(&block)?;
    let issued = put(question, case, &mut press, &draft, &block);
    if issued.is_err() {
        draft.drop();
    }
    let name = |(part, person): (&Part, usize)| part.base.problem().people[person].name.clone();
    Ok(Granted {
        block,
        cover: case.parts.first().zip(cover).map(name),
        press,
        issued: issued?,
    })
}

/// The one person who covers on all days.
fn cover(case: &Case) -> Option<usize> {
    let of_part = |part: &Part| cover_of(&part.base.roster, part.plan()?, &part.request);
    let first = of_part(case.parts.first()?)?;
    let same = case.parts.iter().all(|part| of_part(part) == Some(first));
    (same && case.missing.is_empty()).then_some(first)
}

fn block(question: &Question<'_>, case: &Case, cover: Option<usize>, by: &str) -> String {
    let Some(part) = case.parts.first() else {
        return String::new();
    };
    let id = |person: usize| part.base.problem().people[person].id.as_str();
    let (day, by) = (question.today, message::one_line(by));
    let comment = text!("granted on {day} by {by}", "{by} {day} 批准");
    let days = (case.first, case.last);
    leave_block(
        comment.get(question.call.lang),
        id(part.request.person),
        days,
        cover.map(id),
    )
}

fn put(
    question: &Question<'_>,
    case: &Case,
    press: &mut Press<'_>,
    draft: &Draft,
    block: &str,
) -> Result<Vec<Issued>, Failure> {
    let mut before: Option<&Roster> = None;
    for part in &case.parts {
        holds(question, part, before, draft, block)?;
        before = part.plan().map(|plan| &plan.roster);
    }
    draft.unchanged(question.team)?;
    let cover = cover(case);
    let parts = case.parts.iter();
    let problems: Vec<Problem> = parts.map(|part| with_leave(part, cover)).collect();
    let rosters = case.parts.iter().zip(&problems);
    let rosters: Vec<New<'_>> = rosters
        .filter_map(|(part, problem)| {
            Some(New {
                base: &part.base,
                problem,
                roster: &part.plan()?.roster,
            })
        })
        .collect();
    let issued = issue::issue(question, press, &rosters)?;
    draft.put()?;
    Ok(issued)
}

/// The month with the leave and its cover, as the team file will have it.
fn with_leave(part: &Part, cover: Option<usize>) -> Problem {
    let mut problem = part.answer.problem.clone();
    let who = part.request.person;
    // The answer has the leave as the last one that it granted.
    if let Some(leave) = problem.people[who].leave.last_mut() {
        leave.cover = cover;
    }
    problem
}

/// The team file with the leave in it must be readable, and the new roster must keep its rules.
fn holds(
    question: &Question<'_>,
    part: &Part,
    before: Option<&Roster>,
    draft: &Draft,
    block: &str,
) -> Result<(), Failure> {
    let loaded = load::team(&draft.path, part.base.month)
        .map_err(|f| refused(question.team, words::cannot_append(&reason(&f), block)))?;
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
    let Some(first) = broken.into_iter().next() else {
        return Ok(());
    };
    let Text { en, zh } = first.text;
    Err(Failure::Internal(text!(
        "with the leave in the team file the new roster fails verification: {en}",
        "请假写入团队文件后，新班表没有通过核对：{zh}"
    )))
}

impl Granted<'_> {
    pub(super) fn say(&self, question: &Question<'_>) {
        let call = question.call;
        let team = question.team.display();
        call.print("");
        call.say(&match &self.cover {
            Some(cover) => text!(
                "granted; {cover} covers. Added to {team}:",
                "已批准，由{cover}顶班。已写入 {team}："
            ),
            None => text!("granted. Added to {team}:", "已批准。已写入 {team}："),
        });
        for line in self.block.lines() {
            call.print(&format!("  {line}"));
        }
        issue::say(question, &self.press, &self.issued);
    }

    pub(super) fn object(&self) -> Value {
        json!({
            "section": self.block,
            "cover": self.cover,
            "rosters": issue::object(&self.issued),
        })
    }
}
