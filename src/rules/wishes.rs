//! `wishes`: what people would like.

use super::{Card, Entry, Facts, Reader, Report, Rule, Scope, Takes, Weight, sets};
use crate::domain::{Problem, Want};
use crate::input::Fault;
use crate::model::{Builder, Price};
use crate::text::Text;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "wishes",
    title: ("Wishes", "个人愿望"),
    meaning: (
        "Wishes for a day are granted: to have it off, to work, to have a certain shift or not to have it. A wish's own `weight` takes the place of the rule's price; under a hard rule every wish is hard. Wishes for days outside the team do not count.",
        "满足个人对某一天的愿望：休息、上班、上某个班、不上某个班。愿望自带 weight 的按它计价；本规则设为 hard 时，所有愿望都必须满足。不在职日子的愿望不计。",
    ),
    why: (
        "A roster that asks people first is one that they keep.",
        "排班前先听大家的意见，排出来的班才有人愿意上，也少改动。",
    ),
    source: "A10",
    unit: ("wish not granted", "每个未满足的愿望"),
    params: &[],
    takes: Takes::WHO,
    weight: "10",
    always: true,
    example: "[rules.wishes]\nweight = 15\n",
};

#[derive(Debug)]
struct Wishes;

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    reader.no_params()?;
    Ok(Box::new(Wishes))
}

impl Rule for Wishes {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        for &person in &scope.who {
            for wish in &facts.problem.people[person].wishes {
                let day = wish.day as i64;
                let stint = facts.on(person, day);
                let granted = match wish.want {
                    Want::Off => stint.is_none(),
                    Want::Work => stint.is_some(),
                    Want::Kind(kind) => stint.is_some_and(|s| s.kind == kind),
                    Want::NotKind(kind) => stint.is_none_or(|s| s.kind != kind),
                };
                if granted || !facts.in_team(person, day) {
                    continue;
                }
                let weight = match (scope.weight, wish.weight) {
                    (Weight::Price(_), Some(own)) => Weight::Price(own),
                    (of_rule, _) => of_rule,
                };
                let words = words(facts, person, day, wish.want);
                report.add(weight, 1, &[person], [day], words);
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
            let wishes = problem.people[person].wishes.iter();
            for wish in wishes.filter(|w| employed.contains(&w.day)) {
                let price = match price {
                    Price::Soft(points) => Price::Soft(wish.weight.unwrap_or(points)),
                    Price::Hard => Price::Hard,
                };
                let of_kind = |kind| sets::of_kinds(problem, &[kind]);
                match wish.want {
                    Want::Off => model.forbid(person, wish.day, any, price),
                    Want::Work => model.require(person, wish.day, any, price),
                    Want::Kind(kind) => model.require(person, wish.day, of_kind(kind), price),
                    Want::NotKind(kind) => model.forbid(person, wish.day, of_kind(kind), price),
                }
            }
        }
    }
}

fn words(facts: &Facts<'_>, person: usize, day: i64, want: Want) -> Text {
    let problem = facts.problem;
    let (name, date) = (problem.person_name(person), problem.day_name(day));
    let kind = |k: usize| &problem.kinds[k].name;
    let (wish_en, wish_zh) = match want {
        Want::Off => ("to be off".to_owned(), "休息".to_owned()),
        Want::Work => ("to work".to_owned(), "上班".to_owned()),
        Want::Kind(k) => (kind(k).en.clone(), format!("上{}", kind(k).zh)),
        Want::NotKind(k) => (format!("no {}", kind(k).en), format!("不上{}", kind(k).zh)),
    };
    let Text { en, zh } = facts.cell(person, day);
    crate::text!(
        "{name} wishes {wish_en} on {date} and has {en}",
        "{name} 希望 {date} {wish_zh}，实际是{zh}"
    )
}
