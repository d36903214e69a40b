//! `paiban chart`: a roster as a picture for the wall, the desk or the phone.

mod target;

use super::{Failure, args, load, output};
use crate::domain::Problem;
use crate::domain::time::Month;
use crate::input::{RosterFile, Source, Team, parse_date};
use crate::render::chart::{Kind, Order, Paper, Rotation};
use crate::text;
use crate::text::{Fixed, Lang, Text, pick};
use crate::verify::verify;
use clap::{ArgMatches, Command, value_parser};
use std::path::{Path, PathBuf};
use target::Target;

const KINDS: [(&str, Kind); 6] = [
    ("month", Kind::Month),
    ("week", Kind::Week),
    ("day", Kind::Day),
    ("coverage", Kind::Coverage),
    ("fairness", Kind::Fairness),
    ("cycle", Kind::Cycle),
];

const FORMATS: [&str; 4] = ["svg", "png", "pdf", "html"];

/// `paiban chart`.
pub fn command(lang: Lang) -> Command {
    let t = |words: Fixed| pick(words, lang);
    let option = |name, value, help: Fixed| args::option(name, value, t(help), lang);
    args::sub(
        "chart",
        (
            "Draw a roster for print, screen and phone",
            "把班表画成图：打印、屏幕、手机",
        ),
        lang,
    )
    .arg(args::team_file(lang))
    .arg(args::file(
        "ROSTER.csv",
        t(("The roster file", "班表文件")),
        lang,
    ))
    .arg(
        option(
            "kind",
            "KIND",
            (
                "month, week, day, coverage, fairness or cycle",
                "图的种类：month 月、week 周、day 日、coverage 在岗、fairness 公平、cycle 轮班",
            ),
        )
        .required(true)
        .hide_possible_values(true)
        .value_parser(KINDS.map(|(name, _)| name)),
    )
    .arg(
        option(
            "format",
            "FORMAT",
            (
                "svg, png, pdf or html; default: what FILE ends in",
                "格式：svg、png、pdf 或 html；默认按 FILE 的扩展名",
            ),
        )
        .hide_possible_values(true)
        .value_parser(FORMATS),
    )
    .arg(
        option(
            "out",
            "FILE",
            (
                "Where to; several pages of SVG or PNG become FILE-1, FILE-2, …",
                "写到哪里；SVG、PNG 有多页时写成 FILE-1、FILE-2……",
            ),
        )
        .required(true)
        .value_parser(value_parser!(PathBuf)),
    )
    .arg(
        option(
            "paper",
            "a4|a3",
            ("Landscape; default a4", "横向纸张；默认 a4"),
        )
        .hide_possible_values(true)
        .value_parser(["a4", "a3"]),
    )
    .arg(
        option(
            "week",
            "N",
            (
                "Only this week of the month, from 1; default all",
                "只画本月第几周；默认全部",
            ),
        )
        .value_parser(value_parser!(u32).range(1..=6)),
    )
    .arg(option(
        "day",
        "DATE",
        (
            "Only this day, such as 2026-12-05; default all",
            "只画某一天，例如 2026-12-05；默认全部",
        ),
    ))
    .arg(args::flag(
        "force",
        t(("Overwrite existing files", "覆盖已有的文件")),
        lang,
    ))
}

pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let path = |name: &str| {
        let path = matches.get_one::<PathBuf>(name);
        path.cloned().unwrap_or_default()
    };
    let (team, out) = (path("TEAM.toml"), path("out"));
    let format = format(matches, &out)?;
    let file = RosterFile::read(&path("ROSTER.csv"))?;
    // A roster file that was read has at least one date.
    let month = Month::of(file.dates.first().copied().unwrap_or_default());
    let loaded = load::team(&team, month)?;
    let roster = file.roster(&loaded.problem)?;
    // What is not part of the problem: the rotation, and fixed duties.
    let source = Source::read(&team)?;
    let order = Order {
        rotation: Rotation::of_team_file(&source.text),
        tasks: Team::parse(source)?.tasks(&loaded.problem)?,
        ..order(matches, &loaded.problem, lang)?
    };
    if file.gb18030 {
        note(
            &text!(
                "the roster is in the Chinese code page (GBK); it was read as such",
                "班表是 GBK 编码，已按 GBK 读取"
            ),
            lang,
        );
    }
    let broken = verify(&loaded.problem, &loaded.book, &roster).broken;
    if broken > 0 {
        note(
            &text!(
                "the roster breaks hard rules in {broken} places; `paiban check` lists them",
                "班表有 {broken} 处违反硬规则，用 paiban check 查看"
            ),
            lang,
        );
    }
    let target = Target {
        path: &out,
        force: matches.get_flag("force"),
        lang,
    };
    target.write(format, &loaded.problem, &roster, &order)
}

