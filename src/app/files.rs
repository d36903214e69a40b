//! Files put in their places: all of them, or none, and never half of one.
//!
//! Everything is written beside its place first (a draft), and moved there once all drafts are on the disk: what else a
//! use case writes, the ledger first of all, comes in between, so that a full disk or a missing folder is known before.

pub mod kind;

use super::error::{AppError, BadRequest};
use crate::input::{Fault, FaultKind};
use kind::Kind;
use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// What a file is called while it is being written; it ends in what no program opens.
const DRAFT: &str = ".paiban-part";

/// Names that are tried for a file that makes way.
const NUMBERS: std::ops::Range<usize> = 1..10_000;

/// Files that are on the disk and not yet in their places; dropped before, they are taken away again.
#[derive(Debug, Default)]
pub struct Staged {
    drafts: Vec<Draft>,
    /// Devices and pipes, which must not be replaced: they are written to at the end.
    streams: Vec<(PathBuf, Vec<u8>)>,
}

#[derive(Debug)]
struct Draft {
    draft: PathBuf,
    target: PathBuf,
    /// The name that what is in the place gets.
    keep: Option<PathBuf>,
}

/// Who may read a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Readers {
    /// Whoever may read what it takes the place of; a new file, as this system makes them.
    AsBefore,
    /// Its owner only.
    Owner,
}

impl Staged {
    /// Takes a file up; what is in its place will be replaced, if it is of the same kind.
    ///
    /// # Errors
    /// It cannot be written, or another kind of file is in its place.
    pub fn put(&mut self, path: &Path, content: &[u8]) -> Result<(), AppError> {
        same_kind(path, content)?;
        self.stage(path, content, None, Readers::AsBefore)
    }

    /// Takes up a file with people's money in it: what is put in its place is readable by its owner only, whatever was
    /// there before.
    ///
    /// # Errors
    /// As for [`Staged::put`].
    pub fn put_private(&mut self, path: &Path, content: &[u8]) -> Result<(), AppError> {
        same_kind(path, content)?;
        self.stage(path, content, None, Readers::Owner)
    }

    /// Takes a file up; another one that is in its place will be renamed, never lost: `ROSTER.csv` becomes
    /// `ROSTER.1.csv`. Gives that name. What is there with the same content stays.
    ///
    /// # Errors
    /// It cannot be written, or a ledger or a team file is in its place.
    pub fn put_keeping(
        &mut self,
        path: &Path,
        content: &[u8],
    ) -> Result<Option<PathBuf>, AppError> {
        let there = head(path).filter(|_| path.is_file());
        let (old, new) = (there.as_deref().map(kind::of), kind::of(content));
        if let (Some(there), Some(Kind::Store | Kind::Team)) = (&there, old)
            && old != Some(new)
        {
            return Err(other_kind(path, there, content));
        }
        let keep = match std::fs::read(path) {
            Ok(there) if there == content => return Ok(None),
            Ok(_) => Some(free_name(path)?),
            Err(_) => None,
        };
        self.stage(path, content, keep.clone(), Readers::AsBefore)?;
        Ok(keep)
    }

    fn stage(
        &mut self,
        path: &Path,
        content: &[u8],
        keep: Option<PathBuf>,
        readers: Readers,
    ) -> Result<(), AppError> {
        let folder = path.parent().filter(|f| !f.as_os_str().is_empty());
        if let Some(folder) = folder {
            std::fs::create_dir_all(folder).map_err(|e| cannot_write(folder, &e))?;
        }
        let Some(target) = target(path).map_err(|e| cannot_write(path, &e))? else {
            self.streams.push((path.to_owned(), content.to_vec()));
            return Ok(());
        };
        let draft = draft(&target);
        self.drafts.push(Draft {
            draft: draft.clone(),
            target,
            keep,
        });
        write_draft(&draft, content, path, readers).map_err(|e| cannot_write(path, &e))
    }

