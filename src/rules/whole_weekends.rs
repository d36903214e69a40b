//! `whole-weekends`: both days of a weekend, or neither.

use super::{Borders, Card, Entry, Facts, Reader, Report, Rule, Scope, Takes, sets};
use crate::domain::{PersonIx, Problem};
use crate::model::{Builder, Price, Spot};
use crate::source::Fault;
use chrono::Weekday;
use serde::Deserialize;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "whole-weekends",
    title: ("Whole weekends", "周末整休整上"),
    meaning: (
        "A person works on both days of a weekend or on neither. When the month begins on a Sunday, it is held against last month's Saturday where that is known; a Saturday at the month's end is left open. Weekends on which the person is not yet or no longer in the team for both days are left out.",
        "周六、周日要么都上班，要么都休息。月初是周日的，与上月最后的周六对照（已知时）；月底是周六的不作要求。入职、离职造成的半个周末不计。",
    ),
    why: (
        "Half a weekend is hardly a rest; two halves cost two people their weekend.",
        "只休半个周末等于没休；两个人各上半天，两个周末都没了。",
    ),
    source: "A9",
    unit: ("weekend worked by half", "只上一天班的每个周末"),
    params: &[],
    takes: Takes::WHO,
    borders: Borders::WORKED,
    weight: "5",
    always: false,
    example: "[rules.whole-weekends]\nweight = 5\n",
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {}

#[derive(Debug)]
struct WholeWeekends;

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    let Params {} = reader.params()?;
    Ok(Box::new(WholeWeekends))
}

impl Rule for WholeWeekends {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        let problem = facts.problem;
        for &person in &scope.who {
            let employed = problem.employed(person);
            let here = |day: i64| {
                usize::try_from(day).map_or(employed.start == 0 && facts.known(person, day), |d| {
                    employed.contains(&d)
                })
            };
            for sunday in 0..facts.days() {
                let saturday = sunday - 1;
                if problem.weekday(sunday) != Weekday::Sun || !here(saturday) || !here(sunday) {
                    continue;
                }
                let worked = facts.on(person, saturday).is_some();
                if worked == facts.on(person, sunday).is_some() {
                    continue;
                }
                let name = problem.person_name(person);
                let (on, off) = if worked {
                    (saturday, sunday)
                } else {
                    (sunday, saturday)
                };
                let (on, off) = (problem.day_name(on), problem.day_name(off));
                report.add(
                    scope.weight,
                    1,
                    &[person],
                    [saturday, sunday],
                    crate::text!(
                        "{name} works half a weekend: on {on}, not on {off}",
                        "{name} 周末只上一天班：{on} 上班，{off} 休息"
                    ),
                );
            }
        }
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let Some(price) = sets::price(scope.weight) else {
            return;
        };
        for &person in &scope.who {
            let employed = problem.employed(person);
            for week in problem.weeks() {
                let Ok(sunday) = usize::try_from(week.end - 1) else {
                    continue;
                };
                if !employed.contains(&sunday) {
                    continue;
                }
                match sunday.checked_sub(1) {
                    None => lower_eve(problem, person, price, model),
                    Some(saturday) if employed.contains(&saturday) => {
                        let duties = model.any();
                        let spot = |day| Spot {
                            person,
                            day,
                            duties,
                        };
                        model.matched(spot(saturday), spot(sunday), price);
                    }
                    Some(_) => {}
                }
            }
        }
    }
}

/// The Sunday on which the month begins does what last month's Saturday did.
fn lower_eve(problem: &Problem, person: PersonIx, price: Price, model: &mut Builder) {
    match sets::past(problem, person, -1) {
        Some(Some(_)) => model.require(person, 0, model.any(), price),
        Some(None) => model.forbid(person, 0, model.any(), price),
        None => {}
    }
}
