//! `shift-limit`: how many shifts of certain kinds somebody has in the month, a week, or any so many days.

use super::{
    Borders, Card, Entry, Facts, Kinds, Param, Per, Reader, Report, Rule, Scope, Takes, sets,
};
use crate::domain::{PersonIx, Problem};
use crate::model::{Builder, Limit, Price, Sum};
use crate::source::{Fault, FaultKind};
use crate::text::{Text, many};
use serde::Deserialize;
use std::ops::Range;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "shift-limit",
    title: ("Number of shifts", "班次数量"),
    meaning: (
        "Everybody has at least `least` and at most `most` shifts of `kinds` on days of `on` in each period `per`: the month, a week, any so many days in a row. Whoever is not in the team all the time, or has granted leave, needs only a share of `least` in proportion to the days left (rounded); `most` stays as it is. Weeks and stretches of days count what last month did, but not what it did too much; those of which a part is not known yet need no `least`.",
        "每人在每个周期（per：每月、每周，或任意连续若干天）内，on 所指的日子里 kinds 中的班次至少 least 个、至多 most 个。不是一直在职的、有批准请假的，least 按其余天数折算（四舍五入），most 不变。按周、按天数时上月的班一并计算，上月已经超出的部分不算；有一部分尚不可知的，不要求 least。",
    ),
    why: (
        "A bound on nights or on half days keeps the load and the pay of everybody within what was agreed.",
        "给晚班、半白班等定个上下限，每个人的辛苦和收入都不出格。",
    ),
    source: "A9",
    unit: (
        "shift too few or too many, in each period",
        "每个周期内每少一班或多一班",
    ),
    params: &[
        Param {
            key: "least",
            default: "none, if `most` is given",
            meaning: ("fewest shifts in a whole period", "整个周期的最少班数"),
        },
        Param {
            key: "most",
            default: "no limit, if `least` is given",
            meaning: ("most shifts in a period", "每个周期的最多班数"),
        },
    ],
    takes: Takes::WHO.kinds(Kinds::Given).on().per(Per::Month),
    borders: Borders::WORKED,
    weight: "hard",
    always: false,
    example: "[[rules.shift-limit]]\nkinds = [\"night\"]\nmost = 10\n\n[[rules.shift-limit]]\nkinds = [\"night\"]\nper = \"week\"\nmost = 3\n",
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    least: Option<i64>,
    most: Option<i64>,
}

#[derive(Debug)]
struct ShiftLimit {
    least: Option<i64>,
    most: Option<i64>,
}

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    let params: Params = reader.params()?;
    if params.least.is_none() && params.most.is_none() {
        let key = "least / most".to_owned();
        return Err(reader.fault_here(FaultKind::MissingKey { key }));
    }
    reader.bounds(params.least, params.most)?;
    let shifts = |bound: Option<i64>| bound.map(|b| reader.range(b, 0, 366)).transpose();
    Ok(Box::new(ShiftLimit {
        least: shifts(params.least)?,
        most: shifts(params.most)?,
    }))
}

/// A bound that a count does not keep, with its words.
struct Bound {
    at: i64,
    en: &'static str,
    zh: &'static str,
}

impl Rule for ShiftLimit {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        for &person in &scope.who {
            let counted: Vec<i64> = facts
                .all(person)
                .iter()
                .filter(|s| scope.kinds.contains(&s.kind) && scope.days.has(s.day))
                .map(|s| s.day)
                .collect();
            for period in &scope.stretches {
                let inside = || counted.iter().filter(|day| period.contains(day));
                let count = inside().count() as i64;
                // What last month did alone cannot be changed any more.
                let past = inside().filter(|day| **day < 0).count() as i64;
                let due = self.due(scope, facts, person, period, past);
                let bounds = [
                    (due, due.map(|due| due - count), ("at least", "至少应有")),
                    (
                        self.most,
                        self.most.map(|most| count - most.max(past)),
                        ("at most", "最多"),
                    ),
                ];
                for (bound, units, (en, zh)) in bounds {
                    let (Some(bound), Some(units)) = (bound, units) else {
                        continue;
                    };
                    let bound = Bound { at: bound, en, zh };
                    let words = self.words(scope, facts, person, period, count, &bound);
                    let days = match scope.per {
                        Per::Month => 0..0,
                        Per::Week | Per::Days(_) => period.start..period.end.min(facts.days()),
                    };
                    report.add(scope.weight, units, &[person], days, words);
                }
            }
        }
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let Some(price) = sets::price(scope.weight) else {
            return;
        };
        let duties = sets::of_kinds(problem, &scope.kinds);
        let none = self.most == Some(0) && self.least.is_none_or(|least| least == 0);
        for &person in &scope.who {
            if none && !matches!(scope.per, Per::Days(_)) {
                // Each of them is one too many: engines take such cells out at once.
                for day in scope.days.month() {
                    model.forbid(person, day, duties, price);
                }
                continue;
            }
            for period in &scope.stretches {
                self.lower_period(scope, problem, person, period, price, model);
            }
        }
    }
}

