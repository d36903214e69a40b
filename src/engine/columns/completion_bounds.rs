//! Completion bounds: what is to come of a row costs at least the automaton's cheapest end, resources priced linearly.
//!
//! A bound of a resource is replaced by a price of its units (a Lagrangian multiplier; Beasley and Christofides
//! 1989). For any prices the cheapest end is a lower bound; good prices make it nearly exact, and most labels
//! need never be made. The prices climb by a few subgradient steps, starting from the last pricing's.

use super::automaton::{Automaton, NONE, Resource};
use crate::model::Price;

/// Lower bounds of the ends of rows.
#[derive(Debug, Clone)]
pub struct CompletionBounds<'a> {
    automaton: &'a Automaton,
    /// `completion[day * states + state]`: the cheapest end, with the resources' units priced.
    completion: Vec<f64>,
    /// Whether labels carry the resource; others have no price.
    carried: Vec<bool>,
    /// Price of a unit of each resource: positive against too much, negative against too little.
    worth: Vec<f64>,
    /// What resources that begin on a day or later add.
    later: Vec<f64>,
}

/// Steps of a climb.
const STEPS: usize = 12;

impl<'a> CompletionBounds<'a> {
    /// No bounds yet.
    pub fn new(automaton: &'a Automaton, carried: Vec<bool>) -> CompletionBounds<'a> {
        CompletionBounds {
            automaton,
            carried,
            completion: Vec::new(),
            worth: Vec::new(),
            later: Vec::new(),
        }
    }

    /// A bound for every row.
    pub fn least(&self) -> f64 {
        self.completion[0] + self.later[0]
    }

    /// A bound for what comes from a day's begin on, without the resources that run.
    pub fn completion(&self, day: usize, state: usize) -> f64 {
        self.completion[day * self.automaton.states + state] + self.later[day]
    }

    /// What a running resource adds to it.
    pub fn line(&self, resource: usize, level: i32) -> f64 {
        line(
            &self.automaton.resources[resource],
            self.worth[resource],
            level,
        )
    }

    /// Looks for good prices, until the bound reaches `enough`.
    pub fn climb(&mut self, cost: &[f64], enough: f64, worth: &mut Vec<f64>) {
        for (w, carried) in worth.iter_mut().zip(&self.carried) {
            *w = if *carried { *w } else { 0.0 };
        }
        self.set(cost, worth);
        let any = !self.automaton.resources.is_empty();
        let (mut best, mut top) = (worth.clone(), self.least());
        let mut pace = 1.0;
        for _ in 0..STEPS {
            if !any || top >= enough || !top.is_finite() || enough > 1e12 {
                break;
            }
            let level = self.follow(cost);
            let slopes: Vec<f64> = self
                .automaton
                .resources
                .iter()
                .zip(worth.iter())
                .zip(level)
                .map(|((m, w), v)| slope(m, *w, v))
                .collect();
            let square: f64 = slopes.iter().map(|s| s * s).sum();
            if square < 1e-12 {
                break;
            }
            let step = pace * (enough - self.least()).max(1.0) / square;
            for (index, (w, s)) in worth.iter_mut().zip(&slopes).enumerate() {
                let resource = &self.automaton.resources[index];
                if self.carried[index] {
                    *w = within(resource, *w + step * s / scale(resource));
                }
            }
            self.set(cost, worth);
            if self.least() > top + 1e-9 {
                (best, top) = (worth.clone(), self.least());
            } else {
                pace *= 0.5;
            }
        }
        *worth = best;
        if self.least() < top {
            self.set(cost, worth);
        }
    }

    fn set(&mut self, cost: &[f64], worth: &[f64]) {
        let automaton = self.automaton;
        let (states, moves) = (automaton.states, automaton.moves.len());
        self.worth = worth.to_vec();
        self.later = vec![0.0; automaton.days + 1];
        for day in (0..automaton.days).rev() {
            let begins = automaton
                .resources
                .iter()
                .zip(worth)
                .filter(|(m, _)| m.days.0 == day);
            self.later[day] =
                self.later[day + 1] + begins.map(|(m, w)| line(m, *w, m.base)).sum::<f64>();
        }
        let touch = self.touch();
        self.completion.resize((automaton.days + 1) * states, 0.0);
        self.completion[automaton.days * states..].fill(0.0);
        let mut own = vec![0.0; moves];
        for day in (0..automaton.days).rev() {
            let table = &automaton.tables[automaton.kind[day]];
            self.own(day, cost, &mut own);
            let (now, later) = self.completion.split_at_mut((day + 1) * states);
            for (state, best) in now[day * states..].iter_mut().enumerate() {
                *best = f64::INFINITY;
                let at = state * moves;
                for mv in 0..moves {
                    let next = table.next[at + mv];
                    if next != NONE {
                        let touched = touch[usize::from(table.touched[at + mv])];
                        let whole = own[mv] + table.toll[at + mv] + touched + later[next as usize];
                        *best = best.min(whole);
                    }
                }
            }
        }
    }

    /// What moves of a day cost with the units of counting resources priced.
    fn own(&self, day: usize, cost: &[f64], own: &mut [f64]) {
        let moves = own.len();
        own.copy_from_slice(&cost[day * moves..(day + 1) * moves]);
        for (resource, worth) in self.automaton.resources.iter().zip(&self.worth) {
            if resource.bit.is_none() && *worth != 0.0 {
                let growth = &resource.growth[day * moves..(day + 1) * moves];
                own.iter_mut()
                    .zip(growth)
                    .for_each(|(o, g)| *o += worth * f64::from(*g));
            }
        }
    }

    /// What each set of touched groups adds.
    fn touch(&self) -> [f64; 256] {
        let mut touch = [0.0; 256];
        for (resource, worth) in self.automaton.resources.iter().zip(&self.worth) {
            if let Some(bit) = resource.bit {
                let with = touch
                    .iter_mut()
                    .enumerate()
                    .filter(|(set, _)| set >> bit & 1 == 1);
                with.for_each(|(_, t)| *t += worth);
            }
        }
        touch
    }

    /// The levels of the resources at the end of the cheapest row.
    fn follow(&self, cost: &[f64]) -> Vec<i32> {
        let automaton = self.automaton;
        let (states, moves) = (automaton.states, automaton.moves.len());
        let mut level: Vec<i32> = automaton.resources.iter().map(|m| m.base).collect();
        let touch = self.touch();
        let (mut state, mut own) = (0, vec![0.0; moves]);
        for day in 0..automaton.days {
            let table = &automaton.tables[automaton.kind[day]];
            self.own(day, cost, &mut own);
            let at = state * moves;
            let whole = |mv: &usize| match table.next[at + mv] {
                NONE => f64::INFINITY,
                next => {
                    let touched = touch[usize::from(table.touched[at + mv])];
                    own[*mv]
                        + table.toll[at + mv]
                        + touched
                        + self.completion[(day + 1) * states + next as usize]
                }
            };
            let best = (0..moves).min_by(|a, b| whole(a).total_cmp(&whole(b)));
            let Some(mv) = best.filter(|mv| table.next[at + mv] != NONE) else {
                break;
            };
            for (level, resource) in level.iter_mut().zip(&automaton.resources) {
                *level += resource.grown(day, mv, moves, table.touched[at + mv]);
            }
            state = table.next[at + mv] as usize;
        }
        level
    }
}

/// The linear price of a resource at such a level now, against its bound.
fn line(resource: &Resource, worth: f64, level: i32) -> f64 {
    let at = if worth > 0.0 {
        resource.high
    } else {
        resource.low
    };
    at.map_or(0.0, |l| worth * (f64::from(level) - l.at as f64))
}

/// Which way a better price lies, in steps of the resource.
fn slope(resource: &Resource, worth: f64, level: i32) -> f64 {
    let over = resource
        .high
        .map(|l| (i64::from(level) - l.at) as f64 / scale(resource));
    let under = resource
        .low
        .map(|l| (i64::from(level) - l.at) as f64 / scale(resource));
    let (over, under) = (
        over.unwrap_or(f64::NEG_INFINITY),
        under.unwrap_or(f64::INFINITY),
    );
    match worth {
        w if w > 0.0 => over,
        w if w < 0.0 => under,
        _ if over > 0.0 => over,
        _ if under < 0.0 => under,
        _ => 0.0,
    }
}

/// A price that is no more than what the resource's own bounds ask; never across 0 at once.
fn within(resource: &Resource, worth: f64) -> f64 {
    let edge = |limit: Option<crate::model::Limit>| match limit.map(|l| (l.price, l.unit)) {
        None => 0.0,
        Some((Price::Hard, _)) => f64::INFINITY,
        Some((Price::Soft(points), unit)) => points as f64 / unit as f64,
    };
    worth.clamp(-edge(resource.low), edge(resource.high))
}

/// The size of a usual step of a resource.
fn scale(resource: &Resource) -> f64 {
    resource
        .growth
        .iter()
        .map(|g| g.abs())
        .max()
        .filter(|g| *g > 0)
        .map_or(1.0, f64::from)
}
