//! A roster with the price of every term kept up to date as cells change.

use crate::domain::Roster;
use crate::model::{Class, DutySet, Form, Limit, Model, Price};

/// A cell's content; [`REST`] for none.
pub type Duty = u8;

/// No duty.
pub const REST: Duty = Duty::MAX;

/// Units of hard violation and points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cost {
    /// Units beyond hard bounds.
    pub hard: i64,
    /// Points.
    pub soft: i64,
}

impl Cost {
    fn plus(self, other: Cost) -> Cost {
        Cost {
            hard: self.hard + other.hard,
            soft: self.soft + other.soft,
        }
    }

    fn minus(self, other: Cost) -> Cost {
        Cost {
            hard: self.hard - other.hard,
            soft: self.soft - other.soft,
        }
    }

    /// One number to walk on, a unit of hard violation at `price` points.
    pub fn at(self, price: i64) -> i64 {
        self.hard * price + self.soft
    }

    fn units(units: i64, price: Price) -> Cost {
        match price {
            Price::Hard => Cost {
                hard: units,
                soft: 0,
            },
            Price::Soft(points) => Cost {
                hard: 0,
                soft: units * points,
            },
        }
    }
}

/// How a change of a cell reaches a counter of a term.
#[derive(Debug, Clone, Copy)]
struct Touch {
    counter: u32,
    duties: DutySet,
    weight: i64,
}

/// What a term does with its counters.
#[derive(Debug, Clone)]
enum Law {
    /// One counter between bounds.
    Between(Option<Limit>, Option<Limit>),
    /// Two counters, both of which must not be positive.
    Both(Price),
    /// Two counters that must be equal.
    Same(Price),
    /// The number of positive counters between bounds.
    Positive(i64, Option<Limit>, Option<Limit>),
    /// The distance of counters.
    Spread(Limit),
    /// Runs in a person's row.
    Run {
        person: usize,
        class: Class,
        from: usize,
        to: usize,
        before: Option<u32>,
        low: Option<Limit>,
        high: Option<Limit>,
    },
}

/// The state of the walk.
#[derive(Debug, Clone)]
pub struct State {
    days: usize,
    cells: Vec<Duty>,
    laws: Vec<Law>,
    /// Counters of law `l`: `counters[start[l]..start[l + 1]]`.
    start: Vec<u32>,
    counters: Vec<i64>,
    law_of: Vec<u32>,
    cost_of: Vec<Cost>,
    touches: Vec<Vec<Touch>>,
    runs: Vec<Vec<u32>>,
    /// Soft prices of single cells: `(duties, points)` a cell.
    prices: Vec<Vec<(DutySet, i64)>>,
    /// The cost of the whole roster.
    pub total: Cost,
}

impl State {
    /// The empty roster of a model. Hard forbidden cells are left to the moves, which never use them.
    pub fn new(model: &Model) -> State {
        let cells = model.people * model.days;
        let mut state = State {
            days: model.days,
            cells: vec![REST; cells],
            laws: Vec::new(),
            start: vec![0],
            counters: Vec::new(),
            law_of: Vec::new(),
            cost_of: Vec::new(),
            touches: vec![Vec::new(); cells],
            runs: vec![Vec::new(); cells],
            prices: vec![Vec::new(); cells],
            total: Cost::default(),
        };
        for term in &model.terms {
            state.add(&term.form);
        }
        for law in 0..state.laws.len() {
            state.cost_of[law] = state.price(law);
            state.total = state.total.plus(state.cost_of[law]);
        }
        state
    }

    fn add(&mut self, form: &Form) {
        let law = match form {
            Form::Forbid { spot, price } => {
                if let Price::Soft(points) = price {
                    let cell = spot.person * self.days + spot.day;
                    self.prices[cell].push((spot.duties, *points));
                }
                return;
            }
            Form::Count { sum, low, high } => {
                let counter = self.counter(sum.base);
                for item in &sum.items {
                    self.touch(counter, &item.spot, item.weight);
                }
                Law::Between(*low, *high)
            }
            Form::Follow { first, then, price } => {
                for spot in [first, then] {
                    let counter = self.counter(0);
                    self.touch(counter, spot, 1);
                }
                Law::Both(*price)
            }
            Form::Match { a, b, price } => {
                for spot in [a, b] {
                    let counter = self.counter(0);
                    self.touch(counter, spot, 1);
                }
                Law::Same(*price)
            }
            Form::Touch {
                groups,
                base,
                low,
                high,
            } => {
                for group in groups {
                    let counter = self.counter(0);
                    for spot in group {
                        self.touch(counter, spot, 1);
                    }
                }
                Law::Positive(*base, *low, *high)
            }
            Form::Spread { sums, within } => {
                for sum in sums {
                    let counter = self.counter(sum.base);
                    for item in &sum.items {
                        self.touch(counter, &item.spot, item.weight);
                    }
                }
                Law::Spread(*within)
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
                for day in *from..*to {
                    self.runs[person * self.days + day].push(self.laws.len() as u32);
                }
                Law::Run {
                    person: *person,
                    class: *class,
                    from: *from,
                    to: *to,
                    before: *before,
                    low: *low,
                    high: *high,
                }
            }
        };
        self.laws.push(law);
        self.start.push(self.counters.len() as u32);
        self.cost_of.push(Cost::default());
    }

