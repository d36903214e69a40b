//! The fewest changes to a roster that restore every hard term, with the proof that fewer do not.
//!
//! Whatever restores a roster changes one of the cells of a broken term, in a way that can mend that term. So one
//! broken term is taken, every such change is tried, and the next broken term is taken, until nothing is broken or the
//! number of changes is used up; with no change, then one, then two. A number is done when all of that has been tried:
//! fewer changes are then proven to be impossible, whatever the size of the team. Terms that need changes in cells
//! that they do not share bound how many are still needed.

mod mend;

use super::Watch;
use crate::domain::Roster;
use crate::model::{DutySet, Form, Model, Price, Term, violation};
use mend::Change;

/// How much to look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// Changes at most.
    pub most: usize,
    /// Changes that are tried, in all; a work limit, with which the result is the same on every run.
    pub tries: u64,
    /// Rosters of the fewest changes that are kept.
    pub rosters: usize,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fewest {
    /// Fewer changes than this are proven not to suffice.
    pub bound: usize,
    /// Rosters with exactly so many changes that keep every hard term; empty: not found with the effort.
    pub rosters: Vec<Roster>,
    /// Whether these are all.
    pub complete: bool,
}

/// Looks for the fewest changes to `start`. Only cells that are `free` (by person and day) may change.
pub fn fewest(
    model: &Model,
    start: &Roster,
    free: &[Vec<bool>],
    effort: Effort,
    watch: &dyn Watch,
) -> Fewest {
    let hard = model.hard(Price::Hard);
    let mut search = Search::new(&hard, start, free, effort, watch);
    for changes in 0..=effort.most {
        search.found.clear();
        search.more = false;
        search.descend(changes);
        if search.over() {
            return Fewest {
                bound: changes,
                rosters: search.found,
                complete: false,
            };
        }
        if !search.found.is_empty() {
            let complete = !search.more;
            return Fewest {
                bound: changes,
                rosters: search.found,
                complete,
            };
        }
    }
    Fewest {
        bound: effort.most + 1,
        rosters: Vec::new(),
        complete: true,
    }
}

/// A cell's part in a term.
struct Share {
    term: usize,
    /// In a sum: the weights of duties. Other terms are looked at as a whole.
    weights: Option<Vec<(DutySet, i64)>>,
}

struct Search<'a> {
    model: &'a Model,
    /// Terms of each cell, by person × days + day, with what the cell counts in sums.
    terms: Vec<Vec<Share>>,
    /// Values of the sums, by term.
    sums: Vec<i64>,
    /// What a cell may hold without breaking a term of its own.
    allowed: Vec<DutySet>,
    free: Vec<bool>,
    roster: Roster,
    /// Units by which each term is broken.
    broken: Vec<i64>,
    /// Terms that are broken, ascending.
    open: Vec<usize>,
    /// Changes (cell and value) that were tried to the end, and need not be tried again behind others.
    done: Vec<bool>,
    effort: Effort,
    tries: u64,
    stopped: bool,
    watch: &'a dyn Watch,
    found: Vec<Roster>,
    /// Whether there are more than are kept.
    more: bool,
}

