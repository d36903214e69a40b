//! `keep`: as few changes as can be to a roster that people already know, the nearer days the dearer (A10).

use super::{
    Borders, Card, Entry, Facts, Instance, Param, Reader, Report, Rule, Scope, Takes, Weight, sets,
};
use crate::domain::person::Pin;
use crate::domain::{PersonIx, Problem};
use crate::model::{Builder, Price};
use crate::source::{Fault, FaultKind, Named};
use crate::text::Text;
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use toml::Spanned;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "keep",
    title: ("Keep to the known roster", "少改动已有的班表"),
    meaning: (
        "Every cell is as in the roster given by `from` and `cells`, where that says something: `-` is rest, `?` is not known. Cells outside the month do not count. With `today`, days before it are over and do not change at all, and the first `near` days from it on cost `times` as much as later ones.",
        "每个格子与 from、cells 给出的班表一致；- 表示休息，? 表示未定。不在本月的格子不计。写了 today 时，此前的日子已经过去，一格也不能改；从这天起的 near 天内，改动的价格是以后的 times 倍。",
    ),
    why: (
        "People plan their lives by the roster; one that changes often is no roster, and tomorrow is harder to change than the week after next.",
        "班表不宜经常变动，大家要按班表安排自己的生活；改明天的班，比改下下周的班更让人为难。",
    ),
    source: "A10",
    unit: (
        "changed cell; a near one counts `times`",
        "每个改动的格子；临近的格子按 times 个计",
    ),
    params: &[
        Param {
            key: "from",
            default: "",
            meaning: ("date of each row's first cell", "每行第一个格子的日期"),
        },
        Param {
            key: "cells",
            default: "",
            meaning: (
                "for each person the cells in order, separated by blanks",
                "每人一行，各天的班次依次列出，用空格分开",
            ),
        },
        Param {
            key: "today",
            default: "none",
            meaning: (
                "the first day that may still change",
                "从哪天起可以改；不写则不分远近",
            ),
        },
        Param {
            key: "near",
            default: "7",
            meaning: (
                "how many days from `today` on are near",
                "从 today 起多少天算临近",
            ),
        },
        Param {
            key: "times",
            default: "3",
            meaning: (
                "how many times as dear near days are",
                "临近的日子价格是几倍",
            ),
        },
    ],
    takes: Takes::WHO,
    borders: Borders::NONE,
    weight: "5",
    always: false,
    example: "[rules.keep]\nfrom = 2026-12-01\ntoday = 2026-12-03\ncells = { \"王芳\" = \"D D N - ?\" }\n",
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    from: Spanned<String>,
    cells: BTreeMap<Spanned<String>, Spanned<String>>,
    today: Option<Spanned<String>>,
    near: Option<i64>,
    times: Option<i64>,
}

/// A cell of the known roster.
#[derive(Debug)]
struct Known {
    person: PersonIx,
    day: usize,
    cell: Option<Pin>,
}

#[derive(Debug)]
struct Keep {
    known: Vec<Known>,
    now: Option<Now>,
}

/// When it is, and how much that matters.
#[derive(Debug)]
struct Now {
    today: NaiveDate,
    near: i64,
    times: i64,
}

/// The rule for cells that are known otherwise than from a team file: person, day, and what stands there.
pub fn keeping(
    cells: impl IntoIterator<Item = (PersonIx, usize, Option<Pin>)>,
    people: usize,
    weight: Weight,
) -> Instance {
    let known = cells.into_iter();
    let known = known.map(|(person, day, cell)| Known { person, day, cell });
    Instance {
        card: &CARD,
        scope: Scope::of_people(people, weight),
        rule: Arc::new(Keep {
            known: known.collect(),
            now: None,
        }),
        idle: Vec::new(),
    }
}

/// Points that the rule costs a cell where the team file does not say otherwise.
pub fn usual_weight() -> Weight {
    let points = CARD.weight.parse();
    // A test proves that it is a number.
    points.map_or(Weight::Hard, Weight::Price)
}

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    let params: Params = reader.params()?;
    let from = reader.date(&params.from)?;
    let lead = from.signed_duration_since(reader.problem.first).num_days();
    let mut rows = BTreeMap::new();
    for (name, codes) in &params.cells {
        let person = reader.person(name)?;
        let row = row(reader, person, lead, codes)?;
        if rows.insert(person, row).is_some() {
            let (what, name) = (Named::Person, name.get_ref().clone());
            return Err(reader.fault(codes, FaultKind::Twice { what, name }));
        }
    }
    let known = rows.into_values().flatten().collect();
    let now = now(reader, &params)?;
    Ok(Box::new(Keep { known, now }))
}

