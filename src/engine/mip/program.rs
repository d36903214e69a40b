//! A mixed-integer program as rows and variables, before any solver has seen it.

use super::lowering;
use crate::domain::{PersonIx, Roster};
use crate::model::{DutySet, Model};
use std::collections::BTreeMap;

/// A variable.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Var {
    /// Lower bound.
    pub low: f64,
    /// Upper bound; may be infinite.
    pub high: f64,
    /// Whether it must be whole.
    pub whole: bool,
    /// Points of a unit.
    pub cost: f64,
}

/// `low ≤ Σ coefficient · variable ≤ high`; either side may be infinite.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// (variable, coefficient), each variable once.
    pub terms: Vec<(usize, f64)>,
    /// Lower side.
    pub low: f64,
    /// Upper side.
    pub high: f64,
}

/// How the value of a variable that is not a cell follows from those before it, at least cost.
#[derive(Debug, Clone, PartialEq)]
pub enum Recipe {
    /// Started units of what exceeds zero.
    Started(Linear, f64),
    /// The largest of some values.
    Largest(Vec<Linear>),
    /// The smallest of some values.
    Smallest(Vec<Linear>),
}

/// A program that minimises cost, and where a model's cells are in it.
#[derive(Debug, Clone, Default)]
pub struct Program {
    /// Variables; the first ones are the cells.
    pub vars: Vec<Var>,
    /// Rows.
    pub rows: Vec<Row>,
    people: usize,
    days: usize,
    /// `cells[person * days + day]`: (duty, variable) of what is allowed there.
    cells: Vec<Vec<(usize, usize)>>,
    /// For every variable after the cells.
    recipes: Vec<Recipe>,
    /// What stands in the cells that have no variable.
    rest: Option<Roster>,
}

/// A linear expression: a constant and terms.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Linear {
    /// (variable, factor); a variable may stand several times.
    pub terms: Vec<(usize, f64)>,
    /// What is added to the terms.
    pub constant: f64,
}

impl Linear {
    /// A value without variables.
    pub fn constant(value: f64) -> Linear {
        Linear {
            terms: Vec::new(),
            constant: value,
        }
    }

    /// Adds `factor` times the other.
    pub fn add(&mut self, other: &Linear, factor: f64) {
        self.constant += factor * other.constant;
        let scaled = other.terms.iter().map(|(v, c)| (*v, c * factor));
        self.terms.extend(scaled);
    }

    fn value(&self, values: &[f64]) -> f64 {
        let terms = self.terms.iter().map(|(v, c)| c * values[*v]);
        self.constant + terms.sum::<f64>()
    }

    /// With another term.
    pub fn plus_var(mut self, var: usize, factor: f64) -> Linear {
        self.terms.push((var, factor));
        self
    }
}

impl Program {
    /// The program of a model.
    pub fn of(model: &Model) -> Program {
        let mut program = Program::of_cells(model);
        program.one_a_day();
        for term in &model.terms {
            lowering::term(&mut program, term);
        }
        program
    }

    /// The program of a model with the rows of some terms first; also their number.
    pub fn of_first(model: &Model, first: &[usize]) -> (Program, usize) {
        let mut program = Program::of_terms(model, first);
        let count = program.rows.len();
        program.one_a_day();
        for (index, term) in model.terms.iter().enumerate() {
            if first.binary_search(&index).is_err() {
                lowering::term(&mut program, term);
            }
        }
        (program, count)
    }

    /// At most one duty a cell.
    fn one_a_day(&mut self) {
        for cell in 0..self.cells.len() {
            if self.cells[cell].len() > 1 {
                let held = self.cell_linear(cell, DutySet::all(DutySet::CAPACITY));
                self.row(held, f64::NEG_INFINITY, 1.0);
            }
        }
    }

    /// The program of some of a model's terms, by index; that a person holds at most one duty a day is
    /// left to whoever asks.
    pub fn of_terms(model: &Model, terms: &[usize]) -> Program {
        let mut program = Program::of_cells(model);
        for index in terms {
            lowering::term(&mut program, &model.terms[*index]);
        }
        program
    }

    fn of_cells(model: &Model) -> Program {
        let mut program = Program {
            people: model.people,
            days: model.days,
            ..Program::default()
        };
        for cell in model.allowed().iter().flatten() {
            let vars = cell
                .iter()
                .map(|duty| (duty, program.push(0.0, 1.0, true, 0.0)))
                .collect();
            program.cells.push(vars);
        }
        program
    }

    /// For every cell (`person * days + day`) the duties allowed there and their variables.
    pub fn cells(&self) -> &[Vec<(usize, usize)>] {
        &self.cells
    }

