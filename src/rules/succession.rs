//! `succession`: what may not follow what on the next day, or the next working day (A7).

use super::{Borders, Card, Entry, Facts, Param, Reader, Report, Rule, Scope, Stint, Takes, sets};
use crate::domain::{PersonIx, Problem};
use crate::model::{Builder, DutySet, Limit, Price, Sum};
use crate::source::Fault;
use crate::text::Text;
use serde::Deserialize;
use toml::Spanned;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "succession",
    title: ("What may not follow what", "班次衔接"),
    meaning: (
        "On the day after a shift of `after` on a day of `on`, no shift of `not` is worked; with `next = \"workday\"` on the next working day, as after a Friday on the Monday: a day off of the calendar or `closed` for the team is none. What is worked on days off between makes no difference. Last month's last days count, and shifts that are fixed after the month.",
        "在 on 所指的日子上了 after 中的班次，第二天不排 not 中的班次；写 next = \"workday\" 时看下一个工作日，如周五之后看周一，日历上的休息日和 closed 的日子都跳过，中间的休息日上不上班都一样。上月最后几天和下月头几天固定的班也计算在内。",
    ),
    why: (
        "Who closes the shop at half past eleven should not open it the next morning; a half day is bearable.",
        "值晚班客服第二天不适合上全白班；半白班可以。",
    ),
    source: "A7",
    unit: ("time it happens", "每次"),
    params: &[
        Param {
            key: "after",
            default: "",
            meaning: (
                "shifts of the first day; `night`, `day` and `any` stand for groups",
                "前一天的班次；night、day、any 表示一类班次",
            ),
        },
        Param {
            key: "not",
            default: "",
            meaning: (
                "shifts that must not come on the next day",
                "第二天不能排的班次",
            ),
        },
        Param {
            key: "next",
            default: "day",
            meaning: (
                "`day`: the day after; `workday`: the next working day, over the days off and `closed` days between",
                "day 第二天；workday 下一个工作日（跨过中间的休息日和 closed 的日子）",
            ),
        },
    ],
    takes: Takes::WHO.on(),
    borders: Borders::FIXED,
    weight: "hard",
    always: false,
    example: "[[rules.succession]]\nafter = [\"night\"]\nnot = [\"D\"]\n\n[[rules.succession]]\nafter = [\"N\"]\nnot = [\"N\"]\nnext = \"workday\"\nweight = 5\n",
};

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Next {
    #[default]
    Day,
    Workday,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    after: Vec<Spanned<String>>,
    not: Vec<Spanned<String>>,
    #[serde(default)]
    next: Next,
}

#[derive(Debug)]
struct Succession {
    after: Vec<usize>,
    not: Vec<usize>,
    next: Next,
}

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    let params: Params = reader.params()?;
    Ok(Box::new(Succession {
        after: reader.kinds(&params.after)?,
        not: reader.kinds(&params.not)?,
        next: params.next,
    }))
}

impl Rule for Succession {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        let problem = facts.problem;
        let open = |day: &i64| !problem.is_closed(*day);
        let worked = |day: &i64| problem.kind_of_day(*day).is_workday() && open(day);
        for &person in &scope.who {
            for first in facts.all(person) {
                if !self.after.contains(&first.kind) || !scope.days.has(first.day) {
                    continue;
                }
                let mut later = first.day + 1..facts.days() + Problem::AROUND;
                let next = match self.next {
                    Next::Day => later.next(),
                    Next::Workday => later.find(worked),
                };
                let ours = |day: i64| (0..facts.days()).contains(&day);
                let then = next.filter(|day| ours(*day) || ours(first.day) && *day >= 0);
                let then = then.and_then(|day| facts.seen(person, day).flatten());
                if let Some(then) = then.filter(|then| self.not.contains(&then.kind)) {
                    let words = self.words(facts, person, first, then);
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
        let first = sets::of_kinds(problem, &self.after);
        let then = sets::of_kinds(problem, &self.not);
        for &person in &scope.who {
            let tail = &problem.people[person].tail;
            for (ago, duty) in (1i64..).zip(tail.iter().rev()) {
                if let (Some(duty), Some(next)) = (duty, self.following(problem, -ago))
                    && next < problem.days()
                    && first.has(*duty)
                    && scope.days.has(-ago)
                {
                    model.forbid(person, next, then, price);
                }
            }
            for day in scope.days.month() {
                match self.following(problem, day as i64) {
                    Some(next) if next >= problem.days() => {
                        let fixed = sets::coming(problem, person, next as i64).flatten();
                        if fixed.is_some_and(|duty| then.has(duty)) {
                            model.forbid(person, day, first, price);
                        }
                    }
                    Some(next) if next == day + 1 => model.follow(person, day, first, then, price),
                    Some(next) => not_both(model, person, day, first, next, then, price),
                    None => {}
                }
            }
        }
    }
}

impl Succession {
    /// The day that is next to a day, as the rule means it; in the month or after it.
    fn following(&self, problem: &Problem, day: i64) -> Option<usize> {
        let mut next = day + 1;
        while self.next == Next::Workday
            && next < problem.days() as i64 + Problem::AROUND
            && (problem.kind_of_day(next).is_rest_day() || problem.is_closed(next))
        {
            next += 1;
        }
        usize::try_from(next).ok()
    }

    fn words(&self, facts: &Facts<'_>, person: PersonIx, first: &Stint, then: &Stint) -> Text {
        let problem = facts.problem;
        let name = problem.person_name(person);
        let (a, b) = (problem.day_name(first.day), problem.day_name(then.day));
        let of = |stint: &Stint| problem.kinds[stint.kind].name.clone();
        let (ka, kb) = (of(first), of(then));
        let next = match self.next {
            Next::Day => "第二天",
            Next::Workday => "下一个工作日",
        };
        Text::new(
            format!("{name}: {} on {a}, then {} on {b}", ka.en, kb.en),
            format!("{name}：{a} {}，{next} {b} 又排{}", ka.zh, kb.zh),
        )
    }
}

/// What follows over days that are left out: of both at most one.
fn not_both(
    model: &mut Builder,
    person: PersonIx,
    day: usize,
    first: DutySet,
    next: usize,
    then: DutySet,
    price: Price,
) {
    let mut sum = Sum::default();
    sum.add(person, day, first, 1);
    sum.add(person, next, then, 1);
    if sum.items.len() == 2 {
        let high = Some(Limit::each(1, price));
        model.count(vec![person], (day, next), sum, None, high);
    }
}
