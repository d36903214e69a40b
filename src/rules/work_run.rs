//! `work-run`: neither too many nor too few days of work in a row (A4).

use super::{Borders, Card, Entry, Facts, Param, Reader, Report, Rule, Scope, Takes, sets};
use crate::domain::Problem;
use crate::model::{Builder, Class, Limit};
use crate::source::Fault;
use serde::Deserialize;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "work-run",
    title: ("Days of work in a row", "连续上班天数"),
    meaning: (
        "Nobody works more than `longest` days without a day of rest, nor fewer than `shortest` days between two rests. Last month's tail counts, and so do days that are fixed after the month; a stretch that still goes on at the month's end is not held to the shortest.",
        "连续上班不超过 longest 天；两次休息之间至少上班 shortest 天。上月末尾的班和下月头几天固定的班一并计算；到月底还没结束的一段不受最短天数限制。",
    ),
    why: (
        "Six on, one off: tired agents make mistakes, and a single working day between rests helps nobody.",
        "做六休一：连续上班太久容易出错；休息之间只上一天班，谁也不舒服。",
    ),
    source: "A4; 劳动法 38",
    unit: (
        "day beyond the longest, or lacking to the shortest",
        "超过最长的天数，或不足最短的天数",
    ),
    params: &[
        Param {
            key: "longest",
            default: "6",
            meaning: ("most days in a row", "最多连续天数"),
        },
        Param {
            key: "shortest",
            default: "1",
            meaning: ("fewest days in a row", "最少连续天数"),
        },
    ],
    takes: Takes::WHO,
    borders: Borders::FIXED,
    weight: "hard",
    always: false,
    example: "[rules.work-run]\nlongest = 6\n",
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    #[serde(default = "six")]
    longest: i64,
    #[serde(default = "one")]
    shortest: i64,
}

fn six() -> i64 {
    6
}

fn one() -> i64 {
    1
}

#[derive(Debug)]
struct WorkRun {
    longest: i64,
    shortest: i64,
}

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    let params: Params = reader.params()?;
    let longest = reader.range(params.longest, 1, 366)?;
    let shortest = reader.range(params.shortest, 1, 366)?;
    reader.bounds(Some(shortest), Some(longest))?;
    Ok(Box::new(WorkRun { longest, shortest }))
}

impl Rule for WorkRun {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        for &person in &scope.who {
            let employed = facts.problem.employed(person);
            let (start, end) = (employed.start as i64, employed.end as i64);
            let from = if start == 0 {
                facts.known_while(person, |day| facts.in_team(person, day))
            } else {
                start
            };
            let name = facts.problem.person_name(person);
            for (first, last) in Facts::runs(from..end, |d| facts.on(person, d).is_some()) {
                // Fixed days after the month go on with it, or say that it ends.
                let to_the_end = last + 1 == facts.days();
                let (fixed, ends) = if to_the_end {
                    facts.goes_on(person, |stint| stint.is_some())
                } else {
                    (0, false)
                };
                let ended = ends || last + 1 < end && last + 1 >= start;
                let last = last + fixed;
                let length = last - first + 1;
                let (a, b) = (facts.problem.day_name(first), facts.problem.day_name(last));
                // Only days of this month can still be changed.
                let late = (first + self.longest).max(start) - fixed.min(self.longest);
                let free = last - fixed;
                report.add(
                    scope.weight,
                    free - late + 1,
                    &[person],
                    late..=free,
                    crate::text!(
                        "{name} works {length} days in a row ({a} to {b}), at most {} allowed",
                        "{name} 连续上班 {length} 天（{a} 至 {b}），最多 {} 天",
                        self.longest
                    ),
                );
                let seen = first > from;
                if ended && seen {
                    report.add(
                        scope.weight,
                        self.shortest - length,
                        &[person],
                        first..=last,
                        crate::text!(
                            "{name} works only {length} days in a row ({a} to {b}), at least {} wanted",
                            "{name} 只连续上班 {length} 天（{a} 至 {b}），至少 {} 天",
                            self.shortest
                        ),
                    );
                }
            }
        }
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let Some(price) = sets::price(scope.weight) else {
            return;
        };
        let class = Class::On(model.any());
        for &person in &scope.who {
            let low = (self.shortest > 1).then(|| Limit::each(self.shortest, price));
            let high = Some(Limit::each(self.longest, price));
            let days = problem.employed(person);
            let row = sets::KnownRow::in_team(problem, person);
            sets::run(model, &row, class, days, low, high);
        }
    }
}
