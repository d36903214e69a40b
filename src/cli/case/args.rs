//! The grammar of `paiban case`, in both languages.

use crate::cli::args::{json, sub};
use crate::cli::ledger::args::{choice, family, id, place, team, text};
use crate::text::{Fixed, Lang, pick};
use clap::{Arg, Command};

const SEVERITIES: [&str; 3] = ["severe", "normal", "minor"];
const STATES: [&str; 7] = [
    "open",
    "messaged",
    "texted",
    "called",
    "promised",
    "compensation",
    "refused",
];

/// `paiban case`.
pub fn command(lang: Lang) -> Command {
    let about = (
        "Complaints and bad reviews: followed up until the closing call",
        "投诉和中差评：一直跟进到回访结案",
    );
    let mut command = family("case", about, lang)
        .args(place(lang))
        .arg(team(lang));
    for one in [open, update, list, show, close] {
        command = command.subcommand(one(lang));
    }
    command
}

fn number(lang: Lang) -> Arg {
    id(("The case's number", "案件编号"), lang)
}

fn severity(lang: Lang) -> Arg {
    let help = (
        "severe, normal or minor",
        "severe 严重、normal 一般、minor 轻微",
    );
    choice("severity", "HOW", help, SEVERITIES, lang)
}

fn person(lang: Lang) -> Arg {
    text(
        "person",
        "PERSON",
        ("Who follows it up, by id or name", "跟进人的工号或姓名"),
        lang,
    )
}

fn due(lang: Lang) -> Arg {
    let help = (
        "When it must be closed; default: by the policy",
        "了结期限；默认按制度",
    );
    text("due", "TIME", help, lang)
}

fn open(lang: Lang) -> Command {
    sub("open", ("Open a case", "立案"), lang)
        .arg(
            text(
                "kind",
                "KIND",
                ("Its kind, as the policy calls it", "类型，按制度的 id"),
                lang,
            )
            .required(true),
        )
        .arg(severity(lang))
        .arg(person(lang).required(true))
        .arg(text(
            "customer",
            "NAME",
            ("The customer's account", "顾客账号"),
            lang,
        ))
        .arg(text("order", "ID", ("The order", "订单号"), lang))
        .arg(text(
            "at",
            "TIME",
            ("When it came up; default: now", "发生时间；默认现在"),
            lang,
        ))
        .arg(due(lang))
        .arg(text("about", "TEXT", ("What it is about", "事由"), lang).required(true))
        .arg(json(lang))
}

fn update(lang: Lang) -> Command {
    let state = (
        "open, messaged, texted, called, promised, compensation or refused",
        "open 未处理、messaged 已留言、texted 已发短信、called 已致电、promised 已承诺、compensation 待补偿、refused 已拒绝",
    );
    sub("update", ("Note a step of a case", "记录案件跟进"), lang)
        .arg(number(lang))
        .arg(choice("state", "STATE", state, STATES, lang))
        .arg(person(lang))
        .arg(severity(lang))
        .arg(due(lang))
        .arg(text("note", "TEXT", ("What was done", "做了什么"), lang))
}

fn list(lang: Lang) -> Command {
    let all: Fixed = ("Closed ones too", "包括已结案的");
    sub(
        "list",
        ("List cases, the most urgent first", "列出案件，最急的在前"),
        lang,
    )
    .arg(crate::cli::args::flag("all", pick(all, lang), lang))
    .arg(json(lang))
}

fn show(lang: Lang) -> Command {
    sub(
        "show",
        ("Show a case with its history", "显示案件和经过"),
        lang,
    )
    .arg(number(lang))
    .arg(json(lang))
}

fn close(lang: Lang) -> Command {
    sub("close", ("Close a case", "结案"), lang)
        .arg(number(lang))
        .arg(text("result", "TEXT", ("What came out", "结果"), lang).required(true))
        .arg(text(
            "called",
            "TIME",
            ("When the customer was called at the end", "结案回访的时间"),
            lang,
        ))
}
