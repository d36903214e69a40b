//! `shift-variety`: not too many kinds of shift in a week.

use super::{
    Borders, Card, Entry, Facts, Kinds, Param, Per, Reader, Report, Rule, Scope, Takes, sets,
};
use crate::domain::{PersonIx, Problem};
use crate::model::{Builder, Group, Limit, Price};
use crate::source::Fault;
use crate::text::{Text, many};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::ops::Range;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "shift-variety",
    title: ("Kinds of shift in a week", "一周内班次种类"),
    meaning: (
        "In each period `per`, a week unless said otherwise, nobody has more than `most` different shifts of `kinds` on days of `on`. Last month's days count in a period that began then; one that goes on after the last day is judged as far as it is known.",
        "每人在每个周期（per，默认一周）内，on 所指的日子里上的 kinds 中的班次不超过 most 种。跨月的周期，上月的日子一并计算；最后一天之后的日子不算。",
    ),
    why: (
        "Early, late and night within a week is no rhythm that anybody keeps.",
        "一周里早班、中班、晚班轮着上，谁的作息都跟不上。",
    ),
    source: "A11",
    unit: ("kind too many, in each period", "每个周期内多出的每一种"),
    params: &[Param {
        key: "most",
        default: "2",
        meaning: ("most kinds in a period", "每个周期最多几种"),
    }],
    takes: Takes::WHO.kinds(Kinds::Any).on().per(Per::Week),
    borders: Borders::WORKED,
    weight: "5",
    always: false,
    example: "[rules.shift-variety]\nmost = 2\n",
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    #[serde(default = "two")]
    most: i64,
}

fn two() -> i64 {
    2
}

#[derive(Debug)]
struct ShiftVariety {
    most: i64,
}

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    let params: Params = reader.params()?;
    Ok(Box::new(ShiftVariety {
        most: reader.range(params.most, 1, 127)?,
    }))
}

impl Rule for ShiftVariety {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        for &person in &scope.who {
            for period in scope.stretches.iter().cloned() {
                self.check_period(scope, facts, person, period, report);
            }
        }
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let Some(price) = sets::price(scope.weight) else {
            return;
        };
        for &person in &scope.who {
            for period in scope.stretches.iter().cloned() {
                self.lower_period(scope, problem, person, period, price, model);
            }
        }
    }
}

impl ShiftVariety {
    fn check_period(
        &self,
        scope: &Scope,
        facts: &Facts<'_>,
        person: PersonIx,
        period: Range<i64>,
        report: &mut Report,
    ) {
        let (mut kinds, mut earlier) = (BTreeSet::new(), BTreeSet::new());
        let mut days = Vec::new();
        for stint in period.clone().filter_map(|day| facts.on(person, day)) {
            if !scope.kinds.contains(&stint.kind) || !scope.days.has(stint.day) {
                continue;
            }
            kinds.insert(stint.kind);
            if stint.day < 0 {
                earlier.insert(stint.kind);
            }
            days.push(stint.day);
        }
        let problem = facts.problem;
        let names = kinds.iter().map(|&kind| &problem.kinds[kind].name);
        let (name, list) = (problem.person_name(person), Text::list(names));
        let (count, most) = (kinds.len() as i64, self.most);
        let (kinds, when) = (
            many(count, "kind"),
            facts.stretch(period.start, period.end - 1),
        );
        let words = Text::new(
            format!(
                "{name} has {kinds} of shift from {} ({}), at most {most} wanted",
                when.en, list.en
            ),
            format!(
                "{name} {} 上 {count} 种班（{}），最多 {most} 种",
                when.zh, list.zh
            ),
        );
        // What last month did alone cannot be changed any more.
        let units = count - (earlier.len() as i64).max(most);
        report.add(scope.weight, units, &[person], days, words);
    }

    fn lower_period(
        &self,
        scope: &Scope,
        problem: &Problem,
        person: PersonIx,
        period: Range<i64>,
        price: Price,
        model: &mut Builder,
    ) {
        let mut base = 0;
        let mut groups: Vec<Group> = Vec::new();
        for &kind in &scope.kinds {
            let duties = sets::of_kinds(problem, &[kind]);
            let before = |day: i64| {
                let past = sets::past(problem, person, day).flatten();
                scope.days.has(day) && past.is_some_and(|duty| duties.has(duty))
            };
            if (period.start..0).any(before) {
                base += 1;
                continue;
            }
            let mut group = sets::group(problem, person, period.clone(), duties);
            group.retain(|spot| scope.days.has(spot.day as i64));
            groups.push(group);
        }
        groups.retain(|group| !group.is_empty());
        let at = base.max(self.most);
        if base + groups.len() as i64 <= at {
            return;
        }
        let last = problem.days() as i64 - 1;
        let days = (
            period.start.max(0) as usize,
            (period.end - 1).min(last) as usize,
        );
        let high = Some(Limit::each(at, price));
        model.touch(vec![person], days, groups, base, None, high);
    }
}
