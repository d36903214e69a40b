//! `wishes`: what people would like.

use super::{Borders, Card, Entry, Facts, Reader, Report, Rule, Scope, Takes, Weight, sets};
use crate::domain::person::{Habit, HabitWant};
use crate::domain::{PersonIx, Problem, Step, Want};
use crate::model::{Builder, Class, DutySet, Limit, Price};
use crate::source::Fault;
use crate::text::Text;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "wishes",
    title: ("Wishes", "个人愿望"),
    meaning: (
        "Wishes are granted. For a day: to have it off, to work, to have a certain shift or not to have it. For how days follow each other: days that should not (`avoid`, as in `unwanted-pattern`), or such that should come at least `shortest` and at most `longest` in a row (`run`); granted leave is not looked at there. A wish's own `weight` takes the place of the rule's price; under a hard rule every wish is hard. Wishes for days outside the team do not count.",
        "满足个人愿望。对某一天的：休息、上班、上某个班、不上某个班。对排法的：哪几天不要这样相连（avoid，写法同 unwanted-pattern），哪种日子至少连续 shortest 天、至多 longest 天（run）；批准的请假日不看。愿望自带 weight 的按它计价；本规则设为 hard 时，所有愿望都必须满足。不在职日子的愿望不计。",
    ),
    why: (
        "A roster that asks people first is one that they keep.",
        "排班前先听大家的意见，排出来的班才有人愿意上，也少改动。",
    ),
    source: "A10",
    unit: (
        "wish for a day not granted; for how days follow each other: each time, or each day too many or too few",
        "每个未满足的某日愿望；对排法的愿望：每出现一次，或每多、少一天",
    ),
    params: &[],
    takes: Takes::WHO,
    borders: Borders::FIXED,
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
                if facts.granted(person, wish) || !facts.in_team(person, day) {
                    continue;
                }
                let weight = due(scope.weight, wish.weight);
                let words = words(facts, person, day, wish.want);
                report.add(weight, 1, &[person], [day], words);
            }
            for habit in &facts.problem.people[person].habits {
                check_habit(scope, facts, person, habit, report);
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
                let price = priced(price, wish.weight);
                let of_kind = |kind| sets::of_kinds(problem, &[kind]);
                match wish.want {
                    Want::Off => model.forbid(person, wish.day, any, price),
                    Want::Work => model.require(person, wish.day, any, price),
                    Want::Kind(kind) => model.require(person, wish.day, of_kind(kind), price),
                    Want::NotKind(kind) => model.forbid(person, wish.day, of_kind(kind), price),
                }
            }
            for habit in &problem.people[person].habits {
                lower_habit(problem, person, habit, priced(price, habit.weight), model);
            }
        }
    }
}

/// The weight of a wish with a weight of its own, or without.
fn due(of_rule: Weight, of_wish: Option<i64>) -> Weight {
    match (of_rule, of_wish) {
        (Weight::Price(_), Some(own)) => Weight::Price(own),
        (of_rule, _) => of_rule,
    }
}

/// The same as a price.
fn priced(of_rule: Price, of_wish: Option<i64>) -> Price {
    match of_rule {
        Price::Soft(points) => Price::Soft(of_wish.unwrap_or(points)),
        Price::Hard => Price::Hard,
    }
}

fn lower_habit(
    problem: &Problem,
    person: PersonIx,
    habit: &Habit,
    price: Price,
    model: &mut Builder,
) {
    let (of, shortest, longest) = match &habit.want {
        HabitWant::Avoid(steps) => {
            sets::sequence(model, problem, person, (steps, None), price);
            return;
        }
        HabitWant::Run {
            of,
            shortest,
            longest,
        } => (of, *shortest, *longest),
    };
    let class = if of.rest {
        Class::Rest
    } else {
        Class::On(sets::of_kinds(problem, &of.kinds))
    };
    if class == Class::On(DutySet::NONE) {
        return;
    }
    let low = (shortest > 1).then(|| Limit::each(shortest, price));
    let high = longest.map(|longest| Limit::each(longest, price));
    let row = sets::KnownRow::here(problem, person);
    for days in sets::here(problem, person) {
        sets::run(model, &row, class, days, low, high);
    }
}

fn check_habit(
    scope: &Scope,
    facts: &Facts<'_>,
    person: PersonIx,
    habit: &Habit,
    report: &mut Report,
) {
    let weight = due(scope.weight, habit.weight);
    let name = facts.problem.person_name(person);
    let (of, shortest, longest) = match &habit.want {
        HabitWant::Avoid(steps) => {
            let Text { en, zh } = Step::names(steps);
            for first in facts.occurrences(person, steps) {
                let last = first + steps.len() as i64 - 1;
                let when = facts.stretch(first, last);
                let words = Text::new(
                    format!("{name} wishes no {en} and has it ({})", when.en),
                    format!("{name} 不希望{zh}，却是这样排的（{}）", when.zh),
                );
                report.add(weight, 1, &[person], first..=last, words);
            }
            return;
        }
        HabitWant::Run {
            of,
            shortest,
            longest,
        } => (of, *shortest, *longest),
    };
    for run in facts.habit_runs(person, of) {
        let words = |en: &str, zh: &str, limit: i64| {
            let (length, when) = (run.length(), facts.stretch(run.first, run.last));
            let days = crate::text::many(length, "day");
            let Text {
                en: of_en,
                zh: of_zh,
            } = &of.name;
            Text::new(
                format!(
                    "{name} has {of_en} on {days} in a row ({}), wishes {en} {limit}",
                    when.en
                ),
                format!(
                    "{name} 连续 {length} 天{of_zh}（{}），希望{zh} {limit} 天",
                    when.zh
                ),
            )
        };
        if let Some(longest) = longest {
            let days = run.beyond(longest);
            let amount = days.clone().count() as i64;
            let words = words("at most", "最多", longest);
            report.add(weight, amount, &[person], days, words);
        }
        if run.whole {
            let words = words("at least", "至少", shortest);
            let amount = shortest - run.length();
            report.add(weight, amount, &[person], run.first..=run.last, words);
        }
    }
}

fn words(facts: &Facts<'_>, person: PersonIx, day: i64, want: Want) -> Text {
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
