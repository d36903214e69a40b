//! Commands on files: `init`, `check`, `export`, `import`, `publish`, `fairness`.

use super::given_roster::{GivenRoster, How};
use super::place::{Place, Published};
use super::session::Session;
use super::{BROKEN, given, output};
use crate::app::export::{self, FORMATS};
use crate::app::init::{self, PRESETS};
use crate::app::{AppError, check, fairness, import, publish};
use crate::domain::time::Month;
use crate::report;
use clap::{Args, value_parser};
use std::path::PathBuf;

#[derive(Args)]
pub struct Init {
    /// Folder; made if need be || 目录；没有就新建
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// taobao (default), tmall or desk24 || 预设：taobao（默认）、tmall 或 desk24
    #[arg(long, value_name = "NAME", default_value = "taobao", value_parser = PRESETS.map(|p| p.name), hide_default_value = true, hide_possible_values = true)]
    preset: String,
    /// Scale the preset to so many people || 按人数放大预设
    #[arg(long, value_name = "N", value_parser = value_parser!(u32).range(1..=5000))]
    people: Option<u32>,
    /// Overwrite an existing team.toml || 覆盖已有的 team.toml
    #[arg(long)]
    force: bool,
}

impl Init {
    pub fn run(&self, session: &Session) -> Result<u8, AppError> {
        let preset = PRESETS.iter().find(|p| p.name == self.preset);
        let request = init::Request {
            folder: self.folder.clone(),
            // clap lets these names through.
            preset: *preset.unwrap_or(&PRESETS[0]),
            people: self.people,
            force: self.force,
            lang: session.lang,
        };
        let file = init::run(&request, &session.context(None, None))?;
        session.show(&report::init::page(&file, session.lang));
        Ok(0)
    }
}

#[derive(Args)]
pub struct Check {
    /// The team file || 团队文件
    #[arg(value_name = "TEAM.toml")]
    team: PathBuf,
    #[command(flatten)]
    given: GivenRoster,
    /// Print one JSON object instead of text || 输出一个 JSON 对象，而不是文字
    #[arg(long)]
    json: bool,
    /// List every breach and warning, not only the first of each rule || 列出全部问题和提醒，而不是每条规则的前几条
    #[arg(long)]
    all: bool,
}

impl Check {
    pub fn run(&self, session: &Session) -> Result<u8, AppError> {
        let request = check::Request {
            team: self.team.clone(),
            given: self.given.given(),
        };
        let report = check::run(&request, &session.quiet(self.json))?;
        if self.json {
            output::print(&report::check::json(&report, session.lang));
        } else {
            session.show(&report::check::page(&report, self.all, session.lang));
        }
        Ok(if report.verdict.holds() { 0 } else { BROKEN })
    }
}

#[derive(Args)]
pub struct Export {
    /// The team file || 团队文件
    #[arg(value_name = "TEAM.toml")]
    team: PathBuf,
    #[command(flatten)]
    given: GivenRoster,
    /// xlsx, ics (a calendar a person), csv, json, or handover (text; HTML or CSV by the file's name) || xlsx、ics（每人一个日历）、csv、json 或 handover（交接与事务表；文件名以 .html、.csv 结尾则为网页、表格）
    #[arg(long, value_name = "FORMAT", value_parser = FORMATS.map(|(word, _)| word), hide_possible_values = true)]
    format: String,
    /// Where to; a folder for ics || 写到哪里；ics 写一个目录
    #[arg(long, value_name = "FILE|DIR")]
    out: PathBuf,
    /// Only this person, by name or id; for ics, json and handover || 只导出某个人（姓名或工号）；用于 ics、json 和 handover
    #[arg(long, value_name = "ID")]
    person: Option<String>,
    /// Overwrite existing files || 覆盖已有的文件
    #[arg(long)]
    force: bool,
}

