//! The command line: the only place that prints, or reads the clock and the environment.

mod answers;
mod args;
mod bench;
mod case;
mod chart;
mod check;
mod empty;
mod explain;
mod export;
mod fairness;
mod import;
mod init;
mod interrupt;
mod lang;
mod ledger;
mod load;
mod model_file;
mod output;
mod past;
mod publish;
mod put;
mod repeat;
mod roster;
mod rows;
mod rules;
mod shell;
mod solve;
mod usage;
mod watch;

use crate::engine::EngineError;
use crate::input::Fault;
use crate::ledger::error::LedgerError;
use crate::messages::{self, message};
use crate::text::{Lang, Text};
use std::process::ExitCode;

/// Exit code: a rule is broken, no roster exists, a ledger is not as it was written, there is nothing to close.
const BROKEN: u8 = 1;
/// Exit code: bad input or usage.
const BAD_INPUT: u8 = 2;
/// Exit code: a fault of the program itself.
const INTERNAL: u8 = 3;

/// Why a command could not do its work.
enum Failure {
    /// An input is wrong.
    Input(Fault),
    /// The command line is wrong: what, and what to do.
    Usage(Text, Text),
    /// A ledger refuses, or cannot be used; and where it lies, once that is known.
    Ledger(Box<LedgerError>, String),
    /// A question cannot be answered as it was asked: what, why, what to do, and with which file.
    Question(Box<messages::Words>, String),
    /// The program is wrong.
    Internal(Text),
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Failure {
        Failure::Input(fault)
    }
}

impl From<LedgerError> for Failure {
    fn from(error: LedgerError) -> Failure {
        Failure::Ledger(Box::new(error), String::new())
    }
}

impl From<EngineError> for Failure {
    fn from(error: EngineError) -> Failure {
        Failure::Internal(crate::text!("{error}", "求解器出错：{error}"))
    }
}

/// Runs the command line and gives the process's exit code.
pub fn main() -> ExitCode {
    let arguments: Vec<std::ffi::OsString> = std::env::args_os().collect();
    let lang = lang::choose(&arguments);
    let code = match args::command(lang).try_get_matches_from(&arguments) {
        Err(error) => usage::report(&error, lang),
        Ok(matches) => match run(&matches, lang) {
            Ok(code) => code,
            Err(failure) => report(&failure, lang),
        },
    };
    ExitCode::from(code)
}

fn run(matches: &clap::ArgMatches, lang: Lang) -> Result<u8, Failure> {
    match matches.subcommand() {
        Some(("init", m)) => init::run(m, lang),
        Some(("roster", m)) => roster::run(m, lang),
        Some(("check", m)) => check::run(m, lang),
        Some(("chart", m)) => chart::run(m, lang),
        Some(("export", m)) => export::run(m, lang),
        Some(("import", m)) => import::run(m, lang),
        Some(("rules", m)) => rules::run(m, lang),
        Some(("bench", m)) => bench::run(m, lang),
        Some(("publish", m)) => publish::run(m, lang),
        Some(("leave", m)) => answers::leave::run(m, lang),
        Some(("swap", m)) => answers::swap::run(m, lang),
        Some(("change", m)) => answers::change::run(m, lang),
        Some(("explain", m)) => explain::run(m, lang),
        Some(("fairness", m)) => fairness::run(m, lang),
        Some(("ledger", m)) => ledger::run(m, lang),
        Some(("case", m)) => case::run(m, lang),
        Some(("completions", m)) => shell::complete(m, lang),
        Some(("man", m)) => shell::pages(m, lang),
        // clap demands one of the commands above.
        _ => Ok(BAD_INPUT),
    }
}

fn report(failure: &Failure, lang: Lang) -> u8 {
    match failure {
        Failure::Input(fault) => {
            let message = message::render(fault, lang, output::color_on_stderr());
            output::error(&format!("{message}\n"));
            BAD_INPUT
        }
        Failure::Ledger(error, place) => {
            let words = messages::ledger::words(error);
            let message = message::refusal(&words, place, lang, output::color_on_stderr());
            output::error(&format!("{message}\n"));
            match error.as_ref() {
                LedgerError::NothingThere { .. } => BROKEN,
                _ => BAD_INPUT,
            }
        }
        Failure::Question(words, place) => {
            let message = message::refusal(words, place, lang, output::color_on_stderr());
            output::error(&format!("{message}\n"));
            BAD_INPUT
        }
        Failure::Usage(what, fix) => {
            usage::complain(what, fix, lang);
            BAD_INPUT
        }
        Failure::Internal(what) => {
            let title = crate::text::pick(
                ("internal error, please report it", "内部错误，请反馈给我们"),
                lang,
            );
            output::error(&format!("{title}: {}\n", what.get(lang)));
            INTERNAL
        }
    }
}
