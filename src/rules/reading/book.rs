//! The whole `[rules]` table, and the rules that are in force without it.

use super::{Reader, scope};
use crate::domain::Problem;
use crate::rules::{Entry, Instance, LIST, RuleBook, Scope, Weight, find};
use crate::source::{Fault, FaultKind, Shape, Source};
use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The rules in force: those of the `[rules]` table and those that always are.
pub fn read_all(
    problem: &Problem,
    source: &Arc<Source>,
    rules: Option<&Spanned<DeTable<'_>>>,
) -> Result<RuleBook, Fault> {
    let empty = DeTable::new();
    let table = rules.map_or(&empty, |t| t.get_ref());
    for (name, _) in table.iter() {
        if find(name.get_ref()).is_none() {
            return Err(source.fault(
                Some(name.span()),
                FaultKind::UnknownRule {
                    name: name.get_ref().to_string(),
                    known: LIST.iter().map(|e| e.card.name.to_owned()).collect(),
                },
            ));
        }
    }
    let mut book = RuleBook::default();
    for entry in LIST {
        let value = table
            .iter()
            .find(|(name, _)| name.get_ref() == entry.card.name)
            .map(|(_, value)| value);
        for config in configs(source, entry.card.always, value)? {
            if let Some(instance) = read_one(problem, source, entry, config)? {
                book.instances.push(instance);
            }
        }
    }
    Ok(book)
}

type Config<'a> = Option<Spanned<DeTable<'a>>>;

/// One table a rule, or several (`[[rules.x]]`); none for a rule that is always there.
fn configs<'a>(
    source: &Arc<Source>,
    always: bool,
    value: Option<&Spanned<DeValue<'a>>>,
) -> Result<Vec<Config<'a>>, Fault> {
    let Some(value) = value else {
        return Ok(if always { vec![None] } else { Vec::new() });
    };
    let wrong = |at: &Spanned<DeValue<'_>>| {
        source.fault(
            Some(at.span()),
            FaultKind::WrongType {
                found: Shape::of(at.get_ref().type_str()),
                wanted: Shape::Table,
            },
        )
    };
    let one = |at: &Spanned<DeValue<'a>>| match at.get_ref() {
        DeValue::Table(t) => Ok(Some(Spanned::new(at.span(), t.clone()))),
        _ => Err(wrong(at)),
    };
    match value.get_ref() {
        DeValue::Array(several) if several.is_empty() => Err(wrong(value)),
        DeValue::Array(several) => several.iter().map(one).collect(),
        _ => Ok(vec![one(value)?]),
    }
}

/// The whole numbers among a rule's parameters.
fn numbers(table: &Spanned<DeTable<'_>>) -> Vec<(i64, Range<usize>)> {
    let number = |value: &Spanned<DeValue<'_>>| match value.get_ref() {
        DeValue::Integer(n) => Some((n.as_str().parse().ok()?, value.span())),
        _ => None,
    };
    table
        .get_ref()
        .iter()
        .filter_map(|(_, v)| number(v))
        .collect()
}

fn read_one(
    problem: &Problem,
    source: &Arc<Source>,
    entry: &Entry,
    config: Config<'_>,
) -> Result<Option<Instance>, Fault> {
    let card = entry.card;
    let place = config.as_ref().map(Spanned::span);
    let (common, own) = scope::split(source, card, config)?;
    let mut reader = Reader {
        problem,
        scope: Scope::of_people(problem.people.len(), Weight::Warn),
        source,
        common: scope::keys(card.takes),
        numbers: own.as_ref().map_or_else(Vec::new, numbers),
        table: own,
        place,
        name: card.name,
        idle: RefCell::default(),
    };
    let weight = common.weight(&reader, card)?;
    // What is switched off is read all the same: its faults are seen before it is switched on.
    reader.scope = common.scope(&reader, card, weight.unwrap_or(Weight::Warn))?;
    let rule = (entry.read)(&mut reader)?;
    let (scope, idle) = (reader.scope, reader.idle.into_inner());
    Ok(weight.map(|_| Instance {
        card,
        scope,
        rule: rule.into(),
        idle,
    }))
}
