//! `law-week-hours`: hours of work a week, by law (A20).

use super::law::{self, Legal};
use super::{Borders, Card, Entry, Facts, Param, Reader, Report, Rule, Scope, Takes, sets};
use crate::domain::time::hours;
use crate::domain::{PersonIx, Problem};
use crate::model::{Builder, Limit};
use crate::source::Fault;
use chrono::Weekday;
use serde::Deserialize;
use toml::Spanned;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "law-week-hours",
    title: ("Law: hours a week", "法定：每周工时"),
    meaning: (
        "Nobody works more than `hours` from Monday to Sunday. Of a week that began last month, the days that are known count; of one that ends next month, those of this month. The Labour Law says 44 hours on average; the State Council's standard is 40: `hours = 40`. With an approved comprehensive working-hours system, switch it off: `weight = \"off\"`.",
        "每人周一至周日的工时不超过 hours 小时。上月开始的一周，已知的上月班次一并计算；跨到下月的一周只算本月的日子。《劳动法》规定平均每周不超过 44 小时，国务院规定的标准为 40 小时：hours = 40。经批准实行综合工时制的，可以关掉：weight = \"off\"。",
    ),
    why: (
        "Hours beyond are overtime, which has its own limits and its own pay.",
        "超出的部分是加班，另有上限，另计加班费。",
    ),
    source: "A20; 劳动法 36; 国务院关于职工工作时间的规定 3",
    unit: (
        "started hour beyond the limit, each week",
        "每周超出的每小时（不足一小时按一小时计）",
    ),
    params: &[Param {
        key: "hours",
        default: "44",
        meaning: ("most hours a week", "每周最多工时"),
    }],
    takes: Takes::WHO,
    borders: Borders::WORKED,
    weight: "warn",
    always: true,
    example: "[rules.law-week-hours]\nhours = 40\n",
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    hours: Option<Spanned<f64>>,
}

#[derive(Debug)]
struct WeekHours {
    most: Legal,
}

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    let params: Params = reader.params()?;
    let most = law::hours(reader, "week-hours", params.hours.as_ref())?;
    // Who asks for the standard week is told where that stands.
    let standard = law::hours(reader, "week-standard", None)?;
    let most = if most.limit == standard.limit {
        standard
    } else {
        most
    };
    Ok(Box::new(WeekHours { most }))
}

impl Rule for WeekHours {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        let mondays = (-6..facts.days()).filter(|&d| facts.problem.weekday(d) == Weekday::Mon);
        for monday in mondays {
            for &person in &scope.who {
                self.check_week(scope, facts, person, monday, report);
            }
        }
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let Some(price) = sets::price(scope.weight) else {
            return;
        };
        for week in problem.weeks() {
            let days = week.start.max(0) as usize..problem.days().min(week.end as usize);
            for &person in &scope.who {
                let mut sum = sets::minutes(problem, person, days.clone());
                for day in week.start..0 {
                    if let Some(duty) = sets::past(problem, person, day).flatten() {
                        let kind = problem.duties[duty].kind;
                        sum.base += i64::from(problem.kinds[kind].minutes());
                    }
                }
                let high = Limit::per(self.most.limit.max(sum.base), 60, price);
                let span = (days.start, days.end - 1);
                model.count(vec![person], span, sum, None, Some(high));
            }
        }
    }
}

impl WeekHours {
    fn check_week(
        &self,
        scope: &Scope,
        facts: &Facts<'_>,
        person: PersonIx,
        monday: i64,
        report: &mut Report,
    ) {
        let week = monday..monday + 7;
        let stints = || facts.all(person).iter().filter(|s| week.contains(&s.day));
        let worked: i64 = stints().map(|s| s.minutes).sum();
        let earlier: i64 = stints().filter(|s| s.day < 0).map(|s| s.minutes).sum();
        // What last month did alone cannot be changed any more.
        let beyond = worked - self.most.limit.max(earlier);
        let name = facts.problem.person_name(person);
        let on = facts.problem.day_name(monday);
        let (worked, most) = (hours(worked), hours(self.most.limit));
        let article = &self.most.article;
        report.add(
            scope.weight,
            Facts::started_hours(beyond),
            &[person],
            stints().map(|s| s.day),
            crate::text::Text::new(
                format!(
                    "{name} works {worked} h in the week of {on}; {}: at most {most} h",
                    article.en
                ),
                format!(
                    "{name} 在 {on} 起的一周工时 {worked} 小时；{}：每周不超过 {most} 小时",
                    article.zh
                ),
            ),
        );
    }
}
