//! A search over a plateau: rosters that break as few rules as a given one, each a cell away from another: what else could
//! give instead.

use crate::domain::Roster;
use crate::engine::{Limits, Watch};
use crate::explain::iis::{Atoms, Slate};
use crate::model::Tag;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Rosters that are looked at, and that are kept.
const LOOKS: usize = 400_000;
const KEPT: usize = 200;

/// Rosters of which each breaks other demands than the others, by tag, and no more of them than the best that was met,
/// with what they break. None breaks what is barred.
pub fn plateau(
    atoms: &Atoms,
    start: Roster,
    barred: &dyn Fn(usize) -> bool,
    limits: &Limits,
    watch: &dyn Watch,
) -> Vec<(Vec<usize>, Roster)> {
    let tags = Tags::of(atoms);
    let all: Vec<usize> = (0..atoms.terms.len()).collect();
    let mut level = tags
        .of_broken(&Slate::new(atoms, &all, start.clone()))
        .len();
    let mut seen: BTreeSet<BTreeSet<usize>> = BTreeSet::new();
    let mut kept: Vec<(usize, Vec<usize>, Roster)> = Vec::new();
    let take = |slate: &Slate<'_>, tags: usize| {
        let broken = slate.broken().iter().copied().collect();
        (tags, broken, slate.roster().clone())
    };
    let mut queue = VecDeque::from([start]);
    let mut looks = 0;
    let over = || watch.seconds() >= limits.seconds || watch.stop();
    while let Some(roster) = queue.pop_front() {
        let mut slate = Slate::new(atoms, &all, roster);
        let own = tags.of_broken(&slate);
        if own.len() > level {
            continue;
        }
        let allowed = |slate: &Slate<'_>| !slate.broken().iter().any(|atom| barred(*atom));
        if allowed(&slate) && seen.insert(own.clone()) {
            kept.push(take(&slate, own.len()));
        }
        let broken: Vec<usize> = slate.broken().iter().copied().collect();
        slate.each_change(&broken, |slate, _| {
            looks += 1;
            // A cell tells on few demands; many broken ones are not worth the counting.
            if slate.broken().len() <= 8 * level && allowed(slate) {
                let found = tags.of_broken(slate);
                if found.len() <= level && !seen.contains(&found) {
                    level = level.min(found.len());
                    seen.insert(found.clone());
                    kept.push(take(slate, found.len()));
                    queue.push_back(slate.roster().clone());
                }
            }
            looks < LOOKS && kept.len() < KEPT
        });
        if looks >= LOOKS || kept.len() >= KEPT || over() {
            break;
        }
    }
    kept.retain(|(tags, ..)| *tags == level);
    let bare = |(_, broken, roster)| (broken, roster);
    kept.into_iter().map(bare).collect()
}

/// A number for each tag.
struct Tags {
    of: Vec<usize>,
}

impl Tags {
    fn of(atoms: &Atoms) -> Tags {
        let mut numbers: BTreeMap<&Tag, usize> = BTreeMap::new();
        let mut of = Vec::with_capacity(atoms.terms.len());
        for term in &atoms.terms {
            let next = numbers.len();
            of.push(*numbers.entry(&term.tag).or_insert(next));
        }
        Tags { of }
    }

    fn of_broken(&self, slate: &Slate<'_>) -> BTreeSet<usize> {
        slate.broken().iter().map(|atom| self.of[*atom]).collect()
    }
}
