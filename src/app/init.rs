//! A commented team file to edit.

use super::context::Context;
use super::error::{AppError, BadRequest, InsteadOf};
use super::files::Staged;
use super::shop::Shop;
use crate::input::preset;
use crate::ledger::moment::Zone;
use crate::text::Lang;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf, absolute};

/// A team file to begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preset {
    /// Its name.
    pub name: &'static str,
    text: &'static str,
}

/// The presets that there are, the most usual first.
pub const PRESETS: [Preset; 3] = [
    Preset {
        name: "taobao",
        text: include_str!("../../data/presets/taobao.toml"),
    },
    Preset {
        name: "tmall",
        text: include_str!("../../data/presets/tmall.toml"),
    },
    Preset {
        name: "desk24",
        text: include_str!("../../data/presets/desk24.toml"),
    },
];

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Request {
    /// The folder, which is made if need be.
    pub folder: PathBuf,
    /// The preset.
    pub preset: Preset,
    /// Scaled to so many people.
    pub people: Option<u32>,
    /// Whether a file that is there may be overwritten.
    pub force: bool,
    /// The language of the file's comments.
    pub lang: Lang,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Report {
    /// The team file.
    pub path: PathBuf,
    /// What the team file that was there is called now.
    pub kept: Option<PathBuf>,
}

/// Writes a team file.
///
/// # Errors
/// A file is in the way, or it cannot be written.
pub fn run(request: &Request, context: &Context) -> Result<Report, AppError> {
    let text = request.preset.text;
    let text = match request.people {
        Some(people) => preset::scaled(text, people as usize),
        None => text.to_owned(),
    };
    let path = request.folder.join("team.toml");
    if path.exists() && !request.force {
        let bad = BadRequest::Exists(path, InsteadOf::Folder);
        return Err(AppError::request(bad));
    }
    let text = preset::localized(&text, request.lang);
    let text = match id(&path, context)? {
        Some(id) => preset::identified(&text, &id, request.lang),
        None => text,
    };
    let mut staged = Staged::default();
    let kept = staged.put_keeping(&path, text.as_bytes())?;
    staged.commit()?;
    Ok(Report { path, kept })
}

/// What tells a new shop from all others that are made from the same preset: of where and when it was made, and by whom. A
/// file that takes the place of another is of the same shop, and keeps its id, or has none.
fn id(path: &Path, context: &Context) -> Result<Option<String>, AppError> {
    if let Ok(shop) = Shop::open(path) {
        return Ok(shop.team().id().map(str::to_owned));
    }
    let place = absolute(path).unwrap_or_else(|_| path.to_owned());
    let now = context.clock.now(Zone::SHANGHAI)?.seconds();
    let by = context.actor.login.as_deref().unwrap_or_default();
    let hash = Sha256::digest(format!("{}\n{now}\n{by}", place.display()));
    let digits: Vec<String> = hash.iter().take(6).map(|b| format!("{b:02x}")).collect();
    Ok(Some(digits.concat()))
}
