//! How hot is hot: temperatures from the prices of a model and from what a roster really pays.

use crate::domain::Roster;
use crate::model::{Form, Model, Price, violation};

/// Prices that temperatures are measured in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    /// The highest price of a unit.
    pub dearest: i64,
    /// The lowest.
    pub cheapest: i64,
    /// The price of the units that a good roster still pays most for.
    pub ruling: i64,
}

impl Scale {
    /// Of a model, as long as no roster says what is really paid.
    pub fn of(model: &Model) -> Scale {
        let prices = || model.terms.iter().flat_map(|t| prices(&t.form));
        let dearest = prices().max().unwrap_or(1);
        Scale {
            dearest,
            cheapest: prices().min().unwrap_or(1),
            ruling: dearest,
        }
    }

    /// Looks at what a roster pays: half of its points or more go to units of the ruling price or
    /// dearer ones.
    pub fn paid(self, model: &Model, roster: &Roster) -> Scale {
        let mut paid: Vec<(i64, i64)> = Vec::new();
        for term in &model.terms {
            let soft = violation(term, roster).soft;
            if let Some(price) = prices(&term.form).max().filter(|_| soft > 0) {
                paid.push((price, soft));
            }
        }
        paid.sort_unstable_by(|a, b| b.cmp(a));
        let all: i64 = paid.iter().map(|(_, soft)| soft).sum();
        let mut sum = 0;
        for (price, soft) in paid {
            sum += soft;
            if 2 * sum >= all {
                return Scale {
                    ruling: price,
                    ..self
                };
            }
        }
        self
    }

    /// What a broken hard unit costs at least: more than the dearest soft one, or nothing would keep it.
    pub fn hard_price(&self) -> i64 {
        self.dearest + self.dearest / 7 + 2
    }

    /// Where even the dearest terms give way now and then.
    pub fn scorching(&self) -> f64 {
        0.3 * self.dearest as f64
    }

    /// Dear terms that nothing is paid for still have to give way before the others can change.
    fn middle(&self) -> f64 {
        (self.ruling as f64 * self.dearest as f64).sqrt()
    }

    /// Where the terms that rule the cost begin to freeze. Where prices lie close together, hardly a move
    /// changes one term alone, so the cheapest counts as well.
    pub fn hot(&self) -> f64 {
        0.1 * self.middle() + 0.4 * self.cheapest as f64
    }

    /// Where they are frozen.
    pub fn warm(&self) -> f64 {
        0.04 * self.middle() + 0.14 * self.cheapest as f64
    }

    /// Where nothing gets worse any more.
    pub fn cold(&self) -> f64 {
        (0.3 * self.cheapest as f64).min(0.2 * self.warm())
    }
}

/// The soft prices of a term.
fn prices(form: &Form) -> impl Iterator<Item = i64> {
    let soft = form.prices().filter_map(Price::points);
    soft.filter(|points| *points > 0)
}
