//! The team file gets one more section at its end. Nothing that stands in it is touched: no comment, no order.

use crate::app::error::AppError;
use crate::input::{Fault, FaultKind};
use chrono::NaiveDate;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// A team file as it was when a question was asked.
pub(super) struct TeamText {
    path: PathBuf,
    bytes: Vec<u8>,
}

impl TeamText {
    /// Reads it.
    pub fn read(path: &Path) -> Result<TeamText, AppError> {
        // Where the name is a link, what it leads to is changed, not the link.
        let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let bytes = std::fs::read(&target).map_err(|error| {
            let kind = FaultKind::CannotRead {
                reason: error.kind(),
                detail: error.to_string(),
            };
            AppError::Input(Fault::of_file(&path.display().to_string(), kind))
        })?;
        Ok(TeamText {
            path: target,
            bytes,
        })
    }

    /// Where it really is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its content with a block at its end.
    pub fn with(&self, block: &str) -> Vec<u8> {
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
        let mut bytes = self.bytes.clone();
        bytes.extend_from_slice(text.as_bytes());
        bytes
    }

    /// Whether it is still what it was.
    pub fn is_unchanged(&self) -> bool {
        std::fs::read(&self.path).is_ok_and(|bytes| bytes == self.bytes)
    }
}

/// A granted leave, as a section of a team file.
pub(super) struct Section<'a> {
    /// Who granted it when, in the file's language.
    pub comment: &'a str,
    /// Whose.
    pub person: &'a str,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Which kind of leave.
    pub kind: Option<&'a str>,
    /// Who covers.
    pub cover: Option<&'a str>,
}

impl Section<'_> {
    /// Its lines.
    pub fn text(&self) -> String {
        let (from, to) = (self.from, self.to);
        let mut block = format!("# {}\n[[leave]]\n", self.comment);
        // Writing to a String cannot fail.
        let _ = writeln!(block, "person = {}", quoted(self.person));
        let _ = writeln!(block, "from = {from}\nto = {to}");
        if let Some(kind) = self.kind {
            let _ = writeln!(block, "kind = {}", quoted(kind));
        }
        block.push_str("state = \"granted\"\n");
        if let Some(cover) = self.cover {
            let _ = writeln!(block, "cover = {}", quoted(cover));
        }
        block
    }
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
            let text = TeamText::read(&path).unwrap();
            assert!(text.is_unchanged());
            assert_eq!(text.with("b\n"), format!("{before}{end}").as_bytes());
            std::fs::write(&path, text.with("b\n")).unwrap();
            assert!(!text.is_unchanged(), "it has changed by now");
        }
        std::fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn names_are_quoted_as_toml_wants_it() {
        assert_eq!(quoted("A03"), "\"A03\"");
        assert_eq!(quoted("a\"b\\c\n"), "\"a\\\"b\\\\c\\u000A\"");
    }
}
