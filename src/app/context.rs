//! What every request is handed from outside: time, who asks, when to stop, and who listens.

use super::actor::Actor;
use super::error::AppError;
use crate::domain::Uncovered;
use crate::engine::Progress;
use crate::input::roster_sheet::Taken;
use crate::input::{Dropped, Idle};
use crate::ledger::moment::{Moment, Zone};
use crate::ledger::took::Took;
use crate::text::Text;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The clock of a request.
pub trait Clock: Send + Sync {
    /// Seconds since the request came in; they never go back.
    fn seconds(&self) -> f64;

    /// What the clock on the shop's wall shows.
    ///
    /// # Errors
    /// A time that was given instead cannot be read.
    fn now(&self, zone: Zone) -> Result<Moment, AppError>;
}

/// A token of one request: whoever holds a copy can ask that it ends with what it has.
#[derive(Debug, Clone, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Asks to end.
    pub fn ask(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether somebody asked.
    pub fn asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Who listens to a request while it is worked on. What is not wanted is not listened to.
pub trait Observer: Send + Sync {
    /// Something that is worth knowing, and no reason to stop.
    fn note(&self, _: &Note) {}

    /// An engine has come further. Called from the engine's threads; `step.dearest` costs a check of the roster.
    fn step(&self, _: &Step<'_>) {}

    /// The engine is done, or is not waited for any more: what it still says is of no interest.
    fn ended(&self) {}

    /// So many pages of so many are drawn.
    fn pages(&self, _: usize, _: usize) {}
}

/// Nobody listens.
#[derive(Debug, Clone, Copy, Default)]
pub struct Nobody;

impl Observer for Nobody {}

/// How far an engine has come.
pub struct Step<'a> {
    /// Best cost and bound so far, and when.
    pub progress: Progress,
    /// What the best roster pays most for, where there is one.
    pub dearest: &'a dyn Fn() -> Option<Vec<Text>>,
}

/// Something that is worth knowing, and no reason to stop.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub enum Note {
    /// A roster was in the Chinese code page.
    RosterInGbk,
    /// A table was in the Chinese code page.
    TableInGbk,
    /// Rows of a table in which how long something took is a time to Excel, and what was made of it.
    Clocks(Vec<(usize, Took)>),
    /// Only one sheet of a workbook was read: this one, and not those.
    OneSheet(String, Vec<String>),
    /// What a table was taken for that a roster was read out of, or was not.
    Taken(Box<Taken>),
    /// A roster that is drawn breaks hard rules in so many places.
    DrawnBroken(usize),
    /// Characters that the font lacks.
    Boxes(Vec<char>),
    /// Names are not compared with a team file that cannot be read.
    NotCompared(PathBuf),
    /// Rows of last month's roster that fit nobody of the team: the file, the rows, and the team's names and ids.
    Strangers(PathBuf, Vec<String>, Vec<String>),
    /// People are needed at times that no shift covers: whose presence counts, when, and on how many days.
    NoShift(Vec<Uncovered>),
    /// A word of the team file names nobody of the month, or no shift.
    Idle(Idle),
    /// The line of a date leaves hours out that the ordinary day needs.
    Dropped(Dropped),
    /// Beside the ledger lies another team file than the one that is used.
    AnotherTeam(PathBuf),
    /// Ids of earlier rosters that nobody of the team has, and the ids of those who are called so.
    PerhapsOne(Vec<(String, String)>),
    /// Users are named, and nothing proves that whoever acts is one.
    NothingProves,
    /// Codes of last month's roster that nothing explains.
    UnknownShifts(PathBuf, Vec<String>),
    /// Shifts that had other times in last month's roster.
    OtherTimes(PathBuf, Vec<String>),
    /// People of a table of wages who are not known.
    NoWage(Vec<String>),
}

/// What every request is handed.
#[derive(Clone)]
pub struct Context {
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Who asks.
    pub actor: Actor,
    /// Why something is recorded though the clock is behind the last entry of the ledger; `None`: it is not.
    pub clock_back: Option<String>,
    /// When to stop.
    pub cancel: Cancel,
    /// Who listens.
    pub observer: Arc<dyn Observer>,
}

impl Context {
    /// Seconds since the request came in, to the millisecond.
    pub fn seconds(&self) -> f64 {
        (self.clock.seconds() * 1000.0).round() / 1000.0
    }

    /// The same for another attempt: what is worth knowing was said in the first.
    pub(super) fn again(&self) -> Context {
        Context {
            observer: Arc::new(Nobody),
            ..self.clone()
        }
    }

    /// Tells whoever listens.
    pub(super) fn note(&self, note: Note) {
        self.observer.note(&note);
    }
}
