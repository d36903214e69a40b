//! Where a month's files lie: a folder beside the team file.

use crate::domain::time::Month;
use std::path::{Path, PathBuf};

/// The file that `roster` writes.
pub const ROSTER_FILE: &str = "ROSTER.csv";

/// Where a month's files lie: a folder beside the team file.
pub fn month_folder(folder: &Path, month: Month) -> PathBuf {
    folder.join(month.to_string())
}
