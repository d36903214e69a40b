//! Where benchmark instances lie, and how their rosters are written.

use paiban::domain::{Problem, Roster};
use std::path::{Path, PathBuf};

/// A folder of the instances, where they are there.
pub fn bench(folder: &str) -> Option<PathBuf> {
    let root = match std::env::var_os("PAIBAN_BENCH") {
        Some(root) => PathBuf::from(root),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/bench"),
    };
    Some(root.join(folder)).filter(|path| path.is_dir())
}

/// Says that a test found nothing to test.
pub fn ignored(test: &str) {
    eprintln!("test {test} ... ignored, there are no instances: set PAIBAN_BENCH");
}

/// The files of a folder whose names end so, in order.
pub fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|e| e.unwrap().path()).collect();
    files.retain(|f| f.to_string_lossy().ends_with(ending));
    files.sort();
    files
}

/// A roster of rows `A: - D D N`.
pub fn cells(problem: &Problem, path: &Path) -> Roster {
    let mut roster = Roster::empty(problem.people.len(), problem.days());
    for line in std::fs::read_to_string(path).unwrap().lines() {
        let Some((name, row)) = line.split_once(':').filter(|_| !line.starts_with('#')) else {
            continue;
        };
        let person = problem.people.iter().position(|p| p.name == name).unwrap();
        for (day, code) in row.split_whitespace().enumerate() {
            let duty = problem.duties.iter().position(|d| d.code == code);
            assert!(duty.is_some() || code == "-", "{code}");
            roster.cells[person][day] = duty;
        }
    }
    roster
}
