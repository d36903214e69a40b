//! The grammar of recording and looking: `add`, `import`, `list`, `show`, `status`, and what is said about entries.

use super::{argument, id, of_month, person, switch, text};
use crate::cli::args::{json, sub};
use crate::text::Lang;
use clap::{ArgGroup, Command, value_parser};
use std::path::PathBuf;

pub fn add(lang: Lang) -> Command {
    let evidence = ("What proves it; the slip of a payment", "证据；付款写单据");
    let person_help = (
        "Who answers, by id or name; without, who was on duty",
        "责任人的工号或姓名；不写则为当班的人",
    );
    sub("add", ("Record an event", "记录事件"), lang)
        .arg(person(person_help, lang))
        .arg(
            text(
                "category",
                "CATEGORY",
                ("What it is, as the policy calls it", "类别，按制度的 id"),
                lang,
            )
            .required_unless_present("stdin"),
        )
        .arg(text(
            "at",
            "TIME",
            ("When it happened; default: now", "发生时间；默认现在"),
            lang,
        ))
        .arg(text("evidence", "TEXT", evidence, lang))
        .arg(text(
            "order",
            "ID",
            ("The order it is about", "订单号"),
            lang,
        ))
        .arg(
            text(
                "minutes",
                "N",
                (
                    "How long it took, where there is a limit",
                    "用时，类别有时限时填写",
                ),
                lang,
            )
            .value_parser(value_parser!(i64)),
        )
        .arg(text(
            "amount",
            "YUAN",
            ("What was paid to the customer", "付给顾客的金额"),
            lang,
        ))
        .arg(text(
            "approved-by",
            "NAME",
            ("Who approved the payment", "付款批准人"),
            lang,
        ))
        .arg(text(
            "leave-of",
            "PERSON",
            ("Whose leave was to be covered", "该由人顶班的请假者"),
            lang,
        ))
        .arg(
            text(
                "case",
                "ID",
                ("The case it comes from", "来自哪个案件"),
                lang,
            )
            .value_parser(value_parser!(i64).range(1..)),
        )
        .arg(switch(
            "again",
            (
                "Record it though an entry says the same",
                "即使已有相同记录也再记一次",
            ),
            lang,
        ))
        .arg(
            switch(
                "stdin",
                (
                    "Read events as JSON, one object a line, from standard input",
                    "从标准输入读取 JSON，每行一个事件",
                ),
                lang,
            )
            .conflicts_with_all([
                "person",
                "category",
                "at",
                "evidence",
                "order",
                "minutes",
                "amount",
                "approved-by",
                "leave-of",
                "case",
                "again",
            ]),
        )
}

pub fn import(lang: Lang) -> Command {
    sub(
        "import",
        (
            "Record the events of a table, all or none",
            "导入表格中的事件，要么全部要么不导",
        ),
        lang,
    )
    .arg(
        argument(
            "FILE",
            ("The table, .csv or .xlsx", "表格，.csv 或 .xlsx"),
            lang,
        )
        .required(true)
        .value_parser(value_parser!(PathBuf)),
    )
    .arg(switch(
        "skip-known",
        ("Leave out what is recorded already", "跳过已有的记录"),
        lang,
    ))
    .arg(switch(
        "dry-run",
        ("Check only, write nothing", "只检查，不写入"),
        lang,
    ))
}

pub fn list(lang: Lang) -> Command {
    sub("list", ("List entries", "列出记录"), lang)
        .arg(of_month(
            (
                "Of this month; default: the present one, for a person all",
                "哪个月；默认本月，按人查则为全部",
            ),
            lang,
        ))
        .arg(person(("About this person", "某个人的"), lang))
        .arg(text(
            "kind",
            "KIND",
            (
                "Of this kind: event, waive, appeal, close …",
                "某一种：event、waive、appeal、close…",
            ),
            lang,
        ))
        .arg(json(lang))
}

pub fn show(lang: Lang) -> Command {
    sub(
        "show",
        (
            "Show an entry with all that was said about it",
            "显示一条记录及后续的全部说明",
        ),
        lang,
    )
    .arg(id(("The entry's number", "记录编号"), lang))
    .arg(json(lang))
}

pub fn status(lang: Lang) -> Command {
    sub(
        "status",
        (
            "Who stands where, and what the next step would be",
            "每个人到了哪一步，下一步是什么",
        ),
        lang,
    )
    .arg(person(
        ("This person, on every ladder", "只看某人，列出所有阶梯"),
        lang,
    ))
    .arg(of_month(
        (
            "At the end of this month; default: now",
            "某月月底的情况；默认现在",
        ),
        lang,
    ))
    .arg(json(lang))
}

pub fn remarks(lang: Lang) -> Vec<Command> {
    let reason = |help| text("reason", "TEXT", help, lang).required(true);
    let why = ("Why", "理由");
    let event = ("The event's number", "事件编号");
    let one = |name, about| sub(name, about, lang).arg(id(event, lang));
    vec![
        sub(
            "correct",
            (
                "Take an entry back, by another entry",
                "冲正：用新记录撤回一条记录",
            ),
            lang,
        )
        .arg(id(("The entry's number", "记录编号"), lang))
        .arg(reason(why)),
        one(
            "waive",
            (
                "Remit what an event brings; it still counts",
                "免除后果，但仍计次数",
            ),
        )
        .arg(reason(why)),
        one("appeal", ("Appeal against an event", "对事件申诉")).arg(reason(why)),
        one("answer", ("Answer an appeal", "答复申诉"))
            .arg(switch(
                "grant",
                ("The event is dropped", "准许，事件作废"),
                lang,
            ))
            .arg(switch(
                "reject",
                ("The event stands", "驳回，事件有效"),
                lang,
            ))
            .group(
                ArgGroup::new("verdict")
                    .args(["grant", "reject"])
                    .required(true),
            )
            .arg(reason(why)),
        one(
            "acknowledge",
            ("Note that the person has read an event", "签收：本人已看过"),
        )
        .arg(text(
            "note",
            "TEXT",
            ("What the person says to it", "本人的说明"),
            lang,
        )),
        one(
            "decide",
            ("Write down what a review came to", "记录审议决定"),
        )
        .arg(text("decision", "TEXT", ("What was decided", "决定内容"), lang).required(true)),
    ]
}
