//! The same as data.

use super::chart::joined;
use crate::domain::time::Span;
use crate::domain::{PersonIx, Problem, Roster};
use crate::explain::changes::{CellChange, Outcome, Plan, Planned};
use crate::explain::difference::Difference;
use crate::explain::leave::cover::HalfHour;
use crate::explain::leave::{Answer, Request, StandIn, takers};
use crate::facts::totals::month_totals;
use crate::render::json::lines;
use crate::rules::Breach;
use crate::text::Lang;
use serde_json::{Value, json};

/// What an answer is compared with.
#[derive(Debug, Clone, Copy)]
pub struct Before<'a> {
    /// The problem of the roster as it is published.
    pub problem: &'a Problem,
    /// The roster.
    pub roster: &'a Roster,
    /// What the rules say of it.
    pub breaches: &'a [Breach],
}

impl Before<'_> {
    /// Points of the published roster.
    pub fn cost(&self) -> i64 {
        self.breaches.iter().map(Breach::price).sum()
    }
}

/// How it came out, in one word.
pub fn status(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::AsItIs => "as-is",
        Outcome::Changes(..) => "changes",
        Outcome::Impossible => "impossible",
        Outcome::Open => "unknown",
    }
}

fn person(problem: &Problem, person: PersonIx) -> Value {
    json!({ "id": problem.people[person].id, "name": problem.people[person].name })
}

fn date(problem: &Problem, day: usize) -> String {
    problem.date(day as i64).to_string()
}

fn code(problem: &Problem, duty: Option<usize>) -> Option<&str> {
    duty.map(|duty| problem.duties[duty].code.as_str())
}

/// Cells that change; rest is `null`.
pub fn cells(problem: &Problem, cells: &[CellChange]) -> Vec<Value> {
    let one = |c: &CellChange| {
        json!({
            "date": date(problem, c.day),
            "person": person(problem, c.person),
            "before": code(problem, c.before),
            "after": code(problem, c.after),
        })
    };
    cells.iter().map(one).collect()
}

/// Hours of the month of those whose hours change.
pub fn hours(problem: &Problem, before: &Roster, after: &Roster) -> Vec<Value> {
    let (old, new) = (month_totals(problem, before), month_totals(problem, after));
    let changed = problem
        .everybody()
        .filter(|p| old[*p].minutes != new[*p].minutes);
    let one = |number: PersonIx| {
        json!({
            "person": person(problem, number),
            "minutes_before": old[number].minutes,
            "minutes_after": new[number].minutes,
        })
    };
    changed.map(one).collect()
}

/// The fewest changes, best plan first.
pub fn planned(planned: &Planned, before: &Before<'_>, lang: Lang) -> Value {
    let changes = planned.best().map(|plan| plan.cells.len());
    let plan = |plan: &Plan| {
        let found = Difference::between(before.breaches, &plan.verdict.breaches);
        json!({
            "changes": cells(before.problem, &plan.cells),
            "cost": plan.verdict.cost,
            "brings": lines(before.problem, &found.brings, lang),
            "relieves": lines(before.problem, &found.relieves, lang),
            "hours": hours(before.problem, before.roster, &plan.roster),
        })
    };
    json!({
        "status": status(planned.outcome()),
        "changes": changes,
        "proven": planned.proven,
        "bound": planned.bound,
        "ways": planned.ways,
        "plans": planned.plans.iter().map(plan).collect::<Vec<_>>(),
    })
}

/// Stretches of half-hours that lack more people than before.
pub fn cover(problem: &Problem, halves: &[HalfHour]) -> Vec<Value> {
    let joined = joined(halves).into_iter();
    let one = |(half, span): (HalfHour, Span)| {
        let skill = half.skill.map(|s| problem.skills[s].code.as_str());
        json!({
            "date": date(problem, half.day),
            "time": span.to_string(),
            "skill": skill,
            "needed": half.want,
            "least": half.least,
            "now": half.before,
            "without": half.after,
        })
    };
    joined.map(one).collect()
}

fn stand_in(problem: &Problem, one: &StandIn, lang: Lang) -> Value {
    let days: Vec<String> = one.days.iter().map(|d| date(problem, *d)).collect();
    json!({
        "person": person(problem, one.person),
        "days": days,
        "missing": one.missing,
        "breaks": lines(problem, &one.breaks, lang),
        "brings": lines(problem, &one.brings.brings, lang),
        "relieves": lines(problem, &one.brings.relieves, lang),
        "cost": one.price,
    })
}

/// An answer to a request for leave, and the plan that is meant.
pub fn leave(
    (answer, plan): (&Answer, Option<&Plan>),
    request: &Request,
    before: &Before<'_>,
    halves: &[HalfHour],
    lang: Lang,
) -> Value {
    let problem = before.problem;
    let stand_ins = answer.stand_ins.iter();
    let stand_ins: Vec<Value> = stand_ins.map(|one| stand_in(problem, one, lang)).collect();
    let covers = plan.map(|plan| {
        let takers = takers(before.roster, plan, request).into_iter();
        let one = |(day, people): (usize, Vec<PersonIx>)| {
            let people: Vec<Value> = people.iter().map(|p| person(problem, *p)).collect();
            json!({ "date": date(problem, day), "people": people })
        };
        takers.map(one).collect::<Vec<_>>()
    });
    json!({
        "from": problem.date(*request.dates().start()).to_string(),
        "to": problem.date(*request.dates().end()).to_string(),
        "cost": before.cost(),
        "cover": cover(problem, halves),
        "lacking": lines(problem, &answer.lacking, lang),
        "fewest": planned(&answer.plans, before, lang),
        "stand_ins": stand_ins,
        "more_stand_ins": answer.more_stand_ins,
        "taken_over": covers,
        "refusal": lines(problem, &answer.refusal, lang),
    })
}
