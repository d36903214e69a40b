//! What the tests of the ledger's store have in common: entries to write, a check of what is read, and other processes
//! that write too.

#![allow(dead_code, clippy::unwrap_used, clippy::panic)]

pub mod checks;
pub mod writer;

use paiban::ledger::entry::{Deed, Draft, Event, Opening, Remark, chain};
use paiban::ledger::moment::Zone;
use paiban::ledger::proof::Acting;
use paiban::ledger::records::FactKeys;
use paiban::ledger::store::{Access, Place, Row, Store};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, SqliteConnection};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// A folder of its own that everybody may enter, removed in the end.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new() -> Folder {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("paiban-store-{}-{number}", std::process::id());
        let path = std::env::temp_dir().join(name);
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub fn place(&self, name: &str) -> Place {
        Place::File(self.file(name))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub fn draft(by: &str, deed: Deed) -> Draft {
    let recorded = Zone::SHANGHAI.read("2026-12-31 18:00").unwrap();
    Draft {
        recorded,
        by: Acting::oneself(by),
        deed,
    }
}

pub fn opening() -> Draft {
    let name = "测试店".to_owned();
    draft(
        "店长",
        Deed::Open(Opening {
            team_id: None,
            zone: Zone::parse("Asia/Tokyo").unwrap(),
            name,
            team: String::new(),
        }),
    )
}

pub fn event(person: &str, category: &str, at: &str, evidence: &str) -> Draft {
    let deed = Deed::Event(Event {
        person: person.to_owned(),
        category: category.to_owned(),
        at: Zone::SHANGHAI.read(at).unwrap(),
        evidence: evidence.to_owned(),
        order: None,
        case: None,
        minutes: None,
        seconds: None,
        amount: None,
        approved: None,
        waits: None,
        customer: None,
        note: None,
        leave_of: None,
        duty: None,
    });
    draft("王芳", deed)
}

/// The `number`-th of many events, all different, spread over people, categories and a year.
pub fn nth_event(number: usize, evidence: &str) -> Draft {
    let person = format!("A{:02}", number % 17);
    let category = ["complaint", "late-reply", "迟到"][number % 3];
    let (month, day) = (number / 28 % 12 + 1, number % 28 + 1);
    let at = format!(
        "2026-{month:02}-{day:02} {:02}:{:02}",
        number % 24,
        number % 60
    );
    event(&person, category, &at, evidence)
}

pub fn waive(of: i64) -> Draft {
    draft(
        "店长",
        Deed::Waive(Remark {
            of,
            reason: "初犯".to_owned(),
        }),
    )
}

pub fn create(place: &Place) -> Store {
    Store::create(place, &opening()).unwrap_or_else(|e| panic!("{place:?}: {e:?}"))
}

pub fn open(place: &Place, access: Access) -> Store {
    Store::open(place, access).unwrap_or_else(|e| panic!("{place:?}: {e:?}"))
}

pub fn rows(store: &mut Store) -> Vec<Row> {
    let mut rows = Vec::new();
    store
        .rows(&mut |row| rows.push(row))
        .unwrap_or_else(|e| panic!("{e:?}"));
    rows
}

/// What is wrong with rows: numbers, chain, keys.
pub fn faults(rows: &[Row]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut before = [0; 32];
    for (row, id) in rows.iter().zip(1..) {
        let hash = chain(&before, id, row.recorded, &row.by, &row.body);
        if row.id != id || row.before != before || row.hash != hash {
            faults.push(format!("entry {id} breaks the chain: {row:?}"));
        }
        before = hash;
        match serde_json::from_str::<Deed>(&row.body) {
            Err(error) => faults.push(format!("entry {id}: {error}")),
            Ok(deed) => {
                let keys = FactKeys::of(&deed);
                let there = FactKeys {
                    person: row.person.as_deref(),
                    category: row.category.as_deref(),
                    at: row.at,
                    day: row.day,
                    of: row.of,
                };
                if keys != there || row.kind != deed.kind() {
                    faults.push(format!("entry {id} is found by other keys: {row:?}"));
                }
            }
        }
    }
    faults
}

/// Rows that are chained as they should be.
pub fn whole(place: &Place) -> Vec<Row> {
    let mut store = open(place, Access::Read);
    let found = store.integrity().unwrap();
    assert!(found.is_empty(), "{found:?}");
    let rows = rows(&mut store);
    let faults = faults(&rows);
    assert!(faults.is_empty(), "{faults:?}");
    rows
}

/// Waits for something of the asynchronous library.
pub fn wait<T>(future: impl Future<Output = T>) -> T {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().build().unwrap().block_on(future)
}

/// Runs SQL on a SQLite file behind the store's back; `Err`: what the database says.
pub fn tamper(path: &Path, sql: &str) -> Result<(), String> {
    wait(async {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true);
        let mut connection: SqliteConnection = options.connect().await.unwrap();
        let done = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
            .execute(&mut connection)
            .await;
        connection.close().await.unwrap();
        done.map(drop).map_err(|e| e.to_string())
    })
}

/// Numbers that look random and are the same in every run.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, limit: u64) -> u64 {
        // xorshift64*.
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % limit
    }
}
