//! `shift-daily`: how many people have shifts of certain kinds on a day.

use super::reading::Amount;
use super::{
    Borders, Card, Entry, Facts, Kinds, Param, Reader, Report, Rule, Scope, Takes, Weight, sets,
};
use crate::domain::Problem;
use crate::model::{Builder, DutySet, Limit, Price, Sum};
use crate::source::{Fault, FaultKind};
use crate::text::{Text, many};
use serde::Deserialize;
use toml::Spanned;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "shift-daily",
    title: ("People on a shift each day", "每天各班人数"),
    meaning: (
        "On each day of `on` on which the team is not closed, as many of `who` have a shift of `kinds`, counted together, as are needed. Fewer than `need` costs the weight for each person lacking, more than `need` costs `over` for each person too many. Fewer than `least` or more than `most` is not allowed, whatever the weight in points; with `warn` everything is only reported. With `post`, only those who hold that post count.",
        "on 中团队上班的每一天，who 里上 kinds 班次的人数（合在一起计数）符合需要。少于 need 时，每缺一人按权重计价；多于 need 时，每多一人按 over 计价。权重为价格时，少于 least 或多于 most 仍不允许；权重为 warn 时都只提醒。写了 post 的，只数在该岗的人。",
    ),
    why: (
        "Where shifts are handed over as a whole, so many on the early shift and so many at night is how a team counts.",
        "整班交接的团队按班次算人数：早班几人、晚班几人。",
    ),
    source: "",
    unit: (
        "person too few or too many on a day",
        "每天每缺一人或多一人",
    ),
    params: &[
        Param {
            key: "post",
            default: "none",
            meaning: ("code of the post that counts", "只数这个岗位（代码）"),
        },
        Param {
            key: "least",
            default: "none, if another number is given",
            meaning: ("never fewer people", "绝不能少于的人数"),
        },
        Param {
            key: "need",
            default: "none, if another number is given",
            meaning: ("people wanted", "需要的人数"),
        },
        Param {
            key: "most",
            default: "no limit, if another number is given",
            meaning: ("never more people", "绝不能多于的人数"),
        },
        Param {
            key: "over",
            default: "0",
            meaning: (
                "price of each person above `need`: points or \"hard\"",
                "超出 need 每人的价格：分数，或 \"hard\"",
            ),
        },
    ],
    takes: Takes::WHO.kinds(Kinds::Given).on(),
    borders: Borders::NONE,
    weight: "hard",
    always: false,
    example: "[[rules.shift-daily]]\nkinds = [\"night\"]\non = [\"restday\"]\nleast = 1\nneed = 2\nover = 1\nweight = 20\n",
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    post: Option<Spanned<String>>,
    least: Option<i64>,
    need: Option<i64>,
    most: Option<i64>,
    over: Option<Spanned<Amount>>,
}

#[derive(Debug)]
struct ShiftDaily {
    post: Option<usize>,
    least: Option<i64>,
    need: Option<i64>,
    most: Option<i64>,
    over: Weight,
}

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    let params: Params = reader.params()?;
    let Params {
        least, need, most, ..
    } = params;
    if least.is_none() && need.is_none() && most.is_none() {
        let key = "least / need / most".to_owned();
        return Err(reader.fault_here(FaultKind::MissingKey { key }));
    }
    reader.bounds(least, need)?;
    reader.bounds(need.or(least), most)?;
    reader.only_open_days(least.max(need) > Some(0))?;
    let people = |n: Option<i64>| n.map(|n| reader.range(n, 0, 10_000)).transpose();
    Ok(Box::new(ShiftDaily {
        post: params.post.map(|p| reader.post(&p)).transpose()?,
        least: people(least)?,
        need: people(need)?,
        most: people(most)?,
        over: (params.over).map_or(Ok(Weight::Price(0)), |o| reader.price(&o))?,
    }))
}

