//! The grammar of `paiban explain`, and what was asked by it.

use crate::cli::args::{json, option, sub, team_file};
use crate::cli::{Failure, message};
use crate::domain::Problem;
use crate::domain::time::Month;
use crate::input::{is_rest, parse_date};
use crate::messages::near::guess;
use crate::text;
use crate::text::{Fixed, Lang, Text, pick};
use chrono::NaiveDate;
use clap::{ArgMatches, Command, value_parser};
use std::path::PathBuf;

/// Seconds without `--time-limit`.
const SECONDS: f64 = 20.0;

/// Names that a message lists.
const LISTED: usize = 12;

/// `paiban explain`.
pub fn command(lang: Lang) -> Command {
    let t = |words: Fixed| pick(words, lang);
    let about = (
        "Why a month has no roster and what would help, or why a person has a shift",
        "为什么排不出班表、怎么解决，或者为什么某人某天上这个班",
    );
    sub("explain", about, lang)
        .arg(team_file(lang))
        .arg(option("month", "YYYY-MM", t(("The month", "月份")), lang))
        .arg(option(
            "person",
            "PERSON",
            t((
                "Ask about a cell of a roster: whose, by id or name",
                "问班表里的某一格：谁（工号或姓名）",
            )),
            lang,
        ))
        .arg(option(
            "day",
            "YYYY-MM-DD",
            t(("And of which day", "哪一天")),
            lang,
        ))
        .arg(option(
            "instead",
            "CODE|rest",
            t((
                "Only with this in the cell instead; default: everything else",
                "只问换成这个班（或 rest 休息）会怎样；默认问其他所有班",
            )),
            lang,
        ))
        .arg(
            option(
                "roster",
                "FILE",
                t((
                    "The roster; default: ROSTER.csv in the month's folder",
                    "班表文件；默认是月份目录里的 ROSTER.csv",
                )),
                lang,
            )
            .value_parser(value_parser!(PathBuf)),
        )
        .arg(
            option(
                "time-limit",
                "S",
                t(("Seconds, at most; default 20", "最多用多少秒；默认 20")),
                lang,
            )
            .value_parser(value_parser!(f64)),
        )
        .arg(json(lang))
}

/// What the command line asks for.
pub struct Request {
    pub team: PathBuf,
    pub month: Month,
    pub cell: Option<Asked>,
    pub roster: Option<PathBuf>,
    pub seconds: f64,
    pub json: bool,
}

/// A question about a cell.
pub struct Asked {
    person: String,
    date: NaiveDate,
    instead: Option<String>,
}

impl Request {
    pub fn read(matches: &ArgMatches) -> Result<Request, Failure> {
        let text = |name: &str| matches.get_one::<String>(name).cloned();
        let path = |name: &str| matches.get_one::<PathBuf>(name).cloned();
        let cell = match (text("person"), text("day")) {
            (Some(person), Some(day)) => Some(Asked {
                person,
                date: date(&day)?,
                instead: text("instead"),
            }),
            (None, None) if text("instead").is_none() && path("roster").is_none() => None,
            _ => return Err(half()),
        };
        let month = match (text("month"), &cell) {
            (Some(given), _) => month(&given)?,
            (None, Some(cell)) => Month::of(cell.date),
            (None, None) => return Err(no_month()),
        };
        let seconds = matches.get_one::<f64>("time-limit").copied();
        Ok(Request {
            team: path("TEAM.toml").unwrap_or_default(),
            month,
            cell,
            roster: path("roster"),
            seconds: in_range(seconds.unwrap_or(SECONDS))?,
            json: matches.get_flag("json"),
        })
    }
}

fn half() -> Failure {
    Failure::Usage(
        text!(
            "a question about a cell needs --person and --day",
            "问某一格要同时写 --person 和 --day"
        ),
        text!(
            "as in --person A03 --day 2026-12-05; without both, it is explained why there is no roster",
            "如 --person A03 --day 2026-12-05；两个都不写，则解释为什么排不出班表"
        ),
    )
}

