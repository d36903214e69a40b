//! `keep`: as few changes as can be to a roster that people already know (A10).

use super::{Card, Entry, Facts, Param, Reader, Report, Rule, Scope, sets};
use crate::domain::Problem;
use crate::domain::person::Pin;
use crate::input::{Fault, FaultKind, Named};
use crate::model::Builder;
use crate::text::Text;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "keep",
    title: ("Keep to the known roster", "少改动已有的班表"),
    meaning: (
        "Every cell is as in the roster given by `from` and `cells`, where that says something: `-` is rest, `?` is not known. Cells outside the month do not count.",
        "每个格子与 from、cells 给出的班表一致；- 表示休息，? 表示未定。不在本月的格子不计。",
    ),
    why: (
        "People plan their lives by the roster; one that changes often is no roster.",
        "班表不宜经常变动，大家要按班表安排自己的生活。",
    ),
    source: "A10",
    unit: ("changed cell", "每个改动的格子"),
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
    ],
    weight: "5",
    always: false,
    example: "[rules.keep]\nfrom = 2026-12-01\ncells = { \"王芳\" = \"D D N - ?\" }\n",
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    from: Spanned<String>,
    cells: BTreeMap<Spanned<String>, Spanned<String>>,
}

/// A cell of the known roster.
#[derive(Debug)]
struct Known {
    person: usize,
    day: usize,
    cell: Option<Pin>,
}

#[derive(Debug)]
struct Keep {
    known: Vec<Known>,
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
    Ok(Box::new(Keep { known }))
}

fn row(
    reader: &Reader<'_>,
    person: usize,
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
            report.add(scope.weight, 1, &[person], [day], words);
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
