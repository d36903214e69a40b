//! What would help where there is no roster: the cheapest changes that lead to one, in kinds that a supervisor can decide
//! on.
//!
//! A roster that breaks as little as possible is looked for among those that break nothing but members of the conflicts.
//! From it others are a cell away that break something else instead: each says what would have to be allowed. What they
//! break is what the rules' checks find in them, so that each remedy comes with a roster that passes verification but
//! for what the remedy allows. Remedies that change the month itself (a pin, a leave, demand, one person more) are
//! verified on the changed month, the lines for the team file by reading it again with them.

mod edits;
mod kinds;
mod plateau;
mod prove;

pub use edits::{Edit, Place};
pub use kinds::{Change, Kind, barred};

use super::iis::{Aim, Atoms, Found, Raced, Small, race};
use crate::domain::{PersonIx, Problem, Roster};
use crate::engine::{EngineError, Limits, Watch};
use crate::model::Tag;
use crate::rules::{RuleBook, Weight};
use prove::Prover;
use std::collections::{BTreeMap, BTreeSet};

/// Remedies that are shown.
const SHOWN: usize = 5;

/// Other people or days for the same kind of remedy that are named.
const LIKEWISE: usize = 12;

/// Rules among the members that are each tried by themselves, where no change of a cell led to them.
const TRIED: usize = 6;

/// Seconds without a better roster after which a good one will do.
const PATIENCE: f64 = 1.0;

/// The team file with lines added at its end, read again; `None` where it cannot be read then.
pub type Reread<'a> = dyn Fn(&str) -> Option<(Problem, RuleBook)> + 'a;

/// The rules, had these people this setting, a line of TOML, in the section of a rule's instance; `None` where they cannot be
/// read then.
pub type Vary<'a> = dyn Fn(usize, &[PersonIx], &str) -> Option<RuleBook> + 'a;

/// A whole number that stands in the section of a rule's instance, by its key.
pub type Number<'a> = dyn Fn(usize, &str) -> Option<i64> + 'a;

/// A remedy.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Remedy {
    /// What is changed; all of it together.
    pub changes: Vec<Change>,
    /// A roster that keeps every hard rule but for the changes. With a person more, that person's row is the last.
    pub roster: Roster,
    /// What it is taken to cost, in half-hours of somebody's time.
    pub pain: i64,
    /// What to change in the team file, where that can be said.
    pub edits: Vec<Edit>,
    /// Whether the team file with the lines of the edits at its end was read again, and the roster keeps every hard rule
    /// of that.
    pub reread: bool,
    /// The same kind of change for other people or days, each of which helps as well.
    pub likewise: Vec<Change>,
}

/// A month without a roster.
pub struct Infeasible<'a> {
    /// The month.
    pub problem: &'a Problem,
    /// Its rules.
    pub book: &'a RuleBook,
    /// Its demands.
    pub atoms: &'a Atoms,
    /// What stands in the way.
    pub found: &'a Found,
    /// Reads the team file again.
    pub reread: &'a Reread<'a>,
    /// Changes a rule for some people.
    pub vary: &'a Vary<'a>,
    /// Looks a number up.
    pub number: &'a Number<'a>,
}

/// Looks for remedies; the cheapest are first.
///
/// # Errors
/// The solver fails.
pub fn find(
    infeasible: &Infeasible<'_>,
    limits: &Limits,
    watch: &dyn Watch,
) -> Result<Vec<Remedy>, EngineError> {
    let barred = |atom: usize| {
        let rule = infeasible
            .book
            .instances
            .get(infeasible.atoms.tag(atom).rule);
        rule.is_none_or(|instance| barred(instance.card.name))
    };
    let Some(start) = start(infeasible, &barred, limits, watch)? else {
        return Ok(Vec::new());
    };
    let mut kept = Kept::default();
    let share = Limits {
        seconds: watch.seconds() + 0.5 * (limits.seconds - watch.seconds()),
        ..*limits
    };
    for (broken, roster) in plateau::plateau(infeasible.atoms, start, &barred, &share, watch) {
        kept.offer(infeasible, &broken, roster);
    }
    each_rule(infeasible, &mut kept, &barred, limits, watch)?;
    Prover::new(infeasible, limits, watch).remedies(kept)
}

/// A roster that breaks little, and nothing but members of the conflicts where that is possible.
fn start(
    infeasible: &Infeasible<'_>,
    barred: &dyn Fn(usize) -> bool,
    limits: &Limits,
    watch: &dyn Watch,
) -> Result<Option<Roster>, EngineError> {
    let atoms = infeasible.atoms;
    let members = infeasible.found.conflicts.iter().flat_map(|c| &c.members);
    let tags: BTreeSet<&Tag> = members.map(|m| &m.tag).collect();
    let member = |atom: usize| tags.contains(atoms.tag(atom));
    let aim = aim(infeasible.found);
    // With more conflicts than are known, the rest cannot be kept either.
    let first = (!infeasible.found.more).then(|| split(atoms, &member, barred));
    for (hard, soft) in first.into_iter().chain([split(atoms, &|_| true, barred)]) {
        let now = watch.seconds();
        let part = Limits {
            seconds: now + 0.35 * (limits.seconds - now),
            gap: 0.0,
            ..*limits
        };
        let small = Small::of(atoms, &hard, &soft);
        if let Raced::Found(own, _) = race(&small.model, aim, &part, watch)? {
            return Ok(Some(small.whole(&own, atoms)));
        }
    }
    Ok(None)
}

