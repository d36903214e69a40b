//! The hard demands of a model, each as small as terms are, and models of some of them alone.

use crate::domain::{PersonIx, Roster};
use crate::model::{Form, Group, Item, Model, Price, Spot, Sum, Tag, Term, violation};
use std::collections::{BTreeMap, BTreeSet};

/// Every hard demand by itself: a hard term with one bound.
///
/// A sum that is to be exactly four is two demands, of which mostly only one is in the way.
#[derive(Debug, Clone)]
pub struct Atoms {
    /// Number of people.
    pub people: usize,
    /// Number of days.
    pub days: usize,
    /// Number of duties.
    pub duties: usize,
    /// The demands.
    pub terms: Vec<Term>,
    /// By person × days + day: the demands that look at the cell.
    by_cell: Vec<Vec<usize>>,
    /// By demand: its cells.
    cells: Vec<Vec<(PersonIx, usize)>>,
}

impl Atoms {
    /// The hard demands of a model.
    pub fn of(model: &Model) -> Atoms {
        let hard = model.hard(Price::Hard).terms;
        let terms: Vec<Term> = hard.into_iter().flat_map(split).collect();
        let cells: Vec<_> = terms.iter().map(|term| term.form.cells()).collect();
        let mut by_cell = vec![Vec::new(); model.people * model.days];
        for (atom, own) in cells.iter().enumerate() {
            for (person, day) in own {
                if let Some(list) = by_cell.get_mut(person.0 * model.days + day) {
                    list.push(atom);
                }
            }
        }
        Atoms {
            people: model.people,
            days: model.days,
            duties: model.duties,
            terms,
            by_cell,
            cells,
        }
    }

    /// The demands that look at a cell.
    pub fn at(&self, person: PersonIx, day: usize) -> &[usize] {
        let own = self.by_cell.get(person.0 * self.days + day);
        own.map_or(&[], Vec::as_slice)
    }

    /// The cells that a demand looks at.
    pub fn cells(&self, atom: usize) -> &[(PersonIx, usize)] {
        &self.cells[atom]
    }

    /// Whether a roster breaks a demand.
    pub fn broken(&self, atom: usize, roster: &Roster) -> bool {
        violation(&self.terms[atom], roster).hard > 0
    }

    /// A demand's tag.
    pub fn tag(&self, atom: usize) -> &Tag {
        &self.terms[atom].tag
    }

    /// Demands by tag.
    pub fn groups(&self, set: &[usize]) -> BTreeMap<Tag, Vec<usize>> {
        let mut groups: BTreeMap<Tag, Vec<usize>> = BTreeMap::new();
        for atom in set {
            let group = groups.entry(self.tag(*atom).clone()).or_default();
            group.push(*atom);
        }
        groups
    }
}

/// A term with two bounds as two terms.
fn split(term: Term) -> Vec<Term> {
    let two = match &term.form {
        Form::Count { low, high, .. }
        | Form::Run { low, high, .. }
        | Form::Touch { low, high, .. } => low.is_some() && high.is_some(),
        _ => false,
    };
    if !two {
        return vec![term];
    }
    let mut sides = [term.clone(), term];
    for (side, term) in sides.iter_mut().enumerate() {
        if let Form::Count { low, high, .. }
        | Form::Run { low, high, .. }
        | Form::Touch { low, high, .. } = &mut term.form
        {
            let dropped = if side == 0 { high } else { low };
            *dropped = None;
        }
    }
    sides.into()
}

/// A model of some demands, with nobody and no day that they do not look at: most conflicts are small, and what is
/// small is solved at once.
#[derive(Debug, Clone)]
pub struct Small {
    /// The model.
    pub model: Model,
    /// Its people, ascending.
    people: Vec<PersonIx>,
    /// Its first day.
    first: usize,
}