impl ShiftLimit {
    /// The fewest shifts that the person owes in the period; `None` where nothing is owed.
    fn due(
        &self,
        scope: &Scope,
        facts: &Facts<'_>,
        person: PersonIx,
        period: &Range<i64>,
        past: i64,
    ) -> Option<i64> {
        let least = self.least?;
        if period.end > facts.days() || period.start < facts.known_from(person) {
            return None;
        }
        let named = || period.clone().filter(|&day| scope.days.has(day));
        let here = || named().filter(|&day| facts.is_here(person, day));
        let (all, left) = (named().count() as i64, here().count() as i64);
        if all == 0 {
            return None;
        }
        let due = (2 * least * left + all) / (2 * all);
        // Last month's part of a period is over: no more can be owed than the rest of it has days.
        let rest = here().filter(|&day| day >= 0).count() as i64;
        Some(if period.start < 0 {
            due.min(past + rest)
        } else {
            due
        })
    }

    fn words(
        &self,
        scope: &Scope,
        facts: &Facts<'_>,
        person: PersonIx,
        period: &Range<i64>,
        count: i64,
        bound: &Bound,
    ) -> Text {
        let name = facts.problem.person_name(person);
        let (kinds, on, shifts) = (&scope.names, scope.days.words(), many(count, "shift"));
        let when = match scope.per {
            Per::Month => Text::new("in the month", "本月"),
            Per::Week | Per::Days(_) => {
                let Text { en, zh } = facts.stretch(period.start, period.end - 1);
                crate::text!("from {en}", "{zh} ")
            }
        };
        let Bound { at, en, zh } = bound;
        let wanted = if *en == "at most" {
            "allowed"
        } else {
            "wanted"
        };
        Text::new(
            format!(
                "{name} has {shifts} ({}){} {}, {en} {at} {wanted}",
                kinds.en, on.en, when.en
            ),
            format!(
                "{name} {}{}{} {count} 个，{zh} {at} 个",
                when.zh, on.zh, kinds.zh
            ),
        )
    }

    fn lower_period(
        &self,
        scope: &Scope,
        problem: &Problem,
        person: PersonIx,
        period: &Range<i64>,
        price: Price,
        model: &mut Builder,
    ) {
        let duties = sets::of_kinds(problem, &scope.kinds);
        let (days, tail) = (problem.days() as i64, &problem.people[person].tail);
        let mut sum = Sum::default();
        for (day, duty) in (1i64..).map(|ago| -ago).zip(tail.iter().rev()) {
            let counts = duty.is_some_and(|d| duties.has(d)) && scope.days.has(day);
            sum.base += i64::from(counts && day >= period.start);
        }
        for day in scope.days.month() {
            if period.contains(&(day as i64)) {
                sum.add(person, day, duties, 1);
            }
        }
        let possible = sum.base + sum.items.len() as i64;
        let most = self.most.map(|most| most.max(sum.base));
        let seen = period.end <= days && period.start >= -(tail.len() as i64);
        let least = self.least.filter(|_| seen);
        let least = least.map(|least| owed(scope, problem, person, period, least, sum.base));
        let low = least.filter(|&least| least > sum.base);
        let low = low.map(|least| Limit::each(least, price));
        let high = most.filter(|&most| most < possible);
        let high = high.map(|most| Limit::each(most, price));
        let tag = (
            period.start.max(0) as usize,
            (period.end.min(days) - 1) as usize,
        );
        model.count(vec![person], tag, sum, low, high);
    }
}

/// The share of `least` that falls on the days of the period on which the person is there, and no more than is
/// possible where it began last month.
fn owed(
    scope: &Scope,
    problem: &Problem,
    person: PersonIx,
    period: &Range<i64>,
    least: i64,
    base: i64,
) -> i64 {
    let who = &problem.people[person];
    let of_team = |day: i64| {
        let date = problem.date(day);
        who.joined.is_none_or(|j| date >= j)
            && who.left.is_none_or(|l| date <= l)
            && !who.on_leave(day)
    };
    let before = || (period.start..0).filter(|&day| scope.days.has(day));
    let inside = |day: &i64| period.contains(day) && scope.days.has(*day);
    let left = sets::here(problem, person).into_iter().flatten();
    let left = left.map(|day| day as i64).filter(inside).count() as i64;
    let here = left + before().filter(|&day| of_team(day)).count() as i64;
    let now = scope.days.month().filter(|&day| inside(&(day as i64)));
    let all = (now.count() + before().count()) as i64;
    if all == 0 {
        return 0;
    }
    let share = (2 * least * here + all).div_euclid(2 * all);
    if period.start < 0 {
        share.min(base + left)
    } else {
        share
    }
}
