//! `shift-variety`: not too many kinds of shift in a week.

use super::{Card, Entry, Facts, Param, Reader, Report, Rule, Scope, sets};
use crate::domain::Problem;
use crate::input::Fault;
use crate::model::{Builder, Group, Limit, Price};
use crate::text::{Text, many};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::ops::Range;
use toml::Spanned;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "shift-variety",
    title: ("Kinds of shift in a week", "一周内班次种类"),
    meaning: (
        "Nobody has more than `most` different shifts of `kinds` from Monday to Sunday. Last month's days count in the week that began then; a week that goes on after the last day is judged as far as it is known.",
        "每人周一至周日上的 kinds 中的班次不超过 most 种。跨月的一周，上月的日子一并计算；最后一天之后的日子不算。",
    ),
    why: (
        "Early, late and night within a week is no rhythm that anybody keeps.",
        "一周里早班、中班、晚班轮着上，谁的作息都跟不上。",
    ),
    source: "A11",
    unit: ("kind too many, in each week", "每周多出的每一种"),
    params: &[
        Param {
            key: "kinds",
            default: "[\"any\"]",
            meaning: (
                "shifts; `night`, `day` and `any` stand for groups",
                "班次；night、day、any 表示一类班次",
            ),
        },
        Param {
            key: "most",
            default: "2",
            meaning: ("most kinds in a week", "一周最多几种"),
        },
    ],
    weight: "5",
    always: false,
    example: "[rules.shift-variety]\nmost = 2\n",
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    kinds: Option<Vec<Spanned<String>>>,
    #[serde(default = "two")]
    most: i64,
}

fn two() -> i64 {
    2
}

#[derive(Debug)]
struct ShiftVariety {
    kinds: Vec<usize>,
    most: i64,
}

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    let params: Params = reader.params()?;
    Ok(Box::new(ShiftVariety {
        kinds: reader.kinds_or(params.kinds.as_ref(), "any")?,
        most: reader.range(params.most, 1, 127)?,
    }))
}

impl Rule for ShiftVariety {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        for &person in &scope.who {
            for week in facts.problem.weeks() {
                self.check_week(scope, facts, person, week, report);
            }
        }
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let Some(price) = sets::price(scope.weight) else {
            return;
        };
        for &person in &scope.who {
            for week in problem.weeks() {
                self.lower_week(problem, person, week, price, model);
            }
        }
    }
}

impl ShiftVariety {
    fn check_week(
        &self,
        scope: &Scope,
        facts: &Facts<'_>,
        person: usize,
        week: Range<i64>,
        report: &mut Report,
    ) {
        let (mut kinds, mut earlier) = (BTreeSet::new(), BTreeSet::new());
        let mut days = Vec::new();
        for stint in week.clone().filter_map(|day| facts.on(person, day)) {
            if !self.kinds.contains(&stint.kind) {
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
        let (kinds, monday) = (many(count, "kind"), problem.day_name(week.start));
        let words = Text::new(
            format!(
                "{name} has {kinds} of shift in the week of {monday} ({}), at most {most} wanted",
                list.en
            ),
            format!(
                "{name} 在 {monday} 起的一周上 {count} 种班（{}），最多 {most} 种",
                list.zh
            ),
        );
        // What last month did alone cannot be changed any more.
        let units = count - (earlier.len() as i64).max(most);
        report.add(scope.weight, units, &[person], days, words);
    }

    fn lower_week(
        &self,
        problem: &Problem,
        person: usize,
        week: Range<i64>,
        price: Price,
        model: &mut Builder,
    ) {
        let mut base = 0;
        let mut groups: Vec<Group> = Vec::new();
        for &kind in &self.kinds {
            let duties = sets::of_kinds(problem, &[kind]);
            if sets::past_touched(problem, person, week.clone(), duties) {
                base += 1;
            } else {
                groups.push(sets::group(problem, person, week.clone(), duties));
            }
        }
        groups.retain(|group| !group.is_empty());
        let at = base.max(self.most);
        if base + groups.len() as i64 <= at {
            return;
        }
        let last = problem.days() as i64 - 1;
        let days = (
            week.start.max(0) as usize,
            (week.end - 1).min(last) as usize,
        );
        let high = Some(Limit::each(at, price));
        model.touch(vec![person], days, groups, base, None, high);
    }
}
