//! Lines of another program that are not taken, in words.

use crate::app::AppError;
use crate::app::ledger::feed::is_unsure;
use crate::app::ledger::{FIELDS, RowFlaw, Wanted};
use crate::messages::near::{guess, quote};
use crate::report::error::money;
use crate::text;
use crate::text::Text;

/// Why a line is not taken.
pub fn flaw(number: u64, flaw: &RowFlaw) -> Text {
    let Text { en, zh } = what(flaw);
    text!("line {number}: {en}", "第 {number} 行：{zh}")
}

fn what(flaw: &RowFlaw) -> Text {
    match flaw {
        RowFlaw::NotAnObject => no_object(),
        RowFlaw::Unknown(key) => unknown(key),
        RowFlaw::Wrong(name, Wanted::Text) => wrong(name, "text", "文字"),
        RowFlaw::Wrong(name, Wanted::Whole) => wrong(name, "a whole number", "整数"),
        RowFlaw::Wrong(name, Wanted::Took) => wrong(
            name,
            "minutes such as 45, 1.5 or 1:30",
            "分钟，例如 45、1.5 或 1:30",
        ),
        RowFlaw::Wrong(name, Wanted::Bool) => wrong(name, "true or false", "true 或 false"),
        RowFlaw::NoCategory => no_category(),
        RowFlaw::NoTime(text) => no_time(text),
        RowFlaw::NoAmount(text, error) => {
            let (word, Text { en, zh }) = (quote(text), money(*error));
            text!("{word} is not an amount: {en}", "{word}不是金额：{zh}")
        }
        RowFlaw::Nobody => text!(
            "who records it is not known: add a field “by”, or start the command with --by NAME",
            "不知道是谁记录的：加一个字段“by”，或在命令上写 --by 姓名"
        ),
        RowFlaw::Ledger(error) => crate::messages::ledger::line(error),
    }
}

/// Which lines are written when nothing more can be.
pub fn ended(number: u64, error: &AppError) -> Text {
    if is_unsure(error) {
        text!(
            "line {number} may be written or not, what follows is not; all lines that were acknowledged are",
            "第 {number} 行可能已写入，也可能没有，以后的没有写入；已确认的行都已写入"
        )
    } else {
        text!(
            "line {number} and what follows is not written; all lines that were acknowledged are",
            "第 {number} 行及以后没有写入；已确认的行都已写入"
        )
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

fn wrong(name: &str, en: &str, zh: &str) -> Text {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_named() {
        let cases = [
            (RowFlaw::NotAnObject, "not a JSON object"),
            (
                RowFlaw::Unknown("persn".to_owned()),
                "Did you mean “person”?",
            ),
            (RowFlaw::NoCategory, "“category” is missing"),
            (
                RowFlaw::Wrong("minutes", Wanted::Whole),
                "“minutes” must be a whole number",
            ),
            (RowFlaw::NoTime("noon".to_owned()), "“noon” is not a time"),
            (
                RowFlaw::Wrong("again", Wanted::Bool),
                "“again” must be true or false",
            ),
        ];
        for (wrong, part) in cases {
            let said = flaw(7, &wrong).en;
            assert!(
                said.starts_with("line 7: ") && said.contains(part),
                "{said}"
            );
        }
    }
}
