//! A roster that is to be mended: the fewest changes that do it, and what stands in the way where none do.

use super::until::{TimeShare, UntilBeyond, exactly};
use super::{Plan, Planned, between, standing};
use crate::domain::{PersonIx, Problem, Roster};
use crate::engine::repair_search::{Effort, changed, fewest_changes};
use crate::engine::{End, EngineError, Limits, Watch, portfolio};
use crate::model::{
    Cell, DutySet, Form, Limit, Model, Nearby, Price, Spot, Sum, Tag, Term, violation,
};
use crate::rules::{Breach, RuleBook, Weight};
use crate::verify::verify;
use std::cmp::Ordering;

/// Changes up to which every way is tried; more are left to the integer program.
const MOST: usize = 6;

/// Changes that are tried: some seconds for a team of thirty.
const TRIES: u64 = 400_000;

/// Cells (person, day, duty) for each second that is left: of more the integer program would not even be set up.
const CELLS: f64 = 25_000.0;

/// Ways with the fewest changes that are compared, and alternatives that are shown.
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
    /// What somebody must do, whatever the rules say.
    must: Option<Term>,
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
            must: None,
        }
    }

    /// This person must have at least so many of these shifts (days and duties), whatever the rules say.
    pub fn must(&mut self, person: PersonIx, shifts: &[(usize, usize)], least: usize) {
        let mut sum = Sum::default();
        for (day, duty) in shifts {
            sum.add(person, *day, DutySet::one(*duty), 1);
        }
        let days = || shifts.iter().map(|(day, _)| *day);
        self.must = Some(Term {
            tag: Tag {
                rule: usize::MAX,
                people: vec![person],
                days: (days().min().unwrap_or(0), days().max().unwrap_or(0)),
            },
            form: Form::Count {
                sum,
                low: Some(Limit {
                    at: i64::try_from(least).unwrap_or(i64::MAX),
                    unit: 1,
                    price: Price::Hard,
                }),
                high: None,
            },
        });
    }

    /// This cell stays as it is.
    pub fn fix(&mut self, person: PersonIx, day: usize) {
        if let Some(cell) = self.free.get_mut(person.0).and_then(|row| row.get_mut(day)) {
            *cell = false;
        }
    }

    /// The start without the shifts that can stay in no roster, and that nothing can take the place of: those of people
    /// who have left, or are away.
    pub fn cleared(&self) -> Roster {
        let allowed = self.book.lower(self.problem).allowed();
        let mut roster = self.start.clone();
        for (person, row) in PersonIx::enumerate(&mut roster.cells) {
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
        self.planned(&self.terms(self.problem), limits, watch)
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
        self.planned(&self.terms(strict), limits, watch)
    }

    /// The rules as terms. What is broken on days that are over nobody can mend any more: it does not stand in the way.
    fn terms(&self, problem: &Problem) -> Terms {
        let mut model = self.book.lower(problem);
        let mut terms = Vec::with_capacity(model.terms.len());
        let mut over = Vec::new();
        for term in model.terms {
            let broken = violation(&term, self.start).hard > 0;
            if !broken {
                terms.push(term);
            } else if term.tag.days.1 < self.today {
                over.push(term.tag);
            } else {
                let (rest, cut) = from_today(term, self.start, self.today);
                terms.extend(rest);
                over.extend(cut);
            }
        }
        terms.extend(self.must.clone());
        model.terms = terms;
        Terms { model, over }
    }

    fn planned(
        &self,
        terms: &Terms,
        limits: &Limits,
        watch: &dyn Watch,
    ) -> Result<Planned, EngineError> {
        let effort = Effort {
            most: MOST,
            tries: TRIES,
            ways: COMPARED,
        };
        let own = TimeShare::of(limits, watch);
        let found = fewest_changes(&terms.model, self.start, &self.free, effort, &own);
        if !found.ways.is_empty() {
            return Ok(Planned {
                ways: found.ways.len(),
                plans: self.fairest(terms, found.ways),
                bound: found.bound,
                proven: true,
            });
        }
        let cells = (self.free.len() * self.problem.days() * terms.model.duties) as f64;
        if watch.stop() || (limits.seconds - watch.seconds()) * CELLS < cells {
            return Ok(Planned {
                bound: found.bound,
                ..Planned::default()
            });
        }
        let mut planned = self.by_program(terms, limits, watch)?;
        planned.bound = planned.bound.max(found.bound);
        if let Some(plan) = planned.plans.first() {
            planned.proven |= planned.bound >= plan.cells.len();
        }
        Ok(planned)
    }

    /// The fairest of some ways by what they cost; of equals the one whose changes are furthest away.
    fn fairest(&self, terms: &Terms, ways: Vec<Vec<Cell>>) -> Vec<Plan> {
        let mut nearby = Nearby::new(&terms.model, self.start);
        let nearness = |way: &[Cell]| -> usize {
            let days = way.iter().map(|c| self.problem.days() - c.day);
            days.sum()
        };
        let mut ranked: Vec<(i64, usize, Vec<Cell>)> = Vec::with_capacity(ways.len());
        for mut way in ways {
            way.sort_unstable();
            ranked.push((nearby.more(&way).soft, nearness(&way), way));
        }
        ranked.sort_by(|a, b| {
            (a.0, a.1)
                .cmp(&(b.0, b.1))
                .then_with(|| self.before(&a.2, &b.2))
        });
        ranked.truncate(SHOWN);
        let made =
            |(_, _, way): (i64, usize, Vec<Cell>)| self.made(terms, changed(self.start, &way));
        ranked.into_iter().map(made).collect()
    }

    /// The order of two rosters, by the first cell in which they differ; of each what it changes, sorted.
    fn before(&self, a: &[Cell], b: &[Cell]) -> Ordering {
        let place = |c: &Cell| (c.person, c.day);
        let start = |c: &Cell| self.start.get(c.person, c.day);
        let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
        match (a.get(same), b.get(same)) {
            (Some(a), Some(b)) if place(a) == place(b) => a.value.cmp(&b.value),
            (Some(a), Some(b)) if place(a) < place(b) => a.value.cmp(&start(a)),
            (_, Some(b)) => start(b).cmp(&b.value),
            (Some(a), None) => a.value.cmp(&start(a)),
            (None, None) => Ordering::Equal,
        }
    }

    fn made(&self, terms: &Terms, roster: Roster) -> Plan {
        let verdict = verify(self.problem, self.book, &roster);
        let stands = |b: &&Breach| b.weight == Weight::Hard && !terms.excuse(b, self.today);
        Plan {
            cells: between(self.start, &roster),
            broken: verdict.breaches.iter().filter(stands).cloned().collect(),
            roster,
            verdict,
        }
    }

    /// The same as a model whose cost is the number of changes, for any engine.
    pub fn program(&self) -> Model {
        self.program_of(&self.terms(self.problem))
    }

    fn program_of(&self, terms: &Terms) -> Model {
        let mut program = terms.model.hard(Price::Hard);
        keep(&mut program, self.start, &self.free);
        program
    }

    fn by_program(
        &self,
        terms: &Terms,
        limits: &Limits,
        watch: &dyn Watch,
    ) -> Result<Planned, EngineError> {
        let program = self.program_of(terms);
        let cells = self.free.iter().flatten().filter(|free| **free).count();
        let until = UntilBeyond::new(watch, cells);
        let outcome = portfolio::run(&program, &exactly(limits), &until)?;
        let bound = usize::try_from(outcome.bound.unwrap_or(0)).unwrap_or(0);
        // More changes than there are cells are none.
        let none = outcome.end == End::Infeasible || bound > cells || until.is_beyond();
        let Some((roster, points)) = outcome.best else {
            return Ok(Planned {
                bound: bound.min(cells + 1),
                proven: none,
                ..Planned::default()
            });
        };
        let proven = usize::try_from(points.soft).is_ok_and(|changes| changes <= bound);
        Ok(Planned {
            plans: vec![self.made(terms, roster)],
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
        let mut program = self.terms(self.problem).model.hard(Price::Soft(UNIT));
        program.terms.extend(self.must.clone());
        keep(&mut program, self.start, &self.free);
        let outcome = portfolio::run(&program, &exactly(limits), watch)?;
        let Some((roster, _)) = outcome.best else {
            return Ok(Vec::new());
        };
        let breaches = self.book.check(self.problem, &roster);
        Ok(standing(breaches, self.today))
    }
}

/// The rules of a month that is under way.
struct Terms {
    model: Model,
    /// Where terms come from that are broken on days that are over, and were left out.
    over: Vec<Tag>,
}

impl Terms {
    /// Whether a breach comes of days that are over.
    fn excuse(&self, breach: &Breach, today: usize) -> bool {
        let of = |tag: &Tag| {
            let person = |p: &PersonIx| tag.people.contains(p);
            let people = tag.people.is_empty() || breach.people.iter().any(person);
            tag.rule == breach.instance && people
        };
        breach.days.iter().any(|day| *day < today) && self.over.iter().any(of)
    }
}

/// A broken term that reaches into the days that can still change. Runs begin today, with what was before them as it
/// was: one that was too long long ago does not matter any more. Gives where it comes from, if it was cut so.
fn from_today(term: Term, start: &Roster, today: usize) -> (Vec<Term>, Option<Tag>) {
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
        return (vec![term], None);
    };
    if from >= today || to <= today {
        return (vec![term], None);
    }
    let holds = |day: &usize| class.holds(start.get(person, *day));
    let held = (from..today).rev().take_while(holds).count();
    let reaches = held == today - from;
    let length = u32::try_from(held).unwrap_or(u32::MAX);
    let seen = length.saturating_add(before.filter(|_| reaches).unwrap_or(0));
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
    let runs = if reaches && before.is_none() {
        // Where it began has not been seen: too short it cannot be said to be, too long it can.
        vec![run(Some(seen), None, high), run(None, low, None)]
    } else {
        vec![run(Some(seen), low, high)]
    };
    (runs, Some(term.tag))
}

/// A price of one on every cell that changes, and no change where none is free.
fn keep(model: &mut Model, start: &Roster, free: &[Vec<bool>]) {
    let all = DutySet::all(model.duties);
    for (person, row) in PersonIx::enumerate(&start.cells) {
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
