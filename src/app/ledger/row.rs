//! An event as another program tells it: the options of `paiban ledger add` as fields of a JSON object.

use crate::ledger::desk::NewEvent;
use crate::ledger::error::LedgerError;
use crate::ledger::moment::{Moment, Zone};
use crate::ledger::money::{Fen, MoneyError};
use crate::ledger::took::Took;
use serde_json::{Map, Value};

/// Why a line is not taken.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub enum RowFlaw {
    /// It is no JSON object.
    NotAnObject,
    /// A field that there is not.
    Unknown(String),
    /// A field that holds something else than it must.
    Wrong(&'static str, Wanted),
    /// The category is missing.
    NoCategory,
    /// Not a time of the shop.
    NoTime(String),
    /// Not an amount.
    NoAmount(String, MoneyError),
    /// Nobody says who records it.
    Nobody,
    /// The ledger refuses it.
    Ledger(LedgerError),
}

/// What a field must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub enum Wanted {
    /// A text.
    Text,
    /// A whole number.
    Whole,
    /// Yes or no.
    Bool,
    /// A length of time.
    Took,
}

/// The fields that there are.
pub const FIELDS: [&str; 15] = [
    "person",
    "category",
    "at",
    "evidence",
    "order",
    "case",
    "minutes",
    "amount",
    "approved-by",
    "customer",
    "note",
    "leave-of",
    "by",
    "again",
    "anyway",
];

/// What a line says.
#[derive(Debug)]
pub(super) struct Row {
    pub told: NewEvent,
    /// Who records it, where the line says so.
    pub by: Option<String>,
    /// Whether it is recorded though an entry says the same.
    pub again: bool,
}

impl Row {
    /// Reads a line; an event without a time happens now.
    pub fn read(bytes: &[u8], zone: Zone, now: Moment) -> Result<Row, RowFlaw> {
        let object: Map<String, Value> =
            serde_json::from_slice(bytes).map_err(|_| RowFlaw::NotAnObject)?;
        let known = |key: &&String| FIELDS.contains(&key.replace('_', "-").as_str());
        if let Some(key) = object.keys().find(|key| !known(key)) {
            return Err(RowFlaw::Unknown(key.clone()));
        }
        let fields = Fields(&object);
        let time = |text: String| zone.read(&text).map_err(|_| RowFlaw::NoTime(text.clone()));
        let told = NewEvent {
            person: fields.text("person")?,
            category: fields.text("category")?.ok_or(RowFlaw::NoCategory)?,
            at: fields.text("at")?.map(time).transpose()?.unwrap_or(now),
            evidence: fields.text("evidence")?.unwrap_or_default(),
            order: fields.text("order")?,
            case: fields.whole("case")?,
            minutes: fields.text("minutes")?.map(took).transpose()?,
            amount: fields
                .text("amount")?
                .map(|text| amount(&text))
                .transpose()?,
            approved: fields.text("approved-by")?,
            customer: fields.text("customer")?,
            note: fields.text("note")?,
            leave_of: fields.text("leave-of")?,
            anyway: fields.yes("anyway")?,
        };
        Ok(Row {
            told,
            by: fields.text("by")?,
            again: fields.yes("again")?,
        })
    }
}

struct Fields<'a>(&'a Map<String, Value>);

impl Fields<'_> {
    /// A field by its name, also with underscores; what is null is not there.
    fn get(&self, name: &'static str) -> Option<&Value> {
        let value = self
            .0
            .get(name)
            .or_else(|| self.0.get(&name.replace('-', "_")));
        value.filter(|value| !value.is_null())
    }

    /// A text, or a number as it is written; what is blank is not there.
    fn text(&self, name: &'static str) -> Result<Option<String>, RowFlaw> {
        let text = match self.get(name) {
            None => return Ok(None),
            Some(Value::String(text)) => text.trim().to_owned(),
            Some(Value::Number(number)) => number.to_string(),
            Some(_) => return Err(RowFlaw::Wrong(name, Wanted::Text)),
        };
        Ok((!text.is_empty()).then_some(text))
    }

    fn whole(&self, name: &'static str) -> Result<Option<i64>, RowFlaw> {
        let number = |text: String| {
            text.parse()
                .map_err(|_| RowFlaw::Wrong(name, Wanted::Whole))
        };
        self.text(name)?.map(number).transpose()
    }

    fn yes(&self, name: &'static str) -> Result<bool, RowFlaw> {
        match self.get(name) {
            None => Ok(false),
            Some(Value::Bool(yes)) => Ok(*yes),
            Some(_) => Err(RowFlaw::Wrong(name, Wanted::Bool)),
        }
    }
}

fn took(text: String) -> Result<Took, RowFlaw> {
    Took::parse(&text).ok_or(RowFlaw::Wrong("minutes", Wanted::Took))
}

fn amount(text: &str) -> Result<Fen, RowFlaw> {
    Fen::parse(text).map_err(|error| RowFlaw::NoAmount(text.to_owned(), error))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn read(line: &str) -> Result<Row, RowFlaw> {
        let zone = Zone::SHANGHAI;
        Row::read(
            line.as_bytes(),
            zone,
            zone.read("2026-12-06 09:00").unwrap(),
        )
    }

    #[test]
    fn fields_are_read_as_programs_write_them() {
        let row = read(
            r#"{"person":"A03","category":"refund","amount":25.5,"order":42,"approved_by":"x","by":null}"#,
        );
        let row = row.unwrap();
        assert_eq!(row.told.amount, Some(Fen(2550)));
        assert_eq!(row.told.order.as_deref(), Some("42"));
        assert_eq!(row.told.approved.as_deref(), Some("x"));
        assert_eq!(row.told.at.short(), "2026-12-06 09:00");
        assert_eq!((row.by, row.again), (None, false));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let cases = [
            ("[]", RowFlaw::NotAnObject),
            (
                r#"{"category":"x","persn":"A"}"#,
                RowFlaw::Unknown("persn".to_owned()),
            ),
            (r#"{"person":"A"}"#, RowFlaw::NoCategory),
            (
                r#"{"category":"x","minutes":1.01}"#,
                RowFlaw::Wrong("minutes", Wanted::Took),
            ),
            (
                r#"{"category":"x","at":"noon"}"#,
                RowFlaw::NoTime("noon".to_owned()),
            ),
            (
                r#"{"category":"x","amount":"0.005"}"#,
                RowFlaw::NoAmount("0.005".to_owned(), MoneyError::TooFine),
            ),
            (
                r#"{"category":"x","again":"yes"}"#,
                RowFlaw::Wrong("again", Wanted::Bool),
            ),
        ];
        for (line, flaw) in cases {
            assert_eq!(read(line).err(), Some(flaw), "{line}");
        }
    }
}