fn no_month() -> Failure {
    Failure::Usage(
        text!("missing: --month <YYYY-MM>", "缺少：--month <YYYY-MM>"),
        text!(
            "write year and month, as in --month 2026-12",
            "写成年-月，如 --month 2026-12"
        ),
    )
}

fn month(given: &str) -> Result<Month, Failure> {
    Month::parse(given).ok_or_else(|| {
        Failure::Usage(
            text!("`{given}` is not a month", "{given} 不是月份"),
            text!(
                "write year and month, as in --month 2026-12",
                "写成年-月，如 --month 2026-12"
            ),
        )
    })
}

fn date(given: &str) -> Result<NaiveDate, Failure> {
    parse_date(given).map_err(|_| {
        Failure::Usage(
            text!("`{given}` is not a date", "{given} 不是日期"),
            text!(
                "write year, month and day, as in --day 2026-12-05",
                "写成年-月-日，如 --day 2026-12-05"
            ),
        )
    })
}

fn in_range(seconds: f64) -> Result<f64, Failure> {
    let (least, most) = (0.0, 1e7);
    if (least..=most).contains(&seconds) {
        return Ok(seconds);
    }
    Err(Failure::Usage(
        text!(
            "--time-limit {seconds} is out of range",
            "--time-limit {seconds} 超出范围"
        ),
        text!(
            "give a number from {least} to {most}",
            "请给 {least} 到 {most} 之间的数"
        ),
    ))
}

impl Asked {
    /// The day in the month.
    pub fn day(&self, problem: &Problem) -> Result<usize, Failure> {
        let (date, month) = (self.date, Month::of(problem.first));
        problem.day_of(date).ok_or_else(|| {
            Failure::Usage(
                text!("{date} is not in {month}", "{date} 不在 {month}"),
                text!(
                    "give a day of the month, or leave --month out",
                    "请给该月的日期，或不写 --month"
                ),
            )
        })
    }

    /// The person.
    pub fn person(&self, problem: &Problem) -> Result<usize, Failure> {
        let name = self.person.trim();
        let mut people = problem.people.iter();
        let found = people.position(|p| p.id == name || p.name == name);
        let names: Vec<&str> = problem.people.iter().map(|p| p.name.as_str()).collect();
        found.ok_or_else(|| {
            let people = problem.people.iter();
            let known: Vec<String> = people
                .flat_map(|p| [p.name.clone(), p.id.clone()])
                .collect();
            let guess = guess(name, &known);
            let begins = match guess.en.is_empty() {
                true => "the team is",
                false => "The team is",
            };
            let list = listed(&names, (begins, "团队成员是"));
            let name = message::one_line(name);
            Failure::Usage(
                text!("`{name}` is not in the team", "团队里没有 {name}"),
                Text::new(guess.en + &list.en, guess.zh + &list.zh),
            )
        })
    }

    /// What the cell is to hold instead.
    pub fn instead(&self, problem: &Problem) -> Result<Option<Option<usize>>, Failure> {
        let Some(given) = self.instead.as_deref().map(str::trim) else {
            return Ok(None);
        };
        if is_rest(problem, given) {
            return Ok(Some(None));
        }
        let duties = || problem.duties.iter();
        let same = |d: &crate::domain::Duty| d.code.eq_ignore_ascii_case(given);
        let exact = duties().position(|d| d.code == given);
        let found = exact.or_else(|| duties().position(same));
        let codes: Vec<&str> = duties().map(|d| d.code.as_str()).collect();
        found.map(|duty| Some(Some(duty))).ok_or_else(|| {
            let given = message::one_line(given);
            Failure::Usage(
                text!("there is no shift `{given}`", "没有班次 {given}"),
                listed(&codes, ("rest, or one of", "可写 rest 或")),
            )
        })
    }
}

fn listed(names: &[&str], (en, zh): Fixed) -> crate::text::Text {
    let shown: Vec<&str> = names.iter().take(LISTED).copied().collect();
    let more = if names.len() > LISTED { ", …" } else { "" };
    let (list, list_zh) = (shown.join(", "), shown.join("、"));
    text!("{en} {list}{more}", "{zh} {list_zh}{more}")
}
