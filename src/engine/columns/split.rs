//! The decomposition (Dantzig and Wolfe 1960): which terms belong to one person's row and which bind the team, and which
//! people are alike.
//!
//! Terms of one person that the pricing can follow day by day go there; all others become rows of the
//! master. People whose terms are the same but for the name share a pricing.

use super::seen::{Seen, placed, seen};
use crate::domain::PersonIx;
use crate::model::{Form, Group, Model, Spot, Sum};
use std::collections::BTreeMap;

/// The parts of a model.
#[derive(Debug, Clone)]
pub struct Split {
    /// `own[person]`: indices of the terms that the person's pricing follows.
    pub own: Vec<Vec<usize>>,
    /// Indices of the terms that are rows of the master program.
    pub shared: Vec<usize>,
    /// People who are alike, ascending; the first speaks for all.
    pub groups: Vec<Vec<usize>>,
}

impl Split {
    /// Splits a model.
    pub fn of(model: &Model) -> Split {
        let mut own = vec![Vec::new(); model.people];
        let mut shared = Vec::new();
        for (index, term) in model.terms.iter().enumerate() {
            match owner(&term.form) {
                Some(person) => own[person].push(index),
                None => shared.push(index),
            }
        }
        for own in &mut own {
            let homeless = homeless(model, own);
            own.retain(|index| !homeless.contains(index));
            shared.extend(homeless);
        }
        shared.sort_unstable();
        let groups = groups(model, &own, &shared);
        Split {
            own,
            shared,
            groups,
        }
    }
}

/// The longest run that a pricing counts day by day.
const LONGEST: i64 = 100;

/// The person whose pricing can follow the term.
fn owner(form: &Form) -> Option<usize> {
    match form {
        Form::Forbid { spot, .. } => Some(spot.person.0),
        Form::Follow { first, .. } => Some(first.person.0),
        Form::Run {
            person, low, high, ..
        } => {
            let short = |l: &Option<crate::model::Limit>| l.is_none_or(|l| l.at <= LONGEST);
            (short(low) && short(high)).then_some(person.0)
        }
        Form::Count { sum, .. } => one_person(sum.items.iter().map(|i| &i.spot)),
        Form::Touch { groups, .. } => {
            let person = one_person(groups.iter().flatten());
            person.filter(|_| apart(groups) || seen(form).is_some())
        }
        Form::Match { a, .. } => seen(form).map(|_| a.person.0),
        Form::Spread { .. } => None,
    }
}

/// Those of a person's terms that can only be remembered, and find no bits for that.
fn homeless(model: &Model, own: &[usize]) -> Vec<usize> {
    let kept = own.iter().copied();
    let kept = kept.filter_map(|index| Some((index, remembered(&model.terms[index].form)?)));
    let (indices, all): (Vec<usize>, Vec<Seen>) = kept.unzip();
    let placed = indices.into_iter().zip(placed(all));
    let lost = placed.filter(|(index, seen)| {
        seen.is_none() && !matches!(model.terms[*index].form, Form::Count { .. })
    });
    lost.map(|(index, _)| index).collect()
}

/// What is remembered of a term of one person, where pricing has no simpler way to follow it.
pub fn remembered(form: &Form) -> Option<Seen> {
    let simpler = match form {
        Form::Touch { groups, .. } => apart(groups),
        Form::Count { sum, .. } => {
            let mut days = sum.items.iter().map(|i| i.spot.day);
            let first = days.next();
            days.all(|d| Some(d) == first)
        }
        _ => false,
    };
    seen(form).filter(|_| !simpler)
}

fn one_person<'a>(mut spots: impl Iterator<Item = &'a Spot>) -> Option<usize> {
    let first = spots.next()?.person;
    spots.all(|s| s.person == first).then_some(first.0)
}

/// First and last day of a group.
pub fn range(group: &Group) -> Option<(usize, usize)> {
    let days = || group.iter().map(|s| s.day);
    Some((days().min()?, days().max()?))
}