impl Export {
    pub fn run(&self, session: &Session) -> Result<u8, AppError> {
        let format = FORMATS.iter().find(|(word, _)| *word == self.format);
        let request = export::Request {
            team: self.team.clone(),
            given: self.given.given(),
            // clap lets these words through.
            format: format.map_or(export::Format::Csv, |(_, format)| *format),
            out: self.out.clone(),
            person: self.person.clone(),
            force: self.force,
            lang: session.lang,
        };
        let report = export::run(&request, &session.context(None, None))?;
        session.show(&report::export::page(&report, session.lang));
        Ok(0)
    }
}

#[derive(Args)]
pub struct Import {
    /// The team file || 团队文件
    #[arg(value_name = "TEAM.toml")]
    team: PathBuf,
    /// A workbook (.xlsx) or CSV file; several that have the month between them are joined || 工作簿（.xlsx）或 CSV 文件；合起来是一个月的多个文件会合并
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The month || 月份
    #[arg(long, value_name = "YYYY-MM", value_parser = given::month)]
    month: Month,
    #[command(flatten)]
    how: How,
    /// The roster file to write; default: ROSTER.csv of the month, beside the team file || 写到哪个班表文件；默认为团队文件旁月份目录里的 ROSTER.csv
    #[arg(long, value_name = "ROSTER.csv")]
    out: Option<PathBuf>,
    /// List every change, breach and warning, not only the first || 列出全部改动、问题和提醒，而不是前几条
    #[arg(long)]
    all: bool,
    /// Overwrite a different roster || 覆盖不同的班表
    #[arg(long)]
    force: bool,
}

impl Import {
    pub fn run(&self, session: &Session) -> Result<u8, AppError> {
        let request = import::Request {
            team: self.team.clone(),
            given: self.how.given(&self.files, Some(self.month)),
            month: self.month,
            out: self.out.clone(),
            force: self.force,
        };
        let report = import::run(&request, &session.context(None, None))?;
        session.show(&report::import::page(&report, self.all, session.lang));
        match report.in_the_way() {
            Some(error) => Err(error),
            None => Ok(if report.verdict.holds() { 0 } else { BROKEN }),
        }
    }
}

#[derive(Args)]
pub struct Publish {
    /// The team file || 团队文件
    #[arg(value_name = "TEAM.toml")]
    team: PathBuf,
    /// The roster file || 班表文件
    #[arg(value_name = "ROSTER.csv")]
    roster: PathBuf,
    /// Publish it though it breaks hard rules || 即使违反硬规则也发布
    #[arg(long)]
    broken: bool,
    #[command(flatten)]
    place: Place,
}

impl Publish {
    pub fn run(&self, session: &Session) -> Result<u8, AppError> {
        let request = publish::Request {
            team: self.team.clone(),
            roster: self.roster.clone(),
            broken: self.broken,
        };
        let at = self.place.ledger(Some(&self.team));
        let report = publish::run(&request, &at, &session.at(&self.place))?;
        session.show(&report::publish::page(&report, session.lang));
        Ok(if report.published.is_some() {
            0
        } else {
            BROKEN
        })
    }
}

#[derive(Args)]
pub struct Fairness {
    /// The team file || 团队文件
    #[arg(value_name = "TEAM.toml")]
    team: PathBuf,
    /// The month that is to be rostered: the twelve before it count; default: the one after the last roster || 要排的月份：统计它之前的十二个月；默认是最后一份班表的下个月
    #[arg(long, value_name = "YYYY-MM", value_parser = given::month)]
    month: Option<Month>,
    #[command(flatten)]
    published: Published,
    /// Print one JSON object instead of text || 输出一个 JSON 对象，而不是文字
    #[arg(long)]
    json: bool,
}

impl Fairness {
    pub fn run(&self, session: &Session) -> Result<u8, AppError> {
        let request = fairness::Request {
            team: self.team.clone(),
            month: self.month,
            ledger: self.published.ledger(&self.team),
        };
        let report = fairness::run(&request)?;
        let mut page = report::fairness::page(&report, session.lang);
        if self.json {
            page.text = report::json(&report::fairness::json(&report, session.lang));
        }
        match report.nothing(&request) {
            Some(error) => {
                output::error(&page.side);
                Err(error)
            }
            None => {
                session.show(&page);
                Ok(0)
            }
        }
    }
}
