//! The command line's grammar, in both languages.

use crate::text::{Fixed, Lang, pick};
use clap::{Arg, ArgAction, Command, value_parser};
use std::path::PathBuf;

/// The presets that `init` offers, in the order of the help.
pub const PRESETS: [(&str, &str); 3] = [
    ("taobao", include_str!("../../data/presets/taobao.toml")),
    ("tmall", include_str!("../../data/presets/tmall.toml")),
    ("desk24", include_str!("../../data/presets/desk24.toml")),
];

/// The whole command.
pub fn command(lang: Lang) -> Command {
    let t = |words: Fixed| pick(words, lang);
    Command::new("paiban")
        .version(env!("CARGO_PKG_VERSION"))
        .about(t((
            "Rosters customer-service teams, and proves how good the roster is",
            "客服排班：自动排出整月班表，并证明它有多好",
        )))
        .help_template(template(lang))
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand_help_heading(t(("Commands", "命令")))
        .subcommand_value_name(t(("COMMAND", "命令")))
        .arg(help_flag(lang).global(true))
        .arg(
            flag("version", t(("Print the version", "显示版本")), lang)
                .short('V')
                .action(ArgAction::Version),
        )
        .arg(
            option(
                "lang",
                "zh|en",
                t(("Language; default from the locale", "语言；默认按系统设置")),
                lang,
            )
            .value_parser(["zh", "en"])
            .hide_possible_values(true)
            .global(true),
        )
        .subcommand(init(lang))
        .subcommand(roster(lang))
        .subcommand(check(lang))
        .subcommand(super::chart::command(lang))
        .subcommand(super::export::command(lang))
        .subcommand(super::import::command(lang))
        .subcommand(super::publish::command(lang))
        .subcommand(super::answers::args::leave(lang))
        .subcommand(super::answers::args::swap(lang))
        .subcommand(super::answers::args::change(lang))
        .subcommand(super::explain::command(lang))
        .subcommand(super::fairness::command(lang))
        .subcommand(super::ledger::args::command(lang))
        .subcommand(super::case::args::command(lang))
        .subcommand(rules(lang))
        .subcommand(bench(lang))
        .subcommand(super::shell::completions(lang))
        .subcommand(super::shell::man(lang))
}

fn template(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "{about}\n\nUsage: {usage}\n\n{all-args}",
        Lang::Zh => "{about}\n\n用法：{usage}\n\n{all-args}",
    }
}

pub(super) fn sub(name: &'static str, about: Fixed, lang: Lang) -> Command {
    Command::new(name)
        .about(pick(about, lang))
        .help_template(template(lang))
        .disable_help_flag(true)
}

fn help_flag(lang: Lang) -> Arg {
    flag("help", pick(("Print help", "显示帮助"), lang), lang)
        .short('h')
        .action(ArgAction::Help)
}

pub(super) fn flag(name: &'static str, help: &'static str, lang: Lang) -> Arg {
    Arg::new(name)
        .long(name)
        .help(help)
        .action(ArgAction::SetTrue)
        .help_heading(pick(("Options", "选项"), lang))
}

pub(super) fn option(
    name: &'static str,
    value: &'static str,
    help: &'static str,
    lang: Lang,
) -> Arg {
    flag(name, help, lang)
        .action(ArgAction::Set)
        .value_name(value)
        // So that `--time-limit -1` is told that it is out of range, not that `-1` is unknown.
        .allow_negative_numbers(true)
}

pub(super) fn file(name: &'static str, help: &'static str, lang: Lang) -> Arg {
    Arg::new(name)
        .value_name(name)
        .help(help)
        .required(true)
        .value_parser(value_parser!(PathBuf))
        .help_heading(pick(("Arguments", "参数"), lang))
}

pub(super) fn team_file(lang: Lang) -> Arg {
    file("TEAM.toml", pick(("The team file", "团队文件"), lang), lang)
}

pub(super) fn json(lang: Lang) -> Arg {
    let help = pick(
        (
            "Print one JSON object instead of text",
            "输出一个 JSON 对象，而不是文字",
        ),
        lang,
    );
    flag("json", help, lang)
}

