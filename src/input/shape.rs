//! Reading TOML with the place of everything: from text to typed structures, faults instead of panics.

use super::{Fault, FaultKind, Source};
use serde::de::DeserializeOwned;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Parses a document. Bare TOML dates become strings, so that `2026-12-05` may be quoted or not.
pub fn parse(source: &Arc<Source>) -> Result<Spanned<DeTable<'_>>, Fault> {
    let mut table = DeTable::parse(&source.text).map_err(|e| fault(source, &e))?;
    dates_to_text(table.get_mut());
    Ok(table)
}

fn dates_to_text(table: &mut DeTable<'_>) {
    for (_, value) in table.iter_mut() {
        value_to_text(value);
    }
}

fn value_to_text(value: &mut Spanned<DeValue<'_>>) {
    match value.get_mut() {
        DeValue::Datetime(date) => {
            let text = date.to_string();
            *value.get_mut() = DeValue::String(text.into());
        }
        DeValue::Array(values) => values.iter_mut().for_each(value_to_text),
        DeValue::Table(table) => dates_to_text(table),
        _ => {}
    }
}

/// A typed structure from a table.
pub fn typed<T: DeserializeOwned>(
    source: &Arc<Source>,
    table: Spanned<DeTable<'_>>,
) -> Result<T, Fault> {
    T::deserialize(toml::Deserializer::from(table)).map_err(|e| fault(source, &e))
}

/// A TOML error as a fault.
pub fn fault(source: &Arc<Source>, error: &toml::de::Error) -> Fault {
    source.fault(error.span(), classify(error.message()))
}

/// serde and toml put facts into English sentences; this takes the facts out again, so that they
/// can be told in either language. What is not recognised is passed on as it is.
fn classify(message: &str) -> FaultKind {
    let quoted = |text: &str| -> Vec<String> {
        text.split('`')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect()
    };
    if message.starts_with("unknown field") {
        let mut names = quoted(message).into_iter();
        return FaultKind::UnknownKey {
            key: names.next().unwrap_or_default(),
            known: names.collect(),
        };
    }
    if message.starts_with("unknown variant") {
        let mut names = quoted(message).into_iter();
        return FaultKind::BadChoice {
            value: names.next().unwrap_or_default(),
            known: names.collect(),
        };
    }
    if message.starts_with("missing field") {
        return FaultKind::MissingKey {
            key: quoted(message).into_iter().next().unwrap_or_default(),
        };
    }
    let typed = message
        .strip_prefix("invalid type: ")
        .or_else(|| message.strip_prefix("invalid value: "))
        .and_then(|rest| rest.split_once(", expected "));
    if let Some((found, wanted)) = typed {
        return FaultKind::WrongType {
            found: found.to_owned(),
            wanted: wanted.to_owned(),
        };
    }
    if message.contains("duplicate key") {
        return FaultKind::DuplicateKey {
            key: quoted(message).into_iter().next().unwrap_or_default(),
        };
    }
    FaultKind::Syntax {
        detail: message.to_owned(),
    }
}
