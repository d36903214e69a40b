//! The roster that a question is about: the last one published, or a file, as today's team file has its people.

use super::Question;
use crate::app::error::AppError;
use crate::app::loaded::Loaded;
use crate::app::rows::{self, Fitted};
use crate::domain::time::Month;
use crate::domain::{PersonIx, Problem, Roster};
use crate::input::RosterFile;
use crate::ledger::duty;
use crate::ledger::moment::Moment;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A month's roster as it is now, with the team of today.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Base {
    /// The month.
    pub month: Month,
    /// What is to be rostered in it.
    pub loaded: Loaded,
    /// The roster.
    pub roster: Roster,
    /// Where it comes from.
    pub origin: Origin,
    /// Names of the roster's people who are not in the team file any more; their rows are left out.
    pub gone: Vec<String>,
    /// Names of people of the team who have no row yet.
    pub new: Vec<String>,
    /// The month's roster file, where it is not what is published.
    pub differs: Option<PathBuf>,
}

/// Where a roster comes from.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub enum Origin {
    /// A version of the ledger.
    Published {
        /// Which.
        version: u32,
        /// When it was published.
        recorded: Moment,
        /// By whom.
        by: String,
    },
    /// The file that lies in the month's folder, since nothing is published.
    Beside(PathBuf),
    /// A file that was named.
    Named(PathBuf),
}

impl Base {
    /// The problem.
    pub fn problem(&self) -> &Problem {
        &self.loaded.problem
    }

    /// The version that the roster is of; 0: none is published.
    pub fn version(&self) -> u32 {
        match self.origin {
            Origin::Published { version, .. } => version,
            Origin::Beside(_) | Origin::Named(_) => 0,
        }
    }

    /// The month before ends like this roster, where it is known at all how it ends.
    pub(super) fn follow(&mut self, before: &Roster) {
        let mut problem = self.problem().clone();
        follow(&mut problem, before);
        self.loaded.problem = Arc::new(problem);
    }
}

/// Puts the end of the month before into a problem.
pub(super) fn follow(problem: &mut Problem, before: &Roster) {
    for (person, row) in problem.people.iter_mut().zip(&before.cells) {
        let known = person.tail.len().min(row.len());
        let (tail, end) = (person.tail.len() - known, row.len() - known);
        person.tail[tail..].copy_from_slice(&row[end..]);
    }
}

impl Question<'_> {
    /// The roster of a month; `None`: there is none.
    pub(super) fn find(&mut self, month: Month) -> Result<Option<Base>, AppError> {
        if let Some(path) = self.named.clone() {
            return self.of_file(month, &path, Origin::Named).map(Some);
        }
        let published = self.ledger.as_mut().and_then(|(book, records)| {
            let last = duty::last_roster(records, month, records.head())?;
            Some((book.entry(last.id), last.clone()))
        });
        let Some((entry, last)) = published else {
            let path = self.shop.roster_file(month);
            if path.is_file() {
                return self.of_file(month, &path, Origin::Beside).map(Some);
            }
            // A team file that is wrong for the month is said first.
            self.shop.load(month)?;
            return Ok(None);
        };
        let loaded = self.shop.load(month)?;
        loaded.tell(self.context);
        let fitted = rows::fitted(&loaded.problem, rows::published(&last.roster));
        let fitted = fitted.map_err(|refusal| self.refused(*refusal))?;
        let (roster, gone, new) = people(&loaded.problem, fitted);
        Ok(Some(Base {
            month,
            differs: self.differing(month, &loaded, &roster),
            roster,
            origin: Origin::Published {
                version: last.roster.version,
                recorded: last.recorded,
                by: entry?.by,
            },
            gone,
            new,
            loaded,
        }))
    }

    /// The file of the month beside the team file, where it has other shifts than the roster that is published.
    fn differing(&self, month: Month, loaded: &Loaded, published: &Roster) -> Option<PathBuf> {
        let path = self.shop.roster_file(month);
        // A file that cannot be read, or has other people, is nothing that could be compared.
        let file = RosterFile::read(&path).ok()?;
        let roster = file.roster(&loaded.problem).ok()?;
        (roster != *published).then_some(path)
    }

    fn of_file(
        &self,
        month: Month,
        path: &Path,
        origin: fn(PathBuf) -> Origin,
    ) -> Result<Base, AppError> {
        let file = RosterFile::read(path)?;
        let loaded = self.shop.load(month)?;
        loaded.tell(self.context);
        let (roster, gone, new) = match file.roster(&loaded.problem) {
            Ok(roster) => (roster, Vec::new(), Vec::new()),
            // The team has changed since: who is in both is what counts.
            Err(fault) if rows::people_differ(&fault.kind) => {
                let fitted = rows::fitted(&loaded.problem, rows::of_file(&file));
                let fitted = fitted.map_err(|refusal| AppError::refused(path, *refusal))?;
                people(&loaded.problem, fitted)
            }
            Err(fault) => return Err(fault.into()),
        };
        Ok(Base {
            month,
            loaded,
            roster,
            origin: origin(path.to_owned()),
            gone,
            new,
            differs: None,
        })
    }
}

/// The roster; the names of those who are gone, and of those who are new.
fn people(problem: &Problem, fitted: Fitted) -> (Roster, Vec<String>, Vec<String>) {
    let new = |p: &PersonIx| !fitted.seen[*p] && !problem.employed(*p).is_empty();
    let new = problem.everybody().filter(new);
    let new = new.map(|p| problem.people[p].name.clone()).collect();
    let gone = fitted.gone.into_iter().map(|gone| gone.name).collect();
    (fitted.roster, gone, new)
}
