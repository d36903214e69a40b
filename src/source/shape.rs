//! Reading TOML with the place of everything: from text to typed structures, faults instead of panics.

use super::{Fault, FaultKind, Flaw, Shape, Source};
use super::{day_names, syntax};
use serde::de::DeserializeOwned;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The sections of a kind of file.
pub struct Sections {
    /// Those that are there once: `[team]`.
    pub single: &'static [&'static str],
    /// Those that are there once for each shift, person and so on: `[[person]]`.
    pub repeated: &'static [&'static str],
    /// What a file without any of them is told.
    pub empty: fn() -> FaultKind,
}

/// The sections of a team file.
const TEAM: Sections = Sections {
    single: &["team", "history", "words", "rules", "dates"],
    repeated: &[
        "shift",
        "skill",
        "person",
        "demand",
        "leave",
        "leave-kind",
        "earned",
        "duty",
    ],
    empty: || FaultKind::EmptyTeam,
};

/// Parses a team file. Days stand in it where names of days were written.
pub fn parse(source: &Arc<Source>) -> Result<Spanned<DeTable<'_>>, Fault> {
    let mut root = parse_as_written(source)?;
    day_names::expand(source, root.get_mut())?;
    Ok(root)
}

/// The same with the names.
pub fn parse_as_written(source: &Arc<Source>) -> Result<Spanned<DeTable<'_>>, Fault> {
    document(source, &TEAM)
}

/// Parses a document. Bare TOML dates become strings, so that `2026-12-05` may be quoted or not.
pub fn document<'a>(
    source: &'a Arc<Source>,
    sections: &Sections,
) -> Result<Spanned<DeTable<'a>>, Fault> {
    let blank = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    if source.text.lines().all(blank) {
        return Err(source.fault(None, (sections.empty)()));
    }
    let parsed = DeTable::parse(&source.text);
    let mut table = parsed.map_err(|e| doubled(source, fault(source, &e), sections))?;
    dates_to_text(table.get_mut());
    brackets(source, table.get_ref(), sections)?;
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

/// Refuses `[person]` and `[[team]]`.
fn brackets(source: &Arc<Source>, root: &DeTable<'_>, sections: &Sections) -> Result<(), Fault> {
    for (name, value) in root {
        let key = name.get_ref().as_ref();
        let double = sections.repeated.contains(&key);
        let wrong = match value.get_ref() {
            DeValue::Table(_) => double,
            DeValue::Array(_) => sections.single.contains(&key),
            _ => false,
        };
        if wrong {
            let key = name.get_ref().to_string();
            return Err(source.fault(Some(name.span()), FaultKind::Brackets { key, double }));
        }
    }
    Ok(())
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
    let Some(span) = error.span() else {
        return source.fault(None, classify(error.message(), ""));
    };
    let words = source.slice(span.clone());
    match classify(error.message(), words) {
        FaultKind::Syntax { .. } => {
            let (kind, span) = syntax::flaw(&source.text, span, error.message());
            source.fault(Some(span), kind)
        }
        kind => source.fault(Some(span), kind),
    }
}

/// A second `[person]` is meant as another person.
fn doubled(source: &Arc<Source>, mut fault: Fault, sections: &Sections) -> Fault {
    if let (FaultKind::DuplicateKey { key }, Some(span)) = (fault.kind.as_mut(), &fault.span) {
        let before = source.text.get(..span.start).unwrap_or("").trim_end();
        let header = before.ends_with('[') && !before.ends_with("[[");
        if header && sections.repeated.contains(&key.as_str()) {
            let key = std::mem::take(key);
            fault.kind = Box::new(FaultKind::Brackets { key, double: true });
        }
    }
    fault
}

/// serde and toml put facts into English sentences; this takes the facts out again, so that they
/// can be told in either language. `words` is what stands at the place.
fn classify(message: &str, words: &str) -> FaultKind {
    let mut names = message.split('`').skip(1).step_by(2).map(str::to_owned);
    let bare = words.trim_matches(['"', '\'']).to_owned();
    if message.starts_with("unknown field") {
        return FaultKind::UnknownKey {
            key: names.next().unwrap_or_default(),
            known: names.collect(),
        };
    }
    if message.starts_with("unknown variant") {
        return FaultKind::BadChoice {
            value: names.next().unwrap_or_default(),
            known: names.collect(),
        };
    }
    if message.starts_with("missing field") {
        let key = names.next().unwrap_or_default();
        return FaultKind::MissingKey { key };
    }
    if message.starts_with("duplicate key") {
        return FaultKind::DuplicateKey { key: bare };
    }
    // What toml says where an enumeration is expected.
    if message.starts_with("wanted string or table") {
        return FaultKind::WrongType {
            found: shape_of_text(words),
            wanted: Shape::Text,
        };
    }
    typed_fault(message, &bare).unwrap_or_else(|| FaultKind::Syntax {
        flaw: Flaw::Other {
            detail: message.to_owned(),
        },
    })
}

fn typed_fault(message: &str, words: &str) -> Option<FaultKind> {
    let rest = message
        .strip_prefix("invalid type: ")
        .or_else(|| message.strip_prefix("invalid value: "))?;
    let (found, wanted) = rest.split_once(", expected ")?;
    if wanted == WEIGHT {
        let text = words.to_owned();
        return Some(FaultKind::BadWeight { text });
    }
    if let Some((least, most)) = limits(wanted).filter(|_| found.starts_with("integer")) {
        return Some(FaultKind::OutOfRange {
            value: words.to_owned(),
            least,
            most,
        });
    }
    Some(FaultKind::WrongType {
        found: Shape::of(found),
        wanted: Shape::of(wanted),
    })
}

/// What a rule's weight says it expects.
pub const WEIGHT: &str = "a weight";

/// The limits of a type of whole numbers. What does not fit the largest type is told the limits of
/// the largest numbers that mean anything in a team file.
fn limits(name: &str) -> Option<(String, String)> {
    const MOST: i64 = 1_000_000;
    let of = |least: i64, most: i64| Some((least.to_string(), most.to_string()));
    match name {
        "i32" | "i64" => of(-MOST, MOST),
        "u8" => of(0, u8::MAX.into()),
        "u16" => of(0, u16::MAX.into()),
        "u32" | "u64" | "usize" => of(0, MOST),
        _ => None,
    }
}

impl Shape {
    /// From serde's and toml's names of types.
    pub fn of(name: &str) -> Shape {
        let starts = |words: &[&str]| words.iter().any(|w| name.starts_with(w));
        if starts(&[
            "string",
            "a string",
            "a borrowed string",
            "str",
            "a character",
        ]) {
            Shape::Text
        } else if starts(&["integer", "i32", "i64", "u8", "u16", "u32", "u64", "usize"]) {
            Shape::Whole
        } else if starts(&["float", "f32", "f64"]) {
            Shape::Number
        } else if starts(&["bool", "a boolean"]) {
            Shape::YesNo
        } else if starts(&["sequence", "a sequence", "array", "a list"]) {
            Shape::List
        } else if starts(&["map", "a map", "table", "a table", "struct"]) {
            Shape::Table
        } else {
            Shape::Other(name.to_owned())
        }
    }
}

fn shape_of_text(text: &str) -> Shape {
    match text.bytes().next() {
        Some(b'[') => Shape::List,
        Some(b't' | b'f') => Shape::YesNo,
        Some(b'0'..=b'9' | b'-' | b'+') if text.contains('.') => Shape::Number,
        Some(b'0'..=b'9' | b'-' | b'+') => Shape::Whole,
        _ => Shape::Table,
    }
}
