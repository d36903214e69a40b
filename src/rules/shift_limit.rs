//! `shift-limit`: how many shifts of certain kinds somebody has in the month.

use super::{Card, Entry, Facts, Param, Reader, Report, Rule, Scope, sets};
use crate::domain::Problem;
use crate::input::{Fault, FaultKind};
use crate::model::{Builder, Limit, Sum};
use crate::text::{Text, many};
use serde::Deserialize;
use toml::Spanned;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "shift-limit",
    title: ("Number of shifts in the month", "每月班次数量"),
    meaning: (
        "Everybody has at least `least` and at most `most` shifts of `kinds` in the month. Whoever is not in the team all month, or has granted leave, needs only a share of `least` in proportion to the days left (rounded); `most` stays as it is.",
        "每人当月 kinds 中的班次至少 least 个、至多 most 个。不是整月在职的、有批准请假的，least 按其余天数折算（四舍五入），most 不变。",
    ),
    why: (
        "A bound on nights or on half days keeps the load and the pay of everybody within what was agreed.",
        "给晚班、半白班等定个上下限，每个人的辛苦和收入都不出格。",
    ),
    source: "A9",
    unit: ("shift too few or too many", "每少一班或多一班"),
    params: &[
        Param {
            key: "kinds",
            default: "",
            meaning: (
                "shifts; `night`, `day` and `any` stand for groups",
                "班次；night、day、any 表示一类班次",
            ),
        },
        Param {
            key: "least",
            default: "none, if `most` is given",
            meaning: ("fewest shifts in a whole month", "整月最少班数"),
        },
        Param {
            key: "most",
            default: "no limit, if `least` is given",
            meaning: ("most shifts in the month", "当月最多班数"),
        },
    ],
    weight: "hard",
    always: false,
    example: "[[rules.shift-limit]]\nkinds = [\"night\"]\nmost = 10\n",
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    kinds: Vec<Spanned<String>>,
    least: Option<i64>,
    most: Option<i64>,
}

#[derive(Debug)]
struct ShiftLimit {
    kinds: Vec<usize>,
    /// In words.
    names: Text,
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
    let days = |bound: Option<i64>| bound.map(|b| reader.range(b, 0, 366)).transpose();
    Ok(Box::new(ShiftLimit {
        kinds: reader.kinds(&params.kinds)?,
        names: reader.kinds_text(&params.kinds),
        least: days(params.least)?,
        most: days(params.most)?,
    }))
}

impl Rule for ShiftLimit {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        let problem = facts.problem;
        for &person in &scope.who {
            let of_kinds = facts.month(person).filter(|s| self.kinds.contains(&s.kind));
            let count = of_kinds.count() as i64;
            let name = problem.person_name(person);
            let Text { en, zh } = &self.names;
            let shifts = many(count, "shift");
            if let Some(least) = self.least {
                let here = (0..facts.days()).filter(|&d| facts.is_here(person, d));
                let due = problem.share(least, here.count() as i64);
                let words = crate::text!(
                    "{name} has {shifts} ({en}) in the month, at least {due} wanted",
                    "{name} 本月{zh} {count} 个，至少应有 {due} 个"
                );
                report.add(scope.weight, due - count, &[person], [], words);
            }
            if let Some(most) = self.most {
                let words = crate::text!(
                    "{name} has {shifts} ({en}) in the month, at most {most} allowed",
                    "{name} 本月{zh} {count} 个，最多 {most} 个"
                );
                report.add(scope.weight, count - most, &[person], [], words);
            }
        }
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let Some(price) = sets::price(scope.weight) else {
            return;
        };
        let duties = sets::of_kinds(problem, &self.kinds);
        for &person in &scope.who {
            if self.most == Some(0) && self.least.is_none_or(|least| least == 0) {
                // Each of them is one too many: engines take such cells out at once.
                for day in 0..problem.days() {
                    model.forbid(person, day, duties, price);
                }
                continue;
            }
            let here: usize = sets::here(problem, person)
                .iter()
                .map(ExactSizeIterator::len)
                .sum();
            let mut sum = Sum::default();
            for day in 0..problem.days() {
                sum.add(person, day, duties, 1);
            }
            let low = self
                .least
                .map(|least| Limit::each(problem.share(least, here as i64), price))
                .filter(|limit| limit.at > 0);
            let high = self.most.map(|most| Limit::each(most, price));
            let days = (0, problem.days().saturating_sub(1));
            model.count(vec![person], days, sum, low, high);
        }
    }
}
