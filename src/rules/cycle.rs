//! `cycle`: blocks of days and of nights come round in a fixed order (A11).

use super::{
    Borders, Card, Entry, Facts, Kinds, Param, Reader, Report, Rule, Scope, Takes, Turn, sets,
};
use crate::domain::{PersonIx, Problem};
use crate::model::{Builder, DutySet, Limit, Price};
use crate::source::Fault;
use chrono::Weekday;
use serde::Deserialize;
use std::ops::Range;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "cycle",
    title: ("Weeks in a cycle", "数周一循环"),
    meaning: (
        "Monday to Friday of a week are a block; it is one of nights when a shift of `kinds` is worked in it. Among any `weeks` blocks in a row exactly `nights` are of nights, so that everybody takes a turn. And blocks `weeks` apart do not differ: what is worked in the one are not nights where it is other shifts in the other. A block without any shift fits everywhere. Held are blocks that end within the month, with those of last month that are known, and that the person is in the team for from Monday to Friday; a block that is leave throughout excuses missing nights.",
        "周一至周五为一段，段内上了 kinds 中的班即为晚班段。任意连续 weeks 段中恰有 nights 段是晚班段，人人轮到；相隔 weeks 段的两段班类相同，不能一段上晚班、另一段上其他班。整段没有班的不算冲突。只看当月内结束、且从周一到周五都在职的段，上月已知的段一并计算；整段请假的，不追究晚班段不足。",
    ),
    why: (
        "Who knows the turn of the nights can plan months ahead, and nobody needs to ask whose turn it is.",
        "三周为一个循环，什么时候轮到晚班，人人心里有数，几个月后的事也好安排。",
    ),
    source: "A11",
    unit: (
        "block of nights too many or too few in a row of `weeks`, or difference between blocks `weeks` apart",
        "连续 weeks 段内多或少的每个晚班段，相隔 weeks 段的每处不同",
    ),
    params: &[
        Param {
            key: "weeks",
            default: "3",
            meaning: ("length of the cycle", "循环的周数"),
        },
        Param {
            key: "nights",
            default: "1",
            meaning: ("blocks of nights in a cycle", "每个循环中的晚班段数"),
        },
    ],
    takes: Takes::WHO.kinds(Kinds::Night),
    borders: Borders::WORKED,
    weight: "5",
    always: false,
    example: "[rules.cycle]\nweeks = 3\nnights = 1\n",
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    #[serde(default = "three")]
    weeks: i64,
    #[serde(default = "one")]
    nights: i64,
}

fn three() -> i64 {
    3
}

fn one() -> i64 {
    1
}

#[derive(Debug)]
struct Cycle {
    weeks: usize,
    nights: i64,
    kinds: Vec<usize>,
}

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    let params: Params = reader.params()?;
    let weeks = reader.range(params.weeks, 1, 52)?;
    Ok(Box::new(Cycle {
        weeks: weeks as usize,
        nights: reader.range(params.nights, 0, weeks)?,
        kinds: reader.scope.kinds.clone(),
    }))
}

/// What a person did in one block, on the time sheet.
#[derive(Debug, Default)]
struct Worked {
    monday: i64,
    /// Not to be judged: not known, or not in the team on all days.
    open: bool,
    nights: bool,
    others: bool,
    /// The same, of last month's days alone.
    past_nights: bool,
    past_others: bool,
    /// Whether last month's days are all there is.
    over: bool,
    /// Whether all days of this month are leave.
    excused: bool,
}

