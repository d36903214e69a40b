//! Hours that the ordinary day needs and the line of a date does not name: it replaces the day as a whole, which is not
//! always meant.

use super::line::{Figure, Line, SLOTS, half_hour};
use super::{Demand, InForce};
use crate::domain::Problem;
use crate::domain::time::Span;
use crate::source::days::Specificity;
use chrono::NaiveDate;

/// What a line of a date leaves out of the ordinary day.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Dropped {
    /// The days of the line as the file writes them.
    pub days: String,
    /// The first day of the month that it is about.
    pub first: NaiveDate,
    /// Half-hours in which the ordinary day needs people and nothing is said of that day.
    pub spans: Vec<Span>,
}

impl Demand<'_> {
    /// What lines of dates leave out on days of the month, one for each line.
    pub fn dropped(&self, problem: &Problem) -> Vec<Dropped> {
        let mut all: Vec<(usize, Dropped)> = Vec::new();
        for day in 0..problem.days() {
            let date = problem.date(day as i64);
            for skill in self.skills() {
                let Some(held) = self.in_force(skill, date) else {
                    continue;
                };
                let ordinary = self.ordinary(skill, date);
                let (Specificity::Date, Some(ordinary)) = (held.rank, ordinary) else {
                    continue;
                };
                let spans = left_out(held.line, ordinary.line);
                let known = all.iter().any(|(place, _)| *place == held.place);
                if known || spans.is_empty() {
                    continue;
                }
                let days = held.line.days_written();
                let first = date;
                all.push((held.place, Dropped { days, first, spans }));
            }
        }
        all.into_iter().map(|(_, dropped)| dropped).collect()
    }

    /// The line that would hold if none named the date.
    fn ordinary(&self, skill: Option<usize>, date: NaiveDate) -> Option<InForce<'_>> {
        let naming = self.naming(skill, date).filter(|held| !held.line.adds());
        let others = naming.filter(|held| held.rank < Specificity::Date);
        others.max_by_key(|held| (held.rank, held.place))
    }
}

/// Stretches of the day that the ordinary line wants people for, and the other says nothing of.
fn left_out(line: &Line<'_>, ordinary: &Line<'_>) -> Vec<Span> {
    let wanted = |slot: usize| {
        let figures = [Figure::Need, Figure::Least].into_iter();
        let said = figures.filter_map(|figure| ordinary.says(slot, figure));
        said.max().unwrap_or(0) > 0
    };
    let mut spans: Vec<Span> = Vec::new();
    for slot in (0..SLOTS).filter(|slot| wanted(*slot) && line.is_silent(*slot)) {
        let next = half_hour(slot);
        match spans.last_mut() {
            Some(span) if span.end == next.start => span.end = next.end,
            _ => spans.push(next),
        }
    }
    spans
}
