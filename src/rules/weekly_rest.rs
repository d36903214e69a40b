//! `weekly-rest`: days of rest in every week (A4).

use super::{Borders, Card, Entry, Facts, Param, Reader, Report, Rule, Scope, Takes, sets};
use crate::domain::{PersonIx, Problem};
use crate::model::{Builder, Limit, Sum};
use crate::source::Fault;
use crate::text::many;
use serde::Deserialize;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "weekly-rest",
    title: ("Rest every week", "每周休息"),
    meaning: (
        "Every week from Monday to Sunday has at least `days` days without a shift. Days before the month are looked up in last month's roster; days that are not known, days after the month and days outside the team count as rest, so that a week at the border is only reported when it must fail.",
        "周一至周日每周至少有 days 天不上班。跨月的周按上月班表计算；不知道的日子、下月的日子和不在职的日子都当作休息，所以跨月的周只在必然违反时才报。",
    ),
    why: (
        "Six days on and one off; the law grants every worker a day of rest a week.",
        "上六休一；劳动法规定每周至少休息一日。",
    ),
    source: "A4; 劳动法 38",
    unit: ("day of rest that is missing", "每少休一天"),
    params: &[Param {
        key: "days",
        default: "1",
        meaning: ("days of rest in a week", "每周休息的天数"),
    }],
    takes: Takes::WHO,
    borders: Borders::WORKED,
    weight: "hard",
    always: false,
    example: "[rules.weekly-rest]\ndays = 1\n",
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    #[serde(default = "one")]
    days: i64,
}

fn one() -> i64 {
    1
}

#[derive(Debug)]
struct WeeklyRest {
    days: i64,
}

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    let params: Params = reader.params()?;
    let days = reader.range(params.days, 1, 7)?;
    Ok(Box::new(WeeklyRest { days }))
}

impl Rule for WeeklyRest {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        let problem = facts.problem;
        for &person in &scope.who {
            for week in problem.weeks() {
                let worked = facts
                    .all(person)
                    .iter()
                    .filter(|stint| week.contains(&stint.day) && facts.in_team(person, stint.day));
                let rest = 7 - worked.count() as i64;
                let name = problem.person_name(person);
                let (a, b) = (problem.day_name(week.start), problem.day_name(week.end - 1));
                let rests = many(rest, "day");
                report.add(
                    scope.weight,
                    self.days - rest,
                    &[person],
                    week.start..week.end.min(facts.days()),
                    crate::text!(
                        "{name} rests {rests} in the week {a} to {b}, at least {} wanted",
                        "{name} {a} 至 {b} 这一周休息 {rest} 天，至少应休 {} 天",
                        self.days
                    ),
                );
            }
        }
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let Some(price) = sets::price(scope.weight) else {
            return;
        };
        let any = model.any();
        let most = 7 - self.days;
        for &person in &scope.who {
            let employed = problem.employed(person);
            for week in problem.weeks() {
                let mut sum = Sum {
                    base: worked_before(problem, person, week.start),
                    ..Sum::default()
                };
                let from = week.start.max(employed.start as i64);
                let to = week.end.min(employed.end as i64);
                for day in from..to {
                    sum.add(person, day as usize, any, 1);
                }
                if sum.base + sum.items.len() as i64 > most {
                    let first = week.start.max(0) as usize;
                    let last = (week.end as usize).min(problem.days()) - 1;
                    let high = Some(Limit::each(most, price));
                    model.count(vec![person], (first, last), sum, None, high);
                }
            }
        }
    }
}

/// Days worked before the month, from `start` (negative) on.
fn worked_before(problem: &Problem, person: PersonIx, start: i64) -> i64 {
    let who = &problem.people[person];
    let of_team = |day: i64| {
        let date = problem.date(day);
        who.joined.is_none_or(|j| date >= j) && who.left.is_none_or(|l| date <= l)
    };
    let worked = (1i64..)
        .zip(who.tail.iter().rev())
        .filter(|(ago, duty)| -ago >= start && duty.is_some() && of_team(-ago));
    worked.count() as i64
}