impl Rule for Cycle {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        for &person in &scope.who {
            let blocks = self.worked(facts, person);
            for row in blocks.windows(self.weeks) {
                self.check_turn(scope, facts, person, row, report);
            }
            for pair in blocks.windows(self.weeks + 1) {
                if let [first, .., second] = pair {
                    self.check_pair(scope, facts, person, first, second, report);
                }
            }
        }
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let Some(price) = sets::price(scope.weight) else {
            return;
        };
        let nights = sets::of_kinds(problem, &self.kinds);
        let others = model.any().minus(nights);
        for &person in &scope.who {
            // None: a block that is not held.
            let blocks: Vec<Option<Range<i64>>> = block_starts(problem, person)
                .map(|monday| monday..monday + 5)
                .map(|days| held(problem, person, &days).then_some(days))
                .collect();
            for row in blocks.windows(self.weeks) {
                let row: Option<Vec<_>> = row.iter().cloned().collect();
                if let Some(row) = row.filter(|r| r.iter().any(|days| days.end > 0)) {
                    self.lower_turn(problem, person, &row, nights, price, model);
                }
            }
            for pair in blocks.windows(self.weeks + 1) {
                if let [Some(first), .., Some(second)] = pair
                    && second.end > 0
                {
                    for (a, b) in [(nights, others), (others, nights)] {
                        let touches = [(first, a), (second, b)];
                        lower_touches(problem, person, &touches, 0, 1, price, model);
                    }
                }
            }
        }
    }

    fn weeks(&self) -> Option<usize> {
        Some(self.weeks)
    }

    fn turn(&self) -> Option<Turn> {
        Some(Turn::Cycle {
            weeks: self.weeks,
            nights: usize::try_from(self.nights).unwrap_or(0),
            kinds: self.kinds.clone(),
        })
    }
}

impl Cycle {
    /// The person's blocks in order, the first known one to the last that ends in the month.
    fn worked(&self, facts: &Facts<'_>, person: PersonIx) -> Vec<Worked> {
        let problem = facts.problem;
        let employed = problem.employed(person);
        let fridays = (facts.known_from(person)..facts.days())
            .filter(|&day| problem.weekday(day) == Weekday::Fri);
        let mut blocks = Vec::new();
        for friday in fridays {
            let mut block = Worked {
                monday: friday - 4,
                over: friday < 0,
                excused: friday >= 0,
                ..Worked::default()
            };
            for day in friday - 4..=friday {
                let past = day < 0;
                block.open |= match usize::try_from(day) {
                    Ok(d) => !employed.contains(&d),
                    Err(_) => employed.start > 0 || !facts.known(person, day),
                };
                block.excused &=
                    usize::try_from(day).map_or(past, |d| problem.people[person].away(d as i64));
                if let Some(stint) = facts.on(person, day) {
                    let night = self.kinds.contains(&stint.kind);
                    block.nights |= night;
                    block.others |= !night;
                    block.past_nights |= night && past;
                    block.past_others |= !night && past;
                }
            }
            blocks.push(block);
        }
        blocks
    }

    fn check_turn(
        &self,
        scope: &Scope,
        facts: &Facts<'_>,
        person: PersonIx,
        row: &[Worked],
        report: &mut Report,
    ) {
        let (Some(first), Some(last)) = (row.first(), row.last()) else {
            return;
        };
        if row.iter().any(|b| b.open) || last.over {
            return;
        }
        let count = |of: fn(&Worked) -> bool| row.iter().filter(|b| of(b)).count() as i64;
        let done = count(|b| b.nights);
        // What last month did alone cannot be changed any more.
        let begun = count(|b| b.past_nights);
        let possible = begun + count(|b| !b.over && !b.past_nights);
        let most = self.nights.max(begun);
        let least = if row.iter().any(|b| b.excused) {
            0
        } else {
            self.nights.min(possible)
        };
        let name = facts.problem.person_name(person);
        let (a, b) = (
            facts.problem.day_name(first.monday),
            facts.problem.day_name(last.monday + 4),
        );
        let wanted = self.nights;
        let days = row
            .iter()
            .flat_map(|block| block.monday..block.monday + 5)
            .filter(|&day| {
                done < least
                    || facts
                        .on(person, day)
                        .is_some_and(|s| self.kinds.contains(&s.kind))
            });
        report.add(
            scope.weight,
            (done - most).max(least - done),
            &[person],
            days,
            crate::text!(
                "{name}: weeks of nights from {a} to {b}: {done}, a cycle has {wanted}",
                "{name} {a} 至 {b} 有 {done} 周晚班，一个循环应有 {wanted} 周"
            ),
        );
    }