    fn counter(&mut self, base: i64) -> u32 {
        self.counters.push(base);
        self.law_of.push(self.laws.len() as u32);
        (self.counters.len() - 1) as u32
    }

    fn touch(&mut self, counter: u32, spot: &crate::model::Spot, weight: i64) {
        self.touches[spot.person * self.days + spot.day].push(Touch {
            counter,
            duties: spot.duties,
            weight,
        });
    }

    /// The duty in a cell.
    pub fn get(&self, person: usize, day: usize) -> Duty {
        self.cells[person * self.days + day]
    }

    /// Puts a duty, or [`REST`], into a cell and brings the cost up to date.
    pub fn set(&mut self, person: usize, day: usize, duty: Duty) {
        let cell = person * self.days + day;
        let old = std::mem::replace(&mut self.cells[cell], duty);
        if old == duty {
            return;
        }
        let has = |set: DutySet, d: Duty| d != REST && set.has(usize::from(d));
        for (duties, points) in &self.prices[cell] {
            self.total.soft +=
                points * (i64::from(has(*duties, duty)) - i64::from(has(*duties, old)));
        }
        for index in 0..self.touches[cell].len() {
            let Touch {
                counter,
                duties,
                weight,
            } = self.touches[cell][index];
            let change = i64::from(has(duties, duty)) - i64::from(has(duties, old));
            if change != 0 {
                self.counters[counter as usize] += change * weight;
                self.refresh(self.law_of[counter as usize] as usize);
            }
        }
        for index in 0..self.runs[cell].len() {
            self.refresh(self.runs[cell][index] as usize);
        }
    }

    fn refresh(&mut self, law: usize) {
        let now = self.price(law);
        self.total = self.total.plus(now).minus(self.cost_of[law]);
        self.cost_of[law] = now;
    }

    fn price(&self, law: usize) -> Cost {
        let counters = &self.counters[self.start[law] as usize..self.start[law + 1] as usize];
        match &self.laws[law] {
            Law::Between(low, high) => bounded(counters[0], *low, *high),
            Law::Both(price) => {
                let both = counters.iter().all(|c| *c > 0);
                Cost::units(i64::from(both), *price)
            }
            Law::Same(price) => Cost::units(i64::from(counters[0] != counters[1]), *price),
            Law::Positive(base, low, high) => {
                let positive = counters.iter().filter(|c| **c > 0).count() as i64;
                bounded(base + positive, *low, *high)
            }
            Law::Spread(within) => {
                let (mut min, mut max) = (i64::MAX, i64::MIN);
                for c in counters {
                    min = min.min(*c);
                    max = max.max(*c);
                }
                bounded(max.saturating_sub(min), None, Some(*within))
            }
            Law::Run {
                person,
                class,
                from,
                to,
                before,
                low,
                high,
            } => {
                let row = &self.cells[person * self.days + from..person * self.days + to];
                runs(row, *class, *before, *low, *high)
            }
        }
    }

    /// The roster as the rest of the program knows it.
    pub fn roster(&self) -> Roster {
        let cell = |d: &Duty| (*d != REST).then_some(usize::from(*d));
        Roster {
            cells: self
                .cells
                .chunks(self.days.max(1))
                .map(|row| row.iter().map(cell).collect())
                .collect(),
        }
    }
}

fn bounded(value: i64, low: Option<Limit>, high: Option<Limit>) -> Cost {
    let under = low.map_or(Cost::default(), |l| {
        Cost::units(l.started(l.at - value), l.price)
    });
    let over = high.map_or(Cost::default(), |h| {
        Cost::units(h.started(value - h.at), h.price)
    });
    under.plus(over)
}

fn runs(
    row: &[Duty],
    class: Class,
    before: Option<u32>,
    low: Option<Limit>,
    high: Option<Limit>,
) -> Cost {
    let mut cost = Cost::default();
    let mut length = i64::from(before.unwrap_or(0));
    let mut began_unseen = before.is_none();
    for duty in row {
        let inside = match class {
            Class::On(set) => *duty != REST && set.has(usize::from(*duty)),
            Class::Rest => *duty == REST,
        };
        if inside {
            length += 1;
            if let Some(h) = high.filter(|h| length > h.at) {
                cost = cost.plus(Cost::units(1, h.price));
            }
            continue;
        }
        if length > 0 && !began_unseen {
            cost = cost.plus(bounded(length, low, None));
        }
        length = 0;
        began_unseen = false;
    }
    cost
}

#[cfg(test)]
#[path = "../../../tests/models/mod.rs"]
mod models;

#[cfg(test)]
mod tests {
    use super::models::{Random, model};
    use super::*;
    use crate::model::score;

    #[test]
    fn the_running_cost_is_the_cost_of_the_roster() {
        for number in 0..2000 {
            let model = model(number);
            let allowed = model.allowed();
            let mut state = State::new(&model);
            let mut random = Random::new(number as u64);
            for step in 0..60 {
                let (person, day) = (random.below(model.people), random.below(model.days));
                let duty = random.below(model.duties + 1);
                if duty == model.duties {
                    state.set(person, day, REST);
                } else if allowed[person][day].has(duty) {
                    state.set(person, day, duty as Duty);
                }
                let wanted = score(&model, &state.roster());
                let wanted = Cost {
                    hard: wanted.hard,
                    soft: wanted.soft,
                };
                assert_eq!(
                    state.total, wanted,
                    "model {number}, step {step}: {model:#?}"
                );
            }
        }
    }
}
