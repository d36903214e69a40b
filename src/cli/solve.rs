//! What `roster` and `bench` share: options of a solve, the engines, the check of what these say, the closing
//! lines.

use super::watch::{Log, Stopwatch};
use super::{BROKEN, Failure, interrupt, model_file, output};
use crate::domain::{Problem, Roster};
use crate::engine::{End, EngineError, Limits, Outcome, Watch, annealing, gap, mip, portfolio};
use crate::input::{Fault, FaultKind};
use crate::model::Model;
use crate::render::json;
use crate::rules::{RuleBook, Weight};
use crate::text::{Lang, Text};
use crate::verify::{Verdict, verify};
use clap::ArgMatches;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::RecvTimeoutError;
use std::time::{Duration, Instant};

/// How to solve, from the command line.
pub struct Options {
    pub limits: Limits,
    pub json: bool,
    engine: String,
    model_file: Option<PathBuf>,
}

impl Options {
    /// Reads them; `percent` is the default of the gap.
    pub fn read(matches: &ArgMatches, percent: f64) -> Result<Options, Failure> {
        let default = Limits::default();
        let seconds = number(matches, "time-limit", 0.0, 1e7)?.unwrap_or(default.seconds);
        let engine = matches.get_one::<String>("engine").cloned();
        Ok(Options {
            limits: Limits {
                seconds,
                gap: number(matches, "gap", 0.0, 100.0)?.unwrap_or(percent) / 100.0,
                dives: matches
                    .get_one::<u64>("work-limit")
                    .map(|n| usize::try_from(*n).unwrap_or(usize::MAX)),
                seed: matches.get_one("seed").copied().unwrap_or(default.seed),
                ..default
            },
            json: matches.get_flag("json"),
            engine: engine.unwrap_or_default(),
            model_file: matches.get_one::<PathBuf>("write-model").cloned(),
        })
    }
}

fn number(matches: &ArgMatches, name: &str, least: f64, most: f64) -> Result<Option<f64>, Failure> {
    let Some(value) = matches.get_one::<f64>(name).copied() else {
        return Ok(None);
    };
    if (least..=most).contains(&value) {
        return Ok(Some(value));
    }
    Err(Failure::Usage(
        crate::text!(
            "--{name} {value} is out of range",
            "--{name} {value} 超出范围"
        ),
        crate::text!(
            "give a number from {least} to {most}",
            "请给 {least} 到 {most} 之间的数"
        ),
    ))
}

/// A problem with its model, ready to be solved.
pub struct Task<'a> {
    pub problem: Arc<Problem>,
    pub book: Arc<RuleBook>,
    pub model: Arc<Model>,
    pub began: Instant,
    pub lang: Lang,
    options: &'a Options,
}

/// What came of it.
pub struct Solved {
    pub outcome: Outcome,
    pub report: json::Report,
    log: Log,
    verdict: Option<Verdict>,
}

/// How often it is looked whether an engine is late.
const TICK: Duration = Duration::from_millis(10);

/// How long an engine may take to notice that its time is up: this part of the time limit, ...
const OVERTIME: f64 = 0.03;

/// ... but not more than so many seconds.
const LONGEST_OVERTIME: f64 = 10.0;

/// The same after an interrupt, in seconds.
const PATIENCE: f64 = 1.0;

/// How it ended, for who has to say so.
pub enum Ended<'a> {
    Found(&'a Roster, &'a Verdict),
    Infeasible,
    Nothing,
}

