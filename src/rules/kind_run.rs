//! `kind-run`: how many days in a row somebody has shifts of certain kinds.

use super::{
    Borders, Card, Entry, Facts, Kinds, Param, Reader, Report, Rule, Run, Scope, Takes, sets,
};
use crate::domain::{PersonIx, Problem};
use crate::model::{Builder, Class, Limit};
use crate::source::{Fault, FaultKind};
use crate::text::{Text, many};
use serde::Deserialize;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "kind-run",
    title: ("Shifts of a kind in a row", "同类班次连续天数"),
    meaning: (
        "Days with a shift of `kinds` come at least `shortest` and at most `longest` in a row, last month's days and fixed ones after the month included; the kinds may change within. A run that goes on at the end, or whose beginning is not known, is not too short.",
        "kinds 中的班次连续至少 shortest 天、至多 longest 天（其间可在这些班次中变换），上月末的日子和下月头几天固定的班连续计算。到最后一天仍在继续的、不知从何时开始的，不算过短。",
    ),
    why: (
        "Too many nights in a row wear people out, and a single one turns the whole week round.",
        "晚班连得太久人受不了，单独一个晚班又打乱作息。",
    ),
    source: "A11",
    unit: ("day too many or too few", "每多一天或少一天"),
    params: &[
        Param {
            key: "shortest",
            default: "1, if `longest` is given",
            meaning: ("fewest days in a row", "最少连续天数"),
        },
        Param {
            key: "longest",
            default: "no limit, if `shortest` is given",
            meaning: ("most days in a row", "最多连续天数"),
        },
    ],
    takes: Takes::WHO.kinds(Kinds::Given),
    borders: Borders::FIXED,
    weight: "5",
    always: false,
    example: "[[rules.kind-run]]\nkinds = [\"night\"]\nshortest = 2\nlongest = 4\n",
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    shortest: Option<i64>,
    longest: Option<i64>,
}

#[derive(Debug)]
struct KindRun {
    shortest: i64,
    longest: Option<i64>,
}

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    let params: Params = reader.params()?;
    if params.shortest.is_none() && params.longest.is_none() {
        let key = "shortest / longest".to_owned();
        return Err(reader.fault_here(FaultKind::MissingKey { key }));
    }
    let shortest = reader.range(params.shortest.unwrap_or(1), 1, 366)?;
    let longest = params
        .longest
        .map(|l| reader.range(l, 1, 366))
        .transpose()?;
    reader.bounds(Some(shortest), longest)?;
    Ok(Box::new(KindRun { shortest, longest }))
}

impl Rule for KindRun {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        for &person in &scope.who {
            let there = |day| facts.in_team(person, day);
            for (first, last) in Facts::runs(0..facts.days(), there) {
                let runs = facts.judged_runs(person, first..last + 1, there, |stint| {
                    stint.is_some_and(|s| scope.kinds.contains(&s.kind))
                });
                for run in &runs {
                    self.judge(scope, facts, person, run, report);
                }
            }
        }
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let Some(price) = sets::price(scope.weight) else {
            return;
        };
        let class = Class::On(sets::of_kinds(problem, &scope.kinds));
        let low = (self.shortest > 1).then(|| Limit::each(self.shortest, price));
        let high = self.longest.map(|longest| Limit::each(longest, price));
        for &person in &scope.who {
            let days = problem.employed(person);
            let row = sets::KnownRow::in_team(problem, person);
            sets::run(model, &row, class, days, low, high);
        }
    }
}

impl KindRun {
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
            let (length, kinds) = (run.length(), &scope.names);
            let days = many(length, "day");
            let when = facts.stretch(run.first, run.last);
            Text::new(
                format!(
                    "{name} has {} on {days} in a row ({}), {en} {limit} wanted",
                    kinds.en, when.en
                ),
                format!(
                    "{name} 连续 {length} 天上{}（{}），{zh} {limit} 天",
                    kinds.zh, when.zh
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
