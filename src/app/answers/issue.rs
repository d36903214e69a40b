//! New rosters go out: into the ledger as the next version, and into their files.

use super::Question;
use super::base::{Base, Origin};
use crate::app::error::{AppError, Refusal};
use crate::app::files::Staged;
use crate::app::ledger::Call;
use crate::app::publish::{Done, Made, Press, publication};
use crate::domain::{Problem, Roster};
use crate::input::write_roster;
use crate::ledger::duty;
use serde::Serialize;
use std::path::PathBuf;

/// A roster that goes out.
pub(super) struct New<'a> {
    pub base: &'a Base,
    pub problem: &'a Problem,
    pub roster: &'a Roster,
}

/// A roster that has gone out.
#[derive(Debug, Clone, Serialize)]
pub struct Issued {
    /// Where the ledger lies.
    pub place: String,
    /// The ledger, if it was made in passing.
    pub made: Option<Made>,
    /// Its version; `None`: the published one is the same.
    pub done: Option<Done>,
    /// Its file.
    pub file: PathBuf,
    /// The name that the file before has now.
    pub kept: Option<PathBuf>,
}

/// Opens the ledger, and looks whether the answer still rests on the last version.
pub(super) fn open(question: &Question<'_>, bases: &[&Base]) -> Result<Press, AppError> {
    let press = Press::open(&Call {
        at: question.at,
        context: question.context,
    })?;
    for base in bases {
        let last = duty::last_roster(&press.records, base.month, press.records.head());
        let found = last.map_or(0, |last| last.roster.version);
        let named = matches!(base.origin, Origin::Named(_));
        if !named && found != base.version() {
            return Err(question.refused(Refusal::Superseded(base.month, found)));
        }
    }
    Ok(press)
}

/// Publishes rosters, all or none, and puts their files in their places, with what else is staged.
pub(super) fn issue(
    question: &Question<'_>,
    press: &mut Press,
    rosters: &[New<'_>],
    mut staged: Staged,
) -> Result<Vec<Issued>, AppError> {
    let mut files = Vec::new();
    for new in rosters {
        let file = question.shop.roster_file(new.base.month);
        let text = write_roster(new.problem, new.roster);
        let kept = staged.put_keeping(&file, text.as_bytes())?;
        files.push((file, kept));
    }
    let publications = rosters
        .iter()
        .map(|new| publication(new.problem, new.roster, new.base.month));
    let publications: Vec<_> = publications.filter(|p| !press.has(p)).collect();
    let done = if publications.is_empty() {
        Vec::new()
    } else {
        press.publish(publications)?
    };
    staged.commit()?;
    let mut made = press.made.take();
    let issued = rosters.iter().zip(files);
    Ok(issued
        .map(|(new, (file, kept))| Issued {
            place: question.at.shown(),
            made: made.take(),
            done: done.iter().find(|d| d.month == new.base.month).copied(),
            file,
            kept,
        })
        .collect())
}
