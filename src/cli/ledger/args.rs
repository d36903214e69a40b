//! The grammar of `paiban ledger`, in both languages.

mod events;
mod month;
mod set_up;

use crate::cli::args::{flag, option, sub};
use crate::text::{Fixed, Lang, pick};
use clap::{Arg, Command, value_parser};
use std::path::PathBuf;

/// `paiban ledger`.
pub fn command(lang: Lang) -> Command {
    let about = (
        "The discipline ledger: events in, fines and awards out",
        "奖惩台账：记录事件，算出罚款和奖励",
    );
    let mut command = family("ledger", about, lang)
        .args(place(lang))
        .arg(team(lang));
    use events::{add, import, list, remarks, show, status};
    use set_up::{init, policy, user};
    for one in [init, policy, user, add, import, list, show, status] {
        command = command.subcommand(one(lang));
    }
    command = command.subcommands(remarks(lang));
    for one in [month::close, month::statement, month::verify, month::who] {
        command = command.subcommand(one(lang));
    }
    command
}

/// A command that is a family of others.
pub fn family(name: &'static str, about: Fixed, lang: Lang) -> Command {
    sub(name, about, lang)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading(pick(("Commands", "命令"), lang))
        .subcommand_value_name(pick(("COMMAND", "命令"), lang))
}

/// What every command has stands behind what only one has.
const LAST: usize = 900;

/// Which ledger, and who calls when.
pub fn place(lang: Lang) -> [Arg; 3] {
    let store = (
        "The ledger: a file, or postgres://…; default: ledger.db beside the team file, or here",
        "台账：文件或 postgres://…；默认是团队文件旁或当前目录的 ledger.db",
    );
    let by = (
        "Who you are; default: PAIBAN_USER, else the login name",
        "你是谁；默认取 PAIBAN_USER，否则取登录名",
    );
    [
        text("store", "FILE", store, lang)
            .global(true)
            .display_order(LAST),
        text("by", "NAME", by, lang)
            .global(true)
            .display_order(LAST),
        // So that tests and examples print the same on every day.
        text("now", "TIME", ("", ""), lang).global(true).hide(true),
    ]
}

/// The team file beside which the ledger lies.
pub fn team(lang: Lang) -> Arg {
    let team = (
        "The team file beside which the ledger lies",
        "台账旁边的团队文件",
    );
    path("team", "TEAM.toml", team, lang)
        .global(true)
        .display_order(LAST)
}

/// An option that is a text.
pub fn text(name: &'static str, value: &'static str, help: Fixed, lang: Lang) -> Arg {
    option(name, value, pick(help, lang), lang)
}

/// An option that is a path.
fn path(name: &'static str, value: &'static str, help: Fixed, lang: Lang) -> Arg {
    text(name, value, help, lang).value_parser(value_parser!(PathBuf))
}

/// An option that is one of some words, which the help names.
pub fn choice<const N: usize>(
    name: &'static str,
    value: &'static str,
    help: Fixed,
    words: [&'static str; N],
    lang: Lang,
) -> Arg {
    text(name, value, help, lang)
        .value_parser(words)
        .hide_possible_values(true)
}

/// A flag.
fn switch(name: &'static str, help: Fixed, lang: Lang) -> Arg {
    flag(name, pick(help, lang), lang)
}

/// An argument without dashes.
fn argument(name: &'static str, help: Fixed, lang: Lang) -> Arg {
    Arg::new(name)
        .value_name(name)
        .help(pick(help, lang))
        .help_heading(pick(("Arguments", "参数"), lang))
}

/// The number of an entry.
pub fn id(help: Fixed, lang: Lang) -> Arg {
    argument("ID", help, lang)
        .required(true)
        .value_parser(value_parser!(i64).range(1..))
}

fn of_month(help: Fixed, lang: Lang) -> Arg {
    text("month", "YYYY-MM", help, lang)
}

fn person(help: Fixed, lang: Lang) -> Arg {
    text("person", "PERSON", help, lang)
}
