//! What a broken demand is to a supervisor: something that he can allow, ask for, or take back.

use crate::domain::time::DAY;
use crate::domain::{PersonIx, Problem, Roster};
use crate::explain::iis::Atoms;
use crate::model::{Form, Tag, Term};
use crate::rules::{Breach, Facts, RuleBook, Weight};
use crate::text::Text;
use std::collections::BTreeMap;

/// Kinds of changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub enum Kind {
    /// A wish is not granted.
    Wish,
    /// Fewer people are there in some half-hours than are needed.
    Fewer,
    /// Somebody is fixed to something else than was planned.
    Pin,
    /// Somebody works a day more in a row.
    Run,
    /// Somebody works more hours or shifts than agreed.
    Hours,
    /// Somebody has a day of rest fewer.
    Rest,
    /// Some other rule is broken once.
    Exception,
    /// Somebody from outside takes over one shift.
    Helper,
    /// Somebody comes back from leave.
    Leave,
    /// Somebody comes on a day that was out of the question.
    Away,
    /// Somebody begins earlier, or stays longer.
    Outside,
    /// A rule gets a price instead of being hard.
    Soft,
    /// One person more, for the whole month.
    Joiner,
}

/// A change.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Change {
    /// Its kind.
    pub kind: Kind,
    /// The rule's instance; `None`: no rule is touched.
    pub instance: Option<usize>,
    /// The people; empty: the team.
    pub people: Vec<PersonIx>,
    /// The days; empty: the month.
    pub days: Vec<usize>,
    /// Units by which the rule is broken then.
    pub amount: i64,
    /// A bound as it is, and as it would have to be: days of rest, days in a row, people.
    pub bound: Option<(i64, i64)>,
    /// What the roster is like then, in the words of the checks.
    pub effect: Vec<Text>,
}

impl Change {
    /// The days, counted from the month's first, that stand in the person's own section and have to go: of leave, days away
    /// and days outside the team those that a shift takes something from. A shift of the last day may take it from days after
    /// the month.
    pub fn own_days(&self, problem: &Problem) -> Vec<i64> {
        let days: Vec<i64> = self.days.iter().map(|day| *day as i64).collect();
        let Some(&person) = self.people.first() else {
            return days;
        };
        let who = &problem.people[person];
        let stands = |day: &i64| match self.kind {
            Kind::Away => who.unavailable.binary_search(day).is_ok(),
            Kind::Leave => who.on_leave(*day),
            Kind::Outside => !problem.in_team(person, *day),
            _ => true,
        };
        let mut own: Vec<i64> = days.iter().copied().filter(stands).collect();
        let last = problem.days() as i64 - 1;
        if days.contains(&last) && !own.contains(&last) {
            let reach = problem
                .kinds
                .iter()
                .map(|kind| (kind.end() - 1) / DAY)
                .max();
            let after = last + 1..=last + i64::from(reach.unwrap_or(0));
            own.extend(after.filter(stands));
        }
        if own.is_empty() { days } else { own }
    }
}

/// Rules that nobody breaks on advice: what the law or the body asks for, and what cannot be.
const BARRED: [&str; 3] = ["protected", "qualified", "one-at-a-time"];

/// Whether a rule is never proposed to be broken.
pub fn barred(rule: &str) -> bool {
    BARRED.contains(&rule) || rule.starts_with("law-")
}

impl Kind {
    /// What a unit is taken to cost, in half-hours of somebody's time: a shift has about sixteen.
    pub fn pain(self, amount: i64) -> i64 {
        match self {
            Kind::Fewer => amount,
            Kind::Hours => 2 * amount,
            Kind::Wish => 4 * amount,
            Kind::Pin => 8 * amount,
            Kind::Run => 10 * amount,
            Kind::Exception => 12 * amount,
            Kind::Rest => 14 * amount,
            Kind::Helper => 18 * amount,
            Kind::Leave | Kind::Away | Kind::Outside => 24 * amount,
            Kind::Soft => 20 * amount,
            Kind::Joiner => 300 * amount,
        }
    }

    /// The kind of a broken term of a rule.
    fn of(rule: &str, form: &Form) -> Kind {
        let high = match form {
            Form::Count { high, .. } | Form::Run { high, .. } | Form::Touch { high, .. } => {
                high.is_some()
            }
            _ => false,
        };
        match rule {
            "wishes" => Kind::Wish,
            "cover" => Kind::Fewer,
            "pinned" | "keep" => Kind::Pin,
            "unavailable" => Kind::Away,
            "employed" => Kind::Outside,
            "leave" if matches!(form, Form::Forbid { .. }) => Kind::Leave,
            "work-run" | "kind-run" if high && matches!(form, Form::Run { .. }) => Kind::Run,
            "month-rest" | "weekly-rest" | "whole-day-off" if high => Kind::Rest,
            "rest-run" => Kind::Rest,
            "contract-hours" | "shift-limit" if high => Kind::Hours,
            _ => Kind::Exception,
        }
    }
}

/// A bound that a message names: days of rest due, or days in a row.
fn bound(rule: &str, form: &Form) -> Option<i64> {
    match (rule, form) {
        (
            "month-rest",
            Form::Count {
                sum,
                high: Some(high),
                ..
            },
        ) => Some(sum.items.len() as i64 - (high.at - sum.base)),
        (
            "weekly-rest",
            Form::Count {
                high: Some(high), ..
            },
        ) => Some(7 - high.at),
        ("work-run" | "kind-run", Form::Run { high: Some(l), .. }) => Some(l.at),
        (
            "shift-limit",
            Form::Count {
                high: Some(high), ..
            },
        ) => Some(high.at),
        _ => None,
    }
}