    /// Moves everything to its place.
    ///
    /// # Errors
    /// Only where the moving itself fails; files that came before are in their places then, each of them whole.
    pub fn commit(mut self) -> Result<(), AppError> {
        for draft in &self.drafts {
            if let Some(keep) = &draft.keep {
                std::fs::rename(&draft.target, keep).map_err(|e| cannot_write(keep, &e))?;
            }
            let moved = std::fs::rename(&draft.draft, &draft.target);
            moved.map_err(|e| {
                if let Some(keep) = &draft.keep {
                    // What went wrong before is what must be said.
                    let _ = std::fs::rename(keep, &draft.target);
                }
                cannot_write(&draft.target, &e)
            })?;
        }
        self.drafts.clear();
        for (path, content) in &self.streams {
            std::fs::write(path, content).map_err(|e| cannot_write(path, &e))?;
        }
        Ok(())
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        for draft in &self.drafts {
            // A draft that is left behind does no harm; what went wrong before is what must be said.
            let _ = std::fs::remove_file(&draft.draft);
        }
    }
}

/// Writes one file.
///
/// # Errors
/// It cannot be written; then what was there is there.
pub fn write(path: &Path, content: &[u8]) -> Result<(), AppError> {
    let mut staged = Staged::default();
    staged.put(path, content)?;
    staged.commit()
}

/// How a file begins that is in the way; `None`: there is none, or it is a device.
fn head(path: &Path) -> Option<Vec<u8>> {
    let there = std::fs::metadata(path).ok()?;
    if !there.is_file() {
        return None;
    }
    let mut head = Vec::new();
    let file = std::fs::File::open(path).ok()?;
    file.take(kind::HEAD as u64).read_to_end(&mut head).ok()?;
    Some(head)
}

/// Whether a file may take the place of what is there.
fn same_kind(path: &Path, content: &[u8]) -> Result<(), AppError> {
    match head(path) {
        Some(there) if !kind::replaces(content, &there) => Err(other_kind(path, &there, content)),
        _ => Ok(()),
    }
}

fn other_kind(path: &Path, there: &[u8], content: &[u8]) -> AppError {
    AppError::request(BadRequest::OtherKind {
        path: path.to_owned(),
        there: kind::of(there),
        written: kind::of(content),
    })
}

/// Writes one file with people's money in it, readable by its owner only.
///
/// # Errors
/// As for [`write()`].
pub fn write_private(path: &Path, content: &[u8]) -> Result<(), AppError> {
    let mut staged = Staged::default();
    staged.put_private(path, content)?;
    staged.commit()
}

/// A path that cannot be written, as an input of the user's.
pub fn cannot_write(path: &Path, error: &std::io::Error) -> AppError {
    AppError::Input(Fault::of_file(
        &path.display().to_string(),
        FaultKind::CannotWrite {
            reason: error.kind(),
            detail: error.to_string(),
        },
    ))
}

/// A name beside a file that nothing has: `ROSTER.1.csv`.
///
/// # Errors
/// There is none: then nothing makes way, and nothing is lost.
fn free_name(path: &Path) -> Result<PathBuf, AppError> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let ending = path
        .extension()
        .map(|e| format!(".{}", e.to_string_lossy()));
    let ending = ending.unwrap_or_default();
    let mut names = NUMBERS.map(|n| path.with_file_name(format!("{stem}.{n}{ending}")));
    let free = names.find(|p| !p.exists());
    free.ok_or_else(|| cannot_write(path, &std::io::ErrorKind::AlreadyExists.into()))
}

/// Where a file really is, if its place is a link. `None`: what is there is no file but a device or a pipe, which must
/// not be replaced.
fn target(path: &Path) -> std::io::Result<Option<PathBuf>> {
    let Ok(there) = std::fs::metadata(path) else {
        return Ok(Some(path.to_owned()));
    };
    if there.is_dir() {
        return Err(std::io::ErrorKind::IsADirectory.into());
    }
    if !there.is_file() {
        return Ok(None);
    }
    // Moving something over a file does not ask whether it may be written.
    if there.permissions().readonly() {
        return Err(std::io::ErrorKind::PermissionDenied.into());
    }
    std::fs::canonicalize(path).map(Some)
}

/// Writes a draft; who may read the file that it will replace may read it, too, unless it is for its owner only.
fn write_draft(draft: &Path, content: &[u8], old: &Path, readers: Readers) -> std::io::Result<()> {
    let mut file = match readers {
        Readers::AsBefore => std::fs::File::create(draft)?,
        Readers::Owner => owners(draft)?,
    };
    file.write_all(content)?;
    if let (Readers::AsBefore, Ok(old)) = (readers, std::fs::metadata(old)) {
        file.set_permissions(old.permissions())?;
    }
    file.sync_all()
}

