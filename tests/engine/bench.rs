//! Where benchmark instances lie, and how their rosters are written.

use paiban::domain::{Problem, Roster};
use std::io::Write;
use std::path::{Path, PathBuf};

/// A folder of the instances, where they are there.
pub fn bench(folder: &str) -> Option<PathBuf> {
    let root = match std::env::var_os("PAIBAN_BENCH") {
        Some(root) => PathBuf::from(root),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/bench"),
    };
    Some(root.join(folder)).filter(|path| path.is_dir())
}

/// Says that a test found nothing to test, past the harness, which keeps what passing tests print to itself.
pub fn ignored(test: &str) {
    let line = format!("ignored: {test} finds no instances; set PAIBAN_BENCH\n");
    std::io::stderr().write_all(line.as_bytes()).unwrap();
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

/// An instance of the competition, and where its solution lies.
pub struct Case {
    pub scenario: PathBuf,
    pub history: PathBuf,
    pub weeks: Vec<PathBuf>,
    pub solution: PathBuf,
}

impl Case {
    /// Other weeks than the folder's name says.
    pub fn take_weeks(&mut self, numbers: &str) {
        let folder = self.scenario.parent().unwrap();
        let scenario = name(folder);
        let file = |w| folder.join(format!("WD-{scenario}-{w}.txt"));
        self.weeks = numbers.split('-').map(file).collect();
    }
}

/// Every solution that comes with the validator's words: `solutions/n005w4_1_6-2-9-1_1520`, and
/// `n005w4/Solution_H_0-WD_1-2-3-3`.
pub fn cases(root: &Path) -> Vec<Case> {
    let mut cases = Vec::new();
    for folder in files(root, "w4") {
        let scenario = name(&folder);
        let own = files(&folder, "").into_iter().filter(|f| f.is_dir());
        cases.extend(own.map(|solution| {
            let numbers = name(&solution)
                .replace("Solution_H_", "")
                .replace("-WD_", "_");
            case(root, &scenario, &numbers, solution)
        }));
    }
    for solution in files(&root.join("solutions"), "") {
        let whole = name(&solution);
        let (scenario, numbers) = whole.split_once('_').unwrap();
        cases.push(case(root, scenario, numbers, solution));
    }
    cases.retain(|case| case.solution.join("validator.txt").exists());
    cases
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// `1_6-2-9-1` and what may follow: history 1, weeks 6, 2, 9, 1.
fn case(root: &Path, scenario: &str, numbers: &str, solution: PathBuf) -> Case {
    let folder = root.join(scenario);
    let mut parts = numbers.split('_');
    let history = parts.next().unwrap();
    let mut case = Case {
        scenario: folder.join(format!("Sc-{scenario}.txt")),
        history: folder.join(format!("H0-{scenario}-{history}.txt")),
        weeks: Vec::new(),
        solution,
    };
    case.take_weeks(parts.next().unwrap());
    case
}

/// A roster from the solution files of a folder, whatever their names.
pub fn assignments(problem: &Problem, folder: &Path) -> Roster {
    const WEEK: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let mut roster = Roster::empty(problem.people.len(), problem.days());
    for path in files(folder, ".txt") {
        let text = std::fs::read_to_string(&path).unwrap();
        let mut lines = text.lines().map(str::trim).filter(|l| !l.is_empty());
        if lines.next() != Some("SOLUTION") {
            continue;
        }
        let week: usize = lines.next().unwrap()[..1].parse().unwrap();
        let count = lines.next().unwrap().rsplit(' ').next().unwrap();
        // What follows them is the solver's own.
        for line in lines.take(count.parse().unwrap()) {
            let words: Vec<&str> = line.split_whitespace().collect();
            let person = problem.people.iter().position(|p| p.name == words[0]);
            let person = person.unwrap_or_else(|| panic!("{}: {line}", path.display()));
            let day = WEEK.iter().position(|d| *d == words[1]).unwrap();
            let code = format!("{}@{}", words[2], words[3]);
            let duty = problem.duties.iter().position(|d| d.code == code);
            assert!(duty.is_some(), "{line}");
            roster.cells[person][7 * week + day] = duty;
        }
    }
    roster
}
