//! `paiban completions` and `paiban man`: what a shell and `man` want to know, made from the grammar.

use super::args::{self, file, sub};
use super::solve::cannot_write;
use super::{Failure, output};
use crate::text::{Lang, pick};
use clap::{ArgMatches, Command};
use clap_complete::Shell;
use std::path::PathBuf;

/// The grammar of `completions`.
pub fn completions(lang: Lang) -> Command {
    sub(
        "completions",
        (
            "Print what a shell needs to complete commands and options",
            "输出命令行补全脚本",
        ),
        lang,
    )
    .arg(
        file(
            "SHELL",
            pick(
                (
                    "The shell: bash, zsh, fish or powershell",
                    "哪种命令行：bash、zsh、fish 或 powershell",
                ),
                lang,
            ),
            lang,
        )
        .value_parser(["bash", "zsh", "fish", "powershell"])
        .hide_possible_values(true),
    )
}

/// The grammar of `man`.
pub fn man(lang: Lang) -> Command {
    let about = (
        "Write a page for `man` of every command",
        "为每条命令写一页 man 手册",
    );
    let folder = (
        "The folder, which is made if it is not there",
        "放在哪个目录，没有就新建",
    );
    sub("man", about, lang).arg(file("DIR", pick(folder, lang), lang))
}

/// Prints the completions of a shell.
pub fn complete(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let name = matches.get_one::<String>("SHELL").map(String::as_str);
    let shell = match name {
        Some("zsh") => Shell::Zsh,
        Some("fish") => Shell::Fish,
        Some("powershell") => Shell::PowerShell,
        // clap lets four names through.
        _ => Shell::Bash,
    };
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut args::command(lang), "paiban", &mut script);
    output::print(&String::from_utf8_lossy(&script));
    Ok(0)
}

/// Writes the pages.
pub fn pages(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let folder = matches.get_one::<PathBuf>("DIR").cloned();
    let folder = folder.unwrap_or_default();
    std::fs::create_dir_all(&folder).map_err(|e| cannot_write(&folder, &e))?;
    clap_mangen::generate_to(args::command(lang), &folder)
        .map_err(|e| cannot_write(&folder, &e))?;
    let folder = folder.display();
    let said = crate::text!(
        "pages are in {folder}; `man -l {folder}/paiban-roster.1` shows one\n",
        "手册页在 {folder}；用 man -l {folder}/paiban-roster.1 查看\n"
    );
    output::print(said.get(lang));
    Ok(0)
}