    /// The least and the most that every variable can be, cells at most one duty a day; for those
    /// beside the cells as far as it follows from the way their values come about.
    pub fn ranges(&self) -> Vec<(f64, f64)> {
        let cells = self.vars.len() - self.recipes.len();
        let mut cell_of = vec![0; cells];
        for (cell, vars) in self.cells.iter().enumerate() {
            vars.iter().for_each(|(_, var)| cell_of[*var] = cell);
        }
        let mut ranges: Vec<(f64, f64)> = vec![(0.0, 1.0); cells];
        for (recipe, var) in self.recipes.iter().zip(&self.vars[cells..]) {
            let range = recipe.range(&ranges, &cell_of);
            ranges.push((range.0.max(var.low), range.1.min(var.high)));
        }
        ranges
    }

    /// What every solution costs at least, by prices of the rows (Lagrange): any prices give a bound, those of the relaxation's
    /// optimum the relaxation's. Each variable then takes the cheaper end of its range.
    pub fn lagrange(&self, prices: &[f64]) -> f64 {
        let mut reduced: Vec<f64> = self.vars.iter().map(|var| var.cost).collect();
        let mut bound = 0.0;
        for (row, &price) in self.rows.iter().zip(prices) {
            let side = if price > 0.0 { row.low } else { row.high };
            if price == 0.0 || !side.is_finite() {
                continue;
            }
            bound += price * side;
            for (var, factor) in &row.terms {
                reduced[*var] -= price * factor;
            }
        }
        let ranges = self.ranges();
        let least = ranges.iter().zip(&reduced);
        bound
            + least
                .map(|((low, high), d)| f64::min(d * low, d * high))
                .sum::<f64>()
    }

    /// A new variable beside the cells, with the way its value follows from a roster.
    pub fn var(&mut self, low: f64, high: f64, whole: bool, cost: f64, recipe: Recipe) -> usize {
        self.recipes.push(recipe);
        self.push(low, high, whole, cost)
    }

    fn push(&mut self, low: f64, high: f64, whole: bool, cost: f64) -> usize {
        self.vars.push(Var {
            low,
            high,
            whole,
            cost,
        });
        self.vars.len() - 1
    }

    /// A row from an expression; its constant moves to the sides, equal variables are gathered.
    pub fn row(&mut self, linear: Linear, low: f64, high: f64) {
        let mut gathered: BTreeMap<usize, f64> = BTreeMap::new();
        for (var, factor) in linear.terms {
            *gathered.entry(var).or_default() += factor;
        }
        self.rows.push(Row {
            terms: gathered.into_iter().filter(|(_, c)| *c != 0.0).collect(),
            low: low - linear.constant,
            high: high - linear.constant,
        });
    }

    fn cell_linear(&self, cell: usize, duties: DutySet) -> Linear {
        Linear {
            terms: self.cells[cell]
                .iter()
                .filter(|(duty, _)| duties.has(*duty))
                .map(|(_, var)| (*var, 1.0))
                .collect(),
            constant: 0.0,
        }
    }

    /// 1 when the person holds one of the duties that day, else 0.
    pub fn held(&self, person: usize, day: usize, duties: DutySet) -> Linear {
        self.cell_linear(person * self.days + day, duties)
    }

    /// The roster that a solution's values stand for.
    pub fn roster(&self, values: &[f64]) -> Roster {
        let empty = || Roster::empty(self.people, self.days);
        let mut roster = self.rest.clone().unwrap_or_else(empty);
        for (cell, vars) in self.cells.iter().enumerate() {
            if vars.is_empty() {
                continue;
            }
            let on = |(_, var): &&(usize, usize)| values.get(*var).is_some_and(|v| *v > 0.5);
            let duty = vars.iter().find(on).map(|(duty, _)| *duty);
            roster.cells[cell / self.days][cell % self.days] = duty;
        }
        roster
    }

    /// The program of some free cells, all others as in `roster`, and the values of its variables
    /// for that roster. What the fixed cells alone decide is left out, its cost too.
    pub fn part(&self, roster: &Roster, free: &[Vec<bool>]) -> (Program, Vec<f64>) {
        let values = self.values(roster);
        let open = |cell: usize| free[cell / self.days][cell % self.days];
        let mut live = vec![false; self.vars.len()];
        for cell in (0..self.cells.len()).filter(|c| open(*c)) {
            for (_, var) in &self.cells[cell] {
                live[*var] = true;
            }
        }
        let cells = self.vars.len() - self.recipes.len();
        self.spread_life(&mut live, cells);
        let mut part = Program {
            people: self.people,
            days: self.days,
            rest: Some(roster.clone()),
            ..Program::default()
        };
        let mut start = Vec::new();
        let mut place = vec![usize::MAX; self.vars.len()];
        for var in (0..self.vars.len()).filter(|v| live[*v]) {
            place[var] = part.vars.len();
            part.vars.push(self.vars[var]);
            start.push(values[var]);
        }
        let moved = |(duty, var): &(usize, usize)| (*duty, place[*var]);
        part.cells = (0..self.cells.len())
            .map(|cell| {
                if open(cell) {
                    self.cells[cell].iter().map(moved).collect()
                } else {
                    Vec::new()
                }
            })
            .collect();
        for row in &self.rows {
            part.rows.extend(reduced(row, &live, &place, &values));
        }
        (part, start)
    }

