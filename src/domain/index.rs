//! Places in a month's lists, each of a type of its own: a person cannot be taken for a day, nor a day for a duty.
//!
//! Lists are asked by them as by numbers. Ranges of days stay numbers, since a range of these cannot be walked through;
//! so do the tables of engines, and the terms and rosters that engines read.

use serde::Serialize;
use std::ops::{Index, IndexMut};

/// One type of place, and lists that can be asked by it.
macro_rules! index {
    ($(#[$about:meta])* $name:ident) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(pub usize);

        impl $name {
            /// The first `count`.
            pub fn first(
                count: usize,
            ) -> impl DoubleEndedIterator<Item = $name> + ExactSizeIterator + Clone {
                (0..count).map($name)
            }

            /// What is listed, each with its place.
            pub fn enumerate<I: IntoIterator>(
                list: I,
            ) -> impl Iterator<Item = ($name, I::Item)> {
                list.into_iter().enumerate().map(|(at, item)| ($name(at), item))
            }
        }

        impl<T> Index<$name> for [T] {
            type Output = T;

            fn index(&self, at: $name) -> &T {
                &self[at.0]
            }
        }

        impl<T> IndexMut<$name> for [T] {
            fn index_mut(&mut self, at: $name) -> &mut T {
                &mut self[at.0]
            }
        }

        impl<T> Index<$name> for Vec<T> {
            type Output = T;

            fn index(&self, at: $name) -> &T {
                &self[at.0]
            }
        }

        impl<T> IndexMut<$name> for Vec<T> {
            fn index_mut(&mut self, at: $name) -> &mut T {
                &mut self[at.0]
            }
        }
    };
}

index! {
    /// A person, by place in the problem's people.
    PersonIx
}
