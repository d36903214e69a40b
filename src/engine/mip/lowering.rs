//! How each kind of term becomes rows: one function a form, amounts and prices as in `model::score`.

use super::program::{Linear, Program, Recipe};
use crate::model::{Class, DutySet, Form, Group, Limit, Price, Spot, Sum, Term};

const FREE: f64 = f64::INFINITY;

pub fn term(program: &mut Program, term: &Term) {
    match &term.form {
        Form::Forbid { spot, price } => forbid(program, spot, *price),
        Form::Count { sum, low, high } => {
            let value = value(program, sum);
            bounds(program, &value, *low, *high);
        }
        Form::Run {
            person,
            class,
            from,
            to,
            before,
            low,
            high,
        } => {
            let run = Run {
                days: (*from..*to)
                    .map(|day| in_class(program, person.0, day, *class))
                    .collect(),
                before: before.map(|b| b as usize),
            };
            if let Some(limit) = high {
                run.longest(program, limit);
            }
            if let Some(limit) = low {
                run.shortest(program, limit);
            }
        }
        Form::Follow { first, then, price } => {
            let mut both = spot(program, first);
            both.add(&spot(program, then), 1.0);
            above(program, both, &Limit::each(1, *price));
        }
        Form::Touch {
            groups,
            base,
            low,
            high,
        } => touch(program, groups, *base, *low, *high),
        Form::Spread { sums, within } => spread(program, sums, within),
        Form::Match { a, b, price } => {
            let mut difference = spot(program, a);
            difference.add(&spot(program, b), -1.0);
            let mut reverse = Linear::default();
            reverse.add(&difference, -1.0);
            // One variable for both directions: they cannot both be positive.
            let sides = [difference, reverse];
            let recipe = Recipe::Largest(sides.to_vec());
            let slack = slack(program, &Limit::each(0, *price), recipe);
            for mut side in sides {
                relax(&mut side, slack, 1.0);
                program.row(side, -FREE, 0.0);
            }
        }
    }
}

fn forbid(program: &mut Program, at: &Spot, price: Price) {
    // Hard ones have taken the cell away already.
    if let Price::Soft(points) = price {
        for (var, _) in spot(program, at).terms {
            program.vars[var].cost += points as f64;
        }
    }
}

fn spot(program: &Program, spot: &Spot) -> Linear {
    program.held(spot.person.0, spot.day, spot.duties)
}

fn value(program: &Program, sum: &Sum) -> Linear {
    let mut value = Linear::constant(sum.base as f64);
    for item in &sum.items {
        value.add(&spot(program, &item.spot), item.weight as f64);
    }
    value
}

/// A variable that counts units beyond a limit; `None` when there must be none.
fn slack(program: &mut Program, limit: &Limit, recipe: Recipe) -> Option<usize> {
    match limit.price {
        Price::Hard => None,
        // Started units: with larger units it must be whole, with units of 1 the sums are whole.
        Price::Soft(points) => {
            let whole = limit.unit > 1;
            Some(program.var(0.0, FREE, whole, points as f64, recipe))
        }
    }
}

fn relax(value: &mut Linear, slack: Option<usize>, unit: f64) {
    if let Some(slack) = slack {
        value.terms.push((slack, -unit));
    }
}

/// `value ≤ limit.at`, or its price.
fn above(program: &mut Program, mut value: Linear, limit: &Limit) {
    let mut excess = value.clone();
    excess.constant -= limit.at as f64;
    let unit = limit.unit as f64;
    let slack = slack(program, limit, Recipe::Started(excess, unit));
    relax(&mut value, slack, unit);
    program.row(value, -FREE, limit.at as f64);
}

/// `value ≥ limit.at`, or its price.
fn below(program: &mut Program, mut value: Linear, limit: &Limit) {
    let mut lack = Linear::constant(limit.at as f64);
    lack.add(&value, -1.0);
    let unit = limit.unit as f64;
    let slack = slack(program, limit, Recipe::Started(lack, unit));
    relax(&mut value, slack, -unit);
    program.row(value, limit.at as f64, FREE);
}

fn bounds(program: &mut Program, value: &Linear, low: Option<Limit>, high: Option<Limit>) {
    match (low, high) {
        (Some(l), Some(h)) if l.price == Price::Hard && h.price == Price::Hard => {
            program.row(value.clone(), l.at as f64, h.at as f64);
        }
        _ => {
            if let Some(limit) = low {
                below(program, value.clone(), &limit);
            }
            if let Some(limit) = high {
                above(program, value.clone(), &limit);
            }
        }
    }
}

fn in_class(program: &Program, person: usize, day: usize, class: Class) -> Linear {
    match class {
        Class::On(duties) => program.held(person, day, duties),
        Class::Rest => {
            let mut rest = Linear::constant(1.0);
            let any = DutySet::all(DutySet::CAPACITY);
            rest.add(&program.held(person, day, any), -1.0);
            rest
        }
    }
}

/// A stretch of days, each 1 when it is of the class, and what lies before it.
struct Run {
    days: Vec<Linear>,
    before: Option<usize>,
}

