//! `paiban chart`.

use super::given_roster::GivenRoster;
use super::session::Session;
use crate::app::AppError;
use crate::app::chart::{self, FORMATS, Request};
use crate::render::chart::{Kind, Paper};
use crate::report;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Args)]
pub struct Chart {
    /// The team file || 团队文件
    #[arg(value_name = "TEAM.toml")]
    team: PathBuf,
    #[command(flatten)]
    given: GivenRoster,
    /// month, week, day, coverage, fairness or cycle || 图的种类：month 月、week 周、day 日、coverage 在岗、fairness 公平、cycle 轮班
    #[arg(long, value_name = "KIND", hide_possible_values = true)]
    kind: KindName,
    /// svg, png, pdf or html; default: what FILE ends in || 格式：svg、png、pdf 或 html；默认按 FILE 的扩展名
    #[arg(long, value_name = "FORMAT", value_parser = FORMATS.map(|(word, _)| word), hide_possible_values = true)]
    format: Option<String>,
    /// Where to; several pages of SVG or PNG become FILE-1, FILE-2, … || 写到哪里；SVG、PNG 有多页时写成 FILE-1、FILE-2……
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Landscape; default a4 || 横向纸张；默认 a4
    #[arg(long, value_name = "a4|a3", hide_possible_values = true)]
    paper: Option<PaperName>,
    /// Only this week of the month, from 1; default all || 只画本月第几周；默认全部
    #[arg(long, value_name = "N")]
    week: Option<u32>,
    /// Only this day, such as 2026-12-05; default all || 只画某一天，例如 2026-12-05；默认全部
    #[arg(long, value_name = "DATE")]
    day: Option<String>,
    /// Overwrite existing files || 覆盖已有的文件
    #[arg(long)]
    force: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum KindName {
    Month,
    Week,
    Day,
    Coverage,
    Fairness,
    Cycle,
}

#[derive(Clone, Copy, ValueEnum)]
enum PaperName {
    A4,
    A3,
}

impl Chart {
    pub fn run(&self, session: &Session) -> Result<u8, AppError> {
        let word = self.format.as_deref();
        let format = FORMATS.iter().find(|(known, _)| Some(*known) == word);
        let request = Request {
            team: self.team.clone(),
            given: self.given.given(),
            kind: match self.kind {
                KindName::Month => Kind::Month,
                KindName::Week => Kind::Week,
                KindName::Day => Kind::Day,
                KindName::Coverage => Kind::Coverage,
                KindName::Fairness => Kind::Fairness,
                KindName::Cycle => Kind::Cycle,
            },
            format: format.map(|(_, format)| *format),
            out: self.out.clone(),
            paper: match self.paper {
                Some(PaperName::A3) => Paper::A3,
                _ => Paper::A4,
            },
            week: self.week,
            day: self.day.clone(),
            force: self.force,
            lang: session.lang,
        };
        let report = chart::run(&request, &session.context(None, None))?;
        session.show(&report::chart::page(&report, session.lang));
        Ok(0)
    }
}
