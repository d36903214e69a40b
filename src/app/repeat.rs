//! The next month goes on with the pattern of those before, and only what must change changes.

use super::error::{AppError, Refusal};
use super::loaded::Loaded;
use super::past::{Past, PastMonth};
use super::shop::Shop;
use crate::domain::time::Month;
use crate::domain::{PersonIx, Problem, Roster};
use crate::model::Model;
use crate::pattern::{Departure, Earlier, Pattern, departures, derive, longest};
use crate::rules::{RuleBook, Weight, usual_keep_weight};
use crate::text;
use crate::text::Text;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// That a month is to go on with an earlier one.
#[derive(Debug, Clone, Default)]
pub struct Repeat {
    /// The roster that goes on; `None`: that of the month before.
    pub file: Option<PathBuf>,
    /// Points for a cell that changes; `None`: as many as usual.
    pub weight: Option<i64>,
}

/// The pattern that a month goes on with, and where it is from.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Repeated {
    /// What every cell would hold.
    pub pattern: Pattern,
    /// Where the rosters are from, the last month first.
    pub sources: Vec<Text>,
    /// Their months.
    pub months: Vec<Month>,
    /// Points for a cell that changes.
    pub weight: i64,
    /// Where the roster departs from it.
    pub departures: Vec<Departure>,
}

/// Derives the pattern, and puts the rule that keeps to it into the month.
pub(super) fn apply(
    wish: &Repeat,
    shop: &Shop,
    month: Month,
    loaded: &mut Loaded,
) -> Result<Repeated, AppError> {
    let past = Past::open(shop)?;
    let weeks = longest(&loaded.problem, &loaded.book);
    let months = match &wish.file {
        Some(file) => vec![named(&past, file, month)?],
        None => earlier(&past, shop.file(), month, weeks)?,
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
    let mut book = RuleBook::clone(&loaded.book);
    book.instances
        .push(pattern.rule(&problem, Weight::Price(weight)));
    loaded.book = Arc::new(book);
    loaded.problem = Arc::new(problem);
    let source = |past: &PastMonth| {
        let (month, Text { en, zh }) = (past.month, &past.from);
        text!("{month} ({en})", "{month}（{zh}）")
    };
    Ok(Repeated {
        pattern,
        sources: months.iter().map(source).collect(),
        months: months.iter().map(|past| past.month).collect(),
        weight,
        departures: Vec::new(),
    })
}

fn named(past: &Past<'_>, file: &Path, month: Month) -> Result<PastMonth, AppError> {
    let read = past.named(file)?;
    if read.month >= month {
        let (found, wanted) = (read.month, month);
        return Err(AppError::refused(
            file,
            Refusal::NotBefore { found, wanted },
        ));
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
) -> Result<Vec<PastMonth>, AppError> {
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
        let before = month.before();
        let refusal = Refusal::NothingToRepeat { before, month };
        return Err(AppError::refused(team, refusal));
    }
    Ok(found)
}

/// Weeks that every month has.
const USUAL_WEEKS: usize = 4;

/// Runs go on over the border of the month, also where the team file does not say how the month before ended.
fn border(problem: &mut Problem, last: &PastMonth) {
    let now = problem.duties_now().len();
    for (person, who) in PersonIx::enumerate(&mut problem.people) {
        let whole = last.problem.employed(person).len() == last.problem.days();
        if who.tail.is_empty() && whole {
            // Shifts that only the month before had are not numbered as here: the tail begins after the last of them.
            let row = &last.roster.cells[person];
            let other = row
                .iter()
                .rposition(|cell| cell.is_some_and(|duty| duty >= now));
            who.tail = row[other.map_or(0, |day| day + 1)..].to_vec();
        }
    }
}

impl Repeated {
    /// Notes where a roster departs from the pattern.
    pub(super) fn compare(
        &mut self,
        problem: &Problem,
        book: &RuleBook,
        model: &Model,
        roster: &Roster,
    ) {
        self.departures = departures(&self.pattern, problem, book, model, roster);
    }
}
