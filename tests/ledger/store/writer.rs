//! A process that writes to a ledger and says what was acknowledged: the test's own program, started again for one test.

use super::{nth_event, opening};
use paiban::ledger::store::{Access, Place, Store};
use std::env;
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};

const PLACE: &str = "PAIBAN_TEST_PLACE";
const JOB: &str = "PAIBAN_TEST_JOB";

/// What the process is to do.
#[derive(Debug, Clone)]
pub enum Job {
    /// Add so many times so many entries, marked with a name and a number.
    Add {
        name: String,
        times: usize,
        each: usize,
    },
    /// Open, and say how that went.
    Open(Access),
    /// Make one ledger after the other: `NAME-0`, `NAME-1`, …
    Create { times: usize },
}

/// The command that starts it: the test `writer_process` of `main.rs` calls [`work`].
pub fn command(place: &Place, job: &Job) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["--exact", "writer_process", "--nocapture"]);
    with_job(&mut command, place, job);
    command
}

/// The same through another program (a shell, or one that changes the user), which is to run the rest of its arguments.
pub fn through(program: &str, arguments: &[&str], place: &Place, job: &Job) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).arg(env::current_exe().unwrap());
    command.args(["--exact", "writer_process", "--nocapture"]);
    with_job(&mut command, place, job);
    command
}

fn with_job(command: &mut Command, place: &Place, job: &Job) {
    let place = match place {
        Place::File(path) => OsString::from(path),
        Place::Postgres(url) => OsString::from(url),
    };
    let job = match job {
        Job::Add { name, times, each } => format!("add {name} {times} {each}"),
        Job::Open(Access::Read) => "read".to_owned(),
        Job::Open(Access::Write) => "write".to_owned(),
        Job::Create { times } => format!("create {times}"),
    };
    command.env(PLACE, place).env(JOB, job);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
}

/// In the other process: does the job, if there is one.
pub fn work() {
    let (Some(place), Ok(job)) = (env::var_os(PLACE), env::var(JOB)) else {
        return;
    };
    let place = match place.to_str() {
        Some(url) if url.starts_with("postgres:") => Place::Postgres(url.to_owned()),
        _ => Place::File(PathBuf::from(place)),
    };
    // The test's name may stand on the line already.
    say("");
    let words: Vec<&str> = job.split(' ').collect();
    let number = |word: &str| word.parse::<usize>().unwrap();
    let end = match words[..] {
        ["add", name, times, each] => add(&place, name, number(times), number(each)),
        ["read"] => Store::open(&place, Access::Read).map(drop),
        ["write"] => Store::open(&place, Access::Write).map(drop),
        ["create", times] => create(&place, number(times)),
        _ => panic!("no such job: {job}"),
    };
    match end {
        Ok(()) => say("end Done"),
        Err(error) => say(&format!("end {error:?}")),
    }
}

type Done = Result<(), paiban::ledger::store::StoreError>;

fn add(place: &Place, name: &str, times: usize, each: usize) -> Done {
    let mut store = Store::open(place, Access::Write)?;
    for time in 0..times {
        let numbers = time * each..(time + 1) * each;
        let drafts: Vec<_> = numbers.map(|n| nth_event(n, &marker(name, n))).collect();
        let ids = store.append(&drafts)?;
        for (id, number) in ids.into_iter().zip(time * each..) {
            say(&format!("ack {id} {}", marker(name, number)));
        }
    }
    Ok(())
}

fn create(place: &Place, times: usize) -> Done {
    let Place::File(path) = place else {
        panic!("only files");
    };
    for time in 0..times {
        let path = PathBuf::from(format!("{}-{time}", path.display()));
        Store::create(&Place::File(path), &opening())?;
        say(&format!("ack {time} made"));
    }
    Ok(())
}

fn marker(name: &str, number: usize) -> String {
    format!("<{name}/{number}>")
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).unwrap();
}

/// What a process said.
#[derive(Debug, Default)]
pub struct Said {
    /// Number and marker of every entry that was acknowledged.
    pub acknowledged: Vec<(i64, String)>,
    /// How it ended; empty: it was killed.
    pub end: String,
}

/// A process at work. It is killed with the test.
pub struct Writer(Child, Option<ChildStdout>);

impl Writer {
    pub fn start(mut command: Command) -> Writer {
        let mut child = command.spawn().unwrap();
        let out = child.stdout.take();
        Writer(child, out)
    }

    pub fn kill(&mut self) {
        // SIGKILL; that it has ended by itself is no error.
        let _ = self.0.kill();
    }

    /// Everything that it said, when it has ended. A line that it could not finish says nothing.
    pub fn said(mut self) -> Said {
        let mut said = Said::default();
        let mut out = BufReader::new(self.1.take().unwrap());
        let mut line = Vec::new();
        while out.read_until(b'\n', &mut line).unwrap() > 0 {
            let text = String::from_utf8(std::mem::take(&mut line)).unwrap();
            let Some(text) = text.strip_suffix('\n') else {
                break;
            };
            if let Some((id, marker)) = text.strip_prefix("ack ").and_then(|t| t.split_once(' ')) {
                said.acknowledged
                    .push((id.parse().unwrap(), marker.to_owned()));
            } else if let Some(end) = text.strip_prefix("end ") {
                said.end = end.to_owned();
            }
        }
        self.0.wait().unwrap();
        said
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Fails unless every acknowledged entry is there once, under its number.
pub fn all_there(rows: &[paiban::ledger::store::Row], acknowledged: &[(i64, String)]) {
    let mut places = std::collections::HashMap::new();
    for row in rows {
        if let Some(begin) = row.body.find('<') {
            let marker = row.body[begin..].split('"').next().unwrap();
            let twice = places.insert(marker.to_owned(), row.id);
            assert_eq!(twice, None, "{marker} is there twice");
        }
    }
    for (id, marker) in acknowledged {
        assert_eq!(
            places.get(marker),
            Some(id),
            "{marker} was acknowledged as {id}"
        );
    }
}