impl<'a> Task<'a> {
    /// Lowers the rules, and writes the model where that is asked for.
    pub fn new(
        problem: &Arc<Problem>,
        book: &Arc<RuleBook>,
        options: &'a Options,
        began: Instant,
        lang: Lang,
    ) -> Result<Task<'a>, Failure> {
        let model = Arc::new(book.lower(problem));
        if let Some(path) = &options.model_file {
            write(path, &model_file::text(problem, &model))?;
        }
        Ok(Task {
            problem: Arc::clone(problem),
            book: Arc::clone(book),
            model,
            began,
            lang,
            options,
        })
    }

    /// Runs the engine. What it says of its roster must be what the checks say.
    pub fn solve(&self) -> Result<Solved, Failure> {
        interrupt::listen();
        let (outcome, log) = self.run()?;
        let mut report = json::Report::of(&self.problem);
        report.bound = outcome.bound;
        report.interrupted = interrupt::asked();
        report.course(&log.steps);
        report.first_roster_seconds = log.first.map(json::rounded);
        let mut verdict = None;
        if let Some((roster, points)) = &outcome.best {
            let found = verify(&self.problem, &self.book, roster);
            if !found.holds() || found.cost != points.soft {
                return Err(disagreement(&found, points.soft));
            }
            verdict = Some(found);
        }
        Ok(Solved {
            outcome,
            report,
            log,
            verdict,
        })
    }

    /// A clock for one solve, on the terminal where that is wanted.
    pub fn watch(&self, quiet: bool, began: Instant) -> Stopwatch {
        Stopwatch::start(
            (&self.problem, &self.book, &self.model),
            began,
            self.lang,
            quiet,
        )
    }

    /// Runs the engine on a thread of its own. One that is deep in its sums when the time is up is not waited
    /// for: what it has found so far is there, and it ends with the program.
    fn run(&self) -> Result<(Outcome, Log), Failure> {
        let watch = Arc::new(self.watch(self.options.json, self.began));
        let (send, receive) = std::sync::mpsc::channel();
        let (model, heard) = (Arc::clone(&self.model), Arc::clone(&watch));
        let (engine, limits) = (self.options.engine.clone(), self.options.limits);
        std::thread::spawn(move || {
            // Nobody receives what comes too late.
            let _ = send.send(run(&engine, &model, &limits, heard.as_ref()));
        });
        loop {
            match receive.recv_timeout(TICK) {
                Ok(outcome) => {
                    let log = watch.finish();
                    return Ok((outcome?, log));
                }
                Err(RecvTimeoutError::Timeout) if self.late() => {
                    let log = watch.finish();
                    let best = log.best(&self.model);
                    let (bound, end) = (log.bound(), End::Stopped);
                    return Ok((Outcome { best, bound, end }, log));
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    let _ = watch.finish();
                    return Err(Failure::Internal(crate::text!(
                        "the engine broke down",
                        "求解器意外终止"
                    )));
                }
            }
        }
    }

    /// Whether an engine has had its time, and what it needs to come to an end.
    fn late(&self) -> bool {
        let limit = self.options.limits.seconds;
        let overtime = (OVERTIME * limit).min(LONGEST_OVERTIME);
        self.seconds() > limit + overtime || interrupt::seconds().is_some_and(|s| s > PATIENCE)
    }

    /// Prints a line.
    pub fn say(&self, line: &Text) {
        output::print(&format!("{}\n", line.get(self.lang)));
    }

    /// Seconds since the command began.
    pub fn seconds(&self) -> f64 {
        self.began.elapsed().as_secs_f64()
    }

    /// The lines on time and file.
    pub fn closing(&self, path: &Path, solved: &Solved) {
        if solved.report.interrupted {
            self.say(&crate::text!(
                "Stopped by an interrupt: this is the best roster until then",
                "已中断：这是到中断为止最好的班表"
            ));
        }
        let seconds = self.seconds();
        let path = path.display();
        let first = solved.log.first.unwrap_or(seconds);
        self.say(&crate::text!(
            "Time    {seconds:.1} s; first verified roster after {first:.2} s",
            "用时    {seconds:.1} 秒；{first:.2} 秒后有了第一份核对过的班表"
        ));
        self.say(&crate::text!("File    {path}", "文件    {path}"));
    }

    /// Says that there is no roster yet, nor a proof that there is none.
    pub fn nothing(&self, mut solved: Solved) -> Result<u8, Failure> {
        let report = &mut solved.report;
        report.status = "unknown";
        report.seconds = json::rounded(self.seconds());
        if self.options.json {
            output::print(&report.to_json());
            return Ok(BROKEN);
        }
        let seconds = self.options.limits.seconds;
        self.say(&if report.interrupted {
            crate::text!(
                "Stopped by an interrupt before any roster was found.",
                "已中断，此前还没有找到班表。"
            )
        } else {
            crate::text!(
                "No roster was found in {seconds} s, and none was proven impossible. Give it longer with --time-limit.",
                "{seconds} 秒内没有找到班表，也没有证明不存在。请用 --time-limit 给更多时间。"
            )
        });
        Ok(BROKEN)
    }
}

impl Solved {
    /// How it ended.
    pub fn end(&self) -> Ended<'_> {
        match (&self.outcome.best, &self.verdict) {
            (Some((roster, _)), Some(verdict)) => Ended::Found(roster, verdict),
            _ if self.outcome.end == End::Infeasible => Ended::Infeasible,
            _ => Ended::Nothing,
        }
    }

    /// The object of `--json` for a roster that was found and written.
    ///
    /// `pattern`: what it goes on with, where it does.
    pub fn json(&self, task: &Task<'_>, pattern: Option<Value>, files: Vec<String>) -> String {
        let mut report = self.report.clone();
        report.pattern = pattern;
        if let Ended::Found(roster, verdict) = self.end() {
            let bound = self.outcome.bound;
            let proven = bound.is_some_and(|b| verdict.cost <= b);
            report.status = if proven { "optimal" } else { "feasible" };
            report.roster(&task.problem, roster, verdict, task.lang);
            report.gap = bound.and_then(|b| gap(verdict.cost, b));
        }
        report.files = files;
        report.seconds = json::rounded(task.seconds());
        report.to_json()
    }
}

fn run(
    engine: &str,
    model: &Model,
    limits: &Limits,
    watch: &dyn Watch,
) -> Result<Outcome, EngineError> {
    match engine {
        "columns" => crate::engine::columns::run(model, limits, watch),
        "exact" => mip::run(model, None, limits, None, watch),
        "search" => {
            let (roster, points) = annealing::improve(model, None, limits, watch, &mut |_, _| {});
            Ok(Outcome {
                best: (points.hard == 0).then_some((roster, points)),
                bound: None,
                end: End::Stopped,
            })
        }
        _ => portfolio::run(model, limits, watch),
    }
}

/// The engine and the checks must say the same; if not, neither is shown as a roster.
fn disagreement(verdict: &Verdict, claimed: i64) -> Failure {
    let broken: Vec<&Text> = verdict
        .breaches
        .iter()
        .filter(|b| b.weight == Weight::Hard)
        .map(|b| &b.text)
        .take(3)
        .collect();
    let (cost, list) = (verdict.cost, Text::list(broken));
    Failure::Internal(crate::text!(
        "the roster fails verification: cost {cost} instead of {claimed}; {}",
        "班表没有通过核对：代价 {cost}，应为 {claimed}；{}",
        list.en
    ))
}

/// Writes a file.
pub fn write(path: &Path, text: &str) -> Result<(), Failure> {
    std::fs::write(path, text).map_err(|e| cannot_write(path, &e))
}

/// A path that cannot be written is an input of the user's.
pub fn cannot_write(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Input(Fault::of_file(
        &path.display().to_string(),
        FaultKind::CannotWrite {
            reason: error.kind(),
            detail: error.to_string(),
        },
    ))
}
