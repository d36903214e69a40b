//! The clock of a solve, its progress on a terminal, and what it did when.

use super::{interrupt, output};
use crate::domain::{Problem, Roster};
use crate::engine::{Progress, Watch};
use crate::rules::RuleBook;
use crate::text::Lang;
use crate::verify::verify;
use std::io::IsTerminal;
use std::sync::Mutex;
use std::time::Instant;

/// Watches one solve.
pub struct Stopwatch<'a> {
    began: Instant,
    lang: Lang,
    live: bool,
    problem: &'a Problem,
    book: &'a RuleBook,
    log: Mutex<Log>,
}

/// What happened when.
#[derive(Debug, Clone, Default)]
pub struct Log {
    /// Every improvement of cost or bound.
    pub steps: Vec<Progress>,
    /// Seconds until the first roster that passed verification.
    pub first: Option<f64>,
    shown: f64,
}

impl<'a> Stopwatch<'a> {
    /// Starts the clock. `quiet` shows no progress even on a terminal.
    pub fn start(
        problem: &'a Problem,
        book: &'a RuleBook,
        began: Instant,
        lang: Lang,
        quiet: bool,
    ) -> Stopwatch<'a> {
        Stopwatch {
            began,
            lang,
            live: !quiet && std::io::stderr().is_terminal(),
            problem,
            book,
            log: Mutex::new(Log {
                shown: f64::NEG_INFINITY,
                ..Log::default()
            }),
        }
    }

    /// Ends it: the line of progress goes away.
    pub fn finish(self) -> Log {
        if self.live {
            output::error("\r\x1b[2K");
        }
        self.log.into_inner().unwrap_or_default()
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

impl Watch for Stopwatch<'_> {
    fn seconds(&self) -> f64 {
        self.began.elapsed().as_secs_f64()
    }

    fn progress(&self, progress: Progress) {
        let Ok(mut log) = self.log.lock() else {
            return;
        };
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
        if log.first.is_none() && verify(self.problem, self.book, roster).holds() {
            log.first = Some(self.seconds());
        }
    }
}
