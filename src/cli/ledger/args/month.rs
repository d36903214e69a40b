//! The grammar of a month's end and of proof: `close`, `statement`, `verify`, `who-was-on`.

use super::{of_month, path, person, switch, text};
use crate::cli::args::{json, sub};
use crate::text::Lang;
use clap::Command;

pub fn close(lang: Lang) -> Command {
    let wages = (
        "Table of person, wage, bonus, minimum",
        "工资表：person、wage、bonus、minimum",
    );
    let out = (
        "Folder for the papers; default: the month's, beside the ledger",
        "文件放在哪个目录；默认台账旁的月份目录",
    );
    sub(
        "close",
        (
            "Close a month: freeze it, write payroll and statements",
            "月结：定账，写出工资表和确认单",
        ),
        lang,
    )
    .arg(of_month(
        (
            "The month; default: the first that is open",
            "月份；默认第一个未月结的月份",
        ),
        lang,
    ))
    .arg(path("wages", "FILE", wages, lang))
    .arg(switch(
        "no-caps",
        (
            "Close without caps where wages are missing",
            "没有工资的人不设上限",
        ),
        lang,
    ))
    .arg(path("out", "DIR", out, lang))
    .arg(switch(
        "early",
        ("Close it before it is over", "月份没结束也月结"),
        lang,
    ))
    .arg(switch(
        "dry-run",
        ("Show it only, write nothing", "只显示，不写入"),
        lang,
    ))
    .arg(switch(
        "force",
        ("Overwrite papers that are there", "覆盖已有文件"),
        lang,
    ))
    .arg(json(lang))
}

pub fn statement(lang: Lang) -> Command {
    let out = (
        "Write a page to print; without --person, into this folder all papers of a closed month",
        "写成可打印的网页；不写 --person 则把已月结月份的全部文件写进该目录",
    );
    sub(
        "statement",
        (
            "What a month comes to for a person, to read and sign",
            "个人月度确认单，供本人查看签字",
        ),
        lang,
    )
    .arg(person(("Whose", "谁的"), lang).required_unless_present("out"))
    .arg(of_month(
        (
            "The month; default: the last that is closed",
            "月份；默认最近月结的月份",
        ),
        lang,
    ))
    .arg(path("out", "FILE", out, lang))
    .arg(switch(
        "force",
        ("Overwrite what is there", "覆盖已有文件"),
        lang,
    ))
    .arg(json(lang).conflicts_with("out"))
}

pub fn verify(lang: Lang) -> Command {
    sub(
        "verify",
        (
            "Read everything again, and find any tampering",
            "重新核对全部内容，查出任何改动",
        ),
        lang,
    )
    .arg(text(
        "head",
        "HASH",
        (
            "A hash noted earlier, to be found again",
            "以前记下的哈希，看是否还在",
        ),
        lang,
    ))
    .arg(json(lang))
}

pub fn who(lang: Lang) -> Command {
    sub(
        "who-was-on",
        (
            "Who was on duty, by the published roster",
            "按已发布的班表查谁当班",
        ),
        lang,
    )
    .arg(text(
        "at",
        "TIME",
        ("When; default: now", "时间；默认现在"),
        lang,
    ))
    .arg(json(lang))
}
