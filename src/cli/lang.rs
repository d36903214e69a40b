//! Which language to speak: `--lang`, else the locale.

use crate::text::Lang;
use clap::builder::PossibleValue;
use std::ffi::OsString;

/// Chosen before the arguments are parsed, so that their messages speak it too.
pub fn choose(arguments: &[OsString]) -> Lang {
    let words: Vec<&str> = arguments.iter().filter_map(|a| a.to_str()).collect();
    let given = words.iter().enumerate().find_map(|(i, word)| match *word {
        "--lang" => words.get(i + 1).copied(),
        other => other.strip_prefix("--lang="),
    });
    match given.and_then(parse) {
        Some(lang) => lang,
        None => from_locale(|name| std::env::var(name).ok()),
    }
}

/// A language by its tag, as programs and systems write it: `zh`, `zh-CN`, `zh_Hans`, `en-US`, `中文`.
pub fn parse(tag: &str) -> Option<Lang> {
    let tag = tag.to_lowercase();
    let first = tag.split(['-', '_', '.']).next().unwrap_or_default();
    match first {
        "zh" | "cn" | "中文" | "chinese" => Some(Lang::Zh),
        "en" | "英文" | "english" => Some(Lang::En),
        _ => None,
    }
}

/// The values of `--lang`: tags of systems and programs are understood, two are shown.
pub fn tags() -> [PossibleValue; 2] {
    [
        PossibleValue::new("zh").aliases([
            "zh-cn",
            "zh_cn",
            "zh-hans",
            "zh_cn.utf-8",
            "cn",
            "中文",
            "chinese",
        ]),
        PossibleValue::new("en").aliases([
            "en-us",
            "en_us",
            "en-gb",
            "en_gb",
            "en_us.utf-8",
            "英文",
            "english",
        ]),
    ]
}

/// The first locale variable that is set decides, as POSIX orders them.
fn from_locale(variable: impl Fn(&str) -> Option<String>) -> Lang {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(variable)
        .find(|value| !value.is_empty());
    match locale {
        Some(value) if value.to_lowercase().starts_with("zh") => Lang::Zh,
        _ => Lang::En,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locale_is_asked_in_order() {
        let cases: [(&[(&str, &str)], Lang); 5] = [
            (&[], Lang::En),
            (&[("LANG", "zh_CN.UTF-8")], Lang::Zh),
            (&[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C")], Lang::En),
            (&[("LANG", "de_DE"), ("LC_MESSAGES", "zh_TW")], Lang::Zh),
            (&[("LC_ALL", ""), ("LANG", "zh_CN")], Lang::Zh),
        ];
        for (set, want) in cases {
            let find = |name: &str| {
                let found = set.iter().find(|(n, _)| *n == name);
                found.map(|(_, v)| (*v).to_owned())
            };
            assert_eq!(from_locale(find), want, "{set:?}");
        }
    }
}
