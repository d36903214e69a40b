//! `mentor`: new staff never work a shift without one who can help (A16).

use super::{
    Borders, Card, Entry, Facts, Kinds, Param, Reader, Report, Rule, Scope, Stint, Takes, sets,
};
use crate::domain::{PersonIx, Problem};
use crate::model::{Builder, Limit, Sum};
use crate::source::Fault;
use serde::Deserialize;
use toml::Spanned;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "mentor",
    title: ("New staff with a mentor", "新人有师傅带"),
    meaning: (
        "Whoever is in `new` works a shift of `kinds` on a day of `on` only where at least one of `mentors` works the same shift. Nobody is their own mentor.",
        "new 中的人在 on 所指的日子上 kinds 中的某个班次，当天同一班次至少有 mentors 中的一人在；自己不能带自己。",
    ),
    why: (
        "New staff learn from the one beside them, and customers do not pay for the lesson.",
        "新人跟着师傅学，不拿顾客练手。",
    ),
    source: "A16",
    unit: (
        "shift of a new person without a mentor",
        "新人没有师傅带的每个班",
    ),
    params: &[
        Param {
            key: "new",
            default: "",
            meaning: (
                "people, or codes of skills that they have",
                "新人：姓名，或技能代码（有此技能的人）",
            ),
        },
        Param {
            key: "mentors",
            default: "",
            meaning: (
                "people, or codes of skills that they have",
                "师傅：姓名，或技能代码（有此技能的人）",
            ),
        },
    ],
    takes: Takes::WHO.kinds(Kinds::Any).on(),
    borders: Borders::NONE,
    weight: "hard",
    always: false,
    example: "[rules.mentor]\nnew = [\"小王\"]\nmentors = [\"老李\", \"老张\"]\n",
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    new: Vec<Spanned<String>>,
    mentors: Vec<Spanned<String>>,
}

#[derive(Debug)]
struct Mentor {
    new: Vec<PersonIx>,
    mentors: Vec<PersonIx>,
}

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    let params: Params = reader.params()?;
    Ok(Box::new(Mentor {
        new: reader.people(&params.new)?,
        mentors: reader.people(&params.mentors)?,
    }))
}

impl Rule for Mentor {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        let problem = facts.problem;
        for &person in self.new.iter().filter(|p| scope.who.contains(p)) {
            let counts = |s: &&Stint| scope.kinds.contains(&s.kind) && scope.days.has(s.day);
            for stint in facts.month(person).filter(counts) {
                let beside = |&mentor: &PersonIx| {
                    mentor != person
                        && facts
                            .on(mentor, stint.day)
                            .is_some_and(|other| other.kind == stint.kind)
                };
                if self.mentors.iter().any(beside) {
                    continue;
                }
                let name = problem.person_name(person);
                let on = problem.day_name(stint.day);
                let shift = &problem.kinds[stint.kind].name;
                let (en, zh) = (&shift.en, &shift.zh);
                report.add(
                    scope.weight,
                    1,
                    &[person],
                    [stint.day],
                    crate::text!(
                        "{name} works {en} on {on} without a mentor",
                        "{name} {on} 上{zh}，没有师傅带"
                    ),
                );
            }
        }
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let Some(price) = sets::price(scope.weight) else {
            return;
        };
        for &person in self.new.iter().filter(|p| scope.who.contains(p)) {
            let mut people = vec![person];
            people.extend(self.mentors.iter().filter(|m| **m != person));
            for day in scope.days.month() {
                for &kind in &scope.kinds {
                    let duties = sets::of_kinds(problem, &[kind]);
                    let mut sum = Sum::default();
                    for &p in &people {
                        sum.add(p, day, duties, if p == person { -1 } else { 1 });
                    }
                    let low = Some(Limit::each(0, price));
                    model.count(people.clone(), (day, day), sum, low, None);
                }
            }
        }
    }
}
