//! What both databases are asked, in words that both understand.

use super::clash::Added;
use super::{FactRow, Query, Row, StoreError};
use crate::ledger::entry::{Body, Draft, EntryId, GENESIS, Hash, chain};
use crate::ledger::moment::Moment;
use crate::ledger::records::{FactKeys, day_number};
use sqlx::{ColumnIndex, Database, Decode, Encode, Error, FromRow, QueryBuilder, Type};

/// The columns of a row, in the order in which they are read and written.
pub(super) const COLUMNS: &str =
    "id, recorded, author, kind, person, category, happened, day, about, body, previous, hash";

/// Rows that are written with one statement: enough that the statement does not count, and below the number of
/// values that a database takes at once.
pub(super) const CHUNK: usize = 250;

const EVENT: &str = "event";
const CASE: &str = "case";

/// What is read of an entry that is asked for with its deed.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) id: EntryId,
    pub(super) recorded: i64,
    pub(super) by: String,
    pub(super) body: String,
}

/// What an entry is that others have to follow.
#[derive(Debug)]
pub(super) struct Last {
    pub(super) id: EntryId,
    pub(super) hash: Hash,
    /// When it was recorded, in seconds since 1970 in UTC.
    pub(super) recorded: i64,
}

impl Last {
    /// What holds where there is none.
    pub(super) const NONE: Last = Last {
        id: 0,
        hash: GENESIS,
        recorded: i64::MIN,
    };

    /// Of what the database answers.
    pub(super) fn of(found: Option<(i64, Vec<u8>, i64)>) -> Result<Last, StoreError> {
        let Some((id, stored, recorded)) = found else {
            return Ok(Last::NONE);
        };
        let wrong = |_| StoreError::Damaged("the last entry's hash is none".to_owned());
        let hash = stored.try_into().map_err(wrong)?;
        Ok(Last { id, hash, recorded })
    }
}

impl<'r, R> FromRow<'r, R> for Text
where
    R: sqlx::Row,
    usize: ColumnIndex<R>,
    i64: Decode<'r, R::Database> + Type<R::Database>,
    String: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> Result<Text, Error> {
        Ok(Text {
            id: row.try_get(0)?,
            recorded: row.try_get(1)?,
            by: row.try_get(2)?,
            body: row.try_get(3)?,
        })
    }
}

impl<'r, R> FromRow<'r, R> for Added
where
    R: sqlx::Row,
    usize: ColumnIndex<R>,
    bool: Decode<'r, R::Database> + Type<R::Database>,
    String: Decode<'r, R::Database> + Type<R::Database>,
    Option<i64>: Decode<'r, R::Database> + Type<R::Database>,
    Option<String>: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> Result<Added, Error> {
        Ok(Added {
            kind: row.try_get(0)?,
            person: row.try_get(1)?,
            category: row.try_get(2)?,
            day: row.try_get(3)?,
            of: row.try_get(4)?,
            pays: row.try_get(5)?,
        })
    }
}

/// The next row of what `fetch` gives, `None` behind the last. Called on the trait object, whose methods need no
/// import: the crate of the trait is not worth a dependency.
macro_rules! next {
    ($rows:ident) => {
        std::future::poll_fn(|context| $rows.as_mut().poll_next(context)).await
    };
}
pub(super) use next;

/// The rows of drafts that come behind an entry.
///
/// `recorded`: when all of them are recorded, where that is not as they say.
pub(super) fn rows_behind(
    last: Last,
    drafts: &[Draft],
    recorded: Option<i64>,
) -> Result<Vec<Row>, StoreError> {
    let (mut id, mut before) = (last.id, last.hash);
    let mut rows = Vec::with_capacity(drafts.len());
    for draft in drafts {
        id += 1;
        let body = Body {
            deed: &draft.deed,
            via: draft.by.via.clone(),
        };
        let body = serde_json::to_string(&body).map_err(|e| StoreError::Database(e.to_string()))?;
        let recorded = recorded.unwrap_or_else(|| Moment::seconds(draft.recorded));
        let hash = chain(&before, id, recorded, &draft.by.name, &body);
        let keys = FactKeys::of(&draft.deed);
        rows.push(Row {
            id,
            recorded,
            by: draft.by.name.clone(),
            kind: draft.deed.kind().to_owned(),
            person: keys.person.map(str::to_owned),
            category: keys.category.map(str::to_owned),
            at: keys.at,
            day: keys.day,
            of: keys.of,
            body,
            before: before.to_vec(),
            hash: hash.to_vec(),
        });
        before = hash;
    }
    Ok(rows)
}

