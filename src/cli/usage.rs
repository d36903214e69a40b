//! What is wrong with a command line, in both languages; clap itself speaks English only.

use super::given::BadValue;
use super::output;
use crate::messages::{answers, message};
use crate::report::error::complaint;
use crate::text::{Lang, Text, pick};
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
            let Text { en, zh } = meant(error);
            let fix = crate::text!(
                "{en}`paiban --help` lists the commands, `paiban COMMAND --help` their options",
                "{zh}用 paiban --help 查看命令，用 paiban 命令 --help 查看选项"
            );
            match bad_value(error, lang) {
                Some(message) => output::error(&message),
                None => complain(&what(error), &fix, lang),
            }
            super::BAD_INPUT
        }
    }
}

/// What was probably meant: clap finds it by the distance of words.
fn meant(error: &clap::Error) -> Text {
    let kinds = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg];
    let found = kinds.into_iter().find_map(|kind| error.get(kind));
    let word = found.map(|value| match value {
        ContextValue::Strings(words) => words.join(" / "),
        other => other.to_string(),
    });
    // `--month <YYYY-MM>`
    let word = word.and_then(|word| Some(word.split_whitespace().next()?.to_owned()));
    word.map_or_else(Text::default, |word| {
        crate::text!("did you mean `{word}`? ", "是不是想写 {word}？")
    })
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
    output::error(&complaint(what, fix, lang));
}

/// Says that an option is given a text in which nothing stands; gives the exit code.
pub fn blank(option: &str, lang: Lang) -> u8 {
    complain(
        &crate::text!("`{option}` is empty", "{option} 是空的"),
        &crate::text!(
            "write what it is to say, or leave it out; nothing was done",
            "请写上内容，或不写这一项；什么都没有做"
        ),
        lang,
    );
    super::BAD_INPUT
}

/// A value that was read and is not what it must be, in its own words.
fn bad_value(error: &clap::Error, lang: Lang) -> Option<String> {
    let bad = std::error::Error::source(error)?.downcast_ref::<BadValue>()?;
    let argument = error.get(ContextKind::InvalidArg).map(ToString::to_string);
    let argument = argument.unwrap_or_default();
    // `--from <DATE>`
    let option = argument.split_whitespace().next().unwrap_or_default();
    let name = option.trim_start_matches('-');
    Some(match bad {
        BadValue::Month(given) => complaint(
            &crate::text!("`{given}` is not a month", "{given} 不是月份"),
            &crate::text!(
                "write year and month, as in {option} 2026-12",
                "写成年-月，如 {option} 2026-12"
            ),
            lang,
        ),
        BadValue::Date(given) => {
            let words = answers::not_a_date(name, given);
            let place = pick(("command line", "命令行"), lang);
            message::refusal(&words, place, lang, output::color_on_stderr()) + "\n"
        }
        BadValue::Range { value, least, most } => complaint(
            &crate::text!(
                "{option} {value} is out of range",
                "{option} {value} 超出范围"
            ),
            &crate::text!(
                "give a number from {least} to {most}",
                "请给 {least} 到 {most} 之间的数"
            ),
            lang,
        ),
        BadValue::Number(_) | BadValue::WhatIf(_) => return None,
    })
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
            // Where several may stand, one is missing.
            let argument = argument.trim_end_matches('.');
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
