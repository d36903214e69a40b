//! `protected`: no nights for those whom the law protects (A20).

use super::{Borders, Card, Entry, Facts, Reader, Report, Rule, Scope, Stint, Takes, sets};
use crate::domain::Problem;
use crate::domain::time::DAY;
use crate::model::Builder;
use crate::source::Fault;
use crate::text::Text;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "protected",
    title: ("No nights for the protected", "受保护人员不上夜班"),
    meaning: (
        "Whoever is `protected` holds no shift of a night kind, and none that touches 22:00 to 06:00 by the clock, whatever it is called.",
        "标明 protected 的人不排夜班，也不排与 22:00 至次日 06:00 有重叠的任何班次，不论叫什么名称。",
    ),
    why: (
        "The law forbids nights from the seventh month of pregnancy and while nursing a child under one.",
        "怀孕七个月以上和哺乳未满一周岁婴儿的女职工，用人单位不得安排夜班劳动。",
    ),
    source: "A20; 女职工劳动保护特别规定 6, 9",
    unit: ("shift", "每班"),
    params: &[],
    takes: Takes::WHO,
    borders: Borders::NONE,
    weight: "hard",
    always: true,
    example: "[rules.protected]\nweight = \"hard\"\n",
};

#[derive(Debug)]
struct Protected;

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    reader.no_params()?;
    Ok(Box::new(Protected))
}

impl Rule for Protected {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        let problem = facts.problem;
        for &person in &scope.who {
            if !problem.people[person].protected {
                continue;
            }
            for stint in facts.month(person) {
                let night = problem.kinds[stint.kind].night;
                if !night && !touches_a_night(stint) {
                    continue;
                }
                let (name, day) = (problem.person_name(person), problem.day_name(stint.day));
                let Text { en, zh } = facts.shift(stint);
                let words = crate::text!(
                    "{name} is protected from night work and has {en} on {day}",
                    "{name} 受保护，不得上夜班，{day} 却排了{zh}"
                );
                report.add(scope.weight, 1, &[person], [stint.day], words);
            }
        }
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let Some(price) = sets::price(scope.weight) else {
            return;
        };
        let mut nights = sets::nights(problem);
        for later in 0..=sets::reach(problem) as i32 {
            let midnight = later * DAY;
            nights = nights
                .plus(sets::present(problem, midnight, midnight + 6 * 60))
                .plus(sets::present(problem, midnight + 22 * 60, midnight + DAY));
        }
        for &person in &scope.who {
            if problem.people[person].protected {
                for day in 0..problem.days() {
                    model.forbid(person, day, nights, price);
                }
            }
        }
    }
}

/// Whether presence shares a minute with any night, each from 22:00 to 06:00.
fn touches_a_night(stint: &Stint) -> bool {
    let day = i64::from(DAY);
    let (first, last) = (stint.start().div_euclid(day), stint.end().div_euclid(day));
    (first..=last + 1).any(|d| stint.touches(d * day - 120, d * day + 360))
}
