//! From a person's terms to the automaton: which states there are, and what leads from one to the next.

use super::automaton::{Automaton, NONE, Resource, Table};
use super::seen::{Judge, Seen};
use super::split::range;
use super::terms::{RunTerm, Terms, beyond, points};
use crate::model::{DutySet, Form, Price};
use std::collections::HashMap;

/// A state while it is worked out: run lengths, what the last day was, touched groups.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct State {
    /// Length up to the term's cap; beyond the cap for runs that began unseen.
    runs: Vec<u8>,
    /// Which first spots of follows in force hold on the last day.
    last: u64,
    touched: u8,
    /// Bits of the terms that are remembered.
    seen: u32,
}

/// What is the same on all days of a kind.
#[derive(Debug, Clone, PartialEq)]
struct Law {
    /// For every run: 0 not yet or no more, 1 in force, 2 in force and over after this day.
    runs: Vec<u8>,
    /// (bit of the first, duties of the second, price) between the day before and this one.
    follows: Vec<(u32, DutySet, Price)>,
    /// Bits to remember for the next day.
    remember: u64,
    /// For every touch resource: duties that touch, and whether its group ends with this day.
    groups: Vec<(DutySet, bool)>,
    /// For terms that are remembered: the bits that duties set.
    seen: Vec<(u32, DutySet)>,
    /// Those that end with this day: their first bit, and what they cost.
    ends: Vec<(u32, Judge)>,
    /// Those that go on: their first bit, and which of their bits stand for which.
    merged: Vec<(u32, Vec<u32>)>,
}

/// Builds the automaton.
pub struct Compiler<'a> {
    terms: &'a Terms,
    resources: Vec<Resource>,
    touch: Vec<usize>,
    firsts: Vec<DutySet>,
    moves: Vec<DutySet>,
}