impl Small {
    /// The model in which some demands are hard, and some others cost one point a unit.
    pub fn of(atoms: &Atoms, hard: &[usize], soft: &[usize]) -> Small {
        let all = || hard.iter().chain(soft);
        let cells = all().flat_map(|atom| atoms.cells(*atom));
        let people: BTreeSet<PersonIx> = cells.clone().map(|cell| cell.0).collect();
        let days = cells.map(|cell| cell.1);
        // Demands that look at no cell are kept or broken whatever the roster; a cell more does no harm.
        let first = days.clone().min().unwrap_or(0);
        let last = days.max().unwrap_or(0);
        let mut people: Vec<PersonIx> = people.into_iter().collect();
        if people.is_empty() {
            people.push(PersonIx(0));
        }
        let mut place = vec![PersonIx(0); atoms.people.max(1)];
        for (index, person) in people.iter().enumerate() {
            place[*person] = PersonIx(index);
        }
        let moved = |atom: &usize| Term {
            tag: moved_tag(atoms.tag(*atom), first, last, &place, &people),
            form: moved(&atoms.terms[*atom].form, &place, first),
        };
        let priced = Model {
            terms: soft.iter().map(moved).collect(),
            ..Model::default()
        };
        let mut terms: Vec<Term> = hard.iter().map(moved).collect();
        terms.extend(priced.hard(Price::Soft(1)).terms);
        Small {
            model: Model {
                people: people.len(),
                days: last + 1 - first,
                duties: atoms.duties,
                terms,
            },
            people,
            first,
        }
    }

    /// Number of cells (person, day, duty).
    pub fn size(&self) -> usize {
        self.model.people * self.model.days * self.model.duties
    }

    /// A roster of all people and days with this one in its place; elsewhere everybody rests.
    pub fn whole(&self, own: &Roster, atoms: &Atoms) -> Roster {
        let mut roster = Roster::empty(atoms.people, atoms.days);
        for (person, row) in self.people.iter().zip(&own.cells) {
            for (day, duty) in row.iter().enumerate() {
                let row = roster.cells.get_mut(person.0);
                if let Some(cell) = row.and_then(|row| row.get_mut(self.first + day)) {
                    *cell = *duty;
                }
            }
        }
        roster
    }
}

/// Engines look at tags to see where a term is, so that these move too.
fn moved_tag(tag: &Tag, first: usize, last: usize, place: &[PersonIx], people: &[PersonIx]) -> Tag {
    let inside = |p: &&PersonIx| people.binary_search(p).is_ok();
    let day = |day: usize| day.clamp(first, last) - first;
    Tag {
        rule: tag.rule,
        people: tag
            .people
            .iter()
            .filter(inside)
            .map(|p| place[*p])
            .collect(),
        days: (day(tag.days.0), day(tag.days.1)),
    }
}

/// A form with its people and days in other places.
fn moved(form: &Form, place: &[PersonIx], first: usize) -> Form {
    let spot = |s: &Spot| Spot {
        person: place[s.person],
        day: s.day - first,
        duties: s.duties,
    };
    let sum = |s: &Sum| Sum {
        items: s
            .items
            .iter()
            .map(|i| Item {
                spot: spot(&i.spot),
                weight: i.weight,
            })
            .collect(),
        base: s.base,
    };
    let mut form = form.clone();
    match &mut form {
        Form::Forbid { spot: s, .. } => *s = spot(s),
        Form::Count { sum: s, .. } => *s = sum(s),
        Form::Run {
            person, from, to, ..
        } => {
            *person = place[*person];
            (*from, *to) = (*from - first, *to - first);
        }
        Form::Follow {
            first: a, then: b, ..
        }
        | Form::Match { a, b, .. } => (*a, *b) = (spot(a), spot(b)),
        Form::Touch { groups, .. } => {
            let group = |g: &Group| g.iter().map(spot).collect();
            *groups = groups.iter().map(group).collect();
        }
        Form::Spread { sums, .. } => *sums = sums.iter().map(sum).collect(),
    }
    form
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explain::models::{model, rosters};
    use crate::model::score;

    #[test]
    fn the_demands_together_are_broken_where_the_model_is() {
        for number in 0..200 {
            let model = model(number);
            let atoms = Atoms::of(&model);
            let all: Vec<usize> = (0..atoms.terms.len()).collect();
            let small = Small::of(&atoms, &all, &[]);
            let priced = Small::of(&atoms, &[], &all);
            for roster in rosters(&model).step_by(5) {
                let broken = all.iter().any(|atom| atoms.broken(*atom, &roster));
                let hard = score(&model, &roster).hard;
                assert_eq!(broken, hard > 0, "model {number}: {model:#?}");
                // The small model sees the same in the part of the roster that it has.
                let part = |small: &Small| Roster {
                    cells: small
                        .people
                        .iter()
                        .map(|p| {
                            let to = (small.first + small.model.days).min(model.days);
                            roster.cells[*p][small.first..to].to_vec()
                        })
                        .collect(),
                };
                assert_eq!(score(&small.model, &part(&small)).hard, hard);
                assert_eq!(score(&priced.model, &part(&priced)).soft, hard);
            }
        }
    }
}
