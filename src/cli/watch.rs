//! The clock of a solve, its progress on a terminal, and what it did when.

use super::{interrupt, output};
use crate::domain::{Problem, Roster};
use crate::engine::{Progress, Watch};
use crate::model::{Model, Score, score};
use crate::render::{summary, width};
use crate::rules::RuleBook;
use crate::text::{Lang, Text};
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

/// Columns of a terminal that does not tell how many it has.
const COLUMNS: usize = 80;

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
    /// What the best roster pays most for, the cost that this was said of, and when.
    dear: Vec<Text>,
    dear_of: Option<i64>,
    dear_at: f64,
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
                dear_at: f64::NEG_INFINITY,
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

    /// What the best roster pays most for, looked up anew where it is another one.
    fn dear(&self, progress: &Progress, log: &mut Log) {
        let known = progress.cost.is_none() || log.dear_of == progress.cost;
        if known || progress.seconds - log.dear_at < LOOK {
            return;
        }
        let Some((roster, _)) = log.best(&self.model) else {
            return;
        };
        let verdict = verify(&self.problem, &self.book, &roster);
        log.dear = summary::dearest(&self.book, &verdict);
        log.dear_of = progress.cost;
        log.dear_at = progress.seconds;
    }
}

/// Seconds between two looks at what the best roster pays for.
const LOOK: f64 = 1.0;

/// The line of progress, with as much of what is paid for as fits.
fn line(progress: &Progress, dear: &[Text], columns: usize, lang: Lang) -> String {
    let number = |n: Option<i64>| n.map_or("–".to_owned(), |n| n.to_string());
    let gap = progress
        .gap()
        .map_or("–".to_owned(), |g| format!("{:.1} %", g * 100.0));
    let (cost, bound) = (number(progress.cost), number(progress.bound));
    let seconds = progress.seconds;
    let (mut line, mark) = match lang {
        Lang::En => (
            format!("{seconds:6.1} s   cost {cost}   bound {bound}   gap {gap}"),
            ", ",
        ),
        Lang::Zh => (
            format!("{seconds:6.1} 秒   代价 {cost}   下界 {bound}   差距 {gap}"),
            "，",
        ),
    };
    for (number, text) in dear.iter().enumerate() {
        let mark = if number == 0 { "   " } else { mark };
        let more = format!("{mark}{}", text.get(lang));
        if width(&line) + width(&more) >= columns {
            break;
        }
        line.push_str(&more);
    }
    line
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
            self.dear(&progress, &mut log);
            let columns = output::width().unwrap_or(COLUMNS);
            let line = line(&progress, &log.dear, columns, self.lang);
            output::error(&format!("\r\x1b[2K{line}"));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_what_is_paid_for_as_far_as_there_is_room() {
        let progress = Progress {
            seconds: 12.04,
            cost: Some(365),
            bound: Some(360),
        };
        let dear = [
            crate::text!("cover 240", "人手达到需求 240"),
            crate::text!("even 80", "公平分摊 80"),
        ];
        let said = |columns, lang| line(&progress, &dear, columns, lang);
        assert_eq!(
            said(80, Lang::En),
            "  12.0 s   cost 365   bound 360   gap 1.4 %   cover 240, even 80"
        );
        assert_eq!(
            said(60, Lang::En),
            "  12.0 s   cost 365   bound 360   gap 1.4 %   cover 240"
        );
        assert_eq!(
            said(80, Lang::Zh),
            "  12.0 秒   代价 365   下界 360   差距 1.4 %   人手达到需求 240，公平分摊 80"
        );
        assert_eq!(
            said(40, Lang::En),
            "  12.0 s   cost 365   bound 360   gap 1.4 %"
        );
    }
}
