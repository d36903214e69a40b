//! What a rule tells a reader about itself. `paiban rules` and `docs/rules.md` are made from it.

use super::scope::Takes;
use crate::text::Fixed;

/// A rule's description.
#[derive(Debug)]
pub struct Card {
    /// Its name in a team file and in messages: lower case, words joined by `-`.
    pub name: &'static str,
    /// Title, (English, Chinese).
    pub title: Fixed,
    /// What it demands, in a sentence or two.
    pub meaning: Fixed,
    /// Why one wants it.
    pub why: Fixed,
    /// Where it comes from: requirement numbers, articles of law; empty: any roster needs it.
    pub source: &'static str,
    /// What a unit of violation is: what a weight is the price of.
    pub unit: Fixed,
    /// Its own parameters.
    pub params: &'static [Param],
    /// Which of the keys that are common to rules it takes beside `weight`.
    pub takes: Takes,
    /// Weight where the team file gives none: `hard`, `warn`, or points.
    pub weight: &'static str,
    /// Whether it is in force without being named in the team file.
    pub always: bool,
    /// A piece of a team file that switches it on.
    pub example: &'static str,
}

impl Card {
    /// Its parameters beside `weight`, `who` and `except`, which nearly all rules take: its own, then common ones.
    pub fn params(&self) -> Vec<Param> {
        let common = Takes {
            who: false,
            ..self.takes
        };
        self.params.iter().copied().chain(common.params()).collect()
    }

    /// The articles of law among its sources; requirement numbers mean nothing to a user.
    pub fn articles(&self) -> Vec<&'static str> {
        let number = |part: &&str| part.starts_with(|c: char| c.is_ascii_uppercase());
        let parts = self.source.split("; ").filter(|p| !p.is_empty());
        parts.filter(|p| !number(p)).collect()
    }
}

/// A parameter of a rule.
#[derive(Debug, Clone, Copy)]
pub struct Param {
    /// Key in the team file.
    pub key: &'static str,
    /// What it is when left out; empty: it must be given.
    pub default: &'static str,
    /// What it means.
    pub meaning: Fixed,
}
