//! One call of the program: its language, its clock, Ctrl-C, and what is seen on the terminal while it works.

use super::output;
use super::place::Place;
use super::who;
use crate::app::{Actor, AppError, Cancel, Clock, Context, Note, Observer, Step, ledger};
use crate::ledger::moment::{Moment, Zone};
use crate::report::{Look, Page, note, progress};
use crate::text;
use crate::text::{Lang, Text};
use std::io::IsTerminal;
use std::sync::{Arc, Mutex};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// The exit code of a program that an interrupt ended, by custom.
const INTERRUPTED: i32 = 130;

/// Seconds between two lines of progress, and between two looks at what the best roster pays for.
const SHOW: f64 = 0.1;
const LOOK: f64 = 1.0;

/// So many pages are drawn before a line about them is read.
const FEW: usize = 20;

/// One call of the program.
pub struct Session {
    /// The language of everything that is said.
    pub lang: Lang,
    began: Instant,
}

impl Session {
    /// Begins now.
    pub fn new(lang: Lang) -> Session {
        Session {
            lang,
            began: Instant::now(),
        }
    }

    /// What a use case is handed; `now` and `by` where they are given.
    pub fn context(&self, now: Option<&str>, by: Option<&str>) -> Context {
        self.watched(
            now,
            who::actor(by, None, self.lang),
            Terminal::new(self.lang, false),
        )
    }

    /// The same for what concerns a ledger.
    pub fn at(&self, place: &Place) -> Context {
        let (by, file) = (place.by.as_deref(), place.password_file.as_deref());
        let actor = who::actor(by, file, self.lang);
        Context {
            clock_back: place.clock_back.clone(),
            ..self.watched(place.now.as_deref(), actor, Terminal::new(self.lang, false))
        }
    }

    /// The same; `quiet`: nothing is said meanwhile.
    pub fn quiet(&self, quiet: bool) -> Context {
        self.watched(
            None,
            who::actor(None, None, self.lang),
            Terminal::new(self.lang, quiet),
        )
    }

    /// The same for what solves: Ctrl-C is heard, and progress is shown where it is seen. `quiet`: neither that nor notes.
    pub fn solving(&self, quiet: bool) -> Context {
        self.listening(self.watched(
            None,
            who::actor(None, None, self.lang),
            Terminal::new(self.lang, quiet),
        ))
    }

    /// A context that Ctrl-C ends: the first ends the solve and keeps what it has found, the second ends the program.
    pub fn listening(&self, context: Context) -> Context {
        let cancel = context.cancel.clone();
        let heard = move || {
            if cancel.asked() {
                std::process::exit(INTERRUPTED);
            }
            cancel.ask();
        };
        // Where there are no such signals, an interrupt goes on to end the program.
        let _ = ctrlc::set_handler(heard);
        context
    }

    fn watched(&self, now: Option<&str>, actor: Actor, terminal: Terminal) -> Context {
        let clock = WallClock {
            began: self.began,
            said: now.map(str::to_owned),
        };
        Context {
            clock: Arc::new(clock),
            actor,
            clock_back: None,
            cancel: Cancel::default(),
            observer: Arc::new(terminal),
        }
    }

    /// How text may look on standard output.
    pub fn look(&self) -> Look {
        Look {
            lang: self.lang,
            color: output::color_on_stdout(),
            columns: output::width(),
        }
    }

    /// The same for what goes to standard error.
    pub fn look_aside(&self) -> Look {
        Look {
            color: output::color_on_stderr(),
            ..Look::plain(self.lang)
        }
    }

    /// Shows a page.
    pub fn show(&self, page: &Page) {
        if !page.side.is_empty() {
            output::error(&page.side);
        }
        output::print(&page.text);
    }

    /// Says something on the side.
    pub fn note(&self, line: &Text) {
        let mut page = Page::new(self.lang);
        page.note(line);
        output::error(&page.side);
    }
}

struct WallClock {
    began: Instant,
    /// The time that is to be taken for now, so that tests and examples print the same on every day.
    said: Option<String>,
}

impl Clock for WallClock {
    fn seconds(&self) -> f64 {
        self.began.elapsed().as_secs_f64()
    }

    fn now(&self, zone: Zone) -> Result<Moment, AppError> {
        if let Some(text) = &self.said {
            return ledger::moment(text, zone);
        }
        // A clock before 1970 is as good as none.
        let since = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        Ok(zone.at(i64::try_from(since.as_secs()).unwrap_or_default()))
    }
}

/// What is seen while a use case works.
struct Terminal {
    lang: Lang,
    quiet: bool,
    live: bool,
    shown: Mutex<Shown>,
}

/// What the line of progress shows, and since when.
struct Shown {
    at: f64,
    /// What the best roster pays most for, the cost that this was said of, and when.
    dear: Vec<Text>,
    dear_of: Option<i64>,
    dear_at: f64,
    /// Nothing is shown any more: an engine that has not noticed must not write over the report.
    ended: bool,
}

impl Terminal {
    fn new(lang: Lang, quiet: bool) -> Terminal {
        Terminal {
            lang,
            quiet,
            live: !quiet && std::io::stderr().is_terminal(),
            shown: Mutex::new(Shown {
                at: f64::NEG_INFINITY,
                dear: Vec::new(),
                dear_of: None,
                dear_at: f64::NEG_INFINITY,
                ended: false,
            }),
        }
    }
}

impl Observer for Terminal {
    fn note(&self, what: &Note) {
        if !self.quiet {
            let mut page = Page::new(self.lang);
            page.note(&note::words(what));
            output::error(&page.side);
        }
    }

    fn step(&self, step: &Step<'_>) {
        let Ok(mut shown) = self.shown.lock() else {
            return;
        };
        let (seconds, cost) = (step.progress.seconds, step.progress.cost);
        if !self.live || shown.ended || seconds - shown.at <= SHOW {
            return;
        }
        shown.at = seconds;
        let known = cost.is_none() || shown.dear_of == cost;
        if !known
            && seconds - shown.dear_at >= LOOK
            && let Some(dear) = (step.dearest)()
        {
            (shown.dear, shown.dear_of, shown.dear_at) = (dear, cost, seconds);
        }
        let look = Look {
            columns: output::width(),
            ..Look::plain(self.lang)
        };
        let line = progress(&step.progress, &shown.dear, look);
        output::error(&format!("\r\x1b[2K{line}"));
    }

    /// The line of progress goes away.
    fn ended(&self) {
        let Ok(mut shown) = self.shown.lock() else {
            return;
        };
        shown.ended = true;
        if shown.at.is_finite() {
            output::error("\r\x1b[2K");
        }
    }

    /// Few pages are done before a line is read. PDF needs no second for hundreds.
    fn pages(&self, drawn: usize, count: usize) {
        if count <= FEW || !self.live {
            return;
        }
        let line = if drawn == count {
            Text::default()
        } else {
            text!("{drawn} of {count} pages", "已写 {drawn} 页，共 {count} 页")
        };
        output::error(&format!("\r\x1b[K{}", line.get(self.lang)));
    }
}
