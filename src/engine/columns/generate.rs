//! Column generation proper: master program and pricing in turn, and the bound of every round.

use super::crew::{Column, Crew, Offer, at_prices};
use super::frame::Frame;
use super::master::{Master, Point};
use super::pricing::Ask;
use super::split::Split;
use crate::domain::Roster;
use crate::engine::{EngineError, Watch};
use crate::model::Model;
use std::collections::HashSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The master program of a model with its columns and their pricing.
pub struct Generator {
    /// The groups.
    pub crews: Vec<Crew>,
    /// Its rows.
    pub frame: Frame,
    /// The linear program.
    pub master: Master,
    /// The columns that are known: (group, column).
    pub columns: Vec<(usize, Column)>,
    /// Their place in the linear program.
    pub place: Vec<Option<usize>>,
    /// No roster costs less.
    pub bound: f64,
    /// Duals of the best bound, or those of a like program.
    best: Vec<f64>,
    centered: bool,
    known: HashSet<(usize, Vec<Option<usize>>)>,
    threads: usize,
    missed: f64,
    /// Columns of the linear program right after it was trimmed.
    trimmed: usize,
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
    /// Whether nothing is settled, so that the rounds' bounds hold.
    pub bounding: bool,
    /// A bound at which to stop.
    pub enough: f64,
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
        let frame = Frame::of(model, &split);
        let crews: Vec<Crew> = split
            .groups
            .iter()
            .map(|people| Crew::new(model, people.clone(), &split.own[people[0]]))
            .collect();
        let sizes: Vec<usize> = crews.iter().map(|c| c.people.len()).collect();
        let master = Master::new(&frame, &sizes, missed)?;
        let rows = frame.rows.len();
        let mut generator = Generator {
            crews,
            frame,
            master,
            columns: Vec::new(),
            place: Vec::new(),
            bound: f64::NEG_INFINITY,
            best: vec![0.0; rows],
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

    /// Takes the rows of a roster as columns.
    pub fn learn(&mut self, roster: &Roster) -> Result<(), EngineError> {
        for group in 0..self.crews.len() {
            for place in 0..self.crews[group].people.len() {
                let person = self.crews[group].people[place];
                if let Some(column) = self.crews[group].column(&roster.cells[person]) {
                    self.add(group, column)?;
                }
            }
        }
        Ok(())
    }

    /// Takes duals from elsewhere to begin with.
    pub fn center(&mut self, duals: Vec<f64>) {
        self.best = duals;
        self.centered = true;
    }

    /// Takes the cheapest columns of the program of a like model, and its duals.
    pub fn learn_from(&mut self, other: &Generator, count: usize) -> Result<(), EngineError> {
        for group in 0..self.crews.len() {
            let prices = other.frame.prices(group, &other.best);
            let own = other.columns.iter().filter(|(g, _)| *g == group);
            let mut costs: Vec<(f64, &Column)> = own
                .map(|(_, c)| (c.cost as f64 + at_prices(&c.row, &prices), c))
                .collect();
            costs.sort_by(|a, b| a.0.total_cmp(&b.0));
            for (_, column) in costs.into_iter().take(count) {
                if let Some(column) = self.crews[group].column(&column.row) {
                    self.add(group, column)?;
                }
            }
        }
        if self.best.len() == other.best.len() {
            self.best.clone_from(&other.best);
            self.centered = true;
        }
        Ok(())
    }

    /// Keeps a column without giving it to the linear program; false when it is known.
    pub fn keep(&mut self, group: usize, column: Column) -> bool {
        let fresh = self.known.insert((group, column.row.clone()));
        if fresh {
            self.columns.push((group, column));
            self.place.push(None);
        }
        fresh
    }

    fn add(&mut self, group: usize, column: Column) -> Result<bool, EngineError> {
        let fresh = self.keep(group, column);
        if fresh {
            self.enter(self.columns.len() - 1)?;
        }
        Ok(fresh)
    }

    /// Gives a column to the linear program.
    fn enter(&mut self, index: usize) -> Result<(), EngineError> {
        let (group, column) = &self.columns[index];
        let factors = self.frame.column(*group, &column.row);
        self.place[index] = Some(self.master.add(*group, column.cost, &factors)?);
        Ok(())
    }

    /// Whether the linear program has grown so much that trimming pays.
    pub fn grown(&self) -> bool {
        let size = self.master.len();
        size > 12 * self.crews.len().max(20) && size > 2 * self.trimmed
    }

    /// Starts the linear program anew with the columns that are cheapest at some duals, so many a group, and with
    /// some in any case, whose values are bounded from below.
    pub fn trim(
        &mut self,
        duals: &[f64],
        count: usize,
        closed: &[bool],
        held: &[(usize, f64)],
    ) -> Result<(), EngineError> {
        let sizes: Vec<usize> = self.crews.iter().map(|c| c.people.len()).collect();
        self.master = Master::new(&self.frame, &sizes, self.missed)?;
        let mut costs: Vec<Vec<(f64, usize)>> = vec![Vec::new(); self.crews.len()];
        let prices: Vec<_> = (0..self.crews.len())
            .map(|g| self.frame.prices(g, duals))
            .collect();
        for (index, (group, column)) in self.columns.iter().enumerate() {
            if self.place[index].take().is_some() && !closed[*group] {
                costs[*group].push((
                    column.cost as f64 + at_prices(&column.row, &prices[*group]),
                    index,
                ));
            }
        }
        for costs in &mut costs {
            costs.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            for (_, index) in costs.iter().take(count) {
                self.enter(*index)?;
            }
        }
        for (column, low) in held {
            if self.place[*column].is_none() {
                self.enter(*column)?;
            }
            self.bound_column(*column, *low, f64::INFINITY)?;
        }
        self.trimmed = self.master.len();
        Ok(())
    }

    /// Bounds the value of a column in the linear program.
    pub fn bound_column(&mut self, column: usize, low: f64, high: f64) -> Result<(), EngineError> {
        match self.place[column] {
            Some(place) => self.master.fix(place, low, high),
            None => Ok(()),
        }
    }

    /// Threads of pricing.
    pub fn threads(&self) -> usize {
        self.threads
    }

    /// Duals of the best bound.
    pub fn best_duals(&self) -> &[f64] {
        &self.best
    }

    /// Takes a better bound and its duals.
    pub fn better(&mut self, bound: f64, duals: &[f64]) {
        self.bound = bound;
        self.best = duals.to_vec();
        self.centered = true;
    }

    /// Rounds of master and pricing. `closed[group]`: its rows are settled, it is not priced. `report` is
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
        let mut last = None;
        for _ in 0..effort.rounds {
            if watch.seconds() > effort.until || watch.stop() {
                return Ok((Reached::Stopped, last));
            }
            let Some(point) = self.master.solve(effort.until, watch)? else {
                return Ok((Reached::Stopped, last));
            };
            let mut duals: Vec<f64> = match self.centered && open {
                true => mixed(&point.duals, &self.best, smooth),
                false => point.duals.clone(),
            };
            self.frame.clamp(&mut duals);
            let ask = |below: f64| Ask {
                below,
                room,
                rows: effort.columns,
            };
            let offers = self.offers(&duals, closed, &ask);
            let cut = offers.iter().any(|o| o.cut);
            let bound = self.frame.bound(&duals) + self.least(&offers);
            if open && bound > self.bound + 1e-9 {
                self.better(bound, &duals);
                report(bound);
            }
            if open && self.bound >= effort.enough {
                return Ok((Reached::Rounds, Some(point)));
            }
            let added = self.take(offers, &point)? + self.recall(&point, closed, effort.columns)?;
            let cost = point.cost;
            let missed = point.missed > 1e-6;
            if open
                && self.master.len() > 80 * self.crews.len().max(20)
                && self.master.len() > 3 * self.trimmed
            {
                let duals = point.duals.clone();
                self.trim(&duals, 30, closed, &[])?;
                last = None;
                continue;
            }
            last = Some(point);
            if open && !missed && (self.bound - 1e-4).ceil() >= (cost - 1e-4).ceil() {
                return Ok((Reached::Solved, last));
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

    /// The average over the people of a function of their rows, by the values of a point.
    pub fn average(&self, point: &Point, of: &dyn Fn(usize, &[Option<usize>]) -> f64) -> f64 {
        let (mut sum, mut people) = (0.0, 0.0);
        for (index, (group, column)) in self.columns.iter().enumerate() {
            let value = self.place[index]
                .and_then(|p| point.values.get(p))
                .copied()
                .unwrap_or(0.0);
            if value > 0.0 {
                sum += value * of(*group, &column.row);
                people += value;
            }
        }
        if people > 0.0 { sum / people } else { 0.0 }
    }

    /// What rows cost at least in all.
    pub fn least(&self, offers: &[Offer]) -> f64 {
        let each = offers.iter().zip(&self.crews);
        each.map(|(o, c)| o.least * c.people.len() as f64).sum()
    }

    /// Prices every open group, on several threads; the offers do not depend on which does what.
    pub fn offers(
        &mut self,
        duals: &[f64],
        closed: &[bool],
        ask: &(dyn Fn(f64) -> Ask + Sync),
    ) -> Vec<Offer> {
        let mut cheapest = vec![f64::INFINITY; self.crews.len()];
        let prices: Vec<Vec<f64>> = (0..self.crews.len())
            .map(|g| {
                if closed[g] {
                    Vec::new()
                } else {
                    self.frame.prices(g, duals)
                }
            })
            .collect();
        for (group, column) in self.columns.iter().filter(|(g, _)| !closed[*g]) {
            let whole = column.cost as f64 + at_prices(&column.row, &prices[*group]);
            cheapest[*group] = cheapest[*group].min(whole);
        }
        let next = AtomicUsize::new(0);
        let places: Vec<Mutex<(&mut Crew, Offer)>> = self
            .crews
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

    /// Brings back columns that were trimmed and are cheap again, the cheapest of each group.
    fn recall(
        &mut self,
        point: &Point,
        closed: &[bool],
        count: usize,
    ) -> Result<usize, EngineError> {
        let prices: Vec<_> = (0..self.crews.len())
            .map(|g| self.frame.prices(g, &point.duals))
            .collect();
        let mut cheap: Vec<Vec<(f64, usize)>> = vec![Vec::new(); self.crews.len()];
        for (index, (group, column)) in self.columns.iter().enumerate() {
            if closed[*group] || self.place[index].is_some() {
                continue;
            }
            let reduced =
                column.cost as f64 + at_prices(&column.row, &prices[*group]) - point.groups[*group];
            if reduced < -1e-6 {
                cheap[*group].push((reduced, index));
            }
        }
        let mut added = 0;
        for cheap in &mut cheap {
            cheap.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            for (_, index) in cheap.iter().take(count) {
                self.enter(*index)?;
                added += 1;
            }
        }
        Ok(added)
    }

    /// Adds what is cheaper than the program's own price of a person.
    fn take(&mut self, offers: Vec<Offer>, point: &Point) -> Result<usize, EngineError> {
        let mut added = 0;
        for (group, offer) in offers.into_iter().enumerate() {
            let prices =
                (!offer.columns.is_empty()).then(|| self.frame.prices(group, &point.duals));
            for (column, _) in offer.columns {
                let own = prices.as_ref().map_or(0.0, |p| at_prices(&column.row, p));
                let reduced = column.cost as f64 + own - point.groups[group];
                if reduced < -1e-6 && self.add(group, column)? {
                    added += 1;
                }
            }
        }
        Ok(added)
    }
}

const SMOOTH: f64 = 0.8;

fn mixed(now: &[f64], best: &[f64], share: f64) -> Vec<f64> {
    now.iter()
        .zip(best)
        .map(|(a, b)| (1.0 - share) * a + share * b)
        .collect()
}
