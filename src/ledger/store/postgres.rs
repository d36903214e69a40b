//! A ledger in a PostgreSQL database, which several machines of a shop can reach at once.

use super::clash;
use super::sql::{self, CHUNK, COLUMNS, Last, Text, next};
use super::{Access, FactRow, Query, Row, SCHEMA, StoreError};
use crate::ledger::entry::{Draft, EntryId, Hash};
use sqlx::postgres::{PgConnectOptions, PgRow};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Error, PgConnection, Row as _};
use std::str::FromStr;
use std::time::Duration;

/// The tables and what refuses changes.
const TABLES: &str = include_str!("postgres.sql");
const ENTRY: &str = "paiban.entry";
/// For how long a server is waited for; for others who add entries the session's `lock_timeout` says the same.
const PATIENCE: Duration = Duration::from_secs(10);

/// What holds for the session. A server that acknowledges before it has written is told not to.
const SESSION: &str = "SET lock_timeout = '10s';
    SELECT set_config('synchronous_commit', 'on', false)
    WHERE current_setting('synchronous_commit') = 'off'";

/// Who holds this adds entries; the others wait. The number is "paiban".
const LOCK: &str = "SELECT pg_advisory_xact_lock(123563682193774)";

/// Said outright, whatever the server's default is: behind the lock, what others have added must be seen.
const BEGIN: &str = "BEGIN ISOLATION LEVEL READ COMMITTED";

/// The triggers that must be there: name, and what the catalogue says of when they fire (before; on update, delete
/// and truncate, or on insert for each row).
const TRIGGERS: [(&str, i16); 2] = [("entry_keep", 2 | 8 | 16 | 32), ("entry_follow", 1 | 2 | 4)];

/// An open database.
#[derive(Debug)]
pub(super) struct Ledger {
    connection: PgConnection,
}

impl Ledger {
    /// Makes a ledger with its first entry.
    pub(super) async fn create(url: &str, opening: &Draft) -> Result<Ledger, StoreError> {
        let mut ledger = Self::connect(url).await?;
        let mut work = ledger.connection.begin_with(BEGIN).await.map_err(fault)?;
        // Two who make one at once do it one after the other.
        sqlx::query(LOCK).execute(&mut *work).await.map_err(fault)?;
        match known(&mut work).await {
            Err(StoreError::Missing) => {}
            Err(StoreError::NotALedger(what)) => return Err(StoreError::NotALedger(what)),
            Err(StoreError::Denied) => return Err(StoreError::Denied),
            _ => return Err(StoreError::Exists),
        }
        sqlx::raw_sql(TABLES)
            .execute(&mut *work)
            .await
            .map_err(fault)?;
        let version = sqlx::query("INSERT INTO paiban.meta (schema) VALUES ($1)").bind(SCHEMA);
        version.execute(&mut *work).await.map_err(fault)?;
        let rows = clash::rows(Last::NONE, std::slice::from_ref(opening), None)?;
        sql::insert(ENTRY, &rows)
            .build()
            .execute(&mut *work)
            .await
            .map_err(fault)?;
        work.commit().await.map_err(fault)?;
        Ok(ledger)
    }

    /// Opens a ledger.
    pub(super) async fn open(url: &str, access: Access) -> Result<Ledger, StoreError> {
        let mut ledger = Self::connect(url).await?;
        known(&mut ledger.connection).await?;
        match access {
            Access::Read => ledger.run("SET default_transaction_read_only = on").await?,
            Access::Write => ledger.check_writable().await?,
        }
        Ok(ledger)
    }

    async fn connect(url: &str) -> Result<Ledger, StoreError> {
        let options = PgConnectOptions::from_str(url).map_err(fault)?;
        let options = options
            .application_name("paiban")
            .disable_statement_logging();
        let silent = |_| StoreError::Connect(format!("no answer in {} s", PATIENCE.as_secs()));
        let connection = tokio::time::timeout(PATIENCE, options.connect()).await;
        let mut ledger = Ledger {
            connection: connection.map_err(silent)?.map_err(fault)?,
        };
        ledger.run(SESSION).await?;
        Ok(ledger)
    }

    /// Says now, and not only when something is to be added, that nothing can be.
    async fn check_writable(&mut self) -> Result<(), StoreError> {
        let sql = "SELECT current_setting('transaction_read_only')::boolean,
            has_table_privilege('paiban.entry', 'INSERT')";
        let may = sqlx::query_as(sql).fetch_one(&mut self.connection).await;
        match may.map_err(fault)? {
            (true, _) => Err(StoreError::ReadOnly),
            (_, false) => Err(StoreError::Denied),
            _ => Ok(()),
        }
    }

    async fn run(&mut self, sql: &'static str) -> Result<(), StoreError> {
        let done = sqlx::raw_sql(sql).execute(&mut self.connection).await;
        done.map(drop).map_err(fault)
    }

