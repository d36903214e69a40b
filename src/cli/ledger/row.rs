//! An event as another program tells it: the options of `paiban ledger add` as fields of a JSON object.

use super::add::money;
use crate::ledger::desk::Told;
use crate::ledger::moment::{Moment, Zone};
use crate::ledger::money::Fen;
use crate::messages::near::{guess, quote};
use crate::text;
use crate::text::Text;
use serde_json::{Map, Value};

const FIELDS: [&str; 12] = [
    "person",
    "category",
    "at",
    "evidence",
    "order",
    "case",
    "minutes",
    "amount",
    "approved-by",
    "leave-of",
    "by",
    "again",
];

/// What a line says.
pub struct Row {
    pub told: Told,
    /// Who records it, where the line says so.
    pub by: Option<String>,
    /// Whether it is recorded though an entry says the same.
    pub again: bool,
}

impl Row {
    /// Reads a line; an event without a time happens now.
    pub fn read(bytes: &[u8], zone: Zone, now: Moment) -> Result<Row, Text> {
        let object: Map<String, Value> = serde_json::from_slice(bytes).map_err(|_| no_object())?;
        let known = |key: &&String| FIELDS.contains(&key.replace('_', "-").as_str());
        if let Some(key) = object.keys().find(|key| !known(key)) {
            return Err(unknown(key));
        }
        let fields = Fields(&object);
        let time = |text: String| zone.read(&text).map_err(|_| no_time(&text));
        let told = Told {
            person: fields.text("person")?,
            category: fields.text("category")?.ok_or_else(no_category)?,
            at: fields.text("at")?.map(time).transpose()?.unwrap_or(now),
            evidence: fields.text("evidence")?.unwrap_or_default(),
            order: fields.text("order")?,
            case: fields.whole("case")?,
            minutes: fields.whole("minutes")?,
            amount: fields
                .text("amount")?
                .map(|text| amount(&text))
                .transpose()?,
            approved: fields.text("approved-by")?,
            leave_of: fields.text("leave-of")?,
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
    fn get(&self, name: &str) -> Option<&Value> {
        let value = self
            .0
            .get(name)
            .or_else(|| self.0.get(&name.replace('-', "_")));
        value.filter(|value| !value.is_null())
    }

    /// A text, or a number as it is written; what is blank is not there.
    fn text(&self, name: &str) -> Result<Option<String>, Text> {
        let text = match self.get(name) {
            None => return Ok(None),
            Some(Value::String(text)) => text.trim().to_owned(),
            Some(Value::Number(number)) => number.to_string(),
            Some(_) => return Err(wrong(name, ("text", "文字"))),
        };
        Ok((!text.is_empty()).then_some(text))
    }

    fn whole(&self, name: &str) -> Result<Option<i64>, Text> {
        let number = |text: String| {
            text.parse()
                .map_err(|_| wrong(name, ("a whole number", "整数")))
        };
        self.text(name)?.map(number).transpose()
    }

    fn yes(&self, name: &str) -> Result<bool, Text> {
        match self.get(name) {
            None => Ok(false),
            Some(Value::Bool(yes)) => Ok(*yes),
            Some(_) => Err(wrong(name, ("true or false", "true 或 false"))),
        }
    }
}

fn no_object() -> Text {
    text!(
        "not a JSON object. A line looks like {{\"person\":\"A03\",\"category\":\"complaint\",\"at\":\"2026-12-05 21:40\"}}",
        "不是 JSON 对象。每行应像 {{\"person\":\"A03\",\"category\":\"complaint\",\"at\":\"2026-12-05 21:40\"}}"
    )
}

fn unknown(key: &str) -> Text {
    let known: Vec<String> = FIELDS.map(str::to_owned).to_vec();
    let (word, list) = (quote(key), known.join(", "));
    let Text { en, zh } = guess(key, &known);
    text!(
        "there is no field {word}. {en}The fields are {list}.",
        "没有字段{word}。{zh}可用的字段：{list}。"
    )
}

fn wrong(name: &str, (en, zh): (&str, &str)) -> Text {
    let name = quote(name);
    text!("the field {name} must be {en}", "字段{name}应为{zh}")
}

fn no_category() -> Text {
    text!("the field “category” is missing", "缺少字段“category”")
}

fn no_time(text: &str) -> Text {
    let word = quote(text);
    text!(
        "{word} is not a time such as 2026-12-05 21:40",
        "{word}不是 2026-12-05 21:40 这样的时间"
    )
}

fn amount(text: &str) -> Result<Fen, Text> {
    Fen::parse(text).map_err(|error| {
        let (word, Text { en, zh }) = (quote(text), money(error));
        text!("{word} is not an amount: {en}", "{word}不是金额：{zh}")
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn read(line: &str) -> Result<Row, Text> {
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
        let row = row.map_err(|text| text.en).unwrap();
        assert_eq!(row.told.amount, Some(Fen(2550)));
        assert_eq!(row.told.order.as_deref(), Some("42"));
        assert_eq!(row.told.approved.as_deref(), Some("x"));
        assert_eq!(row.told.at.short(), "2026-12-06 09:00");
        assert_eq!((row.by, row.again), (None, false));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let cases = [
            ("[]", "not a JSON object"),
            (r#"{"category":"x","persn":"A"}"#, "Did you mean “person”?"),
            (r#"{"person":"A"}"#, "“category” is missing"),
            (
                r#"{"category":"x","minutes":1.5}"#,
                "“minutes” must be a whole number",
            ),
            (r#"{"category":"x","at":"noon"}"#, "“noon” is not a time"),
            (r#"{"category":"x","amount":"0.005"}"#, "is not an amount"),
            (
                r#"{"category":"x","again":"yes"}"#,
                "“again” must be true or false",
            ),
        ];
        for (line, part) in cases {
            let said = read(line).err().unwrap_or_default().en;
            assert!(said.contains(part), "{line}: {said}");
        }
    }
}
