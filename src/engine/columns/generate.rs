//! The rounds of column generation: restricted master and pricing in turn, at smoothed duals (Wentges 1997), and the
//! Lagrangian bound of every round (Lasdon 1970).

use super::ROOM;
use super::aggregation::told_apart;
use super::master_rows::MasterRows;
use super::pricing::Ask;
use super::restricted_master::{Point, RestrictedMaster};
use super::split::Split;
use super::symmetry::{Column, Offer, SymmetryGroup, at_prices};
use crate::domain::Roster;
use crate::engine::{EngineError, Watch};
use crate::model::Model;
use std::collections::HashSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The master program of a model with its columns and their pricing.
pub struct Generator {
    /// The groups.
    pub groups: Vec<SymmetryGroup>,
    /// Its rows.
    pub master_rows: MasterRows,
    /// The linear program.
    pub master: RestrictedMaster,
    /// The columns that are known: (group, column).
    pub columns: Vec<(usize, Column)>,
    /// Their place in the linear program.
    pub place: Vec<Option<usize>>,
    /// No roster costs less.
    pub bound: f64,
    /// Duals of the best bound, or those of a like program.
    pub(super) best: Vec<f64>,
    /// What a row of each group costs at them at least, when they are those of a bound.
    least: Option<Vec<f64>>,
    pub(super) centered: bool,
    pub(super) known: HashSet<(usize, Vec<Option<usize>>)>,
    pub(super) threads: usize,
    pub(super) missed: f64,
    /// Columns of the linear program right after it was trimmed.
    pub(super) trimmed: usize,
}

/// How a run of rounds ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reached {
    /// The linear program is solved: no column can make it cheaper by a whole point.
    Solved,
    /// As many rounds as allowed.
    Rounds,
    /// Time ran out.
    Stopped,
}

/// How many rounds, and how thorough.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    /// Rounds at most.
    pub rounds: usize,
    /// Labels kept at a state before pricing is done in full.
    pub room: usize,
    /// Whether pricing is done in full when the quick one finds nothing.
    pub full: bool,
    /// Columns a group and round.
    pub columns: usize,
    /// Seconds at which to stop.
    pub until: f64,
    /// Whether nothing is fixed, so that the rounds' bounds hold.
    pub bounding: bool,
    /// A bound at which to stop.
    pub enough: f64,
}

impl Effort {
    /// All rounds that it takes from the beginning, with nothing fixed, until so many seconds.
    pub fn bounding(until: f64) -> Effort {
        Effort {
            rounds: usize::MAX,
            room: ROOM,
            full: true,
            columns: 5,
            until,
            bounding: true,
            enough: f64::INFINITY,
        }
    }
}

impl Generator {
    /// A program with the rows of some rosters as columns.
    pub fn new(
        model: &Model,
        starts: &[&Roster],
        missed: f64,
        threads: usize,
    ) -> Result<Generator, EngineError> {
        let split = Split::of(model);
        let mut master_rows = MasterRows::of(model, &split);
        let groups: Vec<SymmetryGroup> = split
            .groups
            .iter()
            .map(|people| SymmetryGroup::new(model, people.clone(), &split.own[people[0]]))
            .collect();
        let sizes: Vec<usize> = groups.iter().map(|c| c.people.len()).collect();
        let told_apart = told_apart(model, &split);
        let alike: Vec<_> = groups.iter().map(|c| c.alike(&told_apart)).collect();
        master_rows.aggregate(&alike, &sizes);
        let master = RestrictedMaster::new(&master_rows, &sizes, missed)?;
        let rows = master_rows.rows.len();
        let mut generator = Generator {
            groups,
            master_rows,
            master,
            columns: Vec::new(),
            place: Vec::new(),
            bound: f64::NEG_INFINITY,
            best: vec![0.0; rows],
            least: None,
            centered: false,
            known: HashSet::new(),
            threads,
            missed,
            trimmed: 0,
        };
        for roster in starts {
            generator.learn(roster)?;
        }
        Ok(generator)
    }

    /// Takes duals from elsewhere to begin with.
    pub fn center(&mut self, duals: Vec<f64>) {
        self.best = duals;
        self.centered = true;
    }

    /// Threads of pricing.
    pub fn threads(&self) -> usize {
        self.threads
    }

    /// Duals of the best bound.
    pub fn best_duals(&self) -> &[f64] {
        &self.best
    }

    /// What a row of each group costs at them at least, when they are those of a bound.
    pub fn best_least(&self) -> Option<&[f64]> {
        self.least.as_deref()
    }

    /// Takes a better bound, its duals, and what was offered at them.
    pub fn better(&mut self, bound: f64, duals: &[f64], offers: &[Offer]) {
        self.bound = bound;
        self.least = Some(offers.iter().map(|o| o.least).collect());
        self.best = duals.to_vec();
        self.centered = true;
    }

