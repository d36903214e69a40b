//! `law-rest-day`: a day of rest in each week, by law (A20).

use super::law::{self, Legal};
use super::{Borders, Card, Entry, Facts, Param, Reader, Report, Rule, Scope, Takes, sets};
use crate::domain::{PersonIx, Problem};
use crate::model::{Builder, Limit, Sum};
use crate::source::Fault;
use chrono::Weekday;
use serde::Deserialize;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "law-rest-day",
    title: ("Law: a rest day each week", "法定：每周休息日"),
    meaning: (
        "Everybody has at least `days` days without a shift from Monday to Sunday. A week that began last month is judged where all its days are known; one that ends next month is judged then.",
        "每人周一至周日至少有 days 天不上班。上月开始的一周，上月的日子都已知才判断；跨到下月的一周留待下月判断。",
    ),
    why: (
        "Four rest days a month can leave a week without any; the law counts by the week.",
        "一个月休四天，也可能有一周一天没休；法律是按周算的。",
    ),
    source: "A20; 劳动法 38",
    unit: ("rest day lacking, each week", "每周缺少的每个休息日"),
    params: &[Param {
        key: "days",
        default: "1",
        meaning: ("fewest rest days a week", "每周最少休息天数"),
    }],
    takes: Takes::WHO,
    borders: Borders::WORKED,
    weight: "warn",
    always: true,
    example: "[rules.law-rest-day]\nweight = \"hard\"\n",
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    days: Option<i64>,
}

#[derive(Debug)]
struct RestDay {
    least: Legal,
}

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    let params: Params = reader.params()?;
    Ok(Box::new(RestDay {
        least: law::days_of_week(reader, "week-rest-days", params.days)?,
    }))
}

impl Rule for RestDay {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        let sundays = (0..facts.days()).filter(|&d| facts.problem.weekday(d) == Weekday::Sun);
        for sunday in sundays {
            for &person in &scope.who {
                if facts.known_from(person).min(0) <= sunday - 6 {
                    self.check_week(scope, facts, person, sunday, report);
                }
            }
        }
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let Some(price) = sets::price(scope.weight) else {
            return;
        };
        let whole = |week: &std::ops::Range<i64>| week.end <= problem.days() as i64;
        for week in problem.weeks().into_iter().filter(whole) {
            for &person in &scope.who {
                let past: Option<Vec<_>> = (week.start..0)
                    .map(|day| sets::past(problem, person, day))
                    .collect();
                let Some(past) = past else { continue };
                let mut sum = Sum {
                    base: past.iter().flatten().count() as i64,
                    ..Sum::default()
                };
                let days = week.start.max(0) as usize..week.end as usize;
                for day in days.clone() {
                    sum.add(person, day, model.any(), 1);
                }
                let high = Limit::each((7 - self.least.limit).max(sum.base), price);
                let span = (days.start, days.end - 1);
                model.count(vec![person], span, sum, None, Some(high));
            }
        }
    }
}

impl RestDay {
    fn check_week(
        &self,
        scope: &Scope,
        facts: &Facts<'_>,
        person: PersonIx,
        sunday: i64,
        report: &mut Report,
    ) {
        let week = sunday - 6..=sunday;
        let rests = |day: &i64| facts.on(person, *day).is_none();
        let rested = week.clone().filter(rests).count() as i64;
        // What last month did alone cannot be changed any more: days left to rest on.
        let possible = week.clone().filter(|day| *day >= 0 || rests(day)).count() as i64;
        let name = facts.problem.person_name(person);
        let (a, b) = (
            facts.problem.day_name(sunday - 6),
            facts.problem.day_name(sunday),
        );
        let (least, article) = (self.least.limit, &self.least.article);
        report.add(
            scope.weight,
            least.min(possible) - rested,
            &[person],
            week,
            crate::text::Text::new(
                format!(
                    "{name}: rest days from {a} to {b}: {rested}; {}: at least {least} each week",
                    article.en
                ),
                format!(
                    "{name} {a} 至 {b} 休息 {rested} 天；{}：每周至少休息 {least} 天",
                    article.zh
                ),
            ),
        );
    }
}
