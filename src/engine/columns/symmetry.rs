//! Symmetry groups: people who are alike are one pricing problem, whose columns count for all of them, so that no two
//! programs differ in names alone (aggregation of identical subproblems: Lübbecke and Desrosiers 2005).

use super::aggregation::divided;
use super::automaton::Automaton;
use super::compile::classes;
use super::pricing::{Ask, price};
use super::terms::Terms;
use crate::model::{DutySet, Model};

/// A row of days that somebody of a group can have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The duty of each day.
    pub row: Vec<Option<usize>>,
    /// What it costs by the person's own terms.
    pub cost: i64,
}

/// A group of people who are alike.
#[derive(Debug, Clone)]
pub struct SymmetryGroup {
    /// The people, ascending.
    pub people: Vec<usize>,
    terms: Terms,
    /// Sums that the automaton has as resources; others become ones when a cheap row breaks them.
    active: Vec<usize>,
    automaton: Automaton,
    /// What a unit of each resource is worth, from the last pricing.
    worth: Vec<f64>,
}

/// What a pricing brought.
#[derive(Debug, Clone, Default)]
pub struct Offer {
    /// Rows that keep the hard terms, with their cost at the prices, cheapest first.
    pub columns: Vec<(Column, f64)>,
    /// No row costs less at the prices.
    pub least: f64,
    /// Whether rows may have been missed.
    pub cut: bool,
}

/// Rows that are asked for at least, so that one that breaks a sum that is no resource yet leaves others.
const SPARE: usize = 8;

impl SymmetryGroup {
    /// The group of some people of a model; `own`: the first one's terms.
    pub fn new(model: &Model, people: Vec<usize>, own: &[usize]) -> SymmetryGroup {
        let terms = Terms::of(model, people[0], own);
        let automaton = terms.automaton(&[]);
        SymmetryGroup {
            people,
            terms,
            active: Vec::new(),
            automaton,
            worth: Vec::new(),
        }
    }

    /// The terms of each of the people.
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    /// A column of a row, where it keeps the hard terms.
    pub fn column(&self, row: &[Option<usize>]) -> Option<Column> {
        let cost = self.terms.judge(row).0?;
        Some(Column {
            row: row.to_vec(),
            cost,
        })
    }

    /// For every day the duties that the people's own terms do not tell apart, nor any set of `told_apart`.
    pub fn alike(&self, told_apart: &[DutySet]) -> Vec<Vec<DutySet>> {
        let all = divided(&classes(&self.terms, &self.terms.sums), told_apart);
        let day = |base: &Vec<f64>| {
            let mut sets: Vec<(u64, DutySet)> = Vec::new();
            for class in &all {
                let first = sets.len();
                for duty in class.iter().filter(|d| base[*d].is_finite()) {
                    let cost = base[duty].to_bits();
                    match sets[first..].iter_mut().find(|(c, _)| *c == cost) {
                        Some((_, set)) => *set = set.plus(DutySet::one(duty)),
                        None => sets.push((cost, DutySet::one(duty))),
                    }
                }
            }
            sets.into_iter().map(|(_, set)| set).collect()
        };
        let days = &self.terms.base;
        days.iter().map(day).collect()
    }

    /// Looks for rows cheaper than `ask.below` at the prices, and makes resources of the sums that the cheapest breaks.
    pub fn price(&mut self, prices: &[f64], ask: Ask) -> Offer {
        loop {
            let wide = Ask {
                rows: ask.rows.max(SPARE),
                ..ask
            };
            let priced = price(&self.automaton, prices, wide, &mut self.worth);
            let mut offer = Offer {
                columns: Vec::new(),
                least: priced.least,
                cut: priced.cut,
            };
            let mut fresh = Vec::new();
            for (place, (row, relaxed)) in priced.rows.iter().enumerate() {
                let (cost, broken) = self.terms.judge(row);
                if place == 0 {
                    fresh = broken
                        .into_iter()
                        .filter(|t| !self.active.contains(t))
                        .collect();
                }
                let Some(cost) = cost else { continue };
                let whole = cost as f64 + at_prices(row, prices);
                debug_assert!(whole > relaxed - 1e-6);
                if whole < ask.below && offer.columns.len() < ask.rows {
                    offer.columns.push((
                        Column {
                            row: row.clone(),
                            cost,
                        },
                        whole,
                    ));
                }
            }
            if fresh.is_empty() || !self.track(&fresh) {
                return offer;
            }
        }
    }

    /// Makes resources of some more sums; false when no slot was free for any of them.
    fn track(&mut self, terms: &[usize]) -> bool {
        let before = self.automaton.running();
        let mut active = self.active.clone();
        active.extend(terms);
        active.sort_unstable();
        let automaton = self.terms.automaton(&active);
        self.active = active;
        let more = automaton.running() > before;
        self.automaton = automaton;
        self.worth.clear();
        more
    }
}

/// What a row costs at prices of the cells, laid out as [`price`] has them.
pub fn at_prices(row: &[Option<usize>], prices: &[f64]) -> f64 {
    if row.is_empty() {
        return 0.0;
    }
    let wide = prices.len() / row.len();
    let cell = |(day, duty): (usize, &Option<usize>)| prices[day * wide + duty.unwrap_or(wide - 1)];
    row.iter().enumerate().map(cell).sum()
}