    /// Closes it; what goes wrong then is no concern of anybody's.
    pub(super) async fn close(self) {
        let _ = self.connection.close().await;
    }

    /// The login with which this session was opened: what it took on later does not count.
    pub(super) async fn login(&mut self) -> Result<String, StoreError> {
        let login = sqlx::query_scalar("SELECT session_user::text");
        login.fetch_one(&mut self.connection).await.map_err(fault)
    }

    /// The last entry's number and hash.
    pub(super) async fn head(&mut self) -> Result<(EntryId, Hash), StoreError> {
        let last = last(&mut self.connection).await?;
        Ok((last.id, last.hash))
    }

    /// Adds entries.
    pub(super) async fn append(
        &mut self,
        drafts: &[Draft],
        seen: Option<EntryId>,
    ) -> Result<Vec<EntryId>, StoreError> {
        // Dropped without a commit, it is taken back.
        let mut work = self.connection.begin_with(BEGIN).await.map_err(fault)?;
        sqlx::query(LOCK).execute(&mut *work).await.map_err(fault)?;
        let last = last(&mut work).await?;
        let mut added = Vec::new();
        if let Some(seen) = seen.filter(|seen| *seen < last.id) {
            let mut sql = sql::added(ENTRY, seen);
            let found = sql.build_query_as().fetch_all(&mut *work).await;
            added = found.map_err(fault)?;
        }
        let rows = clash::rows(last, drafts, seen.map(|_| added.as_slice()))?;
        for rows in rows.chunks(CHUNK) {
            sql::insert(ENTRY, rows)
                .build()
                .execute(&mut *work)
                .await
                .map_err(fault)?;
        }
        work.commit().await.map_err(fault)?;
        Ok(rows.iter().map(|row| row.id).collect())
    }

    /// Entries with their texts, in any order.
    pub(super) async fn texts(&mut self, query: &Query) -> Result<Vec<Text>, StoreError> {
        let mut texts = Vec::new();
        for mut sql in sql::texts(ENTRY, query) {
            let found = sql.build_query_as().fetch_all(&mut self.connection);
            let found: Vec<Text> = found.await.map_err(fault)?;
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
        let lists = "array_agg(id), array_agg(happened), array_agg(day)";
        let mut sql = sql::facts(ENTRY, lists, query);
        let mut rows = sql.build().fetch(&mut self.connection);
        while let Some(row) = next!(rows) {
            let row = row.map_err(fault)?;
            let text = |column: usize| row.try_get::<&str, _>(column).map_err(fault);
            let numbers = |column: usize| -> Result<_, StoreError> {
                let list: Vec<Option<i64>> = row.try_get(column).map_err(fault)?;
                Ok(list.into_iter())
            };
            let lists = [numbers(2)?, numbers(3)?, numbers(4)?];
            sql::hand_on(text(0)?, text(1)?, lists, visit)?;
        }
        Ok(())
    }

    /// The row of one entry.
    pub(super) async fn row(&mut self, id: EntryId) -> Result<Option<Row>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM {ENTRY} WHERE id = $1");
        let found = sqlx::query(AssertSqlSafe(sql)).bind(id);
        let found = found.fetch_optional(&mut self.connection).await;
        found
            .and_then(|row| row.as_ref().map(read).transpose())
            .map_err(fault)
    }

    /// Every row.
    pub(super) async fn rows(&mut self, visit: &mut dyn FnMut(Row)) -> Result<(), StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM {ENTRY} ORDER BY id");
        let mut rows = sqlx::query(AssertSqlSafe(sql)).fetch(&mut self.connection);
        while let Some(row) = next!(rows) {
            visit(row.and_then(|row| read(&row)).map_err(fault)?);
        }
        Ok(())
    }

    /// Whether what refuses changes is there and nothing else interferes. The server checks its files itself.
    pub(super) async fn integrity(&mut self) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT t.tgname::text, t.tgtype, t.tgenabled::text, p.prosrc
            FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
            WHERE t.tgrelid = 'paiban.entry'::regclass AND NOT t.tgisinternal";
        let triggers = sqlx::query_as(sql).fetch_all(&mut self.connection).await;
        let triggers: Vec<(String, i16, String, String)> = triggers.map_err(fault)?;
        let mut lines = Vec::new();
        for (name, when) in TRIGGERS {
            match triggers.iter().find(|trigger| trigger.0 == name) {
                None => lines.push(format!("trigger {name} is missing")),
                // `A`: always, also where ordinary triggers are switched off.
                Some((_, fires, enabled, source))
                    if *fires == when && enabled == "A" && TABLES.contains(source.as_str()) => {}
                Some(_) => lines.push(format!("trigger {name} is not as it was made")),
            }
        }
        let known = |name: &str| TRIGGERS.iter().any(|trigger| trigger.0 == name);
        let foreign = triggers
            .iter()
            .map(|trigger| &trigger.0)
            .filter(|name| !known(name));
        lines.extend(foreign.map(|name| format!("trigger {name} does not belong to a ledger")));
        lines.extend(self.interference().await?);
        Ok(lines)
    }

    async fn interference(&mut self) -> Result<Vec<String>, StoreError> {
        let sql = "
            SELECT 'rule ' || rulename || ' does not belong to a ledger' FROM pg_rewrite
                WHERE ev_class = 'paiban.entry'::regclass
            UNION ALL
            SELECT 'rows may be hidden: row security is on' FROM pg_class
                WHERE oid = 'paiban.entry'::regclass AND relrowsecurity
            UNION ALL
            SELECT 'the server acknowledges what is not on the disk: ' || name || ' is off' FROM pg_settings
                WHERE name IN ('fsync', 'full_page_writes') AND setting = 'off'";
        let lines = sqlx::query_scalar(sql)
            .fetch_all(&mut self.connection)
            .await;
        lines.map_err(fault)
    }
}