    /// Makes every cell variable dearer by a number from `more`.
    pub fn perturb(&mut self, mut more: impl FnMut() -> f64) {
        for (_, var) in self.cells.iter().flatten() {
            self.vars[*var].cost += more();
        }
    }

    /// A variable beside the cells is live when a row ties it to a live one.
    fn spread_life(&self, live: &mut [bool], cells: usize) {
        let mut changed = true;
        while std::mem::take(&mut changed) {
            for row in &self.rows {
                if !row.terms.iter().any(|(var, _)| live[*var]) {
                    continue;
                }
                for (var, _) in row.terms.iter().filter(|(var, _)| *var >= cells) {
                    changed |= !std::mem::replace(&mut live[*var], true);
                }
            }
        }
    }

    /// The values of all variables for a roster: a start for the solver.
    pub fn values(&self, roster: &Roster) -> Vec<f64> {
        let mut values = Vec::with_capacity(self.vars.len());
        for (cell, vars) in self.cells.iter().enumerate() {
            let held = roster.get(PersonIx(cell / self.days), cell % self.days);
            for (duty, _) in vars {
                values.push(f64::from(u8::from(held == Some(*duty))));
            }
        }
        for recipe in &self.recipes {
            let value = recipe.value(&values);
            values.push(value);
        }
        values
    }
}

/// A row with the fixed variables moved to its sides; `None` when nothing is left.
fn reduced(row: &Row, live: &[bool], place: &[usize], values: &[f64]) -> Option<Row> {
    let (open, fixed): (Vec<_>, Vec<_>) = row.terms.iter().partition(|(var, _)| live[*var]);
    let constant: f64 = fixed.iter().map(|(var, c)| c * values[*var]).sum();
    (!open.is_empty()).then(|| Row {
        terms: open.iter().map(|(var, c)| (place[*var], *c)).collect(),
        low: row.low - constant,
        high: row.high - constant,
    })
}

impl Linear {
    /// The least and the most, when of each cell at most one variable is 1.
    fn range(&self, ranges: &[(f64, f64)], cell_of: &[usize]) -> (f64, f64) {
        let mut gathered: BTreeMap<usize, f64> = BTreeMap::new();
        for (var, factor) in &self.terms {
            *gathered.entry(*var).or_default() += factor;
        }
        let mut cells: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
        let mut range = (self.constant, self.constant);
        for (var, factor) in gathered {
            if let Some(cell) = cell_of.get(var) {
                let held = cells.entry(*cell).or_default();
                *held = (held.0.min(factor), held.1.max(factor));
            } else {
                let (a, b) = (factor * ranges[var].0, factor * ranges[var].1);
                range = (range.0 + a.min(b), range.1 + a.max(b));
            }
        }
        let held = cells.values();
        held.fold(range, |(low, high), (a, b)| (low + a, high + b))
    }
}

impl Recipe {
    fn range(&self, ranges: &[(f64, f64)], cell_of: &[usize]) -> (f64, f64) {
        let all = |of: &[Linear]| {
            of.iter()
                .map(|l| l.range(ranges, cell_of))
                .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), (a, b)| {
                    (low.min(a), high.max(b))
                })
        };
        match self {
            Recipe::Started(excess, unit) => (
                0.0,
                (excess.range(ranges, cell_of).1 / unit).ceil().max(0.0),
            ),
            Recipe::Largest(of) | Recipe::Smallest(of) => all(of),
        }
    }

    fn value(&self, values: &[f64]) -> f64 {
        let all = |of: &[Linear]| of.iter().map(|l| l.value(values)).collect::<Vec<_>>();
        match self {
            Recipe::Started(excess, unit) => (excess.value(values) / unit).ceil().max(0.0),
            Recipe::Largest(of) => all(of).into_iter().fold(f64::NEG_INFINITY, f64::max),
            Recipe::Smallest(of) => all(of).into_iter().fold(f64::INFINITY, f64::min),
        }
    }
}
