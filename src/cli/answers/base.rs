//! The roster that a question is about: the last one published, or a file, as today's team file has its people.

use super::{Question, refused, words};
use crate::cli::Failure;
use crate::cli::load::{self, Loaded, ROSTER_FILE, month_folder};
use crate::domain::time::Month;
use crate::domain::{Problem, Roster};
use crate::input::{FaultKind, REST_WORDS, RosterFile};
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

/// A row as it is written down, whichever way.
struct Row<'a> {
    id: &'a str,
    name: &'a str,
    cells: Vec<&'a str>,
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
        let rows = last.roster.people.iter().map(|row| Row {
            id: &row.id,
            name: &row.name,
            cells: row.cells.split_whitespace().collect(),
        });
        let fitted = fitted(&loaded.problem, rows.collect(), false);
        let (roster, gone, new) = fitted.map_err(|words| refused(self.team, *words))?;
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
            Err(fault) if people_differ(&fault.kind) => {
                let rows = file.rows.iter().map(|row| Row {
                    id: &row.name,
                    name: &row.name,
                    cells: row.cells.iter().map(String::as_str).collect(),
                });
                let fitted = fitted(&loaded.problem, rows.collect(), true);
                fitted.map_err(|words| refused(path, *words))?
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

fn people_differ(kind: &FaultKind) -> bool {
    matches!(
        kind,
        FaultKind::UnknownPerson { .. } | FaultKind::MissingPeople { .. }
    )
}

type Fitted = (Roster, Vec<String>, Vec<String>);

/// Rows as the roster of a problem: who is in the team no more is left out, who has no row has an empty one.
fn fitted(
    problem: &Problem,
    rows: Vec<Row<'_>>,
    by_name: bool,
) -> Result<Fitted, Box<crate::cli::words::Words>> {
    let mut roster = Roster::empty(problem.people.len(), problem.days());
    let mut seen = vec![false; problem.people.len()];
    let mut gone = Vec::new();
    for row in rows {
        let mut people = problem.people.iter();
        let found = people.position(|p| p.id == row.id || (by_name && p.name == row.name));
        let Some(person) = found else {
            gone.push(row.name.to_owned());
            continue;
        };
        seen[person] = true;
        for (day, code) in row.cells.iter().enumerate().take(problem.days()) {
            roster.cells[person][day] = duty(problem, code).ok_or_else(|| {
                let known: Vec<String> = problem.duties.iter().map(|d| d.code.clone()).collect();
                let date = problem.date(day as i64);
                Box::new(words::unknown_shift(code, row.name, date, &known))
            })?;
        }
    }
    let new = |p: &usize| !seen[*p] && !problem.employed(*p).is_empty();
    let new = (0..seen.len()).filter(new);
    let new = new.map(|p| problem.people[p].name.clone()).collect();
    Ok((roster, gone, new))
}

/// What a code means: a duty, or rest; `None`: nothing.
fn duty(problem: &Problem, code: &str) -> Option<Option<usize>> {
    if code.is_empty() || REST_WORDS.contains(&code) {
        return Some(None);
    }
    let found = problem.duties.iter().position(|d| d.code == code);
    found.map(Some)
}
