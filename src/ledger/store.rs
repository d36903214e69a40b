//! Where entries are kept: one SQLite file, or a PostgreSQL database that several machines of a shop share.
//!
//! Entries are only ever added. Both databases refuse to change or delete any (`sqlite.sql`, `postgres.sql`), and both
//! return from [`Store::append`] only when what was added is on the disk. The calls are blocking; the asynchronous
//! library beneath stays in here.
//!
//! `sqlite` and `postgres` do the same in two databases; `sql` is what they have in common, `file` what is to be known
//! about files around SQLite, `fault` what SQLite's errors mean, `inspect` looks a SQLite file over.

mod clash;
mod fault;
mod file;
mod inspect;
#[cfg(test)]
mod plans;
mod postgres;
mod sql;
mod sqlite;

use super::entry::{Body, Deed, Draft, Entry, EntryId, Hash};
use super::moment::Zone;
use chrono::NaiveDate;
pub use clash::LENIENT;
use sql::Text;
use std::path::PathBuf;
use tokio::runtime::Runtime;

/// The version of the tables that this program writes.
pub const SCHEMA: i64 = 1;

/// Where a ledger lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A SQLite file.
    File(PathBuf),
    /// The address of a PostgreSQL database, `postgres://…`.
    Postgres(String),
}

/// What is wrong with a store, or what it could not do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, serde::Serialize)]
pub enum StoreError {
    /// There is no ledger.
    #[error("there is no ledger")]
    Missing,
    /// There is one already.
    #[error("there is a ledger already")]
    Exists,
    /// It is something else.
    #[error("not a ledger: {0}")]
    NotALedger(String),
    /// A newer program has made it.
    #[error("schema {found}, and this program knows {known}")]
    Newer {
        /// The schema of the store.
        found: i64,
        /// The newest that is known.
        known: i64,
    },
    /// It, or its folder, cannot be written.
    #[error("cannot be written")]
    ReadOnly,
    /// It cannot be opened by this user.
    #[error("no permission")]
    Denied,
    /// Somebody else holds it for longer than it was waited.
    #[error("held by somebody else")]
    Busy,
    /// Somebody else has meanwhile added an entry that what was to be added depends on.
    #[error("somebody else has added an entry meanwhile")]
    Overtaken,
    /// What was to be added would be recorded before the last entry. Times in seconds since 1970 in UTC.
    #[error("the clock is behind entry {entry}")]
    ClockBack {
        /// The last entry.
        entry: EntryId,
        /// When that was recorded.
        after: i64,
        /// What the clock says.
        now: i64,
    },
    /// No room left on the disk.
    #[error("disk full")]
    Full,
    /// What is in it is not what was written.
    #[error("damaged: {0}")]
    Damaged(String),
    /// The database server cannot be reached or refuses.
    #[error("cannot connect: {0}")]
    Connect(String),
    /// Anything else that the database says.
    #[error("{0}")]
    Database(String),
}

/// Which entries are asked for; everything that is given must hold.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// Those behind this one.
    pub after: EntryId,
    /// Up to and including this one.
    pub up_to: Option<EntryId>,
    /// Of these kinds; empty: of all.
    pub kinds: Vec<&'static str>,
    /// Events and cases of this person.
    pub person: Option<String>,
    /// About this entry.
    pub of: Option<EntryId>,
    /// Events of these categories; empty: of all.
    pub categories: Vec<String>,
    /// Events and cases of these days, both included.
    pub days: Option<(NaiveDate, NaiveDate)>,
}

/// An event by its keys, without its text: all that an assessment needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactRow<'a> {
    /// The entry.
    pub id: EntryId,
    /// Who answers.
    pub person: &'a str,
    /// The category's id.
    pub category: &'a str,
    /// When it happened, in seconds since 1970 in UTC.
    pub at: i64,
    /// The day on the shop's wall, as `YYYYMMDD`.
    pub day: i32,
}

