//! Teams with a roster, for exports.

use paiban::domain::tasks::Task;
use paiban::domain::time::Month;
use paiban::domain::{PersonIx, Problem, Roster};
use paiban::input::{Source, Team, parse_roster, preset};
use paiban::render::export::Edition;
use paiban::rules::RuleBook;
use paiban::text::Lang;
use paiban::verify::{Verdict, verify};
use std::path::{Path, PathBuf};

pub const LANGUAGES: [(Lang, &str); 2] = [(Lang::En, "en"), (Lang::Zh, "zh")];

/// A team's month with its roster.
pub struct Desk {
    pub name: String,
    pub problem: Problem,
    pub book: RuleBook,
    pub tasks: Vec<Task>,
    pub roster: Roster,
    pub verdict: Verdict,
}

pub fn dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/exports")
}

fn read(name: &str) -> String {
    let text = std::fs::read_to_string(dir().join(name)).unwrap();
    text.trim_start_matches('\u{feff}').to_owned()
}

pub fn team() -> String {
    read("team.toml")
}

pub fn roster() -> String {
    read("roster.csv")
}

impl Desk {
    /// The small desk of the fixtures, in February 2026.
    pub fn small() -> Desk {
        Desk::of(&team(), &roster())
    }

    /// A week of it, with the Spring Festival: short enough to be read by a person.
    pub fn week() -> Desk {
        let month = Desk::small();
        let team = Team::parse(Source::new("team.toml", team())).unwrap();
        let first = month.problem.date(14);
        let (problem, book) = team.horizon(first, 7, None).unwrap();
        let tasks = team.tasks(&problem).unwrap();
        let cells = month.roster.cells.iter();
        let cells = cells.map(|row| row[14..21].to_vec()).collect();
        Desk::with("week", problem, book, tasks, Roster { cells })
    }

    pub fn of(team: &str, roster: &str) -> Desk {
        let team = Team::parse(Source::new("team.toml", team)).unwrap_or_else(|f| panic!("{f}"));
        let month = Month::new(2026, 2).unwrap();
        let (problem, book) = team.month(month, None).unwrap_or_else(|f| panic!("{f}"));
        let tasks = team.tasks(&problem).unwrap();
        let file = parse_roster(&Source::new("roster.csv", roster)).unwrap();
        let roster = file.roster(&problem).unwrap_or_else(|f| panic!("{f}"));
        Desk::with("small", problem, book, tasks, roster)
    }

    /// A preset with a roster that a program without any sense has made: it breaks rules, and has every code.
    pub fn large(name: &str, people: usize) -> Desk {
        let path = format!("data/presets/{name}.toml");
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        let text = std::fs::read_to_string(path).unwrap();
        let text = preset::localized(&preset::scaled(&text, people), Lang::Zh);
        let team = Team::parse(Source::new("team.toml", text)).unwrap();
        let month = Month::new(2026, 12).unwrap();
        let (problem, book) = team.month(month, None).unwrap();
        let tasks = team.tasks(&problem).unwrap();
        let mut roster = Roster::empty(problem.people.len(), problem.days());
        for person in problem.everybody() {
            let may = |duty: &usize| {
                let post = problem.duties[*duty].post;
                post.is_none_or(|post| problem.people[person].skills.contains(&post))
            };
            let duties: Vec<usize> = (0..problem.duties.len()).filter(may).collect();
            for day in 0..problem.days() {
                let rest = (person.0 + day) % 7 == 6;
                let duty = duties[(person.0 * 5 + day / 6) % duties.len()];
                roster.cells[person][day] = (!rest).then_some(duty);
            }
        }
        Desk::with(name, problem, book, tasks, roster)
    }

    fn with(
        name: &str,
        problem: Problem,
        book: RuleBook,
        tasks: Vec<Task>,
        roster: Roster,
    ) -> Desk {
        let verdict = verify(&problem, &book, &roster);
        Desk {
            name: name.to_owned(),
            problem,
            book,
            tasks,
            roster,
            verdict,
        }
    }

    pub fn edition(&self) -> Edition<'_> {
        Edition::new(&self.problem, &self.roster, &self.tasks, &self.verdict)
    }

    /// The same with another code in a cell.
    pub fn changed(&self, person: PersonIx, day: usize, code: &str) -> Desk {
        let mut roster = self.roster.clone();
        let duties = &self.problem.duties;
        roster.cells[person][day] = duties.iter().position(|duty| duty.code == code);
        let (problem, tasks) = (self.problem.clone(), self.tasks.clone());
        let verdict = verify(&problem, &self.book, &roster);
        Desk {
            name: self.name.clone(),
            problem,
            book: RuleBook::default(),
            tasks,
            roster,
            verdict,
        }
    }
}

/// A folder of these tests' own.
pub fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("exports")
        .join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Writes a file below the tests' folder.
pub fn written(name: &str, bytes: &[u8]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("exports");
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

/// Compares with the file of this name, or writes it with `UPDATE_GOLDEN=1`.
pub fn golden(name: &str, found: &str) {
    let path = dir().join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, found).unwrap();
    }
    let wanted = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        wanted == found,
        "{name}, wanted:\n{wanted}\nbut got:\n{found}"
    );
}