/// The format that was asked for, else the one that the file's name ends in.
fn format<'a>(matches: &'a ArgMatches, out: &Path) -> Result<&'a str, Failure> {
    if let Some(format) = matches.get_one::<String>("format") {
        return Ok(format);
    }
    let ending = out.extension().and_then(|e| e.to_str());
    let known = |format: &&&str| ending.is_some_and(|e| e.eq_ignore_ascii_case(format));
    FORMATS.iter().find(known).copied().ok_or_else(|| {
        let shown = out.display();
        Failure::Usage(
            text!(
                "the name {shown} does not say which format is wanted",
                "从文件名 {shown} 看不出要什么格式"
            ),
            text!(
                "end it in .svg, .png, .pdf or .html, or give --format",
                "请以 .svg、.png、.pdf 或 .html 结尾，或用 --format 指定"
            ),
        )
    })
}

fn order(matches: &ArgMatches, problem: &Problem, lang: Lang) -> Result<Order, Failure> {
    let name = matches.get_one::<String>("kind").map_or("", String::as_str);
    let kind = KINDS.iter().find(|(known, _)| *known == name);
    let kind = kind.map_or(Kind::Month, |(_, kind)| *kind);
    let paper = match matches.get_one::<String>("paper").map(String::as_str) {
        Some("a3") => Paper::A3,
        _ => Paper::A4,
    };
    Ok(Order {
        paper,
        week: week(matches, problem, kind)?,
        day: day(matches, problem, kind)?,
        ..Order::new(kind, lang)
    })
}

fn week(matches: &ArgMatches, problem: &Problem, kind: Kind) -> Result<Option<usize>, Failure> {
    let Some(&number) = matches.get_one::<u32>("week") else {
        return Ok(None);
    };
    belongs("--week", "week", kind == Kind::Week)?;
    let count = problem.weeks().len();
    if number as usize > count {
        let month = Month::of(problem.first);
        return Err(Failure::Usage(
            text!("{month} has no week {number}", "{month} 没有第 {number} 周"),
            text!(
                "choose from 1 to {count}: weeks go from Monday to Sunday",
                "请在 1 到 {count} 之间选，一周从周一到周日"
            ),
        ));
    }
    Ok(Some(number as usize - 1))
}

fn day(matches: &ArgMatches, problem: &Problem, kind: Kind) -> Result<Option<usize>, Failure> {
    let Some(text) = matches.get_one::<String>("day") else {
        return Ok(None);
    };
    belongs("--day", "day", kind == Kind::Day)?;
    let day = parse_date(text).ok().and_then(|d| problem.day_of(d));
    day.map(Some).ok_or_else(|| {
        let (first, last) = (problem.date(0), problem.date(problem.days() as i64 - 1));
        Failure::Usage(
            text!(
                "`{text}` is not a day of this roster",
                "{text} 不是这份班表中的日子"
            ),
            text!(
                "write a date from {first} to {last}",
                "请写 {first} 到 {last} 之间的日期"
            ),
        )
    })
}

/// Refuses an option that another kind of chart has.
fn belongs(option: &str, kind: &str, does: bool) -> Result<(), Failure> {
    if does {
        return Ok(());
    }
    Err(Failure::Usage(
        text!(
            "`{option}` belongs to `--kind {kind}`",
            "{option} 只用于 --kind {kind}"
        ),
        text!(
            "leave it out, or choose that kind",
            "去掉这个选项，或改用这种图"
        ),
    ))
}

fn note(words: &Text, lang: Lang) {
    let label = pick(("note: ", "提示："), lang);
    output::error(&format!("{label}{}\n", words.get(lang)));
}
