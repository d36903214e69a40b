//! What is wrong with a SQLite file before any entry is looked at: what SQLite finds, and what differs from `sqlite.sql`.

use super::StoreError;
use super::fault::fault;
use super::sqlite::{Ledger, TABLES};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

impl Ledger {
    /// What SQLite finds in its file, and what differs from `sqlite.sql`.
    pub(super) async fn integrity(&mut self) -> Result<Vec<String>, StoreError> {
        let check = sqlx::query_scalar("PRAGMA integrity_check");
        let found = check.fetch_all(&mut self.connection).await;
        let mut lines: Vec<String> = match found.map_err(|e| fault(&self.path, &e)) {
            Ok(lines) => lines,
            Err(StoreError::Damaged(what)) => vec![what],
            Err(other) => return Err(other),
        };
        lines.retain(|line| line != "ok");
        match self.changed_tables().await {
            Ok(changed) => lines.extend(changed),
            Err(StoreError::Damaged(what)) => lines.push(what),
            Err(other) => return Err(other),
        }
        Ok(lines)
    }

    async fn changed_tables(&mut self) -> Result<Vec<String>, StoreError> {
        let mut pattern = Self::connect(Path::new(":memory:"), |o| o.in_memory(true)).await?;
        pattern.run(TABLES).await?;
        let wanted = pattern.tables().await?;
        pattern.close().await;
        let there = self.tables().await?;
        let names: BTreeSet<_> = wanted.keys().chain(there.keys()).collect();
        let differs =
            names
                .into_iter()
                .filter_map(|name| match (wanted.get(name), there.get(name)) {
                    (Some(wanted), Some(there)) if wanted == there => None,
                    (Some(_), Some(_)) => Some(format!("{name} is not as it was made")),
                    (Some(_), None) => Some(format!("{name} is missing")),
                    _ => Some(format!("{name} does not belong to a ledger")),
                });
        Ok(differs.collect())
    }

    /// Tables, indexes and triggers with the text that made them; those of SQLite itself are left out.
    async fn tables(&mut self) -> Result<BTreeMap<String, Option<String>>, StoreError> {
        let sql =
            "SELECT type || ' ' || name, sql FROM sqlite_schema WHERE name NOT GLOB 'sqlite_*'";
        let tables = sqlx::query_as(sql).fetch_all(&mut self.connection).await;
        let tables: Vec<(String, Option<String>)> = tables.map_err(|e| fault(&self.path, &e))?;
        Ok(tables.into_iter().collect())
    }
}
