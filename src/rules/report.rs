//! What checks find: breaches, with their price and their words.

use super::Stint;
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

impl Weight {
    /// What is left of it where last month alone decided and nothing of this month can change it: a warning, so that it
    /// is said.
    pub fn settled(self) -> Weight {
        match self {
            Weight::Price(0) => self,
            _ => Weight::Warn,
        }
    }
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
    days: usize,
    breaches: Vec<Breach>,
}

impl Report {
    /// An empty report for the instance with this index, of a month of so many days.
    pub fn new(rule: &'static str, instance: usize, days: usize) -> Report {
        Report {
            rule,
            instance,
            days,
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
                .filter(|d| *d < self.days)
                .collect(),
            text,
        });
    }

    /// Notes a breach by a shift. One of last month cannot be changed any more: it is only said, as a warning.
    pub fn add_by(
        &mut self,
        stint: &Stint,
        weight: Weight,
        people: &[PersonIx],
        days: impl IntoIterator<Item = i64>,
        text: Text,
    ) {
        if stint.day >= 0 {
            self.add(weight, 1, people, days, text);
            return;
        }
        let Text { en, zh } = text;
        let text = crate::text!(
            "{en} (last month's shift, which this month cannot change)",
            "{zh}（上月的班，本月已无法更改）"
        );
        self.add(weight.settled(), 1, people, days, text);
    }

    /// What was found.
    pub fn into_breaches(self) -> Vec<Breach> {
        self.breaches
    }
}
