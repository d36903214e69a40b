//! `pinned`: cells that the team file fixes.

use super::{Borders, Card, Entry, Facts, Reader, Report, Rule, Scope, Stint, Takes, sets};
use crate::domain::person::Pin;
use crate::domain::{PersonIx, Problem};
use crate::model::Builder;
use crate::source::Fault;
use crate::text::Text;
use chrono::NaiveDate;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "pinned",
    title: ("Fixed cells", "固定班次"),
    meaning: (
        "Where a person's `pinned` fixes a day, the roster has just that: the shift, at the post if one is named, or rest. A shift that is `only-pinned` is held nowhere else, and one with `until` on no later day.",
        "pinned 固定的日子照排：指定的班次（写明岗位的，连同岗位），或休息。写了 only-pinned 的班次不在别处排，写了 until 的班次过了那天不再排。",
    ),
    why: (
        "Some things are settled before the roster is made: a training day, a shift already promised to a customer.",
        "有些班在排班前就已定好，比如培训、大促值守，排班时不得改动。",
    ),
    source: "",
    unit: ("cell that differs", "每个不符的格子"),
    params: &[],
    takes: Takes::WHO,
    borders: Borders::NONE,
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
                if day >= facts.days() {
                    continue;
                }
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
            for stint in facts.month(person) {
                let pinned = &facts.problem.people[person].pinned;
                let fixed = pinned.iter().any(|(day, _)| *day == stint.day);
                if facts.problem.kinds[stint.kind].only_pinned && !fixed {
                    let words = loose(facts, person, stint);
                    report.add(scope.weight, 1, &[person], [stint.day], words);
                }
                let (kind, date) = (
                    &facts.problem.kinds[stint.kind],
                    facts.problem.date(stint.day),
                );
                if let Some(until) = kind.until.filter(|until| *until < date) {
                    let words = abolished(facts, person, stint, until);
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
        let only = sets::duties(problem, |kind, _| problem.kinds[kind].only_pinned);
        for &person in &scope.who {
            for day in 0..problem.days() {
                let date = problem.date(day as i64);
                let over = |kind: usize| problem.kinds[kind].until.is_some_and(|u| u < date);
                let over = sets::duties(problem, |kind, _| over(kind));
                model.forbid(person, day, over, price);
            }
            let pinned = &problem.people[person].pinned;
            for day in 0..problem.days() {
                if pinned.iter().all(|(fixed, _)| *fixed != day as i64) {
                    model.forbid(person, day, only, price);
                }
            }
            let days = problem.days() as i64;
            for &(day, pin) in pinned.iter().filter(|(day, _)| (0..days).contains(day)) {
                let day = day as usize;
                match pin {
                    None => model.forbid(person, day, any, price),
                    Some(pin) => model.require(person, day, sets::of_pin(problem, pin), price),
                }
            }
        }
    }
}

/// A shift that may only be fixed, and is not.
fn loose(facts: &Facts<'_>, person: PersonIx, stint: &Stint) -> Text {
    let name = facts.problem.person_name(person);
    let date = facts.problem.day_name(stint.day);
    let Text { en, zh } = facts.shift(stint);
    crate::text!(
        "{name} has {en} on {date}, a shift that is worked only where it is fixed",
        "{name} {date} 排了{zh}，这个班只排给固定了它的人"
    )
}

/// A shift after its last day.
fn abolished(facts: &Facts<'_>, person: PersonIx, stint: &Stint, until: NaiveDate) -> Text {
    let name = facts.problem.person_name(person);
    let date = facts.problem.day_name(stint.day);
    let Text { en, zh } = facts.shift(stint);
    crate::text!(
        "{name} has {en} on {date}, a shift that is worked until {until}",
        "{name} {date} 排了{zh}，这个班只排到 {until}"
    )
}

fn words(facts: &Facts<'_>, person: PersonIx, day: i64, pin: Option<Pin>) -> Text {
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
