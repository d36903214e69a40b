//! The cheapest rows of a person at given prices of the cells: labels over the days, with dominance.
//!
//! A label is a row up to some day: the state of the automaton, what its meters show, and its cost. A label
//! is dropped when another at the same state is no dearer whatever follows, or when even the cheapest end
//! that the automaton allows, meters left out, cannot bring it below the price that is asked for.

use super::bounds::Bounds;
use super::machine::{Machine, Meter, NONE};
use super::terms::beyond;
use crate::model::{Limit, Price};

/// Meters that can run at the same time.
pub const SLOTS: usize = 6;

/// Rows that were found, and what no row can fall below.
#[derive(Debug, Clone, Default)]
pub struct Priced {
    /// Rows with their cost at the prices, cheapest first: the duty of each day, rest is `None`.
    pub rows: Vec<(Vec<Option<usize>>, f64)>,
    /// No row costs less, meters that are not in force left out.
    pub least: f64,
    /// Whether labels were left out for want of room: rows may be missed, `least` is still right.
    pub cut: bool,
}

/// How much is looked for.
#[derive(Debug, Clone, Copy)]
pub struct Ask {
    /// Only rows cheaper than this.
    pub below: f64,
    /// Labels that are kept at a state of a day.
    pub room: usize,
    /// Rows to return.
    pub rows: usize,
}

#[derive(Debug, Clone, Copy)]
struct Label {
    cost: f64,
    /// No row that goes on from here costs less.
    whole: f64,
    shown: [i32; SLOTS],
    from: u32,
    step: u16,
}

/// Looks for rows. `worth[meter]`: what a unit of each meter is worth, a start for the bound and better
/// afterwards. `prices[day * (duties + 1) + duty]` is added to what a cell costs by itself; the last
/// entry of a day is that of rest.
pub fn price(machine: &Machine, prices: &[f64], ask: Ask, worth: &mut Vec<f64>) -> Priced {
    let Some(mut search) = Search::new(machine, prices, ask) else {
        return Priced {
            least: f64::INFINITY,
            ..Priced::default()
        };
    };
    worth.resize(machine.meters.len(), 0.0);
    search.bounds.climb(&search.cost, ask.below, worth);
    search.run()
}

struct Search<'a> {
    machine: &'a Machine,
    ask: Ask,
    moves: usize,
    /// `cost[day * moves + move]`, and the duty that has it.
    cost: Vec<f64>,
    duty: Vec<u16>,
    bounds: Bounds<'a>,
    /// Slot of each meter; `None`: it found none.
    slots: Vec<Option<usize>>,
}

