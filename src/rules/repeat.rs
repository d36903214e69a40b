//! `repeat`: what comes again after so many weeks, so that one roster serves many months (A10).

use super::{Borders, Card, Entry, Facts, Param, Reader, Report, Rule, Scope, Takes, sets};
use crate::domain::{PersonIx, Problem};
use crate::model::{Builder, DutySet, Price, Spot};
use crate::source::Fault;
use crate::text::Text;
use serde::Deserialize;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "repeat",
    title: ("The same again", "排班循环沿用"),
    meaning: (
        "Each person works the same shift as on the same weekday `weeks` weeks before, or rests as then; last month counts where it is known. Days on which the person is on granted leave, unavailable or not in the team, and those they would be compared with, are left out.",
        "每人每天的班次与 weeks 周前的同一天相同，那天休息的也休息；上月已知的班一并对照。批准的请假、不能上班、不在职的日子及其对照日不计。",
    ),
    why: (
        "A roster that suits most months need not be written anew every month, and everybody knows it by heart.",
        "排班不宜经常变动，要适合大多数月份；循环沿用，人人记得住。",
    ),
    source: "A10",
    unit: (
        "shift worked on one of the two days only: one when the other is a rest, two when it is another shift",
        "两天中只有一天上的每个班：一天上班一天休息算一处，两天班次不同算两处",
    ),
    params: &[Param {
        key: "weeks",
        default: "3",
        meaning: ("weeks after which it repeats", "循环的周数"),
    }],
    takes: Takes::WHO,
    borders: Borders::WORKED,
    weight: "1",
    always: false,
    example: "[rules.repeat]\nweeks = 3\n",
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    #[serde(default = "three")]
    weeks: i64,
}

fn three() -> i64 {
    3
}

/// Days from one to the next.
#[derive(Debug)]
struct Repeat {
    days: i64,
}

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    let params: Params = reader.params()?;
    Ok(Box::new(Repeat {
        days: 7 * reader.range(params.weeks, 1, 52)?,
    }))
}

impl Rule for Repeat {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        let problem = facts.problem;
        for &person in &scope.who {
            for day in 0..facts.days() {
                let before = day - self.days;
                if !compared(facts, person, before) || !compared(facts, person, day) {
                    continue;
                }
                let kind = |day| facts.on(person, day).map(|stint| stint.kind);
                let (was, is) = (kind(before), kind(day));
                if was == is {
                    continue;
                }
                let name = problem.person_name(person);
                let (a, b) = (problem.day_name(before), problem.day_name(day));
                let word = |kind: Option<usize>| match kind {
                    Some(k) => problem.kinds[k].name.clone(),
                    None => Text::new("rest", "休息"),
                };
                let (was_word, is_word) = (word(was), word(is));
                report.add(
                    scope.weight,
                    i64::from(was.is_some()) + i64::from(is.is_some()),
                    &[person],
                    [before, day],
                    Text::new(
                        format!("{name}: {} on {b}, but {} on {a}", is_word.en, was_word.en),
                        format!("{name}：{b} {}，而 {a} 是{}", is_word.zh, was_word.zh),
                    ),
                );
            }
        }
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let Some(price) = sets::price(scope.weight) else {
            return;
        };
        let kinds: Vec<DutySet> = (0..problem.kinds.len())
            .map(|k| sets::of_kinds(problem, &[k]))
            .collect();
        for &person in &scope.who {
            let who = &problem.people[person];
            let employed = problem.employed(person);
            for day in employed.clone().filter(|&d| !who.away(d as i64)) {
                match usize::try_from(day as i64 - self.days) {
                    Err(_) if employed.start > 0 => {}
                    Err(_) => {
                        let past = sets::past(problem, person, day as i64 - self.days);
                        if let Some(was) = past {
                            lower_past(person, day, was, &kinds, price, model);
                        }
                    }
                    Ok(before) if employed.contains(&before) && !who.away(before as i64) => {
                        for &duties in &kinds {
                            let spot = |day| Spot {
                                person,
                                day,
                                duties,
                            };
                            model.matched(spot(before), spot(day), price);
                        }
                    }
                    Ok(_) => {}
                }
            }
        }
    }

    fn weeks(&self) -> Option<usize> {
        usize::try_from(self.days / 7).ok()
    }
}

/// Whether the day of the person can be asked to equal another.
fn compared(facts: &Facts<'_>, person: PersonIx, day: i64) -> bool {
    let employed = facts.problem.employed(person);
    match usize::try_from(day) {
        Ok(d) => employed.contains(&d) && !facts.problem.people[person].away(day),
        Err(_) => employed.start == 0 && facts.known(person, day),
    }
}

/// Last month's side of the comparison is fixed.
fn lower_past(
    person: PersonIx,
    day: usize,
    was: Option<usize>,
    kinds: &[DutySet],
    price: Price,
    model: &mut Builder,
) {
    for &duties in kinds {
        if was.is_some_and(|d| duties.has(d)) {
            model.require(person, day, duties, price);
        } else {
            model.forbid(person, day, duties, price);
        }
    }
}
