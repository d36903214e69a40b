//! Can this leave be granted? What it leaves uncovered, who could stand in, and by repair search the fewest changes to the
//! published roster that restore every hard rule, with the proof that fewer do not.

pub mod cover;
mod stand_in;

pub use stand_in::{StandsIn, WhyNot};

use super::changes::{self, Mending, Outcome, Plan, Planned};
use super::difference::Difference;
use crate::domain::{Leave, LeaveState, PersonIx, Problem, Roster};
use crate::engine::{EngineError, Limits, Watch};
use crate::model::{Cell, Model, Nearby};
use crate::rules::{Breach, RuleBook, Weight};
use std::ops::RangeInclusive;

/// Who could stand in is looked at through all rules: of more than so many people, the first.
const MANY: usize = 40;
const WEIGHED: usize = 16;

/// A leave that is asked for.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Request {
    /// Whose.
    pub person: PersonIx,
    /// Its days in the month; none where it begins right after it.
    pub days: RangeInclusive<usize>,
    /// All its days, counted from the month's first; they may lie outside of it.
    pub leave: RangeInclusive<i64>,
    /// Days before this one are over, and stay as they were.
    pub today: usize,
    /// Who is to take over as many of the shifts as can be; `None`: whoever does it with the fewest changes.
    pub stand_in: Option<PersonIx>,
}

impl Request {
    /// The days to speak of: those of the month; where it begins right after the month, its own.
    pub fn dates(&self) -> RangeInclusive<i64> {
        if self.days.is_empty() {
            return self.leave.clone();
        }
        *self.days.start() as i64..=*self.days.end() as i64
    }
}

/// What granting it means.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Answer {
    /// The month with the leave granted.
    #[serde(skip)]
    pub problem: Problem,
    /// The roster without the person's shifts on these days.
    pub without: Roster,
    /// What is broken then and was not before: cover first of all.
    pub lacking: Vec<Breach>,
    /// Who could take over the person's shifts, the best first.
    pub stand_ins: Vec<StandIn>,
    /// How many more people could, of large teams: they are behind these.
    pub more_stand_ins: usize,
    /// Whoever was named to stand in, where there are shifts to be taken over.
    pub chosen: Option<StandsIn>,
    /// The fewest changes; those in which whoever was named stands in.
    pub plans: Planned,
    /// Where there are no plans: what would have to give, at the least.
    pub refusal: Vec<Breach>,
}

/// Somebody who takes over all shifts of the leave and changes nothing else.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct StandIn {
    /// Who.
    pub person: PersonIx,
    /// Days that the person can take over: not on duty then, and trained for it.
    pub days: Vec<usize>,
    /// Days of the leave that still lack somebody.
    pub missing: usize,
    /// Hard rules that would be broken by it.
    pub breaks: Vec<Breach>,
    /// What it brings and relieves against the published roster.
    pub brings: Difference,
    /// Points more than the published roster costs.
    pub price: i64,
}

/// Answers a request.
///
/// # Errors
/// The solver fails.
pub fn answer(
    problem: &Problem,
    book: &RuleBook,
    published: &Roster,
    request: &Request,
    limits: &Limits,
    watch: &dyn Watch,
) -> Result<Answer, EngineError> {
    let granted = granted(problem, request);
    let without = without(published, request);
    let mut mending = mending(&granted, book, &without, request);
    let before = book.check(problem, published);
    let after = book.check(&granted, &without);
    let lacking = changes::new_among(&before, &after);
    let named = request.stand_in.map(|person| {
        let rosters = (published, &without);
        StandsIn::new(&granted, book, rosters, request, person)
    });
    let mut chosen = named.filter(|chosen| chosen.shifts > 0);
    let (plans, refusal) = match &mut chosen {
        Some(chosen) => chosen.plan(&mut mending, limits, watch)?,
        None => fewest(&mending, limits, watch)?,
    };
    let (stand_ins, more_stand_ins) =
        stand_ins(&granted, book, (published, &before), &without, request);
    Ok(Answer {
        problem: granted,
        without,
        lacking,
        stand_ins,
        more_stand_ins,
        chosen,
        plans,
        refusal,
    })
}

