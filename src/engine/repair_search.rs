//! Repair search: the fewest changes to a roster that restore every hard term, with the proof that fewer do not. A bounded
//! search tree with iterative deepening (Korf 1985).
//!
//! Whatever restores a roster changes one of the cells of a broken term, in a way that can mend that term. So one broken
//! term is taken, every such change is tried, and the next broken term is taken, until nothing is broken or the number of
//! changes is used up; with no change, then one, then two. A number that has been tried to its end is proven not to do,
//! whatever the size of the team. Broken terms that share no cell add up to a lower bound.

mod changes;
mod state;

use super::Watch;
use crate::domain::{PersonIx, Roster};
use crate::model::{Cell, Model, Price};
use changes::Change;
use state::State;

/// How much to look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// Changes at most.
    pub most: usize,
    /// Changes that are tried, in all; a work limit, with which the result is the same on every run.
    pub tries: u64,
    /// Ways with the fewest changes that are kept.
    pub ways: usize,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FewestChanges {
    /// Fewer changes than this are proven not to suffice.
    pub bound: usize,
    /// Ways to keep every hard term with exactly so many changes; empty: not found with the effort.
    pub ways: Vec<Vec<Cell>>,
    /// Whether these are all.
    pub complete: bool,
}

/// A roster with some cells changed.
pub fn changed(start: &Roster, way: &[Cell]) -> Roster {
    let mut roster = start.clone();
    for cell in way {
        roster.cells[cell.person][cell.day] = cell.value;
    }
    roster
}

/// Looks for the fewest changes to `start`. Only cells that are `free` (by person and day) may change.
pub fn fewest_changes(
    model: &Model,
    start: &Roster,
    free: &[Vec<bool>],
    effort: Effort,
    watch: &dyn Watch,
) -> FewestChanges {
    let state = State::new(model.hard(Price::Hard), start, free);
    let mut search = Search::new(state, effort, watch);
    for changes in 0..=effort.most {
        search.found.clear();
        search.more = false;
        search.descend(changes);
        if search.over() || !search.found.is_empty() {
            return FewestChanges {
                bound: changes,
                complete: !search.over() && !search.more,
                ways: search.found,
            };
        }
    }
    FewestChanges {
        bound: effort.most + 1,
        ways: Vec::new(),
        complete: true,
    }
}

struct Search<'a> {
    state: State,
    /// Changes (cell and value) that were tried to the end, and need not be tried again behind others.
    done: Vec<bool>,
    /// Changes that are made.
    path: Vec<Cell>,
    effort: Effort,
    tries: u64,
    stopped: bool,
    watch: &'a dyn Watch,
    found: Vec<Vec<Cell>>,
    /// Whether there are more than are kept.
    more: bool,
    /// By cell: the last look in which a term that needs changes has it; and the number of looks.
    seen: Vec<u64>,
    looks: u64,
}

impl<'a> Search<'a> {
    fn new(state: State, effort: Effort, watch: &'a dyn Watch) -> Search<'a> {
        let cells = state.model.people * state.model.days;
        Search {
            done: vec![false; cells * (state.model.duties + 1)],
            path: Vec::new(),
            effort,
            tries: 0,
            stopped: false,
            watch,
            found: Vec::new(),
            more: false,
            seen: vec![0; cells],
            looks: 0,
            state,
        }
    }

    fn over(&self) -> bool {
        self.stopped || self.tries >= self.effort.tries
    }

    /// Tries everything with so many more changes.
    fn descend(&mut self, left: usize) {
        if self.state.open().is_empty() {
            if self.found.len() < self.effort.ways {
                self.found.push(self.path.clone())
            } else {
                self.more = true
            }
            return;
        }
        if left == 0 || (self.more && !self.found.is_empty()) {
            return;
        }
        let changes = match left {
            1 => self.last(),
            _ => self.branch(left),
        };
        let mut tried = 0;
        for change in &changes {
            if self.over() {
                break;
            }
            self.tries += 1;
            self.look_at_the_clock();
            let before = self.state.make(*change);
            self.path.push(Cell {
                person: PersonIx(change.person),
                day: change.day,
                value: change.value,
            });
            self.descend(left - 1);
            self.path.pop();
            self.state.take_back(*change, before);
            // Behind the others it need not be tried: all rosters with it are found by now.
            let place = self.place(*change);
            self.done[place] = true;
            tried += 1;
        }
        for change in &changes[..tried] {
            let place = self.place(*change);
            self.done[place] = false;
        }
    }

    fn look_at_the_clock(&mut self) {
        self.stopped |= self.tries.is_multiple_of(64) && self.watch.stop();
    }

    /// The changes that may each mend all that is broken.
    fn last(&self) -> Vec<Change> {
        let Some((first, others)) = self.state.open().split_first() else {
            return Vec::new();
        };
        let mut changes = self.changes(*first);
        changes.retain(|c| others.iter().all(|term| self.state.may_mend(*term, *c)));
        changes
    }

    /// The changes of which one must be made, from the broken term that has the fewest; none where so many changes cannot
    /// mend all.
    fn branch(&mut self, left: usize) -> Vec<Change> {
        let mut all: Vec<(usize, Vec<Change>)> = Vec::with_capacity(self.state.open().len());
        let mut apart = self.apart(left);
        for place in 0..self.state.open().len() {
            let term = self.state.open()[place];
            let changes = self.changes(term);
            let needed = self.state.needed(term, &changes);
            if changes.is_empty() || !self.adds(&mut apart, needed, &changes) {
                return Vec::new();
            }
            all.push((needed, changes));
        }
        all.sort_by_key(|(_, changes)| changes.len());
        let mut apart = self.apart(left);
        for (needed, changes) in &all {
            if !self.adds(&mut apart, *needed, changes) {
                return Vec::new();
            }
        }
        all.into_iter().next().map_or(Vec::new(), |(_, own)| own)
    }

    /// Counts anew how many changes are needed by terms that share no cell.
    fn apart(&mut self, left: usize) -> Apart {
        self.looks += 1;
        Apart { needed: 0, left }
    }

    /// Adds a term that needs some of these changes, unless it shares cells with those before; whether so many changes can
    /// still do.
    fn adds(&mut self, apart: &mut Apart, needed: usize, changes: &[Change]) -> bool {
        if needed > apart.left {
            return false;
        }
        let seen = |c: &Change| self.seen[self.state.cell(*c)] == self.looks;
        if changes.iter().any(seen) {
            return true;
        }
        for change in changes {
            let cell = self.state.cell(*change);
            self.seen[cell] = self.looks;
        }
        apart.needed += needed;
        apart.needed <= apart.left
    }

    /// The changes for a broken term that have not been tried.
    fn changes(&self, term: usize) -> Vec<Change> {
        let mut changes = self.state.changes(term);
        changes.retain(|change| !self.done[self.place(*change)]);
        changes
    }

    fn place(&self, change: Change) -> usize {
        let duties = self.state.model.duties;
        self.state.cell(change) * (duties + 1) + change.value.map_or(0, |duty| duty + 1)
    }
}

/// How many changes terms need that share no cell, and how many there may be.
struct Apart {
    needed: usize,
    left: usize,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::engine::Unwatched;
    use crate::engine::models::{model, rosters};
    use crate::model::score;
    use std::collections::BTreeSet;

