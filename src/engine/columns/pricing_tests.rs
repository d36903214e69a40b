//! Pricing against all rows of a tiny model.

use super::super::split::Split;
use super::super::terms::Terms;
use super::*;
use crate::engine::models::{Random, model};
use crate::model::{Form, Model};

/// Every row of `days` days with `duties` duties.
fn rows(days: usize, duties: usize) -> impl Iterator<Item = Vec<Option<usize>>> {
    (0..(duties + 1).pow(days as u32)).map(move |mut code| {
        (0..days)
            .map(|_| {
                let duty = (code % (duties + 1)).checked_sub(1);
                code /= duties + 1;
                duty
            })
            .collect()
    })
}

fn priced_by_hand(prices: &[f64], duties: usize, row: &[Option<usize>]) -> f64 {
    let cell =
        |(day, duty): (usize, &Option<usize>)| prices[day * (duties + 1) + duty.unwrap_or(duties)];
    row.iter().enumerate().map(cell).sum()
}

fn sums(model: &Model, own: &[usize]) -> Vec<usize> {
    (0..own.len())
        .filter(|i| {
            matches!(
                model.terms[own[*i]].form,
                Form::Count { .. } | Form::Touch { .. }
            )
        })
        .collect()
}

#[test]
fn the_cheapest_row_is_the_cheapest_of_all() {
    for number in 0..3000 {
        let model = model(number);
        let split = Split::of(&model);
        let mut random = Random::new(number as u64);
        for (person, own) in split.own.iter().enumerate() {
            let terms = Terms::of(&model, person, own);
            let active: Vec<usize> = terms.sums_in_force();
            assert!(active.len() <= sums(&model, own).len());
            let automaton = terms.automaton(&active);
            let prices: Vec<f64> = (0..model.days * (model.duties + 1))
                .map(|i| match (i + 1) % (model.duties + 1) {
                    0 => 0.0,
                    _ => random.below(41) as f64 - 20.0,
                })
                .collect();
            let best = rows(model.days, model.duties)
                .filter_map(|row| {
                    Some(terms.judge(&row).0? as f64 + priced_by_hand(&prices, model.duties, &row))
                })
                .fold(f64::INFINITY, f64::min);
            for room in [1, 1000] {
                let ask = Ask {
                    below: if room == 1 { 1e9 } else { best.min(1e6) + 1.0 },
                    room,
                    rows: 3,
                };
                let priced = price(&automaton, &prices, ask, &mut Vec::new());
                let all = slots(&automaton.resources).iter().all(Option::is_some);
                assert!(
                    priced.least <= best + 1e-6,
                    "model {number}, person {person}: {} > {best} {model:#?}",
                    priced.least
                );
                if !priced.cut && all {
                    let found = priced.rows.first().map_or(f64::INFINITY, |r| r.1);
                    assert!(
                        found == best || (found - best).abs() < 1e-6,
                        "model {number}, person {person} {model:#?}"
                    );
                }
                for (row, cost) in priced.rows.iter().filter(|_| all) {
                    let wanted = terms
                        .judge(row)
                        .0
                        .map(|c| c as f64 + priced_by_hand(&prices, model.duties, row));
                    assert!(
                        wanted.is_some_and(|w| (w - cost).abs() < 1e-6),
                        "model {number}, person {person}, {row:?} {model:#?}"
                    );
                }
            }
        }
    }
}
