//! A roster that is to be mended: the fewest changes that do it, and what stands in the way where none do.

use super::{Plan, Planned, between, standing};
use crate::domain::{Problem, Roster};
use crate::engine::fewest::{Effort, fewest};
use crate::engine::{End, EngineError, Limits, Watch, portfolio};
use crate::model::{DutySet, Form, Limit, Model, Price, Spot, Sum, Tag, Term, score, violation};
use crate::rules::{Breach, RuleBook};
use crate::verify::verify;

/// Changes up to which every way is tried; more are left to the integer program.
const MOST: usize = 6;

/// Changes that are tried: some seconds for a team of thirty.
const TRIES: u64 = 400_000;

/// Rosters with the fewest changes that are compared, and alternatives that are shown.
const COMPARED: usize = 5_000;
const SHOWN: usize = 5;

/// Units that the roster for [`Mending::least`] is priced at; more than cells of a month could cost.
const UNIT: i64 = 1000;

/// A roster that is to be mended.
#[derive(Debug, Clone)]
pub struct Mending<'a> {
    problem: &'a Problem,
    book: &'a RuleBook,
    start: &'a Roster,
    /// Days before this one are over.
    today: usize,
    /// Cells that may change, by person and day.
    free: Vec<Vec<bool>>,
}

impl<'a> Mending<'a> {
    /// All cells from `today` on may change.
    pub fn new(
        problem: &'a Problem,
        book: &'a RuleBook,
        start: &'a Roster,
        today: usize,
    ) -> Mending<'a> {
        let row: Vec<bool> = (0..problem.days()).map(|day| day >= today).collect();
        Mending {
            problem,
            book,
            start,
            today,
            free: vec![row; problem.people.len()],
        }
    }

    /// This cell stays as it is.
    pub fn fix(&mut self, person: usize, day: usize) {
        if let Some(cell) = self.free.get_mut(person).and_then(|row| row.get_mut(day)) {
            *cell = false;
        }
    }

    /// The start without the shifts that can stay in no roster, and that nothing can take the place of: those of people
    /// who have left, or are away.
    pub fn cleared(&self) -> Roster {
        let allowed = self.book.lower(self.problem).allowed();
        let mut roster = self.start.clone();
        for (person, row) in roster.cells.iter_mut().enumerate() {
            for (day, cell) in row.iter_mut().enumerate() {
                if self.free[person][day] && allowed[person][day].is_empty() {
                    *cell = None;
                }
            }
        }
        roster
    }

    /// The fewest changes that restore every hard rule.
    ///
    /// # Errors
    /// The solver fails.
    pub fn plan(&self, limits: &Limits, watch: &dyn Watch) -> Result<Planned, EngineError> {
        self.planned(&self.model(self.problem), limits, watch)
    }

    /// The fewest changes that restore every hard rule of a stricter problem with the same cells.
    ///
    /// # Errors
    /// The solver fails.
    pub fn plan_keeping(
        &self,
        strict: &Problem,
        limits: &Limits,
        watch: &dyn Watch,
    ) -> Result<Planned, EngineError> {
        self.planned(&self.model(strict), limits, watch)
    }

    /// The rules as terms. What is broken on days that are over nobody can mend any more: it does not stand in the way.
    fn model(&self, problem: &Problem) -> Model {
        let mut model = self.book.lower(problem);
        let mut terms = Vec::with_capacity(model.terms.len());
        for term in model.terms {
            let broken = violation(&term, self.start).hard > 0;
            match (broken, term.tag.days.1 < self.today) {
                (false, _) => terms.push(term),
                (true, true) => {}
                (true, false) => terms.extend(from_today(term, self.start, self.today)),
            }
        }
        model.terms = terms;
        model
    }

    fn planned(
        &self,
        model: &Model,
        limits: &Limits,
        watch: &dyn Watch,
    ) -> Result<Planned, EngineError> {
        let effort = Effort {
            most: MOST,
            tries: TRIES,
            rosters: COMPARED,
        };
        let found = fewest(model, self.start, &self.free, effort, watch);
        if !found.rosters.is_empty() {
            let ways = found.rosters.len();
            return Ok(Planned {
                plans: self.fairest(model, found.rosters),
                ways,
                bound: found.bound,
                proven: true,
            });
        }
        let mut planned = self.by_program(model, limits, watch)?;
        planned.bound = planned.bound.max(found.bound);
        if let Some(plan) = planned.plans.first() {
            planned.proven |= planned.bound >= plan.cells.len();
        }
        Ok(planned)
    }

    /// The fairest of some rosters by what they cost; of equals the one whose changes are furthest away.
    fn fairest(&self, model: &Model, rosters: Vec<Roster>) -> Vec<Plan> {
        let nearness = |roster: &Roster| -> usize {
            let cells = between(self.start, roster);
            cells.iter().map(|c| self.problem.days() - c.day).sum()
        };
        let mut ranked: Vec<(i64, usize, Roster)> = rosters
            .into_iter()
            .map(|roster| (score(model, &roster).soft, nearness(&roster), roster))
            .collect();
        ranked.sort_by(|a, b| (a.0, a.1, &a.2.cells).cmp(&(b.0, b.1, &b.2.cells)));
        ranked.truncate(SHOWN);
        let made = |(_, _, roster)| self.made(roster);
        ranked.into_iter().map(made).collect()
    }

    fn made(&self, roster: Roster) -> Plan {
        let cells = between(self.start, &roster);
        let verdict = verify(self.problem, self.book, &roster);
        Plan {
            roster,
            cells,
            verdict,
        }
    }

    /// The same as a program whose cost is the number of changes.
    fn by_program(
        &self,
        model: &Model,
        limits: &Limits,
        watch: &dyn Watch,
    ) -> Result<Planned, EngineError> {
        let mut program = model.hard(Price::Hard);
        keep(&mut program, self.start, &self.free);
        let outcome = portfolio::run(&program, &exactly(limits), watch)?;
        let bound = usize::try_from(outcome.bound.unwrap_or(0)).unwrap_or(0);
        let none = outcome.end == End::Infeasible;
        let Some((roster, points)) = outcome.best else {
            return Ok(Planned {
                bound,
                proven: none,
                ..Planned::default()
            });
        };
        let proven = usize::try_from(points.soft).is_ok_and(|changes| changes <= bound);
        Ok(Planned {
            plans: vec![self.made(roster)],
            ways: 1,
            bound,
            proven,
        })
    }

    /// The least that would have to give for a roster in these cells: what the roster that breaks the fewest units
    /// breaks, but for days that are over.
    ///
    /// # Errors
    /// The solver fails.
    pub fn least(&self, limits: &Limits, watch: &dyn Watch) -> Result<Vec<Breach>, EngineError> {
        let mut program = self.model(self.problem).hard(Price::Soft(UNIT));
        keep(&mut program, self.start, &self.free);
        let outcome = portfolio::run(&program, &exactly(limits), watch)?;
        let Some((roster, _)) = outcome.best else {
            return Ok(Vec::new());
        };
        let breaches = self.book.check(self.problem, &roster);
        Ok(standing(breaches, self.today))
    }
}

