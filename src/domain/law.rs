//! Limits of Chinese labour law, as rows of data (`data/law/cn.toml`).

use crate::text::Text;
use serde::Deserialize;

const CN: &str = include_str!("../../data/law/cn.toml");

/// What a limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Worked hours.
    Hours,
    /// Days.
    Days,
    /// Hundredths.
    Percent,
}

/// A limit and where it stands in the law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// The number.
    pub limit: i64,
    /// What it counts.
    pub unit: Unit,
    /// The article that sets it.
    pub article: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    row: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    key: String,
    limit: i64,
    unit: Unit,
    article: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    zh: String,
    en: String,
}

/// The limit with this key.
pub fn limit(key: &str) -> Option<Limit> {
    // A test holds that the built-in table is valid.
    let table: Table = toml::from_str(CN).ok()?;
    let row = table.row.into_iter().find(|r| r.key == key)?;
    Some(Limit {
        limit: row.limit,
        unit: row.unit,
        article: Text::new(row.article.en, row.article.zh),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_table_is_whole() {
        let table: Table = toml::from_str(CN).unwrap();
        let keys: BTreeSet<&str> = table.row.iter().map(|r| r.key.as_str()).collect();
        assert_eq!(keys.len(), table.row.len(), "a key stands twice");
        for row in &table.row {
            assert!(row.limit > 0, "{}", row.key);
            assert!(row.article.zh.contains('条'), "{}", row.key);
            assert!(row.article.en.contains("article"), "{}", row.key);
        }
    }

    #[test]
    fn limits_are_found_by_key() {
        let overtime = limit("month-overtime").unwrap();
        assert_eq!((overtime.limit, overtime.unit), (36, Unit::Hours));
        assert!(limit("siesta").is_none());
    }
}
