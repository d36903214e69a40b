//! `apart`: two people are never at work at the same time (A16).

use super::{
    Borders, Card, Entry, Facts, Kinds, Param, Reader, Report, Rule, Scope, Stint, Takes, sets,
};
use crate::domain::time::{DAY, Span};
use crate::domain::{PersonIx, Problem, ShiftKind};
use crate::model::{Builder, DutySet, Limit, Price, Sum};
use crate::source::Fault;
use crate::text::Text;
use serde::Deserialize;
use std::collections::BTreeSet;
use toml::Spanned;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "apart",
    title: ("Two people apart", "两人错开"),
    meaning: (
        "The two of `pair` are never present at the same time in shifts of `kinds` on days of `on`, not for a minute, past midnight included. Last month's last day counts. They may work different shifts on one day when these do not meet.",
        "pair 中的两人在 on 所指的日子上 kinds 中的班时，任何时候都不同时在岗，跨零点的班也一样；上月最后一天的班计算在内。班次时间不重叠的，可以同一天上班。",
    ),
    why: (
        "Two who share the keys, the login or a quarrel are better kept apart.",
        "两人共用一个账号或钥匙，要有一人随时替得上，或者处不来，都宜错开。",
    ),
    source: "A16",
    unit: (
        "shift of one that meets a shift of the other",
        "两人时间重叠的每对班次",
    ),
    params: &[Param {
        key: "pair",
        default: "",
        meaning: ("two people", "两个人"),
    }],
    takes: Takes::WHO.kinds(Kinds::Any).on(),
    borders: Borders::WORKED,
    weight: "hard",
    always: false,
    example: "[[rules.apart]]\npair = [\"小王\", \"小赵\"]\n",
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    pair: Spanned<Vec<Spanned<String>>>,
}

#[derive(Debug)]
struct Apart {
    pair: (PersonIx, PersonIx),
}

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    let params: Params = reader.params()?;
    Ok(Box::new(Apart {
        pair: reader.pair(&params.pair)?,
    }))
}

impl Rule for Apart {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        let problem = facts.problem;
        let (a, b) = self.pair;
        if !scope.who.contains(&a) || !scope.who.contains(&b) {
            return;
        }
        let counts = |s: &&Stint| scope.kinds.contains(&s.kind) && scope.days.has(s.day);
        for one in facts.all(a).iter().filter(counts) {
            for other in facts.all(b).iter().filter(counts) {
                let meeting = one.parts.iter().find_map(|&(start, end)| {
                    let (from, to) = other.parts.iter().find(|p| p.0 < end && start < p.1)?;
                    Some(start.max(*from)..end.min(*to))
                });
                let Some(span) = meeting.filter(|_| one.day >= 0 || other.day >= 0) else {
                    continue;
                };
                let (na, nb) = (problem.person_name(a), problem.person_name(b));
                let date = span.start.div_euclid(MIDNIGHT);
                // Both lie within two days of the date.
                let time = |minute: i64| (minute - date * MIDNIGHT) as i32;
                let (start, end) = (time(span.start), time(span.end));
                let (on, Text { en, zh }) = (problem.day_name(date), Span { start, end }.words());
                report.add(
                    scope.weight,
                    1,
                    &[a, b],
                    BTreeSet::from([one.day, other.day]),
                    crate::text!(
                        "{na} and {nb} are both present on {on} {en}",
                        "{na} 和 {nb} {on} {zh} 同时在岗"
                    ),
                );
            }
        }
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let Some(price) = sets::price(scope.weight) else {
            return;
        };
        let (a, b) = self.pair;
        if !(scope.who.contains(&a) && scope.who.contains(&b)) {
            return;
        }
        lower_order(scope, problem, a, b, 0, price, model);
        // A shift ends at the latest before the third midnight.
        for later in 1..=2 {
            lower_order(scope, problem, a, b, later, price, model);
            lower_order(scope, problem, b, a, later, price, model);
        }
    }
}

const MIDNIGHT: i64 = DAY as i64;

/// A shift of the first person and one of the second, so many days later, that meet.
fn lower_order(
    scope: &Scope,
    problem: &Problem,
    first: PersonIx,
    second: PersonIx,
    later: usize,
    price: Price,
    model: &mut Builder,
) {
    for &k in &scope.kinds {
        let kind = &problem.kinds[k];
        let own = sets::of_kinds(problem, &[k]);
        let met: DutySet = sets::duties(problem, |other, _| {
            scope.kinds.contains(&other) && meets(kind, &problem.kinds[other], later as i32 * DAY)
        });
        if met.is_empty() {
            continue;
        }
        let ago = |day: usize| day as i64 - later as i64;
        for day in scope.days.month().filter(|&d| scope.days.has(ago(d))) {
            let Some(before) = day.checked_sub(later) else {
                let past = sets::past(problem, first, ago(day)).flatten();
                if past.is_some_and(|d| own.has(d)) {
                    model.forbid(second, day, met, price);
                }
                continue;
            };
            let mut sum = Sum::default();
            sum.add(first, before, own, 1);
            sum.add(second, day, met, 1);
            let high = Limit::each(1, price);
            model.count(vec![first, second], (before, day), sum, None, Some(high));
        }
    }
}

fn meets(kind: &ShiftKind, other: &ShiftKind, later: i32) -> bool {
    let mut parts = kind.segments.iter();
    parts.any(|s| other.segments.iter().any(|o| s.overlaps(o.later(later))))
}
