//! `rest-between`: hours of rest between two shifts.

use super::{
    Borders, Card, Entry, Facts, Kinds, Param, Reader, Report, Rule, Scope, Stint, Takes, sets,
};
use crate::domain::time::{DAY, hours};
use crate::domain::{PersonIx, Problem, ShiftKind};
use crate::model::{Builder, DutySet, Limit, Price, Sum};
use crate::source::{Fault, FaultKind};
use serde::Deserialize;
use toml::Spanned;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "rest-between",
    title: ("Rest between two shifts", "两班之间的休息时间"),
    meaning: (
        "From the end of a shift of `kinds` on a day of `on` to the start of any later shift at least `hours` hours pass. Last month's shifts count as the earlier one, shifts that are fixed after the month as the later one. The pause inside a shift in two pieces is not meant.",
        "在 on 所指的日子上了 kinds 中的班，从下班到之后任何一个班上班，至少间隔 hours 小时。上月的班作为前一个班计算在内，下月头几天固定的班作为后一个班。分段班中间的空档不算。",
    ),
    why: (
        "Home, sleep and back again need their time.",
        "下班回家、睡觉、再来上班，都需要时间。",
    ),
    source: "A7",
    unit: ("pair of shifts", "每两班"),
    params: &[Param {
        key: "hours",
        default: "11",
        meaning: (
            "hours between the two, such as 11 or 10.5",
            "间隔小时数，如 11 或 10.5",
        ),
    }],
    takes: Takes::WHO.kinds(Kinds::Any).on(),
    borders: Borders::FIXED,
    weight: "hard",
    always: false,
    example: "[rules.rest-between]\nhours = 11\n",
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    hours: Option<Spanned<f64>>,
}

/// So many minutes between two shifts; none is still one shift at a time.
#[derive(Debug)]
pub struct RestBetween {
    pub minutes: i64,
}

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    let params: Params = reader.params()?;
    let (least, most) = (0.0, 48.0);
    let minutes = match &params.hours {
        None => 11 * 60,
        // In range, so that the conversion is exact to the minute.
        Some(h) if (least..=most).contains(h.get_ref()) => (h.get_ref() * 60.0).round() as i64,
        Some(h) => {
            let kind = FaultKind::OutOfRange {
                value: h.get_ref().to_string(),
                least: least.to_string(),
                most: most.to_string(),
            };
            return Err(reader.fault(h, kind));
        }
    };
    Ok(Box::new(RestBetween { minutes }))
}

impl Rule for RestBetween {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        for &person in &scope.who {
            let stints = facts.all(person);
            let counts = |s: &Stint| scope.kinds.contains(&s.kind) && scope.days.has(s.day);
            for (index, first) in stints.iter().enumerate().filter(|(_, s)| counts(s)) {
                // What is fixed after the month counts as the later one of a shift of the month.
                let fixed = facts.fixed(person).filter(|_| first.day >= 0);
                for then in stints.iter().skip(index + 1).chain(fixed) {
                    let gap = then.start() - first.end();
                    if gap >= self.minutes {
                        // Those after it start even later.
                        break;
                    }
                    if then.day < 0 {
                        continue;
                    }
                    let name = facts.problem.person_name(person);
                    let (end, start) = (facts.moment(first.end()), facts.moment(then.start()));
                    let (gap, wanted) = (hours(gap.max(0)), hours(self.minutes));
                    let words = if self.minutes == 0 {
                        crate::text!(
                            "{name} works until {end}, and the next shift starts at {start} already",
                            "{name} {end} 才下班，下一个班 {start} 就开始了"
                        )
                    } else {
                        crate::text!(
                            "{name} works until {end} and again from {start}: {gap} hours of rest, at least {wanted} wanted",
                            "{name} {end} 下班，{start} 又上班，只间隔 {gap} 小时，至少 {wanted} 小时"
                        )
                    };
                    let days = [first.day, then.day];
                    report.add(scope.weight, 1, &[person], days, words);
                }
            }
        }
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let Some(price) = sets::price(scope.weight) else {
            return;
        };
        let clashes = self.clashes(scope, problem);
        for &person in &scope.who {
            let tail = &problem.people[person].tail;
            for clash in &clashes {
                for (ago, duty) in (1..=clash.later).zip(tail.iter().rev()) {
                    let day = clash.later - ago;
                    let counts = duty.is_some_and(|d| clash.first.has(d));
                    if counts && scope.days.has(-(ago as i64)) && day < problem.days() {
                        model.forbid(person, day, clash.then, price);
                    }
                }
                let last = problem.days().saturating_sub(clash.later);
                for day in scope.days.month().take_while(|&day| day < last) {
                    clash.lower(model, person, day, price);
                }
                for day in scope.days.month().skip_while(|&day| day < last) {
                    let then = sets::coming(problem, person, (day + clash.later) as i64);
                    if then.flatten().is_some_and(|duty| clash.then.has(duty)) {
                        model.forbid(person, day, clash.first, price);
                    }
                }
            }
        }
    }
}

/// Shifts that leave too little time before certain shifts so many days later.
struct Clash {
    later: usize,
    first: DutySet,
    then: DutySet,
}

impl Clash {
    fn lower(&self, model: &mut Builder, person: PersonIx, day: usize, price: Price) {
        if self.later == 1 {
            model.follow(person, day, self.first, self.then, price);
            return;
        }
        let mut sum = Sum::default();
        sum.add(person, day, self.first, 1);
        sum.add(person, day + self.later, self.then, 1);
        let days = (day, day + self.later);
        model.count(vec![person], days, sum, None, Some(Limit::each(1, price)));
    }
}

impl RestBetween {
    /// Every clash; no duty is `first` of two with the same distance.
    fn clashes(&self, scope: &Scope, problem: &Problem) -> Vec<Clash> {
        let mut clashes: Vec<Clash> = Vec::new();
        let latest = problem.kinds.iter().map(ShiftKind::end).max().unwrap_or(0);
        let mut later = 1;
        let mut midnight = i64::from(DAY);
        while midnight - i64::from(latest) < self.minutes {
            for &k in &scope.kinds {
                let kind = &problem.kinds[k];
                let first = sets::of_kinds(problem, &[k]);
                let then = sets::duties(problem, |next, _| {
                    let start = midnight + i64::from(problem.kinds[next].start());
                    start - i64::from(kind.end()) < self.minutes
                });
                let same = |c: &&mut Clash| c.later == later && c.then == then;
                match clashes.iter_mut().find(same) {
                    Some(clash) => clash.first = clash.first.plus(first),
                    None if then.is_empty() => {}
                    None => clashes.push(Clash { later, first, then }),
                }
            }
            later += 1;
            midnight += i64::from(DAY);
        }
        clashes
    }
}
