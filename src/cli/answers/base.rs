//! The roster that a question is about: the last one published, or a file, as today's team file has its people.

use super::{Question, refused};
use crate::cli::Failure;
use crate::cli::load::{self, Loaded, ROSTER_FILE, month_folder};
use crate::cli::rows::{self, Fitted};
use crate::domain::time::Month;
use crate::domain::{Problem, Roster};
use crate::input::RosterFile;
use crate::ledger::duty;
use crate::ledger::moment::Moment;
use crate::text;
use crate::text::Text;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A month's roster as it is now, with the team of today.
pub struct Base {
    pub month: Month,
    pub loaded: Loaded,
    pub roster: Roster,
    pub origin: Origin,
    /// Names of the roster's people who are not in the team file any more; their rows are left out.
    pub gone: Vec<String>,
    /// Names of people of the team who have no row yet.
    pub new: Vec<String>,
    /// The month's roster file, where it is not what is published.
    pub differs: Option<PathBuf>,
}

/// Where a roster comes from.
pub enum Origin {
    /// A version of the ledger.
    Published {
        version: u32,
        recorded: Moment,
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
    pub fn follow(&mut self, before: &Roster) {
        let mut problem = self.problem().clone();
        follow(&mut problem, before);
        self.loaded.problem = Arc::new(problem);
    }

    /// In a line: which roster, and since when.
    pub fn in_words(&self) -> Text {
        let month = self.month;
        match &self.origin {
            Origin::Published {
                version,
                recorded,
                by,
            } => {
                let at = recorded.short();
                text!(
                    "{month}, version {version}, published {at} by {by}",
                    "{month} 第 {version} 版，{by} {at} 发布"
                )
            }
            Origin::Beside(path) => {
                let path = path.display();
                text!(
                    "{month}, from {path}: no roster of the month is published",
                    "{month}，取自 {path}：这个月还没有发布过班表"
                )
            }
            Origin::Named(path) => {
                let path = path.display();
                text!("{month}, from {path}", "{month}，取自 {path}")
            }
        }
    }

    /// The same as data.
    pub fn object(&self) -> Value {
        match &self.origin {
            Origin::Published {
                version,
                recorded,
                by,
            } => json!({ "version": version, "published": recorded, "by": by }),
            Origin::Beside(path) | Origin::Named(path) => {
                json!({ "file": path.display().to_string() })
            }
        }
    }

    /// People who have left the team file, and people who have come.
    pub fn notes(&self) -> Vec<Text> {
        let mut notes = Vec::new();
        if let Some(path) = &self.differs {
            let path = path.display();
            notes.push(text!(
                "note: {path} differs from it and does not count until it is published (paiban publish)",
                "提示：{path} 与它不同，用 paiban publish 发布之后才算数"
            ));
        }
        if !self.gone.is_empty() {
            let (en, zh) = (self.gone.join(", "), self.gone.join("、"));
            notes.push(text!(
                "not in the team file any more, rows left out: {en}",
                "已不在团队文件里，其班次不计：{zh}"
            ));
        }
        if !self.new.is_empty() {
            let (en, zh) = (self.new.join(", "), self.new.join("、"));
            notes.push(text!(
                "in the team since, without shifts so far: {en}",
                "排班之后加入，还没有班：{zh}"
            ));
        }
        notes
    }
}

/// Puts the end of the month before into a problem.
pub fn follow(problem: &mut Problem, before: &Roster) {
    for (person, row) in problem.people.iter_mut().zip(&before.cells) {
        let known = person.tail.len().min(row.len());
        let (tail, end) = (person.tail.len() - known, row.len() - known);
        person.tail[tail..].copy_from_slice(&row[end..]);
    }
}

impl Question<'_> {
    /// The roster of a month; `None`: there is none.
    pub fn base(&mut self, month: Month) -> Result<Option<Base>, Failure> {
        if let Some(path) = self.call.path("roster") {
            let path = path.to_owned();
            return self.of_file(month, &path, Origin::Named).map(Some);
        }
        let published = self.ledger.as_mut().and_then(|(book, records)| {
            let last = duty::last_roster(records, month, records.head())?;
            Some((book.entry(last.id), last.clone()))
        });
        let Some((entry, last)) = published else {
            let folder = self.team.parent().unwrap_or(Path::new(""));
            let path = month_folder(folder, month).join(ROSTER_FILE);
            return match path.is_file() {
                true => self.of_file(month, &path, Origin::Beside).map(Some),
                false => {
                    // A team file that cannot be read is said first.
                    load::team(self.team, month)?;
                    Ok(None)
                }
            };
        };
        let loaded = load::team(self.team, month)?;
        let fitted = rows::fitted(&loaded.problem, rows::published(&last.roster));
        let fitted = fitted.map_err(|words| refused(self.team, *words))?;
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
        let folder = self.team.parent().unwrap_or(Path::new(""));
        let path = month_folder(folder, month).join(ROSTER_FILE);
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
    ) -> Result<Base, Failure> {
        let file = RosterFile::read(path)?;
        let loaded = load::team(self.team, month)?;
        let (roster, gone, new) = match file.roster(&loaded.problem) {
            Ok(roster) => (roster, Vec::new(), Vec::new()),
            // The team has changed since: who is in both is what counts.
            Err(fault) if rows::people_differ(&fault.kind) => {
                let fitted = rows::fitted(&loaded.problem, rows::of_file(&file));
                let fitted = fitted.map_err(|words| refused(path, *words))?;
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

    /// Whether there is a ledger.
    pub fn has_ledger(&self) -> bool {
        self.ledger.is_some()
    }
}

/// The roster; the names of those who are gone, and of those who are new.
fn people(problem: &Problem, fitted: Fitted) -> (Roster, Vec<String>, Vec<String>) {
    let new = |p: &usize| !fitted.seen[*p] && !problem.employed(*p).is_empty();
    let new = (0..fitted.seen.len()).filter(new);
    let new = new.map(|p| problem.people[p].name.clone()).collect();
    let gone = fitted.gone.into_iter().map(|gone| gone.name).collect();
    (fitted.roster, gone, new)
}
