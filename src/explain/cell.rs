//! Why somebody has the shift of a day: what the roster would cost if the cell were otherwise, or what stands in the way
//! of that.
//!
//! The cell is forced, and repair search looks for the fewest other changes that keep every hard rule, the cheapest among
//! equals. From there fix-and-optimise: what the roster costs at best with the cell as it is forced.

use super::changes::{CellChange, between};
use super::iis::{self, Aim, Atoms, Found, Raced, race};
use crate::domain::{PersonIx, Problem, Roster};
use crate::engine::mip::{Effort as Rounds, improve};
use crate::engine::repair_search::{Effort, changed, fewest_changes};
use crate::engine::{EngineError, Limits, Progress, Watch};
use crate::model::{DutySet, Form, Limit, Model, Nearby, Price, Spot, Sum, Tag, Term, score};
use crate::rules::{Breach, RuleBook};
use crate::verify::verify;

/// The instance of a demand that no rule makes, but who asks.
pub const ASKED: usize = usize::MAX;

/// Effort for the fewest changes: some tenths of a second for a team of thirty.
const EFFORT: Effort = Effort {
    most: 6,
    tries: 150_000,
    ways: 2_000,
};

/// Rounds without a better roster after which the best is taken for the best.
const ROUNDS: Rounds = Rounds {
    patience: 6,
    abreast: 1,
    bound: None,
};

/// What is asked.
pub struct Question<'a> {
    /// The month.
    pub problem: &'a Problem,
    /// Its rules.
    pub book: &'a RuleBook,
    /// The roster.
    pub roster: &'a Roster,
    /// Whose cell.
    pub person: PersonIx,
    /// Of which day.
    pub day: usize,
}

/// A value that the cell could have.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Alternative {
    /// A duty, or rest.
    pub value: Option<usize>,
    /// What that would mean.
    pub outcome: Outcome,
}

/// What another value would mean.
#[derive(Debug, Clone, serde::Serialize)]
pub enum Outcome {
    /// There is a roster with it.
    Possible(Box<Otherwise>),
    /// There is none.
    Impossible(Box<Found>),
    /// Neither was found out in time.
    Open,
}

/// The roster with the cell as it is forced.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Otherwise {
    /// The roster with the fewest changes that was found, and the cheapest of these.
    pub roster: Roster,
    /// Its cells that differ, the one that was forced among them.
    pub cells: Vec<CellChange>,
    /// Whether fewer changes are proven not to suffice.
    pub fewest: bool,
    /// What it costs, and what the roster costs as it is.
    pub cost: (i64, i64),
    /// Breaches that it has and the roster has not.
    pub gained: Vec<Breach>,
    /// Breaches that the roster has and it has not.
    pub lost: Vec<Breach>,
    /// The least that was found with the cell so, with any number of changes: points, and cells.
    pub best: (i64, usize),
}

/// What every other value of the cell would mean, or the one that is asked for; the cheapest first.
///
/// # Errors
/// The solver fails.
pub fn explain(
    question: &Question<'_>,
    instead: Option<Option<usize>>,
    limits: &Limits,
    watch: &dyn Watch,
) -> Result<Vec<Alternative>, EngineError> {
    let Question { problem, book, .. } = question;
    let now = question.roster.get(question.person, question.day);
    let all = std::iter::once(None).chain((0..problem.duties_now().len()).map(Some));
    let values: Vec<Option<usize>> = match instead {
        Some(value) => vec![value],
        None => all.filter(|value| *value != now).collect(),
    };
    let model = book.lower(problem);
    let mut alternatives = Vec::new();
    for (done, value) in values.iter().enumerate() {
        let (left, begun) = ((values.len() - done) as f64, watch.seconds());
        let share = Limits {
            seconds: begun + (limits.seconds - begun).max(0.0) / left,
            ..*limits
        };
        alternatives.push(Alternative {
            value: *value,
            outcome: question.with(&model, *value, &share, watch)?,
        });
    }
    alternatives.sort_by_key(|a| match &a.outcome {
        Outcome::Possible(other) => (0, other.cost.0, other.cells.len()),
        Outcome::Open => (1, 0, 0),
        Outcome::Impossible(found) => (2, 0, found.conflicts.len()),
    });
    Ok(alternatives)
}

