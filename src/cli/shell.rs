//! `paiban completions` and `paiban man`: what a shell and `man` want to know, made from the grammar.

use super::session::Session;
use super::{help, output};
use crate::app::AppError;
use crate::app::files::cannot_write;
use crate::text;
use clap::{Args, ValueEnum};
use clap_complete::Shell;
use std::path::PathBuf;

#[derive(Args)]
pub struct Completions {
    /// The shell: bash, zsh, fish or powershell || 哪种命令行：bash、zsh、fish 或 powershell
    #[arg(value_name = "SHELL", hide_possible_values = true)]
    shell: ShellName,
}

#[derive(Clone, Copy, ValueEnum)]
enum ShellName {
    Bash,
    Zsh,
    Fish,
    #[value(name = "powershell")]
    PowerShell,
}

impl Completions {
    /// Prints the completions of a shell.
    pub fn run(&self, session: &Session) -> Result<u8, AppError> {
        let shell = match self.shell {
            ShellName::Bash => Shell::Bash,
            ShellName::Zsh => Shell::Zsh,
            ShellName::Fish => Shell::Fish,
            ShellName::PowerShell => Shell::PowerShell,
        };
        let mut script = Vec::new();
        let mut grammar = help::grammar(session.lang);
        clap_complete::generate(shell, &mut grammar, "paiban", &mut script);
        output::print(&String::from_utf8_lossy(&script));
        Ok(0)
    }
}

#[derive(Args)]
pub struct Man {
    /// The folder, which is made if it is not there || 放在哪个目录，没有就新建
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

impl Man {
    /// Writes the pages.
    pub fn run(&self, session: &Session) -> Result<u8, AppError> {
        let folder = &self.folder;
        std::fs::create_dir_all(folder).map_err(|e| cannot_write(folder, &e))?;
        clap_mangen::generate_to(help::grammar(session.lang), folder)
            .map_err(|e| cannot_write(folder, &e))?;
        let folder = folder.display();
        let said = text!(
            "pages are in {folder}; `man -l {folder}/paiban-roster.1` shows one\n",
            "手册页在 {folder}；用 man -l {folder}/paiban-roster.1 查看\n"
        );
        output::print(said.get(session.lang));
        Ok(0)
    }
}
