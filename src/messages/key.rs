//! Words for the sections and keys of a team file, and the kinds of their values.

use super::near::{guess, list, quote};
use super::{Words, both};
use crate::input::Shape;
use crate::text;
use crate::text::Text;

pub fn brackets(key: &str, double: bool) -> Words {
    if double {
        return Words::new(
            text!("[{key}] needs double brackets", "[{key}] 要用双方括号"),
            text!(
                "There can be several sections of this kind, one for each.",
                "这样的节可以有多个，每项一节。"
            ),
            text!("Write [[{key}]].", "写成 [[{key}]]。"),
        );
    }
    Words::new(
        text!("[[{key}]] needs single brackets", "[[{key}]] 要用单方括号"),
        text!("There is one such section only.", "这样的节只有一个。"),
        text!("Write [{key}].", "写成 [{key}]。"),
    )
}

pub fn unknown_key(key: &str, known: &[String]) -> Words {
    let (word, guess, list) = (quote(key), guess(key, known), list(known));
    // Only the file as a whole has a key `team`.
    let section = known.iter().any(|k| k == "team");
    let (what, fix) = if section {
        (
            text!("there is no section {word}", "没有{word}这一节"),
            both!("{}The sections are {}.", "{}可用的节：{}。", guess, list),
        )
    } else {
        (
            text!("there is no key {word} here", "这里没有{word}这个键"),
            both!(
                "{}Keys that can stand here: {}.",
                "{}这里可用的键：{}。",
                guess,
                list
            ),
        )
    };
    let why = text!(
        "What is not understood would silently have no effect, so it is refused.",
        "无法识别的内容会悄悄地不起作用，所以不接受。"
    );
    Words::new(what, why, fix)
}

/// What a key's line may look like.
fn example(key: &str) -> &'static str {
    match key {
        "code" => "\"D\"",
        "time" => "[\"09:00-17:30\"]",
        "need" => "{ \"09:00-17:30\" = 2 }",
        "from" | "on" => "\"2026-12-05\"",
        "want" => "\"off\"",
        "of" => "\"hours\"",
        "name" | "person" => "\"…\"",
        _ => "…",
    }
}

pub fn missing_key(key: &str) -> Words {
    if key == "team" {
        return Words::new(
            text!("the section [team] is missing", "缺少 [team] 一节"),
            text!("It gives the team its name.", "它给出团队的名称。"),
            text!(
                "Write at the top of the file: [team], and below it `name = \"…\"`.",
                "在文件开头写 [team]，下一行写 `name = \"…\"`。"
            ),
        );
    }
    let (word, example) = (quote(key), example(key));
    Words::new(
        text!("the key {word} is missing here", "这里缺少{word}"),
        text!(
            "Without it what is begun here cannot be understood.",
            "没有它，这里的内容不完整。"
        ),
        text!(
            "Add to it: `{key} = {example}`.",
            "请在其中加上 `{key} = {example}`。"
        ),
    )
}

pub fn duplicate_key(key: &str) -> Words {
    let word = quote(key);
    Words::new(
        text!(
            "{word} stands here a second time",
            "{word}在这里是第二次出现"
        ),
        text!(
            "Only one of the two could count, and nobody could tell which.",
            "两处只能算一处，而无法判断应以哪一处为准。"
        ),
        text!(
            "Delete one of them, or make them one.",
            "删掉其中一处，或合并成一处。"
        ),
    )
}

/// A kind of value with its article in English.
fn kind(shape: &Shape) -> Text {
    match shape {
        Shape::Text => text!("a text", "文字"),
        Shape::Whole => text!("a whole number", "整数"),
        Shape::Number => text!("a number with decimals", "小数"),
        Shape::YesNo => text!("true or false", "true 或 false"),
        Shape::List => text!("a list", "列表"),
        Shape::Table => text!("a group of keys", "一组键值"),
        Shape::Other(name) => Text::same(name.as_str()),
    }
}

pub fn wrong_type(found: &Shape, wanted: &Shape) -> Words {
    let wanted_kind = match wanted {
        Shape::Number => text!("a number", "数字"),
        other => kind(other),
    };
    let found = kind(found);
    Words::new(
        both!(
            "{} stands where {} is expected",
            "此处应为“{1}”，写的却是“{0}”",
            found,
            wanted_kind
        ),
        text!(
            "Each key takes one kind of value.",
            "每个键只接受一种类型的值。"
        ),
        match wanted {
            Shape::Text => text!(
                "Write a text in quotation marks: \"…\".",
                "写成加引号的文字：\"…\"。"
            ),
            Shape::Whole => text!(
                "Write a whole number without quotation marks, such as 3.",
                "写成不加引号的整数，例如 3。"
            ),
            Shape::Number => text!(
                "Write a number without quotation marks, such as 7.5.",
                "写成不加引号的数字，例如 7.5。"
            ),
            Shape::YesNo => text!(
                "Write true or false, without quotation marks.",
                "写 true 或 false，不加引号。"
            ),
            Shape::List => text!(
                "Put it between brackets: [\"…\"], or [\"…\", \"…\"] for several.",
                "写在方括号里：[\"…\"]，多项写成 [\"…\", \"…\"]。"
            ),
            Shape::Table => text!(
                "Write keys with their values: {{ key = value }}, or lines below a section's name.",
                "写成键和值：{{ 键 = 值 }}，或写在节名下面的各行。"
            ),
            Shape::Other(name) => text!("Write {name}.", "应写：{name}。"),
        },
    )
}

pub fn empty_need(key: &str) -> Words {
    let word = quote(key);
    Words::new(
        text!("{word} says nothing", "{word}里什么都没写"),
        text!(
            "It names no hours, so that it could mean nobody, or no change.",
            "没有写任何时段，分不清是当天不需要人，还是没有变化。"
        ),
        text!(
            "Write hours and people, or delete it. That nobody is needed all day is said by `need = {{}}` alone.",
            "请写上时段和人数，或把它删掉。全天不需要人时，只写 `need = {{}}`。"
        ),
    )
}

pub fn empty_list(key: &str) -> Words {
    let word = quote(key);
    Words::new(
        text!("the list {word} is empty", "列表{word}是空的"),
        text!(
            "What applies to nobody or to nothing has no effect, and that is hardly meant.",
            "对谁、对什么都不适用的内容不起作用，这多半不是本意。"
        ),
        match key {
            "who" => text!(
                "Name somebody, or leave the key out, which means everybody.",
                "写上名字；如果适用于所有人，请删掉这个键。"
            ),
            "except" => text!(
                "Name somebody, or leave the key out, which excepts nobody.",
                "写上名字；如果没有例外的人，请删掉这个键。"
            ),
            "on" => text!(
                "Name days, or leave the key out, which means every day.",
                "写上日子；如果每天都适用，请删掉这个键。"
            ),
            "shifts" | "posts" => text!(
                "Name at least one, or leave the key out, which means all of them.",
                "至少写一项；如果都可以，请删掉这个键。"
            ),
            _ => text!(
                "Name at least one; `paiban rules NAME` says what it is when the key is left out.",
                "至少写一项；删掉这个键时的默认值，见 paiban rules 规则名。"
            ),
        },
    )
}

pub fn bad_choice(value: &str, known: &[String]) -> Words {
    let (word, guess, list) = (quote(value), guess(value, known), list(known));
    Words::new(
        text!("{word} is not possible here", "这里不能写{word}"),
        text!(
            "Only some words have a meaning here.",
            "这里只有几个词有意义。"
        ),
        both!("{}Write one of {}.", "{}请写以下之一：{}。", guess, list),
    )
}