/// The statement that writes rows.
pub(super) fn insert<DB>(table: &str, rows: &[Row]) -> QueryBuilder<DB>
where
    DB: Database<Arguments: Default>,
    for<'q> i64: Encode<'q, DB> + Type<DB>,
    for<'q> &'q str: Encode<'q, DB> + Type<DB>,
    for<'q> &'q [u8]: Encode<'q, DB> + Type<DB>,
    for<'q> Option<i64>: Encode<'q, DB> + Type<DB>,
    for<'q> Option<&'q str>: Encode<'q, DB> + Type<DB>,
{
    let mut sql = QueryBuilder::new(format!("INSERT INTO {table} ({COLUMNS}) "));
    sql.push_values(rows, |mut values, row| {
        values
            .push_bind(row.id)
            .push_bind(row.recorded)
            .push_bind(row.by.as_str())
            .push_bind(row.kind.as_str())
            .push_bind(row.person.as_deref())
            .push_bind(row.category.as_deref())
            .push_bind(row.at)
            .push_bind(row.day.map(i64::from))
            .push_bind(row.of)
            .push_bind(row.body.as_str())
            .push_bind(row.before.as_slice())
            .push_bind(row.hash.as_slice());
    });
    sql
}

/// The statement that finds what was added behind an entry: what [`super::clash`] looks at.
pub(super) fn added<DB>(table: &str, seen: EntryId) -> QueryBuilder<DB>
where
    DB: Database<Arguments: Default>,
    for<'q> i64: Encode<'q, DB> + Type<DB>,
{
    // Whether an event is a payment its text alone says. Within what people write, quotation marks have a backslash
    // before them.
    let columns = "SELECT kind, person, category, day, about,
        kind = 'event' AND body LIKE '%,\"amount\":%' FROM";
    let mut sql = QueryBuilder::new(format!("{columns} {table} WHERE id > "));
    sql.push_bind(seen);
    sql
}

