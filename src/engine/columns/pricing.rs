//! Pricing: the cheapest rows of a person at given prices of the cells. A shortest path with resource constraints, by
//! labels over the days with dominance (Irnich and Desaulniers 2005).
//!
//! A label is a row up to some day: the state of the automaton, the levels of its resources, and its cost. A label
//! is dropped when another at the same state is no dearer whatever follows, or when its completion bound cannot bring it
//! below the price that is asked for.

use super::automaton::{Automaton, NONE, Resource};
use super::completion_bounds::CompletionBounds;
use super::terms::beyond;
use crate::model::{Limit, Price};

/// Resources that can run at the same time.
pub const SLOTS: usize = 6;

/// Rows that were found, and what no row can fall below.
#[derive(Debug, Clone, Default)]
pub struct Priced {
    /// Rows with their cost at the prices, cheapest first: the duty of each day, rest is `None`.
    pub rows: Vec<(Vec<Option<usize>>, f64)>,
    /// No row costs less, resources that are not in force left out.
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
    level: [i32; SLOTS],
    from: u32,
    step: u16,
}

/// Looks for rows. `worth[resource]`: what a unit of each resource is worth, a start for the bound and better
/// afterwards. `prices[day * (duties + 1) + duty]` is added to what a cell costs by itself; the last
/// entry of a day is that of rest.
pub fn price(automaton: &Automaton, prices: &[f64], ask: Ask, worth: &mut Vec<f64>) -> Priced {
    let Some(mut search) = Search::new(automaton, prices, ask) else {
        return Priced {
            least: f64::INFINITY,
            ..Priced::default()
        };
    };
    worth.resize(automaton.resources.len(), 0.0);
    search.bounds.climb(&search.cost, ask.below, worth);
    search.run()
}

struct Search<'a> {
    automaton: &'a Automaton,
    ask: Ask,
    moves: usize,
    /// `cost[day * moves + move]`, and the duty that has it.
    cost: Vec<f64>,
    duty: Vec<u16>,
    bounds: CompletionBounds<'a>,
    /// Slot of each resource; `None`: it found none.
    slots: Vec<Option<usize>>,
}

