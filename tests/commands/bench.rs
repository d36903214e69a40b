//! `paiban bench` as its users run it, on made-up instances.

use paiban::input::benchmark::{curtois, inrc2};
use paiban::verify::verify;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn fixture(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/cli");
    folder.join(name)
}

fn folder(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("bench")
        .join(name);
    let _ = std::fs::remove_dir_all(&dir);
    std::fs::create_dir_all(&dir).unwrap();
    dir
}

fn run(dir: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_paiban"));
    command.current_dir(dir).args(arguments).arg("--lang=en");
    command.output().unwrap()
}

fn json(output: &Output) -> Value {
    let error = String::from_utf8_lossy(&output.stderr);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{e}\n{error}"))
}

fn shop(more: &[&str], dir: &Path) -> Output {
    let file = fixture("shop.curtois");
    let mut arguments = vec!["bench", "curtois", file.to_str().unwrap()];
    arguments.extend(["--out", "out.csv"]);
    arguments.extend(more);
    run(dir, &arguments)
}

#[test]
fn every_engine_solves_an_instance() {
    for engine in ["search", "columns", "exact", "portfolio"] {
        let dir = folder(engine);
        let output = shop(
            &[
                "--engine",
                engine,
                "--json",
                "--seed",
                "2",
                "--time-limit",
                "3",
            ],
            &dir,
        );
        assert_eq!(output.status.code(), Some(0), "{engine}");
        let said = json(&output);
        assert_eq!(said["cost"], 0, "{engine}");
        let status = if engine == "search" {
            "feasible"
        } else {
            "optimal"
        };
        assert_eq!(said["status"], status, "{engine}");
        assert_eq!(said["files"], serde_json::json!(["out.csv"]));
        assert_eq!(said["interrupted"], false);
    }
}

#[test]
fn the_file_says_employee_day_and_shift() {
    let dir = folder("csv");
    assert!(
        shop(&["--write-model", "model.json"], &dir)
            .status
            .success()
    );
    let text = std::fs::read_to_string(dir.join("out.csv")).unwrap();
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("employee,day,shift"));
    let instance = curtois::read(&fixture("shop.curtois")).unwrap();
    let problem = &instance.problem;
    let mut roster = paiban::domain::Roster::empty(problem.people.len(), problem.days());
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        let person = problem.people.iter().position(|p| p.name == cells[0]);
        let duty = problem.duties.iter().position(|d| d.code == cells[2]);
        roster.cells[person.unwrap()][cells[1].parse::<usize>().unwrap()] = duty;
    }
    let verdict = verify(problem, &instance.book, &roster);
    assert!(verdict.holds() && verdict.cost == 0, "{verdict:#?}");
    let model = std::fs::read(dir.join("model.json")).unwrap();
    let model: Value = serde_json::from_slice(&model).unwrap();
    assert_eq!(model["people"], 2);
}

#[test]
fn no_time_at_all_is_said_clearly() {
    let dir = folder("short");
    let output = shop(&["--time-limit", "0"], &dir);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.starts_with("No roster was found in 0 s"), "{said}");
    assert!(!dir.join("out.csv").exists());
}

#[test]
fn the_competition_gets_a_file_a_week() {
    let dir = folder("weeks");
    let [scenario, history, week] =
        ["scenario.inrc2", "history.inrc2", "week.inrc2"].map(|f| fixture(f).display().to_string());
    let input = [
        "--scenario",
        &scenario,
        "--history",
        &history,
        "--weeks",
        &week,
    ];
    let mut arguments = vec!["bench", "inrc2"];
    arguments.extend(input);
    arguments.extend(["--out", "made/weeks", "--json"]);
    let output = run(&dir, &arguments);
    let said = json(&output);
    assert_eq!(said["status"], "optimal");
    let file = dir.join("made/weeks/sol-week0.txt");
    let text = std::fs::read_to_string(&file).unwrap();
    let rows = text
        .strip_prefix("SOLUTION\n0 n002w1\n\nASSIGNMENTS = ")
        .unwrap();
    let (count, rows) = rows.split_once('\n').unwrap();
    assert_eq!(count.parse::<usize>().unwrap(), rows.lines().count());
    let skilled = |row: &str| row.split(' ').count() == 4 && row.ends_with(" Nurse");
    assert!(rows.lines().all(skilled), "{rows}");
    let two = [fixture("week.inrc2"), fixture("week.inrc2")];
    let fault = inrc2::read(scenario.as_ref(), history.as_ref(), &two);
    assert!(fault.is_err(), "the scenario has one week");
}