/// An entry as it is stored, with everything that [`super::verify`] looks at.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Row {
    /// Its number.
    pub id: EntryId,
    /// When it was recorded, in seconds since 1970 in UTC.
    pub recorded: i64,
    /// Who recorded it.
    pub by: String,
    /// The deed's kind.
    pub kind: String,
    /// The person of an event or case.
    pub person: Option<String>,
    /// The category of an event, the kind of a case.
    pub category: Option<String>,
    /// When it happened, in seconds since 1970 in UTC.
    pub at: Option<i64>,
    /// That day on the shop's wall, as `YYYYMMDD`.
    pub day: Option<i32>,
    /// The entry it is about.
    pub of: Option<EntryId>,
    /// The deed as JSON.
    pub body: String,
    /// The hash of the entry before.
    pub before: Vec<u8>,
    /// Its own hash.
    pub hash: Vec<u8>,
}

/// What is to be done with a ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Look only.
    Read,
    /// Add entries too.
    Write,
}

/// An open ledger.
#[derive(Debug)]
pub struct Store {
    runtime: Runtime,
    backend: Backend,
    zone: Zone,
}

#[derive(Debug)]
enum Backend {
    Sqlite(sqlite::Ledger),
    Postgres(postgres::Ledger),
    /// While it is dropped.
    Closed,
}

/// Calls the function of this name of whichever database it is, and waits for it.
macro_rules! ask {
    ($store:ident.$call:ident($($argument:expr),*)) => {
        match &mut $store.backend {
            Backend::Sqlite(ledger) => $store.runtime.block_on(ledger.$call($($argument),*)),
            Backend::Postgres(ledger) => $store.runtime.block_on(ledger.$call($($argument),*)),
            Backend::Closed => Err(StoreError::Database("closed".to_owned())),
        }
    };
}

impl Store {
    /// Makes a new ledger whose first entry is `opening` (a [`Deed::Open`]), and opens it. A file is readable by its
    /// owner only; it appears under its name only when it is complete.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where there is a ledger, [`StoreError::NotALedger`] where there is something else.
    pub fn create(place: &Place, opening: &Draft) -> Result<Store, StoreError> {
        if !matches!(opening.deed, Deed::Open(_)) {
            return Err(StoreError::Database(
                "the first entry must open the ledger".to_owned(),
            ));
        }
        let runtime = runtime()?;
        let backend = runtime.block_on(async {
            Ok::<_, StoreError>(match place {
                Place::File(path) => Backend::Sqlite(sqlite::Ledger::create(path, opening).await?),
                Place::Postgres(url) => {
                    Backend::Postgres(postgres::Ledger::create(url, opening).await?)
                }
            })
        })?;
        Self::ready(runtime, backend)
    }

    /// Opens a ledger and checks that it is one that this program knows, and that it can be written where it is
    /// opened for that.
    ///
    /// # Errors
    /// All kinds of [`StoreError`] but [`StoreError::Exists`].
    pub fn open(place: &Place, access: Access) -> Result<Store, StoreError> {
        let runtime = runtime()?;
        let backend = runtime.block_on(async {
            Ok::<_, StoreError>(match place {
                Place::File(path) => Backend::Sqlite(sqlite::Ledger::open(path, access).await?),
                Place::Postgres(url) => {
                    Backend::Postgres(postgres::Ledger::open(url, access).await?)
                }
            })
        })?;
        Self::ready(runtime, backend)
    }

    /// The store, when it is known what the first entry says.
    fn ready(runtime: Runtime, backend: Backend) -> Result<Store, StoreError> {
        let zone = Zone::SHANGHAI;
        let mut store = Store {
            runtime,
            backend,
            zone,
        };
        let first = Query {
            up_to: Some(1),
            ..Query::default()
        };
        let first = store.entries(&first)?.pop();
        let Some(Deed::Open(opening)) = first.map(|entry| entry.deed) else {
            return Err(StoreError::Damaged(
                "the first entry does not open a ledger".to_owned(),
            ));
        };
        store.zone = opening.zone;
        Ok(store)
    }

    /// The shop's time zone, as the first entry says.
    pub fn zone(&self) -> Zone {
        self.zone
    }

    /// The login that the database vouches for; `None`: it is a file, which knows none.
    ///
    /// # Errors
    /// The database cannot be asked.
    pub fn login(&mut self) -> Result<Option<String>, StoreError> {
        match &mut self.backend {
            Backend::Postgres(ledger) => self.runtime.block_on(ledger.login()).map(Some),
            Backend::Sqlite(_) | Backend::Closed => Ok(None),
        }
    }

