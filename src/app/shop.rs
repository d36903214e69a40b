//! A shop as a folder: the team file, a folder for each month, the ledger. Opened once for a request.

use super::error::AppError;
use crate::domain::Problem;
use crate::domain::tasks::Task;
use crate::domain::time::Month;
use crate::input::{Fault, ROSTER_FILE, Source, Team, month_folder};
use crate::ledger::desk::{self, Known};
use crate::ledger::records::{Records, TeamId};
use crate::ledger::store::Place;
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
    at: LedgerPlace,
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
            at: LedgerPlace::new(None, Some(file)),
        })
    }

    /// The same shop with its ledger in another place than beside the team file, where one is named.
    #[must_use]
    pub fn with_ledger(self, at: Option<&LedgerPlace>) -> Shop {
        let at = at.cloned().unwrap_or_else(|| self.at.clone());
        Shop { at, ..self }
    }

    /// The same shop with lines at the end of its team file.
    ///
    /// # Errors
    /// The file would be wrong then.
    pub fn with(&self, lines: &str) -> Result<Shop, Fault> {
        let source = self.team.source();
        let text = format!("{}\n{lines}", source.text);
        let shop = Shop::of(&self.file, Source::new(source.name.clone(), text))?;
        Ok(shop.with_ledger(Some(&self.at)))
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

    /// Where the ledger lies, whether or not there is one.
    pub fn ledger(&self) -> &LedgerPlace {
        &self.at
    }

    /// Refuses a ledger that belongs to another team.
    ///
    /// # Errors
    /// It does.
    pub fn owns(&self, records: &Records) -> Result<(), AppError> {
        let last = records.published().last();
        // Where the file is wrong for that month, whoever asks about it is told.
        let month = last.and_then(|last| self.team.month(last.roster.month, None).ok());
        let people = month.map(|(problem, _)| problem.people).unwrap_or_default();
        let known = |person: crate::domain::Person| Known {
            id: person.id,
            name: person.name,
            was: person.was,
            stay: (person.joined, person.left),
            in_team: true,
        };
        let known: Vec<Known> = people.into_iter().map(known).collect();
        desk::belongs(records, self.team.name(), &self.team_id(), &known)
            .map_err(|error| AppError::from(error).at(|| self.at.shown()))
    }

    /// The id of its team file.
    pub fn team_id(&self) -> TeamId {
        TeamId::of(self.team.id().unwrap_or_default())
    }

    /// The fixed tasks of a month.
    ///
    /// # Errors
    /// The team file is wrong about them.
    pub fn tasks(&self, problem: &Problem) -> Result<Vec<Task>, AppError> {
        Ok(self.team.tasks(problem)?)
    }
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
    /// The team file of the folder that whoever asks is in, where they name a ledger and no team.
    pub here: Option<PathBuf>,
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
        let here = Path::new(TEAM_FILE);
        let asked = store.is_some() && team.is_none() && here.is_file();
        LedgerPlace {
            team: team.map_or_else(|| folder.join(TEAM_FILE), Path::to_owned),
            here: asked.then(|| here.to_owned()),
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

    /// Another team file than the one that counts, which may be meant or may be another shop's: in the folder that whoever
    /// asks is in, or beside the ledger.
    pub(super) fn other_team(&self) -> Option<Other> {
        let team = self.team.canonicalize().ok()?;
        let other = |path: &Path| path.canonicalize().is_ok_and(|path| path != team);
        let beside = match &self.store {
            Place::File(_) => Some(self.folder.join(TEAM_FILE)),
            Place::Postgres(_) => None,
        };
        let here = self.here.clone().filter(|path| other(path));
        let beside = || Some(Other::Beside(beside.filter(|path| other(path))?));
        here.map(Other::Here).or_else(beside)
    }

    /// The team file beside it, where there is one.
    pub(super) fn shop(&self) -> Option<Result<Shop, AppError>> {
        self.team.is_file().then(|| Shop::open(&self.team))
    }
}

/// A team file that may be another shop's than the one that counts.
pub(super) enum Other {
    /// In the folder that whoever asks is in.
    Here(PathBuf),
    /// Beside the ledger.
    Beside(PathBuf),
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
