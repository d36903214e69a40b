//! Which demands a linear program needs to show that they cannot all hold (Farkas; as an infeasibility filter: Chinneck
//! 1997).
//!
//! Every demand may be broken at a price, and the linear program that pays the least is solved. Where it pays something,
//! the demands whose rows have a dual price cannot hold together even for fractions of people. One linear program so
//! leaves of thousands of demands the few dozen that matter. What it says is not taken for proof: whoever asks tests it.

use super::atoms::{Atoms, Small};
use crate::engine::mip::{Options, Program, duals};
use crate::engine::{EngineError, Limits, Watch};
use crate::model::Form;

/// A dual price below is none.
const NOTHING: f64 = 1e-7;

/// Some of the demands of `set` that the linear program cannot keep together; `None` where it can keep all, or time is up.
///
/// # Errors
/// The solver fails.
pub fn certificate(
    atoms: &Atoms,
    set: &[usize],
    limits: &Limits,
    watch: &dyn Watch,
) -> Result<Option<Vec<usize>>, EngineError> {
    let model = Small::of(atoms, &[], set).model;
    let every: Vec<usize> = (0..model.terms.len()).collect();
    let (program, count) = Program::of_first(&model, &every);
    let rows: Vec<usize> = set.iter().map(|atom| rows_of(atoms, *atom)).collect();
    if rows.iter().sum::<usize>() != count {
        return Ok(None);
    }
    let options = Options {
        seconds: (limits.seconds - watch.seconds()).max(0.0),
        seed: limits.seed,
        threads: 1,
        ..Options::default()
    };
    let Some((_, prices)) = duals(&program, program.rows.len(), &options, watch)? else {
        return Ok(None);
    };
    let mut wanted = vec![0.0; program.vars.len()];
    for (row, price) in program.rows.iter().zip(&prices) {
        for (var, factor) in &row.terms {
            wanted[*var] += price * factor;
        }
    }
    let mut at = 0;
    let mut needed = Vec::new();
    for ((atom, term), rows) in set.iter().zip(&model.terms).zip(rows) {
        let own = &prices[at..at + rows];
        at += rows;
        // A cell that is taken away matters where the other rows would pay for it.
        let used = match &term.form {
            Form::Forbid { spot, .. } => {
                let held = program.held(spot.person.0, spot.day, spot.duties);
                held.terms.iter().any(|(var, _)| wanted[*var] > NOTHING)
            }
            _ => own.iter().any(|price| price.abs() > NOTHING),
        };
        if used {
            needed.push(*atom);
        }
    }
    // Without a row that costs something nothing is shown.
    let costs = prices.iter().any(|price| price.abs() > NOTHING);
    Ok((costs && !needed.is_empty()).then_some(needed))
}

/// The number of rows of a demand: those of a program of it alone.
fn rows_of(atoms: &Atoms, atom: usize) -> usize {
    let alone = Small::of(atoms, &[], &[atom]).model;
    Program::of_terms(&alone, &[0]).rows.len()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::engine::Unwatched;
    use crate::explain::models::{model, rosters};

    #[test]
    fn what_a_certificate_names_cannot_be_kept() {
        let mut shown = 0;
        for number in 0..400 {
            let model = model(number);
            let atoms = Atoms::of(&model);
            let set: Vec<usize> = (0..atoms.terms.len()).collect();
            let found = certificate(&atoms, &set, &Limits::default(), &Unwatched).unwrap();
            let kept = |set: &[usize]| {
                let keeps = |r: &crate::domain::Roster| !set.iter().any(|a| atoms.broken(*a, r));
                rosters(&model).any(|r| keeps(&r))
            };
            if let Some(needed) = found {
                assert!(!kept(&needed), "model {number}: {model:#?} {needed:?}");
                shown += 1;
            }
        }
        assert!(shown > 25, "{shown} models");
    }
}