fn exactly(limits: &Limits) -> Limits {
    Limits {
        gap: 0.0,
        ..*limits
    }
}

/// A broken term that reaches into the days that can still change. Runs begin today, with what was before them as it
/// was: one that was too long long ago does not matter any more.
fn from_today(term: Term, start: &Roster, today: usize) -> Vec<Term> {
    let Form::Run {
        person,
        class,
        from,
        to,
        before,
        low,
        high,
    } = term.form
    else {
        return vec![term];
    };
    if from >= today || to <= today {
        return vec![term];
    }
    let holds = |day: &usize| class.holds(start.get(person, *day));
    let held = (from..today).rev().take_while(holds).count();
    let reaches = held == today - from;
    let length = u32::try_from(held).unwrap_or(u32::MAX);
    let seen = length + before.filter(|_| reaches).unwrap_or(0);
    let run = |before, low, high| Term {
        tag: term.tag.clone(),
        form: Form::Run {
            person,
            class,
            from: today,
            to,
            before,
            low,
            high,
        },
    };
    match reaches && before.is_none() {
        // Where it began has not been seen: too short it cannot be said to be, too long it can.
        true => vec![run(Some(seen), None, high), run(None, low, None)],
        false => vec![run(Some(seen), low, high)],
    }
}

/// A price of one on every cell that changes, and no change where none is free.
fn keep(model: &mut Model, start: &Roster, free: &[Vec<bool>]) {
    let all = DutySet::all(model.duties);
    for (person, row) in start.cells.iter().enumerate() {
        for (day, held) in row.iter().enumerate() {
            let price = if free[person][day] {
                Price::Soft(1)
            } else {
                Price::Hard
            };
            let spot = |duties| Spot {
                person,
                day,
                duties,
            };
            let form = match held {
                None => Form::Forbid {
                    spot: spot(all),
                    price,
                },
                Some(duty) => {
                    let mut sum = Sum::default();
                    sum.add(person, day, DutySet::one(*duty), 1);
                    let low = Some(Limit {
                        at: 1,
                        unit: 1,
                        price,
                    });
                    Form::Count {
                        sum,
                        low,
                        high: None,
                    }
                }
            };
            let tag = Tag {
                rule: usize::MAX,
                people: vec![person],
                days: (day, day),
            };
            model.terms.push(Term { tag, form });
        }
    }
}
