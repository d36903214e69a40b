//! The elastic filter (Chinneck and Dravnieks 1991), for conflicts that a linear program does not see: what the best roster
//! breaks is held, and the next roster has to break something else, until there is none.

use super::atoms::Small;
use super::oracle::{Answer, Oracle};
use super::race::{Aim, Raced, race};
use crate::engine::{EngineError, Limits};
use std::collections::BTreeSet;

/// A roster that is not the best holds more than need be, and the deletion filter takes that out again.
const AIM: Aim = Aim {
    enough: 1,
    patience: 0.5,
};

/// Some of the demands of `set` that cannot be kept together; `None` where they can all be kept, or time is up.
///
/// # Errors
/// The solver fails.
pub fn conflict(oracle: &mut Oracle<'_>, set: &[usize]) -> Result<Option<Vec<usize>>, EngineError> {
    let mut held: BTreeSet<usize> = BTreeSet::new();
    while !oracle.over() {
        let hard: Vec<usize> = held.iter().copied().collect();
        let soft: Vec<usize> = set.iter().copied().filter(|a| !held.contains(a)).collect();
        let small = Small::of(oracle.atoms, &hard, &soft);
        let now = oracle.watch.seconds();
        let limits = Limits {
            seconds: now + (0.1 * (oracle.limits.seconds - now)).max(0.5),
            gap: 0.0,
            ..oracle.limits
        };
        oracle.asked += 1;
        let roster = match race(&small.model, AIM, &limits, oracle.watch)? {
            Raced::Found(own, _) => small.whole(&own, oracle.atoms),
            Raced::None => return Ok(Some(hard)),
            Raced::Open => match oracle.prove(&hard)? {
                Answer::Not(needed) => return Ok(Some(needed)),
                // What is held can be kept, and what else is broken then was not found out.
                Answer::Kept(roster) => roster,
                Answer::Open => return Ok(None),
            },
        };
        let broken = soft.iter().filter(|a| oracle.atoms.broken(**a, &roster));
        let before = held.len();
        held.extend(broken);
        if held.len() == before {
            return Ok(None);
        }
    }
    Ok(None)
}
