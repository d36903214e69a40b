//! The next month from those before: every row goes on with its own period in whole weeks, so that only what must
//! change has to.
//!
//! A cell is as it was as many weeks ago as the row's period is long: as the rules `cycle` and `repeat` say, else four
//! weeks. Days on which the person was away say nothing of the pattern, and holidays and make-up workdays only where as
//! many people are needed as then; what was a period earlier counts instead, where that is known.

mod departures;
mod places;

pub use departures::{Departure, Reason, departures};
pub use places::{Entrance, Place};

use crate::domain::calendar::DayKind;
use crate::domain::person::Pin;
use crate::domain::{Need, PersonIx, Problem, Roster, who};
use crate::rules::{Instance, RuleBook, Weight, keeping};
use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;

/// Weeks of a row that no rule gives a period: the most that every month has.
const USUAL: usize = 4;

/// An earlier month, by today's team file: its people are those of the new month, in the same order.
pub struct Earlier<'a> {
    /// The month.
    pub problem: &'a Problem,
    /// What they worked.
    pub roster: &'a Roster,
    /// People who are not in the team file any more.
    pub gone: &'a [Gone],
}

/// Somebody who is not in the team file any more.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Gone {
    /// The id; where only a name is known, that.
    pub id: String,
    /// The name.
    pub name: String,
    /// The month's cells; the outer `None`: a shift that there is no more.
    pub cells: Vec<Option<Option<usize>>>,
}

/// What earlier months say of the new one.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Pattern {
    /// By person and day: a duty or rest; the outer `None`: nothing.
    pub cells: Vec<Vec<Option<Option<usize>>>>,
    /// Period of each row.
    pub weeks: Vec<usize>,
    /// Where those enter who are new.
    pub places: Vec<Place>,
    /// People who have left, and whose place nobody takes.
    pub ended: Vec<String>,
}

/// A row of earlier months: what is known of it.
type Row = BTreeMap<NaiveDate, Option<usize>>;

