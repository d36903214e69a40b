//! Text in both languages of the product, made together so that neither can be forgotten.

use std::fmt;

/// A language that the product speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lang {
    /// English.
    En,
    /// Simplified Chinese.
    Zh,
}

/// One message in English and in Chinese.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, PartialOrd, Ord, serde::Serialize)]
pub struct Text {
    /// English.
    pub en: String,
    /// Chinese.
    pub zh: String,
}

impl Text {
    /// A message from its two versions.
    pub fn new(en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self {
            en: en.into(),
            zh: zh.into(),
        }
    }

    /// The same words in both languages: names, codes, dates.
    pub fn same(words: impl Into<String>) -> Self {
        let words = words.into();
        Self {
            en: words.clone(),
            zh: words,
        }
    }

    /// The version in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Zh => &self.zh,
        }
    }

    /// Several messages as one list: `a, b` in English, `a、b` in Chinese.
    pub fn list<'a>(parts: impl IntoIterator<Item = &'a Text>) -> Text {
        let (en, zh): (Vec<&str>, Vec<&str>) = parts
            .into_iter()
            .map(|t| (t.en.as_str(), t.zh.as_str()))
            .unzip();
        Text::new(en.join(", "), zh.join("、"))
    }
}

/// A message that is known when the program is compiled: `(English, Chinese)`.
pub type Fixed = (&'static str, &'static str);

/// The version of a [`Fixed`] message in `lang`.
pub fn pick(words: Fixed, lang: Lang) -> &'static str {
    match lang {
        Lang::En => words.0,
        Lang::Zh => words.1,
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en)
    }
}

/// A number of English things: `1 day`, `2 days`.
pub fn many(count: i64, thing: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {thing}{plural}")
}

/// Formats one message in both languages: `text!("{n} days", "{n}天")`.
#[macro_export]
macro_rules! text {
    ($en:literal, $zh:literal $(, $($arg:tt)*)?) => {
        $crate::text::Text::new(format!($en $(, $($arg)*)?), format!($zh $(, $($arg)*)?))
    };
}
