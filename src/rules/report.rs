//! What checks find: breaches, with their price and their words.

use crate::domain::PersonIx;
use crate::text::Text;

/// How much a rule matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
pub enum Weight {
    /// Must not be broken.
    Hard,
    /// Points a unit.
    Price(i64),
    /// Reported, and otherwise without effect.
    Warn,
}

/// One place where a roster breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Breach {
    /// The rule's name.
    pub rule: &'static str,
    /// Index of the rule's instance in the rule book.
    pub instance: usize,
    /// How much it matters.
    pub weight: Weight,
    /// Units of violation.
    pub amount: i64,
    /// People concerned; empty: the team.
    pub people: Vec<PersonIx>,
    /// Days concerned, from 0.
    pub days: Vec<usize>,
    /// What is wrong, with names, dates and times.
    pub text: Text,
}

impl Breach {
    /// Points that it costs; nothing for hard rules and warnings.
    pub fn price(&self) -> i64 {
        match self.weight {
            Weight::Price(points) => points * self.amount,
            Weight::Hard | Weight::Warn => 0,
        }
    }
}

/// Collects the breaches of one rule instance.
#[derive(Debug)]
pub struct Report {
    rule: &'static str,
    instance: usize,
    breaches: Vec<Breach>,
}

impl Report {
    /// An empty report for the instance with this index.
    pub fn new(rule: &'static str, instance: usize) -> Report {
        Report {
            rule,
            instance,
            breaches: Vec::new(),
        }
    }

    /// Notes a breach of `amount` units, unless there are none or they are free. Days outside
    /// the month are dropped: they cannot be changed.
    pub fn add(
        &mut self,
        weight: Weight,
        amount: i64,
        people: &[PersonIx],
        days: impl IntoIterator<Item = i64>,
        text: Text,
    ) {
        if amount <= 0 || weight == Weight::Price(0) {
            return;
        }
        self.breaches.push(Breach {
            rule: self.rule,
            instance: self.instance,
            weight,
            amount,
            people: people.to_vec(),
            days: days
                .into_iter()
                .filter_map(|d| usize::try_from(d).ok())
                .collect(),
            text,
        });
    }

    /// What was found.
    pub fn into_breaches(self) -> Vec<Breach> {
        self.breaches
    }
}
