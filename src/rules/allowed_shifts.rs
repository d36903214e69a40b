//! `allowed-shifts`: who works only certain shifts has no others.

use super::{Borders, Card, Entry, Facts, Reader, Report, Rule, Scope, Takes, sets};
use crate::domain::Problem;
use crate::model::Builder;
use crate::source::Fault;
use crate::text::Text;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "allowed-shifts",
    title: ("Only the shifts of a person", "只上说好的班次"),
    meaning: (
        "Whoever has `shifts` in the team file works only these.",
        "人员写了 shifts 的，只上其中的班次。",
    ),
    why: (
        "Part-timers come for their short shifts, a supervisor works by day: said once, at the person.",
        "兼职只上短班，主管只上白班：写在本人名下一次就够。",
    ),
    source: "A16",
    unit: ("shift", "每班"),
    params: &[],
    takes: Takes::WHO,
    borders: Borders::NONE,
    weight: "hard",
    always: true,
    example: "[rules.allowed-shifts]\nweight = \"hard\"\n",
};

#[derive(Debug)]
struct AllowedShifts;

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    reader.no_params()?;
    Ok(Box::new(AllowedShifts))
}

impl Rule for AllowedShifts {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        let problem = facts.problem;
        for &person in &scope.who {
            let Some(allowed) = &problem.people[person].shifts else {
                continue;
            };
            let name = |kind: &usize| problem.kinds[*kind].name.clone();
            let only = Text::list(&allowed.iter().map(name).collect::<Vec<_>>());
            for stint in facts.month(person) {
                if allowed.contains(&stint.kind) {
                    continue;
                }
                let (name, day) = (problem.person_name(person), problem.day_name(stint.day));
                let Text { en, zh } = facts.shift(stint);
                let words = Text::new(
                    format!("{name} works only {}, and has {en} on {day}", only.en),
                    format!("{name} 只上{}，{day} 却排了{zh}", only.zh),
                );
                report.add(scope.weight, 1, &[person], [stint.day], words);
            }
        }
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let Some(price) = sets::price(scope.weight) else {
            return;
        };
        for &person in &scope.who {
            let Some(allowed) = &problem.people[person].shifts else {
                continue;
            };
            let others = model.any().minus(sets::of_kinds(problem, allowed));
            for day in 0..problem.days() {
                model.forbid(person, day, others, price);
            }
        }
    }
}
