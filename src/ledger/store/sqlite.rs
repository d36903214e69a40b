//! A ledger in a SQLite file.

use super::clash;
use super::fault::fault;
use super::sql::{self, CHUNK, COLUMNS, Last, Text, next};
use super::{Access, FactRow, Query, Row, SCHEMA, StoreError, file};
use crate::ledger::entry::{Draft, EntryId, Hash};
use sqlx::sqlite::{SqliteConnectOptions, SqliteRow};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Error, Row as _, SqliteConnection};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The tables and what refuses changes.
pub(super) const TABLES: &str = include_str!("sqlite.sql");
/// The number by which a ledger's file is known, as `sqlite.sql` sets it.
const APPLICATION: i64 = 0x7061_6962;
/// Ids, times and days of many events as three texts.
pub(super) const LISTS: &str = "group_concat(id), group_concat(happened), group_concat(day)";
/// Rows that SQLite's thread may be ahead of the one that reads them; with few, both wait for each other all the time.
const AHEAD: usize = 1000;
/// For how long others are waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// An open file.
#[derive(Debug)]
pub(super) struct Ledger {
    pub(super) connection: SqliteConnection,
    pub(super) path: PathBuf,
}

impl Ledger {
    /// Makes a ledger with its first entry.
    pub(super) async fn create(path: &Path, opening: &Draft) -> Result<Ledger, StoreError> {
        let path = &file::plain(path)?;
        if path.symlink_metadata().is_ok() {
            return Err(Self::occupied(path).await);
        }
        let unborn = file::Unborn::beside(path)?;
        let mut ledger = Self::connect(unborn.path(), |options| options).await?;
        ledger.write_ahead().await?;
        let version = format!("BEGIN; {TABLES} PRAGMA user_version = {SCHEMA}; COMMIT");
        ledger.run(AssertSqlSafe(version)).await?;
        ledger.append(std::slice::from_ref(opening), None).await?;
        ledger.close().await;
        match unborn.name(path) {
            Err(StoreError::Exists) => Err(Self::occupied(path).await),
            Err(other) => Err(other),
            Ok(()) => Self::open(path, Access::Write).await,
        }
    }

    /// What it means that something is where a ledger was to be made.
    async fn occupied(path: &Path) -> StoreError {
        match Self::open(path, Access::Read).await {
            Err(StoreError::NotALedger(what)) => StoreError::NotALedger(what),
            _ => StoreError::Exists,
        }
    }

    /// Opens a ledger.
    pub(super) async fn open(path: &Path, access: Access) -> Result<Ledger, StoreError> {
        let path = &file::plain(path)?;
        file::look(path)?;
        let sealed = file::nobody_may_write(path);
        // Others may write at the same time; so that they are seen, SQLite puts files beside the ledger even to read.
        // Those would have the rights of a sealed ledger for ever, and with them nobody could write after it is
        // unsealed. Where nobody writes, it does without them.
        let still = |options: SqliteConnectOptions| options.read_only(true).immutable(true);
        if sealed && (access == Access::Write || file::has_no_log(path)) {
            let ledger = Self::known(path, still).await?;
            return if access == Access::Read {
                Ok(ledger)
            } else {
                Err(StoreError::ReadOnly)
            };
        }
        // Opened as if to write in any case, so that it can take away in the end what it put there.
        match Self::known(path, |options| options).await {
            Ok(mut ledger) if access == Access::Write => {
                ledger.write_ahead().await?;
                ledger.check_writable().await?;
                Ok(ledger)
            }
            Ok(mut ledger) => {
                ledger.run("PRAGMA query_only = TRUE").await?;
                Ok(ledger)
            }
            // Where this user may put nothing there, nobody else does, as far as can be seen.
            Err(StoreError::ReadOnly) if access == Access::Read && file::has_no_log(path) => {
                Self::known(path, still).await
            }
            Err(other) => Err(other),
        }
    }

