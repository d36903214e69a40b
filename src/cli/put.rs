//! Files put in their places: all of them, or none, and never half of one.

use super::Failure;
use super::solve::cannot_write;
use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What a file is called while it is being written; it ends in what no program opens.
const DRAFT: &str = ".paiban-part";

/// Writes files beside their places first, and moves them there once all are on the disk. What was there before is
/// replaced.
///
/// # Errors
/// A file cannot be written; then no place has changed, and no draft is left. Only where the moving itself fails, files
/// that came before are in their places, each of them whole.
pub fn files(files: &[(&Path, &[u8])]) -> Result<(), Failure> {
    let mut drafts = Drafts(Vec::new());
    for (path, content) in files {
        let folder = path.parent().filter(|f| !f.as_os_str().is_empty());
        if let Some(folder) = folder {
            std::fs::create_dir_all(folder).map_err(|e| cannot_write(folder, &e))?;
        }
        let Some(target) = target(path).map_err(|e| cannot_write(path, &e))? else {
            std::fs::write(path, content).map_err(|e| cannot_write(path, &e))?;
            continue;
        };
        let draft = draft(&target);
        drafts.0.push((draft.clone(), target));
        write(&draft, content, path).map_err(|e| cannot_write(path, &e))?;
    }
    for (draft, target) in &drafts.0 {
        std::fs::rename(draft, target).map_err(|e| cannot_write(target, &e))?;
    }
    drafts.0.clear();
    Ok(())
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

/// Writes a draft; who may read the file that it will replace may read it, too.
fn write(draft: &Path, content: &[u8], old: &Path) -> std::io::Result<()> {
    let mut file = std::fs::File::create(draft)?;
    file.write_all(content)?;
    match std::fs::metadata(old) {
        Ok(old) => file.set_permissions(old.permissions()),
        Err(_) => Ok(()),
    }
}

/// Hidden, beside the file, so that moving it there is one step.
fn draft(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(DRAFT);
    path.with_file_name(name)
}

/// Drafts and their places; they are taken away again unless they were moved.
struct Drafts(Vec<(PathBuf, PathBuf)>);

impl Drop for Drafts {
    fn drop(&mut self) {
        for (path, _) in &self.0 {
            // A draft that is left behind does no harm; what went wrong before is what must be said.
            let _ = std::fs::remove_file(path);
        }
    }
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

    #[test]
    fn all_or_none() {
        let folder = std::env::temp_dir().join(format!("paiban-put-{}", std::process::id()));
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
}
