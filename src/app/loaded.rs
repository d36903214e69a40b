//! A month of a shop: what is to be rostered, the rules in force, the end of the month before, and what earlier months owe.

use super::balance::{Balances, Met};
use super::context::{Context, Note};
use super::error::{AppError, Refusal, Unread};
use super::past::Past;
use super::shop::Shop;
use crate::domain::time::Month;
use crate::domain::{Problem, ShiftKind, Standing};
use crate::input::RosterFile;
use crate::rules::RuleBook;
use crate::text::Text;
use chrono::NaiveDate;
use serde::{Serialize, Serializer};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A month of a shop, with what is worth saying about how it came about.
#[derive(Debug, Clone, Serialize)]
pub struct Loaded {
    /// What is to be rostered; in data the names that places in a report point to.
    #[serde(serialize_with = "names")]
    pub problem: Arc<Problem>,
    /// The rules in force.
    #[serde(skip)]
    pub book: Arc<RuleBook>,
    /// Last month's roster, when the team file names one.
    pub past: Option<PathBuf>,
    /// Whether it ends on the day before the month; if not, it was not used.
    pub past_fits: bool,
    /// Its roster, as it was read.
    #[serde(skip)]
    pub history: Option<Arc<RosterFile>>,
    /// What is worth knowing of it.
    #[serde(skip)]
    pub notes: Vec<Note>,
    /// What was carried over from earlier months, where the team file leaves that to the program.
    pub memory: Option<Memory>,
}

impl Shop {
    /// A month, with the end of the one before.
    ///
    /// # Errors
    /// The team file is wrong for this month, or last month's roster is.
    pub fn load(&self, month: Month) -> Result<Loaded, AppError> {
        let (past, file) = self.past(month)?.unzip();
        let (mut problem, book) = self.team().month(month, file.as_ref())?;
        let memory = if self.team().remembers() {
            Some(remember(self, month, &mut problem)?)
        } else {
            None
        };
        let eve = month.first().pred_opt();
        let fits = |f: &&RosterFile| f.dates.last().copied() == eve;
        let used = file.as_ref().filter(fits).zip(past.as_deref());
        let notes = used.map(|(file, path)| strangers(&problem, file, path));
        let mut notes: Vec<Note> = notes.transpose()?.into_iter().flatten().collect();
        let uncovered = problem.uncovered();
        notes.extend((!uncovered.is_empty()).then_some(Note::NoShift(uncovered)));
        notes.extend(
            (self.team().dropped(&problem))
                .into_iter()
                .map(Note::Dropped),
        );
        let idle = self.team().idle(&problem, &book);
        notes.extend(idle.into_iter().map(Note::Idle));
        let history = file.clone().map(Arc::new);
        let past_fits = used.is_some();
        Ok(Loaded {
            notes,
            history,
            problem: Arc::new(problem),
            book: Arc::new(book),
            past,
            past_fits,
            memory,
        })
    }

    /// `auto` is last month's folder, where `roster` writes by default, else what was published; nothing there is no
    /// history. The shifts are those that the month had, where it was published.
    fn past(&self, month: Month) -> Result<Option<(PathBuf, RosterFile)>, AppError> {
        let Some(word) = self.team().history_file() else {
            return Ok(None);
        };
        // A ledger that cannot be read is said where it is needed.
        let past = Past::open(self).ok();
        let published = |month| past.as_ref().and_then(|past| past.published(month));
        let path = match word.get_ref().as_str() {
            "auto" => self.roster_file(month.before()),
            path => self.folder().join(path),
        };
        if word.get_ref() == "auto" && !path.is_file() {
            let file = published(month.before());
            return Ok(file.map(|file| (PathBuf::from(self.ledger().shown()), file)));
        }
        let mut file = RosterFile::read(&path)?;
        if let Some(published) = published(file.month()) {
            file.kept = published.kept;
        }
        Ok(Some((path, file)))
    }
}

/// What is worth knowing of last month's roster: rows that fit nobody, shifts that are not known any more. Where no row fits anybody, it is that of another team.
fn strangers(problem: &Problem, file: &RosterFile, path: &Path) -> Result<Vec<Note>, AppError> {
    let rows = file.strangers(problem);
    if rows.len() == file.rows.len() {
        let month = file.month();
        return Err(AppError::refused(path, Refusal::NobodyInCommon(month)));
    }
    let team = problem.names();
    let mut notes = Vec::new();
    if !rows.is_empty() {
        notes.push(Note::Strangers(path.to_owned(), rows, team));
    }
    let codes = |is: &dyn Fn(&ShiftKind) -> bool| -> Vec<String> {
        let kinds = problem.kinds.iter().filter(|kind| is(kind));
        kinds.map(|kind| kind.code.clone()).collect()
    };
    let unknown = codes(&|kind| matches!(kind.standing, Standing::Unknown { .. }));
    if !unknown.is_empty() {
        notes.push(Note::UnknownShifts(path.to_owned(), unknown));
    }
    let today = |code: &str| problem.kinds_now().iter().any(|kind| kind.code == code);
    let changed = codes(&|kind| kind.standing == Standing::Past && today(&kind.code));
    if !changed.is_empty() {
        notes.push(Note::OtherTimes(path.to_owned(), changed));
    }
    Ok(notes)
}

impl Loaded {
    /// Tells what is worth knowing of it.
    pub(super) fn tell(&self, context: &Context) {
        for note in &self.notes {
            context.note(note.clone());
        }
    }
}

/// What is carried over into a month, and from which rosters.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Memory {
    /// The months, and where their rosters are from.
    pub months: Vec<(Month, Text)>,
    /// Months that cannot be read, and why.
    pub left_out: Vec<(Month, Unread)>,
    /// How many people have figures of their own in the team file.
    pub by_hand: usize,
    /// What was met that is nobody's, or no shift any more.
    pub met: Met,
}

/// Puts what the months before owe into a month, for everybody of whom the team file does not say it.
fn remember(shop: &Shop, month: Month, problem: &mut Problem) -> Result<Memory, AppError> {
    let past = Past::open(shop)?;
    let balances = Balances::of(&past, past.months_before(month));
    let by_hand = shop.team().carried_by_hand();
    for (person, by_hand) in problem.people.iter_mut().zip(&by_hand) {
        if !by_hand {
            person.carried = balances.carried(&person.id);
        }
    }
    Ok(Memory {
        months: balances.sources(),
        left_out: balances.left_out,
        met: balances.met,
        by_hand: by_hand.iter().filter(|by_hand| **by_hand).count(),
    })
}

/// What places in reports point to: `people`, `dates` and `duties` by their number in the month.
#[derive(Serialize)]
struct Names<'a> {
    team: &'a str,
    people: Vec<Named<'a>>,
    dates: Vec<NaiveDate>,
    duties: Vec<&'a str>,
}

#[derive(Serialize)]
struct Named<'a> {
    id: &'a str,
    name: &'a str,
}

/// A month as whoever reads a report needs it.
pub(super) fn names<S: Serializer>(problem: &Problem, serializer: S) -> Result<S::Ok, S::Error> {
    let people = problem.people.iter();
    let days = 0..i64::try_from(problem.days()).unwrap_or(0);
    let names = Names {
        team: &problem.name,
        people: people
            .map(|p| Named {
                id: &p.id,
                name: &p.name,
            })
            .collect(),
        dates: days.map(|day| problem.date(day)).collect(),
        duties: problem
            .duties_now()
            .iter()
            .map(|d| d.code.as_str())
            .collect(),
    };
    names.serialize(serializer)
}
