//! A file's name and text, kept so that messages can point into it.

use super::{Fault, FaultKind, encoding};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A text with the name under which messages speak of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The file's name as the user gave it.
    pub name: String,
    /// Its text.
    pub text: String,
}

impl Source {
    /// Takes a text that is already in memory.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Arc<Source> {
        Arc::new(Source {
            name: name.into(),
            text: text.into(),
        })
    }

    /// Reads a UTF-8 file; a byte-order mark is dropped.
    pub fn read(path: &Path) -> Result<Arc<Source>, Fault> {
        let (name, bytes) = encoding::bytes(path)?;
        let text = encoding::utf8(&name, bytes)?;
        Ok(Source::new(name, text))
    }

    /// The path of a file that this one names: from the folder that it lies in.
    pub fn beside(&self, file: &str) -> PathBuf {
        let folder = Path::new(&self.name).parent();
        folder.unwrap_or(Path::new("")).join(file)
    }

    /// The text at a place, as far as there is such a place.
    pub fn slice(&self, span: Range<usize>) -> &str {
        self.text.get(span).unwrap_or("")
    }

    /// Line and column (both from 1, columns in characters) of a byte offset.
    pub fn place(&self, offset: usize) -> (usize, usize) {
        let mut end = offset.min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let before = &self.text[..end];
        let line = 1 + before.matches('\n').count();
        let column = 1 + before.rsplit('\n').next().map_or(0, |l| l.chars().count());
        (line, column)
    }

    /// A fault at a place in this text.
    pub fn fault(self: &Arc<Source>, span: Option<Range<usize>>, kind: FaultKind) -> Fault {
        Fault {
            file: self.name.clone(),
            text: Some(Arc::clone(self)),
            span,
            kind: Box::new(kind),
            more: Vec::new(),
        }
    }
}
