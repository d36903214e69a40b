//! Runs of a class of days as terms, with what is known of the days around the month.

use super::coming;
use crate::domain::{PersonIx, Problem};
use crate::model::{Builder, Class, Limit, Sum};
use std::ops::Range;

/// A person's days, with what counts of those before the month.
pub struct KnownRow<'a> {
    problem: &'a Problem,
    person: PersonIx,
    tail: &'a [Option<usize>],
}

impl<'a> KnownRow<'a> {
    /// The days in the team.
    pub fn in_team(problem: &'a Problem, person: PersonIx) -> KnownRow<'a> {
        KnownRow::of(problem, person, |day| problem.in_team(person, day))
    }

    /// The days in the team without granted leave.
    pub fn here(problem: &'a Problem, person: PersonIx) -> KnownRow<'a> {
        let who = &problem.people[person];
        KnownRow::of(problem, person, |day| {
            problem.in_team(person, day) && !who.on_leave(day)
        })
    }

    /// The tail goes back as far as `there` holds without a gap: what lies beyond is not known.
    fn of(problem: &'a Problem, person: PersonIx, there: impl Fn(i64) -> bool) -> KnownRow<'a> {
        let tail = &problem.people[person].tail;
        let known = (1..=tail.len()).take_while(|ago| there(-(*ago as i64)));
        KnownRow {
            problem,
            person,
            tail: &tail[tail.len() - known.count()..],
        }
    }

    /// What was done on a day before the month, as far as it counts.
    pub(super) fn past(&self, day: i64) -> Option<Option<usize>> {
        let index = usize::try_from(self.tail.len() as i64 + day).ok()?;
        self.tail.get(index).copied()
    }

    /// Days of the class right before the month; `None` when nothing is known. Never looks further back than the tail.
    fn before(&self, class: Class) -> Option<u32> {
        if self.tail.is_empty() || self.problem.employed(self.person).start > 0 {
            return None;
        }
        let held = self.tail.iter().rev();
        u32::try_from(held.take_while(|d| class.holds(**d)).count()).ok()
    }

    /// Whether the beginning of a run that holds on the first day has been seen.
    fn is_seen(&self, class: Class) -> bool {
        self.before(class).is_some() && !self.tail.iter().all(|duty| class.holds(*duty))
    }
}

/// Runs of a class over `days`. With the tail before them where they begin with the month, and with the fixed days after
/// them where they go on to its end.
pub fn run(
    model: &mut Builder,
    row: &KnownRow<'_>,
    class: Class,
    days: Range<usize>,
    low: Option<Limit>,
    high: Option<Limit>,
) {
    in_month(model, row, class, days.clone(), low, high);
    let (problem, person, month) = (row.problem, row.person, days.end);
    if month < problem.days() || days.is_empty() {
        return;
    }
    let next = |ahead: usize| coming(problem, person, (month + ahead) as i64);
    let follows = |ahead: &usize| next(*ahead).is_some_and(|duty| class.holds(duty));
    let fixed = (0..).take_while(follows).count();
    let end = End {
        person,
        class,
        fixed: fixed as i64,
        before: match days.start {
            0 => row.before(class).map_or(0, i64::from),
            _ => 0,
        },
        seen: days.start == 0 && row.is_seen(class),
        days,
    };
    if let Some(high) = high {
        end.not_too_long(model, high);
    }
    if let Some(low) = low.filter(|_| next(fixed).is_some()) {
        end.not_too_short(model, low);
    }
}

/// The end of the month, with so many fixed days of the class behind it.
struct End {
    person: PersonIx,
    class: Class,
    days: Range<usize>,
    fixed: i64,
    /// Days of the class right before `days`.
    before: i64,
    /// Whether the beginning of a run over all of `days` has been seen.
    seen: bool,
}

impl End {
    /// A unit for every length of the run at the end that is allowed by itself, and not with what follows.
    fn not_too_long(&self, model: &mut Builder, high: Limit) {
        let all = self.days.len() as i64;
        let allowed = (high.at - self.fixed).max(0);
        for length in allowed + 1..=high.at.min(all + self.before) {
            self.unit(model, length.min(all) as usize, false, high);
        }
    }

    /// So many units for every length of the run at the end that is too short, now that it is known to end.
    fn not_too_short(&self, model: &mut Builder, low: Limit) {
        let all = self.days.len() as i64;
        for length in 1..all {
            for _ in length + self.fixed..low.at {
                self.unit(model, length as usize, true, low);
            }
        }
        if self.seen {
            for _ in all + self.before + self.fixed..low.at {
                self.unit(model, all as usize, false, low);
            }
        }
    }

    /// A unit where the last so many days are all of the class; with `exactly`, and the one before them is not.
    fn unit(&self, model: &mut Builder, length: usize, exactly: bool, limit: Limit) {
        let any = model.any();
        let first = self.days.end - length;
        let (set, sign) = match self.class {
            Class::On(set) => (set, 1),
            Class::Rest => (any, -1),
        };
        let mut sum = Sum::default();
        for day in first..self.days.end {
            sum.add(self.person, day, set, sign);
        }
        let mut from = first;
        if exactly {
            from -= 1;
            sum.add(self.person, from, set, -sign);
        }
        // Working on all of them is as much as can be; resting on all of them is nothing, and one who works before takes
        // nothing away.
        let most = match (self.class, exactly) {
            (Class::On(_), _) => length as i64 - 1,
            (Class::Rest, false) => -1,
            (Class::Rest, true) => 0,
        };
        let high = Some(Limit::each(most, limit.price));
        model.count(
            vec![self.person],
            (from, self.days.end - 1),
            sum,
            None,
            high,
        );
    }
}

/// Runs of a class over `days`, up to the month's end, with the tail before them where they begin with the month. A tail that is
/// of the class throughout is counted for the longest run, but when it began has not been seen, so that
/// the shortest run does not judge it.
pub(super) fn in_month(
    model: &mut Builder,
    row: &KnownRow<'_>,
    class: Class,
    days: Range<usize>,
    low: Option<Limit>,
    high: Option<Limit>,
) {
    let person = row.person;
    let before = match days.start {
        0 => row.before(class),
        _ => None,
    };
    if before.is_some() && row.tail.iter().all(|d| class.holds(*d)) {
        model.run(person, class, days.clone(), before, None, high);
        model.run(person, class, days, None, low, None);
    } else {
        model.run(person, class, days, before, low, high);
    }
}
