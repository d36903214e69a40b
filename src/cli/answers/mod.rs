//! Answers about a published roster: `paiban leave`, `swap` and `change`, and what they share.

pub mod args;
mod base;
pub mod change;
mod issue;
pub mod leave;
mod notes;
pub mod swap;
mod team_file;

use super::Failure;
use super::interrupt;
use super::ledger::call::Call;
use crate::domain::{Person, Problem};
use crate::engine::{Limits, Progress, Watch};
use crate::input::parse_date;
use crate::ledger::book::{Book, Scope};
use crate::ledger::error::LedgerError;
use crate::ledger::moment::{Moment, Zone};
use crate::ledger::records::Records;
use crate::ledger::store::{Access, StoreError};
use crate::messages::{Words, answers as words};
use crate::text;
use chrono::NaiveDate;
use std::path::Path;
use std::time::Instant;

/// Seconds that an answer may take, unless another number is given.
const SECONDS: f64 = 20.0;

/// Seconds for what was not asked for and is worth saying.
const MOMENT: f64 = 1.0;

/// Points and words of what a plan brings: so many lines at most.
const LINES: usize = 12;

/// One question: about which team and on which day it is asked, and how long the answer may take.
pub struct Question<'a> {
    pub call: &'a Call<'a>,
    pub team: &'a Path,
    /// Days before this one are over.
    pub today: NaiveDate,
    pub clock: Clock,
    ledger: Option<(Book, Records)>,
}

impl<'a> Question<'a> {
    /// Looks at the ledger beside the team file, where there is one, and at the clock.
    pub fn new(call: &'a Call<'a>, team: &'a Path, seconds: f64) -> Result<Self, Failure> {
        interrupt::listen();
        let clock = Clock {
            began: Instant::now(),
            seconds,
        };
        let (ledger, now) = ledger(call)?;
        let today = match given_date(call, "today")? {
            Some(day) => day,
            None => now.date(),
        };
        Ok(Question {
            call,
            team,
            today,
            clock,
            ledger,
        })
    }

    /// Today, as a day of a month; days before it are over.
    pub fn today_in(&self, problem: &Problem) -> usize {
        let past = self.today.signed_duration_since(problem.first).num_days();
        usize::try_from(past).map_or(0, |day| day.min(problem.days()))
    }

    /// Seconds since the question was asked, to the millisecond.
    pub fn seconds(&self) -> f64 {
        crate::render::json::rounded(self.clock.seconds())
    }
}

/// The ledger, and the time in its zone. Where no ledger is named, there need be none.
fn ledger(call: &Call<'_>) -> Result<(Option<(Book, Records)>, Moment), Failure> {
    match Book::open(&call.place, Access::Read) {
        Ok(mut book) => {
            let now = call.now(book.store.zone())?;
            let records = book.load(Scope::Rules)?;
            Ok((Some((book, records)), now))
        }
        Err(LedgerError::Store(StoreError::Missing)) if call.text("store").is_none() => {
            Ok((None, call.now(Zone::SHANGHAI)?))
        }
        Err(error) => Err(error.into()),
    }
}

/// The clock of an answer.
pub struct Clock {
    began: Instant,
    /// When it stops.
    seconds: f64,
}

impl Clock {
    /// The same clock, which stops in a moment.
    fn moment(&self) -> Clock {
        Clock {
            began: self.began,
            seconds: (self.seconds() + MOMENT).min(self.seconds),
        }
    }

    /// The limits that go with it.
    fn limits(&self) -> Limits {
        Limits {
            seconds: self.seconds,
            ..Limits::default()
        }
    }
}

impl Watch for Clock {
    fn seconds(&self) -> f64 {
        self.began.elapsed().as_secs_f64()
    }

    fn progress(&self, _: Progress) {}

    fn stop(&self) -> bool {
        interrupt::asked() || self.seconds() > self.seconds
    }
}

/// The seconds of `--time-limit`.
fn time_limit(call: &Call<'_>) -> Result<f64, Failure> {
    const MOST: f64 = 1e7;
    let seconds = call.matches.get_one::<f64>("time-limit").copied();
    let seconds = seconds.unwrap_or(SECONDS);
    if (0.0..=MOST).contains(&seconds) {
        return Ok(seconds);
    }
    Err(Failure::Usage(
        text!(
            "--time-limit {seconds} is out of range",
            "--time-limit {seconds} 超出范围"
        ),
        text!(
            "give a number of seconds from 0 to {MOST}",
            "请给 0 到 {MOST} 之间的秒数"
        ),
    ))
}

/// A question that cannot be answered as it was asked.
fn refused(team: &Path, words: Words) -> Failure {
    Failure::Question(Box::new(words), team.display().to_string())
}

/// A date of the command line.
fn given_date(call: &Call<'_>, option: &str) -> Result<Option<NaiveDate>, Failure> {
    let Some(text) = call.text(option) else {
        return Ok(None);
    };
    let date = parse_date(text).map_err(|_| {
        let command_line = Path::new(if call.lang == crate::text::Lang::Zh {
            "命令行"
        } else {
            "command line"
        });
        refused(command_line, words::not_a_date(option, text))
    })?;
    Ok(Some(date))
}

/// The person whom an id or a name means.
fn person(question: &Question<'_>, problem: &Problem, name: &str) -> Result<usize, Failure> {
    let name = name.trim();
    let people = || problem.people.iter();
    let found = people().position(|p| p.id == name);
    let found = found.or_else(|| people().position(|p| p.name == name));
    // As lists of the team show them.
    let both = |p: &Person| format!("{} {}", p.id, p.name) == name;
    let found = found.or_else(|| people().position(both));
    found.ok_or_else(|| {
        let mut known = Vec::new();
        for person in people() {
            known.push(person.id.clone());
            if person.name != person.id {
                known.push(person.name.clone());
            }
        }
        let shown = people().map(|p| match p.name == p.id {
            true => p.name.clone(),
            false => format!("{} {}", p.id, p.name),
        });
        let shown: Vec<String> = shown.collect();
        refused(question.team, words::unknown_person(name, &known, &shown))
    })
}