/// Whether there is a ledger that this program knows.
async fn known(connection: &mut PgConnection) -> Result<(), StoreError> {
    let sql = "SELECT to_regnamespace('paiban') IS NOT NULL,
        to_regclass('paiban.meta') IS NOT NULL AND to_regclass('paiban.entry') IS NOT NULL";
    let there = sqlx::query_as(sql).fetch_one(&mut *connection).await;
    match there.map_err(fault)? {
        (false, _) => return Err(StoreError::Missing),
        (_, false) => {
            let what = "the database's schema paiban belongs to another program";
            return Err(StoreError::NotALedger(what.to_owned()));
        }
        _ => {}
    }
    let version = sqlx::query_scalar("SELECT schema FROM paiban.meta").fetch_optional(connection);
    match version.await.map_err(fault)? {
        Some(SCHEMA) => Ok(()),
        Some(found) if found > SCHEMA => Err(StoreError::Newer {
            found,
            known: SCHEMA,
        }),
        Some(found) => Err(StoreError::Damaged(format!(
            "there never was a schema {found}"
        ))),
        None => Err(StoreError::Damaged(
            "the version of the tables is missing".to_owned(),
        )),
    }
}

/// The last entry.
async fn last(connection: &mut PgConnection) -> Result<Last, StoreError> {
    let sql = "SELECT id, hash, recorded FROM paiban.entry ORDER BY id DESC LIMIT 1";
    let last = sqlx::query_as(sql).fetch_optional(connection);
    Last::of(last.await.map_err(fault)?)
}

fn read(row: &PgRow) -> Result<Row, Error> {
    let day: Option<i64> = row.try_get(7)?;
    let day = day
        .map(i32::try_from)
        .transpose()
        .map_err(|e| Error::Decode(e.into()))?;
    Ok(Row {
        id: row.try_get(0)?,
        recorded: row.try_get(1)?,
        by: row.try_get(2)?,
        kind: row.try_get(3)?,
        person: row.try_get(4)?,
        category: row.try_get(5)?,
        at: row.try_get(6)?,
        day,
        of: row.try_get(8)?,
        body: row.try_get(9)?,
        before: row.try_get(10)?,
        hash: row.try_get(11)?,
    })
}

/// What an error means for a ledger.
fn fault(error: Error) -> StoreError {
    match &error {
        Error::Database(inner) => coded(&inner.code().unwrap_or_default(), inner.message()),
        Error::ColumnDecode { .. } | Error::Decode(_) | Error::RowNotFound => {
            StoreError::Damaged(error.to_string())
        }
        Error::Io(inner) => StoreError::Connect(inner.to_string()),
        Error::Tls(_) | Error::Configuration(_) => StoreError::Connect(error.to_string()),
        _ => StoreError::Database(error.to_string()),
    }
}

/// What a code of <https://www.postgresql.org/docs/current/errcodes-appendix.html> means; its first two letters are the
/// class.
fn coded(code: &str, message: &str) -> StoreError {
    match (code.get(..2).unwrap_or(""), code) {
        (_, "55P03") | ("40", _) => StoreError::Busy,
        (_, "53100") => StoreError::Full,
        (_, "42501") => StoreError::Denied,
        (_, "25006") => StoreError::ReadOnly,
        (_, "XX001" | "XX002") => StoreError::Damaged(message.to_owned()),
        // It was told to be quick: not what the class says otherwise.
        (_, "57014") => StoreError::Database(message.to_owned()),
        // It does not let us in, has no such database, has no room for more, or is being shut down.
        ("08" | "28" | "3D" | "53" | "57", _) => StoreError::Connect(message.to_owned()),
        _ => StoreError::Database(format!("{message} (PostgreSQL, {code})")),
    }
}