/// What would have to be allowed for a roster that breaks these demands; `None` where that cannot be said, or must not
/// be.
///
/// The roster's breaches are those that the checks find, so that a roster with these changes is one that passes
/// verification but for them.
pub fn changes(
    problem: &Problem,
    book: &RuleBook,
    atoms: &Atoms,
    broken: &[usize],
    roster: &Roster,
) -> Option<Vec<Change>> {
    let mut tags: BTreeMap<&Tag, &Term> = BTreeMap::new();
    for atom in broken {
        let term = &atoms.terms[*atom];
        tags.entry(&term.tag).or_insert(term);
    }
    let made = |(tag, term): (&&Tag, &&Term)| {
        let rule = book.instances.get(tag.rule)?.card.name;
        let change = Change {
            kind: Kind::of(rule, &term.form),
            instance: Some(tag.rule),
            people: tag.people.clone(),
            days: Vec::new(),
            amount: 0,
            bound: bound(rule, &term.form).map(|b| (b, b)),
            effect: Vec::new(),
        };
        (!barred(rule)).then_some(change)
    };
    let mut changes: Vec<Change> = tags.iter().map(made).collect::<Option<_>>()?;
    let of: Vec<&Tag> = tags.into_keys().collect();
    let hard = |b: &Breach| b.weight == Weight::Hard;
    for breach in book.check(problem, roster).into_iter().filter(hard) {
        let place = of.iter().position(|tag| explains(tag, &breach))?;
        take(&mut changes[place], breach);
    }
    for change in changes.iter_mut().filter(|c| c.kind == Kind::Fewer) {
        change.bound = most_lacking(problem, book, roster, change);
    }
    let all = changes.iter().all(|change| change.amount > 0);
    all.then_some(changes)
}

/// Where most are lacking in the half-hours of a change: how many are needed, and how many are there.
fn most_lacking(
    problem: &Problem,
    book: &RuleBook,
    roster: &Roster,
    change: &Change,
) -> Option<(i64, i64)> {
    let hard = book.instances[change.instance?].scope.weight == Weight::Hard;
    let facts = Facts::new(problem, roster);
    let counts = facts.headcounts();
    let own = |day: i64| change.days.iter().any(|d| *d as i64 == day);
    let counts = counts.iter().filter(|count| own(count.day));
    let lacking = counts.map(|count| {
        let needed = if hard {
            count.need.want
        } else {
            count.need.least
        };
        (i64::from(needed), count.here)
    });
    lacking.max_by_key(|(needed, here)| needed - here)
}

/// Whether a breach is one of what a tag stands for.
fn explains(tag: &Tag, breach: &Breach) -> bool {
    let inside = |day: &usize| (tag.days.0..=tag.days.1).contains(day);
    let whom = tag.people.is_empty() || breach.people.iter().all(|p| tag.people.contains(p));
    let when = breach.days.is_empty() || breach.days.iter().any(inside);
    tag.rule == breach.instance && whom && when
}

fn take(change: &mut Change, breach: Breach) {
    change.amount += breach.amount;
    if let Some((now, then)) = &mut change.bound {
        *then = match change.kind {
            Kind::Rest => (*then).min(*now - breach.amount),
            _ => (*then).max(*now + breach.amount),
        };
    }
    change.days.extend(breach.days);
    change.days.sort_unstable();
    change.days.dedup();
    change.effect.push(breach.text);
}

/// The pain of several changes.
pub fn pain(changes: &[Change]) -> i64 {
    changes.iter().map(|c| c.kind.pain(c.amount)).sum()
}

/// The same with those in one that are said in one sentence: the same shortage on several days, as little rest for several
/// people, exceptions for the same people, days on which the same person comes.
pub fn merged(changes: &[Change]) -> Vec<Change> {
    let mut all: Vec<Change> = Vec::new();
    for change in changes {
        match all.iter_mut().find(|known| known.goes_with(change)) {
            Some(known) => known.take_in(change),
            None => all.push(change.clone()),
        }
    }
    all
}

impl Change {
    fn goes_with(&self, other: &Change) -> bool {
        let lacking = |c: &Change| c.bound.map(|(needed, here)| needed - here);
        let same = match self.kind {
            Kind::Fewer => lacking(self) == lacking(other),
            // One section of the team file says it for all of them.
            Kind::Rest | Kind::Run | Kind::Hours => {
                self.bound.map(|(now, _)| now) == other.bound.map(|(now, _)| now)
            }
            Kind::Exception | Kind::Outside | Kind::Away | Kind::Leave => {
                self.people == other.people
            }
            _ => false,
        };
        same && self.kind == other.kind && self.instance == other.instance
    }

    fn take_in(&mut self, other: &Change) {
        self.amount += other.amount;
        if let (Some((_, then)), Some((_, others))) = (&mut self.bound, other.bound) {
            *then = match self.kind {
                Kind::Rest => (*then).min(others),
                Kind::Run | Kind::Hours => (*then).max(others),
                _ => *then,
            };
        }
        self.people.extend(&other.people);
        self.days.extend(&other.days);
        self.people.sort_unstable();
        self.people.dedup();
        self.days.sort_unstable();
        self.days.dedup();
        self.effect.extend(other.effect.iter().cloned());
    }
}
