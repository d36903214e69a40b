//! Which rules, people and days cannot hold together, in short: the elastic filter by tag (Chinneck and Dravnieks 1991,
//! "Locating minimal infeasible constraint sets in linear programs").
//!
//! All hard terms are given a price of one a unit, soft ones are dropped, and the cheapest roster
//! is found: what it breaks is the least that would have to give. Those terms are made hard again,
//! and so on, until no roster is left: the terms gathered contain a conflict.

use crate::domain::Problem;
use crate::engine::{EngineError, Limits, Outcome, Watch, portfolio};
use crate::model::{Model, Price, Tag, violation};
use crate::rules::{Breach, RuleBook, Weight};
use std::collections::BTreeSet;

/// What stands in the way of a roster.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Conflict {
    /// The cheapest way out: these breaches would make a roster possible.
    pub least: Vec<Breach>,
    /// Breaches of rules that cannot all hold together, `least` included.
    pub members: Vec<Breach>,
    /// Whether the members were proven to be in conflict before time ran out.
    pub complete: bool,
}

/// Looks for the conflict of a model without a roster.
pub fn find(
    problem: &Problem,
    book: &RuleBook,
    model: &Model,
    limits: &Limits,
    watch: &dyn Watch,
) -> Result<Conflict, EngineError> {
    let mut conflict = Conflict::default();
    let mut held: BTreeSet<Tag> = BTreeSet::new();
    let over = || watch.seconds() >= limits.seconds || watch.stop();
    while !over() {
        let elastic = elastic(model, &held);
        let limits = Limits {
            gap: 0.0,
            moves: limits.moves / 4,
            ..*limits
        };
        let Outcome { best, .. } = portfolio::run(&elastic, &limits, watch)?;
        let Some((roster, _)) = best else {
            conflict.complete = !over();
            return Ok(conflict);
        };
        let broken: BTreeSet<Tag> = model
            .terms
            .iter()
            .filter(|t| violation(t, &roster).hard > 0)
            .map(|t| t.tag.clone())
            .collect();
        let found: Vec<Breach> = book
            .check(problem, &roster)
            .into_iter()
            .filter(|b| b.weight == Weight::Hard)
            .collect();
        if conflict.least.is_empty() {
            conflict.least.clone_from(&found);
        }
        for breach in found {
            if !conflict.members.contains(&breach) {
                conflict.members.push(breach);
            }
        }
        let before = held.len();
        held.extend(broken);
        if held.len() == before {
            // Nothing new is in the way: the relaxed model has a roster without breaches.
            return Ok(conflict);
        }
    }
    Ok(conflict)
}

/// The model with a price of one on every hard unit, except for the terms that are held.
fn elastic(model: &Model, held: &BTreeSet<Tag>) -> Model {
    model.hard_by(|term| {
        if held.contains(&term.tag) {
            Price::Hard
        } else {
            Price::Soft(1)
        }
    })
}
