//! `employed`: no shift before joining or after leaving.

use super::{Card, Entry, Facts, Reader, Report, Rule, Scope, Stint, Takes, sets};
use crate::domain::{PersonIx, Problem};
use crate::model::Builder;
use crate::source::Fault;
use crate::text::Text;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "employed",
    title: ("Only while in the team", "在职期间才排班"),
    meaning: (
        "Nobody has a shift on a day before `joined` or after `left`. Both days themselves belong to the team.",
        "joined（入职日）之前、left（离职日）之后不排班；入职日和离职日当天可以排班。",
    ),
    why: (
        "Joiners and leavers stay in the month's file, so that their hours and turns are reckoned rightly.",
        "新人和离职的人都留在当月的表里，工时和轮次才算得清。",
    ),
    source: "A11, C3",
    unit: ("shift", "每班"),
    params: &[],
    takes: Takes::WHO,
    weight: "hard",
    always: true,
    example: "[rules.employed]\nweight = \"hard\"\n",
};

#[derive(Debug)]
struct Employed;

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    reader.no_params()?;
    Ok(Box::new(Employed))
}

impl Rule for Employed {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        for &person in &scope.who {
            for stint in facts.month(person) {
                if !facts.in_team(person, stint.day) {
                    let words = words(facts, person, stint);
                    report.add(scope.weight, 1, &[person], [stint.day], words);
                }
            }
        }
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let Some(price) = sets::price(scope.weight) else {
            return;
        };
        let any = model.any();
        for &person in &scope.who {
            let employed = problem.employed(person);
            for day in (0..problem.days()).filter(|d| !employed.contains(d)) {
                model.forbid(person, day, any, price);
            }
        }
    }
}

fn words(facts: &Facts<'_>, person: PersonIx, stint: &Stint) -> Text {
    let problem = facts.problem;
    let who = &problem.people[person];
    let (name, day) = (&who.name, problem.day_name(stint.day));
    let Text { en, zh } = facts.shift(stint);
    let date = problem.date(stint.day);
    match (who.joined, who.left) {
        (Some(joined), _) if date < joined => crate::text!(
            "{name} joins on {joined} and yet has {en} on {day}",
            "{name} {joined} 入职，{day} 却排了{zh}"
        ),
        (_, Some(left)) => crate::text!(
            "{name}'s last day is {left}, and there is {en} on {day}",
            "{name} {left} 离职，{day} 却排了{zh}"
        ),
        _ => crate::text!("{name} has {en} on {day}", "{name} {day} 排了{zh}"),
    }
}
