//! `weekends`: not too many worked weekends.

use super::{
    Borders, Card, Entry, Facts, Kinds, Param, Reader, Report, Rule, Scope, Stint, Takes, sets,
};
use crate::domain::Problem;
use crate::model::{Builder, Limit};
use crate::source::Fault;
use chrono::Weekday;
use serde::Deserialize;
use std::collections::BTreeSet;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "weekends",
    title: ("Worked weekends", "周末上班次数"),
    meaning: (
        "Nobody works on more than `most` weekends a month. A weekend is a Saturday with the Sunday after it, and counts once when a shift of `kinds` is worked on either day. When the month begins on a Sunday, last month's Saturday belongs to its first weekend.",
        "每人当月最多在 most 个周末上班。周六和随后的周日算一个周末，两天中只要上一个 kinds 中的班就算一次。月初是周日的，上月最后的周六与它合为一个周末。",
    ),
    why: (
        "A free weekend is worth more to family and friends than two free days in the week.",
        "陪家人、会朋友要的是完整的周末，平时休两天抵不上。",
    ),
    source: "A9",
    unit: ("weekend beyond the most", "超出的每个周末"),
    params: &[Param {
        key: "most",
        default: "",
        meaning: ("most worked weekends", "最多上班的周末数"),
    }],
    takes: Takes::WHO.kinds(Kinds::Any),
    borders: Borders::WORKED,
    weight: "5",
    always: false,
    example: "[rules.weekends]\nmost = 2\n",
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    most: i64,
}

#[derive(Debug)]
struct Weekends {
    most: i64,
}

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    let params: Params = reader.params()?;
    Ok(Box::new(Weekends {
        most: reader.range(params.most, 0, 60)?,
    }))
}

impl Rule for Weekends {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        let problem = facts.problem;
        for &person in &scope.who {
            // Saturdays of the worked weekends, and the worked days themselves.
            let (mut weekends, mut days) = (BTreeSet::new(), Vec::new());
            let counts = |s: &&Stint| scope.kinds.contains(&s.kind);
            for stint in facts.all(person).iter().filter(counts) {
                let saturday = match problem.weekday(stint.day) {
                    Weekday::Sat => stint.day,
                    Weekday::Sun => stint.day - 1,
                    _ => continue,
                };
                if saturday >= -1 {
                    weekends.insert(saturday);
                    days.push(stint.day);
                }
            }
            // What last month did alone cannot be changed any more.
            let begun = days.first().is_some_and(|&day| day < 0);
            let free = self.most.max(i64::from(begun));
            let name = problem.person_name(person);
            let (count, most) = (weekends.len() as i64, self.most);
            let list: Vec<String> = weekends.iter().map(|&d| problem.day_name(d)).collect();
            let (en, zh) = (list.join(", "), list.join("、"));
            report.add(
                scope.weight,
                count - free,
                &[person],
                days,
                crate::text!(
                    "{name}: worked weekends {count} (those of {en}), at most {most} allowed",
                    "{name} 有 {count} 个周末上班（{zh} 起），最多 {most} 个"
                ),
            );
        }
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let (Some(price), Some(last)) = (sets::price(scope.weight), problem.days().checked_sub(1))
        else {
            return;
        };
        let duties = sets::of_kinds(problem, &scope.kinds);
        for &person in &scope.who {
            let mut base = 0;
            let mut groups = Vec::new();
            for week in problem.weeks() {
                let weekend = week.start + 5..week.end;
                if sets::past_touched(problem, person, weekend.clone(), duties) {
                    base += 1;
                    continue;
                }
                let group = sets::group(problem, person, weekend, duties);
                if !group.is_empty() {
                    groups.push(group);
                }
            }
            let high = Limit::each(self.most.max(base), price);
            model.touch(vec![person], (0, last), groups, base, None, Some(high));
        }
    }
}
