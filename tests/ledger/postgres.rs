//! The ledger's store in PostgreSQL: the same as in a file, against a server that is started for it.
//!
//! Where PostgreSQL is not installed, the test says so and passes.

#![cfg(unix)]
use crate::store;

use crate::at_once;
use paiban::app::ledger::{add, init, policy, user};
use paiban::app::{Actor, AppError};
use paiban::ledger::error::LedgerError;
use paiban::ledger::policy::Role;
use paiban::ledger::store::{Access, Place, SCHEMA, Store, StoreError};
use paiban::text::Lang;
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::str::FromStr;
use store::{checks, create, nth_event, open, opening, rows, waive, whole};

/// A server of this test's own. It ends when its standard input does: with this test, however that ends.
struct Server {
    script: Child,
    url: String,
}

impl Server {
    fn start(test: &str) -> Option<Server> {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/postgres.sh");
        let mut command = Command::new("bash");
        command
            .arg(script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let mut script = command.spawn().unwrap();
        let mut url = String::new();
        BufReader::new(script.stdout.take().unwrap())
            .read_line(&mut url)
            .unwrap();
        if url.is_empty() {
            let status = script.wait().unwrap();
            assert_eq!(status.code(), Some(3), "scripts/postgres.sh failed");
            println!("skipped: {test}: PostgreSQL is not installed");
            return None;
        }
        Some(Server {
            script,
            url: url.trim_end().to_owned(),
        })
    }

    /// A new, empty database.
    fn database(&self, name: &str) -> Place {
        self.run("postgres", &format!("CREATE DATABASE {name}"))
            .unwrap();
        Place::Postgres(self.url_of(name))
    }

    fn url_of(&self, name: &str) -> String {
        format!("{}/{name}", self.url.rsplit_once('/').unwrap().0)
    }

    /// Runs SQL behind the store's back; `Err`: what the server says.
    fn run(&self, database: &str, sql: &str) -> Result<(), String> {
        store::wait(async {
            let options = PgConnectOptions::from_str(&self.url_of(database)).unwrap();
            let mut connection = options.connect().await.unwrap();
            let done = sqlx::raw_sql(AssertSqlSafe(sql.to_owned()))
                .execute(&mut connection)
                .await;
            connection.close().await.unwrap();
            done.map(drop).map_err(|e| e.to_string())
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.script.stdin.take());
        let _ = self.script.wait();
    }
}

/// One test with one server, which takes longer to start than everything else.
#[test]
fn a_server_holds_what_is_added() {
    let Some(server) = Server::start("a_server_holds_what_is_added") else {
        return;
    };
    checks::all(|name| server.database(&format!("ledger_{name}")));
    crate::at_once::what_two_write_at_once_is_written_once(&server.database("ledger_at_once"));
    crate::at_once::the_clock_goes_on(&server.database("ledger_clock"));
    crate::order::every_view_says_the_same(&server.database("ledger_order"));
    logins_prove_who_acts(&server);
    refuses_whatever_is_not_added_at_the_end(&server);
    misses_what_is_gone(&server);
    tells_other_schemas_apart(&server);
    tells_why_it_cannot(&server);
    adds_all_or_nothing(&server);
    waits_for_others(&server);
}

/// With a server the login that counts is that of the connection: not what is said, not that of the operating system, and not a role that
/// is taken on later.
fn logins_prove_who_acts(server: &Server) {
    let now = "2026-12-20 09:00";
    let place = server.database("logins");
    let folder = store::Folder::new();
    let asks = |place: &Place, said: Option<&str>, system: &str| {
        let mut context = at_once::context(now, None);
        context.actor = Actor {
            said: said.map(str::to_owned),
            login: Some(system.to_owned()),
            ..Actor::unknown()
        };
        (at_once::at(place, &folder), context)
    };
    let (at, owner) = asks(&place, None, "somebody");
    let request = init::Request {
        name: Some("shop".to_owned()),
        zone: "Asia/Shanghai".to_owned(),
        policies: vec!["tmall".to_owned()],
        back: true,
        manager: Some("店长".to_owned()),
        login: None,
        password: false,
        lang: Lang::En,
    };
    init::run(&request, &at, &asks(&place, Some("店长"), "somebody").1).unwrap();
    let named = user::Named {
        name: "张敏".to_owned(),
        role: Some(Some(Role::Agent)),
        login: Some("agent_zhang".to_owned()),
        password: false,
    };
    // The connection's own login made the ledger, and so is the manager's.
    user::run(&user::Request::Set(named), &at, &owner).unwrap();
    let user::Report::List(users, true) = user::run(&user::Request::List, &at, &owner).unwrap()
    else {
        panic!("nothing proves who acts");
    };
    let logins: Vec<_> = users.iter().map(|user| user.login.as_deref()).collect();
    assert_eq!(logins, [Some("paiban"), Some("agent_zhang")]);
    let rights = |role: &str, password: &str| {
        format!(
            "CREATE ROLE {role} LOGIN PASSWORD '{password}'; GRANT USAGE ON SCHEMA paiban TO {role};
             GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA paiban TO {role};"
        )
    };
    let roles = rights("agent_zhang", "z") + &rights("stranger", "s");
    server
        .run("logins", &format!("{roles} GRANT paiban TO agent_zhang"))
        .unwrap();
    let rest = server
        .url_of("logins")
        .rsplit_once('@')
        .unwrap()
        .1
        .to_owned();
    let with = |who: &str, more: &str| Place::Postgres(format!("postgres://{who}@{rest}{more}"));
    let complaint = |place: &Place, said: Option<&str>, day: u8| {
        let (at, context) = asks(place, said, "paiban");
        let request = add::Request {
            person: Some("A".to_owned()),
            category: "complaint".to_owned(),
            at: Some(format!("2026-12-{day:02} 10:00")),
            ..add::Request::default()
        };
        add::run(&request, &at, &context).map(|report| report.told.id)
    };
    let by = |id: i64| open(&place, Access::Read).row(id).unwrap().unwrap().by;
    let agent = with("agent_zhang:z", "");
    assert_eq!(by(complaint(&agent, None, 1).unwrap()), "张敏");
    // By another role that the login may take on it is still the same login.
    let as_owner = with("agent_zhang:z", "?options[role]=paiban");
    assert_eq!(by(complaint(&as_owner, None, 2).unwrap()), "张敏");
    let refused = |place: &Place, said| match complaint(place, said, 3) {
        Err(AppError::Ledger { error, .. }) => *error,
        other => panic!("{other:?}"),
    };
    let cheat = refused(&agent, Some("店长"));
    assert!(matches!(cheat, LedgerError::Unproven { .. }), "{cheat:?}");
    let unknown = refused(&with("stranger:s", ""), None);
    assert_eq!(
        unknown,
        LedgerError::NoLogin {
            login: Some("stranger".to_owned())
        }
    );
    // A manager's login acts for others, and is written down.
    assert_eq!(by(complaint(&place, Some("张敏"), 4).unwrap()), "张敏");
    let (at, agent) = asks(&agent, None, "paiban");
    let adopt = policy::Request::Adopt {
        word: "taboos".to_owned(),
        back: false,
    };
    assert!(policy::run(&adopt, &at, Lang::En, &agent).is_err());
}

/// A ledger with some entries.
fn small(server: &Server, name: &str) -> Place {
    let place = server.database(name);
    let drafts: Vec<_> = (0..5).map(|n| nth_event(n, "small")).collect();
    create(&place).append(&drafts).unwrap();
    place
}

fn refuses_whatever_is_not_added_at_the_end(server: &Server) {
    let place = small(server, "refuses");
    let before = whole(&place);
    let copy = "SELECT id, recorded, 'x', kind, person, category, happened, day, about, previous, hash, body
        FROM paiban.entry WHERE id = 3";
    let columns = "(id, recorded, author, kind, previous, hash, body)";
    let last = "(SELECT hash FROM paiban.entry WHERE id = 6)";
    let cases = [
        (
            "UPDATE paiban.entry SET author = 'somebody'",
            "never changed",
        ),
        (
            "UPDATE paiban.entry SET author = 'somebody' WHERE id = 99",
            "never changed",
        ),
        ("DELETE FROM paiban.entry WHERE id = 6", "never changed"),
        ("TRUNCATE paiban.entry", "never changed"),
        (
            "SET session_replication_role = replica; DELETE FROM paiban.entry",
            "never changed",
        ),
        (
            &format!("INSERT INTO paiban.entry {copy} ON CONFLICT (id) DO UPDATE SET author = 'x'"),
            "never changed",
        ),
        (
            &format!("INSERT INTO paiban.entry {copy} ON CONFLICT DO NOTHING"),
            "at the end",
        ),
        (
            &format!(
                "INSERT INTO paiban.entry {columns} VALUES (9, 0, 'x', 'open', {last}, {last}, '')"
            ),
            "at the end",
        ),
        (
            &format!(
                "INSERT INTO paiban.entry {columns} VALUES (7, 0, 'x', 'open', 'x', {last}, '')"
            ),
            "at the end",
        ),
    ];
    for (sql, says) in cases {
        let said = server.run("refuses", sql);
        assert!(
            said.as_ref().is_err_and(|e| e.contains(says)),
            "{sql}: {said:?}"
        );
        assert_eq!(whole(&place), before, "{sql}");
    }
}

fn misses_what_is_gone(server: &Server) {
    let place = small(server, "gone");
    let mut store = open(&place, Access::Read);
    let cases = [
        (
            "DROP TRIGGER entry_keep ON paiban.entry",
            "trigger entry_keep is missing",
        ),
        (
            "CREATE TRIGGER entry_keep BEFORE TRUNCATE ON paiban.entry EXECUTE FUNCTION paiban.entry_keep()",
            "trigger entry_keep is not as it was made",
        ),
        (
            "DROP TRIGGER entry_keep ON paiban.entry;
             CREATE TRIGGER entry_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON paiban.entry
                EXECUTE FUNCTION paiban.entry_keep();",
            "trigger entry_keep is not as it was made",
        ),
        (
            "ALTER TABLE paiban.entry ENABLE ALWAYS TRIGGER entry_keep;
             CREATE OR REPLACE FUNCTION paiban.entry_follow() RETURNS trigger LANGUAGE plpgsql
                AS 'BEGIN RETURN NEW; END'",
            "trigger entry_follow is not as it was made",
        ),
        (
            "ALTER TABLE paiban.entry DISABLE TRIGGER entry_follow",
            "trigger entry_follow is not as it was made",
        ),
    ];
    assert_eq!(store.integrity(), Ok(vec![]));
    for (sql, says) in cases {
        server.run("gone", sql).unwrap();
        assert_eq!(store.integrity(), Ok(vec![says.to_owned()]), "{sql}");
    }
    server
        .run(
            "gone",
            "CREATE RULE more AS ON DELETE TO paiban.entry DO INSTEAD NOTHING",
        )
        .unwrap();
    let found = store.integrity().unwrap();
    assert!(
        found.contains(&"rule more does not belong to a ledger".to_owned()),
        "{found:?}"
    );
}

fn tells_other_schemas_apart(server: &Server) {
    let place = small(server, "versions");
    let version = |version: i64| {
        let sql = format!("UPDATE paiban.meta SET schema = {version}");
        server.run("versions", &sql).unwrap();
        Store::open(&place, Access::Write).err()
    };
    let newer = StoreError::Newer {
        found: SCHEMA + 1,
        known: SCHEMA,
    };
    assert_eq!(version(SCHEMA + 1), Some(newer));
    assert!(matches!(version(0), Some(StoreError::Damaged(_))));
    assert_eq!(version(SCHEMA), None);
    let other = server.database("others");
    server.run("others", "CREATE SCHEMA paiban").unwrap();
    let made = Store::create(&other, &opening()).err();
    assert!(matches!(made, Some(StoreError::NotALedger(_))), "{made:?}");
    assert_eq!(Store::open(&other, Access::Read).err(), made);
}

fn tells_why_it_cannot(server: &Server) {
    let place = small(server, "rights");
    let connect = |url: &str| match Store::open(&Place::Postgres(url.to_owned()), Access::Read) {
        Err(StoreError::Connect(what)) => what,
        other => panic!("{url}: {other:?}"),
    };
    let url = server.url_of("rights");
    let (front, password) = url.split_once("@").unwrap().0.rsplit_once(':').unwrap();
    assert!(connect(&url.replace(password, "wrong")).contains("password"));
    assert!(connect(&server.url_of("no_such")).contains("no_such"));
    assert!(connect("postgres://paiban@127.0.0.1:1/x").contains("refused"));
    connect("postgres://paiban@127.0.0.1:port/x");

    let role = "CREATE ROLE reader LOGIN PASSWORD 'r'; CREATE ROLE nobody_known LOGIN PASSWORD 'n';
        GRANT USAGE ON SCHEMA paiban TO reader; GRANT SELECT ON ALL TABLES IN SCHEMA paiban TO reader";
    server.run("rights", role).unwrap();
    let with = |who: &str| {
        let own = format!("{front}:{password}");
        Place::Postgres(url.replace(&own, &format!("postgres://{who}")))
    };
    assert_eq!(rows(&mut open(&with("reader:r"), Access::Read)).len(), 6);
    assert_eq!(
        Store::open(&with("reader:r"), Access::Write).err(),
        Some(StoreError::Denied)
    );
    assert_eq!(
        Store::open(&with("nobody_known:n"), Access::Read).err(),
        Some(StoreError::Denied)
    );
    server
        .run(
            "rights",
            "ALTER DATABASE rights SET default_transaction_read_only = on",
        )
        .unwrap();
    assert_eq!(
        Store::open(&place, Access::Write).err(),
        Some(StoreError::ReadOnly)
    );
    assert_eq!(rows(&mut open(&place, Access::Read)).len(), 6);
}

/// A text that PostgreSQL does not take, behind two statements that it did take.
fn adds_all_or_nothing(server: &Server) {
    let place = small(server, "whole_batches");
    let mut drafts: Vec<_> = (0..600).map(|n| nth_event(n, "batch")).collect();
    drafts[599].by.name = "a\0b".to_owned();
    let mut store = open(&place, Access::Write);
    let added = store.append(&drafts);
    assert!(matches!(added, Err(StoreError::Database(_))), "{added:?}");
    assert_eq!(store.head().unwrap().0, 6);
    // The connection is fit for more.
    assert_eq!(store.append(&drafts[..599]).map(|ids| ids.len()), Ok(599));
    assert_eq!(whole(&place).len(), 605);
}

/// Takes ten seconds: so long is waited for somebody else.
fn waits_for_others(server: &Server) {
    let place = small(server, "held");
    let options = PgConnectOptions::from_str(&server.url_of("held")).unwrap();
    store::wait(async {
        let mut holder = options.connect().await.unwrap();
        let lock = "BEGIN; SELECT pg_advisory_xact_lock(123563682193774)";
        sqlx::raw_sql(lock).execute(&mut holder).await.unwrap();
        let append = || open(&place, Access::Write).append(&[waive(2)]);
        let held = std::thread::scope(|scope| scope.spawn(append).join()).unwrap();
        assert_eq!(held, Err(StoreError::Busy));
        holder.close().await.unwrap();
    });
    assert_eq!(open(&place, Access::Write).append(&[waive(2)]), Ok(vec![7]));
    assert_eq!(whole(&place).len(), 7);
}
