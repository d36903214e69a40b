//! The clock of a solve, its progress on a terminal, and what it did when.

use super::{interrupt, output};
use crate::domain::{Problem, Roster};
use crate::engine::{Progress, Watch};
use crate::model::{Model, Score, score};
use crate::rules::RuleBook;
use crate::text::Lang;
use crate::verify::verify;
use std::io::IsTerminal;
use std::sync::{Arc, Mutex};
use std::thread::ThreadId;
use std::time::Instant;

/// Watches one solve.
pub struct Stopwatch {
    began: Instant,
    lang: Lang,
    live: bool,
    problem: Arc<Problem>,
    book: Arc<RuleBook>,
    model: Arc<Model>,
    log: Mutex<Log>,
}

/// So many threads may each hold a roster; more are weighed against each other.
const HELD: usize = 8;

/// What happened when.
#[derive(Debug, Clone, Default)]
pub struct Log {
    /// Every improvement of cost or bound.
    pub steps: Vec<Progress>,
    /// Seconds until the first roster that passed verification.
    pub first: Option<f64>,
    shown: f64,
    /// The last roster of each thread, which is its best.
    held: Vec<(ThreadId, Roster)>,
    /// Nobody looks any more: an engine that has not noticed writes nothing.
    closed: bool,
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

impl Stopwatch {
    /// Starts the clock. `quiet` shows no progress even on a terminal.
    pub fn start(
        (problem, book, model): (&Arc<Problem>, &Arc<RuleBook>, &Arc<Model>),
        began: Instant,
        lang: Lang,
        quiet: bool,
    ) -> Stopwatch {
        Stopwatch {
            began,
            lang,
            live: !quiet && std::io::stderr().is_terminal(),
            problem: Arc::clone(problem),
            book: Arc::clone(book),
            model: Arc::clone(model),
            log: Mutex::new(Log {
                shown: f64::NEG_INFINITY,
                ..Log::default()
            }),
        }
    }

    /// Ends it: the line of progress goes away, and what comes later is not heard.
    pub fn finish(&self) -> Log {
        let Ok(mut log) = self.log.lock() else {
            return Log::default();
        };
        if self.live {
            output::error("\r\x1b[2K");
        }
        let closed = Log {
            closed: true,
            ..Log::default()
        };
        std::mem::replace(&mut *log, closed)
    }

    fn line(&self, progress: &Progress) -> String {
        let number = |n: Option<i64>| n.map_or("–".to_owned(), |n| n.to_string());
        let gap = progress
            .gap()
            .map_or("–".to_owned(), |g| format!("{:.1} %", g * 100.0));
        let (cost, bound) = (number(progress.cost), number(progress.bound));
        let seconds = progress.seconds;
        match self.lang {
            Lang::En => {
                format!("\r\x1b[2K{seconds:6.1} s   cost {cost}   bound {bound}   gap {gap}")
            }
            Lang::Zh => {
                format!("\r\x1b[2K{seconds:6.1} 秒   代价 {cost}   下界 {bound}   差距 {gap}")
            }
        }
    }
}

impl Watch for Stopwatch {
    fn seconds(&self) -> f64 {
        self.began.elapsed().as_secs_f64()
    }

    fn progress(&self, progress: Progress) {
        let Ok(mut log) = self.log.lock() else {
            return;
        };
        if log.closed {
            return;
        }
        let last = log.steps.last();
        if last.is_none_or(|l| (l.cost, l.bound) != (progress.cost, progress.bound)) {
            log.steps.push(progress);
        }
        if self.live && progress.seconds - log.shown > 0.1 {
            log.shown = progress.seconds;
            output::error(&self.line(&progress));
        }
    }

    fn stop(&self) -> bool {
        interrupt::asked()
    }

    fn found(&self, roster: &Roster) {
        let Ok(mut log) = self.log.lock() else {
            return;
        };
        if log.closed {
            return;
        }
        if log.first.is_none() && verify(&self.problem, &self.book, roster).holds() {
            log.first = Some(self.seconds());
        }
        log.hold(roster, &self.model);
    }
}