fn all(lang: Lang) -> Arg {
    let help = pick(
        (
            "List every breach and warning, not only the first of each rule",
            "列出全部问题和提醒，而不是每条规则的前几条",
        ),
        lang,
    );
    flag("all", help, lang)
}

fn init(lang: Lang) -> Command {
    let t = |words: Fixed| pick(words, lang);
    sub(
        "init",
        (
            "Write a commented team.toml to edit",
            "生成一份带说明的 team.toml，改一改就能用",
        ),
        lang,
    )
    .arg(file(
        "DIR",
        t(("Folder; made if need be", "目录；没有就新建")),
        lang,
    ))
    .arg(
        option(
            "preset",
            "NAME",
            t((
                "taobao (default), tmall or desk24",
                "预设：taobao（默认）、tmall 或 desk24",
            )),
            lang,
        )
        .default_value("taobao")
        .hide_default_value(true)
        .hide_possible_values(true)
        .value_parser(PRESETS.map(|(name, _)| name)),
    )
    .arg(
        option(
            "people",
            "N",
            t(("Scale the preset to so many people", "按人数放大预设")),
            lang,
        )
        .value_parser(value_parser!(u32).range(1..=5000)),
    )
    .arg(flag(
        "force",
        t(("Overwrite an existing team.toml", "覆盖已有的 team.toml")),
        lang,
    ))
}

fn roster(lang: Lang) -> Command {
    let t = |words: Fixed| pick(words, lang);
    sub(
        "roster",
        (
            "Write a month's roster, with a proven bound",
            "排出一个月的班表，并给出已证明的界",
        ),
        lang,
    )
    .arg(team_file(lang))
    .arg(option("month", "YYYY-MM", t(("The month", "月份")), lang).required(true))
    .arg(
        option(
            "out",
            "DIR",
            t((
                "Folder for ROSTER.csv; default: the month's, beside the team file",
                "ROSTER.csv 放在哪个目录；默认在团队文件旁的月份目录",
            )),
            lang,
        )
        .value_parser(value_parser!(PathBuf)),
    )
    .args(repeating(lang))
    .arg(all(lang))
    .args(solving(
        (
            "Stop when proven within PCT % of the best possible; default 0.5",
            "证明与最优相差不超过 PCT % 即停；默认 0.5",
        ),
        lang,
    ))
}

/// The options of a month that goes on like the one before.
fn repeating(lang: Lang) -> [Arg; 2] {
    let t = |words: Fixed| pick(words, lang);
    let repeat = t((
        "Go on with last month's pattern and change only what must; or with that of FILE",
        "沿用上月的排班规律，只改必须改的；或沿用班表文件 FILE",
    ));
    let keep = t((
        "With --repeat: points for each cell that changes; default 5",
        "与 --repeat 同用：每改一格计多少分；默认 5",
    ));
    [
        option("repeat", "FILE", repeat, lang)
            .num_args(0..=1)
            .require_equals(true)
            .default_missing_value(""),
        option("keep", "POINTS", keep, lang)
            .requires("repeat")
            .value_parser(value_parser!(i64).range(0..=1_000_000)),
    ]
}

/// The options of everything that solves; the default of the gap differs.
fn solving(gap: Fixed, lang: Lang) -> [Arg; 7] {
    let t = |words: Fixed| pick(words, lang);
    let limit = t(("Seconds, at most; default 60", "最多用多少秒；默认 60"));
    let seed = t(("Seed of everything random; default 1", "随机种子；默认 1"));
    let work = t((
        "Stop a large team's solve after N dives: the same roster on every run",
        "人多时做 N 次下潜就停：每次运行结果相同",
    ));
    let model = t((
        "Also write the model's terms as JSON, for other solvers",
        "另把模型写成 JSON，供其他求解器使用",
    ));
    let engine = t((
        "portfolio (default), columns, exact or search",
        "引擎：portfolio（默认）、columns、exact 或 search",
    ));
    [
        option("time-limit", "S", limit, lang).value_parser(value_parser!(f64)),
        option("gap", "PCT", t(gap), lang).value_parser(value_parser!(f64)),
        option("seed", "N", seed, lang).value_parser(value_parser!(u64)),
        option("work-limit", "N", work, lang).value_parser(value_parser!(u64)),
        json(lang),
        option("write-model", "FILE", model, lang).value_parser(value_parser!(PathBuf)),
        option("engine", "NAME", engine, lang)
            .value_parser(["portfolio", "columns", "exact", "search"])
            .default_value("portfolio")
            .hide_default_value(true)
            .hide_possible_values(true),
    ]
}