impl<'a> Search<'a> {
    fn new(machine: &'a Machine, prices: &[f64], ask: Ask) -> Option<Search<'a>> {
        let moves = machine.moves.len();
        let duties = machine.base.first()?.len() - 1;
        let mut cost = vec![f64::INFINITY; machine.days * moves];
        let mut duty = vec![0u16; machine.days * moves];
        for day in 0..machine.days {
            let (base, more) = (&machine.base[day], &prices[day * (duties + 1)..]);
            for (mv, set) in machine.moves.iter().enumerate() {
                let at = day * moves + mv;
                if mv == 0 {
                    cost[at] = base[duties] + more[duties];
                }
                for d in set.iter() {
                    if base[d] + more[d] < cost[at] {
                        cost[at] = base[d] + more[d];
                        duty[at] = d as u16;
                    }
                }
            }
        }
        let slots = slots(&machine.meters);
        let bounds = Bounds::new(machine, slots.iter().map(Option::is_some).collect());
        Some(Search {
            machine,
            ask,
            moves,
            cost,
            duty,
            bounds,
            slots,
        })
    }

    fn run(&self) -> Priced {
        let days = self.machine.days;
        let least = self.bounds.least();
        if least >= self.ask.below {
            return Priced {
                rows: Vec::new(),
                least,
                cut: false,
            };
        }
        let (layers, cut) = self.layers(least);
        let last = &layers[days];
        let mut ends: Vec<u32> = (0..last.len() as u32).collect();
        ends.sort_by(|a, b| {
            let cost = |i: &u32| last[*i as usize].cost;
            cost(a).total_cmp(&cost(b)).then(a.cmp(b))
        });
        let best = ends
            .first()
            .map_or(self.ask.below, |i| last[*i as usize].cost);
        let best = best.min(self.ask.below);
        ends.truncate(self.ask.rows);
        Priced {
            rows: ends.iter().map(|i| self.row(&layers, *i)).collect(),
            // What was dropped costs at least what was asked for; what found no room, its own bound.
            least: least.max(best.min(cut)),
            cut: cut < best,
        }
    }

    /// The labels of each day, and the least that the ends of those cost that found no room.
    fn layers(&self, least: f64) -> (Vec<Vec<Label>>, f64) {
        let mut layers: Vec<Vec<Label>> = Vec::with_capacity(self.machine.days + 1);
        let mut shown = [0; SLOTS];
        self.begin(0, &mut shown);
        layers.push(vec![Label {
            cost: 0.0,
            whole: least,
            shown,
            from: 0,
            step: 0,
        }]);
        // State and number of labels, in the order of the layer.
        let mut parts = vec![(0usize, 1usize)];
        let mut cut = f64::INFINITY;
        let mut buckets: Vec<Vec<Label>> = vec![Vec::new(); self.machine.states];
        for day in 0..self.machine.days {
            let mut labels = layers[day].iter().zip(0u32..);
            for (state, count) in &parts {
                for (label, index) in labels.by_ref().take(*count) {
                    self.extend(day, *state, index, label, &mut buckets);
                }
            }
            let mut layer = Vec::new();
            parts.clear();
            for (state, bucket) in buckets.iter_mut().enumerate() {
                let before = layer.len();
                cut = cut.min(self.sieve(day + 1, state, bucket, &mut layer));
                bucket.clear();
                parts.push((state, layer.len() - before));
            }
            layers.push(layer);
        }
        (layers, cut)
    }

    fn row(&self, layers: &[Vec<Label>], end: u32) -> (Vec<Option<usize>>, f64) {
        let days = self.machine.days;
        let mut row = vec![None; days];
        let mut at = end as usize;
        let cost = layers[days][at].cost;
        for day in (0..days).rev() {
            let label = layers[day + 1][at];
            if label.step > 0 {
                row[day] = Some(usize::from(
                    self.duty[day * self.moves + usize::from(label.step)],
                ));
            }
            at = label.from as usize;
        }
        (row, cost)
    }

    /// Index, slot and meter of those that have a slot.
    fn meters(&self) -> impl Iterator<Item = (usize, usize, &Meter)> {
        let slots = self.slots.iter().zip(&self.machine.meters).enumerate();
        slots.filter_map(|(i, (s, m))| Some((i, (*s)?, m)))
    }

    /// Sets the meters that begin on a day.
    fn begin(&self, day: usize, shown: &mut [i32; SLOTS]) {
        for (_, slot, meter) in self.meters().filter(|(_, _, m)| m.days.0 == day) {
            shown[slot] = meter.base;
        }
    }

    fn extend(
        &self,
        day: usize,
        state: usize,
        from: u32,
        label: &Label,
        buckets: &mut [Vec<Label>],
    ) {
        let (machine, moves) = (self.machine, self.moves);
        let table = &machine.tables[machine.kind[day]];
        for mv in 0..moves {
            let next = table.next[state * moves + mv];
            if next == NONE {
                continue;
            }
            let mut cost =
                label.cost + self.cost[day * moves + mv] + table.toll[state * moves + mv];
            let place = (day + 1) * machine.states + next as usize;
            let mut end = self.bounds.rest(day + 1, next as usize);
            if cost + end == f64::INFINITY {
                continue;
            }
            let (mut shown, mut hopeless) = (label.shown, false);
            for (index, slot, meter) in self.meters() {
                if day < meter.days.0 || day > meter.days.1 {
                    continue;
                }
                shown[slot] += meter.grown(day, mv, moves, table.touched[state * moves + mv]);
                if day == meter.days.1 {
                    cost += beyond(i64::from(shown[slot]), meter.low, meter.high);
                    shown[slot] = 0;
                } else {
                    hopeless |= coming(meter, place, shown[slot]) == f64::INFINITY;
                    end += self.bounds.line(index, shown[slot]);
                }
            }
            if hopeless || cost + end >= self.ask.below {
                continue;
            }
            self.begin(day + 1, &mut shown);
            buckets[next as usize].push(Label {
                cost,
                whole: cost + end,
                shown,
                from,
                step: mv as u16,
            });
        }
    }

    /// Keeps the labels of a state that no other dominates; returns the least that the ends of those
    /// cost that were left out for want of room.
    fn sieve(&self, day: usize, state: usize, bucket: &mut [Label], layer: &mut Vec<Label>) -> f64 {
        bucket.sort_unstable_by(|a, b| {
            let rest = || (a.shown, a.from, a.step).cmp(&(b.shown, b.from, b.step));
            a.whole.total_cmp(&b.whole).then_with(rest)
        });
        let start = layer.len();
        let place = day * self.machine.states + state;
        let live: Vec<(usize, &Meter)> = self
            .meters()
            .filter(|(_, _, m)| m.days.0 < day && day <= m.days.1)
            .map(|(_, slot, meter)| (slot, meter))
            .collect();
        for label in bucket.iter() {
            // At the end all are kept: they differ in how they came there.
            let dominated = |kept: &Label| dominates(kept, label, &live, place);
            if day < self.machine.days && layer[start..].iter().any(dominated) {
                continue;
            }
            if layer.len() - start >= self.ask.room {
                return label.whole;
            }
            layer.push(*label);
        }
        f64::INFINITY
    }
}

/// Whether whatever follows, `a` is no dearer than `b`; both are at the same state.
fn dominates(a: &Label, b: &Label, live: &[(usize, &Meter)], place: usize) -> bool {
    let mut more = a.cost - b.cost;
    for (slot, meter) in live {
        more += worse(meter, place, a.shown[*slot], b.shown[*slot]);
        if more > 0.0 {
            return false;
        }
    }
    more <= 0.0
}

/// The most by which a meter that shows `a` can become dearer than one that shows `b`.
fn worse(meter: &Meter, place: usize, a: i32, b: i32) -> f64 {
    let span = |limit: &Limit, apart: i32, most: i32| {
        let units = limit
            .started(i64::from(apart))
            .min(limit.started(i64::from(most)));
        match limit.price {
            _ if units == 0 => 0.0,
            Price::Hard => f64::INFINITY,
            Price::Soft(points) => (units * points) as f64,
        }
    };
    let at = |limit: &Limit| i32::try_from(limit.at).unwrap_or(i32::MAX);
    if a < b {
        meter.low.map_or(0.0, |l| {
            span(
                &l,
                b - a,
                at(&l).saturating_sub(a.saturating_add(meter.least[place])),
            )
        })
    } else if a > b {
        meter.high.map_or(0.0, |h| {
            span(
                &h,
                a - b,
                a.saturating_add(meter.most[place]).saturating_sub(at(&h)),
            )
        })
    } else {
        0.0
    }
}

/// What a meter costs at least in the end.
fn coming(meter: &Meter, place: usize, shown: i32) -> f64 {
    if meter.most[place] == i32::MIN {
        return f64::INFINITY;
    }
    let low = beyond(
        i64::from(shown) + i64::from(meter.most[place]),
        meter.low,
        None,
    );
    low + beyond(
        i64::from(shown) + i64::from(meter.least[place]),
        None,
        meter.high,
    )
}

/// Slots for meters, such that no two that run on the same day share one.
pub fn slots(meters: &[Meter]) -> Vec<Option<usize>> {
    let mut taken: Vec<Vec<(usize, usize)>> = vec![Vec::new(); SLOTS];
    meters
        .iter()
        .map(|meter| {
            let free = |days: &Vec<(usize, usize)>| {
                days.iter()
                    .all(|(a, b)| meter.days.1 < *a || *b < meter.days.0)
            };
            let slot = taken.iter().position(free)?;
            taken[slot].push(meter.days);
            Some(slot)
        })
        .collect()
}

#[cfg(test)]
#[path = "pricing_tests.rs"]
mod tests;
