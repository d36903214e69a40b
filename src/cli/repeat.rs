//! `paiban roster --repeat`: the next month goes on with the pattern of those before, and only what must change changes.

use super::past::{Past, PastMonth};
use super::{Failure, load};
use crate::domain::time::Month;
use crate::domain::{Problem, Roster};
use crate::input::{Source, Team};
use crate::messages::answers as words;
use crate::model::Model;
use crate::pattern::{Departure, Earlier, Pattern, departures, derive, longest};
use crate::render::pattern as render;
use crate::rules::{RuleBook, Weight, usual_keep_weight};
use crate::text;
use crate::text::{Lang, Text};
use clap::ArgMatches;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What the command line says about it.
pub struct Wish {
    /// The roster that goes on; `None`: that of the month before.
    file: Option<PathBuf>,
    /// Points for a cell that changes.
    weight: Option<i64>,
}

impl Wish {
    /// Reads it; `None`: the month is not to repeat anything.
    pub fn read(matches: &ArgMatches) -> Result<Option<Wish>, Failure> {
        let Some(file) = matches.get_one::<String>("repeat") else {
            return Ok(None);
        };
        Ok(Some(Wish {
            file: (!file.is_empty()).then(|| PathBuf::from(file)),
            weight: matches.get_one::<i64>("keep").copied(),
        }))
    }
}

/// The pattern, and where it is from.
pub struct Repeat {
    pattern: Pattern,
    sources: Vec<Text>,
    months: Vec<String>,
    weight: i64,
}

/// Derives the pattern, and adds the rule that keeps to it.
pub fn apply(
    wish: &Wish,
    path: &Path,
    month: Month,
    loaded: &mut load::Loaded,
) -> Result<Repeat, Failure> {
    let team = Team::parse(Source::read(path)?)?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let past = Past::open(&team, folder)?;
    let weeks = longest(&loaded.problem, &loaded.book);
    let months = match &wish.file {
        Some(file) => vec![named(&past, file, month)?],
        None => earlier(&past, path, month, weeks)?,
    };
    let parts: Vec<Earlier<'_>> = months
        .iter()
        .map(|past| Earlier {
            problem: &past.problem,
            roster: &past.roster,
            gone: &past.gone,
        })
        .collect();
    let pattern = derive(&loaded.problem, &loaded.book, &parts);
    let mut problem = Problem::clone(&loaded.problem);
    if let Some(last) = months.first().filter(|last| last.month == month.before()) {
        border(&mut problem, last);
    }
    let weight = match (wish.weight, usual_keep_weight()) {
        (Some(points), _) | (None, Weight::Price(points)) => points,
        // The card's weight is a number.
        (None, _) => 1,
    };
    let rule = pattern.rule(&problem, Weight::Price(weight));
    loaded.problem = Arc::new(problem);
    let shared = || Failure::Internal(text!("the rules are in use", "规则正被使用"));
    Arc::get_mut(&mut loaded.book)
        .ok_or_else(shared)?
        .instances
        .push(rule);
    let source = |past: &PastMonth| {
        let (month, Text { en, zh }) = (past.month, &past.from);
        text!("{month} ({en})", "{month}（{zh}）")
    };
    Ok(Repeat {
        pattern,
        sources: months.iter().map(source).collect(),
        months: months.iter().map(|past| past.month.to_string()).collect(),
        weight,
    })
}

fn named(past: &Past<'_>, file: &Path, month: Month) -> Result<PastMonth, Failure> {
    let read = past.named(file)?;
    if read.month >= month {
        let words = Box::new(words::not_before(read.month, month));
        return Err(Failure::Question(words, file.display().to_string()));
    }
    Ok(read)
}

/// The months before, the last one first: it must be there, and as many more as the pattern is long. One more is read
/// where it is there, since days of leave and holidays say nothing.
fn earlier(
    past: &Past<'_>,
    team: &Path,
    month: Month,
    weeks: usize,
) -> Result<Vec<PastMonth>, Failure> {
    let known = past.months();
    let mut found = Vec::new();
    let mut before = month.before();
    while known.contains(&before) && found.len() <= weeks.div_ceil(USUAL_WEEKS) {
        match past.read(before) {
            Ok(read) => found.push(read),
            // Further back it is a help, and no more.
            Err(_) if !found.is_empty() => break,
            Err(unread) => return Err(unread.into()),
        }
        before = before.before();
    }
    if found.is_empty() {
        let words = Box::new(words::nothing_to_repeat(month.before(), month));
        return Err(Failure::Question(words, team.display().to_string()));
    }
    Ok(found)
}

/// Weeks that every month has.
const USUAL_WEEKS: usize = 4;

/// Runs go on over the border of the month, also where the team file does not say how the month before ended.
fn border(problem: &mut Problem, last: &PastMonth) {
    for (person, who) in problem.people.iter_mut().enumerate() {
        let whole = last.problem.employed(person).len() == last.problem.days();
        if who.tail.is_empty() && whole {
            who.tail.clone_from(&last.roster.cells[person]);
        }
    }
}

impl Repeat {
    /// Where a roster departs from the pattern.
    pub fn departures(
        &self,
        problem: &Problem,
        book: &RuleBook,
        model: &Model,
        roster: &Roster,
    ) -> Vec<Departure> {
        departures(&self.pattern, problem, book, model, roster)
    }

    fn told<'a>(&'a self, problem: &'a Problem, book: &'a RuleBook) -> render::Told<'a> {
        render::Told {
            problem,
            book,
            pattern: &self.pattern,
            sources: &self.sources,
            weight: self.weight,
        }
    }

    /// The lines for the summary.
    pub fn lines(
        &self,
        problem: &Problem,
        book: &RuleBook,
        found: &[Departure],
        all: bool,
        lang: Lang,
    ) -> Vec<String> {
        render::lines(&self.told(problem, book), found, all, lang)
    }

    /// The same as data.
    pub fn object(
        &self,
        problem: &Problem,
        book: &RuleBook,
        found: &[Departure],
        lang: Lang,
    ) -> Value {
        render::object(&self.told(problem, book), &self.months, found, lang)
    }
}
