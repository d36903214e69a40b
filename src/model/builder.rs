//! What a rule writes its terms with. It knows cells and numbers, and nothing of clocks.

use crate::domain::PersonIx;
use std::ops::Range;

use super::{Class, DutySet, Form, Group, Item, Limit, Model, Price, Spot, Sum, Tag, Term};

/// Collects the terms of one rule after another.
#[derive(Debug)]
pub struct Builder {
    model: Model,
    rule: usize,
    any: DutySet,
}

impl Builder {
    /// A model without terms.
    pub fn new(people: usize, days: usize, duties: usize) -> Builder {
        Builder {
            model: Model {
                people,
                days,
                duties,
                terms: Vec::new(),
            },
            rule: 0,
            any: DutySet::all(duties),
        }
    }

    /// Beside the duties of the cells there are others, up to so many together, which only days before them had.
    #[must_use]
    pub fn with_past(self, duties: usize) -> Builder {
        Builder {
            any: DutySet::all(duties),
            ..self
        }
    }

    /// The terms that follow belong to the rule instance `rule`.
    pub fn begin(&mut self, rule: usize) {
        self.rule = rule;
    }

    /// The finished model.
    pub fn finish(mut self) -> Model {
        self.model.terms.shrink_to_fit();
        self.model
    }

    /// Every duty, those of days before among them.
    pub fn any(&self) -> DutySet {
        self.any
    }

    /// Number of days.
    pub fn days(&self) -> usize {
        self.model.days
    }

    fn push(&mut self, people: Vec<PersonIx>, days: (usize, usize), mut form: Form) {
        // Shifts that only earlier days had stand in no cell.
        let cells = DutySet::all(self.model.duties);
        if self.any != cells && !form.keep(cells) {
            return;
        }
        let tag = Tag {
            rule: self.rule,
            people,
            days,
        };
        self.model.terms.push(Term { tag, form });
    }

    /// `person` does not hold one of `duties` on `day`.
    pub fn forbid(&mut self, person: PersonIx, day: usize, duties: DutySet, price: Price) {
        if duties.is_empty() || free(price) {
            return;
        }
        let spot = Spot {
            person,
            day,
            duties,
        };
        self.push(vec![person], (day, day), Form::Forbid { spot, price });
    }

    /// `person` holds one of `duties` on `day`. With no duty to hold, the price is due anyway.
    pub fn require(&mut self, person: PersonIx, day: usize, duties: DutySet, price: Price) {
        let mut sum = Sum::default();
        sum.add(person, day, duties, 1);
        self.count(
            vec![person],
            (day, day),
            sum,
            Some(Limit::each(1, price)),
            None,
        );
    }

    /// A sum between bounds. `people` and `days` name whom and when a message speaks of.
    pub fn count(
        &mut self,
        people: Vec<PersonIx>,
        days: (usize, usize),
        mut sum: Sum,
        low: Option<Limit>,
        high: Option<Limit>,
    ) {
        let (low, high) = (low.filter(Limit::bites), high.filter(Limit::bites));
        // A year of a large team has millions of items; what was reserved for more of them is as much again.
        sum.items.shrink_to_fit();
        if low.is_some() || high.is_some() {
            self.push(people, days, Form::Count { sum, low, high });
        }
    }

    /// Runs of a class between bounds (of single days: their unit is 1), over the person's days in the team; see [`Form::Run`].
    pub fn run(
        &mut self,
        person: PersonIx,
        class: Class,
        days: Range<usize>,
        before: Option<u32>,
        low: Option<Limit>,
        high: Option<Limit>,
    ) {
        let (low, high) = (low.filter(Limit::bites), high.filter(Limit::bites));
        let by_day = |l: Limit| Limit { unit: 1, ..l };
        let (low, high) = (low.map(by_day), high.map(by_day));
        if low.is_none() && high.is_none() || days.is_empty() {
            return;
        }
        let Range {
            start: from,
            end: to,
        } = days;
        let days = (from, to - 1);
        let form = Form::Run {
            person,
            class,
            from,
            to,
            before,
            low,
            high,
        };
        self.push(vec![person], days, form);
    }

    /// `first` on `day` is not followed by `then` on the day after.
    pub fn follow(
        &mut self,
        person: PersonIx,
        day: usize,
        first: DutySet,
        then: DutySet,
        price: Price,
    ) {
        if first.is_empty() || then.is_empty() || free(price) || day + 1 >= self.model.days {
            return;
        }
        let spot = |day, duties| Spot {
            person,
            day,
            duties,
        };
        let form = Form::Follow {
            first: spot(day, first),
            then: spot(day + 1, then),
            price,
        };
        self.push(vec![person], (day, day + 1), form);
    }

    /// The number of touched groups between bounds. Groups without a spot are never touched.
    pub fn touch(
        &mut self,
        people: Vec<PersonIx>,
        days: (usize, usize),
        groups: Vec<Group>,
        base: i64,
        low: Option<Limit>,
        high: Option<Limit>,
    ) {
        let (low, high) = (low.filter(Limit::bites), high.filter(Limit::bites));
        if low.is_some() || high.is_some() {
            let form = Form::Touch {
                groups,
                base,
                low,
                high,
            };
            self.push(people, days, form);
        }
    }

    /// The distance between the largest and the smallest sum.
    pub fn spread(&mut self, people: Vec<PersonIx>, sums: Vec<Sum>, within: Limit) {
        if sums.len() > 1 && within.bites() && self.model.days > 0 {
            let days = (0, self.model.days - 1);
            self.push(people, days, Form::Spread { sums, within });
        }
    }

    /// The largest of several sums stays within a bound; only the largest is priced, however many are beyond.
    ///
    /// It is said as a distance: from a sum without cells, which no other can fall below.
    pub fn largest(
        &mut self,
        people: Vec<PersonIx>,
        days: (usize, usize),
        mut sums: Vec<Sum>,
        high: Limit,
    ) {
        let least = |sum: &Sum| sum.base + sum.items.iter().map(|i| i.weight.min(0)).sum::<i64>();
        let Some(floor) = sums.iter().map(least).min().filter(|_| high.bites()) else {
            return;
        };
        let base = floor.min(high.at);
        let items = Vec::new();
        sums.push(Sum { items, base });
        let at = high.at - base;
        let within = Limit { at, ..high };
        self.push(people, days, Form::Spread { sums, within });
    }

    /// Both spots, or neither.
    pub fn matched(&mut self, a: Spot, b: Spot, price: Price) {
        if free(price) {
            return;
        }
        let mut people = vec![a.person];
        if b.person != a.person {
            people.push(b.person);
        }
        let days = (a.day.min(b.day), a.day.max(b.day));
        self.push(people, days, Form::Match { a, b, price });
    }
}

fn free(price: Price) -> bool {
    price == Price::Soft(0)
}

impl Limit {
    /// A bound that prices every single unit beyond `at`.
    pub fn each(at: i64, price: Price) -> Limit {
        Limit { at, unit: 1, price }
    }

    /// A bound that prices every started `unit` beyond `at`.
    pub fn per(at: i64, unit: i64, price: Price) -> Limit {
        Limit {
            at,
            unit: unit.max(1),
            price,
        }
    }

    fn bites(&self) -> bool {
        !free(self.price)
    }
}

impl Sum {
    /// Counts `weight` when `person` holds one of `duties` on `day`.
    pub fn add(&mut self, person: PersonIx, day: usize, duties: DutySet, weight: i64) {
        if !duties.is_empty() && weight != 0 {
            let spot = Spot {
                person,
                day,
                duties,
            };
            self.items.push(Item { spot, weight });
        }
    }
}
