//! Policies adopted, listed, or written as files to edit.

use super::{Call, settle, with};
use crate::app::context::Context;
use crate::app::error::{AppError, BadRequest, InsteadOf};
use crate::app::files;
use crate::app::shop::LedgerPlace;
use crate::input::{Source, policy_file, preset as text_of};
use crate::ledger::book::Scope;
use crate::ledger::entry::{Deed, EntryId};
use crate::ledger::policy::Policy;
use crate::ledger::preset::{self, PRESETS, Preset};
use crate::ledger::store::Access;
use crate::text::Lang;
use chrono::NaiveDate;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is asked for.
#[derive(Debug, Clone)]
pub enum Request {
    /// To write a preset as a file to edit.
    Write {
        /// The preset.
        preset: String,
        /// The file.
        out: PathBuf,
    },
    /// To adopt a preset or a file.
    Adopt {
        /// The preset's name, or the file.
        word: String,
        /// Whether it holds from the day that it says, though that is over.
        back: bool,
    },
    /// To list those that are adopted.
    List,
}

/// What came of it.
#[derive(Debug, Clone, serde::Serialize)]
pub enum Report {
    /// A file was written.
    Written(PathBuf),
    /// A policy was adopted, by an entry; and the first day that its file says.
    Adopted(EntryId, Box<Policy>, NaiveDate),
    /// Those that are adopted, and the presets that are not.
    List(Vec<Adopted>, Vec<&'static Preset>),
}

/// A policy that is adopted.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Adopted {
    /// By which entry.
    pub entry: EntryId,
    /// The policy.
    pub policy: Policy,
    /// Whether it holds today.
    pub state: State,
}

/// Whether a policy holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub enum State {
    /// It does.
    InForce,
    /// Not yet.
    ToCome,
    /// Not any more.
    Replaced,
}

/// Writes, adopts or lists policies. `lang` is the language of presets.
///
/// # Errors
/// There is no such policy, it is wrong, or the ledger refuses.
pub fn run(
    request: &Request,
    at: &LedgerPlace,
    lang: Lang,
    context: &Context,
) -> Result<Report, AppError> {
    match request {
        Request::Write { preset, out } => copy(preset, out, lang),
        Request::Adopt { word, back } => settle(at, context, |call| adopt(word, *back, lang, call)),
        Request::List => with(at, context, list),
    }
}

/// A policy with the file that it was read from.
pub(super) struct NamedPolicy {
    pub source: Arc<Source>,
    pub policy: Policy,
}

/// A policy by the name of a preset or of a file.
pub(super) fn named(word: &str, lang: Lang) -> Result<NamedPolicy, AppError> {
    let source = match preset::find(word) {
        Some(preset) => Source::new(
            format!("{word}.toml"),
            text_of::localized(preset.text, lang),
        ),
        // A bare word that is no file is a preset misspelt.
        None if !word.contains(['.', '/', '\\']) && !Path::new(word).exists() => {
            return Err(no_preset(word));
        }
        None => Source::read(Path::new(word))?,
    };
    let policy = policy_file::read(&source)?;
    Ok(NamedPolicy { source, policy })
}

fn no_preset(name: &str) -> AppError {
    AppError::request(BadRequest::NoPreset(name.to_owned()))
}

fn copy(name: &str, out: &Path, lang: Lang) -> Result<Report, AppError> {
    let preset = preset::find(name).ok_or_else(|| no_preset(name))?;
    if out.exists() {
        let bad = BadRequest::Exists(out.to_owned(), InsteadOf::NameOnly);
        return Err(AppError::request(bad));
    }
    files::write(out, text_of::localized(preset.text, lang).as_bytes())?;
    Ok(Report::Written(out.to_owned()))
}

fn adopt(word: &str, back: bool, lang: Lang, call: &Call<'_>) -> Result<Report, AppError> {
    let NamedPolicy { source, mut policy } = named(word, lang)?;
    let (mut book, now) = call.open(Access::Write)?;
    let records = book.load(Scope::Rules)?;
    let by = call.by(&mut book, &records)?;
    let people = call.people(&records, now)?;
    let desk = people.desk(&records, now, &by.name);
    let deed = desk.adopt(&policy, &source.text, back)?;
    let said = policy.from;
    if let Deed::Policy(adoption) = &deed {
        policy.from = adoption.from;
    }
    let ids = book.write(&records, now, &by, vec![deed])?;
    let entry = ids.first().copied().unwrap_or_default();
    Ok(Report::Adopted(entry, Box::new(policy), said))
}

fn list(call: &Call<'_>) -> Result<Report, AppError> {
    let (mut book, now) = call.open(Access::Read)?;
    let records = book.load(Scope::Rules)?;
    let force = records.policies(now.date(), records.head());
    let state = |policy: &Policy| {
        let same = |p: &Policy| p.id == policy.id && p.version == policy.version;
        match (force.iter().any(|p| same(p)), policy.from > now.date()) {
            (true, _) => State::InForce,
            (false, true) => State::ToCome,
            (false, false) => State::Replaced,
        }
    };
    let adopted = records.adopted().iter();
    let adopted: Vec<Adopted> = adopted
        .map(|(entry, policy)| Adopted {
            entry: *entry,
            state: state(policy),
            policy: policy.clone(),
        })
        .collect();
    let missing = |p: &&Preset| adopted.iter().all(|a| a.policy.id != p.name);
    let presets = PRESETS.iter().filter(missing).collect();
    Ok(Report::List(adopted, presets))
}