fn now(reader: &Reader<'_>, params: &Params) -> Result<Option<Now>, Fault> {
    let near = reader.range(params.near.unwrap_or(7), 0, 366)?;
    let times = reader.range(params.times.unwrap_or(3), 1, 1000)?;
    match &params.today {
        Some(today) => Ok(Some(Now {
            today: reader.date(today)?,
            near,
            times,
        })),
        // Near to what?
        None if params.near.is_some() || params.times.is_some() => {
            let key = "today".to_owned();
            Err(reader.fault_here(FaultKind::MissingKey { key }))
        }
        None => Ok(None),
    }
}

fn row(
    reader: &Reader<'_>,
    person: PersonIx,
    lead: i64,
    codes: &Spanned<String>,
) -> Result<Vec<Known>, Fault> {
    let mut row = Vec::new();
    for (code, day) in codes.get_ref().split_whitespace().zip(lead..) {
        if code == "?" {
            continue;
        }
        let cell = reader.cell(codes, code)?;
        let day = usize::try_from(day).ok();
        if let Some(day) = day.filter(|d| *d < reader.problem.days()) {
            row.push(Known { person, day, cell });
        }
    }
    Ok(row)
}

impl Rule for Keep {
    fn check(&self, scope: &Scope, facts: &Facts<'_>, report: &mut Report) {
        for Known { person, day, cell } in &self.known {
            let (person, day) = (*person, *day as i64);
            let same = match (facts.on(person, day), cell) {
                (Some(stint), Some(pin)) => {
                    stint.kind == pin.kind && (pin.post.is_none() || stint.post == pin.post)
                }
                (stint, pin) => stint.is_none() && pin.is_none(),
            };
            if same || !scope.who.contains(&person) {
                continue;
            }
            let name = facts.problem.person_name(person);
            let date = facts.problem.day_name(day);
            let (old, new) = (facts.pin(*cell), facts.cell(person, day));
            let words = Text::new(
                format!("{name} on {date}: {} instead of {}", new.en, old.en),
                format!("{name} {date}：{}改为{}", old.zh, new.zh),
            );
            let (weight, amount) = self.dearness(scope.weight, facts.problem.date(day));
            report.add(weight, amount, &[person], [day], words);
        }
    }

    fn lower(&self, scope: &Scope, problem: &Problem, model: &mut Builder) {
        let Some(price) = sets::price(scope.weight) else {
            return;
        };
        let any = model.any();
        for known in &self.known {
            if scope.who.binary_search(&known.person).is_err() {
                continue;
            }
            let price = self.price(problem, known.day, price);
            match known.cell {
                None => model.forbid(known.person, known.day, any, price),
                Some(pin) => {
                    let duties = sets::of_pin(problem, pin);
                    model.require(known.person, known.day, duties, price);
                }
            }
        }
    }
}

impl Keep {
    /// The weight of a cell on a date, and how many changes it stands for.
    fn dearness(&self, weight: Weight, date: NaiveDate) -> (Weight, i64) {
        let Some(now) = &self.now else {
            return (weight, 1);
        };
        let ahead = (date - now.today).num_days();
        match weight {
            Weight::Price(_) if ahead < 0 => (Weight::Hard, 1),
            Weight::Price(_) if ahead < now.near => (weight, now.times),
            _ => (weight, 1),
        }
    }

    /// The price of a cell of a day.
    fn price(&self, problem: &Problem, day: usize, usual: Price) -> Price {
        let (Some(now), Price::Soft(points)) = (&self.now, usual) else {
            return usual;
        };
        let today = now.today.signed_duration_since(problem.first).num_days();
        let day = day as i64;
        match () {
            () if day < today => Price::Hard,
            () if day < today + now.near => Price::Soft(points * now.times),
            () => usual,
        }
    }
}