impl<'a> Compiler<'a> {
    /// For the sums that are resources.
    pub fn new(terms: &'a Terms, active: &[usize]) -> Compiler<'a> {
        let mut firsts: Vec<DutySet> = Vec::new();
        for (first, _, _) in terms.follows.iter().flatten() {
            if !firsts.contains(&first.duties) {
                firsts.push(first.duties);
            }
        }
        firsts.truncate(64);
        let touch: Vec<usize> = active
            .iter()
            .copied()
            .filter(|t| matches!(terms.forms[*t].form, Form::Touch { .. }))
            .take(8)
            .collect();
        let mut compiler = Compiler {
            terms,
            resources: Vec::new(),
            touch,
            firsts,
            moves: Vec::new(),
        };
        let classes = classes(terms, active);
        compiler.moves = std::iter::once(DutySet::NONE).chain(classes).collect();
        for term in active {
            let resource = compiler.resource(*term);
            compiler.resources.extend(resource);
        }
        compiler
    }

    fn resource(&self, term: usize) -> Option<Resource> {
        let (base, low, high, days, growth, bit) = match &self.terms.forms[term].form {
            Form::Count { sum, low, high } => {
                let mut growth = vec![0i32; self.terms.days * self.moves.len()];
                for item in &sum.items {
                    for (index, set) in self.moves.iter().enumerate().skip(1) {
                        if !set.and(item.spot.duties).is_empty() {
                            growth[item.spot.day * self.moves.len() + index] +=
                                i32::try_from(item.weight).ok()?;
                        }
                    }
                }
                let days = || sum.items.iter().map(|i| i.spot.day);
                (
                    sum.base,
                    low,
                    high,
                    (days().min()?, days().max()?),
                    growth,
                    None,
                )
            }
            Form::Touch {
                groups,
                base,
                low,
                high,
            } => {
                let ranges: Vec<_> = groups.iter().filter_map(range).collect();
                let days = (
                    ranges.iter().map(|r| r.0).min()?,
                    ranges.iter().map(|r| r.1).max()?,
                );
                let bit = self.touch.iter().position(|t| *t == term)? as u32;
                (*base, low, high, days, Vec::new(), Some(bit))
            }
            _ => return None,
        };
        Some(Resource {
            days,
            base: i32::try_from(base).ok()?,
            low: *low,
            high: *high,
            growth,
            bit,
            least: Vec::new(),
            most: Vec::new(),
        })
    }

    fn law(&self, day: usize) -> Law {
        let t = self.terms;
        let bit = |set: DutySet| self.firsts.iter().position(|f| *f == set).map(|p| p as u32);
        let runs = t.runs.iter().map(|r| match day {
            d if d < r.from || d >= r.to => 0,
            d if d + 1 == r.to => 2,
            _ => 1,
        });
        let follows = t.follows[day].iter();
        let follows = follows
            .filter_map(|(first, then, price)| Some((bit(first.duties)?, then.duties, *price)));
        let next = t.follows.get(day + 1).into_iter().flatten();
        let remember = next
            .filter_map(|(first, _, _)| bit(first.duties))
            .fold(0, |m, b| m | 1u64 << b);
        let groups = self.touch.iter().map(|term| {
            let Form::Touch { groups, .. } = &t.forms[*term].form else {
                return (DutySet::NONE, false);
            };
            let open = groups
                .iter()
                .find(|g| range(g).is_some_and(|(a, b)| a <= day && day <= b));
            open.map_or((DutySet::NONE, false), |g| {
                let touching = g
                    .iter()
                    .filter(|s| s.day == day)
                    .fold(DutySet::NONE, |s, x| s.plus(x.duties));
                (touching, range(g).is_some_and(|(_, b)| b == day))
            })
        });
        let spots = |seen: &'a Seen| seen.spots.iter().map(move |s| (s.0, seen.bit + s.2, s.1));
        let seen = t.seen.iter().flat_map(spots).filter(|s| s.0 == day);
        let ends = t.seen.iter().filter(|s| s.days.1 == day);
        let open = |s: &&Seen| s.days.0 <= day && day < s.days.1;
        let open = t.seen.iter().filter(open);
        Law {
            merged: open.map(|s| (s.bit, s.merged(day))).collect(),
            seen: seen.map(|(_, bit, duties)| (bit, duties)).collect(),
            ends: ends.map(|s| (s.bit, s.judge.clone())).collect(),
            runs: runs.collect(),
            follows: follows.collect(),
            remember,
            groups: groups.collect(),
        }
    }

    fn start(&self) -> State {
        let unseen = |r: &RunTerm| match r.before {
            Some(b) => u8::try_from(b).unwrap_or(u8::MAX).min(r.cap),
            None => r.cap + 1,
        };
        State {
            runs: self.terms.runs.iter().map(unseen).collect(),
            last: 0,
            touched: 0,
            seen: 0,
        }
    }

    /// The state after a move, its points, and the touch resources that grow.
    fn step(&self, state: &State, law: &Law, mv: usize) -> Option<(State, f64, u8)> {
        let set = self.moves[mv];
        let duty = set.iter().next();
        let mut toll = 0.0;
        let mut next = State {
            runs: Vec::with_capacity(state.runs.len()),
            last: 0,
            touched: 0,
            seen: state.seen,
        };
        for ((run, code), force) in self.terms.runs.iter().zip(&state.runs).zip(&law.runs) {
            let (points, code) = run.step(*code, *force, run.class.holds(duty));
            toll += points;
            next.runs.push(code);
        }
        for (bit, then, price) in &law.follows {
            if state.last >> bit & 1 == 1 && duty.is_some_and(|d| then.has(d)) {
                toll += points(1, *price);
            }
        }
        if let Some(d) = duty {
            let bits = self.firsts.iter().enumerate().filter(|(_, f)| f.has(d));
            next.last = bits.fold(0, |m, (i, _)| m | 1u64 << i) & law.remember;
        }
        let mut grown = 0;
        for (bit, (touching, ends)) in law.groups.iter().enumerate() {
            let before = state.touched >> bit & 1 == 1;
            let now = duty.is_some_and(|d| touching.has(d));
            grown |= u8::from(now && !before) << bit;
            next.touched |= u8::from((before || now) && !ends) << bit;
        }
        for (bit, duties) in &law.seen {
            next.seen |= u32::from(duty.is_some_and(|d| duties.has(d))) << bit;
        }
        for (bit, judge) in &law.ends {
            let mask = (1u32 << judge.bits()) - 1;
            toll += judge.toll(next.seen >> bit & mask);
            next.seen &= !(mask << bit);
        }
        for (bit, merged) in &law.merged {
            // There are as many as there are sets of bits.
            let mask = merged.len() as u32 - 1;
            let merged = merged[(next.seen >> bit & mask) as usize];
            next.seen = next.seen & !(mask << bit) | merged << bit;
        }
        toll.is_finite().then_some((next, toll, grown))
    }

    /// The automaton.
    pub fn compile(mut self) -> Automaton {
        let (days, moves) = (self.terms.days, self.moves.len());
        let mut laws: Vec<Law> = Vec::new();
        let mut kind = Vec::with_capacity(days);
        for day in 0..days {
            let law = self.law(day);
            let place = laws.iter().position(|l| *l == law).unwrap_or_else(|| {
                laws.push(law);
                laws.len() - 1
            });
            kind.push(place);
        }
        let mut names: HashMap<State, u32> = HashMap::new();
        let mut known = vec![self.start()];
        names.insert(self.start(), 0);
        let mut tables = vec![Table::default(); laws.len()];
        let mut here = vec![0u32];
        for k in &kind {
            let (law, table) = (&laws[*k], &mut tables[*k]);
            let mut after = Vec::new();
            for state in here {
                let at = state as usize * moves;
                if table.next.len() < at + moves {
                    table.next.resize(at + moves, NONE);
                    table.toll.resize(at + moves, f64::NAN);
                    table.touched.resize(at + moves, 0);
                }
                for mv in 0..moves {
                    if table.toll[at + mv].is_nan() {
                        table.toll[at + mv] = f64::INFINITY;
                        if let Some((next, toll, grown)) =
                            self.step(&known[state as usize], law, mv)
                        {
                            let fresh = known.len() as u32;
                            let name = *names.entry(next.clone()).or_insert(fresh);
                            if name == fresh {
                                known.push(next);
                            }
                            table.next[at + mv] = name;
                            table.toll[at + mv] = toll;
                            table.touched[at + mv] = grown;
                        }
                    }
                    let next = table.next[at + mv];
                    if next != NONE {
                        after.push(next);
                    }
                }
            }
            after.sort_unstable();
            after.dedup();
            here = after;
        }
        for table in &mut tables {
            table.next.resize(known.len() * moves, NONE);
            table.toll.resize(known.len() * moves, f64::INFINITY);
            table
                .toll
                .iter_mut()
                .filter(|t| t.is_nan())
                .for_each(|t| *t = f64::INFINITY);
            table.touched.resize(known.len() * moves, 0);
        }
        let mut automaton = Automaton {
            days,
            moves: std::mem::take(&mut self.moves),
            states: known.len(),
            kind,
            tables,
            resources: self.resources,
            base: self.terms.base.clone(),
        };
        automaton.futures();
        automaton
    }
}

impl RunTerm {
    /// Points of a day inside or outside the class, and the code after it.
    fn step(&self, code: u8, force: u8, inside: bool) -> (f64, u8) {
        if force == 0 {
            return (0.0, code);
        }
        let (unseen, length) = if code > self.cap {
            (true, code - self.cap - 1)
        } else {
            (false, code)
        };
        let (mut toll, mut now) = (0.0, 0);
        if inside {
            let longer = (length + 1).min(self.cap);
            if let Some(h) = self.high.filter(|h| i64::from(length) + 1 > h.at) {
                toll += points(1, h.price);
            }
            now = if unseen {
                longer + self.cap + 1
            } else {
                longer
            };
        } else if length > 0 && !unseen {
            toll += beyond(i64::from(length), self.low, None);
        }
        // After its last day nothing is remembered.
        (toll, if force == 2 { 0 } else { now })
    }
}

/// Duties that no run, succession or given sum tells apart.
pub fn classes(t: &Terms, active: &[usize]) -> Vec<DutySet> {
    let mut marks: Vec<(Vec<i64>, DutySet)> = Vec::new();
    for duty in 0..t.duties {
        let mut mark: Vec<i64> = Vec::new();
        for run in &t.runs {
            mark.push(i64::from(run.class.holds(Some(duty))));
        }
        for (first, then, _) in t.follows.iter().flatten() {
            mark.push(i64::from(first.duties.has(duty)) + 2 * i64::from(then.duties.has(duty)));
        }
        let spots = t.seen.iter().flat_map(|s| &s.spots);
        mark.extend(spots.map(|(_, duties, _)| i64::from(duties.has(duty))));
        for term in active {
            match &t.forms[*term].form {
                Form::Count { sum, .. } => mark.extend(
                    sum.items
                        .iter()
                        .map(|i| if i.spot.duties.has(duty) { i.weight } else { 0 }),
                ),
                Form::Touch { groups, .. } => mark.extend(
                    groups
                        .iter()
                        .flatten()
                        .map(|s| i64::from(s.duties.has(duty))),
                ),
                _ => {}
            }
        }
        match marks.iter_mut().find(|(m, _)| *m == mark) {
            Some((_, set)) => *set = set.plus(DutySet::one(duty)),
            None => marks.push((mark, DutySet::one(duty))),
        }
    }
    marks.into_iter().map(|(_, set)| set).collect()
}
