//! Checks any roster by the rules' own checks, on clock time. Knows no term and no engine.

use crate::domain::{Problem, Roster};
use crate::rules::{Breach, RuleBook, Weight};

/// What the checks say of a roster.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Verdict {
    /// Everything found, warnings included, in the order of the rules.
    pub breaches: Vec<Breach>,
    /// Points of all soft breaches.
    pub cost: i64,
    /// Breaches of hard rules.
    pub broken: usize,
    /// Warnings.
    pub warnings: usize,
}

impl Verdict {
    /// Whether every hard rule is kept.
    pub fn holds(&self) -> bool {
        self.broken == 0
    }
}

/// Checks `roster` against every rule in force.
pub fn verify(problem: &Problem, book: &RuleBook, roster: &Roster) -> Verdict {
    let breaches = book.check(problem, roster);
    let count = |weight| breaches.iter().filter(|b| b.weight == weight).count();
    Verdict {
        cost: breaches.iter().map(Breach::price).sum(),
        broken: count(Weight::Hard),
        warnings: count(Weight::Warn),
        breaches,
    }
}
