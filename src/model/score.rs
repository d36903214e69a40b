//! What a roster costs by the terms. Engines are compared with it; the rules' checks are not.

use super::{Class, Form, Group, Limit, Model, Price, Spot, Sum, Term};
use crate::domain::Roster;

/// The sum over all terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord)]
pub struct Score {
    /// Units by which hard terms are broken.
    pub hard: i64,
    /// Points of the soft terms.
    pub soft: i64,
}

/// Units of one term beyond its bounds, apart for hard and soft, and their price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Broken {
    /// Units beyond hard bounds.
    pub hard: i64,
    /// Points for units beyond soft bounds.
    pub soft: i64,
}

impl Broken {
    fn add(&mut self, units: i64, price: Price) {
        match price {
            Price::Hard => self.hard += units,
            Price::Soft(points) => self.soft += units * points,
        }
    }

    fn low(&mut self, value: i64, limit: Option<Limit>) {
        if let Some(l) = limit {
            self.add(l.started(l.at - value), l.price);
        }
    }

    fn high(&mut self, value: i64, limit: Option<Limit>) {
        if let Some(l) = limit {
            self.add(l.started(value - l.at), l.price);
        }
    }
}

impl Limit {
    /// Started units in an excess; none when it is not positive.
    pub fn started(&self, excess: i64) -> i64 {
        if excess <= 0 {
            0
        } else {
            (excess + self.unit - 1) / self.unit
        }
    }
}

impl Spot {
    /// Whether it is true in `roster`.
    pub fn holds(&self, roster: &Roster) -> bool {
        roster
            .get(self.person, self.day)
            .is_some_and(|d| self.duties.has(d))
    }
}

impl Sum {
    /// Its value in `roster`.
    pub fn value(&self, roster: &Roster) -> i64 {
        let counted: i64 = self
            .items
            .iter()
            .filter(|i| i.spot.holds(roster))
            .map(|i| i.weight)
            .sum();
        self.base + counted
    }
}

impl Class {
    /// Whether a cell belongs to the class.
    pub fn holds(self, duty: Option<usize>) -> bool {
        match (self, duty) {
            (Class::On(set), Some(d)) => set.has(d),
            (Class::Rest, None) => true,
            _ => false,
        }
    }
}

/// What a whole roster costs.
pub fn score(model: &Model, roster: &Roster) -> Score {
    let mut total = Score::default();
    for term in &model.terms {
        let broken = violation(term, roster);
        total.hard += broken.hard;
        total.soft += broken.soft;
    }
    total
}

/// What one term costs.
pub fn violation(term: &Term, roster: &Roster) -> Broken {
    let mut broken = Broken::default();
    match &term.form {
        Form::Forbid { spot, price } => broken.add(i64::from(spot.holds(roster)), *price),
        Form::Count { sum, low, high } => {
            let value = sum.value(roster);
            broken.low(value, *low);
            broken.high(value, *high);
        }
        Form::Run {
            person,
            class,
            from,
            to,
            before,
            low,
            high,
        } => {
            let row = roster
                .cells
                .get(person.0)
                .and_then(|r| r.get(*from..*to))
                .unwrap_or_default();
            runs(row, *class, *before, *low, *high, &mut broken);
        }
        Form::Follow { first, then, price } => {
            broken.add(i64::from(first.holds(roster) && then.holds(roster)), *price);
        }
        Form::Touch {
            groups,
            base,
            low,
            high,
        } => {
            let touched = |g: &&Group| g.iter().any(|s| s.holds(roster));
            let value = base + groups.iter().filter(touched).count() as i64;
            broken.low(value, *low);
            broken.high(value, *high);
        }
        Form::Spread { sums, within } => {
            let values = sums.iter().map(|s| s.value(roster));
            let (min, max) =
                values.fold((i64::MAX, i64::MIN), |(lo, hi), v| (lo.min(v), hi.max(v)));
            if min <= max {
                broken.high(max - min, Some(*within));
            }
        }
        Form::Match { a, b, price } => {
            broken.add(i64::from(a.holds(roster) != b.holds(roster)), *price);
        }
    }
    broken
}

/// Walks one row. A day of the class beyond `high` costs a unit; a run that ends shorter than `low`
/// costs what it lacks, also when it ends with the day before it.
fn runs(
    row: &[Option<usize>],
    class: Class,
    before: Option<u32>,
    low: Option<Limit>,
    high: Option<Limit>,
    broken: &mut Broken,
) {
    let mut length = i64::from(before.unwrap_or(0));
    let mut began_unseen = before.is_none();
    for duty in row {
        if class.holds(*duty) {
            length += 1;
            if let Some(l) = high.filter(|l| length > l.at) {
                broken.add(1, l.price);
            }
            continue;
        }
        if length > 0 && !began_unseen {
            broken.low(length, low);
        }
        length = 0;
        began_unseen = false;
    }
}