impl Run {
    fn sum(&self, from: usize, to: usize) -> Linear {
        let mut sum = Linear::default();
        for day in &self.days[from..to] {
            sum.add(day, 1.0);
        }
        sum
    }

    /// A day beyond the longest ends a window of `at + 1` days that are all of the class.
    fn longest(&self, program: &mut Program, limit: &Limit) {
        let at = usize::try_from(limit.at).unwrap_or(0);
        let before = self.before.unwrap_or(0);
        for day in 0..self.days.len() {
            let from = day.saturating_sub(at);
            let inside = day + 1 - from;
            if at + 1 > inside + before {
                continue;
            }
            let window = self.sum(from, day + 1);
            let free = Limit::each(inside as i64 - 1, limit.price);
            above(program, window, &free);
        }
    }

    fn shortest(&self, program: &mut Program, limit: &Limit) {
        let at = usize::try_from(limit.at).unwrap_or(0);
        if let Some(before) = self.before.filter(|b| *b > 0) {
            self.finish_started(program, limit, at, before);
        }
        for start in 0..self.days.len() {
            // Without knowledge of the day before, a run from day 0 has begun unseen.
            if start == 0 && self.before != Some(0) {
                continue;
            }
            match limit.price {
                Price::Hard => self.stay(program, start, at),
                Price::Soft(_) => self.pay_short(program, limit, start, at),
            }
        }
    }

    /// The run that goes on from before: it lacks `at − before − length` days when it ends.
    fn finish_started(&self, program: &mut Program, limit: &Limit, at: usize, before: usize) {
        for length in 0..at.saturating_sub(before).min(self.days.len()) {
            let mut ended = self.sum(0, length);
            ended.add(&self.days[length], -1.0);
            let lack = (at - before - length) as i64;
            let free = Limit::each(length as i64 - 1, times(limit.price, lack));
            above(program, ended, &free);
        }
    }

    /// Hard: who starts on a day stays for the shortest run.
    fn stay(&self, program: &mut Program, start: usize, at: usize) {
        for later in start + 1..(start + at).min(self.days.len()) {
            let mut row = self.days[start].clone();
            if start > 0 {
                row.add(&self.days[start - 1], -1.0);
            }
            row.add(&self.days[later], -1.0);
            program.row(row, -FREE, 0.0);
        }
    }

    /// Soft: every too short run that could start here has its price.
    fn pay_short(&self, program: &mut Program, limit: &Limit, start: usize, at: usize) {
        for length in 1..at {
            let end = start + length;
            if end >= self.days.len() {
                break;
            }
            let mut pattern = self.sum(start, end);
            if start > 0 {
                pattern.add(&self.days[start - 1], -1.0);
            }
            pattern.add(&self.days[end], -1.0);
            let price = times(limit.price, (at - length) as i64);
            above(program, pattern, &Limit::each(length as i64 - 1, price));
        }
    }
}

fn times(price: Price, factor: i64) -> Price {
    match price {
        Price::Hard => Price::Hard,
        Price::Soft(points) => Price::Soft(points * factor),
    }
}

fn touch(
    program: &mut Program,
    groups: &[Group],
    base: i64,
    low: Option<Limit>,
    high: Option<Limit>,
) {
    let mut total = Linear::constant(base as f64);
    for group in groups {
        let spots: Vec<Linear> = group
            .iter()
            .map(|s| spot(program, s))
            .filter(|l| !l.terms.is_empty())
            .collect();
        match spots.as_slice() {
            [] => {}
            [one] => total.add(one, 1.0),
            _ => {
                let touched = touched(program, &spots);
                total.terms.push((touched, 1.0));
            }
        }
    }
    bounds(program, &total, low, high);
}

/// 1 when any of the spots is: between the largest and the sum, so that it need not be declared whole.
fn touched(program: &mut Program, spots: &[Linear]) -> usize {
    let recipe = Recipe::Largest(spots.to_vec());
    let var = program.var(0.0, 1.0, false, 0.0, recipe);
    let mut all = Linear::default().plus_var(var, 1.0);
    for spot in spots {
        let mut row = spot.clone();
        row.terms.push((var, -1.0));
        program.row(row, -FREE, 0.0);
        all.add(spot, -1.0);
    }
    program.row(all, -FREE, 0.0);
    var
}

fn spread(program: &mut Program, sums: &[Sum], within: &Limit) {
    let values: Vec<Linear> = sums.iter().map(|s| value(program, s)).collect();
    let largest = Recipe::Largest(values.clone());
    let smallest = Recipe::Smallest(values.clone());
    let top = program.var(-FREE, FREE, false, 0.0, largest);
    let bottom = program.var(-FREE, FREE, false, 0.0, smallest);
    for value in values {
        program.row(value.clone().plus_var(top, -1.0), -FREE, 0.0);
        program.row(value.plus_var(bottom, -1.0), 0.0, FREE);
    }
    let distance = Linear::default().plus_var(top, 1.0).plus_var(bottom, -1.0);
    above(program, distance, within);
}
