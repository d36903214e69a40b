//! Half-hours of demand: who is there, and who is there without somebody.

use crate::domain::time::{SLOT, Span};
use crate::domain::{Need, Problem, Roster};
use crate::rules::{Facts, RuleBook, Weight};

/// A half-hour of demand in two rosters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct HalfHour {
    /// Its day.
    pub day: usize,
    /// Its first minute, from the day's midnight.
    pub start: i32,
    /// Skill that counts; `None`: everybody.
    pub skill: Option<usize>,
    /// People wanted.
    pub want: i64,
    /// Never fewer: as many as are wanted, where a hard rule wants them.
    pub least: i64,
    /// People present in the first roster.
    pub before: i64,
    /// People present in the second.
    pub after: i64,
}

impl HalfHour {
    /// People who are lacking in the second roster.
    pub fn lacks(&self) -> i64 {
        (self.want - self.after).max(0)
    }

    /// Whether more are lacking than in the first.
    pub fn is_worse(&self) -> bool {
        self.lacks() > (self.want - self.before).max(0)
    }
}

/// All half-hours of demand of which is known who is there, in the order of the demand.
pub fn half_hours(
    problem: &Problem,
    book: &RuleBook,
    before: &Roster,
    after: &Roster,
) -> Vec<HalfHour> {
    let (old, new) = (present(problem, before), present(problem, after));
    let hard = weighs(book, |weight| weight == Weight::Hard);
    let both = old.into_iter().zip(new);
    both.map(|(old, new)| HalfHour {
        day: old.day,
        start: old.start,
        skill: old.need.skill,
        want: i64::from(old.need.want),
        least: i64::from(if hard { old.need.want } else { old.need.least }),
        before: old.here,
        after: new.here,
    })
    .collect()
}

struct Present<'a> {
    day: usize,
    start: i32,
    need: &'a Need,
    here: i64,
}

fn present<'a>(problem: &'a Problem, roster: &Roster) -> Vec<Present<'a>> {
    let mut halves = Vec::new();
    for count in Facts::new(problem, roster).headcounts() {
        let Ok(day) = usize::try_from(count.day) else {
            continue;
        };
        let starts = (count.span.start..count.span.end).step_by(SLOT as usize);
        halves.extend(starts.map(|start| Present {
            day,
            start,
            need: count.need,
            here: count.here,
        }));
    }
    halves
}

/// Whether a half-hour lacks more people than before, which costs something and is yet allowed: only then can it be asked
/// that none does.
pub fn lacks(problem: &Problem, book: &RuleBook, before: &Roster, after: &Roster) -> bool {
    let priced = weighs(book, |weight| matches!(weight, Weight::Price(1..)));
    let halves = || half_hours(problem, book, before, after);
    priced && halves().iter().any(HalfHour::is_worse)
}

fn weighs(book: &RuleBook, so: impl Fn(Weight) -> bool) -> bool {
    let mut rules = book.instances.iter();
    rules.any(|i| i.card.name == "cover" && so(i.scope.weight))
}

/// The problem in which no half-hour may have fewer people than are wanted; where a roster has fewer, not fewer than
/// that has.
pub fn kept(problem: &Problem, roster: &Roster) -> Problem {
    let mut strict = problem.clone();
    let all = |problem: &mut Problem, change: fn(&[Need]) -> Vec<Need>| {
        for needs in problem.demand.iter_mut().chain([&mut problem.next]) {
            *needs = change(needs);
        }
    };
    all(&mut strict, |needs| needs.iter().flat_map(halves).collect());
    for half in present(problem, roster) {
        let same =
            |need: &&mut Need| need.skill == half.need.skill && need.span.start == half.start;
        let needs = match strict.demand.get_mut(half.day) {
            Some(needs) => needs,
            None => &mut strict.next,
        };
        if let Some(need) = needs.iter_mut().find(same) {
            let here = u32::try_from(half.here).unwrap_or(0);
            need.least = need.least.max(need.want.min(here));
        }
    }
    all(&mut strict, joined);
    strict
}

/// A need, half-hour by half-hour.
fn halves(need: &Need) -> Vec<Need> {
    let starts = (need.span.start..need.span.end).step_by(SLOT as usize);
    let half = |start| Need {
        span: Span {
            start,
            end: start + SLOT,
        },
        ..*need
    };
    starts.map(half).collect()
}

/// Needs that follow each other and are the same become one again.
fn joined(needs: &[Need]) -> Vec<Need> {
    let mut joined: Vec<Need> = Vec::new();
    for need in needs {
        match joined.last_mut() {
            Some(last) if last.span.end == need.span.start && last.says_the_same(need) => {
                last.span.end = need.span.end;
            }
            _ => joined.push(*need),
        }
    }
    joined
}