impl<'a> Search<'a> {
    fn new(automaton: &'a Automaton, prices: &[f64], ask: Ask) -> Option<Search<'a>> {
        let moves = automaton.moves.len();
        let duties = automaton.base.first()?.len() - 1;
        let mut cost = vec![f64::INFINITY; automaton.days * moves];
        let mut duty = vec![0u16; automaton.days * moves];
        for day in 0..automaton.days {
            let (base, more) = (&automaton.base[day], &prices[day * (duties + 1)..]);
            for (mv, set) in automaton.moves.iter().enumerate() {
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
        let slots = slots(&automaton.resources);
        let bounds = CompletionBounds::new(automaton, slots.iter().map(Option::is_some).collect());
        Some(Search {
            automaton,
            ask,
            moves,
            cost,
            duty,
            bounds,
            slots,
        })
    }

    fn run(&self) -> Priced {
        let days = self.automaton.days;
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
        let mut layers: Vec<Vec<Label>> = Vec::with_capacity(self.automaton.days + 1);
        let mut level = [0; SLOTS];
        self.begin(0, &mut level);
        layers.push(vec![Label {
            cost: 0.0,
            whole: least,
            level,
            from: 0,
            step: 0,
        }]);
        // State and number of labels, in the order of the layer.
        let mut parts = vec![(0usize, 1usize)];
        let mut cut = f64::INFINITY;
        let mut buckets: Vec<Vec<Label>> = vec![Vec::new(); self.automaton.states];
        for day in 0..self.automaton.days {
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
        let days = self.automaton.days;
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

    /// Index, slot and resource of those that have a slot.
    fn resources(&self) -> impl Iterator<Item = (usize, usize, &Resource)> {
        let slots = self.slots.iter().zip(&self.automaton.resources).enumerate();
        slots.filter_map(|(i, (s, m))| Some((i, (*s)?, m)))
    }

    /// Sets the resources that begin on a day.
    fn begin(&self, day: usize, level: &mut [i32; SLOTS]) {
        for (_, slot, resource) in self.resources().filter(|(_, _, m)| m.days.0 == day) {
            level[slot] = resource.base;
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
        let (automaton, moves) = (self.automaton, self.moves);
        let table = &automaton.tables[automaton.kind[day]];
        for mv in 0..moves {
            let next = table.next[state * moves + mv];
            if next == NONE {
                continue;
            }
            let mut cost =
                label.cost + self.cost[day * moves + mv] + table.toll[state * moves + mv];
            let place = (day + 1) * automaton.states + next as usize;
            let mut end = self.bounds.completion(day + 1, next as usize);
            if cost + end == f64::INFINITY {
                continue;
            }
            let (mut level, mut hopeless) = (label.level, false);
            for (index, slot, resource) in self.resources() {
                if day < resource.days.0 || day > resource.days.1 {
                    continue;
                }
                level[slot] += resource.grown(day, mv, moves, table.touched[state * moves + mv]);
                if day == resource.days.1 {
                    cost += beyond(i64::from(level[slot]), resource.low, resource.high);
                    level[slot] = 0;
                } else {
                    hopeless |= coming(resource, place, level[slot]) == f64::INFINITY;
                    end += self.bounds.line(index, level[slot]);
                }
            }
            if hopeless || cost + end >= self.ask.below {
                continue;
            }
            self.begin(day + 1, &mut level);
            buckets[next as usize].push(Label {
                cost,
                whole: cost + end,
                level,
                from,
                step: mv as u16,
            });
        }
    }

    /// Keeps the labels of a state that no other dominates; returns the least that the ends of those
    /// cost that were left out for want of room.
    fn sieve(&self, day: usize, state: usize, bucket: &mut [Label], layer: &mut Vec<Label>) -> f64 {
        bucket.sort_unstable_by(|a, b| {
            let rest = || (a.level, a.from, a.step).cmp(&(b.level, b.from, b.step));
            a.whole.total_cmp(&b.whole).then_with(rest)
        });
        let start = layer.len();
        let place = day * self.automaton.states + state;
        let live: Vec<(usize, &Resource)> = self
            .resources()
            .filter(|(_, _, m)| m.days.0 < day && day <= m.days.1)
            .map(|(_, slot, resource)| (slot, resource))
            .collect();
        for label in bucket.iter() {
            // At the end all are kept: they differ in how they came there.
            let dominated = |kept: &Label| dominates(kept, label, &live, place);
            if day < self.automaton.days && layer[start..].iter().any(dominated) {
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
fn dominates(a: &Label, b: &Label, live: &[(usize, &Resource)], place: usize) -> bool {
    let mut more = a.cost - b.cost;
    for (slot, resource) in live {
        more += worse(resource, place, a.level[*slot], b.level[*slot]);
        if more > 0.0 {
            return false;
        }
    }
    more <= 0.0
}

/// The most by which a resource at level `a` can become dearer than one at level `b`.
fn worse(resource: &Resource, place: usize, a: i32, b: i32) -> f64 {
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
        resource.low.map_or(0.0, |l| {
            span(
                &l,
                b - a,
                at(&l).saturating_sub(a.saturating_add(resource.least[place])),
            )
        })
    } else if a > b {
        resource.high.map_or(0.0, |h| {
            span(
                &h,
                a - b,
                a.saturating_add(resource.most[place])
                    .saturating_sub(at(&h)),
            )
        })
    } else {
        0.0
    }
}

/// What a resource costs at least in the end.
fn coming(resource: &Resource, place: usize, level: i32) -> f64 {
    if resource.most[place] == i32::MIN {
        return f64::INFINITY;
    }
    let low = beyond(
        i64::from(level) + i64::from(resource.most[place]),
        resource.low,
        None,
    );
    low + beyond(
        i64::from(level) + i64::from(resource.least[place]),
        None,
        resource.high,
    )
}

/// Slots for resources, such that no two that run on the same day share one.
pub fn slots(resources: &[Resource]) -> Vec<Option<usize>> {
    let mut taken: Vec<Vec<(usize, usize)>> = vec![Vec::new(); SLOTS];
    resources
        .iter()
        .map(|resource| {
            let free = |days: &Vec<(usize, usize)>| {
                days.iter()
                    .all(|(a, b)| resource.days.1 < *a || *b < resource.days.0)
            };
            let slot = taken.iter().position(free)?;
            taken[slot].push(resource.days);
            Some(slot)
        })
        .collect()
}

#[cfg(test)]
#[path = "pricing_tests.rs"]
mod tests;
