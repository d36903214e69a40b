//! What the law says about taking money from wages, as rows of data (`data/law/deductions.toml`).

use crate::domain::law;
use crate::text;
use crate::text::Text;
use serde::Deserialize;

const TEXT: &str = include_str!("../../../data/law/deductions.toml");

/// A caution and where it stands in the law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caution {
    /// What it says.
    pub say: Text,
    /// The article.
    pub article: Text,
}

impl Caution {
    /// Both in one line.
    pub fn line(&self) -> Text {
        let (say, article) = (&self.say, &self.article);
        Text::new(
            format!("{} ({})", say.en, article.en),
            format!("{}（{}）", say.zh, article.zh),
        )
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    caution: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    say: Words,
    article: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    zh: String,
    en: String,
}

/// What is said wherever money is taken from a wage.
pub fn cautions() -> Vec<Caution> {
    // A test holds that the built-in table is valid.
    let table = toml::from_str(TEXT).unwrap_or(Table {
        caution: Vec::new(),
    });
    let text = |words: Words| Text::new(words.en, words.zh);
    let rows = table.caution.into_iter();
    rows.map(|row| Caution {
        say: text(row.say),
        article: text(row.article),
    })
    .collect()
}

/// The heading above them.
pub fn title() -> Text {
    text!("Caution (no legal advice)", "法律提示（不是法律意见）")
}

/// The article that limits deductions, as the table of the law's limits names it.
pub fn article_of_caps() -> Text {
    law::limit("deduction")
        .map(|limit| limit.article)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn the_table_is_whole() {
        let table: Table = toml::from_str(TEXT).unwrap();
        assert_eq!(table.caution.len(), 4);
        for caution in cautions() {
            assert!(!caution.say.en.is_empty() && !caution.say.zh.is_empty());
            assert!(caution.article.zh.contains('《'), "{}", caution.article.zh);
        }
        assert!(cautions().iter().any(|c| c.article == article_of_caps()));
    }
}
