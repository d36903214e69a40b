//! A model at other prices: its hard part alone, or all that is soft dearer.

use super::{Form, Limit, Model, Price, Term};

impl Model {
    /// The hard terms, each unit at `price`; soft ones are left out.
    pub fn hard(&self, price: Price) -> Model {
        self.hard_by(|_| price)
    }

    /// The same with a price for each term.
    pub fn hard_by(&self, price: impl Fn(&Term) -> Price) -> Model {
        let term = |term: &Term| {
            let form = hard_part(&term.form, price(term))?;
            Some(Term {
                tag: term.tag.clone(),
                form,
            })
        };
        Model {
            terms: self.terms.iter().filter_map(term).collect(),
            ..*self
        }
    }

    /// The same with every soft price so many times as high.
    pub fn dearer(&self, factor: i64) -> Model {
        let mut model = self.clone();
        for term in &mut model.terms {
            for price in term.form.prices_mut() {
                if let Price::Soft(points) = price {
                    *points = points.saturating_mul(factor);
                }
            }
        }
        model
    }
}

/// A form with its hard prices replaced and its soft ones left out; `None` when nothing is hard.
fn hard_part(form: &Form, price: Price) -> Option<Form> {
    let limit = |l: &Option<Limit>| {
        l.filter(|l| l.price == Price::Hard)
            .map(|l| Limit { price, ..l })
    };
    let mut form = form.clone();
    let hard = match &mut form {
        Form::Forbid { price: p, .. }
        | Form::Follow { price: p, .. }
        | Form::Match { price: p, .. } => swap(p, price),
        Form::Spread { within, .. } => swap(&mut within.price, price),
        Form::Count { low, high, .. }
        | Form::Run { low, high, .. }
        | Form::Touch { low, high, .. } => {
            (*low, *high) = (limit(low), limit(high));
            low.is_some() || high.is_some()
        }
    };
    hard.then_some(form)
}

fn swap(held: &mut Price, price: Price) -> bool {
    let hard = *held == Price::Hard;
    if hard {
        *held = price;
    }
    hard
}

#[cfg(test)]
mod tests {
    use crate::engine::models::{model, rosters};
    use crate::model::score;

    #[test]
    fn every_roster_is_so_many_times_as_dear() {
        let mut paid = 0;
        for number in 0..100 {
            let model = model(number);
            let dearer = model.dearer(7);
            for roster in rosters(&model).step_by(5) {
                let (before, after) = (score(&model, &roster), score(&dearer, &roster));
                assert_eq!(after.soft, 7 * before.soft, "model {number}: {model:#?}");
                assert_eq!(after.hard, before.hard, "model {number}");
                paid += usize::from(before.soft > 0);
            }
        }
        assert!(paid > 100, "only {paid} rosters cost anything");
    }
}
