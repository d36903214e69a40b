//! The grammar of `leave`, `swap` and `change`, in both languages.

use crate::cli::args::{flag, json, option, sub, team_file};
use crate::cli::ledger::args::{place, text};
use crate::text::{Fixed, Lang, pick};
use clap::{Arg, ArgAction, Command, value_parser};
use std::path::PathBuf;

/// `paiban leave`.
pub fn leave(lang: Lang) -> Command {
    let about = (
        "Can this leave be granted? With the fewest changes, proven",
        "这次请假能不能批？给出已证明最少的改动",
    );
    let keep = (
        "Keep the cover that is wanted too, not only the hard rules",
        "不仅满足硬规则，还要保住希望的在岗人数",
    );
    let grant = (
        "Grant it: into the team file, with the new roster published",
        "批准：写入团队文件，并发布新班表",
    );
    sub("leave", about, lang)
        .arg(team_file(lang))
        .arg(person(lang).required(true))
        .arg(day("from", ("First day of the leave", "请假第一天"), lang).required(true))
        .arg(day(
            "to",
            ("Last day; default: the first", "最后一天；默认只有一天"),
            lang,
        ))
        .arg(switch("keep-cover", keep, lang))
        .arg(switch("grant", grant, lang))
        .args(common(lang))
        .arg(time_limit(lang))
        .args(place(lang))
}

/// `paiban swap`.
pub fn swap(lang: Lang) -> Command {
    let about = (
        "What a swap of shifts between two people breaks or costs",
        "两人换班会违反什么、代价多少",
    );
    let with = ("The colleague, by id or name", "换班的同事，工号或姓名");
    let back = ("A second day that is swapped in return", "作为交换的另一天");
    sub("swap", about, lang)
        .arg(team_file(lang))
        .arg(person(lang).required(true))
        .arg(day("day", ("The day", "哪一天"), lang).required(true))
        .arg(text("with", "PERSON", with, lang).required(true))
        .arg(day("day-back", back, lang))
        .arg(publish(lang))
        .args(common(lang))
        .args(place(lang))
}

/// `paiban change`.
pub fn change(lang: Lang) -> Command {
    let about = (
        "The team file was edited: the fewest changes to the published roster",
        "团队文件改过之后：已发布班表最少要改哪几格",
    );
    let pin = (
        "What if this cell is fixed, as in A03=2026-12-08=D",
        "假设固定这一格，如 A03=2026-12-08=D",
    );
    let absent = (
        "What if somebody is away, as in A03=2026-12-08..2026-12-10",
        "假设某人不在，如 A03=2026-12-08..2026-12-10",
    );
    sub("change", about, lang)
        .arg(team_file(lang))
        .arg(text("month", "YYYY-MM", ("The month", "月份"), lang).required(true))
        .arg(text("pin", "WHAT", pin, lang).action(ArgAction::Append))
        .arg(text("absent", "WHO", absent, lang).action(ArgAction::Append))
        .arg(publish(lang))
        .args(common(lang))
        .arg(time_limit(lang))
        .args(place(lang))
}

fn person(lang: Lang) -> Arg {
    let help = ("Who, by id or name", "谁，工号或姓名");
    text("person", "PERSON", help, lang)
}

fn day(name: &'static str, help: Fixed, lang: Lang) -> Arg {
    text(name, "DATE", help, lang)
}

fn switch(name: &'static str, help: Fixed, lang: Lang) -> Arg {
    flag(name, pick(help, lang), lang)
}

fn publish(lang: Lang) -> Arg {
    let help = (
        "Publish the new roster as the next version",
        "把新班表发布为下一版",
    );
    switch("publish", help, lang)
}

/// What all three are told.
fn common(lang: Lang) -> [Arg; 3] {
    let today = (
        "Days before it are over and stay; default: today in the shop",
        "此日之前的班不再改动；默认是店铺的今天",
    );
    let roster = (
        "A roster file instead of the published roster",
        "用这个班表文件，而不是已发布的班表",
    );
    [
        day("today", today, lang),
        text("roster", "FILE", roster, lang).value_parser(value_parser!(PathBuf)),
        json(lang),
    ]
}

fn time_limit(lang: Lang) -> Arg {
    let help = pick(
        ("Seconds, at most; default 20", "最多用多少秒；默认 20"),
        lang,
    );
    option("time-limit", "S", help, lang).value_parser(value_parser!(f64))
}
