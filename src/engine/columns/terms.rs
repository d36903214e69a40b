//! A person's terms, sorted by what pricing does with them: what a cell costs by itself, runs and successions for
//! the automaton, sums for resources.

use super::automaton::Automaton;
use super::compile::Compiler;
use super::seen::{Seen, placed};
use super::split::remembered;
use crate::domain::Roster;
use crate::model::{Class, Form, Limit, Model, Price, Spot, Term, violation};

/// A person's terms, sorted by what the automaton does with them.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    /// Person.
    pub person: usize,
    /// Number of days.
    pub days: usize,
    /// Number of duties.
    pub duties: usize,
    /// All of them.
    pub forms: Vec<Term>,
    /// What each cell costs by itself, see [`Automaton::base`].
    pub base: Vec<Vec<f64>>,
    /// Runs.
    pub runs: Vec<RunTerm>,
    /// By the day of the later spot.
    pub follows: Vec<Vec<(Spot, Spot, Price)>>,
    /// What is remembered of terms that look at a few days.
    pub seen: Vec<Seen>,
    /// Terms that can become resources.
    pub sums: Vec<usize>,
}

/// A term on runs.
#[derive(Debug, Clone, Copy)]
pub struct RunTerm {
    /// Class of days.
    pub class: Class,
    /// First day.
    pub from: usize,
    /// The day after the last.
    pub to: usize,
    /// Days of the class before the first.
    pub before: Option<u32>,
    /// Shortest.
    pub low: Option<Limit>,
    /// Longest.
    pub high: Option<Limit>,
    /// Lengths from here on are alike.
    pub cap: u8,
}

/// Points of so many units.
pub fn points(units: i64, price: Price) -> f64 {
    match price {
        _ if units == 0 => 0.0,
        Price::Hard => f64::INFINITY,
        Price::Soft(p) => (units * p) as f64,
    }
}

/// What a value beyond its bounds costs.
pub fn beyond(value: i64, low: Option<Limit>, high: Option<Limit>) -> f64 {
    let under = low.map_or(0.0, |l| points(l.started(l.at - value), l.price));
    under + high.map_or(0.0, |h| points(h.started(value - h.at), h.price))
}

impl Terms {
    /// The person's own terms of a model.
    pub fn of(model: &Model, person: usize, own: &[usize]) -> Terms {
        let mut terms = Terms {
            person,
            days: model.days,
            duties: model.duties,
            base: vec![vec![0.0; model.duties + 1]; model.days],
            follows: vec![Vec::new(); model.days],
            ..Terms::default()
        };
        let forms = own
            .iter()
            .map(|index| remembered(&model.terms[*index].form));
        let forms: Vec<Option<Seen>> = forms.collect();
        let mut seen = placed(forms.iter().flatten().cloned().collect()).into_iter();
        for (index, form) in own.iter().zip(&forms) {
            match form.as_ref().and_then(|_| seen.next().flatten()) {
                Some(seen) => {
                    terms.seen.push(seen);
                    terms.forms.push(model.terms[*index].clone());
                }
                None => terms.add(&model.terms[*index]),
            }
        }
        terms
    }

    fn add(&mut self, term: &Term) {
        match &term.form {
            Form::Forbid { spot, price } => {
                for duty in spot.duties.iter().filter(|d| *d < self.duties) {
                    self.base[spot.day][duty] += points(1, *price);
                }
                self.forms.push(term.clone());
                return;
            }
            Form::Count { sum, low, high } if one_day(sum.items.iter().map(|i| i.spot.day)) => {
                let day = sum.items[0].spot.day;
                for duty in 0..=self.duties {
                    let held = sum
                        .items
                        .iter()
                        .filter(|i| i.spot.duties.has(duty) && duty < self.duties);
                    let value = sum.base + held.map(|i| i.weight).sum::<i64>();
                    self.base[day][duty] += beyond(value, *low, *high);
                }
                self.forms.push(term.clone());
                return;
            }
            Form::Count { .. } | Form::Touch { .. } => self.sums.push(self.forms.len()),
            Form::Run {
                class,
                from,
                to,
                before,
                low,
                high,
                ..
            } => {
                let cap = low
                    .map_or(0, |l| l.at)
                    .max(high.map_or(0, |h| h.at + 1))
                    .clamp(1, 120);
                self.runs.push(RunTerm {
                    class: *class,
                    from: *from,
                    to: *to,
                    before: *before,
                    low: *low,
                    high: *high,
                    cap: cap as u8,
                });
            }
            Form::Follow { first, then, price } => {
                self.follows[then.day].push((*first, *then, *price))
            }
            Form::Spread { .. } | Form::Match { .. } => {}
        }
        self.forms.push(term.clone());
    }

    /// What a row costs by the person's own terms; `None` when it breaks a hard one. Also the terms that
    /// could be resources and are broken, by their index.
    pub fn judge(&self, row: &[Option<usize>]) -> (Option<i64>, Vec<usize>) {
        let mut cells = vec![Vec::new(); self.person + 1];
        cells[self.person] = row.to_vec();
        let roster = Roster { cells };
        let (mut cost, mut hard, mut broken) = (0, false, Vec::new());
        for (index, form) in self.forms.iter().enumerate() {
            let b = violation(form, &roster);
            cost += b.soft;
            hard |= b.hard > 0;
            if (b.hard > 0 || b.soft > 0) && self.sums.contains(&index) {
                broken.push(index);
            }
        }
        ((!hard).then_some(cost), broken)
    }

    /// The terms that can become resources, by their index.
    #[cfg(test)]
    pub fn sums_in_force(&self) -> Vec<usize> {
        self.sums.clone()
    }

    /// The automaton with the resources for some of the sums; those that find no slot are left out.
    pub fn automaton(&self, active: &[usize]) -> Automaton {
        Compiler::new(self, active).compile()
    }
}

fn one_day(mut days: impl Iterator<Item = usize>) -> bool {
    days.next().is_some_and(|first| days.all(|d| d == first))
}