    fn distance(a: &Roster, b: &Roster) -> usize {
        let rows = a.cells.iter().zip(&b.cells);
        rows.map(|(a, b)| a.iter().zip(b).filter(|(a, b)| a != b).count())
            .sum()
    }

    const EFFORT: Effort = Effort {
        most: 8,
        tries: u64::MAX,
        ways: usize::MAX,
    };

    #[test]
    fn the_fewest_changes_are_those_that_enumeration_finds() {
        let (mut restored, mut deep) = (0, 0);
        for number in 0..1000 {
            let model = model(number);
            let all: Vec<Roster> = rosters(&model).collect();
            let good: Vec<&Roster> = all.iter().filter(|r| score(&model, r).hard == 0).collect();
            let start = &all[(number * 7919) % all.len()];
            let free = vec![vec![true; model.days]; model.people];
            let found = fewest_changes(&model, start, &free, EFFORT, &Unwatched);
            let least = good.iter().map(|r| distance(start, r)).min();
            let Some(least) = least else {
                assert!(found.ways.is_empty(), "model {number}");
                continue;
            };
            assert_eq!(found.bound, least, "model {number}: {model:#?} {start:?}");
            assert!(found.complete);
            // All of them, each once.
            let key = |r: &Roster| format!("{r:?}");
            let expected = good.iter().filter(|r| distance(start, r) == least);
            let expected: BTreeSet<String> = expected.map(|r| key(r)).collect();
            let got = found.ways.iter().map(|way| key(&changed(start, way)));
            let got: BTreeSet<String> = got.collect();
            assert_eq!(got.len(), found.ways.len(), "model {number}: one twice");
            assert_eq!(got, expected, "model {number}: {model:#?} {start:?}");
            restored += 1;
            deep += usize::from(least > 1);
        }
        assert!(restored > 150 && deep > 50, "{restored} and {deep} models");
    }

    #[test]
    fn cells_that_are_not_free_stay() {
        let mut fixed = 0;
        for number in 0..200 {
            let model = model(number);
            let all: Vec<Roster> = rosters(&model).collect();
            let start = &all[(number * 31) % all.len()];
            let mut free = vec![vec![true; model.days]; model.people];
            free[0][0] = false;
            let same =
                |r: &&Roster| r.cells[0][0] == start.cells[0][0] && score(&model, r).hard == 0;
            let least = all.iter().filter(same).map(|r| distance(start, r)).min();
            let found = fewest_changes(&model, start, &free, EFFORT, &Unwatched);
            assert_eq!(found.ways.first().map(Vec::len), least, "model {number}");
            fixed += usize::from(least.is_some());
        }
        assert!(fixed > 50, "{fixed} models");
    }

    #[test]
    fn an_effort_that_is_used_up_proves_what_it_has_tried() {
        for number in 0..100 {
            let model = model(number);
            let start = rosters(&model).next().unwrap();
            let free = vec![vec![true; model.days]; model.people];
            let all = fewest_changes(&model, &start, &free, EFFORT, &Unwatched);
            for tries in [1, 3, 10] {
                let some = fewest_changes(
                    &model,
                    &start,
                    &free,
                    Effort { tries, ..EFFORT },
                    &Unwatched,
                );
                assert!(some.bound <= all.bound, "model {number}");
                assert!(
                    some.ways.iter().all(|way| all.ways.contains(way)),
                    "model {number}"
                );
            }
        }
    }
}
