//! Terms of one person that look at a few days: what a row has shown of them is remembered in bits until their last day.
//!
//! Groups of days that overlap in time (the classes of a block), two cells that match, and sums over up to four days (a
//! sequence that nobody wants) need no resource: which of their spots were held says all, and is judged when the last of
//! them is over. Rows have few histories over some days, so the automaton stays small.

use super::terms::{beyond, points};
use crate::model::{DutySet, Form, Limit, Price, Spot};

/// Bits that can be in use on the same day.
const BITS: u32 = 16;

/// Groups of a term at most.
const GROUPS: usize = 5;

/// Days from the first spot of a pair or short sum to its last.
const SHORT: usize = 3;

/// Items of a short sum at most.
const ITEMS: usize = 8;

/// What is remembered of a term.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// First and last day of its spots.
    pub days: (usize, usize),
    /// The first of its bits.
    pub bit: u32,
    /// Day, duties, and which of its bits they set.
    pub spots: Vec<(usize, DutySet, u32)>,
    /// What the bits cost in the end.
    pub judge: Judge,
}

/// What the bits of a term cost.
#[derive(Debug, Clone, PartialEq)]
pub struct Judge {
    /// How much each bit counts.
    weights: Vec<i64>,
    price: Cost,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Cost {
    /// What the sum costs beyond its bounds.
    Sum(i64, Option<Limit>, Option<Limit>),
    /// What it costs that one of two is set alone.
    Match(Price),
}

impl Seen {
    /// For every set of bits that stands after a day, the smallest that costs the same whatever follows.
    pub fn merged(&self, day: usize) -> Vec<u32> {
        let later = self.spots.iter().filter(|s| s.0 > day);
        let open = later.fold(0, |bits, s| bits | 1u32 << s.2);
        let all = 0..1u32 << self.judge.bits();
        let futures: Vec<u32> = all.clone().filter(|f| f & !open == 0).collect();
        let mut known: Vec<(u32, Vec<f64>)> = Vec::new();
        let merged = all.map(|bits| {
            let ends: Vec<f64> = futures.iter().map(|f| self.judge.toll(bits | f)).collect();
            let same = known.iter().find(|(_, k)| *k == ends).map(|(b, _)| *b);
            same.unwrap_or_else(|| {
                known.push((bits, ends));
                bits
            })
        });
        merged.collect()
    }
}

impl Judge {
    /// Number of bits.
    pub fn bits(&self) -> u32 {
        self.weights.len() as u32
    }

