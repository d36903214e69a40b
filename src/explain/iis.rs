//! Irreducible infeasible subsets (IIS): demands of rules, people and days that cannot be kept together, and of which none
//! can be left out. By the elastic filter, then the deletion filter (Chinneck and Dravnieks 1991).
//!
//! A linear program, or where it sees nothing the elastic filter, leaves some dozens of the month's demands; the deletion
//! filter leaves those that are necessary. Conflicts that share no demand are found one after the other, until what is left
//! can be kept: whoever mends one wants to know of the others.

mod atoms;
mod certificate;
mod elastic;
mod filter;
mod oracle;
mod race;
mod slate;

pub use atoms::{Atoms, Small};
pub use race::{Aim, Raced, race};
pub use slate::Slate;

use crate::domain::Roster;
use crate::engine::{EngineError, Limits, Watch};
use crate::model::{Model, Tag, Term};
use filter::Filtered;
use oracle::{Answer, Oracle};
use std::collections::BTreeSet;

/// Conflicts that are looked for; beyond them it is said that there are more.
const MOST: usize = 3;

/// A member of a conflict: what one rule demands of some people on some days.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Member {
    /// The rule's instance, people and days.
    pub tag: Tag,
    /// The demands themselves, as terms with one bound each.
    pub terms: Vec<Term>,
    /// A roster that keeps all other members: it shows that this one is necessary. `None`: time ran out before.
    pub without: Option<Roster>,
}

/// A conflict.
#[derive(Debug, Clone, Default, serde::Serialize)]
pub struct Iis {
    /// Its members, in the order of the rules.
    pub members: Vec<Member>,
    /// The demands, by their place among [`Atoms`].
    pub demands: Vec<usize>,
}

impl Iis {
    /// Whether each member has been shown to be necessary.
    pub fn is_irreducible(&self) -> bool {
        self.members.iter().all(|m| m.without.is_some())
    }
}

/// What stands in the way of a roster.
#[derive(Debug, Clone, Default, serde::Serialize)]
pub struct Found {
    /// A roster that keeps every hard rule: nothing stands in the way.
    pub roster: Option<Roster>,
    /// Conflicts, no two of which share a member; each is proven to be one.
    pub conflicts: Vec<Iis>,
    /// Whether it is known that there are, or may be, more conflicts.
    pub more: bool,
    /// Questions that were put to the solvers.
    pub asked: usize,
}

/// Looks for what stands in the way of a roster of a model.
///
/// # Errors
/// The solver fails.
pub fn find(atoms: &Atoms, limits: &Limits, watch: &dyn Watch) -> Result<Found, EngineError> {
    let mut oracle = Oracle::new(atoms, limits, watch);
    let mut found = Found::default();
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    loop {
        let rest: Vec<usize> = (0..atoms.terms.len())
            .filter(|a| !taken.contains(a))
            .collect();
        match first(&mut oracle, &rest)? {
            Look::Kept(roster) if found.conflicts.is_empty() => found.roster = Some(roster),
            Look::Kept(_) => {}
            Look::Open => found.more = true,
            Look::Conflict(filtered) if found.conflicts.len() < MOST => {
                // All that the members' rules demand there is left out then, not only what was in the way.
                let tags: BTreeSet<&Tag> = filtered.set.iter().map(|a| atoms.tag(*a)).collect();
                taken.extend(rest.iter().filter(|a| tags.contains(atoms.tag(**a))));
                found.conflicts.push(iis(atoms, filtered));
                continue;
            }
            Look::Conflict(_) => found.more = true,
        }
        found.asked = oracle.asked;
        return Ok(found);
    }
}

/// The model's demands; see [`find`].
pub fn demands(model: &Model) -> Atoms {
    Atoms::of(model)
}

enum Look {
    Kept(Roster),
    Conflict(Filtered),
    Open,
}

/// One irreducible infeasible subset among some demands.
fn first(oracle: &mut Oracle<'_>, set: &[usize]) -> Result<Look, EngineError> {
    let small = match oracle.ask_of_month(set)? {
        Answer::Kept(roster) => return Ok(Look::Kept(roster)),
        Answer::Open => match elastic::conflict(oracle, set)? {
            Some(small) => small,
            None => return Ok(Look::Open),
        },
        // The integer program has refused all of them, and does not say which.
        Answer::Not(needed) if needed.len() == set.len() => {
            elastic::conflict(oracle, set)?.unwrap_or(needed)
        }
        Answer::Not(needed) => needed,
    };
    let mut filtered = filter::filter(oracle, small)?;
    // What was left out on the word of the linear program is now shown to be right.
    match oracle.prove(&filtered.set)? {
        Answer::Not(_) => return Ok(Look::Conflict(filtered)),
        Answer::Open => return Ok(Look::Open),
        Answer::Kept(_) => {}
    }
    if let Some(small) = elastic::conflict(oracle, set)? {
        filtered = filter::filter(oracle, small)?;
        if let Answer::Not(_) = oracle.prove(&filtered.set)? {
            return Ok(Look::Conflict(filtered));
        }
    }
    Ok(Look::Open)
}

fn iis(atoms: &Atoms, filtered: Filtered) -> Iis {
    let Filtered { set, mut without } = filtered;
    let members = atoms.groups(&set).into_iter().map(|(tag, own)| Member {
        tag,
        terms: own.iter().map(|atom| atoms.terms[*atom].clone()).collect(),
        without: own.iter().find_map(|atom| without.remove(atom)),
    });
    Iis {
        members: members.collect(),
        demands: set,
    }
}
