//! Which bands: weighed on the columns that are known, then priced.
//!
//! What a column costs without bands, and the sums that bands bound, stay the same from band to band. So one living
//! linear program weighs bands by new costs of its columns, in thousandths of a second, and its duals say which bands
//! need not be weighed; pricing follows only where bands promise to be better.

use super::bands::{self, Bands, Spread, spreads, sum_of};
use super::generate::{Effort, Generator};
use super::master_rows::MasterRows;
use super::missed;
use super::restricted_master::{Point, RestrictedMaster};
use super::symmetry::at_prices;
use crate::engine::incumbent::Incumbent;
use crate::engine::{EngineError, Watch};
use crate::model::{Limit, Model, Price};
use std::collections::HashSet;

/// Columns that are taken of a program: a group at most and at least, and about so many in all.
const TAKEN: (usize, usize, usize) = (200, 12, 2400);

/// Bands that are priced at most, after the first.
const PRICED: usize = 5;

/// Bands that are weighed at most for one that is priced.
const WEIGHED: usize = 120;

/// Points by which bands have to be better.
const BETTER: f64 = 0.1;

/// A program in bands.
pub struct Fitted {
    /// The program.
    pub generator: Generator,
    /// What its linear program costs, with what is paid for the bands' width.
    pub cost: f64,
}

/// The program of the model in the bands that cost least, as far as is found, from those around the averages;
/// `enough`: a cost at which to look no further.
pub fn fit(
    model: &Model,
    incumbent: &Incumbent<'_>,
    effort: Effort,
    whole: &Generator,
    (around, enough): (Bands, f64),
) -> Result<Fitted, EngineError> {
    let mut bands = around;
    let mut best = priced(model, incumbent, effort, &bands, whole, &[])?;
    let mut fitting = Fitting::new(model, whole, &best.generator.master_rows, effort.until)?;
    fitting.take(whole, whole)?;
    for _ in 0..PRICED {
        if best.cost <= enough || incumbent.stop() {
            break;
        }
        fitting.take(whole, &best.generator)?;
        let (other, cost) = fitting.descend(&bands, enough, incumbent)?;
        if cost > best.cost - BETTER {
            break;
        }
        let rows = fitting.support(&other, incumbent)?;
        let tried = priced(model, incumbent, effort, &other, &best.generator, &rows)?;
        if incumbent.stop() {
            break;
        }
        // Only new columns can lead to other bands.
        let done = tried.cost > cost - BETTER;
        // Pricing can only make it cheaper, but for the columns that the program lost on the way.
        if tried.cost < best.cost {
            best = tried;
        }
        bands = other;
        if done {
            break;
        }
    }
    Ok(best)
}

/// The program in some bands, with columns found for them, from those of a like program and some others.
fn priced(
    model: &Model,
    incumbent: &Incumbent<'_>,
    effort: Effort,
    bands: &Bands,
    like: &Generator,
    rows: &[Row],
) -> Result<Fitted, EngineError> {
    let banded = bands::banded(model, bands);
    let best = incumbent.best().map(|(roster, _)| roster);
    let starts: Vec<_> = best.iter().collect();
    let mut generator = Generator::new(&banded, &starts, missed(model), like.threads())?;
    generator.learn_from(like, 60)?;
    generator.learn_rows(like, rows.to_vec())?;
    let open = vec![false; generator.groups.len()];
    // No bound is asked for here, so quick pricing is enough.
    let effort = Effort {
        full: false,
        ..effort
    };
    let (_, point) = generator.run(effort, &open, incumbent, &mut |_| {})?;
    let width = bands::width_cost(model, bands).unwrap_or(f64::INFINITY);
    let cost = point.map_or(f64::INFINITY, |p| p.cost) + width;
    Ok(Fitted { generator, cost })
}

/// A group and the duties of its days.
type Row = (usize, Vec<Option<usize>>);

/// What a column costs without bands, and the value of each spread's sum, where it has one.
struct Known {
    row: Row,
    cost: i64,
    values: Vec<Option<i64>>,
}

/// The living program of known columns.
struct Fitting<'a> {
    model: &'a Model,
    master_rows: MasterRows,
    master: RestrictedMaster,
    known: Vec<Known>,
    seen: HashSet<Row>,
    spreads: Vec<Spread<'a>>,
    /// People of each group.
    sizes: Vec<usize>,
    missed: f64,
    /// Seconds at which to stop.
    until: f64,
}