/// The fewest changes, or what would have to give.
fn fewest(
    mending: &Mending<'_>,
    limits: &Limits,
    watch: &dyn Watch,
) -> Result<(Planned, Vec<Breach>), EngineError> {
    let plans = mending.plan(limits, watch)?;
    let refusal = match plans.outcome() {
        Outcome::Impossible => mending.least(limits, watch)?,
        _ => Vec::new(),
    };
    Ok((plans, refusal))
}

/// The roster without the person, whose cells of these days stay empty.
fn mending<'a>(
    granted: &'a Problem,
    book: &'a RuleBook,
    without: &'a Roster,
    request: &Request,
) -> Mending<'a> {
    let mut mending = Mending::new(granted, book, without, request.today);
    for day in request.days.clone() {
        mending.fix(request.person, day);
    }
    mending
}

/// The month with the leave granted. What the person has asked for on these days is answered by it.
fn granted(problem: &Problem, request: &Request) -> Problem {
    let mut problem = problem.clone();
    let (first, last) = (*request.leave.start(), *request.leave.end());
    let leave = &mut problem.people[request.person].leave;
    leave.retain(|l| l.state != LeaveState::Asked || l.last < first || l.first > last);
    leave.push(Leave {
        first,
        last,
        state: LeaveState::Granted,
        cover: None,
        kind: None,
    });
    problem
}

/// Everybody who could take over a shift, the best first: who takes over most, breaks least, costs least. Of large teams
/// the first of them, and how many there are behind.
fn stand_ins(
    problem: &Problem,
    book: &RuleBook,
    (published, before): (&Roster, &[Breach]),
    without: &Roster,
    request: &Request,
) -> (Vec<StandIn>, usize) {
    let shifts: Vec<(usize, usize)> = request
        .days
        .clone()
        .filter_map(|day| Some((day, published.get(request.person, day)?)))
        .collect();
    let others = problem.everybody().filter(|p| *p != request.person);
    let model = book.lower(problem);
    let days = |person| {
        let mut days = taken_over(problem, without, person, &shifts);
        let may = |day: &usize| {
            let duty = published.get(request.person, *day);
            duty.is_some_and(|duty| !model.barred(person, *day, duty))
        };
        days.retain(may);
        days
    };
    let able = others.map(|person| (person, days(person)));
    let mut able: Vec<(PersonIx, Vec<usize>)> = able.filter(|(_, days)| !days.is_empty()).collect();
    let mut more = 0;
    if able.len() > MANY {
        more = able.len() - WEIGHED;
        promising(&model, without, &shifts, &mut able);
    }
    let base = book.check(problem, without);
    let mut found: Vec<StandIn> = able
        .into_iter()
        .map(|(person, days)| {
            let mut roster = without.clone();
            for (day, duty) in shifts.iter().filter(|(day, _)| days.contains(day)) {
                roster.cells[person][*day] = Some(*duty);
            }
            let check = book.check(problem, &roster);
            let mut breaks = changes::new_among(&base, &check);
            breaks.retain(|b| b.weight == Weight::Hard);
            let brings = Difference::between(before, &check);
            StandIn {
                person,
                missing: shifts.len() - days.len(),
                days,
                breaks,
                price: brings.points(),
                brings,
            }
        })
        .collect();
    found.sort_by_key(|s| {
        (
            s.missing,
            s.breaks.iter().map(|b| b.amount).sum::<i64>(),
            s.price,
            s.person,
        )
    });
    (found, more)
}

/// Leaves those who come first by what the terms say: to look at everybody through all rules takes long.
fn promising(
    model: &Model,
    without: &Roster,
    shifts: &[(usize, usize)],
    able: &mut Vec<(PersonIx, Vec<usize>)>,
) {
    let mut nearby = Nearby::new(model, without);
    able.sort_by_cached_key(|(person, days)| {
        let taken = shifts.iter().filter(|(day, _)| days.contains(day));
        let cell = |(day, duty): &(usize, usize)| Cell {
            person: *person,
            day: *day,
            value: Some(*duty),
        };
        let more = nearby.more(&taken.map(cell).collect::<Vec<_>>());
        (shifts.len() - days.len(), more.hard, more.soft, *person)
    });
    able.truncate(WEIGHED);
}

