//! That every query finds its index: a million entries are not to be looked through for a few.

use super::fault::fault;
use super::sqlite::{LISTS, Ledger, TABLES};
use super::{Query, StoreError, sql};
use chrono::NaiveDate;
use sqlx::{AssertSqlSafe, QueryBuilder, Sqlite};
use std::path::Path;

/// How SQLite looks for what a statement asks for, in tables without statistics.
fn plans(statements: Vec<QueryBuilder<Sqlite>>) -> Result<Vec<String>, StoreError> {
    super::runtime()?.block_on(async {
        let mut blank = Ledger::connect(Path::new(":memory:"), |o| o.in_memory(true)).await?;
        blank.run(TABLES).await?;
        let mut plans = Vec::new();
        for statement in statements {
            let sql = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {}", statement.into_string()));
            let steps = sqlx::query_as(sql).fetch_all(&mut blank.connection).await;
            let steps: Vec<(i64, i64, i64, String)> = steps.map_err(|e| fault(&blank.path, &e))?;
            let steps: Vec<String> = steps.into_iter().map(|step| step.3).collect();
            plans.push(steps.join("; "));
        }
        Ok(plans)
    })
}

#[test]
fn every_query_finds_its_index() {
    let day = NaiveDate::from_ymd_opt(2026, 12, 5).unwrap_or_default();
    let all = Query {
        after: 5,
        up_to: Some(1_000_000),
        ..Query::default()
    };
    let days = Query {
        days: Some((day, day)),
        ..all.clone()
    };
    let person = Query {
        person: Some("A03".to_owned()),
        ..all.clone()
    };
    let other = Query {
        kinds: vec!["waive", "close"],
        ..all.clone()
    };
    let about = Query {
        of: Some(17),
        ..all.clone()
    };
    let person_days = Query {
        days: days.days,
        ..person.clone()
    };
    let in_other = "SEARCH entry USING INDEX entry_other (kind=?)";
    let in_person = "SEARCH entry USING INDEX entry_person (person=?)";
    let in_day = "SEARCH entry USING INDEX entry_day (day>? AND day<?)";
    let texts = [
        (
            &all,
            vec!["SEARCH entry USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"],
        ),
        (&days, vec![in_day, in_other]),
        (&person, vec![in_person, in_other]),
        (&person_days, vec![in_person, in_other]),
        (&other, vec![in_other]),
        (
            &about,
            vec!["SEARCH entry USING INDEX entry_about (about=?)"],
        ),
    ];
    for (query, wanted) in texts {
        assert_eq!(
            plans(sql::texts("entry", query)),
            Ok(strings(&wanted)),
            "{query:?}"
        );
    }
    let sorted = "USE TEMP B-TREE FOR GROUP BY";
    let covered = "SEARCH entry USING COVERING INDEX entry_person (person=?)";
    let facts = [
        (
            &all,
            "SCAN entry USING COVERING INDEX entry_person".to_owned(),
        ),
        (&person, covered.to_owned()),
        (&days, format!("{in_day}; {sorted}")),
    ];
    for (query, wanted) in facts {
        assert_eq!(
            plans(vec![sql::facts("entry", LISTS, query)]),
            Ok(vec![wanted])
        );
    }
}

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}