    /// The last entry's number and hash; `(0, GENESIS)` where there is none.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn head(&mut self) -> Result<(EntryId, Hash), StoreError> {
        ask!(self.head())
    }

    /// Adds entries, all or none, and returns their numbers when they are on the disk.
    ///
    /// # Errors
    /// Nothing was added. The exception is [`StoreError::Connect`]: a server that is lost while it answers may have
    /// added them or not.
    pub fn append(&mut self, drafts: &[Draft]) -> Result<Vec<EntryId>, StoreError> {
        if drafts.is_empty() {
            return Ok(Vec::new());
        }
        ask!(self.append(drafts, None))
    }

    /// The same, but only if since `seen` nothing was added that these may rest on (the same event, another word about
    /// the same case, anything that decides what others come to), and none is recorded before the last entry.
    ///
    /// # Errors
    /// [`StoreError::Overtaken`] where something was, [`StoreError::ClockBack`] where the clock is behind; and those of
    /// [`Store::append`]. Nothing was added.
    pub fn append_behind(
        &mut self,
        seen: EntryId,
        drafts: &[Draft],
    ) -> Result<Vec<EntryId>, StoreError> {
        if drafts.is_empty() {
            return Ok(Vec::new());
        }
        ask!(self.append(drafts, Some(seen)))
    }

    /// Entries in their order, with their deeds.
    ///
    /// # Errors
    /// The store cannot be read; [`StoreError::Damaged`] also where an entry is no deed.
    pub fn entries(&mut self, query: &Query) -> Result<Vec<Entry>, StoreError> {
        let mut texts = ask!(self.texts(query))?;
        texts.sort_unstable_by_key(|text| text.id);
        let zone = self.zone;
        texts.into_iter().map(|text| entry(zone, text)).collect()
    }

    /// Events of a query by their keys alone, in any order; quick for millions. `kinds` and `of` are not looked at.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn facts(
        &mut self,
        query: &Query,
        visit: &mut dyn FnMut(FactRow<'_>),
    ) -> Result<(), StoreError> {
        ask!(self.facts(query, visit))
    }

    /// The row of one entry as it is stored.
    ///
    /// # Errors
    /// As for [`Store::rows`].
    pub fn row(&mut self, id: EntryId) -> Result<Option<Row>, StoreError> {
        ask!(self.row(id))
    }

    /// Every row as it is stored, in order.
    ///
    /// # Errors
    /// The store cannot be read, or a row holds something that is no [`Row`]; those before it were visited.
    pub fn rows(&mut self, visit: &mut dyn FnMut(Row)) -> Result<(), StoreError> {
        ask!(self.rows(visit))
    }

    /// What the database's own check of its file finds, and what is missing of that which refuses changes; empty:
    /// nothing.
    ///
    /// # Errors
    /// The store cannot be read; that it is damaged is not an error here, but what was looked for.
    pub fn integrity(&mut self) -> Result<Vec<String>, StoreError> {
        ask!(self.integrity())
    }
}

impl Drop for Store {
    /// Closes the database in an orderly manner: SQLite then moves what is in its log into the file. Where that does
    /// not work, nothing is lost: it is done by whoever opens it next.
    fn drop(&mut self) {
        match std::mem::replace(&mut self.backend, Backend::Closed) {
            Backend::Sqlite(ledger) => self.runtime.block_on(ledger.close()),
            Backend::Postgres(ledger) => self.runtime.block_on(ledger.close()),
            Backend::Closed => {}
        }
    }
}

fn runtime() -> Result<Runtime, StoreError> {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder
        .enable_all()
        .build()
        .map_err(|e| StoreError::Database(e.to_string()))
}

fn entry(zone: Zone, text: Text) -> Result<Entry, StoreError> {
    let Body { deed, via } = serde_json::from_str(&text.body)
        .map_err(|e| StoreError::Damaged(format!("entry {}: {e}", text.id)))?;
    Ok(Entry {
        id: text.id,
        recorded: zone.at(text.recorded),
        by: text.by,
        via,
        deed,
    })
}
