//! New rosters go out: into the ledger as the next version, and into their files.

use super::base::{Base, Origin};
use super::{Question, refused, words};
use crate::cli::Failure;
use crate::cli::load::{ROSTER_FILE, month_folder};
use crate::cli::publish::{self, Done, Press};
use crate::cli::solve::{cannot_write, write};
use crate::domain::{Problem, Roster};
use crate::input::write_roster;
use crate::ledger::duty;
use crate::text;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// A roster that goes out.
pub struct New<'a> {
    pub base: &'a Base,
    pub problem: &'a Problem,
    pub roster: &'a Roster,
}

/// A roster that has gone out.
pub struct Issued {
    /// Its version; `None`: the published one is the same.
    pub done: Option<Done>,
    /// Its file.
    pub file: PathBuf,
    /// The name that the file before has now.
    pub kept: Option<PathBuf>,
}

/// Opens the ledger, and looks whether the answer still rests on the last version.
pub fn open<'a>(question: &Question<'a>, bases: &[&Base]) -> Result<Press<'a>, Failure> {
    let press = Press::open(question.call)?;
    for base in bases {
        let last = duty::last_roster(&press.records, base.month, press.records.head());
        let found = last.map_or(0, |last| last.roster.version);
        let named = matches!(base.origin, Origin::Named(_));
        if !named && found != base.version() {
            return Err(refused(question.team, words::superseded(base.month, found)));
        }
    }
    Ok(press)
}

/// Publishes rosters, all or none, and writes their files.
pub fn issue(
    question: &Question<'_>,
    press: &mut Press<'_>,
    rosters: &[New<'_>],
) -> Result<Vec<Issued>, Failure> {
    let publications = rosters
        .iter()
        .map(|new| publish::publication(new.problem, new.roster, new.base.month));
    let publications = publications.filter(|publication| !press.has(publication));
    let publications: Vec<_> = publications.collect();
    let done = match publications.is_empty() {
        true => Vec::new(),
        false => press.publish(publications)?,
    };
    let mut issued = Vec::new();
    for new in rosters {
        let folder = question.team.parent().unwrap_or(Path::new(""));
        let folder = month_folder(folder, new.base.month);
        let (file, kept) = put(&folder, &write_roster(new.problem, new.roster))?;
        let done = done.iter().find(|done| done.month == new.base.month);
        issued.push(Issued {
            done: done.copied(),
            file,
            kept,
        });
    }
    Ok(issued)
}

/// Writes a month's roster; a different one that is there is renamed, never lost.
fn put(folder: &Path, text: &str) -> Result<(PathBuf, Option<PathBuf>), Failure> {
    std::fs::create_dir_all(folder).map_err(|e| cannot_write(folder, &e))?;
    let path = folder.join(ROSTER_FILE);
    if !path.exists() {
        write(&path, text)?;
        return Ok((path, None));
    }
    if std::fs::read(&path).ok().as_deref() == Some(text.as_bytes()) {
        return Ok((path, None));
    }
    let free = (1..10_000)
        .map(|n| folder.join(format!("ROSTER.{n}.csv")))
        .find(|p| !p.exists());
    if let Some(free) = &free {
        std::fs::rename(&path, free).map_err(|e| cannot_write(free, &e))?;
    }
    write(&path, text)?;
    Ok((path, free))
}

/// Says what has gone out.
pub fn say(question: &Question<'_>, press: &Press<'_>, issued: &[Issued]) {
    let call = question.call;
    if press.made {
        publish::say_made(call);
    }
    for one in issued {
        match &one.done {
            Some(done) => publish::say_published(call, done),
            None => call.say(&text!(
                "the published roster stays as it is",
                "已发布的班表不变"
            )),
        }
        let file = one.file.display();
        match &one.kept {
            Some(kept) => {
                let kept = kept.display();
                call.say(&text!(
                    "  {file}; the earlier one is kept as {kept}",
                    "  {file}；原来的保存为 {kept}"
                ));
            }
            None => call.say(&text!("  {file}", "  {file}")),
        }
    }
}

/// The same as data.
pub fn object(issued: &[Issued]) -> Vec<Value> {
    let one = |one: &Issued| {
        json!({
            "version": one.done.map(|done| done.version),
            "entry": one.done.map(|done| done.entry),
            "file": one.file.display().to_string(),
            "kept": one.kept.as_ref().map(|kept| kept.display().to_string()),
        })
    };
    issued.iter().map(one).collect()
}
