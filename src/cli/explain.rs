//! `paiban explain`.

use super::place::Published;
use super::session::Session;
use super::{BAD_INPUT, BROKEN, given, output, usage};
use crate::app::AppError;
use crate::app::answers::SECONDS;
use crate::app::explain::{self, Answer, Cell, Request};
use crate::domain::time::Month;
use crate::report;
use crate::text;
use crate::text::Text;
use chrono::NaiveDate;
use clap::Args;
use std::path::PathBuf;

#[derive(Args)]
pub struct Explain {
    /// The team file || 团队文件
    #[arg(value_name = "TEAM.toml")]
    team: PathBuf,
    /// The month || 月份
    #[arg(long, value_name = "YYYY-MM", value_parser = given::month)]
    month: Option<Month>,
    /// Ask about a cell of a roster: whose, by id or name || 问班表里的某一格：谁（工号或姓名）
    #[arg(long, value_name = "PERSON")]
    person: Option<String>,
    /// And of which day || 哪一天
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = given::date)]
    day: Option<NaiveDate>,
    /// Only with this in the cell instead; default: everything else || 只问换成这个班（或 rest 休息）会怎样；默认问其他所有班
    #[arg(long, value_name = "CODE|rest")]
    instead: Option<String>,
    /// The roster; default: ROSTER.csv in the month's folder || 班表文件；默认是月份目录里的 ROSTER.csv
    #[arg(long, value_name = "FILE")]
    roster: Option<PathBuf>,
    /// Seconds, at most; default 20 || 最多用多少秒；默认 20
    #[arg(long, value_name = "S", value_parser = given::seconds)]
    time_limit: Option<f64>,
    #[command(flatten)]
    published: Published,
    /// Print one JSON object instead of text || 输出一个 JSON 对象，而不是文字
    #[arg(long)]
    json: bool,
}

impl Explain {
    pub fn run(&self, session: &Session) -> Result<u8, AppError> {
        let request = match self.request() {
            Ok(request) => request,
            Err((what, fix)) => {
                usage::complain(&what, &fix, session.lang);
                return Ok(BAD_INPUT);
            }
        };
        let report = explain::run(&request, &session.solving(true))?;
        if self.json {
            output::print(&report::explain::json(&report, session.lang));
        } else {
            session.show(&report::explain::page(&report, &self.team, session.lang));
        }
        Ok(match &report.answer {
            Answer::Month(found, _) if found.roster.is_none() => BROKEN,
            _ => 0,
        })
    }

    /// What is asked for; options that belong together are given together.
    fn request(&self) -> Result<Request, (Text, Text)> {
        let cell = match (&self.person, self.day) {
            (Some(person), Some(date)) => Some(Cell {
                person: person.clone(),
                date,
                instead: self.instead.clone(),
                roster: self.roster.clone(),
            }),
            (None, None) if self.instead.is_none() && self.roster.is_none() => None,
            _ => return Err(half()),
        };
        let of_cell = cell.as_ref().map(|cell| Month::of(cell.date));
        Ok(Request {
            team: self.team.clone(),
            month: self.month.or(of_cell).ok_or_else(no_month)?,
            cell,
            seconds: self.time_limit.unwrap_or(SECONDS),
            ledger: self.published.ledger(&self.team),
        })
    }
}

fn half() -> (Text, Text) {
    (
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

fn no_month() -> (Text, Text) {
    (
        text!("missing: --month <YYYY-MM>", "缺少：--month <YYYY-MM>"),
        text!(
            "write year and month, as in --month 2026-12",
            "写成年-月，如 --month 2026-12"
        ),
    )
}
