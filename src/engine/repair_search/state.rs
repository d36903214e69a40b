//! The roster of the repair search, with what its terms are at: a change costs as much as the terms that look at the cell.

use super::changes::{self, Change, Summand};
use crate::domain::{PersonIx, Roster};
use crate::model::{DutySet, Form, Model, Term, violation};
use std::ops::Range;

/// That a term looks at a cell.
struct Incidence {
    term: usize,
    /// In a sum: which of its summands are those of the cell. Other terms are looked at as a whole.
    summands: Range<usize>,
}

pub struct State {
    pub model: Model,
    /// Terms of each cell, by person × days + day; ascending.
    incidences: Vec<Vec<Incidence>>,
    /// By term: the summands of a sum, by cell.
    summands: Vec<Vec<Summand>>,
    /// Values of the sums, by term.
    sums: Vec<i64>,
    /// What a cell may hold without breaking a term of its own.
    allowed: Vec<DutySet>,
    free: Vec<bool>,
    pub roster: Roster,
    /// Units by which each term is broken.
    broken: Vec<i64>,
    /// Terms that are broken, those of fewer cells first.
    open: Vec<usize>,
}

impl State {
    /// All terms of the model are hard.
    pub fn new(mut model: Model, start: &Roster, free: &[Vec<bool>]) -> State {
        // Terms of few cells have few changes and say soonest that too many are needed.
        model.terms.sort_by_cached_key(|t| t.form.cells().len());
        let cells = model.people * model.days;
        let mut incidences: Vec<Vec<Incidence>> = Vec::new();
        incidences.resize_with(cells, Vec::new);
        let mut all_summands = Vec::with_capacity(model.terms.len());
        for (term, Term { form, .. }) in model.terms.iter().enumerate() {
            let summands = match form {
                Form::Count { sum, .. } => changes::summands(sum, model.days),
                _ => Vec::new(),
            };
            let mut at = 0;
            for (person, day) in form.cells() {
                let cell = person.0 * model.days + day;
                let from = at;
                while summands.get(at).is_some_and(|summand| summand.cell == cell) {
                    at += 1;
                }
                if let Some(own) = incidences.get_mut(cell) {
                    let summands = from..at;
                    own.push(Incidence { term, summands });
                }
            }
            all_summands.push(summands);
        }
        let sum = |t: &Term| match &t.form {
            Form::Count { sum, .. } => sum.value(start),
            _ => 0,
        };
        let broken = model.terms.iter().map(|t| violation(t, start).hard);
        let broken: Vec<i64> = broken.collect();
        let is_free = |cell: usize| {
            let row = free.get(cell / model.days);
            row.and_then(|row| row.get(cell % model.days))
                .copied()
                .unwrap_or(false)
        };
        State {
            incidences,
            summands: all_summands,
            sums: model.terms.iter().map(sum).collect(),
            allowed: model.allowed().into_iter().flatten().collect(),
            free: (0..cells).map(is_free).collect(),
            roster: start.clone(),
            open: (0..broken.len()).filter(|t| broken[*t] > 0).collect(),
            broken,
            model,
        }
    }

    /// Terms that are broken, those of fewer cells first.
    pub fn open(&self) -> &[usize] {
        &self.open
    }

    pub fn cell(&self, change: Change) -> usize {
        change.person * self.model.days + change.day
    }

    /// The changes of which one must be made to mend a broken term, by cell.
    pub fn changes(&self, term: usize) -> Vec<Change> {
        let form = &self.model.terms[term];
        let mut changes = changes::changes(form, &self.summands[term], &self.roster, &self.model);
        changes.retain(|change| {
            let cell = self.cell(*change);
            let allowed = |duty| self.allowed[cell].has(duty);
            self.free[cell] && change.value.is_none_or(allowed)
        });
        changes
    }

    /// How many of these changes a broken term needs at least: sums may need several.
    pub fn needed(&self, term: usize, changes: &[Change]) -> usize {
        let Form::Count { low, high, .. } = &self.model.terms[term].form else {
            return 1;
        };
        let value = self.sums[term];
        let lacking = match (low, high) {
            (Some(low), _) if value < low.at => low.at - value,
            (_, Some(high)) if value > high.at => value - high.at,
            _ => return 1,
        };
        // What each cell can do at best, the best first; changes come sorted by cell.
        let own = changes.chunk_by(|a, b| (a.person, a.day) == (b.person, b.day));
        let most = |cell: &[Change]| cell.iter().map(|c| c.effect.abs()).max().unwrap_or(0);
        let mut best: Vec<i64> = own.map(most).collect();
        best.sort_unstable_by_key(|effect| std::cmp::Reverse(*effect));
        let mut sum = 0;
        let enough = best.iter().position(|effect| {
            sum += effect;
            sum >= lacking
        });
        enough.map_or(usize::MAX, |last| last + 1)
    }

    /// Whether a change can mend a broken term by itself; of sums it is known, of others that they look at the cell.
    pub fn may_mend(&self, term: usize, change: Change) -> bool {
        let cell = self.cell(change);
        let incidences = &self.incidences[cell];
        let Ok(place) = incidences.binary_search_by_key(&term, |incidence| incidence.term) else {
            return false;
        };
        let form = &self.model.terms[term].form;
        if !matches!(form, Form::Count { .. }) {
            return true;
        }
        let own = &self.summands[term][incidences[place].summands.clone()];
        let held = self.roster.get(PersonIx(change.person), change.day);
        let value = self.sums[term] + changes::worth(own, change.value) - changes::worth(own, held);
        beyond(form, value) == 0
    }

    /// Makes a change; its cell is not changed again until it is taken back.
    pub fn make(&mut self, change: Change) -> Option<usize> {
        let before = self.set(change.person, change.day, change.value);
        let cell = self.cell(change);
        self.free[cell] = false;
        before
    }

    pub fn take_back(&mut self, change: Change, before: Option<usize>) {
        self.set(change.person, change.day, before);
        let cell = self.cell(change);
        self.free[cell] = true;
    }

    fn set(&mut self, person: usize, day: usize, value: Option<usize>) -> Option<usize> {
        let before = std::mem::replace(&mut self.roster.cells[person][day], value);
        for Incidence { term, summands } in &self.incidences[person * self.model.days + day] {
            let form = &self.model.terms[*term];
            let now = match &form.form {
                form @ Form::Count { .. } => {
                    let own = &self.summands[*term][summands.clone()];
                    self.sums[*term] += changes::worth(own, value) - changes::worth(own, before);
                    beyond(form, self.sums[*term])
                }
                _ => violation(form, &self.roster).hard,
            };
            let was = std::mem::replace(&mut self.broken[*term], now);
            let place = self.open.partition_point(|t| t < term);
            match (was > 0, now > 0) {
                (false, true) => self.open.insert(place, *term),
                (true, false) => {
                    self.open.remove(place);
                }
                _ => {}
            }
        }
        before
    }
}

/// Units by which a sum of this value is out of its bounds; all bounds here are hard.
fn beyond(form: &Form, value: i64) -> i64 {
    let Form::Count { low, high, .. } = form else {
        return 0;
    };
    let below = low.map_or(0, |low| low.started(low.at - value));
    let above = high.map_or(0, |high| high.started(value - high.at));
    below + above
}
