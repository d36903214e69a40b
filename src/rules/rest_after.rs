//! `rest-after`: days off after a run of nights.

use super::{Borders, Card, Entry, Facts, Kinds, Param, Reader, Report, Rule, Scope, Takes, sets};
use crate::domain::{PersonIx, Problem, Step};
use crate::model::{Builder, Price};
use crate::source::Fault;
use crate::text::{Text, many};
use serde::Deserialize;
use std::ops::RangeInclusive;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "rest-after",
    title: ("Days off after a run of nights", "连续夜班后休息"),
    meaning: (
        "After `run` or more days in a row with a shift of `kinds`, at least `rest` days off follow before the next shift. Last month's days count, and fixed ones after the month. What the last day leaves open is not judged; days outside the team and days of granted leave are not looked at.",
        "连续 run 天及以上 kinds 中的班次之后，至少休息 rest 天再上班。上月末的日子和下月头几天固定的班也算。到最后一天还看不出的不判；不在职的日子和批准的请假日不看。",
    ),
    why: (
        "The first day after nights is slept away; only the second one is free.",
        "连上夜班后，第一天都在补觉，第二天才算真正休息。",
    ),
    source: "A11",
    unit: ("day off that lacks", "少休的每一天"),
    params: &[
        Param {
            key: "run",
            default: "2",
            meaning: ("days in a row from which on it holds", "连续上满几天起算"),
        },
        Param {
            key: "rest",
            default: "2",
            meaning: ("fewest days off after them", "之后最少休息几天"),
        },
    ],
    takes: Takes::WHO.kinds(Kinds::Night),
    borders: Borders::FIXED,
    weight: "5",
    always: false,
    example: "[rules.rest-after]\nkinds = [\"night\"]\nrun = 3\nrest = 2\n",
};

/// The longest that either may be: beyond it the rule is another one.
const MOST: i64 = 14;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    #[serde(default = "two")]
    run: i64,
    #[serde(default = "two")]
    rest: i64,
}

fn two() -> i64 {
    2
}

#[derive(Debug)]
struct RestAfter {
    run: i64,
    rest: i64,
}

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    let params: Params = reader.params()?;
    Ok(Box::new(RestAfter {
        run: reader.range(params.run, 1, MOST)?,
        rest: reader.range(params.rest, 1, MOST)?,
    }))
}

impl Rule for RestAfter {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        for &person in &scope.who {
            for (first, last) in Facts::runs(0..facts.days(), |d| facts.is_here(person, d)) {
                let from = if first == 0 {
                    facts.known_while(person, |day| facts.is_here(person, day))
                } else {
                    first
                };
                // To the end of the days that are known, fixed ones after the month among them.
                let last = if last + 1 == facts.days() {
                    last + facts.goes_on(person, |_| true).0
                } else {
                    last
                };
                let of_kinds = |day| {
                    let stint = facts.seen(person, day).flatten();
                    stint.is_some_and(|s| scope.kinds.contains(&s.kind))
                };
                for (begin, end) in Facts::runs(from..last + 1, of_kinds) {
                    self.judge(scope, facts, person, begin..=end, last, report);
                }
            }
        }
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let Some(price) = sets::price(scope.weight) else {
            return;
        };
        let all: Vec<usize> = (0..problem.kinds.len()).collect();
        let mut others = all.clone();
        others.retain(|kind| !scope.kinds.contains(kind));
        let step = |kinds: &[usize]| Step {
            kinds: kinds.to_vec(),
            rest: kinds.is_empty(),
            name: Text::default(),
        };
        for off in 0..self.rest {
            let lacks = self.rest - off;
            let price = match price {
                Price::Soft(points) => Price::Soft(points * lacks),
                Price::Hard => Price::Hard,
            };
            // Without a day off between, a shift of `kinds` only goes on with the run.
            let back = if off == 0 { &others } else { &all };
            if scope.kinds.is_empty() || back.is_empty() {
                continue;
            }
            let mut steps = vec![step(&scope.kinds); self.run as usize];
            steps.extend(vec![step(&[]); off as usize]);
            steps.push(step(back));
            for &person in &scope.who {
                sets::sequence(model, problem, person, (&steps, None), price);
            }
        }
    }
}

impl RestAfter {
    /// A run, in a stretch of known days up to `last`.
    fn judge(
        &self,
        scope: &Scope,
        facts: &Facts<'_>,
        person: PersonIx,
        run: RangeInclusive<i64>,
        last: i64,
        report: &mut Report,
    ) {
        let (begin, end) = run.into_inner();
        let length = end - begin + 1;
        let back = (end + 1..=last).find(|&day| facts.seen(person, day).flatten().is_some());
        // What fixed days do by themselves is not this month's.
        let ours = end + 1 - self.run < facts.days();
        let Some(back) = back.filter(|&day| day >= 0 && length >= self.run && ours) else {
            return;
        };
        let (off, rest) = (back - end - 1, self.rest);
        let (name, days) = (facts.problem.person_name(person), many(length, "day"));
        let (kinds, when) = (&scope.names, facts.stretch(begin, end));
        let words = Text::new(
            format!(
                "{name} has {} on {days} in a row ({}) and {off} off after that, at least {rest} wanted",
                kinds.en, when.en
            ),
            format!(
                "{name} 连续 {length} 天上{}（{}）后休息 {off} 天，至少应休 {rest} 天",
                kinds.zh, when.zh
            ),
        );
        report.add(scope.weight, rest - off, &[person], end..=back, words);
    }
}
