//! What an engine that runs has told so far: every step, the best roster, and when it should end.

use super::context::{Cancel, Clock, Context, Observer, Step};
use crate::domain::{Problem, Roster};
use crate::engine::{Limits, Progress, Watch};
use crate::model::{Model, Score, score};
use crate::render::summary;
use crate::rules::RuleBook;
use crate::text::Text;
use crate::verify::verify;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::ThreadId;

/// A clock that stops an engine at a time, or when somebody asks to end. Nobody listens.
pub(super) struct Until {
    clock: Arc<dyn Clock>,
    cancel: Cancel,
    /// What the clock shows when this one begins at zero.
    from: f64,
    /// Seconds of this one at which it stops.
    pub seconds: f64,
}

impl Until {
    /// A clock that began with the request, and stops at these seconds of it.
    pub fn new(context: &Context, seconds: f64) -> Until {
        Until {
            clock: Arc::clone(&context.clock),
            cancel: context.cancel.clone(),
            from: 0.0,
            seconds,
        }
    }

    /// A clock that begins now.
    pub fn from_now(context: &Context, seconds: f64) -> Until {
        let from = context.clock.seconds();
        Until {
            from,
            ..Until::new(context, seconds)
        }
    }

    /// The same clock, which stops so many seconds from now, if not before.
    pub fn at_most(&self, seconds: f64) -> Until {
        Until {
            clock: Arc::clone(&self.clock),
            cancel: self.cancel.clone(),
            from: self.from,
            seconds: (Watch::seconds(self) + seconds).min(self.seconds),
        }
    }

    /// The limits that go with it.
    pub fn limits(&self) -> Limits {
        Limits {
            seconds: self.seconds,
            ..Limits::default()
        }
    }
}

impl Watch for Until {
    fn seconds(&self) -> f64 {
        self.clock.seconds() - self.from
    }

    fn progress(&self, _: Progress) {}

    fn stop(&self) -> bool {
        self.cancel.asked() || Watch::seconds(self) > self.seconds
    }
}

/// So many threads may each hold a roster; more are weighed against each other.
const HELD: usize = 8;

/// Listens to one solve.
pub(super) struct Listener {
    clock: Arc<dyn Clock>,
    cancel: Cancel,
    observer: Arc<dyn Observer>,
    problem: Arc<Problem>,
    book: Arc<RuleBook>,
    model: Arc<Model>,
    log: Mutex<Log>,
    /// Nobody waits any more: an engine that has not noticed ends as soon as it asks.
    closed: AtomicBool,
}

/// What happened when.
#[derive(Debug, Clone, Default)]
pub(super) struct Log {
    /// Every improvement of cost or bound.
    pub steps: Vec<Progress>,
    /// Seconds until the first roster that passed verification.
    pub first: Option<f64>,
    /// The last roster of each thread, which is its best.
    held: Vec<(ThreadId, Roster)>,
}

impl Log {
    fn hold(&mut self, roster: &Roster, model: &Model) {
        let thread = std::thread::current().id();
        match self.held.iter_mut().find(|(id, _)| *id == thread) {
            Some((_, held)) => held.clone_from(roster),
            None => self.held.push((thread, roster.clone())),
        }
        if self.held.len() > HELD
            && let Some(best) = self.best(model)
        {
            self.held = vec![(thread, best.0)];
        }
    }

    /// The best roster of which an engine has told, and what it costs.
    pub fn best(&self, model: &Model) -> Option<(Roster, Score)> {
        let scored = self.held.iter().map(|(_, r)| (score(model, r), r));
        let kept = scored.filter(|(score, _)| score.hard == 0);
        let best = kept.min_by_key(|(score, _)| score.soft);
        best.map(|(score, roster)| (roster.clone(), score))
    }

    /// The highest bound.
    pub fn bound(&self) -> Option<i64> {
        self.steps.iter().filter_map(|step| step.bound).max()
    }
}

impl Listener {
    /// Begins to listen.
    pub fn new(
        context: &Context,
        problem: &Arc<Problem>,
        book: &Arc<RuleBook>,
        model: &Arc<Model>,
    ) -> Listener {
        Listener {
            clock: Arc::clone(&context.clock),
            cancel: context.cancel.clone(),
            observer: Arc::clone(&context.observer),
            problem: Arc::clone(problem),
            book: Arc::clone(book),
            model: Arc::clone(model),
            log: Mutex::default(),
            closed: AtomicBool::new(false),
        }
    }

    /// Ends it: what comes later is not heard, and an engine that still runs is told to stop.
    pub fn close(&self) -> Log {
        self.closed.store(true, Ordering::Relaxed);
        self.observer.ended();
        let log = self.log.lock();
        log.map_or_else(|_| Log::default(), |mut log| std::mem::take(&mut log))
    }

    fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Relaxed)
    }

    /// What the best roster pays most for.
    fn dearest(&self) -> Option<Vec<Text>> {
        let best = self.log.lock().ok()?.best(&self.model);
        let verdict = verify(&self.problem, &self.book, &best?.0);
        Some(summary::dearest(&self.book, &verdict))
    }
}

impl Watch for Listener {
    fn seconds(&self) -> f64 {
        self.clock.seconds()
    }

    fn progress(&self, progress: Progress) {
        {
            let Ok(mut log) = self.log.lock() else {
                return;
            };
            if self.is_closed() {
                return;
            }
            let last = log.steps.last();
            if last.is_none_or(|l| (l.cost, l.bound) != (progress.cost, progress.bound)) {
                log.steps.push(progress);
            }
        }
        self.observer.step(&Step {
            progress,
            dearest: &|| self.dearest(),
        });
    }

    fn stop(&self) -> bool {
        self.cancel.asked() || self.is_closed()
    }

    fn found(&self, roster: &Roster) {
        let Ok(mut log) = self.log.lock() else {
            return;
        };
        if self.is_closed() {
            return;
        }
        if log.first.is_none() && verify(&self.problem, &self.book, roster).holds() {
            log.first = Some(self.seconds());
        }
        log.hold(roster, &self.model);
    }
}
