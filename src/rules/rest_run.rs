//! `rest-run`: how many days in a row somebody rests.

use super::{Borders, Card, Entry, Facts, Param, Reader, Report, Rule, Run, Scope, Takes, sets};
use crate::domain::{PersonIx, Problem};
use crate::model::{Builder, Class, Limit};
use crate::source::{Fault, FaultKind};
use crate::text::{Text, many};
use serde::Deserialize;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "rest-run",
    title: ("Days of rest in a row", "连续休息天数"),
    meaning: (
        "Whoever rests does so for at least `shortest` and at most `longest` days in a row, last month's days and fixed ones after the month included. A rest that goes on at the end, or whose beginning is not known, is not too short. Days outside the team and days of granted leave are not looked at, and a rest beside them is not too short either.",
        "休息时连续至少 shortest 天、至多 longest 天，上月末的日子和下月头几天固定的休息连续计算。到最后一天仍在继续的、不知从何时开始的，不算过短。不在职的日子和批准的请假日不看，紧挨着它们的休息也不算过短。",
    ),
    why: (
        "Two days together are worth more than twice one; and nobody should be away for so long that the desk is short.",
        "连休两天胜过零散的两个单天；休得太久，班上又缺人。",
    ),
    source: "A8",
    unit: ("day too many or too few", "每多一天或少一天"),
    params: &[
        Param {
            key: "shortest",
            default: "1, if `longest` is given",
            meaning: ("fewest days of rest in a row", "最少连续休息天数"),
        },
        Param {
            key: "longest",
            default: "no limit, if `shortest` is given",
            meaning: ("most days of rest in a row", "最多连续休息天数"),
        },
    ],
    takes: Takes::WHO,
    borders: Borders::FIXED,
    weight: "5",
    always: false,
    example: "[rules.rest-run]\nshortest = 2\nlongest = 3\n",
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    shortest: Option<i64>,
    longest: Option<i64>,
}

#[derive(Debug)]
struct RestRun {
    shortest: i64,
    longest: Option<i64>,
}

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    let Params { shortest, longest } = reader.params()?;
    if shortest.is_none() && longest.is_none() {
        let key = "shortest / longest".to_owned();
        return Err(reader.fault_here(FaultKind::MissingKey { key }));
    }
    let shortest = reader.range(shortest.unwrap_or(1), 1, 366)?;
    let longest = longest.map(|l| reader.range(l, 1, 366)).transpose()?;
    reader.bounds(Some(shortest), longest)?;
    Ok(Box::new(RestRun { shortest, longest }))
}

impl Rule for RestRun {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        for &person in &scope.who {
            let here = |day| facts.is_here(person, day);
            for (first, last) in Facts::runs(0..facts.days(), here) {
                let days = first..last + 1;
                for run in facts.judged_runs(person, days, here, |stint| stint.is_none()) {
                    self.judge(scope, facts, person, &run, report);
                }
            }
        }
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let Some(price) = sets::price(scope.weight) else {
            return;
        };
        let low = (self.shortest > 1).then(|| Limit::each(self.shortest, price));
        let high = self.longest.map(|longest| Limit::each(longest, price));
        for &person in &scope.who {
            let row = sets::KnownRow::here(problem, person);
            for days in sets::here(problem, person) {
                sets::run(model, &row, Class::Rest, days, low, high);
            }
        }
    }
}

impl RestRun {
    fn judge(
        &self,
        scope: &Scope,
        facts: &Facts<'_>,
        person: PersonIx,
        run: &Run,
        report: &mut Report,
    ) {
        let words = |en: &str, zh: &str, limit: i64| -> Text {
            let name = facts.problem.person_name(person);
            let length = run.length();
            let days = many(length, "day");
            let when = facts.stretch(run.first, run.last);
            Text::new(
                format!(
                    "{name} rests {days} in a row ({}), {en} {limit} wanted",
                    when.en
                ),
                format!(
                    "{name} 连续休息 {length} 天（{}），{zh} {limit} 天",
                    when.zh
                ),
            )
        };
        if let Some(longest) = self.longest {
            let days = run.beyond(longest);
            let amount = days.clone().count() as i64;
            let words = words("at most", "最多", longest);
            report.add(scope.weight, amount, &[person], days, words);
        }
        if run.whole {
            let words = words("at least", "至少", self.shortest);
            let amount = self.shortest - run.length();
            report.add(scope.weight, amount, &[person], run.first..=run.last, words);
        }
    }
}
