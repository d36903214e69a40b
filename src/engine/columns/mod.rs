//! Column generation: rows of one person as columns of a master program.
mod bands;
mod bounds;
mod crew;
mod dive;
mod frame;
mod generate;
mod machine;
mod master;
mod pricing;
mod recombine;
mod split;

use super::{End, EngineError, Limits, Outcome, Progress, Watch, search};
use crate::model::{Form, Model, Sum, score};
use generate::{Effort, Generator};

/// Solves a model.
pub fn run(model: &Model, limits: &Limits, watch: &dyn Watch) -> Result<Outcome, EngineError> {
    let (roster, points) = search::run(model, limits, watch);
    let mut generator = Generator::new(model, &[&roster], 10000.0, 2)?;
    eprintln!("{:.2} groups {} rows {} start {:?}", watch.seconds(), generator.crews.len(), generator.frame.rows.len(), points);
    let effort = Effort { rounds: 10000, room: 30, full: true, columns: 5, until: limits.seconds, bounding: true };
    let closed = vec![false; generator.crews.len()];
    let mut report = |bound: f64| {
        watch.progress(Progress { seconds: watch.seconds(), cost: Some(points.soft), bound: Some((bound - 1e-4).ceil() as i64) })
    };
    let (_reached, point) = generator.run(effort, &closed, watch, &mut report)?;
    let bound = generator.bound;
    eprintln!("{:.2} bound {:.3}", watch.seconds(), bound);
    let mut best = (roster, points);
    let point = point.unwrap();
    let means = means(model, &generator, &point);
    let banded = bands::banded(model, &means);
    eprintln!("means {:?}", means.iter().flatten().collect::<Vec<_>>());
    let spread = means.iter().any(|m| m.is_some());
    let model0 = model;
    let model = &banded;
    if spread {
        generator = Generator::new(model, &[&best.0], 10000.0, 2)?;
        let (_reached, _point) = generator.run(effort, &vec![false; generator.crews.len()], watch, &mut |_| {})?;
        eprintln!("{:.2} banded bound {:.3}", watch.seconds(), generator.bound);
    }
    for k in 0..4 {
        let t = watch.seconds();
        let dive = dive::Dive { rounds: [10, 30, 60, 100][k], room: 30, returns: 10, below: if best.1.hard > 0 { 1e9 } else { best.1.soft as f64 - 0.5 }, until: limits.seconds };
        let found = generator.dive(dive, watch)?;
        let points = found.as_ref().map(|r| score(model0, r));
        eprintln!("dive {k}: {:?} in {:.2}s columns {}", points, watch.seconds() - t, generator.columns.len());
        if let Some(r) = found {
            let p = score(model0, &r);
            if p < best.1 { best = (r, p); }
        }
        if best.1.soft as f64 <= bound + 0.9999 { break; }
        if best.1.soft as f64 <= bound + 0.9999 { break; }
    }
    let (roster, points) = best;
    Ok(Outcome {
        best: (points.hard == 0).then_some((roster, points)),
        bound: Some((bound - 1e-4).ceil() as i64),
        end: End::Stopped,
    })
}

/// The average of every spread's sums.
fn means(model: &Model, generator: &Generator, point: &master::Point) -> Vec<Option<f64>> {
    let sums = |sums: &[Sum]| -> Option<f64> {
        let mut by_person = std::collections::BTreeMap::new();
        for sum in sums {
            let person = sum.items.first()?.spot.person;
            if sum.items.iter().any(|i| i.spot.person != person) || by_person.insert(person, sum).is_some() {
                return None;
            }
        }
        let value = |person: usize, row: &[Option<usize>]| -> f64 {
            by_person.get(&person).map_or(0.0, |sum| {
                let held = sum.items.iter().filter(|i| row[i.spot.day].is_some_and(|d| i.spot.duties.has(d)));
                (sum.base + held.map(|i| i.weight).sum::<i64>()) as f64
            })
        };
        let first = |group: usize| generator.crews[group].people[0];
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
