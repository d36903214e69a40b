//! `contract-hours`: worked hours near the agreed ones (A9).

use super::{Borders, Card, Entry, Facts, Param, Reader, Report, Rule, Scope, Takes, sets};
use crate::domain::Problem;
use crate::domain::time::hours;
use crate::facts::totals::{Count, agreed};
use crate::model::{Builder, Limit};
use crate::source::Fault;
use serde::Deserialize;
use toml::Spanned;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "contract-hours",
    title: ("Agreed hours", "约定工时"),
    meaning: (
        "The hours that a person works in the month are at most `under` below the agreed hours and at most `over` above them. Joiners and leavers are held to their share of the month, and a day of granted leave counts as its share of the agreed hours. People without agreed hours are left out.",
        "每人当月工时比约定工时最多少 under 小时、最多多 over 小时。入职、离职当月按在职天数折算；批准的请假每天按约定工时折算扣除。没有约定工时的人不参与。",
    ),
    why: (
        "Hours too few are paid for nothing, hours too many become overtime.",
        "工时不足，工资照付；工时过多，就成了加班。",
    ),
    source: "A9",
    unit: (
        "started hour outside the two bounds",
        "超出上下限的每小时（不足一小时按一小时计）",
    ),
    params: &[
        Param {
            key: "under",
            default: "8",
            meaning: (
                "hours below the agreed ones that are still free",
                "允许少于约定的小时数",
            ),
        },
        Param {
            key: "over",
            default: "8",
            meaning: (
                "hours above the agreed ones that are still free",
                "允许多于约定的小时数",
            ),
        },
    ],
    takes: Takes::WHO,
    borders: Borders::NONE,
    weight: "2",
    always: false,
    example: "[rules.contract-hours]\nunder = 8\nover = 4.5\n",
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    under: Option<Spanned<f64>>,
    over: Option<Spanned<f64>>,
}

/// Bounds in minutes.
#[derive(Debug)]
struct ContractHours {
    under: i64,
    over: i64,
}

const FREE: i64 = 8 * 60;

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    let params: Params = reader.params()?;
    let minutes =
        |hours: &Option<Spanned<f64>>| hours.as_ref().map_or(Ok(FREE), |h| reader.hours(h));
    Ok(Box::new(ContractHours {
        under: minutes(&params.under)?,
        over: minutes(&params.over)?,
    }))
}

impl Rule for ContractHours {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        let problem = facts.problem;
        for &person in &scope.who {
            let Some(agreed) = agreed(problem, person) else {
                continue;
            };
            let worked = facts.sum(person, Count::Minutes);
            let lacking = agreed - self.under - worked;
            let beyond = worked - agreed - self.over;
            let name = problem.person_name(person);
            let (is, due) = (hours(worked), hours(agreed));
            let (least, most) = (hours(agreed - self.under), hours(agreed + self.over));
            report.add(
                scope.weight,
                Facts::started_hours(lacking),
                &[person],
                [],
                crate::text!(
                    "{name} works {is} h, at least {least} h wanted ({due} h are due)",
                    "{name} 当月工时 {is} 小时，约定 {due} 小时，至少 {least} 小时"
                ),
            );
            report.add(
                scope.weight,
                Facts::started_hours(beyond),
                &[person],
                [],
                crate::text!(
                    "{name} works {is} h, at most {most} h wanted ({due} h are due)",
                    "{name} 当月工时 {is} 小时，约定 {due} 小时，最多 {most} 小时"
                ),
            );
        }
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let Some(price) = sets::price(scope.weight) else {
            return;
        };
        for &person in &scope.who {
            let employed = problem.employed(person);
            let Some(contract) = problem.people[person].contract else {
                continue;
            };
            if employed.is_empty() {
                continue;
            }
            let contract = i64::from(contract);
            let leave = employed.filter(|&d| problem.people[person].on_leave(d as i64));
            let share = contract * leave.count() as i64 / problem.days() as i64;
            let target = problem.pro_rata(person, contract) - share;
            model.count(
                vec![person],
                (0, problem.days() - 1),
                sets::minutes(problem, person, 0..problem.days()),
                Some(Limit::per(target - self.under, 60, price)),
                Some(Limit::per(target + self.over, 60, price)),
            );
        }
    }
}
