//! `paiban ledger`: what happened goes in; what it comes to goes out.

mod add;
pub mod args;
pub mod call;
mod close;
pub mod describe;
mod double;
mod effect;
mod files;
mod import;
mod init;
mod list;
mod payroll;
mod policy;
mod remark;
mod row;
mod show;
mod statement;
mod status;
mod stdin;
pub mod table;
mod user;
mod verify;
mod who;

use super::{BAD_INPUT, Failure};
use crate::text::Lang;
use call::Call;
use clap::ArgMatches;
use std::path::PathBuf;

pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let Some((name, own)) = matches.subcommand() else {
        // clap demands one.
        return Ok(BAD_INPUT);
    };
    let team = own.get_one::<PathBuf>("team").cloned();
    let call = Call::new(own, team.as_deref(), lang);
    let done = match name {
        "init" => init::run(&call),
        "policy" => policy::run(&call),
        "user" => user::run(&call),
        "add" if call.flag("stdin") => stdin::run(&call),
        "add" => add::run(&call),
        "import" => import::run(&call),
        "list" => list::run(&call),
        "show" => show::run(&call),
        "status" => status::run(&call),
        "close" => close::run(&call),
        "statement" => statement::run(&call),
        "verify" => verify::run(&call),
        "who-was-on" => who::run(&call),
        _ => remark::run(&call, name),
    };
    done.map_err(|failure| placed(failure, &call))
}

/// Says in a refusal which ledger refuses.
pub fn placed(failure: Failure, call: &Call<'_>) -> Failure {
    match failure {
        Failure::Ledger(error, _) => Failure::Ledger(error, call::shown(&call.place)),
        other => other,
    }
}
