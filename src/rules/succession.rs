//! `succession`: what may not follow what on the next day (A7).

use super::{Card, Entry, Facts, Param, Reader, Report, Rule, Scope, sets};
use crate::domain::Problem;
use crate::input::Fault;
use crate::model::Builder;
use serde::Deserialize;
use toml::Spanned;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "succession",
    title: ("What may not follow what", "班次衔接"),
    meaning: (
        "On the day after a shift of `after`, no shift of `not` is worked. Last month's last day counts.",
        "上了 after 中的班次，第二天不排 not 中的班次。上月最后一天也计算在内。",
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
    ],
    weight: "hard",
    always: false,
    example: "[[rules.succession]]\nafter = [\"night\"]\nnot = [\"D\"]\n",
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    after: Vec<Spanned<String>>,
    not: Vec<Spanned<String>>,
}

#[derive(Debug)]
struct Succession {
    after: Vec<usize>,
    not: Vec<usize>,
}

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    let params: Params = reader.params()?;
    Ok(Box::new(Succession {
        after: reader.kinds(&params.after)?,
        not: reader.kinds(&params.not)?,
    }))
}

impl Rule for Succession {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        for &person in &scope.who {
            for pair in facts.all(person).windows(2) {
                let [first, then] = pair else { continue };
                let adjacent = first.day + 1 == then.day && then.day >= 0;
                if !adjacent || !self.after.contains(&first.kind) || !self.not.contains(&then.kind)
                {
                    continue;
                }
                let problem = facts.problem;
                let name = problem.person_name(person);
                let (a, b) = (problem.day_name(first.day), problem.day_name(then.day));
                let (ka, kb) = (
                    &problem.kinds[first.kind].name,
                    &problem.kinds[then.kind].name,
                );
                report.add(
                    scope.weight,
                    1,
                    &[person],
                    [first.day, then.day],
                    crate::text::Text::new(
                        format!("{name}: {} on {a}, then {} on {b}", ka.en, kb.en),
                        format!("{name}：{a} {}，第二天 {b} 又排{}", ka.zh, kb.zh),
                    ),
                );
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
            let eve = problem.people[person].tail.last().copied().flatten();
            if eve.is_some_and(|d| first.has(d)) && problem.days() > 0 {
                model.forbid(person, 0, then, price);
            }
            for day in 0..problem.days() {
                model.follow(person, day, first, then, price);
            }
        }
    }
}
