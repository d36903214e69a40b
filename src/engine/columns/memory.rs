//! What the automaton remembers of the last days beside runs: how far a sequence of days has come, and which groups
//! of a week are touched where all its groups share their days.

use super::split::range;
use super::terms::{beyond, points};
use crate::model::{DutySet, Form, Group, Limit, Price, Sum};

/// The longest sequence that states can follow; longer sums are metered.
const LONGEST: usize = 5;

/// Bits for the beginnings of sequences.
const BITS: usize = 64;

/// The most groups of a term that are remembered one by one.
pub const GROUPS: usize = 4;

/// Terms on groups that can be open at the same time.
const OPEN: usize = 4;

/// What a day of a sequence must hold, or must not (`false`); `None`: it may be anything.
type Day = Option<(DutySet, bool)>;

/// Short sums that are beyond their bound only where days on end are all as they say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    days: Vec<Day>,
    price: Price,
    /// Its first days.
    starts: Vec<usize>,
    /// The first of its bits, one for each day but the last.
    bit: usize,
}

/// Takes a sum as a sequence; `false`: it is none, or finds no bits.
pub fn chain(chains: &mut Vec<Chain>, sum: &Sum, low: Option<Limit>, high: Option<Limit>) -> bool {
    let Some((start, days, price)) = sequence(sum, low, high) else {
        return false;
    };
    let same = |c: &&mut Chain| c.days == days && c.price == price && !c.starts.contains(&start);
    if let Some(known) = chains.iter_mut().find(same) {
        known.starts.push(start);
        return true;
    }
    let bit = chains.last().map_or(0, |c| c.bit + c.days.len() - 1);
    if bit + days.len() - 1 > BITS {
        return false;
    }
    chains.push(Chain {
        days,
        price,
        starts: vec![start],
        bit,
    });
    true
}

/// A sum that exceeds its bound, by one, only where every item is as its sign says.
fn sequence(
    sum: &Sum,
    low: Option<Limit>,
    high: Option<Limit>,
) -> Option<(usize, Vec<Day>, Price)> {
    let high = high.filter(|_| low.is_none())?;
    let most = sum.items.iter().filter(|i| i.weight == 1).count();
    let signs = sum.items.iter().all(|i| i.weight.abs() == 1);
    if !signs || sum.base + most as i64 != high.at + 1 {
        return None;
    }
    let first = sum.items.iter().map(|i| i.spot.day).min()?;
    let last = sum.items.iter().map(|i| i.spot.day).max()?;
    if last - first >= LONGEST {
        return None;
    }
    let mut days: Vec<Day> = vec![None; last - first + 1];
    for item in &sum.items {
        let day = &mut days[item.spot.day - first];
        if day.is_some() {
            return None;
        }
        *day = Some((item.spot.duties, item.weight == 1));
    }
    Some((first, days, high.price))
}

impl Chain {
    /// Which of its days a day can be: bit `k` where it began `k` days ago.
    pub fn places(&self, day: usize) -> u8 {
        let began = |k: &usize| {
            day.checked_sub(*k)
                .is_some_and(|d| self.starts.contains(&d))
        };
        (0..self.days.len())
            .filter(began)
            .fold(0, |places, k| places | 1 << k)
    }

    /// Points of a day, and the bits after it. `begun`: the bits before it.
    pub fn step(&self, places: u8, begun: u64, duty: Option<usize>) -> (f64, u64) {
        let (mut toll, mut next) = (0.0, 0);
        for (k, day) in self.days.iter().enumerate() {
            let so_far = k == 0 || begun >> (self.bit + k - 1) & 1 == 1;
            let holds = day.is_none_or(|(set, is)| duty.is_some_and(|d| set.has(d)) == is);
            if places >> k & 1 == 0 || !so_far || !holds {
                continue;
            }
            match k + 1 == self.days.len() {
                true => toll += points(1, self.price),
                false => next |= 1 << (self.bit + k),
            }
        }
        (toll, next)
    }

    /// The sets that it tells apart.
    pub fn sets(&self) -> impl Iterator<Item = DutySet> {
        self.days.iter().flatten().map(|(set, _)| *set)
    }
}

/// Whether the groups share their days and are few, so that a state can remember which are touched.
pub fn side_by_side(groups: &[Group]) -> bool {
    let mut ranges = groups.iter().filter_map(range);
    let first = ranges.next();
    (2..=GROUPS).contains(&groups.len()) && ranges.all(|r| Some(r) == first)
}

/// A day of a term on groups that share their days.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Open {
    /// For every group the duties that touch it.
    groups: Vec<DutySet>,
    base: i64,
    low: Option<Limit>,
    high: Option<Limit>,
    begins: bool,
    ends: bool,
}

impl Open {
    /// The day of a term; `None` outside of its days.
    pub fn of(form: &Form, day: usize) -> Option<Open> {
        let Form::Touch {
            groups,
            base,
            low,
            high,
        } = form
        else {
            return None;
        };
        let (first, last) = groups.first().and_then(range)?;
        let touching = |group: &Group| {
            let spots = group.iter().filter(|s| s.day == day);
            spots.fold(DutySet::NONE, |set, spot| set.plus(spot.duties))
        };
        (first..=last).contains(&day).then(|| Open {
            groups: groups.iter().map(touching).collect(),
            base: *base,
            low: *low,
            high: *high,
            begins: day == first,
            ends: day == last,
        })
    }

    /// Points of a day, and the groups that are touched after it.
    pub fn step(&self, touched: u8, duty: Option<usize>) -> (f64, u8) {
        let mut now = touched;
        for (group, set) in self.groups.iter().enumerate() {
            now |= u8::from(duty.is_some_and(|d| set.has(d))) << group;
        }
        let value = |touched: u8| self.base + i64::from(touched.count_ones());
        let mut toll = match self.begins {
            true => beyond(value(now), None, self.high),
            // What was beyond before is paid for.
            false if now != touched => {
                beyond(value(now), None, self.high) - beyond(value(touched), None, self.high)
            }
            false => 0.0,
        };
        if self.ends {
            toll += beyond(value(now), self.low, None);
            now = 0;
        }
        (toll, now)
    }
}

/// Which terms on groups share a place in the states: those of one place are never open together. Terms without a
/// place are left out, which only weakens bounds.
pub fn places(forms: &[(usize, &Form)]) -> Vec<Vec<usize>> {
    let span = |form: &Form| match form {
        Form::Touch { groups, .. } => groups.first().and_then(range),
        _ => None,
    };
    let mut spans: Vec<((usize, usize), usize)> = forms
        .iter()
        .filter_map(|(index, form)| Some((span(form)?, *index)))
        .collect();
    spans.sort_unstable();
    let mut places: Vec<(usize, Vec<usize>)> = Vec::new();
    for ((first, last), index) in spans {
        let room = places.len() < OPEN;
        match places.iter_mut().find(|(end, _)| *end < first) {
            Some((end, terms)) => {
                *end = last;
                terms.push(index);
            }
            None if room => places.push((last, vec![index])),
            None => {}
        }
    }
    places.into_iter().map(|(_, terms)| terms).collect()
}
