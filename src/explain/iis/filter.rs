//! The deletion filter (Chinneck and Dravnieks 1991): a conflict made smaller until each member is necessary, in steps that
//! grow and shrink, as QuickXplain's do (Junker 2004), with rotation of what was found (Belov and Marques-Silva 2011).
//!
//! A demand without which the others can be kept is necessary, and the roster that keeps them shows it. From such a
//! roster others are a cell away: change one that mends the broken demand, and if exactly one other demand breaks by
//! it, that one is necessary too, without anything being solved. A month with one person too few has dozens of members,
//! and most of them are found like this.

use super::atoms::Atoms;
use super::oracle::{Answer, Oracle};
use super::slate::Slate;
use crate::domain::Roster;
use crate::engine::EngineError;
use std::collections::BTreeMap;

/// Rosters that one rotation may look at.
const LOOKS: usize = 60_000;

/// A conflict of which nothing can be left out.
#[derive(Debug, Clone, Default)]
pub struct Filtered {
    /// The demands, ascending.
    pub set: Vec<usize>,
    /// For each that was shown to be necessary: a roster that keeps all the others.
    pub without: BTreeMap<usize, Roster>,
}

/// Leaves out of a conflict what is not needed for it. When time runs out, some of what is left has no roster beside it.
///
/// # Errors
/// The solver fails.
pub fn filter(oracle: &mut Oracle<'_>, conflict: Vec<usize>) -> Result<Filtered, EngineError> {
    let mut filter = Filter {
        set: ordered(oracle.atoms, conflict),
        without: BTreeMap::new(),
        open: Vec::new(),
    };
    let mut step = (filter.set.len() / 4).max(1);
    while let Some(tried) = filter.next(step) {
        if oracle.over() {
            break;
        }
        let rest = filter.set.iter().copied().filter(|a| !tried.contains(a));
        let rest: Vec<usize> = rest.collect();
        match oracle.ask(&rest)? {
            Answer::Not(needed) => {
                filter.set.retain(|atom| needed.contains(atom));
                step = (step * 2).min((filter.set.len() / 4).max(1));
            }
            Answer::Kept(roster) => {
                let broken = |atom: &usize| oracle.atoms.broken(*atom, &roster);
                let mut broken = filter.set.iter().copied().filter(broken);
                match (broken.next(), broken.next()) {
                    // It was no conflict: the linear program has erred. Whoever proves the rest finds that out.
                    (None, _) => break,
                    (Some(only), None) if !filter.without.contains_key(&only) => {
                        filter.necessary(oracle.atoms, only, roster);
                    }
                    _ => step = (step / 2).max(1),
                }
            }
            Answer::Open if tried.len() == 1 => filter.open.push(tried[0]),
            Answer::Open => step = (step / 2).max(1),
        }
    }
    filter.set.sort_unstable();
    Ok(Filtered {
        set: filter.set,
        without: filter.without,
    })
}

/// The order in which demands are left out: those that look at many cells first, so that what is left is as near to
/// single days and people as it can be.
fn ordered(atoms: &Atoms, mut set: Vec<usize>) -> Vec<usize> {
    set.sort_unstable();
    set.dedup();
    set.sort_by_key(|atom| std::cmp::Reverse(atoms.cells(*atom).len()));
    set
}

struct Filter {
    set: Vec<usize>,
    without: BTreeMap<usize, Roster>,
    /// Those of which it was not found out in time.
    open: Vec<usize>,
}

impl Filter {
    /// The next ones to leave out; `None` when all are decided.
    fn next(&self, step: usize) -> Option<Vec<usize>> {
        let decided = |a: &usize| self.without.contains_key(a) || self.open.contains(a);
        let undecided = self.set.iter().copied().filter(|a| !decided(a));
        let tried: Vec<usize> = undecided.take(step).collect();
        (!tried.is_empty()).then_some(tried)
    }

    /// A demand is necessary; those that a change of a cell shows to be so as well are noted with it.
    fn necessary(&mut self, atoms: &Atoms, atom: usize, roster: Roster) {
        let mut stack = vec![(atom, roster.clone())];
        self.without.insert(atom, roster);
        let mut looks = 0;
        while let Some((atom, roster)) = stack.pop() {
            let mut slate = Slate::new(atoms, &self.set, roster);
            let mut found: Vec<(usize, Roster)> = Vec::new();
            slate.each_change(&[atom], |slate, _| {
                looks += 1;
                let mut broken = slate.broken().iter().copied();
                if let (Some(other), None) = (broken.next(), broken.next())
                    && !self.without.contains_key(&other)
                    && !found.iter().any(|(known, _)| *known == other)
                {
                    found.push((other, slate.roster().clone()));
                }
                looks < LOOKS
            });
            for (other, roster) in found {
                self.without.insert(other, roster.clone());
                stack.push((other, roster));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::engine::{Limits, Unwatched};
    use crate::explain::models::{model, rosters};

    #[test]
    fn every_member_of_what_is_left_is_necessary() {
        let mut conflicts = 0;
        for number in 0..400 {
            let model = model(number);
            let atoms = Atoms::of(&model);
            let all: Vec<usize> = (0..atoms.terms.len()).collect();
            let kept = |set: &[usize], r: &Roster| !set.iter().any(|a| atoms.broken(*a, r));
            if rosters(&model).any(|r| kept(&all, &r)) {
                continue;
            }
            let mut oracle = Oracle::new(&atoms, &Limits::default(), &Unwatched);
            let found = filter(&mut oracle, all).unwrap();
            assert!(!rosters(&model).any(|r| kept(&found.set, &r)), "{number}");
            for atom in &found.set {
                let others: Vec<usize> = found.set.iter().copied().filter(|a| a != atom).collect();
                assert!(kept(&others, &found.without[atom]), "model {number}");
            }
            conflicts += 1;
        }
        assert!(conflicts > 25, "{conflicts} models");
    }
}
