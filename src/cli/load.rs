//! From paths on the command line to a problem: the team file and last month's roster.

use super::Failure;
use super::past::{self, Memory};
use crate::domain::Problem;
use crate::domain::time::Month;
pub use crate::input::{ROSTER_FILE, month_folder};
use crate::input::{RosterFile, Source, Team};
use crate::rules::RuleBook;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A month's problem, with what is worth saying about how it came about.
pub struct Loaded {
    pub problem: Arc<Problem>,
    pub book: Arc<RuleBook>,
    /// Last month's roster, when the team file names one.
    pub past: Option<PathBuf>,
    /// Whether it ends on the day before the month; if not, it was not used.
    pub past_fits: bool,
    /// What was carried over from earlier months, where the team file leaves that to the program.
    pub memory: Option<Memory>,
}

/// Reads a team file for a month.
pub fn team(path: &Path, month: Month) -> Result<Loaded, Failure> {
    let team = Team::parse(Source::read(path)?)?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let past = past_path(&team, folder, month);
    let file = past.as_deref().map(RosterFile::read).transpose()?;
    let (mut problem, book) = team.month(month, file.as_ref())?;
    let memory = match team.remembers() {
        true => Some(past::remember(&team, folder, month, &mut problem)?),
        false => None,
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
fn past_path(team: &Team, folder: &Path, month: Month) -> Option<PathBuf> {
    match team.history_file()?.get_ref().as_str() {
        "auto" => {
            let path = month_folder(folder, month.before()).join(ROSTER_FILE);
            path.is_file().then_some(path)
        }
        path => Some(folder.join(path)),
    }
}
