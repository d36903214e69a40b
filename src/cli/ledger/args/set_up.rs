//! The grammar of what a ledger begins with: `init`, `policy`, `user`.

use super::{argument, choice, path, text};
use crate::cli::args::sub;
use crate::text::Lang;
use clap::{ArgAction, Command};

pub fn init(lang: Lang) -> Command {
    sub("init", ("Make a new ledger", "新建台账"), lang)
        .arg(text(
            "name",
            "SHOP",
            (
                "The shop's name; default: the team's",
                "店铺名称；默认取团队名称",
            ),
            lang,
        ))
        .arg(
            text(
                "zone",
                "ZONE",
                (
                    "Time zone; default Asia/Shanghai",
                    "时区；默认 Asia/Shanghai",
                ),
                lang,
            )
            .default_value("Asia/Shanghai")
            .hide_default_value(true),
        )
        .arg(
            text(
                "policy",
                "PRESET|FILE",
                ("Policies to adopt at once", "同时采用的制度"),
                lang,
            )
            .action(ArgAction::Append)
            .num_args(1..),
        )
        .arg(text(
            "user",
            "NAME",
            (
                "The first manager; then only named users may write",
                "第一位店长；之后只有指定的用户可以写入",
            ),
            lang,
        ))
}

pub fn policy(lang: Lang) -> Command {
    sub(
        "policy",
        (
            "Adopt a policy, or list those that are adopted",
            "采用制度，或列出已采用的制度",
        ),
        lang,
    )
    .arg(argument(
        "PRESET|FILE",
        (
            "What to adopt; without, the list",
            "要采用的制度；不写则列出",
        ),
        lang,
    ))
    .arg(
        text(
            "write",
            "PRESET",
            ("Write a preset as a file to edit", "把预设写成文件，供修改"),
            lang,
        )
        .requires("out")
        .conflicts_with("PRESET|FILE"),
    )
    .arg(path("out", "FILE", ("Where to", "写到哪里"), lang).requires("write"))
}

pub fn user(lang: Lang) -> Command {
    let roles = ["agent", "supervisor", "manager", "none"];
    let role = (
        "agent, supervisor, manager, or none to end it",
        "agent 客服、supervisor 主管、manager 店长，none 取消",
    );
    sub(
        "user",
        (
            "Say who may use the ledger, and how",
            "指定台账的用户和角色",
        ),
        lang,
    )
    .arg(argument("NAME", ("Who; without, the list", "谁；不写则列出"), lang).requires("role"))
    .arg(choice("role", "ROLE", role, roles, lang).requires("NAME"))
}
