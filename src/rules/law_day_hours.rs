//! `law-day-hours`: hours of work a day, by law (A20).

use super::law::{self, Legal};
use super::{Borders, Card, Entry, Facts, Param, Reader, Report, Rule, Scope, Takes, sets};
use crate::domain::Problem;
use crate::domain::time::hours;
use crate::model::{Builder, Limit, Sum};
use crate::source::Fault;
use serde::Deserialize;
use toml::Spanned;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "law-day-hours",
    title: ("Law: hours a day", "法定：每日工时"),
    meaning: (
        "Nobody works more than `hours` a day. A shift counts with the day on which it begins, unpaid breaks taken out. With an approved comprehensive working-hours system, switch it off: `weight = \"off\"`.",
        "每人每日工时不超过 hours 小时。班次算在开始的那一天，不计薪的休息已扣除。经批准实行综合工时制的，可以关掉：weight = \"off\"。",
    ),
    why: (
        "Hours beyond are overtime, which has its own limits and its own pay.",
        "超出的部分是加班，另有上限，另计加班费。",
    ),
    source: "A20; 劳动法 36",
    unit: (
        "started hour beyond the limit, each day",
        "每天超出的每小时（不足一小时按一小时计）",
    ),
    params: &[Param {
        key: "hours",
        default: "8",
        meaning: ("most hours a day", "每日最多工时"),
    }],
    takes: Takes::WHO,
    borders: Borders::NONE,
    weight: "warn",
    always: true,
    example: "[rules.law-day-hours]\nhours = 8\nweight = \"hard\"\n",
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    hours: Option<Spanned<f64>>,
}

#[derive(Debug)]
struct DayHours {
    most: Legal,
}

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    let params: Params = reader.params()?;
    Ok(Box::new(DayHours {
        most: law::hours(reader, "day-hours", params.hours.as_ref())?,
    }))
}

impl Rule for DayHours {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        for &person in &scope.who {
            for stint in facts.month(person) {
                let name = facts.problem.person_name(person);
                let on = facts.problem.day_name(stint.day);
                let (worked, most) = (hours(stint.minutes), hours(self.most.limit));
                let article = &self.most.article;
                report.add(
                    scope.weight,
                    Facts::started_hours(stint.minutes - self.most.limit),
                    &[person],
                    [stint.day],
                    crate::text::Text::new(
                        format!(
                            "{name} works {worked} h on {on}; {}: at most {most} h a day",
                            article.en
                        ),
                        format!(
                            "{name} {on} 工时 {worked} 小时；{}：每日不超过 {most} 小时",
                            article.zh
                        ),
                    ),
                );
            }
        }
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let Some(price) = sets::price(scope.weight) else {
            return;
        };
        let kinds: Vec<usize> = (0..problem.kinds.len())
            .filter(|&k| i64::from(problem.kinds[k].minutes()) > self.most.limit)
            .collect();
        if kinds.is_empty() {
            return;
        }
        for &person in &scope.who {
            for day in 0..problem.days() {
                let mut sum = Sum::default();
                for &kind in &kinds {
                    let minutes = i64::from(problem.kinds[kind].minutes());
                    sum.add(person, day, sets::of_kinds(problem, &[kind]), minutes);
                }
                let high = Limit::per(self.most.limit, 60, price);
                model.count(vec![person], (day, day), sum, None, Some(high));
            }
        }
    }
}