fn bench(lang: Lang) -> Command {
    let t = |words: Fixed| pick(words, lang);
    let gap = (
        "Stop when proven within PCT % of the best possible; default 0",
        "证明与最优相差不超过 PCT % 即停；默认 0",
    );
    let out = |value, help: Fixed| {
        option("out", value, t(help), lang)
            .required(true)
            .value_parser(value_parser!(PathBuf))
    };
    let instance = t(("The instance's file", "算例文件"));
    let curtois = sub(
        "curtois",
        (
            "A shift scheduling instance of Curtois and Qu",
            "Curtois 与 Qu 的排班算例",
        ),
        lang,
    )
    .arg(file("FILE", instance, lang))
    .arg(out(
        "OUT.csv",
        (
            "The roster: employee,day,shift, days from 0",
            "班表写到哪里：employee,day,shift，天数从 0 起",
        ),
    ))
    .args(solving(gap, lang));
    let input = |name, value, help: Fixed| {
        option(name, value, t(help), lang)
            .required(true)
            .value_parser(value_parser!(PathBuf))
    };
    let inrc2 = sub(
        "inrc2",
        (
            "An instance of the nurse rostering competition INRC-II",
            "护士排班竞赛 INRC-II 的算例",
        ),
        lang,
    )
    .arg(input("scenario", "F", ("The scenario", "场景文件")))
    .arg(input("history", "F", ("The history", "历史文件")))
    .arg(
        input(
            "weeks",
            "F",
            ("The weeks' data, in their order", "各周数据，按顺序"),
        )
        .num_args(1..),
    )
    .arg(out(
        "DIR",
        (
            "Folder for the solution files, one a week",
            "解文件放在哪个目录，每周一个",
        ),
    ))
    .args(solving(gap, lang));
    sub(
        "bench",
        ("Solve a public benchmark instance", "求解公开的测试算例"),
        lang,
    )
    .subcommand_required(true)
    .arg_required_else_help(true)
    .subcommand_help_heading(t(("Families", "系列")))
    .subcommand_value_name(t(("FAMILY", "系列")))
    .disable_help_subcommand(true)
    .subcommand(curtois)
    .subcommand(inrc2)
}

fn check(lang: Lang) -> Command {
    let t = |words: Fixed| pick(words, lang);
    sub(
        "check",
        (
            "Check any roster file, also one edited by hand",
            "检查任何班表文件，包括手工改过的",
        ),
        lang,
    )
    .arg(team_file(lang))
    .arg(file("ROSTER.csv", t(("The roster file", "班表文件")), lang))
    .arg(json(lang))
    .arg(all(lang))
}

fn rules(lang: Lang) -> Command {
    let t = |words: Fixed| pick(words, lang);
    sub(
        "rules",
        (
            "What each rule means, why, its parameters, an example",
            "每条规则的含义、理由、参数和例子",
        ),
        lang,
    )
    .arg(
        Arg::new("NAME")
            .help(t((
                "One rule; without, the list",
                "某一条规则；不写则列出全部",
            )))
            .help_heading(t(("Arguments", "参数"))),
    )
    .arg(
        flag(
            "markdown",
            t((
                "All cards as Markdown, as in docs/rules.md",
                "以 Markdown 输出全部规则，即 docs/rules.md",
            )),
            lang,
        )
        .conflicts_with("NAME"),
    )
}
