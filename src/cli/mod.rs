//! The command line: the only place that prints, or reads the clock and the environment.

mod args;
mod bench;
mod check;
mod init;
mod interrupt;
mod lang;
mod load;
pub mod message;
mod model_file;
mod output;
mod roster;
mod rules;
mod solve;
mod usage;
mod watch;
pub mod words;

use crate::engine::EngineError;
use crate::input::Fault;
use crate::text::{Lang, Text};
use std::process::ExitCode;

/// Exit code: a rule is broken, or no roster exists.
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
    /// The program is wrong.
    Internal(Text),
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Failure {
        Failure::Input(fault)
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
        Some(("rules", m)) => rules::run(m, lang),
        Some(("bench", m)) => bench::run(m, lang),
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