/// The days of the shifts that a person can take over.
fn taken_over(
    problem: &Problem,
    without: &Roster,
    person: PersonIx,
    shifts: &[(usize, usize)],
) -> Vec<usize> {
    let here = problem.employed(person);
    let can = |(day, duty): &&(usize, usize)| {
        let post = problem.duties[*duty].post;
        let trained = post.is_none_or(|post| problem.people[person].skills.contains(&post));
        let off = without.get(person, *day).is_none();
        off && trained && here.contains(day) && !problem.people[person].away(*day as i64)
    };
    shifts.iter().filter(can).map(|(day, _)| *day).collect()
}

/// A request as a model for any engine: the hard rules, and a point for every cell that is not as it was published. The
/// days of the leave stay free.
pub fn program(
    problem: &Problem,
    book: &RuleBook,
    published: &Roster,
    request: &Request,
) -> (Model, Roster) {
    let granted = granted(problem, request);
    let without = without(published, request);
    let model = mending(&granted, book, &without, request).program();
    (model, without)
}

/// The roster without the person's shifts on the days of the leave.
fn without(published: &Roster, request: &Request) -> Roster {
    let mut roster = published.clone();
    for day in request.days.clone() {
        roster.cells[request.person][day] = None;
    }
    roster
}

impl Answer {
    /// The best plan, where there is one.
    pub fn best(&self) -> Option<&Plan> {
        self.plans.best()
    }

    /// Where the plan with this number, or any where none is given, leaves half-hours with fewer people than are wanted, and
    /// the published roster did not: the fewest changes after which none has.
    ///
    /// # Errors
    /// The solver fails.
    pub fn keeping_cover(
        &self,
        book: &RuleBook,
        published: &Roster,
        request: &Request,
        number: Option<usize>,
        limits: &Limits,
        watch: &dyn Watch,
    ) -> Result<Option<Planned>, EngineError> {
        let lacks = |plan: &Plan| cover::lacks(&self.problem, book, published, &plan.roster);
        let needed = match number {
            Some(number) => self.plans.numbered(number).is_some_and(lacks),
            None => self.plans.plans.iter().any(lacks),
        };
        if !needed {
            return Ok(None);
        }
        let kept = cover::kept(&self.problem, published);
        let mut mending = mending(&self.problem, book, &self.without, request);
        if let Some(chosen) = &self.chosen {
            mending.must(chosen.person, &chosen.may, chosen.takes);
        }
        mending.plan_keeping(&kept, limits, watch).map(Some)
    }

    /// A day of the leave with demand on which nobody else is there to be asked.
    pub fn nobody_left(&self, request: &Request) -> Option<usize> {
        let problem = &self.problem;
        let there = |person: PersonIx, day: usize| {
            let here = problem.employed(person).contains(&day);
            here && !problem.people[person].away(day as i64)
        };
        let alone = |day: &usize| !problem.everybody().any(|person| there(person, *day));
        let mut days = request.days.clone();
        days.find(|day| problem.wants_people(*day) && alone(day))
    }
}

/// Who takes over what the person would have worked, by day: whoever gets the same duty; where nobody does, whoever comes
/// in that had a day off.
pub fn takers(published: &Roster, plan: &Plan, request: &Request) -> Vec<(usize, Vec<PersonIx>)> {
    let shift = |day: usize| Some((day, published.get(request.person, day)?));
    let on = |day: usize, duty: usize| {
        let gains = |same: bool| -> Vec<PersonIx> {
            let cells = plan.cells.iter().filter(|c| c.day == day);
            cells
                .filter(|c| {
                    if same {
                        c.after == Some(duty)
                    } else {
                        c.before.is_none() && c.after.is_some()
                    }
                })
                .map(|c| c.person)
                .collect()
        };
        let same = gains(true);
        let people = if same.is_empty() { gains(false) } else { same };
        (day, people)
    };
    let shifts = request.days.clone().filter_map(shift);
    shifts.map(|(day, duty)| on(day, duty)).collect()
}

/// The one person who takes over every shift of the leave, and works on each of its days: who can be named as its cover.
pub fn cover_of(published: &Roster, plan: &Plan, request: &Request) -> Option<PersonIx> {
    let takers = takers(published, plan, request);
    let (_, people) = takers.first()?;
    let [one] = people.as_slice() else {
        return None;
    };
    let all = takers.iter().all(|(_, people)| people == &[*one]);
    let works = |day| plan.roster.get(*one, day).is_some();
    (all && request.days.clone().all(works)).then_some(*one)
}
