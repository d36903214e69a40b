//! The grammar in one language. Every help text stands beside its field as `English || 中文`, and is chosen here, once.

use super::Cli;
use crate::text::{Fixed, Lang, pick};
use clap::builder::StyledStr;
use clap::{Arg, Command, CommandFactory};

/// What stands between the two languages of a help text.
const BETWEEN: &str = " || ";

/// The whole command in a language.
pub fn grammar(lang: Lang) -> Command {
    said(Cli::command().disable_version_flag(true), lang)
}

fn template(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "{about}\n\nUsage: {usage}\n\n{all-args}",
        Lang::Zh => "{about}\n\n用法：{usage}\n\n{all-args}",
    }
}

fn said(command: Command, lang: Lang) -> Command {
    let t = |words: Fixed| pick(words, lang);
    let about = command.get_about().map(|text| chosen(text, lang));
    let (heading, value) = match command.get_name() {
        "bench" => (t(("Families", "系列")), t(("FAMILY", "系列"))),
        _ => (t(("Commands", "命令")), t(("COMMAND", "命令"))),
    };
    let mut command = command
        .help_template(template(lang))
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading(heading)
        .subcommand_value_name(value)
        .mut_args(|arg| of_arg(arg, lang))
        .mut_subcommands(|command| said(command, lang));
    if let Some(about) = about {
        command = command.about(about);
    }
    command
}

fn of_arg(arg: Arg, lang: Lang) -> Arg {
    let help = arg.get_help().map(|text| chosen(text, lang));
    let heading = if arg.is_positional() {
        ("Arguments", "参数")
    } else {
        ("Options", "选项")
    };
    let takes = arg.get_action().takes_values() && !arg.is_positional();
    let arg = arg.help_heading(pick(heading, lang));
    // So that `--time-limit -1` is told that it is out of range, not that `-1` is unknown.
    let arg = if takes {
        arg.allow_negative_numbers(true)
    } else {
        arg
    };
    match help {
        Some(help) => arg.help(help),
        None => arg,
    }
}

/// The half of a help text in a language.
fn chosen(text: &StyledStr, lang: Lang) -> String {
    let text = text.to_string();
    let (en, zh) = text.split_once(BETWEEN).unwrap_or((&text, &text));
    match lang {
        Lang::En => en.to_owned(),
        Lang::Zh => zh.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_said_in_both_languages() {
        fn look(command: &Command, missing: &mut Vec<String>) {
            let name = command.get_name().to_owned();
            let both = |text: &StyledStr| text.to_string().contains(BETWEEN);
            if !command.get_about().is_some_and(both) {
                missing.push(name.clone());
            }
            for arg in command.get_arguments().filter(|arg| !arg.is_hide_set()) {
                if !arg.get_help().is_some_and(both) {
                    missing.push(format!("{name} {}", arg.get_id()));
                }
            }
            command.get_subcommands().for_each(|sub| look(sub, missing));
        }
        let mut missing = Vec::new();
        look(&Cli::command(), &mut missing);
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn the_grammar_holds() {
        for lang in [Lang::En, Lang::Zh] {
            grammar(lang).debug_assert();
        }
    }
}
