//! Tiny made-up models with every kind of term, and all rosters of a model.

#![allow(dead_code)] // not everything is used by both who use it

use paiban::domain::{PersonIx, Roster};
use paiban::model::{Builder, Class, DutySet, Limit, Model, Price, Spot, Sum, score};

/// A small generator, so that a failing model is found again.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Random {
        Random(0x9e37_79b9_7f4a_7c15 ^ seed.wrapping_mul(0x2545_f491_4f6c_dd1d))
    }

    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 33) as usize) % bound
    }

    fn chance(&mut self, one_in: usize) -> bool {
        self.below(one_in) == 0
    }
}

/// The kinds of terms, and of a distance the one that is a largest; every one occurs.
pub const FORMS: usize = 9;

/// Two people, three or four days, one or two duties, and a few terms, one of them of kind
/// `number % FORMS`.
pub fn model(number: usize) -> Model {
    let mut random = Random::new(number as u64 + 1);
    let (people, days) = (2, 3 + random.below(2));
    let duties = 1 + random.below(2);
    sized(number, random, (people, days, duties))
}

/// The same with three people and nine days: too many rosters to count.
pub fn longer(number: usize) -> Model {
    sized(number, Random::new(number as u64 + 1), (3, 9, 2))
}

fn sized(number: usize, random: Random, (people, days, duties): (usize, usize, usize)) -> Model {
    let mut maker = Maker {
        builder: Builder::new(people, days, duties),
        random,
        people,
        days,
        duties,
    };
    maker.term(number % FORMS);
    for rule in 0..1 + maker.random.below(6) {
        maker.builder.begin(rule);
        let form = maker.random.below(FORMS);
        maker.term(form);
    }
    maker.builder.finish()
}

/// Every roster of a model: with two duties 3^8 at most.
pub fn rosters(model: &Model) -> impl Iterator<Item = Roster> {
    let (people, days, choices) = (model.people, model.days, model.duties + 1);
    let count = choices.pow((people * days) as u32);
    (0..count).map(move |mut code| {
        let mut roster = Roster::empty(people, days);
        for cell in roster.cells.iter_mut().flatten() {
            *cell = (code % choices).checked_sub(1);
            code /= choices;
        }
        roster
    })
}

struct Maker {
    builder: Builder,
    random: Random,
    people: usize,
    days: usize,
    duties: usize,
}

impl Maker {
    fn term(&mut self, form: usize) {
        let (person, day) = (
            PersonIx(self.random.below(self.people)),
            self.random.below(self.days),
        );
        let everybody: Vec<PersonIx> = PersonIx::first(self.people).collect();
        let all_days = (0, self.days - 1);
        let price = self.price();
        match form {
            0 => {
                let duties = self.set();
                self.builder.forbid(person, day, duties, price);
            }
            1 => {
                let duties = self.set();
                self.builder.require(person, day, duties, price);
            }
            2 => {
                let sum = self.sum(None);
                let (low, high) = self.limits();
                self.builder.count(everybody, all_days, sum, low, high);
            }
            3 => self.run(person),
            4 => {
                let (first, then) = (self.set(), self.set());
                self.builder.follow(person, day, first, then, price);
            }
            5 => {
                let groups = (0..1 + self.random.below(3))
                    .map(|_| self.group())
                    .collect();
                let base = self.random.below(3) as i64 - 1;
                let (low, high) = self.limits();
                self.builder
                    .touch(everybody, all_days, groups, base, low, high);
            }
            6 => {
                let sums = PersonIx::first(self.people)
                    .map(|p| self.sum(Some(p)))
                    .collect();
                let at = self.random.below(4) as i64;
                let within = self.limit(at);
                self.builder.spread(everybody, sums, within);
            }
            7 => {
                // The largest alone: a sum over people, and one that nothing changes.
                let sums = (0..1 + self.random.below(3)).map(|_| self.sum(None));
                let sums = sums.collect();
                let at = self.random.below(4) as i64;
                let high = self.limit(at);
                self.builder.largest(everybody, all_days, sums, high);
            }
            _ => {
                let (a, b) = (self.spot(), self.spot());
                self.builder.matched(a, b, price);
            }
        }
    }

    fn run(&mut self, person: PersonIx) {
        let class = match self.random.below(3) {
            0 => Class::Rest,
            _ => Class::On(self.set()),
        };
        let from = if self.random.chance(3) {
            self.random.below(self.days)
        } else {
            0
        };
        let to = from + 1 + self.random.below(self.days - from);
        let before = match self.random.below(3) {
            0 => None,
            _ => Some(self.random.below(5) as u32),
        };
        let (low, high) = (self.random.below(4) as i64, self.random.below(4) as i64);
        let low = (self.random.below(3) > 0).then(|| Limit::each(low, self.price()));
        let high = (self.random.below(3) > 0).then(|| Limit::each(high, self.price()));
        self.builder.run(person, class, from..to, before, low, high);
    }

    /// Hard terms are the exception: most models have a roster.
    fn price(&mut self) -> Price {
        match self.random.below(4) {
            0 => Price::Hard,
            _ => Price::Soft(1 + self.random.below(9) as i64),
        }
    }

    fn limit(&mut self, at: i64) -> Limit {
        let unit = if self.random.chance(2) {
            1
        } else {
            2 + self.random.below(3) as i64
        };
        Limit::per(at, unit, self.price())
    }

    fn limits(&mut self) -> (Option<Limit>, Option<Limit>) {
        let (low, high) = (
            self.random.below(6) as i64 - 1,
            self.random.below(6) as i64 - 1,
        );
        let low = (self.random.below(3) > 0).then(|| self.limit(low));
        let high = (self.random.below(3) > 0).then(|| self.limit(high));
        (low, high)
    }

    /// Some duties, not none.
    fn set(&mut self) -> DutySet {
        let code = 1 + self.random.below((1 << self.duties) - 1);
        DutySet(code as u128)
    }

    fn spot(&mut self) -> Spot {
        Spot {
            person: PersonIx(self.random.below(self.people)),
            day: self.random.below(self.days),
            duties: self.set(),
        }
    }

    fn group(&mut self) -> Vec<Spot> {
        let mut group: Vec<Spot> = (0..self.random.below(4)).map(|_| self.spot()).collect();
        group.sort_by_key(|s| (s.person, s.day));
        group.dedup_by_key(|s| (s.person, s.day));
        group
    }

    /// Of one person or of all, each cell once or once a duty.
    fn sum(&mut self, whose: Option<PersonIx>) -> Sum {
        let mut sum = Sum {
            base: self.random.below(5) as i64 - 2,
            ..Sum::default()
        };
        let several = self.random.chance(2);
        for person in PersonIx::first(self.people) {
            for day in 0..self.days {
                if whose.is_some_and(|p| p != person) || self.random.chance(4) {
                    continue;
                }
                let weights = [1, 1, 1, 2, 3, -1];
                for duty in 0..self.duties {
                    let weight = weights[self.random.below(weights.len())];
                    match several {
                        true => sum.add(person, day, DutySet::one(duty), weight),
                        false if duty == 0 => sum.add(person, day, self.set(), weight),
                        false => {}
                    }
                }
            }
        }
        sum
    }
}

/// The fewest points of a roster that keeps every hard term.
pub fn optimum(model: &Model) -> Option<i64> {
    rosters(model)
        .map(|roster| score(model, &roster))
        .filter(|s| s.hard == 0)
        .map(|s| s.soft)
        .min()
}