impl<'a> Fitting<'a> {
    /// A program without columns. `master_rows`: that of any bands, for they have the same rows.
    fn new(
        model: &'a Model,
        whole: &Generator,
        master_rows: &MasterRows,
        until: f64,
    ) -> Result<Fitting<'a>, EngineError> {
        let sizes: Vec<usize> = whole.groups.iter().map(|c| c.people.len()).collect();
        let first: Vec<usize> = whole.groups.iter().map(|c| c.people[0]).collect();
        let missed = missed(model);
        Ok(Fitting {
            model,
            master_rows: master_rows.clone(),
            master: RestrictedMaster::new(master_rows, &sizes, missed)?,
            known: Vec::new(),
            seen: HashSet::new(),
            spreads: spreads(model, &first),
            sizes,
            missed,
            until,
        })
    }

    /// Takes the cheapest columns of a program.
    fn take(&mut self, whole: &Generator, from: &Generator) -> Result<(), EngineError> {
        let (most, least, all) = TAKEN;
        let count = (all / from.groups.len().max(1)).clamp(least, most);
        for (group, row) in from.cheapest(count) {
            let row = (group, row);
            if self.seen.contains(&row) {
                continue;
            }
            let Some(column) = whole.groups[group].column(&row.1) else {
                continue;
            };
            let factors = self.master_rows.column(group, &row.1);
            self.master.add(group, column.cost, &factors)?;
            let value = |spread: &Spread| spread.sums[group].map(|sum| sum_of(sum, &row.1));
            let values = self.spreads.iter().map(value).collect();
            self.seen.insert(row.clone());
            self.known.push(Known {
                row,
                cost: column.cost,
                values,
            });
        }
        Ok(())
    }

    /// The linear program's solution in some bands; `None` when time ran out.
    fn solved(
        &mut self,
        bands: &Bands,
        incumbent: &Incumbent<'_>,
    ) -> Result<Option<Point>, EngineError> {
        for index in 0..self.known.len() {
            let outside = self.outside(&self.known[index], bands);
            let cost = self.known[index].cost as f64 + outside;
            self.master.price(index, cost)?;
        }
        self.master.solve(self.until, incumbent)
    }

    /// What the known columns cost at least in some bands, with the bands' width, and the solution; `None` where the bands
    /// are not allowed or time ran out.
    fn weigh(
        &mut self,
        bands: &Bands,
        incumbent: &Incumbent<'_>,
    ) -> Result<Option<(f64, Point)>, EngineError> {
        let Some(width) = bands::width_cost(self.model, bands) else {
            return Ok(None);
        };
        let point = self.solved(bands, incumbent)?;
        Ok(point.map(|point| (point.cost + width, point)))
    }

    /// Bands next to some, and what [`Fitting::weigh`] says of each at least, in ascending order. The duals of a solution
    /// hold for other costs of the columns, where each group pays what its cheapest column is then worth (Lagrange).
    fn hopes(&self, bands: &Bands, point: &Point) -> Vec<(f64, Bands)> {
        let prices = |group| self.master_rows.prices(group, &point.duals);
        let prices: Vec<_> = (0..self.sizes.len()).map(prices).collect();
        let reduced = |known: &Known| {
            let (group, row) = &known.row;
            known.cost as f64 + at_prices(row, &prices[*group]) - point.groups[*group]
        };
        let reduced: Vec<f64> = self.known.iter().map(reduced).collect();
        let hope = |other: &Bands| {
            let width = bands::width_cost(self.model, other)?;
            let mut least = vec![0.0_f64; self.sizes.len()];
            for (known, reduced) in self.known.iter().zip(&reduced) {
                let own = &mut least[known.row.0];
                *own = own.min(reduced + self.outside(known, other));
            }
            let least = least.iter().zip(&self.sizes);
            let least: f64 = least.map(|(least, people)| least * *people as f64).sum();
            Some(point.cost + least + width)
        };
        let steps = bands::steps(self.model, bands).into_iter();
        let others = steps.map(|step| bands::stepped(bands, step));
        let mut hopes: Vec<_> = others.filter_map(|o| Some((hope(&o)?, o))).collect();
        hopes.sort_by(|a, b| a.0.total_cmp(&b.0));
        hopes
    }

    /// What a column pays for sums outside of their bands.
    fn outside(&self, known: &Known, bands: &Bands) -> f64 {
        let mut cost = 0.0;
        for (spread, value) in self.spreads.iter().zip(&known.values) {
            if let (Some(value), Some((low, high))) = (value, bands[spread.term]) {
                let beyond = |by| self.beyond(&spread.within, by);
                cost += beyond(low - value) + beyond(value - high);
            }
        }
        cost
    }

    fn beyond(&self, within: &Limit, by: i64) -> f64 {
        let units = within.started(by.max(0)) as f64;
        match within.price {
            Price::Soft(points) => units * points as f64,
            Price::Hard => units * self.missed,
        }
    }

    /// From bands to the best of those next to them, as long as that makes them cheaper.
    fn descend(
        &mut self,
        from: &Bands,
        enough: f64,
        incumbent: &Incumbent<'_>,
    ) -> Result<(Bands, f64), EngineError> {
        let mut here = from.clone();
        let Some((mut cost, mut point)) = self.weigh(from, incumbent)? else {
            return Ok((here, f64::INFINITY));
        };
        let mut left = WEIGHED;
        loop {
            let mut next = None;
            let mut least = cost - BETTER;
            for (hope, other) in self.hopes(&here, &point) {
                if left == 0 || cost <= enough || incumbent.stop() {
                    return Ok((here, cost));
                }
                if hope >= least {
                    break;
                }
                left -= 1;
                if let Some((cost, point)) = self.weigh(&other, incumbent)?.filter(|w| w.0 < least)
                {
                    least = cost;
                    next = Some((other, point));
                }
            }
            match next {
                Some((bands, its)) => (here, cost, point) = (bands, least, its),
                None => return Ok((here, cost)),
            }
        }
    }

    /// The columns that the linear program uses in some bands.
    fn support(
        &mut self,
        bands: &Bands,
        incumbent: &Incumbent<'_>,
    ) -> Result<Vec<Row>, EngineError> {
        let Some(point) = self.solved(bands, incumbent)? else {
            return Ok(Vec::new());
        };
        let used = self.known.iter().zip(&point.values);
        Ok(used
            .filter(|(_, value)| **value > 1e-9)
            .map(|(known, _)| known.row.clone())
            .collect())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::engine::models::{Random, model, rosters};
    use crate::engine::{Limits, Unwatched};
    use crate::model::{Form, Sum};

    /// Some bands for the spreads whose sums are one person's each.
    fn some(model: &Model, random: &mut Random) -> Bands {
        let one = |sum: &Sum| {
            let mut people: Vec<_> = sum.items.iter().map(|i| i.spot.person).collect();
            people.dedup();
            people.len() == 1
        };
        let mut band = |form: &Form| match form {
            Form::Spread { sums, .. } if sums.iter().all(one) => {
                let low = random.below(5) as i64 - 2;
                Some((low, low + random.below(4) as i64))
            }
            _ => None,
        };
        model.terms.iter().map(|t| band(&t.form)).collect()
    }

    #[test]
    fn a_column_costs_what_the_banded_model_says() {
        let (mut compared, mut paid) = (0, 0);
        for number in 0..400 {
            let model = model(number);
            let mut random = Random::new(number as u64);
            let bands = some(&model, &mut random);
            if bands.iter().all(Option::is_none) {
                continue;
            }
            let mut whole = Generator::new(&model, &[], missed(&model), 1).unwrap();
            for roster in rosters(&model).step_by(7).take(20) {
                whole.learn(&roster).unwrap();
            }
            let banded = bands::banded(&model, &bands);
            let banded = Generator::new(&banded, &[], missed(&model), 1).unwrap();
            let groups =
                |g: &Generator| -> Vec<_> { g.groups.iter().map(|c| c.people.clone()).collect() };
            assert_eq!(groups(&whole), groups(&banded), "model {number}");
            let mut fitting =
                Fitting::new(&model, &whole, &banded.master_rows, f64::INFINITY).unwrap();
            fitting.take(&whole, &whole).unwrap();
            for known in &fitting.known {
                let outside = fitting.outside(known, &bands);
                let column = banded.groups[known.row.0].column(&known.row.1);
                match column {
                    Some(column) => {
                        assert_eq!(
                            known.cost as f64 + outside,
                            column.cost as f64,
                            "model {number}: {model:#?}"
                        );
                        compared += 1;
                        paid += usize::from(outside > 0.0);
                    }
                    None => assert!(outside >= fitting.missed, "model {number}: {model:#?}"),
                }
            }
        }
        assert!(
            compared > 300 && paid > 50,
            "{compared}, {paid} of them outside"
        );
    }

    #[test]
    fn other_bands_cost_no_less_than_the_duals_say() {
        let (limits, watch) = (Limits::default(), Unwatched);
        let (mut compared, mut tight, mut above) = (0, 0, 0);
        for number in 0..400 {
            let model = model(number);
            let bands = some(&model, &mut Random::new(number as u64));
            if bands.iter().all(Option::is_none) {
                continue;
            }
            let mut whole = Generator::new(&model, &[], missed(&model), 1).unwrap();
            for roster in rosters(&model).step_by(7).take(20) {
                whole.learn(&roster).unwrap();
            }
            let incumbent = Incumbent::new(&model, &limits, &watch);
            let mut fitting =
                Fitting::new(&model, &whole, &whole.master_rows, f64::INFINITY).unwrap();
            fitting.take(&whole, &whole).unwrap();
            let Some((here, point)) = fitting.weigh(&bands, &incumbent).unwrap() else {
                continue;
            };
            for (hope, other) in fitting.hopes(&bands, &point) {
                let (cost, _) = fitting.weigh(&other, &incumbent).unwrap().unwrap();
                assert!(hope <= cost + 1e-6, "model {number}: {hope} and {cost}");
                compared += 1;
                tight += usize::from(hope > cost - 1e-6);
                above += usize::from(hope >= here - BETTER);
            }
        }
        assert!(
            compared > 300 && 4 * tight > compared && 4 * above > compared,
            "{compared}: {tight} are tight, {above} need not be weighed"
        );
    }
}
