//! What a roster, or a part of it, costs: hard units and points, never mixed.

use crate::model::Price;

/// A cell's content: [`REST`], or a duty's index plus one. Rest comes first, so that every table over
/// what a cell may hold begins with it.
pub type Duty = u8;

/// No duty.
pub const REST: Duty = 0;

/// Units of hard violation and points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord)]
pub struct Cost {
    /// Units beyond hard bounds.
    pub hard: i64,
    /// Points.
    pub soft: i64,
}

impl Cost {
    /// No cost.
    pub const NONE: Cost = Cost { hard: 0, soft: 0 };

    /// So many units at a price.
    pub fn units(units: i64, price: Price) -> Cost {
        match price {
            Price::Hard => Cost {
                hard: units,
                soft: 0,
            },
            Price::Soft(points) => Cost {
                hard: 0,
                soft: units * points,
            },
        }
    }

    /// One number to walk on, a unit of hard violation at `price` points.
    #[inline]
    pub fn at(self, price: i64) -> i64 {
        self.hard * price + self.soft
    }
}

impl std::ops::Add for Cost {
    type Output = Cost;

    #[inline]
    fn add(self, other: Cost) -> Cost {
        Cost {
            hard: self.hard + other.hard,
            soft: self.soft + other.soft,
        }
    }
}

impl std::ops::Sub for Cost {
    type Output = Cost;

    #[inline]
    fn sub(self, other: Cost) -> Cost {
        Cost {
            hard: self.hard - other.hard,
            soft: self.soft - other.soft,
        }
    }
}