    fn check_pair(
        &self,
        scope: &Scope,
        facts: &Facts<'_>,
        person: PersonIx,
        first: &Worked,
        second: &Worked,
        report: &mut Report,
    ) {
        if first.open || second.open || second.over {
            return;
        }
        let clash = first.nights && second.others;
        let turned = first.others && second.nights;
        let was = [
            first.past_nights && second.past_others,
            first.past_others && second.past_nights,
        ];
        let units = i64::from(clash && !was[0]) + i64::from(turned && !was[1]);
        let name = facts.problem.person_name(person);
        let (a, b) = (
            facts.problem.day_name(first.monday),
            facts.problem.day_name(second.monday),
        );
        let days = [first, second]
            .into_iter()
            .flat_map(|block| block.monday..block.monday + 5)
            .filter(|&day| facts.on(person, day).is_some());
        report.add(
            scope.weight,
            units,
            &[person],
            days,
            crate::text!(
                "{name} does not repeat the week of {a} in that of {b}: nights in one, other shifts in the other",
                "{name} {b} 起的一周与 {a} 起的一周不同：一周上晚班，另一周上其他班"
            ),
        );
    }

    fn lower_turn(
        &self,
        problem: &Problem,
        person: PersonIx,
        row: &[Range<i64>],
        nights: DutySet,
        price: Price,
        model: &mut Builder,
    ) {
        let away = |days: &Range<i64>| {
            let mut inside = (days.start.max(0)..days.end).peekable();
            inside.peek().is_some() && inside.all(|d| problem.people[person].away(d))
        };
        let least = if row.iter().any(away) { 0 } else { self.nights };
        let touches: Vec<_> = row.iter().map(|days| (days, nights)).collect();
        lower_touches(problem, person, &touches, least, self.nights, price, model);
    }
}

/// Mondays of the blocks that end in the known days or in the month.
fn block_starts(problem: &Problem, person: PersonIx) -> impl Iterator<Item = i64> {
    let known = problem.people[person].tail.len() as i64;
    let lead = i64::from(problem.weekday(0).num_days_from_monday());
    let first = -lead - 7 * (known / 7 + 1);
    let days = problem.days() as i64;
    (0..)
        .map(move |week| first + 7 * week)
        .skip_while(move |monday| monday + 4 < -known)
        .take_while(move |monday| monday + 4 < days)
}

fn held(problem: &Problem, person: PersonIx, days: &Range<i64>) -> bool {
    let employed = problem.employed(person);
    let known = -(problem.people[person].tail.len() as i64);
    let reaches = employed.start as i64 <= days.start.max(0) && employed.end as i64 >= days.end;
    (days.start >= 0 || employed.start == 0 && days.start >= known) && (days.end <= 0 || reaches)
}

/// The number of touched blocks between bounds, as far as this month can still change it.
fn lower_touches(
    problem: &Problem,
    person: PersonIx,
    blocks: &[(&Range<i64>, DutySet)],
    least: i64,
    most: i64,
    price: Price,
    model: &mut Builder,
) {
    let mut base = 0;
    let mut groups = Vec::new();
    let mut open = 0;
    for &(days, duties) in blocks {
        if sets::past_touched(problem, person, days.clone(), duties) {
            base += 1;
            continue;
        }
        open += i64::from(days.end > 0);
        let group = sets::group(problem, person, days.clone(), duties);
        if !group.is_empty() {
            groups.push(group);
        }
    }
    let (Some(first), Some(last)) = (blocks.first(), blocks.last()) else {
        return;
    };
    let days = (first.0.start.max(0) as usize, last.0.end as usize - 1);
    let low = (least > 0).then(|| Limit::each(least.min(base + open), price));
    let high = Some(Limit::each(most.max(base), price));
    model.touch(vec![person], days, groups, base, low, high);
}