impl Rule for ShiftDaily {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        let counts = self.counts(scope, facts);
        // What is never allowed is a warning where the rule is one.
        let never = match scope.weight {
            Weight::Warn => Weight::Warn,
            Weight::Hard | Weight::Price(_) => Weight::Hard,
        };
        let over = match (scope.weight, self.over) {
            (Weight::Warn, Weight::Hard | Weight::Price(1..)) => Weight::Warn,
            (_, own) => own,
        };
        for day in (0..facts.days()).filter(|&d| scope.days.has(d)) {
            let count = counts.get(&day).copied().unwrap_or(0);
            let few = [(self.need, scope.weight), (self.least, never)];
            // A bound behind one that is as strict says nothing more.
            for (bound, weight) in stricter(few) {
                let words = self.words(
                    scope,
                    facts,
                    day,
                    count,
                    &Text::new("at least", "至少"),
                    bound,
                );
                report.add(weight, bound - count, &[], [day], words);
            }
            let many = [(self.need, over), (self.most, never)];
            for (bound, weight) in stricter(many) {
                let words = self.words(
                    scope,
                    facts,
                    day,
                    count,
                    &Text::new("at most", "最多"),
                    bound,
                );
                report.add(weight, count - bound, &[], [day], words);
            }
        }
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let Some(price) = sets::price(scope.weight) else {
            return;
        };
        let duties = sets::duties(problem, |kind, post| {
            scope.kinds.contains(&kind) && (self.post.is_none() || post == self.post)
        });
        let over = sets::price(self.over).unwrap_or(Price::Soft(0));
        let each = |at: Option<i64>, price| at.map(|at| Limit::each(at, price));
        let hard = Price::Hard;
        let wanted = (each(self.need, price), each(self.need, over));
        let never = (each(self.least, hard), each(self.most, hard));
        // One sum with both bounds where that says everything.
        let (low, low_too) = strictest(wanted.0, never.0);
        let (high, high_too) = strictest(wanted.1, never.1);
        for day in scope.days.month() {
            for (low, high) in [(low, high), (low_too, high_too)] {
                let low = low.filter(|l| l.at > 0);
                if low.is_some() || high.is_some() {
                    let sum = sum_of(scope, day, duties);
                    model.count(Vec::new(), (day, day), sum, low, high);
                }
            }
        }
    }
}

impl ShiftDaily {
    /// How many people count, by day.
    fn counts(&self, scope: &Scope, facts: &Facts<'_>) -> std::collections::BTreeMap<i64, i64> {
        let mut counts = std::collections::BTreeMap::new();
        for &person in &scope.who {
            for stint in facts.month(person) {
                let at_post = self.post.is_none() || stint.post == self.post;
                if at_post && scope.kinds.contains(&stint.kind) {
                    *counts.entry(stint.day).or_insert(0) += 1;
                }
            }
        }
        counts
    }

    fn words(
        &self,
        scope: &Scope,
        facts: &Facts<'_>,
        day: i64,
        count: i64,
        Text { en, zh }: &Text,
        bound: i64,
    ) -> Text {
        let date = facts.problem.day_name(day);
        let post = self.post.map(|p| &facts.problem.skills[p].name);
        let (at_en, at_zh) = post.map_or((String::new(), String::new()), |p| {
            (format!(" ({})", p.en), format!("（{}）", p.zh))
        });
        let (people, kinds) = (many(count, "shift"), &scope.names);
        Text::new(
            format!(
                "{date}: {people} of {}{at_en}, {en} {bound} wanted",
                kinds.en
            ),
            format!(
                "{date}：{}{at_zh} {count} 人，{zh}应有 {bound} 人",
                kinds.zh
            ),
        )
    }
}

/// The bound that is wanted, and the one that is never passed where it says more.
fn stricter(bounds: [(Option<i64>, Weight); 2]) -> impl Iterator<Item = (i64, Weight)> {
    let [wanted, never] = bounds;
    let covered = wanted.0.is_some() && matches!(wanted.1, Weight::Hard | Weight::Warn);
    let never = never.0.filter(|_| !covered).map(|at| (at, never.1));
    let wanted = wanted.0.map(|at| (at, wanted.1));
    wanted.into_iter().chain(never)
}

/// The same for terms, in two sums at most: a bound that is hard or free leaves one of them.
fn strictest(wanted: Option<Limit>, never: Option<Limit>) -> (Option<Limit>, Option<Limit>) {
    match wanted.map(|w| w.price) {
        Some(Price::Hard) => (wanted, None),
        Some(Price::Soft(1..)) => (wanted, never),
        _ => (never, None),
    }
}

fn sum_of(scope: &Scope, day: usize, duties: DutySet) -> Sum {
    let mut sum = Sum::default();
    for &person in &scope.who {
        sum.add(person, day, duties, 1);
    }
    sum
}
