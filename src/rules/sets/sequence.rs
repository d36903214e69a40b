//! Sequences of days as terms: a succession, a run, or a short sum for each place.

use super::runs::{KnownRow, in_month};
use super::{coming, here, of_kinds};
use crate::domain::{PersonIx, Problem, Step};
use crate::model::{Builder, Class, DutySet, Limit, Price, Sum};
use crate::rules::Days;

/// Prices every place where the person's days follow each other as `steps` say, beginning on one of `begin` where that is given. A place has a
/// day of the month, and every day of it is known: of last month, in the team without granted leave, or fixed after it.
pub fn sequence(
    model: &mut Builder,
    problem: &Problem,
    person: PersonIx,
    (steps, begin): (&[Step], Option<&Days>),
    price: Price,
) {
    let possible = |step: &Step| step.rest || !of_kinds(problem, &step.kinds).is_empty();
    if !steps.iter().all(possible) {
        return;
    }
    let row = KnownRow::here(problem, person);
    let class = alone(problem, steps, model.any());
    let class = class.filter(|_| begin.is_none_or(Days::are_all));
    if let Some(class) = class {
        for days in here(problem, person) {
            let low = Some(Limit::each(2, price));
            in_month(model, &row, class, days, low, None);
        }
    }
    let mut there = vec![false; problem.days()];
    for days in here(problem, person) {
        there[days].fill(true);
    }
    let (length, days) = (steps.len() as i64, problem.days() as i64);
    // Those that end in the month a run has said already.
    let first = class.map_or(1 - length, |_| (days - length + 1).max(1 - length));
    for first in (first..days).filter(|first| begin.is_none_or(|days| days.has(*first))) {
        place(model, problem, (person, &row), first, steps, &there, price);
    }
}

/// The class of which a day stands alone between days of any other: every engine likes a run best.
fn alone(problem: &Problem, steps: &[Step], any: DutySet) -> Option<Class> {
    let [before, day, after] = steps else {
        return None;
    };
    let set = |step: &Step| of_kinds(problem, &step.kinds);
    let (inside, outside) = (set(day), any.minus(set(day)));
    let around = |step: &Step| step.rest != day.rest && set(step) == outside;
    if !around(before) || !around(after) {
        return None;
    }
    if day.rest {
        inside.is_empty().then_some(Class::Rest)
    } else {
        Some(Class::On(inside))
    }
}

/// One place. The sum counts the days of the month that hold what they should; it reaches its most there and only there.
fn place(
    model: &mut Builder,
    problem: &Problem,
    (person, row): (PersonIx, &KnownRow<'_>),
    first: i64,
    steps: &[Step],
    there: &[bool],
    price: Price,
) {
    let any = model.any();
    let (mut sum, mut most) = (Sum::default(), 0);
    for (day, step) in (first..).zip(steps) {
        let set = of_kinds(problem, &step.kinds);
        let Ok(now) = usize::try_from(day) else {
            if holds(row.past(day), step, set) {
                continue;
            }
            return;
        };
        if now >= there.len() {
            if holds(coming(problem, person, day), step, set) {
                continue;
            }
            return;
        }
        if !there[now] {
            return;
        }
        if step.rest {
            sum.add(person, now, any.minus(set), -1);
        } else {
            sum.add(person, now, set, 1);
            most += 1;
        }
    }
    let spot = |index: usize| sum.items[index].spot;
    match (sum.items.len(), most) {
        (1, 1) => model.forbid(person, spot(0).day, spot(0).duties, price),
        (2, 2) if spot(0).day + 1 == spot(1).day => {
            let (first, then) = (spot(0), spot(1));
            model.follow(person, first.day, first.duties, then.duties, price);
        }
        _ => {
            let last = first + steps.len() as i64 - 1;
            let days = (
                first.max(0) as usize,
                (last as usize).min(there.len().saturating_sub(1)),
            );
            let high = Some(Limit::each(most - 1, price));
            model.count(vec![person], days, sum, None, high);
        }
    }
}

/// Whether a day around the month is known to be what a step says.
fn holds(held: Option<Option<usize>>, step: &Step, set: DutySet) -> bool {
    held.is_some_and(|duty| duty.map_or(step.rest, |d| set.has(d)))
}
