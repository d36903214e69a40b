//! `employed`: no shift before joining or after leaving.

use super::{Borders, Card, Entry, Facts, Reader, Report, Rule, Scope, Stint, Takes, sets};
use crate::domain::{PersonIx, Problem};
use crate::model::Builder;
use crate::source::Fault;
use crate::text::Text;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "employed",
    title: ("Only while in the team", "在职期间才排班"),
    meaning: (
        "Nobody has a shift on a day before `joined` or after `left`, nor one that goes on past midnight into such a day. Both days themselves belong to the team. A shift of last month's last day that goes on so cannot be changed; it is said as a warning.",
        "joined（入职日）之前、left（离职日）之后不排班，离职日的班也不得跨过零点进入次日；入职日和离职日当天可以排班。上月最后一天的班这样跨过来的，已无法更改，只提醒。",
    ),
    why: (
        "Joiners and leavers stay in the month's file, so that their hours and turns are reckoned rightly.",
        "新人和离职的人都留在当月的表里，工时和轮次才算得清。",
    ),
    source: "A11, C3",
    unit: ("shift", "每班"),
    params: &[],
    takes: Takes::WHO,
    borders: Borders::NIGHTS,
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
            for stint in facts.reaching(person) {
                // What came before joining, last month could not know.
                let before = stint.day < 0 && !facts.in_team(person, stint.day);
                let outside = stint.days().find(|day| !facts.in_team(person, *day));
                if let Some(outside) = outside.filter(|_| !before) {
                    let words = words(facts, person, stint, outside);
                    report.add_by(stint, scope.weight, &[person], [stint.day], words);
                }
            }
        }
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let Some(price) = sets::price(scope.weight) else {
            return;
        };
        for &person in &scope.who {
            let outside = |day: i64| !problem.in_team(person, day);
            for day in 0..problem.days() {
                model.forbid(person, day, sets::taking(problem, day, outside), price);
            }
        }
    }
}

fn words(facts: &Facts<'_>, person: PersonIx, stint: &Stint, outside: i64) -> Text {
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
        (_, Some(left)) if outside > stint.day => crate::text!(
            "{name}'s last day is {left}, and {en} of {day} goes on past it",
            "{name} {left} 离职，{day} 的{zh}却跨到次日"
        ),
        (_, Some(left)) => crate::text!(
            "{name}'s last day is {left}, and there is {en} on {day}",
            "{name} {left} 离职，{day} 却排了{zh}"
        ),
        _ => crate::text!("{name} has {en} on {day}", "{name} {day} 排了{zh}"),
    }
}
