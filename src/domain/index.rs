//! A place in the list of people as a type of its own, so that nobody is taken for a day, a duty or a row on paper.
//!
//! Lists with one entry a person are asked by it as by a number. Engines have numbers in their tables: they take them out
//! of the terms that they read, and put them back into what they ask a roster.

use serde::Serialize;
use std::ops::{Index, IndexMut};

/// A person, by place in the problem's people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct PersonIx(pub usize);

impl PersonIx {
    /// The first so many people.
    pub fn first(
        count: usize,
    ) -> impl DoubleEndedIterator<Item = PersonIx> + ExactSizeIterator + Clone {
        (0..count).map(PersonIx)
    }

    /// What is listed by person, each with whose it is.
    pub fn enumerate<I: IntoIterator>(list: I) -> impl Iterator<Item = (PersonIx, I::Item)> {
        let list = list.into_iter().enumerate();
        list.map(|(place, item)| (PersonIx(place), item))
    }
}

impl<T> Index<PersonIx> for [T] {
    type Output = T;

    fn index(&self, person: PersonIx) -> &T {
        &self[person.0]
    }
}

impl<T> IndexMut<PersonIx> for [T] {
    fn index_mut(&mut self, person: PersonIx) -> &mut T {
        &mut self[person.0]
    }
}

impl<T> Index<PersonIx> for Vec<T> {
    type Output = T;

    fn index(&self, person: PersonIx) -> &T {
        &self[person.0]
    }
}

impl<T> IndexMut<PersonIx> for Vec<T> {
    fn index_mut(&mut self, person: PersonIx) -> &mut T {
        &mut self[person.0]
    }
}
