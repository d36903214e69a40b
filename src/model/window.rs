//! A window of a model, a relaxation: some days without what ties them to the others.
//!
//! No roster costs less inside the window than the window's model says, and the costs of windows that do not overlap
//! add up: what a term asks of days inside and outside is left out, or loosened until the days inside can be judged
//! alone.

use super::{Form, Limit, Model, Price, Spot, Sum, Term};
use std::ops::Range;

impl Model {
    /// The model of some days alone. Costs of windows that do not overlap add up to no more than what the whole
    /// costs.
    pub fn window(&self, days: Range<usize>) -> Model {
        let mut window = Model {
            people: self.people,
            days: days.len(),
            duties: self.duties,
            terms: Vec::new(),
        };
        for term in &self.terms {
            if let Some(form) = inside(&term.form, &days) {
                let day = |d: usize| {
                    d.saturating_sub(days.start)
                        .min(days.len().saturating_sub(1))
                };
                let mut tag = term.tag.clone();
                tag.days = (day(tag.days.0), day(tag.days.1));
                window.terms.push(Term { tag, form });
            }
        }
        window
    }
}

/// What a term says of some days alone.
fn inside(form: &Form, days: &Range<usize>) -> Option<Form> {
    let spot = |s: &Spot| {
        days.contains(&s.day).then(|| Spot {
            day: s.day - days.start,
            ..*s
        })
    };
    match form {
        Form::Forbid { spot: s, price } => Some(Form::Forbid {
            spot: spot(s)?,
            price: *price,
        }),
        Form::Count { sum, low, high } => count(sum, *low, *high, &spot),
        Form::Run {
            person,
            class,
            from,
            to,
            before,
            low,
            high,
        } => {
            let (first, last) = ((*from).max(days.start), (*to).min(days.end));
            (first < last).then(|| Form::Run {
                person: *person,
                class: *class,
                from: first - days.start,
                to: last - days.start,
                // Of a run that began before, nothing is known.
                before: before.filter(|_| *from >= days.start),
                low: *low,
                high: *high,
            })
        }
        Form::Follow { first, then, price } => Some(Form::Follow {
            first: spot(first)?,
            then: spot(then)?,
            price: *price,
        }),
        Form::Touch {
            groups,
            base,
            low,
            high,
        } => {
            let group = |g: &Vec<Spot>| g.iter().map(spot).collect::<Option<Vec<Spot>>>();
            // What nothing can touch would count in every window.
            groups.iter().flatten().next()?;
            Some(Form::Touch {
                groups: groups.iter().map(group).collect::<Option<Vec<_>>>()?,
                base: *base,
                low: *low,
                high: *high,
            })
        }
        Form::Spread { .. } => None,
        Form::Match { a, b, price } => Some(Form::Match {
            a: spot(a)?,
            b: spot(b)?,
            price: *price,
        }),
    }
}

/// A sum that reaches beyond the window still may not be more than its hard bound.
fn count(
    sum: &Sum,
    low: Option<Limit>,
    high: Option<Limit>,
    spot: &dyn Fn(&Spot) -> Option<Spot>,
) -> Option<Form> {
    let mut cut = Sum {
        items: Vec::new(),
        base: sum.base,
    };
    for item in &sum.items {
        if let Some(spot) = spot(&item.spot) {
            cut.items.push(super::Item { spot, ..*item });
        }
    }
    if cut.items.is_empty() {
        return None;
    }
    if cut.items.len() == sum.items.len() {
        let sum = cut;
        return Some(Form::Count { sum, low, high });
    }
    let growing = sum.items.iter().all(|i| i.weight >= 0);
    let high = high.filter(|h| growing && h.price == Price::Hard)?;
    Some(Form::Count {
        sum: cut,
        low: None,
        high: Some(high),
    })
}

#[cfg(test)]
mod tests {
    use crate::domain::Roster;
    use crate::engine::models::{Random, longer};
    use crate::model::score;

    #[test]
    fn windows_cost_no_more_than_the_whole() {
        for number in 0..2000 {
            let model = longer(number);
            let mut random = Random::new(number as u64);
            let cut = 1 + random.below(model.days - 1);
            let windows = [0..cut, cut..model.days];
            for _ in 0..20 {
                let mut roster = Roster::empty(model.people, model.days);
                for cell in roster.cells.iter_mut().flatten() {
                    *cell = random.below(model.duties + 1).checked_sub(1);
                }
                let whole = score(&model, &roster);
                let (mut hard, mut soft) = (0, 0);
                for days in &windows {
                    let row = |r: &Vec<Option<usize>>| r[days.clone()].to_vec();
                    let own = Roster {
                        cells: roster.cells.iter().map(row).collect(),
                    };
                    let points = score(&model.window(days.clone()), &own);
                    hard += points.hard;
                    soft += points.soft;
                }
                let name = format!("model {number}, cut {cut}: {model:#?} {roster:?}");
                assert!(soft <= whole.soft, "{name}");
                assert!(whole.hard > 0 || hard == 0, "{name}");
            }
        }
    }
}
