//! Public benchmark instances, solved as any month is.

use super::context::Context;
use super::error::AppError;
use super::files::Staged;
use super::loaded::names;
use super::solve::{Ended, Options, Solved, Task};
use crate::domain::{Problem, Roster};
use crate::input::benchmark::{Instance, curtois, inrc2};
use crate::verify::Verdict;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Which instance, and where its solution goes.
#[derive(Debug, Clone)]
pub enum Family {
    /// A shift scheduling instance of Curtois and Qu.
    Curtois {
        /// The instance.
        file: PathBuf,
        /// The file for the roster.
        out: PathBuf,
    },
    /// An instance of the nurse rostering competition INRC-II.
    Inrc2 {
        /// The scenario.
        scenario: PathBuf,
        /// The history.
        history: PathBuf,
        /// The weeks' data, in their order.
        weeks: Vec<PathBuf>,
        /// The folder for the solutions, one a week.
        out: PathBuf,
    },
}

/// What came of it.
#[derive(Debug, serde::Serialize)]
pub struct Report {
    /// The instance as a problem.
    #[serde(serialize_with = "names")]
    pub problem: Arc<Problem>,
    /// The roster and what the checks say of it, where there is one.
    pub found: Option<(Roster, Verdict)>,
    /// How the engine ended, and got there.
    pub solved: Solved,
    /// File or folder that was named.
    pub out: PathBuf,
    /// Files that were written.
    pub files: Vec<PathBuf>,
    /// Seconds that it took.
    pub seconds: f64,
}

impl Report {
    /// Whether it is proven that there is no roster.
    pub fn infeasible(&self) -> bool {
        matches!(self.solved.ended, Ended::Infeasible)
    }
}

/// Solves an instance, and writes its solution as those who publish the instances want it.
///
/// # Errors
/// A file is wrong or cannot be written, or the program is wrong.
pub fn run(family: &Family, options: &Options, context: &Context) -> Result<Report, AppError> {
    let instance = read(family)?;
    let (problem, book) = (&instance.problem, &instance.book);
    let task = Task::new(problem, book, options, context)?;
    let mut solved = task.solve()?;
    let (mut found, mut files) = (None, Vec::new());
    if let Ended::Found(..) = solved.ended
        && let Ended::Found(roster, verdict) = std::mem::replace(&mut solved.ended, Ended::Nothing)
    {
        files = save(family, problem, &roster)?;
        found = Some((roster, verdict));
    }
    let out = match family {
        Family::Curtois { out, .. } | Family::Inrc2 { out, .. } => out.clone(),
    };
    Ok(Report {
        problem: Arc::clone(problem),
        found,
        solved,
        out,
        files,
        seconds: context.clock.seconds(),
    })
}

fn read(family: &Family) -> Result<Instance, AppError> {
    Ok(match family {
        Family::Curtois { file, .. } => curtois::read(file)?,
        Family::Inrc2 {
            scenario,
            history,
            weeks,
            ..
        } => inrc2::read(scenario, history, weeks)?,
    })
}

/// Writes the solution; gives the files.
fn save(family: &Family, problem: &Problem, roster: &Roster) -> Result<Vec<PathBuf>, AppError> {
    let texts = match family {
        Family::Curtois { out, .. } => vec![(out.clone(), curtois::write(problem, roster))],
        Family::Inrc2 { out, .. } => inrc2::write(problem, roster)
            .into_iter()
            .enumerate()
            .map(|(week, text)| (week_file(out, week), text))
            .collect(),
    };
    let mut staged = Staged::default();
    for (path, text) in &texts {
        staged.put(path, text.as_bytes())?;
    }
    staged.commit()?;
    Ok(texts.into_iter().map(|(path, _)| path).collect())
}

fn week_file(folder: &Path, week: usize) -> PathBuf {
    folder.join(format!("sol-week{week}.txt"))
}
