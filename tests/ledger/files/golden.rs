//! Texts that a person has read, kept beside the tests. `UPDATE_GOLDEN=1` writes them.

use paiban::text::Lang;
use std::path::{Path, PathBuf};

pub const LANGUAGES: [(Lang, &str); 2] = [(Lang::En, "en"), (Lang::Zh, "zh")];

pub fn dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/ledger")
}

/// Compares with the file of this name, or writes it.
pub fn golden(name: &str, found: &[u8]) {
    let path = dir().join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, found).unwrap();
    }
    let wanted = std::fs::read(&path).unwrap_or_default();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(
        wanted == found,
        "{name}, wanted:\n{}\nbut got:\n{}",
        text(&wanted),
        text(found)
    );
}
