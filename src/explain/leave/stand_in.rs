//! Somebody who was named to stand in: which shifts of the leave they may take over, and the fewest changes in which they
//! take over as many of them as the hard rules allow.

use super::super::changes::{self, Mending, Outcome, Planned};
use super::{Request, taken_over};
use crate::domain::{PersonIx, Problem, Roster};
use crate::engine::{EngineError, Limits, Watch};
use crate::rules::{Breach, RuleBook, Weight};

/// Somebody who is to stand in.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct StandsIn {
    /// Who.
    pub person: PersonIx,
    /// Shifts of the leave, all of them.
    pub shifts: usize,
    /// Days and duties that the person may take over: those on which they are off; where there are none of these, those on
    /// which they have another shift.
    pub may: Vec<(usize, usize)>,
    /// Days of the other shifts, and why not.
    pub not: Vec<(usize, WhyNot)>,
    /// So many of the shifts that may be taken over are, in every plan; where there is no plan, in none.
    pub takes: usize,
}

/// Why somebody cannot take a shift over.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub enum WhyNot {
    /// They are on this shift themselves.
    SameShift,
    /// They have another shift on that day, and are off on others of the leave.
    OtherShift,
    /// A rule would be broken whatever else is changed; what it says, where it says it of this day.
    Rule(Option<Box<Breach>>),
}

impl StandsIn {
    /// What can be said of them by themselves; `without`: the roster without the shifts of the leave.
    pub(super) fn new(
        problem: &Problem,
        book: &RuleBook,
        (published, without): (&Roster, &Roster),
        request: &Request,
        person: PersonIx,
    ) -> StandsIn {
        let shift = |day| Some((day, published.get(request.person, day)?));
        let shifts: Vec<(usize, usize)> = request.days.clone().filter_map(shift).collect();
        let model = book.lower(problem);
        // Of the person's row nothing but the one shift: what is found then no change of other cells could mend.
        let rule = |day: usize, duty: usize| {
            let mut roster = without.clone();
            roster.cells[person].fill(None);
            let base = book.check(problem, &roster);
            roster.cells[person][day] = Some(duty);
            let mut new = changes::new_among(&base, &book.check(problem, &roster));
            new.retain(|b| b.people.contains(&person));
            new.sort_by_key(|b| b.weight != Weight::Hard);
            WhyNot::Rule(new.into_iter().next().map(Box::new))
        };
        let (mut may, mut not) = (Vec::new(), Vec::new());
        for (day, duty) in &shifts {
            let mut free = without.clone();
            free.cells[person][*day] = None;
            let could = !taken_over(problem, &free, person, &[(*day, *duty)]).is_empty();
            if without.get(person, *day) == Some(*duty) {
                not.push((*day, WhyNot::SameShift));
            } else if could && !model.barred(person, *day, *duty) {
                may.push((*day, *duty));
            } else {
                not.push((*day, rule(*day, *duty)));
            }
        }
        let off = |(day, _): &(usize, usize)| without.get(person, *day).is_none();
        if may.iter().any(off) {
            let busy = may.iter().filter(|shift| !off(shift));
            not.extend(busy.map(|(day, _)| (*day, WhyNot::OtherShift)));
            not.sort_by_key(|(day, _)| *day);
            may.retain(off);
        }
        StandsIn {
            person,
            shifts: shifts.len(),
            may,
            not,
            takes: 0,
        }
    }

    /// The fewest changes in which they take over as many shifts as can be. Where there are none, what would have to give
    /// for one.
    pub(super) fn plan(
        &mut self,
        mending: &mut Mending<'_>,
        limits: &Limits,
        watch: &dyn Watch,
    ) -> Result<(Planned, Vec<Breach>), EngineError> {
        let mut planned = Planned {
            proven: true,
            ..Planned::default()
        };
        for takes in (1..=self.may.len()).rev() {
            mending.must(self.person, &self.may, takes);
            planned = mending.plan(limits, watch)?;
            if planned.outcome() != Outcome::Impossible {
                self.takes = takes;
                return Ok((planned, Vec::new()));
            }
        }
        if self.may.is_empty() {
            return Ok((planned, Vec::new()));
        }
        let refusal = mending.least(limits, watch)?;
        Ok((planned, refusal))
    }
}
