//! `pinned`: cells that the team file fixes.

use super::{Card, Entry, Facts, Reader, Report, Rule, Scope, Takes, sets};
use crate::domain::Problem;
use crate::domain::person::Pin;
use crate::input::Fault;
use crate::model::Builder;
use crate::text::Text;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "pinned",
    title: ("Fixed cells", "固定班次"),
    meaning: (
        "Where a person's `pinned` fixes a day, the roster has just that: the shift, at the post if one is named, or rest.",
        "pinned 固定的日子照排：指定的班次（写明岗位的，连同岗位），或休息。",
    ),
    why: (
        "Some things are settled before the roster is made: a training day, a shift already promised to a customer.",
        "有些班在排班前就已定好，比如培训、大促值守，排班时不得改动。",
    ),
    source: "",
    unit: ("cell that differs", "每个不符的格子"),
    params: &[],
    takes: Takes::WHO,
    weight: "hard",
    always: true,
    example: "[rules.pinned]\nweight = \"hard\"\n",
};

#[derive(Debug)]
struct Pinned;

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    reader.no_params()?;
    Ok(Box::new(Pinned))
}

impl Rule for Pinned {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        for &person in &scope.who {
            for &(day, pin) in &facts.problem.people[person].pinned {
                let day = day as i64;
                let kept = match (facts.on(person, day), pin) {
                    (None, None) => true,
                    (Some(stint), Some(pin)) => {
                        stint.kind == pin.kind && (pin.post.is_none() || stint.post == pin.post)
                    }
                    _ => false,
                };
                if !kept {
                    let words = words(facts, person, day, pin);
                    report.add(scope.weight, 1, &[person], [day], words);
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
            for &(day, pin) in &problem.people[person].pinned {
                match pin {
                    None => model.forbid(person, day, any, price),
                    Some(pin) => model.require(person, day, sets::of_pin(problem, pin), price),
                }
            }
        }
    }
}

fn words(facts: &Facts<'_>, person: usize, day: i64, pin: Option<Pin>) -> Text {
    let name = facts.problem.person_name(person);
    let date = facts.problem.day_name(day);
    let Text { en, zh } = facts.cell(person, day);
    let Text {
        en: fixed_en,
        zh: fixed_zh,
    } = facts.pin(pin);
    crate::text!(
        "{name} on {date}: {fixed_en} is fixed, the roster has {en}",
        "{name} {date} 固定为{fixed_zh}，实际是{zh}"
    )
}
