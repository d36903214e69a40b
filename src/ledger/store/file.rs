//! What is to be known about files around SQLite: how one comes into being whole, why one cannot be opened, whether
//! the disk is full.

use super::StoreError;
use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The part of a folder's path that a file lies in.
fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

/// A file that belongs to another, such as the log beside the database.
fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    name.into()
}

/// The path as SQLite is to be given it. It would take `file:…` and `:memory:` for something else than files.
pub(super) fn plain(path: &Path) -> Result<PathBuf, StoreError> {
    if path.to_str().is_none_or(|text| text.contains('\0')) {
        return Err(StoreError::Database(
            "the file's name is no Unicode text".to_owned(),
        ));
    }
    Ok(if path.is_absolute() {
        path.to_owned()
    } else {
        Path::new(".").join(path)
    })
}

/// Whether there is a file that may be a ledger.
pub(super) fn look(path: &Path) -> Result<(), StoreError> {
    let meta = match path.metadata() {
        Ok(meta) => meta,
        Err(e) if e.kind() == ErrorKind::PermissionDenied => return Err(StoreError::Denied),
        Err(e) if [ErrorKind::NotFound, ErrorKind::NotADirectory].contains(&e.kind()) => {
            return Err(StoreError::Missing);
        }
        Err(e) => return Err(StoreError::Database(e.to_string())),
    };
    if !meta.is_file() {
        return Err(StoreError::NotALedger("it is not a file".to_owned()));
    }
    match meta.len() {
        0 => Err(StoreError::NotALedger("the file is empty".to_owned())),
        // SQLite would take it for a new one. Its header is longer.
        1..100 => Err(StoreError::NotALedger("the file is too short".to_owned())),
        _ => Ok(()),
    }
}

/// Why SQLite could not open a file.
pub(super) fn unopened(path: &Path) -> StoreError {
    if let Err(fault) = look(path) {
        return fault;
    }
    match File::open(path) {
        Err(e) if e.kind() == ErrorKind::PermissionDenied => StoreError::Denied,
        Err(e) => StoreError::Database(e.to_string()),
        // The file can be read; what could not be made is the log beside it.
        Ok(_) => StoreError::ReadOnly,
    }
}

/// Whether nothing stands in the log that is not yet in the file.
pub(super) fn has_no_log(path: &Path) -> bool {
    beside(path, "-wal")
        .metadata()
        .map_or(true, |meta| meta.len() == 0)
}

/// Whether the file is marked as one that is not to be written.
pub(super) fn nobody_may_write(path: &Path) -> bool {
    path.metadata()
        .is_ok_and(|meta| meta.permissions().readonly())
}

/// Length of a file.
pub(super) fn length(path: &Path) -> u64 {
    path.metadata().map_or(0, |meta| meta.len())
}

/// Whether the disk takes no more, though SQLite only says that it could not write: a quota is used up, or a limit
/// of the size of files is reached. Found out by writing a little more than what is there.
pub(super) fn is_full(path: &Path) -> bool {
    const MORE: u64 = 1 << 20;
    let (probe, mut file) = match fresh(path, "probe") {
        Ok(fresh) => fresh,
        Err(e) => return says_full(e.kind()),
    };
    let longest = length(path).max(length(&beside(path, "-wal")));
    let tried = file
        .write_all(&[0; 1 << 16])
        .and_then(|()| file.set_len(longest + MORE));
    drop(file);
    // It is empty of meaning; where it cannot be removed, nothing is lost.
    let _ = std::fs::remove_file(probe);
    tried.is_err_and(|e| says_full(e.kind()))
}

fn says_full(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge
    )
}

/// A new file in the folder of another, for its owner only, under a name that nobody takes for a ledger.
fn fresh(path: &Path, what: &str) -> std::io::Result<(PathBuf, File)> {
    let name = path.file_name().unwrap_or_default();
    let mut number = 0;
    loop {
        let mut hidden = OsString::from(".");
        hidden.push(name);
        hidden.push(format!(".{what}-{}-{number}", std::process::id()));
        let fresh = folder(path).join(hidden);
        match private().open(&fresh) {
            Ok(file) => return Ok((fresh, file)),
            Err(e) if e.kind() == ErrorKind::AlreadyExists && number < 100 => number += 1,
            Err(e) => return Err(e),
        }
    }
}

fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// A ledger that is being made, under another name until it is complete.
#[derive(Debug)]
pub(super) struct Unborn {
    path: PathBuf,
}

impl Unborn {
    /// An empty file beside the place where the ledger is to be.
    pub(super) fn beside(path: &Path) -> Result<Unborn, StoreError> {
        let (path, _) = fresh(path, "new").map_err(|e| match e.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => {
                let folder = folder(path).display();
                StoreError::Database(format!("there is no folder {folder}"))
            }
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly,
            kind if says_full(kind) => StoreError::Full,
            _ => StoreError::Database(e.to_string()),
        })?;
        Ok(Unborn { path })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Gives it its name, unless somebody else has taken that by now.
    pub(super) fn name(self, path: &Path) -> Result<(), StoreError> {
        if !has_no_log(&self.path) {
            return Err(StoreError::Database(
                "the new file could not be completed".to_owned(),
            ));
        }
        let named = match std::fs::hard_link(&self.path, path) {
            Err(e) if e.kind() != ErrorKind::AlreadyExists => self.take(path),
            done => done,
        };
        named.map_err(|e| match e.kind() {
            ErrorKind::AlreadyExists => StoreError::Exists,
            kind if says_full(kind) => StoreError::Full,
            _ => StoreError::Database(e.to_string()),
        })?;
        // So that the name outlives a power cut too. Where folders cannot be opened like files, it does anyway.
        if let Ok(folder) = File::open(folder(path)) {
            let _ = folder.sync_all();
        }
        Ok(())
    }

    /// For disks without hard links: an empty file holds the name until the whole one takes its place.
    fn take(&self, path: &Path) -> std::io::Result<()> {
        private().open(path)?;
        std::fs::rename(&self.path, path).inspect_err(|_| {
            let _ = std::fs::remove_file(path);
        })
    }
}

impl Drop for Unborn {
    /// Whatever became of it, this name goes.
    fn drop(&mut self) {
        for suffix in ["", "-wal", "-shm", "-journal"] {
            let _ = std::fs::remove_file(beside(&self.path, suffix));
        }
    }
}