    pub(super) async fn connect(
        path: &Path,
        how: impl Fn(SqliteConnectOptions) -> SqliteConnectOptions,
    ) -> Result<Ledger, StoreError> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .busy_timeout(PATIENCE)
            .row_buffer_size(AHEAD);
        let options = how(options.disable_statement_logging());
        let connection = options.connect().await.map_err(|e| fault(path, &e))?;
        Ok(Ledger {
            connection,
            path: path.to_owned(),
        })
    }

    /// Connects, and looks whether it is a ledger that this program knows. Nothing is changed before that.
    async fn known(
        path: &Path,
        how: impl Fn(SqliteConnectOptions) -> SqliteConnectOptions,
    ) -> Result<Ledger, StoreError> {
        let mut ledger = Self::connect(path, how).await?;
        let [application, version, pages, size] = ledger.header().await?;
        if application != APPLICATION {
            let what = "the file is a database of another program";
            return Err(StoreError::NotALedger(what.to_owned()));
        }
        if version > SCHEMA {
            return Err(StoreError::Newer {
                found: version,
                known: SCHEMA,
            });
        }
        if version < SCHEMA {
            return Err(StoreError::Damaged(format!(
                "there never was a schema {version}"
            )));
        }
        let (whole, there) = (pages * size, file::length(path));
        // What the file lacks may stand in the log.
        if i64::try_from(there).is_ok_and(|there| there < whole) && file::has_no_log(path) {
            let what = format!("the file is cut off: {there} bytes of {whole}");
            return Err(StoreError::Damaged(what));
        }
        Ok(ledger)
    }

    /// Application, version of the tables, number of pages and their size.
    async fn header(&mut self) -> Result<[i64; 4], StoreError> {
        let sql = "SELECT application_id, user_version, page_count, page_size
            FROM pragma_application_id, pragma_user_version, pragma_page_count, pragma_page_size";
        let row = sqlx::query(sql).fetch_one(&mut self.connection).await;
        let read = |row: SqliteRow| -> Result<[i64; 4], Error> {
            Ok([
                row.try_get(0)?,
                row.try_get(1)?,
                row.try_get(2)?,
                row.try_get(3)?,
            ])
        };
        row.and_then(read).map_err(|e| fault(&self.path, &e))
    }

    /// Everything goes to a log first, and each addition is on the disk before anybody is told that it is there.
    async fn write_ahead(&mut self) -> Result<(), StoreError> {
        let mode = sqlx::query_scalar("PRAGMA journal_mode = WAL");
        let mode: String = mode
            .fetch_one(&mut self.connection)
            .await
            .map_err(|e| fault(&self.path, &e))?;
        if mode != "wal" {
            let what = format!("the disk is not fit for a ledger: journal mode {mode}");
            return Err(StoreError::Database(what));
        }
        self.run("PRAGMA synchronous = FULL").await
    }

    /// Says now, and not only when something is to be added, that nothing can be.
    async fn check_writable(&mut self) -> Result<(), StoreError> {
        // Whoever holds it just now proves that it can be written.
        self.run("PRAGMA busy_timeout = 0").await?;
        let mut begun = self.run("BEGIN IMMEDIATE").await;
        if begun.is_ok() {
            // To begin is not refused where a file is read-only; to write is. This says what is there already, and
            // does not get as far as the disk.
            let same = format!("PRAGMA user_version = {SCHEMA}");
            begun = self.run(AssertSqlSafe(same)).await;
            self.run("ROLLBACK").await?;
        }
        let patience = PATIENCE.as_millis();
        self.run(AssertSqlSafe(format!("PRAGMA busy_timeout = {patience}")))
            .await?;
        match begun {
            Err(StoreError::Busy) => Ok(()),
            other => other,
        }
    }

    pub(super) async fn run(&mut self, sql: impl sqlx::SqlSafeStr) -> Result<(), StoreError> {
        let done = sqlx::raw_sql(sql).execute(&mut self.connection).await;
        done.map(drop).map_err(|e| fault(&self.path, &e))
    }

    /// Closes it; what goes wrong then is no concern of anybody's.
    pub(super) async fn close(self) {
        let _ = self.connection.close().await;
    }

    /// The last entry's number and hash.
    pub(super) async fn head(&mut self) -> Result<(EntryId, Hash), StoreError> {
        let last = "SELECT id, hash, recorded FROM entry ORDER BY id DESC LIMIT 1";
        let last = self.last(last).await?;
        Ok((last.id, last.hash))
    }

    async fn last(&mut self, sql: &'static str) -> Result<Last, StoreError> {
        let last = sqlx::query_as(sql).fetch_optional(&mut self.connection);
        Last::of(last.await.map_err(|e| fault(&self.path, &e))?)
    }

    /// Adds entries.
    pub(super) async fn append(
        &mut self,
        drafts: &[Draft],
        seen: Option<EntryId>,
    ) -> Result<Vec<EntryId>, StoreError> {
        let added = self.add(drafts, seen).await;
        if added.is_err() {
            // SQLite may have done so itself: then this says that there is nothing to take back.
            let _ = self.run("ROLLBACK").await;
        }
        added
    }

    async fn add(
        &mut self,
        drafts: &[Draft],
        seen: Option<EntryId>,
    ) -> Result<Vec<EntryId>, StoreError> {
        // One statement text for both, which is one wait for the thread that SQLite runs on.
        let begin =
            "BEGIN IMMEDIATE; SELECT id, hash, recorded FROM entry ORDER BY id DESC LIMIT 1";
        let last = self.last(begin).await?;
        let mut added = Vec::new();
        if let Some(seen) = seen.filter(|seen| *seen < last.id) {
            let mut sql = sql::added("entry", seen);
            let found = sql.build_query_as().fetch_all(&mut self.connection).await;
            added = found.map_err(|e| fault(&self.path, &e))?;
        }
        let rows = clash::rows(last, drafts, seen.map(|_| added.as_slice()))?;
        for rows in rows.chunks(CHUNK) {
            let mut insert = sql::insert("entry", rows);
            let done = insert.build().execute(&mut self.connection).await;
            done.map_err(|e| fault(&self.path, &e))?;
        }
        self.run("COMMIT").await?;
        Ok(rows.iter().map(|row| row.id).collect())
    }

    /// Entries with their texts, in any order.
    pub(super) async fn texts(&mut self, query: &Query) -> Result<Vec<Text>, StoreError> {
        let mut texts = Vec::new();
        for mut sql in sql::texts("entry", query) {
            let found = sql.build_query_as().fetch_all(&mut self.connection).await;
            let found: Vec<Text> = found.map_err(|e| fault(&self.path, &e))?;
            texts.extend(found);
        }
        Ok(texts)
    }

    /// Events by their keys.
    pub(super) async fn facts(
        &mut self,
        query: &Query,
        visit: &mut dyn FnMut(FactRow<'_>),
    ) -> Result<(), StoreError> {
        let mut sql = sql::facts("entry", LISTS, query);
        let mut rows = sql.build().fetch(&mut self.connection);
        while let Some(row) = next!(rows) {
            let failed = |e| fault(&self.path, &e);
            let row = row.map_err(failed)?;
            let text = |column: usize| row.try_get::<&str, _>(column).map_err(failed);
            let numbers = |column| Ok(text(column)?.split(',').map(|number| number.parse().ok()));
            let lists = [numbers(2)?, numbers(3)?, numbers(4)?];
            sql::hand_on(text(0)?, text(1)?, lists, visit)?;
        }
        Ok(())
    }

    /// The row of one entry.
    pub(super) async fn row(&mut self, id: EntryId) -> Result<Option<Row>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM entry WHERE id = ?");
        let found = sqlx::query(AssertSqlSafe(sql)).bind(id);
        let found = found.fetch_optional(&mut self.connection).await;
        found
            .and_then(|row| row.as_ref().map(read).transpose())
            .map_err(|e| fault(&self.path, &e))
    }

    /// Every row.
    pub(super) async fn rows(&mut self, visit: &mut dyn FnMut(Row)) -> Result<(), StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM entry ORDER BY id");
        let mut rows = sqlx::query(AssertSqlSafe(sql)).fetch(&mut self.connection);
        while let Some(row) = next!(rows) {
            visit(
                row.and_then(|row| read(&row))
                    .map_err(|e| fault(&self.path, &e))?,
            );
        }
        Ok(())
    }
}

/// A row as it is stored. Texts are whatever bytes there are, so that damage in one of them can be shown.
fn read(row: &SqliteRow) -> Result<Row, Error> {
    let bytes = |column: usize| row.try_get_unchecked::<Option<&[u8]>, _>(column);
    let maybe =
        |column| Ok::<_, Error>(bytes(column)?.map(|b| String::from_utf8_lossy(b).into_owned()));
    let text = |column| Ok::<_, Error>(maybe(column)?.unwrap_or_default());
    let blob = |column| Ok::<_, Error>(bytes(column)?.unwrap_or_default().to_vec());
    Ok(Row {
        id: row.try_get(0)?,
        recorded: row.try_get(1)?,
        by: text(2)?,
        kind: text(3)?,
        person: maybe(4)?,
        category: maybe(5)?,
        at: row.try_get(6)?,
        day: row.try_get(7)?,
        of: row.try_get(8)?,
        body: text(9)?,
        before: blob(10)?,
        hash: blob(11)?,
    })
}
