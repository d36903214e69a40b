//! A roster that is changed cell by cell, and which of some demands it breaks.

use super::atoms::Atoms;
use crate::domain::{PersonIx, Roster};
use std::collections::BTreeSet;

/// The roster.
#[derive(Debug, Clone)]
pub struct Slate<'a> {
    atoms: &'a Atoms,
    /// Which demands count.
    counts: Vec<bool>,
    roster: Roster,
    broken: BTreeSet<usize>,
}

impl<'a> Slate<'a> {
    /// Puts a roster on the slate; the demands of `set` count.
    pub fn new(atoms: &'a Atoms, set: &[usize], roster: Roster) -> Slate<'a> {
        let mut counts = vec![false; atoms.terms.len()];
        for atom in set {
            counts[*atom] = true;
        }
        let broken = set.iter().copied().filter(|a| atoms.broken(*a, &roster));
        Slate {
            atoms,
            counts,
            broken: broken.collect(),
            roster,
        }
    }

    /// The roster as it stands.
    pub fn roster(&self) -> &Roster {
        &self.roster
    }

    /// The demands that it breaks.
    pub fn broken(&self) -> &BTreeSet<usize> {
        &self.broken
    }

    /// Changes a cell, and gives what stood there.
    pub fn set(&mut self, person: PersonIx, day: usize, value: Option<usize>) -> Option<usize> {
        let before = std::mem::replace(&mut self.roster.cells[person][day], value);
        for atom in self.atoms.at(person, day) {
            if !self.counts[*atom] {
                continue;
            }
            if self.atoms.broken(*atom, &self.roster) {
                self.broken.insert(*atom);
            } else {
                self.broken.remove(atom);
            }
        }
        before
    }

    /// Tries every other value of every cell that one of these demands looks at, and says after each what came of it.
    /// The cell is as it was afterwards. Ends when `seen` says so.
    pub fn each_change(
        &mut self,
        demands: &[usize],
        mut seen: impl FnMut(&Slate<'a>, (PersonIx, usize)) -> bool,
    ) {
        let atoms = self.atoms;
        let all = demands.iter().flat_map(|atom| atoms.cells(*atom));
        let cells: BTreeSet<(PersonIx, usize)> = all.copied().collect();
        for (person, day) in cells {
            let now = self.roster.get(person, day);
            let values = std::iter::once(None).chain((0..atoms.duties).map(Some));
            for value in values.filter(|value| *value != now) {
                self.set(person, day, value);
                let go_on = seen(self, (person, day));
                self.set(person, day, now);
                if !go_on {
                    return;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explain::models::{Random, longer};

    #[test]
    fn what_is_broken_is_known_after_every_change() {
        for number in 0..200 {
            let model = longer(number);
            let atoms = Atoms::of(&model);
            let all: Vec<usize> = (0..atoms.terms.len()).collect();
            let some: Vec<usize> = all.iter().copied().filter(|a| a % 3 != 1).collect();
            let mut random = Random::new(number as u64);
            let empty = Roster::empty(model.people, model.days);
            let mut slate = Slate::new(&atoms, &some, empty);
            for _ in 0..50 {
                let (person, day) = (random.below(model.people), random.below(model.days));
                let value = random.below(model.duties + 1).checked_sub(1);
                slate.set(PersonIx(person), day, value);
                let fresh = Slate::new(&atoms, &some, slate.roster().clone());
                assert_eq!(slate.broken(), fresh.broken(), "model {number}");
            }
            let (before, broken) = (slate.roster().clone(), slate.broken().clone());
            slate.each_change(&all, |_, _| true);
            assert_eq!((slate.roster(), slate.broken()), (&before, &broken));
        }
    }
}