impl Question<'_> {
    fn with(
        &self,
        model: &Model,
        value: Option<usize>,
        limits: &Limits,
        watch: &dyn Watch,
    ) -> Result<Outcome, EngineError> {
        let mut start = self.roster.clone();
        start.cells[self.person][self.day] = value;
        let mut free = vec![vec![true; model.days]; model.people];
        free[self.person][self.day] = false;
        let mut forced = model.clone();
        forced
            .terms
            .push(force(model, self.person, self.day, value));
        let until = Until::new(limits, watch);
        let found = fewest_changes(model, &start, &free, EFFORT, &until);
        let mut nearby = Nearby::new(model, &start);
        let ways = found.ways.iter();
        let cheapest = ways.min_by_key(|way| nearby.more(way).soft);
        let cheapest = cheapest.map(|way| changed(&start, way));
        let near = match cheapest {
            Some(roster) => Some((roster, true)),
            None => {
                let atoms = Atoms::of(&forced);
                let now = watch.seconds();
                let half = Limits {
                    seconds: now + 0.6 * (limits.seconds - now),
                    ..*limits
                };
                let found = iis::find(&atoms, &half, watch)?;
                if !found.conflicts.is_empty() {
                    return Ok(Outcome::Impossible(Box::new(found)));
                }
                self.nearest(&forced, found.roster, limits, watch)?
            }
        };
        let Some((roster, proven)) = near else {
            return Ok(Outcome::Open);
        };
        let until = Until::new(limits, watch);
        let left = Limits {
            seconds: limits.seconds - until.began,
            ..*limits
        };
        let wanted = then_near(&forced, self.roster);
        let near = (roster.clone(), score(&wanted, &roster));
        let best = improve(&wanted, near, ROUNDS, &left, &until)?;
        Ok(Outcome::Possible(Box::new(
            self.otherwise(roster, proven, &best.0),
        )))
    }

    /// A roster near this one where many cells have to change, and whether it is proven to be the nearest.
    fn nearest(
        &self,
        forced: &Model,
        any: Option<Roster>,
        limits: &Limits,
        watch: &dyn Watch,
    ) -> Result<Option<(Roster, bool)>, EngineError> {
        let mut program = forced.hard(Price::Hard);
        program.terms.extend(keeping(forced, self.roster));
        let now = watch.seconds();
        let half = Limits {
            seconds: now + 0.5 * (limits.seconds - now),
            gap: 0.0,
            ..*limits
        };
        let aim = Aim {
            enough: 0,
            patience: 2.0,
        };
        Ok(match race(&program, aim, &half, watch)? {
            Raced::Found(roster, _) => Some((roster, false)),
            Raced::None | Raced::Open => any.map(|roster| (roster, false)),
        })
    }

    fn otherwise(&self, roster: Roster, fewest: bool, best: &Roster) -> Otherwise {
        let check = |roster: &Roster| verify(self.problem, self.book, roster);
        let (before, after, least) = (check(self.roster), check(&roster), check(best));
        Otherwise {
            cells: between(self.roster, &roster),
            fewest,
            cost: (after.cost, before.cost),
            gained: beside(&before.breaches, &after.breaches),
            lost: beside(&after.breaches, &before.breaches),
            best: (least.cost, between(self.roster, best).len()),
            roster,
        }
    }
}

/// Breaches of `after` that `before` has not, each as often as it has it more; so that the prices of both sides differ by
/// what the rosters' costs differ by.
fn beside(before: &[Breach], after: &[Breach]) -> Vec<Breach> {
    let mut known: Vec<&Breach> = before.iter().collect();
    let mut others = Vec::new();
    for breach in after {
        match known.iter().position(|b| *b == breach) {
            Some(place) => {
                known.swap_remove(place);
            }
            None => others.push(breach.clone()),
        }
    }
    others
}

/// The demand that a cell has this value.
pub fn force(model: &Model, person: PersonIx, day: usize, value: Option<usize>) -> Term {
    let tag = Tag {
        rule: ASKED,
        people: vec![person],
        days: (day, day),
    };
    let spot = |duties| Spot {
        person,
        day,
        duties,
    };
    let form = match value {
        None => Form::Forbid {
            spot: spot(DutySet::all(model.duties)),
            price: Price::Hard,
        },
        Some(duty) => Form::Count {
            sum: one(person, day, duty),
            low: Some(Limit::each(1, Price::Hard)),
            high: None,
        },
    };
    Term { tag, form }
}

fn one(person: PersonIx, day: usize, duty: usize) -> Sum {
    let mut sum = Sum::default();
    sum.add(person, day, DutySet::one(duty), 1);
    sum
}

/// A point on every cell that is not as in a roster.
fn keeping(model: &Model, roster: &Roster) -> Vec<Term> {
    let mut terms = Vec::new();
    for (person, row) in PersonIx::enumerate(&roster.cells) {
        for (day, held) in row.iter().enumerate() {
            let mut term = force(model, person, day, *held);
            match &mut term.form {
                Form::Forbid { price, .. } => *price = Price::Soft(1),
                Form::Count { low: Some(low), .. } => low.price = Price::Soft(1),
                _ => {}
            }
            terms.push(term);
        }
    }
    terms
}

/// The model with a price on every changed cell besides, so low that it never pays to spend a point for it.
fn then_near(model: &Model, roster: &Roster) -> Model {
    let cells = i64::try_from(model.people * model.days).unwrap_or(i64::MAX / 2);
    let mut model = model.clone();
    for term in &mut model.terms {
        dearer(&mut term.form, cells + 1);
    }
    model.terms.extend(keeping(&model, roster));
    model
}

/// Makes the soft prices of a form so many times what they are.
fn dearer(form: &mut Form, times: i64) {
    let price = |price: &mut Price| {
        if let Price::Soft(points) = price {
            *points = points.saturating_mul(times);
        }
    };
    match form {
        Form::Forbid { price: own, .. }
        | Form::Follow { price: own, .. }
        | Form::Match { price: own, .. } => price(own),
        Form::Spread { within, .. } => price(&mut within.price),
        Form::Count { low, high, .. }
        | Form::Run { low, high, .. }
        | Form::Touch { low, high, .. } => {
            let sides = [low, high].into_iter().flatten();
            sides.for_each(|limit| price(&mut limit.price));
        }
    }
}

/// A clock that begins now, and stops what does not look at limits by itself.
struct Until<'a> {
    began: f64,
    end: f64,
    watch: &'a dyn Watch,
}

impl<'a> Until<'a> {
    fn new(limits: &Limits, watch: &'a dyn Watch) -> Until<'a> {
        Until {
            began: watch.seconds(),
            end: limits.seconds,
            watch,
        }
    }
}

impl Watch for Until<'_> {
    fn seconds(&self) -> f64 {
        self.watch.seconds() - self.began
    }

    fn progress(&self, _: Progress) {}

    fn stop(&self) -> bool {
        self.watch.stop() || self.watch.seconds() >= self.end
    }
}
