//! `whole-day-off`: complete days for private life, evening included (A8).

use super::{Borders, Card, Entry, Facts, Param, Per, Reader, Report, Rule, Scope, Takes, sets};
use crate::domain::time::DAY;
use crate::domain::{PersonIx, Problem};
use crate::model::{Builder, Limit, Spot};
use crate::source::Fault;
use crate::text::{Text, many};
use serde::Deserialize;
use std::ops::Range;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "whole-day-off",
    title: ("A whole day for oneself", "完整的一天休息"),
    meaning: (
        "Everybody has at least `days` whole days off among the days of `on` in each period `per`, or as many as it has of them: days without a minute of presence between opening and closing, the end of the evening's shift before included. Judged are the weeks, and the stretches of so many days, that lie in the month and in the person's time in the team entirely; by month those who are in the team all month.",
        "每人在每个周期（per）内，on 所指的日子里至少有 days 个完整休息日（不足 days 天的，全部休息）：从开始营业到结束营业没有一分钟在岗，前一天跨零点的班也算。按周或按天数时，只看完全在本月内且其间一直在职的；按月时只看整月在职的人。",
    ),
    why: (
        "A night off after a day's work is no day off: one needs the day and the evening in one stretch.",
        "保证每人有完整的一天私人时间：一个全白班加一个晚班连着休息。",
    ),
    source: "A8",
    unit: ("day that is missing", "每少一天"),
    params: &[Param {
        key: "days",
        default: "1",
        meaning: ("whole days off", "完整休息日的天数"),
    }],
    takes: Takes::WHO.on().per(Per::Week),
    borders: Borders::WORKED,
    weight: "hard",
    always: false,
    example: "[rules.whole-day-off]\ndays = 1\nper = \"week\"\n",
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
struct WholeDayOff {
    days: i64,
}

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    let params: Params = reader.params()?;
    let most = match reader.scope.per {
        Per::Week => 7,
        Per::Month => reader.problem.days() as i64,
        Per::Days(length) => length,
    };
    Ok(Box::new(WholeDayOff {
        days: reader.range(params.days, 1, most)?,
    }))
}

impl Rule for WholeDayOff {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        let problem = facts.problem;
        for &person in &scope.who {
            let mut periods = scope.stretches.clone();
            periods.retain(|p| {
                p.start >= 0 && p.end <= facts.days() && p.clone().all(|d| facts.in_team(person, d))
            });
            for period in periods {
                let named = || period.clone().filter(|&day| scope.days.has(day));
                let due = self.days.min(named().count() as i64);
                let off = named().filter(|&day| {
                    let (from, to) = facts.at(day, problem.open);
                    !facts.all(person).iter().any(|s| s.touches(from, to))
                });
                let off = off.count() as i64;
                let words = self.words(scope, problem, person, &period, off, due);
                report.add(scope.weight, due - off, &[person], period, words);
            }
        }
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let Some(price) = sets::price(scope.weight) else {
            return;
        };
        for &person in &scope.who {
            let employed = problem.employed(person);
            for period in &scope.stretches {
                let Ok(start) = usize::try_from(period.start) else {
                    continue;
                };
                let period = start..start + period.clone().count();
                if period.start < employed.start || employed.end < period.end {
                    continue;
                }
                let named = || period.clone().filter(|&day| scope.days.has(day as i64));
                let length = named().count() as i64;
                let (mut groups, mut base) = (Vec::new(), 0);
                for day in named() {
                    match spots(problem, person, day) {
                        Some(group) => groups.push(group),
                        None => base += 1,
                    }
                }
                let days = (period.start, period.end - 1);
                let high = Some(Limit::each((length - self.days).max(0), price));
                model.touch(vec![person], days, groups, base, None, high);
            }
        }
    }
}

/// What would take something from the service hours of `day`; `None` when last month's end does.
fn spots(problem: &Problem, person: PersonIx, day: usize) -> Option<Vec<Spot>> {
    let tail = &problem.people[person].tail;
    let mut spots = Vec::new();
    // Service hours may reach into the next day, whose shifts then count too.
    for ago in -1..=sets::reach(problem) as i64 {
        let shift = ago as i32 * DAY;
        let open = problem.open.later(shift);
        let duties = sets::present(problem, open.start, open.end);
        let other = day as i64 - ago;
        if other < 0 {
            let index = usize::try_from(tail.len() as i64 + other).ok();
            let worked = index.and_then(|i| tail.get(i).copied().flatten());
            if worked.is_some_and(|d| duties.has(d)) {
                return None;
            }
        } else if (other as usize) < problem.days() && !duties.is_empty() {
            spots.push(Spot {
                person,
                day: other as usize,
                duties,
            });
        }
    }
    Some(spots)
}

impl WholeDayOff {
    fn words(
        &self,
        scope: &Scope,
        problem: &Problem,
        person: PersonIx,
        period: &Range<i64>,
        off: i64,
        wanted: i64,
    ) -> Text {
        let name = problem.person_name(person);
        let (a, b) = (
            problem.day_name(period.start),
            problem.day_name(period.end - 1),
        );
        let whole = many(off, "whole day");
        let (open, Text { en, zh }) = (problem.open, scope.days.words());
        crate::text!(
            "{name} has {whole} off{en} ({open}) from {a} to {b}, at least {wanted} wanted",
            "{name} {a} 至 {b} {zh}有 {off} 个完整休息日（{open} 全程不在岗），至少应有 {wanted} 个"
        )
    }
}
