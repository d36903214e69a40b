//! Fairness as bands: a model in which the distance between people becomes everybody's own bounds.
//!
//! The distance between the largest and the smallest of some sums ties everybody to everybody, and its
//! linear relaxation says nothing (everybody's average is the same). When a band `[a, a + within]` is chosen,
//! what a sum lies outside of it is a term of one person, which pricing follows. The price of everybody's
//! excess is no less than that of the distance, so a roster costs no more than the banded model says.

use super::generate::Generator;
use super::restricted_master::Point;
use crate::domain::PersonIx;
use crate::model::{Form, Limit, Model, Price, Sum, Term};
use std::collections::BTreeMap;

/// Lower and upper end of the bands, for the terms that have one.
pub type Bands = Vec<Option<(i64, i64)>>;

/// Bands around the averages.
pub fn around(model: &Model, means: &[Option<f64>]) -> Bands {
    let band = |(term, mean): (&Term, &Option<f64>)| match &term.form {
        Form::Spread { within, .. } => mean.map(|m| {
            let low = (m - within.at as f64 / 2.0).round() as i64;
            (low, low + within.at)
        }),
        _ => None,
    };
    model.terms.iter().zip(means).map(band).collect()
}

/// What bands cost that are wider than the terms allow for nothing; `None` when that is not allowed.
pub fn width_cost(model: &Model, bands: &Bands) -> Option<f64> {
    let mut cost = 0.0;
    for (term, band) in model.terms.iter().zip(bands) {
        if let (Form::Spread { within, .. }, Some((low, high))) = (&term.form, band) {
            let units = within.started(high - low - within.at);
            cost += match within.price {
                Price::Soft(points) => (points * units) as f64,
                Price::Hard if units > 0 => return None,
                Price::Hard => 0.0,
            };
        }
    }
    Some(cost)
}

/// Steps to other bands: (term, change of the lower end, change of the upper end).
pub fn steps(model: &Model, bands: &Bands) -> Vec<(usize, i64, i64)> {
    let mut steps = Vec::new();
    for (index, term) in model.terms.iter().enumerate() {
        if let (Form::Spread { within, .. }, Some(_)) = (&term.form, bands[index]) {
            let step = within.unit.max(1);
            steps.extend([
                (index, 0, step),
                (index, -step, 0),
                (index, step, step),
                (index, -step, -step),
            ]);
        }
    }
    steps
}

/// The bands after a step.
pub fn stepped(bands: &Bands, (term, low, high): (usize, i64, i64)) -> Bands {
    let mut other = bands.clone();
    other[term] = other[term].map(|(a, b)| (a + low, b + high));
    other
}

/// The banded model. What lies outside of a band costs what a wider one would.
pub fn banded(model: &Model, bands: &Bands) -> Model {
    let mut banded = Model {
        terms: Vec::new(),
        ..*model
    };
    for (term, band) in model.terms.iter().zip(bands) {
        let (Form::Spread { sums, within }, Some((low, high))) = (&term.form, band) else {
            banded.terms.push(term.clone());
            continue;
        };
        let limit = |at: i64| Some(Limit { at, ..*within });
        for sum in sums {
            let form = Form::Count {
                sum: sum.clone(),
                low: limit(*low),
                high: limit(*high),
            };
            // Not a changed copy of the term: that would copy the sums of all for each.
            banded.terms.push(Term {
                tag: term.tag.clone(),
                form,
            });
        }
    }
    banded
}

/// The average of every spread's sums.
pub fn means(model: &Model, generator: &Generator, point: &Point) -> Vec<Option<f64>> {
    let sums = |sums: &[Sum]| -> Option<f64> {
        let mut by_person = BTreeMap::new();
        for sum in sums {
            let person = sum.items.first()?.spot.person;
            if sum.items.iter().any(|i| i.spot.person != person)
                || by_person.insert(person, sum).is_some()
            {
                return None;
            }
        }
        let value = |person: usize, row: &[Option<usize>]| -> f64 {
            let sum = by_person.get(&PersonIx(person));
            sum.map_or(0.0, |sum| sum_of(sum, row) as f64)
        };
        let first = |group: usize| generator.groups[group].people[0];
        Some(generator.average(point, &|group, row| value(first(group), row)))
    };
    model
        .terms
        .iter()
        .map(|t| match &t.form {
            Form::Spread { sums: s, .. } => sums(s),
            _ => None,
        })
        .collect()
}

/// A spread's term, and its sum for each group, where it speaks of the group's people.
pub struct Spread<'a> {
    pub term: usize,
    pub within: Limit,
    pub sums: Vec<Option<&'a Sum>>,
}

/// The spreads of a model, with their sums for the first person of each group.
pub fn spreads<'a>(model: &'a Model, first: &[usize]) -> Vec<Spread<'a>> {
    let of = |(term, form): (usize, &'a Form)| {
        let Form::Spread { sums, within } = form else {
            return None;
        };
        let person = |sum: &&'a Sum| sum.items.first().map(|i| i.spot.person.0);
        let by_person: BTreeMap<_, _> = sums
            .iter()
            .filter_map(|sum| Some((person(&sum)?, sum)))
            .collect();
        Some(Spread {
            term,
            within: *within,
            sums: first.iter().map(|p| by_person.get(p).copied()).collect(),
        })
    };
    let forms = model.terms.iter().map(|t| &t.form);
    forms.enumerate().filter_map(of).collect()
}

/// The value of one person's sum in a row of days.
pub fn sum_of(sum: &Sum, row: &[Option<usize>]) -> i64 {
    let held = sum
        .items
        .iter()
        .filter(|i| row[i.spot.day].is_some_and(|d| i.spot.duties.has(d)));
    sum.base + held.map(|i| i.weight).sum::<i64>()
}