/// What there is to derive a pattern from.
struct Sources<'a> {
    problem: &'a Problem,
    /// By person.
    rows: Vec<Row>,
    /// In the order in which they are met; a person is met in several months.
    gone: Vec<(&'a Gone, Row)>,
    /// Days with their kind and demand.
    days: BTreeMap<NaiveDate, (DayKind, &'a [Need])>,
    weeks: Vec<usize>,
}

/// Derives the pattern of a month.
pub fn derive(problem: &Problem, book: &RuleBook, earlier: &[Earlier<'_>]) -> Pattern {
    let mut sources = Sources::new(problem, book);
    for month in earlier {
        sources.add(month);
    }
    let mut cells = Vec::with_capacity(problem.people.len());
    for (person, row) in PersonIx::enumerate(&sources.rows) {
        cells.push(sources.row(row, person, sources.weeks[person], 0));
    }
    let (places, ended) = places::enter(&sources, &mut cells);
    Pattern {
        cells,
        weeks: sources.weeks,
        places,
        ended,
    }
}

/// Weeks of the longest period: so far back the rosters must be known.
pub fn longest(problem: &Problem, book: &RuleBook) -> usize {
    let weeks = problem.everybody().map(|person| period(book, person));
    weeks.max().unwrap_or(USUAL)
}

fn period(book: &RuleBook, person: PersonIx) -> usize {
    let of_person = |i: &&Instance| i.scope.who.contains(&person);
    let mut rules = book.instances.iter().filter(of_person);
    rules.find_map(|i| i.rule.weeks()).unwrap_or(USUAL)
}

impl<'a> Sources<'a> {
    fn new(problem: &'a Problem, book: &RuleBook) -> Sources<'a> {
        let people = problem.people.len();
        Sources {
            problem,
            rows: vec![Row::new(); people],
            gone: Vec::new(),
            days: BTreeMap::new(),
            weeks: PersonIx::first(people)
                .map(|person| period(book, person))
                .collect(),
        }
    }

    fn add(&mut self, month: &Earlier<'a>) {
        let (past, now) = (month.problem, month.problem.duties_now().len());
        for day in 0..past.days() {
            let date = past.date(day as i64);
            let demand: &[Need] = past.demand.get(day).map_or(&[], Vec::as_slice);
            self.days.insert(date, (past.calendar[day].kind, demand));
            for (person, row) in PersonIx::enumerate(&mut self.rows) {
                let here = past.employed(person).contains(&day);
                let cell = month.roster.get(person, day);
                // A shift that only that month had says nothing of the next.
                if here
                    && !past.people[person].away(day as i64)
                    && cell.is_none_or(|duty| duty < now)
                {
                    row.insert(date, cell);
                }
            }
            for gone in month.gone {
                let known = |cell: &&Option<usize>| cell.is_none_or(|duty| duty < now);
                if let Some(cell) = gone.cells.get(day).and_then(|c| c.as_ref()).filter(known) {
                    self.gone(gone).insert(date, *cell);
                }
            }
        }
    }

    /// The row of somebody who is gone.
    fn gone(&mut self, gone: &'a Gone) -> &mut Row {
        let called = |g: &&'a Gone| (g.id.as_str(), g.name.as_str());
        let met = || self.gone.iter().map(|(g, _)| called(g));
        let place = who::find(met(), &gone.id).or_else(|_| who::find(met(), &gone.name));
        let place = place.unwrap_or_else(|_| {
            self.gone.push((gone, Row::new()));
            self.gone.len() - 1
        });
        &mut self.gone[place].1
    }

    /// A row as it goes on, for the days on which a person is in the team; `ahead` weeks further.
    fn row(
        &self,
        row: &Row,
        person: PersonIx,
        weeks: usize,
        ahead: usize,
    ) -> Vec<Option<Option<usize>>> {
        let employed = self.problem.employed(person);
        let days = 0..self.problem.days();
        days.map(|day| {
            if employed.contains(&day) {
                self.cell(row, day, weeks, ahead)
            } else {
                None
            }
        })
        .collect()
    }

    fn cell(&self, row: &Row, day: usize, weeks: usize, ahead: usize) -> Option<Option<usize>> {
        let (first, _) = row.first_key_value()?;
        let mut date = self.problem.date((day + 7 * ahead) as i64);
        while date >= *first {
            if date < self.problem.first
                && self.tells(date, day)
                && let Some(cell) = row.get(&date)
            {
                return Some(*cell);
            }
            date = date.checked_sub_days(Days::new(7 * weeks as u64))?;
        }
        None
    }

    /// Whether a past day says something of a day: an ordinary one, or one with the same demand.
    fn tells(&self, date: NaiveDate, day: usize) -> bool {
        let Some((kind, demand)) = self.days.get(&date) else {
            return false;
        };
        let ordinary = matches!(kind, DayKind::Workday | DayKind::Weekend);
        let same = self.problem.demand.get(day).is_some_and(|d| d == demand);
        ordinary || same && self.problem.calendar[day].kind == *kind
    }
}

impl Pattern {
    /// The rule that keeps to the pattern; cells that the team file itself prescribes are left out.
    pub fn rule(&self, problem: &Problem, weight: Weight) -> Instance {
        let mut known = Vec::new();
        for (person, row) in PersonIx::enumerate(&self.cells) {
            for (day, cell) in row.iter().enumerate() {
                if let Some(duty) = cell
                    && departures::prescribed(problem, person, day).is_none()
                {
                    let pin = |duty: usize| Pin {
                        kind: problem.duties[duty].kind,
                        post: problem.duties[duty].post,
                    };
                    known.push((person, day, duty.map(pin)));
                }
            }
        }
        keeping(known, problem.people.len(), weight)
    }

    /// Cells of which the pattern says something.
    pub fn known(&self) -> usize {
        self.cells.iter().flatten().flatten().count()
    }
}