/// The kinds that one statement looks for. Events and others are looked for apart: each have an index of their own.
#[derive(Debug, PartialEq, Eq)]
enum Kinds {
    All,
    Events,
    Others(Vec<&'static str>),
}

impl Kinds {
    /// The statements that a query takes; none where nothing can answer it.
    fn of(query: &Query) -> Vec<Kinds> {
        let mut wanted = query.kinds.clone();
        if query.person.is_some() || query.days.is_some() {
            // Nothing else has a person and a day.
            if wanted.is_empty() {
                wanted = vec![EVENT, CASE]
            } else {
                wanted.retain(|kind| [EVENT, CASE].contains(kind))
            }
        } else if wanted.is_empty() {
            return vec![Kinds::All];
        }
        let (events, others): (Vec<_>, Vec<_>) = wanted.into_iter().partition(|k| *k == EVENT);
        let mut kinds = Vec::new();
        if !events.is_empty() {
            kinds.push(Kinds::Events);
        }
        if !others.is_empty() {
            kinds.push(Kinds::Others(others));
        }
        kinds
    }
}

/// The statements that give a query's entries; together they are the answer.
pub(super) fn texts<DB>(table: &str, query: &Query) -> Vec<QueryBuilder<DB>>
where
    DB: Database<Arguments: Default>,
    for<'q> i64: Encode<'q, DB> + Type<DB>,
    for<'q> &'q str: Encode<'q, DB> + Type<DB>,
{
    let statement = |kinds: Kinds| {
        let columns = "SELECT id, recorded, author, body FROM";
        let mut sql = QueryBuilder::new(format!("{columns} {table} WHERE "));
        let chosen = query.person.is_some()
            || query.days.is_some()
            || query.of.is_some()
            || !query.categories.is_empty();
        conditions(
            &mut sql,
            query,
            &kinds,
            chosen || matches!(kinds, Kinds::Others(_)),
        );
        if let Some(of) = query.of {
            sql.push(" AND about = ").push_bind(of);
        }
        sql
    };
    Kinds::of(query).into_iter().map(statement).collect()
}

/// The statement that gives a query's events, many in a row: `lists` are aggregates that make one value of many
/// ids, times and days. A row for each event would cost more than all the rest.
pub(super) fn facts<DB>(table: &str, lists: &str, query: &Query) -> QueryBuilder<DB>
where
    DB: Database<Arguments: Default>,
    for<'q> i64: Encode<'q, DB> + Type<DB>,
    for<'q> &'q str: Encode<'q, DB> + Type<DB>,
{
    let mut sql = QueryBuilder::new(format!(
        "SELECT person, category, {lists} FROM {table} WHERE "
    ));
    conditions(&mut sql, query, &Kinds::Events, true);
    sql.push(" GROUP BY person, category");
    sql
}

/// What both kinds of statements have in common. Where another index is to be taken than that of the ids, they stand
/// there as `+id`, which is the same number but has no index.
fn conditions<DB>(sql: &mut QueryBuilder<DB>, query: &Query, kinds: &Kinds, other_index: bool)
where
    DB: Database,
    for<'q> i64: Encode<'q, DB> + Type<DB>,
    for<'q> &'q str: Encode<'q, DB> + Type<DB>,
{
    let id = if other_index { "+id" } else { "id" };
    sql.push(id).push(" > ").push_bind(query.after);
    if let Some(up_to) = query.up_to {
        sql.push(format_args!(" AND {id} <= ")).push_bind(up_to);
    }
    match kinds {
        Kinds::All => {}
        // Literally, as the index has it.
        Kinds::Events => {
            sql.push(" AND kind = 'event'");
        }
        Kinds::Others(kinds) => {
            sql.push(" AND kind <> 'event' AND kind IN (");
            let mut list = sql.separated(", ");
            for kind in kinds {
                list.push_bind(*kind);
            }
            sql.push(")");
        }
    }
    if let Some(person) = &query.person {
        sql.push(" AND person = ").push_bind(person.as_str());
    }
    if !query.categories.is_empty() {
        sql.push(" AND category IN (");
        let mut list = sql.separated(", ");
        for category in &query.categories {
            list.push_bind(category.as_str());
        }
        sql.push(")");
    }
    if let Some((first, last)) = query.days {
        sql.push(" AND day >= ")
            .push_bind(i64::from(day_number(first)));
        sql.push(" AND day <= ")
            .push_bind(i64::from(day_number(last)));
    }
}

/// Hands on the events of a person and a category, whose ids, times and days come in three lists.
pub(super) fn hand_on(
    person: &str,
    category: &str,
    mut lists: [impl Iterator<Item = Option<i64>>; 3],
    visit: &mut dyn FnMut(FactRow<'_>),
) -> Result<(), StoreError> {
    let wrong = || StoreError::Damaged(format!("events of {person} in {category} lack a time"));
    loop {
        match lists.each_mut().map(Iterator::next) {
            [None, None, None] => return Ok(()),
            [Some(Some(id)), Some(Some(at)), Some(Some(day))] => {
                let day = i32::try_from(day).map_err(|_| wrong())?;
                visit(FactRow {
                    id,
                    person,
                    category,
                    at,
                    day,
                });
            }
            _ => return Err(wrong()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(query: Query) -> Vec<Kinds> {
        Kinds::of(&query)
    }

    #[test]
    fn persons_and_days_are_those_of_events_and_cases() {
        let person = || Some("A03".to_owned());
        assert_eq!(kinds(Query::default()), [Kinds::All]);
        let both = [Kinds::Events, Kinds::Others(vec![CASE])];
        assert_eq!(
            kinds(Query {
                person: person(),
                ..Query::default()
            }),
            both
        );
        let some = vec!["waive", EVENT];
        assert_eq!(
            kinds(Query {
                kinds: some.clone(),
                ..Query::default()
            }),
            [Kinds::Events, Kinds::Others(vec!["waive"])]
        );
        let query = Query {
            person: person(),
            kinds: some,
            ..Query::default()
        };
        assert_eq!(kinds(query), [Kinds::Events]);
        let query = Query {
            person: person(),
            kinds: vec!["waive"],
            ..Query::default()
        };
        assert_eq!(kinds(query), []);
    }

    #[test]
    fn lists_of_different_length_are_damage() {
        let list = |n: usize| vec![Some(20_261_205_i64); n].into_iter();
        let mut seen = 0;
        let mut count = |_: FactRow<'_>| seen += 1;
        assert!(hand_on("A", "c", [list(2), list(2), list(2)], &mut count).is_ok());
        assert!(hand_on("A", "c", [list(2), list(2), list(1)], &mut count).is_err());
        assert_eq!(seen, 3);
    }
}
