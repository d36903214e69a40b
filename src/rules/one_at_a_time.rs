//! `one-at-a-time`: nobody works two shifts at once.

use super::rest_between::RestBetween;
use super::{Borders, Card, Entry, Reader, Rule, Takes};
use crate::source::Fault;

pub const ENTRY: Entry = Entry { card: &CARD, read };

static CARD: Card = Card {
    name: "one-at-a-time",
    title: ("One shift at a time", "同一时间只上一个班"),
    meaning: (
        "A shift starts only when the person's earlier ones have ended. It matters where a shift reaches past midnight into the hours of the next day's. Last month's shifts count as the earlier ones.",
        "前一个班下班之后，下一个班才能开始。只有跨夜的班碰到第二天的班时才有关系。上月的班作为前一个班计算在内。",
    ),
    why: (
        "Nobody can be in two places, and cover must not count anybody twice.",
        "一个人不能同时上两个班，在岗人数也不能重复计算。",
    ),
    source: "",
    unit: ("pair of shifts", "每两班"),
    params: &[],
    takes: Takes::WHO,
    borders: Borders::WORKED,
    weight: "hard",
    always: true,
    example: "[rules.one-at-a-time]\nweight = \"hard\"\n",
};

fn read(reader: &mut Reader<'_>) -> Result<Box<dyn Rule>, Fault> {
    reader.no_params()?;
    Ok(Box::new(RestBetween { minutes: 0 }))
}
