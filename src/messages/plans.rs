//! Words for numbers of plans that there are not, and for stand-ins that cannot be meant.

use super::Words;
use super::near::quote;
use crate::domain::time::Month;
use crate::text;
use crate::text::{Text, many};

/// `plans`: how many there are.
pub fn no_plan(number: usize, month: Month, plans: usize) -> Words {
    let there = match plans {
        1 => "there is one plan".to_owned(),
        _ => format!("there are {plans} plans"),
    };
    let fix = match plans {
        1 => text!("Leave --plan out.", "请去掉 --plan。"),
        _ => text!(
            "Choose a number from 1 to {plans}, or ask without --plan, which lists them.",
            "请选 1 到 {plans}；不带 --plan 再问一次，会列出各种改法。"
        ),
    };
    Words::new(
        text!(
            "there is no plan {number} for {month}: {there}",
            "{month} 没有第 {number} 种改法：一共 {plans} 种"
        ),
        text!(
            "The plans that are shown are numbered from 1, the best first; nothing was written.",
            "列出的改法从 1 编号，最好的在前；什么都没有写入。"
        ),
        fix,
    )
}

pub fn of_months(given: usize, months: &[Month]) -> Words {
    let numbers = many(i64::try_from(given).unwrap_or(i64::MAX), "number");
    let names: Vec<Text> = months.iter().map(|m| Text::same(m.to_string())).collect();
    let (count, Text { en, zh }) = (months.len(), Text::list(&names));
    let example = vec!["1"; count].join(",");
    Words::new(
        text!(
            "--plan has {numbers}, and the answer is about {count}: {en}",
            "--plan 写了 {given} 个编号，而要答的月份有 {count} 个：{zh}"
        ),
        text!(
            "Each month has its own plans; nothing was written.",
            "每个月各有各的改法；什么都没有写入。"
        ),
        text!(
            "Write one number for each month, in their order, as in --plan {example}.",
            "请按顺序每月写一个编号，如 --plan {example}。"
        ),
    )
}

pub fn own_stand_in(name: &str) -> Words {
    let word = quote(name);
    Words::new(
        text!(
            "{word} cannot stand in for themselves",
            "{word}不能给自己顶班"
        ),
        text!(
            "--person and --stand-in name the same person.",
            "--person 和 --stand-in 是同一个人。"
        ),
        text!(
            "Name the colleague with --stand-in.",
            "请用 --stand-in 写出顶班的同事。"
        ),
    )
}

pub fn nothing_to_take_over(name: &str) -> Words {
    let word = quote(name);
    Words::new(
        text!(
            "{word} has no shift on these days that anybody could take over",
            "{word}这几天没有班，不用人顶"
        ),
        text!(
            "--stand-in asks for plans in which somebody takes over shifts of the leave.",
            "--stand-in 只要由某人顶班的改法。"
        ),
        text!("Leave --stand-in out.", "请去掉 --stand-in。"),
    )
}