impl<'a> Search<'a> {
    fn new(
        model: &'a Model,
        start: &Roster,
        free: &[Vec<bool>],
        effort: Effort,
        watch: &'a dyn Watch,
    ) -> Search<'a> {
        let cells = model.people * model.days;
        let mut terms: Vec<Vec<Share>> = Vec::new();
        terms.resize_with(cells, Vec::new);
        for (term, Term { form, .. }) in model.terms.iter().enumerate() {
            for (person, day) in mend::cells(form) {
                if let Some(own) = terms.get_mut(person * model.days + day) {
                    let weights = weights(form, person, day);
                    own.push(Share { term, weights });
                }
            }
        }
        let sum = |t: &Term| match &t.form {
            Form::Count { sum, .. } => sum.value(start),
            _ => 0,
        };
        let sums = model.terms.iter().map(sum).collect();
        let broken: Vec<i64> = model
            .terms
            .iter()
            .map(|t| violation(t, start).hard)
            .collect();
        let open = (0..broken.len()).filter(|t| broken[*t] > 0).collect();
        let is_free = |cell: usize| {
            let row = free.get(cell / model.days);
            row.and_then(|row| row.get(cell % model.days))
                .copied()
                .unwrap_or(false)
        };
        Search {
            model,
            terms,
            sums,
            allowed: model.allowed().into_iter().flatten().collect(),
            free: (0..cells).map(is_free).collect(),
            roster: start.clone(),
            broken,
            open,
            done: vec![false; cells * (model.duties + 1)],
            effort,
            tries: 0,
            stopped: false,
            watch,
            found: Vec::new(),
            more: false,
        }
    }

    fn over(&self) -> bool {
        self.stopped || self.tries >= self.effort.tries
    }

    /// Tries everything with so many more changes.
    fn descend(&mut self, left: usize) {
        if self.open.is_empty() {
            match self.found.len() < self.effort.rosters {
                true => self.found.push(self.roster.clone()),
                false => self.more = true,
            }
            return;
        }
        if left == 0 || (self.more && !self.found.is_empty()) {
            return;
        }
        let Some(changes) = self.branch(left) else {
            return;
        };
        let mut tried = 0;
        for change in &changes {
            if self.over() {
                break;
            }
            self.tries += 1;
            self.stopped |= self.tries.is_multiple_of(1024) && self.watch.stop();
            let before = self.make(*change);
            self.descend(left - 1);
            self.take_back(*change, before);
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

    /// The changes of which one must be made, from the broken term that has the fewest; `None` where so many changes
    /// cannot mend all.
    fn branch(&self, left: usize) -> Option<Vec<Change>> {
        let mut all: Vec<(usize, Vec<Change>)> = Vec::with_capacity(self.open.len());
        for term in &self.open {
            let mut changes = mend::changes(&self.model.terms[*term], &self.roster, self.model);
            changes.retain(|c| self.may(*c));
            let needed = self.needed(*term, &changes);
            if changes.is_empty() || needed > left {
                return None;
            }
            all.push((needed, changes));
        }
        all.sort_by_key(|(_, changes)| changes.len());
        let mut used: Vec<usize> = Vec::new();
        let mut needed = 0;
        for (own, changes) in &all {
            let cell = |c: &Change| c.person * self.model.days + c.day;
            if changes.iter().any(|c| used.binary_search(&cell(c)).is_ok()) {
                continue;
            }
            needed += own;
            if needed > left {
                return None;
            }
            used.extend(changes.iter().map(cell));
            used.sort_unstable();
            used.dedup();
        }
        all.into_iter().next().map(|(_, changes)| changes)
    }

    fn may(&self, change: Change) -> bool {
        let cell = change.person * self.model.days + change.day;
        let allowed = change.value.is_none_or(|duty| self.allowed[cell].has(duty));
        self.free[cell] && allowed && !self.done[self.place(change)]
    }

    /// How many of these changes a term needs at least: sums may need several.
    fn needed(&self, term: usize, changes: &[Change]) -> usize {
        let Form::Count { low, high, .. } = &self.model.terms[term].form else {
            return 1;
        };
        let value = self.sums[term];
        let lacking = match (low, high) {
            (Some(low), _) if value < low.at => low.at - value,
            (_, Some(high)) if value > high.at => value - high.at,
            _ => return 1,
        };
        // What each cell can do at best, the best first; changes come sorted by cell.
        let own = changes.chunk_by(|a, b| (a.person, a.day) == (b.person, b.day));
        let most = |cell: &[Change]| cell.iter().map(|c| c.effect.abs()).max().unwrap_or(0);
        let mut best: Vec<i64> = own.map(most).collect();
        best.sort_unstable_by_key(|effect| std::cmp::Reverse(*effect));
        let mut sum = 0;
        let enough = best.iter().position(|effect| {
            sum += effect;
            sum >= lacking
        });
        enough.map_or(usize::MAX, |last| last + 1)
    }

    fn place(&self, change: Change) -> usize {
        let cell = change.person * self.model.days + change.day;
        cell * (self.model.duties + 1) + change.value.map_or(0, |duty| duty + 1)
    }

    /// Makes a change; its cell is not changed again until it is taken back.
    fn make(&mut self, change: Change) -> Option<usize> {
        let before = self.set(change.person, change.day, change.value);
        self.free[change.person * self.model.days + change.day] = false;
        before
    }

    fn take_back(&mut self, change: Change, before: Option<usize>) {
        self.set(change.person, change.day, before);
        self.free[change.person * self.model.days + change.day] = true;
    }

    fn set(&mut self, person: usize, day: usize, value: Option<usize>) -> Option<usize> {
        let before = std::mem::replace(&mut self.roster.cells[person][day], value);
        for Share { term, weights } in &self.terms[person * self.model.days + day] {
            let now = match weights {
                Some(weights) => {
                    let worth = |held: Option<usize>| -> i64 {
                        let own = weights
                            .iter()
                            .filter(|(set, _)| held.is_some_and(|d| set.has(d)));
                        own.map(|(_, weight)| weight).sum()
                    };
                    self.sums[*term] += worth(value) - worth(before);
                    beyond(&self.model.terms[*term].form, self.sums[*term])
                }
                None => violation(&self.model.terms[*term], &self.roster).hard,
            };
            let was = std::mem::replace(&mut self.broken[*term], now);
            match (was > 0, now > 0) {
                (false, true) => {
                    let place = self.open.partition_point(|t| t < term);
                    self.open.insert(place, *term);
                }
                (true, false) => self.open.retain(|t| t != term),
                _ => {}
            }
        }
        before
    }
}

/// What a cell counts in a term that is a sum.
fn weights(form: &Form, person: usize, day: usize) -> Option<Vec<(DutySet, i64)>> {
    let Form::Count { sum, .. } = form else {
        return None;
    };
    let own = sum
        .items
        .iter()
        .filter(|i| i.spot.person == person && i.spot.day == day);
    Some(own.map(|i| (i.spot.duties, i.weight)).collect())
}

/// Units by which a sum of this value is out of its bounds; all bounds here are hard.
fn beyond(form: &Form, value: i64) -> i64 {
    let Form::Count { low, high, .. } = form else {
        return 0;
    };
    let below = low.map_or(0, |low| low.started(low.at - value));
    let above = high.map_or(0, |high| high.started(value - high.at));
    below + above
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
        rosters: usize::MAX,
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
            let found = fewest(&model, start, &free, EFFORT, &Unwatched);
            let least = good.iter().map(|r| distance(start, r)).min();
            let Some(least) = least else {
                assert!(found.rosters.is_empty(), "model {number}");
                continue;
            };
            assert_eq!(found.bound, least, "model {number}: {model:#?} {start:?}");
            assert!(found.complete);
            // All of them, each once.
            let key = |r: &Roster| format!("{r:?}");
            let expected = good.iter().filter(|r| distance(start, r) == least);
            let expected: BTreeSet<String> = expected.map(|r| key(r)).collect();
            let got: BTreeSet<String> = found.rosters.iter().map(key).collect();
            assert_eq!(got.len(), found.rosters.len(), "model {number}: one twice");
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
            let found = fewest(&model, start, &free, EFFORT, &Unwatched);
            assert_eq!(
                found.rosters.first().map(|r| distance(start, r)),
                least,
                "model {number}"
            );
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
            let all = fewest(&model, &start, &free, EFFORT, &Unwatched);
            for tries in [1, 3, 10] {
                let some = fewest(
                    &model,
                    &start,
                    &free,
                    Effort { tries, ..EFFORT },
                    &Unwatched,
                );
                assert!(some.bound <= all.bound, "model {number}");
                assert!(
                    some.rosters.iter().all(|r| all.rosters.contains(r)),
                    "model {number}"
                );
            }
        }
    }
}
