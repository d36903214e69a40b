//! A number between bounds, and the price of lying outside.

use super::cost::Cost;
use crate::model::{Limit, Price};

/// One side of a bound, laid out for speed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Side {
    at: i64,
    unit: i64,
    /// What a unit costs; one of the two is 0.
    each: Cost,
}

impl Side {
    fn of(limit: Option<Limit>, never: i64) -> Side {
        let Some(limit) = limit else {
            return Side {
                at: never,
                unit: 1,
                each: Cost::NONE,
            };
        };
        Side {
            at: limit.at,
            unit: limit.unit.max(1),
            each: Cost::units(1, limit.price),
        }
    }

    /// The price of an excess, which is positive.
    #[inline]
    fn price(&self, excess: i64) -> Cost {
        // Most units are one, and a division costs more than all the rest.
        let units = match self.unit {
            1 => excess,
            unit => (excess + unit - 1) / unit,
        };
        Cost {
            hard: units * self.each.hard,
            soft: units * self.each.soft,
        }
    }
}

/// Bounds as points alone, for the walk's innermost loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    low: i64,
    high: i64,
    below: i64,
    above: i64,
    /// Whether a unit is more than one, so that the bounds themselves have to be asked.
    pub coarse: bool,
}

impl Line {
    /// The points of a value; a unit is one. The least may be more than the most: both cost then.
    #[inline]
    pub fn points(&self, value: i64) -> i64 {
        let mut points = 0;
        if value < self.low {
            points = (self.low - value) * self.below;
        }
        if value > self.high {
            points += (value - self.high) * self.above;
        }
        points
    }

    /// Whether a value costs nothing.
    #[inline]
    pub fn free(&self, value: i64) -> bool {
        self.low <= value && value <= self.high
    }
}

/// A lower and an upper bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    low: Side,
    high: Side,
}

impl Bounds {
    /// The bounds of a term.
    pub fn new(low: Option<Limit>, high: Option<Limit>) -> Bounds {
        Bounds {
            low: Side::of(low, i64::MIN),
            high: Side::of(high, i64::MAX),
        }
    }

    /// Takes in the bounds of another term over the same sum, if there is room for them.
    pub fn join(&mut self, low: Option<Limit>, high: Option<Limit>) -> bool {
        let free = (self.low.at == i64::MIN, self.high.at == i64::MAX);
        if low.is_some() && !free.0 || high.is_some() && !free.1 {
            return false;
        }
        let other = Bounds::new(low, high);
        if low.is_some() {
            self.low = other.low;
        }
        if high.is_some() {
            self.high = other.high;
        }
        true
    }

    /// Whether one of the bounds is hard.
    pub fn hard(&self) -> bool {
        self.low.each.hard + self.high.each.hard > 0
    }

    /// Least and most that cost nothing, and the points of a unit below and above when a hard unit has a price.
    pub fn line(&self, hard_price: i64) -> Line {
        Line {
            low: self.low.at,
            high: self.high.at,
            below: self.low.each.at(hard_price),
            above: self.high.each.at(hard_price),
            coarse: self.low.unit != 1 || self.high.unit != 1,
        }
    }

    /// What a value costs.
    #[inline]
    pub fn cost(&self, value: i64) -> Cost {
        let mut cost = Cost::NONE;
        if value < self.low.at {
            cost = self.low.price(self.low.at - value);
        }
        if value > self.high.at {
            cost = cost + self.high.price(value - self.high.at);
        }
        cost
    }
}

/// The cost of a distance with one bound.
pub fn beyond(limit: Limit) -> Bounds {
    Bounds::new(None, Some(limit))
}

/// A bound that asks for exactly `at`, a unit at `price`.
pub fn exactly(at: i64, price: Price) -> Bounds {
    let limit = Some(Limit::each(at, price));
    Bounds::new(limit, limit)
}
