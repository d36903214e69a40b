//! A shop as a folder: the team file, a folder for each month, the ledger. Opened once for a request.

use super::error::AppError;
use super::past::{self, Memory};
use crate::domain::Problem;
use crate::domain::tasks::Task;
use crate::domain::time::Month;
use crate::input::{Fault, ROSTER_FILE, RosterFile, Source, Team, month_folder};
use crate::ledger::store::Place;
use crate::rules::RuleBook;
use chrono::NaiveDate;
use serde::{Serialize, Serializer};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The file of a ledger, beside the team file.
pub const LEDGER_FILE: &str = "ledger.db";
/// The team file beside a ledger.
const TEAM_FILE: &str = "team.toml";

/// A shop whose team file was read.
#[derive(Debug, Clone)]
pub struct Shop {
    file: PathBuf,
    folder: PathBuf,
    team: Team,
}

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
    /// What was carried over from earlier months, where the team file leaves that to the program.
    pub memory: Option<Memory>,
}

impl Shop {
    /// Reads a team file, and what it names beside it.
    ///
    /// # Errors
    /// The file cannot be read, or is wrong.
    pub fn open(file: &Path) -> Result<Shop, AppError> {
        Ok(Shop::of(file, Source::read(file)?)?)
    }

    /// The shop of a file, had the file this text.
    ///
    /// # Errors
    /// The text is wrong.
    pub fn of(file: &Path, text: Arc<Source>) -> Result<Shop, Fault> {
        Ok(Shop {
            file: file.to_owned(),
            folder: file.parent().unwrap_or(Path::new("")).to_owned(),
            team: Team::parse(text)?,
        })
    }

    /// The same shop with lines at the end of its team file.
    ///
    /// # Errors
    /// The file would be wrong then.
    pub fn with(&self, lines: &str) -> Result<Shop, Fault> {
        let source = self.team.source();
        let text = format!("{}\n{lines}", source.text);
        Shop::of(&self.file, Source::new(source.name.clone(), text))
    }

    /// The team file, as it was named.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What the team file says.
    pub fn team(&self) -> &Team {
        &self.team
    }

    /// Where a month's roster lies.
    pub fn roster_file(&self, month: Month) -> PathBuf {
        month_folder(&self.folder, month).join(ROSTER_FILE)
    }

    /// Where the ledger lies, unless another one is named.
    pub fn ledger_file(&self) -> PathBuf {
        self.folder.join(LEDGER_FILE)
    }

    /// A month, with the end of the one before.
    ///
    /// # Errors
    /// The team file is wrong for this month, or last month's roster is.
    pub fn load(&self, month: Month) -> Result<Loaded, AppError> {
        let past = self.past(month);
        let file = past.as_deref().map(RosterFile::read).transpose()?;
        let (mut problem, book) = self.team.month(month, file.as_ref())?;
        let memory = if self.team.remembers() {
            Some(past::remember(self, month, &mut problem)?)
        } else {
            None
        };
        let eve = month.first().pred_opt();
        let past_fits = file.is_some_and(|f| f.dates.last().copied() == eve);
        Ok(Loaded {
            problem: Arc::new(problem),
            book: Arc::new(book),
            past,
            past_fits,
            memory,
        })
    }

    /// `auto` is last month's folder, where `roster` writes by default; nothing there is no history.
    fn past(&self, month: Month) -> Option<PathBuf> {
        match self.team.history_file()?.get_ref().as_str() {
            "auto" => {
                let path = self.roster_file(month.before());
                path.is_file().then_some(path)
            }
            path => Some(self.folder.join(path)),
        }
    }

    /// The fixed tasks of a month.
    ///
    /// # Errors
    /// The team file is wrong about them.
    pub fn tasks(&self, problem: &Problem) -> Result<Vec<Task>, AppError> {
        Ok(self.team.tasks(problem)?)
    }
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
        duties: problem.duties.iter().map(|d| d.code.as_str()).collect(),
    };
    names.serialize(serializer)
}

/// Which ledger a request is about, and what lies beside it.
#[derive(Debug, Clone)]
pub struct LedgerPlace {
    /// Where it lies.
    pub store: Place,
    /// Whether it was named, and not just looked for beside the team file.
    pub named: bool,
    /// Where the months' folders lie.
    pub folder: PathBuf,
    /// The team file, which need not be there.
    pub team: PathBuf,
}

impl LedgerPlace {
    /// The ledger that is named, else the one beside the team file, else the one here.
    pub fn new(store: Option<&str>, team: Option<&Path>) -> LedgerPlace {
        let above = |path: &Path| path.parent().map(Path::to_owned).unwrap_or_default();
        let beside = team.map(above);
        let place = match store {
            Some(address) if is_address(address) => Place::Postgres(address.to_owned()),
            Some(file) => Place::File(PathBuf::from(file)),
            None => Place::File(beside.clone().unwrap_or_default().join(LEDGER_FILE)),
        };
        let folder = match (&place, beside) {
            (Place::File(file), _) => above(file),
            (Place::Postgres(_), beside) => beside.unwrap_or_default(),
        };
        LedgerPlace {
            team: team.map_or_else(|| folder.join(TEAM_FILE), Path::to_owned),
            store: place,
            named: store.is_some(),
            folder,
        }
    }

    /// As messages show it, without the password of an address.
    pub fn shown(&self) -> String {
        match &self.store {
            Place::File(file) => file.display().to_string(),
            Place::Postgres(address) => without_password(address),
        }
    }

    /// The team file beside it, where there is one.
    pub(super) fn shop(&self) -> Option<Result<Shop, AppError>> {
        self.team.is_file().then(|| Shop::open(&self.team))
    }
}

fn is_address(store: &str) -> bool {
    store.starts_with("postgres://") || store.starts_with("postgresql://")
}

fn without_password(address: &str) -> String {
    let (scheme, rest) = address.split_once("://").unwrap_or(("", address));
    // The last @ before the path: passwords may contain one.
    let end = rest.find('/').unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    let host = match host.rsplit_once('@') {
        Some((user, host)) => {
            let name = user.split(':').next().unwrap_or(user);
            format!("{name}@{host}")
        }
        None => host.to_owned(),
    };
    // What follows a question mark may hold a password too.
    let path = path.split('?').next().unwrap_or(path);
    format!("{scheme}://{host}{path}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_not_shown() {
        let cases = [
            ("postgres://ann:se@cret@db/shop", "postgres://ann@db/shop"),
            (
                "postgres://ann@db:5433/shop?password=x",
                "postgres://ann@db:5433/shop",
            ),
            ("postgresql://db/shop", "postgresql://db/shop"),
            ("postgres://db", "postgres://db"),
        ];
        for (address, wanted) in cases {
            assert_eq!(without_password(address), wanted);
        }
    }
}
