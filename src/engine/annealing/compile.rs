//! From a model's terms to the tables that a walk keeps up to date.

use super::bounds::{Bounds, exactly};
use super::cells::Cells;
use super::cost::Duty;
use super::counters::{Counters, Kind, name};
use super::effects::{Collector, Effects, Occurrence};
use super::follows::{Follows, Pair};
use super::runs::{Limits, Look, Runs};
use crate::model::{DutySet, Form, Group, Item, Limit, Model, Price, Spot};
use std::collections::BTreeMap;

/// Everything a state is made of, for the empty roster.
#[derive(Debug)]
pub struct Tables {
    pub effects: Effects,
    pub counters: Counters,
    pub runs: Runs,
    pub follows: Follows,
    pub cells: Cells,
}

/// Translates a model. What hard terms forbid in a cell is left to the moves, which never put it there.
pub fn compile(model: &Model, allowed: &[DutySet]) -> Tables {
    let width = model.duties + 1;
    let cells = model.people * model.days;
    let mut compiler = Compiler {
        model,
        counters: Counters::default(),
        collector: Collector::new(model.people, model.days, width, allowed),
        looks: Vec::new(),
        looks_of: vec![Vec::new(); model.people],
        pairs: vec![Vec::new(); cells],
        cells: Cells::new(cells, width),
        sums: BTreeMap::new(),
    };
    for term in &model.terms {
        compiler.add(&term.form);
    }
    let mut runs = Runs::new(model.people, width, &compiler.looks);
    runs.rest();
    Tables {
        effects: compiler.collector.finish(),
        counters: compiler.counters,
        runs,
        follows: Follows::new(width, &compiler.pairs),
        cells: compiler.cells,
    }
}

/// Sums over the same items, by a fingerprint: the counter, and the term it was made from.
type Known<'a> = BTreeMap<u64, Vec<(usize, &'a crate::model::Sum)>>;

struct Compiler<'a> {
    model: &'a Model,
    counters: Counters,
    collector: Collector,
    looks: Vec<(Look, Vec<Limits>)>,
    looks_of: Vec<Vec<usize>>,
    pairs: Vec<Vec<Pair>>,
    cells: Cells,
    sums: Known<'a>,
}

impl<'a> Compiler<'a> {
    fn add(&mut self, form: &'a Form) {
        match form {
            Form::Forbid { spot, price } => {
                if let Price::Soft(points) = price {
                    let cost = super::cost::Cost {
                        hard: 0,
                        soft: *points,
                    };
                    let cell = self.cell(spot);
                    self.cells
                        .add(cell, |duty| duty > 0 && spot.duties.has(duty - 1), cost);
                }
            }
            Form::Count { sum, low, high } => self.count(sum, *low, *high),
            Form::Follow { first, then, price } => self.follow(first, then, *price),
            Form::Match { a, b, price } => {
                let sum = self.counters.add(0, exactly(0, *price));
                let places = places(a, 1).chain(places(b, -1));
                self.collector.add(name(Kind::Sum, sum), places);
            }
            Form::Touch {
                groups,
                base,
                low,
                high,
            } => self.touch(groups, *base, Bounds::new(*low, *high)),
            Form::Spread { sums, within } => {
                if sums.is_empty() {
                    return;
                }
                let values: Vec<i64> = sums.iter().map(|s| s.base).collect();
                let first = self.counters.spreads.add(&values, *within);
                for (i, sum) in sums.iter().enumerate() {
                    let share = name(Kind::Share, first + i);
                    self.collector.add(share, items(&sum.items));
                }
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
                let look = Look {
                    person: person.0,
                    class: *class,
                    from: *from,
                    to: *to,
                    before: *before,
                };
                let limits = Limits {
                    low: *low,
                    high: *high,
                };
                self.run(look, limits);
            }
        }
    }

    fn cell(&self, spot: &Spot) -> usize {
        spot.person.0 * self.model.days + spot.day
    }

    /// A sum over one cell is a price of what stands there; one over the same items as another shares its
    /// counter, as cover and surplus do.
    fn count(&mut self, sum: &'a crate::model::Sum, low: Option<Limit>, high: Option<Limit>) {
        let bounds = Bounds::new(low, high);
        let Some(first) = sum.items.first() else {
            self.counters.add(sum.base, bounds);
            return;
        };
        let cell = self.cell(&first.spot);
        if sum.items.iter().all(|i| self.cell(&i.spot) == cell) {
            for duty in 0..self.cells.width() {
                let holds = |i: &&Item| duty > 0 && i.spot.duties.has(duty - 1);
                let value: i64 = sum.items.iter().filter(holds).map(|i| i.weight).sum();
                let cost = bounds.cost(sum.base + value);
                self.cells.add(cell, |d| d == duty, cost);
            }
            return;
        }
        let known = self.sums.entry(fingerprint(sum)).or_default();
        for (counter, other) in known.iter() {
            if *other == sum && self.counters.join(*counter, low, high) {
                return;
            }
        }
        let counter = self.counters.add(sum.base, bounds);
        known.push((counter, sum));
        self.collector
            .add(name(Kind::Sum, counter), items(&sum.items));
    }

    fn follow(&mut self, first: &Spot, then: &Spot, price: Price) {
        if first.person == then.person && first.day + 1 == then.day {
            let cell = self.cell(first);
            self.pairs[cell].push((first.duties, then.duties, price));
            return;
        }
        // Two spots anywhere: not both.
        let bounds = Bounds::new(None, Some(Limit::each(1, price)));
        let sum = self.counters.add(0, bounds);
        let places = places(first, 1).chain(places(then, 1));
        self.collector.add(name(Kind::Sum, sum), places);
    }

    fn touch(&mut self, groups: &[Group], base: i64, bounds: Bounds) {
        let sum = self.counters.add(base, bounds);
        for group in groups {
            match group.as_slice() {
                [] => {}
                [spot] => self.collector.add(name(Kind::Sum, sum), places(spot, 1)),
                spots => {
                    self.counters.groups.push((0, sum as u32));
                    let group = name(Kind::Group, self.counters.groups.len() - 1);
                    let places = spots.iter().flat_map(|s| places(s, 1));
                    self.collector.add(group, places);
                }
            }
        }
    }

    fn run(&mut self, look: Look, limits: Limits) {
        let of = &mut self.looks_of[look.person];
        match of.iter().find(|i| self.looks[**i].0 == look) {
            Some(i) => self.looks[*i].1.push(limits),
            None => {
                of.push(self.looks.len());
                self.looks.push((look, vec![limits]));
            }
        }
    }
}

fn places(spot: &Spot, weight: i64) -> impl Iterator<Item = Occurrence> {
    let Spot {
        person,
        day,
        duties,
    } = *spot;
    duties
        .iter()
        .map(move |duty| (person.0, day, duty as Duty + 1, weight))
}

fn items(items: &[Item]) -> impl Iterator<Item = Occurrence> {
    items.iter().flat_map(|i| places(&i.spot, i.weight))
}

/// Equal sums have equal ones; others hardly ever.
fn fingerprint(sum: &crate::model::Sum) -> u64 {
    let mut print = sum.base as u64;
    let mut mix = |x: u64| print = (print ^ x).wrapping_mul(0x0100_0000_01b3).rotate_left(17);
    for Item { spot, weight } in &sum.items {
        mix(spot.person.0 as u64);
        mix(spot.day as u64);
        mix(spot.duties.0 as u64 ^ (spot.duties.0 >> 64) as u64);
        mix(*weight as u64);
    }
    print
}
