//! The restricted master heuristic (Joncour et al. 2010): the integer program over columns of the pool finds the best
//! roster that can be put together of them.

use super::generate::Generator;
use super::symmetry::at_prices;
use crate::domain::Roster;
use crate::engine::mip::{Options, Program, Row, Var, solve_values};
use crate::engine::{EngineError, Limits};

/// How much is put together.
#[derive(Debug, Clone, Copy)]
pub struct Recombine {
    /// The cost of the best roster so far: what cannot be in a better one is left out.
    pub below: f64,
    /// Columns at most.
    pub columns: usize,
    /// Nodes at most.
    pub nodes: i32,
    /// Seconds at most.
    pub seconds: f64,
}

/// Seconds that posts for given rows may take at most; they take some thousandths.
const POSTS: f64 = 5.0;

impl Generator {
    /// Looks for a better roster among the columns.
    pub fn recombine(
        &self,
        how: Recombine,
        limits: &Limits,
    ) -> Result<Option<Roster>, EngineError> {
        let chosen = self.candidates(how);
        let program = self.program(&chosen);
        let options = Options {
            seconds: how.seconds,
            distance: 0.99,
            heuristics: true,
            seed: limits.seed,
            threads: 1,
            nodes: Some(how.nodes),
            cutoff: Some(how.below - 0.5),
            ..Options::default()
        };
        let (values, _) = solve_values(&program, &options)?;
        Ok(values.map(|v| self.put_together(&chosen, &v).0))
    }

    /// The roster of columns that are fixed, each so many times, with the best posts; `None` where those break a
    /// hard term, or are not found within so many seconds.
    pub fn of_fixed(
        &self,
        columns: &[(usize, f64)],
        seconds: f64,
    ) -> Result<Option<Roster>, EngineError> {
        let chosen: Vec<usize> = columns.iter().map(|(column, _)| *column).collect();
        let times: Vec<f64> = columns.iter().map(|(_, times)| *times).collect();
        if self.master_rows.aggregates.is_empty() {
            return Ok(Some(self.put_together(&chosen, &times).0));
        }
        let mut program = self.program(&chosen);
        for (var, times) in program.vars.iter_mut().zip(times) {
            (var.low, var.high) = (times, times);
        }
        let options = Options {
            seconds: seconds.clamp(0.0, POSTS),
            threads: 1,
            ..Options::default()
        };
        let (values, _) = solve_values(&program, &options)?;
        Ok(values.map(|v| self.put_together(&chosen, &v).0))
    }

    /// Columns whose reduced cost at the best duals leaves room for a better roster, cheapest first.
    fn candidates(&self, how: Recombine) -> Vec<usize> {
        let duals = self.best_duals();
        let prices: Vec<_> = (0..self.groups.len())
            .map(|g| self.master_rows.prices(g, duals))
            .collect();
        let costs: Vec<f64> = self
            .columns
            .iter()
            .map(|(g, c)| c.cost as f64 + at_prices(&c.row, &prices[*g]))
            .collect();
        let mut cheapest = vec![f64::INFINITY; self.groups.len()];
        for ((group, _), cost) in self.columns.iter().zip(&costs) {
            cheapest[*group] = cheapest[*group].min(*cost);
        }
        let room = how.below - self.bound;
        let mut open: Vec<(f64, usize)> = self
            .columns
            .iter()
            .zip(&costs)
            .enumerate()
            .map(|(index, ((group, _), cost))| (cost - cheapest[*group], index))
            .filter(|(reduced, _)| *reduced < room)
            .collect();
        open.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        open.truncate(how.columns);
        let mut chosen: Vec<usize> = open.into_iter().map(|(_, index)| index).collect();
        chosen.sort_unstable();
        chosen
    }

    fn program(&self, chosen: &[usize]) -> Program {
        let mut program = Program::default();
        let rows = self.master_rows.rows.len();
        program.rows = self
            .master_rows
            .rows
            .iter()
            .map(|(low, high)| Row {
                terms: Vec::new(),
                low: *low,
                high: *high,
            })
            .collect();
        for group in &self.groups {
            let people = group.people.len() as f64;
            program.rows.push(Row {
                terms: Vec::new(),
                low: people,
                high: people,
            });
        }
        for index in chosen {
            let (group, column) = &self.columns[*index];
            let var = program.vars.len();
            let high = self.groups[*group].people.len() as f64;
            program.vars.push(Var {
                low: 0.0,
                high,
                whole: true,
                cost: column.cost as f64,
            });
            for (row, factor) in self.master_rows.column(*group, &column.row) {
                program.rows[row].terms.push((var, factor));
            }
            program.rows[rows + group].terms.push((var, 1.0));
        }
        for master_var in &self.master_rows.master_vars {
            let var = program.vars.len();
            program.vars.push(Var {
                low: master_var.low,
                high: master_var.high,
                whole: master_var.whole,
                cost: master_var.cost,
            });
            for (row, factor) in &master_var.rows {
                program.rows[*row].terms.push((var, *factor));
            }
        }
        program
    }

    /// The roster of columns with these values, and how many people of each group have one; the others rest.
    pub fn put_together(&self, chosen: &[usize], values: &[f64]) -> (Roster, Vec<usize>) {
        let people = self.groups.iter().map(|c| c.people.len()).sum();
        let mut roster = Roster::empty(people, self.master_rows.days);
        let mut taken = vec![0; self.groups.len()];
        for (index, value) in chosen.iter().zip(values) {
            let (group, column) = &self.columns[*index];
            for _ in 0..value.round().max(0.0) as usize {
                if let Some(person) = self.groups[*group].people.get(taken[*group]) {
                    roster.cells[*person].clone_from(&column.row);
                    taken[*group] += 1;
                }
            }
        }
        if let Some(master_vars) = values.get(chosen.len()..).filter(|s| !s.is_empty()) {
            self.master_rows
                .post(&self.group_of(), master_vars, &mut roster);
        }
        (roster, taken)
    }
}
