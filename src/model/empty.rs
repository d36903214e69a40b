//! Cells in which nothing can stand: what the hard terms of that cell alone ask for and forbid leaves no duty, and
//! no rest either. Seen at once, without an engine.

use super::{DutySet, Form, Item, Limit, Model, Price, Sum, Term};
use crate::domain::PersonIx;
use std::collections::BTreeMap;

/// A cell that must be something and may be nothing.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct EmptyCell {
    /// Person.
    pub person: PersonIx,
    /// Day, from 0.
    pub day: usize,
    /// Indices of terms that leave nothing, ascending; without any one of them something is left.
    pub terms: Vec<usize>,
}

/// What may stand in a cell: rest, and some duties.
#[derive(Clone, Copy)]
struct Left {
    rest: bool,
    duties: DutySet,
}

impl Left {
    fn and(self, other: Left) -> Left {
        Left {
            rest: self.rest && other.rest,
            duties: self.duties.and(other.duties),
        }
    }

    fn nothing(self) -> bool {
        !self.rest && self.duties.is_empty()
    }
}

impl Model {
    /// Every cell in which nothing can stand, by person and day.
    pub fn empty_cells(&self) -> Vec<EmptyCell> {
        let mut cells: BTreeMap<(PersonIx, usize), Vec<(usize, Left)>> = BTreeMap::new();
        for (index, term) in self.terms.iter().enumerate() {
            if let Some((cell, left)) = self.left(term) {
                cells.entry(cell).or_default().push((index, left));
            }
        }
        let empty = |((person, day), left)| {
            let terms = self.clash(left)?;
            Some(EmptyCell { person, day, terms })
        };
        cells.into_iter().filter_map(empty).collect()
    }

    /// Whether somebody can never have this duty on this day, whatever else the roster holds: a hard term of the cell alone
    /// forbids it, or it is more by itself than a hard sum allows.
    pub fn barred(&self, person: PersonIx, day: usize, duty: usize) -> bool {
        let cell = (person, day);
        let alone = |term: &Term| {
            let left = self.left(term).filter(|(of, _)| *of == cell);
            left.is_some_and(|(_, left)| !left.duties.has(duty))
        };
        let too_much = |term: &Term| match &term.form {
            Form::Count {
                sum,
                high: Some(high),
                ..
            } => {
                let mut items = sum.items.iter();
                let here =
                    |i: &&Item| (i.spot.person, i.spot.day) == cell && i.spot.duties.has(duty);
                let more: i64 = sum.items.iter().filter(here).map(|i| i.weight).sum();
                high.price == Price::Hard
                    && more > 0
                    && items.all(|i| i.weight >= 0)
                    && sum.base + more > high.at
            }
            _ => false,
        };
        self.terms.iter().any(|term| alone(term) || too_much(term))
    }

    fn all(&self) -> Left {
        Left {
            rest: true,
            duties: DutySet::all(self.duties),
        }
    }

    /// The fewest of some terms of one cell that leave nothing in it, as far as leaving them out one by one finds them.
    fn clash(&self, mut terms: Vec<(usize, Left)>) -> Option<Vec<usize>> {
        let nothing = |terms: &[(usize, Left)]| {
            let left = terms
                .iter()
                .fold(self.all(), |all, (_, left)| all.and(*left));
            left.nothing()
        };
        if !nothing(&terms) {
            return None;
        }
        // The first statements stay: those of the frame say most plainly what is wrong.
        for at in (0..terms.len()).rev() {
            let taken = terms.remove(at);
            if !nothing(&terms) {
                terms.insert(at, taken);
            }
        }
        Some(terms.into_iter().map(|(index, _)| index).collect())
    }

