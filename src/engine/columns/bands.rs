//! Fairness as bands: a model in which the distance between people becomes everybody's own bounds.
//!
//! The distance between the largest and the smallest of some sums ties everybody to everybody, and its
//! linear relaxation says nothing (everybody's average is the same). When a band `[a, a + within]` is chosen,
//! what a sum lies outside of it is a term of one person, which pricing follows. The price of everybody's
//! excess is no less than that of the distance, so a roster costs no more than the banded model says.

use crate::model::{Form, Limit, Model};

/// The banded model; `means[term]`: what a sum is on average, for the terms that have one.
pub fn banded(model: &Model, means: &[Option<f64>]) -> Model {
    let mut banded = model.clone();
    banded.terms.clear();
    for (term, mean) in model.terms.iter().zip(means) {
        let (Form::Spread { sums, within }, Some(mean)) = (&term.form, mean) else {
            banded.terms.push(term.clone());
            continue;
        };
        let low = (mean - within.at as f64 / 2.0).round() as i64;
        let limit = |at: i64| Some(Limit { at, ..*within });
        for sum in sums {
            let mut own = term.clone();
            own.form = Form::Count { sum: sum.clone(), low: limit(low), high: limit(low + within.at) };
            banded.terms.push(own);
        }
    }
    banded
}