    /// Points of a term with these bits.
    pub fn toll(&self, bits: u32) -> f64 {
        match self.price {
            Cost::Match(price) => points(i64::from(bits == 1 || bits == 2), price),
            Cost::Sum(base, low, high) => {
                let set = self.weights.iter().enumerate();
                let set = set.filter(|(bit, _)| bits >> bit & 1 == 1);
                beyond(base + set.map(|(_, w)| w).sum::<i64>(), low, high)
            }
        }
    }
}

/// What must be remembered of a term of one person; `None` where it is a resource's or the team's.
pub fn seen(form: &Form) -> Option<Seen> {
    let groups: Vec<&[Spot]>;
    let (weights, price) = match form {
        Form::Touch {
            groups: own,
            base,
            low,
            high,
        } if own.len() <= GROUPS => {
            groups = own.iter().map(Vec::as_slice).collect();
            (vec![1; own.len()], Cost::Sum(*base, *low, *high))
        }
        Form::Match { a, b, price } => {
            groups = vec![std::slice::from_ref(a), std::slice::from_ref(b)];
            (vec![1, 1], Cost::Match(*price))
        }
        Form::Count { sum, low, high } if sum.items.len() <= ITEMS => {
            groups = sum
                .items
                .iter()
                .map(|i| std::slice::from_ref(&i.spot))
                .collect();
            let weights = sum.items.iter().map(|i| i.weight).collect();
            (weights, Cost::Sum(sum.base, *low, *high))
        }
        _ => return None,
    };
    let spots = groups.iter().zip(0u32..);
    let spots: Vec<_> = spots
        .flat_map(|(group, bit)| group.iter().map(move |s| (s.day, s.duties, bit)))
        .collect();
    let person = groups.iter().copied().flatten().next()?.person;
    let first = spots.iter().map(|s| s.0).min()?;
    let last = spots.iter().map(|s| s.0).max()?;
    let short = matches!(form, Form::Touch { .. }) || last - first <= SHORT;
    let own = groups.iter().copied().flatten().all(|s| s.person == person);
    (own && short).then_some(Seen {
        days: (first, last),
        bit: 0,
        spots,
        judge: Judge { weights, price },
    })
}

/// Gives terms their bits, such that no two in use on the same day share one; `None` for those that find none.
pub fn placed(mut all: Vec<Seen>) -> Vec<Option<Seen>> {
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|index| (all[*index].days, *index));
    // The day from which each bit is free.
    let mut free = [0usize; BITS as usize];
    let mut found = vec![false; all.len()];
    for index in order {
        let seen = &mut all[index];
        let wide = seen.judge.bits() as usize;
        let fits = |from: &usize| free[*from..*from + wide].iter().all(|f| *f <= seen.days.0);
        let Some(from) = (0..(BITS as usize + 1).saturating_sub(wide)).find(fits) else {
            continue;
        };
        free[from..from + wide].fill(seen.days.1 + 1);
        seen.bit = from as u32;
        found[index] = true;
    }
    let placed = all.into_iter().zip(found);
    placed.map(|(seen, found)| found.then_some(seen)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::PersonIx;
    use crate::model::Sum;

    fn spot(day: usize, duties: u128) -> Spot {
        let duties = DutySet(duties);
        Spot {
            person: PersonIx(3),
            day,
            duties,
        }
    }

    fn soft(at: i64) -> Option<Limit> {
        Some(Limit::each(at, Price::Soft(5)))
    }

    #[test]
    fn bits_cost_what_the_term_says() {
        let blocks = Form::Touch {
            groups: vec![
                vec![spot(0, 1), spot(1, 1)],
                vec![spot(0, 2), spot(1, 2)],
                vec![spot(1, 4)],
            ],
            base: 0,
            low: None,
            high: soft(1),
        };
        let tolls = |form: &Form, bits: u32| {
            let judge = seen(form).map(|s| s.judge);
            judge.map(|j| (0..1 << bits).map(|b| j.toll(b)).collect::<Vec<_>>())
        };
        let wanted = vec![0.0, 0.0, 0.0, 5.0, 0.0, 5.0, 5.0, 10.0];
        assert_eq!(tolls(&blocks, 3), Some(wanted));
        let pair = Form::Match {
            a: spot(5, 3),
            b: spot(6, 3),
            price: Price::Soft(7),
        };
        assert_eq!(tolls(&pair, 2), Some(vec![0.0, 7.0, 7.0, 0.0]));
        let mut sum = Sum::default();
        sum.add(PersonIx(3), 2, DutySet(1), 2);
        sum.add(PersonIx(3), 4, DutySet(2), -1);
        let count = Form::Count {
            sum,
            low: None,
            high: soft(1),
        };
        assert_eq!(tolls(&count, 2), Some(vec![0.0, 5.0, 0.0, 0.0]));
    }

    #[test]
    fn histories_that_cost_the_same_whatever_follows_are_one() {
        let mut sum = Sum::default();
        for day in 0..3 {
            sum.add(PersonIx(3), day, DutySet(1), 1);
        }
        let count = Form::Count {
            sum,
            low: None,
            high: soft(2),
        };
        let merged = |day| seen(&count).map(|s| s.merged(day));
        // Three in a row are one too many: after the first day both histories matter, after the second only both held.
        assert_eq!(merged(0).map(|m| m[..2].to_vec()), Some(vec![0, 1]));
        assert_eq!(merged(1).map(|m| m[..4].to_vec()), Some(vec![0, 0, 0, 3]));
    }

    #[test]
    fn what_takes_long_or_is_of_two_people_is_not_remembered() {
        let two = |b: Spot| Form::Match {
            a: spot(5, 3),
            b,
            price: Price::Hard,
        };
        assert!(seen(&two(spot(5 + SHORT, 3))).is_some());
        assert_eq!(seen(&two(spot(6 + SHORT, 3))), None);
        let other = Spot {
            person: PersonIx(4),
            ..spot(5, 3)
        };
        assert_eq!(seen(&two(other)), None);
    }

    #[test]
    fn no_two_terms_of_a_day_share_a_bit() {
        let pair = |day: usize| {
            seen(&Form::Match {
                a: spot(day, 1),
                b: spot(day + 2, 1),
                price: Price::Soft(1),
            })
        };
        // Thirteen terms that overlap by threes, and nine on the same days, for eight of which there is room.
        let all: Vec<Seen> = (0..13).filter_map(pair).collect();
        let placed = super::placed(all);
        for (index, one) in placed.iter().flatten().enumerate() {
            for other in placed.iter().flatten().skip(index + 1) {
                let apart = one.days.1 < other.days.0 || other.days.1 < one.days.0;
                assert!(
                    apart || one.bit.abs_diff(other.bit) >= 2,
                    "{one:?} {other:?}"
                );
            }
        }
        assert!(placed.iter().all(Option::is_some));
        let same = super::placed((0..9).filter_map(|_| pair(4)).collect());
        assert_eq!(same.iter().filter(|s| s.is_some()).count(), 8);
    }
}
