//! The hard part of a model alone, at another price.

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