/// What gives way: kinds of changes, and rules.
type Kinds = BTreeSet<(Kind, Option<usize>)>;

/// Candidates by what gives way in them.
#[derive(Default)]
struct Kept {
    by_kind: BTreeMap<Kinds, Vec<Candidate>>,
}

/// A remedy that is not yet looked into.
#[derive(Debug, Clone)]
struct Candidate {
    changes: Vec<Change>,
    roster: Roster,
    pain: i64,
}

fn kinds_of(changes: &[Change]) -> Kinds {
    changes.iter().map(|c| (c.kind, c.instance)).collect()
}

impl Kept {
    fn offer(&mut self, infeasible: &Infeasible<'_>, broken: &[usize], roster: Roster) {
        let found = kinds::changes(
            infeasible.problem,
            infeasible.book,
            infeasible.atoms,
            broken,
            &roster,
        );
        if let Some(changes) = found.filter(|changes| !changes.is_empty()) {
            let pain = kinds::pain(&changes);
            self.add(Candidate {
                changes,
                roster,
                pain,
            });
        }
    }

    fn add(&mut self, candidate: Candidate) {
        let key = kinds_of(&candidate.changes);
        self.by_kind.entry(key).or_default().push(candidate);
    }

    /// Whether a rule alone gives way in a candidate.
    fn has(&self, instance: usize) -> bool {
        let keys = self.by_kind.keys();
        let mut alone = keys.filter(|key| key.iter().all(|(_, rule)| *rule == Some(instance)));
        alone.next().is_some()
    }
}

/// What no change of a cell has led to: each rule among the members that gives way alone, as often as need be.
fn each_rule(
    infeasible: &Infeasible<'_>,
    kept: &mut Kept,
    barred: &dyn Fn(usize) -> bool,
    limits: &Limits,
    watch: &dyn Watch,
) -> Result<(), EngineError> {
    let atoms = infeasible.atoms;
    let members = infeasible.found.conflicts.iter().flat_map(|c| &c.members);
    let rules: BTreeSet<usize> = members.map(|m| m.tag.rule).collect();
    for rule in rules.into_iter().take(TRIED) {
        if watch.seconds() >= limits.seconds || watch.stop() {
            return Ok(());
        }
        let own = |atom: usize| atoms.tag(atom).rule == rule;
        let (hard, soft) = split(atoms, &own, barred);
        if kept.has(rule) || soft.is_empty() {
            continue;
        }
        let now = watch.seconds();
        let part = Limits {
            seconds: now + 0.2 * (limits.seconds - now),
            gap: 0.0,
            ..*limits
        };
        let small = Small::of(atoms, &hard, &soft);
        if let Raced::Found(own, _) = race(&small.model, aim(infeasible.found), &part, watch)? {
            let roster = small.whole(&own, atoms);
            let broken = soft.iter().filter(|atom| atoms.broken(**atom, &roster));
            kept.offer(infeasible, &broken.copied().collect::<Vec<_>>(), roster);
        }
    }
    Ok(())
}

/// A conflict costs a unit at least.
fn aim(found: &Found) -> Aim {
    Aim {
        enough: i64::try_from(found.conflicts.len()).unwrap_or(1),
        patience: PATIENCE,
    }
}

/// The demands that stay hard, and those that may give way.
fn split(
    atoms: &Atoms,
    may: &dyn Fn(usize) -> bool,
    barred: &dyn Fn(usize) -> bool,
) -> (Vec<usize>, Vec<usize>) {
    let all = 0..atoms.terms.len();
    all.partition(|atom| !may(*atom) || barred(*atom))
}

/// Whether a rule with a price is broken by a roster at that price only: what is never allowed (the least of `cover`, of
/// `shift-daily`) stays hard with any weight.
fn gives_way(problem: &Problem, book: &RuleBook, instance: usize, roster: &Roster) -> bool {
    let breaches = book.check_at(instance, Weight::Price(edits::PRICE), problem, roster);
    breaches.iter().all(|breach| breach.weight != Weight::Hard)
}

/// Makes a rule's price out of a remedy that breaks one hard rule only.
fn softened(problem: &Problem, book: &RuleBook, candidate: &Candidate) -> Option<Candidate> {
    let first = candidate.changes.first()?;
    let instance = first.instance?;
    let rule = &book.instances[instance];
    let one = candidate
        .changes
        .iter()
        .all(|c| c.instance == Some(instance));
    let fit = matches!(
        first.kind,
        Kind::Fewer | Kind::Rest | Kind::Run | Kind::Hours | Kind::Exception
    );
    if !one || !fit || rule.scope.weight != Weight::Hard {
        return None;
    }
    if !gives_way(problem, book, instance, &candidate.roster) {
        return None;
    }
    let effect = candidate.changes.iter().flat_map(|c| c.effect.clone());
    Some(Candidate {
        changes: vec![Change {
            kind: Kind::Soft,
            instance: Some(instance),
            people: Vec::new(),
            days: Vec::new(),
            amount: 1,
            bound: None,
            effect: effect.collect(),
        }],
        roster: candidate.roster.clone(),
        pain: candidate.pain + Kind::Soft.pain(1),
    })
}
