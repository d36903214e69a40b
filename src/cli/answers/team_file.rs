//! The team file gets one more section at its end. Nothing that stands in it is touched: no comment, no order.

use super::{refused, words};
use crate::cli::Failure;
use crate::cli::solve::cannot_write;
use crate::input::{Fault, FaultKind};
use crate::text::Text;
use chrono::NaiveDate;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// A team file as it was when a question was asked.
pub struct TeamText {
    path: PathBuf,
    bytes: Vec<u8>,
}

/// A team file with a section more, written beside the old one and not yet in its place.
pub struct Draft {
    /// Where it lies.
    pub path: PathBuf,
    target: PathBuf,
    before: Vec<u8>,
}

impl TeamText {
    /// Reads it.
    pub fn read(path: &Path) -> Result<TeamText, Failure> {
        // Where the name is a link, what it leads to is changed, not the link.
        let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let bytes = std::fs::read(&target).map_err(|error| {
            let kind = FaultKind::CannotRead {
                reason: error.kind(),
                detail: error.to_string(),
            };
            Failure::Input(Fault::of_file(&path.display().to_string(), kind))
        })?;
        Ok(TeamText {
            path: target,
            bytes,
        })
    }

    /// Writes it beside itself with a block at its end.
    pub fn draft(&self, block: &str) -> Result<Draft, Failure> {
        let windows = self.bytes.windows(2).any(|pair| pair == b"\r\n");
        let mut text = String::new();
        if !self.bytes.ends_with(b"\n") {
            text.push('\n');
        }
        text.push('\n');
        text.push_str(block);
        if windows {
            text = text.replace('\n', "\r\n");
        }
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        let draft = Draft {
            path: self.path.with_file_name(format!("{name}.new")),
            target: self.path.clone(),
            before: self.bytes.clone(),
        };
        let mut bytes = self.bytes.clone();
        bytes.extend_from_slice(text.as_bytes());
        draft
            .write(&bytes)
            .map_err(|e| cannot_write(&draft.path, &e))?;
        Ok(draft)
    }
}

impl Draft {
    fn write(&self, bytes: &[u8]) -> std::io::Result<()> {
        use std::io::Write;
        let mut file = std::fs::File::create(&self.path)?;
        file.write_all(bytes)?;
        file.set_permissions(std::fs::metadata(&self.target)?.permissions())?;
        file.sync_all()
    }

    /// Refuses where the team file is not what it was.
    pub fn unchanged(&self, team: &Path) -> Result<(), Failure> {
        match std::fs::read(&self.target) {
            Ok(bytes) if bytes == self.before => Ok(()),
            _ => Err(refused(team, words::changed_meanwhile())),
        }
    }

    /// Puts it in the place of the team file, at once.
    pub fn put(&self) -> Result<(), Failure> {
        std::fs::rename(&self.path, &self.target).map_err(|e| cannot_write(&self.target, &e))
    }

    /// Takes it away again.
    pub fn drop(&self) {
        // A file that is left behind does no harm; what went wrong before is what must be said.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// A granted leave, as a section of a team file.
pub fn leave_block(
    comment: &str,
    person: &str,
    (from, to): (NaiveDate, NaiveDate),
    cover: Option<&str>,
) -> String {
    let mut block = format!("# {comment}\n[[leave]]\n");
    // Writing to a String cannot fail.
    let _ = writeln!(block, "person = {}", quoted(person));
    let _ = writeln!(block, "from = {from}\nto = {to}");
    block.push_str("state = \"granted\"\n");
    if let Some(cover) = cover {
        let _ = writeln!(block, "cover = {}", quoted(cover));
    }
    block
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Why a fault does not let a block be appended.
pub fn reason(failure: &Failure) -> Text {
    match failure {
        Failure::Input(fault) => crate::messages::words(fault).what,
        _ => crate::text!("it was refused", "未被接受"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_section_is_put_behind_what_stands_there() {
        let folder = std::env::temp_dir().join(format!("paiban-team-text-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("team.toml");
        for (before, end) in [("a = 1", "\n\nb\n"), ("a = 1\r\n", "\r\nb\r\n")] {
            std::fs::write(&path, before).unwrap();
            let text = TeamText::read(&path).ok().unwrap();
            let draft = text.draft("b\n").ok().unwrap();
            assert!(draft.unchanged(&path).is_ok());
            draft.put().ok().unwrap();
            assert_eq!(
                std::fs::read_to_string(&path).unwrap(),
                format!("{before}{end}")
            );
            assert!(draft.unchanged(&path).is_err(), "it has changed by now");
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn names_are_quoted_as_toml_wants_it() {
        assert_eq!(quoted("A03"), "\"A03\"");
        assert_eq!(quoted("a\"b\\c\n"), "\"a\\\"b\\\\c\\u000A\"");
    }
}
