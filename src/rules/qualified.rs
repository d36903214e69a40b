//! `qualified`: whoever holds a post has its skill (A16).

use super::{Borders, Card, Entry, Facts, Reader, Report, Rule, Scope, Takes, sets};
use crate::domain::Problem;
use crate::model::Builder;
use crate::source::Fault;
use crate::text::Text;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "qualified",
    title: ("Trained for the post", "上岗须有该岗技能"),
    meaning: (
        "Whoever holds a shift at a post has the skill of that name.",
        "排在某个岗位（售前、售后、制单等）上的人，必须具备该岗位的技能。",
    ),
    why: (
        "A back-up order clerk is one who was trained for it; anybody else makes the parcels wrong.",
        "制单等岗位要由培训过的人顶替，没学过的人上岗容易出错。",
    ),
    source: "A16",
    unit: ("shift", "每班"),
    params: &[],
    takes: Takes::WHO,
    borders: Borders::NONE,
    weight: "hard",
    always: true,
    example: "[rules.qualified]\nweight = \"hard\"\n",
};

#[derive(Debug)]
struct Qualified;

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    reader.no_params()?;
    Ok(Box::new(Qualified))
}

impl Rule for Qualified {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        let problem = facts.problem;
        for &person in &scope.who {
            for stint in facts.month(person) {
                let Some(post) = stint.post else { continue };
                if problem.people[person].skills.contains(&post) {
                    continue;
                }
                let (name, day) = (problem.person_name(person), problem.day_name(stint.day));
                let post = &problem.skills[post].name;
                let Text { en, zh } = facts.shift(stint);
                let words = crate::text::Text::new(
                    format!("{name} is not trained for {}: {en} on {day}", post.en),
                    format!("{name} 没有“{}”技能，{day} 却排在该岗：{zh}", post.zh),
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
            let skills = &problem.people[person].skills;
            let foreign = sets::duties(problem, |_, post| {
                post.is_some_and(|p| skills.binary_search(&p).is_err())
            });
            for day in 0..problem.days() {
                model.forbid(person, day, foreign, price);
            }
        }
    }
}