/// Whether no two groups overlap in time.
fn apart(groups: &[Group]) -> bool {
    let mut ranges: Vec<_> = groups.iter().filter_map(range).collect();
    ranges.sort_unstable();
    ranges.windows(2).all(|w| w[0].1 < w[1].0)
}

/// What makes two people alike: their terms, without their names.
type Mark = Vec<(usize, String)>;

fn groups(model: &Model, own: &[Vec<usize>], shared: &[usize]) -> Vec<Vec<usize>> {
    let mut marks: Vec<Mark> = vec![Vec::new(); model.people];
    for (person, terms) in own.iter().enumerate() {
        for index in terms {
            let text = format!("{:?}", nameless(&model.terms[*index].form));
            marks[person].push((usize::MAX, text));
        }
    }
    for index in shared {
        mark_shared(*index, &model.terms[*index].form, &mut marks);
    }
    let mut alike: BTreeMap<Mark, Vec<usize>> = BTreeMap::new();
    for (person, mut mark) in marks.into_iter().enumerate() {
        mark.sort_unstable();
        alike.entry(mark).or_default().push(person);
    }
    let mut groups: Vec<Vec<usize>> = alike.into_values().collect();
    groups.sort_unstable();
    groups
}

fn mark_shared(index: usize, form: &Form, marks: &mut [Mark]) {
    let single = |sum: &Sum| one_person(sum.items.iter().map(|i| &i.spot));
    match form {
        Form::Count { sum, .. } => {
            for item in &sum.items {
                let s = item.spot;
                let text = format!("{} {:?} {}", s.day, s.duties, item.weight);
                marks[s.person].push((index, text));
            }
        }
        Form::Spread { sums, .. } if sums.iter().all(|s| single(s).is_some()) => {
            for sum in sums {
                if let Some(person) = single(sum) {
                    let items: Vec<_> = sum
                        .items
                        .iter()
                        .map(|i| (i.spot.day, i.spot.duties, i.weight))
                        .collect();
                    marks[person].push((index, format!("{} {items:?}", sum.base)));
                }
            }
        }
        // Whoever stands in any other term is like nobody else.
        other => {
            for person in people(other) {
                marks[person].push((index, format!("person {person}")));
            }
        }
    }
}

fn people(form: &Form) -> Vec<usize> {
    let spots: Vec<Spot> = match form {
        Form::Forbid { spot, .. } => vec![*spot],
        Form::Follow { first, then, .. } => vec![*first, *then],
        Form::Match { a, b, .. } => vec![*a, *b],
        Form::Count { sum, .. } => sum.items.iter().map(|i| i.spot).collect(),
        Form::Touch { groups, .. } => groups.iter().flatten().copied().collect(),
        Form::Spread { sums, .. } => sums
            .iter()
            .flat_map(|s| s.items.iter().map(|i| i.spot))
            .collect(),
        Form::Run { person, .. } => return vec![person.0],
    };
    let mut people: Vec<usize> = spots.iter().map(|s| s.person.0).collect();
    people.sort_unstable();
    people.dedup();
    people
}

/// A term of one person as if it were the first person's.
fn nameless(form: &Form) -> Form {
    let mut form = form.clone();
    match &mut form {
        Form::Forbid { spot, .. } => spot.person = PersonIx(0),
        Form::Follow { first, then, .. } => {
            first.person = PersonIx(0);
            then.person = PersonIx(0);
        }
        Form::Match { a, b, .. } => {
            a.person = PersonIx(0);
            b.person = PersonIx(0);
        }
        Form::Count { sum, .. } => sum
            .items
            .iter_mut()
            .for_each(|i| i.spot.person = PersonIx(0)),
        Form::Touch { groups, .. } => {
            let spots = groups.iter_mut().flatten();
            spots.for_each(|s| s.person = PersonIx(0));
        }
        Form::Run { person, .. } => *person = PersonIx(0),
        Form::Spread { sums, .. } => {
            let items = sums.iter_mut().flat_map(|s| s.items.iter_mut());
            items.for_each(|i| i.spot.person = PersonIx(0));
        }
    }
    form
}
