//! What is wrong with a command line, in both languages; clap itself speaks English only.

use super::output;
use crate::text::{Lang, Text};
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Prints help, version, or what is wrong; gives the exit code.
pub fn report(error: &clap::Error, lang: Lang) -> u8 {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            output::print(&help(error, lang));
            0
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            output::error(&help(error, lang));
            super::BAD_INPUT
        }
        _ => {
            let fix = crate::text!(
                "`paiban --help` lists the commands, `paiban COMMAND --help` their options",
                "用 paiban --help 查看命令，用 paiban 命令 --help 查看选项"
            );
            complain(&what(error), &fix, lang);
            super::BAD_INPUT
        }
    }
}

/// The help that clap has made; what it words itself is put into Chinese.
fn help(error: &clap::Error, lang: Lang) -> String {
    let text = error.render().ansi().to_string();
    match lang {
        Lang::En => text,
        Lang::Zh => ["命令", "系列", "参数", "选项"]
            .iter()
            .fold(text.replace("[OPTIONS]", "[选项]"), |text, heading| {
                text.replace(&format!("{heading}:"), &format!("{heading}："))
            }),
    }
}

/// Prints a wrong command line: what is wrong, and what to do.
pub fn complain(what: &Text, fix: &Text, lang: Lang) {
    let (error, action) = match lang {
        Lang::En => ("error: ", "do: "),
        Lang::Zh => ("错误：", "怎么办："),
    };
    output::error(&format!(
        "{error}{}\n{action}{}\n",
        what.get(lang),
        fix.get(lang)
    ));
}

fn what(error: &clap::Error) -> Text {
    let context = |kind| {
        error.get(kind).map_or(String::new(), |value| match value {
            ContextValue::Strings(words) => words.join(", "),
            other => other.to_string(),
        })
    };
    let argument = context(ContextKind::InvalidArg);
    let value = context(ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let name = context(ContextKind::InvalidSubcommand);
            crate::text!("there is no command `{name}`", "没有命令 {name}")
        }
        ErrorKind::MissingSubcommand => crate::text!("a command is missing", "缺少命令"),
        ErrorKind::UnknownArgument => {
            crate::text!("`{argument}` is not known here", "这里不认识 {argument}")
        }
        ErrorKind::MissingRequiredArgument => {
            crate::text!("missing: {argument}", "缺少：{argument}")
        }
        ErrorKind::InvalidValue if value.is_empty() => {
            crate::text!("`{argument}` needs a value", "{argument} 后面要有值")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let valid = context(ContextKind::ValidValue);
            let (en, zh) = if valid.is_empty() {
                (String::new(), String::new())
            } else {
                (format!("; possible: {valid}"), format!("；可选：{valid}"))
            };
            crate::text!(
                "`{value}` is no value for `{argument}`{en}",
                "{argument} 不能是 {value}{zh}"
            )
        }
        ErrorKind::ArgumentConflict => {
            let other = context(ContextKind::PriorArg);
            if other.is_empty() || other == argument {
                crate::text!("`{argument}` stands twice", "{argument} 写了两次")
            } else {
                crate::text!(
                    "`{argument}` and `{other}` do not go together",
                    "{argument} 和 {other} 不能同时用"
                )
            }
        }
        _ => Text::same(error.render().to_string().trim()),
    }
}
