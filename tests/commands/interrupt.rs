//! The time limit holds whatever the engine does. Ctrl-C: the first keeps the best roster so far, the second ends the program.

#![cfg(unix)]
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

fn paiban(dir: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_paiban"));
    command.current_dir(dir).args(arguments);
    command
}

/// A folder with a team of so many people, far too many for a proof in some seconds.
fn team(name: &str, people: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("interrupt");
    let dir = dir.join(name);
    let _ = std::fs::remove_dir_all(&dir);
    std::fs::create_dir_all(&dir).unwrap();
    let done = paiban(&dir, &["init", ".", "--people", people]).output();
    assert!(done.unwrap().status.success());
    dir
}

/// An integer program so large that its solver takes longer than the time limit for single steps.
#[test]
fn the_time_limit_is_kept() {
    let dir = team("limit", "400");
    let arguments = "roster team.toml --month 2026-12 --engine exact --time-limit 4 --json";
    let arguments: Vec<&str> = arguments.split(' ').collect();
    let began = Instant::now();
    let output = paiban(&dir, &arguments).output().unwrap();
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let seconds = said["seconds"].as_f64().unwrap();
    // 5 %, and something for a machine that is busy with the other tests.
    assert!(
        seconds < 4.0 * 1.05 + 0.5,
        "{seconds} s, {}",
        said["status"]
    );
    assert!(began.elapsed().as_secs_f64() < seconds + 2.0);
}

/// Starts `roster` with an hour to go.
fn start(dir: &Path, more: &[&str]) -> Child {
    let arguments = "roster team.toml --month 2026-12 --gap 0 --time-limit 3600 --lang en";
    let mut arguments: Vec<&str> = arguments.split(' ').collect();
    arguments.extend(more);
    let mut command = paiban(dir, &arguments);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().unwrap()
}

fn interrupt(child: &Child) {
    let id = child.id().to_string();
    let sent = Command::new("kill").args(["-INT", &id]).status().unwrap();
    assert!(sent.success());
}

/// Interrupts after some seconds; gives the output and how long it took to come.
fn interrupted(child: Child, after: u64) -> (Output, Duration) {
    std::thread::sleep(Duration::from_secs(after));
    interrupt(&child);
    let sent = Instant::now();
    let output = child.wait_with_output().unwrap();
    (output, sent.elapsed())
}

#[test]
fn the_first_keeps_the_roster() {
    let dir = team("first", "16");
    let (output, waited) = interrupted(start(&dir, &[]), 6);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("Stopped by an interrupt"), "{said}");
    assert!(waited < Duration::from_secs(6), "{waited:?}");
    let roster = dir.join("2026-12/ROSTER.csv");
    let arguments = ["check", "team.toml", roster.to_str().unwrap()];
    let checked = paiban(&dir, &arguments).output().unwrap();
    assert!(checked.status.success(), "{checked:?}");
}

#[test]
fn json_says_so_too() {
    let dir = team("json", "16");
    let (output, _) = interrupted(start(&dir, &["--json"]), 6);
    let said: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(said["interrupted"], true);
    assert_eq!(said["status"], "feasible");
    assert!(said["seconds"].as_f64().unwrap() < 60.0);
}

#[test]
fn the_second_ends_it_at_once() {
    let dir = team("second", "400");
    let mut child = start(&dir, &["--engine", "exact"]);
    std::thread::sleep(Duration::from_secs(3));
    interrupt(&child);
    std::thread::sleep(Duration::from_millis(100));
    if child.try_wait().unwrap().is_some() {
        eprintln!("the second interrupt would have come too late: nothing tested");
        return;
    }
    interrupt(&child);
    let sent = Instant::now();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(sent.elapsed() < Duration::from_secs(2));
}
