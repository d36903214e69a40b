//! Perturbation of the prices: rosters of equal cost are told apart, so that a part can leave the roster that it has for
//! another one as good.
//!
//! Where prices are few and round, very many rosters cost the same, and a part that only looks for a better one stays
//! where it is. So some of the days that are worked cost a point more, and everything else so much more that all these
//! points together are worth less than any real difference.

use crate::domain::{PersonIx, Roster};
use crate::engine::annealing::Random;
use crate::engine::columns;
use crate::model::{DutySet, Form, Model, Price, Spot, Tag, Term};

/// Worked days that cost a point.
const POINTS: i64 = 40;

/// The model with points on some days that `roster` works. A roster that is cheaper here never costs more in the
/// model itself. `None` where people are alike: points would make each a person of his own, whom columns price alone.
pub fn perturbed(model: &Model, roster: &Roster, random: &mut Random) -> Option<Model> {
    if columns::size(model) < model.people * model.days * model.duties {
        return None;
    }
    let cells = (0..model.people).flat_map(|p| (0..model.days).map(move |d| (p, d)));
    let mut worked: Vec<(usize, usize)> = cells
        .filter(|(p, d)| roster.cells[*p][*d].is_some())
        .collect();
    let mut perturbed = model.dearer(POINTS / model.grain() + 1);
    for _ in 0..POINTS.min(worked.len() as i64) {
        let (person, day) = worked.swap_remove(random.below(worked.len()));
        let duties = DutySet::all(model.duties);
        perturbed.terms.push(Term {
            // No rule asks for it.
            tag: Tag {
                rule: 0,
                people: vec![PersonIx(person)],
                days: (day, day),
            },
            form: Form::Forbid {
                spot: Spot {
                    person: PersonIx(person),
                    day,
                    duties,
                },
                price: Price::Soft(1),
            },
        });
    }
    Some(perturbed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::models::{model, rosters};
    use crate::model::score;

    #[test]
    fn what_is_cheaper_perturbed_never_costs_more() {
        let (mut other, mut all) = (0, 0);
        for number in 0..200 {
            let model = model(number);
            let Some(start) = rosters(&model).nth(number % 11) else {
                continue;
            };
            let mut random = Random::new(number as u64);
            let Some(perturbed) = perturbed(&model, &start, &mut random) else {
                continue;
            };
            all += 1;
            let (before, at) = (score(&model, &start), score(&perturbed, &start));
            for roster in rosters(&model) {
                let cost = score(&model, &roster);
                if score(&perturbed, &roster) < at {
                    assert!(cost <= before, "model {number}: {model:#?}");
                    other += usize::from(cost == before);
                } else {
                    assert!(cost >= before, "model {number}: {model:#?}");
                }
            }
        }
        assert!(all > 20 && other > 20, "{all} models, {other} rosters");
    }
}
