//! A weight as a team file writes it.

use crate::rules::Weight;
use crate::source::WEIGHT;
use serde::de::Visitor;
use serde::{Deserialize, Deserializer};
use std::fmt;

/// A weight as a team file writes it: a word or points.
#[derive(Debug, Clone)]
pub enum Amount {
    /// Points.
    Points(i64),
    /// `hard`, `warn` or `off`; anything else is refused with its place when it is used.
    Word(String),
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Amount, D::Error> {
        from.deserialize_any(AmountVisitor)
    }
}

struct AmountVisitor;

impl Visitor<'_> for AmountVisitor {
    type Value = Amount;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(WEIGHT)
    }

    fn visit_i64<E>(self, points: i64) -> Result<Amount, E> {
        Ok(Amount::Points(points))
    }

    fn visit_str<E>(self, word: &str) -> Result<Amount, E> {
        Ok(Amount::Word(word.to_owned()))
    }
}

impl Amount {
    /// What it says: `Some(None)` is off, `None` is not a weight.
    pub fn weight(&self) -> Option<Option<Weight>> {
        match self {
            Amount::Points(points @ 0..=1_000_000) => Some(Some(Weight::Price(*points))),
            Amount::Points(_) => None,
            Amount::Word(word) => match word.as_str() {
                "hard" => Some(Some(Weight::Hard)),
                "warn" => Some(Some(Weight::Warn)),
                "off" => Some(None),
                _ => None,
            },
        }
    }

    /// As it was written.
    pub fn text(&self) -> String {
        match self {
            Amount::Points(points) => points.to_string(),
            Amount::Word(word) => word.clone(),
        }
    }
}

impl Amount {
    /// A card's default, which a test proves to be a weight.
    pub fn weight_or_points(&self) -> Option<Weight> {
        match self {
            Amount::Word(word) => match word.parse() {
                Ok(points) => Some(Weight::Price(points)),
                Err(_) => self.weight().flatten(),
            },
            Amount::Points(_) => self.weight().flatten(),
        }
    }
}
