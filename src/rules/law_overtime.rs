//! `law-overtime`: overtime a month, by law (A20).

use super::law::{self, Legal};
use super::{Borders, Card, Entry, Facts, Param, Reader, Report, Rule, Scope, Takes, sets};
use crate::domain::Problem;
use crate::domain::calendar::DayKind;
use crate::domain::time::hours;
use crate::facts::totals::Count;
use crate::model::{Builder, Limit};
use crate::source::Fault;
use serde::Deserialize;
use toml::Spanned;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "law-overtime",
    title: ("Law: overtime a month", "法定：每月加班"),
    meaning: (
        "Nobody works more than `hours` of overtime in the month. Overtime is what is worked beyond `day` hours for each workday of the calendar, make-up workdays included, on which the person is in the team and not on granted leave.",
        "每人当月加班不超过 hours 小时。加班 = 当月工时 − 法定工作日天数 × day 小时；法定工作日按日历计，含调休上班，只算在职且没有批准请假的日子。",
    ),
    why: (
        "Four rest days a month with shifts of eight hours already exceed it: 208 hours in 30 days, where 21 workdays give 168.",
        "每月休四天、每班八小时就已经超了：30 天的月份上 208 小时，而 21 个工作日只有 168 小时。",
    ),
    source: "A20; 劳动法 41",
    unit: (
        "started hour beyond the limit",
        "超出的每小时（不足一小时按一小时计）",
    ),
    params: &[
        Param {
            key: "hours",
            default: "36",
            meaning: ("most overtime a month", "每月最多加班小时数"),
        },
        Param {
            key: "day",
            default: "8",
            meaning: (
                "hours of a workday that are not overtime",
                "每个工作日的标准工时",
            ),
        },
    ],
    takes: Takes::WHO,
    borders: Borders::NONE,
    weight: "warn",
    always: true,
    example: "[rules.law-overtime]\nhours = 36\nweight = 10\n",
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    hours: Option<Spanned<f64>>,
    day: Option<Spanned<f64>>,
}

#[derive(Debug)]
struct Overtime {
    most: Legal,
    /// Minutes of a workday.
    day: i64,
}

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    let params: Params = reader.params()?;
    Ok(Box::new(Overtime {
        most: law::hours(reader, "month-overtime", params.hours.as_ref())?,
        day: law::hours(reader, "day-hours", params.day.as_ref())?.limit,
    }))
}

impl Rule for Overtime {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        let problem = facts.problem;
        for &person in &scope.who {
            let worked = facts.sum(person, Count::Minutes);
            let due = |&day: &usize| {
                problem.calendar[day].kind.is_workday()
                    && problem.employed(person).contains(&day)
                    && !problem.people[person].on_leave(day as i64)
            };
            let workdays = (0..problem.days()).filter(due).count() as i64;
            let overtime = worked - workdays * self.day;
            let name = problem.person_name(person);
            let (is, extra, most) = (hours(worked), hours(overtime), hours(self.most.limit));
            let article = &self.most.article;
            report.add(
                scope.weight,
                Facts::started_hours(overtime - self.most.limit),
                &[person],
                [],
                crate::text::Text::new(
                    format!(
                        "{name} works {is} h, {extra} h of them overtime (workdays due: {workdays}); {}: at most {most} h a month",
                        article.en
                    ),
                    format!(
                        "{name} 当月工时 {is} 小时，应出勤 {workdays} 个工作日，加班 {extra} 小时；{}：每月不超过 {most} 小时",
                        article.zh
                    ),
                ),
            );
        }
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let (Some(price), Some(last)) = (sets::price(scope.weight), problem.days().checked_sub(1))
        else {
            return;
        };
        for &person in &scope.who {
            let mut allowed = self.most.limit;
            for day in problem.employed(person) {
                let kind = problem.calendar[day].kind;
                let off = problem.people[person].on_leave(day as i64);
                if matches!(kind, DayKind::Workday | DayKind::Makeup) && !off {
                    allowed += self.day;
                }
            }
            let sum = sets::minutes(problem, person, 0..problem.days());
            let high = Limit::per(allowed, 60, price);
            model.count(vec![person], (0, last), sum, None, Some(high));
        }
    }
}
