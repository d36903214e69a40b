//! What every request that solves has in common: the engine on a thread of its own, and the check of what it says.

use super::context::Context;
use super::error::{AppError, Defect};
use super::watch::{Listener, Log};
use super::{files, model_file};
use crate::domain::{Problem, Roster};
use crate::engine::{End, EngineError, Limits, Outcome, Progress, Watch};
use crate::engine::{annealing, columns, mip, portfolio};
use crate::model::Model;
use crate::rules::{RuleBook, Weight};
use crate::verify::{Verdict, verify};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;

/// How to solve.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Time, gap, seed, work.
    pub limits: Limits,
    /// Which engine.
    pub engine: Engine,
    /// Where the model is to be written as JSON, for other solvers.
    pub model_file: Option<PathBuf>,
}

/// An engine, or all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Engine {
    /// Whatever suits the model, side by side.
    #[default]
    Portfolio,
    /// Column generation alone.
    Columns,
    /// The integer program alone.
    Exact,
    /// Simulated annealing alone.
    Search,
}

/// What came of a solve.
#[derive(Debug, serde::Serialize)]
pub struct Solved {
    /// How it ended.
    pub ended: Ended,
    /// No roster costs less; `None`: nothing is proven.
    pub bound: Option<i64>,
    /// Cost and bound over time.
    pub course: Vec<Progress>,
    /// Seconds until the first roster that passed verification.
    pub first: Option<f64>,
    /// Whether somebody asked to end.
    pub interrupted: bool,
    /// The time that there was.
    pub limit: f64,
}

/// How a solve ended.
#[derive(Debug, serde::Serialize)]
pub enum Ended {
    /// With a roster that keeps every hard rule.
    Found(Roster, Verdict),
    /// With the proof that there is none.
    Infeasible,
    /// With neither.
    Nothing,
}

/// How often it is looked whether an engine is late.
const TICK: Duration = Duration::from_millis(10);

/// How long an engine may take to notice that its time is up: this part of the time limit, ...
const OVERTIME: f64 = 0.03;

/// ... but not more than so many seconds.
const LONGEST_OVERTIME: f64 = 10.0;

/// The same after somebody asked to end, in seconds.
const PATIENCE: f64 = 1.0;

/// A problem with its model, ready to be solved.
pub(super) struct Task<'a> {
    pub problem: Arc<Problem>,
    pub book: Arc<RuleBook>,
    pub model: Arc<Model>,
    options: &'a Options,
    context: &'a Context,
}

impl<'a> Task<'a> {
    /// Lowers the rules, and writes the model where that is asked for.
    pub fn new(
        problem: &Arc<Problem>,
        book: &Arc<RuleBook>,
        options: &'a Options,
        context: &'a Context,
    ) -> Result<Task<'a>, AppError> {
        let model = Arc::new(book.lower(problem));
        if let Some(path) = &options.model_file {
            files::write(path, model_file::text(problem, &model).as_bytes())?;
        }
        Ok(Task {
            problem: Arc::clone(problem),
            book: Arc::clone(book),
            model,
            options,
            context,
        })
    }

    /// Runs the engine. What it says of its roster must be what the checks say.
    pub fn solve(&self) -> Result<Solved, AppError> {
        let (outcome, log) = self.run()?;
        let ended = match outcome.best {
            Some((roster, points)) => {
                let found = verify(&self.problem, &self.book, &roster);
                if !found.holds() || found.cost != points.soft {
                    return Err(disagreement(&found, points.soft).into());
                }
                Ended::Found(roster, found)
            }
            None if outcome.end == End::Infeasible => Ended::Infeasible,
            None => Ended::Nothing,
        };
        Ok(Solved {
            ended,
            bound: outcome.bound,
            course: log.steps,
            first: log.first,
            interrupted: self.context.cancel.asked(),
            limit: self.options.limits.seconds,
        })
    }

    /// Runs the engine on a thread of its own. One that is deep in its sums when the time is up is not waited for: what it
    /// has found so far is there, and it ends by itself as soon as it asks whether it should.
    fn run(&self) -> Result<(Outcome, Log), AppError> {
        let listener = Listener::new(self.context, &self.problem, &self.book, &self.model);
        let listener = Arc::new(listener);
        let (send, receive) = std::sync::mpsc::channel();
        let (model, heard) = (Arc::clone(&self.model), Arc::clone(&listener));
        let (engine, limits) = (self.options.engine, self.options.limits);
        std::thread::spawn(move || {
            // Nobody receives what comes too late.
            let _ = send.send(run(engine, &model, &limits, heard.as_ref()));
        });
        let mut asked = None;
        loop {
            match receive.recv_timeout(TICK) {
                Ok(outcome) => {
                    let log = listener.close();
                    return Ok((outcome?, log));
                }
                Err(RecvTimeoutError::Timeout) if self.late(&mut asked) => {
                    let log = listener.close();
                    let best = log.best(&self.model);
                    let (bound, end) = (log.bound(), End::Stopped);
                    return Ok((Outcome { best, bound, end }, log));
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    listener.close();
                    return Err(Defect::EngineGone.into());
                }
            }
        }
    }

    /// Whether an engine has had its time, and what it needs to come to an end. `asked`: when somebody asked to end.
    fn late(&self, asked: &mut Option<f64>) -> bool {
        let (limit, now) = (self.options.limits.seconds, self.context.clock.seconds());
        let overtime = (OVERTIME * limit).min(LONGEST_OVERTIME);
        let cancelled = self.context.cancel.asked();
        let waited = cancelled.then(|| now - *asked.get_or_insert(now));
        now > limit + overtime || waited.is_some_and(|waited| waited > PATIENCE)
    }
}

fn run(
    engine: Engine,
    model: &Model,
    limits: &Limits,
    watch: &dyn Watch,
) -> Result<Outcome, EngineError> {
    match engine {
        Engine::Portfolio => portfolio::run(model, limits, watch),
        Engine::Columns => columns::run(model, limits, watch),
        Engine::Exact => mip::run(model, None, limits, None, watch),
        Engine::Search => {
            let (roster, points) = annealing::improve(model, None, limits, watch, &mut |_, _| {});
            Ok(Outcome {
                best: (points.hard == 0).then_some((roster, points)),
                bound: None,
                end: End::Stopped,
            })
        }
    }
}

/// The engine and the checks must say the same; if not, neither is shown as a roster.
fn disagreement(verdict: &Verdict, claimed: i64) -> Defect {
    let breaches = verdict.breaches.iter();
    let hard = breaches.filter(|b| b.weight == Weight::Hard);
    Defect::Disagreement {
        cost: verdict.cost,
        claimed,
        broken: hard.map(|b| b.text.clone()).take(3).collect(),
    }
}
