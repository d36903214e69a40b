//! `blocks`: one class of shift between two weekends (A11).

use super::{Borders, Card, Entry, Facts, Param, Reader, Report, Rule, Scope, Takes, Turn, sets};
use crate::domain::{PersonIx, Problem};
use crate::model::{Builder, Limit, Price};
use crate::source::{Fault, FaultKind, Named};
use crate::text::Text;
use chrono::Weekday;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::ops::Range;
use toml::Spanned;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "blocks",
    title: ("Day and night in blocks", "白班晚班按段轮换"),
    meaning: (
        "Between two handovers a person keeps one class of shift. The days of the week in `free` are the handover: any shift may be worked on them. The days between, Monday to Friday unless said otherwise, are a block, and within a block only shifts of one of `classes` are worked. Shifts that are in no class are free. A block that began last month goes on with its class.",
        "两次换班之间，每人只上同一类班。free 中的日子是换班节点，当天排什么班不限；其余相连的日子（默认周一至周五）为一段，段内只能上 classes 中某一类的班。不属于任何一类的班次不限。上月开始的一段，本月接着算。",
    ),
    why: (
        "A body that changes from day to night and back within a week never finds its sleep; handover has its fixed days.",
        "一周之内白班晚班来回倒，作息全乱；周六、周日固定为换班节点，交接也清楚。",
    ),
    source: "A11",
    unit: ("class beyond one, in each block", "每段内多出的每一类班"),
    params: &[
        Param {
            key: "classes",
            default: "[[\"day\"], [\"night\"]]",
            meaning: (
                "lists of shifts; `night` and `day` stand for groups",
                "各类班次；night、day 表示一类班次",
            ),
        },
        Param {
            key: "free",
            default: "[\"sat\", \"sun\"]",
            meaning: (
                "days of the week on which the class may change",
                "可以换班的日子（星期几）",
            ),
        },
    ],
    takes: Takes::WHO,
    borders: Borders::WORKED,
    weight: "hard",
    always: false,
    example: "[rules.blocks]\nclasses = [[\"day\"], [\"night\"]]\nfree = [\"sat\", \"sun\"]\n",
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    classes: Option<Vec<Vec<Spanned<String>>>>,
    free: Option<Vec<Spanned<String>>>,
}

#[derive(Debug)]
struct Blocks {
    /// Shift kinds of each class; no kind is in two.
    classes: Vec<Vec<usize>>,
    free: Vec<Weekday>,
}

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    let params: Params = reader.params()?;
    let mut classes = Vec::new();
    match &params.classes {
        None => {
            for group in ["day", "night"] {
                classes.push(reader.kinds(&[Spanned::new(0..0, group.to_owned())])?);
            }
        }
        Some(lists) => {
            let mut seen = BTreeSet::new();
            for names in lists {
                classes.push(class(reader, names, &mut seen)?);
            }
        }
    }
    let free = match &params.free {
        None => vec![Weekday::Sat, Weekday::Sun],
        Some(names) => names
            .iter()
            .map(|n| reader.weekday(n))
            .collect::<Result<_, _>>()?,
    };
    Ok(Box::new(Blocks { classes, free }))
}

/// The kinds of one class; a word for one that an earlier class has is refused.
fn class(
    reader: &Reader<'_>,
    names: &[Spanned<String>],
    earlier: &mut BTreeSet<usize>,
) -> Result<Vec<usize>, Fault> {
    let mut own = BTreeSet::new();
    for name in names {
        for kind in reader.kinds(std::slice::from_ref(name))? {
            if earlier.contains(&kind) {
                let what = Named::Shift;
                let twice = reader.problem.kinds[kind].code.clone();
                return Err(reader.fault(name, FaultKind::Twice { what, name: twice }));
            }
            own.insert(kind);
        }
    }
    earlier.extend(&own);
    Ok(own.into_iter().collect())
}

impl Rule for Blocks {
    fn turn(&self) -> Option<Turn> {
        Some(Turn::Free(self.free.clone()))
    }

    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        for &person in &scope.who {
            let held = |day| !self.free.contains(&facts.problem.weekday(day));
            for (first, last) in Facts::runs(facts.known_from(person)..facts.days(), held) {
                if last >= 0 {
                    self.check_block(scope, facts, person, first, last, report);
                }
            }
        }
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let Some(price) = sets::price(scope.weight) else {
            return;
        };
        let days = problem.days() as i64;
        for &person in &scope.who {
            let mut start = -(problem.people[person].tail.len() as i64);
            while start < days {
                let next = (start..days).find(|&d| self.free.contains(&problem.weekday(d)));
                let end = next.unwrap_or(days);
                if end > 0 && start < end {
                    self.lower_block(problem, person, start..end, price, model);
                }
                start = end + 1;
            }
        }
    }
}

impl Blocks {
    fn check_block(
        &self,
        scope: &Scope,
        facts: &Facts<'_>,
        person: PersonIx,
        first: i64,
        last: i64,
        report: &mut Report,
    ) {
        let problem = facts.problem;
        let (mut classes, mut earlier) = (BTreeSet::new(), BTreeSet::new());
        let (mut shifts, mut days) = (Vec::new(), Vec::new());
        for day in first..=last {
            let Some(stint) = facts.on(person, day) else {
                continue;
            };
            let Some(class) = self.classes.iter().position(|c| c.contains(&stint.kind)) else {
                continue;
            };
            classes.insert(class);
            if day < 0 {
                earlier.insert(class);
            }
            let (date, kind) = (problem.day_name(day), &problem.kinds[stint.kind].name);
            shifts.push(Text::new(
                format!("{date} {}", kind.en),
                format!("{date} {}", kind.zh),
            ));
            days.push(day);
        }
        // What last month did alone cannot be changed any more.
        let units = classes.len() as i64 - (earlier.len() as i64).max(1);
        let (name, shifts) = (problem.person_name(person), Text::list(&shifts));
        let (a, b) = (problem.day_name(first), problem.day_name(last));
        let words = Text::new(
            format!(
                "{name} changes the class of shift between {a} and {b}: {}",
                shifts.en
            ),
            format!("{name} 在 {a} 至 {b} 段内换了班：{}", shifts.zh),
        );
        report.add(scope.weight, units, &[person], days, words);
    }

    fn lower_block(
        &self,
        problem: &Problem,
        person: PersonIx,
        block: Range<i64>,
        price: Price,
        model: &mut Builder,
    ) {
        let mut base = 0;
        let mut groups = Vec::new();
        for class in &self.classes {
            let duties = sets::of_kinds(problem, class);
            if sets::past_touched(problem, person, block.clone(), duties) {
                base += 1;
                continue;
            }
            let group = sets::group(problem, person, block.clone(), duties);
            if !group.is_empty() {
                groups.push(group);
            }
        }
        let days = (block.start.max(0) as usize, block.end as usize - 1);
        let high = Limit::each(base.max(1), price);
        model.touch(vec![person], days, groups, base, None, Some(high));
    }
}
