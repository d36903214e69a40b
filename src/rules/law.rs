//! How the rules of labour law read their limit: from the team file, else from the table.

use super::Reader;
use crate::domain::law;
use crate::source::{Fault, FaultKind};
use crate::text::Text;
use toml::Spanned;

/// A limit in force, and the article that a message names.
#[derive(Debug)]
pub struct Legal {
    /// Minutes, or days.
    pub limit: i64,
    /// The article.
    pub article: Text,
}

fn row(reader: &Reader<'_>, key: &str) -> Result<law::Limit, Fault> {
    law::limit(key).ok_or_else(|| {
        let key = key.to_owned();
        reader.fault_here(FaultKind::MissingKey { key })
    })
}

/// A limit on hours, in minutes.
pub fn hours(reader: &Reader<'_>, key: &str, own: Option<&Spanned<f64>>) -> Result<Legal, Fault> {
    let row = row(reader, key)?;
    let limit = own.map_or(Ok(row.limit * 60), |h| reader.hours(h))?;
    let article = row.article;
    Ok(Legal { limit, article })
}

/// A limit on the days of a week.
pub fn days_of_week(reader: &Reader<'_>, key: &str, own: Option<i64>) -> Result<Legal, Fault> {
    let row = row(reader, key)?;
    let limit = own.map_or(Ok(row.limit), |d| reader.range(d, 0, 7))?;
    let article = row.article;
    Ok(Legal { limit, article })
}
