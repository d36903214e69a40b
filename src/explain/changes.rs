//! The fewest changes to a published roster that restore every hard rule, and among these the fairest: repair search, and
//! the integer program where that does not come to its end.

mod mending;
mod until;

pub use mending::Mending;

use crate::domain::{PersonIx, Roster};
use crate::rules::{Breach, Weight};
use crate::verify::Verdict;
use std::collections::HashMap;

/// The fewest changes.
#[derive(Debug, Clone, Default, serde::Serialize)]
pub struct Planned {
    /// Plans with the same number of changes, the fairest first; empty: there are none, or none was found.
    pub plans: Vec<Plan>,
    /// How many different plans with so few changes there are, as far as they were counted.
    pub ways: usize,
    /// Fewer changes are proven not to suffice.
    pub bound: usize,
    /// Whether the number of changes is proven to be the fewest; without plans, that there are none.
    pub proven: bool,
}

/// What came of looking for the fewest changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub enum Outcome {
    /// No change is needed.
    AsItIs,
    /// So many changes suffice; whether fewer are proven not to.
    Changes(usize, bool),
    /// It is proven that no changes suffice.
    Impossible,
    /// Neither was found nor proven in the time given.
    Open,
}

impl Planned {
    /// The best plan, where there is one.
    pub fn best(&self) -> Option<&Plan> {
        self.plans.first()
    }

    /// The plan with this number, the best being 1.
    pub fn numbered(&self, number: usize) -> Option<&Plan> {
        self.plans.get(number.checked_sub(1)?)
    }

    /// What came of it.
    pub fn outcome(&self) -> Outcome {
        match self.best().map(|plan| plan.cells.len()) {
            Some(0) => Outcome::AsItIs,
            Some(changes) => Outcome::Changes(changes, self.proven),
            None if self.proven => Outcome::Impossible,
            None => Outcome::Open,
        }
    }
}

/// A roster, and how it differs.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Plan {
    /// The roster.
    pub roster: Roster,
    /// Its cells that differ.
    pub cells: Vec<CellChange>,
    /// What the rules say of it.
    pub verdict: Verdict,
    /// Hard rules that it breaks, but for what comes of days that are over: none, or the engines are wrong.
    pub broken: Vec<Breach>,
}

/// A cell that differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct CellChange {
    /// Person.
    pub person: PersonIx,
    /// Day, from 0.
    pub day: usize,
    /// The duty before; `None`: rest.
    pub before: Option<usize>,
    /// The duty after.
    pub after: Option<usize>,
}

/// Cells in which two rosters of a problem differ, by day.
pub fn between(before: &Roster, after: &Roster) -> Vec<CellChange> {
    let mut cells = Vec::new();
    for (person, (old, new)) in PersonIx::enumerate(before.cells.iter().zip(&after.cells)) {
        for (day, (before, after)) in old.iter().zip(new).enumerate() {
            if before != after {
                cells.push(CellChange {
                    person,
                    day,
                    before: *before,
                    after: *after,
                });
            }
        }
    }
    cells.sort_by_key(|c| (c.day, c.person));
    cells
}

/// The hard ones among some breaches, but for those of days that are over.
pub fn standing(breaches: Vec<Breach>, today: usize) -> Vec<Breach> {
    let ahead = |b: &Breach| b.days.is_empty() || b.days.iter().any(|day| *day >= today);
    let stands = |b: &Breach| b.weight == Weight::Hard && ahead(b);
    breaches.into_iter().filter(stands).collect()
}

type Key<'a> = (usize, &'a [PersonIx], &'a [usize], Weight);

/// Breaches that are not among those before, or are worse than there.
///
/// What concerns the same rule, people and days is one matter. Where it has not become worse as a whole, nothing of it is
/// new, in whatever words; where it has, what is put in the same words is not.
pub fn new_among(before: &[Breach], after: &[Breach]) -> Vec<Breach> {
    fn key(b: &Breach) -> Key<'_> {
        (b.instance, &b.people, &b.days, b.weight)
    }
    let mut known: HashMap<Key<'_>, Vec<&Breach>> = HashMap::new();
    for breach in before {
        known.entry(key(breach)).or_default().push(breach);
    }
    let mut amounts: HashMap<Key<'_>, i64> = HashMap::new();
    for breach in after {
        *amounts.entry(key(breach)).or_default() += breach.amount;
    }
    let new = |breach: &&Breach| {
        let Some(earlier) = known.get(&key(breach)) else {
            return true;
        };
        let was: i64 = earlier.iter().map(|b| b.amount).sum();
        let worse = amounts.get(&key(breach)).is_some_and(|is| *is > was);
        let same = |b: &&Breach| b.text == breach.text && b.amount >= breach.amount;
        worse && !earlier.iter().any(same)
    };
    after.iter().filter(new).cloned().collect()
}
