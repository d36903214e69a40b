//! The closed set of term kinds. Everything a rule can ask of an engine is here.

use crate::domain::PersonIx;
use serde::Serialize;

/// A set of duties, by index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
pub struct DutySet(pub u128);

impl DutySet {
    /// The most duties a team may have.
    pub const CAPACITY: usize = 128;

    /// No duty.
    pub const NONE: DutySet = DutySet(0);

    /// The first `count` duties.
    pub fn all(count: usize) -> DutySet {
        if count >= Self::CAPACITY {
            DutySet(u128::MAX)
        } else {
            DutySet((1 << count) - 1)
        }
    }

    /// The set of one duty.
    pub fn one(duty: usize) -> DutySet {
        DutySet(1 << (duty % Self::CAPACITY))
    }

    /// Whether `duty` is in it.
    pub fn has(self, duty: usize) -> bool {
        duty < Self::CAPACITY && self.0 >> duty & 1 == 1
    }

    /// Whether it holds nothing.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Number of duties.
    pub fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Both sets together.
    pub fn plus(self, other: DutySet) -> DutySet {
        DutySet(self.0 | other.0)
    }

    /// Without the other's duties.
    pub fn minus(self, other: DutySet) -> DutySet {
        DutySet(self.0 & !other.0)
    }

    /// The duties in both.
    pub fn and(self, other: DutySet) -> DutySet {
        DutySet(self.0 & other.0)
    }

    /// Its duties, ascending.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            if rest == 0 {
                return None;
            }
            let duty = rest.trailing_zeros() as usize;
            rest &= rest - 1;
            Some(duty)
        })
    }
}

impl FromIterator<usize> for DutySet {
    fn from_iter<I: IntoIterator<Item = usize>>(duties: I) -> Self {
        duties
            .into_iter()
            .fold(DutySet::NONE, |set, d| set.plus(DutySet::one(d)))
    }
}

/// What a unit of violation costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum Price {
    /// Not allowed at all.
    Hard,
    /// So many points a unit; not negative.
    Soft(i64),
}

impl Price {
    /// The points of a soft price.
    pub fn points(self) -> Option<i64> {
        match self {
            Price::Hard => None,
            Price::Soft(points) => Some(points),
        }
    }
}

/// One bound: what lies beyond `at` costs `price` for every **started** `unit`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Limit {
    /// The bound itself, still free.
    pub at: i64,
    /// The unit of the price, at least 1.
    pub unit: i64,
    /// Price of a started unit.
    pub price: Price,
}

/// A person's day and a set of duties: true when the person holds one of them that day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Spot {
    /// Person.
    pub person: PersonIx,
    /// Day, from 0.
    pub day: usize,
    /// Duties, not empty.
    pub duties: DutySet,
}

/// A weighted spot of a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Item {
    /// Counts when true.
    pub spot: Spot,
    /// How much it counts; may be negative.
    pub weight: i64,
}

/// A weighted sum of spots and a constant. No cell occurs in two items.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Sum {
    /// The items.
    pub items: Vec<Item>,
    /// What is counted before the first cell: last month's share, carried hours.
    pub base: i64,
}

/// A class of days in a person's row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Class {
    /// Days on which one of these duties is held.
    On(DutySet),
    /// Days without any duty.
    Rest,
}

/// Days of one person that count once when any of its spots is true.
pub type Group = Vec<Spot>;

/// What a term says. Amounts of violation are whole numbers of units, priced one by one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Form {
    /// The spot must not be true (hard), or costs its price when it is.
    Forbid {
        /// The spot.
        spot: Spot,
        /// Its price.
        price: Price,
    },
    /// A sum stays between bounds.
    Count {
        /// The sum, of one person or of the team.
        sum: Sum,
        /// Lower bound.
        low: Option<Limit>,
        /// Upper bound.
        high: Option<Limit>,
    },
    /// Every unbroken run of a class of days has a length between bounds; units are days.
    ///
    /// Every day of this month beyond `high` costs one unit. A run shorter than `low` costs what it
    /// lacks when it ends: also on the day before `from` (`before` days long, the day `from` is of another
    /// class), but not when it still goes on at the last day, nor when it began before `from` and
    /// `before` is `None`.
    Run {
        /// Person.
        person: PersonIx,
        /// Class of days.
        class: Class,
        /// First day that is looked at (a joiner's first day).
        from: usize,
        /// The day after the last that is looked at.
        to: usize,
        /// Days of the class right before `from`; `None`: not known, taken as none for `high`.
        before: Option<u32>,
        /// Shortest run.
        low: Option<Limit>,
        /// Longest run.
        high: Option<Limit>,
    },
    /// One spot must not be followed by the other; both are of one person, on consecutive days.
    Follow {
        /// The earlier.
        first: Spot,
        /// The later.
        then: Spot,
        /// Price of both being true.
        price: Price,
    },
    /// The number of groups touched stays between bounds.
    Touch {
        /// The groups, each touched when one of its spots is true.
        groups: Vec<Group>,
        /// Groups already touched before the month.
        base: i64,
        /// Lower bound.
        low: Option<Limit>,
        /// Upper bound.
        high: Option<Limit>,
    },
    /// The distance between the largest and the smallest of several sums stays within `within.at`.
    Spread {
        /// The sums, usually one a person.
        sums: Vec<Sum>,
        /// The allowed distance and the price beyond.
        within: Limit,
    },
    /// Two spots are both true or both false.
    Match {
        /// One.
        a: Spot,
        /// The other.
        b: Spot,
        /// Price of a difference.
        price: Price,
    },
}

impl Form {
    /// Its prices.
    pub fn prices(&self) -> impl Iterator<Item = Price> {
        let prices = match self {
            Form::Forbid { price, .. } | Form::Follow { price, .. } | Form::Match { price, .. } => {
                [Some(*price), None]
            }
            Form::Spread { within, .. } => [Some(within.price), None],
            Form::Count { low, high, .. }
            | Form::Run { low, high, .. }
            | Form::Touch { low, high, .. } => [low, high].map(|l| l.map(|l| l.price)),
        };
        prices.into_iter().flatten()
    }

    /// The same, to be changed.
    pub fn prices_mut(&mut self) -> impl Iterator<Item = &mut Price> {
        let prices = match self {
            Form::Forbid { price, .. } | Form::Follow { price, .. } | Form::Match { price, .. } => {
                [Some(price), None]
            }
            Form::Spread { within, .. } => [Some(&mut within.price), None],
            Form::Count { low, high, .. }
            | Form::Run { low, high, .. }
            | Form::Touch { low, high, .. } => {
                [low, high].map(|l| l.as_mut().map(|l| &mut l.price))
            }
        };
        prices.into_iter().flatten()
    }
}

/// Where a term comes from: for messages, score breakdown and relaxation.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct Tag {
    /// Index of the rule's instance in the team's rule book.
    pub rule: usize,
    /// The people concerned; empty: the team.
    pub people: Vec<PersonIx>,
    /// First and last day concerned.
    pub days: (usize, usize),
}

/// A term with its tag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Term {
    /// Where it comes from.
    pub tag: Tag,
    /// What it says.
    pub form: Form,
}