    /// Rounds of master and pricing. `closed[group]`: its rows are fixed, it is not priced. `report` is
    /// called when the bound gets better.
    pub fn run(
        &mut self,
        effort: Effort,
        closed: &[bool],
        watch: &dyn Watch,
        report: &mut dyn FnMut(f64),
    ) -> Result<(Reached, Option<Point>), EngineError> {
        let open = effort.bounding;
        let (mut room, mut smooth) = (effort.room, SMOOTH);
        if self.centered && !self.bound.is_finite() {
            // Duals from elsewhere are worth a bound of their own.
            smooth = 1.0;
        }
        let mut last: Option<Point> = None;
        let mut marked = f64::INFINITY;
        for round in 1..=effort.rounds {
            if watch.seconds() > effort.until || watch.stop() {
                return Ok((Reached::Stopped, last));
            }
            if let Some(point) = last.as_ref().filter(|_| open && self.swollen()) {
                let duals = Point::clone(point).duals;
                self.trim(&duals, 30, closed, &[])?;
            }
            let Some(point) = self.master.solve(effort.until, watch)? else {
                return Ok((Reached::Stopped, last));
            };
            let mut duals: Vec<f64> = if self.centered && open {
                mixed(&point.duals, &self.best, smooth)
            } else {
                point.duals.clone()
            };
            self.master_rows.clamp(&mut duals);
            let ask = |below: f64| Ask {
                below,
                room,
                rows: effort.columns,
            };
            let offers = self.offers(&duals, closed, &ask);
            let cut = offers.iter().any(|o| o.cut);
            let bound = self.master_rows.bound(&duals) + self.least(&offers);
            if open && bound > self.bound + 1e-9 {
                self.better(bound, &duals, &offers);
                report(bound);
            }
            if open && self.bound >= effort.enough {
                return Ok((Reached::Rounds, Some(point)));
            }
            let added = self.take(offers, &point)? + self.recall(&point, closed, effort.columns)?;
            let cost = point.cost;
            let missed = point.missed > 1e-6;
            last = Some(point);
            if open && !missed && (self.bound - 1e-4).ceil() >= (cost - 1e-4).ceil() {
                return Ok((Reached::Solved, last));
            }
            if round % STALL == 0 {
                let fallen = std::mem::replace(&mut marked, cost) - cost;
                if cut && effort.full && fallen < SLOW * (cost - self.bound) {
                    room = room.saturating_mul(WIDER);
                }
            }
            if added > 0 {
                smooth = if smooth > 0.0 {
                    smooth.min(SMOOTH)
                } else {
                    SMOOTH
                };
                continue;
            }
            if smooth > 0.0 && open {
                smooth = if smooth > 0.3 { smooth - 0.3 } else { 0.0 };
            } else if cut && effort.full {
                room = room.saturating_mul(16);
                smooth = SMOOTH;
            } else {
                return Ok((Reached::Solved, last));
            }
        }
        Ok((Reached::Rounds, last))
    }

    /// What rows cost at least in all.
    pub fn least(&self, offers: &[Offer]) -> f64 {
        let each = offers.iter().zip(&self.groups);
        each.map(|(o, c)| o.least * c.people.len() as f64).sum()
    }

    /// Prices every open group, on several threads; the offers do not depend on which does what.
    pub fn offers(
        &mut self,
        duals: &[f64],
        closed: &[bool],
        ask: &(dyn Fn(f64) -> Ask + Sync),
    ) -> Vec<Offer> {
        let mut cheapest = vec![f64::INFINITY; self.groups.len()];
        let prices: Vec<Vec<f64>> = (0..self.groups.len())
            .map(|g| {
                if closed[g] {
                    Vec::new()
                } else {
                    self.master_rows.prices(g, duals)
                }
            })
            .collect();
        for (group, column) in self.columns.iter().filter(|(g, _)| !closed[*g]) {
            let whole = column.cost as f64 + at_prices(&column.row, &prices[*group]);
            cheapest[*group] = cheapest[*group].min(whole);
        }
        let next = AtomicUsize::new(0);
        let places: Vec<Mutex<(&mut SymmetryGroup, Offer)>> = self
            .groups
            .iter_mut()
            .map(|c| Mutex::new((c, Offer::default())))
            .collect();
        let work = || {
            loop {
                let group = next.fetch_add(1, Ordering::Relaxed);
                let Some(place) = places.get(group) else {
                    return;
                };
                let Ok(mut held) = place.lock() else { return };
                if closed[group] {
                    continue;
                }
                held.1 = held
                    .0
                    .price(&prices[group], ask(cheapest[group].min(1e15) - 1e-7));
                held.1.least = held.1.least.min(cheapest[group]);
            }
        };
        std::thread::scope(|scope| {
            for _ in 1..self.threads.min(places.len()) {
                scope.spawn(work);
            }
            work();
        });
        places
            .into_iter()
            .map(|p| p.into_inner().map(|(_, o)| o).unwrap_or_default())
            .collect()
    }
}

/// Rounds after which pricing keeps so many times as many labels, if it missed rows and the program's cost fell by less
/// than such a part of what it is above the bound: rows that are found by chance make it creep.
const STALL: usize = 8;
const WIDER: usize = 4;
const SLOW: f64 = 0.05;

const SMOOTH: f64 = 0.8;

fn mixed(now: &[f64], best: &[f64], share: f64) -> Vec<f64> {
    now.iter()
        .zip(best)
        .map(|(a, b)| (1.0 - share) * a + share * b)
        .collect()
}