/// A new file that was never anybody else's to read, not for a moment.
fn owners(path: &Path) -> std::io::Result<std::fs::File> {
    match std::fs::remove_file(path) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(e),
        _ => {}
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Hidden, beside the file, so that moving it there is one step.
fn draft(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(DRAFT);
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    fn files(files: &[(&Path, &[u8])]) -> Result<(), AppError> {
        let mut staged = Staged::default();
        for (path, content) in files {
            staged.put(path, content)?;
        }
        staged.commit()
    }

    #[test]
    fn all_or_none() {
        let folder = std::env::temp_dir().join(format!("paiban-files-{}", std::process::id()));
        let (one, two) = (folder.join("sub/one.ics"), folder.join("sub/two.ics"));
        assert!(files(&[(&one, b"1"), (&two, b"2")]).is_ok());
        assert_eq!(names(&folder.join("sub")), ["one.ics", "two.ics"]);
        // The second place is taken by a folder: the first stays what it was.
        std::fs::remove_file(&two).unwrap();
        std::fs::create_dir(&two).unwrap();
        assert!(files(&[(&one, b"new"), (&two, b"2")]).is_err());
        assert_eq!(std::fs::read(&one).unwrap(), b"1");
        assert_eq!(names(&folder.join("sub")), ["one.ics", "two.ics"]);
        // A device is written to, and stays one.
        #[cfg(unix)]
        {
            assert!(files(&[(Path::new("/dev/null"), b"x")]).is_ok());
            assert!(!std::fs::metadata("/dev/null").unwrap().is_file());
            let link = folder.join("link");
            std::os::unix::fs::symlink(&one, &link).unwrap();
            assert!(files(&[(&link, b"1")]).is_ok());
            assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
        }
        // Nor can a file be a folder.
        assert!(files(&[(&one, b"new"), (&one.join("x"), b"2")]).is_err());
        assert_eq!(std::fs::read(&one).unwrap(), b"1");
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn peoples_money_is_for_the_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        let folder = std::env::temp_dir().join(format!("paiban-private-{}", std::process::id()));
        let path = folder.join("PAYROLL.csv");
        let mode = || std::fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        let open = || std::fs::set_permissions(&path, PermissionsExt::from_mode(0o644)).unwrap();
        assert!(write_private(&path, b"a,b\n").is_ok());
        assert_eq!(mode(), 0o600);
        // What was open to everybody before is not any more, nor is what a crash has left as a draft.
        open();
        std::fs::write(draft(&path), b"left").unwrap();
        assert!(write_private(&path, b"a,b\n1,2\n").is_ok());
        assert_eq!(mode(), 0o600);
        // Anything else keeps the rights that people gave it.
        open();
        assert!(write(&path, b"a,b\n3,4\n").is_ok());
        assert_eq!(mode(), 0o644);
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn what_was_there_is_kept_under_a_number() {
        let folder = std::env::temp_dir().join(format!("paiban-keep-{}", std::process::id()));
        let path = folder.join("ROSTER.csv");
        let put = |content: &[u8]| {
            let mut staged = Staged::default();
            let kept = staged.put_keeping(&path, content).unwrap();
            staged.commit().unwrap();
            kept.map(|kept| kept.file_name().unwrap().to_owned())
        };
        assert_eq!(put(b"1"), None);
        assert_eq!(put(b"1"), None);
        assert_eq!(put(b"2"), Some("ROSTER.1.csv".into()));
        assert_eq!(put(b"3"), Some("ROSTER.2.csv".into()));
        assert_eq!(std::fs::read(folder.join("ROSTER.1.csv")).unwrap(), b"1");
        assert_eq!(std::fs::read(&path).unwrap(), b"3");
        // What was taken up and not moved leaves nothing.
        let mut staged = Staged::default();
        staged.put_keeping(&path, b"4").unwrap();
        drop(staged);
        assert_eq!(
            names(&folder),
            ["ROSTER.1.csv", "ROSTER.2.csv", "ROSTER.csv"]
        );
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