    /// What a hard term leaves in the one cell that it speaks of; `None` where it speaks of several.
    fn left(&self, term: &Term) -> Option<((PersonIx, usize), Left)> {
        match &term.form {
            Form::Forbid {
                spot,
                price: Price::Hard,
            } => {
                let duties = self.all().duties.minus(spot.duties);
                Some(((spot.person, spot.day), Left { rest: true, duties }))
            }
            Form::Count { sum, low, high } => {
                let hard = |limit: &Option<Limit>| limit.filter(|l| l.price == Price::Hard);
                let (low, high) = (hard(low), hard(high));
                if low.is_none() && high.is_none() {
                    return None;
                }
                let keeps = |value: i64| {
                    low.is_none_or(|l| value >= l.at) && high.is_none_or(|l| value <= l.at)
                };
                self.counted(sum, keeps)
            }
            _ => None,
        }
    }

    fn counted(&self, sum: &Sum, keeps: impl Fn(i64) -> bool) -> Option<((PersonIx, usize), Left)> {
        let first = sum.items.first()?.spot;
        let cell = (first.person, first.day);
        let mut items = sum.items.iter();
        if !items.all(|i| (i.spot.person, i.spot.day) == cell) {
            return None;
        }
        let value = |duty: usize| {
            let held = sum.items.iter().filter(|i| i.spot.duties.has(duty));
            sum.base + held.map(|i| i.weight).sum::<i64>()
        };
        let duties = (0..self.duties).filter(|&duty| keeps(value(duty)));
        let left = Left {
            rest: keeps(sum.base),
            duties: duties.collect(),
        };
        Some((cell, left))
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::PersonIx;
    use crate::engine::models::{model, rosters};
    use crate::model::{Model, score};

    /// Whether a model of some terms has a roster that breaks nothing hard.
    fn possible(model: &Model, keep: impl Fn(usize) -> bool) -> bool {
        let terms = model.terms.iter().enumerate();
        let terms = terms.filter(|(index, _)| keep(*index));
        let part = Model {
            terms: terms.map(|(_, term)| term.clone()).collect(),
            ..*model
        };
        rosters(&part).any(|roster| score(&part, &roster).hard == 0)
    }

    #[test]
    fn what_is_barred_stands_in_no_roster() {
        let mut found = 0;
        for number in 0..60 {
            let model = model(number);
            for (person, day, duty) in cells(&model) {
                if !model.barred(person, day, duty) {
                    continue;
                }
                found += 1;
                let held = |roster: &crate::domain::Roster| roster.get(person, day) == Some(duty);
                let mut kept = rosters(&model).filter(|r| score(&model, r).hard == 0);
                assert!(!kept.any(|roster| held(&roster)), "{number}");
            }
        }
        assert!(found >= 10, "only {found} barred duties");
    }

    fn cells(model: &Model) -> impl Iterator<Item = (PersonIx, usize, usize)> + use<> {
        let (people, days, duties) = (model.people, model.days, model.duties);
        (0..people * days * duties).map(move |at| {
            let (duty, rest) = (at % duties, at / duties);
            (PersonIx(rest % people), rest / people, duty)
        })
    }

    #[test]
    fn what_is_empty_has_no_roster_and_each_of_its_terms_is_to_blame() {
        let mut found = 0;
        for number in 0..60 {
            let mut model = model(number);
            if model.duties == 0 || model.people == 0 || model.days == 0 {
                continue;
            }
            // A cell that is held twice, each time for something else.
            let (person, day) = (PersonIx(number % model.people), number % model.days);
            if number % 2 == 0 {
                model.hold(person, day, Some(0));
                model.hold(person, day, None);
            }
            for cell in model.empty_cells() {
                found += 1;
                assert!(!possible(&model, |t| cell.terms.contains(&t)), "{number}");
                for without in &cell.terms {
                    let keep = |t| cell.terms.contains(&t) && t != *without;
                    assert!(possible(&model, keep), "{number}: {cell:?}");
                }
            }
            if number % 2 == 0 {
                let own = |c: &super::EmptyCell| (c.person, c.day) == (person, day);
                assert!(model.empty_cells().iter().any(own), "{number}");
            }
        }
        assert!(found >= 20, "only {found} empty cells");
    }
}
